//! `change`: a level, the level before it, and how far the one is from the other.
//!
//! Law: only a frame ties a base to a value: 从A到B, B比C的A, B而上年A, A的下一期B. Real growth, averages a year and growth of
//! something else are silent.
//!
//! 订单由400件增至500件，增长25% → (500 − 400) / 400 = 25 %, consistent.

use super::exact::{Exact, Range};
use super::page::{Page, What, is_break, weigh};
use super::suspicion::lost_decimal;
use super::{Check, CheckKind, CheckVerdict, Judged};
use crate::lexicon::CheckWord;
use crate::quantity::Direction;

/// Where a delta stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Right behind its pair.
    First,
    /// Behind another delta of the same pair.
    Second,
    /// Before its pair, behind its own subject.
    Before,
}

/// A base and its value.
#[derive(Debug, Clone, Copy)]
struct Pair {
    base: usize,
    value: usize,
    /// The words name two different things: a comparison, not a change.
    is_comparison: bool,
    /// The words leave no doubt which is which: 从A到B, 较上年的A.
    is_sure: bool,
}

/// Checks all changes, differences and factors.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    for range in &page.sentences {
        let mut recent: Option<Pair> = None;
        let mut chained = false;
        for i in range.clone() {
            if let Some(pair) = pair(page, range.start, i) {
                recent = Some(pair);
                chained = false;
                before_pair(page, range.start, pair, out);
            }
            by_way(page, range.start, i, out);
            let Some(found) = recent else { continue };
            let last = found.base.max(found.value);
            if i == last + 1 || (chained && i > last) {
                let place = if i > last + 1 { Place::Second } else { Place::First };
                chained = delta(page, found, i, place, out);
                if !chained && i == last + 1 && page.amounts[i].what == What::Level {
                    recent = None; // a level between the pair and its growth parts them
                }
            }
        }
        series(page, range.clone(), out);
    }
}

/// The pair that ends with amount `i`.
fn pair(page: &Page<'_>, first: usize, i: usize) -> Option<Pair> {
    let (a, b) = (i.checked_sub(1)?, i);
    let same = page.alike(a, b)
        || page.amounts[b].per.is_none()
            && page.amounts[a].unit == page.amounts[b].unit
            && page.amounts[a].what == page.amounts[b].what;
    if i <= first || !same || !matches!(page.amounts[i].what, What::Level | What::Percent) {
        return None;
    }
    let (before, between, after) = (page.gap(i - 1), page.gap(i), page.right(i));
    let change = Pair { base: i - 1, value: i, is_comparison: false, is_sure: false };
    let reverse = Pair { base: i, value: i - 1, is_comparison: false, is_sure: false };
    if from_to(page, before, between) {
        return Some(Pair { is_sure: true, ..change });
    }
    if !page.alike(a, b) {
        return None; // only 从每斤4元降到3元 carries 每斤 on
    }
    let words = page.words;
    // 比对照增产120公斤: whatever the verb, it says how far.
    let moved = between.trim_end().chars().rev().take(3).any(|c| "增减多少升降涨跌超差快慢".contains(c));
    let (clause_a, clause_b) = (page.left(i - 1), page.left(i));
    // 比上年增加6亿元: the number is how far it went, not where it came from.
    if verb(page, between).is_some_and(|v| !v.is_end) {
        return None;
    }
    if between.chars().filter(|&c| is_break(c)).count() > 2 || between.contains(['；', ';', '。']) {
        return None;
    }
    let past_a = words.within(CheckWord::Past, clause_a);
    let past_b = words.within(CheckWord::Past, between);
    // 48亿元，较上年的40亿元…: the words after the base must go on to a verb, the base must not be one of its own clause.
    let set_against = words.strip_start(CheckWord::Versus, clause_b.trim_start()).is_some();
    if past_b && !moved && (set_against || !past_a) && !self_standing(between) {
        return Some(Pair { is_sure: set_against, ..reverse });
    }
    if past_a && !past_b && words.within(CheckWord::Present, between) {
        return Some(change);
    }
    if next_period(before, between) {
        return Some(change);
    }
    let versus = words.within(CheckWord::Versus, clause_b) && !past_a;
    let bracket = after.trim_start().starts_with(['）', ')']) && words.within(CheckWord::Versus, between);
    if (versus || bracket) && !moved && !self_standing(between) && !words.within(CheckWord::Versus, clause_a) {
        return Some(Pair { is_comparison: true, ..reverse });
    }
    None
}

