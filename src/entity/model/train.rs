//! Training of the chain: a conditional random field, by stochastic gradients with steps that shrink. Deterministic: one thread,
//! a fixed order, no clock. The command is `tools/train_entities.rs`.

use super::super::candidate::View;
use super::super::{EntityKind, propose, resolve};
use super::chain::{KINDS, may_follow};
use super::feature;
use crate::lexicon::{LABELS, Lexicon, NameModel, PLACES};
use crate::text::{Closed, TextSpan};
use std::collections::{BTreeMap, HashMap};

/// A labelled text: names of all seven types; those that the chain does not know are outside to it.
#[derive(Debug, Clone)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Its names, sorted and disjoint.
    pub names: Vec<(TextSpan, EntityKind)>,
    /// How many times it counts.
    pub weight: f32,
}

/// The letter that marks a kind of name in `corpus/entities`.
pub(in crate::entity) fn letter(kind: EntityKind) -> char {
    match kind {
        EntityKind::Person => 'p',
        EntityKind::Organization => 'o',
        EntityKind::Place => 'l',
        EntityKind::Product => 'd',
        EntityKind::Event => 'e',
        EntityKind::Work => 'w',
        EntityKind::Law => 'r',
    }
}

impl Example {
    /// A sentence whose names are marked `[x:…]`, as in `corpus/entities`. `None` when the marks are not whole.
    #[must_use]
    pub fn marked(line: &str, weight: f32) -> Option<Self> {
        let (mut text, mut names, mut rest) = (String::new(), Vec::new(), line);
        while let Some(open) = rest.find('[') {
            text.push_str(&rest[..open]);
            let mut inner = rest[open + 1..].chars();
            let mark = inner.next()?;
            let kind = EntityKind::ALL.iter().copied().find(|&k| letter(k) == mark)?;
            let (name, after) = inner.as_str().strip_prefix(':')?.split_once(']')?;
            names.push((TextSpan::new(text.len(), text.len() + name.len()), kind));
            text.push_str(name);
            rest = after;
        }
        text.push_str(rest);
        Some(Self { text, names, weight })
    }
}

/// How the training goes; the defaults made the shipped weights.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Trainings in different orders; the weights are their mean, which depends less on luck.
    pub trainings: u64,
    /// Times that all examples are read.
    pub rounds: usize,
    /// Size of the first steps.
    pub rate: f32,
    /// Of a thousand features, how many are not seen in a step: none may be leaned on alone.
    pub unseen_permille: u64,
    /// A feature that is seen less often is left out.
    pub seen_min: u32,
    /// Weights in whole numbers are this many times the learned ones.
    pub scale: f32,
    /// Features whose weights all stay below it, in whole numbers, are left out.
    pub weight_min: i8,
    /// Logarithm of the number of lines of the table.
    pub bits: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            trainings: 6,
            rounds: 25,
            rate: 0.15,
            unseen_permille: 450,
            seen_min: 2,
            scale: 24.0,
            weight_min: 4,
            bits: 14,
        }
    }
}

/// The weights' file, and what to say of it.
#[derive(Debug)]
pub struct Trained {
    /// The content of `dictionaries/model/names.bin`.
    pub file: Vec<u8>,
    /// Figures of the training, a line each.
    pub notes: Vec<String>,
}

struct Run {
    /// For each character the numbers of its features.
    features: Vec<Vec<u32>>,
    labels: Vec<u8>,
    weight: f32,
}

type Row = [f32; LABELS];

/// xorshift64: the same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 8
    }
}

struct Weights {
    rows: Vec<Row>,
    transitions: [Row; LABELS + 1],
    /// Sums over the steps of each change times its step: the mean of all weights is the last ones less these, divided.
    changes: Vec<Row>,
    changes_of_transitions: [Row; LABELS + 1],
    steps: f32,
    random: Random,
    /// Sums of squared gradients.
    seen: Vec<Row>,
    seen_transitions: [Row; LABELS + 1],
}

