//! A level: 游客412万人次, 设有3个分部, 强化学习(201篇).

use super::Scene;
use crate::claim::ground::{Atom, Stop};
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::class;
use crate::quantity::{Approx, QuantityKind, Value};

/// Words before a number that make it no level of its own: 这301篇, 每1000人, 前10名.
const NO_LEVEL_BEFORE: [&str; 21] = [
    "这", "那", "该", "此", "每", "前", "第", "上述", "另", "首", "过去", "近", "最近", "后", "未来", "今后", "头",
    "某", "哪", "几", "又",
];
/// Numbers that are a part of a set phrase with the word behind them.
const SET_PHRASES: [(&str, &str); 4] = [("三次", "产业"), ("两个", "一百年"), ("三农", "问题"), ("一次", "性")];
/// Words behind a length of time that make it a time frame: 三年来.
const FRAME_BEHIND: [&str; 20] = [
    "来",
    "以来",
    "内",
    "间",
    "之内",
    "后",
    "前",
    "之后",
    "之前",
    "以前",
    "以后",
    "中",
    "期间",
    "里",
    "之间",
    "时",
    "的时间",
    "之久",
    "历史",
    "左右后",
];

/// A noun and its number, tied by a verb, by standing side by side, or by a bracket. Leaves 一个, 几年来, 第三天.
pub(super) fn level(s: &Scene<'_, '_>) -> Option<Claim> {
    let view = &s.view;
    let tie = view.tied(s.at, class::LINK | class::ACT | class::DURATION | class::OVER);
    if is_no_level(s) || is_whereabouts(s) || tie.is_none() && is_attribute(s) {
        return None;
    }
    if lasts(s) {
        // 为期3天的会议: what lasts stands behind.
        let subject = s.view.behind(s.at).and_then(|n| s.named(n)).map(|n| (n, 85))?;
        return Some(Claim { value: Some(s.index), ..s.claim(ClaimKind::Measure, subject, s.left.verb) });
    }
    let verb = s.left.verb;
    let act = verb.is_some_and(|v| {
        !view.is(v, class::LINK)
            || matches!(
                view.word(v),
                "有" | "共有" | "现有" | "拥有" | "设有" | "下设" | "存在" | "获" | "获得" | "得到"
            )
    });
    // 来自三个市的60名运动员: what stands before 的 is no object.
    let of = s.at.checked_sub(1).is_some_and(|p| view.word(p) == "的");
    let between = verb.filter(|_| act && !of).and_then(|v| view.object_before(v + 1, s.at));
    let counted = !matches!(s.quantity.kind, QuantityKind::Percent | QuantityKind::Duration | QuantityKind::Multiple);
    let behind = view.behind(s.at).filter(|_| counted);
    let own =
        s.own_subject().filter(|_| s.left.noun.is_some() || s.own.is_some() || verb.is_none() || behind.is_none());
    // A bare number, or a length of time, needs a verb or a bracket; nothing else tells it from a name or a time frame.
    let tied = verb.is_some() && (tie.is_some() || s.quantity.kind != QuantityKind::Number || between.is_some());
    let beside = s.left.noun.is_some_and(|n| is_beside(s, n.1));
    let enough = match s.quantity.kind {
        QuantityKind::Number => tied && !s.words().is_empty() || s.host.is_some() || beside && is_large(s),
        QuantityKind::Duration => is_spent(s),
        _ => verb.is_some() || beside || s.host.is_some() || behind.is_some(),
    };
    if !enough {
        return None;
    }
    // 能查到同类档案的馆只有7家: what stands between the first verb and the one that the number is tied to.
    let link = view.tied(s.at, class::LINK).zip(verb).filter(|(link, first)| first < link && s.own.is_none());
    let inner =
        link.and_then(|(link, first)| view.object_before(first + 1, link)).and_then(|n| s.named(n)).map(|n| (n, 80));
    // 权威人士、71岁的教授: the number belongs to the noun behind.
    let apart = s.at > 0 && view.has(s.at - 1..s.at, |a| a.stop == Stop::Pause) && view.word(s.at + 1) == "的";
    let own = inner.or(own).filter(|_| !(apart && behind.is_some()));
    // 某村投入的2000万元: what was done stands right before the 的.
    let done = s.at.checked_sub(2).filter(|&p| of && behind.is_none() && view.has(p..p + 1, Atom::is_verb));
    let verb = done.or(verb);
    let doer = done.zip(s.left.noun).filter(|(p, n)| n.0 < *p && *p < n.1);
    let own = doer.and_then(|(p, n)| s.named((n.0, p))).map(|n| (n, 85)).or(own);
    let near = between.or(behind).and_then(|n| s.named(n)).map(|n| (n, 80));
    let topic = s.topic.filter(|_| tie.is_some() || is_object(s)).map(|t| (t, 75));
    // 被318篇研究提及: the noun behind does it, the topic bears it.
    let bears = s.at.checked_sub(1).is_some_and(|p| matches!(view.word(p), "被" | "由" | "受" | "遭"));
    let act = act && !(bears && topic.is_some());
    let subject = own
        .or(if act || verb.is_none() && !bears { near.or(topic) } else { topic.or(near) })
        .or_else(|| s.pronoun())?;
    let object = between.or(behind).filter(|_| s.quantity.kind != QuantityKind::Score);
    let object = object.and_then(|n| s.named(n)).filter(|n| n.span != subject.0.span);
    let base = among(s, verb);
    Some(Claim { value: Some(s.index), base, object, ..s.claim(ClaimKind::Measure, subject, verb) })
}

