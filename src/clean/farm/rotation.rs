//! A rotation that is told by its order, and the planting rule that is read off its places.
//!
//! Where the pieces of a core stand in their clauses suggests rules; a rule is true when planting by it, from some clause on, meets
//! nothing but the rotation.

use super::echo::Body;
use super::turns::{CORE_MIN, Core, cores};
use crate::text::is_han;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest pieces of a run, and most.
const RUN_MIN: usize = 8;
const RUN_MAX: usize = 4000;
/// Longest distance of a place from an end of its clause.
const OFFSET_MAX: usize = 12;
/// Most rules of a core whose runs are followed back.
const RULES_MAX: usize = 6;
/// Of ten pieces of a core, so many must stand where a rule says, and so many at its first place, or else at the other one.
const EXPLAINED_TENTHS: usize = 8;
const PLACED_TENTHS: usize = 2;
const OTHERWISE_TENTHS: usize = 5;
/// Largest step from clause to clause, and how far before its core a run may begin, in clauses.
const STEP_MAX: usize = 4;
const BACK_MAX: usize = 40;
/// Shortest clause that has a middle.
const MIDDLE_MIN: usize = 4;
/// Clauses longer than this have no places.
const CLAUSE_CHARS_MAX: usize = 300;

/// What farms take for the ends of clauses, or of sentences.
pub(super) const ENDS: [&[char]; 7] = [
    &[',', '，', '。'],
    &[',', '，', '。', '；', ';', '！', '!', '？', '?'],
    &[',', '，', '。', '；', ';', '！', '!', '？', '?', '、'],
    &[',', '，', '。', '；', ';', '！', '!', '？', '?', '、', '：', ':'],
    &['。', '！', '!', '？', '?'],
    &['。', '！', '!', '？', '?', '；', ';'],
    &['。'],
];

/// Where in a clause a piece goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    AfterFirst(char),
    AfterLast(char),
    BeforeFirst(char),
    BeforeLast(char),
    /// Behind so many characters.
    FromHead(usize),
    /// Before so many characters.
    FromTail(usize),
    /// In the middle, the odd character behind or before.
    Middle,
    MiddleUp,
    /// At its head, behind or before the end mark.
    Head,
    AfterEnd,
    BeforeEnd,
    Nowhere,
}

/// Every so many clauses a piece at a place, or at another one in clauses without it.
#[derive(Debug, Clone, Copy)]
struct Rule {
    ends: usize,
    place: Place,
    otherwise: Place,
    step: usize,
}

/// The body as clauses by each of [`ENDS`]; they are looked for where they are needed, since honest pages hardly need any.
struct Clauses<'b> {
    body: &'b Body<'b>,
}

impl Clauses<'_> {
    fn is_end(&self, ends: usize, at: usize) -> bool {
        let chars = &self.body.chars;
        let c = chars[at];
        let is_digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
        !('\u{4E00}'..='\u{9FFF}').contains(&c)
            && (c == '\n'
                || ENDS[ends].contains(&c)
                    && !(matches!(c, ',' | ':') && at > 0 && is_digit(at - 1) && is_digit(at + 1)))
    }

    /// Where the clause of a character begins, as far as clauses have places.
    fn start(&self, ends: usize, at: usize) -> usize {
        let floor = at.saturating_sub(CLAUSE_CHARS_MAX);
        (floor..at).rev().find(|i| self.is_end(ends, *i)).map_or(floor, |i| i + 1)
    }

    /// Where it ends, and whether with a mark.
    fn end(&self, ends: usize, at: usize) -> (usize, bool) {
        let last = self.body.chars.len() - 1;
        let end = (at..last).find(|i| self.is_end(ends, *i)).unwrap_or(last);
        (end, self.body.chars[end] != '\n')
    }
}

/// A run: each piece's place and length, in characters of the body.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) hits: Vec<(usize, usize)>,
    pub(super) period: usize,
    /// Every so many clauses have a piece.
    pub(super) step: usize,
    /// Whether a clause of the run has no piece.
    pub(super) has_gaps: bool,
    pub(super) skips: bool,
}

/// The longest run that a rule explains.
pub(super) fn find(body: &Body<'_>) -> Option<Run> {
    let clauses = Clauses { body };
    let mut best = Run::default();
    for core in cores(body) {
        let mut runs: Vec<(Rule, Run)> =
            rules(&clauses, &core).into_iter().map(|rule| (rule, run_from(&clauses, &rule, &core))).collect();
        runs.sort_by_key(|r| std::cmp::Reverse(r.1.hits.len()));
        runs.truncate(RULES_MAX);
        for (rule, run) in runs.into_iter().filter(|r| r.1.hits.len() >= CORE_MIN) {
            let run = run_back(&clauses, &rule, &core, run);
            if run.hits.len() > best.hits.len() && proves(body, &rule, &run) {
                best = run;
            }
        }
    }
    (best.period > 0).then_some(best)
}

