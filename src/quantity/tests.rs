//! Reads `corpus/specs/*.tsv` of this room, and numbers back from what they are written as.

use super::*;
use crate::lexicon::Table;
use std::fmt::Write as _;

fn measured(lexicon: &Lexicon, text: &str, reference: &str) -> Measured {
    let scanned = crate::scan::scan(text, lexicon);
    let words = crate::segment::segment(text, &scanned, lexicon);
    read(text, &scanned, &words, lexicon, (reference != "-").then_some(reference))
}

/// All quantities, or all times, as `words=value unit`, in order.
fn shown(text: &str, found: &Measured, of_times: bool) -> String {
    let mut out = Vec::new();
    if of_times {
        out.extend(found.times.iter().map(|t| {
            let value = t.edtf.clone().or_else(|| t.every.clone()).unwrap_or_else(|| "?".to_owned());
            format!("{}={value}", t.span.of(text))
        }));
    } else {
        for q in &found.quantities {
            let mut one = format!("{}=", q.span.of(text));
            match (&q.value, q.lower, q.upper) {
                (Some(v), ..) => _ = write!(one, "{v}"),
                (None, Some(l), Some(u)) => _ = write!(one, "{}..{}", l.value.normalize(), u.value.normalize()),
                _ => one.push_str(q.iso.as_deref().unwrap_or("?")),
            }
            if let Some(unit) = &q.unit {
                _ = write!(one, " {unit}");
            }
            out.push(one);
        }
    }
    if out.is_empty() { "-".to_owned() } else { out.join(" | ") }
}

fn spec(file: &'static str, content: &'static str, of_times: bool) {
    let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
    let mut wrong = String::new();
    for row in Table::new(file, content).rows() {
        let row = row.expect("a row has columns");
        let (text, reference, wanted) =
            (row.get(0).expect("text"), row.get(1).expect("reference"), row.get(2).expect("wanted"));
        let got = shown(text, &measured(&lexicon, text, reference), of_times);
        if got != wanted {
            _ = writeln!(wrong, "{text}\n  wanted {wanted}\n  got    {got}");
        }
    }
    assert!(wrong.is_empty(), "{file}:\n{wrong}");
}

#[test]
fn quantities_read_as_specified() {
    spec("corpus/specs/quantity.tsv", include_str!("../../corpus/specs/quantity.tsv"), false);
}

#[test]
fn times_read_as_specified() {
    spec("corpus/specs/time.tsv", include_str!("../../corpus/specs/time.tsv"), true);
}

/// A whole number in Han numerals.
fn han(n: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let group = |n: u64| {
        let (mut out, mut gap) = (String::new(), false);
        for (place, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let d = (n / place % 10) as usize;
            if d == 0 {
                gap = !out.is_empty();
            } else {
                if gap {
                    out.push('零');
                }
                gap = false;
                out.push_str(DIGITS[d]);
                out.push_str(word);
            }
        }
        out
    };
    let (mut out, mut open) = (String::new(), false);
    for (place, word) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let part = n / place % 10_000;
        if part > 0 {
            if open || !out.is_empty() && part < 1000 {
                out.push('零');
            }
            out.push_str(&group(part));
            out.push_str(word);
            open = false;
        } else {
            open = !out.is_empty();
        }
    }
    out
}

/// The same numeral in the figures of cheques, and in the traditional script.
fn restyled(han: &str, to: &str) -> String {
    const PLAIN: &str = "零一二三四五六七八九十百千万亿";
    han.chars().map(|c| PLAIN.chars().position(|p| p == c).and_then(|i| to.chars().nth(i)).unwrap_or(c)).collect()
}

/// Figures in groups of three.
fn grouped(digits: &str, comma: char) -> String {
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(comma);
        }
        out.push(c);
    }
    out
}

fn wide(digits: &str) -> String {
    digits.chars().map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c)).collect()
}

/// Every style in which a whole number is written.
fn styles(n: u64) -> Vec<String> {
    let (digits, han) = (n.to_string(), han(n));
    let mut out = vec![
        digits.clone(),
        wide(&digits),
        grouped(&digits, ','),
        restyled(&han, "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"),
        restyled(&han, "零一二三四五六七八九十百千萬億"),
        restyled(&han, "〇一二三四五六七八九十百千万亿"),
        han,
    ];
    for (place, word) in [(10_000, '万'), (100_000_000, '亿')] {
        if n >= place {
            let rest = format!("{:0w$}", n % place, w = place.ilog10() as usize);
            let point =
                if n.is_multiple_of(place) { String::new() } else { format!(".{}", rest.trim_end_matches('0')) };
            out.push(format!("{}{point}{word}", n / place));
        }
    }
    if n >= 10_000_000 {
        // Two groups or more: one alone may be the end of a clause.
        out.push(grouped(&digits, '，'));
    }
    out
}

#[test]
fn a_number_written_in_any_style_reads_back() {
    let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
    let first = |text: &str| {
        let found = measured(&lexicon, text, "-");
        found.quantities.first().and_then(Quantity::decimal).map(|d| d.to_string())
    };
    let mut n: u64 = 20;
    for step in 0..400_u64 {
        n = n * 7 / 5 + step + 1;
        if n > 900_000_000_000 {
            n = 21 + step;
        }
        for written in styles(n) {
            let text = format!("共{written}吨");
            assert_eq!(first(&text), Some(n.to_string()), "{text}");
        }
        // The same figures as hundredths: 3.07%, 百分之三点零七.
        let (whole, part) = (n / 100 % 1000, n % 100);
        let spoken = han(part / 10 * 1_000 + 1);
        let tenth = spoken.chars().next().filter(|_| part >= 10).unwrap_or('零');
        let last = han(part % 10);
        let last = if last.is_empty() { "零" } else { &last };
        let value = format!("{whole}.{part:02}");
        let value = value.trim_end_matches('0').trim_end_matches('.').to_owned();
        let whole_said = if whole == 0 { "零".to_owned() } else { han(whole) };
        for text in [
            format!("占{whole}.{part:02}%"),
            format!("占{}．{}％", wide(&whole.to_string()), wide(&format!("{part:02}"))),
            format!("占百分之{whole_said}点{tenth}{last}"),
        ] {
            assert_eq!(first(&text), Some(value.clone()), "{text}");
        }
    }
}

#[test]
fn junk_is_no_panic() {
    let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
    let junk = [
        "9".repeat(100_000),
        "亿".repeat(20_000),
        "一二三".repeat(20_000),
        "99999年13月45日".to_owned(),
        "1/0".to_owned(),
        "1e9999999999".to_owned(),
        "2e-99".to_owned(),
        "1-".repeat(20_000),
        "３．．５，，，%".repeat(500),
        "第第前前上上半半".repeat(500),
        "10:".repeat(5000),
        "每周一、二、".repeat(2000),
        "公元前99999年".to_owned(),
        "999999999999年后".to_owned(),
    ];
    for text in &junk {
        let found = measured(&lexicon, text, "2024-02-29");
        assert!(found.quantities.windows(2).all(|w| w[0].span.end() <= w[1].span.start()));
    }
}