/// Learns the weights from examples.
#[must_use]
pub fn train(examples: &[Example], settings: &Settings, lexicon: &Lexicon) -> Trained {
    let mut notes = Vec::new();
    let (features, runs) = read(examples, settings, lexicon, &mut notes);
    let mut rows = vec![[0.0_f32; LABELS]; features.len()];
    let mut transitions = [[0.0_f32; LABELS]; LABELS + 1];
    for seed in 0..settings.trainings {
        let weights = learn(&runs, features.len(), seed, settings, &mut notes);
        let add = |sums: &mut Row, row: &Row| {
            sums.iter_mut().zip(row).for_each(|(s, w)| *s += w / settings.trainings as f32);
        };
        rows.iter_mut().zip(&weights.rows).for_each(|(s, w)| add(s, w));
        transitions.iter_mut().zip(&weights.transitions).for_each(|(s, w)| add(s, w));
    }
    let whole = |w: f32| (w * settings.scale).round();
    let mut keys: BTreeMap<u64, [[i8; LABELS]; PLACES]> = BTreeMap::new();
    for (&(key, place), row) in features.iter().zip(&rows) {
        let row = row.map(|w| whole(w).clamp(-127.0, 127.0) as i8);
        if row.iter().any(|w| w.unsigned_abs() >= settings.weight_min.unsigned_abs()) {
            keys.entry(key).or_default()[place] = row;
        }
    }
    let transitions = transitions.map(|row| row.map(|w| whole(w) as i16));
    let (file, left_out) = NameModel::write(settings.bits, &transitions, &keys);
    notes.push(format!(
        "{} features, {} keys with weights, {left_out} of them without room",
        features.len(),
        keys.len()
    ));
    Trained { file, notes }
}

/// The mean weights of one training: all rounds, in an order that `seed` decides.
fn learn(runs: &[Run], features: usize, seed: u64, settings: &Settings, notes: &mut Vec<String>) -> Weights {
    let mut weights = Weights {
        rows: vec![[0.0; LABELS]; features],
        transitions: [[0.0; LABELS]; LABELS + 1],
        changes: vec![[0.0; LABELS]; features],
        changes_of_transitions: [[0.0; LABELS]; LABELS + 1],
        steps: 0.0,
        random: Random(0x2545_F491_4F6C_DD1D ^ (seed << 32)),
        seen: vec![[1e-6; LABELS]; features],
        seen_transitions: [[1e-6; LABELS]; LABELS + 1],
    };
    let mut order: Vec<usize> = (0..runs.len()).collect();
    for round in 0..settings.rounds {
        for i in (1..order.len()).rev() {
            order.swap(i, (weights.random.next() % (i as u64 + 1)) as usize);
        }
        let loss: f64 = order.iter().map(|&i| step(&runs[i], settings, &mut weights)).sum();
        notes.push(format!("training {seed}, round {}: loss {loss:.0}", round + 1));
    }
    let kept = (1000 - settings.unseen_permille) as f32 / 1000.0;
    for (row, changes) in weights.rows.iter_mut().zip(&weights.changes) {
        row.iter_mut().zip(changes).for_each(|(w, c)| *w = (*w - c / weights.steps) * kept);
    }
    for (row, changes) in weights.transitions.iter_mut().zip(&weights.changes_of_transitions) {
        row.iter_mut().zip(changes).for_each(|(w, c)| *w -= c / weights.steps);
    }
    weights
}

/// A feature: its key, and the place from where it speaks.
type Feature = (u64, usize);

