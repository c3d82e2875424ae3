//! Whether a record holds together: the laws that every record must keep, checked on the record alone.

use super::types::{Place, Record};
use unicode_segmentation::UnicodeSegmentation;

/// What is wrong with a record; empty when it is sound.
///
/// Checks the ledger (edits sorted and disjoint, applying them to the page text gives the article), every span (inside its
/// text, on borders of grapheme clusters, equal to the words that are repeated), the order and overlap of mentions, and that
/// every reference resolves.
#[must_use]
pub fn problems(record: &Record) -> Vec<String> {
    let mut out = Vec::new();
    ledger(record, &mut out);
    let text = record.article.as_ref().map_or("", |a| a.text.as_str());
    Spans::new(text).all(record, &mut out);
    references(record, &mut out);
    out
}

fn ledger(record: &Record, out: &mut Vec<String>) {
    let Some(ledger) = &record.ledger else { return };
    let text = record.article.as_ref().map_or("", |a| a.text.as_str());
    let mut last = 0;
    for e in &ledger.edits {
        if e.page[0] < last || e.page[1] < e.page[0] {
            out.push(format!("edit {:?} is out of order", e.page));
            return;
        }
        if e.reason as usize >= ledger.reasons.len() {
            out.push(format!("edit {:?} names no reason", e.page));
        }
        last = e.page[1];
    }
    if let Some(page) = &ledger.page_text {
        if applied(page, &ledger.edits) != text {
            out.push("the edits applied to the page text do not give the article".into());
        }
        let at = record.article.as_ref().and_then(|a| Some((a.title_at?, a.title.as_deref()?)));
        if let Some((at, title)) = at
            && slice(page, at).is_none_or(|s| squash(&s) != squash(title))
        {
            out.push(format!("title_at {at:?} does not hold the title"));
        }
    } else {
        let page = undone(text, &ledger.edits);
        let digest = page.map(|p| format!("blake3:{}", blake3::hash(p.as_bytes()).to_hex()));
        if digest != ledger.page_digest {
            out.push("the edits undone do not give the page text".into());
        }
    }
}

fn squash(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn slice(text: &str, at: Place) -> Option<String> {
    let part: String = text.chars().skip(at[0] as usize).take((at[1].checked_sub(at[0])?) as usize).collect();
    (part.chars().count() == (at[1] - at[0]) as usize).then_some(part)
}

fn applied(page: &str, edits: &[super::types::Edit]) -> String {
    let mut out = String::with_capacity(page.len());
    let mut chars = page.chars();
    let mut at = 0;
    for e in edits {
        out.extend(chars.by_ref().take((e.page[0] - at) as usize));
        out.push_str(e.with.as_deref().unwrap_or(""));
        if let Some(skip) = (e.page[1] - e.page[0]).checked_sub(1) {
            chars.nth(skip as usize);
        }
        at = e.page[1];
    }
    out.extend(chars);
    out
}

fn undone(text: &str, edits: &[super::types::Edit]) -> Option<String> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    let mut at = 0;
    for e in edits {
        let kept = rest.char_indices().nth((e.page[0] - at) as usize).map_or(rest.len(), |(i, _)| i);
        out.push_str(&rest[..kept]);
        out.push_str(e.was.as_deref()?);
        rest = rest[kept..].strip_prefix(e.with.as_deref().unwrap_or(""))?;
        at = e.page[1];
    }
    out.push_str(rest);
    Some(out)
}

/// The text with the borders of its grapheme clusters, by code point.
struct Spans<'t> {
    text: &'t str,
    /// Byte of each code point, and whether a cluster starts there.
    points: Vec<(usize, bool)>,
}

impl<'t> Spans<'t> {
    fn new(text: &'t str) -> Self {
        let mut points = Vec::with_capacity(text.len() / 3 + 1);
        for (at, cluster) in text.grapheme_indices(true) {
            points.extend(cluster.char_indices().map(|(i, _)| (at + i, i == 0)));
        }
        points.push((text.len(), true));
        Self { text, points }
    }

