//! `count_of_list`: so many, and then all of them by name.
//!
//! Law: only a closed list is counted: items at the top level of 、 and the last 和, brackets and book marks are one item; 等 may
//! hide more than it shows.
//!
//! 审议了章程、预算和选举办法三项文件 → 3 items, consistent.

use super::exact::Exact;
use super::page::{Page, What};
use super::{Check, CheckKind, CheckVerdict, Judged};
use crate::lexicon::CheckWord;
use crate::text::{TextSpan, border_after, border_before, places};

/// Numbers that lists are counted to.
const COUNT_MAX: i32 = 30;
/// Most characters of one item of a list.
const ITEM_CHARS_MAX: usize = 22;
/// Most bytes of a list before its number.
const HEAD_BYTES_MAX: usize = 360;
/// Most bytes between a number and the list behind it.
const CUE_BYTES_MAX: usize = 90;
/// Most bytes of a list.
const LIST_BYTES_MAX: usize = 900;

/// Checks all counted lists.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    for (i, a) in page.amounts.iter().enumerate() {
        let count = a.range.point;
        let small = count >= Exact::int(2) && count <= Exact::int(COUNT_MAX) && count.is_whole() && !a.is_vague;
        if a.what == What::Level && small && a.per.is_none() {
            let list = || before(page, i).or_else(|| behind(page, i));
            let found = if may_be_listed(page, i) { list() } else { None };
            out.checks.extend(found.or_else(|| seats(page, i)));
        }
    }
    ordinals(page, out);
}

/// Whether a list may stand before or behind an amount: its items are parted by 、, in the amount's sentence.
fn may_be_listed(page: &Page<'_>, i: usize) -> bool {
    let (text, sentence, span) = (page.text(), page.sentence(i), page.amounts[i].span);
    let from = cut_back(text, sentence.start().min(span.start()), span.start());
    text[from..cut(text, span.end(), sentence.end())].contains('、')
}

/// Whether the unit is a counter of things that can be listed.
fn is_listed(page: &Page<'_>, i: usize) -> bool {
    let suffix = page.amounts[i].suffix.trim();
    let words = if suffix.is_empty() { page.right(i).trim_start() } else { suffix };
    page.words.strip_start(CheckWord::Counter, words).is_some()
}

/// 甲、乙和丙三份文件.
fn before(page: &Page<'_>, i: usize) -> Option<Check> {
    let a = &page.amounts[i];
    let start = clause_start(page, i);
    let text = page.text();
    let head = text[start..a.span.start()].trim_end();
    let opened = head.ends_with('等');
    let head = head.strip_suffix('等').unwrap_or(head);
    let head = head.strip_suffix("这").unwrap_or(head);
    let items = Items::read(head);
    if items.commas == 0 || items.has_gap || !is_listed(page, i) || items.longest_after_first > ITEM_CHARS_MAX {
        return None;
    }
    let n = a.range.point;
    let (low, high) = items.counts();
    let span = TextSpan::new(start, a.span.end());
    if n == Exact::int(high) || n == Exact::int(low) {
        return Some(report(page, i, span, n, CheckVerdict::Consistent));
    }
    if opened || low != high && n > Exact::int(low) && n < Exact::int(high) {
        return None;
    }
    let conflict = n > Exact::int(high) && is_pure(page, i, &items, head)
        || n < Exact::int(low) && is_named(page, i, &items, head);
    let sentence = page.sentence(i);
    (conflict && page.is_plain(sentence)).then(|| report(page, i, span, Exact::int(high), CheckVerdict::Conflict))
}

/// Whether the list is nothing but nouns up to the number, and the number counts them: 人工智能、生物制造4个分会场.
fn is_pure(page: &Page<'_>, i: usize, items: &Items<'_>, head: &str) -> bool {
    let counted = page.amounts[i].suffix.trim();
    let kinds = ["个", "大", "项", "份", "种", "类", "门", "方面"];
    let abstract_counter = kinds.iter().any(|k| counted.starts_with(k));
    let last = items.last.trim();
    let ends_in_noun = last_tag(page, page.amounts[i].span.start()).is_some_and(|t| {
        matches!(t.as_bytes().first(), Some(b'n' | b'v' | b'j' | b'e')) && t != "v" || t == "v" && is_compound(last)
    });
    let places = has_place(page, i, head);
    abstract_counter && ends_in_noun && !places && last.chars().count() <= 8 && items.last_is_short()
}

/// Whether plain short names outnumber the count: 甲、乙、丙两家公司.
fn is_named(page: &Page<'_>, i: usize, items: &Items<'_>, head: &str) -> bool {
    is_pure(page, i, items, head) && items.joined == 0
}

/// A compound of four signs or more may end in a verb: 生物制造.
fn is_compound(item: &str) -> bool {
    item.chars().count() >= 4
        && !["开设", "设立", "建设", "新增", "举办", "举行", "投资", "建成", "获得", "包括", "设置"]
            .iter()
            .any(|w| item.ends_with(w))
}

