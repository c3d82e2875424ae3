//! Codes: what names something and measures nothing.

use super::types::{At, at, before};
use super::{Code, CodeKind, Context, label};
use crate::text::{TextSpan, is_han};

/// Longest word of Latin letters and figures that is looked at.
const WORD_BYTES_MAX: usize = 2048;

/// A code at `i`.
pub(super) fn code(cx: &Context<'_>, i: usize) -> Option<Code> {
    let text = cx.text;
    let bytes = text.as_bytes();
    let first = bytes[i];
    if first.is_ascii_digit() && is_decimal(bytes, i) {
        return None;
    }
    if first.is_ascii_alphanumeric() {
        if i > 0 && is_word(bytes[i - 1]) && bytes[i - 1] != b'.' && bytes[i - 1] != b'-' {
            return None;
        }
        return word(cx, i);
    }
    let rest = &text[i..];
    for name in ["北纬", "南纬", "东经", "西经", "北緯", "東經"] {
        if rest.starts_with(name) {
            let digits = rest[name.len()..].find(|c: char| {
                !(c.is_ascii_digit() || matches!(c, '.' | '度' | '分' | '秒' | '°' | '′' | '″' | '\''))
            })?;
            return (digits > 0)
                .then(|| Code { span: TextSpan::new(i, i + name.len() + digits), kind: CodeKind::Coordinate });
        }
    }
    None
}

/// Whether figures with one point and nothing else of a code stand at `i`: 246.8.
fn is_decimal(bytes: &[u8], i: usize) -> bool {
    let figures = |p: usize| p + bytes[p..].iter().take(20).take_while(|b| b.is_ascii_digit()).count();
    let point = figures(i);
    if bytes.get(point) != Some(&b'.') {
        return false;
    }
    let end = figures(point + 1);
    end > point + 1 && !bytes.get(end).is_some_and(|&b| is_word(b) || b == b'@')
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')
}

pub(super) fn made(i: usize, end: usize, kind: CodeKind) -> Option<Code> {
    Some(Code { span: TextSpan::new(i, end), kind })
}

fn word(cx: &Context<'_>, i: usize) -> Option<Code> {
    let text = cx.text;
    let bytes = text.as_bytes();
    let limit = bytes.len().min(i + WORD_BYTES_MAX);
    let mut end = i;
    while end < limit && is_word(bytes[end]) {
        end += 1;
    }
    while end > i && matches!(bytes[end - 1], b'.' | b'-' | b'_') {
        end -= 1;
    }
    let run = &text[i..end];
    let lower = run.as_bytes();
    if (lower.starts_with(b"http") || lower.starts_with(b"www.")) && address(bytes, end) {
        let stop = url_end(text, i);
        return made(i, stop, CodeKind::Url);
    }
    if bytes.get(end) == Some(&b'@') && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) {
        let mut stop = end + 1;
        while stop < limit && is_word(bytes[stop]) {
            stop += 1;
        }
        return made(i, stop, CodeKind::Email);
    }
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let letters = run.bytes().filter(u8::is_ascii_alphabetic).count();
    if digits == 0 {
        if let Some((_, tail)) = run.rsplit_once('.')
            && letters > 4
            && matches!(tail, "com" | "cn" | "net" | "org" | "gov" | "io" | "hk" | "tw")
        {
            return made(i, end, CodeKind::Url);
        }
        if let Some(stop) = label::standard(cx, i, end) {
            return made(i, stop, CodeKind::DocumentNumber);
        }
        if matches!(run, "UTC" | "GMT")
            && let Some(zone) = text[end..].strip_prefix(['+', '-'])
        {
            let figures = zone.bytes().take_while(|b| b.is_ascii_digit() || *b == b':').count();
            return if figures > 0 { made(i, end + 1 + figures, CodeKind::Other) } else { None };
        }
        return spaced_model(cx, i, end);
    }
    if letters == 0 {
        return figures(cx, i, end);
    }
    if !run.as_bytes()[0].is_ascii_digit() {
        return lettered(cx, i, end, letters);
    }
    number_with_letters(cx, i, end)
}

fn address(bytes: &[u8], end: usize) -> bool {
    matches!(bytes.get(end), Some(b':' | b'/') | None)
        || bytes[..end].ends_with(b".com")
        || bytes[..end].ends_with(b".cn")
}

fn url_end(text: &str, i: usize) -> usize {
    let rest = &text[i..];
    let stop = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)))
        .unwrap_or(rest.len());
    i + rest[..stop].trim_end_matches([',', '.', ';', ')', '!', '?', ':']).len()
}