/// 营收36亿元，比上年增加6亿元，增长20%: the way and the end give the base. The words before the way may name nothing but the base.
fn by_way(page: &Page<'_>, first: usize, i: usize, out: &mut Judged) {
    let (Some(value), way) = (i.checked_sub(2), i.wrapping_sub(1)) else { return };
    let is_level = |j: usize| page.amounts[j].what == What::Level && page.amounts[j].per.is_none();
    if value < first || page.amounts[i].what != What::Percent || !is_level(way) || !is_level(value) {
        return;
    }
    let (gap, tail) = (page.gap(way), page.gap(i));
    let Some(at) = gap.rfind(is_break) else { return };
    // The noun of the value may stand behind it: 6家企业, 36亿元的营收.
    let (noun, words) = gap.split_at(at);
    let words = words.trim_start_matches(is_break).trim();
    if !page.alike(value, way)
        || noun.contains(is_break)
        || noun.chars().count() > 8
        || !tail.starts_with(['，', ',', '、'])
    {
        return;
    }
    let (Some(went), Some(grew)) = (verb(page, words), verb(page, tail)) else { return };
    let versus = [CheckWord::Versus, CheckWord::Past];
    let mut lead = went.lead.trim();
    let is_against = versus.iter().any(|c| page.words.strip_start(*c, lead).is_some()) || lead.starts_with("同比");
    for _ in 0..4 {
        let next = versus.iter().find_map(|c| page.words.strip_start(*c, lead));
        lead = next.or_else(|| page.words.strip_start(CheckWord::Lead, lead)).unwrap_or(lead).trim_start();
    }
    let plain = grew.lead.trim_matches(|c: char| is_break(c) || c == '、' || c == ' ').is_empty();
    if !is_against || !lead.is_empty() || !plain || went.is_end || grew.is_end || went.direction != grew.direction {
        return;
    }
    let (end, moved) = (page.amounts[value].range, page.amounts[way].range);
    let base = if went.direction == Some(Direction::Down) { end.add(moved) } else { end.sub(moved) };
    let Some(base) = base.filter(|b| b.lo.is_positive()) else { return };
    let percent = moved.div(base).and_then(|r| r.map(|r| r.mul(Exact::int(100))));
    let Some((percent, verdict)) = percent.and_then(|p| Some((p, weigh(page.amounts[i].range, p)?))) else { return };
    let mut check = page.check(CheckKind::Change, &[value, way, i], verdict);
    check.computed = format!("{}%", percent.point.print(2));
    let (v, w) = (page.said(value), page.said(way));
    let sign = if went.direction == Some(Direction::Down) { '+' } else { '−' };
    check.why = format!("{w} / ({v} {sign} {w}) = {} %", percent.point.print(2));
    emit(page, Pair { base: way, value, is_comparison: false, is_sure: true }, i, check, percent, out);
}

/// Words that start something new between value and base.
fn self_standing(between: &str) -> bool {
    ["其中", "累计", "此外", "另", "分别", "至", "到"].iter().any(|w| between.contains(w) && *w != "到" && *w != "至")
}

/// 从A升至B, A→B.
fn from_to(page: &Page<'_>, before: &str, between: &str) -> bool {
    let between = between.trim();
    let inner = between.trim_start_matches(['，', ',', ' ', ')', '）']);
    let inner = ["左右", "以上", "上下", "多", "一路", "逐步", "大幅", "快速", "迅速", "直接", "再次"]
        .iter()
        .fold(inner, |s, w| s.strip_prefix(w).unwrap_or(s));
    let stripped = ["约", "近", "超过", "了", "逾"]
        .iter()
        .fold(inner, |s, w| s.trim_end().strip_suffix(w).unwrap_or(s))
        .trim_end();
    if matches!(stripped, "→" | "->" | "—>" | "－＞") {
        return true;
    }
    let Some(verb) = ["到", "至", "为", "成"].iter().find_map(|w| stripped.strip_suffix(w)) else {
        return false;
    };
    let verb = verb.trim();
    let is_verb = page.words.strip_end(CheckWord::Up, verb).or_else(|| page.words.strip_end(CheckWord::Down, verb));
    let is_verb = is_verb
        .or_else(|| verb.strip_suffix("调整"))
        .or_else(|| verb.strip_suffix("变"))
        .or_else(|| verb.strip_suffix("改"));
    let from = ["从", "由", "自"]
        .iter()
        .any(|w| before.rfind(w).is_some_and(|at| !before[at..].contains(['，', ',', '；', '：'])));
    match is_verb {
        Some("") => true,
        // 从A的高位降至B
        Some(rest) => from && rest.chars().count() <= 12 && !rest.contains(is_break),
        None => false,
    }
}

