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
        // As `Display` has it, without its machinery: nothing else stands in a record as often.
        let mut out = [0; 16];
        let (mut from, mut rest) = (out.len(), u64::from(self.0) + 1);
        while rest > 0 {
            from -= 1;
            out[from] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        from -= LETTER.len_utf8();
        LETTER.encode_utf8(&mut out[from..]);
        serializer.serialize_str(std::str::from_utf8(&out[from..]).unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_written_as_they_are_shown() {
        for n in [0, 8, 9, 98, 99, 4095, u32::MAX - 1] {
            let id = Id::<'q'>(n);
            let json = serde_json::to_string(&id).expect("a string");
            assert_eq!(json, format!("\"{id}\""));
            assert_eq!(serde_json::from_str::<Id<'q'>>(&json).ok(), Some(id));
        }
    }
}
