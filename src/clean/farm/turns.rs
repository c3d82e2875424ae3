//! Stretches of the title that take turns.
//!
//! Between two places of one planted piece each other piece stands once, in the same order: honest words do not keep that up.

use super::echo::Body;

/// Most pieces of a rotation.
const PERIOD_MAX: usize = 6;
/// Longest stretch of the title that is looked at.
const STRETCH_CHARS_MAX: usize = 8;
/// Most stretches of the title, of different ones, and of stretches between two places of one piece: bounds of the work.
const STRETCHES_MAX: usize = 4000;
const NAMES_MAX: usize = 60;
const BETWEEN_MAX: usize = 40;
/// So many turns are few.
const FEW_TURNS: usize = 4;
/// What a piece may begin with that is the sentence's own.
const PARTICLES: &str = "的了在和是";
/// Most cores that are looked at, and fewest pieces of one.
const CORES_MAX: usize = 8;
pub(super) const CORE_MIN: usize = 7;

/// A stretch of the title in the body.
#[derive(Debug, Clone, Copy)]
struct Stretch<'b> {
    at: usize,
    piece: &'b [char],
}

/// One with the number of its name.
#[derive(Debug, Clone, Copy)]
struct Named {
    at: usize,
    name: usize,
}

/// Pieces in the order of their rotation, and places that show it.
pub(super) struct Core<'b> {
    pub(super) pieces: Vec<&'b [char]>,
    pub(super) hits: Vec<(usize, usize)>,
}

/// The cores of a body, the longest first.
pub(super) fn cores<'b>(body: &'b Body<'_>) -> Vec<Core<'b>> {
    let all = stretches(body);
    let is_particle = |s: &Stretch<'_>| s.piece.len() > 2 && PARTICLES.contains(s.piece[0]);
    let trimmed = all.iter().any(is_particle).then(|| {
        let mut trimmed = all.clone();
        for s in trimmed.iter_mut().filter(|s| is_particle(s)) {
            (s.at, s.piece) = (s.at + 1, &s.piece[1..]);
        }
        among(&trimmed)
    });
    let mut cores = among(&all);
    cores.extend(trimmed.into_iter().flatten());
    cores
}

/// The stretches of the title in the body.
fn stretches<'b>(body: &'b Body<'_>) -> Vec<Stretch<'b>> {
    let mut all = Vec::new();
    let mut at = body.first;
    while at + 1 < body.chars.len() && all.len() < STRETCHES_MAX {
        if !body.is_piece[at] {
            at += 1;
            continue;
        }
        let is_titled = |n: usize| {
            let piece = body.chars.get(at..at + n).unwrap_or_default();
            piece.len() == n && body.is_piece[at + n - 2] && body.title.windows(n).any(|w| w == piece)
        };
        let length = (3..=STRETCH_CHARS_MAX).take_while(|n| is_titled(*n)).last().unwrap_or(2);
        all.push(Stretch { at, piece: &body.chars[at..at + length] });
        at += length;
    }
    all
}

/// Stretches that rotate over a part of the body, the longest first.
fn among<'b>(stretches: &[Stretch<'b>]) -> Vec<Core<'b>> {
    let mut names: Vec<&[char]> = stretches.iter().map(|s| s.piece).collect();
    names.sort_unstable();
    names.dedup();
    let name = |s: &Stretch<'_>| Named { at: s.at, name: names.partition_point(|n| *n < s.piece) };
    let all: Vec<Named> = stretches.iter().map(name).collect();
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
    for (i, s) in all.iter().enumerate() {
        places[s.name].push(i);
    }
    let mut order: Vec<usize> = (0..names.len()).filter(|n| places[*n].len() > 2).collect();
    order.sort_by_key(|n| std::cmp::Reverse(places[*n].len()));
    order.truncate(NAMES_MAX);
    let mut cores: Vec<(usize, Core<'b>)> = Vec::new();
    for own in order {
        let once: Vec<Vec<usize>> = places[own].windows(2).map(|w| once(&all[w[0] + 1..w[1]])).collect();
        let Some((from, to, partners)) = longest(&once) else { continue };
        let score = (to - from) * (partners.len() + 1) + 1;
        if score < CORE_MIN {
            continue;
        }
        let turns: Vec<&[Named]> = places[own][from..=to].windows(2).map(|w| &all[w[0]..w[1]]).collect();
        let rotation: Vec<usize> = std::iter::once(own).chain(partners).collect();
        let mut rotations = fuller(rotation, &turns);
        // Of few turns a word of the article's own may keep the order by chance.
        if turns.len() <= FEW_TURNS && rotations[0].len() > 2 {
            let full = rotations[0].clone();
            rotations.extend((1..full.len()).map(|i| [&full[..i], &full[i + 1..]].concat()));
        }
        for rotation in rotations.into_iter().filter(|r| is_cut(r, &names)) {
            let inside = turns.iter().flat_map(|t| t.iter()).filter(|s| rotation.contains(&s.name));
            let hits = inside.map(|s| (s.at, names[s.name].len())).collect();
            cores.push((score, Core { hits, pieces: rotation.iter().map(|n| names[*n]).collect() }));
        }
    }
    cores.sort_by_key(|c| std::cmp::Reverse(c.0));
    cores.truncate(2 * CORES_MAX);
    cores.into_iter().map(|c| c.1).collect()
}

