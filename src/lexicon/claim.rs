//! Cue verbs with their strength, and the words that carry a claim: change, share, rank, links, plans.

use super::number::Phrases;
use super::starts::{CharMap, ONE, Starts};
use super::table::{Row, builtin};
use crate::Error;
use std::collections::BTreeMap;

/// How strongly a cue verb stands behind the words; `claim` gives it its published name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueStrength {
    /// 说, 表示.
    Neutral,
    /// 强调, 宣布.
    Assertive,
    /// 预计.
    Hedged,
    /// 否认.
    Denial,
}

/// What must stand around a cue verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueForm {
    /// Its content may follow at once.
    Say,
    /// It counts only with a mark or a quotation behind it.
    Weak,
    /// A document may speak: 显示.
    Show,
    /// 从 S 获悉.
    From,
    /// No speaker: 据悉.
    Nobody,
}

/// Which way a change word points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// 增长.
    Up,
    /// 下降.
    Down,
    /// 持平.
    Flat,
}

/// Classes of the grammar, as bits.
pub mod class {
    /// A noun that names a rate of change: 增速.
    pub const RATE: u32 = 1;
    /// A change verb.
    pub const CHANGE: u32 = 1 << 1;
    /// 占, 比重.
    pub const SHARE: u32 = 1 << 2;
    /// A plan that something can be a part of: 年度计划.
    pub const GOAL: u32 = 1 << 3;
    /// Ties a number to the noun before it: 为, 达到.
    pub const LINK: u32 = 1 << 4;
    /// An act that is counted: 收到, 建成.
    pub const ACT: u32 = 1 << 5;
    /// 位居.
    pub const RANK: u32 = 1 << 6;
    /// 首位.
    pub const TOP: u32 = 1 << 7;
    /// 比, 较.
    pub const THAN: u32 = 1 << 8;
    /// 高于.
    pub const OVER: u32 = 1 << 9;
    /// 高, 少 behind 比 Y.
    pub const DEGREE: u32 = 1 << 10;
    /// 相当于.
    pub const EQUAL: u32 = 1 << 11;
    /// 一半.
    pub const HALF: u32 = 1 << 12;
    /// 可能.
    pub const HEDGE: u32 = 1 << 13;
    /// 将, 计划.
    pub const PLAN: u32 = 1 << 14;
    /// 如果.
    pub const IF: u32 = 1 << 15;
    /// 并非, 没有.
    pub const DENY: u32 = 1 << 16;
    /// 是否.
    pub const ASK: u32 = 1 << 17;
    /// Opens a clause and is no part of a subject: 此外.
    pub const OPEN: u32 = 1 << 18;
    /// 其中.
    pub const AMONG: u32 = 1 << 19;
    /// 分别.
    pub const EACH: u32 = 1 << 20;
    /// 在, 对.
    pub const PREP: u32 = 1 << 21;
    /// Closes a frame with 在: 上, 时.
    pub const CLOSE: u32 = 1 << 22;
    /// 数据, 报告.
    pub const REPORT: u32 = 1 << 23;
    /// A verb that ties a length of time: 历时.
    pub const DURATION: u32 = 1 << 24;
    /// 成立, 发布.
    pub const EVENT: u32 = 1 << 25;
    /// A longer word that hides a word of the grammar.
    pub const TRAP: u32 = 1 << 26;
    /// A noun that counts nothing: 三个方面.
    pub const GENERIC: u32 = 1 << 27;
    /// An adverb or a modal verb: it belongs to a verb and never stands in a noun phrase.
    pub const ADVERB: u32 = 1 << 28;
    /// A noun, whatever its words are taken for: 可支配收入.
    pub const NOUN: u32 = 1 << 29;
    /// The names of the classes, as the table spells them.
    pub(super) const NAMES: [(&str, u32); 30] = [
        ("rate", RATE),
        ("change", CHANGE),
        ("share", SHARE),
        ("goal", GOAL),
        ("link", LINK),
        ("act", ACT),
        ("rank", RANK),
        ("top", TOP),
        ("than", THAN),
        ("over", OVER),
        ("degree", DEGREE),
        ("equal", EQUAL),
        ("half", HALF),
        ("hedge", HEDGE),
        ("plan", PLAN),
        ("if", IF),
        ("deny", DENY),
        ("ask", ASK),
        ("open", OPEN),
        ("among", AMONG),
        ("each", EACH),
        ("prep", PREP),
        ("close", CLOSE),
        ("report", REPORT),
        ("duration", DURATION),
        ("event", EVENT),
        ("trap", TRAP),
        ("generic", GENERIC),
        ("adverb", ADVERB),
        ("noun", NOUN),
    ];
}

/// Of a first character: a word begins with it.
const BEGINS: u8 = 1;
/// … and one that counts behind the start of a token.
const GLUED: u8 = 2;

/// What the grammar knows of a word.
#[derive(Debug, Clone, Copy, Default)]
pub struct ClaimWord {
    /// Its classes, of [`class`].
    pub classes: u32,
    /// Where it points, for change and comparison words.
    pub way: Option<Way>,
    /// What it reports, when it is a cue.
    pub cue: Option<(CueStrength, CueForm)>,
}

