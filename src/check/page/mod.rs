//! A text as the checks see it: amounts with intervals, the words between them, and what silences a conflict.

mod factor;
mod read;

use super::exact::{Exact, Range};
use super::{Check, CheckKind, CheckVerdict};
use crate::claim::{Claims, Facts, Modality, Strength};
use crate::lexicon::{CheckWord, CheckWords};
use crate::quantity::{Approx, Quantity, QuantityKind, Value};
use crate::text::{TextSpan, border_after, border_before};
use factor::add_factors;
use read::amount;

/// Most bytes of words that are read before or behind a number.
const REACH: usize = 150;

/// Longest sentence, in bytes, in which a conflict is believed.
const SENTENCE_BYTES_MAX: usize = 3000;

/// What an amount says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// So many of a unit.
    Level,
    /// So many percent; fractions are percents too.
    Percent,
    /// So many percentage points.
    Points,
    /// So many times.
    Times,
    /// The factor itself, with its verb: 翻番, 减半.
    Factor,
    /// The factor that is left of a price: 八折.
    Off,
}

/// A quantity that checks can count with.
#[derive(Debug, Clone)]
pub(super) struct Amount<'a> {
    /// Its index in the quantities; none for words such as 减半 that are none.
    pub(super) index: Option<usize>,
    pub(super) span: TextSpan,
    pub(super) what: What,
    /// In the unit of its family.
    pub(super) range: Range,
    /// The unit of its family; empty when it has none.
    pub(super) unit: &'a str,
    /// How many of the family's unit its own unit is.
    pub(super) factor: Exact,
    /// Its unit and scale as they stand.
    pub(super) suffix: &'a str,
    /// How much one of the printed number is, in the family's unit.
    pub(super) scale: Exact,
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// Counted for something: per head, per day.
    pub(super) per: Option<&'a str>,
    /// Whether the number is blurred by words.
    pub(super) is_vague: bool,
}

/// A text as the checks see it.
pub(super) struct Page<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) claims: &'a Claims,
    pub(super) words: &'a CheckWords,
    pub(super) amounts: Vec<Amount<'a>>,
    /// Ranges of `amounts`, one a sentence that has any.
    pub(super) sentences: Vec<std::ops::Range<usize>>,
    /// Where the words before each amount start in its own clause.
    lefts: Vec<usize>,
    /// Whether every quantity (by index) lies in a claim that is no plain fact.
    unreal: Vec<bool>,
    /// The innermost attribution of every quantity.
    said_by: Vec<Option<usize>>,
}

