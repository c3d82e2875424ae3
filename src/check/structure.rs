//! `share` and `sum` of a structure: the parts of 三次产业结构 are a hundred together, and each is its industry's part of the whole.
//!
//! Law: the ratio, the industry and the total speak of one thing (增加值, 投资, 税收), or nothing is compared; of two ratios only the
//! later is this year's.
//!
//! 生产总值200亿元，第一产业增加值20亿元，三次产业结构为10.0:40.0:50.0 → 20 / 200 = 10 %, consistent.

use super::exact::{Exact, Range};
use super::page::{Page, What, weigh};
use super::{Check, CheckKind, CheckVerdict, Judged};
use crate::text::{TextSpan, border_after};

/// How many sentences before the ratio an industry or a total may stand.
const BACK: usize = 4;
/// What a structure may be one of, and the words that name its total.
const THINGS: [(&str, &[&str]); 4] = [
    ("投资", &["固定资产投资", "完成投资", "总投资"]),
    ("税收", &["税收收入", "全部税收"]),
    ("用电", &["全社会用电量", "总用电量"]),
    ("", &["生产总值", "GDP"]),
];
/// Words of ratios that are no structure of levels.
const OTHER: [&str; 6] = ["贡献", "拉动", "增速", "从业", "就业", "人员"];

/// A ratio of three or more parts.
struct Ratio<'t> {
    span: TextSpan,
    said: &'t str,
    parts: Vec<Exact>,
    sentence: usize,
    /// The words before it in its sentence.
    lead: &'t str,
}

/// Checks all structures.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    let ratios = ratios(page);
    for (i, ratio) in ratios.iter().enumerate() {
        hundred(page, ratio, out);
        let is_last = ratios.get(i + 1).is_none_or(|next| next.sentence != ratio.sentence);
        if is_last && ratio.parts.len() == 3 {
            industries(page, ratio, out);
        }
    }
}

fn ratios<'a>(page: &Page<'a>) -> Vec<Ratio<'a>> {
    let text = page.text();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(mark) = colon(text, at) {
        let start = text[..mark].trim_end_matches(is_numeral).len();
        let run = |c: char| is_numeral(c) || matches!(c, ':' | '∶' | '：');
        let len = text[start..].find(|c| !run(c)).unwrap_or(text.len() - start);
        at = border_after(text, (start + len).max(mark + 1));
        // What begins with a mark is no ratio.
        if start == mark {
            continue;
        }
        let said = text[start..start + len].trim_end_matches([':', '∶', '：', '.']);
        let number = |p: &str| p.parse::<rust_decimal::Decimal>().ok().and_then(Exact::decimal);
        let Some(parts) = said.split([':', '∶', '：']).map(number).collect::<Option<Vec<Exact>>>() else { continue };
        let Some(sentence) = page.facts.words.sentence_at(start) else { continue };
        let from = page.facts.words.sentences[sentence].start().min(start);
        if parts.len() >= 3 && said.contains('.') {
            let span = TextSpan::new(start, start + said.len());
            found.push(Ratio { span, said, parts, sentence, lead: &text[from..start] });
        }
    }
    found
}

/// The first mark of a ratio at or behind byte `from`. Its first byte is looked for: others begin with it, but few.
fn colon(text: &str, from: usize) -> Option<usize> {
    let firsts = memchr::memchr3_iter(b':', 0xE2, 0xEF, &text.as_bytes()[from..]);
    firsts.map(|i| from + i).find(|&i| text[i..].starts_with([':', '∶', '：']))
}