/// A，次期B: 一季度…，二季度…; 2023年…，2024年….
fn next_period(before: &str, between: &str) -> bool {
    let Some((kind_a, a, rest_a)) = period(before) else { return false };
    let Some((kind_b, b, rest_b)) = period(between) else { return false };
    let verb = |s: &str| s.trim().trim_end_matches(['为', '达', '约', '了']).chars().rev().take(2).collect::<String>();
    kind_a == kind_b
        && b == a + 1
        && (rest_b.trim().is_empty() || verb(rest_a) == verb(rest_b))
        && rest_b.chars().count() <= 10
}

/// The last period that words name, its number, and the words behind it.
fn period(words: &str) -> Option<(&'static str, u32, &str)> {
    let mut best: Option<(usize, &'static str, u32, &str)> = None;
    for unit in ["季度", "年"] {
        let Some(at) = words.rfind(unit) else { continue };
        let head = &words[..at];
        let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let n = if digits > 0 {
            head[head.len() - digits..].parse().ok()
        } else {
            head.chars().next_back().and_then(|c| "一二三四".chars().position(|d| d == c)).map(|p| p as u32 + 1)
        };
        let wide = if unit == "年" { digits == 4 } else { n.is_some_and(|n| (1..=4).contains(&n)) };
        if let Some(n) = n.filter(|_| wide)
            && !head.ends_with('第')
            && !head.contains("前三季")
            && best.is_none_or(|b| b.0 < at)
        {
            best = Some((at, unit, n, &words[at + unit.len()..]));
        }
    }
    best.map(|(_, unit, n, rest)| (unit, n, rest))
}

/// 下调80%，从5元降至1元: the growth stands before its pair.
fn before_pair(page: &Page<'_>, first: usize, pair: Pair, out: &mut Judged) {
    let i = pair.base.min(pair.value);
    if i <= first || pair.is_comparison || pair.value < pair.base {
        return;
    }
    let gap = page.gap(i).trim_start();
    if gap.starts_with(['，', ','])
        && ["从", "由"].iter().any(|w| gap.trim_start_matches(['，', ',', ' ']).starts_with(w))
    {
        let already = out.checks.iter().rev().take(8).any(|k| k.says.contains(&page.amounts[i - 1].span));
        if !already {
            delta(page, pair, i - 1, Place::Before, out);
        }
    }
}

/// Whether an amount says how far something went: 比上年增加200人.
pub(super) fn is_way(page: &Page<'_>, i: usize) -> bool {
    verb(page, page.gap(i)).is_some_and(|v| !v.is_end)
}

/// What stands between a pair and its delta.
struct Verb<'t> {
    direction: Option<Direction>,
    /// The words before the verb.
    lead: &'t str,
    /// 至, 到, 为: the number is the end, not the way.
    is_end: bool,
}

fn verb<'t>(page: &Page<'_>, gap: &'t str) -> Option<Verb<'t>> {
    let mut words = gap.trim_end();
    let mut is_end = false;
    for _ in 0..6 {
        let Some(rest) = page.words.strip_end(CheckWord::Filler, words) else {
            let Some(rest) = words.strip_suffix(['到', '至']) else { break };
            is_end = true;
            words = rest.trim_end();
            continue;
        };
        words = rest.trim_end();
    }
    if let Some(lead) = page.words.strip_end(CheckWord::Up, words) {
        return Some(Verb { direction: Some(Direction::Up), lead, is_end });
    }
    page.words.strip_end(CheckWord::Down, words).map(|lead| Verb { direction: Some(Direction::Down), lead, is_end })
}

