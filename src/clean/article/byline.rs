//! Authors, editors, source, site, time: read off the lines around the body before those are cut.

use super::super::Draft;
use super::lines::folded;
use super::{Body, author, date};
use crate::lexicon::{EntityKind, Lexicon};
use crate::text::{first_place, holds_any, is_han, is_word};
use regex::Regex;
use std::sync::LazyLock;

/// Names that name nobody.
pub(super) const NOBODY: &[&str] = &[
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
    "网友",
    "楼主",
    "综合",
    "整理",
    "转载",
    "不详",
    "无",
    "转载文章",
    "综合整理",
    "网络综合",
    "网络转载",
];
/// How names of papers, sites and offices end.
const ORG_ENDS: &[&str] = &[
    "网",
    "報",
    "报",
    "社",
    "台",
    "刊",
    "网络",
    "网站",
    "新闻",
    "新聞",
    "公司",
    "频道",
    "中心",
    "集团",
    "社区",
    "论坛",
    "在线",
    "编辑部",
    "委员会",
    "政府",
    "大学",
    "学院",
    "协会",
    "客户端",
    "研究院",
    "发布",
];
/// Blocks above the body that bylines are read from, when no title marks their start.
const BLOCKS_ABOVE: usize = 14;
/// Blocks above the title, and behind the body, that are read.
const BLOCKS_BEFORE_TITLE: usize = 3;
const BLOCKS_BELOW: usize = 4;
/// Blocks at the end of the body that are read.
const BLOCKS_LAST: usize = 6;
/// Longest line of a byline, in characters.
const BYLINE_CHARS_MAX: usize = 120;
/// Longest line of the body that can be a byline.
const OPENING_CHARS_MAX: usize = 60;

/// A pattern that is part of the program, and so is tested with it.
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of the program")
}

/// `X/报纸` on a line of its own.
static NAME_OF_PAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^([\p{Han}]{2,4}(?:[、 ][\p{Han}]{2,4}){0,3})[/／]([\p{Han}]{2,10}(?:报|网|社|台|刊|新闻))$")
});
/// Offices of editors, with a mark before the name.
const EDITORS: &[&str] = &[
    "责任编辑",
    "责编",
    "编辑",
    "編輯",
    "責任編輯",
    "责任编缉",
    "审核",
    "校对",
    "監製",
    "监制",
    "主编",
    "核稿",
    "編譯",
];
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:文章来源|稿件来源|信息来源|本文来源|消息来源|来源|來源|稿源|出处|转载自|转自|来自)(?:于|自)?(\s*[:：|｜丨/])?\s*[\[［]?\s*([\p{Han}A-Za-z0-9·《》]{2,20})(.?)",
    )
});
/// The agency or paper in the dateline: `新华社巴黎12月9日电`, `新京报讯`, `雷峰网消息`.
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[（(【\[]?据?([\p{Han}]{1,8}?(?:社|报|网|台|新闻|日报|晚报|商报))(?:[\p{Han}]{0,6}\d{1,2}月\d{1,2}日(?:电|讯|消息)|[\p{Han}]{0,4}(?:讯|电|消息))",
    )
});
/// What a text says of its origin: `X原创文章`, `（公众号：X）`.
static ORIGIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[（(]公众号[:：]\s*([\p{Han}A-Za-z0-9]{2,12})[）)]|([\p{Han}]{2,6}(?:网|报|社))原创(?:文章|作品|稿件)?)",
    )
});

/// The lines that are read.
#[derive(Default)]
pub(super) struct Lines {
    /// The last lines above the title.
    pub(super) above: Vec<String>,
    /// Headings above the title.
    pub(super) headings: Vec<String>,
    /// Between the title and the body.
    pub(super) head: Vec<String>,
    /// Short lines at the start of the body.
    pub(super) opening: Vec<String>,
    /// The first paragraphs of the body.
    pub(super) first: Vec<String>,
    /// The last lines of the body, and those behind it.
    pub(super) tail: Vec<String>,
    /// The last line of the body.
    pub(super) closing: Option<String>,
    /// What the lines say of the source.
    pub(super) source: Option<String>,
}

/// Whether a name is that of a paper, a site or an office.
pub(super) fn is_org(lexicon: &Lexicon, name: &str) -> bool {
    let domain = name.contains('.') && name.is_ascii();
    domain
        || ORG_ENDS.iter().any(|e| name.ends_with(e))
        || lexicon.name.known(name).is_some_and(|k| k.kind == EntityKind::Organization)
}