impl<'a> Page<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, claims: &'a Claims) -> Self {
        let words = &facts.lexicon.check;
        let mut amounts: Vec<Amount<'a>> = Vec::with_capacity(facts.quantities.len());
        for (index, q) in facts.quantities.iter().enumerate() {
            amounts.extend(amount(facts, words, index, q));
        }
        add_factors(facts, &mut amounts);
        let mut sentences: Vec<std::ops::Range<usize>> = Vec::new();
        for (i, a) in amounts.iter().enumerate() {
            match sentences.last_mut() {
                Some(last) if amounts[last.start].sentence == a.sentence => last.end = i + 1,
                _ => sentences.push(i..i + 1),
            }
        }
        let unreal = unreal(facts, claims);
        let said_by = speakers(facts, claims);
        let mut page = Self { facts, claims, words, amounts, sentences, lefts: Vec::new(), unreal, said_by };
        page.lefts = (0..page.amounts.len()).map(|i| page.clause_start(i)).collect();
        page
    }

    pub(super) fn text(&self) -> &'a str {
        self.facts.text
    }

    /// The sentence of an amount.
    pub(super) fn sentence(&self, i: usize) -> TextSpan {
        self.facts.words.sentences.get(self.amounts[i].sentence).copied().unwrap_or(self.amounts[i].span)
    }

    /// The words before an amount, back to the amount before it or the start of the sentence.
    pub(super) fn gap(&self, i: usize) -> &'a str {
        let end = self.amounts[i].span.start();
        let mut start = self.sentence(i).start();
        if i > 0 && self.amounts[i - 1].sentence == self.amounts[i].sentence {
            start = start.max(self.amounts[i - 1].span.end());
        }
        tail(self.text(), start.min(end), end)
    }

    /// The words before an amount in its own clause.
    pub(super) fn left(&self, i: usize) -> &'a str {
        &self.text()[self.lefts[i]..self.amounts[i].span.start()]
    }

    fn clause_start(&self, i: usize) -> usize {
        let gap = self.gap(i);
        let words = gap.rfind(is_break).map_or(gap, |at| gap[at..].trim_start_matches(is_break));
        self.amounts[i].span.start() - words.len()
    }

    /// The words before an amount in its own clause, other numbers among them.
    pub(super) fn clause(&self, i: usize) -> &'a str {
        let end = self.amounts[i].span.start();
        let text = tail(self.text(), self.sentence(i).start().min(end), end);
        text.char_indices()
            .rev()
            .find(|&(at, c)| is_break(c) && !(c == ',' && text[at + 1..].starts_with(|d: char| d.is_ascii_digit())))
            .map_or(text, |(at, c)| &text[at + c.len_utf8()..])
    }

    /// The words behind an amount, up to the next amount or the end of the sentence.
    pub(super) fn right(&self, i: usize) -> &'a str {
        let start = self.amounts[i].span.end();
        let mut end = self.sentence(i).end();
        if let Some(next) = self.amounts.get(i + 1)
            && next.sentence == self.amounts[i].sentence
        {
            end = end.min(next.span.start());
        }
        head(self.text(), start, end.max(start))
    }

    /// The amount in its words.
    pub(super) fn said(&self, i: usize) -> &'a str {
        self.amounts[i].span.of(self.text()).trim()
    }

    /// Whether two amounts can be set against each other.
    pub(super) fn alike(&self, i: usize, j: usize) -> bool {
        let (a, b) = (&self.amounts[i], &self.amounts[j]);
        a.what == b.what && a.unit == b.unit && a.per == b.per
    }

    /// Whether a conflict between these amounts would be one of the article with itself.
    pub(super) fn firm(&self, parts: &[usize]) -> bool {
        let mut last = None;
        let said = |i: usize| self.amounts[i].index.map(|q| self.speaker(q));
        let speaker = parts.iter().find_map(|&i| said(i));
        parts.iter().all(|&i| {
            let same_speaker = said(i).is_none_or(|s| Some(s) == speaker);
            let real = self.amounts[i].index.is_none_or(|q| !self.unreal.get(q).copied().unwrap_or(false));
            let sentence = self.sentence(i);
            let plain = last == Some(sentence) || self.is_plain(sentence);
            last = Some(sentence);
            same_speaker && real && plain && self.is_fact(i)
        })
    }

    fn speaker(&self, q: usize) -> Option<&'a str> {
        let attribution = self.said_by.get(q).copied().flatten()?;
        let speaker = self.claims.attributions.get(attribution)?.speaker?;
        Some(speaker.span.of(self.text()))
    }

    /// As [`firm`](Self::firm), for rates that the text itself sets apart: how they were made does not matter.
    pub(super) fn firm_rates(&self, parts: &[usize]) -> bool {
        parts.iter().all(|&i| {
            let sentence = self.sentence(i);
            let is_short = sentence.len() <= SENTENCE_BYTES_MAX;
            let words = sentence.of(self.text());
            is_short && !self.words.within(CheckWord::If, words) && self.is_rate_of_fact(i)
        })
    }

    /// Whether an amount counts these things: by its unit, or by the words behind a bare number.
    pub(super) fn counts(&self, i: usize, counter: &str) -> bool {
        let a = &self.amounts[i];
        a.unit == family(counter).0
            || a.unit.is_empty() && self.right(i).trim_start().trim_start_matches(['多', '余']).starts_with(counter)
    }

    /// The quantities that overlap a span.
    pub(super) fn quantities_in(&self, span: TextSpan) -> Vec<usize> {
        let all = self.facts.quantities;
        let from = all.partition_point(|q| q.span.end() <= span.start());
        (from..all.len()).take_while(|&q| all[q].span.start() < span.end()).collect()
    }

    /// Whether a sentence has no word that silences conflicts. One that is longer than sentences are is never plain.
    pub(super) fn is_plain(&self, sentence: TextSpan) -> bool {
        if sentence.len() > SENTENCE_BYTES_MAX {
            return false;
        }
        let words = sentence.of(self.text());
        !self.words.within(CheckWord::Silent, words) && !self.words.within(CheckWord::If, words)
    }

    /// The clause of an amount, before and behind it.
    fn around(&self, i: usize) -> [&'a str; 2] {
        let right = self.right(i);
        [self.clause(i), &right[..right.find(is_break).unwrap_or(right.len())]]
    }

    /// Whether the clause of an amount states a plain fact.
    fn is_fact(&self, i: usize) -> bool {
        self.around(i).iter().all(|w| !self.words.within(CheckWord::Unreal, w))
    }

    /// As [`is_fact`](Self::is_fact), but an average is a fact, too.
    fn is_rate_of_fact(&self, i: usize) -> bool {
        self.around(i).iter().all(|w| {
            let w = ["平均", "人均", "累计"].iter().fold((*w).to_owned(), |s, made| s.replace(made, ""));
            !self.words.within(CheckWord::Unreal, &w)
        })
    }

    /// A check over these amounts.
    pub(super) fn check(&self, kind: CheckKind, parts: &[usize], verdict: CheckVerdict) -> Check {
        let mut parts = parts.to_vec();
        parts.sort_unstable();
        parts.dedup();
        Check {
            kind,
            says: parts.iter().map(|&i| self.amounts[i].span).collect(),
            claims: Vec::new(),
            quantities: parts.iter().filter_map(|&i| self.amounts[i].index).collect(),
            times: Vec::new(),
            stated: String::new(),
            computed: String::new(),
            verdict,
            why: String::new(),
        }
    }

    /// A computed value in the unit of amount `i`.
    pub(super) fn print(&self, value: Exact, i: usize) -> String {
        let a = &self.amounts[i];
        let number = value.div(a.scale).map_or_else(String::new, |v| v.print(2));
        format!("{number}{}", a.suffix)
    }

    /// Its number as a decimal.
    pub(super) fn number(&self, i: usize) -> String {
        let a = &self.amounts[i];
        a.range.point.div(a.scale).map_or_else(String::new, |v| v.print(6))
    }
}