fn has_place(page: &Page<'_>, i: usize, head: &str) -> bool {
    let end = page.amounts[i].span.start();
    let span = TextSpan::new(end - head.len().min(end), end);
    page.facts.words.tokens_in(span).iter().any(|t| t.tag.as_str() == "ns" || t.tag.as_str() == "nr")
}

fn last_tag<'a>(page: &Page<'a>, at: usize) -> Option<&'a str> {
    let tokens = &page.facts.words.tokens;
    let i = tokens.partition_point(|t| t.span.start() < at);
    tokens.get(i.checked_sub(1)?).map(|t| t.tag.as_str())
}

/// 5个方面：甲、乙、丙、丁和戊; 前十个关键词分别是….
fn behind(page: &Page<'_>, i: usize) -> Option<Check> {
    let a = &page.amounts[i];
    if !is_listed(page, i) {
        return None;
    }
    let text = page.text();
    let sentence = page.sentence(i);
    let rest = &text[a.span.end()..cut(text, a.span.end(), sentence.end())];
    let cues = ["分别是", "分别为", "包括", "围绕", "：", ":", "，即", "，是", "涉及", "涵盖", "分为", "——"];
    let near = &rest[..cut(rest, 0, rest.len().min(CUE_BYTES_MAX))];
    let (at, cue) = cues.iter().filter_map(|c| near.find(c).map(|at| (at, *c))).min_by_key(|f| f.0)?;
    let noun = &rest[..at];
    let noun = noun.trim_end().strip_suffix(['，', ',']).unwrap_or(noun);
    if noun.chars().count() > 16 || noun.contains(['。', '；', '、', '，', '！', '？']) {
        return None;
    }
    let list = rest[at + cue.len()..].trim_start_matches(['：', ':', ' ']);
    let end = list.find(['。', '；', '，', ',', ';', '\n', '！']).unwrap_or(list.len());
    let (list, tail) = list.split_at(end);
    let items = Items::read(list);
    if items.commas == 0 || items.has_gap || items.has_open || items.longest > 40 {
        return None;
    }
    let n = a.range.point;
    let (low, high) = items.counts();
    let from = text.len().min(a.span.end());
    let list_end = from
        + at
        + cue.len()
        + (rest[at + cue.len()..].len() - rest[at + cue.len()..].trim_start_matches(['：', ':', ' ']).len())
        + end;
    let span = TextSpan::new(a.span.start(), list_end.max(a.span.end()));
    if n == Exact::int(high) || n == Exact::int(low) {
        return Some(report(page, i, span, n, CheckVerdict::Consistent));
    }
    let numbers = list.contains(|c: char| c.is_ascii_digit());
    let strict = matches!(cue, "分别是" | "分别为" | "：" | ":" | "包括")
        && tail.starts_with('。')
        && items.longest <= 10
        && items.commas >= 2;
    let outside = n > Exact::int(high) && cue != "包括" || n < Exact::int(low);
    (strict && outside && !numbers && page.is_plain(sentence))
        .then(|| report(page, i, span, Exact::int(high), CheckVerdict::Conflict))
}

/// 如甲、乙…，如丙…，占了其中的6席: names that the sentence gives as its examples.
fn seats(page: &Page<'_>, i: usize) -> Option<Check> {
    let left = page.clause(i);
    if !left.contains("其中") || !is_listed(page, i) {
        return None;
    }
    let text = page.text();
    let start = cut_back(text, page.sentence(i).start(), page.amounts[i].span.start());
    let head = &text[start..page.amounts[i].span.start()];
    let mut count = 0;
    let first = head.find('如')?;
    for piece in head.split('如').skip(1) {
        let list = piece.split(['，', ',', '的', '等', '。']).next().unwrap_or(piece);
        let items = Items::read(list);
        if items.longest > 8 {
            return None;
        }
        count += items.counts().1;
    }
    let n = page.amounts[i].range.point;
    let span = TextSpan::new(start + first, page.amounts[i].span.end());
    (count >= 3 && n == Exact::int(count)).then(|| report(page, i, span, n, CheckVerdict::Consistent))
}

