//! Events and plans: who did something, who will.

use super::clause::Clause;
use super::frames::blank;
use super::ground::{Atom, What};
use super::phrase::View;
use super::{Claim, ClaimKind, Named};
use crate::lexicon::class;
use crate::text::Tag;

/// Longest way from a plan word to its verb, in atoms.
const PLAN_WAY: usize = 12;
/// Words right before a verb that leave open whether it happened or will.
const UNSETTLED: [&str; 26] = [
    "会", "可", "可以", "能", "能够", "应", "应当", "应该", "要", "不", "没", "没有", "未", "无法", "需", "需要", "须",
    "必须", "让", "使", "以", "来", "不得", "不能", "自动", "是否",
];
/// Verbs that take no object.
const STATES: [&str; 34] = [
    "获奖", "地震", "上市", "开幕", "闭幕", "死亡", "去世", "逝世", "出生", "离职", "辞职", "竣工", "落成", "通车",
    "通航", "升空", "坍塌", "爆炸", "起火", "罢工", "获救", "遇难", "受伤", "住院", "出院", "失踪", "身亡", "破产",
    "退市", "停产", "停牌", "夺冠", "生效", "坠毁",
];
/// Verbs that say nothing without what they are done to: 进行, 作.
const LIGHT: [&str; 8] = ["进行", "作", "开展", "展开", "提出", "参加", "加入", "完成"];

/// The event or plan of a clause: at most one.
pub(super) fn read(view: &View<'_, '_>, clause: &Clause, topic: Option<Named>, has_time: bool) -> Option<Claim> {
    plan(view, clause, topic).or_else(|| event(view, clause, topic, has_time))
}

/// Whether a clause has the verb of an event or a plan, whoever does it.
pub(super) fn is_told(view: &View<'_, '_>, clause: &Clause, has_time: bool) -> bool {
    plan_words(view, clause).is_some() || event_verb(view, clause, has_time).is_some()
}

/// `S 将 V`. Leaves 将军, 将3人送医 (no verb of its own behind 将 but one that takes a frame).
fn plan(view: &View<'_, '_>, clause: &Clause, topic: Option<Named>) -> Option<Claim> {
    let (word, verb) = plan_words(view, clause)?;
    let subject = subject(view, word, topic)?;
    Some(Claim {
        predicate: Some(view.at(verb)?.span),
        object: object(view, verb),
        modality: super::Modality::Planned,
        confidence: subject.1,
        frame: "plan.word",
        ..blank(clause, ClaimKind::Plan, subject.0)
    })
}

/// The word of a plan and its verb.
fn plan_words(view: &View<'_, '_>, clause: &Clause) -> Option<(usize, usize)> {
    if clause.holds.bits & class::PLAN == 0 {
        return None;
    }
    let word = (0..view.len()).take(48).find(|&p| view.is(p, class::PLAN) && !view.at(p).is_some_and(Atom::is_noun))?;
    if word > 0 && UNSETTLED.contains(&view.word(word - 1)) {
        return None;
    }
    planned(view, word + 1).map(|verb| (word, verb))
}

/// The verb of a plan: behind the plan word stand only adverbs, times and frames before it. A noun makes 将 mean 把: 将其列入.
fn planned(view: &View<'_, '_>, from: usize) -> Option<usize> {
    let mut p = from;
    while p < view.len().min(from + PLAN_WAY) {
        let a = view.at(p)?;
        if matches!(view.word(p), "不" | "不再" | "不会" | "无法" | "没有" | "未" | "不能" | "可")
            || view.word(p).starts_with('不')
        {
            return None;
        }
        let bends = a.is(class::PLAN | class::HEDGE | class::ADVERB | class::OPEN)
            || matches!(view.word(p), "要" | "继续" | "进一步" | "持续" | "大力" | "重点" | "全面");
        let verb = a.is(class::EVENT | class::ACT | class::CHANGE) || a.is_verb();
        if a.is(class::PREP) && !a.is(class::PLAN) || matches!(view.word(p), "于" | "与" | "由") {
            // 将通过甲平台，…: what follows is no verb of this clause.
            if matches!(view.word(p), "通过" | "以" | "根据" | "按照" | "按" | "凭借") {
                return None;
            }
            let close = (p + 1..view.len().min(p + PLAN_WAY)).find(|&q| view.is(q, class::CLOSE));
            let noun = (p + 1..view.len()).find(|&q| view.has(q..q + 1, |a| a.is_noun() || a.is_time()))?;
            p = close.unwrap_or_else(|| {
                let goes_on = |q: &usize| view.has(*q..q + 1, |a| a.is_part() || a.is_time()) || view.word(*q) == "的";
                (noun..view.len()).take_while(goes_on).last().unwrap_or(noun)
            });
        } else if a.is(class::ASK) {
            return None;
        } else if verb && !bends {
            return (!a.is(class::LINK) && view.word(p + 1) != "的").then_some(p);
        } else if !bends && !a.is_time() && !a.is_tagged(b"dc") && a.tag != Tag::AD && view.word(p) != "会" {
            return None;
        }
        p += 1;
    }
    None
}

