//! Pieces of the page's own title, planted clause by clause.
//!
//! An article about its title uses the title's words all the time. What no author does: one piece a clause, at one place of the
//! clause, in strict rotation. A planting rule is taken for true when walking it over the page meets nothing but the rotation.

use super::super::draft::Verdict;
use super::super::{Draft, View};
use super::rotation;
use crate::lexicon::Lexicon;
use crate::text::{Certainty, CharSet, EditKind, is_han, is_word};
use std::collections::{BTreeMap, BTreeSet};

/// A run begins in one of so many first clauses.
const START_MAX: usize = 12;
/// Clauses looked at for places where pieces stand.
const LOOK_MAX: usize = 60;
/// Longest run followed.
const RUN_MAX: usize = 4000;
const PERIOD_MAX: usize = 6;
/// Fewest pieces of a run.
const RUN_MIN: usize = 6;
/// Longest piece, in characters.
const PIECE_CHARS_MAX: usize = 5;

/// What ends a clause, from the narrowest reading to the widest, and sentences.
const ENDS: [&[char]; 4] = [rotation::ENDS[0], rotation::ENDS[1], rotation::ENDS[3], rotation::ENDS[4]];

/// Where in a clause a piece goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Behind the first of this character.
    AfterFirst(char),
    /// Behind the last of it.
    AfterLast(char),
    /// Behind so many characters.
    Offset(usize),
    /// Behind the end mark.
    AfterEnd,
    /// Before the end mark.
    BeforeEnd,
    /// Nowhere.
    Nowhere,
}

/// A planting rule: a place, and another for clauses without it.
#[derive(Debug, Clone, Copy)]
struct Rule {
    ends: usize,
    place: Place,
    otherwise: Place,
}

/// One planted piece: its place, and which clause it belongs to.
#[derive(Debug, Clone, Copy)]
struct Hit {
    at: usize,
    clause: usize,
}

/// A clause in which a run may begin.
struct Head {
    start: Hit,
    end: usize,
}

/// The body as characters, with the places where two characters of the title stand together.
pub(super) struct Body<'l> {
    pub(super) lexicon: &'l Lexicon,
    pub(super) chars: Vec<char>,
    pub(super) is_piece: Vec<bool>,
    /// For each character and each of [`ENDS`]: where the clause that it stands in ends.
    ends: Vec<[u32; ENDS.len()]>,
    /// Each Han character behind which a piece stands, with each of its places; sorted.
    lefts: Vec<(char, usize)>,
    pub(super) title: Vec<char>,
    /// Where its first clause begins.
    pub(super) first: usize,
}

/// A run that rotates.
struct Run {
    hits: Vec<Hit>,
    period: usize,
    lengths: Vec<usize>,
}

/// Takes out rotations of the title's pieces.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let Some(title) = super::lines::title(draft, &view) else { return };
    // Farms cut a title as it is, or without its marks.
    let bare: String = title.chars().filter(|c| is_word(*c)).collect();
    let title: Vec<char> = if bare == title { bare } else { format!("{title}\n{bare}") }.chars().collect();
    let Some(mut body) = Body::new(&view.text, title, draft.lexicon) else { return };
    if draft.metadata.title.is_none() {
        // The headline is the first line of the body, and has no clauses.
        let head = body.chars.iter().position(|c| *c != '\n').unwrap_or(0);
        body.first = head + body.chars[head..].iter().position(|c| *c == '\n').map_or(0, |e| e + 1);
    }
    let mut best: Option<((usize, std::cmp::Reverse<usize>, usize), Run)> = None;
    // Rules come in groups of one place, which is looked for in the first clauses but once.
    let heads: [Vec<Head>; ENDS.len()] = std::array::from_fn(|ends| body.heads(ends));
    for rules in body.rules().chunk_by(|a, b| (a.ends, a.place) == (b.ends, b.place)) {
        let mark = body.mark(rules[0].place);
        let head = |h: &Head| (h.start, h.end, body.place(rules[0].place, mark, h.start.at, h.end));
        let may_begin = |h: &(Hit, usize, Option<usize>)| h.2.is_none_or(|at| body.is_piece.get(at) == Some(&true));
        let heads: Vec<_> = heads[rules[0].ends].iter().map(head).filter(may_begin).collect();
        for (rule, (start, end, at)) in rules.iter().flat_map(|r| heads.iter().map(move |h| (*r, *h))) {
            let at = at.or_else(|| body.place(rule.otherwise, &[], start.at, end));
            let is_begun = at.and_then(|at| body.is_piece.get(at)).is_some_and(|p| *p);
            if let Some(run) = is_begun.then(|| body.walk(rule, mark, start)).flatten() {
                // Two rules may explain a run equally far: then the one that leaves the title's own words alone, and whose place most
                // clauses have.
                let length = run.hits.len();
                if best.as_ref().is_none_or(|b| length >= b.0.0) {
                    let rank = (length, std::cmp::Reverse(body.honest(&run)), body.frequency(rule.place));
                    if best.as_ref().is_none_or(|b| rank > b.0) {
                        best = Some((rank, run));
                    }
                }
            }
        }
    }
    // Whole titles in a row hold their pieces in rotation, too.
    let best = best.map(|b| b.1).filter(|run| 2 * body.honest(run) <= run.hits.len());
    let best = best.map_or_else(rotation::Run::default, |run| body.found(&run));
    let run = rotation::find(&body).filter(|run| run.hits.len() > best.hits.len()).unwrap_or(best);
    if run.period > 0 && !body.are_subjects(&run) {
        edit(draft, &view, &body, &run);
    }
}

