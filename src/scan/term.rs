//! One term of an amount: sign, numeral, unit.

use super::exact::Exact;
use super::numeral::{Infix, Numeral, digit_of, figures, parse};
use super::types::{At, QuantityKind, at, before};
use super::{Context, Found, amount};
use crate::lexicon::number::UnitKind;
use crate::text::is_han;

/// A numeral with its unit.
#[derive(Debug, Clone)]
pub(super) struct Term<'c> {
    pub(super) start: usize,
    pub(super) num_start: usize,
    pub(super) num_end: usize,
    pub(super) end: usize,
    pub(super) numeral: Numeral,
    /// With its sign and halves.
    pub(super) value: Exact,
    pub(super) negative: bool,
    pub(super) unit: Option<Found<'c>>,
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
    pub(super) parts: Option<Vec<(Exact, &'c str)>>,
}

impl Term<'_> {
    /// 三分之二, 百分之五, 人民币3元: no word looks like it.
    pub(super) fn is_plain_fact(&self) -> bool {
        self.fraction.is_some()
            || self.prefix_unit
            || self.num_start > self.start && self.unit.as_ref().is_some_and(|u| u.kind == UnitKind::Percent)
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
            Some(UnitKind::Percent | UnitKind::Tenth) => QuantityKind::Percent,
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
pub(super) fn raw<'c>(cx: &Context<'c>, i: usize) -> Option<Term<'c>> {
    let text = cx.text;
    let rest = &text[i..];
    if rest.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return plain(cx, i, false, i, false);
    }
    let can_sign = rest.starts_with(|c: char| "UHNACSR$＄¥￥€£人新港美".contains(c));
    if let Some(&(sign, code)) = can_sign.then_some(&SIGNS).into_iter().flatten().find(|(s, _)| rest.starts_with(s)) {
        return prefixed(cx, i, i + sign.len(), code);
    }
    for (name, symbol) in [("华氏", "°F"), ("華氏", "°F"), ("摄氏", "°C"), ("攝氏", "°C")] {
        if let Some(tail) = rest.strip_prefix(name) {
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
fn plain<'c>(cx: &Context<'c>, i: usize, negative: bool, start: usize, at_least: bool) -> Option<Term<'c>> {
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
pub(super) fn term<'c>(cx: &Context<'c>, i: usize) -> Option<Term<'c>> {
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
fn prefixed<'c>(cx: &Context<'c>, i: usize, after: usize, code: &'static str) -> Option<Term<'c>> {
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
fn unit_of<'c>(cx: &Context<'c>, t: &mut Term<'c>) -> Option<()> {
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
    let latin = at(text, spaced).0.is_some_and(|c| c.is_ascii_alphabetic());
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
    if text[spaced..].starts_with(['个', '個']) {
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

fn take<'c>(t: &mut Term<'c>, unit: Found<'c>) -> Option<()> {
    t.end = unit.end;
    if matches!(unit.kind, UnitKind::Duration | UnitKind::Day) {
        t.parts = Some(vec![(t.value, unit.symbol)]);
    }
    t.unit = Some(unit);
    Some(())
}

/// 三年半, 三成五, 三块五, 4倍多.
fn behind<'c>(cx: &Context<'c>, t: &mut Term<'c>, end: usize) -> Option<()> {
    let text = cx.text;
    let kind = t.unit.as_ref()?.kind;
    let At(Some(c), next) = at(text, end) else { return Some(()) };
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
    } else if let Some((value, stop)) = height(cx, t, end) {
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

/// 一米八, 1米75, 8米95: at most two figures behind 米 and no unit of their own.
fn height(cx: &Context<'_>, t: &Term<'_>, end: usize) -> Option<(Exact, usize)> {
    let unit = t.unit.as_ref()?;
    if unit.symbol != "m" || !cx.text[..end].ends_with('米') || !t.value.whole().is_some_and(|v| (1..100).contains(&v))
    {
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
    ((1..=2).contains(&places) && open && cx.unit(p).is_none()).then_some((value, p))
}

/// Whether the unit belongs to the numeral.
fn fits(cx: &Context<'_>, t: &Term<'_>, unit: &Found<'_>, at_unit: usize, over: bool) -> bool {
    let text = cx.text;
    let n = &t.numeral;
    let after = at(text, unit.end).0;
    if cx.crosses(at_unit) {
        return false;
    }
    match unit.kind {
        UnitKind::Rare => !n.is_han && !after.is_some_and(is_han),
        UnitKind::Region => {
            (!n.is_han || n.parts > 1)
                && !n.is_string
                && !n.leading_zero
                && !matches!(after, Some('委' | '道' | '长' | '府' | '厅'))
        }
        UnitKind::Number | UnitKind::RankName | UnitKind::HourShort => false,
        UnitKind::Liang => !after.is_some_and(|c| {
            amount::is_numeral_char(c) || cx.unit(unit.end).is_some_and(|u| u.kind == UnitKind::Count) && c != '个'
        }),
        UnitKind::Dozen => {
            !after.is_some_and(|c| is_han(c) && cx.lexicon.words.has(&text[at_unit..unit.end + c.len_utf8()]))
        }
        UnitKind::MoneyPiece => !after.is_some_and(|c| {
            is_han(c)
                && !amount::is_numeral_char(c)
                && !matches!(
                    c,
                    '的' | '多' | '左' | '以' | '一' | '和' | '到' | '至' | '买' | '，' | '起' | '半' | '上' | '不'
                )
        }),
        UnitKind::Tenth => {
            n.infix == Infix::None && !Exact::int(10).less(n.value) && !text[unit.end..].starts_with("本")
        }
        UnitKind::Discount => !Exact::int(100).less(n.value),
        UnitKind::MoneyTenth => {
            over || !after.is_some_and(|c| matches!(c, '形' | '洲' | '度' | '色' | '落' | '毛')) && n.is_plain
                || n.is_han && !after.is_some_and(is_han)
        }
        UnitKind::Count if unit.symbol == "分" => {
            n.has_fraction || !n.is_han || n.parts > 1 && !text[..t.start].ends_with('万')
        }
        UnitKind::Count if unit.symbol == "点" => {
            n.has_fraction || !n.is_han || !after.is_some_and(|c| digit_of(c).is_some() || c == '半')
        }
        _ => true,
    }
}

/// Whether the term says a number at all, rather than being part of a word.
pub(super) fn accept(cx: &Context<'_>, t: &Term<'_>) -> bool {
    let text = cx.text;
    let n = &t.numeral;
    // 3x and 20b are no numbers; 30万QQ用户 has one.
    if t.unit.is_none()
        && t.end == t.num_end
        && n.scale == 0
        && text[t.end..].starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return false;
    }
    if !n.is_han && !n.bare_scale && n.infix != Infix::Several {
        let numbered = n.is_plain && t.unit.is_none() && (n.leading_zero || text[t.end..].starts_with(['号', '號']));
        // 90后, 05后: who was born then.
        let born = n.is_plain && n.figures == 2 && t.unit.is_none() && text[t.end..].starts_with(['后', '後']);
        return !numbered && !born;
    }
    if n.infix == Infix::Several && n.value.is_zero() {
        return t.unit.as_ref().is_some_and(|u| {
            matches!(
                u.kind,
                UnitKind::Count
                    | UnitKind::Duration
                    | UnitKind::Money
                    | UnitKind::Measure
                    | UnitKind::Times
                    | UnitKind::MoneyPiece
            )
        }) && text[t.num_start..].starts_with(['几', '幾'])
            && !cx.dictionary_crosses(t.start, t.end);
    }
    if cx.dictionary_crosses(n.start, t.end) {
        return false;
    }
    if t.unit.is_some() || t.over_before_unit {
        let single = amount::is_single_han(n) && !n.bare_scale;
        // 高一 is a class, 身高一米八 is none.
        let long = before(text, n.start).is_some_and(|c| matches!(c, '高' | '长' | '宽' | '深' | '重' | '厚'))
            && t.unit.as_ref().is_some_and(|u| u.kind == UnitKind::Measure || u.symbol == "层");
        if single && !long && cx.joins_before(n.start, n.end) {
            return false;
        }
        if single && n.value.whole() == Some(1) && !counted_one(cx, t) {
            return false;
        }
        if single
            && t.unit.as_ref().is_some_and(|u| {
                u.kind == UnitKind::Count
                    && (u.symbol == "期" && !matches!(before(text, t.start), Some('分' | '共')) || word_before(cx, t))
            })
        {
            return false;
        }
        if n.is_string && t.unit.as_ref().is_some_and(|u| u.kind == UnitKind::Count) && n.figures > 2 {
            return false;
        }
        if n.bare_scale && n.parts == 1 && n.value.whole() != Some(10) && !t.at_least && !t.over_before_unit {
            return cx.modifier_before(t.start);
        }
        return true;
    }
    bare(cx, t)
}

/// Whether the character before, the figure and the unit are one word: 进一步.
fn word_before(cx: &Context<'_>, t: &Term<'_>) -> bool {
    before(cx.text, t.start).is_some_and(|c| is_han(c) && cx.lexicon.words.has(&cx.text[t.start - c.len_utf8()..t.end]))
}

/// Whether 一 and its unit count, rather than being an article (一种感觉, 这一年).
fn counted_one(cx: &Context<'_>, t: &Term<'_>) -> bool {
    let prev = before(cx.text, t.start);
    if matches!(prev, Some('这' | '這' | '那' | '某' | '任' | '每' | '同' | '另' | '哪' | '新' | '该' | '此'))
    {
        return false;
    }
    let article = t.unit.as_ref().is_some_and(|u| {
        u.kind == UnitKind::Count && "个种位名款类项件条句部篇份家番片股声段张堆代面层块步批组套副群".contains(u.symbol)
    });
    let bare = prev.is_none_or(|c| !is_han(c)) && at(cx.text, t.end).0.is_none_or(|c| !is_han(c));
    let cued = matches!(
        prev,
        Some(
            '仅' | '只'
                | '共'
                | '约'
                | '近'
                | '超'
                | '逾'
                | '达'
                | '各'
                | '少'
                | '加'
                | '减'
                | '剩'
                | '差'
                | '足'
                | '缺'
                | '余'
                | '第'
                | '胜'
                | '负'
        )
    );
    !article || cued || bare
}

/// A Han numeral without a unit.
fn bare(cx: &Context<'_>, t: &Term<'_>) -> bool {
    let text = cx.text;
    let n = &t.numeral;
    if n.has_fraction || t.at_least {
        return true;
    }
    let (prev, next) = (before(text, t.start), at(text, t.end).0);
    let open = |c: Option<char>| {
        c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '、' | '.' | '．' | '（' | '(' | '·' | '•'))
    };
    let isolated = open(prev) && open(next) && !matches!((prev, next), (None, Some('，' | ',')));
    if n.parts == 1 {
        return (isolated || named(text, t)) && !n.is_string;
    }
    if n.is_string {
        return false;
    }
    let tens = text[t.num_start..].starts_with(['十', '拾']) && n.scale > 0;
    if n.bare_scale && !tens && n.value.whole().is_none_or(|v| v >= 100) && n.parts < 3 && n.upper.is_none() {
        return isolated || cx.modifier_before(t.start);
    }
    if n.upper.is_some() && n.infix == Infix::None {
        return n.parts > 2 || isolated;
    }
    let rest = &text[t.end..];
    if ["以上", "以下", "以内", "以內", "左右", "或以", "及以", "或者", "上下"].iter().any(|w| rest.starts_with(w))
        || n.value.whole().is_some_and(|v| v >= 20)
    {
        return true;
    }
    n.parts > 2 || isolated || n.scale > 0 || !next.is_some_and(is_han) || cx.modifier_before(t.start)
}

