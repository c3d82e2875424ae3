//! A record, told to a person: what was removed and why, what was found and where.

use crate::record::{Edit, Place, Record};
use crate::text::{Certainty, Closed};
use std::fmt::Write;

const BOLD: &str = "1";
const DIM: &str = "2";
const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";

/// Code points shown of a long stretch: its start and its end.
const SHOWN_MAX: usize = 60;
/// Code points shown on each side of it.
const NEIGHBOURS: usize = 12;

struct Teller {
    out: String,
    is_coloured: bool,
}

/// Everything that a record says of its page, for a terminal.
pub(super) fn explain(record: &Record, is_coloured: bool) -> String {
    let mut teller = Teller { out: String::new(), is_coloured };
    teller.head(record);
    teller.ledger(record);
    teller.article(record);
    teller.found(record);
    teller.claims(record);
    teller.speech(record);
    teller.checks(record);
    teller.out
}

/// Text by code points.
struct Chars(Vec<char>);

impl Chars {
    fn of(text: &str) -> Self {
        Self(text.chars().collect())
    }

    fn cut(&self, from: usize, to: usize) -> String {
        let to = to.min(self.0.len());
        let flat = self.0[from.min(to)..to].iter().map(|&c| match c {
            '\n' => '⏎',
            c if c.is_control() => '·',
            c => c,
        });
        flat.collect()
    }

    fn short(&self, place: Place) -> String {
        let [from, to] = place.map(|n| n as usize);
        if to - from <= SHOWN_MAX {
            return self.cut(from, to);
        }
        let half = SHOWN_MAX / 2;
        format!("{} … {} ({} characters)", self.cut(from, from + half), self.cut(to - half, to), to - from)
    }

    fn around(&self, place: Place) -> (String, String) {
        let [from, to] = place.map(|n| n as usize);
        (self.cut(from.saturating_sub(NEIGHBOURS), from), self.cut(to, to + NEIGHBOURS))
    }
}

impl Teller {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.is_coloured { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn heading(&mut self, text: &str) {
        let text = self.paint(BOLD, text);
        let _ = writeln!(self.out, "\n{text}");
    }

    fn head(&mut self, r: &Record) {
        let name = self.paint(BOLD, &r.input.source);
        self.line(&format!("{name}  is {}", r.kind.0.as_str()));
        if let Some(e) = &r.error {
            self.line(&format!("  failed at {}: {}", e.stage.0.as_str(), e.message));
        }
        if let Some(encoding) = &r.input.encoding {
            self.line(&format!("  encoding   {encoding}"));
        }
        if let Some(a) = &r.article {
            let fields = [
                ("title", a.title.clone()),
                ("subtitle", a.subtitle.clone()),
                ("authors", (!a.authors.is_empty()).then(|| a.authors.join("、"))),
                ("editors", (!a.editors.is_empty()).then(|| a.editors.join("、"))),
                ("source", a.source.clone()),
                ("site", a.site.clone()),
                ("published", a.published.clone()),
            ];
            for (name, value) in fields {
                if let Some(value) = value {
                    self.line(&format!("  {name:<10} {value}"));
                }
            }
        }
        if let Some(q) = &r.quality {
            self.line(&format!(
                "  {} characters, {:.0} % removed, farm score {:.2}{}",
                q.chars,
                q.removed_share * 100.0,
                q.farm_score,
                if q.flags.is_empty() { String::new() } else { format!("; {}", q.flags.join(", ")) }
            ));
        }
    }

    fn ledger(&mut self, r: &Record) {
        let Some((ledger, page)) = r.ledger.as_ref().and_then(|l| Some((l, l.page_text.as_deref()?))) else { return };
        self.heading(&format!("Edits: {}", ledger.edits.len()));
        let page = Chars::of(page);
        for edit in &ledger.edits {
            let reason = ledger.reasons.get(edit.reason as usize).map_or("", String::as_str);
            self.edit(edit, &page, reason);
        }
    }

    fn edit(&mut self, edit: &Edit, page: &Chars, reason: &str) {
        let certainty = edit.certainty.0;
        let colour = if certainty == Certainty::Exact { RED } else { YELLOW };
        let (before, after) = page.around(edit.page);
        let was = self.paint(colour, &format!("⟦{}⟧", page.short(edit.page)));
        let with = edit.with.as_ref().map_or(String::new(), |w| self.paint(GREEN, &format!("→⟦{w}⟧")));
        let [from, to] = edit.page;
        self.line(&format!("  {from}–{to}  {}  {}  {}", edit.rule, edit.kind.0.as_str(), certainty.as_str()));
        let (before, after) = (self.paint(DIM, &before), self.paint(DIM, &after));
        self.line(&format!("      {before}{was}{with}{after}"));
        if !reason.is_empty() {
            self.line(&format!("      {reason}"));
        }
    }

    fn article(&mut self, r: &Record) {
        let Some(a) = &r.article else { return };
        let text = Chars::of(&a.text);
        self.heading(&format!("Kept: {} paragraphs", a.paragraphs.len()));
        for p in &a.paragraphs {
            self.line(&format!("  {:<8} {}", p.role.0.as_str(), text.short(p.span)));
        }
        if !r.suspicions.is_empty() {
            self.heading(&format!("Suspicions: {}", r.suspicions.len()));
        }
        for s in &r.suspicions {
            let found = s.found.as_deref().unwrap_or("the page");
            let likely = s.likely.as_ref().map_or(String::new(), |l| format!(" → {l}"));
            self.line(&format!("  {:.2}  {}  {found}{likely}", s.confidence, s.kind.0.as_str()));
            self.line(&format!("      {}", s.why));
        }
    }

