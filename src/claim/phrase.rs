//! What a clause is about: the noun phrase before its verb, the object before a number, the noun behind it.

use super::frames;
use super::ground::{Atom, Ground, Stop, What};
use super::sound;
use crate::lexicon::class;
use crate::quantity::QuantityKind;
use crate::text::{Tag, TextSpan};
use std::ops::Range;

/// Longest way that is looked back from a number, in atoms.
const WINDOW: usize = 48;
/// Longest way that is looked behind a number, in atoms.
const BEHIND: usize = 12;
/// Longest frame with a preposition, in atoms.
const FRAME: usize = 24;
/// Words that decide where a noun phrase ends.
const STRONG: u32 = class::LINK
    | class::CHANGE
    | class::ACT
    | class::SHARE
    | class::RANK
    | class::OVER
    | class::EQUAL
    | class::EACH
    | class::EVENT;
/// Words of a verb behind a noun that looks like one.
const LATER: u32 = class::LINK | class::CHANGE | class::RANK | class::SHARE | class::OVER | class::EQUAL;
/// Little words between a verb and its number.
const LIGHT: [&str; 23] = [
    "了",
    "到",
    "至",
    "为",
    "约",
    "超",
    "近",
    "逾",
    "达",
    "达到",
    "超过",
    "超过了",
    "突破",
    "不足",
    "接近",
    "将近",
    "最高",
    "高达",
    "多达",
    "在",
    "有",
    "过",
    "出",
];

/// Syllables that make a noun of the verb before them: 接收率, 发电量.
const NOUN_ENDS: [&str; 18] =
    ["率", "量", "额", "数", "值", "价", "费", "员", "者", "方", "商", "机", "力", "线", "站", "品", "口", "队"];

/// The atoms of a clause, by position.
#[derive(Clone, Copy)]
pub(super) struct View<'g, 'f> {
    pub(super) g: &'g Ground<'f>,
    pub(super) list: &'g [u32],
}

/// The noun phrase on the left, and the verb that ends it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Left {
    /// Positions of the noun phrase.
    pub(super) noun: Option<(usize, usize)>,
    /// Position of the verb.
    pub(super) verb: Option<usize>,
    /// Whether the phrase is only 增幅, 同比 and the like.
    pub(super) only_rate: bool,
    /// Whether the phrase is a bare pronoun.
    pub(super) pronoun: bool,
    /// Whether words stand there that are no noun phrase; what they are about is not known.
    pub(super) broken: bool,
}

