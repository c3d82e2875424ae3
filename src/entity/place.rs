//! `place.*`: places by their last word: roads, villages, stations, waters.

use super::EntityKind;
use super::candidate::{Candidate, View};
use super::dictionary::names_one;
use crate::lexicon::name_class as class;
use crate::text::Tag;

/// Places that no dictionary holds, by their ending.
pub(super) fn by_ending(view: &View<'_>, out: &mut Vec<Candidate>) {
    for i in 0..view.tokens.len() {
        let is_short = view.chars(i) < 3 && view.class(i) & class::PLACE == 0;
        if is_short || view.class(i) & class::STOP != 0 {
            continue;
        }
        let (word, span) = (view.word(i), view.tokens[i].span);
        let mut push = |start, end, score| {
            out.push(Candidate { start, end, kind: EntityKind::Place, score, rule: "place.ending" });
        };
        if view.class(i) & class::PLACE != 0 {
            let Some(before) = i.checked_sub(1).filter(|&b| view.touches(b)) else { continue };
            if view.class(before) & (class::EDGE | class::TITLE | class::STOP | class::SAY | class::INNER) != 0 {
                continue;
            }
            let single = span.len() == 3;
            let place = view.tag(before) == Tag::NS
                || view.names.known(view.word(before)).is_some_and(|k| k.kind == EntityKind::Place);
            let name = matches!(view.tag(before), Tag::NR | Tag::NRT | Tag::NZ | Tag::X) || !view.is_known(before);
            let han = view.is_han(before);
            // 整條街: a number with its counter is no name.
            let counted = view.tag(before).class() == b'm';
            if view.chars(before) >= 2 && han && !counted && (place || name) {
                push(
                    view.tokens[before].span.start(),
                    span.end(),
                    if place {
                        68
                    } else if single {
                        60
                    } else {
                        62
                    },
                );
            } else if single
                && view.chars(before) == 1
                && han
                && before > 0
                && view.touches(before - 1)
                && view.chars(before - 1) == 1
                && view.class(before - 1) & class::EDGE == 0
                && view.is_han(before - 1)
                && !matches!(
                    view.tag(before - 1),
                    Tag::V | Tag::P | Tag::D | Tag::M | Tag::R | Tag::U | Tag::C | Tag::AD
                )
                && !matches!(view.tag(before), Tag::V | Tag::P | Tag::D | Tag::M | Tag::R | Tag::Q)
            {
                push(view.tokens[before - 1].span.start(), span.end(), 58);
            }
        } else if view.chars(i) >= 3 && view.is_han(i) {
            let unknown = || view.tag(i) == Tag::NS || !view.is_known(i);
            let last = word.chars().next_back().map_or(0, |c| view.names.char_class(c));
            if (last | view.last_class(i)) & class::PLACE == 0 {
                continue;
            }
            let cut = word.char_indices().skip(2).any(|(at, _)| view.names.class(&word[at..]) & class::PLACE != 0);
            let plain = ["城市", "地区", "市区", "城区"].iter().any(|e| word.ends_with(e));
            if cut && !plain && unknown() && names_one(view, word, class::PLACE) {
                push(span.start(), span.end(), 64);
            }
        }
    }
}
