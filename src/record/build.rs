//! From the rooms' results to the published record: bytes become code points, indices become ids.

use super::types::{self as t, Record, SCHEMA};
use super::{Id, Name};
use crate::check::Check;
use crate::claim::{Claims, Named};
use crate::clean::{Cleaned, PageKind};
use crate::entity::Entity;
use crate::page::Stage;
use crate::quantity::{Limit, Measured};
use crate::scan::Code;
use crate::segment::Segmented;
use crate::text::{self, Closed, CodePoints, Ledger, Span, TextSpan, is_han, is_letter};

/// Everything that the rooms found out about a page.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) source: t::Source,
    pub(crate) id: String,
    /// The page text and whether it goes into the record; none for text that was taken as it is.
    pub(crate) page_text: Option<(&'a str, bool)>,
    pub(crate) encoding_guessed: bool,
    pub(crate) cleaned: Cleaned,
    /// None when only cleaning was asked for.
    pub(crate) found: Option<Found>,
    pub(crate) with_tokens: bool,
}

/// What stands in the cleaned text.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) words: Segmented,
    pub(crate) codes: Vec<Code>,
    pub(crate) measured: Measured,
    pub(crate) entities: Vec<Entity>,
    pub(crate) claims: Claims,
    pub(crate) checks: Vec<Check>,
}

/// A record of a page that could not be read.
pub(crate) fn failed(source: t::Source, id: String, stage: Stage, message: String) -> Record {
    Record { error: Some(t::Failure { stage: Name(stage), message }), ..empty(source, id, PageKind::Error) }
}

fn empty(input: t::Source, id: String, kind: PageKind) -> Record {
    Record {
        schema: SCHEMA.into(),
        id,
        input,
        kind: Name(kind),
        error: None,
        article: None,
        ledger: None,
        suspicions: Vec::new(),
        sentences: Vec::new(),
        tokens: Vec::new(),
        entities: Vec::new(),
        quantities: Vec::new(),
        times: Vec::new(),
        codes: Vec::new(),
        claims: Vec::new(),
        attributions: Vec::new(),
        checks: Vec::new(),
        quality: None,
    }
}

/// The record of a page.
pub(crate) fn record(parts: Parts<'_>) -> Record {
    let cleaned = &parts.cleaned;
    let mut out = empty(parts.source, parts.id, cleaned.kind);
    let page = parts.page_text.map(|(text, _)| (text, CodePoints::new(text)));
    let at = At { text: &cleaned.text, points: CodePoints::new(&cleaned.text) };
    if matches!(cleaned.kind, PageKind::Article | PageKind::Forum) {
        out.article = Some(article(cleaned, &at, page.as_ref().map(|p| &p.1)));
    }
    if let (Some((text, points)), Some((_, whole))) = (&page, parts.page_text) {
        out.ledger = Some(ledger(&cleaned.ledger, text, points, whole));
    }
    out.suspicions = cleaned
        .suspicions
        .iter()
        .map(|s| t::Suspicion {
            span: s.span.map(|s| at.place(s)),
            kind: Name(s.kind),
            found: s.found.clone(),
            likely: s.likely.clone(),
            confidence: hundredths(s.confidence),
            why: s.why.clone(),
        })
        .collect();
    out.quality = Some(quality(cleaned, page.as_ref(), parts.encoding_guessed));
    if let Some(found) = &parts.found {
        fill(&mut out, found, &at, parts.with_tokens);
    }
    out
}

/// The cleaned text with its code points.
struct At<'t> {
    text: &'t str,
    points: CodePoints<'t>,
}

impl At<'_> {
    fn place(&self, span: TextSpan) -> t::Place {
        place(&self.points, span)
    }

    fn places(&self, spans: &[TextSpan]) -> Vec<t::Place> {
        spans.iter().map(|&s| self.place(s)).collect()
    }

    fn words(&self, span: TextSpan) -> t::Words {
        t::Words { text: span.of(self.text).to_owned(), span: self.place(span) }
    }

    fn named(&self, named: Named) -> t::Named {
        let t::Words { text, span } = self.words(named.span);
        t::Named { text, span, entity: named.entity.map(Id::new) }
    }
}

fn place<In>(points: &CodePoints<'_>, span: Span<In>) -> t::Place {
    [points.at(span.start()) as u32, points.at(span.end()) as u32]
}

fn hundredths(n: u8) -> f64 {
    f64::from(n) / 100.0
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { ((part * 20_000 + whole) / (2 * whole)) as f64 / 10_000.0 }
}

