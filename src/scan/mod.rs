//! `scan`: numerals, dates and codes, found on the characters before any word is cut.
//!
//! Law: a numeral read back from its value is the same value.

mod amount;
mod clock;
mod code;
mod duration;
mod exact;
mod label;
mod numeral;
mod place;
mod series;
mod sport;
mod term;
mod time;
pub(crate) mod types;

pub(crate) use amount::per_unit;
pub(crate) use clock::hour_in;

use crate::lexicon::Lexicon;
use crate::lexicon::number::{NumberWords, UnitKind};
use crate::text::{Tag, TextSpan, closed, is_han, keeps_clusters, three};
use types::{Amount, At, Expr, RawTime, at, before};

closed! {
    /// What a code is.
    pub enum CodeKind {
        Stock = "stock",
        Phone = "phone",
        DocumentNumber = "document_number",
        Url = "url",
        Email = "email",
        Ip = "ip",
        Coordinate = "coordinate",
        Model = "model",
        Version = "version",
        Flight = "flight",
        Train = "train",
        Id = "id",
        Other = "other",
    }
}

/// A string of signs that names something and measures nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Where.
    pub span: TextSpan,
    /// What it is.
    pub kind: CodeKind,
}

/// A stretch whose two edges must be edges of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// Where.
    pub span: TextSpan,
    /// The tag of the token, when the stretch is one token: `m`, `t`, `eng`; `mq` lets jieba cut what is inside.
    pub tag: Tag,
}

/// What was found on the characters.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// Sorted, disjoint.
    pub codes: Vec<Code>,
    /// Sorted, disjoint: what the segmenter must respect.
    pub guards: Vec<Guard>,
    /// Sorted, disjoint from one another and from all else.
    pub(crate) amounts: Vec<Amount>,
    /// Sorted, disjoint from one another and from all else.
    pub(crate) times: Vec<RawTime>,
}

/// A unit that was found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) symbol: &'static str,
    pub(crate) kind: UnitKind,
    pub(crate) end: usize,
}

/// The text and the words to read it with.
pub(crate) struct Context<'c> {
    pub(crate) text: &'c str,
    pub(crate) lexicon: &'c Lexicon,
    pub(crate) words: &'c NumberWords,
}

impl<'c> Context<'c> {
    pub(crate) fn new(text: &'c str, lexicon: &'c Lexicon) -> Self {
        Self { text, lexicon, words: &lexicon.number }
    }

    /// The longest unit at `p`.
    pub(crate) fn unit(&self, p: usize) -> Option<Found> {
        let words: &'c NumberWords = self.words;
        let (len, unit) = words.units.longest(self.text.get(p..)?)?;
        Some(Found { symbol: unit.symbol, kind: unit.kind, end: p + len })
    }

    /// Whether a unit of more than its scale word stands here: 千克, 兆瓦.
    fn scaled_unit(&self, p: usize, spaced: bool) -> bool {
        let end =
            |p: usize| self.text.get(p..).and_then(|rest| self.words.units.longest(rest)).map_or(0, |(len, _)| p + len);
        spaced && self.words.idioms.longest(&self.text[p..]).is_some()
            || self.words.units.longest(&self.text[p..]).is_some_and(|(len, u)| {
                // 2千克拉 are carats.
                len > 3 && u.kind != UnitKind::Money && end(p + 3) <= p + len
            })
    }

    /// Whether a word stands here that only looks like a unit: 股东, 元旦.
    fn crosses(&self, p: usize) -> bool {
        let Some((len, _)) = self.words.edges.longest(&self.text[p..]) else { return false };
        self.words.units.longest(&self.text[p..]).is_none_or(|(unit, _)| unit < len)
    }

    fn skip_space(&self, p: usize) -> usize {
        let b = self.text.as_bytes();
        match (b.get(p), b.get(p + 1)) {
            (Some(b' '), Some(b' ')) => p + 2,
            (Some(b' '), _) => p + 1,
            _ => p,
        }
    }

