//! Readings beside characters and words.
//!
//! A writer explains a rare character once. A program explains common words all over the page: what nobody would explain convicts.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, before, is_han, marks};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Longest run of letters that is read as one gloss: that of a word of twelve characters.
const LETTERS_MAX: usize = 72;
/// Longest word with one gloss, in characters.
const WORD_CHARS_MAX: usize = 12;
/// Fewest glosses of a page.
const COUNT_MIN: usize = 5;
/// Fewest of them without brackets.
const BARE_COUNT_MIN: usize = 20;
/// Below so many, half of the characters around must be glossed too: else it may be a lesson on some characters.
const SPARSE_COUNT_MIN: usize = 20;
/// Characters as common as this need no gloss (the first 1 300).
const COMMON_LEVEL: u8 = 13;
/// Nobody looks up a character as common as this (the first 600).
const PLAIN_LEVEL: u8 = 15;
/// Fewest glosses that were sown over a page, bare ones too, and the fewest different words among them.
const SOWN_COUNT_MIN: usize = 8;
const SOWN_WORDS_MIN: usize = 6;
/// With so many different words, fewer of them need be such as nobody looks up.
const SOWN_VARIED_MIN: usize = 20;
/// From so many on, a page is no lesson, whatever it speaks about.
const LESSON_MAX: usize = 60;
/// Pages with these words may teach how characters are read.
const ABOUT_READINGS: [&str; 10] = ["拼音", "读音", "发音", "多音字", "声调", "读作", "念作", "注音", "音节", "生词"];

/// Where and how a page's readings stand: the sign that opens them (a space, or nothing), and on which side of the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Style {
    open: Option<char>,
    is_before: bool,
}

struct Gloss {
    /// The glossed characters.
    of: (usize, usize),
    start: usize,
    end: usize,
    /// Where it ends if a digit behind its last letter is a tone.
    end_with_tone: usize,
    /// Whether digits stand for its tones.
    has_digit: bool,
    /// Whether the table has this reading of the characters.
    is_reading: bool,
}

/// Takes out readings in brackets, or bare, where a page has them all over.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let (text, words) = (view.text.as_str(), &draft.lexicon.farm);
    let mut styles: BTreeMap<Style, Vec<Gloss>> = BTreeMap::new();
    find(text, words, |style, gloss| styles.entry(style).or_default().push(gloss));
    // The habit that explains most: a reading may fit the characters on both of its sides.
    let best =
        styles.into_iter().max_by_key(|(style, g)| (g.iter().filter(|g| g.is_reading).count(), !style.is_before));
    let Some((style, glosses)) = best.filter(|b| b.1.len() >= COUNT_MIN) else { return };
    let n = glosses.len();
    let proof = match totality(text, words, style, &glosses) {
        Some(share) => {
            let certainty = if share == 100 { Certainty::Exact } else { Certainty::Likely };
            Some((
                certainty,
                format!("{n} readings beside characters: {share} % of all occurrences of these characters"),
            ))
        }
        None => sown(text, words, style, &glosses).map(|odd| {
            (
                Certainty::Likely,
                format!("{n} readings beside words: {odd} split a word, explain what nobody looks up, or say it again"),
            )
        }),
    };
    let Some((certainty, why)) = proof else { return };
    let has_numbers = 2 * glosses.iter().filter(|g| g.has_digit).count() >= glosses.len();
    let end = |g: &Gloss| if has_numbers { g.end_with_tone } else { g.end };
    let cuts: Vec<_> = glosses.iter().map(|g| (g.start, end(g), "")).collect();
    let verdict = Verdict { kind: EditKind::PinyinGloss, rule: "gloss.total", certainty };
    draft.edit_all(&view, &cuts, verdict, &why);
    // The title is the page's as well.
    if let Some(title) = &mut draft.metadata.title {
        let mut own = Vec::new();
        find(title, &draft.lexicon.farm, |s, g| own.extend((s == style && g.is_reading).then(|| (g.start, end(&g)))));
        own.into_iter().rev().for_each(|(start, end)| title.replace_range(start..end, ""));
    }
}

fn find(text: &str, words: &FarmWords, mut found: impl FnMut(Style, Gloss)) {
    let mut skip_to = 0;
    for (at, c) in marks(text) {
        if at < skip_to || c == '\n' {
            continue;
        }
        if toneless(c).is_some() {
            skip_to = bare(text, at, words, &mut found);
        } else if let Some(close) = closing(c) {
            skip_to = bracketed(text, at, (c, close), words, &mut found).unwrap_or(skip_to);
        }
    }
}

