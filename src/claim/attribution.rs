//! Who says what: a speaker, a cue verb, and what it reports.

use super::{Attribution, Facts, Named, Strength};
use crate::lexicon::CueStrength;
use crate::segment::Token;
use crate::text::TextSpan;

/// Fewest characters of a quotation that is speech; shorter ones are names and scare quotes.
const QUOTE_CHARS_MIN: usize = 6;

/// All attributions, sentence by sentence.
pub(super) fn read(facts: &Facts<'_>) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::new();
    for &sentence in &facts.words.sentences {
        let tokens = facts.words.tokens_in(sentence);
        for (i, token) in tokens.iter().enumerate() {
            let Some(strength) = facts.lexicon.claim.cue(token.span.of(facts.text)) else { continue };
            let strength = match strength {
                CueStrength::Neutral => Strength::Neutral,
                CueStrength::Assertive => Strength::Assertive,
                CueStrength::Hedged => Strength::Hedged,
                CueStrength::Denial => Strength::Denial,
            };
            if let Some(found) =
                behind(facts, sentence, tokens, i, strength).or_else(|| before(facts, sentence, tokens, i, strength))
            {
                if !out.iter().any(|a| a.content.overlaps(found.content)) {
                    out.push(found);
                }
            }
        }
    }
    out.sort_by_key(|a| a.content);
    out
}

/// `S说，C` and `S：“Q”`: what the cue reports follows it.
fn behind(
    facts: &Facts<'_>,
    sentence: TextSpan,
    tokens: &[Token],
    cue: usize,
    strength: Strength,
) -> Option<Attribution> {
    let text = facts.text;
    let mark = tokens.get(cue + 1)?.span.of(text);
    if !matches!(mark, "，" | "：" | ":" | ",") {
        return None;
    }
    let speaker = speaker(facts, tokens, cue)?;
    let start = tokens.get(cue + 2)?.span.start();
    content(facts, start, sentence.end(), speaker, tokens[cue].span, strength)
}

fn content(
    facts: &Facts<'_>,
    start: usize,
    end: usize,
    speaker: Named,
    cue: TextSpan,
    strength: Strength,
) -> Option<Attribution> {
    let rest = facts.text.get(start..end)?;
    if let Some(quoted) = rest.strip_prefix('“').or_else(|| rest.strip_prefix('「')) {
        let close = quoted.find(['”', '」'])?;
        let inner = TextSpan::new(start + 3, start + 3 + close);
        let direct = inner.of(facts.text).chars().count() >= QUOTE_CHARS_MIN;
        return direct.then_some(Attribution {
            speaker: Some(speaker),
            cue: Some(cue),
            content: inner,
            direct,
            strength,
        });
    }
    let trimmed = rest.trim_end_matches(['。', '！', '；', ' ']);
    let span = TextSpan::new(start, start + trimmed.len());
    (trimmed.chars().count() >= QUOTE_CHARS_MIN).then_some(Attribution {
        speaker: Some(speaker),
        cue: Some(cue),
        content: span,
        direct: false,
        strength,
    })
}

/// `“Q。”S说。`: the quotation stands before the speaker.
fn before(
    facts: &Facts<'_>,
    sentence: TextSpan,
    tokens: &[Token],
    cue: usize,
    strength: Strength,
) -> Option<Attribution> {
    let text = facts.text;
    let next = tokens.get(cue + 1).map_or("。", |t| t.span.of(text));
    if !matches!(next, "。" | "，" | "：") {
        return None;
    }
    let speaker = speaker(facts, tokens, cue)?;
    let head = text.get(sentence.start()..speaker.span.start())?;
    let quoted = head.strip_prefix('“').or_else(|| head.strip_prefix('「'))?;
    let inner = quoted.strip_suffix('”').or_else(|| quoted.strip_suffix('」'))?;
    let start = sentence.start() + head.len() - quoted.len();
    let content = TextSpan::new(start, start + inner.len());
    let direct = inner.chars().count() >= QUOTE_CHARS_MIN && !inner.contains(['“', '「']);
    direct.then_some(Attribution { speaker: Some(speaker), cue: Some(tokens[cue].span), content, direct, strength })
}

/// The noun phrase that ends before the cue, over adverbs.
fn speaker(facts: &Facts<'_>, tokens: &[Token], cue: usize) -> Option<Named> {
    let text = facts.text;
    let mut end = cue;
    while end > 0
        && (matches!(tokens[end - 1].tag.class(), b'd') || matches!(tokens[end - 1].span.of(text), "日前" | "近日"))
    {
        end -= 1;
    }
    let mut start = end;
    while start > 0 {
        let (tag, word) = (tokens[start - 1].tag, tokens[start - 1].span.of(text));
        let part = matches!(tag.class(), b'n' | b'j' | b'b' | b'e')
            || matches!(tag.as_str(), "vn" | "r" | "f" | "s")
            || matches!(word, "的" | "、");
        if !part || matches!(word, "记者" | "此外" | "其中" | "同时") {
            break;
        }
        start -= 1;
    }
    while start < end && matches!(tokens[start].span.of(text), "的" | "、") {
        start += 1;
    }
    if start == end {
        return None;
    }
    let span = TextSpan::new(tokens[start].span.start(), tokens[end - 1].span.end());
    let names =
        tokens[start..end].iter().any(|t| t.tag.class() == b'n' || t.tag.class() == b'j' || t.tag.as_str() == "r");
    names.then(|| Named { span, entity: entity_in(facts, span) })
}

/// The last entity that is named inside a span.
pub(super) fn entity_in(facts: &Facts<'_>, span: TextSpan) -> Option<usize> {
    let inside = |e: &crate::entity::Entity| {
        let at = e.mentions.partition_point(|m| m.start() < span.start());
        e.mentions.get(at).filter(|m| span.contains(**m)).map(|m| m.end())
    };
    facts.entities.iter().enumerate().filter_map(|(i, e)| inside(e).map(|end| (end, i))).max().map(|f| f.1)
}
