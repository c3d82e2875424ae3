//! Authors, editors, source, site, time: read off the lines around the body before those are cut.

use super::super::Draft;
use super::Body;
use super::lines::folded;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Names that name nobody.
const NOBODY: &[&str] = &[
    "网络整理",
    "佚名",
    "未知",
    "网络",
    "admin",
    "热站",
    "本站",
    "互联网",
    "匿名",
    "原创",
    "编辑",
    "记者",
    "小编",
    "本报",
    "阅读",
    "访问",
    "评论",
    "点击",
    "管理员",
];
/// Words behind which a list of names ends.
const NO_NAME: &[&str] = &[
    "来源",
    "编辑",
    "责编",
    "摄影",
    "字号",
    "时间",
    "发布",
    "报道",
    "通讯员",
    "阅读",
    "访问",
    "评论",
    "点击",
    "实习",
    "供图",
    "浏览",
    "日期",
    "更新",
    "责任",
    "申请",
];
/// Blocks above the body that bylines are read from, when no title marks their start.
const BLOCKS_ABOVE: usize = 14;
/// Longest line of a byline, in characters.
const BYLINE_CHARS_MAX: usize = 120;

/// A pattern that is part of the program, and so is tested with it.
fn pattern(text: &str) -> Regex {
    Regex::new(&text.replace(
        "NAMES",
        r"([\p{Han}A-Za-z·]{2,16}(?:\s*[、/／,，&]\s*[\p{Han}·]{2,6}|[ \u{3000}]+[\p{Han}·]{2,4}){0,5})",
    ))
    .expect("a pattern of this file")
}

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(20\d\d|19\d\d)(?:[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?)(?:[T\s]*(2[0-3]|[01]?\d)[:：时]([0-5]\d)(?:[:：分]([0-5]\d))?)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?",
    )
});
/// `作者：X`, `文 | X`, `记者 X`, `执笔/X`.
static AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:作者|撰文|采写|文字|执笔|撰稿|口述|(?:本报|本刊|本台|见习|实习|特约|总台|央视)*记者|^文)\s*(?:[:：/／|｜丨]|\s)\s*NAMES",
    )
});
/// `（记者 X）`, `（信报记者X）`, `（X 上海报道）`, at the head of the first or the end of the last paragraph.
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[（(\[](?:[\p{Han}·]{0,12}?记者[:：\s]*([\p{Han}·]{2,4}(?:[、\s]+[\p{Han}·]{2,4}){0,4})(?:[^（）()]{0,30})?|([\p{Han}]{2,3})[ \u{3000}][\p{Han}]{2,4}报道)[）)\]]",
    )
});
/// An office or an account beside the time: `华夏人文 2020-03-09`, `X 发表于 2005-9-15`, `… by X`.
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^([\p{Han}A-Za-z0-9_&·]{2,16})\s*(?:发表于|发表於|发布于|于)?[:：]?\s*(?:20\d\d|19\d\d)[-/.年]\d")
});
/// `X/报纸` on a line of its own.
static NAME_OF_PAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^([\p{Han}]{2,4}(?:[、 ][\p{Han}]{2,4}){0,3})[/／]([\p{Han}]{2,10}(?:报|网|社|台|刊|新闻))$")
});
static EDITOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:责任编辑|责编|编辑|編輯|責任編輯|审核|校对|监制)\s*[:：/|｜丨]\s*([\p{Han}A-Za-z]{2,4}(?:[、/ ]+[\p{Han}]{2,4}){0,3})",
    )
});
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:文章来源|稿件来源|信息来源|本文来源|消息来源|来源|來源|转自|来自|出处)\s*[:：]?\s*[\[［|｜]?\s*([\p{Han}A-Za-z0-9·《》]{2,20})",
    )
});
/// The agency or paper in the dateline: `新华社巴黎12月9日电`, `新京报讯`, `雷峰网消息`.
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[（(【\[]?([\p{Han}]{1,8}?(?:社|报|网|台|新闻|日报|晚报|商报))(?:[\p{Han}]{0,6}\d{1,2}月\d{1,2}日(?:电|讯|消息)|[\p{Han}]{0,4}(?:讯|电|消息))",
    )
});
/// What a text says of its origin: `X原创文章`, `（公众号：X）`.
static ORIGIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[（(]公众号[:：]\s*([\p{Han}A-Za-z0-9]{2,12})[）)]|([\p{Han}]{2,6}(?:网|报|社))原创(?:文章|作品|稿件)?)",
    )
});

