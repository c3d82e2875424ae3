//! One article's fact sheet: its text with marks, its facts by kind.

use super::marks::{Piece, Removed, text};
use super::names::{Word, fact as named, flag, word};
use super::shown::Part;
use super::told::Told;
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
    meta: Vec<(Word, String)>,
    url: Option<String>,
    removed: usize,
    lang: &'static str,
    pieces: Vec<Piece>,
    groups: Vec<Group>,
}

/// Facts of one kind.
struct Group {
    id: &'static str,
    name: Word,
    /// How many there are; of what was removed, the places.
    count: usize,
    conflicts: usize,
    facts: Vec<Fact>,
}

/// Words of the page or of the record, and the same for a Chinese reader where they are English.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) own: String,
    pub(super) zh: Option<String>,
}

impl From<String> for Said {
    fn from(own: String) -> Self {
        Self { own, zh: None }
    }
}

/// One fact: its id, what it says, its names out of closed lists, and what else belongs to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Fact {
    pub(super) id: String,
    pub(super) head: Said,
    pub(super) value: String,
    pub(super) tags: Vec<Word>,
    pub(super) note: Said,
    pub(super) is_conflict: bool,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(record: &Record, told: &Told, nonce: &'a str, style: &'a str, script: &'a str) -> Self {
        let article = record.article.as_ref();
        let own = |f: fn(&crate::record::Article) -> Option<String>| article.and_then(f);
        let text = text(record);
        let mut meta: Vec<(Word, String)> = Vec::new();
        if let Some(a) = article {
            let (authors, editors) = (a.authors.join("、"), a.editors.join("、"));
            let published = a.published.as_ref().map(|p| p.replacen('T', " ", 1));
            let parts = [
                (word("作者", "Author"), Some(&authors)),
                (word("来源", "Source"), a.source.as_ref()),
                (word("网站", "Site"), a.site.as_ref()),
                (word("发布", "Published"), published.as_ref()),
                (word("编辑", "Editor"), Some(&editors)),
            ];
            meta.extend(parts.into_iter().filter_map(|(w, v)| v.filter(|v| !v.is_empty()).map(|v| (w, v.clone()))));
        }
        meta.push((word("文件", "File"), record.input.source.clone()));
        let is_hant = article.and_then(|a| a.script).is_some_and(|s| s.0 == Script::Hant);
        Self {
            nonce,
            style,
            script,
            index: "index.html",
            title: own(|a| a.title.clone()).unwrap_or_else(|| record.input.source.clone()),
            subtitle: own(|a| a.subtitle.clone()),
            meta,
            url: record.input.url.clone().filter(|u| u.starts_with("https://") || u.starts_with("http://")),
            removed: record.ledger.as_ref().map_or(0, |l| l.edits.len()),
            lang: if is_hant { "zh-Hant" } else { "zh-Hans" },
            groups: groups(record, told, &text.removed),
            pieces: text.pieces,
        }
    }
}

fn groups(record: &Record, told: &Told, removed: &[Removed]) -> Vec<Group> {
    let mut checks = checks(record, told);
    checks.sort_by_key(|f| !f.is_conflict);
    let group = |id, name, facts: Vec<Fact>| {
        let conflicts = facts.iter().filter(|f| f.is_conflict).count();
        Group { id, name, count: facts.len(), conflicts, facts }
    };
    let gone = group("removed", word("删去", "Removed"), self::removed(removed, told));
    vec![
        group("checks", word("核算", "Checks"), checks),
        group("suspicions", word("存疑", "Suspicions"), suspicions(record, told)),
        group("claims", word("论断", "Claims"), record.claims.iter().map(|c| claim(record, c)).collect()),
        group("speech", word("说法", "Who says what"), attributions(record)),
        group("quantities", word("数量", "Quantities"), record.quantities.iter().map(quantity).collect()),
        group("times", word("时间", "Times"), times(record)),
        group("names", word("名称", "Names"), entities(record)),
        Group { count: removed.iter().map(|r| r.count).sum(), ..gone },
    ]
}

fn checks(record: &Record, told: &Told) -> Vec<Fact> {
    let fact = |k: &crate::record::Check| Fact {
        id: k.id.to_string(),
        head: format!("{} ↔ {}", k.stated, k.computed).into(),
        value: String::new(),
        tags: vec![named(k.verdict.0.as_str()), named(k.kind.0.as_str())],
        note: reason(&k.why, told),
        is_conflict: k.verdict.0 == CheckVerdict::Conflict,
    };
    record.checks.iter().map(fact).collect()
}

fn reason(why: &str, told: &Told) -> Said {
    Said { own: why.to_owned(), zh: told.reason(why) }
}