/// All features, and all runs with labels.
fn read(
    examples: &[Example],
    settings: &Settings,
    lexicon: &Lexicon,
    notes: &mut Vec<String>,
) -> (Vec<Feature>, Vec<Run>) {
    let mut numbers: HashMap<Feature, u32> = HashMap::new();
    let (mut known, mut counts) = (Vec::new(), Vec::new());
    let mut runs = Vec::new();
    let (mut chars, mut seen, mut names, mut whole) = (0, 0, 0, 0);
    for example in examples {
        let text = &example.text;
        let scan = crate::scan::scan(text, lexicon);
        let words = crate::segment::segment(text, &scan, lexicon);
        let view = View::new(text, &words, lexicon);
        let rules = resolve::likely(&propose(&view));
        chars += text.chars().count();
        names += example.names.iter().filter(|n| KINDS.contains(&n.1)).count();
        let mut reader = feature::Reader::new(&view, &rules, |key| key);
        for run in feature::runs(&view, &rules, true) {
            reader.read(&run);
            let mut told: Vec<Vec<Feature>> = Vec::new();
            for features in reader.features() {
                let mut all = Vec::new();
                features.each(|key, place| all.push((key, place)));
                told.push(all);
            }
            reader.of_rules.iter().for_each(|&(at, key)| told[at].push((key, 0)));
            let mut number = |feature: Feature| {
                let number = *numbers.entry(feature).or_insert_with(|| {
                    known.push(feature);
                    counts.push(0_u32);
                    known.len() as u32 - 1
                });
                counts[number as usize] += 1;
                number
            };
            let features: Vec<Vec<u32>> =
                told.into_iter().map(|told| told.into_iter().map(&mut number).collect()).collect();
            let places = &reader.places;
            let mut labels = vec![0; features.len()];
            for (span, kind) in &example.names {
                let Some(kind) = KINDS.iter().position(|k| k == kind) else { continue };
                let inside = span.start() >= places[0] && span.end() <= places[labels.len()];
                whole += usize::from(inside);
                for (label, &at) in labels.iter_mut().zip(places) {
                    if inside && at >= span.start() && at < span.end() {
                        *label = 2 * kind as u8 + if at == span.start() { 1 } else { 2 };
                    }
                }
            }
            seen += labels.len();
            runs.push(Run { features, labels, weight: example.weight });
        }
    }
    notes.push(format!("{} texts of {chars} characters; {seen} are looked at", examples.len()));
    notes.push(format!("{names} names of the chain's types; {whole} can be found"));
    // Rare features go; the others are numbered anew.
    let mut kept = Vec::new();
    let renumbered: Vec<Option<u32>> = counts
        .iter()
        .zip(&known)
        .map(|(&count, &feature)| {
            (count >= settings.seen_min).then(|| {
                kept.push(feature);
                kept.len() as u32 - 1
            })
        })
        .collect();
    for features in runs.iter_mut().flat_map(|r| &mut r.features) {
        *features = features.iter().filter_map(|&f| renumbered[f as usize]).collect();
    }
    (kept, runs)
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = values.clone().fold(f32::MIN, f32::max);
    most + values.map(|v| (v - most).exp()).sum::<f32>().ln()
}

/// One step against the gradient of one run; returns its loss.
fn step(run: &Run, settings: &Settings, weights: &mut Weights) -> f64 {
    const NEVER: f32 = -1e9;
    let n = run.labels.len();
    let random = &mut weights.random;
    let features: Vec<Vec<u32>> = run
        .features
        .iter()
        .map(|all| all.iter().copied().filter(|_| random.next() % 1000 >= settings.unseen_permille).collect())
        .collect();
    let own: Vec<Row> = features
        .iter()
        .map(|features| {
            let mut sum = [0.0; LABELS];
            for &f in features {
                sum.iter_mut().zip(&weights.rows[f as usize]).for_each(|(s, w)| *s += w);
            }
            sum
        })
        .collect();
    let pair = |before: usize, label: usize| {
        if may_follow(before, label) { weights.transitions[before][label] } else { NEVER }
    };
    let mut ahead = vec![[0.0; LABELS]; n];
    let mut behind = vec![[0.0; LABELS]; n];
    for at in 0..n {
        for label in 0..LABELS {
            let before = if at == 0 {
                pair(LABELS, label)
            } else {
                log_sum((0..LABELS).map(|b| ahead[at - 1][b] + pair(b, label)))
            };
            ahead[at][label] = before + own[at][label];
        }
    }
    for at in (0..n.saturating_sub(1)).rev() {
        for label in 0..LABELS {
            behind[at][label] = log_sum((0..LABELS).map(|l| pair(label, l) + own[at + 1][l] + behind[at + 1][l]));
        }
    }
    let total = log_sum(ahead[n - 1].iter().copied());
    let mut pairs = [[0.0_f32; LABELS]; LABELS + 1];
    let mut gold = 0.0;
    let mut gradients = vec![[0.0_f32; LABELS]; n];
    for at in 0..n {
        for label in 0..LABELS {
            gradients[at][label] = (ahead[at][label] + behind[at][label] - total).exp();
            if at == 0 {
                pairs[LABELS][label] += gradients[0][label];
            } else {
                for before in 0..LABELS {
                    let score = ahead[at - 1][before] + pair(before, label) + own[at][label] + behind[at][label];
                    pairs[before][label] += (score - total).exp();
                }
            }
        }
        let label = run.labels[at] as usize;
        let before = if at == 0 { LABELS } else { run.labels[at - 1] as usize };
        gradients[at][label] -= 1.0;
        pairs[before][label] -= 1.0;
        gold += own[at][label] + pair(before, label);
    }
    let steps = weights.steps;
    let update = |weight: &mut f32, seen: &mut f32, changes: &mut f32, gradient: f32| {
        let gradient = gradient * run.weight;
        *seen += gradient * gradient;
        let change = -settings.rate * gradient / seen.sqrt();
        *weight += change;
        *changes += change * steps;
    };
    for (features, gradient) in features.iter().zip(&gradients) {
        for &f in features {
            let f = f as usize;
            for (label, &gradient) in gradient.iter().enumerate() {
                update(
                    &mut weights.rows[f][label],
                    &mut weights.seen[f][label],
                    &mut weights.changes[f][label],
                    gradient,
                );
            }
        }
    }
    for (before, row) in pairs.iter().enumerate() {
        for (label, &gradient) in row.iter().enumerate() {
            update(
                &mut weights.transitions[before][label],
                &mut weights.seen_transitions[before][label],
                &mut weights.changes_of_transitions[before][label],
                gradient,
            );
        }
    }
    weights.steps += 1.0;
    f64::from(total - gold)
}

