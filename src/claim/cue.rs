//! Cues of speech: which word reports here, from where its content runs, and where the next speaker begins.

use super::ground::{Ground, Stop, What};
use super::{Named, Strength, speaker};
use crate::lexicon::{CueForm, CueStrength, class};
use crate::text::{Tag, TextSpan};
use std::ops::Range;

/// Longest list of those who are told, in atoms.
const TOLD_ATOMS_MAX: usize = 8;
/// Longest clause that is searched for a speaker of its own, in atoms.
const CLAUSE_ATOMS_MAX: usize = 24;
/// How far before a cue the words are searched that make it no speech, in atoms.
const BENT_ATOMS_MAX: usize = 6;
/// Words before a cue that make it no speech.
const NO_SPEECH_BEFORE: [&str; 34] = [
    "被", "所", "可", "可以", "应该", "不", "没", "没有", "别", "难以", "无法", "拒绝", "未", "如何", "怎么", "值得",
    "需要", "必须", "由此", "不愿", "听", "的", "来", "去", "加以", "进行", "予以", "做出", "作出", "给予", "得到",
    "只能", "难", "好",
];
/// Words behind a cue that make it no speech.
const NO_SPEECH_BEHIND: [&str; 14] =
    ["的", "了", "着", "过", "起", "明", "为", "作", "完", "得", "出", "中", "时", "之"];
/// Cues that may name who is told before their mark.
const TELLING: [&str; 6] = ["告诉", "提醒", "回答", "回应", "答复", "回复"];

/// A cue with what stands around it.
pub(super) struct Cue {
    pub(super) at: usize,
    pub(super) span: TextSpan,
    pub(super) strength: Strength,
    pub(super) form: CueForm,
}

/// The cue at an atom, when what stands around it lets it be one.
pub(super) fn at(g: &Ground<'_>, at: usize, end: usize) -> Option<Cue> {
    let atom = g.atoms.get(at)?;
    let (strength_word, form) = atom.cue?;
    let before = at.checked_sub(1).map_or("", |b| g.word(b));
    if form == CueForm::Nobody || NO_SPEECH_BEFORE.contains(&before) || at > 0 && g.atoms[at - 1].is(class::DENY) {
        return None;
    }
    let next = g.atoms.get(at + 1).filter(|_| at + 1 < end);
    let behind = next.map_or("", |a| a.span.of(g.text()));
    if NO_SPEECH_BEHIND.contains(&behind) && view_behind(g, at, end).is_none() {
        return None;
    }
    let stop = next.map_or(Stop::End, |a| a.stop);
    let marked =
        matches!(stop, Stop::Comma | Stop::Colon | Stop::QuoteOpen | Stop::End) || matches!(behind, "道" | "到");
    // 预计将宣布, 无法预测: what is not said yet, or cannot be.
    let bent = (at.saturating_sub(BENT_ATOMS_MAX)..at).rev().take_while(|&i| g.atoms[i].stop == Stop::No).any(|i| {
        matches!(g.word(i), "无法" | "不能" | "难以" | "为什么" | "为何" | "如何")
            || g.atoms[i].is(class::PLAN) && strength_word == CueStrength::Assertive
    });
    if bent {
        return None;
    }
    if form == CueForm::Weak && !marked && told_to(g, at, end).is_none() {
        return None;
    }
    Some(Cue { at, span: atom.span, strength: strength(strength_word), form })
}

/// The published strength of a word.
pub(super) fn strength(strength: CueStrength) -> Strength {
    match strength {
        CueStrength::Neutral => Strength::Neutral,
        CueStrength::Assertive => Strength::Assertive,
        CueStrength::Hedged => Strength::Hedged,
        CueStrength::Denial => Strength::Denial,
    }
}

/// Whether an entity can speak.
pub(super) fn can_speak(g: &Ground<'_>, entity: usize) -> bool {
    use crate::entity::EntityKind::{Organization, Person, Place};
    g.facts.entities.get(entity).is_some_and(|e| matches!(e.kind, Person | Organization | Place))
}