fn edit(draft: &mut Draft<'_>, view: &View, body: &Body<'_>, run: &rotation::Run) {
    let starts: Vec<usize> = view.text.char_indices().map(|c| c.0).collect();
    let byte = |i: usize| starts.get(i).copied().unwrap_or(view.text.len());
    let cuts: Vec<_> = run.hits.iter().map(|h| (byte(h.0), byte(h.0 + h.1), "")).collect();
    let pieces: Vec<&str> = cuts.iter().take(run.period).map(|c| &view.text[c.0..c.1]).collect();
    let every = if run.step > 1 { format!("one in {} clauses", run.step) } else { "one a clause".to_owned() };
    let why = format!(
        "pieces of the title in rotation, {every} from clause {}: {}, {} times",
        body.clause(run.hits[0].0),
        pieces.join(" → "),
        cuts.len()
    );
    let certainty = if run.has_gaps { Certainty::Likely } else { Certainty::Exact };
    let verdict = Verdict { kind: EditKind::TitleEcho, rule: "echo.rotation", certainty };
    draft.edit_all(view, &cuts, verdict, &why);
}

impl<'l> Body<'l> {
    /// `None` when the body cannot hold a run.
    fn new(text: &str, title: Vec<char>, lexicon: &'l Lexicon) -> Option<Self> {
        let mut pairs: Vec<[char; 2]> = title.windows(2).map(|w| [w[0], w[1]]).filter(is_inked).collect();
        pairs.sort_unstable();
        pairs.dedup();
        if pairs.len() < 2 {
            return None;
        }
        let chars: Vec<char> = text.chars().chain(['\n']).collect();
        let firsts = CharSet::new(pairs.iter().map(|p| p[0]));
        let is_pair = |a: char, b: char| firsts.contains(a) && pairs.binary_search(&[a, b]).is_ok();
        let mut is_piece: Vec<bool> = chars.windows(2).map(|w| is_pair(w[0], w[1])).collect();
        is_piece.push(false);
        // What stands once rotates with nothing.
        let mut counts = vec![0; pairs.len()];
        let pair_at = |i: usize| pairs.binary_search(&[chars[i], chars[i + 1]]).unwrap_or(0);
        for i in (0..chars.len()).filter(|i| is_piece[*i]) {
            counts[pair_at(i)] += 1;
        }
        for i in 0..chars.len() {
            is_piece[i] &= is_piece[i] && counts[pair_at(i)] > 1;
        }
        let count = is_piece.iter().filter(|p| **p).count();
        if count < RUN_MIN {
            return None;
        }
        let ends = clause_ends(&chars);
        let pieces = (1..chars.len()).filter(|i| is_piece[*i]);
        let lefts = CharSet::new(pieces.map(|i| chars[i - 1]).filter(|c| is_han(*c)));
        let mut lefts: Vec<(char, usize)> = chars.iter().copied().zip(0..).filter(|c| lefts.contains(c.0)).collect();
        lefts.sort_unstable();
        Some(Self { lexicon, chars, is_piece, ends, lefts, title, first: 0 })
    }