/// Whether the words between a pair and a verb name nothing but the pair.
fn leads(page: &Page<'_>, pair: Pair, lead: &str) -> bool {
    let mut rest = lead.trim();
    let named = [page.gap(pair.value), page.gap(pair.base)];
    for _ in 0..12 {
        if rest.is_empty() {
            return true;
        }
        if let Some(next) = page.words.strip_start(CheckWord::Lead, rest) {
            rest = next.trim_start();
            continue;
        }
        if let Some(next) =
            page.words.strip_start(CheckWord::Versus, rest).or_else(|| page.words.strip_start(CheckWord::Past, rest))
        {
            rest = next.trim_start();
            continue;
        }
        // The noun of the pair itself: 亏损3亿元…，亏损收窄.
        let noun = rest
            .char_indices()
            .rev()
            .map(|(at, c)| at + c.len_utf8())
            .find(|&end| named.iter().any(|n| n.contains(&rest[..end])));
        match noun {
            Some(end) if rest[..end].chars().count() >= 2 => rest = rest[end..].trim_start(),
            _ => return false,
        }
    }
    rest.is_empty()
}

/// Checks amount `i` as the delta of `pair`; whether it is one.
fn delta(page: &Page<'_>, pair: Pair, i: usize, place: Place, out: &mut Judged) -> bool {
    let a = &page.amounts[i];
    let gap = page.gap(i);
    // A tail in other words (counter and noun behind the base) belongs to the pair.
    let tail = gap.find(is_break).map_or(gap, |at| &gap[at..]);
    let tail = if pair.is_comparison || pair.value < pair.base { behind_base(gap) } else { tail };
    let (direction, is_end) = if a.what == What::Factor {
        let lead = ["接近", "几乎", "将近", "近", "约", "实现", "超"]
            .iter()
            .fold(tail.trim_end(), |s, w| s.strip_suffix(w).unwrap_or(s));
        if !leads(page, pair, lead) {
            return false;
        }
        (None, false)
    } else {
        let Some(verb) = verb(page, tail) else { return false };
        let is_led = place == Place::Before || leads(page, pair, verb.lead);
        if !is_led || place == Place::Second && a.what == What::Level {
            return false;
        }
        (verb.direction, verb.is_end)
    };
    let (base, value) = (page.amounts[pair.base].range, page.amounts[pair.value].range);
    if !base.lo.is_positive() || value.lo.is_negative() {
        return false;
    }
    let rises = value.point >= base.point;
    let is_against = direction.is_some_and(|d| (d == Direction::Up) != rises);
    if is_against && (!pair.is_sure || value.gap(base).is_none_or(|g| g == Exact::int(0))) {
        return false;
    }
    let weighed = match a.what {
        What::Percent if page.amounts[pair.base].what == What::Percent => return false,
        What::Percent if !is_end => growth(page, pair, i),
        What::Times => times(page, pair, i, is_end),
        What::Factor => factor(page, pair, i),
        What::Points if page.amounts[pair.base].what == What::Percent => distance(page, pair, i),
        What::Level if page.alike(i, pair.base) && !is_end => distance(page, pair, i),
        _ => return false,
    };
    if let Some((mut check, computed)) = weighed {
        if is_against {
            // It rose where the text says that it fell, or the other way round.
            if a.what == What::Times || a.what == What::Factor {
                return true;
            }
            check.verdict = CheckVerdict::Conflict;
            check.computed.insert(0, '−');
        }
        emit(page, pair, i, check, computed, out);
    }
    true
}

/// The words behind a base: a counted noun may stand before the verb.
fn behind_base(gap: &str) -> &str {
    match gap.find(is_break) {
        Some(at) => &gap[at..],
        None => gap.trim_start_matches(['）', ')']),
    }
}

fn growth(page: &Page<'_>, pair: Pair, i: usize) -> Option<(Check, Range)> {
    let (base, value) = (page.amounts[pair.base].range, page.amounts[pair.value].range);
    let hundred = Exact::int(100);
    let ratio = value.div(base)?;
    let percent = ratio.map(|r| r.sub(Exact::int(1))?.mul(hundred))?;
    let percent = if percent.point.is_negative() { percent.map(|p| Exact::int(0).sub(p))? } else { percent };
    let verdict = weigh(page.amounts[i].range, percent)?;
    let kind = if pair.is_comparison { CheckKind::Multiple } else { CheckKind::Change };
    let mut check = page.check(kind, &[pair.base, pair.value, i], verdict);
    check.computed = format!("{}%", percent.point.print(2));
    let (v, b) = (page.number(pair.value), page.number(pair.base));
    check.why = if ratio.point < Exact::int(1) {
        format!("({b} − {v}) / {b} = {} %", percent.point.print(2))
    } else {
        format!("({v} − {b}) / {b} = {} %", percent.point.print(2))
    };
    Some((check, percent))
}