/// `S V 了`, a date with `S V`. Leaves verbs that stand before 的, and nouns.
fn event(view: &View<'_, '_>, clause: &Clause, topic: Option<Named>, has_time: bool) -> Option<Claim> {
    let verb = event_verb(view, clause, has_time)?;
    let subject = subject(view, verb, topic)?;
    if is_open(view, subject.0, verb) || matches!(view.word(verb + 1), "会" | "将" | "是" | "可") {
        return None;
    }
    let entity = subject.0.entity.is_some() || view.left(verb).noun.is_some();
    let object = object(view, verb);
    let says = object.is_some() || !LIGHT.contains(&view.word(verb));
    entity.then(|| view.at(verb)).flatten().filter(|_| says).map(|a| Claim {
        predicate: Some(a.span),
        object,
        confidence: subject.1.min(80),
        frame: "event.verb",
        ..blank(clause, ClaimKind::Event, subject.0)
    })
}

/// The verb of an event: what was done, or has a time.
fn event_verb(view: &View<'_, '_>, clause: &Clause, has_time: bool) -> Option<usize> {
    if clause.holds.bits & class::EVENT == 0 || clause.holds.bits & class::IF != 0 {
        return None;
    }
    (0..view.len()).take(48).find(|&p| {
        if !view.is(p, class::EVENT) {
            return false;
        }
        let done = matches!(view.word(p + 1), "了")
            || p > 0 && matches!(view.word(p - 1), "已" | "已经" | "再次" | "正式" | "成功" | "先后");
        let relative = view.word(p + 1) == "的"
            || (p + 1..view.len().min(p + 6)).any(|i| view.word(i) == "的") && !done && !has_time;
        let unsettled = p > 0 && UNSETTLED.contains(&view.word(p - 1));
        // 获奖名单, 上市公司: a verb that takes no object says what kind of thing it is.
        let attribute = STATES.contains(&view.word(p)) && view.has(p + 1..p + 2, Atom::is_noun);
        p > 0
            && !unsettled
            && !attribute
            && !relative
            && (view.word(p) != "通过" || is_passed(view, p))
            && (done || has_time)
            && !(p + 1 < view.len() && view.is(p + 1, class::LINK | class::CHANGE | class::EVENT) && !done)
    })
}

/// 通过 as a vote and no preposition: 通过了, 通过《…》, 审议通过.
fn is_passed(view: &View<'_, '_>, p: usize) -> bool {
    matches!(
        view.word(p + 1),
        "了" | "《" | "验收" | "审查" | "审核" | "鉴定" | "评审" | "考核" | "认证" | "决议" | "法案"
    ) || p + 1 == view.len()
        || matches!(view.word(p - 1), "审议" | "表决" | "投票")
}

/// What the verb is done to: the noun phrase right behind it, unless it goes on behind a mark or with another noun.
fn object(view: &View<'_, '_>, verb: usize) -> Option<Named> {
    let start = verb + 1 + usize::from(matches!(view.word(verb + 1), "了" | "过"));
    let noun = view.noun_from(start)?;
    let span = view.span(noun.0, noun.1)?;
    let behind = &view.g.text()[span.end()..];
    // 获得了大会|颁发的奖项: what the verb is done to stands behind the relative clause.
    let relative =
        view.has(noun.1..noun.1 + 1, Atom::is_verb) && (noun.1 + 1..noun.1 + 6).any(|p| view.word(p) == "的");
    let goes_on = relative
        || behind.starts_with(['、', '“', '《', '「'])
        || view.word(noun.1) == "的"
        || view.has(noun.1..noun.1 + 1, |a| a.is_noun() || a.number().is_some() || a.is_tagged(b"rmq"))
        || noun.1 < view.len() && view.has(noun.1 - 1..noun.1, |a| a.tag == Tag::VN);
    (!goes_on).then(|| view.g.named(span))
}

/// Whether a word between the subject and the verb leaves open what happened: 要先后去甲国|访问.
fn is_open(view: &View<'_, '_>, subject: Named, verb: usize) -> bool {
    (verb.saturating_sub(10)..verb).any(|p| {
        let between = view.at(p).is_some_and(|a| a.span.start() >= subject.span.end());
        let open = matches!(
            view.word(p),
            "要" | "会" | "将" | "没有" | "未" | "不" | "不会" | "可能" | "拟" | "尚未" | "并未"
        );
        between && open
    })
}

fn subject(view: &View<'_, '_>, at: usize, topic: Option<Named>) -> Option<(Named, u8)> {
    // With the verb itself in view, nouns that look like verbs before it are told from it.
    let left = view.left(at + 1);
    // 亮点是某厂发布了新品: who acts stands behind 是.
    if left.verb.is_some_and(|v| v < at && (matches!(view.word(v), "是" | "为" | "有" | "让" | "使" | "要求" | "建议")))
    {
        return None;
    }
    let own = left.noun.filter(|_| !left.only_rate).and_then(|n| view.span(n.0, n.1)).map(|s| (view.g.named(s), 85));
    // 一支来自甲地的考古队|宣布: a noun in the clause does it, even if it could not be read.
    own.or(topic.filter(|_| !left.broken && !view.has(0..at, Atom::is_noun)).map(|t| (t, 70)))
}

/// Whether a clause holds a time.
pub(super) fn has_time(view: &View<'_, '_>) -> bool {
    (0..view.len()).take(48).any(|p| view.at(p).is_some_and(|a| matches!(a.what, What::Time(_))))
}