/// The lines that are read.
struct Lines {
    /// Between the title and the body, and the first lines of the body.
    head: Vec<String>,
    /// The first paragraphs of the body.
    first: Vec<String>,
    /// The last paragraphs of the body, and what follows.
    tail: Vec<String>,
}

/// Reads what the lines around the body say.
pub(super) fn read(draft: &mut Draft<'_>, body: &Body) {
    let lines = lines(draft, body);
    published(draft, &lines);
    let (authors, paper) = authors(draft, &lines);
    draft.metadata.authors = authors;
    let all = || lines.head.iter().chain(&lines.tail);
    draft.metadata.editors = all().find_map(|l| EDITOR.captures(l).map(|c| names(&c[1]))).unwrap_or_default();
    let known = |s: &String| !NOBODY.contains(&s.as_str());
    let said = all()
        .filter(|l| l.chars().count() <= BYLINE_CHARS_MAX)
        .find_map(|l| SOURCE.captures(l).map(|c| c[1].to_owned()))
        .filter(known);
    let dateline = lines
        .first
        .iter()
        .find_map(|l| DATELINE.captures(l).map(|c| c[1].to_owned()))
        .filter(|s| s != "本报" && s != "本网" && s != "本社");
    let whole = draft.page.text.as_str();
    // The pattern runs over the whole page: only where a word of it stands.
    let says = ["公众号", "原创"].iter().any(|w| memchr::memmem::find(whole.as_bytes(), w.as_bytes()).is_some());
    let origin = says
        .then(|| ORIGIN.captures(whole))
        .flatten()
        .and_then(|c| c.get(1).or(c.get(2)))
        .map(|m| m.as_str().to_owned());
    let meta = &draft.page.meta;
    let site = meta.sites.first().cloned();
    // A farm names itself as the source; who the text says wrote it was first.
    draft.metadata.site = if origin.is_some() && !draft.page.is_html { said.clone().or(site) } else { site };
    let first = if draft.page.is_html {
        [said, paper, meta.sources.first().cloned(), dateline, origin]
    } else {
        [origin, dateline, said, paper, None]
    };
    draft.metadata.source = first.into_iter().flatten().find(known);
}

fn lines(draft: &Draft<'_>, body: &Body) -> Lines {
    let page = draft.page;
    let line = |i: usize| {
        folded(page.blocks[i].span.of(&page.text).trim_matches(|c: char| ('\u{E000}'..='\u{F8FF}').contains(&c)))
    };
    let split = |i: usize| {
        page.blocks[i].span.of(&page.text).split('\n').map(folded).filter(|l| !l.is_empty()).collect::<Vec<_>>()
    };
    let title = draft
        .metadata
        .title_at
        .and_then(|t| page.blocks.iter().position(|b| b.span.contains(t)))
        .filter(|t| *t <= body.first);
    let from =
        title.unwrap_or(body.first.saturating_sub(BLOCKS_ABOVE)).max(body.first.saturating_sub(3 * BLOCKS_ABOVE));
    let inside: Vec<usize> = (body.first..=body.last).filter(|&i| body.is_body[i] && !line(i).is_empty()).collect();
    let mut head: Vec<String> = (from..body.first).map(line).collect();
    head.extend(inside.iter().take(3).flat_map(|&i| split(i).into_iter().take(3)));
    head.retain(|l| !l.is_empty() && l.chars().count() <= BYLINE_CHARS_MAX);
    let first = inside.iter().take(4).flat_map(|&i| split(i).into_iter().take(3)).collect();
    let mut tail: Vec<String> = inside.iter().rev().take(4).rev().flat_map(|&i| split(i)).collect();
    tail.extend((body.last + 1..(body.last + 5).min(page.blocks.len())).map(line));
    Lines { head, first, tail }
}

fn published(draft: &mut Draft<'_>, lines: &Lines) {
    let seen = |l: &String| TIME.captures(l).map(|c| time(&c));
    let given =
        draft.given.published.as_deref().map(|t| TIME.captures(t).map_or_else(|| (t.to_owned(), false), |c| time(&c)));
    let shown = lines.head.iter().filter(|l| l.chars().count() <= BYLINE_CHARS_MAX).find_map(seen);
    let said = draft.page.meta.published.iter().find_map(seen);
    let cued = || {
        lines
            .tail
            .iter()
            .filter(|l| ["发布时间", "发表于", "发布日期", "时间：", "日期："].iter().any(|c| l.contains(c)))
            .find_map(seen)
    };
    if let Some((published, assumed)) = given.or(shown).or(said).or_else(cued) {
        draft.metadata.published = Some(published);
        draft.metadata.zone_assumed = assumed;
    }
}

