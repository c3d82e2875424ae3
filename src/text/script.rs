//! Scripts and widths of single characters.

/// Han characters: the unified blocks, their extensions, the compatibility block, and 〇 and 々.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '\u{F900}'..='\u{FAFF}' | '〇' | '々')
}

/// Hiragana and katakana, half width included.
#[must_use]
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}')
}

/// A letter of any script.
#[must_use]
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && c.is_alphabetic()
}

/// The ASCII twin of a full-width letter, digit or mark (U+FF01–U+FF5E); the ideographic space is a space.
#[must_use]
pub fn fold_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from((c as u32 - 0xFEE0) as u8),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A set of characters, looked up in the logarithm of its size.
#[derive(Debug)]
pub struct CharSet(Box<[char]>);

impl CharSet {
    /// The set of these characters.
    #[must_use]
    pub fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let mut chars: Vec<char> = chars.into_iter().collect();
        chars.sort_unstable();
        chars.dedup();
        Self(chars.into())
    }

    /// Whether it holds a character.
    #[must_use]
    pub fn contains(&self, c: char) -> bool {
        self.0.binary_search(&c).is_ok()
    }
}
