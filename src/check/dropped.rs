//! Characters that a page lost out of its words: reported with what probably stood there.
//!
//! A farm's program drops a character at random; an author hardly ever does. So a place is reported only when both hold: a character
//! put in makes the words around it far likelier, by the costs of words and of pairs of words (`lexicon/fluency.rs`), than they are
//! as they stand; and the character is not free: it is the one that a word of the dictionary has there, or the one that stands
//! between the same neighbours elsewhere in the article. How much likelier depends on the second sign. Figures behind the
//! thresholds: 105 honest articles and some 12,000 single losses planted in them.

use crate::claim::Facts;
use crate::clean::{Suspicion, SuspicionKind};
use crate::entity::EntityKind;
use crate::lexicon::{Fluency, Key, Lexicon, NAT, UNKNOWN, UNSEEN, WORD_CHARS_MAX};
use crate::segment::Token;
use crate::text::{TextSpan, is_han};

/// Longest text that is looked at, in characters: what farms make is shorter, and repeats cost more than their number.
const TEXT_CHARS_MAX: usize = 100_000;
/// Characters on either side of a place that are read for costs.
const SIDE: usize = 6;
/// Longest stretch on either side that is compared with another place.
const NEAR_MAX: usize = 8;
/// Fewest equal characters on both sides together, at another place of the article.
const NEAR_MIN: usize = 4;
/// So many of the equal characters are shown on either side.
const SHOWN: usize = 3;
/// What a word demands that the article has whole elsewhere.
const ELSEWHERE: i32 = 4 * NAT;
/// Most other places with the same two neighbours that are compared.
const PLACES_MAX: usize = 24;
/// The words of the list that are so usual or more usual: 5 and 200 among sixty million.
const LISTED: i32 = 204;
const VERY_USUAL: i32 = 160;
/// What a word costs that is not in the list, but in the dictionary.
const RARE: i32 = 212;
/// Inside the name of a person, or what is taken for one, words must be so much likelier still.
const NAMES_APART: i32 = 4 * NAT;
/// Shortest name that an article teaches, in characters, and what it costs there.
const NAME_CHARS_MIN: usize = 3;
const NAME: i32 = 144;
/// Characters that come and go in honest phrases: 以上是 and 以上都是.
const FREE: &str = "的了在是和也都将已不与及而就还又为有对于从由被把之这那其此中会要能可所以上下年月日时后前等地得着过我你他她它们并或但说称很更最再才只人大新老小";
/// Figures may stand in any row.
const FIGURES: &str = "一二三四五六七八九十百千万亿两零〇几第";

/// A character that may have stood at a place.
struct Candidate {
    lost: char,
    /// Where the broken words are, in characters.
    at: (usize, usize),
    /// The word or name that is whole with it, in characters, and its cost, where the list has none.
    given: Option<(usize, usize, i32)>,
    /// By how much the words must be likelier, in steps of [`NAT`].
    demand: i32,
    /// Where the article has it whole; a word of the dictionary may have no such place.
    whole: Option<(usize, usize)>,
}

/// What lost a character. Only a text that came out of a page is asked: what a user gives as clean, no farm has held.
#[must_use]
pub fn dropped(facts: &Facts<'_>) -> Vec<Suspicion> {
    let (text, mut out) = (facts.text, Vec::new());
    let chars: Vec<(usize, char)> = text.char_indices().take(TEXT_CHARS_MAX + 1).collect();
    if chars.len() > TEXT_CHARS_MAX {
        return out;
    }
    let reader = Reader::new(facts, &chars);
    let mut last: Option<(usize, i32)> = None;
    for gap in 1..chars.len() {
        let (a, b) = (chars[gap - 1].1, chars[gap].1);
        if reader.seams[gap] & (BROKEN | ODD) == 0 || !is_han(a) || !is_han(b) {
            continue;
        }
        let Some((margin, found)) = reader.best(gap) else { continue };
        let near = last.is_some_and(|l| gap - l.0 < NEAR_MIN);
        if near && last.is_some_and(|l| l.1 >= margin) || !reader.is_alone(gap) {
            continue;
        }
        if let Some(name) = person(facts, chars[gap].0) {
            // 刘涛 is a whole name, and no 刘澜涛, which the dictionary has.
            let is_whole = name.of(text).chars().count() == 2 && found.whole.is_none();
            if margin < NAMES_APART || is_whole {
                continue;
            }
        }
        if near {
            out.pop();
        }
        last = Some((gap, margin));
        out.push(reader.suspicion(gap, &found, margin));
    }
    out
}

/// The name of a person inside of which the byte lies; names are free.
fn person(facts: &Facts<'_>, at: usize) -> Option<TextSpan> {
    let persons = facts.entities.iter().filter(|e| e.kind == EntityKind::Person);
    persons.flat_map(|e| &e.mentions).copied().find(|m| m.start() < at && at < m.end())
}

