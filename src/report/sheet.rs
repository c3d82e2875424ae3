//! One article's fact sheet: its text with marks, its facts by kind.

use super::marks::{Piece, pieces};
use crate::check::CheckVerdict;
use crate::clean::Script;
use crate::record::{Claim, Id, Quantity, Record};
use crate::text::Closed;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "article.html")]
pub(super) struct Sheet<'a> {
    nonce: &'a str,
    style: &'a str,
    script: &'a str,
    index: &'a str,
    title: String,
    subtitle: Option<String>,
    meta: Vec<String>,
    url: Option<String>,
    removed: usize,
    lang: &'static str,
    pieces: Vec<Piece>,
    groups: Vec<Group>,
}

/// Facts of one kind.
struct Group {
    zh: &'static str,
    en: &'static str,
    facts: Vec<Fact>,
}

/// One fact: its id, what it lights, what it says.
#[derive(Debug, Clone, Default)]
pub(super) struct Fact {
    pub(super) id: String,
    pub(super) lights: String,
    pub(super) head: String,
    pub(super) value: String,
    pub(super) note: String,
    pub(super) is_conflict: bool,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(record: &Record, nonce: &'a str, style: &'a str, script: &'a str) -> Self {
        let article = record.article.as_ref();
        let text = |f: fn(&crate::record::Article) -> Option<String>| article.and_then(f);
        let mut meta: Vec<String> = Vec::new();
        meta.extend(article.iter().flat_map(|a| a.authors.iter().cloned()));
        meta.extend(
            [text(|a| a.source.clone()), text(|a| a.site.clone()), text(|a| a.published.clone())].into_iter().flatten(),
        );
        let is_hant = article.and_then(|a| a.script).is_some_and(|s| s.0 == Script::Hant);
        Self {
            nonce,
            style,
            script,
            index: "index.html",
            title: text(|a| a.title.clone()).unwrap_or_else(|| record.input.source.clone()),
            subtitle: text(|a| a.subtitle.clone()),
            meta,
            url: record.input.url.clone().filter(|u| u.starts_with("https://") || u.starts_with("http://")),
            removed: record.ledger.as_ref().map_or(0, |l| l.edits.len()),
            lang: if is_hant { "zh-Hant" } else { "zh-Hans" },
            pieces: pieces(record),
            groups: groups(record),
        }
    }
}

fn groups(record: &Record) -> Vec<Group> {
    let mut checks = checks(record);
    checks.sort_by_key(|f| !f.is_conflict);
    vec![
        Group { zh: "核算", en: "Checks", facts: checks },
        Group { zh: "论断", en: "Claims", facts: record.claims.iter().map(|c| claim(record, c)).collect() },
        Group { zh: "说法", en: "Who says what", facts: attributions(record) },
        Group { zh: "数量", en: "Quantities", facts: record.quantities.iter().map(quantity).collect() },
        Group { zh: "时间", en: "Times", facts: times(record) },
        Group { zh: "名称", en: "Names", facts: entities(record) },
        Group { zh: "存疑", en: "Suspicions", facts: suspicions(record) },
    ]
}

fn checks(record: &Record) -> Vec<Fact> {
    let fact = |k: &crate::record::Check| Fact {
        id: k.id.to_string(),
        lights: k.id.to_string(),
        head: format!("{} · {}", k.kind.0.as_str(), k.verdict.0.as_str()),
        value: format!("{} ↔ {}", k.stated, k.computed),
        note: k.why.clone(),
        is_conflict: k.verdict.0 == CheckVerdict::Conflict,
    };
    record.checks.iter().map(fact).collect()
}