/// Whether no piece is part of another one: such are two forms of one word.
fn is_cut(rotation: &[usize], names: &[&[char]]) -> bool {
    let is_part = |a: &[char], b: &[char]| b.windows(a.len()).any(|w| w == a);
    rotation.iter().all(|a| rotation.iter().all(|b| a == b || !is_part(names[*a], names[*b])))
}

/// The rotation, and what it may be: with one or two more names that stand between the same two in every turn, if more than once, as the
/// article's own words do.
fn fuller(rotation: Vec<usize>, turns: &[&[Named]]) -> Vec<Vec<usize>> {
    let mut all = vec![rotation];
    let mut at = 0;
    while at < all.len() && all[0].len() + 2 > all[at].len() && all.len() < CORES_MAX {
        let known = all[at].clone();
        for slot in 0..known.len().min(PERIOD_MAX - 1) * usize::from(known.len() < PERIOD_MAX) {
            let between = |turn: &&[Named]| -> Vec<usize> {
                let begins = turn.iter().position(|s| s.name == known[slot]).unwrap_or(0);
                let ends = known.get(slot + 1).and_then(|n| turn.iter().position(|s| s.name == *n));
                turn[begins + 1..ends.unwrap_or(turn.len()).max(begins + 1)].iter().map(|s| s.name).collect()
            };
            let mut common = turns.first().map(between).unwrap_or_default();
            common.sort_unstable();
            common.dedup();
            // Now and then it touches an honest character that the title has there, too.
            let is_common = |n: &usize| 4 * turns.iter().filter(|t| between(t).contains(n)).count() >= 3 * turns.len();
            common.retain(|n| !known.contains(n) && is_common(n));
            for name in common {
                let mut more = known.clone();
                more.insert(slot + 1, name);
                if !all.contains(&more) {
                    all.push(more);
                }
            }
        }
        at += 1;
    }
    all
}

/// The names that stand once among the stretches, in their order.
fn once(between: &[Named]) -> Vec<usize> {
    if between.len() > BETWEEN_MAX {
        return Vec::new();
    }
    let is_single = |s: &&Named| between.iter().filter(|o| o.name == s.name).count() == 1;
    between.iter().filter(is_single).map(|s| s.name).collect()
}

/// The intervals `[from, to)` in a row, and the names that stand once in each of them in one order, that make the largest core.
fn longest(once: &[Vec<usize>]) -> Option<(usize, usize, Vec<usize>)> {
    let mut best: Option<(usize, usize, Vec<usize>)> = None;
    let mut size = 0;
    for from in 0..once.len() {
        let mut common = once[from].clone();
        for to in from + 1..=once.len().min(from + BETWEEN_MAX) {
            if to > from + 1 {
                common = in_order(&common, &once[to - 1]);
            }
            if common.is_empty() {
                break;
            }
            // Two intervals show a rotation.
            let own = (to - from) * (common.len() + 1);
            if to > from + 1 && common.len() < PERIOD_MAX && own > size {
                size = own;
                best = Some((from, to, common.clone()));
            }
        }
    }
    best
}

/// What of `names` stands in `others` in the same order.
fn in_order(names: &[usize], others: &[usize]) -> Vec<usize> {
    let mut from = 0;
    let mut common = Vec::new();
    for name in names {
        if let Some(at) = others[from..].iter().position(|o| o == name) {
            common.push(*name);
            from += at + 1;
        }
    }
    common
}
