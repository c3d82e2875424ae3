//! Finds the article: which blocks are body, which lines inside it are none, and what the page says of itself.

mod author;
mod byline;
mod counter;
mod cue;
mod date;
mod forum;
mod lines;
mod list;
mod node;
mod stamp;
mod subtitle;
#[cfg(test)]
mod tests;
mod title;

pub(super) use lines::{cut_line, lines};

#[cfg_attr(not(feature = "cli"), expect(unused_imports, reason = "templates are learned by the program"))]
pub(crate) use lines::folded;

use super::draft::{Fate, Verdict};
use super::{Draft, PageKind, Script, farm};
use crate::text::{Certainty, CharSet, EditKind, is_han, is_kana, is_letter};
use std::sync::LazyLock;

/// Least share of Han among the letters of the body, in hundredths; less is a foreign page (DESIGN, Foreign).
const HAN_PERCENT_MIN: usize = 20;
/// Most kana among the letters of the body, in hundredths.
const KANA_PERCENT_MAX: usize = 5;

/// Decides what the page is, which blocks are its article, and the metadata.
pub(super) fn choose(draft: &mut Draft<'_>) {
    let body = if draft.page.is_html { node::body_of_tree(draft) } else { node::body_of_text(draft) };
    let Some(body) = body else {
        draft.kind = PageKind::Empty;
        return;
    };
    title::decide(draft, &body);
    subtitle::decide(draft, &body);
    byline::read(draft, &body);
    drop_around(draft, &body);
    draft.kind = kind(draft, &body);
    draft.metadata.script = Some(script(draft));
}

/// The lines of the article, as they were chosen.
#[derive(Debug, Clone)]
pub(super) struct Body {
    /// One per block of the page.
    pub(super) is_body: Vec<bool>,
    /// First and last block of the body.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Whether most of the page's text stands in links, without sentences outside them.
    pub(super) is_list: bool,
    /// The block that repeats the page's title, as far as its head states one: see [`title::anchor`].
    pub(super) anchor: Option<usize>,
}

/// Takes out what is no body, with the kind that its words tell, else that of its place.
fn drop_around(draft: &mut Draft<'_>, body: &Body) {
    let title_at = draft.metadata.title_at;
    for i in 0..draft.page.blocks.len() {
        let block = &draft.page.blocks[i];
        if title_at.is_some_and(|t| block.span.contains(t) && !(body.is_body[i] && block.span.len() > t.len() * 2)) {
            let verdict = Verdict { kind: EditKind::Title, rule: "title.line", certainty: Certainty::Exact };
            draft.drop_block(i, verdict, "the line is the article's title");
            continue;
        }
        if body.is_body[i] {
            continue;
        }
        if block.hidden {
            let verdict = Verdict { kind: EditKind::Hidden, rule: "hidden.block", certainty: Certainty::Exact };
            draft.drop_block(i, verdict, "the markup hides it, and it is not the only text of the page");
            continue;
        }
        if block.is_alt {
            let verdict = Verdict { kind: EditKind::Caption, rule: "caption.alt", certainty: Certainty::Exact };
            draft.drop_block(i, verdict, "the text of a picture, shown where it does not load");
            continue;
        }
        let line = lines::folded(block.span.of(&draft.page.text));
        let found = draft.lexicon.clean.on_line(&line).next().map(|r| (r.kind, r.id));
        let (kind, rule) = found.unwrap_or(match i {
            _ if i < body.first => (EditKind::Navigation, "place.before"),
            _ if i > body.last => (EditKind::Related, "place.after"),
            _ => (EditKind::Related, "place.between"),
        });
        draft.drop_block(
            i,
            Verdict { kind, rule, certainty: Certainty::Likely },
            "it stands outside the element that holds the article",
        );
    }
}

fn kind(draft: &Draft<'_>, body: &Body) -> PageKind {
    if body.is_list {
        return PageKind::List;
    }
    let (mut han, mut kana, mut letters) = (0, 0, 0);
    for c in body_text(draft).flat_map(str::chars) {
        if is_han(c) {
            han += 1;
        } else if is_kana(c) {
            kana += 1;
        } else {
            letters += usize::from(is_letter(c));
        }
    }
    letters += han + kana;
    if letters == 0 {
        return PageKind::Empty;
    }
    let is_foreign = han * 100 < HAN_PERCENT_MIN * letters || kana * 100 > KANA_PERCENT_MAX * letters;
    if is_foreign && !farm::is_chinese_in_latin(body_text(draft), draft.lexicon) {
        let (mut all_han, mut all_letters) = (0, 0);
        for c in draft.page.text.chars().take(4000) {
            all_han += usize::from(is_han(c));
            all_letters += usize::from(is_han(c) || is_letter(c));
        }
        return if all_han * 100 < HAN_PERCENT_MIN * all_letters || kana > 0 || letters > 100 {
            PageKind::Foreign
        } else {
            PageKind::Empty
        };
    }
    if forum::is_forum(draft) { PageKind::Forum } else { PageKind::Article }
}

/// The text of the blocks that are body so far.
fn body_text<'d>(draft: &'d Draft<'_>) -> impl Iterator<Item = &'d str> {
    let body = draft.fates.iter().zip(&draft.page.blocks).filter(|(fate, _)| matches!(fate, Fate::Body(_)));
    body.map(|(_, block)| block.span.of(&draft.page.text))
}

/// Traditional when characters that only it has outnumber those that only simplified text has.
fn script(draft: &Draft<'_>) -> Script {
    const HANT: &str = "這個們國來為說時會對發後過學動還進當開實軍無與長機關點業將兩間問戰頭體見應產義論處報結條電數題總變門東聲師請讓認識導爭運麼樣經種從現給";
    const HANS: &str = "这个们国来为说时会对发后过学动还进当开实军无与长机关点业将两间问战头体见应产义论处报结条电数题总变门东声师请让认识导争运么样经种从现给";
    /// The characters of one script only, and those of them that are traditional.
    static ONLY: LazyLock<(CharSet, CharSet)> = LazyLock::new(|| {
        let only = |own: &'static str, other: &'static str| own.chars().filter(|c| !other.contains(*c));
        (CharSet::new(only(HANT, HANS).chain(only(HANS, HANT))), CharSet::new(only(HANT, HANS)))
    });
    let (either, traditional) = &*ONLY;
    let (mut all, mut hant) = (0, 0);
    for c in body_text(draft).flat_map(|block| block.chars().take(2000)).filter(|c| either.contains(*c)) {
        all += 1;
        hant += usize::from(traditional.contains(c));
    }
    if 2 * hant > all { Script::Hant } else { Script::Hans }
}

/// Judges the lines inside the article.
pub(super) fn judge_lines(draft: &mut Draft<'_>) {
    lines::judge(draft);
    counter::run(draft);
}