/// Reads what the lines around the body say.
pub(super) fn read(draft: &mut Draft<'_>, body: &Body) {
    let mut lines = lines(draft, body);
    date::decide(draft, &lines);
    let known = |s: &String| !NOBODY.contains(&s.as_str());
    let said = |l: &String| source(l).filter(known);
    let both = || lines.head.iter().chain(&lines.opening);
    let said_head = both().find_map(said);
    let said_tail = lines.tail.iter().filter(|l| l.chars().nth(BYLINE_CHARS_MAX).is_none()).find_map(said);
    let account = both().find_map(|l| author::account(l)).or_else(|| followed(&lines.head)).or_else(|| {
        // Below the body only in the signature of a post.
        lines.tail.iter().filter(|l| l.contains(" by ")).find_map(|l| author::account(l))
    });
    let paper = both().find_map(|l| NAME_OF_PAPER.captures(l).map(|c| (c[1].to_owned(), c[2].to_owned())));
    let outlet = lines.head.iter().chain(lines.opening.iter().take(2)).find(|l| is_outlet(draft.lexicon, l)).cloned();
    lines.source = said_head.clone().or_else(|| said_tail.clone());
    draft.metadata.editors = editors(draft, &lines);
    draft.metadata.authors = match &paper {
        Some((names, _)) => author::names_at(draft.lexicon, names),
        None => author::authors(draft, &lines, account.as_deref()),
    };
    let dateline = lines
        .first
        .iter()
        .find_map(|l| DATELINE.captures(l).map(|c| c[1].to_owned()))
        .filter(|s| s != "本报" && s != "本网" && s != "本社");
    let origin = origin(&draft.page.text);
    let meta = &draft.page.meta;
    let site = meta.sites.first().cloned();
    // A farm names itself as the source; who the text says wrote it was first.
    draft.metadata.site = if origin.is_some() && !draft.page.is_html { lines.source.clone().or(site) } else { site };
    let stated = draft.page.meta.sources.first().cloned();
    let paper = paper.map(|p| p.1);
    let candidates = if draft.page.is_html {
        [said_head, paper, account, outlet, stated, said_tail, dateline, origin]
    } else {
        [origin, dateline, said_head, said_tail, paper, None, None, None]
    };
    draft.metadata.source = candidates.into_iter().flatten().find(known);
}

/// An account with the button to follow it right below.
fn followed(head: &[String]) -> Option<String> {
    let is_button = |l: &str| matches!(l.trim_start_matches(['+', '＋', ' ']), "关注" | "關注" | "已关注");
    let at = head.iter().position(|l| is_button(l))?.checked_sub(1)?;
    let name = &head[at];
    let fits = (2..=16).contains(&name.chars().count()) && name.chars().all(|c| is_word(c) || "·_-".contains(c));
    fits.then(|| name.clone())
}

/// What a line says of the source.
fn source(line: &str) -> Option<String> {
    let may = holds_any(line, &["来源", "來源", "稿源", "出处", "自"]);
    let c = may.then(|| SOURCE.captures(line)).flatten()?;
    let at = c.get(0)?.start();
    // Without a mark, 来源 in the middle of a sentence is a word of it, and 来自 is where somebody sits.
    let is_label = c.get(1).is_some() || !line[..at].ends_with(is_han) && !c[0].starts_with("来自");
    // size=20 is markup, 来源： 阅读：12 the next label; 人民日报2024-05-13 is a name with a time behind it.
    let name = if c[3].starts_with(['-', '年', '/', '.']) {
        c[2].trim_end_matches(|c: char| c.is_ascii_digit())
    } else {
        &c[2]
    };
    (is_label && !c[3].starts_with(['=', ':', '：']) && !name.is_empty()).then(|| name.to_owned())
}

/// Whether a line is nothing but the name of a paper or an agency.
pub(super) fn is_outlet(lexicon: &Lexicon, line: &str) -> bool {
    const ENDS: &[&str] = &["日报", "晚报", "时报", "早报", "都市报", "周刊", "新闻网", "通讯社", "电视台"];
    (3..=10).contains(&line.chars().count())
        && (ENDS.iter().any(|e| line.ends_with(e))
            || line.ends_with(['社', '报', '網', '网'])
                && lexicon.name.known(line).is_some_and(|k| k.kind == EntityKind::Organization))
}

