//! The page under work: which blocks are body, which edits stand so far.

use super::{Cleaned, Given, Metadata, PageKind, Paragraph, ParagraphRole, Site, Suspicion, SuspicionKind, View};
use crate::lexicon::Lexicon;
use crate::page::Page;
use crate::text::{Certainty, Edit, EditKind, HAN_LEADS, Ledger, PageSpan, TextSpan};

/// What one rule says of its edit.
#[derive(Debug, Clone, Copy)]
pub struct Verdict {
    /// What kind of thing it is.
    pub kind: EditKind,
    /// The rule's id.
    pub rule: &'static str,
    /// How sure it is.
    pub certainty: Certainty,
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Part of the article.
    Body(ParagraphRole),
    /// Taken out whole, with the index of its reason.
    Gone(EditKind, &'static str, Certainty, u32),
}

/// A suspicion in page coordinates; `finish` moves it.
#[derive(Debug, Clone)]
pub struct PageSuspicion {
    /// Where in the page text.
    pub span: Option<PageSpan>,
    /// The rest.
    pub kind: SuspicionKind,
    /// What probably stood there.
    pub likely: Option<String>,
    /// In hundredths.
    pub confidence: u8,
    /// The evidence.
    pub why: String,
}

/// One page under work.
#[derive(Debug)]
pub struct Draft<'p> {
    /// The page; never changed.
    pub page: &'p Page,
    /// What the caller knows of it.
    pub given: &'p Given,
    /// The dictionaries.
    pub lexicon: &'p Lexicon,
    /// What the page's site repeats, when that was learned.
    pub(super) site: Option<&'p Site>,
    /// What the page is.
    pub kind: PageKind,
    /// What is known of the article.
    pub metadata: Metadata,
    /// One per block of the page.
    pub fates: Vec<Fate>,
    /// Points of a farm's traces, in hundredths.
    pub farm_score: u8,
    /// Flags that no edit shows.
    pub flags: Vec<&'static str>,
    /// Suspicions so far.
    pub suspicions: Vec<PageSuspicion>,
    /// Edits inside blocks of the body; sorted, disjoint.
    edits: Vec<Edit>,
    reasons: Vec<String>,
}