/// Figures and marks only: phones, stocks, addresses, versions. `None` where a number or a date may stand.
fn figures(cx: &Context<'_>, i: usize, end: usize) -> Option<Code> {
    let text = cx.text;
    let run = &text[i..end];
    let count = |mark: u8| run.bytes().filter(|&b| b == mark).count();
    let (dots, dashes) = (count(b'.'), count(b'-'));
    // 246.8: a decimal.
    if dots == 1 && dashes == 0 {
        return None;
    }
    let parts: Vec<&str> = if dots + dashes > 0 { run.split(['.', '-']).take(8).collect() } else { Vec::new() };
    if dots == 3
        && parts.len() == 4
        && dashes == 0
        && parts.iter().all(|p| p.len() <= 3 && p.parse::<u32>().is_ok_and(|n| n < 256))
    {
        return made(i, end, CodeKind::Ip);
    }
    if dots == 0 && dashes > 0 && parts.len() >= 2 && parts.iter().all(|p| !p.is_empty()) {
        let total: usize = parts.iter().map(|p| p.len()).sum();
        let date = parts.len() == 3 && parts[1].len() <= 2 && parts[2].len() <= 2;
        if !date
            && (10..=14).contains(&total)
            && (run.starts_with('0') || run.starts_with("400-") || run.starts_with("800-") || parts.len() == 3)
        {
            return made(i, end, CodeKind::Phone);
        }
        // 978-7-111-12345-6, 3-2-501: numbers of books and rooms. A range has one dash.
        if parts.len() > 3 || parts.len() == 3 && !date && cx.unit(end).is_none() {
            return made(i, end, CodeKind::Id);
        }
        // 2024-13-45 has the form of a date and names no day.
        if date && parts[0].len() == 4 {
            return made(i, end, CodeKind::Other);
        }
        return None;
    }
    if dots >= 2 && parts.len() == dots + 1 && !looks_dated(&parts) {
        return made(i, end, CodeKind::Version);
    }
    if let At(Some('·'), next) = at(text, end)
        && dots == 0
        && super::numeral::figures(text, i).is_some_and(|(_, stop, ..)| stop == end)
    {
        let stop = next + text[next..].bytes().take_while(u8::is_ascii_digit).count();
        if stop > next && run.len() <= 2 && stop - next <= 2 {
            return made(i, stop, CodeKind::Other);
        }
    }
    if dots + dashes > 0 {
        return None;
    }
    let is_index = before(text, i)
        .is_some_and(|c| matches!(c, '普' | '深' | '证' | '创' | '克' | '经' | '时' | '素' | '生' | '板'));
    if text[end..].starts_with("指数")
        || text[end..].starts_with("ETF")
        || is_index
            && [
                "标普",
                "沪深",
                "中证",
                "科创",
                "上证",
                "国证",
                "纳斯达克",
                "日经",
                "富时",
                "罗素",
                "恒生",
                "创业板",
                "標普",
            ]
            .iter()
            .any(|w| text[..i].ends_with(w))
    {
        return made(i, end, CodeKind::Other);
    }
    let unit = || {
        cx.unit(cx.skip_space(end)).is_some()
            || text[end..]
                .starts_with(['万', '亿', '千', '百', '萬', '億', '%', '％', '年', '月', '日', '多', '余', '兆'])
    };
    if !unit()
        && let Some(kind) = label::lead(cx, i, run.len())
    {
        return made(i, end, kind);
    }
    let stock = (run.len() == 6 || run.len() == 5) && !unit() && stock_context(cx, i, end);
    if stock {
        return made(i, end, CodeKind::Stock);
    }
    if run.len() == 11 && run.starts_with('1') && !unit() {
        return made(i, end, CodeKind::Phone);
    }
    if run.len() >= 9 && !unit() && !text[end..].starts_with([',', '.', ':', '/']) {
        return made(i, end, CodeKind::Id);
    }
    if run.len() > 28 {
        return made(i, end, CodeKind::Id);
    }
    if run.len() >= 3
        && matches!(
            run,
            "110" | "119" | "120" | "122" | "12315" | "12345" | "114" | "12306" | "10086" | "10010" | "96110"
        )
        && !unit()
        && text[end..].starts_with(['热', '报', '电', '求', '平', '急'])
    {
        return made(i, end, CodeKind::Phone);
    }
    if run.len() >= 3 && run.starts_with('0') && !unit() {
        return made(i, end, CodeKind::Id);
    }
    // 1/0 is no number, and neither are its halves.
    if text[end..].starts_with("/0") && !text[end + 2..].starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return made(i, end + 2, CodeKind::Other);
    }
    label::numbered(text, i, end)
}