/// Places by the characters before and behind them: both and the place in one number, sorted.
fn repeats(chars: &[(usize, char)]) -> Vec<u64> {
    let triple = |(i, w): (usize, &[(usize, char)])| {
        w.iter().all(|c| is_han(c.1)).then(|| sides(w[0].1, w[2].1) | (i as u64 + 1))
    };
    let mut out: Vec<u64> = chars.windows(3).enumerate().filter_map(triple).collect();
    out.sort_unstable();
    out
}

/// Two characters as the upper bits of a number.
fn sides(a: char, b: char) -> u64 {
    u64::from(a) << 43 | u64::from(b) << 22
}

/// A token starts or ends here.
const EDGE: u8 = 1;
/// What a broken word leaves stands here: a stray character, or a guess of the segmenter that no dictionary has.
const BROKEN: u8 = 2;

/// A guess of two characters stands here: too usual to be a sign, unless the article has the words whole elsewhere.
const ODD: u8 = 4;

/// What is known of the place before every character, and behind the last one.
fn seams(text: &str, chars: &[(usize, char)], tokens: &[Token], lexicon: &Lexicon) -> Vec<u8> {
    /// Shortest guess next to which a character may be lost, in characters; shorter ones are too usual.
    const GUESS_CHARS_MIN: usize = 3;
    let mut out = vec![0; chars.len() + 1];
    let mut at = 0;
    for token in tokens {
        while chars.get(at).is_some_and(|c| c.0 < token.span.start()) {
            at += 1;
        }
        let from = at;
        while chars.get(at).is_some_and(|c| c.0 < token.span.end()) {
            at += 1;
        }
        let length = at - from;
        let is_guess = length > 1 && is_han(chars[from].1) && !lexicon.words.has(token.span.of(text));
        let outside = match length {
            1 => EDGE | BROKEN,
            _ if is_guess && length >= GUESS_CHARS_MIN => EDGE | BROKEN,
            _ if is_guess => EDGE | ODD,
            _ => EDGE,
        };
        out[from] |= outside;
        out[at] |= outside;
        if is_guess {
            out[from + 1..at].iter_mut().for_each(|s| *s |= BROKEN);
        }
    }
    out
}

struct Reader<'a> {
    text: &'a str,
    chars: &'a [(usize, char)],
    lexicon: &'a Lexicon,
    costs: &'a Fluency,
    /// Of every place before a character: [`EDGE`], [`BROKEN`].
    seams: Vec<u8>,
    /// Names of three characters or more, in characters, sorted.
    names: Vec<(usize, usize)>,
    repeats: Vec<u64>,
}

impl<'a> Reader<'a> {
    fn new(facts: &Facts<'a>, chars: &'a [(usize, char)]) -> Self {
        let at = |byte: usize| chars.partition_point(|c| c.0 < byte);
        let mentions = facts.entities.iter().flat_map(|e| &e.mentions);
        let mut names: Vec<(usize, usize)> = mentions.map(|m| (at(m.start()), at(m.end()))).collect();
        names.retain(|(from, to)| (NAME_CHARS_MIN..=WORD_CHARS_MAX).contains(&(to - from)));
        names.sort_unstable();
        let lexicon = facts.lexicon;
        let seams = seams(facts.text, chars, &facts.words.tokens, lexicon);
        Self { text: facts.text, chars, lexicon, costs: &lexicon.fluency, seams, names, repeats: repeats(chars) }
    }

    fn is_edge(&self, at: usize) -> bool {
        self.seams.get(at).is_none_or(|s| s & EDGE > 0)
    }