/// `为期3天的会议`: a length of time that modifies the noun behind.
fn lasts(s: &Scene<'_, '_>) -> bool {
    let before = s.at.checked_sub(1).map_or("", |p| s.view.word(p));
    let of = matches!(before, "为期" | "历时" | "长达") && s.view.word(s.at + 1) == "的";
    of && s.quantity.kind == QuantityKind::Duration
}

/// 1400公里外的山区, 21岁之前, 500米处: a number that says where or when something else is.
fn is_whereabouts(s: &Scene<'_, '_>) -> bool {
    let behind = s.view.word(s.at + 1);
    let age = s.quantity.unit.as_deref().is_some_and(|u| matches!(u, "岁" | "周岁"));
    matches!(behind, "外" | "以外" | "之外" | "开外" | "处" | "远处" | "范围") && s.quantity.unit.is_some()
        || age && matches!(behind, "之前" | "以前" | "前" | "时" | "后" | "之后" | "以后" | "那年")
}

/// Whether the number stands right behind a verb, with only little words between: what the clauses before are about may then
/// bear it. Leaves 充电宝在各地的入场费几万元.
fn is_object(s: &Scene<'_, '_>) -> bool {
    const NEAR: usize = 5;
    let low = s.at.saturating_sub(NEAR);
    let little = |p: usize| {
        s.view.has(p..p + 1, |a| a.is_tagged(b"dup") || a.is(class::HEDGE | class::ADVERB | class::EACH | class::LINK))
            || matches!(s.view.word(p), "其中" | "至" | "到" | "于")
    };
    let verb = |p: usize| {
        s.view.has(p..p + 1, |a| a.is_verb() || a.is(class::ACT | class::CHANGE | class::EVENT | class::EACH))
    };
    (low..s.at).rev().find(|&p| verb(p) || !little(p)).is_some_and(|p| verb(p) || s.view.is(p, class::PREP))
        || s.at > 0 && matches!(s.view.word(s.at - 1), "被" | "由" | "至" | "到")
}

/// 二楼候车, 70岁以上老人, 来自8个国家的选手: a number that only says which, tied to no verb of its own.
fn is_attribute(s: &Scene<'_, '_>) -> bool {
    let unit = s.quantity.unit.as_deref().unwrap_or_default();
    let place = matches!(unit, "楼" | "层" | "班" | "期" | "栋" | "车道" | "年级" | "号线" | "环");
    let small = s.quantity.decimal().is_some_and(|d| d < rust_decimal::Decimal::ONE_HUNDRED);
    let bound = matches!(s.quantity.approx, Some(Approx::AtLeast | Approx::AtMost | Approx::Over | Approx::Under))
        && matches!(unit, "岁" | "周岁" | "m" | "cm")
        && s.view.behind(s.at).is_some();
    // … 来自8个国家|的60名选手: only what stands before the 的.
    let of = (s.at + 1..s.at + 5).any(|p| s.view.word(p) == "的");
    let from = of && s.left.verb.is_some_and(|v| matches!(s.view.word(v), "来自" | "源自" | "位于" | "属于"));
    // 两个大奖得主之一.
    let one_of = (s.at + 1..s.at + 10).any(|p| s.view.word(p) == "之一");
    place && small || bound || from || one_of && !matches!(s.quantity.kind, QuantityKind::Money | QuantityKind::Percent)
}

