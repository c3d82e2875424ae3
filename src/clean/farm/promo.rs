//! Advertisements spliced between paragraphs, and lines of keywords.

use super::super::draft::Verdict;
use super::super::{Draft, SuspicionKind};
use super::contact::{has_contact, is_account};
use super::lines::{drop_line, lines};
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, is_han};

/// Longest advertisement, in bytes.
const AD_BYTES_MAX: usize = 1200;
/// Fewest pairs of characters of a line that tell what it speaks of, and how many of ten may stand elsewhere.
const FOREIGN_PAIRS_MIN: usize = 12;
const SHARED_TENTHS: usize = 3;
/// Fewest phrases of a keyword line, and longest phrase in characters.
const KEYWORDS_MIN: usize = 6;
const KEYWORD_CHARS_MAX: usize = 10;
/// How many lines from either end of the body a keyword line without a label may stand.
const EDGE_LINES: usize = 5;
/// Longest label of a keyword line, and what labels say; a paper's own `关键词` names what its text speaks of.
const LABEL_CHARS_MAX: usize = 10;
const LABELS: [&str; 10] = ["关键词", "关键字", "标签", "搜索", "热搜", "在搜", "想搜", "热词", "热门", "感兴趣"];
#[derive(Default, Clone, Copy)]
struct Signs {
    call: bool,
    /// A messenger is named with an account.
    account: bool,
    promise: bool,
    trade: bool,
    warning: bool,
}

/// A paragraph that calls to act, gives a contact, promises, and shares nothing with the article.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let words = &draft.lexicon.farm;
    let mut candidates: Vec<(usize, usize, Signs, Vec<&str>)> = Vec::new();
    let mut found = words.promo.find(text).peekable();
    for (start, end) in lines(text) {
        let mut signs = Signs::default();
        let mut trade_words = Vec::new();
        while let Some((s, e, class)) = found.next_if(|f| f.0 < end) {
            match class {
                // To name an account is to call.
                "call" | "messenger" | "label" => {
                    let is_account = is_account(&text[e..end]);
                    signs.call |= class == "call" || is_account;
                    signs.account |= class != "label" && is_account;
                }
                "promise" => signs.promise = true,
                "trade" => signs.trade = true,
                _ => signs.warning = true,
            }
            if matches!(class, "trade" | "promise") {
                trade_words.push(&text[s..e]);
            }
        }
        let is_told = signs.call && (signs.promise || signs.trade) || signs.account;
        if is_told && !signs.warning && end - start <= AD_BYTES_MAX {
            candidates.push((start, end, signs, trade_words));
        }
    }
    let places: Vec<(usize, usize)> = candidates.iter().map(|c| (c.0, c.1)).collect();
    let title = draft.metadata.title.clone().unwrap_or_default();
    for (start, end, signs, trade_words) in candidates.into_iter().rev() {
        let line = &text[start..end];
        let is_elsewhere = |w: &&str| title.contains(*w) || occurs_outside(text, w, &places);
        let own = trade_words.iter().filter(|w| !is_elsewhere(w)).count();
        let is_foreign = own > 0 && 2 * own >= trade_words.len() && !line.starts_with(['“', '"', '「']);
        let has_contact = has_contact(line);
        let count = [signs.call, has_contact, signs.promise, is_foreign].iter().filter(|s| **s).count();
        let why = format!(
            "a call to act, {}a promise, about {}",
            if has_contact { "a contact, " } else { "" },
            trade_words.join(", ")
        );
        if count == 4 {
            let verdict = Verdict { kind: EditKind::Promotion, rule: "promo.spliced", certainty: Certainty::Likely };
            drop_line(draft, &view, (start, end), verdict, &why);
        } else if count == 3 && is_foreign && has_contact {
            draft.suspect(&view, (start, end), SuspicionKind::SplicedParagraph, None, 60, why);
        } else if signs.account && shares_little(text, (start, end)) {
            let why = "an account of a messenger in a paragraph that shares little with the article".to_owned();
            draft.suspect(&view, (start, end), SuspicionKind::SplicedParagraph, None, 50, why);
        }
    }
}

