//! How closed lists and references are written.

use crate::text::Closed;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;

/// A name out of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name<T>(pub T);

impl<T: Closed> Serialize for Name<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl<'de, T: Closed> Deserialize<'de> for Name<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<'de, str>::deserialize(deserializer)?;
        T::from_name(&name).map(Name).ok_or_else(|| de::Error::custom(format!("no {}: {name}", T::NAME)))
    }
}

impl<T: Closed> JsonSchema for Name<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = T::ALL.iter().map(|v| v.as_str()).collect();
        json_schema!({"type": "string", "enum": names})
    }
}

/// A reference inside a record: a letter and a number from 1, such as `q17`. Holds the index, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id<const LETTER: char>(pub u32);

impl<const LETTER: char> Id<LETTER> {
    pub(super) fn new(index: usize) -> Self {
        Self(index as u32)
    }

    /// The index into the list that it refers to.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl<const LETTER: char> std::fmt::Display for Id<LETTER> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{LETTER}{}", self.0 + 1)
    }
}

impl<const LETTER: char> Serialize for Id<LETTER> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const LETTER: char> Deserialize<'de> for Id<LETTER> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = Cow::<'de, str>::deserialize(deserializer)?;
        let number = id.strip_prefix(LETTER).and_then(|n| n.parse::<u32>().ok()).and_then(|n| n.checked_sub(1));
        number.map(Self).ok_or_else(|| de::Error::custom(format!("no reference {LETTER}N: {id}")))
    }
}

impl<const LETTER: char> JsonSchema for Id<LETTER> {
    fn schema_name() -> Cow<'static, str> {
        format!("Ref_{LETTER}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": format!("^{LETTER}[1-9][0-9]*$")})
    }
}