    /// The end mark of the clause that `from` stands in, or the line end: its place, and whether it is a mark.
    fn end(&self, ends: usize, from: usize) -> (usize, bool) {
        let end = self.ends.get(from).map_or(self.chars.len() - 1, |e| e[ends] as usize);
        (end, self.chars[end] != '\n')
    }

    /// Rules for which enough pieces stand at their places in the first clauses.
    fn rules(&self) -> Vec<Rule> {
        let mut rules = Vec::new();
        for ends in 0..ENDS.len() {
            let mut places: BTreeMap<Place, usize> = BTreeMap::new();
            let mut from = self.first;
            let mut clauses = 0;
            while from < self.chars.len() && clauses < LOOK_MAX {
                let (end, is_mark) = self.end(ends, from);
                if is_mark {
                    clauses += 1;
                    for place in self.places_in(from, end) {
                        *places.entry(place).or_default() += 1;
                    }
                }
                from = end + 1;
            }
            let count = |p: &Place| places.get(p).copied().unwrap_or(0);
            // A clause's head is where the last one's tail may have gone.
            let tails = [Place::AfterEnd, Place::BeforeEnd, Place::Nowhere];
            for (&place, &n) in places.iter() {
                for otherwise in tails {
                    if place != otherwise && n + count(&otherwise) >= RUN_MIN {
                        rules.push(Rule { ends, place, otherwise });
                    }
                }
            }
        }
        rules
    }

    /// All places of the clause `[from, end)` at which a piece stands.
    fn places_in(&self, from: usize, end: usize) -> BTreeSet<Place> {
        let mut places = BTreeSet::new();
        for i in (from..=end).filter(|i| self.is_piece[*i]) {
            if i > from {
                let left = self.chars[i - 1];
                if is_han(left) {
                    if (i - from <= 200) && !self.chars[from..i - 1].contains(&left) {
                        places.insert(Place::AfterFirst(left));
                    }
                    if (end - i <= 200) && !self.chars[i..end].contains(&left) {
                        places.insert(Place::AfterLast(left));
                    }
                }
            }
            if i - from <= 8 && i > from {
                places.insert(Place::Offset(i - from));
            }
            if i == from {
                places.insert(Place::AfterEnd);
            }
            if i + 2 <= end && end - i <= PIECE_CHARS_MAX {
                places.insert(Place::BeforeEnd);
            }
        }
        if self.is_piece.get(end + 1).is_some_and(|p| *p) {
            places.insert(Place::AfterEnd);
        }
        places
    }

    /// The first clauses with an end mark, numbered.
    fn heads(&self, ends: usize) -> Vec<Head> {
        let mut heads = Vec::new();
        let mut from = self.first;
        while from + 1 < self.chars.len() && heads.len() < START_MAX {
            let (end, is_mark) = self.end(ends, from);
            if is_mark {
                heads.push(Head { start: Hit { at: from, clause: heads.len() }, end });
            }
            from = end + 1;
        }
        heads
    }

    /// The places of the character that a place is told by.
    fn mark(&self, place: Place) -> &[(char, usize)] {
        let (Place::AfterFirst(x) | Place::AfterLast(x)) = place else { return &[] };
        let from = self.lefts.partition_point(|l| l.0 < x);
        let count = self.lefts[from..].partition_point(|l| l.0 == x);
        &self.lefts[from..from + count]
    }

    /// Where the rule puts a piece into the clause `[from, end]`; `mark` is where the character of the place stands.
    fn place(&self, place: Place, mark: &[(char, usize)], from: usize, end: usize) -> Option<usize> {
        match place {
            Place::AfterFirst(_) => {
                let first = mark.get(mark.partition_point(|m| m.1 < from))?.1;
                (first < end).then_some(first + 1)
            }
            Place::AfterLast(_) => {
                let last = mark[..mark.partition_point(|m| m.1 < end)].last()?.1;
                (last >= from).then_some(last + 1)
            }
            Place::Offset(n) => (from + n <= end).then_some(from + n),
            Place::AfterEnd => Some(end + 1),
            // The longest stretch of the title that ends at the mark.
            Place::BeforeEnd => (end - PIECE_CHARS_MAX.min(end - from)..end.saturating_sub(1))
                .find(|i| self.is_piece[*i..end - 1].iter().all(|p| *p)),
            Place::Nowhere => None,
        }
    }

