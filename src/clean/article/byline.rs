//! Authors, editors, source, site, time: read off the lines around the body before those are cut.

use super::super::Draft;
use super::Body;
use super::lines::folded;
use regex::Regex;
use std::sync::LazyLock;

/// Names that name nobody.
const NOBODY: &[&str] =
    &["网络整理", "佚名", "未知", "网络", "admin", "热站", "本站", "互联网", "匿名", "原创", "编辑", "记者", "小编"];
/// Lines around the start of the body that bylines are read from.
const LINES_NEAR: usize = 12;

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(20\d\d|19\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?(?:[T\s　]*(2[0-3]|[01]?\d)[:：时]([0-5]\d)(?:[:：分]([0-5]\d))?)?(Z|[+-]\d\d:?\d\d)?").expect("tested")
});
static AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:作者|撰文|采写|文字|本报记者|本刊记者|实习记者|见习记者|记者|撰稿|文)\s*(?:[:：/|｜丨]|\s)\s*([\p{Han}A-Za-z·]{2,15}(?:[、/／, ，\s]+[\p{Han}·]{2,4}){0,4})").expect("tested")
});
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[（(](?:[\p{Han}]{0,6})记者\s*([\p{Han}·]{2,4}(?:[、\s　]+[\p{Han}·]{2,4}){0,4})(?:\s*通讯员[^）)]*)?[）)]",
    )
    .expect("tested")
});
static EDITOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:责任编辑|责编|编辑|編輯|責任編輯)\s*[:：/|｜丨]\s*([\p{Han}A-Za-z]{2,4}(?:[、/ ]+[\p{Han}]{2,4}){0,3})",
    )
    .expect("tested")
});
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:文章来源|稿件来源|信息来源|本文来源|消息来源|来源|來源|转自|来自)\s*[:：]\s*([\p{Han}A-Za-z0-9·《》]{2,20})").expect("tested")
});

/// Reads what the lines around the body say.
pub(super) fn read(draft: &mut Draft<'_>, body: &Body) {
    let page = draft.page;
    let near = body.first.saturating_sub(LINES_NEAR)..(body.first + 3).min(page.blocks.len());
    let line = |i: usize| folded(page.blocks[i].span.of(&page.text));
    let head: Vec<String> = near.map(line).filter(|l| l.chars().count() <= 200).collect();
    let tail: Vec<String> = (body.last.saturating_sub(3)..(body.last + 6).min(page.blocks.len()))
        .map(line)
        .filter(|l| l.chars().count() <= 300)
        .collect();
    let meta = &page.meta;

    let shown = head.iter().rev().find_map(|l| TIME.captures(l).map(|c| time(&c)));
    let said = meta.published.iter().find_map(|t| TIME.captures(t).map(|c| time(&c)));
    let given = draft
        .given
        .published
        .as_deref()
        .and_then(|t| TIME.captures(t).map(|c| time(&c)).or_else(|| Some((t.to_owned(), false))));
    if let Some((published, assumed)) = given.or(said).or(shown) {
        draft.metadata.published = Some(published);
        draft.metadata.zone_assumed = assumed;
    }
    let all = || head.iter().chain(&tail);
    let mut authors: Vec<String> = Vec::new();
    for l in all() {
        if let Some(c) = AUTHOR.captures(l).filter(|_| l.chars().count() <= 80) {
            authors = names(&c[1]);
        }
        if !authors.is_empty() {
            break;
        }
    }
    let first_paragraph = page.blocks.get(body.first).map(|b| b.span.of(&page.text)).unwrap_or_default();
    if authors.is_empty() {
        authors = DATELINE.captures(first_paragraph).map(|c| names(&c[1])).unwrap_or_default();
    }
    if authors.is_empty() {
        authors = meta.authors.iter().flat_map(|a| names(a)).collect();
    }
    draft.metadata.authors = authors;
    draft.metadata.editors = all().find_map(|l| EDITOR.captures(l).map(|c| names(&c[1]))).unwrap_or_default();
    draft.metadata.source = all()
        .find_map(|l| SOURCE.captures(l).map(|c| c[1].to_owned()))
        .or_else(|| meta.sources.first().cloned())
        .filter(|s| !NOBODY.contains(&s.as_str()));
    draft.metadata.site = meta.sites.first().cloned();
}

fn names(words: &str) -> Vec<String> {
    let cut = words.split(['、', '/', '／', ',', '，', ' ', '\u{3000}']).map(str::trim);
    let mut out: Vec<String> = Vec::new();
    for name in cut.filter(|n| n.chars().count() >= 2 && !NOBODY.contains(n)) {
        if ["来源", "编辑", "责编", "摄影", "字号", "时间", "发布", "报道", "通讯员"]
            .iter()
            .any(|w| name.starts_with(w))
        {
            break;
        }
        if !out.iter().any(|o| o == name) {
            out.push(name.to_owned());
        }
    }
    out
}

/// RFC 3339, or a date alone; and whether the zone was assumed.
fn time(c: &regex::Captures<'_>) -> (String, bool) {
    let part = |i: usize| c.get(i).map_or(0, |m| m.as_str().parse::<u32>().unwrap_or(0));
    let date = format!("{}-{:02}-{:02}", &c[1], part(2), part(3));
    if c.get(4).is_none() {
        return (date, false);
    }
    let zone = c.get(7).map(|z| z.as_str());
    let zone_said =
        zone.map(|z| if z == "Z" || z.contains(':') { z.to_owned() } else { format!("{}:{}", &z[..3], &z[3..]) });
    let clock = format!("{date}T{:02}:{:02}:{:02}", part(4), part(5), part(6));
    (format!("{clock}{}", zone_said.as_deref().unwrap_or("+08:00")), zone.is_none())
}
