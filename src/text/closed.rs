//! Closed lists of names: the published enums and their spelling, in one place.

/// An enum whose variants have one published spelling each.
///
/// `record` writes, reads and describes all of them through this trait, so that a spelling stands once.
pub trait Closed: Copy + Eq + std::fmt::Debug + 'static {
    /// Name of the list in the JSON Schema.
    const NAME: &'static str;
    /// All variants, in the order of their definition.
    const ALL: &'static [Self];
    /// The published spelling.
    fn as_str(self) -> &'static str;
    /// The variant with this spelling.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|v| v.as_str() == name)
    }
}

/// Defines an enum of published names and its [`Closed`] implementation.
macro_rules! closed {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $(#[doc = concat!("`", $text, "`")] $(#[$doc])* $variant),+ }
        impl $crate::text::Closed for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}
pub(crate) use closed;