/// How a stated number and a computed one compare; none between rounding and conflict.
pub(super) fn weigh(stated: Range, computed: Range) -> Option<CheckVerdict> {
    let gap = stated.gap(computed)?;
    if gap == Exact::int(0) {
        return Some(CheckVerdict::Consistent);
    }
    let size = computed.point.abs().max(stated.point.abs());
    if stated.lo == stated.hi && computed.lo == computed.hi {
        // Counts that are exact have no rounding.
        return (gap >= size.div(Exact::int(100))?).then_some(CheckVerdict::Conflict);
    }
    let hundredth = size.div(Exact::int(100))?;
    let two = stated.step.mul(Exact::int(2))?;
    let three = stated.step.mul(Exact::int(3))?;
    // Two units of a number that is itself small prove nothing.
    let is_fine = stated.step <= hundredth.mul(Exact::int(10))?;
    if gap <= hundredth || (gap <= two && is_fine) {
        Some(CheckVerdict::Rounding)
    } else if gap > three && gap > computed.point.abs().div(Exact::int(50))? {
        Some(CheckVerdict::Conflict)
    } else {
        None
    }
}

/// Marks between clauses.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '\n')
}

/// The last bytes of `text[start..end]`.
fn tail(text: &str, start: usize, end: usize) -> &str {
    &text[border_after(text, start.max(end.saturating_sub(REACH)))..end]
}

/// The first bytes of `text[start..end]`.
fn head(text: &str, start: usize, end: usize) -> &str {
    &text[start..border_before(text, end.min(start + REACH))]
}

/// Units of one dimension, and how many of the first they are.
pub(super) fn family(unit: &str) -> (&str, Option<Exact>) {
    let of = |name, n, d| (name, Exact::new(n, d));
    match unit {
        "km" | "公里" | "千米" => of("m", 1000, 1),
        "m" | "米" => of("m", 1, 1),
        "cm" | "厘米" => of("m", 1, 100),
        "mm" | "毫米" => of("m", 1, 1000),
        "里" | "华里" => of("m", 500, 1),
        "m2" | "平方米" | "平米" => of("m2", 1, 1),
        "km2" | "平方公里" => of("m2", 1_000_000, 1),
        "ha" | "hm2" | "公顷" => of("m2", 10_000, 1),
        "亩" => of("m2", 2000, 3),
        "t" | "吨" => of("kg", 1000, 1),
        "kg" | "公斤" | "千克" => of("kg", 1, 1),
        "斤" => of("kg", 1, 2),
        "g" | "克" => of("kg", 1, 1000),
        "kWh" | "度" | "千瓦时" => of("kWh", 1, 1),
        "元" | "块" | "块钱" => of("CNY", 1, 1),
        "W" => of("W", 1, 1),
        "kW" => of("W", 1000, 1),
        "MW" => of("W", 1_000_000, 1),
        _ => (unit, Some(Exact::int(1))),
    }
}

fn unreal(facts: &Facts<'_>, claims: &Claims) -> Vec<bool> {
    let mut out = vec![false; facts.quantities.len()];
    for c in &claims.claims {
        let plain = matches!(c.modality, Modality::Asserted) && !c.negated;
        for q in [c.value, c.base, c.delta].into_iter().flatten() {
            if let Some(slot) = out.get_mut(q) {
                *slot |= !plain;
            }
        }
    }
    for a in claims.attributions.iter().filter(|a| a.strength == Strength::Denial) {
        let from = facts.quantities.partition_point(|q| q.span.start() < a.content.start());
        let to = facts.quantities.partition_point(|q| q.span.start() < a.content.end());
        out[from..to.max(from)].fill(true);
    }
    out
}

/// The last attribution to begin before a quantity and still hold it; content is sorted by place.
fn speakers(facts: &Facts<'_>, claims: &Claims) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..claims.attributions.len()).collect();
    order.sort_by_key(|&a| claims.attributions[a].content);
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    let mut out = Vec::with_capacity(facts.quantities.len());
    for q in facts.quantities {
        while next < order.len() && claims.attributions[order[next]].content.start() <= q.span.start() {
            open.push(order[next]);
            next += 1;
        }
        while open.last().is_some_and(|&a| claims.attributions[a].content.end() < q.span.end()) {
            open.pop();
        }
        out.push(open.last().copied());
    }
    out
}