    fn skip_sign(&self, p: usize) -> usize {
        self.skip_space(p)
    }

    /// Up to `chars` characters before `i`.
    pub(crate) fn head(&self, i: usize, chars: usize) -> &'c str {
        let mut from = i;
        for _ in 0..chars {
            match before(self.text, from) {
                Some(c) if c != '\n' => from -= c.len_utf8(),
                _ => break,
            }
        }
        &self.text[from..i]
    }

    /// Up to `chars` characters from `i`.
    pub(crate) fn tail(&self, i: usize, chars: usize) -> &'c str {
        let rest = &self.text[i..];
        let end =
            rest.char_indices().take(chars).take_while(|(_, c)| *c != '\n').last().map_or(0, |(j, c)| j + c.len_utf8());
        &rest[..end]
    }

    /// Whether jieba's dictionary holds a word that begins at `start` and ends behind `end`: 三年级, 一次性.
    fn dictionary_crosses(&self, start: usize, end: usize) -> bool {
        let mut p = start;
        for _ in 0..5 {
            let At(Some(c), next) = at(self.text, p) else { return false };
            if !is_han(c) {
                return false;
            }
            p = next;
            if p > end && self.lexicon.words.has(&self.text[start..p]) && !self.harmless(&self.text[start..p]) {
                return true;
            }
        }
        false
    }

    /// Words of a number and its unit and a noun: they count after all.
    fn harmless(&self, word: &str) -> bool {
        word.contains(['个', '個', '元', '名', '多', '余'])
            || word.ends_with(['期', '月', '日', '人', '前', '后', '内', '万', '亿', '分', '左'])
    }

    /// Whether the character before and this figure are a word: 统一, 唯一.
    fn joins_before(&self, start: usize, end: usize) -> bool {
        match before(self.text, start) {
            Some(c)
                if is_han(c)
                    && !matches!(
                        c,
                        '有' | '每'
                            | '近'
                            | '约'
                            | '仅'
                            | '用'
                            | '花'
                            | '前'
                            | '后'
                            | '共'
                            | '各'
                            | '达'
                            | '为'
                            | '的'
                            | '了'
                            | '这'
                            | '那'
                            | '另'
                    ) =>
            {
                self.lexicon.words.has(&self.text[start - c.len_utf8()..end])
            }
            _ => false,
        }
    }

    fn modifier_before(&self, p: usize) -> bool {
        matches!(
            before(self.text, p),
            Some(
                '近' | '于'
                    | '约'
                    | '約'
                    | '超'
                    | '逾'
                    | '破'
                    | '达'
                    | '達'
                    | '过'
                    | '過'
                    | '数'
                    | '上'
                    | '到'
                    | '至'
                    | '足'
                    | '出'
                    | '满'
            )
        )
    }
}

