//! `model.tagged`: names told by what stands around them, by weights learned from labelled sentences: a linear chain over characters.
//!
//! It reads only where a name is likely, and sees what the rules found there. All numbers are whole; a unit of its scores is a
//! twenty-fourth of a natural logarithm of odds. The steps below were set on the sentences that the training keeps back.

mod chain;
mod feature;
#[cfg(any(test, feature = "train"))]
pub mod train;

use super::candidate::{Candidate, View};
use super::{EntityKind, resolve};
use crate::lexicon::{NameModel, name_class as class};
use crate::text::Tag;

/// The score of a name without margin: it is printed when its margin is worth five points more.
const PROPOSED: i32 = 55;
/// Units of margin for a point of its score.
const MARGIN: i32 = 4;
/// The best score of a name that no rule knows.
const PROPOSED_MAX: i32 = 88;
/// Units against a candidate of the rules for a point that it loses.
const AGAINST: i32 = 6;
/// Units for it, for a point that it wins.
const FOR: i32 = 7;
/// Most points that it wins.
const FOR_MAX: i32 = 14;

/// Lets the chain speak: it proposes names, and moves the scores of what the rules are not certain of.
pub(super) fn judge(view: &View<'_>, model: &NameModel, candidates: &mut Vec<Candidate>) {
    let chains = chain::Chains::read(view, model, &resolve::likely(candidates));
    for c in candidates.iter_mut() {
        let Some(against_max) = against_max(c) else { continue };
        match chains.opinion(c.start, c.end, c.kind) {
            Some(opinion) if opinion < 0 => c.score += (opinion / AGAINST).max(-against_max),
            Some(opinion) => c.score += (opinion / FOR).min(FOR_MAX),
            None => {}
        }
    }
    for name in chains.names() {
        let surface = view.slice(name.start, name.end);
        // 高架桥 and 大桥 name no bridge; another word of two characters (东方, 和平) may be a name here and none there.
        let cls = view.names.class(surface);
        let kind_of_thing =
            cls & class::STOP != 0 && (surface.chars().count() >= 3 || cls & (class::PLACE | class::ORG) != 0);
        if !kind_of_thing && may_be_name(surface, name.kind) {
            let score = (PROPOSED + name.margin / MARGIN).min(PROPOSED_MAX);
            let (end, kind) = (name.end, name.kind);
            let Some(start) = without_place(view, name.start, end, kind) else { continue };
            candidates.push(Candidate { start, end, kind, score, rule: "model.tagged" });
        }
    }
}

/// Where a proposed name starts: 美国|微软, since a brand stays apart from the country before it, while an office or a school has
/// its place in its name. None for a place that goes on behind another one with what is none: 德国|西门子.
fn without_place(view: &View<'_>, start: usize, end: usize, kind: EntityKind) -> Option<usize> {
    let first = view.token_at(start);
    let last = view.token_at(end).saturating_sub(1);
    let place = view.tokens.get(first).map(|t| t.span).filter(|t| t.start() == start && t.end() < end);
    let is_place = |text: &str| view.names.known(text).is_some_and(|k| k.kind == EntityKind::Place);
    let Some(place) = place.filter(|p| is_place(p.of(view.text))) else { return Some(start) };
    let rest = view.slice(place.end(), end);
    // 中国|西藏自治区|日喀则 goes on with places.
    let goes_on = (first + 1..=last).any(|i| is_place(view.word(i)) || view.tag(i) == Tag::NS);
    let head = class::ORG | class::PLACE | class::EVENT;
    let has_head = (view.class(last) | view.last_class(last)) & head != 0;
    match kind {
        EntityKind::Organization if !has_head && rest.chars().count() >= 2 => Some(place.end()),
        EntityKind::Place if !has_head && !is_place(rest) && !goes_on => None,
        _ => Some(start),
    }
}

/// Most points that the chain may take from a candidate; none where its word does not count: closed lists, what is certain.
fn against_max(c: &Candidate) -> Option<i32> {
    let closed = matches!(
        c.rule,
        "place.pair"
            | "place.verb"
            | "place.media"
            | "person.mou"
            | "person.dotted"
            | "event.year"
            | "organization.branch"
    );
    match c.score {
        80.. => None,
        _ if closed => None,
        70.. => Some(18),
        _ => Some(36),
    }
}

/// The sentences teach few names in Latin letters: the chain tells only persons of two or three capitalised words.
fn may_be_name(name: &str, kind: EntityKind) -> bool {
    let capitalised = |w: &str| {
        w.len() >= 2
            && w.starts_with(|c: char| c.is_ascii_uppercase())
            && w.bytes().skip(1).all(|b| b.is_ascii_lowercase())
    };
    name.chars().any(crate::text::is_han)
        || kind == EntityKind::Person && (2..=3).contains(&name.split(' ').count()) && name.split(' ').all(capitalised)
}

#[cfg(test)]
mod tests {
    use super::super::{find, model::train};
    use crate::lexicon::{EntityKind, Lexicon, NameModel};
    use crate::scan::Scan;
    use crate::text::TextSpan;

    fn example(text: &str, name: &str, kind: EntityKind) -> train::Example {
        let at = text.find(name).expect("the name is in its text");
        let names = vec![(TextSpan::new(at, at + name.len()), kind)];
        train::Example { text: text.to_owned(), names, weight: 1.0 }
    }

    #[test]
    fn training_is_deterministic_and_what_was_learned_is_found() {
        let mut lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
        let examples = [
            example("昨天蓬蓬酷在店里等候顾客", "蓬蓬酷", EntityKind::Organization),
            example("据介绍蓬蓬酷在三地开店", "蓬蓬酷", EntityKind::Organization),
            example("顾客昨天在店里等候", "顾客", EntityKind::Work),
        ];
        let settings = train::Settings { bits: 8, unseen_permille: 100, ..train::Settings::default() };
        let first = train::train(&examples, &settings, &lexicon);
        assert_eq!(first.file, train::train(&examples, &settings, &lexicon).file);
        let text = "昨天蓬蓬酷在店里等候顾客";
        let names = |lexicon: &Lexicon| {
            let words = crate::segment::segment(text, &Scan::default(), lexicon);
            find(text, &Scan::default(), &words, lexicon).into_iter().map(|e| e.name).collect::<Vec<_>>()
        };
        lexicon.model = NameModel::from_bytes(&first.file).expect("just written");
        assert_eq!(names(&lexicon), ["蓬蓬酷"]);
        let empty = train::train(&[], &settings, &lexicon);
        lexicon.model = NameModel::from_bytes(&empty.file).expect("just written");
        assert_eq!(names(&lexicon), [""; 0], "without examples nothing is known");
    }

    #[test]
    fn latin_words_are_left_to_the_rules() {
        assert!(super::may_be_name("Ada Lovelace", EntityKind::Person));
        assert!(!super::may_be_name("Agent", EntityKind::Person));
        assert!(!super::may_be_name("Ada Lovelace", EntityKind::Place));
        assert!(super::may_be_name("AI研究院", EntityKind::Organization));
    }
}
