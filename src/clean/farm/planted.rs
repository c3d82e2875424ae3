//! Planted symbols: one symbol of the page, or few, between the characters of its sentences.
//!
//! Honest signs stand where a reader pauses. A program knows no words: it splits them, and cuts particles from them.

use super::super::Draft;
use super::super::draft::Verdict;
use super::mark::certainty;
use crate::lexicon::FarmWords;
use crate::text::{EditKind, is_han, is_kana, is_word};
use std::collections::{BTreeMap, BTreeSet};

/// Marks of ordinary prose; a symbol needs another character.
const ORDINARY: &str = "，。、；：！？…—–“”‘’「」『』（）()《》〈〉【】[]〔〕·・•,.;:!?\"'%％‰°℃￥$";
/// Of those, the ones that no sentence of Chinese has between two of its characters, or seldom.
const OUT_OF_PLACE: &str = "….,;:!?'·・•％%‰°℃￥$";
/// Not ordinary, but signs of names in translation, or of a slip of the keyboard.
const RARE: &str = "．‧∙`＇";
/// Marks between words of honest prose: they convict only in numbers, and when they split words.
const SEPARATORS: &str = "~～-－‐‒―─━/／+＋&＆|｜×=＝<>＜＞_\\";
/// Characters that lead on to the next one: no phrase ends on them.
const LEADS_ON: &str = "的和与及或将把被从为是在不也都就而很更最于由向并且其这那各每该此还已曾未可要让使但若如因所";
/// Characters that follow a word: no phrase begins with them.
const FOLLOWS: &str = "的了着过们地得等之者吗呢吧";
/// Longest planted symbol, in characters.
const SYMBOL_CHARS_MAX: usize = 4;
/// Several symbols together need so many places.
const SOWN_MIN: usize = 8;

/// What may stand between two Han characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// A sign of no ordinary prose, or several.
    Symbol,
    /// One that joins words in honest prose.
    Separator,
    /// An opening sign, something that is no word, a closing sign.
    Bracketed,
    /// The same with ordinary marks, or nothing, inside.
    Empty,
    /// An ordinary mark of another place: half width, a point, an apostrophe.
    Ordinary,
    /// One Latin letter.
    Letter,
}

/// The places of one symbol between Han characters.
struct Places {
    gap: Gap,
    at: Vec<(usize, usize)>,
    /// How many of them split a known pair of characters.
    splits: usize,
    /// How many of them do, or cut a particle from its word.
    breaks: usize,
    left: BTreeSet<char>,
    right: BTreeSet<char>,
}

impl Places {
    fn new(gap: Gap) -> Self {
        Self { gap, at: Vec::new(), splits: 0, breaks: 0, left: BTreeSet::new(), right: BTreeSet::new() }
    }

    /// Whether the neighbours change: those of a withheld name (`张*的`) or of a word with a letter (`A股`) do not.
    fn is_varied(&self) -> bool {
        let least = self.at.len().div_ceil(3).min(8);
        self.left.len() >= least && self.right.len() >= least
    }

    /// Whether they convict by themselves. The thresholds are several times what honest pages reach: there a symbol splits words
    /// by chance at one of thirty places, and stands next to a particle at as many.
    fn is_planted(&self) -> bool {
        let (n, splits, breaks) = (self.at.len(), self.splits, self.breaks);
        match self.gap {
            Gap::Bracketed => {
                n >= 3 && 5 * splits >= n || self.is_varied() && (n >= 6 && 6 * breaks >= n || n >= 10 && breaks > 0)
            }
            Gap::Symbol => {
                n >= 3 && 4 * splits >= n
                    || self.is_varied() && (n >= 8 && 5 * breaks >= n || n >= 20 && 8 * breaks >= n)
            }
            Gap::Empty => n >= 5 && 5 * splits >= n || n >= 8 && 4 * breaks >= n && self.is_varied(),
            Gap::Separator => n >= 6 && 5 * splits >= 2 * n || n >= 10 && 3 * breaks >= n && self.is_varied(),
            Gap::Ordinary => n >= 8 && self.is_varied() && 5 * breaks >= 2 * n,
            Gap::Letter => n >= 8 && self.is_varied() && (3 * splits >= n || n >= 15 && 5 * breaks >= n),
        }
    }

    /// Whether they convict beside a symbol that does so by itself.
    fn is_accomplice(&self) -> bool {
        let (n, breaks) = (self.at.len(), self.breaks);
        self.gap != Gap::Letter && n >= 4 && 3 * breaks >= n && self.is_varied()
    }

    /// Whether they may be one of several symbols that a program took turns with.
    fn may_be_sown(&self) -> bool {
        matches!(self.gap, Gap::Symbol | Gap::Bracketed)
            && self.at.len() >= 2
            && 8 * self.breaks >= self.at.len()
            && self.is_varied()
    }
}

