//! Whether words are a noun phrase that can stand alone in the column "about". What is half a sentence is mended or refused:
//! a subject that is guessed costs more than one that is missing.

use super::ground::{Atom, Ground, Stop};
use super::phrase::View;
use crate::lexicon::{CueForm, class};
use crate::quantity::QuantityKind;
use crate::text::{Tag, TextSpan, is_word};

/// Last characters of verbs that are complete with what they reach: 看到, 送给. Such a verb opens no noun phrase.
const REACHING: [char; 12] = ['到', '见', '着', '了', '过', '出', '给', '向', '住', '于', '起', '下'];
/// Pronouns that own what follows their 的; no clause modifies the noun then.
const PERSONS: [&str; 12] = ["我", "你", "您", "他", "她", "它", "我们", "你们", "他们", "她们", "它们", "自己"];

/// Words that look like a subject and are none.
const NOTHING: [&str; 16] = [
    "本报讯",
    "讯",
    "备注",
    "注",
    "有时候",
    "有时",
    "时候",
    "记者",
    "笔者",
    "地方",
    "起码",
    "方面",
    "情况",
    "东西",
    "为例",
    "问题",
];

/// The noun phrase in positions `from..to` that can stand alone. None when it is half a sentence: 他首先介绍了, 安宁就是.
pub(super) fn mend(view: &View<'_, '_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let (from, to) = reported(view, from, to);
    let (from, to) = edges(view, from, to)?;
    let (from, to) = addressed(view, from, to);
    let to = clip(view, from, to);
    (is_balanced(view.g, view.span(from, to)?) && stands(view, from, to)).then_some((from, to))
}

/// 16.2%的增长率|还是15.1%: a phrase that the number before owns; it stands beside and is no subject.
pub(super) fn is_beside(view: &View<'_, '_>, from: usize) -> bool {
    let number = view.at(from).and_then(Atom::number).and_then(|n| view.g.facts.quantities.get(n));
    number.is_some_and(|q| q.kind == QuantityKind::Percent) && view.word(from + 1) == "的"
}

/// `研究者发现X`, `某文说X`: what is said begins behind the cue. Leaves 专家提出的意见.
fn reported(view: &View<'_, '_>, from: usize, to: usize) -> (usize, usize) {
    let cue = (from + 1..to.saturating_sub(1)).rev().find(|&p| {
        let says = view.at(p).is_some_and(|a| {
            a.is_verb() && !a.is_noun() && a.cue.is_some_and(|c| !matches!(c.1, CueForm::Nobody | CueForm::From))
        });
        says && !is_quoted(view, p) && view.word(p + 1) != "的"
    });
    cue.filter(|&c| view.has(c + 1..to, Atom::is_noun)).map_or((from, to), |c| (c + 1, to))
}

/// Without adverbs, modal verbs, marks and list numbers at its edges: 留置时间|不得, ——|非洲故事, 4、|展览馆.
fn edges(view: &View<'_, '_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let little = |p: usize| {
        let numbered =
            view.has(p..p + 1, |a| a.number().is_some()) && view.has(p + 1..p + 2, |a| a.stop == Stop::Pause);
        let likens = matches!(view.word(p), "像是" | "像" | "诸如" | "譬如");
        view.is(p, class::ADVERB) || is_mark(view.word(p)) || numbered || likens
    };
    let from = after_gap(view, after_dateline(view, from, to), to);
    let mut start = (from..to).find(|&p| !little(p))?;
    // 出版的|《求是》杂志: what stood before the verb is gone.
    let dated = start > 0 && view.has(start - 1..start, Atom::is_time);
    if dated && view.word(start + 1) == "的" && view.has(start..start + 1, Atom::is_verb) && start + 2 < to {
        start += 2;
    }
    let plans = |p: usize| {
        let acts = view.has(to..to + 1, |a| (a.is_verb() || a.is(class::ACT)) && !a.is(class::LINK));
        let noun = matches!(view.word(p), "计划" | "规划" | "目标" | "打算" | "准备" | "决定");
        view.is(p, class::PLAN | class::ASK) && (acts || !noun)
    };
    let trails =
        |p: usize| little(p) || p > start && (plans(p) || matches!(view.word(p), "主要" | "一般" | "全部" | "自动"));
    let mut end = (start..to).rev().find(|&p| !trails(p))? + 1;
    // 总理6月1日|主持: behind the time stands no noun.
    if let Some(time) = (start + 1..end).find(|&p| view.has(p..p + 1, Atom::is_time))
        && !view.has(time + 1..end, |a| a.is_noun() || a.is_tagged(b"n"))
        && view.has(time - 1..time, Atom::is_noun)
    {
        end = time;
    }
    Some((start, end))
}

