//! Which of many line patterns may match a line, told without running them.
//!
//! One automaton over all patterns builds new states for nearly every line, since their bounded repetitions run side by side. But a
//! pattern says how its lines begin, how they end, what stands in them and how long they are, and that rules nearly all of them out; the few left are run.

use super::finder::{ByPair, Pair, pair};
use crate::text::first_place;
use regex::Regex;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{
    Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind,
    literal::{ExtractKind, Extractor},
};
use std::collections::{BTreeSet, HashSet};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

/// Patterns by what stands in the lines that they match: at their beginning, at their end, or anywhere.
#[derive(Debug)]
pub(super) struct Index {
    patterns: Vec<Pattern>,
    /// The patterns that hang on a beginning, by its first two characters.
    heads: ByPair<usize>,
    /// The patterns that hang on an ending, by its last two characters, the last one first.
    tails: ByPair<usize>,
    /// The patterns that hang on a word, by its first two characters.
    words: ByPair<usize>,
    /// Those that hang on none.
    open: Vec<usize>,
}

/// What a pattern is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Head,
    Tail,
    Word,
}

/// One pattern, and what its syntax says of the lines that it matches.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Index of its rule.
    pub(super) rule: usize,
    source: String,
    /// Where it matches. Compiled when it is first asked.
    regex: OnceLock<Regex>,
    /// Whether it matches. Compiled when a line first may.
    test: OnceLock<Test>,
    /// All lines that it matches, when they can be listed.
    lines: Option<HashSet<String>>,
    /// Beginnings, one of which its lines have; empty when they may begin with anything.
    prefixes: Vec<String>,
    /// Endings, one of which its lines have; empty when they may end with anything.
    suffixes: Vec<String>,
    /// Sets of words: of each set one stands in each of its lines. The rarest first.
    inner: Vec<Vec<String>>,
    /// The characters, with one of which its lines begin; `None` when it may be any.
    first: Option<ClassUnicode>,
    /// The characters, with one of which its lines end; `None` when it may be any.
    last: Option<ClassUnicode>,
    /// Bytes of the shortest match.
    least: usize,
    /// Bytes of the longest match, when it bounds the line.
    most: usize,
}

/// A lazy automaton that runs forwards only: a third of a [`Regex`] to compile, and all that a yes or no needs.
#[derive(Debug)]
struct Test {
    automaton: DFA,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>>,
}

impl Test {
    fn new(source: &str) -> Self {
        let compile = thompson::Config::new().which_captures(thompson::WhichCaptures::None);
        let automaton =
            DFA::builder().thompson(compile).build(source).expect("the patterns of clean/line.tsv are tested");
        let of = automaton.clone();
        Self { automaton, caches: Pool::new(Box::new(move || of.create_cache())) }
    }

    /// `None` when it gave up.
    fn is_match(&self, line: &str) -> Option<bool> {
        let input = Input::new(line).anchored(Anchored::Yes).earliest(true);
        self.automaton.try_search_fwd(&mut self.caches.get(), &input).ok().map(|end| end.is_some())
    }
}

/// Two ranges instead of the twenty of the property: a tenth of the automaton, and the same lines.
fn han(pattern: &str) -> String {
    pattern.replace(r"\p{Han}", r"[\x{3400}-\x{9FFF}]")
}

impl Pattern {
    /// A pattern; `is_whole` when its matches are whole lines, else they are ends of lines.
    pub(super) fn new(rule: usize, pattern: &str, is_whole: bool) -> Self {
        let bare = han(pattern);
        let source = if is_whole { format!("^(?:{bare})$") } else { format!("(?:{bare})$") };
        let hir = regex_syntax::parse(&source).expect("the patterns of clean/line.tsv are tested");
        let least = hir.properties().minimum_len().unwrap_or(0);
        let most = hir.properties().maximum_len().filter(|_| is_whole).unwrap_or(usize::MAX);
        let mut inner = Vec::new();
        required(&hir, &mut inner);
        inner.sort_by_key(|words| (std::cmp::Reverse(shortest(words)), words.len()));
        let prefixes = if is_whole { literals(&hir, ExtractKind::Prefix) } else { Vec::new() };
        Self {
            rule,
            regex: OnceLock::new(),
            test: OnceLock::new(),
            lines: if is_whole { all(&bare) } else { None },
            prefixes,
            suffixes: literals(&hir, ExtractKind::Suffix),
            inner,
            first: Edge::of(&hir, End::First).known().filter(|_| is_whole),
            last: Edge::of(&hir, End::Last).known(),
            least,
            most,
            source,
        }
    }

