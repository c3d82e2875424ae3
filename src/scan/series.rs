//! Numbers that tell the things of one series apart: ships, planes, probes, telephones.

use super::types::{At, at, before};
use super::{Code, CodeKind, Context, amount, label, numeral};
use crate::lexicon::series::SeriesKind;
use crate::lexicon::{EntityKind, name_class};
use crate::text::{TextSpan, is_han};

/// 神舟|十八号, 歼|-20: which one of its series a ship or a plane is, and where that ends. Leaves 辽宁18号 (a day in a place).
pub(super) fn in_series(cx: &Context<'_>, i: usize, c: char) -> Option<usize> {
    const STEM_CHARS_MAX: usize = 5;
    let dash = matches!(c, '-' | '－');
    if !(dash || c.is_ascii_digit() || amount::is_numeral_char(c)) {
        return None;
    }
    let names = &cx.lexicon.name;
    let last = before(cx.text, i).filter(|&c| is_han(c))?;
    let known = (names.last_class(last) | names.char_class(last)) & name_class::STEM != 0;
    let mut starts = cx.text[..i].char_indices().rev().take(STEM_CHARS_MAX).map(|(at, _)| at);
    let stem = known.then(|| starts.find(|&at| names.class(&cx.text[at..i]) & name_class::STEM != 0)).flatten();
    let numbered = || !dash && cx.words.series.ending(&cx.text[..i]) == Some(SeriesKind::Series);
    if stem.is_none() && !numbered() {
        return None;
    }
    let from = if dash { i + c.len_utf8() } else { i };
    let figures = |c: char| c.is_ascii_digit() || !dash && amount::is_numeral_char(c);
    let end = from + cx.text[from..].chars().take(6).take_while(|&c| figures(c)).map(char::len_utf8).sum::<usize>();
    let rest = &cx.text[end..];
    if end == from {
        None
    } else if dash {
        let measures = cx.unit(end).is_some() || rest.starts_with(['%', '％', '.', '℃']);
        (!measures).then_some(end)
    } else {
        let is_place = stem.and_then(|at| names.known(&cx.text[at..i])).is_some_and(|k| k.kind == EntityKind::Place);
        rest.chars().next().filter(|&c| matches!(c, '号' | '號') && !is_place).map(|c| end + c.len_utf8())
    }
}

/// Most figures of a model's number.
const FIGURES_MAX: usize = 4;

/// 波音|737-800, 骁龙|888, 小米|14 Ultra, 蓝牙|5.3: the number of a model or a version at `i`, behind the name of a maker or a series.
/// Leaves 波音737架, 小米14日, 荣耀90%, 本田150万辆, 特斯拉 250: what has a unit, a scale or a day counts.
pub(super) fn model(cx: &Context<'_>, i: usize) -> Option<Code> {
    let text = cx.text;
    let head = text[..i].strip_suffix(' ').unwrap_or(&text[..i]);
    let kind = cx.words.series.ending(head)?;
    let run = |p: usize| p + text[p..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = run(i);
    if end - i > FIGURES_MAX {
        return None;
    }
    let is_version = kind == SeriesKind::Version;
    if is_version && text[end..].starts_with('.') && run(end + 1) > end + 1 {
        end = run(end + 1);
    } else if is_version && end - i > 2 {
        return None;
    } else if text[end..].starts_with('-') && (2..=FIGURES_MAX).contains(&(run(end + 1) - end - 1)) && end - i > 1 {
        end = run(end + 1);
    }
    let variant = label::variant(&text[end..]);
    let after = cx.skip_space(end);
    let spaced = head.len() < i;
    let sure = !spaced || kind != SeriesKind::Maker || variant > 0 || text[after..].starts_with("系列");
    (sure && !counts(cx, end)).then(|| Code {
        span: TextSpan::new(i, end + variant),
        kind: if is_version { CodeKind::Version } else { CodeKind::Model },
    })
}

/// 波音787|、777和767: the models that are listed behind one.
pub(super) fn listed(cx: &Context<'_>, first: &Code) -> Vec<Code> {
    let text = cx.text;
    let mut out: Vec<Code> = Vec::new();
    while let At(Some('、' | '和' | '及' | '与' | '與' | '/'), from) = at(text, out.last().unwrap_or(first).span.end())
    {
        let end = from + text[from..].bytes().take_while(u8::is_ascii_digit).count();
        if !(2..=FIGURES_MAX).contains(&(end - from)) || counts(cx, end) {
            break;
        }
        out.push(Code { span: TextSpan::new(from, end), kind: first.kind });
    }
    out
}

/// Whether what stands behind figures says that they count, or are a part of something longer.
pub(super) fn counts(cx: &Context<'_>, end: usize) -> bool {
    let text = cx.text;
    let after = cx.skip_space(end);
    let At(Some(c), next) = at(text, after) else { return false };
    let figure = |p: usize| at(text, p).0.is_some_and(|d| numeral::digit_of(d).is_some());
    match c {
        '.' | ',' | '，' | ':' | '：' | '/' | '-' | '–' | '—' | '~' | '～' | '至' | '到' | '比' | '∶' | '×' => {
            figure(next)
        }
        // 小米8、9月
        '、' => {
            let stop = next + text[next..].bytes().take_while(u8::is_ascii_digit).count();
            figure(next) && (cx.unit(stop).is_some() || text[stop..].starts_with(['月', '日', '年', '%', '％', '号']))
        }
        c if c.is_ascii_alphabetic() && after == end => true,
        '年' | '月' | '日' | '号' | '號' | '时' | '時' | '点' | '點' | '多' | '余' | '餘' | '几' | '后' | '後'
        | '%' | '％' | '+' | '＋' | '左' => after != end || !cx.crosses(end),
        // 锐龙 9 7950X
        c if c.is_ascii_digit() => {
            !text[next..].trim_start_matches(|d: char| d.is_ascii_digit()).starts_with(|d: char| d.is_ascii_uppercase())
        }
        c => numeral::is_scale(c) || cx.unit(after).is_some() && !cx.crosses(after),
    }
}