/// A mark that opens no name: ——, ★.
pub(super) fn is_mark(word: &str) -> bool {
    !word.chars().any(is_word) && !word.starts_with(['《', '》', '“', '”', '（', '）', '(', ')', '‘', '’', '"'])
}

/// Behind a gap between Han characters, which parts two lines of a heading: 影响南方地区 |局地.
fn after_gap(view: &View<'_, '_>, from: usize, to: usize) -> usize {
    let text = view.g.text();
    let gap = |p: &usize| {
        let (a, b) = (view.at(p - 1).map_or(0, |a| a.span.end()), view.at(*p).map_or(0, |a| a.span.start()));
        let blank = a < b && text[a..b].chars().all(char::is_whitespace) || is_blank(view.word(p - 1));
        let han = |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        blank && han(text[..a].trim_end().chars().next_back()) && han(text[b..].chars().next())
    };
    (from + 1..to).rev().find(gap).unwrap_or(from)
}

fn is_blank(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_whitespace)
}

/// Behind the bracket of 某社某地5月2日电（记者某某）.
fn after_dateline(view: &View<'_, '_>, from: usize, to: usize) -> usize {
    let wire = (from + 1..to).find(|&p| matches!(view.word(p), "电" | "日电" | "讯" | "消息"));
    wire.map_or(from, |p| p + 1)
}

/// `建议|你`: who is told something is what the rest is about.
fn addressed(view: &View<'_, '_>, from: usize, to: usize) -> (usize, usize) {
    let last = to - 1;
    let told = last > from && PERSONS.contains(&view.word(last)) && view.has(last - 1..last, |a| a.is_tagged(b"v"));
    if told { (last, to) } else { (from, to) }
}

/// `斑马鱼|作为模式生物`, `某人|还郑重其事`: the noun phrase ends where what belongs to a verb begins. Leaves 首要任务就是…,
/// where the rest says what the phrase is.
fn clip(view: &View<'_, '_>, from: usize, to: usize) -> usize {
    let of = last_of(view, from, to);
    let low = of.map_or(from + 1, |o| o + 2);
    let frame = (low..to).find(|&p| {
        let opens = view.is(p, class::ADVERB) || view.is(p, class::PREP) && !joins(view, p);
        // 均价|每公斤: what it is counted for.
        let opens = opens && !view.has(p..p + 1, Atom::is_noun) || view.word(p).starts_with('每');
        opens && !is_quoted(view, p)
    });
    let Some(frame) = frame.filter(|&p| !view.word(p).ends_with('是')) else { return to };
    // 修复工程|日前|通过: a time or an adverb may stand before what is clipped.
    let noun = |p: usize| view.has(p..p + 1, |a| a.is_noun() || a.is_tagged(b"r"));
    (from..frame).rev().find(|&p| noun(p)).map_or(to, |p| p + 1)
}

/// The last 的 before the head of a noun phrase; 他的 owns and modifies nothing.
fn last_of(view: &View<'_, '_>, from: usize, to: usize) -> Option<usize> {
    let owner = |p: usize| p > from && PERSONS.contains(&view.word(p - 1));
    (from..to.saturating_sub(1)).rev().find(|&p| view.word(p) == "的" && !owner(p))
}

/// Whether a verb is complete with what it reaches: 放下, 看到.
pub(super) fn is_reaching(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.ends_with(REACHING)
}