    /// Walks the rule from a clause on and follows the rotation as far as it is strict.
    fn walk(&self, rule: Rule, mark: &[(char, usize)], start: Hit) -> Option<Run> {
        let mut hits: Vec<Hit> = Vec::new();
        let (mut from, mut clause) = (start.at, start.clause);
        let mut skips = false;
        let mut periods = [true; PERIOD_MAX + 1];
        while hits.len() < RUN_MAX && from + 1 < self.chars.len() {
            let (end, is_mark) = self.end(rule.ends, from);
            if !is_mark {
                from = end + 1;
                continue;
            }
            let at = self.place(rule.place, mark, from, end).or_else(|| self.place(rule.otherwise, &[], from, end));
            from = end + 1;
            if let Some(at) = at {
                if !self.is_piece.get(at).is_some_and(|p| *p) {
                    break;
                }
                hits.push(Hit { at, clause });
                if !self.rotates(&hits, &mut periods) {
                    break;
                }
                if at == end + 1 {
                    // The piece behind the end mark is no part of the next clause.
                    from = at + 2;
                }
            } else if hits.is_empty() {
                break;
            } else {
                skips = true;
            }
            clause += 1;
        }
        if hits.len() < RUN_MIN {
            return None;
        }
        let (period, length) = self.rotation(&hits)?;
        // A later start and a looser rule must prove more, unless half of the pieces are no words: what no author writes.
        let broken =
            hits[..period].iter().filter(|h| !self.lexicon.words.has(&String::from_iter(self.head(h)))).count();
        let early = if start.clause == 0 || 2 * broken >= period { 0 } else { period };
        let loose = if skips { period } else { 0 };
        if length < RUN_MIN.max(2 * period) + early + loose {
            return None;
        }
        hits.truncate(length);
        let lengths = self.lengths(&hits, period);
        Some(Run { hits, period, lengths })
    }

    /// Whether the pieces are words at the heads of clauses that say something of them: a comparison goes from one to the other.
    fn are_subjects(&self, run: &rotation::Run) -> bool {
        const TENTHS: usize = 7;
        /// What of a clause is looked at.
        const WORD_CHARS: usize = 6;
        let jieba = self.lexicon.words.jieba();
        let is_known = |h: &(usize, usize)| self.lexicon.words.has(&String::from_iter(&self.chars[h.0..h.0 + h.1]));
        let is_head = |h: &(usize, usize)| h.0 == self.first || h.0 > 0 && !is_word(self.chars[h.0 - 1]);
        if !run.hits.iter().take(run.period).all(is_known) || !run.hits.iter().all(is_head) {
            return false;
        }
        let is_said = |h: &&(usize, usize)| {
            let behind: String = self.chars[h.0 + h.1..].iter().take(WORD_CHARS).collect();
            jieba.tag(&behind, true).first().is_some_and(|t| t.tag.starts_with(['v', 'd', 'a', 'u', 'p', 'f']))
        };
        10 * run.hits.iter().filter(is_said).count() >= TENTHS * run.hits.len()
    }

    /// The number of the clause that a piece belongs to, from 1; behind an end mark it belongs to the clause before.
    fn clause(&self, at: usize) -> usize {
        let before = self.first..at.saturating_sub(1).max(self.first);
        let ends = before.filter(|i| self.ends[*i][0] == *i as u32 && self.chars[*i] != '\n');
        1 + ends.count()
    }

    /// A run with the length of each piece.
    fn found(&self, run: &Run) -> rotation::Run {
        let hits = run.hits.iter().enumerate().map(|(n, h)| (h.at, run.lengths[n % run.period]));
        rotation::Run { hits: hits.collect(), period: run.period, step: 1, ..rotation::Run::default() }
    }

