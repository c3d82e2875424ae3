//! Clauses: sentences cut at their marks; what stands in brackets is a clause of its own.

use super::ground::{Atom, Ground, Stop};
use crate::text::TextSpan;
use std::ops::Range;

/// Deepest brackets inside one another that are clauses of their own.
const DEPTH_MAX: usize = 3;
/// How many atoms clauses of news have, marks among them: so much room is made at once.
const ATOMS_PER_CLAUSE: usize = 8;

/// A clause: atoms without what stands in brackets, which are clauses of their own.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// Into the order of atoms.
    pub(super) list: Range<usize>,
    /// From its first to its last atom.
    pub(super) span: TextSpan,
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// The mark before it.
    pub(super) lead: Stop,
    /// The atom before its bracket, when it stands in one.
    pub(super) host: Option<usize>,
    /// The quotation that it lies in.
    pub(super) quote: Option<usize>,
    /// What its atoms are.
    pub(super) holds: Holds,
}

/// What the atoms of a clause are, so that nobody looks for what is not there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Holds {
    /// The classes of all of them.
    pub(super) bits: u32,
    /// Whether one of them is a number.
    pub(super) number: bool,
    /// Whether one of them is a time.
    pub(super) time: bool,
}

/// All clauses, sentence by sentence, and the order of atoms that they point into; a clause in brackets follows the one that
/// it stands in.
pub(super) fn cut(g: &Ground<'_>) -> (Vec<Clause>, Vec<u32>) {
    let (order, out) = (Vec::with_capacity(g.atoms.len()), Vec::with_capacity(g.atoms.len() / ATOMS_PER_CLAUSE));
    let mut cutter = Cutter { g, order, out, stack: Vec::new(), free: Vec::new(), sentence: 0 };
    for (sentence, &span) in g.facts.words.sentences.iter().enumerate() {
        cutter.sentence = sentence;
        let first = cutter.out.len();
        cutter.sentence(span);
        cutter.out[first..].sort_by_key(|c| c.span.start());
    }
    (cutter.out, cutter.order)
}

/// One open level: the clause that is being gathered, and what is known of it.
struct Level {
    atoms: Vec<u32>,
    lead: Stop,
    host: Option<usize>,
    holds: Holds,
}

struct Cutter<'g, 'f> {
    g: &'g Ground<'f>,
    order: Vec<u32>,
    out: Vec<Clause>,
    stack: Vec<Level>,
    /// Rows of levels that are closed, to be used again.
    free: Vec<Vec<u32>>,
    sentence: usize,
}

impl Cutter<'_, '_> {
    fn sentence(&mut self, span: TextSpan) {
        let before = self.g.text()[..span.start()].trim_end_matches(' ');
        let lead = if before.ends_with(['；', ';']) { Stop::Semicolon } else { Stop::End };
        self.open(lead, None);
        for i in self.g.sentence(self.sentence) {
            let atom = &self.g.atoms[i];
            match atom.stop {
                Stop::QuoteOpen | Stop::QuoteClose => {
                    let quote = self.g.quote_at(atom.span.start()).map(|q| self.g.quotes[q]);
                    let edge = quote.is_some_and(|q| {
                        q.speaks && (q.outer.start() == atom.span.start() || q.inner.end() <= atom.span.start())
                    });
                    if edge {
                        self.cut(atom.stop);
                    }
                }
                Stop::Open if self.stack.len() < DEPTH_MAX => {
                    let host = self.stack.last().and_then(|l| l.atoms.last()).map(|&a| a as usize);
                    self.open(Stop::Open, host);
                }
                Stop::Close => self.close(),
                Stop::Comma | Stop::Semicolon | Stop::End => self.cut(atom.stop),
                Stop::Colon if self.stack.len() == 1 => self.cut(atom.stop),
                Stop::Pause if self.lists(i) => self.cut(atom.stop),
                _ => self.push(i, atom),
            }
        }
        while self.stack.len() > 1 {
            self.close();
        }
        self.cut(Stop::End);
        self.free.extend(self.stack.drain(..).map(|l| l.atoms));
    }

    fn open(&mut self, lead: Stop, host: Option<usize>) {
        let atoms = self.free.pop().unwrap_or_default();
        self.stack.push(Level { atoms, lead, host, holds: Holds::default() });
    }

    /// Whether a 、 stands between two clauses: a number before it, and none right behind.
    fn lists(&self, pause: usize) -> bool {
        let before = self.stack.last().is_some_and(|l| l.holds.number);
        before && self.g.atoms.get(pause + 1).is_some_and(|a| a.number().is_none() && a.tag.class() != b'm')
    }

    fn push(&mut self, index: usize, atom: &Atom) {
        if let Some(level) = self.stack.last_mut() {
            level.holds.bits |= atom.bits;
            level.holds.number |= atom.number().is_some();
            level.holds.time |= atom.is_time();
            level.atoms.push(index as u32);
        }
    }

    fn cut(&mut self, lead: Stop) {
        let Some(mut level) = self.stack.pop() else { return };
        self.flush(&level);
        level.atoms.clear();
        (level.lead, level.holds) = (lead, Holds::default());
        self.stack.push(level);
    }

    fn close(&mut self) {
        if self.stack.len() > 1
            && let Some(mut done) = self.stack.pop()
        {
            self.flush(&done);
            done.atoms.clear();
            self.free.push(done.atoms);
        }
    }

    fn flush(&mut self, level: &Level) {
        let (Some(&first), Some(&last)) = (level.atoms.first(), level.atoms.last()) else { return };
        let start = self.order.len();
        self.order.extend(&level.atoms);
        let span = self.g.atoms[first as usize].span.cover(self.g.atoms[last as usize].span);
        let quote = self.g.quote_at(span.start()).filter(|&q| self.g.quotes[q].speaks);
        let (lead, host, sentence, holds) = (level.lead, level.host, self.sentence, level.holds);
        self.out.push(Clause { list: start..self.order.len(), span, sentence, lead, host, quote, holds });
    }
}
