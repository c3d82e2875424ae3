//! Text as a browser shows it: every character in the page, and all of them in the order in which they are read.

/// A stretch of text by what the page needs around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Nothing.
    Plain(&'t str),
    /// Words of a script that runs from right to left: isolated, so that they do not pull the numbers beside them along.
    RightToLeft(&'t str),
    /// `\r`, which a parser takes for a line end unless it is written as a reference.
    Return,
    /// U+0000, which no page of HTML can hold: a stand-in.
    Nul,
    /// A control of direction, with its name: shown, and shut in so that it turns nothing round.
    Control(&'t str, &'static str),
}

fn control(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        _ => return None,
    })
}

/// Hebrew, Arabic and the scripts like them (the blocks of Unicode that default to right-to-left).
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// What ends words of another script: the characters and the punctuation of Chinese, and a line end.
fn is_chinese(c: char) -> bool {
    matches!(c, '\n' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The first stretch of right-to-left words: the places of its first and of its last character.
pub(super) fn right_to_left(chars: impl Iterator<Item = (usize, char)>) -> Option<(usize, usize)> {
    let mut found: Option<(usize, usize)> = None;
    for (at, c) in chars {
        match found {
            _ if is_right_to_left(c) => found = Some((found.map_or(at, |f| f.0), at)),
            Some(_) if is_chinese(c) => break,
            _ => {}
        }
    }
    found
}

/// The parts of a text that has its isolation already.
pub(super) fn exact(text: &str) -> impl Iterator<Item = Part<'_>> {
    let is_odd = |c: char| matches!(c, '\0' | '\r') || control(c).is_some();
    let mut rest = text;
    std::iter::from_fn(move || {
        let c = rest.chars().next()?;
        let end = if is_odd(c) { c.len_utf8() } else { rest.find(is_odd).unwrap_or(rest.len()) };
        let part;
        (part, rest) = rest.split_at(end);
        Some(match c {
            '\r' => Part::Return,
            '\0' => Part::Nul,
            _ => control(c).map_or(Part::Plain(part), |name| Part::Control(part, name)),
        })
    })
}

/// The parts of a text that stands alone: what runs from right to left, and what is between.
pub(super) fn prose(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let found = right_to_left(rest.char_indices());
        let (start, end) = found.map_or((rest.len(), rest.len()), |(first, last)| {
            (first, last + rest[last..].chars().next().map_or(0, char::len_utf8))
        });
        let (part, after) = rest.split_at(if start > 0 { start } else { end });
        rest = after;
        Some(if start > 0 { Part::Plain(part) } else { Part::RightToLeft(part) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_cannot_hold_is_set_apart() {
        let parts: Vec<Part<'_>> = exact("a\r\n\0b\u{202e}c").collect();
        let control = Part::Control("\u{202e}", "RLO");
        assert_eq!(
            parts,
            [Part::Plain("a"), Part::Return, Part::Plain("\n"), Part::Nul, Part::Plain("b"), control, Part::Plain("c")]
        );
        assert_eq!(exact("").count(), 0);
    }

    #[test]
    fn words_from_right_to_left_are_one_stretch_that_chinese_ends() {
        let cut = |text| -> Vec<String> {
            let shown = |p| match p {
                Part::RightToLeft(p) => format!("⟦{p}⟧"),
                Part::Plain(p) => p.to_owned(),
                other => format!("{other:?}"),
            };
            prose(text).map(shown).collect()
        };
        assert_eq!(cut("发言人محمد علي 5日说"), ["发言人", "⟦محمد علي⟧", " 5日说"]);
        assert_eq!(cut("محمد、علي"), ["⟦محمد⟧", "、", "⟦علي⟧"]);
        assert_eq!(cut("דוד (David) לוי在场"), ["⟦דוד (David) לוי⟧", "在场"]);
        assert_eq!(cut("澄湖新桥2.5公里"), ["澄湖新桥2.5公里"]);
        assert!(cut("").is_empty());
    }
}
