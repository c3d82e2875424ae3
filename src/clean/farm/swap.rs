//! Words that a rewriting program put in the place of others: reported, never undone.
//!
//! A program goes by its list and knows no sentence: its words stand where only the honest ones fit, and those are nowhere on the page.
//! Neighbours of the list tell of some pairs, the costs of word pairs (`fit.rs`) of all.

use super::super::{Draft, SuspicionKind};
use super::fit::Fit;
use crate::lexicon::{Lexicon, NAT, Swap};
use crate::text::{border_before, is_han};

/// What of the text on either side is compared with the neighbours of the honest word, in bytes.
const SIDE_BYTES: usize = 24;
/// Fewest compounds and pairs together: one weak compound alone is an author's choice.
const HABIT_MIN: usize = 3;

// Of 82 honest articles none holds two pairs that fit so badly; of articles in which a program swapped 14 pairs of the list,
// drawn by lot, nearly half of the places were found, and .05 wrong ones each.

/// How much of a gain one place may tell.
const GAIN_MAX: i32 = 6 * NAT;
/// Least sum of the gains of a pair.
const SUM_MIN: i32 = 6 * NAT;
/// Least mean of them, in halves.
const MEAN_MIN_HALVES: i32 = 5 * NAT;
/// Fewest places with different neighbours: what stands once, or always in one phrase, may be the phrase's own.
const PLACES_MIN: usize = 2;
/// Fewest pairs of a page, and the least sum of their gains, each of them counted up to twice [`SUM_MIN`].
const PAIRS_MIN: usize = 2;
const PAGE_SUM_MIN: i32 = 15 * NAT;
/// How much rarer than the honest word an ordinary word may be.
const RARITY_MAX: i32 = 2 * NAT;
/// Least gain of a place that is reported.
const GAIN_MIN: i32 = 3 * NAT;

/// A stand-in on a page that never uses the honest word.
struct Case<'l> {
    swap: &'l Swap,
    places: Vec<Place>,
    /// The sum of the gains, and of how many places with different neighbours.
    gains: (i32, usize),
}

struct Place {
    at: (usize, usize),
    /// The neighbour that gives it away.
    by: Option<String>,
    /// By how much the honest word fits better; none where the stand-in may be part of other words.
    gain: Option<i32>,
}

impl Case<'_> {
    fn given_away(&self) -> usize {
        self.places.iter().filter(|p| p.by.is_some()).count()
    }

    /// Whether the honest word fits better nearly everywhere.
    fn fits_badly(&self) -> bool {
        let (sum, count) = self.gains;
        sum >= SUM_MIN && 2 * sum >= MEAN_MIN_HALVES * count as i32
    }
}

/// Reports stand-ins: non-words, and words that stand where only the honest word fits, on pages that never use the honest word.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let lexicon = draft.lexicon;
    let cases = cases(&view.text, lexicon);
    let pairs = cases.iter().filter(|c| c.given_away() > 0).count();
    // What neighbours prove twice, or a non-word, is worth as much as the most that a misfit can tell.
    let is_proved = |c: &Case<'_>| c.swap.is_strong || c.given_away() > 1;
    let weight = |c: &Case<'_>| if is_proved(c) { 2 * SUM_MIN } else { c.gains.0.min(2 * SUM_MIN) };
    let convicted = || cases.iter().filter(|c| is_proved(c) || c.fits_badly());
    let habits = convicted().count();
    let is_habit = habits >= PAIRS_MIN && convicted().map(weight).sum::<i32>() >= PAGE_SUM_MIN;
    let mut found = Vec::new();
    for case in &cases {
        let (swap, given, all) = (case.swap, case.given_away(), case.places.len());
        let by_neighbours = given + pairs >= HABIT_MIN && (swap.is_rare || given > 1);
        let by_fit = is_habit && case.fits_badly() && case.gains.1 >= PLACES_MIN;
        for place in &case.places {
            let absent = format!("{} occurs nowhere on the page, {} {all} times", swap.honest, swap.stand_in);
            let told = match (&place.by, place.gain) {
                _ if swap.is_strong => Some((95, format!("{} is no word of today's Chinese", swap.stand_in))),
                (Some(by), _) if by_neighbours => {
                    Some((habit(given, pairs), format!("next to {by}; {absent}, {given} of them in its compounds")))
                }
                // A rare word that a compound gave away is the program's everywhere.
                _ if by_neighbours && swap.is_rare && given > 0 => {
                    Some((habit(given, pairs), format!("{absent}, {given} of them in its compounds")))
                }
                (_, Some(gain)) if by_fit && gain >= GAIN_MIN => {
                    let fits = format!("{} fits better between its neighbours", swap.honest);
                    Some((habit(case.gains.1, habits), format!("{fits}; {absent}")))
                }
                _ => None,
            };
            found.extend(told.map(|(confidence, why)| (place.at, swap.honest, confidence, why)));
        }
    }
    found.sort_by_key(|f| f.0);
    for (at, honest, confidence, why) in found {
        draft.suspect(&view, at, SuspicionKind::SwappedWord, Some(honest.to_owned()), confidence, why);
    }
}