    /// The pattern itself.
    pub(super) fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| Regex::new(&self.source).expect("the patterns of clean/line.tsv are tested"))
    }

    /// What to find it by, and the words: an end of the line tells more than its middle, and two characters more than one.
    fn key(&self) -> Option<(Key, &[String])> {
        let inner = self.inner.first().map_or(&[][..], Vec::as_slice);
        let sets = [(Key::Word, inner), (Key::Tail, &self.suffixes), (Key::Head, &self.prefixes)];
        let worth = |(key, set): &(Key, &[String])| {
            let chars = set.iter().map(|w| w.chars().count()).min().unwrap_or(0);
            (chars > 1, *key != Key::Word, chars, std::cmp::Reverse(set.len()))
        };
        sets.into_iter().filter(|(_, set)| !set.is_empty()).max_by_key(worth)
    }

    /// Whether it matches a line that it [may match](Self::may_match).
    fn matches(&self, line: &str) -> bool {
        // A listed line was looked up when it was asked whether it may.
        self.lines.is_some()
            || self
                .test
                .get_or_init(|| Test::new(&self.source))
                .is_match(line)
                .unwrap_or_else(|| self.regex().is_match(line))
    }

    fn may_match(&self, line: &str) -> bool {
        /// Longest list of beginnings or endings that is gone through: a longer one costs more than the pattern.
        const ENDS_MAX: usize = 32;
        if let Some(lines) = &self.lines {
            return lines.contains(line);
        }
        (self.least..=self.most).contains(&line.len())
            && line.chars().next().is_none_or(|c| self.first.as_ref().is_none_or(|class| holds(class, c)))
            && line.chars().next_back().is_none_or(|c| self.last.as_ref().is_none_or(|class| holds(class, c)))
            && (self.prefixes.is_empty()
                || self.prefixes.len() > ENDS_MAX
                || self.prefixes.iter().any(|p| line.starts_with(p.as_str())))
            && (self.suffixes.is_empty()
                || self.suffixes.len() > ENDS_MAX
                || self.suffixes.iter().any(|s| line.ends_with(s.as_str())))
            && self.inner.iter().all(|set| set.iter().any(|w| first_place(line, w).is_some()))
    }
}

fn extractor(kind: ExtractKind) -> Extractor {
    let mut extractor = Extractor::new();
    extractor.kind(kind).limit_total(512).limit_class(32);
    extractor
}

/// The lines that a pattern without anchors matches, when they are few hundred at most.
fn all(pattern: &str) -> Option<HashSet<String>> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let sequence = extractor(ExtractKind::Prefix).extract(&hir);
    let literals = sequence.literals().filter(|_| sequence.is_exact())?;
    literals.iter().map(|l| String::from_utf8(l.as_bytes().to_vec()).ok()).collect()
}

/// The literals, one of which each match begins or ends with; none when the syntax does not say.
fn literals(hir: &Hir, kind: ExtractKind) -> Vec<String> {
    let sequence = extractor(kind).extract(hir);
    let all = sequence.literals().unwrap_or_default();
    let whole: Option<Vec<String>> =
        all.iter().map(|l| String::from_utf8(l.as_bytes().to_vec()).ok().filter(|l| !l.is_empty())).collect();
    whole.unwrap_or_default()
}

fn shortest(words: &[String]) -> usize {
    words.iter().map(String::len).min().unwrap_or(0)
}