/// Who edited it, in all the lines that say so.
fn editors(draft: &Draft<'_>, lines: &Lines) -> Vec<String> {
    const MARKS: [char; 7] = [':', '：', '/', '／', '|', '｜', '丨'];
    let mut editors: Vec<String> = Vec::new();
    let all = lines.head.iter().chain(&lines.opening).chain(&lines.tail);
    for line in all.filter(|l| l.contains(MARKS)) {
        for cue in EDITORS {
            let Some(at) = first_place(line, cue) else { continue };
            let said = line[at + cue.len()..].trim_start();
            if !said.starts_with(MARKS) {
                continue;
            }
            for name in author::names_at(draft.lexicon, said.trim_start_matches(MARKS).trim_start()) {
                let name = name.split('_').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
                let fits = (2..=4).contains(&name.chars().count());
                if fits && !NOBODY.contains(&name) && !editors.iter().any(|e| e == name) {
                    editors.push(name.to_owned());
                }
            }
        }
    }
    editors
}

/// Who the text says wrote it first.
fn origin(text: &str) -> Option<String> {
    // The pattern runs over the whole page: only where a word of it stands.
    let says = ["公众号", "原创"].iter().any(|w| memchr::memmem::find(text.as_bytes(), w.as_bytes()).is_some());
    let found = says.then(|| ORIGIN.captures(text)).flatten()?;
    found.get(1).or(found.get(2)).map(|m| m.as_str().to_owned())
}