    fn han(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|c| c.1).filter(|c| is_han(*c))
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        let byte = |i: usize| self.chars.get(i).map_or(self.text.len(), |c| c.0);
        &self.text[byte(from)..byte(to)]
    }

    /// The candidate that passes its demand by most, and by how much.
    fn best(&self, gap: usize) -> Option<(i32, Candidate)> {
        let mut candidates = self.of_article(gap);
        if self.seams[gap] & BROKEN > 0 {
            candidates.extend(self.of_words(gap));
        } else {
            candidates.retain(|c| c.at.1 - c.at.0 > NEAR_MIN);
        }
        let (a, b) = (self.chars[gap - 1].1, self.chars[gap].1);
        candidates.retain(|c| c.lost != a && c.lost != b && !FIGURES.contains(c.lost));
        if candidates.is_empty() {
            return None;
        }
        let from = (1..=SIDE).take_while(|n| gap >= *n && self.han(gap - n).is_some()).last().unwrap_or(0);
        let to = (0..SIDE).take_while(|n| self.han(gap + n).is_some()).count();
        let mut window: Vec<char> = self.chars[gap - from..gap + to].iter().map(|c| c.1).collect();
        let (as_it_is, _) = self.read(&window, from, None);
        window.insert(from, ' ');
        let shift = gap - from;
        let margins = candidates.into_iter().filter_map(|c| {
            window[from] = c.lost;
            let given = c.given.filter(|g| g.0 >= shift && g.1 + 1 - shift <= window.len());
            let given = given.map(|(s, e, cost)| (s - shift, e + 1 - shift, cost));
            let (cost, (start, end)) = self.read(&window, from, given);
            let (gain, at) = (as_it_is - cost, (start + shift, end + shift - 1));
            let least = if c.whole.is_none() { c.demand.min(ELSEWHERE) } else { c.demand };
            if gain <= least || !self.is_broken(at) {
                return None;
            }
            if gain <= c.demand && !self.text.contains(&self.mended(gap, &c)) {
                return None;
            }
            Some((gain - least, c))
        });
        margins.max_by_key(|m| m.0)
    }

    /// The broken words with the lost character.
    fn mended(&self, gap: usize, c: &Candidate) -> String {
        format!("{}{}{}", self.slice(c.at.0, gap), c.lost, self.slice(gap, c.at.1))
    }

    /// Whether a word that broke stands here: it would be whole between words, not in the middle of one; it is more than the lost
    /// character alone, which authors say or leave out; and what is left of it is no word.
    fn is_broken(&self, (from, to): (usize, usize)) -> bool {
        let left = to - from;
        let is_between = self.is_edge(from) && self.is_edge(to);
        left > 0 && is_between && (left == 1 || !self.lexicon.words.has(self.slice(from, to)))
    }

    /// Words of the dictionary that lack a character here.
    fn of_words(&self, gap: usize) -> Vec<Candidate> {
        let mut out: Vec<Candidate> = Vec::new();
        let (mut left, mut before) = (0, [' '; WORD_CHARS_MAX]);
        while left + 2 < WORD_CHARS_MAX && gap > left {
            let Some(c) = self.han(gap - left - 1) else { break };
            left += 1;
            before[WORD_CHARS_MAX - left] = c;
            if !self.is_edge(gap - left) {
                continue;
            }
            let head = before[WORD_CHARS_MAX - left..].iter().fold(Key::EMPTY, |k, c| k.with(*c));
            let mut key = head.gap();
            for right in 1..WORD_CHARS_MAX - left {
                let Some(c) = self.han(gap + right - 1) else { break };
                key = key.with(c);
                if let Some(lost) = self.costs.lost(key).filter(|_| self.is_edge(gap + right)) {
                    out.extend(self.word(gap, (left, right), lost));
                }
            }
        }
        out
    }

    /// What a word that would be whole with `lost` demands.
    fn word(&self, gap: usize, (left, right): (usize, usize), lost: char) -> Option<Candidate> {
        let at = (gap - left, gap + right);
        let word = format!("{}{lost}{}", self.slice(at.0, gap), self.slice(gap, at.1));
        if !self.lexicon.words.has(&word) {
            return None;
        }
        let cost = self.costs.word(Key::of(&word)).unwrap_or(RARE);
        // Of three characters many pairs are a short form (地标性, 红毯); of longer words, which no one shortens like that, less is enough.
        let is_short = left + right == 2;
        let (usual, listed) = (cost <= VERY_USUAL, cost <= LISTED || left + right > 3);
        let halves_of_nats = match (is_short, usual, listed) {
            (true, true, _) => 13,
            (true, _, true) => 16,
            (true, ..) => 24,
            (false, true, _) => 7,
            (false, _, true) => 10,
            (false, ..) => 18,
        };
        let free = if is_short && FREE.contains(lost) { 3 * NAT } else { 0 };
        let demand = halves_of_nats * NAT / 2 + free;
        Some(Candidate { lost, at, given: Some((at.0, at.1, cost)), demand, whole: None })
    }

    /// Characters that stand between the same neighbours elsewhere in the article.
    fn of_article(&self, gap: usize) -> Vec<Candidate> {
        let key = sides(self.chars[gap - 1].1, self.chars[gap].1);
        let from = self.repeats.partition_point(|r| *r < key);
        let places = self.repeats[from..].iter().take_while(|r| **r >> 22 == key >> 22).take(PLACES_MAX);
        let mut out: Vec<Candidate> = Vec::new();
        for place in places.map(|r| (r & 0x3F_FFFF) as usize).filter(|p| p.abs_diff(gap) > 2) {
            let equal = |a: Option<char>, b: Option<char>| a.is_some() && a == b;
            let left = (1..=NEAR_MAX)
                .take_while(|n| gap >= *n && place >= *n && equal(self.han(gap - n), self.han(place - n)));
            let left = left.count();
            let right = (0..NEAR_MAX).take_while(|n| equal(self.han(gap + n), self.han(place + 1 + n))).count();
            let lost = self.chars[place].1;
            let name = self.name(place).map(|(s, e)| (place - s, e - place - 1));
            let name = name.filter(|n| n.0 > 0 && n.1 > 0 && n.0 <= left && n.1 <= right);
            let name = name.filter(|n| self.is_edge(gap - n.0) && self.is_edge(gap + n.1));
            let demand = match left + right {
                ..NEAR_MIN if name.is_none() => continue,
                ..=4 => 2 * NAT / 3,
                5 => 3 * NAT / 2,
                6 | 7 => -4 * NAT,
                _ => -6 * NAT,
            };
            let demand = if FREE.contains(lost) { (demand + 3 * NAT).max(3 * NAT) } else { demand };
            let given = name.map(|n| (gap - n.0, gap + n.1, NAME));
            let (near, far) = (left.min(SHOWN), right.min(SHOWN));
            let whole = Some((place - near, place + 1 + far));
            let candidate = Candidate { lost, at: (gap - near, gap + far), given, demand, whole };
            match out.iter_mut().find(|c| c.lost == lost) {
                Some(known) if known.demand <= demand => {}
                Some(known) => *known = candidate,
                None => out.push(candidate),
            }
        }
        out
    }

    /// The name that holds a character.
    fn name(&self, at: usize) -> Option<(usize, usize)> {
        let next = self.names.partition_point(|n| n.0 <= at);
        self.names[..next].last().copied().filter(|n| n.1 > at)
    }

    /// Whether nowhere else in the article these characters meet like this: what is written twice is meant.
    fn is_alone(&self, gap: usize) -> bool {
        let seam = |from: usize, to: usize| {
            (from..to).any(|i| self.han(i).is_none()) || self.text.matches(self.slice(from, to)).nth(1).is_none()
        };
        (gap < 2 || seam(gap - 2, gap + 1)) && seam(gap - 1, gap + 2)
    }

    /// The likeliest words of a few characters: their cost, and where the one is that holds the character `at`.
    fn read(&self, chars: &[char], at: usize, given: Option<(usize, usize, i32)>) -> (i32, (usize, usize)) {
        const ENDS: usize = 2 * SIDE + 2;
        // Of every end and length the key of the last word, the cost so far, and the length of the word before.
        let mut words = [[(Key::EMPTY, i32::MAX, 0); WORD_CHARS_MAX + 1]; ENDS];
        words[0][0] = (Key::EMPTY, 0, 0);
        for start in 0..chars.len() {
            let before = words[start];
            let mut key = Key::EMPTY;
            for end in start + 1..=chars.len().min(start + WORD_CHARS_MAX) {
                key = key.with(chars[end - 1]);
                let given = given.filter(|g| (g.0, g.1) == (start, end)).map(|g| g.2);
                let alone = self.costs.word(key).or(given).or((end == start + 1).then_some(UNKNOWN));
                let Some(alone) = alone else { continue };
                let behind = |(length, w): (usize, &(Key, i32, usize))| match length {
                    0 => (alone, 0),
                    _ => (w.1 + self.costs.pair(w.0, key).unwrap_or(alone + UNSEEN), length),
                };
                let reached = before.iter().enumerate().filter(|w| w.1.1 < i32::MAX).map(behind).min();
                if let Some((cost, length)) = reached {
                    words[end][end - start] = (key, cost, length);
                }
            }
        }
        let mut end = chars.len();
        let last = words[end].iter().enumerate().min_by_key(|w| w.1.1);
        let (mut length, cost) = last.map_or((0, 0), |(length, w)| (length, w.1));
        while length > 0 && end - length > at {
            (end, length) = (end - length, words[end][length].2);
        }
        (cost, (end - length, end))
    }

    fn suspicion(&self, gap: usize, found: &Candidate, margin: i32) -> Suspicion {
        let (from, to) = found.at;
        let (start, broken, likely) = (self.chars[from].0, self.slice(from, to), self.mended(gap, found));
        let why = match found.whole {
            Some((from, to)) => format!("elsewhere in the article stands {}", self.slice(from, to)),
            None => format!("{broken} is no word, {likely} is"),
        };
        Suspicion {
            span: Some(TextSpan::new(start, start + broken.len())),
            kind: SuspicionKind::DroppedCharacter,
            found: Some(broken.to_owned()),
            likely: Some(likely),
            confidence: (70 + margin / NAT).clamp(70, 95) as u8,
            why,
        }
    }
}