/// 三次产业占比为0.7:50.7:48.6: the parts are a hundred together.
fn hundred(page: &Page<'_>, ratio: &Ratio<'_>, out: &mut Judged) {
    let sentence = page.facts.words.sentences[ratio.sentence].of(page.text());
    let named = ["占比", "结构", "构成", "比例", "比重"].iter().any(|w| sentence.contains(w));
    let sum = ratio.parts.iter().try_fold(Exact::int(0), |s, p| s.add(*p));
    let Some((sum, off)) = sum.and_then(|s| Some((s, s.sub(Exact::int(100))?.abs()))).filter(|_| named) else { return };
    let below = |n: i128, d: i128| Exact::new(n, d).is_some_and(|limit| off <= limit);
    // Parts of a hundred that are far from it are parts of something else.
    let industries = ratio.lead.contains("产业") && !OTHER.iter().any(|w| ratio.lead.contains(w));
    let verdict = if off == Exact::int(0) {
        CheckVerdict::Consistent
    } else if below(3, 10) {
        CheckVerdict::Rounding
    } else if !below(1, 1) && below(50, 1) && industries && ratio.parts.len() == 3 {
        CheckVerdict::Conflict
    } else {
        return;
    };
    out.checks.push(Check {
        kind: CheckKind::Sum,
        says: vec![ratio.span],
        claims: Vec::new(),
        quantities: page.quantities_in(ratio.span),
        times: Vec::new(),
        stated: "100".to_owned(),
        computed: sum.print(2),
        verdict,
        why: format!("{} = {}", ratio.said.replace([':', '∶', '：'], " + "), sum.print(2)),
    });
}

/// Each industry against the total, as far as both are stated.
fn industries(page: &Page<'_>, ratio: &Ratio<'_>, out: &mut Judged) {
    let clause = ratio.lead.rsplit(['，', '；', ',']).next().unwrap_or(ratio.lead);
    if !clause.contains("产业") || OTHER.iter().any(|w| clause.contains(w)) {
        return;
    }
    let Some(&(thing, totals)) = THINGS.iter().find(|(thing, _)| clause.contains(thing)) else { return };
    let from = page.amounts.partition_point(|a| a.sentence + BACK < ratio.sentence);
    let upto = page.amounts.partition_point(|a| a.sentence <= ratio.sentence);
    let level = |i: &usize| page.amounts[*i].what == What::Level && page.amounts[*i].unit == "CNY";
    let level = |i: &usize| level(i) || thing == "用电" && page.amounts[*i].unit == "kWh";
    let named = |i: usize| {
        let gap = page.left(i);
        [("第一产业", "一产"), ("第二产业", "二产"), ("第三产业", "三产")]
            .iter()
            .position(|(long, short)| gap.contains(long) || gap.starts_with(short))
            .filter(|_| {
                if thing.is_empty() {
                    gap.contains("增加值") || gap.ends_with("产业")
                } else {
                    gap.contains(thing)
                }
            })
    };
    let whole = |i: usize| {
        let gap = page.left(i);
        named(i).is_none() && totals.iter().any(|w| gap.contains(w)) && !gap.contains(['比', '超', '均'])
    };
    let wholes: Vec<usize> = (from..upto).filter(|i| level(i) && whole(*i)).collect();
    let [whole] = wholes[..] else { return };
    for i in (from..upto).filter(level) {
        let Some(rank) = named(i).filter(|_| page.alike(i, whole) && i > whole) else { continue };
        let Some(part) = ratio.parts.get(rank).copied() else { continue };
        let computed = page.amounts[i].range.div(page.amounts[whole].range);
        let Some(computed) = computed.and_then(|r| r.map(|r| r.mul(Exact::int(100)))) else { continue };
        let Some(stated) = stated(ratio, rank, part) else { continue };
        let Some(verdict) = weigh(stated, computed) else { continue };
        if verdict == CheckVerdict::Conflict && !page.firm_rates(&[i, whole]) {
            continue;
        }
        let mut check = page.check(CheckKind::Share, &[i, whole], verdict);
        check.says.push(ratio.span);
        check.says.sort_unstable();
        check.quantities.extend(page.quantities_in(ratio.span));
        check.quantities.sort_unstable();
        check.stated = part.print(2);
        check.computed = format!("{}%", computed.point.print(2));
        check.why = format!("{} / {} = {} %", page.said(i), page.said(whole), computed.point.print(2));
        out.checks.push(check);
    }
}

/// A part of the ratio with its interval: half of its last place either way.
fn stated(ratio: &Ratio<'_>, rank: usize, part: Exact) -> Option<Range> {
    let word = ratio.said.split([':', '∶', '：']).nth(rank)?;
    let places = word.split_once('.').map_or(0, |(_, f)| f.len()).min(6);
    let step = Exact::new(1, 10_i128.pow(u32::try_from(places).ok()?))?;
    let half = step.div(Exact::int(2))?;
    Some(Range { lo: part.sub(half)?, hi: part.add(half)?, point: part, step })
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}
