//! Who wrote the article: persons named in their forms around the body; an account where no person is named.

use super::super::Draft;
use super::byline::{Lines, NOBODY, is_org};
use super::date;
use crate::lexicon::{EntityKind, Lexicon, name_class};
use crate::text::{first_place, holds_any, is_han};

/// Words behind which a list of names ends.
const NO_NAME: &[&str] = &[
    "来源", "编辑", "责编", "摄影", "字号", "时间", "发布", "发表", "报道", "阅读", "访问", "评论", "点击", "供图",
    "浏览", "日期", "更新", "责任", "申请", "校对", "审核", "监制", "本文", "图片", "配图", "视频", "制图", "翻译",
    "文章", "星期", "今天", "当前", "位置", "首页", "正文", "索引", "回复", "分享", "收藏", "举报", "个人", "来自",
];
/// Words before a name of the author, with a mark between.
const CUES: &[&str] = &["作者", "作 者", "撰文", "采写", "执笔", "撰稿", "口述", "文字", "记者", "記者"];
/// Offices before a name, without a mark between.
const ROLES: &[&str] = &["记者", "記者", "实习生", "通讯员", "特派员", "特约撰稿人", "特约撰稿", "撰稿人", "评论员"];
/// What follows a name without a space: `发自北京`, `/文`.
const AFTER_NAME: &[&str] = &["发自", "报道", "報導", "摄影", "综合", "整理", "专稿", "专电"];
/// Most characters of a line that is nothing but a byline.
const LINE_CHARS_MAX: usize = 40;
/// Most characters before the office of a reporter: the paper's name.
const PAPER_CHARS_MAX: usize = 14;

/// Whether a word has the form of a Chinese person's name: a surname and one or two characters, no other word or name.
pub(super) fn is_person(lexicon: &Lexicon, name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    if !(2..=4).contains(&chars.len()) || !chars.iter().all(|c| is_han(*c)) {
        return false;
    }
    if let Some(known) = lexicon.name.known(name) {
        return known.kind == EntityKind::Person;
    }
    let half = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    let double = chars.len() > 2 && lexicon.name.has_double_surname(name);
    let single = lexicon.name.char_class(chars[0]) & name_class::SURNAME != 0;
    // Some names of three characters are words of the segmenter.
    let is_word = match chars.len() {
        4 => lexicon.words.has(&half(0, 2)) && lexicon.words.has(&half(2, 4)),
        3 => lexicon.words.has(name) && !lexicon.words.is_name(name),
        _ => lexicon.words.has(name),
    };
    (single || double) && !is_word
}

/// The names that a text starts with, parted by `、`, `/`, `，` or spaces.
pub(super) fn names_at(lexicon: &Lexicon, text: &str) -> Vec<String> {
    /// Most characters that are looked at.
    const CHARS_MAX: usize = 60;
    let mut words: Vec<(String, char)> = Vec::new();
    let mut word = String::new();
    let mut ended_by = '\n';
    for c in text.chars().take(CHARS_MAX).chain(['\n']) {
        if is_han(c) || c.is_alphanumeric() || matches!(c, '·' | '_' | '&' | '.' | '-' | '@') {
            word.push(c);
        } else if matches!(c, '、' | '/' | '／' | ',' | '，' | ' ') {
            words.push((std::mem::take(&mut word), c));
        } else {
            ended_by = c;
            // size=20: markup, not a name.
            let word = std::mem::take(&mut word);
            words.extend((c != '=').then_some((word, c)));
            break;
        }
    }
    let mut names = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let (word, end) = &words[i];
        i += 1;
        if word.is_empty() {
            continue;
        }
        let mut name = word.trim_matches(['.', '-', '@']).to_owned();
        // 王 丽: a name of two characters, spread.
        let single = |w: &str| w.chars().count() == 1 && w.chars().all(is_han);
        if let (true, ' ', Some((next, _))) = (single(&name), *end, words.get(i))
            && single(next)
        {
            name.push_str(next);
            i += 1;
        }
        if let Some(at) = AFTER_NAME.iter().filter_map(|w| first_place(&name, w)).min() {
            name.truncate(at);
            i = words.len();
            // 王丽／澄湖报道: the place is none of them.
            if !names.is_empty() && !is_person(lexicon, &name) {
                break;
            }
        }
        // 作者： 分类：乡村: the next label.
        let is_label = matches!(end, ':' | '：') && name.len() == word.len() && !is_person(lexicon, &name);
        if is_label || ROLES.iter().any(|r| name.ends_with(r)) {
            continue;
        }
        let chars = name.chars().count();
        let stops = NO_NAME.iter().any(|w| name.starts_with(w)) || ROLES.iter().any(|r| name.starts_with(r));
        let plain = |n: &str| (2..=4).contains(&n.chars().count()) && n.chars().all(is_han);
        let later = !names.is_empty() && !name.split('&').all(plain);
        if stops || later || !(2..=16).contains(&chars) || name.chars().all(|c| c.is_ascii_digit()) {
            break;
        }
        let halves: Vec<&str> = name.split('&').collect();
        if halves.len() > 1 && (!names.is_empty() || halves.iter().all(|h| is_person(lexicon, h))) {
            names.extend(halves.iter().map(|h| (*h).to_owned()));
        } else if !NOBODY.contains(&name.as_str()) && !names.contains(&name) {
            names.push(name);
        }
    }
    if let ([name], true) = (names.as_mut_slice(), matches!(ended_by, '(' | '（'))
        && let Some(inner) = bracket(text).filter(|i| i.chars().all(|c| c.is_ascii_alphabetic() || " .'-·".contains(c)))
        && inner.len() > 2
    {
        // 周思源 (Sean Chou): the name as it is spelled abroad belongs to it.
        *name = format!("{name} ({})", inner.trim());
    }
    names
}

