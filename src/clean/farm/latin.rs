//! Chinese whose bytes were read as Latin letters, once or twice over: `ä¸­å›½`, `ÖÐ¹ú`, `Ã¤Â¸Â­`.

use super::garble::is_rare;
use crate::lexicon::FarmWords;
use crate::text::is_han;
use encoding_rs::{GBK, WINDOWS_1252};

/// Fewest Han characters of a run that was UTF-8, whose form proves itself, and of one that was GBK.
const UTF8_HAN_MIN: usize = 2;
const GBK_HAN_MIN: usize = 3;
/// Longest stretch of ASCII, in bytes, inside a run.
const ASCII_BYTES_MAX: usize = 60;
/// How often bytes are read wrongly one after another.
const LAYERS_MAX: usize = 3;
/// Marks at the borders of a run that may be the sentence's own, on either side.
const BORDER_MAX: usize = 2;

/// A run in bytes of the view, what it was, and whether that was UTF-8.
pub(super) type Run = ((usize, usize, String), bool);

fn is_part(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{FF}' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' | 'ƒ' | 'ˆ' | '˜' | '–' | '—' | '‘'..='„' | '†' | '‡' | '•' | '…' | '‰' | '‹' | '›' | '€' | '™')
}

/// Letters that only a wrong reading makes, or a word of another language.
fn is_sure(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}' | '\u{A1}'..='\u{FF}')
}

/// Runs of Latin letters with marks that are Chinese in another table.
pub(super) fn runs(line: &str, offset: usize, words: &FarmWords, found: &mut Vec<Run>) {
    // The first byte of U+00C0–U+00FF.
    if memchr::memchr(0xC3, line.as_bytes()).is_none() {
        return;
    }
    let mut start = None;
    let mut end = 0;
    for (at, c) in line.char_indices().chain([(line.len(), '中')]) {
        if is_part(c) {
            start = start.or(Some(at));
            end = at + c.len_utf8();
        } else if let Some(s) = start
            && (!c.is_ascii() || at - end >= ASCII_BYTES_MAX)
        {
            start = None;
            whole_or_pieces(line, (s, end), offset, words, found);
        }
    }
}

fn whole_or_pieces(line: &str, (s, e): (usize, usize), offset: usize, words: &FarmWords, found: &mut Vec<Run>) {
    if line[s..e].chars().filter(|c| is_sure(*c)).count() < 2 * GBK_HAN_MIN {
        return;
    }
    if let Some(run) = best(line, (s, e), offset, words) {
        found.push(run);
        return;
    }
    // ASCII between them may be the page's own.
    let mut at = s;
    for piece in line[s..e].split(|c: char| c.is_ascii()) {
        if piece.chars().filter(|c| is_sure(*c)).count() >= 2 * GBK_HAN_MIN {
            found.extend(best(line, (at, at + piece.len()), offset, words));
        }
        at += piece.len() + 1;
    }
}

/// What the run was; quotation marks and dashes at its borders may be the sentence's own.
fn best(line: &str, (s, e): (usize, usize), offset: usize, words: &FarmWords) -> Option<Run> {
    let run = &line[s..e];
    let is_mark = |c: &char| !is_sure(*c);
    let heads: Vec<usize> =
        run.char_indices().take(BORDER_MAX).take_while(|c| is_mark(&c.1)).map(|(at, c)| at + c.len_utf8()).collect();
    let tails: Vec<usize> =
        run.char_indices().rev().take(BORDER_MAX).take_while(|c| is_mark(&c.1)).map(|c| c.0).collect();
    let heads = || std::iter::once(0).chain(heads.iter().copied());
    std::iter::once(run.len()).chain(tails).flat_map(|to| heads().map(move |from| (from, to))).find_map(|(from, to)| {
        let (text, was_utf8) = read(run.get(from..to)?, words)?;
        Some(((offset + s + from, offset + s + to, text), was_utf8))
    })
}

/// Reads the letters as bytes, again while the result is such letters, and says whether they were UTF-8.
fn read(run: &str, words: &FarmWords) -> Option<(String, bool)> {
    let mut text = run.to_owned();
    for _ in 0..LAYERS_MAX {
        let bytes: Option<Vec<u8>> = text.chars().map(latin_byte).collect();
        let bytes = bytes?;
        let Ok(decoded) = std::str::from_utf8(&bytes) else {
            let decoded = GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
            return is_chinese(&decoded, GBK_HAN_MIN, words).then(|| (decoded.into_owned(), false));
        };
        if decoded == text {
            return None;
        }
        text = decoded.to_owned();
        let is_letters = text.chars().all(|c| c.is_ascii() || is_part(c));
        if !is_letters {
            let is_good = han(&text) >= UTF8_HAN_MIN
                && 3 * han(&text) >= 2 * text.chars().filter(|c| !c.is_ascii()).count().saturating_sub(2);
            return is_good.then_some((text, true));
        }
    }
    None
}

fn han(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

/// Whether a text that any bytes might make is Chinese: common characters, and pairs of them that words have.
fn is_chinese(text: &str, least: usize, words: &FarmWords) -> bool {
    let own: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    let han = own.iter().filter(|c| is_han(**c)).count();
    let rare = own.iter().filter(|c| is_rare(**c, words)).count();
    let pairs = own.windows(2).filter(|w| words.pair(w[0], w[1]) > 0).count();
    han >= least && 6 * rare <= han && 3 * han >= 2 * own.len() && 5 * pairs >= han
}

fn latin_byte(c: char) -> Option<u8> {
    if c.is_ascii() || ('\u{80}'..='\u{FF}').contains(&c) {
        return Some(c as u8);
    }
    let mut buffer = [0; 4];
    let (bytes, _, failed) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    if failed { None } else { bytes.first().copied() }
}

/// Whether at least half of the letters of a text are Chinese whose bytes were read as Latin letters.
pub(super) fn is_chinese_in_latin<'t>(lines: impl Iterator<Item = &'t str>, words: &FarmWords) -> bool {
    let (mut read, mut all) = (0, 0);
    for line in lines.flat_map(str::lines) {
        let mut found = Vec::new();
        runs(line, 0, words, &mut found);
        read += found.iter().map(|((s, e, _), _)| e - s).sum::<usize>();
        all += line.len();
    }
    read > 0 && 2 * read >= all
}