/// `告诉 R，`: the mark behind the one who is told.
fn told_to(g: &Ground<'_>, at: usize, end: usize) -> Option<usize> {
    let mark = (at + 1..end.min(at + TOLD_ATOMS_MAX)).find(|&i| g.atoms[i].stop != Stop::No)?;
    (TELLING.contains(&g.word(at)) && matches!(g.atoms[mark].stop, Stop::Comma | Stop::Colon)).then_some(mark)
}

/// `提出了一个新的看法：`: the colon behind what is put forward.
fn view_behind(g: &Ground<'_>, at: usize, end: usize) -> Option<usize> {
    const VIEWS: [&str; 14] = [
        "看法", "观点", "理解", "说法", "结论", "建议", "意见", "要求", "主张", "判断", "倡议", "设想", "疑问", "质疑",
    ];
    let mark = (at + 2..end.min(at + TOLD_ATOMS_MAX + 2)).find(|&i| g.atoms[i].stop != Stop::No)?;
    let view = VIEWS.iter().any(|v| g.word(mark - 1).ends_with(v));
    (g.word(at + 1) == "了" && view && g.atoms[mark].stop == Stop::Colon).then_some(mark)
}

/// Where the content behind a cue starts.
pub(super) fn content_start(g: &Ground<'_>, cue: usize, sentence: &Range<usize>) -> Option<usize> {
    let mut at = told_to(g, cue, sentence.end).or_else(|| view_behind(g, cue, sentence.end)).unwrap_or(cue + 1);
    if matches!(g.word(at), "道" | "到") {
        at += 1;
    }
    let next = g.atoms.get(at).filter(|_| at < sentence.end)?;
    match next.stop {
        Stop::Comma | Stop::Colon => Some(at + 1),
        Stop::No | Stop::QuoteOpen => Some(at),
        _ => None,
    }
}

/// `从 S 获悉`.
pub(super) fn from(g: &Ground<'_>, region: Range<usize>) -> Option<Named> {
    let from = region.clone().rev().find(|&i| g.word(i) == "从")?;
    let closes = matches!(g.word(region.end - 1), "处" | "方面" | "那里" | "了解");
    speaker::find(g, from + 1..region.end - usize::from(closes), true)
}

/// Whether the clause that starts at an atom has a speaker and a cue of its own.
pub(super) fn new_speaker(g: &Ground<'_>, start: usize, end: usize) -> bool {
    if matches!(g.word(start), "据" | "根据")
        || g.atoms.get(start).is_some_and(|a| a.cue.is_some_and(|c| c.1 == CueForm::Nobody))
    {
        return true;
    }
    for i in start..end.min(start + CLAUSE_ATOMS_MAX) {
        if !matches!(g.atoms[i].stop, Stop::No | Stop::Pause | Stop::Open | Stop::Close) {
            return false;
        }
        if at(g, i, end).is_some_and(|c| c.form != CueForm::From) {
            let next = g.atoms.get(i + 1).map_or(Stop::End, |a| a.stop);
            let marked = matches!(next, Stop::Comma | Stop::Colon | Stop::QuoteOpen);
            let Some(found) = speaker::find(g, start..i, true) else { return is_parallel(g, start..i) };
            let person = |a: &super::ground::Atom| matches!(a.tag, Tag::NR | Tag::NRT) && a.what == What::Word;
            return marked && (found.entity.is_some_and(|e| can_speak(g, e)) || g.atoms[start..i].iter().any(person));
        }
    }
    false
}

/// 并表示: the same speaker begins anew.
fn is_parallel(g: &Ground<'_>, range: Range<usize>) -> bool {
    range.len() <= 3 && range.clone().any(|i| matches!(g.word(i), "并" | "还" | "也" | "并且" | "同时"))
}