/// What stands in the first brackets of a text.
fn bracket(text: &str) -> Option<&str> {
    let open = text.find(['(', '（'])?;
    let rest = &text[open..];
    let inner = &rest[rest.chars().next()?.len_utf8()..];
    inner.split_once([')', '）']).map(|p| p.0)
}

/// `作者：X`, `文 | X`, `记者 X`, `| 作者X |`.
fn cued(lexicon: &Lexicon, line: &str) -> Option<Vec<String>> {
    if is_credit(line) {
        return None;
    }
    let starts = ["文", "图文"].iter().filter(|c| line.starts_with(**c)).map(|c| (0, *c));
    let inside = CUES.iter().filter_map(|c| first_place(line, c).map(|at| (at, *c)));
    for (at, cue) in starts.chain(inside) {
        let before = line[..at].trim_end();
        let glued = line[..at].ends_with(is_han) && !["本文", "原文", "图文"].iter().any(|w| before.ends_with(w));
        if glued && !matches!(cue, "记者" | "記者") {
            continue;
        }
        let rest = &line[at + cue.len()..];
        let said = rest.trim_start();
        let marked = said.starts_with([':', '：', '/', '／', '|', '｜', '丨', '[', '【']);
        let names = names_at(lexicon, said.trim_start_matches([':', '：', '/', '／', '|', '｜', '丨', '[', '【', ' ']));
        // Without a mark, only what has the form of a name is one.
        let sure = if marked {
            true
        } else {
            let parted = rest.len() > said.len() || before.is_empty() || before.ends_with(['|', '｜', '丨']);
            parted && cue != "文" && names.first().is_some_and(|n| is_person(lexicon, n))
        };
        if sure && !names.is_empty() {
            return Some(names);
        }
    }
    None
}

/// Whether a line is the credit of a picture.
fn is_credit(line: &str) -> bool {
    line.ends_with(['摄', '攝']) || line.ends_with("供图") && !line.contains("/文")
}

/// `本报记者王丽发自澄湖`, `本报实习生 王丽 李强`: a line that is nothing but a byline.
fn reporters(lexicon: &Lexicon, line: &str) -> Option<Vec<String>> {
    if is_credit(line) || line.chars().nth(LINE_CHARS_MAX).is_some() || line.ends_with(['。', '？', '！', '?', '”'])
    {
        return None;
    }
    let (at, role) = ROLES.iter().filter_map(|r| first_place(line, r).map(|at| (at, *r))).min()?;
    if line[..at].chars().count() > PAPER_CHARS_MAX || line[..at].contains(['，', '。', '：']) {
        return None;
    }
    let names = names_at(lexicon, line[at + role.len()..].trim_start());
    (!names.is_empty() && names.iter().all(|n| is_person(lexicon, n))).then_some(names)
}

/// `（本报记者 王丽 通讯员 李强）`, `（王丽 澄湖报道）`.
fn bracketed(lexicon: &Lexicon, line: &str) -> Option<Vec<String>> {
    if !holds_any(line, &["记者", "記者", "通讯员", "实习生", "报道"]) {
        return None;
    }
    let mut rest = line;
    while let Some(inner) = bracket(rest) {
        rest = rest.split_once([')', '）']).map_or("", |p| p.1);
        if inner.chars().nth(LINE_CHARS_MAX).is_some() || inner.ends_with(['摄', '攝']) || inner.ends_with("供图") {
            continue;
        }
        let mut names = Vec::new();
        if let Some(at) = ROLES.iter().filter_map(|r| first_place(inner, r)).min() {
            let mut said = &inner[at..];
            while let Some((at, role)) = ROLES.iter().filter_map(|r| first_place(said, r).map(|at| (at, *r))).min() {
                said = said[at + role.len()..].trim_start_matches([':', '：', ' ']);
                let found = names_at(lexicon, said);
                names.extend(
                    found.into_iter().filter(|n| (2..=4).contains(&n.chars().count()) && n.chars().all(is_han)),
                );
            }
        } else if let Some((name, place)) = inner.split_once([' ', '\u{3000}'])
            && place.ends_with("报道")
            && place.chars().count() <= 6
            && (2..=3).contains(&name.chars().count())
            && name.chars().all(is_han)
        {
            names.push(name.to_owned());
        }
        if !names.is_empty() {
            names.dedup();
            return Some(names);
        }
    }
    None
}

