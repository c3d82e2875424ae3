//! One term of an amount: sign, numeral, unit.

mod fit;
mod fraction;

use super::exact::Exact;
use super::numeral::{Infix, Numeral, digit_of, figures, parse};
use super::types::{At, QuantityKind, at, before};
use super::{Context, Found, amount};
use crate::lexicon::number::UnitKind;
use crate::text::is_han;
pub(super) use fit::accept;
use fit::fits;
use fraction::fraction;

/// A numeral with its unit.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) start: usize,
    pub(super) num_start: usize,
    pub(super) num_end: usize,
    pub(super) end: usize,
    pub(super) numeral: Numeral,
    /// With its sign and halves.
    pub(super) value: Exact,
    pub(super) negative: bool,
    pub(super) unit: Option<Found>,
    pub(super) fraction: Option<(i64, i64)>,
    /// 三年多.
    pub(super) over_after: bool,
    /// 1200余个.
    pub(super) over_before_unit: bool,
    /// 上万.
    pub(super) at_least: bool,
    /// The unit stands in front: $20, 人民币3元.
    pub(super) prefix_unit: bool,
    /// Of a span of time.
    pub(super) parts: Option<Vec<(Exact, &'static str)>>,
}

impl Term {
    /// 三分之二, 百分之五, 人民币3元: no word looks like it.
    pub(super) fn is_plain_fact(&self) -> bool {
        self.fraction.is_some() || self.prefix_unit || self.is_spoken_percent()
    }

    /// 百分之五, 千分之三.
    pub(super) fn is_spoken_percent(&self) -> bool {
        use UnitKind::{Percent, TenThousandth, Thousandth};
        let kind = self.unit.as_ref().map(|u| u.kind);
        self.num_start > self.start && matches!(kind, Some(Percent | Thousandth | TenThousandth))
    }

    pub(super) fn kind_of(&self) -> QuantityKind {
        if self.fraction.is_some() {
            return QuantityKind::Fraction;
        }
        match self.unit.as_ref().map(|u| u.kind) {
            None | Some(UnitKind::Dozen) => QuantityKind::Number,
            Some(UnitKind::Money | UnitKind::MoneyPiece | UnitKind::MoneyTenth | UnitKind::MoneyHundredth) => {
                QuantityKind::Money
            }
            Some(UnitKind::Percent | UnitKind::Thousandth | UnitKind::TenThousandth | UnitKind::Tenth) => {
                QuantityKind::Percent
            }
            Some(UnitKind::Point) => QuantityKind::PercentagePoint,
            Some(UnitKind::Basis) => QuantityKind::BasisPoint,
            Some(UnitKind::Times | UnitKind::Discount) => QuantityKind::Multiple,
            Some(UnitKind::Duration | UnitKind::Day | UnitKind::HourShort) => QuantityKind::Duration,
            Some(_) => QuantityKind::Quantity,
        }
    }
}

/// Signs of money before a number.
const SIGNS: [(&str, &str); 22] = [
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("$", "USD"),
    ("＄", "USD"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("人民币", "CNY"),
    ("人民幣", "CNY"),
    ("新台币", "TWD"),
    ("新臺幣", "TWD"),
    ("新台幣", "TWD"),
    ("港币", "HKD"),
    ("港幣", "HKD"),
    ("美金", "USD"),
    ("RMB", "CNY"),
    ("USD", "USD"),
];

/// A term at `i`, whether or not it says a number in its place.
pub(super) fn raw<'c>(cx: &Context<'c>, i: usize) -> Option<Term> {
    let text = cx.text;
    let rest = &text[i..];
    if rest.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return plain(cx, i, false, i, false);
    }
    let can_sign = matches!(
        at(text, i).0,
        Some('U' | 'H' | 'N' | 'A' | 'C' | 'S' | 'R' | '$' | '＄' | '¥' | '￥' | '€' | '£' | '人' | '新' | '港' | '美')
    );
    if let Some(&(sign, code)) = can_sign.then_some(&SIGNS).into_iter().flatten().find(|(s, _)| rest.starts_with(s)) {
        return prefixed(cx, i, i + sign.len(), code);
    }
    let can_scale = matches!(at(text, i).0, Some('华' | '華' | '摄' | '攝'));
    for (name, symbol) in [("华氏", "°F"), ("華氏", "°F"), ("摄氏", "°C"), ("攝氏", "°C")] {
        if can_scale && let Some(tail) = rest.strip_prefix(name) {
            let p = i
                + name.len()
                + if tail.starts_with("温度") || tail.starts_with("溫度") { "温度".len() } else { 0 };
            let mut t = raw(cx, cx.skip_sign(p)).filter(|t| text[t.num_end..].starts_with('度'))?;
            t.start = i;
            t.unit = t.unit.map(|u| Found { symbol, ..u });
            return Some(t);
        }
    }
    let (negative, p) = sign(cx, i)?;
    let at_least = text[p..].starts_with('上');
    let start = if at_least { p + '上'.len_utf8() } else { p };
    plain(cx, i, negative, start, at_least)
}