    fn bytes(&self, at: Place) -> Option<&'t str> {
        let (start, starts) = *self.points.get(at[0] as usize)?;
        let (end, ends) = *self.points.get(at[1] as usize)?;
        (start <= end && starts && ends).then(|| &self.text[start..end])
    }

    fn one(&self, what: &str, at: Place, words: Option<&str>, out: &mut Vec<String>) {
        match (self.bytes(at), words) {
            (None, _) => out.push(format!("{what} {at:?} is outside the text or cuts a cluster")),
            (Some(found), Some(words)) if found != words => {
                out.push(format!("{what} {at:?} holds {found:?}, not {words:?}"));
            }
            _ => {}
        }
    }

    fn all(&self, r: &Record, out: &mut Vec<String>) {
        let mut one = |what: &str, at, words| self.one(what, at, words, out);
        for p in r.article.iter().flat_map(|a| &a.paragraphs) {
            one("paragraph", p.span, None);
        }
        for s in r.suspicions.iter().filter(|s| s.span.is_some()) {
            one("suspicion", s.span.unwrap_or_default(), s.found.as_deref());
        }
        r.sentences.iter().for_each(|&s| one("sentence", s, None));
        r.tokens.iter().for_each(|t| one("token", [t.0, t.1], None));
        r.entities.iter().flat_map(|e| &e.mentions).for_each(|&m| one("mention", m, None));
        for q in &r.quantities {
            one("quantity", q.span, Some(&q.text));
            q.modifiers.iter().for_each(|&m| one("modifier", m, None));
            q.change.iter().filter_map(|c| c.basis_span).for_each(|b| one("basis", b, None));
        }
        for t in &r.times {
            one("time", t.span, Some(&t.text));
            t.modifiers.iter().for_each(|&m| one("modifier", m, None));
        }
        r.codes.iter().for_each(|c| one("code", c.span, Some(&c.text)));
        for c in &r.claims {
            one("claim", c.span, None);
            c.predicate.iter().for_each(|w| one("predicate", w.span, Some(&w.text)));
            let named = [&c.subject, &c.object, &c.than, &c.whole, &c.scope];
            named.into_iter().flatten().for_each(|n| one("words of a claim", n.span, Some(&n.text)));
        }
        for a in &r.attributions {
            one("content", a.content, None);
            a.cue.iter().for_each(|w| one("cue", w.span, Some(&w.text)));
            a.speaker.iter().for_each(|n| one("speaker", n.span, Some(&n.text)));
        }
        r.checks.iter().flat_map(|k| &k.says).for_each(|s| one("check", s.span, None));
        self.order(r, out);
    }

    fn order(&self, r: &Record, out: &mut Vec<String>) {
        disjoint("sentences", r.sentences.clone(), out);
        disjoint("tokens", r.tokens.iter().map(|t| [t.0, t.1]).collect(), out);
        disjoint("entities", sorted(r.entities.iter().flat_map(|e| e.mentions.iter().copied())), out);
        let measured = r.quantities.iter().map(|q| q.span).chain(r.times.iter().map(|t| t.span));
        disjoint("quantities, times and codes", sorted(measured.chain(r.codes.iter().map(|c| c.span))), out);
        disjoint("quantities", r.quantities.iter().map(|q| q.span).collect(), out);
        disjoint("times", r.times.iter().map(|t| t.span).collect(), out);
    }
}

fn sorted(spans: impl Iterator<Item = Place>) -> Vec<Place> {
    let mut spans: Vec<_> = spans.collect();
    spans.sort_unstable();
    spans
}

fn disjoint(what: &str, spans: Vec<Place>, out: &mut Vec<String>) {
    out.extend(
        spans
            .windows(2)
            .filter(|w| w[1][0] < w[0][1])
            .map(|w| format!("{what} overlap or are out of order: {:?} {:?}", w[0], w[1])),
    );
    out.extend(spans.iter().filter(|s| s[0] >= s[1]).map(|s| format!("{what}: {s:?} is empty")));
}

fn references(r: &Record, out: &mut Vec<String>) {
    let mut within = |what: &str, index: usize, len: usize| {
        if index >= len {
            out.push(format!("{what} {} of {len} does not exist", index + 1));
        }
    };
    let (quantities, times, entities) = (r.quantities.len(), r.times.len(), r.entities.len());
    for x in &r.quantities {
        x.change.iter().filter_map(|c| c.pair).for_each(|i| within("quantity", i.index(), quantities));
        x.equivalent_of.iter().for_each(|i| within("quantity", i.index(), quantities));
    }
    for x in &r.claims {
        within("sentence", x.sentence as usize, r.sentences.len());
        [x.value, x.base, x.delta].into_iter().flatten().for_each(|i| within("quantity", i.index(), quantities));
        x.time.iter().for_each(|i| within("time", i.index(), times));
        x.place.iter().for_each(|i| within("entity", i.index(), entities));
        x.attribution.iter().for_each(|i| within("attribution", i.index(), r.attributions.len()));
        let named = [&x.subject, &x.object, &x.than, &x.whole, &x.scope];
        named.into_iter().flatten().filter_map(|n| n.entity).for_each(|i| within("entity", i.index(), entities));
    }
    r.attributions
        .iter()
        .filter_map(|x| x.speaker.as_ref()?.entity)
        .for_each(|i| within("entity", i.index(), entities));
    for k in &r.checks {
        k.claims.iter().for_each(|i| within("claim", i.index(), r.claims.len()));
        k.quantities.iter().for_each(|i| within("quantity", i.index(), quantities));
        k.times.iter().for_each(|i| within("time", i.index(), times));
    }
}