/// Whether a lone figure is what something is said to be: 答案是四, 这不是五而是六. 是一个 and 是三农 go on.
fn named(text: &str, t: &Term<'_>) -> bool {
    let rest = &text[t.end..];
    let is = text[..t.start].ends_with('是') || text[..t.start].ends_with("等于");
    let ends = at(text, t.end).0.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '、' | '“' | '《' | '·'));
    let goes_on =
        ["不是", "而是", "却是", "这是", "那是", "也不是", "就是", "还是"].iter().any(|w| rest.starts_with(w));
    is && (ends || goes_on)
}

/// 三分之二, 百分之五, 3/5, 1又2/3.
fn fraction<'c>(cx: &Context<'c>, i: usize, negative: bool, n: &Numeral) -> Option<Term<'c>> {
    let text = cx.text;
    let mut p = n.end;
    let mut whole = 0;
    let mut first = *n;
    if let At(Some('又'), next) = at(text, cx.skip_space(p))
        && let Some(w) = n.value.whole()
    {
        let second = parse(text, cx.skip_space(next), |_, _| false)?;
        if !denominator(text, second.end) && !text[second.end..].starts_with(['/', '／']) {
            return None;
        }
        (whole, first, p) = (w, second, second.end);
    } else if n.is_plain && text[p..].starts_with(' ') && !n.has_fraction {
        // 1 3/5
        if let Some((Some(v), end, _, false, false)) = figures(text, p + 1)
            && text[end..].starts_with(['/', '／'])
            && let Some(second) = parse(text, p + 1, |_, _| false)
        {
            (whole, first, p) = (n.value.whole()?, second, end);
            let _ = v;
        }
    }
    let mut t = Term {
        start: i,
        num_start: n.start,
        num_end: p,
        end: p,
        numeral: *n,
        value: n.value,
        negative,
        unit: None,
        fraction: None,
        over_after: false,
        over_before_unit: false,
        at_least: false,
        prefix_unit: false,
        parts: None,
    };
    if denominator(text, p) {
        let from = cx.skip_space(p) + "分".len();
        let from = cx.skip_space(from) + "之".len();
        let (minus, from) = match at(text, cx.skip_space(from)) {
            At(Some('负' | '負' | '-'), q) => (true, q),
            _ => (false, cx.skip_space(from)),
        };
        let top = parse(text, from, |_, _| false)?;
        (t.num_start, t.num_end, t.end, t.numeral) = (top.start, top.end, top.end, top);
        t.value = if minus || negative { top.value.negated() } else { top.value };
        t.negative = minus || negative;
        let base = if first.bare_scale && first.parts == 1 && whole == 0 { first.value.whole() } else { None };
        let symbol = match base {
            Some(100) => Some("%"),
            Some(1000) => Some("‰"),
            Some(10_000) => Some("‱"),
            _ => None,
        };
        if let Some(symbol) = symbol {
            if top.bare_scale && top.value.whole() == Some(100) {
                t.numeral.bare_scale = false;
            }
            t.unit = Some(Found { symbol, kind: UnitKind::Percent, end: top.end });
            return Some(t);
        }
        let below = first.value.whole().filter(|&d| d > 0)?;
        let above = top.value.whole()?;
        return with_fraction(t, whole, above, below);
    }
    if first.is_plain && !first.has_fraction && matches!(at(text, p).0, Some('/' | '／')) {
        let from = at(text, p).1;
        let (_, end, count, false, false) = figures(text, from)? else { return None };
        if count > 6
            || matches!(at(text, end).0, Some('/' | '／' | '.'))
                && at(text, end + 1).0.is_some_and(|c| digit_of(c).is_some())
        {
            return None;
        }
        let below = parse(text, from, |_, _| false)?;
        if below.end != end || cx.unit(end).is_some_and(|u| matches!(u.kind, UnitKind::Day)) {
            return None;
        }
        t.end = end;
        t.num_start = n.start;
        t.num_end = end;
        let (a, b) = (first.value.whole()?, below.value.whole().filter(|&d| d > 0)?);
        // 120/80mmHg is a pair of readings.
        if a > b && cx.unit(end).is_some_and(|u| u.kind == UnitKind::Measure) {
            return None;
        }
        return with_fraction(t, whole, a, b);
    }
    None
}

fn denominator(text: &str, p: usize) -> bool {
    let trimmed = text[p..].trim_start_matches(' ');
    trimmed.strip_prefix('分').is_some_and(|r| r.trim_start_matches(' ').starts_with('之'))
}

fn with_fraction<'c>(mut t: Term<'c>, whole: i64, above: i64, below: i64) -> Option<Term<'c>> {
    let above = whole.checked_mul(below)?.checked_add(above)?;
    t.fraction = Some((if t.negative { -above } else { above }, below));
    t.numeral.infix = Infix::None;
    Some(t)
}
