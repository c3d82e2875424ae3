//! Marks over a text: overlapping spans become a flat run of pieces, with what was removed in its place.

use super::names::{Word, flag};
use super::shown::right_to_left;
use crate::clean::ParagraphRole;
use crate::record::{Id, Place, Record};
use crate::text::Closed;
use std::collections::{BTreeMap, BTreeSet};

/// One piece of the article as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words, with the classes of their marks, the facts that they belong to, and the facts that start here.
    Words { text: String, class: String, facts: String, anchors: Vec<String> },
    /// A paragraph starts here; a heading of the article is one to screen readers, too.
    Start { is_heading: bool },
    /// It ends, behind its line end.
    End,
    /// Words from right to left start here.
    Open,
    /// They end.
    Close,
    /// What was removed here, with its number among [`Text::removed`] (from 1).
    Gone { was: String, kind: Word, number: usize, is_first: bool },
}

/// What was removed for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Removed {
    pub(super) kind: Word,
    pub(super) rule: String,
    pub(super) why: String,
    /// In how many places.
    pub(super) count: usize,
}

/// The article as it is shown, and why it lacks what it lacks, in the order of the places.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    pub(super) pieces: Vec<Piece>,
    pub(super) removed: Vec<Removed>,
}

/// One mark: where, its class, its fact.
#[derive(Debug, Clone)]
struct Mark {
    span: Place,
    class: &'static str,
    fact: String,
}

/// The pieces of a record's article, in order. The words joined are `article.text`; with what is gone, and without what stands instead of
/// it (class `with`), they are the page text.
pub(super) fn text(record: &Record) -> Text {
    let text: Vec<char> = record.article.as_ref().map_or("", |a| &a.text).chars().collect();
    let mut marks = marks(record);
    let (gone, removed) = gone(record, &mut marks);
    marks.retain(|m| m.span[0] < m.span[1] && m.span[1] as usize <= text.len());
    marks.sort_by(|a, b| (a.span, &a.fact).cmp(&(b.span, &b.fact)));
    let runs = runs(&text);
    let headings: BTreeSet<u32> = headings(record);
    let mut cuts: Vec<u32> = marks.iter().flat_map(|m| m.span).chain(gone.iter().map(|g| g.0)).collect();
    cuts.extend(text.iter().enumerate().filter(|(_, c)| **c == '\n').flat_map(|(i, _)| [i as u32, i as u32 + 1]));
    cuts.extend(runs.iter().flatten());
    cuts.extend([0, text.len() as u32]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = vec![Piece::Start { is_heading: headings.contains(&0) }];
    let (mut next_mark, mut next_gone) = (0, 0);
    let mut runs = runs.iter().peekable();
    let mut open: Vec<&Mark> = Vec::new();
    let mut anchored = BTreeSet::new();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        while gone.get(next_gone).is_some_and(|g| g.0 <= start) {
            out.push(gone[next_gone].1.clone());
            next_gone += 1;
        }
        if runs.peek().is_some_and(|run| run[0] == start) {
            out.push(Piece::Open);
        }
        open.retain(|m| m.span[1] > start);
        let mut anchors = Vec::new();
        while let Some(m) = marks.get(next_mark).filter(|m| m.span[0] <= start) {
            // A fact with several places (the mentions of a name, the numbers of a check) is found at its first.
            if !m.fact.is_empty() && anchored.insert(m.fact.as_str()) {
                anchors.push(m.fact.clone());
            }
            open.push(m);
            next_mark += 1;
        }
        let words: String = text[start as usize..end as usize].iter().collect();
        let is_line_end = words == "\n";
        out.push(Piece::Words {
            text: words,
            class: joined(open.iter().map(|m| m.class)),
            facts: joined(open.iter().map(|m| m.fact.as_str())),
            anchors,
        });
        if runs.next_if(|run| run[1] == end).is_some() {
            out.push(Piece::Close);
        }
        if is_line_end {
            out.extend([Piece::End, Piece::Start { is_heading: headings.contains(&end) }]);
        }
    }
    out.extend(gone[next_gone..].iter().map(|g| g.1.clone()));
    out.push(Piece::End);
    Text { pieces: out, removed }
}

/// Where words run from right to left.
fn runs(text: &[char]) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::new();
    let mut from = 0;
    while let Some((first, last)) = right_to_left(text[from..].iter().copied().enumerate()) {
        out.push([(from + first) as u32, (from + last + 1) as u32]);
        from += last + 1;
    }
    out
}

/// Where the article's headings start.
fn headings(record: &Record) -> BTreeSet<u32> {
    let paragraphs = record.article.iter().flat_map(|a| &a.paragraphs);
    paragraphs.filter(|p| p.role.0 == ParagraphRole::Heading).map(|p| p.span[0]).collect()
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut seen: Vec<&str> = parts.filter(|p| !p.is_empty()).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.join(" ")
}