/// A reading in brackets at `at`: where it ends.
fn bracketed(
    text: &str,
    at: usize,
    (open, close): (char, char),
    words: &FarmWords,
    found: &mut impl FnMut(Style, Gloss),
) -> Option<usize> {
    let inner = at + open.len_utf8();
    let letters = Letters::read(&text[inner..])?;
    let end = inner + letters.end();
    if !text[end..].starts_with(close) {
        return None;
    }
    let end = end + close.len_utf8();
    let gloss =
        |of, is_reading| Gloss { of, start: at, end, end_with_tone: end, has_digit: letters.has_digit, is_reading };
    let mut is_found = false;
    if let Some(from) = letters.reads_back(&text[..at], words, letters.len()).map(|r| r.0) {
        found(Style { open: Some(open), is_before: false }, gloss((from, at), true));
        return Some(repeats(text, (at, end), |start, end| {
            let again = Gloss { start, end, end_with_tone: end, ..gloss((from, at), true) };
            found(Style { open: Some(open), is_before: false }, again);
        }));
    } else if let Some(of) = before(text, at).filter(|c| is_han(*c) && letters.has_tone && letters.is_syllable()) {
        found(Style { open: Some(open), is_before: false }, gloss((at - of.len_utf8(), at), false));
        is_found = true;
    }
    if let Some(len) = letters.reads_on(&text[end..], words, 0) {
        found(Style { open: Some(open), is_before: true }, gloss((end, end + len), true));
        is_found = true;
    }
    is_found.then_some(end)
}

/// The same reading once more directly behind itself, 的(de)(de): where the last one ends.
fn repeats(text: &str, (at, end): (usize, usize), mut found: impl FnMut(usize, usize)) -> usize {
    let mut last = end;
    while text[last..].starts_with(&text[at..end]) {
        found(last, last + end - at);
        last += end - at;
    }
    last
}

/// A reading without brackets at `at`, which may run into a Latin word: where the letters end.
fn bare(text: &str, at: usize, words: &FarmWords, found: &mut impl FnMut(Style, Gloss)) -> usize {
    let Some(letters) = Letters::read(&text[at..]) else { return at };
    let mut all = at + letters.end();
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return all;
    }
    // ` shù `: the blanks are the program's.
    let start = if text[..at].ends_with(' ') { at - 1 } else { at };
    let open = (start < at).then_some(' ');
    let behind = letters.reads_back(&text[..start], words, 1);
    if let Some((from, n)) = behind {
        let mut ends = (at + letters.ends[n - 1].0, at + letters.ends[n - 1].1);
        if open.is_some() {
            let and_blank = |end: usize| {
                let mut rest = text[end..].chars();
                end + usize::from(rest.next() == Some(' ') && rest.next().is_some_and(is_han))
            };
            ends = (and_blank(ends.0), and_blank(ends.1));
        }
        let of = (from, start);
        found(
            Style { open, is_before: false },
            Gloss { of, start, end: ends.0, end_with_tone: ends.1, has_digit: letters.has_digit, is_reading: true },
        );
        all = all.min(ends.1);
    }
    if text[at + letters.end()..].starts_with(is_han) {
        let end = at + letters.end();
        // The whole run, or what of it belongs to the characters behind it.
        let own = (0..letters.len()).find_map(|i| Some((i, letters.reads_on(&text[end..], words, i)?)));
        if let Some((i, len)) = own {
            let start = if i == 0 { at } else { at + letters.ends[i - 1].1 };
            let of = (end, end + len);
            found(
                Style { open: None, is_before: true },
                Gloss { of, start, end, end_with_tone: end, has_digit: letters.has_digit, is_reading: true },
            );
            all = end;
        }
    }
    all
}

fn closing(open: char) -> Option<char> {
    let pairs = [
        ('(', ')'),
        ('（', '）'),
        ('[', ']'),
        ('［', '］'),
        ('【', '】'),
        ('〔', '〕'),
        ('〖', '〗'),
        ('{', '}'),
        ('｛', '｝'),
        ('<', '>'),
        ('‹', '›'),
        ('«', '»'),
        ('〈', '〉'),
        ('《', '》'),
        ('＜', '＞'),
        ('/', '/'),
        ('／', '／'),
        ('|', '|'),
        ('*', '*'),
        ('_', '_'),
        ('~', '~'),
        ('-', '-'),
        ('“', '”'),
        ('"', '"'),
        ('「', '」'),
        ('『', '』'),
    ];
    pairs.iter().find(|p| p.0 == open).map(|p| p.1)
}