/// A term whose numeral stands at `start`, behind its sign and 上.
fn plain<'c>(cx: &Context<'c>, i: usize, negative: bool, start: usize, at_least: bool) -> Option<Term> {
    let text = cx.text;
    let numeral = hundred_millions(cx, parse(text, start, |q, s| cx.scaled_unit(q, s))?);
    if at_least && !(numeral.bare_scale && !text[start..].starts_with('十')) {
        return None;
    }
    if let Some(t) = fraction(cx, i, negative, &numeral) {
        return Some(t);
    }
    let value = if negative { numeral.value.negated() } else { numeral.value };
    let mut t = Term {
        start: i,
        num_start: if negative && text[i..].starts_with(['-', '－', '−']) { i } else { numeral.start },
        num_end: numeral.end,
        end: numeral.end,
        numeral,
        value,
        negative,
        unit: None,
        fraction: None,
        over_after: false,
        over_before_unit: false,
        at_least,
        prefix_unit: false,
        parts: None,
    };
    unit_of(cx, &mut t)?;
    Some(t)
}

/// 三个亿, 两个多亿: 个 before 亿 counts nothing of its own. Firms begin with 亿, too.
fn hundred_millions(cx: &Context<'_>, n: Numeral) -> Numeral {
    let text = cx.text;
    let Some(rest) = text[n.end..].strip_prefix(['个', '個']) else { return n };
    let over = rest.starts_with('多');
    let rest = rest.strip_prefix('多').unwrap_or(rest);
    let named = cx.words.idioms.longest(rest).is_some();
    if !rest.starts_with(['亿', '億']) || named || n.infix != Infix::None || n.upper.is_some() || n.scale > 0 {
        return n;
    }
    let (Some(value), Some(next)) = (n.value.shift(8), n.value.add(Exact::int(1)).and_then(|v| v.shift(8))) else {
        return n;
    };
    let end = text.len() - rest.len() + '亿'.len_utf8();
    let (infix, upper) = if over { (Infix::Over, Some(next)) } else { (Infix::None, None) };
    Numeral { value, end, scale: 8, parts: n.parts + 1, infix, upper, is_plain: false, is_string: false, ..n }
}

/// A term at `i` that says a number.
pub(super) fn term<'c>(cx: &Context<'c>, i: usize) -> Option<Term> {
    raw(cx, i).filter(|t| t.is_plain_fact() || accept(cx, t))
}

/// The sign at `i`, and where the numeral begins. A dash between letters or figures is no sign.
fn sign(cx: &Context<'_>, i: usize) -> Option<(bool, usize)> {
    let text = cx.text;
    let At(Some(c), next) = at(text, i) else { return None };
    match c {
        '-' | '－' | '−' => {
            let glued = before(text, i).is_some_and(|b| {
                b.is_ascii_alphanumeric() || digit_of(b).is_some() || matches!(b, '%' | '％' | '-' | '—' | ')' | '）')
            });
            let ok = at(text, next).0.is_some_and(|d| digit_of(d).is_some() || matches!(d, '.' | '．'));
            (!glued && ok).then_some((true, next))
        }
        '负' | '負' => Some((true, next)),
        '零' if text[next..].starts_with('下') => Some((true, next + '下'.len_utf8())),
        '.' | '．' => {
            let glued = before(text, i).is_some_and(|b| b.is_alphanumeric());
            (!glued).then_some((false, i))
        }
        _ => Some((false, i)),
    }
}