/// Adds the sets of words that the syntax demands: of each set one word stands in each match.
fn required(hir: &Hir, sets: &mut Vec<Vec<String>>) {
    match hir.kind() {
        HirKind::Concat(parts) => parts.iter().for_each(|part| required(part, sets)),
        HirKind::Capture(capture) => required(&capture.sub, sets),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub, sets),
        HirKind::Repetition(_) => {}
        _ => sets.extend(words(hir)),
    }
}

/// Words, one of which stands in each match, as long as can be had; none when the syntax demands none.
fn words(hir: &Hir) -> Option<Vec<String>> {
    /// Most words of one set: more cost more to look for than the pattern itself.
    const WORDS_MAX: usize = 96;
    /// Most characters of a class that count as words.
    const CLASS_MAX: u32 = 16;
    let words = match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let count: u32 = class.ranges().iter().map(|r| r.end() as u32 - r.start() as u32 + 1).sum();
            if count > CLASS_MAX {
                return None;
            }
            class.ranges().iter().flat_map(|r| r.start()..=r.end()).map(String::from).collect()
        }
        HirKind::Literal(literal) => vec![String::from_utf8(literal.0.to_vec()).ok()?],
        HirKind::Alternation(arms) => {
            let arms: Option<Vec<Vec<String>>> = arms.iter().map(words).collect();
            arms?.concat()
        }
        HirKind::Concat(_) | HirKind::Capture(_) | HirKind::Repetition(_) => {
            let mut sets = Vec::new();
            required(hir, &mut sets);
            sets.into_iter().max_by_key(|words| (shortest(words), std::cmp::Reverse(words.len())))?
        }
        _ => return None,
    };
    (words.len() <= WORDS_MAX).then_some(words)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    First,
    Last,
}

/// What stands at one end of the matches of a pattern.
struct Edge {
    /// `None` when it may be any character.
    class: Option<ClassUnicode>,
    /// Whether the match may be empty there, so that what stands next to it counts too.
    is_open: bool,
}

impl Edge {
    fn of(hir: &Hir, end: End) -> Self {
        let one = |c: char| Some(ClassUnicode::new([ClassUnicodeRange::new(c, c)]));
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self { class: Some(ClassUnicode::empty()), is_open: true },
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).unwrap_or_default();
                let c = if end == End::First { text.chars().next() } else { text.chars().next_back() };
                Self { class: c.and_then(one), is_open: false }
            }
            HirKind::Class(Class::Unicode(class)) => Self { class: Some(class.clone()), is_open: false },
            HirKind::Class(Class::Bytes(_)) => Self { class: None, is_open: true },
            HirKind::Capture(capture) => Self::of(&capture.sub, end),
            HirKind::Repetition(repetition) => {
                let edge = Self::of(&repetition.sub, end);
                Self { is_open: edge.is_open || repetition.min == 0, ..edge }
            }
            HirKind::Alternation(arms) => {
                let none = Self { class: Some(ClassUnicode::empty()), is_open: false };
                arms.iter()
                    .map(|arm| Self::of(arm, end))
                    .fold(none, |a, b| Self { is_open: a.is_open || b.is_open, class: Self::union(a.class, b.class) })
            }
            HirKind::Concat(parts) => {
                let mut all = Self { class: Some(ClassUnicode::empty()), is_open: true };
                let mut parts: Vec<&Hir> = parts.iter().collect();
                if end == End::Last {
                    parts.reverse();
                }
                for part in parts {
                    let edge = Self::of(part, end);
                    all = Self { class: Self::union(all.class, edge.class), is_open: edge.is_open };
                    if !all.is_open {
                        break;
                    }
                }
                all
            }
        }
    }

    fn union(a: Option<ClassUnicode>, b: Option<ClassUnicode>) -> Option<ClassUnicode> {
        let mut class = a?;
        class.union(&b?);
        Some(class)
    }

    /// The characters, when some are ruled out.
    fn known(self) -> Option<ClassUnicode> {
        self.class.filter(|_| !self.is_open)
    }
}

fn holds(class: &ClassUnicode, c: char) -> bool {
    let ranges = class.ranges();
    let at = ranges.partition_point(|r| r.end() < c);
    ranges.get(at).is_some_and(|r| r.start() <= c)
}