/// A claim in one line: subject, predicate, numbers; who says so and when.
pub(super) fn claim(record: &Record, c: &Claim) -> Fact {
    let number = |id: Option<Id<'q'>>| id.and_then(|i| record.quantities.get(i.index())).map(|q| q.text.clone());
    let mut value = Vec::new();
    value.extend(number(c.base).map(|b| format!("{b} →")));
    value.extend(number(c.value));
    value.extend(number(c.delta).map(|d| match c.direction.map(|d| d.0.as_str()) {
        Some("up") => format!("↑ {d}"),
        Some("down") => format!("↓ {d}"),
        _ => d,
    }));
    let mut note = vec![c.kind.0.as_str().to_owned()];
    let speaker = c.attribution.and_then(|a| record.attributions.get(a.index())).and_then(|a| a.speaker.as_ref());
    note.extend(speaker.map(|s| format!("〔{}〕", s.text)));
    note.extend(c.time.and_then(|t| record.times.get(t.index())).map(|t| t.text.clone()));
    note.extend(c.basis.map(|b| b.0.as_str().to_owned()));
    note.extend((c.modality.0.as_str() != "asserted").then(|| c.modality.0.as_str().to_owned()));
    note.extend(c.negated.then(|| "negated".to_owned()));
    let words = [
        c.subject.as_ref().map(|s| s.text.as_str()),
        c.predicate.as_ref().map(|p| p.text.as_str()),
        c.object.as_ref().map(|o| o.text.as_str()),
    ];
    let head: Vec<&str> = words.into_iter().flatten().collect();
    let (id, lights) = (c.id.to_string(), c.id.to_string());
    Fact { id, lights, head: head.join(" "), value: value.join(" "), note: note.join(" · "), is_conflict: false }
}

fn attributions(record: &Record) -> Vec<Fact> {
    let text: Vec<char> = record.article.as_ref().map_or("", |a| &a.text).chars().collect();
    let fact = |a: &crate::record::Attribution| {
        let said: String = text.get(a.content[0] as usize..a.content[1] as usize).unwrap_or(&[]).iter().collect();
        Fact {
            id: a.id.to_string(),
            lights: a.id.to_string(),
            head: a.speaker.as_ref().map_or("—".to_owned(), |s| s.text.clone()),
            value: a.cue.as_ref().map_or(String::new(), |c| c.text.clone()),
            note: said,
            is_conflict: false,
        }
    };
    record.attributions.iter().map(fact).collect()
}

fn quantity(q: &Quantity) -> Fact {
    let value = match (&q.value, &q.lower, &q.upper) {
        (Some(v), ..) => v.clone(),
        (None, None, None) => String::new(),
        (None, lower, upper) => {
            let end = |l: &Option<crate::record::Limit>| l.as_ref().map_or(String::new(), |l| l.value.clone());
            format!("{}…{}", end(lower), end(upper))
        }
    };
    let unit = q.unit.as_deref().unwrap_or("");
    let mut note = vec![q.kind.0.as_str().to_owned()];
    note.extend(q.approx.map(|a| a.0.as_str().to_owned()));
    note.extend(q.per.as_ref().map(|p| format!("/ {} {}", p.value, p.unit)));
    let (id, lights) = (q.id.to_string(), q.id.to_string());
    Fact {
        id,
        lights,
        head: q.text.clone(),
        value: format!("{value} {unit}").trim().to_owned(),
        note: note.join(" · "),
        is_conflict: false,
    }
}

fn times(record: &Record) -> Vec<Fact> {
    let fact = |t: &crate::record::Time| Fact {
        id: t.id.to_string(),
        lights: t.id.to_string(),
        head: t.text.clone(),
        value: t.edtf.clone().or_else(|| t.begin.clone()).unwrap_or_default(),
        note: t.anchor.0.as_str().to_owned(),
        is_conflict: false,
    };
    record.times.iter().map(fact).collect()
}

fn entities(record: &Record) -> Vec<Fact> {
    let fact = |e: &crate::record::Entity| Fact {
        id: e.id.to_string(),
        lights: e.id.to_string(),
        head: e.name.clone(),
        value: format!("×{}", e.mentions.len()),
        note: [vec![e.kind.0.as_str().to_owned()], e.aliases.clone()].concat().join(" · "),
        is_conflict: false,
    };
    record.entities.iter().map(fact).collect()
}

fn suspicions(record: &Record) -> Vec<Fact> {
    let fact = |(i, s): (usize, &crate::record::Suspicion)| {
        let id = Id::<'s'>(i as u32).to_string();
        let value = s.likely.as_ref().map_or(String::new(), |l| format!("→ {l}"));
        Fact {
            lights: id.clone(),
            id,
            head: s.found.clone().unwrap_or_else(|| s.kind.0.as_str().to_owned()),
            value,
            note: format!("{} · {}", s.kind.0.as_str(), s.why),
            is_conflict: false,
        }
    };
    record.suspicions.iter().enumerate().map(fact).collect()
}