/// $20, 人民币1.38亿元.
fn prefixed<'c>(cx: &Context<'c>, i: usize, after: usize, code: &'static str) -> Option<Term> {
    let text = cx.text;
    let p = cx.skip_space(after);
    let numeral = parse(text, p, |q, s| cx.scaled_unit(q, s))?;
    if text[numeral.end..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut t = Term {
        start: i,
        num_start: numeral.start,
        num_end: numeral.end,
        end: numeral.end,
        numeral,
        value: numeral.value,
        negative: false,
        unit: None,
        fraction: None,
        over_after: false,
        over_before_unit: false,
        at_least: false,
        prefix_unit: true,
        parts: None,
    };
    unit_of(cx, &mut t)?;
    let money = matches!(t.unit.as_ref().map(|u| u.kind), Some(UnitKind::Money | UnitKind::MoneyPiece));
    if !money {
        if t.unit.is_some() && code == "CNY" && text[i..].starts_with('人') {
            return None;
        }
        t.end = t.num_end;
        (t.over_after, t.over_before_unit) = (false, false);
    }
    t.unit = Some(Found { symbol: code, kind: UnitKind::Money, end: t.end });
    Some(t)
}

/// The unit behind the numeral, with 余, 半 and 多 around it. `None` when the whole is no term.
fn unit_of<'c>(cx: &Context<'c>, t: &mut Term) -> Option<()> {
    let text = cx.text;
    let mut p = t.num_end;
    let mut over = false;
    if let At(Some(c @ ('多' | '余' | '餘' | '来' | '來')), next) = at(text, p) {
        let round = t.numeral.value.step().is_some_and(|s| Exact::int(9).less(s));
        let fits = round
            && (!t.numeral.has_fraction || t.numeral.scale > 0)
            && t.numeral.infix == Infix::None
            && (cx.unit(next).is_some() || !matches!(c, '来' | '來'));
        let ends = at(text, next).0.is_none_or(|a| !a.is_alphanumeric());
        if fits
            && (cx.unit(next).is_some() && !text[p..].starts_with("来年")
                || ends
                || !cx.lexicon.words.has(&text[p..at(text, next).1]))
        {
            (over, p) = (true, next);
            t.over_before_unit = true;
            t.end = p;
        }
    }
    let spaced = cx.skip_space(p);
    let first = at(text, spaced).0;
    let latin = first.is_some_and(|c| c.is_ascii_alphabetic());
    let Some(mut unit) = cx.unit(spaced) else { return Some(()) };
    if spaced > p
        && (latin && !text[unit.end..].starts_with(|c: char| !c.is_ascii_alphanumeric()) && unit.end < text.len())
    {
        return Some(());
    }
    if latin && text[unit.end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
        return Some(());
    }
    // 一个半小时, 一个多月.
    if matches!(first, Some('个' | '個')) {
        let inner = at(text, spaced).1;
        if let At(Some(c @ ('半' | '多')), next) = at(text, inner)
            && let Some((len, symbol)) = long_unit(&text[next..])
        {
            unit = Found { symbol, kind: UnitKind::Duration, end: next + len };
            if c == '半' {
                t.value = t.value.add(Exact::int(5).shift(-1)?)?;
                t.num_end = next;
            } else {
                t.over_after = true;
            }
            return take(t, unit);
        }
    }
    if unit.kind == UnitKind::MoneyPiece && !fits(cx, t, &unit, spaced, over) && !cx.crosses(spaced) {
        unit = Found { symbol: "块", kind: UnitKind::Count, end: unit.end };
    }
    if !fits(cx, t, &unit, spaced, over) {
        return Some(());
    }
    let end = unit.end;
    take(t, unit)?;
    behind(cx, t, end)
}

fn long_unit(rest: &str) -> Option<(usize, &'static str)> {
    const UNITS: [(&str, &str); 9] = [
        ("小时", "小时"),
        ("小時", "小时"),
        ("钟头", "小时"),
        ("鐘頭", "小时"),
        ("月", "个月"),
        ("星期", "周"),
        ("礼拜", "周"),
        ("世纪", "世纪"),
        ("季度", "季度"),
    ];
    UNITS.iter().find(|(w, _)| rest.starts_with(w)).map(|(w, s)| (w.len(), *s))
}

fn take(t: &mut Term, unit: Found) -> Option<()> {
    t.end = unit.end;
    if matches!(unit.kind, UnitKind::Duration | UnitKind::Day) {
        t.parts = Some(vec![(t.value, unit.symbol)]);
    }
    t.unit = Some(unit);
    Some(())
}