/// The places of the bits that are set, from the lowest.
fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        lowest
    })
}

impl Index {
    pub(super) fn new(patterns: Vec<Pattern>) -> Self {
        let (mut heads, mut tails, mut words) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut open = Vec::new();
        for (at, pattern) in patterns.iter().enumerate() {
            let hang = |set: &[String], pair: &dyn Fn(&str) -> Option<Pair>, on: &mut BTreeSet<(Pair, usize)>| {
                on.extend(set.iter().filter_map(|w| pair(w)).map(|p| (p, at)));
            };
            match pattern.key() {
                Some((Key::Head, set)) => hang(set, &|w| pair(w.chars()), &mut heads),
                Some((Key::Tail, set)) => hang(set, &|w| pair(w.chars().rev()), &mut tails),
                Some((Key::Word, set)) => hang(set, &|w| pair(w.chars()), &mut words),
                None => open.push(at),
            }
        }
        Self { heads: ByPair::new(heads), tails: ByPair::new(tails), words: ByPair::new(words), open, patterns }
    }

    /// The patterns that may match a line, in the order in which they were given.
    pub(super) fn candidates(&self, line: &str) -> impl Iterator<Item = &Pattern> {
        // A bit for each pattern.
        let mut found = vec![0_u64; self.patterns.len().div_ceil(64)];
        let mut mark = |i: &usize| found[i / 64] |= 1 << (i % 64);
        self.open.iter().for_each(&mut mark);
        pair(line.chars()).into_iter().flat_map(|p| self.heads.at(p)).for_each(&mut mark);
        pair(line.chars().rev()).into_iter().flat_map(|p| self.tails.at(p)).for_each(&mut mark);
        let mut chars = line.chars();
        let mut next = chars.next();
        while let Some(first) = next {
            next = chars.next();
            self.words.at((first, next)).for_each(&mut mark);
        }
        found
            .into_iter()
            .enumerate()
            .flat_map(|(n, bits)| ones(bits).map(move |i| n * 64 + i))
            .map(|i| &self.patterns[i])
            .filter(move |p| p.may_match(line))
    }

    /// The rules whose pattern matches a line, in the order in which they were given.
    pub(super) fn matching(&self, line: &str) -> impl Iterator<Item = usize> {
        self.candidates(line).filter(move |p| p.matches(line)).map(|p| p.rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Anchor, CleanWords};
    use regex::{RegexSet, RegexSetBuilder};

    /// The slow, obvious way: every pattern against the line.
    fn reference(words: &CleanWords) -> (Vec<usize>, RegexSet) {
        let whole: Vec<usize> = (0..words.rules().len()).filter(|&i| words.rules()[i].anchor != Anchor::End).collect();
        let patterns = whole.iter().map(|&i| han(&format!("^(?:{})$", words.rules()[i].pattern())));
        (whole.clone(), RegexSetBuilder::new(patterns).size_limit(256 << 20).build().expect("sound patterns"))
    }

    #[test]
    fn what_may_match_is_all_that_matches() {
        let words = CleanWords::load().expect("sound");
        let (ids, set) = reference(&words);
        let mut lines: Vec<String> =
            words.rules().iter().flat_map(|r| [r.examples.0.to_owned(), r.examples.1.to_owned()]).collect();
        for page in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/pages")).expect("the corpus") {
            let bytes = std::fs::read(page.expect("an entry").path()).expect("a page");
            lines.extend(String::from_utf8_lossy(&bytes).split(['\n', '<', '>']).map(str::to_owned));
        }
        let cut: Vec<String> = lines.iter().map(|l| l.chars().skip(1).collect()).collect();
        for line in lines.iter().chain(&cut).chain([&String::new()]) {
            let found: Vec<&str> = words.on_line(line).map(|r| r.id).collect();
            let wanted: Vec<&str> = set.matches(line).into_iter().map(|i| words.rules()[ids[i]].id).collect();
            assert_eq!(found, wanted, "{line}");
        }
    }
}
