//! Clause after clause: what each number says, what the clause is about, and what is carried to the next.

use super::clause::{self, Clause};
use super::context::{self, When};
use super::event;
use super::frames::{self, FRAMES, Scene};
use super::ground::{Ground, Stop};
use super::phrase::View;
use super::sound;
use super::{Attribution, Claim, ClaimKind, Named};
use crate::lexicon::class;
use crate::quantity::{Basis, ChangeMode, QuantityKind};
use crate::text::{HAN_LEADS, TextSpan};

/// Most numbers of one clause; a clause with more is a table in disguise.
const NUMBERS_MAX: usize = 12;

/// All claims, in the order of their places.
pub(super) fn read(g: &Ground<'_>, attributions: &[Attribution]) -> Vec<Claim> {
    let (clauses, order) = clause::cut(g);
    let mut reader = Reader {
        g,
        attributions,
        out: Vec::new(),
        topic: None,
        passed: Vec::new(),
        when: When::default(),
        conditional: false,
        asks: false,
    };
    let mut last: Option<Seen<'_, '_>> = None;
    for clause in &clauses {
        let view = View { g, list: &order[clause.list.clone()] };
        reader.clause((clause, view), last);
        // A bracket stands between two clauses without parting them.
        if clause.host.is_none() {
            last = Some((clause, view));
        }
    }
    // The grammar is of Chinese: of an English clause it takes half a sentence for a subject.
    let is_chinese = |c: &Claim| c.span.of(g.text()).bytes().any(|b| HAN_LEADS.contains(&b));
    // 小花（化名）“眼睛: a subject out of which a quotation hangs is half of something.
    let is_whole = |c: &Claim| c.subject.is_none_or(|s| sound::is_balanced(g, s.span));
    reader.out.retain(|c| is_chinese(c) && is_whole(c));
    reader.out.sort_by_key(|c| c.span);
    reader.out
}

/// What the last clauses were about.
#[derive(Debug, Clone, Copy)]
struct Topic {
    named: Named,
    quote: Option<usize>,
}