    fn found(&mut self, r: &Record) {
        if !r.entities.is_empty() {
            self.heading(&format!("Names: {}", r.entities.len()));
        }
        for e in &r.entities {
            let aliases = if e.aliases.is_empty() { String::new() } else { format!(" ({})", e.aliases.join("、")) };
            let (id, kind) = (e.id.to_string(), e.kind.0.as_str());
            self.line(&format!("  {id:<4} {kind:<12} {}{aliases} × {}", e.name, e.mentions.len()));
        }
        if !r.quantities.is_empty() {
            self.heading(&format!("Quantities: {}", r.quantities.len()));
        }
        for q in &r.quantities {
            let mut says = q.value.clone().unwrap_or_default();
            if q.lower.is_some() || q.upper.is_some() {
                let end = |l: &Option<crate::record::Limit>| l.as_ref().map_or(String::new(), |l| l.value.clone());
                says = format!("{} … {}", end(&q.lower), end(&q.upper));
            }
            let unit = q.unit.as_deref().unwrap_or_default();
            let approx = q.approx.map_or("", |a| a.0.as_str());
            let (id, kind) = (q.id.to_string(), q.kind.0.as_str());
            self.line(format!("  {id:<4} {kind:<12} {} = {says} {unit} {approx}", q.text).trim_end());
        }
        if !r.times.is_empty() {
            self.heading(&format!("Times: {}", r.times.len()));
        }
        for t in &r.times {
            let edtf = t.edtf.as_deref().unwrap_or("open");
            let (id, kind) = (t.id.to_string(), t.kind.0.as_str());
            self.line(&format!("  {id:<4} {kind:<12} {} = {edtf} ({})", t.text, t.anchor.0.as_str()));
        }
        if !r.codes.is_empty() {
            self.heading(&format!("Codes: {}", r.codes.len()));
        }
        for c in &r.codes {
            self.line(&format!("       {:<12} {}", c.kind.0.as_str(), c.text));
        }
    }

    fn claims(&mut self, r: &Record) {
        if !r.claims.is_empty() {
            self.heading(&format!("Claims: {}", r.claims.len()));
        }
        for c in &r.claims {
            let part = |name: &str, text: Option<&str>| text.map_or(String::new(), |t| format!("  {name} {t}"));
            let frame = self.paint(DIM, &format!("{:<18}", c.frame));
            let mut line = format!("  {:<4} {:<10} {frame} {:.2}", c.id.to_string(), c.kind.0.as_str(), c.confidence);
            line += &part("subject", c.subject.as_ref().map(|n| n.text.as_str()));
            line += &part("verb", c.predicate.as_ref().map(|n| n.text.as_str()));
            line += &part("object", c.object.as_ref().map(|n| n.text.as_str()));
            line += &part("than", c.than.as_ref().map(|n| n.text.as_str()));
            line += &part("of", c.whole.as_ref().map(|n| n.text.as_str()));
            line += &part("among", c.scope.as_ref().map(|n| n.text.as_str()));
            for (name, id) in [("value", c.value), ("base", c.base), ("delta", c.delta)] {
                let text = id.and_then(|id| r.quantities.get(id.index()));
                line += &part(name, text.map(|q| q.text.as_str()));
            }
            line += &part("time", c.time.and_then(|id| r.times.get(id.index())).map(|t| t.text.as_str()));
            self.line(&format!("{line}  {}", c.modality.0.as_str()));
            let said = c.attribution.and_then(|id| r.attributions.get(id.index()));
            if let Some(speaker) = said.and_then(|a| a.speaker.as_ref()) {
                self.line(&format!("       says {}", speaker.text));
            }
        }
    }

    fn speech(&mut self, r: &Record) {
        let Some(text) = r.article.as_ref().map(|a| Chars::of(&a.text)) else { return };
        if !r.attributions.is_empty() {
            self.heading(&format!("Speech: {}", r.attributions.len()));
        }
        for a in &r.attributions {
            let speaker = a.speaker.as_ref().map_or("nobody named", |s| s.text.as_str());
            let cue = a.cue.as_ref().map_or("", |c| c.text.as_str());
            let how = if a.direct { "direct" } else { "indirect" };
            self.line(&format!("  {:<4} {how:<8} {speaker} {cue}: {}", a.id.to_string(), text.short(a.content)));
        }
    }

    fn checks(&mut self, r: &Record) {
        if !r.checks.is_empty() {
            self.heading(&format!("Checks: {}", r.checks.len()));
        }
        for k in &r.checks {
            let verdict = k.verdict.0.as_str();
            let colour = if verdict == "conflict" { RED } else { GREEN };
            let verdict = self.paint(colour, verdict);
            let id = k.id.to_string();
            self.line(&format!(
                "  {id:<4} {:<12} {verdict}  states {}, is {}",
                k.kind.0.as_str(),
                k.stated,
                k.computed
            ));
            self.line(&format!("       {}", k.why));
        }
    }
}