/// How well the whole room reads labelled texts, over the chain's types: span and type must be right.
#[derive(Debug, Default)]
pub struct Figures {
    /// Right, printed and labelled mentions of each type of the chain.
    of_kind: [[u32; 3]; KINDS.len()],
    /// Each wrong and each missed mention with its type and a little of the text around it.
    pub misses: Vec<String>,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = |[right, printed, wanted]: [u32; 3]| {
            let share = |of: u32| f64::from(right) / f64::from(of.max(1));
            let (p, r) = (share(printed), share(wanted));
            format!("P {p:.3} R {r:.3} F1 {:.3}", if right > 0 { 2.0 * p * r / (p + r) } else { 0.0 })
        };
        let all = self.of_kind.iter().fold([0; 3], |a, k| [a[0] + k[0], a[1] + k[1], a[2] + k[2]]);
        f.write_str(&line(all))?;
        KINDS.iter().zip(self.of_kind).try_for_each(|(k, n)| write!(f, "; {} {}", k.as_str(), line(n)))
    }
}

/// Scores the room on labelled texts.
#[must_use]
pub fn score(examples: &[Example], lexicon: &Lexicon) -> Figures {
    let mut figures = Figures::default();
    for example in examples {
        let text = &example.text;
        let scan = crate::scan::scan(text, lexicon);
        let words = crate::segment::segment(text, &scan, lexicon);
        let found = super::super::find(text, &scan, &words, lexicon);
        let mut note = |what: &str, kind: EntityKind, span: &TextSpan| {
            let before: String = text[..span.start()].chars().rev().take(8).collect();
            let before: String = before.chars().rev().collect();
            let after: String = text[span.end()..].chars().take(8).collect();
            let line = format!("{what} {} {before}【{}】{after}", kind.as_str(), span.of(text));
            figures.misses.push(line.replace('\n', "⏎"));
        };
        for (&kind, counts) in KINDS.iter().zip(&mut figures.of_kind) {
            let wanted: Vec<TextSpan> = example.names.iter().filter(|n| n.1 == kind).map(|n| n.0).collect();
            let printed: Vec<TextSpan> =
                found.iter().filter(|e| e.kind == kind).flat_map(|e| e.mentions.iter().copied()).collect();
            printed.iter().filter(|s| !wanted.contains(s)).for_each(|s| note("wrong", kind, s));
            wanted.iter().filter(|s| !printed.contains(s)).for_each(|s| note("missed", kind, s));
            counts[0] += printed.iter().filter(|s| wanted.contains(s)).count() as u32;
            counts[1] += printed.len() as u32;
            counts[2] += wanted.len() as u32;
        }
    }
    figures
}