/// Takes out a symbol that stands all over the page where no sentence pauses.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let found = between_han(text, &draft.lexicon.farm);
    // Several symbols, each too seldom, prove each other.
    let pool = found.values().filter(|p| p.may_be_sown());
    let (n, breaks) = pool.fold((0, 0), |sum, p| (sum.0 + p.at.len(), sum.1 + p.breaks));
    let is_pooled = n >= SOWN_MIN && 5 * breaks >= n;
    let has_planted = is_pooled || found.values().any(Places::is_planted);
    let mut cuts = Vec::new();
    for (symbol, places) in &found {
        let is_one_of = is_pooled && places.may_be_sown() || has_planted && places.is_accomplice();
        if !places.is_planted() && !is_one_of {
            continue;
        }
        if places.gap == Gap::Bracketed {
            cuts.extend(text.match_indices(symbol).map(|(at, s)| (at, at + s.len(), "")));
        } else {
            cuts.extend(places.at.iter().map(|p| (p.0, p.1, "")));
        }
    }
    if cuts.is_empty() {
        return;
    }
    cuts.sort_unstable();
    cuts.dedup_by(|b, a| b.0 < a.1);
    let verdict = Verdict { kind: EditKind::StrayMark, rule: "mark.planted", certainty: certainty(cuts.len()) };
    let why = format!("the same symbol stands between characters at {} places, and splits words", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}

/// Short runs of symbols directly between two Han characters, by symbol.
fn between_han<'t>(text: &'t str, words: &FarmWords) -> BTreeMap<&'t str, Places> {
    let mut found: BTreeMap<&str, Places> = BTreeMap::new();
    let mut left = None;
    let (mut len, mut has_letter) = (0, false);
    for (at, c) in text.char_indices() {
        if is_han(c) && !is_mere_sign(c) {
            if let (Some((l, start)), true) = (left, len > 0)
                && let Some(gap) = classify(&text[start..at], words)
            {
                let places = found.entry(&text[start..at]).or_insert_with(|| Places::new(gap));
                let splits = words.pair(l, c) > 0;
                places.at.push((start, at));
                places.splits += usize::from(splits);
                places.breaks += usize::from(splits || LEADS_ON.contains(l) || FOLLOWS.contains(c));
                places.left.insert(l);
                places.right.insert(c);
            }
            (left, len, has_letter) = (Some((c, at + c.len_utf8())), 0, false);
        } else if left.is_some() {
            let is_first_letter = len == 0 && c.is_ascii_alphabetic();
            let is_sign = is_first_letter || is_mere_sign(c) || !is_word(c) && !c.is_whitespace() && !is_kana(c);
            len += 1;
            if !is_sign || has_letter || len > SYMBOL_CHARS_MAX {
                left = None;
            }
            has_letter = is_first_letter;
        }
    }
    found
}

/// Signs that repeat a kana, which mean nothing behind a Han character; strokes of Han characters, which are no words.
fn is_mere_sign(c: char) -> bool {
    matches!(c, 'ヽ' | 'ヾ' | 'ゝ' | 'ゞ' | '丶' | '丨' | '丿' | '乀' | '乚')
}

/// What a run of signs is; `None` for those of honest prose.
fn classify(symbol: &str, words: &FarmWords) -> Option<Gap> {
    let mut chars = symbol.chars();
    let (first, last) = (chars.next()?, chars.next_back());
    let is_odd = |c: char| !ORDINARY.contains(c) && words.twin(c).is_none();
    let Some(last) = last else {
        return if first.is_ascii_alphabetic() {
            Some(Gap::Letter)
        } else if OUT_OF_PLACE.contains(first) || RARE.contains(first) {
            Some(Gap::Ordinary)
        } else if SEPARATORS.contains(first) {
            Some(Gap::Separator)
        } else {
            is_odd(first).then_some(Gap::Symbol)
        };
    };
    let has_odd = symbol.chars().any(is_odd);
    if closes(first, last) {
        return Some(if chars.next().is_some() && has_odd { Gap::Bracketed } else { Gap::Empty });
    }
    if !has_odd {
        return None;
    }
    Some(if symbol.chars().any(|c| SEPARATORS.contains(c)) { Gap::Separator } else { Gap::Symbol })
}

fn closes(open: char, close: char) -> bool {
    const OPEN: &str = "([{（［｛【〔〖<＜〈⟨《「『«‹";
    const CLOSE: &str = ")]}）］｝】〕〗>＞〉⟩》」』»›";
    OPEN.chars().position(|c| c == open).is_some_and(|i| CLOSE.chars().nth(i) == Some(close))
}