fn article(cleaned: &Cleaned, at: &At<'_>, page: Option<&CodePoints<'_>>) -> t::Article {
    let m = &cleaned.metadata;
    t::Article {
        title: m.title.clone(),
        title_at: m.title_at.zip(page).map(|(span, points)| place(points, span)),
        subtitle: m.subtitle.clone(),
        authors: m.authors.clone(),
        editors: m.editors.clone(),
        source: m.source.clone(),
        site: m.site.clone(),
        published: m.published.clone(),
        script: m.script.map(Name),
        pages: m.pages.as_ref().map(|p| t::Pages { this: p.this, of: p.of, next: p.next.clone() }),
        text: cleaned.text.clone(),
        paragraphs: cleaned
            .paragraphs
            .iter()
            .map(|p| t::Paragraph { span: at.place(p.span), role: Name(p.role) })
            .collect(),
    }
}

fn ledger(ledger: &Ledger, page: &str, points: &CodePoints<'_>, whole: bool) -> t::LedgerRecord {
    let edit = |e: &crate::text::Edit| t::Edit {
        page: place(points, e.page),
        kind: Name(e.kind),
        rule: e.rule.to_owned(),
        with: (!e.with.is_empty()).then(|| e.with.to_string()),
        was: (!whole).then(|| e.page.of(page).to_owned()),
        certainty: Name(e.certainty),
        reason: e.reason,
    };
    t::LedgerRecord {
        page_text: whole.then(|| page.to_owned()),
        page_length: (!whole).then(|| points.at(page.len()) as u32),
        page_digest: (!whole).then(|| format!("blake3:{}", blake3::hash(page.as_bytes()).to_hex())),
        reasons: ledger.reasons().to_vec(),
        edits: ledger.edits().iter().map(edit).collect(),
    }
}

fn quality(cleaned: &Cleaned, page: Option<&(&str, CodePoints<'_>)>, encoding_guessed: bool) -> t::Quality {
    let Letters { chars, han, letters } = Letters::of(&cleaned.text);
    let removed = page.map_or(0.0, |(text, points)| {
        let gone: usize =
            cleaned.ledger.edits().iter().map(|e| points.at(e.page.end()) - points.at(e.page.start())).sum();
        share(gone, points.at(text.len()))
    });
    let mut flags: Vec<&str> = cleaned.ledger.edits().iter().map(|e| e.kind.as_str()).collect();
    flags.extend(cleaned.suspicions.iter().map(|s| s.kind.as_str()));
    flags.extend(&cleaned.flags);
    flags.extend(cleaned.metadata.zone_assumed.then_some("zone_assumed"));
    flags.extend(encoding_guessed.then_some("encoding_guessed"));
    flags.sort_unstable();
    flags.dedup();
    t::Quality {
        chars: chars as u32,
        han_share: share(han, letters),
        removed_share: removed,
        farm_score: hundredths(cleaned.farm_score),
        flags: flags.into_iter().map(str::to_owned).collect(),
    }
}

/// How many characters a text has, how many of them are Han, and how many are letters of any script, Han among them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Letters {
    chars: usize,
    han: usize,
    letters: usize,
}

impl Letters {
    fn of(words: &str) -> Self {
        let mut out = Self::default();
        let (bytes, mut p) = (words.as_bytes(), 0);
        while p < bytes.len() {
            out.chars += 1;
            // U+4000–U+9FFF without the hexagrams: nothing but Han characters, and most of a text.
            if matches!(bytes[p], 0xE5..=0xE9) || bytes[p] == 0xE4 && bytes.get(p + 1) != Some(&0xB7) {
                out.han += 1;
                p += 3;
                continue;
            }
            let text::At(c, next) = text::at(words, p);
            let is_han = c.is_some_and(is_han);
            out.han += usize::from(is_han);
            out.letters += usize::from(!is_han && c.is_some_and(is_letter));
            p = next;
        }
        out.letters += out.han;
        out
    }
}

fn fill(out: &mut Record, found: &Found, at: &At<'_>, with_tokens: bool) {
    out.sentences = at.places(&found.words.sentences);
    if with_tokens {
        let token = |w: &crate::segment::Token| {
            let [start, end] = at.place(w.span);
            (start, end, w.tag.as_str().to_owned())
        };
        out.tokens = found.words.tokens.iter().map(token).collect();
    }
    out.codes = found
        .codes
        .iter()
        .map(|c| t::Code { span: at.place(c.span), kind: Name(c.kind), text: c.span.of(at.text).to_owned() })
        .collect();
    out.entities = found.entities.iter().enumerate().map(|(i, e)| entity(i, e, at)).collect();
    out.quantities = found.measured.quantities.iter().enumerate().map(|(i, q)| quantity(i, q, at)).collect();
    out.times = found.measured.times.iter().enumerate().map(|(i, x)| time(i, x, at)).collect();
    out.claims = found.claims.claims.iter().enumerate().map(|(i, c)| claim(i, c, at)).collect();
    out.attributions = found
        .claims
        .attributions
        .iter()
        .enumerate()
        .map(|(i, a)| t::Attribution {
            id: Id::new(i),
            speaker: a.speaker.map(|n| at.named(n)),
            cue: a.cue.map(|s| at.words(s)),
            content: at.place(a.content),
            direct: a.direct,
            strength: Name(a.strength),
        })
        .collect();
    out.checks = found.checks.iter().enumerate().map(|(i, k)| check(i, k, at)).collect();
}