/// The rules that most places of a core suggest.
fn rules(clauses: &Clauses<'_>, core: &Core<'_>) -> Vec<Rule> {
    let mut rules = Vec::new();
    for ends in 0..ENDS.len() {
        let places: Vec<Vec<Place>> = core.hits.iter().map(|h| places(clauses, ends, *h)).collect();
        let mut counts: BTreeMap<Place, usize> = BTreeMap::new();
        for place in places.iter().flatten() {
            *counts.entry(*place).or_default() += 1;
        }
        let count = places.len();
        let share = |place: &Place| counts.get(place).copied().unwrap_or(0) * 10 / count;
        for &place in counts.keys() {
            for otherwise in [Place::Nowhere, Place::AfterEnd, Place::BeforeEnd, Place::Head] {
                // A rare character may be the place, when nearly all clauses lack it.
                let is_usual = share(&place) >= PLACED_TENTHS || share(&otherwise) >= OTHERWISE_TENTHS;
                let fits = |p: &&Vec<Place>| p.contains(&place) || p.contains(&otherwise);
                if otherwise != place && is_usual && places.iter().filter(fits).count() * 10 >= EXPLAINED_TENTHS * count
                {
                    rules.extend((1..=STEP_MAX).map(|step| Rule { ends, place, otherwise, step }));
                }
            }
        }
    }
    rules
}

/// All places that a piece has in its clause.
fn places(clauses: &Clauses<'_>, ends: usize, (at, length): (usize, usize)) -> Vec<Place> {
    let body = clauses.body;
    let (end, is_mark) = clauses.end(ends, at);
    let from = clauses.start(ends, at);
    let mut places = Vec::new();
    if at == from {
        places.push(Place::Head);
        if at > 0 && body.chars[at - 1] != '\n' {
            places.push(Place::AfterEnd);
        }
    }
    let behind = at + length;
    if !is_mark || behind > end || end - from > CLAUSE_CHARS_MAX {
        return places;
    }
    if behind == end {
        places.push(Place::BeforeEnd);
    }
    let clause = |a: usize, b: usize| &body.chars[a..b];
    if at > from && is_han(body.chars[at - 1]) {
        let left = body.chars[at - 1];
        if !clause(from, at - 1).contains(&left) {
            places.push(Place::AfterFirst(left));
        }
        if !clause(behind, end).contains(&left) {
            places.push(Place::AfterLast(left));
        }
    }
    if behind < end && is_han(body.chars[behind]) {
        let right = body.chars[behind];
        if !clause(from, at).contains(&right) {
            places.push(Place::BeforeFirst(right));
        }
        if !clause(behind + 1, end).contains(&right) {
            places.push(Place::BeforeLast(right));
        }
    }
    let (head, tail) = (at - from, end - behind);
    if (1..=OFFSET_MAX).contains(&head) {
        places.push(Place::FromHead(head));
    }
    if (1..=OFFSET_MAX).contains(&tail) {
        places.push(Place::FromTail(tail));
    }
    if head == usize::midpoint(head, tail) {
        places.push(Place::Middle);
    }
    if head == (head + tail).div_ceil(2) {
        places.push(Place::MiddleUp);
    }
    places
}

/// The run of a rule from a core on; the first piece may stand behind the end of the clause that it belongs to.
fn run_from(clauses: &Clauses<'_>, rule: &Rule, core: &Core<'_>) -> Run {
    let own = clauses.start(rule.ends, core.hits[0].0);
    let run = follow(clauses, rule, core, 0, own);
    let Some(before) = own.checked_sub(1).map(|at| clauses.start(rule.ends, at)) else { return run };
    let other = follow(clauses, rule, core, 0, before);
    if other.hits.len() > run.hits.len() { other } else { run }
}

/// The run begun as far before the core as its rule goes.
fn run_back(clauses: &Clauses<'_>, rule: &Rule, core: &Core<'_>, run: Run) -> Run {
    let mut best = run;
    let mut start = clauses.start(rule.ends, core.hits[0].0);
    for _ in 0..BACK_MAX {
        match start.checked_sub(1).map(|at| clauses.start(rule.ends, at)) {
            Some(at) if at >= clauses.body.first => start = at,
            _ => break,
        }
        for turn in 0..core.pieces.len() {
            let run = follow(clauses, rule, core, turn, start);
            if run.hits.len() > best.hits.len() {
                best = run;
            }
        }
    }
    best
}

/// Plants by a rule from the clause at `start` on and follows as long as the body has what would be planted. One clause in a period may
/// lack its piece.
fn follow(clauses: &Clauses<'_>, rule: &Rule, core: &Core<'_>, turn: usize, start: usize) -> Run {
    let body = clauses.body;
    let period = core.pieces.len();
    let mut run = Run { period, step: rule.step, ..Run::default() };
    let (mut from, mut clause) = (start, 0);
    // Pieces before the last gap, and whether a clause was passed over.
    let mut gap: Option<usize> = None;
    let mut skips = false;
    while from + 1 < body.chars.len() && run.hits.len() < RUN_MAX {
        let (end, is_mark) = clauses.end(rule.ends, from);
        let mut next = end + 1;
        if is_mark && clause % rule.step == 0 {
            let piece = core.pieces[(turn + run.hits.len()) % period];
            match planted(body, rule, piece, from, end) {
                Some(at) if stands(body, piece, at) => {
                    if at == end + 1 {
                        next = at + piece.len();
                    }
                    run.hits.push((at, piece.len()));
                    run.skips |= skips;
                }
                Some(_) if run.hits.is_empty() => break,
                Some(_) => {
                    if gap.is_some_and(|g| run.hits.len() < g + period) || run.hits.len() < period {
                        break;
                    }
                    gap = Some(run.hits.len());
                }
                None if run.hits.is_empty() => break,
                None => skips = true,
            }
        }
        clause += usize::from(is_mark);
        from = next;
    }
    // Behind a gap the rotation must go round once to be the same run.
    if let Some(before) = gap.filter(|g| run.hits.len() < g + period) {
        run.hits.truncate(before);
    }
    run.has_gaps = gap.is_some_and(|g| g < run.hits.len());
    run
}