/// Names alone on a line: `王丽、李强`; or the name that the title begins with, `王丽：我的一年`.
fn alone(lexicon: &Lexicon, line: &str, title: &str) -> Option<Vec<String>> {
    let line = line.trim_matches(['（', '）', '(', ')', '—', '-', ' ']);
    if line.chars().nth(LINE_CHARS_MAX / 2).is_some() {
        return None;
    }
    let speaker = title.split_once(['：', ':']).map(|p| p.0.trim());
    if (2..=8).contains(&line.chars().count()) && speaker == Some(line) {
        return Some(vec![line.to_owned()]);
    }
    let words: Vec<&str> = line.split(['、', ' ', '，']).filter(|w| !w.is_empty()).collect();
    let names = names_at(lexicon, line);
    let all = names.len() == words.len() && words.iter().all(|w| (2..=3).contains(&w.chars().count()));
    // One of them may have a rare surname.
    let persons = names.iter().filter(|n| is_person(lexicon, n)).count();
    (all && persons * 2 >= names.len() && persons > 0).then_some(names)
}

/// A name in brackets beside the time: `2004年7月16日 [ 王丽 ] 来源：…`.
fn beside_time(lexicon: &Lexicon, line: &str) -> Option<Vec<String>> {
    let (_, end) = date::place(line)?;
    let rest = line[end..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | ' '));
    let inner = rest.strip_prefix(['[', '［', '（', '('])?.split([']', '］', '）', ')']).next()?.trim();
    is_person(lexicon, inner).then(|| vec![inner.to_owned()])
}

/// An office or an account beside the time: `湖畔人文 2020-03-09`, `2020-03-09 · 湖畔人文`, `X 发表于 2005-9-15`, `… by X`.
pub(super) fn account(line: &str) -> Option<String> {
    let (start, end) = date::place(line)?;
    let plain = |w: &str| {
        let chars = w.chars().count();
        let fits =
            (2..=16).contains(&chars) && w.chars().all(|c| is_han(c) || c.is_alphanumeric() || "_&·.-".contains(c));
        let stops = NO_NAME.iter().any(|n| w.starts_with(n))
            || ["日期", "时间", "编号"].iter().any(|n| w.ends_with(n))
            || NOBODY.contains(&w)
            || w.chars().all(|c| c.is_ascii_digit());
        (fits && !stops && !w.contains("www.")).then(|| w.to_owned())
    };
    let mut before = line[..start].trim().trim_end_matches([':', '：', '|', '｜', '·', '-']).trim_end();
    for cue in ["发表于", "发表於", "发布于", "发布於", "發表於", "于"] {
        before = before.strip_suffix(cue).unwrap_or(before).trim_end();
    }
    before = ["原创", "转载"].iter().find_map(|m| before.strip_prefix(m)).unwrap_or(before).trim_start();
    let rest = &line[end..];
    let by = rest.find(" by ").map(|at| rest[at + 4..].split_whitespace().next().unwrap_or_default());
    let after = rest.trim_start_matches([' ', '·', '•', '⋅', '・', '|', '｜', '丨', '-']);
    by.and_then(plain).or_else(|| plain(before)).or_else(|| plain(after))
}

/// Who the head of the page says, when that is neither the site itself nor one of its editors. A name in Latin letters is mostly that
/// of a program or a login: it counts where the page shows it.
fn stated(draft: &Draft<'_>, lines: &Lines) -> Vec<String> {
    let meta = &draft.page.meta;
    let title = meta.title.as_deref().unwrap_or_default();
    let suffix = title.split(['_', '|', '｜', '-', '—', '·']).skip(1).collect::<Vec<_>>();
    let is_site = |n: &String| {
        is_org(draft.lexicon, n)
            || meta.sites.iter().any(|s| s.contains(n.as_str()) || n.contains(s.as_str()))
            || suffix.iter().any(|s| s.contains(n.as_str()) && !is_person(draft.lexicon, n))
    };
    let names = meta.authors.first().map(|a| names_at(draft.lexicon, a)).unwrap_or_default();
    let shown = |n: &String| lines.head.iter().chain(&lines.opening).chain(&lines.tail).any(|l| l.contains(n.as_str()));
    let is_editor = |n: &String| draft.metadata.editors.iter().any(|e| n != e && n.ends_with(e.as_str()));
    let is_wrong = |n: &String| is_site(n) || is_editor(n) || n.is_ascii() && !shown(n);
    if names.iter().any(is_wrong) { Vec::new() } else { names }
}