/// Whether all marks that open inside close inside; a mark at the very edge is left out of the clause and may stand outside.
pub(super) fn is_balanced(g: &Ground<'_>, span: TextSpan) -> bool {
    const PAIRS: [(char, char); 6] = [('“', '”'), ('《', '》'), ('（', '）'), ('(', ')'), ('「', '」'), ('‘', '’')];
    let words = span.of(g.text());
    // Every mark but the brackets and the quote of ASCII starts with one of these bytes; most phrases hold none.
    if !words.bytes().any(|b| matches!(b, 0xE2 | 0xE3 | 0xEF | b'(' | b')' | b'"')) {
        return true;
    }
    let (before, behind) = (&g.text()[..span.start()], &g.text()[span.end()..]);
    let (mut depths, mut straight) = ([0_i32; PAIRS.len()], 0);
    for c in words.chars() {
        match PAIRS.iter().position(|&(open, close)| c == open || c == close) {
            Some(pair) => depths[pair] += if c == PAIRS[pair].0 { 1 } else { -1 },
            None => straight += i32::from(c == '"'),
        }
    }
    // One that is open may be closed right behind, one that closes opened right before.
    PAIRS.iter().zip(depths).all(|(&(open, close), depth)| {
        depth <= i32::from(behind.starts_with(close)) && -depth <= i32::from(before.ends_with(open))
    }) && straight % 2 == 0
}

/// Whether a position lies in a quotation or a title.
fn is_quoted(view: &View<'_, '_>, p: usize) -> bool {
    let inside = |at: usize| view.g.quote_at(at).is_some_and(|q| !view.g.quotes[q].speaks);
    view.at(p).is_some_and(|a| inside(a.span.start()))
}

/// Whether no word of a sentence stands where a noun phrase has none: behind its last 的, or bare before it.
fn stands(view: &View<'_, '_>, from: usize, to: usize) -> bool {
    let last_of = last_of(view, from, to);
    let verb_first =
        view.has(from..from + 1, |a| a.is_tagged(b"v") && a.tag != Tag::VN) && is_reaching(view.word(from));
    if verb_first && last_of.is_none() {
        return false;
    }
    // 记者估计: who thinks is not what the rest is about.
    let thinks = to > from + 1 && view.has(to - 1..to, |a| a.is_tagged(b"v") && a.tag != Tag::VN && a.cue.is_some());
    if thinks || NOTHING.contains(&view.span(from, to).map_or("", |s| s.of(view.g.text()))) {
        return false;
    }
    // 未来3年|内, 预计|, 远高于|政府.
    let one = to == from + 1 && view.is(from, class::CLOSE | class::HEDGE | class::PLAN);
    if one || (from..to).any(|p| view.is(p, class::OVER) && !is_quoted(view, p)) {
        return false;
    }
    let bare = view.has(from..from + 1, |a| a.is_tagged(b"r")) && to > from + 1;
    let verbal = |p: usize| view.is(p, class::PREP | class::ADVERB) || view.has(p..p + 1, |a| a.is_tagged(b"d"));
    if bare && verbal(from + 1) && !joins(view, from + 1) {
        return false;
    }
    let mut depth = 0usize;
    for p in from..to {
        let Some(a) = view.at(p) else { return false };
        match view.word(p) {
            "《" => depth += 1,
            "》" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || a.is_noun() || is_quoted(view, p) {
            continue;
        }
        let tail = last_of.is_none_or(|l| p > l);
        if tail && p > from && breaks(view, a, p) || p > from && !tail && is_open_frame(view, p, to) {
            return false;
        }
    }
    true
}

/// A word that no noun phrase holds behind its last 的: 就, 在, 了, a mark.
fn breaks(view: &View<'_, '_>, a: &Atom, p: usize) -> bool {
    let aspect = matches!(view.word(p), "了" | "着" | "过") && a.is_tagged(b"u");
    let frame = a.is(class::PREP) && !joins(view, p);
    let stop = matches!(a.stop, Stop::Comma | Stop::Colon | Stop::Semicolon | Stop::End);
    a.is(class::ADVERB) || aspect || frame || stop
}

fn joins(view: &View<'_, '_>, p: usize) -> bool {
    matches!(view.word(p), "和" | "与" | "同" | "跟" | "及")
}

/// `第二架飞机以同样的航速`: a frame that modifies a verb to come, not the noun. Leaves 中国对美国的出口, 公司被冻结的股份.
fn is_open_frame(view: &View<'_, '_>, p: usize, to: usize) -> bool {
    let modal = !view.is(p, class::PREP) || joins(view, p);
    if modal || matches!(view.word(p), "对" | "对于" | "在" | "关于" | "于" | "至" | "到" | "自" | "从") {
        return false;
    }
    let of = (p + 1..to).find(|&q| view.word(q) == "的");
    of.is_none_or(|of| !view.has(p + 1..of, |a| a.is_verb() || a.is(class::ACT | class::CHANGE | class::EVENT)))
}