/// A clause and its atoms.
type Seen<'g, 'f> = (&'g Clause, View<'g, 'f>);

/// What a clause does to the topic.
enum Turn {
    To(Named),
    /// What it is about is not known.
    Lost,
    Stays,
}

/// Classes of words that may make a claim without a number.
const TELLING: u32 = class::CHANGE | class::TOP | class::HALF | class::PLAN | class::EVENT;

struct Reader<'g, 'f> {
    g: &'g Ground<'f>,
    attributions: &'g [Attribution],
    out: Vec<Claim>,
    /// What the clauses were about, before those that were passed.
    topic: Option<Topic>,
    /// The last clauses, which claim nothing. Few topics are ever asked for: they are read when one is.
    passed: Vec<Seen<'g, 'f>>,
    when: When,
    conditional: bool,
    asks: bool,
}

impl<'g, 'f> Reader<'g, 'f> {
    fn clause(&mut self, seen: Seen<'g, 'f>, last: Option<Seen<'g, 'f>>) {
        let (clause, view) = seen;
        let new_sentence = last.is_none_or(|l| l.0.sentence != clause.sentence) && clause.lead != Stop::Semicolon;
        let new_paragraph = last.is_none_or(|l| new_sentence && self.line_between(l.0.span, clause.span));
        if new_paragraph {
            self.topic = None;
            self.passed.clear();
        }
        if new_sentence {
            self.when.begin(new_paragraph);
            self.conditional = false;
            self.asks = self.g.text()[..self.g.facts.words.sentences[clause.sentence].end()]
                .trim_end_matches(['”', '」'])
                .ends_with(['？', '?']);
        }
        let told = if self.may_tell(clause, &view) { self.claims(seen, last) } else { 0..0 };
        self.conditional |= clause.holds.bits & class::IF != 0 && (0..view.len().min(8)).any(|p| view.is(p, class::IF));
        self.when.after(&view, clause);
        if clause.host.is_some() {
            return;
        }
        if told.is_empty() {
            self.passed.push(seen);
        } else {
            self.catch_up();
            let turn = self.turn(seen, told);
            self.topic = turned(self.g, self.topic, clause, &turn);
        }
    }

    /// Whether a clause may claim something; nearly all that only hold a verb of events do not, and then nobody asks for the topic.
    fn may_tell(&self, clause: &Clause, view: &View<'_, '_>) -> bool {
        let words = class::CHANGE | class::TOP | class::HALF;
        clause.holds.number
            || clause.holds.bits & words != 0
            || clause.holds.bits & TELLING != 0 && event::is_told(view, clause, self.has_time(clause, view))
    }

    fn has_time(&self, clause: &Clause, view: &View<'_, '_>) -> bool {
        clause.holds.time && event::has_time(view) || self.when.in_sentence(clause)
    }

    /// Reads the claims of a clause; returns which of them tell what it is about.
    fn claims(&mut self, seen: Seen<'g, 'f>, last: Option<Seen<'g, 'f>>) -> std::ops::Range<usize> {
        let (clause, view) = seen;
        let topic = self.carried(clause, &view);
        let first = self.out.len();
        self.numbers(
            clause,
            view,
            topic,
            last.filter(|l| l.0.sentence == clause.sentence && l.0.host.is_none()).map(|l| l.1),
        );
        if !self.out[first..].iter().any(|c| c.kind == ClaimKind::Rank) && view.len() > 1 {
            frames::read_words(&view, clause, topic, &mut self.out);
        }
        let numeric = self.out.len();
        let has_time = self.has_time(clause, &view);
        self.out.extend(event::read(&view, clause, topic, has_time).filter(|_| clause.host.is_none()));
        self.surround(clause, &view, first);
        first..numeric
    }

    fn line_between(&self, a: TextSpan, b: TextSpan) -> bool {
        let (from, to) = (a.end().min(b.start()), b.start());
        self.g.text()[from..to].contains('\n')
    }

    /// The topic, when it may be carried into a clause.
    fn carried(&mut self, clause: &Clause, view: &View<'_, '_>) -> Option<Named> {
        // What a speaker says without a subject is about the speaker.
        let at = self.attributions.partition_point(|a| a.content.start() < clause.span.start());
        let opens_speech = self.attributions.get(at).filter(|a| a.content.start() == clause.span.start() && !a.direct);
        if let Some(speaker) = opens_speech.and_then(|a| a.speaker) {
            return Some(speaker);
        }
        let opens = |bits: u32| (0..view.len().min(3)).any(|p| view.is(p, bits));
        let may = match clause.lead {
            Stop::QuoteOpen | Stop::QuoteClose => false,
            Stop::Semicolon => opens(class::CHANGE | class::RANK | class::SHARE | class::RATE | class::THAN),
            Stop::End => {
                opens(class::CHANGE | class::SHARE | class::RATE | class::THAN | class::AMONG | class::RANK)
                    || matches!(view.word(0), "其" | "该" | "这" | "此" | "它")
            }
            _ => true,
        };
        if !may {
            return None;
        }
        self.catch_up();
        self.topic.filter(|t| t.quote == clause.quote).map(|t| t.named)
    }

    fn numbers(&mut self, clause: &'g Clause, view: View<'g, 'f>, topic: Option<Named>, last: Option<View<'g, 'f>>) {
        let numbers: Vec<(usize, usize)> =
            (0..view.len()).filter_map(|p| view.at(p)?.number().map(|n| (p, n))).collect();
        if numbers.is_empty() || numbers.len() > NUMBERS_MAX {
            return;
        }
        let host = clause.host.and_then(|h| self.host(h));
        let each = each(&view, &numbers);
        if each.is_none() && numbers.len() > 1 && shares_out(&view, &numbers) {
            return;
        }
        for (k, &(at, index)) in numbers.iter().enumerate() {
            let quantity = &self.g.facts.quantities[index];
            if is_base(self.g, index) || frames::is_origin(&view, at) || is_broken(self.g.text(), quantity.span) {
                continue;
            }
            let own = each.as_ref().and_then(|e| e.get(k).copied().flatten());
            let previous = self.out.last().filter(|c| c.sentence == clause.sentence);
            let left = view.left(at);
            let scene = Scene {
                g: self.g,
                clause,
                view,
                at,
                index,
                quantity,
                left,
                topic: topic.filter(|_| !left.broken),
                own,
                host,
                before: last,
                previous,
            };
            let found = FRAMES.iter().find_map(|f| (f.read)(&scene).map(|c| Claim { frame: f.id, ..c }));
            let Some(mut claim) = found else { continue };
            let has_own = scene.own_subject().is_some() && scene.left.noun.is_some() && !scene.left.only_rate;
            if matches!(view.word(at.wrapping_sub(1)), "至" | "到") && self.ends(&claim, clause) {
                continue;
            }
            if !has_own && self.joins(&claim, clause.sentence) {
                continue;
            }
            claim.time = self.when.at(&view, clause, at);
            claim.place = context::place(&view, at);
            let modality = context::modality(&view, at, self.conditional, self.asks);
            (claim.modality, claim.negated) = modality;
            claim.attribution = context::attribution(self.attributions, quantity.span);
            self.out.push(claim);
        }
    }

    /// `增长35.7%至35.9亿元`: the end of the change that stands right before it.
    fn ends(&mut self, claim: &Claim, clause: &Clause) -> bool {
        let Some(last) = self.out.last_mut() else { return false };
        let open = last.kind == ClaimKind::Change && last.delta.is_some() && last.value.is_none();
        if !open || last.span != clause.span || claim.value.is_none() || claim.delta.is_some() {
            return false;
        }
        last.value = claim.value;
        true
    }

    /// `从A升至B，升C` and `下调C，从A降至B` are one change each: the second clause completes the first.
    fn joins(&mut self, claim: &Claim, sentence: usize) -> bool {
        // 年均 is no change between two levels.
        if claim.kind != ClaimKind::Change || claim.basis == Some(Basis::Average) {
            return false;
        }
        let Some(last) = self
            .out
            .last_mut()
            .filter(|l| l.kind == ClaimKind::Change && l.sentence == sentence && l.direction == claim.direction)
        else {
            return false;
        };
        let completes = last.delta.is_none()
            && last.value.is_some()
            && last.base.is_some()
            && claim.delta.is_some()
            && claim.base.is_none()
            || last.delta.is_some()
                && last.base.is_none()
                && last.value.is_none()
                && claim.delta.is_none()
                && claim.base.is_some();
        if !completes {
            return false;
        }
        last.delta = last.delta.or(claim.delta);
        last.base = last.base.or(claim.base);
        last.value = last.value.or(claim.value);
        last.basis = last.basis.or(claim.basis);
        last.span = last.span.cover(claim.span);
        true
    }

    /// The noun that a bracket explains; a number before the bracket gives its own subject.
    fn host(&self, atom: usize) -> Option<Named> {
        let a = self.g.atoms.get(atom)?;
        if let Some(number) = a.number() {
            let of = |c: &&Claim| [c.value, c.delta, c.base].contains(&Some(number));
            return self.out.iter().rev().take(8).find(of).and_then(|c| c.subject);
        }
        let mut start = atom;
        while start > 0 && atom - start < 8 {
            let before = &self.g.atoms[start - 1];
            let verb = before.is_verb() && self.g.atoms[start].is_verb() && start == atom;
            if !(before.is_part() || verb || self.g.word(start - 1) == "的") || before.stop != Stop::No {
                break;
            }
            start -= 1;
        }
        while start < atom && self.g.word(start) == "的" {
            start += 1;
        }
        // jieba tags the last word of a name as a verb: 强化学习(201篇).
        (a.is_noun() || a.is_verb() && start < atom).then(|| self.g.named(self.g.atoms[start].span.cover(a.span)))
    }

    /// Time, place, mood and speaker of the claims without a number.
    fn surround(&mut self, clause: &Clause, view: &View<'_, '_>, first: usize) {
        for claim in &mut self.out[first..] {
            let Some(word) =
                claim.predicate.filter(|_| claim.value.is_none() && claim.base.is_none() && claim.delta.is_none())
            else {
                continue;
            };
            let at = (0..view.len()).find(|&p| view.at(p).is_some_and(|a| a.span == word)).unwrap_or(view.len());
            claim.time = self.when.at(view, clause, at.max(1)).or_else(|| self.when.at(view, clause, view.len()));
            claim.place = context::place(view, at);
            let (modality, negated) = context::modality(view, at, self.conditional, self.asks);
            if claim.kind != ClaimKind::Plan {
                (claim.modality, claim.negated) = (modality, negated);
            }
            claim.attribution = context::attribution(self.attributions, word);
        }
    }

    /// Reads what the passed clauses were about, from the last one back to the one that decides.
    fn catch_up(&mut self) {
        let mut undecided = Vec::new();
        while let Some(seen) = self.passed.pop() {
            match self.turn(seen, 0..0) {
                Turn::Stays => undecided.push(seen.0),
                turn => {
                    self.topic = turned(self.g, self.topic, seen.0, &turn);
                    break;
                }
            }
        }
        self.passed.clear();
        for clause in undecided.into_iter().rev() {
            self.topic = turned(self.g, self.topic, clause, &Turn::Stays);
        }
    }

    /// What the clause is about becomes the topic; a clause that only names a speaker changes nothing.
    fn turn(&self, (clause, view): Seen<'_, '_>, claims: std::ops::Range<usize>) -> Turn {
        let speaks = (view.len().saturating_sub(2)..view.len()).any(|p| view.at(p).is_some_and(|a| a.cue.is_some()));
        // What stands behind its number is new; the topic goes on when there is one: 某人砍下31分，外加2次抢断.
        let known = self.topic.is_some();
        let opens = |c: &Claim, s: &Named| {
            let number = c.value.or(c.delta).and_then(|q| self.g.facts.quantities.get(q));
            !known || number.is_none_or(|q| s.span.start() < q.span.start())
        };
        let nothing = claims.is_empty();
        let told = self.out[claims]
            .iter()
            .rev()
            .find_map(|c| c.subject.filter(|s| clause.span.contains(s.span) && opens(c, s)));
        if let Some(told) = told {
            return Turn::To(told);
        }
        let left = view.left(view.len().min(40));
        // A number without a claim: what it is about is not known, so nothing may be carried over it.
        let mute = nothing
            && left.noun.is_none()
            && view.has(0..view.len().min(40), |a| a.number().is_some())
            && !view.has(0..3, |a| a.is(class::THAN));
        if mute || left.broken && !speaks {
            return Turn::Lost;
        }
        let noun = left.noun.filter(|_| !left.only_rate && !left.pronoun && !speaks);
        let named = noun.and_then(|n| view.span(n.0, n.1)).map(|s| self.g.named(s));
        named.map_or(Turn::Stays, Turn::To)
    }
}

/// The topic behind a clause.
fn turned(g: &Ground<'_>, topic: Option<Topic>, clause: &Clause, turn: &Turn) -> Option<Topic> {
    match *turn {
        Turn::To(named) => Some(Topic { named: owner(g, named), quote: clause.quote }),
        // A quotation opens: what was about its frame ends.
        Turn::Stays if clause.lead == Stop::QuoteOpen => {
            topic.filter(|t| clause.quote == t.quote || clause.quote.is_some())
        }
        Turn::Stays => topic,
        Turn::Lost => None,
    }
}

/// `这款机器人|身高1.6米，重50公斤`: the next clause measures the thing again, not its height.
fn owner(g: &Ground<'_>, named: Named) -> Named {
    const OWN: [&str; 6] = ["身高", "体重", "年龄", "全长", "总长", "全高"];
    let words = named.span.of(g.text());
    let rest = OWN.iter().find_map(|own| words.strip_suffix(own)).map(|w| w.trim_end_matches('的')).unwrap_or_default();
    if rest.is_empty() { named } else { g.named(TextSpan::new(named.span.start(), named.span.start() + rest.len())) }
}

/// Whether a quantity is only what another one started from.
fn is_base(g: &Ground<'_>, index: usize) -> bool {
    let change = g.facts.quantities[index].change.as_ref();
    change.is_some_and(|c| {
        let to = c.pair.and_then(|p| g.facts.quantities.get(p)).and_then(|q| q.change.as_ref());
        c.mode == Some(ChangeMode::From) && to.is_some_and(|t| t.mode == Some(ChangeMode::To))
    })
}

/// A number that was cut out of a longer row of signs: 1.1:50.3:48.6, 93，708，580, 64380000-8100, PW—200.
fn is_broken(text: &str, span: TextSpan) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let joint = |c: Option<char>| matches!(c, Some(':' | '：' | '，' | ',' | '+'));
    let (mut before, mut behind) = (text[..span.start()].chars().rev(), text[span.end()..].chars());
    let mark = before.next();
    let last = before.next();
    let dashed = matches!(mark, Some('-' | '－' | '—' | '–')) && last.is_some_and(|c| c.is_ascii_alphanumeric());
    let joined_before = dashed || joint(mark) && digit(last);
    // A line of a text with hard ends: 四|月.
    let rest = &text[span.end()..];
    let wrapped = rest.strip_prefix('\n').is_some_and(|r| r.starts_with(['月', '日', '年', '号', '个', '点', '时']));
    wrapped || joined_before || joint(behind.next()) && digit(behind.next())
}