/// 三年半, 三成五, 三块五, 4倍多.
fn behind<'c>(cx: &Context<'c>, t: &mut Term, end: usize) -> Option<()> {
    let text = cx.text;
    let kind = t.unit.as_ref()?.kind;
    let At(Some(c), next) = at(text, tenths_behind(text, kind, end)) else { return Some(()) };
    if !(matches!(c, '半' | '多') || digit_of(c).is_some() || super::numeral::han_digit(c).is_some()) {
        return Some(());
    }
    let after = at(text, next).0;
    let continuous = matches!(
        kind,
        UnitKind::Measure
            | UnitKind::Duration
            | UnitKind::Tenth
            | UnitKind::Times
            | UnitKind::Liang
            | UnitKind::Money
            | UnitKind::MoneyPiece
            | UnitKind::Age
    );
    if c == '半'
        && continuous
        && !t.numeral.has_fraction
        && !matches!(after, Some('年' | '天' | '月' | '载' | '数' | '场' | '路' | '途' | '程' | '决' | '价' | '导'))
    {
        t.value = t.value.add(Exact::int(5).shift(-1)?)?;
        t.end = next;
    } else if let Some((value, stop)) = hundredths(cx, t, end) {
        (t.value, t.end, t.num_end) = (value, stop, stop);
    } else if matches!(kind, UnitKind::Tenth | UnitKind::MoneyPiece)
        && let Some(d) = super::numeral::han_digit(c)
            .filter(|&d| d > 0 && c != '两')
            .or_else(|| digit_of(c).filter(|_| t.numeral.is_plain).map(i64::from))
        && !after.is_some_and(|a| amount::is_numeral_char(a) || matches!(a, '点' | '成'))
        && (cx.unit(next).is_none() || kind == UnitKind::MoneyPiece)
    {
        t.value = t.value.add(Exact::int(d).shift(-1)?)?;
        t.end = next;
        if kind == UnitKind::MoneyPiece && matches!(after, Some('毛' | '角')) {
            t.end = at(text, next).1;
            // 1块2毛5
            if let At(Some(c), stop) = at(text, t.end)
                && let Some(d) = digit_of(c).filter(|_| t.numeral.is_plain)
                && cx.unit(stop).is_none()
                && !at(text, stop).0.is_some_and(|c| digit_of(c).is_some() || matches!(c, '.' | '%' | '多' | '余'))
            {
                t.value = t.value.add(Exact::int(i64::from(d)).shift(-2)?)?;
                t.end = stop;
            }
            // 八块六毛钱
            if let At(Some('钱' | '錢'), stop) = at(text, t.end) {
                t.end = stop;
            }
        }
    } else if c == '多'
        && (continuous || kind == UnitKind::Count)
        && !after.is_some_and(|a| is_han(a) && cx.lexicon.words.has(&text[end..next + a.len_utf8()]))
    {
        t.over_after = true;
        t.end = next;
    }
    if let Some(parts) = &mut t.parts {
        *parts = vec![(t.value, t.unit.as_ref()?.symbol)];
    }
    Some(())
}

/// Where the second figure of a tenth may stand: behind a space when nothing follows it. 七成 六, but not 七成 六名.
fn tenths_behind(text: &str, kind: UnitKind, end: usize) -> usize {
    if kind != UnitKind::Tenth || text.as_bytes().get(end) != Some(&b' ') {
        return end;
    }
    let At(figure, next) = at(text, end + 1);
    let is_last = at(text, next).0.is_none_or(|c| !c.is_alphanumeric() && c != ' ');
    let is_figure = figure.is_some_and(|c| super::numeral::han_digit(c).is_some());
    if is_figure && is_last { end + 1 } else { end }
}

/// 一米八, 1米75, 9秒79: at most two figures behind 米, three behind 秒, and no unit of their own.
fn hundredths(cx: &Context<'_>, t: &Term, end: usize) -> Option<(Exact, usize)> {
    let unit = t.unit.as_ref()?;
    let divisible = unit.symbol == "m" && cx.text[..end].ends_with('米') || unit.symbol == "秒";
    if !divisible || t.numeral.has_fraction || !t.value.whole().is_some_and(|v| (0..100).contains(&v)) {
        return None;
    }
    let (mut p, mut value, mut places) = (end, t.value, 0);
    while let At(Some(c), next) = at(cx.text, p)
        && let Some(d) = if t.numeral.is_han { super::numeral::han_digit(c) } else { digit_of(c).map(i64::from) }
        && c != '两'
    {
        places += 1;
        value = value.add(Exact::int(d).shift(-places)?)?;
        p = next;
    }
    let open = at(cx.text, p)
        .0
        .is_none_or(|c| !amount::is_numeral_char(c) && !matches!(c, '.' | '点' | ':' | '：' | '%' | '％'));
    let fits = if unit.symbol == "秒" { 1..=3 } else { 1..=2 };
    (fits.contains(&places) && open && cx.unit(p).is_none()).then_some((value, p))
}