/// Whether a line speaks of something else: few pairs of its characters stand anywhere else in the text.
fn shares_little(text: &str, (start, end): (usize, usize)) -> bool {
    let chars: Vec<(usize, char)> = text[start..end].char_indices().collect();
    let pairs: Vec<&str> = chars
        .windows(2)
        .filter(|w| is_han(w[0].1) && is_han(w[1].1))
        .map(|w| &text[start + w[0].0..start + w[1].0 + w[1].1.len_utf8()])
        .collect();
    let shared = pairs.iter().filter(|p| text[..start].contains(**p) || text[end..].contains(**p)).count();
    pairs.len() >= FOREIGN_PAIRS_MIN && 10 * shared <= SHARED_TENTHS * pairs.len()
}

/// Whether `word` stands anywhere but in the candidates, which ascend. A page has few candidates, and each few words.
pub(super) fn occurs_outside(text: &str, word: &str, places: &[(usize, usize)]) -> bool {
    text.match_indices(word).take(200).any(|(at, _)| {
        let i = places.partition_point(|p| p.1 <= at);
        places.get(i).is_none_or(|p| at < p.0)
    })
}

/// A line of search phrases at the head or tail of the body.
pub(super) fn keywords(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let all: Vec<(usize, usize)> = lines(text).filter(|l| !text[l.0..l.1].trim().is_empty()).collect();
    let words = &draft.lexicon.farm;
    let is_near = |i: usize| i < EDGE_LINES || i + EDGE_LINES >= all.len();
    let mut found = Vec::new();
    for (i, &(start, end)) in all.iter().enumerate() {
        let line = &text[start..end];
        if line.len() > 900 || line.len() < 24 || line.contains(['。', '！', '？']) {
            continue;
        }
        let (label, rest) = labelled(line);
        if !label && !is_near(i) {
            continue;
        }
        if let Some(why) = stuffed(text, (start, end), rest, label, words) {
            found.push(((start, end), why));
        }
    }
    for (line, why) in found.into_iter().rev() {
        let verdict = Verdict { kind: EditKind::Promotion, rule: "promo.keywords", certainty: Certainty::Likely };
        drop_line(draft, &view, line, verdict, &why);
    }
}

/// Whether a label of search phrases opens the line, and what stands behind it.
fn labelled(line: &str) -> (bool, &str) {
    let text = line.trim().trim_start_matches(['【', '[']);
    if let Some((label, rest)) = text.split_once(['：', ':']) {
        let label = label.trim_end_matches(['】', ']']);
        let is_tags = matches!(label, "tag" | "tags" | "Tag" | "Tags" | "TAG" | "TAGS");
        let is_short = label.chars().nth(LABEL_CHARS_MAX).is_none();
        if is_tags || is_short && LABELS.iter().any(|l| label.contains(l)) {
            return (true, rest.trim_start_matches(['】', ']']).trim());
        }
    }
    (false, line.trim())
}

/// The evidence that a line is a heap of search phrases.
fn stuffed(text: &str, at: (usize, usize), rest: &str, label: bool, words: &FarmWords) -> Option<String> {
    let parts = |s: &char| rest.matches(*s).count() + 1 >= KEYWORDS_MIN;
    let separator =
        ['#', '|', '｜', '、', '，', ',', '/', '_', '-', '·', ';', '；', ' ', '\u{3000}'].into_iter().find(parts)?;
    let phrases: Vec<&str> = rest.split(separator).map(str::trim).filter(|p| !p.is_empty()).collect();
    let is_phrase = |p: &&str| {
        let n = p.chars().count();
        (2..=KEYWORD_CHARS_MAX).contains(&n) && p.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == ' ')
    };
    if phrases.len() < KEYWORDS_MIN || !phrases.iter().all(is_phrase) {
        return None;
    }
    let own = phrases.iter().filter(|p| text[..at.0].contains(**p) || text[at.1..].contains(**p)).count();
    let ends = phrases.iter().filter(|p| words.search_ends.iter().any(|e| p.ends_with(e) || p.starts_with(e))).count();
    let is_foreign = 5 * own <= phrases.len();
    let is_search = 10 * ends >= if label { 2 * phrases.len() } else { 3 * phrases.len() };
    (is_foreign && is_search).then(|| {
        format!("{} phrases in a row, {ends} of them as people search, {own} of them in the article", phrases.len())
    })
}
