//! The body as earlier edits left it, with the way back to the page.

use crate::text::{Edit, PageSpan};

/// The text of the body after the edits so far: blocks joined by line feeds. Bytes of a view map back to the page.
#[derive(Debug, Default)]
pub struct View {
    /// The text.
    pub text: String,
    pieces: Vec<Piece>,
    lines: Vec<(usize, usize, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    view: usize,
    view_len: usize,
    page: PageSpan,
    /// Copied from the page; else written by an edit, or a line feed between blocks.
    verbatim: bool,
}

impl View {
    /// A view over `blocks` of `page` (index and place, in order), through `edits` (sorted, disjoint).
    #[must_use]
    pub fn new(page: &str, blocks: impl Iterator<Item = (usize, PageSpan)> + Clone, edits: &[Edit]) -> Self {
        let (count, bytes) =
            blocks.clone().fold((0, 0), |(count, bytes), (_, block)| (count + 1, bytes + block.len() + 1));
        let mut view = Self {
            text: String::with_capacity(bytes),
            pieces: Vec::with_capacity(2 * (count + edits.len())),
            lines: Vec::with_capacity(count),
        };
        for (index, block) in blocks {
            if !view.text.is_empty() || !view.lines.is_empty() {
                view.push("\n", PageSpan::new(block.start(), block.start()), false);
            }
            let start = view.text.len();
            let mut at = block.start();
            let first = edits.partition_point(|e| e.page.end() <= block.start());
            for e in edits[first..].iter().take_while(|e| e.page.start() < block.end()) {
                if at < e.page.start() {
                    view.push(&page[at..e.page.start()], PageSpan::new(at, e.page.start()), true);
                }
                if !e.with.is_empty() {
                    view.push(&e.with, e.page, false);
                }
                at = e.page.end().max(at);
            }
            if at < block.end() {
                view.push(&page[at..block.end()], PageSpan::new(at, block.end()), true);
            }
            view.lines.push((index, start, view.text.len()));
        }
        view
    }

    fn push(&mut self, text: &str, page: PageSpan, verbatim: bool) {
        self.pieces.push(Piece { view: self.text.len(), view_len: text.len(), page, verbatim });
        self.text.push_str(text);
    }

    /// The blocks shown: `(index of the block in the page, start, end)` in bytes of the view.
    #[must_use]
    pub fn blocks(&self) -> &[(usize, usize, usize)] {
        &self.lines
    }

    /// The block that shows byte `at`.
    #[must_use]
    pub fn block_at(&self, at: usize) -> Option<usize> {
        let i = self.lines.partition_point(|l| l.2 < at);
        self.lines.get(i).filter(|l| l.1 <= at).map(|l| l.0)
    }

    fn touching(&self, start: usize, end: usize) -> &[Piece] {
        let a = self.pieces.partition_point(|p| p.view + p.view_len <= start);
        let b = self.pieces.partition_point(|p| p.view < end);
        &self.pieces[a..b.max(a)]
    }

    /// The place in the page of bytes `[start, end)` of the view; what an edit wrote is the whole place of that edit.
    ///
    /// # Panics
    /// When the range is empty or outside the view.
    #[must_use]
    pub fn to_page(&self, start: usize, end: usize) -> PageSpan {
        let pieces = self.touching(start, end);
        let (first, last) = (pieces[0], pieces[pieces.len() - 1]);
        let s = if first.verbatim { first.page.start() + (start - first.view) } else { first.page.start() };
        let e = if last.verbatim { last.page.start() + (end - last.view) } else { last.page.end() };
        PageSpan::new(s, e.max(s))
    }

    /// The stretches of the page that `[start, end)` of the view copies, in order.
    #[must_use]
    pub fn verbatim(&self, start: usize, end: usize) -> Vec<PageSpan> {
        let own = self.touching(start, end).iter().filter(|p| p.verbatim);
        own.map(|p| {
            let from = start.max(p.view) - p.view;
            let to = end.min(p.view + p.view_len) - p.view;
            PageSpan::new(p.page.start() + from, p.page.start() + to)
        })
        .collect()
    }
}
