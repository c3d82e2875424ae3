//! The frames that read a claim around a number: one visible list, in the order of trying.

mod change;
mod comparison;
mod measure;
mod rank;
mod share;
mod word;

use super::clause::Clause;
use super::ground::{Atom, Ground};
use super::phrase::{Left, View};
use super::{Claim, ClaimKind, Modality, Named};
use crate::lexicon::{Way, class};
use crate::quantity::{Basis, Direction, Quantity, QuantityKind};

pub(super) use change::is_origin;
pub(super) use word::read as read_words;

/// One frame.
pub(super) struct Frame {
    /// Its id, printed by `explain`.
    pub(super) id: &'static str,
    /// Reads a claim around the number of a scene.
    pub(super) read: fn(&Scene<'_, '_>) -> Option<Claim>,
}

/// All frames around a number. The first that reads a claim wins: what is said of a part, a place in a row or another thing is
/// told by its own words, a level only by the lack of them.
pub(super) const FRAMES: [Frame; 14] = [
    Frame { id: "rank.verb", read: rank::verb },
    Frame { id: "rank.great", read: rank::great },
    Frame { id: "share.of", read: share::of },
    Frame { id: "share.goal", read: share::goal },
    Frame { id: "comparison.than", read: comparison::than },
    Frame { id: "comparison.over", read: comparison::over },
    Frame { id: "comparison.times", read: comparison::times },
    Frame { id: "share.part", read: share::part },
    Frame { id: "comparison.equal", read: comparison::equal },
    Frame { id: "change.flat", read: change::flat },
    Frame { id: "change.from-to", read: change::from_to },
    Frame { id: "change.verb", read: change::verb },
    Frame { id: "change.noun", read: change::noun },
    Frame { id: "measure.level", read: measure::level },
];

/// A number in its clause, with what was said before it.
#[derive(Clone, Copy)]
pub(super) struct Scene<'g, 'f> {
    /// Everything.
    pub(super) g: &'g Ground<'f>,
    /// The clause.
    pub(super) clause: &'g Clause,
    /// Its atoms.
    pub(super) view: View<'g, 'f>,
    /// Position of the number.
    pub(super) at: usize,
    /// Index of the quantity.
    pub(super) index: usize,
    /// The quantity.
    pub(super) quantity: &'g Quantity,
    /// The noun phrase on the left.
    pub(super) left: Left,
    /// What the clauses before are about, when it may be carried over.
    pub(super) topic: Option<Named>,
    /// The subject that 分别 gives this number.
    pub(super) own: Option<Named>,
    /// The noun before the bracket that the clause stands in.
    pub(super) host: Option<Named>,
    /// The clause before, in the same sentence.
    pub(super) before: Option<View<'g, 'f>>,
    /// The claim before, in the same sentence.
    pub(super) previous: Option<&'g Claim>,
}

/// A subject and how sure it is, in hundredths.
type Subject = (Named, u8);

impl<'f> Scene<'_, 'f> {
    /// Words between two positions, as a name.
    pub(super) fn named(&self, range: (usize, usize)) -> Option<Named> {
        self.view.span(range.0, range.1).map(|s| self.g.named(s))
    }

    /// The subject of the clause itself.
    pub(super) fn own_subject(&self) -> Option<Subject> {
        if let Some(own) = self.own {
            return Some((own, 90));
        }
        let left = self.left.noun.filter(|_| !self.left.only_rate && !self.left.pronoun);
        left.and_then(|n| self.named(n)).map(|n| (n, 90)).or_else(|| self.host.map(|h| (h, 85)))
    }

    /// The subject of the clause, else the topic, else a pronoun.
    pub(super) fn subject(&self) -> Option<Subject> {
        self.own_subject().or_else(|| self.topic.map(|t| (t, 80))).or_else(|| self.pronoun())
    }

    /// A bare pronoun, or a bare 增幅, as it stands.
    pub(super) fn pronoun(&self) -> Option<Subject> {
        self.left.noun.and_then(|n| self.named(n)).map(|n| (n, 60))
    }

    /// The words of the quantity.
    pub(super) fn words(&self) -> &'f str {
        self.quantity.span.of(self.g.text())
    }

    /// Whether the quantity is a part of something: percent, fraction.
    pub(super) fn is_portion(&self) -> bool {
        matches!(self.quantity.kind, QuantityKind::Percent | QuantityKind::Fraction)
    }

    /// A claim that says nothing yet but where it stands.
    pub(super) fn claim(&self, kind: ClaimKind, subject: Subject, predicate: Option<usize>) -> Claim {
        Claim {
            predicate: predicate.and_then(|p| self.view.at(p)).map(|a| a.span),
            confidence: subject.1,
            ..blank(self.clause, kind, subject.0)
        }
    }
}

/// A claim without any role.
pub(super) fn blank(clause: &Clause, kind: ClaimKind, subject: Named) -> Claim {
    Claim {
        span: clause.span,
        sentence: clause.sentence,
        kind,
        subject: Some(subject),
        predicate: None,
        object: None,
        than: None,
        whole: None,
        scope: None,
        value: None,
        base: None,
        delta: None,
        direction: None,
        basis: None,
        time: None,
        place: None,
        attribution: None,
        modality: Modality::Asserted,
        negated: false,
        confidence: 80,
        frame: "",
    }
}

/// The published direction of a word.
pub(super) fn direction(way: Option<Way>) -> Option<Direction> {
    way.map(|w| match w {
        Way::Up => Direction::Up,
        Way::Down => Direction::Down,
        Way::Flat => Direction::Flat,
    })
}

/// What a change is measured against, by the words before position `at`.
pub(super) fn basis(view: &View<'_, '_>, at: usize) -> Option<Basis> {
    let low = at.saturating_sub(16);
    for p in (low..=at).rev() {
        match view.word(p) {
            "同比" | "去年同期" | "上年同期" => return Some(Basis::YearOnYear),
            "环比" => return Some(Basis::MonthOnMonth),
            "年均" | "年增" | "年均增长" | "年增长" | "每年" | "平均每年" | "逐年" => {
                return Some(Basis::Average);
            }
            word if view.is(p.wrapping_sub(1), class::THAN) => match word {
                "去年" | "上年" | "上一年" | "上年度" | "上一年度" | "前一年" => {
                    return Some(Basis::YearOnYear);
                }
                "上月" | "上个月" => return Some(Basis::MonthOnMonth),
                "上季度" | "上个季度" => return Some(Basis::QuarterOnQuarter),
                "年初" => return Some(Basis::YearToDate),
                _ => {}
            },
            _ => {}
        }
    }
    None
}

/// Whether a word hands what follows to the verb behind it: 把, and 将 right before a noun. Leaves 将增长, 将于.
pub(super) fn is_disposal(view: &View<'_, '_>, p: usize) -> bool {
    let noun = |q: usize| {
        view.has(q..q + 1, |a| a.is_noun() && !a.is(class::ACT | class::EVENT | class::CHANGE) || a.is_tagged(b"r"))
    };
    match view.word(p) {
        "把" => true,
        // 将目前多种制度合并: a time may stand before what is moved.
        "将" if view.has(p + 1..p + 2, Atom::is_time) => {
            noun(p + 2) || view.has(p + 2..p + 3, |a| a.number().is_some())
        }
        "将" => noun(p + 1) || view.has(p + 1..p + 2, |a| a.number().is_some()) && noun(p + 2),
        _ => false,
    }
}