/// N times: as the growth or as the factor; every reading has to fail before there is a conflict.
fn times(page: &Page<'_>, pair: Pair, i: usize, is_end: bool) -> Option<(Check, Range)> {
    let (base, value) = (page.amounts[pair.base].range, page.amounts[pair.value].range);
    let stated = page.amounts[i].range;
    let ratio = if value.point < base.point { base.div(value)? } else { value.div(base)? };
    let growth = ratio.map(|r| r.sub(Exact::int(1)))?;
    let strict = weigh(stated, growth);
    let loose = weigh(stated, ratio);
    let fine = |v: Option<CheckVerdict>| v.is_some_and(|v| v != CheckVerdict::Conflict);
    let verdict = match (strict, loose) {
        (s, _) if fine(s) && !is_end => s?,
        (_, l) if fine(l) && is_end => l?,
        (s, l) if fine(s) || fine(l) => CheckVerdict::Rounding,
        (Some(_), Some(_)) => CheckVerdict::Conflict,
        _ => return None,
    };
    let kind = if pair.is_comparison { CheckKind::Multiple } else { CheckKind::Change };
    let mut check = page.check(kind, &[pair.base, pair.value, i], verdict);
    let (more, less) = if value.point < base.point { (pair.base, pair.value) } else { (pair.value, pair.base) };
    let shown = if is_end { ratio.point } else { growth.point };
    check.computed = format!("{}倍", shown.print(2));
    check.why = format!("{} / {} = {}", page.number(more), page.number(less), ratio.point.print(2));
    Some((check, ratio))
}

fn factor(page: &Page<'_>, pair: Pair, i: usize) -> Option<(Check, Range)> {
    let (base, value) = (page.amounts[pair.base].range, page.amounts[pair.value].range);
    let ratio = value.div(base)?;
    let verdict = weigh(page.amounts[i].range, ratio)?;
    let mut check = page.check(CheckKind::Multiple, &[pair.base, pair.value, i], verdict);
    check.computed = format!("{}倍", ratio.point.print(2));
    check.why = format!("{} / {} = {}", page.number(pair.value), page.number(pair.base), ratio.point.print(2));
    Some((check, ratio))
}

fn distance(page: &Page<'_>, pair: Pair, i: usize) -> Option<(Check, Range)> {
    let (base, value) = (page.amounts[pair.base].range, page.amounts[pair.value].range);
    let (more, less) = if value.point < base.point { (pair.base, pair.value) } else { (pair.value, pair.base) };
    let distance = page.amounts[more].range.sub(page.amounts[less].range)?;
    let verdict = weigh(page.amounts[i].range, distance)?;
    let mut check = page.check(CheckKind::Difference, &[pair.base, pair.value, i], verdict);
    check.computed = page.print(distance.point, i);
    check.why = format!("{} − {} = {}", page.said(more), page.said(less), check.computed);
    Some((check, distance))
}

fn emit(page: &Page<'_>, pair: Pair, i: usize, mut check: Check, computed: Range, out: &mut Judged) {
    check.stated = page.said(i).to_owned();
    if check.verdict == CheckVerdict::Conflict {
        if !page.firm(&[pair.base, pair.value, i]) {
            return;
        }
        out.suspicions.extend(lost_decimal(page, i, computed));
    }
    out.checks.push(check);
}

/// 2016年至2018年分别为A、B、C，三年增幅D: the first and the last.
fn series(page: &Page<'_>, range: std::ops::Range<usize>, out: &mut Judged) {
    let mut run = range.start;
    for i in range.clone() {
        let level = page.amounts[i].what == What::Level;
        if level && i > run && page.alike(i - 1, i) && matches!(page.gap(i).trim(), "、" | "和" | "及" | "以及" | "，")
        {
            continue;
        }
        if !level && i >= run + 2 && page.amounts[run].what == What::Level && page.gap(run).contains("分别") {
            let pair = Pair { base: run, value: i - 1, is_comparison: false, is_sure: false };
            let spans = ["年内", "年间", "累计", "期间", "总"].iter().any(|w| page.gap(i).contains(w));
            let years = page.gap(run).contains('年') && page.gap(run).contains(['至', '-', '—', '到', '～']);
            if spans && years && !page.gap(i).contains("年均") {
                delta(page, pair, i, Place::First, out);
            }
        }
        run = i;
    }
}
