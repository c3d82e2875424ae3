//! What sites repeat on their pages, learned from a whole dump in one pass and bounded memory.
//!
//! Law: a line that may be an article's is listed, never condemned. Three things together make a template: many pages of the site
//! have the same words, they stand at one place, and they speak of the page or stand where no article does.

mod judge;
mod look;
mod table;

use super::job::input;
use super::order::in_order;
use super::plan::Plan;
use super::read::{Item, read};
use super::row::{Fields, Rows};
use crate::clean::{Place, SiteTemplate, TEMPLATES_SCHEMA, TemplateLine, site_name};
use crate::pipeline::address;
use crate::text::Closed;
use crate::{Error, Pipeline};
use look::{Look, look};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use table::Table;

/// What was learned.
#[derive(Debug, Default)]
pub(crate) struct Learned {
    sites: BTreeMap<String, SiteTemplate>,
    /// Pages that were looked at, and those that could not be read.
    pub(crate) pages: u64,
    pub(crate) failed: u64,
    /// Sites on which nothing is repeated, or that have too few pages.
    pub(crate) silent: usize,
    /// Names of files and folders whose pages have no address: each was taken for one site.
    pub(crate) nameless: BTreeSet<String>,
}

/// Most names of files without addresses that are told.
const NAMELESS_MAX: usize = 100;

/// What came of one item.
enum Seen {
    Page(Box<Look>, bool),
    Failed,
}

/// Looks at all pages of a plan. None when it was stopped.
pub(crate) fn learn(
    pipeline: &Pipeline,
    plan: &Plan,
    fields: &Fields,
    threads: usize,
    stop: &AtomicBool,
    progress: impl Fn(u64, u64) + Send + Sync,
) -> Option<Learned> {
    let bytes_read = AtomicU64::new(0);
    let mut table = Table::default();
    let mut learned = Learned::default();
    let feed = |take: &mut dyn FnMut(Item) -> ControlFlow<()>| {
        read(plan, pipeline.options().page_bytes_max, true, fields, &bytes_read, &mut |item| {
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { take(item) }
        });
    };
    let work = |item: Item| {
        let Ok(input) = input(item, Rows::Pages, fields) else { return Seen::Failed };
        let Some((page, cleaned)) = pipeline.look(&input) else { return Seen::Failed };
        let url = address(&input, &page);
        let site = site_name(url, &input.source);
        Seen::Page(Box::new(look(&page, &cleaned, pipeline.lexicon(), site)), url.is_none())
    };
    let put = |seen: Seen| {
        match seen {
            Seen::Failed => learned.failed += 1,
            Seen::Page(look, is_nameless) => {
                if is_nameless && learned.nameless.len() < NAMELESS_MAX {
                    learned.nameless.insert(look.site.clone());
                }
                table.add(*look);
            }
        }
        learned.pages += 1;
        progress(learned.pages, bytes_read.load(Ordering::Relaxed));
        Ok::<(), Error>(())
    };
    in_order(threads, feed, |item: &Item| item.bytes.len(), |items| items.into_iter().map(work).collect(), put).ok()?;
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    for (name, log) in table.sites {
        let site = judge::judge(log, pipeline.lexicon());
        if site.blocks.is_empty() && site.phrases.is_empty() && site.wrappers.is_empty() && site.kept.is_empty() {
            learned.silent += 1;
        } else {
            learned.sites.insert(name, site);
        }
    }
    Some(learned)
}

impl Learned {
    /// The file, to be read and edited by people.
    pub(crate) fn to_json(&self) -> String {
        let sites: Map<String, Value> = self.sites.iter().map(|(name, s)| (name.clone(), site(s))).collect();
        let file = json!({"schema": TEMPLATES_SCHEMA, "sites": sites});
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// One line for people.
    pub(crate) fn short(&self) -> String {
        let sum = |count: fn(&SiteTemplate) -> usize| self.sites.values().map(count).sum::<usize>();
        let (blocks, phrases, kept) = (sum(|s| s.blocks.len()), sum(|s| s.phrases.len()), sum(|s| s.kept.len()));
        let mut text = format!(
            "{} pages of {} sites: {blocks} lines and {phrases} phrases to take out, {kept} repeated lines to keep",
            self.pages,
            self.sites.len() + self.silent
        );
        if self.silent > 0 {
            text += &format!("; nothing is repeated on {} of them", self.silent);
        }
        if self.failed > 0 {
            text += &format!("; {} pages could not be read", self.failed);
        }
        text
    }
}

fn line(line: &TemplateLine) -> Value {
    json!({"text": line.text, "pages": line.pages, "place": Place::as_str(line.place), "why": line.why})
}

fn site(site: &SiteTemplate) -> Value {
    let lines = |all: &[TemplateLine]| all.iter().map(line).collect::<Vec<_>>();
    let wrappers: Vec<Value> = site.wrappers.iter().map(|w| json!({"element": w.element, "pages": w.pages})).collect();
    let phrases: Vec<Value> = site.phrases.iter().map(|p| json!({"text": p.text, "pages": p.pages})).collect();
    json!({
        "pages": site.pages,
        "wrappers": wrappers,
        "blocks": lines(&site.blocks),
        "phrases": phrases,
        "kept": lines(&site.kept),
    })
}