fn habit(places: usize, pairs: usize) -> u8 {
    (60 + 5 * places.min(4) + 5 * pairs.min(3)) as u8
}

/// The stand-ins of a text, each with the honest word that explains it best.
fn cases<'l>(text: &str, lexicon: &'l Lexicon) -> Vec<Case<'l>> {
    let words = &lexicon.farm;
    let mut is_used = vec![false; words.swap_words.len()];
    let mut found = Vec::new();
    for m in words.swap_finder.find(text) {
        is_used[m.word] = true;
        if !words.swap_words[m.word].1.is_empty() {
            found.push((m.word, (m.start, m.end)));
        }
    }
    found.sort_by_key(|f| f.0);
    let mut out = Vec::new();
    for places in found.chunk_by(|a, b| a.0 == b.0) {
        let rows = words.swap_words[places[0].0].1.iter().map(|row| &words.swaps[*row]);
        let is_used = |honest: &str| is_used[words.swap_words.partition_point(|w| w.0 < honest)];
        let rows = rows.filter(|s| s.is_strong || !is_used(s.honest));
        let of_rows = rows.map(|swap| case(text, swap, places.iter().map(|p| p.1), lexicon));
        let best = of_rows.max_by_key(|c| (c.swap.is_strong, c.given_away(), c.gains.0));
        out.extend(best.filter(|c| c.swap.is_strong || !text.contains(c.swap.honest)));
    }
    out
}

fn case<'l>(
    text: &str,
    swap: &'l Swap,
    places: impl Iterator<Item = (usize, usize)>,
    lexicon: &'l Lexicon,
) -> Case<'l> {
    let fit = Fit::new(text, swap, lexicon);
    // An ordinary word that the corpora of the costs hardly know is a word of today (运营), and they would always find it odd.
    let is_judged = swap.is_rare || swap.is_judged_by_fit || fit.rarity() < RARITY_MAX;
    let mut seen: Vec<&str> = Vec::new();
    let mut gains = (0, 0);
    let place = |at: (usize, usize)| {
        let before = &text[border_before(text, at.0.saturating_sub(SIDE_BYTES))..at.0];
        let by = if swap.is_judged_by_fit { None } else { neighbour(swap, before, &text[at.1..], lexicon) };
        let gain = is_judged.then(|| fit.gain(at)).flatten();
        if let Some(gain) = gain {
            let around = around(text, at);
            if !seen.contains(&around) {
                seen.push(around);
                gains = (gains.0 + gain.clamp(-GAIN_MAX, GAIN_MAX), gains.1 + 1);
            }
        }
        Place { at, by, gain }
    };
    let places = places.filter(|at| !(swap.is_strong && text[..at.0].ends_with("标新"))).map(place).collect();
    Case { swap, places, gains }
}

/// A place with two characters on either side.
fn around(text: &str, (start, end): (usize, usize)) -> &str {
    let from = text[..start].char_indices().rev().nth(1).map_or(0, |c| c.0);
    let to = text[end..].char_indices().nth(2).map_or(text.len(), |c| end + c.0);
    &text[from..to]
}

/// What stands next to a stand-in and belongs to the honest word alone: an entry of the list, or the rest of a dictionary word.
fn neighbour(entry: &Swap, before: &str, after: &str, lexicon: &Lexicon) -> Option<String> {
    let words = &lexicon.words;
    let (honest, stand_in) = (entry.honest, entry.stand_in);
    let is_right = |n: &str| {
        // A single character that begins another word is no part of the compound.
        let mut next = after[n.len()..].chars();
        let is_single = n.chars().nth(1).is_none();
        let goes_on = n.chars().next().zip(next.next()).is_some_and(|(a, b)| lexicon.farm.pair(a, b) > 0);
        !(is_single && goes_on) && !words.has(&format!("{stand_in}{n}"))
    };
    let listed = entry.neighbours.iter().find(|n| {
        after.starts_with(**n) && is_right(n) || before.ends_with(**n) && !words.has(&format!("{n}{stand_in}"))
    });
    if let Some(n) = listed {
        return Some((*n).to_owned());
    }
    let right = after.char_indices().skip(1).take(3).map(|(end, _)| &after[..end]);
    let right = right.into_iter().find(|n| n.chars().all(is_han) && words.has(&format!("{honest}{n}")) && is_right(n));
    let left = before.char_indices().rev().take(2).map(|(start, _)| &before[start..]);
    let left = left
        .into_iter()
        .find(|n| n.chars().all(is_han) && words.has(&format!("{n}{honest}")) && !words.has(&format!("{n}{stand_in}")));
    // Ordinary words follow too many others.
    right.or(left.filter(|_| entry.is_rare)).map(str::to_owned)
}