/// What was removed, a fact a reason: what the rule takes, where, how often, why.
fn removed(removed: &[Removed], told: &Told) -> Vec<Fact> {
    let fact = |(n, r): (usize, &Removed)| Fact {
        id: format!("r{n}"),
        head: Said { own: r.rule.clone(), zh: told.rule(&r.rule).map(str::to_owned) },
        value: format!("×{}", r.count),
        tags: vec![r.kind],
        note: Said { own: r.why.clone(), zh: told.reason(&r.why).map(|why| format!("{} · {why}", r.rule)) },
        is_conflict: false,
    };
    (1..).zip(removed).map(fact).collect()
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
    let mut tags = vec![named(c.kind.0.as_str())];
    tags.extend(c.basis.filter(|b| b.0.as_str() != "other").map(|b| named(b.0.as_str())));
    tags.extend((c.modality.0.as_str() != "asserted").then(|| named(c.modality.0.as_str())));
    tags.extend(c.negated.then(|| named("negated")));
    let speaker = speaker(record, c).map(|s| format!("〔{s}〕"));
    let note: Vec<String> = [speaker, time(record, c)].into_iter().flatten().collect();
    let words = [
        c.subject.as_ref().map(|s| s.text.as_str()),
        c.predicate.as_ref().map(|p| p.text.as_str()),
        c.object.as_ref().map(|o| o.text.as_str()),
    ];
    let head: Vec<&str> = words.into_iter().flatten().collect();
    let (id, head, value) = (c.id.to_string(), head.join(" ").into(), value.join(" "));
    Fact { id, head, value, tags, note: note.join(" · ").into(), is_conflict: false }
}

/// Who makes a claim, if not the article itself.
pub(super) fn speaker(record: &Record, c: &Claim) -> Option<String> {
    let said = c.attribution.and_then(|a| record.attributions.get(a.index()))?;
    said.speaker.as_ref().map(|s| s.text.clone())
}

/// The words that say when a claim holds.
pub(super) fn time(record: &Record, c: &Claim) -> Option<String> {
    c.time.and_then(|t| record.times.get(t.index())).map(|t| t.text.clone())
}

fn attributions(record: &Record) -> Vec<Fact> {
    let text: Vec<char> = record.article.as_ref().map_or("", |a| &a.text).chars().collect();
    let fact = |a: &crate::record::Attribution| {
        let said: String = text.get(a.content[0] as usize..a.content[1] as usize).unwrap_or(&[]).iter().collect();
        Fact {
            id: a.id.to_string(),
            head: a.speaker.as_ref().map_or("—".to_owned(), |s| s.text.clone()).into(),
            value: a.cue.as_ref().map_or(String::new(), |c| c.text.clone()),
            tags: vec![named(a.strength.0.as_str())],
            note: said.into(),
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
    let mut tags = vec![named(q.kind.0.as_str())];
    tags.extend(q.approx.map(|a| named(a.0.as_str())));
    Fact {
        id: q.id.to_string(),
        head: q.text.clone().into(),
        value: format!("{value} {unit}").trim().to_owned(),
        tags,
        note: q.per.as_ref().map_or(String::new(), |p| format!("/ {} {}", p.value, p.unit)).into(),
        is_conflict: false,
    }
}

fn times(record: &Record) -> Vec<Fact> {
    let fact = |t: &crate::record::Time| Fact {
        id: t.id.to_string(),
        head: t.text.clone().into(),
        value: t.edtf.clone().or_else(|| t.begin.clone()).unwrap_or_default(),
        tags: vec![named(t.anchor.0.as_str())],
        note: Said::default(),
        is_conflict: false,
    };
    record.times.iter().map(fact).collect()
}

fn entities(record: &Record) -> Vec<Fact> {
    let fact = |e: &crate::record::Entity| Fact {
        id: e.id.to_string(),
        head: e.name.clone().into(),
        value: format!("×{}", e.mentions.len()),
        tags: vec![named(e.kind.0.as_str())],
        note: e.aliases.join(" · ").into(),
        is_conflict: false,
    };
    record.entities.iter().map(fact).collect()
}

fn suspicions(record: &Record, told: &Told) -> Vec<Fact> {
    let fact = |(i, s): (usize, &crate::record::Suspicion)| {
        let id = Id::<'s'>(i as u32).to_string();
        let value = s.likely.as_ref().map_or(String::new(), |l| format!("→ {l}"));
        Fact {
            id,
            head: s.found.clone().unwrap_or_default().into(),
            value,
            tags: vec![flag(s.kind.0.as_str())],
            note: reason(&s.why, told),
            is_conflict: false,
        }
    };
    record.suspicions.iter().enumerate().map(fact).collect()
}