impl<'p> Draft<'p> {
    /// A draft in which every block is body.
    pub fn new(page: &'p Page, given: &'p Given, lexicon: &'p Lexicon) -> Self {
        Self {
            page,
            given,
            lexicon,
            site: None,
            kind: PageKind::Article,
            metadata: Metadata::default(),
            fates: vec![Fate::Body(ParagraphRole::Text); page.blocks.len()],
            farm_score: 0,
            flags: Vec::new(),
            suspicions: Vec::new(),
            edits: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// The index of a reason; equal reasons share one.
    pub fn reason(&mut self, why: &str) -> u32 {
        let at = self.reasons.iter().rposition(|r| r == why).unwrap_or_else(|| {
            self.reasons.push(why.to_owned());
            self.reasons.len() - 1
        });
        at as u32
    }

    /// Takes a whole block out, whatever was edited inside it.
    pub fn drop_block(&mut self, block: usize, verdict: Verdict, why: &str) {
        let reason = self.reason(why);
        self.fates[block] = Fate::Gone(verdict.kind, verdict.rule, verdict.certainty, reason);
        let span = self.page.blocks[block].span;
        let from = self.edits.partition_point(|e| e.page.start() < span.start());
        let to = self.edits.partition_point(|e| e.page.end() <= span.end());
        if from < to {
            self.edits.drain(from..to);
        }
    }

    /// The edits inside the body so far.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The body as the edits so far left it, a block a line, with the way back to the page.
    #[must_use]
    pub fn view(&self) -> View {
        let body = self.fates.iter().zip(&self.page.blocks).enumerate();
        let blocks = body.filter(|(_, (f, _))| matches!(f, Fate::Body(_))).map(|(i, (_, b))| (i, b.span));
        View::new(&self.page.text, blocks, &self.edits)
    }

    /// Takes out, or repairs, what stands at `[start, end)` of `view`, which must show the draft as it is now or differ only by
    /// edits made since that do not touch the place.
    ///
    /// Removing around earlier removals leaves those as they are; a replacement (`with` not empty) swallows earlier edits.
    pub fn edit(&mut self, view: &View, start: usize, end: usize, with: &str, verdict: Verdict, why: &str) {
        if start >= end {
            return;
        }
        let reason = self.reason(why);
        let Verdict { kind, rule, certainty } = verdict;
        if with.is_empty() {
            for page in view.verbatim(start, end) {
                self.insert(Edit { page, kind, rule, with: "".into(), certainty, reason });
            }
            let cover = view.to_page(start, end);
            for e in self.edits.iter_mut().filter(|e| cover.contains(e.page) && !e.with.is_empty()) {
                e.with = "".into();
            }
        } else {
            let page = view.to_page(start, end);
            self.edits.retain(|e| !page.contains(e.page));
            self.insert(Edit { page, kind, rule, with: with.into(), certainty, reason });
        }
    }

    /// Many edits of one rule at once, in time linear in all edits: `cuts` are `(start, end, with)`, ascending and disjoint, in
    /// bytes of `view`, which must show the draft as it is now (see [`Draft::edit`]).
    pub fn edit_all(&mut self, view: &View, cuts: &[(usize, usize, &str)], verdict: Verdict, why: &str) {
        if cuts.is_empty() {
            return;
        }
        let reason = self.reason(why);
        let Verdict { kind, rule, certainty } = verdict;
        let mut fresh = Vec::with_capacity(cuts.len());
        let mut covers = Vec::with_capacity(cuts.len());
        for &(start, end, with) in cuts.iter().filter(|c| c.0 < c.1) {
            let cover = view.to_page(start, end);
            covers.push((cover, with.is_empty()));
            if with.is_empty() {
                let pieces = view.verbatim(start, end).into_iter();
                fresh.extend(pieces.map(|page| Edit { page, kind, rule, with: "".into(), certainty, reason }));
            } else {
                fresh.push(Edit { page: cover, kind, rule, with: with.into(), certainty, reason });
            }
        }
        let mut old = Vec::with_capacity(self.edits.len());
        let mut at = 0;
        for mut e in std::mem::take(&mut self.edits) {
            while at < covers.len() && covers[at].0.end() < e.page.end() {
                at += 1;
            }
            match covers.get(at).filter(|c| c.0.contains(e.page)) {
                Some((_, true)) => {
                    e.with = "".into();
                    old.push(e);
                }
                Some((_, false)) => {}
                None => old.push(e),
            }
        }
        let (mut old, mut fresh) = (old.into_iter().peekable(), fresh.into_iter().peekable());
        let mut all: Vec<Edit> = Vec::with_capacity(old.len() + fresh.len());
        loop {
            let takes_old = match (old.peek(), fresh.peek()) {
                (Some(a), Some(b)) => a.page <= b.page,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            if takes_old {
                all.extend(old.next());
            } else if let Some(e) = fresh.next() {
                let is_free = all.last().is_none_or(|l| l.page.end() <= e.page.start())
                    && old.peek().is_none_or(|n| e.page.end() <= n.page.start());
                if is_free {
                    all.push(e);
                }
            }
        }
        self.edits = all;
    }

    fn insert(&mut self, edit: Edit) {
        let at = self.edits.partition_point(|e| e.page.start() < edit.page.start());
        let free = self.edits[..at].last().is_none_or(|e| e.page.end() <= edit.page.start())
            && self.edits.get(at).is_none_or(|e| edit.page.end() <= e.page.start());
        if free {
            self.edits.insert(at, edit);
        }
    }

    /// Reports what is probable at `[start, end)` of `view`.
    pub fn suspect(
        &mut self,
        view: &View,
        at: (usize, usize),
        kind: SuspicionKind,
        likely: Option<String>,
        confidence: u8,
        why: String,
    ) {
        let span = Some(view.to_page(at.0, at.1));
        self.suspicions.push(PageSuspicion { span, kind, likely, confidence, why });
    }

    /// Turns the draft into an article and its ledger.
    #[must_use]
    pub fn finish(mut self) -> Cleaned {
        let page = &self.page.text;
        if !matches!(self.kind, PageKind::Article | PageKind::Forum)
            || !self.fates.iter().any(|f| matches!(f, Fate::Body(_)))
        {
            return self.without_article();
        }
        let mut edits = self.assemble();
        self.trim_tail(&mut edits);
        let ledger = Ledger::new(page, edits, std::mem::take(&mut self.reasons))
            .expect("edits of a draft are sorted and disjoint");
        let text = ledger.apply(page);
        let paragraphs = self.paragraphs(&ledger, &text);
        let suspicions = self
            .suspicions
            .drain(..)
            .filter_map(|s| {
                let span = match s.span {
                    Some(at) => Some(ledger.to_text(at)?),
                    None => None,
                };
                let found = span.map(|s| s.of(&text).to_owned());
                Some(Suspicion { span, kind: s.kind, found, likely: s.likely, confidence: s.confidence, why: s.why })
            })
            .collect();
        Cleaned {
            kind: self.kind,
            metadata: self.metadata,
            text,
            paragraphs,
            ledger,
            suspicions,
            farm_score: self.farm_score,
            flags: self.flags,
        }
    }

    fn without_article(mut self) -> Cleaned {
        if self.kind == PageKind::Article {
            self.kind = PageKind::Empty;
        }
        let page = PageSpan::new(0, self.page.text.len());
        let edits = if page.is_empty() {
            Vec::new()
        } else {
            vec![Edit {
                page,
                kind: EditKind::NoArticle,
                rule: "article.none",
                with: "".into(),
                certainty: Certainty::Exact,
                reason: 0,
            }]
        };
        let ledger = Ledger::new(&self.page.text, edits, vec!["the page has no article".into()])
            .expect("one edit over all of the page");
        Cleaned {
            kind: self.kind,
            metadata: self.metadata,
            text: String::new(),
            paragraphs: Vec::new(),
            ledger,
            suspicions: Vec::new(),
            farm_score: self.farm_score,
            flags: self.flags,
        }
    }

    /// All edits, with white space trimmed from every line of the body and empty lines taken out.
    fn assemble(&mut self) -> Vec<Edit> {
        let white = self.reason("white space around a line");
        let page = &self.page.text;
        let mut all = Vec::new();
        let mut inner = std::mem::take(&mut self.edits).into_iter().peekable();
        for (fate, block) in self.fates.iter().zip(&self.page.blocks) {
            let whole_end = block.span.end() + usize::from(page[block.span.end()..].starts_with('\n'));
            let whole = PageSpan::new(block.span.start(), whole_end);
            let mut own = Vec::new();
            while inner.peek().is_some_and(|e| e.page.start() < whole.end()) {
                own.extend(inner.next());
            }
            match *fate {
                Fate::Gone(kind, rule, certainty, reason) => {
                    if !whole.is_empty() {
                        all.push(Edit { page: whole, kind, rule, with: "".into(), certainty, reason });
                    }
                }
                Fate::Body(_) => trim_block(page, whole, own, white, &mut all),
            }
        }
        all
    }

    /// The last paragraph has no line end.
    fn trim_tail(&mut self, edits: &mut Vec<Edit>) {
        let page = &self.page.text;
        // Walk back over what is gone; the first kept byte is that of the last paragraph, or its line feed.
        let mut end = page.len();
        let mut at = edits.len();
        while at > 0 && edits[at - 1].page.end() == end && edits[at - 1].with.is_empty() {
            end = edits[at - 1].page.start();
            at -= 1;
        }
        if end > 0 && page[..end].ends_with('\n') && edits[..at].last().is_none_or(|e| e.page.end() < end) {
            let reason = self.reason("the last paragraph has no line end");
            let line_end = PageSpan::new(end - 1, end);
            edits.insert(
                at,
                Edit {
                    page: line_end,
                    kind: EditKind::Whitespace,
                    rule: "space.line-end",
                    with: "".into(),
                    certainty: Certainty::Exact,
                    reason,
                },
            );
        }
    }

    fn paragraphs(&self, ledger: &Ledger, text: &str) -> Vec<Paragraph> {
        let mut out: Vec<Paragraph> = Vec::new();
        let roles = self.fates.iter().zip(&self.page.blocks).filter_map(|(f, b)| match f {
            Fate::Body(role) => ledger.to_text(b.span).map(|s| (s.end(), *role)),
            Fate::Gone(..) => None,
        });
        let roles: Vec<_> = roles.collect();
        let mut start = 0;
        for line in text.split('\n') {
            let end = start + line.len();
            let at = roles.partition_point(|(e, _)| *e < end);
            let role = roles.get(at).map_or(ParagraphRole::Text, |r| r.1);
            match out.last_mut() {
                // The rows of one table, or of one list, are one paragraph only when one block holds them.
                Some(last)
                    if role == ParagraphRole::Table
                        && last.role == role
                        && roles[..at].last().is_none_or(|r| r.0 < last.span.start()) =>
                {
                    last.span = TextSpan::new(last.span.start(), end);
                }
                _ => out.push(Paragraph { span: TextSpan::new(start, end), role }),
            }
            start = end + 1;
        }
        out
    }
}

/// White space at the edges of the lines of one block, seen through the edits inside it.
fn trim_block(page: &str, whole: PageSpan, own: Vec<Edit>, white: u32, all: &mut Vec<Edit>) {
    // The kept pieces of the block, in order: (start, end) in the page; replacements count as ink.
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut line_has_ink = false;
    let mut pending: Vec<(usize, usize)> = Vec::new();
    let mut at = whole.start();
    let mut edits = own.iter().peekable();
    while at < whole.end() {
        if let Some(e) = edits.next_if(|e| e.page.start() <= at) {
            if !e.with.is_empty() {
                line_has_ink = true;
                pending.clear();
            }
            at = e.page.end().max(at);
            continue;
        }
        // Han characters are ink, and most of a text.
        let stop = edits.peek().map_or(whole.end(), |e| e.page.start().min(whole.end()));
        let han = page.as_bytes()[at..stop].iter().step_by(3).take_while(|b| HAN_LEADS.contains(b)).count();
        if han > 0 {
            line_has_ink = true;
            pending.clear();
            at += 3 * han;
            continue;
        }
        let c = page[at..].chars().next().unwrap_or(' ');
        let next = at + c.len_utf8();
        if c == '\n' {
            cuts.append(&mut pending);
            if !line_has_ink {
                cuts.push((at, next));
            }
            line_has_ink = false;
        } else if c.is_whitespace() && c != '\t' || c == '\t' && !line_has_ink {
            if line_has_ink { pending.push((at, next)) } else { cuts.push((at, next)) }
        } else {
            line_has_ink = true;
            pending.clear();
        }
        at = next;
    }
    cuts.append(&mut pending);
    cuts.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (s, e) in cuts {
        match merged.last_mut() {
            Some(last) if last.1 == s => last.1 = e,
            _ => merged.push((s, e)),
        }
    }
    let space = merged.into_iter().map(|(s, e)| Edit {
        page: PageSpan::new(s, e),
        kind: EditKind::Whitespace,
        rule: "space.edge",
        with: "".into(),
        certainty: Certainty::Exact,
        reason: white,
    });
    let from = all.len();
    all.extend(own);
    all.extend(space);
    all[from..].sort_by_key(|e| e.page);
}