/// A letter of a reading without its tone mark, and whether it had one.
fn toneless(c: char) -> Option<(char, bool)> {
    Some(match c {
        'a'..='z' => (c, false),
        'A'..='Z' => (c.to_ascii_lowercase(), false),
        'ā' | 'á' | 'ǎ' | 'à' | 'ă' => ('a', true),
        'ē' | 'é' | 'ě' | 'è' | 'ê' | 'ĕ' => ('e', true),
        'ī' | 'í' | 'ǐ' | 'ì' | 'ĭ' => ('i', true),
        'ō' | 'ó' | 'ǒ' | 'ò' | 'ŏ' => ('o', true),
        'ū' | 'ú' | 'ǔ' | 'ù' | 'ŭ' => ('u', true),
        'ü' => ('v', false),
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => ('v', true),
        'ń' | 'ň' | 'ǹ' => ('n', true),
        'ḿ' => ('m', true),
        'ɡ' => ('g', false),
        '\u{C0}'..='\u{1DC}' | 'Ḿ' => {
            let lower = c.to_lowercase().next().filter(|l| *l != c)?;
            return toneless(lower);
        }
        _ => return None,
    })
}

/// The letters of one or more readings, tones and the signs between syllables aside.
struct Letters {
    letters: Vec<u8>,
    /// Where each letter ends, in bytes: without and with a digit behind it.
    ends: Vec<(usize, usize)>,
    has_tone: bool,
    has_digit: bool,
}

impl Letters {
    fn read(text: &str) -> Option<Self> {
        let mut own = Self { letters: Vec::new(), ends: Vec::new(), has_tone: false, has_digit: false };
        // The letters since the last digit; what may stand behind the tone inside a syllable ends it.
        let (mut is_open, mut since) = (false, None);
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if let Some((letter, tone)) = toneless(c) {
                if own.len() == LETTERS_MAX {
                    break;
                }
                own.letters.push(letter as u8);
                own.ends.push((end, end));
                own.has_tone |= tone;
                is_open = !matches!(since, Some(i) if matches!(&own.letters[i..], b"n" | b"ng" | b"i" | b"o" | b"u"));
                continue;
            }
            let Some(last) = own.ends.last_mut() else { break };
            match c {
                '0'..='5' if is_open => {
                    last.1 = end;
                    (own.has_tone, own.has_digit) = (true, true);
                    is_open = false;
                    since = Some(own.letters.len());
                }
                '\u{300}' | '\u{301}' | '\u{304}' | '\u{30C}' | '\u{308}' => {
                    *last = (end, end);
                    own.has_tone = true;
                    if c == '\u{308}' {
                        own.mend_umlaut();
                    }
                }
                ':' if own.letters.last() == Some(&b'u') && text[end..].starts_with(|c: char| !c.is_whitespace()) => {
                    *last = (end, end);
                    own.mend_umlaut();
                }
                ' ' | '-' | '\'' | '’' | '·' if text[end..].starts_with(|c| toneless(c).is_some()) => {
                    (is_open, since) = (false, None)
                }
                _ => break,
            }
        }
        (!own.letters.is_empty()).then_some(own)
    }

    fn mend_umlaut(&mut self) {
        if let Some(last) = self.letters.last_mut() {
            *last = b'v';
        }
    }

    fn len(&self) -> usize {
        self.letters.len()
    }

    /// Where the last of them ends.
    fn end(&self) -> usize {
        self.ends.last().map_or(0, |e| e.1)
    }

    /// Whether they may be one syllable.
    fn is_syllable(&self) -> bool {
        self.len() <= 6
    }

    /// The last characters of `head` that these letters read: where they begin, and how many letters read them, `least` or more.
    fn reads_back(&self, head: &str, words: &FarmWords, least: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        let han = head.char_indices().rev().take(WORD_CHARS_MAX).take_while(|c| is_han(c.1));
        for (from, _) in han {
            let n = self.longest(head[from..].chars(), 0, words);
            if n.is_some_and(|n| n >= least && best.is_none_or(|b| n > b.1)) {
                best = n.map(|n| (from, n));
            }
        }
        best
    }

    /// The bytes of the first characters of `rest` that the letters from `i` on read, to the last.
    fn reads_on(&self, rest: &str, words: &FarmWords, i: usize) -> Option<usize> {
        let han = rest.char_indices().take(WORD_CHARS_MAX).take_while(|c| is_han(c.1));
        let mut ends = han.map(|(at, c)| at + c.len_utf8());
        ends.find(|end| self.longest(rest[..*end].chars(), i, words) == Some(self.len()))
    }

    /// Reads each of `chars` from letter `i` on: the letter behind the longest way to do so.
    fn longest(&self, mut chars: std::str::Chars<'_>, i: usize, words: &FarmWords) -> Option<usize> {
        let Some(c) = chars.next() else { return Some(i) };
        let rest = &self.letters[i..];
        let fits = words.readings(c).filter(|r| rest.starts_with(r.as_bytes()));
        fits.filter_map(|r| self.longest(chars.clone(), i + r.len(), words)).max()
    }
}