/// Where a rule puts a piece into the clause `[from, end)`; where it does not stand, some place where it should.
fn planted(body: &Body<'_>, rule: &Rule, piece: &[char], from: usize, end: usize) -> Option<usize> {
    place(body, rule.place, piece, from, end).or_else(|| place(body, rule.otherwise, piece, from, end))
}

fn place(body: &Body<'_>, place: Place, piece: &[char], from: usize, end: usize) -> Option<usize> {
    let n = piece.len();
    let clause = &body.chars[from..end];
    // The characters of the clause that are not the piece's, when it stands at `at`.
    let honest = |c: char, range: std::ops::Range<usize>, at: usize| {
        range.clone().any(|i| body.chars[i] == c && !(at..at + n).contains(&i))
    };
    let all = |c: char| (from..end).filter(move |i| body.chars[*i] == c);
    let fits = |at: usize| stands(body, piece, at) && at >= from && at + n <= end;
    match place {
        Place::AfterFirst(c) => {
            let mut first = all(c).map(|i| i + 1);
            let found = first.clone().find(|at| fits(*at) && !honest(c, from..at - 1, *at));
            found.or_else(|| first.next())
        }
        Place::AfterLast(c) => {
            let found = all(c).map(|i| i + 1).rfind(|at| fits(*at) && !honest(c, *at..end, *at));
            found.or_else(|| all(c).next_back().map(|i| i + 1))
        }
        Place::BeforeFirst(c) => {
            let mut before = all(c).filter_map(|i| i.checked_sub(n));
            let found = before.clone().find(|at| fits(*at) && !honest(c, from..*at, *at));
            found.or_else(|| before.next())
        }
        Place::BeforeLast(c) => {
            let mut before = all(c).filter_map(|i| i.checked_sub(n));
            let found = before.clone().rfind(|at| fits(*at) && !honest(c, at + n + 1..end, *at));
            found.or_else(|| before.next_back())
        }
        Place::FromHead(k) => (clause.len() > k).then_some(from + k),
        Place::FromTail(k) => (clause.len() >= k + n).then(|| end - k - n),
        Place::Middle => (clause.len() >= MIDDLE_MIN.max(n)).then(|| from + (clause.len() - n) / 2),
        Place::MiddleUp => (clause.len() >= MIDDLE_MIN.max(n)).then(|| from + (clause.len() - n).div_ceil(2)),
        Place::Head => Some(from),
        Place::AfterEnd => Some(end + 1),
        Place::BeforeEnd => Some(end.saturating_sub(n).max(from)),
        Place::Nowhere => None,
    }
}

fn stands(body: &Body<'_>, piece: &[char], at: usize) -> bool {
    body.chars.get(at..at + piece.len()) == Some(piece)
}

/// Whether a run is long enough: a looser rule must prove more, unless half of the pieces are no words, which no author writes.
fn proves(body: &Body<'_>, rule: &Rule, run: &Run) -> bool {
    let period = run.period;
    let is_word = |h: &&(usize, usize)| body.lexicon.words.has(&String::from_iter(&body.chars[h.0..h.0 + h.1]));
    let whole = run.hits.iter().take(period).filter(is_word).count();
    // What is planted stands between other characters each time; a line that a list repeats does not, nor does a title.
    let beside = |h: &(usize, usize)| (h.0.checked_sub(1).map(|i| body.chars[i]), body.chars.get(h.0 + h.1));
    let around: BTreeSet<_> = run.hits.iter().map(beside).collect();
    let is_titled = |stretch: &[char]| body.title.windows(stretch.len()).any(|w| w == stretch);
    let is_longer = |h: &&(usize, usize)| {
        let (at, end) = (h.0, h.0 + h.1);
        is_titled(&body.chars[at..body.chars.len().min(end + 1)]) && end < body.chars.len()
            || at > 0 && is_titled(&body.chars[at - 1..end])
    };
    let longer = run.hits.iter().filter(is_longer).count();
    if 2 * around.len() < run.hits.len() || 2 * longer > run.hits.len() {
        return false;
    }
    let loose = [run.skips, rule.step > 1, run.has_gaps, whole == period].iter().filter(|l| **l).count();
    let more = if 2 * whole <= period { usize::from(run.has_gaps) } else { loose };
    run.hits.len() >= RUN_MIN.max(2 * period) + more
}