    /// How many pieces of a run stand inside a longer stretch of the title.
    fn honest(&self, run: &Run) -> usize {
        let longer = |from: usize, n: usize| {
            let stretch = self.chars.get(from..from + n).unwrap_or_default();
            stretch.len() == n && self.title.windows(n).any(|w| w == stretch)
        };
        let inside = |(n, h): (usize, &Hit)| {
            let length = run.lengths[n % run.period];
            longer(h.at, length + 1) || h.at > 0 && longer(h.at - 1, length + 1)
        };
        run.hits.iter().enumerate().filter(|h| inside(*h)).count()
    }

    /// How often the place of a rule occurs: its character, or at every clause.
    fn frequency(&self, place: Place) -> usize {
        match place {
            Place::AfterFirst(c) | Place::AfterLast(c) => self.chars.iter().filter(|o| **o == c).count(),
            _ => self.chars.len(),
        }
    }

    fn head(&self, hit: &Hit) -> [char; 2] {
        [self.chars[hit.at], self.chars[hit.at + 1]]
    }

    /// Strikes the periods that the last hit rules out, and says whether any is left.
    fn rotates(&self, hits: &[Hit], periods: &mut [bool; PERIOD_MAX + 1]) -> bool {
        let last = hits.len() - 1;
        let head = self.head(&hits[last]);
        for period in 2..=PERIOD_MAX {
            let fits = if last < period {
                hits[..last].iter().all(|h| self.head(h) != head)
            } else {
                self.head(&hits[last - period]) == head
            };
            periods[period] &= fits;
        }
        periods[2..].contains(&true)
    }

    /// The period of the longest strict rotation at the head of the hits, and how long it is.
    fn rotation(&self, hits: &[Hit]) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        for period in 2..=PERIOD_MAX.min(hits.len() / 2) {
            let first: BTreeSet<[char; 2]> = hits[..period].iter().map(|h| self.head(h)).collect();
            if first.len() < period {
                continue;
            }
            let strict =
                (period..hits.len()).take_while(|&i| self.head(&hits[i]) == self.head(&hits[i - period])).count();
            let length = period + strict;
            if best.is_none_or(|b| length > b.1) {
                best = Some((period, length));
            }
        }
        best
    }

    /// The length of each piece of the rotation: what its places have in common, as long as the title has it too; a piece that
    /// is longer than most of the others is cut to their length.
    fn lengths(&self, hits: &[Hit], period: usize) -> Vec<usize> {
        let common = |phase: usize| {
            let first = hits[phase].at;
            (2..=PIECE_CHARS_MAX)
                .take_while(|&n| {
                    let Some(piece) = self.chars.get(first..first + n) else { return false };
                    let is_titled = self.title.windows(n).any(|w| w == piece);
                    let is_everywhere =
                        hits.iter().skip(phase).step_by(period).all(|h| self.chars.get(h.at..h.at + n) == Some(piece));
                    is_titled && is_everywhere
                })
                .last()
                .unwrap_or(2)
        };
        let mut lengths: Vec<usize> = (0..period).map(common).collect();
        let mut sorted = lengths.clone();
        sorted.sort_unstable();
        // Pieces of one farm have one length, so the shortest common one tells it.
        let least = sorted[0];
        for l in &mut lengths {
            *l = (*l).min(least);
        }
        lengths
    }
}

/// Where the clause of each character ends, by each of [`ENDS`], but not inside a number; a line's end ends all.
fn clause_ends(chars: &[char]) -> Vec<[u32; ENDS.len()]> {
    let is_digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let mut ends = vec![[0; ENDS.len()]; chars.len()];
    let mut end = [chars.len() as u32 - 1; ENDS.len()];
    for (i, &c) in chars.iter().enumerate().rev() {
        // Most of a text are Han characters, and none is a mark.
        if !('\u{4E00}'..='\u{9FFF}').contains(&c) {
            let in_number = matches!(c, ',' | ':') && i > 0 && is_digit(i - 1) && is_digit(i + 1);
            for (end, marks) in end.iter_mut().zip(ENDS) {
                if c == '\n' || marks.contains(&c) && !in_number {
                    *end = i as u32;
                }
            }
        }
        ends[i] = end;
    }
    ends
}

fn is_inked(pair: &[char; 2]) -> bool {
    pair.iter().all(|c| is_word(*c))
}