fn entity(index: usize, e: &Entity, at: &At<'_>) -> t::Entity {
    t::Entity {
        id: Id::new(index),
        kind: Name(e.kind),
        name: e.name.clone(),
        aliases: e.aliases.clone(),
        mentions: at.places(&e.mentions),
        confidence: hundredths(e.confidence),
    }
}

fn limit(l: &Limit) -> t::Limit {
    t::Limit { value: l.value.normalize().to_string(), inclusive: l.inclusive }
}

fn quantity(index: usize, q: &crate::quantity::Quantity, at: &At<'_>) -> t::Quantity {
    t::Quantity {
        id: Id::new(index),
        span: at.place(q.span),
        text: q.span.of(at.text).to_owned(),
        modifiers: at.places(&q.modifiers),
        kind: Name(q.kind),
        value: q.value.map(|v| v.to_string()),
        unit: q.unit.as_deref().map(str::to_owned),
        iso: q.iso.as_deref().map(str::to_owned),
        lower: q.lower.as_ref().map(limit),
        upper: q.upper.as_ref().map(limit),
        approx: q.approx.map(Name),
        per: q.per.as_ref().map(|p| t::Per { value: p.value.normalize().to_string(), unit: p.unit.to_string() }),
        change: q.change.as_ref().map(|c| t::Change {
            direction: c.direction.map(Name),
            mode: c.mode.map(Name),
            basis: c.basis.map(Name),
            basis_span: c.basis_span.map(|s| at.place(s)),
            pair: c.pair.map(Id::new),
        }),
        equivalent_of: q.equivalent_of.map(Id::new),
    }
}

fn time(index: usize, x: &crate::quantity::Time, at: &At<'_>) -> t::Time {
    t::Time {
        id: Id::new(index),
        span: at.place(x.span),
        text: x.span.of(at.text).to_owned(),
        modifiers: at.places(&x.modifiers),
        kind: Name(x.kind),
        edtf: x.edtf.clone(),
        begin: x.begin.clone(),
        end: x.end.clone(),
        every: x.every.clone(),
        bound: x.bound.map(Name),
        approx: x.approx.map(Name),
        grain: x.grain.map(Name),
        anchor: Name(x.anchor),
        vague: x.vague.map(Name),
        part: x.part.map(Name),
        calendar: x.calendar.map(Name),
    }
}

fn claim(index: usize, c: &crate::claim::Claim, at: &At<'_>) -> t::Claim {
    t::Claim {
        id: Id::new(index),
        span: at.place(c.span),
        sentence: c.sentence as u32,
        kind: Name(c.kind),
        subject: c.subject.map(|n| at.named(n)),
        predicate: c.predicate.map(|s| at.words(s)),
        object: c.object.map(|n| at.named(n)),
        than: c.than.map(|n| at.named(n)),
        whole: c.whole.map(|n| at.named(n)),
        scope: c.scope.map(|n| at.named(n)),
        value: c.value.map(Id::new),
        base: c.base.map(Id::new),
        delta: c.delta.map(Id::new),
        direction: c.direction.map(Name),
        basis: c.basis.map(Name),
        time: c.time.map(Id::new),
        place: c.place.map(Id::new),
        attribution: c.attribution.map(Id::new),
        modality: Name(c.modality),
        negated: c.negated,
        confidence: hundredths(c.confidence),
        frame: c.frame,
    }
}

fn check(index: usize, k: &Check, at: &At<'_>) -> t::Check {
    t::Check {
        id: Id::new(index),
        kind: Name(k.kind),
        says: k.says.iter().map(|&s| t::Says { span: at.place(s) }).collect(),
        claims: k.claims.iter().map(|&i| Id::new(i)).collect(),
        quantities: k.quantities.iter().map(|&i| Id::new(i)).collect(),
        times: k.times.iter().map(|&i| Id::new(i)).collect(),
        stated: k.stated.clone(),
        computed: k.computed.clone(),
        verdict: Name(k.verdict),
        why: k.why.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_as_the_tables_have_them() {
        for text in
            ["", "2019年，GPT-4 增长３.５%。", "一不中人䶿䷀䷿㐀𠮷かなé\u{301}〇々\n", "\u{9fff}\u{5000}\u{4fff}\u{a000}"]
        {
            let count = |test: &dyn Fn(char) -> bool| text.chars().filter(|c| test(*c)).count();
            let wanted = Letters {
                chars: text.chars().count(),
                han: count(&is_han),
                letters: count(&|c| is_han(c) || is_letter(c)),
            };
            assert_eq!(Letters::of(text), wanted, "{text}");
        }
    }
}