/// 前十个关键词分别是…: a count that stands as an ordinal.
fn ordinals(page: &Page<'_>, out: &mut Judged) {
    let text = page.text();
    let listed = out.checks.iter().filter(|k| k.kind == CheckKind::CountOfList);
    let counted: std::collections::BTreeSet<usize> = listed.flat_map(|k| k.quantities.iter().copied()).collect();
    for at in places(text, "分别是").chain(places(text, "分别为")) {
        let from = cut_back(text, 0, at);
        let head = &text[from..at];
        let Some(front) = head.rfind('前') else { continue };
        let numeral = &head[front + '前'.len_utf8()..];
        let numeral = numeral.trim_start();
        let digits: String = numeral.chars().take_while(char::is_ascii_digit).collect();
        let han = numeral
            .chars()
            .next()
            .and_then(|c| "一二三四五六七八九十".chars().position(|d| d == c))
            .map(|p| p as i32 + 1);
        let (n, len) = match (digits.parse::<i32>(), han) {
            (Ok(n), _) => (n, digits.len()),
            (_, Some(n)) => (n, 3),
            _ => continue,
        };
        let noun = &numeral[len..];
        if noun.chars().count() > 10 || noun.contains(['，', '。', '、', '；']) || !(2..=COUNT_MAX).contains(&n) {
            continue;
        }
        let list =
            text[at + "分别是".len()..cut(text, at + "分别是".len(), text.len())].trim_start_matches(['：', ':', ' ']);
        let list = &list[..list.find(['。', '；', '，', '\n']).unwrap_or(list.len())];
        let items = Items::read(list);
        let (low, high) = items.counts();
        let span = TextSpan::new(from + front, at + "分别是".len());
        let taken = page.quantities_in(span).iter().any(|q| counted.contains(q));
        if (n == high || n == low) && items.commas > 0 && !items.has_open && !taken {
            let quantities = page.quantities_in(span);
            out.checks.push(Check {
                kind: CheckKind::CountOfList,
                says: vec![span],
                claims: Vec::new(),
                quantities,
                times: Vec::new(),
                stated: n.to_string(),
                computed: n.to_string(),
                verdict: CheckVerdict::Consistent,
                why: format!("the list has {n} items"),
            });
        }
    }
}

/// What a list holds.
#[derive(Default)]
struct Items<'t> {
    commas: i32,
    /// 和, 与, 及 behind the last 、.
    joined: i32,
    has_open: bool,
    has_gap: bool,
    longest: usize,
    longest_after_first: usize,
    last: &'t str,
}

impl<'t> Items<'t> {
    fn read(list: &'t str) -> Self {
        let mut out = Self::default();
        let mut depth = 0_i32;
        let mut start = 0;
        let mut joined_in_last = 0;
        for (at, c) in list.char_indices() {
            match c {
                '（' | '(' | '《' | '“' | '「' => depth += 1,
                '）' | ')' | '》' | '”' | '」' => depth = (depth - 1).max(0),
                '、' if depth == 0 => {
                    out.item(&list[start..at]);
                    out.commas += 1;
                    start = at + c.len_utf8();
                    joined_in_last = 0;
                }
                '和' | '与' | '及' if depth == 0 => joined_in_last += 1,
                _ => {}
            }
        }
        out.item(&list[start..]);
        out.last = &list[start..];
        out.joined = joined_in_last.min(1);
        out.has_open = list.contains("等");
        out
    }

    fn item(&mut self, item: &str) {
        let len = item.chars().count();
        self.has_gap |= !item.chars().any(crate::text::is_letter);
        self.longest = self.longest.max(len);
        if self.commas > 0 {
            self.longest_after_first = self.longest_after_first.max(len);
        }
    }

    /// Without and with the last 和 as a comma.
    fn counts(&self) -> (i32, i32) {
        (self.commas + 1, self.commas + 1 + self.joined)
    }

    fn last_is_short(&self) -> bool {
        self.longest_after_first <= 10
    }
}

fn clause_start(page: &Page<'_>, i: usize) -> usize {
    let text = page.text();
    let end = page.amounts[i].span.start();
    let from = cut_back(text, page.sentence(i).start().min(end).max(end.saturating_sub(HEAD_BYTES_MAX)), end);
    let head = &text[from..end];
    let mut depth = 0_i32;
    for (at, c) in head.char_indices().rev() {
        match c {
            '）' | ')' | '》' | '”' => depth += 1,
            '（' | '(' | '《' | '“' if depth > 0 => depth -= 1,
            '，' | '；' | '：' | ',' | ';' | '。' | '（' | '(' if depth == 0 => return from + at + c.len_utf8(),
            _ => {}
        }
    }
    from
}

/// The end of what is read of a list that starts at `from`.
fn cut(text: &str, from: usize, end: usize) -> usize {
    border_before(text, end.min(from + LIST_BYTES_MAX).max(from))
}

fn cut_back(text: &str, start: usize, end: usize) -> usize {
    border_after(text, start.max(end.saturating_sub(LIST_BYTES_MAX)))
}

fn report(page: &Page<'_>, i: usize, span: TextSpan, count: Exact, verdict: CheckVerdict) -> Check {
    let mut check = page.check(CheckKind::CountOfList, &[i], verdict);
    if !check.says.contains(&span) {
        check.says.push(span);
        check.says.sort_unstable();
    }
    page.said(i).clone_into(&mut check.stated);
    check.computed = format!("{}{}", count.print(0), page.amounts[i].suffix.trim());
    check.why = format!("the list has {} items", count.print(0));
    check
}