fn looks_dated(parts: &[&str]) -> bool {
    let n = |i: usize| parts.get(i).and_then(|p| p.parse::<u32>().ok()).unwrap_or(0);
    parts.len() == 3
        && (parts[0].len() == 4 || parts[0].len() == 2)
        && (1..=12).contains(&n(1))
        && (1..=31).contains(&n(2))
        && n(0) > 12
}

/// Whether the words around say that the figures are a share's code.
fn stock_context(cx: &Context<'_>, i: usize, end: usize) -> bool {
    let head = cx.head(i, 24);
    let tail = &cx.text[end..];
    let closes = tail.starts_with([')', '）', '.']);
    let opened = head.ends_with(['(', '（']);
    (opened && closes && end - i >= 5)
        || ["代码", "代碼", "代號", "股票", "证券", "基金", "SZ", "SH", "sh", "sz", "HK", "SZ:", "SH:"]
            .iter()
            .any(|w| head.ends_with(w) || head.trim_end_matches(['：', ':', ' ']).ends_with(w))
}

/// Letters first: GPT-4o, G1234, CA1234, COVID-19.
fn lettered(cx: &Context<'_>, i: usize, end: usize, letters: usize) -> Option<Code> {
    let text = cx.text;
    let run = &text[i..end];
    let head: String = run.chars().take_while(char::is_ascii_alphabetic).take(16).collect();
    let rest = &run[head.len()..];
    let plain = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    if matches!(head.as_str(), "Q" | "q") && plain && rest.len() == 1 {
        return None; // a quarter
    }
    if matches!(head.as_str(), "US" | "HK" | "NT" | "RMB" | "USD" | "HKD" | "EUR") && plain {
        return None;
    }
    if plain
        && matches!(head.as_str(), "G" | "D" | "C" | "K" | "T" | "Z")
        && (2..=4).contains(&rest.len())
        && (text[end..].starts_with("次") || cx.head(i, 12).ends_with("乘坐") || text[end..].starts_with("列车"))
    {
        return made(i, end, CodeKind::Train);
    }
    if plain && head.len() == 2 && (3..=4).contains(&rest.len()) && label::flies(cx, i, end) {
        return made(i, end, CodeKind::Flight);
    }
    if matches!(head.as_str(), "SH" | "SZ" | "sh" | "sz" | "HK" | "BJ") && (5..=6).contains(&rest.len()) && plain {
        return made(i, end, CodeKind::Stock);
    }
    if matches!(head.as_str(), "v" | "V") && rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains('.') {
        return made(i, end, CodeKind::Version);
    }
    let _ = letters;
    made(i, label::chainage(text, run, end), label::named(run))
}