/// Scans a text.
#[must_use]
pub fn scan(text: &str, lexicon: &Lexicon) -> Scan {
    let cx = Context::new(text, lexicon);
    let mut out = Scan::default();
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let b = bytes[i];
        if b < 0x80 {
            if !cx.words.starts(b as char) {
                if b == b'[' || b == b'(' {
                    i = document(&cx, i, &mut out).unwrap_or(i + 1);
                    continue;
                }
                i += 1;
                continue;
            }
        } else if b >= 0xF0 {
            i += 4;
            continue;
        } else if b < 0xE0 {
            let At(c, next) = at(text, i);
            if !c.is_some_and(|c| cx.words.starts(c)) {
                i = next;
                continue;
            }
        } else {
            let Some(c) = three(b, bytes[i + 1], bytes[i + 2]) else {
                i += 3;
                continue;
            };
            if matches!(c, '〔' | '［' | '【' | '（') {
                i = document(&cx, i, &mut out).unwrap_or(i + 3);
                continue;
            }
            if !cx.words.starts(c) {
                i += 3;
                continue;
            }
        }
        if !cx.words.pairs_start(text, i) {
            i += text[i..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        i = step(&cx, i, &mut out);
    }
    // A span that cuts a grapheme cluster is none of an honest text.
    out.codes.retain(|c| keeps_clusters(text, c.span));
    out.amounts.retain(|a| keeps_clusters(text, a.span));
    out.times.retain(|t| keeps_clusters(text, t.span));
    out.guards = guards(&out);
    out
}

/// A document number around the bracket at `i`, and its end.
fn document(cx: &Context<'_>, i: usize, out: &mut Scan) -> Option<usize> {
    let found = code::document_number(cx, i)?;
    let start = found.span.start();
    while out.codes.last().is_some_and(|c| c.span.end() > start) {
        out.codes.pop();
    }
    while out.amounts.last().is_some_and(|c| c.span.end() > start) {
        out.amounts.pop();
    }
    while out.times.last().is_some_and(|c| c.span.end() > start) {
        out.times.pop();
    }
    out.codes.push(found);
    Some(found.span.end())
}

/// What begins at `i`, and where to go on.
fn step(cx: &Context<'_>, i: usize, out: &mut Scan) -> usize {
    let text = cx.text;
    let At(Some(c), next) = at(text, i) else { return text.len() };
    if let Some(end) = series::in_series(cx, i, c) {
        return end;
    }
    let code = match c {
        '0'..='9' => series::model(cx, i),
        'A'..='Z' => label::plate(cx, i),
        _ => None,
    };
    if let Some(found) = code {
        let more = series::listed(cx, &found);
        let end = more.last().unwrap_or(&found).span.end();
        out.codes.push(found);
        out.codes.extend(more);
        return end;
    }
    let idiom = cx.words.idioms.longest(&text[i..]).map(|(len, ())| i + len);
    if let Some(found) = time::time(cx, i)
        && idiom.is_none_or(|end| end <= found.span.end())
        && found.span.end() > i
    {
        let end = found.span.end();
        out.times.push(found);
        return end;
    }
    if let Some(end) = idiom {
        // 高一 is a class, 身高一米八 and 楼高三层 are none.
        if c == '高' && cx.unit(end).is_some_and(|u| u.kind == UnitKind::Measure || u.symbol == "层") {
            return next;
        }
        // The longer reading wins: 十分 is none, 十分钟 counts.
        if !(amount::is_numeral_char(c) || c == '半') {
            return end;
        }
        return match amount::amount(cx, i) {
            Some(found) if found.span.end() > end => {
                let end = found.span.end();
                out.amounts.push(found);
                end
            }
            _ => end,
        };
    }
    if c.is_ascii_alphanumeric() || matches!(c, '北' | '南' | '东' | '西' | '東') {
        if let Some(found) = code::code(cx, i) {
            out.codes.push(found);
            return found.span.end();
        }
        if c.is_ascii_alphabetic() && term::term(cx, i).is_none() {
            let end = i + text[i..].bytes().take_while(u8::is_ascii_alphabetic).count();
            return label::edition(cx, i, end).unwrap_or(end);
        }
    }
    // 人数十万, 总数百余: the word before ends in 数, and the number begins behind it.
    if matches!(c, '数' | '數')
        && before(text, i).is_some_and(|b| "人总總次户戶指倍函系分参基票点點多少无無".contains(b))
    {
        return next;
    }
    if is_enumerator(cx, i) {
        return i + text[i..].bytes().take_while(u8::is_ascii_digit).count().max(c.len_utf8());
    }
    if let Some(found) = amount::amount(cx, i)
        && found.span.end() > i
    {
        // 运-20, 运-20首飞: a dash behind a Han character is no minus where nothing is measured.
        if matches!(c, '-' | '－') && before(text, i).is_some_and(is_han) {
            let counts = cx.unit(found.numeral.end()).is_some_and(|u| u.kind == UnitKind::Count);
            if found.unit.is_none() || counts {
                return found.numeral.end();
            }
        }
        let more = amount::listed(cx, &found);
        let end = more.last().unwrap_or(&found).span.end();
        out.amounts.push(found);
        out.amounts.extend(more);
        return end;
    }
    skip(text, i, next, c)
}

/// Behind what was read as no amount: a whole run of figures, or one character.
fn skip(text: &str, i: usize, next: usize, c: char) -> usize {
    if c.is_ascii_digit() {
        return i + text[i..].bytes().take_while(|b| b.is_ascii_digit() || *b == b',' || *b == b'.').count().max(1);
    }
    if amount::is_numeral_char(c) || matches!(c, '几' | '幾' | '数' | '數') {
        // A rejected numeral is left whole: its tail is no number of its own.
        let mut p = next;
        while let At(Some(d), after) = at(text, p)
            && (amount::is_numeral_char(d) || d == '点' && p == next)
        {
            p = after;
        }
        return p;
    }
    next
}

/// 1. 2、 at the start of a line, (1), （一）.
fn is_enumerator(cx: &Context<'_>, i: usize) -> bool {
    let text = cx.text;
    let before = before(text, i);
    if before.is_some_and(|c| {
        !matches!(c, '\n' | '(' | '（' | '[' | '［' | '图' | '圖' | '表' | '。' | '：' | '；' | '，' | ' ')
    }) {
        return false;
    }
    let mut p = i;
    let mut count = 0;
    while let At(Some(c), next) = at(text, p)
        && (amount::is_numeral_char(c))
        && count < 3
    {
        p = next;
        count += 1;
    }
    if count == 0 || count > 2 {
        return false;
    }
    let after = at(text, p);
    let figure = |c: Option<char>| c.is_some_and(|c| numeral::digit_of(c).is_some());
    if matches!(before, None | Some('\n')) {
        // 3.4. at the start of a line
        let section = matches!(after.0, Some('.')) && figure(at(text, after.1).0) && {
            let end = after.1 + text[after.1..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
            text[after.1..end].ends_with('.') || text[after.1..end].contains('.')
        };
        return matches!(after.0, Some('、' | ')' | '）'))
            || matches!(after.0, Some('.' | '．')) && !figure(at(text, after.1).0)
            || section;
    }
    matches!(before, Some('(' | '（')) && matches!(after.0, Some(')' | '）'))
        || matches!(before, Some('[' | '［')) && matches!(after.0, Some(']' | '］'))
        || matches!(before, Some('图' | '圖' | '表'))
            && text[i..].starts_with(|c: char| c.is_ascii_digit())
            && (cx.unit(p).is_none() || cx.crosses(p))
            && after.0 != Some('.')
        || matches!(before, Some('。' | '：' | '；' | '，' | ' '))
            && after.0 == Some('、')
            && !figure(at(text, after.1).0)
            && at(text, after.1).0.is_some_and(|c| is_han(c) && !amount::is_numeral_char(c))
}

fn guards(out: &Scan) -> Vec<Guard> {
    let mut all: Vec<Guard> = Vec::with_capacity(out.codes.len() + out.amounts.len() * 2 + out.times.len());
    all.extend(out.codes.iter().map(|c| Guard { span: c.span, tag: Tag::ENG }));
    all.extend(
        out.times
            .iter()
            .map(|t| Guard { span: t.span, tag: if matches!(t.expr, Expr::Range(..)) { Tag::MQ } else { Tag::T } }),
    );
    for a in &out.amounts {
        let (s, n) = (a.span, a.numeral);
        if n.start() > s.start() {
            all.push(Guard { span: TextSpan::new(s.start(), n.start()), tag: Tag::MQ });
        }
        all.push(Guard { span: n, tag: if a.lower.is_some() && a.value.is_none() { Tag::MQ } else { Tag::M } });
        if s.end() > n.end() {
            all.push(Guard { span: TextSpan::new(n.end(), s.end()), tag: Tag::MQ });
        }
    }
    all.sort_by_key(|g| g.span);
    all
}