/// Authors, and the paper that stands with them.
fn authors(draft: &Draft<'_>, lines: &Lines) -> (Vec<String>, Option<String>) {
    for l in &lines.head {
        if let Some(c) = NAME_OF_PAPER.captures(l) {
            return (names(&c[1]), Some(c[2].to_owned()));
        }
        if let Some(found) = AUTHOR.captures(l).map(|c| names(&c[1])).filter(|n| !n.is_empty()) {
            return (found, None);
        }
    }
    let bracketed = |l: &String| {
        IN_BRACKETS.captures(l).and_then(|c| c.get(1).or(c.get(2)).map(|m| names(m.as_str()))).filter(|n| !n.is_empty())
    };
    if let Some(found) =
        lines.first.iter().take(2).find_map(bracketed).or_else(|| lines.tail.iter().rev().find_map(bracketed))
    {
        return (found, None);
    }
    let short = |l: &&String| l.chars().count() <= 60;
    if let Some(found) =
        lines.tail.iter().filter(short).find_map(|l| AUTHOR.captures(l).map(|c| names(&c[1])).filter(|n| !n.is_empty()))
    {
        return (found, None);
    }
    let meta: Vec<String> = draft.page.meta.authors.iter().take(1).flat_map(|a| names(a)).collect();
    if !meta.is_empty() && !draft.page.meta.sites.iter().any(|s| meta.contains(s)) {
        return (meta, None);
    }
    let account = lines.head.iter().find_map(|l| ACCOUNT.captures(l).map(|c| names(&c[1])).filter(|n| !n.is_empty()));
    let paper = account.as_ref().and_then(|a| a.first().cloned());
    (account.unwrap_or_default(), paper)
}

fn names(words: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in words.split(['、', '/', '／', ',', '，', ' ', '&', '\u{3000}']).map(str::trim).filter(|n| !n.is_empty())
    {
        if NO_NAME.iter().any(|w| name.starts_with(w))
            || name.ends_with("报道")
            || name.chars().all(|c| c.is_ascii_lowercase()) && name.len() < 6
        {
            break;
        }
        let counts = name.chars().count() >= 2 && !NOBODY.contains(&name) && !name.ends_with("记者");
        if counts && !out.iter().any(|o| o == name) {
            out.push(name.to_owned());
        }
    }
    out
}

/// RFC 3339, or a date alone; and whether the zone was assumed.
fn time(c: &Captures<'_>) -> (String, bool) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn author(line: &str) -> Vec<String> {
        AUTHOR.captures(line).map(|c| names(&c[1])).unwrap_or_default()
    }

    #[test]
    fn authors_in_their_forms() {
        assert_eq!(author("作者 | 陆一禾"), ["陆一禾"]);
        assert_eq!(author("2024-05-12 来源：澄湖体育　作者：马跃"), ["马跃"]);
        assert_eq!(author("记者 顾明远 沈知行 编辑 何桂兰"), ["顾明远", "沈知行"]);
        assert_eq!(author("执笔/溪边客、山里人"), ["溪边客", "山里人"]);
        assert_eq!(author("作者：网络整理"), Vec::<String>::new());
        assert_eq!(author("记者节将至，多地举行活动"), Vec::<String>::new());
    }

    #[test]
    fn names_in_brackets_and_accounts() {
        let found =
            |l: &str| IN_BRACKETS.captures(l).and_then(|c| c.get(1).or(c.get(2)).map(|m| m.as_str().to_owned()));
        assert_eq!(found("新华社巴黎12月9日电（记者唐小山）法国9日").as_deref(), Some("唐小山"));
        assert_eq!(found("过程吗？”（姚小峰 上海报道）").as_deref(), Some("姚小峰"));
        assert_eq!(found("推动作用。（总台记者 张小倩）").as_deref(), Some("张小倩"));
        assert_eq!(found("公司（以下简称甲公司）"), None);
        assert_eq!(
            ACCOUNT.captures("湖畔人文 2020-03-09 18:14:21").map(|c| c[1].to_owned()).as_deref(),
            Some("湖畔人文")
        );
    }

    #[test]
    fn times_with_and_without_a_zone() {
        let read = |t: &str| TIME.captures(t).map(|c| time(&c));
        assert_eq!(read("2024年5月7日 08:05"), Some(("2024-05-07T08:05:00+08:00".into(), true)));
        assert_eq!(read("2024-05-07T08:05:00.000Z"), Some(("2024-05-07T08:05:00Z".into(), false)));
        assert_eq!(read("2004-7-16"), Some(("2004-07-16".into(), false)));
        assert_eq!(read("电话0999-1234567"), None);
    }
}