/// Figures first: 600519.SH, 4K, 5G, 3nm, 2e5, 1.5T.
fn number_with_letters(cx: &Context<'_>, i: usize, end: usize) -> Option<Code> {
    let text = cx.text;
    let run = &text[i..end];
    if let Some((head, tail)) = run.split_once('.')
        && (4..=6).contains(&head.len())
        && head.bytes().all(|b| b.is_ascii_digit())
        && matches!(tail, "SH" | "SZ" | "HK" | "BJ" | "SS" | "sh" | "sz" | "hk" | "OF" | "TW" | "US" | "NQ")
    {
        return made(i, end, CodeKind::Stock);
    }
    let (_, stop, _, fraction, _) = super::numeral::figures(text, i)?;
    let tail = &text[stop..end];
    let lower = tail.to_ascii_lowercase();
    if lower == "k"
        || lower.starts_with("k-") && tail[2..].starts_with(|c: char| c.is_ascii_digit())
        || lower == "pm"
        || lower == "am"
        || lower.starts_with("pm.")
        || lower.starts_with("a.m")
        || lower.starts_with("p.m")
    {
        // 4K pictures, 18K gold.
        let fine = tail == "K" && text[end..].starts_with('金');
        return (fine || tail == "K" && !fraction && (run == "4K" || run == "8K" || run == "2K"))
            .then(|| Code { span: TextSpan::new(i, end), kind: CodeKind::Model });
    }
    let exponent = lower
        .strip_prefix('e')
        .is_some_and(|exp| exp.trim_start_matches(['-', '+']).bytes().all(|b| b.is_ascii_digit()));
    if exponent {
        // 1e9999: no number that could be written, and its exponent is none either.
        let reads = super::term::raw(cx, i).is_some_and(|t| t.num_end >= end);
        return if reads { None } else { made(i, end, CodeKind::Other) };
    }
    if let Some(unit) = cx.unit(stop)
        && (unit.end == end || bytes_end_unit(text, unit.end, end))
        && !(run.len() == 2 && matches!(run, "5G" | "4G" | "3G" | "6G" | "2G"))
    {
        return None;
    }
    if tail.starts_with(['-', '.']) && tail.len() > 1 && tail[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    made(i, end, label::named(run))
}

/// 5%-10km, 3m-5m: behind the unit a dash and figures.
fn bytes_end_unit(text: &str, unit_end: usize, end: usize) -> bool {
    unit_end < end && text[unit_end..end].starts_with(['-', '/']) || unit_end > end
}

/// Letters, a space, figures: Mate 60, iPhone 15 Pro. The name is a code when letters of both cases or only capitals lead.
fn spaced_model(cx: &Context<'_>, i: usize, end: usize) -> Option<Code> {
    let text = cx.text;
    let bytes = text.as_bytes();
    let head = &text[i..end];
    if head.len() < 2
        || head.len() > 12
        || bytes.get(end) != Some(&b' ')
        || !head.bytes().any(|b| b.is_ascii_uppercase())
    {
        return None;
    }
    let from = end + 1;
    let mut stop = from;
    while stop < bytes.len() && stop - from < 12 && (bytes[stop].is_ascii_alphanumeric() || bytes[stop] == b'.') {
        stop += 1;
    }
    while stop > from && bytes[stop - 1] == b'.' {
        stop -= 1;
    }
    let tail = &text[from..stop];
    if tail.is_empty()
        || !tail.as_bytes()[0].is_ascii_digit()
        || matches!(
            head,
            "USD"
                | "RMB"
                | "CNY"
                | "HKD"
                | "EUR"
                | "AM"
                | "PM"
                | "BC"
                | "AD"
                | "IP"
                | "TEL"
                | "Tel"
                | "QQ"
                | "GDP"
                | "CPI"
                | "PPI"
                | "PMI"
                | "DAX"
                | "CAC"
                | "KOSPI"
                | "TOPIX"
                | "FTSE"
                | "HSI"
                | "WTI"
                | "BTC"
                | "ETH"
                | "VIX"
                | "MSCI"
                | "GMV"
                | "TEU"
        )
    {
        return None;
    }
    // A unit or a scale word behind the figures: a number, not a name. So is a year.
    if cx.unit(stop).is_some()
        || text[stop..].starts_with(['万', '亿', '%', '％', '年', '月', '-', ':', '：', '~', '至', '多', '余', ','])
        || tail.bytes().all(|b| b.is_ascii_digit())
            && (tail.len() > 4 || tail.len() == 4 && (tail.starts_with("19") || tail.starts_with("20")))
    {
        return None;
    }
    made(i, stop + label::variant(&text[stop..]), CodeKind::Model)
}

/// 国发〔2023〕12号: from the bracket, the word before it and the number behind.
pub(super) fn document_number(cx: &Context<'_>, i: usize) -> Option<Code> {
    let text = cx.text;
    let At(Some('〔' | '［' | '[' | '【' | '(' | '（'), p) = at(text, i) else { return None };
    let digits = text.get(p..p + 4)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let At(Some('〕' | '］' | ']' | '】' | ')' | '）'), q) = at(text, p + 4) else { return None };
    let mut start = i;
    for _ in 0..10 {
        match before(text, start) {
            Some(c) if is_han(c) && !matches!(c, '的' | '和' | '据' | '于' | '了' | '为' | '按' | '照' | '《') => {
                start -= c.len_utf8()
            }
            _ => break,
        }
    }
    let q = if text[q..].starts_with('第') { q + '第'.len_utf8() } else { q };
    let number = text[q..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - q);
    if number == 0 || number > 6 || !text[q + number..].starts_with('号') || start == i {
        // (2023)粤01民终1234号
        let tail = text[q..].char_indices().take(24).find(|(_, c)| *c == '号')?.0;
        let inner = &text[q..q + tail];
        let court = inner.contains(['民', '刑', '行', '执', '破'])
            && inner.bytes().any(|b| b.is_ascii_digit())
            && !inner.contains(['，', '。', '、']);
        return court
            .then(|| Code { span: TextSpan::new(i, q + tail + '号'.len_utf8()), kind: CodeKind::DocumentNumber });
    }
    Some(Code { span: TextSpan::new(start, q + number + '号'.len_utf8()), kind: CodeKind::DocumentNumber })
}