/// Whose site it is: the person whom the title's end and a heading of the page both name, or without a title the first heading.
fn owner(draft: &Draft<'_>, lines: &Lines) -> Option<Vec<String>> {
    let last = match draft.page.meta.title.as_deref() {
        Some(title) => title.rsplit_once(['_', '|', '｜', '-', '—', '·'])?.1.trim(),
        None => lines.headings.first()?,
    };
    let is_owner = is_person(draft.lexicon, last) && lines.headings.iter().any(|h| h == last);
    is_owner.then(|| vec![last.to_owned()])
}

/// Authors: the surest form first.
pub(super) fn authors(draft: &Draft<'_>, lines: &Lines, account: Option<&str>) -> Vec<String> {
    let lexicon = draft.lexicon;
    let title = draft.metadata.title.as_deref().unwrap_or_default();
    let short = |l: &&String| l.chars().nth(2 * LINE_CHARS_MAX).is_none();
    let explicit = |l: &String| l.contains("作者").then(|| cued(lexicon, l)).flatten();
    let lone = |l: &String| alone(lexicon, l, title).or_else(|| beside_time(lexicon, l));
    // What stands below a label is what the label says.
    let label = |l: &str| l.strip_suffix([':', '：']).map(|l| l.trim().to_owned());
    let below = |l: &String, label: Option<String>| match label {
        Some(label) if CUES.contains(&label.as_str()) => Some(names_at(lexicon, l)).filter(|n| !n.is_empty()),
        Some(_) => None,
        None => lone(l),
    };
    let with_labels = |list: &[String]| {
        let labels = std::iter::once(None).chain(list.iter().map(|l| label(l)));
        list.iter().zip(labels).find_map(|(l, label)| below(l, label))
    };
    let signed = |l: &String| {
        (l.starts_with(['（', '(']) && l.ends_with(['）', ')'])).then(|| alone(lexicon, l, title)).flatten()
    };
    let both = || lines.head.iter().chain(&lines.opening);
    let reporter = |l: &str| reporters(lexicon, l);
    let signed_whole = |l: &str| l.starts_with(['（', '(']).then(|| bracketed(lexicon, l)).flatten();
    all_reporters(both(), |l| signed_whole(l).or_else(|| cued(lexicon, l)).or_else(|| reporter(l)), reporter)
        .or_else(|| lines.tail.iter().filter(short).find_map(explicit))
        .or_else(|| lines.first.iter().take(2).find_map(|l| bracketed(lexicon, l)))
        .or_else(|| lines.tail.iter().rev().find_map(|l| bracketed(lexicon, l)))
        .or_else(|| all_reporters(lines.tail.iter(), reporter, reporter))
        .or_else(|| lines.tail.iter().filter(short).find_map(|l| cued(lexicon, l)))
        .or_else(|| with_labels(&lines.head).or_else(|| with_labels(&lines.opening)))
        .or_else(|| lines.closing.as_ref().and_then(signed))
        .or_else(|| lines.source.as_ref().filter(|s| is_person(lexicon, s)).map(|s| vec![s.clone()]))
        .or_else(|| Some(stated(draft, lines)).filter(|n| !n.is_empty()))
        .or_else(|| owner(draft, lines))
        .or_else(|| account.filter(|a| !is_org(lexicon, a)).map(|a| vec![a.to_owned()]))
        .unwrap_or_default()
}

/// The authors of the first line that names any, and of the lines of reporters right below it.
fn all_reporters<'l>(
    mut lines: impl Iterator<Item = &'l String>,
    first: impl Fn(&str) -> Option<Vec<String>>,
    next: impl Fn(&str) -> Option<Vec<String>>,
) -> Option<Vec<String>> {
    let mut names = lines.find_map(|l| first(l))?;
    for name in lines.map_while(|l| next(l)).flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::account;

    #[test]
    fn accounts_beside_the_time() {
        assert_eq!(account("2020-03-09 · 云江城市报道").as_deref(), Some("云江城市报道"));
        assert_eq!(account("2020-03-09 · 湖畔人文").as_deref(), Some("湖畔人文"));
        assert_eq!(account("原创 湖畔人文 2020-03-09 18:14").as_deref(), Some("湖畔人文"));
        assert_eq!(account("lakeman 发表于 2005-9-15 11:46:00").as_deref(), Some("lakeman"));
        assert_eq!(account("发布时间：2020-03-09 浏览：12"), None);
        assert_eq!(account("成立于2020-03-09"), None);
    }
}
