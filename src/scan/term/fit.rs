//! Whether a numeral and its unit say a number in their place, or are part of a word.

use super::super::place;
use super::{At, Context, Exact, Found, Infix, Term, UnitKind, amount, at, before, digit_of, is_han};

/// Whether the unit belongs to the numeral.
pub(super) fn fits(cx: &Context<'_>, t: &Term, unit: &Found, at_unit: usize, over: bool) -> bool {
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
pub(in crate::scan) fn accept(cx: &Context<'_>, t: &Term) -> bool {
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
        // 500强 is a list's name; 13月 is no month, and no number either; 2024款 is a model's year.
        let named = n.is_plain && t.unit.is_none() && text[t.end..].starts_with(['强', '強', '月']);
        let model = n.is_plain
            && n.figures == 4
            && t.unit.as_ref().is_some_and(|u| u.symbol == "款")
            && n.value.whole().is_some_and(|v| (1990..2050).contains(&v));
        // 45日 of 3月45日 is no span of time.
        let day = t.unit.as_ref().is_some_and(|u| u.kind == UnitKind::Day) && before(text, t.start) == Some('月');
        // 4×100米: what is multiplied is no number of its own.
        let factor = n.is_plain
            && t.unit.is_none()
            && matches!(at(text, t.end), At(Some('×' | '*'), p) if at(text, p).0.is_some_and(|c| c.is_ascii_digit()));
        return !numbered && !born && !named && !model && !day && !factor;
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
    if t.unit.as_ref().is_some_and(|unit| place::is_name(cx, t, unit)) {
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
        if single && n.value.whole() == Some(1) && (!counted_one(cx, t) || points(cx, t)) {
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
pub(super) fn word_before(cx: &Context<'_>, t: &Term) -> bool {
    before(cx.text, t.start).is_some_and(|c| is_han(c) && cx.lexicon.words.has(&cx.text[t.start - c.len_utf8()..t.end]))
}

/// 上一交易日, 前一日: which one, not how many. 路上一小时 and 早上一天 count.
fn points(cx: &Context<'_>, t: &Term) -> bool {
    let timely = t.unit.as_ref().is_some_and(|u| matches!(u.kind, UnitKind::Duration | UnitKind::Day));
    let Some(lead @ ('上' | '下' | '前' | '后' | '後' | '次')) = before(cx.text, t.start) else { return false };
    let from = t.start - lead.len_utf8();
    timely && before(cx.text, from).is_none_or(|c| !cx.lexicon.words.has(&cx.text[from - c.len_utf8()..t.start]))
}

/// Whether 一 and its unit count, rather than being an article (一种感觉, 这一年).
pub(super) fn counted_one(cx: &Context<'_>, t: &Term) -> bool {
    let prev = before(cx.text, t.start);
    if matches!(
        prev,
        Some('无' | '無' | '这' | '這' | '那' | '某' | '任' | '每' | '同' | '另' | '哪' | '新' | '该' | '此')
    ) {
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
    ) || matches!(prev, Some('升' | '降' | '跌'))
        && t.unit.as_ref().is_some_and(|u| matches!(u.symbol, "位" | "名"));
    !article || cued || bare
}

/// A Han numeral without a unit.
pub(super) fn bare(cx: &Context<'_>, t: &Term) -> bool {
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
pub(super) fn named(text: &str, t: &Term) -> bool {
    let rest = &text[t.end..];
    let is = text[..t.start].ends_with('是') || text[..t.start].ends_with("等于");
    let ends = at(text, t.end).0.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '、' | '“' | '《' | '·'));
    let goes_on =
        ["不是", "而是", "却是", "这是", "那是", "也不是", "就是", "还是"].iter().any(|w| rest.starts_with(w));
    is && (ends || goes_on)
}