fn marks(record: &Record) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut add = |span: Place, class: &'static str, fact: String| out.push(Mark { span, class, fact });
    for p in record.article.iter().flat_map(|a| &a.paragraphs) {
        if p.role.0 == ParagraphRole::Quote {
            add(p.span, "b", String::new());
        }
    }
    for e in &record.entities {
        e.mentions.iter().for_each(|&m| add(m, "e", e.id.to_string()));
    }
    record.quantities.iter().for_each(|q| add(q.span, "q", q.id.to_string()));
    record.times.iter().for_each(|t| add(t.span, "t", t.id.to_string()));
    record.claims.iter().for_each(|c| add(c.span, "", c.id.to_string()));
    record.attributions.iter().for_each(|a| add(a.content, "s", a.id.to_string()));
    for k in &record.checks {
        let class = if k.verdict.0 == crate::check::CheckVerdict::Conflict { "x" } else { "" };
        k.says.iter().for_each(|s| add(s.span, class, k.id.to_string()));
    }
    for (i, s) in record.suspicions.iter().enumerate() {
        s.span.into_iter().for_each(|span| add(span, "u", Id::<'s'>(i as u32).to_string()));
    }
    out
}

/// What was removed, each with its place in the cleaned text, and why; what stands instead is marked with the class `with`.
fn gone(record: &Record, marks: &mut Vec<Mark>) -> (Vec<(u32, Piece)>, Vec<Removed>) {
    let mut removed: Vec<Removed> = Vec::new();
    let mut out = Vec::new();
    let Some(ledger) = &record.ledger else { return (out, removed) };
    let page: Vec<char> = ledger.page_text.as_deref().unwrap_or("").chars().collect();
    let mut numbers: BTreeMap<(&str, &str, u32), usize> = BTreeMap::new();
    let mut shift = 0_i64;
    for e in &ledger.edits {
        let with = e.with.as_deref().map_or(0, |w| w.chars().count());
        let at = (i64::from(e.page[0]) - shift).max(0) as u32;
        let was = match &e.was {
            Some(was) => was.clone(),
            None => page.get(e.page[0] as usize..e.page[1] as usize).unwrap_or(&[]).iter().collect(),
        };
        let kind = flag(e.kind.0.as_str());
        let number = *numbers.entry((kind.en, &e.rule, e.reason)).or_insert_with(|| {
            let why = ledger.reasons.get(e.reason as usize).cloned().unwrap_or_default();
            removed.push(Removed { kind, rule: e.rule.clone(), why, count: 0 });
            removed.len()
        });
        removed[number - 1].count += 1;
        out.push((at, Piece::Gone { was, kind, number, is_first: removed[number - 1].count == 1 }));
        if with > 0 {
            marks.push(Mark { span: [at, at + with as u32], class: "with", fact: String::new() });
        }
        shift += i64::from(e.page[1] - e.page[0]) - with as i64;
    }
    (out, removed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, Options, Pipeline};

    #[test]
    fn words_are_the_article_and_with_the_gone_they_are_the_page() {
        let pipeline = Pipeline::new(Options::default()).expect("built-in dictionaries are sound");
        let page = "澄湖新桥通车\n  澄湖新桥5月8日通车，全长1.2公里，，比旧桥长300米。\n\n“方便多了。”市民老杜说。\n";
        let record = pipeline.extract(&Input::text("a.txt", page));
        let (mut article, mut whole) = (String::new(), String::new());
        for piece in text(&record).pieces {
            match piece {
                Piece::Words { text, class, .. } => {
                    article.push_str(&text);
                    if !class.split(' ').any(|c| c == "with") {
                        whole.push_str(&text);
                    }
                }
                Piece::Gone { was, .. } => whole.push_str(&was),
                _ => {}
            }
        }
        assert_eq!(article, record.article.expect("an article").text);
        assert_eq!(whole, page);
    }

    #[test]
    fn words_from_right_to_left_open_and_close_inside_their_paragraph() {
        let pipeline = Pipeline::new(Options::default()).expect("built-in dictionaries are sound");
        let record = pipeline.annotate(&Input::text("a.txt", "发言人محمد علي 5日说，新桥花了2亿元。\nדוד לוי在场。\n"));
        let mut shown = String::new();
        for piece in text(&record).pieces {
            match piece {
                Piece::Words { text, .. } => shown.push_str(&text),
                Piece::Open => shown.push('⟦'),
                Piece::Close => shown.push('⟧'),
                Piece::Start { .. } => shown.push('‹'),
                Piece::End => shown.push('›'),
                Piece::Gone { .. } => {}
            }
        }
        assert!(shown.starts_with("‹发言人⟦محمد علي⟧ 5日说，新桥花了2亿元。\n›‹⟦דוד לוי⟧在场。"), "{shown}");
    }

    #[test]
    fn what_was_removed_for_one_reason_is_one_fact() {
        let pipeline = Pipeline::new(Options::default()).expect("built-in dictionaries are sound");
        let page = "  澄湖新桥5月8日通车，全长1.2公里。  \n  市民老杜说方便多了。  \n";
        let text = text(&pipeline.extract(&Input::text("a.txt", page)));
        let white = text.removed.iter().find(|r| r.rule == "space.edge").expect("white space at the edges");
        assert!(white.count >= 3, "{:?}", text.removed);
        let firsts = text.pieces.iter().filter(|p| matches!(p, Piece::Gone { is_first: true, .. })).count();
        assert_eq!(firsts, text.removed.len());
    }
}
