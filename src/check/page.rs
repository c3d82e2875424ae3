//! A text as the checks see it: amounts with intervals, the words between them, and what silences a conflict.

use super::exact::{Exact, Range};
use super::{Check, CheckKind, CheckVerdict};
use crate::claim::{Claims, Facts, Modality, Strength};
use crate::lexicon::{CheckWord, CheckWords};
use crate::quantity::{Approx, Quantity, QuantityKind, Value};
use crate::text::TextSpan;

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
        Self { facts, claims, words, amounts, sentences, unreal, said_by }
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
        let gap = self.gap(i);
        gap.rfind(is_break).map_or(gap, |at| gap[at..].trim_start_matches(is_break))
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
            is_short && self.words.within(CheckWord::If, words).is_none() && self.is_rate_of_fact(i)
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
        self.words.within(CheckWord::Silent, words).is_none() && self.words.within(CheckWord::If, words).is_none()
    }

    /// Whether the clause of an amount states a plain fact.
    fn is_fact(&self, i: usize) -> bool {
        let right = self.right(i);
        let right = &right[..right.find(is_break).unwrap_or(right.len())];
        [self.clause(i), right].iter().all(|w| self.words.within(CheckWord::Unreal, w).is_none())
    }

    /// As [`is_fact`](Self::is_fact), but an average is a fact, too.
    fn is_rate_of_fact(&self, i: usize) -> bool {
        let right = self.right(i);
        let right = &right[..right.find(is_break).unwrap_or(right.len())];
        [self.clause(i), right].iter().all(|w| {
            let w = ["平均", "人均", "累计"].iter().fold((*w).to_owned(), |s, made| s.replace(made, ""));
            self.words.within(CheckWord::Unreal, &w).is_none()
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
    let mut from = start.max(end.saturating_sub(REACH));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..end]
}

/// The first bytes of `text[start..end]`.
fn head(text: &str, start: usize, end: usize) -> &str {
    let mut to = end.min(start + REACH);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[start..to]
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

fn amount<'a>(facts: &Facts<'a>, words: &CheckWords, index: usize, q: &'a Quantity) -> Option<Amount<'a>> {
    let text = facts.text;
    let said = q.span.of(text);
    if matches!(q.approx, Some(Approx::Several)) || q.span.is_empty() {
        return None;
    }
    // A scale word alone counts nothing, and a stretch of years is the frame of a change, no operand.
    let is_frame = q.kind == QuantityKind::Duration && said.ends_with(['年', '月', '季', '周']);
    if is_frame || said.chars().all(|c| "十百千万亿".contains(c)) {
        return None;
    }
    let (what, value, is_fraction) = match (q.kind, q.value?) {
        (QuantityKind::Ordinal | QuantityKind::Score | QuantityKind::Ratio | QuantityKind::BasisPoint, _) => {
            return None;
        }
        (QuantityKind::Percent, Value::Decimal(d)) => (What::Percent, Exact::decimal(d)?, false),
        (QuantityKind::PercentagePoint, Value::Decimal(d)) => (What::Points, Exact::decimal(d)?, false),
        (QuantityKind::Multiple, Value::Decimal(d)) if said.contains('折') => (What::Off, Exact::decimal(d)?, false),
        (QuantityKind::Multiple, Value::Decimal(d)) if said.contains('番') => {
            (What::Factor, Exact::decimal(d)?, false)
        }
        (QuantityKind::Multiple, Value::Decimal(d)) => (What::Times, Exact::decimal(d)?, false),
        (QuantityKind::Fraction, Value::Fraction(a, b)) => {
            (What::Percent, Exact::new(i128::from(a) * 100, i128::from(b))?, true)
        }
        (_, Value::Decimal(d)) if said.ends_with('倍') => (What::Times, Exact::decimal(d)?, false),
        (_, Value::Decimal(d)) => (What::Level, Exact::decimal(d)?, false),
        _ => return None,
    };
    if value.is_negative() {
        return None;
    }
    let (unit, factor) = match (what, q.unit.as_deref()) {
        (What::Level, Some(unit)) => family(unit),
        _ => ("", Some(Exact::int(1))),
    };
    let factor = factor?;
    let stated = Stated::read(said, value);
    let value = value.mul(factor)?;
    let step = if is_fraction { value.div(Exact::int(20))? } else { stated.step.mul(factor)? };
    let half = if stated.is_exact && what == What::Level { Exact::int(0) } else { step.div(Exact::int(2))? };
    let exact = Range { lo: value.sub(half)?, hi: value.add(half)?, point: value, step };
    let (range, is_vague) = blur(facts, words, q, exact)?;
    let per = per(facts, q);
    Some(Amount {
        index: Some(index),
        span: q.span,
        what,
        range,
        unit,
        factor,
        suffix: if is_fraction { "%" } else { stated.suffix },
        scale: stated.scale.mul(factor)?,
        sentence: facts.words.sentence_at(q.span.start())?,
        per,
        is_vague,
    })
}

/// What one unit is counted for, in the words of the text: 每X before, or /X in the unit.
fn per<'a>(facts: &Facts<'a>, q: &'a Quantity) -> Option<&'a str> {
    if let Some(per) = &q.per {
        return Some(per.unit.as_ref());
    }
    let said = q.span.of(facts.text);
    said.find('/').filter(|_| q.kind != QuantityKind::Fraction).map(|at| &said[at + 1..])
}

/// How a numeral stands in its words.
struct Stated<'t> {
    /// One unit in the last place, after scale words.
    step: Exact,
    /// What the printed digits are multiplied with.
    scale: Exact,
    /// What stands behind the digits.
    suffix: &'t str,
    is_exact: bool,
}

impl<'t> Stated<'t> {
    fn read(said: &'t str, value: Exact) -> Self {
        Self::digits(said, value).unwrap_or_else(|| Self::words(said, value))
    }

    fn digits(said: &'t str, value: Exact) -> Option<Self> {
        let start = said.find(|c: char| c.is_ascii_digit())?;
        let (mut mantissa, mut places, mut seen_point, mut end) = (0_i128, 0_u32, false, start);
        for (at, c) in said[start..].char_indices() {
            match c {
                '0'..='9' if mantissa < 1_000_000_000_000_000 => {
                    mantissa = mantissa * 10 + i128::from(c as u8 - b'0');
                    places += u32::from(seen_point);
                }
                ',' | '，' if !seen_point => continue,
                '.' if !seen_point => {
                    seen_point = true;
                    continue;
                }
                _ => break,
            }
            end = start + at + 1;
        }
        let rest = &said[end..];
        // 3亿5千万 and ranges have a second numeral: its place counts.
        if rest.contains(|c: char| c.is_ascii_digit()) && !rest.contains('/') {
            return None;
        }
        let printed = Exact::new(mantissa, 10_i128.pow(places.min(15)))?;
        let scale = value.div(printed)?;
        let step = scale.div(Exact::new(10_i128.pow(places.min(15)), 1)?)?;
        let is_counted = scale == Exact::int(1) && places == 0;
        if is_counted && mantissa % 1000 == 0 && mantissa > 0 {
            // 3000家: round numbers are rounded, but seldom by more than a hundredth.
            return Some(Self { step: value.div(Exact::int(50))?, scale, suffix: rest, is_exact: false });
        }
        Some(Self { step, scale, suffix: rest, is_exact: is_counted })
    }

    fn words(said: &'t str, value: Exact) -> Self {
        let mut step = Exact::int(1);
        let ten = Exact::int(10);
        while let Some(next) = step.mul(ten)
            && next <= value
            && value.div(next).is_some_and(Exact::is_whole)
        {
            step = next;
        }
        let is_small = value < Exact::int(1000);
        let numeral = |c: char| "一二三四五六七八九十百千万亿两零〇点半0123456789.,几余多".contains(c);
        let suffix = said.trim_start_matches("百分之").trim_start_matches(numeral);
        let tenths = said.contains('成');
        let suffix = if said.starts_with("百分之") || tenths { "%" } else { suffix };
        let step = if is_small && !tenths { Exact::int(1) } else { step };
        Self { step, scale: Exact::int(1), suffix, is_exact: is_small && !tenths && value.is_whole() }
    }
}

/// The interval after the words around the number, and whether there were any.
fn blur(facts: &Facts<'_>, words: &CheckWords, q: &Quantity, exact: Range) -> Option<(Range, bool)> {
    let text = facts.text;
    let before = text[floor(text, q.span.start(), 12)..q.span.start()].trim_end();
    let after = head(text, q.span.end(), ceil(text, q.span.end(), 9));
    let said = q.span.of(text);
    let near =
        matches!(q.approx, Some(Approx::Near | Approx::Under)) || words.strip_end(CheckWord::Near, before).is_some();
    let over = matches!(q.approx, Some(Approx::Over | Approx::AtLeast))
        || words.strip_end(CheckWord::Over, before).is_some()
        || words.strip_start(CheckWord::Over, after).is_some()
        || said.contains(['多', '余']);
    let about = matches!(q.approx, Some(Approx::About))
        || words.strip_end(CheckWord::About, before).is_some()
        || words.strip_start(CheckWord::About, after).is_some();
    let value = exact.point;
    let percent = |n: i32| value.mul(Exact::new(n as i128, 100)?);
    // 最高, 最低 name the number, they do not blur it.
    if ["最高", "最低", "最多", "最少", "最大", "最小", "上限", "下限"]
        .iter()
        .any(|w| before.trim_end_matches(['为', '达']).ends_with(w))
    {
        return Some((exact, false));
    }
    if matches!(q.approx, Some(Approx::AtMost)) {
        return None;
    }
    if near {
        return Some((Range { lo: percent(85)?, hi: value, ..exact }, true));
    }
    if over {
        let next = exact.point.add(exact.step)?;
        return Some((Range { lo: exact.lo, hi: percent(110)?.max(next), ..exact }, true));
    }
    if about {
        return Some((Range { lo: percent(95)?.min(exact.lo), hi: percent(105)?.max(exact.hi), ..exact }, true));
    }
    Some((exact, false))
}

fn floor(text: &str, at: usize, bytes: usize) -> usize {
    let mut from = at.saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from.min(at)
}

fn ceil(text: &str, at: usize, bytes: usize) -> usize {
    let mut to = (at + bytes).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    to.max(at)
}

/// 翻番 and 减半, whether they were read as quantities or not.
fn add_factors<'a>(facts: &Facts<'a>, amounts: &mut Vec<Amount<'a>>) {
    let text = facts.text;
    let mut found = Vec::new();
    for (at, _) in text.match_indices('番') {
        let from = floor(text, at, 18);
        let Some(verb) = text[from..at].rfind('翻').map(|v| from + v) else { continue };
        let inner = &text[verb + '翻'.len_utf8()..at];
        let counted = inner.trim_start_matches('了').trim_start_matches("近").trim_start_matches("约");
        let counted = counted.trim_start_matches("超过").trim_start_matches('超').trim();
        let n = match counted {
            "" | "一" | "1" => 2,
            "两" | "二" | "2" => 4,
            "三" | "3" => 8,
            "四" | "4" => 16,
            _ => continue,
        };
        let is_near =
            inner.contains('近') || ["近", "接近", "几乎", "将近"].iter().any(|w| text[..verb].trim_end().ends_with(w));
        let is_over = inner.contains('超') || text[..verb].trim_end().ends_with('超');
        found.push((TextSpan::new(verb, at + '番'.len_utf8()), n, 1, is_near, is_over));
    }
    for word in ["减半", "腰斩"] {
        for (at, _) in text.match_indices(word) {
            found.push((TextSpan::new(at, at + word.len()), 1, 2, text[..at].ends_with('近'), false));
        }
    }
    if found.is_empty() {
        return;
    }
    found.sort_unstable_by_key(|f| f.0);
    let mut taken = Vec::with_capacity(found.len());
    amounts.retain(|a| {
        let i = found.partition_point(|f| f.0.end() <= a.span.start());
        let inside = found.get(i).is_some_and(|f| f.0.overlaps(a.span));
        if inside {
            taken.push((i, a.index));
        }
        !inside
    });
    for (i, (span, n, d, is_near, is_over)) in found.into_iter().enumerate() {
        let first = taken.partition_point(|t: &(usize, Option<usize>)| t.0 < i);
        let index = taken.get(first).filter(|t| t.0 == i).and_then(|t| t.1);
        amounts.extend(factor(facts, span, index, (n, d), is_near, is_over));
    }
    amounts.sort_by_key(|a| a.span);
}

fn factor<'a>(
    facts: &Facts<'a>,
    span: TextSpan,
    index: Option<usize>,
    (n, d): (i128, i128),
    is_near: bool,
    is_over: bool,
) -> Option<Amount<'a>> {
    let point = Exact::new(n, d)?;
    let part = |p: i128| point.mul(Exact::new(p, 100)?);
    // A near doubling has to be near: its growth is read, not its factor.
    let near = if n > d { 92 } else { 90 };
    let range = match (is_near, is_over) {
        (true, _) => Range { lo: part(near)?, hi: point, point, step: part(3)? },
        (_, true) => Range { lo: point, hi: part(120)?, point, step: part(5)? },
        _ => Range { lo: part(97)?, hi: part(103)?, point, step: part(3)? },
    };
    Some(Amount {
        index,
        span,
        what: What::Factor,
        range,
        unit: "",
        factor: Exact::int(1),
        suffix: "倍",
        scale: Exact::int(1),
        sentence: facts.words.sentence_at(span.start())?,
        per: None,
        is_vague: is_near || is_over,
    })
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