/// The words that report speech, and those that carry a claim.
#[derive(Debug)]
pub struct ClaimWords {
    words: Vec<ClaimWord>,
    phrases: Phrases<usize>,
    /// Where a word may start: nearly no place, which is told sooner than by [`Phrases`].
    starts: Starts,
    /// The words of one character: their indices, from 1.
    ones: CharMap<u16>,
    /// Whether a character begins a word ([`BEGINS`]), and one that counts even behind the start of a token ([`GLUED`]).
    firsts: CharMap<u8>,
}

impl ClaimWords {
    pub(super) fn load() -> Result<Self, Error> {
        let mut all: BTreeMap<&'static str, ClaimWord> = BTreeMap::new();
        for row in builtin!("claim/word.tsv").rows() {
            let row = row?;
            let entry = all.entry(row.get(0)?).or_default();
            entry.classes |= classes(&row)?;
            entry.way = match row.optional(2) {
                None => entry.way,
                Some("up") => Some(Way::Up),
                Some("down") => Some(Way::Down),
                Some("flat") => Some(Way::Flat),
                Some(other) => return Err(row.error(format!("no direction: {other}"))),
            };
        }
        for row in builtin!("claim/cue.tsv").rows() {
            let row = row?;
            let strength = match row.get(1)? {
                "neutral" => CueStrength::Neutral,
                "assertive" => CueStrength::Assertive,
                "hedged" => CueStrength::Hedged,
                "denial" => CueStrength::Denial,
                other => return Err(row.error(format!("no strength: {other}"))),
            };
            let form = match row.get(2)? {
                "say" => CueForm::Say,
                "weak" => CueForm::Weak,
                "show" => CueForm::Show,
                "from" => CueForm::From,
                "none" => CueForm::Nobody,
                other => return Err(row.error(format!("no form: {other}"))),
            };
            all.entry(row.get(0)?).or_default().cue = Some((strength, form));
        }
        let mut words = Self {
            starts: Starts::new(1 << 14),
            phrases: Phrases::new(all.keys().copied().zip(0..).collect()),
            words: Vec::with_capacity(all.len()),
            ones: CharMap::new(),
            firsts: CharMap::new(),
        };
        for (name, word) in all {
            let mut chars = name.chars();
            let first = chars.next().unwrap_or_default();
            words.starts.add(name);
            words.words.push(word);
            if chars.next().is_none() {
                words.ones.set(first, words.words.len() as u16);
            }
            let is_glued = word.cue.is_some() || word.classes & (class::CHANGE | class::THAN) != 0;
            let known = words.firsts.get(first);
            words.firsts.set(first, known | BEGINS | if is_glued { GLUED } else { 0 });
        }
        Ok(words)
    }

    /// Where words may start in a text: see [`Starts::each`].
    #[inline]
    pub(crate) fn each_start(&self, text: &str, found: impl FnMut(usize, char, u32)) {
        self.starts.each(text, found);
    }

    /// The longest word of the grammar at the start of `text`, whose first character is given, and the lengths that it may have: its
    /// end and index.
    #[inline]
    #[must_use]
    pub fn longest(&self, text: &str, first: char, lengths: u32) -> Option<(usize, usize)> {
        match lengths {
            0 => None,
            ONE => usize::from(self.ones.get(first)).checked_sub(1).map(|index| (first.len_utf8(), index)),
            _ => self.phrases.longest(text).map(|(end, &index)| (end, index)),
        }
    }

    /// Whether a word may begin with this character, where a token begins or behind: there only cues, changes and comparisons count,
    /// which jieba glues to words that it does not know (王小乙说, 产量比).
    #[inline]
    #[must_use]
    pub fn may_stand(&self, first: char, starts: bool) -> bool {
        self.firsts.get(first) & if starts { BEGINS } else { GLUED } != 0
    }

    /// What is known of the word with this index.
    #[must_use]
    pub fn word(&self, index: usize) -> ClaimWord {
        self.words[index]
    }
}

fn classes(row: &Row<'_>) -> Result<u32, Error> {
    row.get(1)?.split(',').try_fold(0, |bits, name| {
        let found = class::NAMES.iter().find(|n| n.0 == name);
        found.map(|n| bits | n.1).ok_or_else(|| row.error(format!("no class: {name}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let words = ClaimWords::load().expect("the built-in tables are sound");
        let mut found = None;
        words.each_start(text, |at, first, lengths| {
            if at == 0 {
                found = words.longest(text, first, lengths);
            }
        });
        found.map(|(end, _)| &text[..end]).into_iter().collect()
    }

    #[test]
    fn the_longest_word_wins() {
        assert_eq!(found("增长速度"), ["增长速度"]);
        assert_eq!(found("被称为"), ["被称为"]);
        assert_eq!(found("比"), ["比"]);
        assert_eq!(found("比邻"), ["比"]);
        assert_eq!(found("邻比"), [""; 0]);
    }

    #[test]
    fn every_word_has_a_use() {
        let words = ClaimWords::load().expect("the built-in tables are sound");
        assert!(words.words.iter().all(|w| w.classes != 0 || w.cue.is_some()));
    }
}
