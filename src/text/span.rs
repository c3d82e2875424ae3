//! Ranges of bytes, typed by the text that they lie in.

use std::marker::PhantomData;
use std::ops::Range;

/// Marks spans into the page text.
#[derive(Debug)]
pub enum InPage {}
/// Marks spans into the cleaned text.
#[derive(Debug)]
pub enum InText {}

/// A span of the page text.
pub type PageSpan = Span<InPage>;
/// A span of the cleaned text.
pub type TextSpan = Span<InText>;

/// A range of UTF-8 bytes, `[start, end)`, on character borders of one text. `record` turns it into code points, once.
pub struct Span<In> {
    start: u32,
    end: u32,
    text: PhantomData<fn() -> In>,
}

impl<In> Span<In> {
    /// The span from byte `start` up to byte `end`.
    ///
    /// # Panics
    /// When `start > end`, or `end` is past 4 GiB (pages are limited far below).
    #[must_use]
    #[track_caller]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span starts before it ends: {start}..{end}");
        let end = u32::try_from(end).expect("texts are shorter than 4 GiB");
        Self { start: start as u32, end, text: PhantomData }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range of bytes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The words under the span.
    ///
    /// # Panics
    /// When the span does not lie on character borders inside `text`.
    #[must_use]
    #[track_caller]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether they share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end), text: PhantomData }
    }
}

impl<In> Clone for Span<In> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<In> Copy for Span<In> {}
impl<In> Default for Span<In> {
    fn default() -> Self {
        Self { start: 0, end: 0, text: PhantomData }
    }
}
impl<In> PartialEq for Span<In> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<In> Eq for Span<In> {}
impl<In> PartialOrd for Span<In> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<In> Ord for Span<In> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<In> std::hash::Hash for Span<In> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<In> std::fmt::Debug for Span<In> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