/// `320名学员中有80名女生`, `16条线路有10条停运`: the number that the others are a part of, in the same counter.
fn among(s: &Scene<'_, '_>, verb: Option<usize>) -> Option<usize> {
    let verb = verb?;
    let has = matches!(s.view.word(verb), "有" | "仅有" | "只有" | "共有");
    let mut before = (0..verb).rev().take(24).filter_map(|p| s.view.at(p)?.number().map(|n| (p, n)));
    let (at, number) = before.next().filter(|_| before.next().is_none())?;
    let among = has || (at..verb).any(|p| matches!(s.view.word(p), "中" | "里" | "当中"));
    let whole = s.g.facts.quantities.get(number)?;
    let counter = whole.unit.is_some() && whole.unit == s.quantity.unit;
    let larger = whole.decimal().zip(s.quantity.decimal()).is_some_and(|(w, p)| w >= p);
    (among && counter && larger).then_some(number)
}

fn is_no_level(s: &Scene<'_, '_>) -> bool {
    let q = s.quantity;
    let before = s.at.checked_sub(1).map_or("", |p| s.view.word(p));
    let one =
        s.words().starts_with('一') && matches!(q.value, Some(Value::Decimal(d)) if d == rust_decimal::Decimal::ONE);
    let vague = q.approx == Some(Approx::Several) && s.words().starts_with(['几', '数', '多', '若']);
    matches!(q.kind, QuantityKind::Ordinal | QuantityKind::Ratio)
        || one && !matches!(q.kind, QuantityKind::Percent | QuantityKind::Fraction)
        || vague && (q.kind == QuantityKind::Duration || !s.words().contains(['十', '百', '千', '万', '亿']))
        || SET_PHRASES.contains(&(s.words(), s.view.word(s.at + 1)))
        || q.equivalent_of.is_some()
        || NO_LEVEL_BEFORE.contains(&before) && !(matches!(before, "近" | "又" | "另"))
        || is_unit_price_base(s)
        || q.unit.as_deref().is_some_and(|u| matches!(u, "届" | "周年" | "环"))
        || is_generic(s)
        || q.kind == QuantityKind::Number && is_in_name(s)
        || super::change::is_compared(s.g, s.view.list.get(s.at).map_or(0, |&a| a as usize))
}

/// “系统1”: a bare number at the edge of a quoted name.
fn is_in_name(s: &Scene<'_, '_>) -> bool {
    let quote = s.g.quote_at(s.quantity.span.start()).map(|q| s.g.quotes[q]);
    quote.is_some_and(|q| !q.speaks)
}

/// 三个方面: it structures the text and counts nothing.
fn is_generic(s: &Scene<'_, '_>) -> bool {
    let few = s.quantity.decimal().is_some_and(|d| d <= rust_decimal::Decimal::TEN);
    let noun = s.view.behind(s.at);
    few && noun.is_some_and(|n| s.view.is(n.1 - 1, class::GENERIC) || s.view.is(n.0, class::GENERIC))
}

/// `1平方米产30株`: what others are counted for.
fn is_unit_price_base(s: &Scene<'_, '_>) -> bool {
    let one = matches!(s.quantity.value, Some(Value::Decimal(d)) if d == rust_decimal::Decimal::ONE);
    one && s.view.strip(0..s.at) >= s.at && !matches!(s.quantity.kind, QuantityKind::Percent)
}

/// Whether only little words stand between the noun phrase and the number.
fn is_beside(s: &Scene<'_, '_>, end: usize) -> bool {
    (end..s.at).all(|p| {
        let little = s.view.at(p).is_some_and(|a: &Atom| {
            matches!(a.tag.class(), b'd' | b'u' | b'p') || a.is(class::LINK | class::HEDGE | class::EACH)
        });
        little
            || s.view.word(p).starts_with('每')
            || matches!(s.view.word(p), "共" | "约" | "近" | "超" | "最高" | "平均" | "仅")
    })
}

/// A number that is no numbering.
fn is_large(s: &Scene<'_, '_>) -> bool {
    s.quantity.decimal().is_some_and(|d| d >= rust_decimal::Decimal::from(1000))
}

/// A length of time that is said to be used, needed or reached; no time frame.
fn is_spent(s: &Scene<'_, '_>) -> bool {
    let behind = s.view.word(s.at + 1);
    if FRAME_BEHIND.contains(&behind) {
        return false;
    }
    let tied = s.view.tied(s.at, class::DURATION | class::LINK);
    tied.is_some()
        || s.host.is_some()
        || s.left.noun.is_some_and(|n| {
            let last = s.view.word(n.1 - 1);
            n.1 == s.at
                && (last.ends_with("时间")
                    || last.ends_with('期')
                    || last.ends_with('龄')
                    || matches!(last, "延时" | "时长" | "时延" | "寿命" | "耗时"))
        })
}