fn lines(draft: &Draft<'_>, body: &Body) -> Lines {
    let page = draft.page;
    let private = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
    let bare = |i: usize| page.blocks[i].span.of(&page.text).split('\n').map(move |l| l.trim_matches(private));
    let split = |i: usize| bare(i).map(folded).filter(|l| !l.is_empty());
    let is_ink = |c: char| !c.is_whitespace();
    let has_ink = |i: usize| bare(i).any(|l| l.contains(is_ink));
    let shown = |i: &usize| !page.blocks[*i].is_alt && (!page.blocks[*i].hidden || body.is_body[*i]);
    let short = |l: &String| l.chars().nth(BYLINE_CHARS_MAX).is_none();
    let title = draft
        .metadata
        .title_at
        .and_then(|t| page.blocks.iter().position(|b| b.span.contains(t)))
        .filter(|t| *t <= body.first);
    let from = title.unwrap_or_else(|| body.first.saturating_sub(BLOCKS_ABOVE));
    // Where much stands between title and body, what is near to one of them.
    let near_title = from..(from + 2 * BLOCKS_ABOVE).min(body.first);
    let near_body = near_title.end.max(body.first.saturating_sub(BLOCKS_ABOVE))..body.first;
    let inside: Vec<usize> =
        (body.first..=body.last).filter(|&i| body.is_body[i] && Some(i) != title && has_ink(i)).collect();
    let above: Vec<usize> = match title {
        Some(_) => (0..from).rev().filter(shown).take(BLOCKS_BEFORE_TITLE).collect(),
        None => Vec::new(),
    };
    let below = body.last + 1..(body.last + 1 + BLOCKS_BELOW).min(page.blocks.len());
    // Bylines stand above the second sentence of the body.
    let mut sentences = 0;
    let opening = inside.iter().take(6).flat_map(|&i| split(i).take(6)).take_while(move |l| {
        sentences +=
            usize::from(l.ends_with(['。', '！', '？', '”']) && l.chars().nth(OPENING_CHARS_MAX / 2).is_some());
        sentences < 2
    });
    let last = inside.iter().rev().take(BLOCKS_LAST).rev().flat_map(|&i| {
        let lines: Vec<String> = split(i).collect();
        lines.into_iter().rev().take(12).rev()
    });
    let last: Vec<String> = last.collect();
    Lines {
        above: above.iter().flat_map(|&i| split(i)).filter(short).collect(),
        headings: (0..from).filter(|&i| page.blocks[i].is_heading && shown(&i)).flat_map(split).collect(),
        head: near_title.chain(near_body).filter(shown).flat_map(split).filter(short).collect(),
        opening: opening.filter(|l| l.chars().nth(OPENING_CHARS_MAX).is_none()).collect(),
        first: inside.iter().take(4).flat_map(|&i| split(i).take(3)).collect(),
        closing: last.last().cloned(),
        tail: last.into_iter().chain(below.filter(shown).flat_map(split)).collect(),
        source: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::html;

    /// The metadata of a small page with these lines between title and body, and behind it.
    fn read(head: &str, tail: &str) -> crate::clean::Metadata {
        let prose =
            "澄湖市供水公司昨日表示，旧城区的管道改造已经完成，沿线三千多户居民恢复供水，路面修复将在月底前结束。";
        html(
            "旧城供水管道改造完成_澄湖网",
            &format!("<h1>旧城供水管道改造完成</h1><p>{head}</p><div class='content'><p>{prose}</p><p>{prose}</p>{tail}</div>"),
        )
        .metadata
    }

    #[test]
    fn authors_in_their_forms() {
        let authors = |head: &str, tail: &str| read(head, tail).authors;
        assert_eq!(authors("作者 | 陆一禾", ""), ["陆一禾"]);
        assert_eq!(authors("2024-05-12 来源：澄湖体育　作者：马跃", ""), ["马跃"]);
        assert_eq!(authors("发表于2024-05-12 21:30| 1164次阅读| 来源澄湖| 作者马跃", ""), ["马跃"]);
        assert_eq!(authors("记者 顾明远 沈知行 编辑 何桂兰", ""), ["顾明远", "沈知行"]);
        assert_eq!(authors("执笔/溪边客、山里人", ""), ["溪边客", "山里人"]);
        assert_eq!(authors("作者：顾 明：澄湖大学，澄湖", ""), ["顾明"]);
        assert_eq!(authors("作者：周思源 (Sean Chou)", ""), ["周思源 (Sean Chou)"]);
        assert_eq!(authors("2024年5月12日08:19 [ 马跃 ] 来源：[ 澄湖时报 ]", ""), ["马跃"]);
        assert_eq!(authors("", "<p>（沈知行）</p>"), ["沈知行"]);
        assert_eq!(authors("", "<p>（实习记者 顾明远 记者沈知行）</p>"), ["顾明远", "沈知行"]);
        assert_eq!(authors("澄湖晚报记者沈知行/文受访者供图", ""), ["沈知行"]);
        assert_eq!(authors("", "<p>〓 澄湖论坛 灌水 发布时间 2024/05/12 22:36:13 by shanlike 〓</p>"), ["shanlike"]);
        assert_eq!(authors("湖畔人文 2020-03-09 18:14:21", ""), ["湖畔人文"]);
        assert_eq!(authors("湖畔人文</p><p>关注", ""), ["湖畔人文"]);
        assert_eq!(authors("作者：</p><p>顾明远", ""), ["顾明远"]);
        assert_eq!(authors("文丨湖畔特约评论员 顾明远", ""), ["顾明远"]);
    }

    #[test]
    fn what_names_no_author() {
        let authors = |head: &str, tail: &str| read(head, tail).authors;
        let none = Vec::<String>::new();
        assert_eq!(authors("作者：网络整理", ""), none);
        assert_eq!(authors("2024-05-12 作者： 分类：乡村声音", ""), none);
        assert_eq!(authors("记者节将至，多地举行活动", ""), none);
        assert_eq!(authors("安全", ""), none);
        assert_eq!(authors("分享到：</p><p>易信</p><p>微信", ""), none);
        assert_eq!(authors("发布时间：2020-03-09 18:14:21 浏览：12", ""), none);
        assert_eq!(authors("", "<p>（澄湖供水公司供图）</p>"), none);
        assert_eq!(authors("", "<p>公司（以下简称甲公司）</p>"), none);
    }

    #[test]
    fn editors_and_sources() {
        let page = read("2024-05-12 来源：澄湖体育", "<p>责任编辑：何桂兰_NF12 校对：马跃</p>");
        assert_eq!(page.editors, ["何桂兰", "马跃"]);
        assert_eq!(page.source.as_deref(), Some("澄湖体育"));
        assert_eq!(read("原创 湖畔人文 2020-03-09 18:14:21", "").source.as_deref(), Some("湖畔人文"));
        assert_eq!(read("2020-03-09 · 湖畔人文", "<p>来源：云江发布</p>").source.as_deref(), Some("湖畔人文"));
        let source = |line: &str| read(line, "").source;
        assert_eq!(source("本文来源于澄湖商报　2024-05-12").as_deref(), Some("澄湖商报"));
        assert_eq!(source("来源：澄湖日报2024-05-12 08:10").as_deref(), Some("澄湖日报"));
    }

    #[test]
    fn what_names_no_source() {
        let source = |head: &str, tail: &str| read(head, tail).source;
        assert_eq!(source("作者： size=\"20\" 来源： size=\"20\"", ""), None);
        assert_eq!(source("2024-05-12 来源：转载文章", ""), None);
        assert_eq!(source("2024-05-12 08:10 來源： 閱讀：-", ""), None);
        assert_eq!(source("2024-05-12 08:10 来自澄湖省", ""), None);
        assert_eq!(source("", "<p>澄湖的名字来源于古籍里的一句话，说它的水清得能照见人影。</p>"), None);
    }
}
