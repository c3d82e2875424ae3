//! The counts, in bounded memory.
//!
//! Lossy counting (Manku and Motwani 2002) with a budget instead of a rate: when the lines take more room than [`BUDGET_BYTES`], those
//! seen on the fewest pages are forgotten. A line's count is never too high; it is too low by at most `dropped` of its site, the
//! largest count that was ever forgotten there. While nothing was forgotten, all counts are exact.

use super::look::{Anchor, Line, Look};
use crate::clean::Place;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Room for lines and phrases of all sites together, in bytes.
const BUDGET_BYTES: usize = 192 << 20;
/// What an entry takes besides its text, in bytes: its counts, its share of the table.
const ENTRY_BYTES: usize = 96;
/// Contexts of a phrase that are compared; the first ones, each of a page of its own.
const CONTEXTS_MAX: usize = 32;
/// Names of a site, or elements that hold its bodies, that are counted.
const NAMES_MAX: usize = 256;
/// Articles that are remembered so that their copies do not count; then memory begins anew.
const DIGESTS_MAX: usize = 1 << 20;

/// What is known of a line.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub(super) pages: u32,
    pub(super) kept: u32,
    /// By place: before, inside, after.
    pub(super) places: [u32; 3],
    pub(super) linked: u32,
    /// How often it stood behind the article and a line that speaks of the page.
    pub(super) behind: u32,
    /// How many other pages have it as their title.
    pub(super) titles: u32,
    pub(super) is_prose: bool,
}

/// What is known of a phrase's words.
#[derive(Debug, Clone, Default)]
pub(super) struct Spliced {
    pub(super) pages: u32,
    pub(super) contexts: Vec<(String, String)>,
}

/// What is known of a site.
#[derive(Debug, Default)]
pub(super) struct SiteLog {
    pub(super) pages: u32,
    pub(super) copies: u32,
    pub(super) names: BTreeMap<String, u32>,
    pub(super) wrappers: BTreeMap<String, u32>,
    pub(super) lines: HashMap<String, Entry>,
    pub(super) phrases: HashMap<String, Spliced>,
    /// The largest count that was forgotten.
    pub(super) dropped: u32,
}

/// All sites.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) sites: BTreeMap<String, SiteLog>,
    digests: HashSet<(u64, u64)>,
    bytes: usize,
    budget: usize,
}

impl Default for Table {
    fn default() -> Self {
        Self::new(BUDGET_BYTES)
    }
}

impl Table {
    pub(super) fn new(budget: usize) -> Self {
        Self { sites: BTreeMap::new(), digests: HashSet::new(), bytes: 0, budget }
    }

    /// Counts a page; a copy of an earlier one does not count.
    pub(super) fn add(&mut self, look: Look) {
        let host = blake3::hash(look.site.as_bytes()).as_bytes().first_chunk().map_or(0, |b| u64::from_le_bytes(*b));
        if self.digests.len() >= DIGESTS_MAX {
            self.digests.clear();
        }
        let is_copy = !self.digests.insert((host, look.digest));
        let site = self.sites.entry(look.site).or_default();
        if is_copy {
            site.copies += 1;
            return;
        }
        site.pages += 1;
        look.names.into_iter().for_each(|name| count(&mut site.names, name));
        look.wrapper.into_iter().for_each(|element| count(&mut site.wrappers, element));
        for line in look.lines {
            self.bytes += site.line(line);
        }
        if let Some(title) = look.title {
            self.bytes += room(&site.lines, &title);
            site.lines.entry(title).or_default().titles += 1;
        }
        let mut seen = HashSet::new();
        for anchor in look.anchors {
            if seen.insert(anchor.words.clone()) {
                self.bytes += site.phrase(anchor);
            }
        }
        if self.bytes > self.budget {
            self.forget();
        }
    }