/// `甲、乙分别增长6%和9%`: the subject of each number, when the counts match.
fn each(view: &View<'_, '_>, numbers: &[(usize, usize)]) -> Option<Vec<Option<Named>>> {
    let word = (0..view.len()).take(48).find(|&p| view.is(p, class::EACH) && view.word(p) != "各")?;
    let behind = numbers.iter().filter(|n| n.0 > word).count();
    let start = view.strip(0..word);
    let mut items = Vec::new();
    let mut from = start;
    for p in start..=word {
        let ends = p == word
            || matches!(view.word(p), "和" | "与" | "及" | "以及")
            || view.at(p).is_some_and(|a| a.stop == Stop::Pause);
        if ends {
            items.push((from, p));
            from = p + 1;
        }
    }
    if items.len() < 2 || items.len() != behind {
        return None;
    }
    let mut out = vec![None; numbers.len() - behind];
    for (from, to) in items {
        let counts = |n: usize| view.g.facts.quantities[n].kind != QuantityKind::Duration;
        let number = (from + 1..to)
            .find(|&p| view.at(p).and_then(super::ground::Atom::number).is_some_and(counts))
            .unwrap_or(to);
        let verb = (from + 1..number).find(|&p| view.is(p, class::LINK | class::CHANGE)).unwrap_or(number);
        out.push(view.span(from, verb).map(|s| view.g.named(s)));
    }
    Some(out)
}

/// Whether 分别 shares numbers out to subjects that could not be matched: 甲、乙、丙分别增长6%和9%, 三家门店分别增长6%和9%.
fn shares_out(view: &View<'_, '_>, numbers: &[(usize, usize)]) -> bool {
    let word = (0..view.len()).take(48).find(|&p| view.word(p) == "分别");
    word.is_some_and(|w| {
        let joined = (0..w).any(|p| {
            matches!(view.word(p), "和" | "与" | "及")
                || view.at(p).is_some_and(|a| a.stop == Stop::Pause || a.number().is_some())
        });
        joined && numbers.iter().filter(|n| n.0 > w).count() > 1
    })
}
