//! Which of many line patterns may match a line, told without running them.
//!
//! One automaton over all patterns builds new states for nearly every line, since their bounded repetitions run side by side. But a
//! pattern says how its lines begin, how they end, what stands in them and how long they are, and that rules nearly all of them out; the few left are run.

use aho_corasick::AhoCorasick;
use regex::Regex;
use regex_syntax::hir::{
    Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind,
    literal::{ExtractKind, Extractor},
};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Patterns by words that stand in the lines that they match.
#[derive(Debug)]
pub(super) struct Index {
    patterns: Vec<Pattern>,
    /// Finds the words of all patterns in one pass.
    words: AhoCorasick,
    /// The patterns that hang on each word.
    by_word: Vec<Vec<u32>>,
    /// Those that hang on none.
    open: Vec<u32>,
}

/// One pattern, and what its syntax says of the lines that it matches.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Index of its rule.
    pub(super) rule: usize,
    source: String,
    /// Compiled when a line first may match.
    regex: OnceLock<Regex>,
    /// Beginnings, one of which its lines have; empty when they may begin with anything.
    prefixes: Vec<String>,
    /// Endings, one of which its lines have; empty when they may end with anything.
    suffixes: Vec<String>,
    /// Words, one of which stands in each of its lines; empty when the syntax demands none.
    inner: Vec<String>,
    /// The characters, with one of which its lines begin; `None` when it may be any.
    first: Option<ClassUnicode>,
    /// The characters, with one of which its lines end; `None` when it may be any.
    last: Option<ClassUnicode>,
    /// Bytes of the shortest match.
    least: usize,
    /// Bytes of the longest match, when it bounds the line.
    most: usize,
}

/// Two ranges instead of the twenty of the property: a tenth of the automaton, and the same lines.
fn han(pattern: &str) -> String {
    pattern.replace(r"\p{Han}", r"[\x{3400}-\x{9FFF}]")
}

impl Pattern {
    /// A pattern; `is_whole` when its matches are whole lines, else they are ends of lines.
    pub(super) fn new(rule: usize, pattern: &str, is_whole: bool) -> Self {
        let source = han(pattern);
        let hir = regex_syntax::parse(&source).expect("the patterns of clean/line.tsv are tested");
        let least = hir.properties().minimum_len().unwrap_or(0);
        let most = hir.properties().maximum_len().filter(|_| is_whole).unwrap_or(usize::MAX);
        let prefixes = if is_whole { literals(&hir, ExtractKind::Prefix) } else { Vec::new() };
        Self {
            rule,
            regex: OnceLock::new(),
            prefixes,
            suffixes: literals(&hir, ExtractKind::Suffix),
            inner: required(&hir).unwrap_or_default(),
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

    /// The words to look for first: those that fewest lines have, which are the longest.
    fn words(&self) -> &[String] {
        let sets = [&self.prefixes, &self.suffixes, &self.inner].into_iter().filter(|set| !set.is_empty());
        let rarity = |set: &&Vec<String>| (set.iter().map(String::len).min(), std::cmp::Reverse(set.len()));
        sets.max_by_key(rarity).map_or(&[], Vec::as_slice)
    }

    fn may_match(&self, line: &str) -> bool {
        (self.least..=self.most).contains(&line.len())
            && line.chars().next().is_none_or(|c| self.first.as_ref().is_none_or(|class| holds(class, c)))
            && line.chars().next_back().is_none_or(|c| self.last.as_ref().is_none_or(|class| holds(class, c)))
            && (self.prefixes.is_empty() || self.prefixes.iter().any(|p| line.starts_with(p.as_str())))
            && (self.suffixes.is_empty() || self.suffixes.iter().any(|s| line.ends_with(s.as_str())))
            && (self.inner.is_empty() || self.inner.iter().any(|w| line.contains(w.as_str())))
    }
}

/// The literals, one of which each match begins or ends with; none when the syntax does not say.
fn literals(hir: &Hir, kind: ExtractKind) -> Vec<String> {
    let mut extractor = Extractor::new();
    extractor.kind(kind).limit_total(512).limit_class(32);
    let sequence = extractor.extract(hir);
    let all = sequence.literals().unwrap_or_default();
    let whole: Option<Vec<String>> =
        all.iter().map(|l| String::from_utf8(l.as_bytes().to_vec()).ok().filter(|l| !l.is_empty())).collect();
    whole.unwrap_or_default()
}

/// Words, one of which stands in each match, as long as can be had; none when the syntax demands none.
fn required(hir: &Hir) -> Option<Vec<String>> {
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
        HirKind::Capture(capture) => required(&capture.sub)?,
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub)?,
        HirKind::Alternation(arms) => {
            let arms: Option<Vec<Vec<String>>> = arms.iter().map(required).collect();
            arms?.concat()
        }
        HirKind::Concat(parts) => {
            let least = |words: &Vec<String>| words.iter().map(String::len).min();
            parts.iter().filter_map(required).max_by_key(|words| (least(words), std::cmp::Reverse(words.len())))?
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

impl Index {
    pub(super) fn new(patterns: Vec<Pattern>) -> Self {
        let mut open = Vec::new();
        let mut words: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (at, pattern) in (0..).zip(&patterns) {
            if pattern.words().is_empty() {
                open.push(at);
            }
            for word in pattern.words() {
                words.entry(word).or_default().push(at);
            }
        }
        let automaton = AhoCorasick::new(words.keys()).expect("the words of a few hundred patterns fit an automaton");
        let by_word = words.into_values().collect();
        Self { words: automaton, by_word, open, patterns }
    }

    /// The patterns that may match a line, in the order in which they were given.
    pub(super) fn candidates(&self, line: &str) -> impl Iterator<Item = &Pattern> {
        let found = self.words.find_overlapping_iter(line).flat_map(|word| &self.by_word[word.pattern().as_usize()]);
        let mut some: Vec<u32> = found.chain(&self.open).copied().collect();
        some.sort_unstable();
        some.dedup();
        some.into_iter().map(|i| &self.patterns[i as usize]).filter(move |p| p.may_match(line))
    }

    /// The rules whose pattern matches a line, in the order in which they were given.
    pub(super) fn matching(&self, line: &str) -> impl Iterator<Item = usize> {
        self.candidates(line).filter(move |p| p.regex().is_match(line)).map(|p| p.rule)
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