/// The share, in hundredths, of the glossed occurrences among all of the glossed characters, when it proves a program.
fn totality(text: &str, words: &FarmWords, style: Style, glosses: &[Gloss]) -> Option<usize> {
    let (first, last) = (glosses.first()?, glosses.last()?);
    let is_bare = style.open.is_none_or(char::is_whitespace);
    let (count_min, share_min) = if is_bare { (BARE_COUNT_MIN, 95) } else { (COUNT_MIN, 90) };
    let single = |g: &&Gloss| {
        let mut of = text[g.of.0..g.of.1].chars();
        of.next().filter(|_| g.is_reading && of.next().is_none())
    };
    let real = || glosses.iter().filter_map(|g| single(&g));
    let count = real().count();
    if count < count_min || 10 * count < 9 * glosses.len() {
        return None;
    }
    if !is_in_prose(text, style, glosses) {
        return None;
    }
    if 2 * real().filter(|c| words.level(*c) >= COMMON_LEVEL).count() < count {
        return None;
    }
    let set: HashSet<char> = real().collect();
    // A program works on from its first to its last gloss.
    let (from, to) = (first.start.min(first.of.0), last.end.max(last.of.1));
    let (mut han, mut all) = (0, 0);
    for c in text[from..to].chars().filter(|c| is_han(*c)) {
        han += 1;
        all += usize::from(set.contains(&c));
    }
    let share = 100 * glosses.len() / all.max(glosses.len());
    (share >= share_min && (count >= SPARSE_COUNT_MIN || 2 * count >= han)).then_some(share)
}

/// How many glosses no writer would set, when they prove a program that sowed them: on what everybody can read, inside a word, or
/// with a reading that the page has told before.
fn sown(text: &str, words: &FarmWords, style: Style, glosses: &[Gloss]) -> Option<usize> {
    let count = glosses.iter().filter(|g| g.is_reading).count();
    let units: BTreeSet<&str> = glosses.iter().map(|g| &text[g.of.0..g.of.1]).collect();
    if count < SOWN_COUNT_MIN || 10 * count < 9 * glosses.len() || units.len() < SOWN_WORDS_MIN {
        return None;
    }
    if count < LESSON_MAX && ABOUT_READINGS.iter().any(|w| text.contains(w)) {
        return None;
    }
    let (mut odd, mut told) = (0, HashSet::new());
    for g in glosses {
        let (head, tail) = beside(text, style, g);
        let (first, last) = (text[g.of.0..].chars().next(), before(text, g.of.1));
        let (Some(first), Some(last)) = (first, last) else { continue };
        let is_single = g.of.1 - g.of.0 == first.len_utf8();
        let splits = head.is_some_and(|h| words.pair(h, first) > 0) || tail.is_some_and(|t| words.pair(last, t) > 0);
        // Names may be romanized each time; nobody explains a character twice.
        let is_told = is_single && !told.insert((first, &text[g.start..g.end]));
        odd += usize::from(splits || is_told || is_single && words.level(first) >= PLAIN_LEVEL);
    }
    let is_habit = odd >= 4 && 4 * odd >= count || odd >= 6 && 8 * odd >= count && units.len() >= SOWN_VARIED_MIN;
    (is_habit && is_in_prose(text, style, glosses)).then_some(odd)
}

/// The Han characters directly before and behind a gloss and what it explains.
fn beside(text: &str, style: Style, gloss: &Gloss) -> (Option<char>, Option<char>) {
    let (left, right) = if style.is_before { (gloss.start, gloss.of.1) } else { (gloss.of.0, gloss.end_with_tone) };
    let is_han = |c: &char| is_han(*c);
    (before(text, left).filter(is_han), text[right..].chars().next().filter(is_han))
}

/// Whether sentences go on around most glosses: lists of words with their readings have marks between them.
fn is_in_prose(text: &str, style: Style, glosses: &[Gloss]) -> bool {
    let goes_on = |g: &&Gloss| {
        let (head, tail) = beside(text, style, g);
        if style.is_before { head.is_some() } else { tail.is_some() }
    };
    2 * glosses.iter().filter(goes_on).count() >= glosses.len()
}