impl<'g, 'f> View<'g, 'f> {
    pub(super) fn at(&self, position: usize) -> Option<&'g Atom> {
        self.list.get(position).and_then(|&i| self.g.atoms.get(i as usize))
    }

    pub(super) fn word(&self, position: usize) -> &'f str {
        self.list.get(position).map_or("", |&i| self.g.word(i as usize))
    }

    pub(super) fn is(&self, position: usize, bits: u32) -> bool {
        self.at(position).is_some_and(|a| a.is(bits))
    }

    pub(super) fn has(&self, range: Range<usize>, test: impl Fn(&Atom) -> bool) -> bool {
        range.into_iter().any(|p| self.at(p).is_some_and(&test))
    }

    pub(super) fn span(&self, from: usize, to: usize) -> Option<TextSpan> {
        let (first, last) = (self.at(from)?, self.at(to.checked_sub(1)?)?);
        (from < to).then(|| first.span.cover(last.span))
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The left phrase of the number at `at`, or of the whole clause.
    pub(super) fn left(&self, at: usize) -> Left {
        if at > WINDOW {
            return Left { verb: self.nearest(at), ..Left::default() };
        }
        let start = self.strip(0..at);
        let verb = self.verb(start..at);
        let start = self.after_time_frame(start..verb.unwrap_or(at));
        // 其中，出口3亿元: a part is named by what looks like a verb.
        let named_by_verb = verb == Some(start) && self.is(start, class::ACT) && self.names_part(start, at);
        let verb = verb.filter(|_| !named_by_verb);
        let end = self.cut_frame(start..verb.unwrap_or(at));
        let end = self.trim(start..end, verb == Some(end) || named_by_verb);
        if end <= start {
            return Left { verb, ..Left::default() };
        }
        let all = |test: &dyn Fn(usize) -> bool| (start..end).all(test);
        let pronoun = all(&|p| self.at(p).is_some_and(|a| a.is_tagged(b"r")));
        let only_rate = all(&|p| self.is(p, class::RATE) || self.word(p) == "的");
        let only_place = all(&|p| matches!(self.word(p), "其中" | "当中"));
        let named = (self.has(start..end, Atom::is_noun) || pronoun || named_by_verb)
            && !only_place
            && !sound::is_beside(self, start);
        let noun = named.then(|| sound::mend(self, start, end)).flatten();
        Left { noun, verb, only_rate, pronoun, broken: named && noun.is_none() }
    }

    /// Whether the verb at the left edge names one part of a whole: behind 其中, or as a noun right before its number.
    fn names_part(&self, p: usize, at: usize) -> bool {
        let noun = self.has(p..p + 1, Atom::is_noun) || matches!(self.word(p), "出口" | "进口" | "进出口");
        let ends = p + 1 == at
            || self.has(at - 1..at, Atom::is_noun) && (p + 1..at).all(|i| self.has(i..i + 1, Atom::is_part));
        ends && (noun && p + 1 == at || self.has(0..p, |a| a.is(class::AMONG)))
    }

    /// The nearest strong word before a number.
    fn nearest(&self, at: usize) -> Option<usize> {
        let verb = |p: &usize| self.is(*p, STRONG) || self.at(*p).is_some_and(Atom::is_verb);
        (at.saturating_sub(WINDOW)..at).rev().find(verb)
    }

    /// Over what only opens, says when, or frames.
    pub(super) fn strip(&self, range: Range<usize>) -> usize {
        let mut p = range.start;
        while p < range.end {
            let Some(a) = self.at(p) else { break };
            let word = self.word(p);
            if self.is_time_frame(p) {
                p += 2;
            } else if self.lasts(p) {
                p += 3;
            } else if word == "将" && !frames::is_disposal(self, p) {
                p += 1;
            } else if a.is(class::PREP | class::THAN) && !a.is_noun() {
                let close = (p + 1..range.end).take(FRAME).find(|&i| self.is(i, class::CLOSE));
                let next_time = self.at(p + 1).is_some_and(Atom::is_time);
                match close {
                    Some(close) if !a.is(class::THAN) || matches!(word, "与" | "同") => p = close + 1,
                    _ if !a.is(class::THAN) && (next_time || word == "在" && self.is_place(p + 1)) => p += 2,
                    // 与人类基因的相似度高达…: the likeness is what is measured.
                    _ if matches!(word, "与" | "同") && (p + 1..range.end).any(|i| self.is(i, class::LINK)) => p += 1,
                    // 按城乡划分的乡村人口: the noun behind the relative clause.
                    _ => match (p + 1..range.end).take(FRAME).find(|&i| self.word(i) == "的") {
                        Some(of) if !a.is(class::THAN) => p = of + 1,
                        _ => return range.end,
                    },
                }
            } else if a.is(class::OPEN | class::AMONG | class::IF | class::HEDGE | class::PLAN)
                || matches!(word, "同比" | "环比" | "累计")
                || a.is_time()
                || word.starts_with('每')
                || a.is_tagged(b"dctuy") && !a.is(STRONG)
                || a.stop != Stop::No
            {
                p += 1;
            } else {
                break;
            }
        }
        p
    }

    /// Behind 开始禁食时, 培训结束后: what a verb and 时 or 后 close, when a noun follows.
    fn after_time_frame(&self, range: Range<usize>) -> usize {
        let close = range.clone().rev().find(|&p| matches!(self.word(p), "时" | "后" | "之后" | "期间" | "之前"));
        let Some(close) = close.filter(|&c| self.word(c + 1) != "的") else { return range.start };
        let verb = self.has(range.start..close, Atom::is_verb);
        if verb && self.has(close + 1..range.end, Atom::is_noun) { close + 1 } else { range.start }
    }

    /// 三年内, 十年来: a length of time with what closes it.
    fn is_time_frame(&self, p: usize) -> bool {
        let lasts = |n: usize| self.g.facts.quantities[n].kind == QuantityKind::Duration;
        let closed = self.is(p + 1, class::CLOSE) || self.word(p + 1) == "来";
        closed && self.at(p).and_then(Atom::number).is_some_and(lasts)
    }

    /// 为期5天的|书展.
    fn lasts(&self, p: usize) -> bool {
        let number = self.is(p, class::DURATION) && self.has(p + 1..p + 2, |a| a.number().is_some());
        number && self.word(p + 2) == "的"
    }

    fn is_place(&self, position: usize) -> bool {
        use crate::entity::EntityKind::Place;
        match self.at(position).map(|a| a.what) {
            Some(What::Name(e)) => self.g.facts.entities.get(e).is_some_and(|e| e.kind == Place),
            Some(What::Word) => self.at(position).is_some_and(|a| a.tag == Tag::NS),
            _ => false,
        }
    }

    /// The verb that ends the left phrase: the first strong word that is no part of it, or a plain verb before it.
    fn verb(&self, range: Range<usize>) -> Option<usize> {
        let strong = range.clone().find(|&p| self.is(p, STRONG) && !self.is_attribute(p, range.end));
        let limit = strong.unwrap_or(range.end);
        let plain = (range.start..limit).find(|&p| {
            // What carries 了 is a verb, whatever its tag says: 立下/d 了.
            let aspect = p > range.start && matches!(self.word(p + 1), "了" | "过" | "着");
            if aspect && self.has(p + 1..p + 2, |a| a.is_tagged(b"u")) {
                return true;
            }
            let Some(a) = self.at(p).filter(|a| a.is_verb() && !a.is(class::TRAP | STRONG)) else { return false };
            let next = self.at(p + 1).filter(|_| p + 1 < range.end);
            let inside = next.is_some_and(|n| n.is_part() || n.is_verb()) && strong.is_some() && a.cue.is_none();
            let attribute = inside || self.word(p + 1) == "的";
            !attribute && !a.is_noun() || aspect
        });
        plain.or(strong)
    }

    /// Whether a strong word is a noun here: 新增贷款达到, 项目投资完成, 出口的.
    fn is_attribute(&self, p: usize, end: usize) -> bool {
        if p + 1 >= end || matches!(self.word(p + 1), "了" | "过") {
            return false;
        }
        // 为期5天的书展吸引: what lasts stands behind.
        if self.lasts(p) {
            return true;
        }
        // 手机的需求超过: what stands behind 的 is a noun when it looks like one.
        if p > 0 && self.word(p - 1) == "的" && (self.has(p..p + 1, Atom::is_noun) || self.word(p) == "需求") {
            return true;
        }
        if self.is(p, class::LINK | class::SHARE | class::EACH | class::EQUAL | class::OVER) {
            return self.is(p, class::DEGREE)
                && !self.is(p, class::OVER)
                && !(p + 1..end).all(|i| LIGHT.contains(&self.word(i)));
        }
        if self.word(p + 1) == "的" || NOUN_ENDS.contains(&self.word(p + 1)) {
            return true;
        }
        let mut next = p + 1;
        while next < end && self.at(next).is_some_and(|a| a.is_tagged(b"dp") && !a.is(STRONG)) {
            next += 1;
        }
        if self.is(p, class::ACT | class::EVENT) && next < end && self.is(next, STRONG | class::RATE) {
            return self.at(p).is_some_and(Atom::is_noun) || self.is(next, class::LINK | class::CHANGE | class::EACH);
        }
        // 政府投资从3亿元增至5亿元: what is moved.
        if self.is(p, class::ACT) && self.has(p..p + 1, Atom::is_noun) && self.is(p + 1, class::PREP | class::THAN) {
            return true;
        }
        let noun = self.at(p + 1).is_some_and(Atom::is_noun);
        let later = (p + 2..end).any(|q| self.is(q, LATER) && !self.is(q, class::DEGREE));
        noun && later && !self.is(p, class::CHANGE)
    }

    /// Where a frame starts that is no part of the phrase: 由…, 较…, 在….
    fn cut_frame(&self, range: Range<usize>) -> usize {
        let end = range.end;
        for p in range.start + 1..end {
            if !self.is(p, class::PREP | class::THAN) || self.at(p).is_some_and(Atom::is_noun) {
                continue;
            }
            let word = self.word(p);
            let always = matches!(word, "较" | "比" | "相较于" | "由" | "从" | "相比" | "相较" | "自" | "按");
            let joins = matches!(word, "与" | "同" | "和");
            let relative =
                (p + 1..end.saturating_sub(1)).any(|i| self.word(i) == "的" && self.has(i + 1..i + 2, Atom::is_noun));
            if !joins && (always || !relative) {
                return p;
            }
        }
        end
    }

    /// Back over adverbs, times and particles. Right before the verb, what looks like another verb is the noun that it is
    /// about: 营业收入突破.
    fn trim(&self, range: Range<usize>, keeps_verb: bool) -> usize {
        let mut end = range.end;
        while end > range.start {
            let Some(a) = self.at(end - 1) else { break };
            let word = self.word(end - 1);
            if NOUN_ENDS.contains(&word) && end - 1 > range.start && !a.is(STRONG) {
                break;
            }
            let kept = keeps_verb
                && end == range.end
                && self.word(end - 1).len() > 3
                && !a.is(class::OPEN | class::HEDGE | class::PLAN);
            let little = a.is_tagged(b"ductpymq") || a.is_verb() && !a.is(class::ACT) && !kept || word == "的";
            let bends = a.is(class::OPEN | class::HEDGE | class::PLAN | class::DENY | class::EACH | class::CLOSE);
            let trailing = a.is_time()
                || matches!(a.tag, Tag::A | Tag::AD) && a.what == What::Word
                || a.number().is_some()
                || (little || bends) && !a.is_noun()
                || matches!(word, "同比" | "环比" | "共" | "其中" | "与" | "和" | "全部" | "均" | "一共")
                || matches!(a.stop, Stop::Pause | Stop::Colon);
            if !trailing {
                break;
            }
            end -= 1;
        }
        end
    }

    /// The noun run that ends right before position `at`, over little words; not before `low`.
    pub(super) fn object_before(&self, low: usize, at: usize) -> Option<(usize, usize)> {
        let mut end = at;
        while end > low
            && (LIGHT.contains(&self.word(end - 1)) || self.has(end - 1..end, |a| a.is_tagged(b"du") && !a.is_noun()))
        {
            end -= 1;
        }
        let mut start = end;
        while start > low && end - start < BEHIND {
            let Some(a) = self.at(start - 1) else { break };
            let word = self.word(start - 1);
            let owned = a.is_noun() && start - 1 > low && self.word(start - 2) == "的";
            let part =
                a.is_part() && (owned || !a.is(class::CHANGE | class::LINK)) || matches!(word, "的" | "和" | "、");
            if !part || matches!(word, "同比" | "环比") {
                break;
            }
            start -= 1;
        }
        while start < end
            && (matches!(self.word(start), "的" | "和" | "、" | "了")
                || self.has(start..start + 1, |a| a.is_tagged(b"rd")))
        {
            start += 1;
        }
        (start < end && self.has(end - 1..end, Atom::is_noun)).then_some((start, end))
    }

    /// The noun phrase right behind a number; with 的 or without.
    pub(super) fn behind(&self, at: usize) -> Option<(usize, usize)> {
        let mut start = at + 1;
        while matches!(self.word(start), "的" | "左右" | "以上" | "以下" | "多" | "余" | "不等" | "上下") {
            start += 1;
        }
        // 20米长的道路, 71岁的教授.
        if matches!(self.word(start), "长" | "高" | "宽" | "深" | "重" | "厚" | "大") && self.word(start + 1) == "的"
        {
            start += 2;
        }
        self.noun_from(start)
    }

    /// The noun phrase that starts at a position.
    pub(super) fn noun_from(&self, start: usize) -> Option<(usize, usize)> {
        // 1400公里外的山区: what stands there says where.
        if self.word(start) == "的"
            || self.is(start, class::CLOSE) && self.word(start).len() == 3
            || self.has(start..start + 1, |a| a.is_tagged(b"f"))
        {
            return None;
        }
        let mut end = start;
        let mut noun = None;
        while end < self.len() && end - start < BEHIND {
            let Some(a) = self.at(end) else { break };
            let next = self.has(end + 1..end + 2, Atom::is_noun) || self.word(end + 1) == "的";
            let inner_verb =
                a.is_verb() && next && end == start && !a.is(class::LINK) && !sound::is_reaching(self.word(end));
            let goes_on = a.is_part() && !a.is_tagged(b"mqr") || self.word(end) == "的" || inner_verb;
            // 七成的人|报告说: who speaks is the noun.
            let speaks = end > start
                && (a.is_verb() || a.is(class::REPORT))
                && (a.cue.is_some() || self.has(end + 1..end + 2, |n| n.cue.is_some()))
                || end > start && self.word(end).starts_with("表示");
            // 两种看法|值得注意: a phrase of four characters behind a noun is what is said of it.
            let says = end > start && matches!(a.tag, Tag::L) && a.what == What::Word && self.word(end - 1) != "的";
            if !goes_on
                || speaks
                || says
                || self.word(end).starts_with('—')
                || end > start && matches!(self.word(end), "全部" | "全都" | "一律")
                || a.is(class::EACH)
                || a.stop != Stop::No
            {
                break;
            }
            if a.is_noun() && !sound::is_mark(self.word(end)) {
                noun = Some(end + 1);
            }
            end += 1;
        }
        noun.filter(|&n| n > start).map(|n| (start, n))
    }

    /// The nearest word of the classes before `at`, with only little words between.
    pub(super) fn tied(&self, at: usize, bits: u32) -> Option<usize> {
        const WAY: usize = 6;
        let low = at.saturating_sub(WAY);
        let mut p = at;
        while p > low {
            p -= 1;
            if self.is(p, bits) {
                return Some(p);
            }
            // 分别增长6%和9%: the verb moves both.
            let joint = matches!(self.word(p), "和" | "与" | "及" | "以及" | "、");
            if joint && p > low && self.has(p - 1..p, |a| a.number().is_some()) {
                p -= 1;
                continue;
            }
            if !LIGHT.contains(&self.word(p)) && !self.has(p..p + 1, |a| a.is_tagged(b"du") || a.is(class::HEDGE)) {
                return None;
            }
        }
        None
    }
}