    /// Forgets the lines and phrases seen on the fewest pages, until half the room is free.
    fn forget(&mut self) {
        let mut level = 0;
        while self.bytes > self.budget / 2 {
            self.bytes = 0;
            for site in self.sites.values_mut() {
                let before = site.lines.len() + site.phrases.len();
                site.lines.retain(|_, e| e.pages > level);
                site.phrases.retain(|_, p| p.pages > level);
                if site.lines.len() + site.phrases.len() < before {
                    site.dropped = site.dropped.max(level);
                }
                let contexts = |p: &Spliced| p.contexts.iter().map(|c| c.0.len() + c.1.len()).sum::<usize>();
                self.bytes += site.lines.keys().map(|k| k.len() + ENTRY_BYTES).sum::<usize>();
                self.bytes += site.phrases.iter().map(|(k, p)| k.len() + ENTRY_BYTES + contexts(p)).sum::<usize>();
            }
            level = if level == 0 { 1 } else { level * 2 };
        }
        // A site of which nothing is left would only take room.
        self.sites.retain(|_, site| !site.lines.is_empty());
    }
}

fn count(counts: &mut BTreeMap<String, u32>, name: String) {
    if counts.len() < NAMES_MAX || counts.contains_key(&name) {
        *counts.entry(name).or_default() += 1;
    }
}

fn room<V>(map: &HashMap<String, V>, key: &str) -> usize {
    if map.contains_key(key) { 0 } else { key.len() + ENTRY_BYTES }
}

impl SiteLog {
    /// Counts a line; returns the room that it takes.
    fn line(&mut self, line: Line) -> usize {
        let bytes = room(&self.lines, &line.text);
        let entry = self.lines.entry(line.text).or_default();
        entry.pages += 1;
        entry.kept += u32::from(line.is_kept);
        entry.linked += u32::from(line.is_link);
        entry.behind += u32::from(line.is_behind);
        entry.is_prose = line.is_prose;
        let place = match line.place {
            Place::Before => 0,
            Place::Inside => 1,
            Place::After => 2,
        };
        entry.places[place] += 1;
        bytes
    }

    fn phrase(&mut self, anchor: Anchor) -> usize {
        let mut bytes = room(&self.phrases, &anchor.words);
        let phrase = self.phrases.entry(anchor.words).or_default();
        phrase.pages += 1;
        if phrase.contexts.len() < CONTEXTS_MAX {
            bytes += anchor.around.0.len() + anchor.around.1.len();
            phrase.contexts.push(anchor.around);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(number: u64, lines: &[&str]) -> Look {
        let line = |text: &&str| Line {
            text: (*text).to_owned(),
            place: Place::After,
            is_kept: true,
            is_link: false,
            is_prose: false,
            is_behind: false,
        };
        let lines = lines.iter().map(line).collect();
        let site = "a.test".to_owned();
        Look { site, digest: number, title: None, names: Vec::new(), wrapper: None, lines, anchors: Vec::new() }
    }

    #[test]
    fn what_is_repeated_survives_a_small_budget_and_is_never_counted_too_high() {
        let mut table = Table::new(20_000);
        for number in 0..2_000 {
            let own = format!("第{number}页自己的话");
            table.add(look(number, &[&own, "每一页都有的一行"]));
            assert!(table.bytes <= 20_000 + 1_000);
        }
        let site = &table.sites["a.test"];
        let pages = site.lines["每一页都有的一行"].pages;
        assert_eq!(site.pages, 2_000);
        assert!(pages <= 2_000 && pages + site.dropped >= 2_000, "{pages}, {} dropped", site.dropped);
    }

    #[test]
    fn copies_do_not_count() {
        let mut table = Table::default();
        (0..9).for_each(|_| table.add(look(7, &["同一篇文章的一行"])));
        let site = &table.sites["a.test"];
        assert_eq!((site.pages, site.copies, site.lines["同一篇文章的一行"].pages), (1, 8, 1));
    }
}
