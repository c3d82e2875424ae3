//! Who says what: a speaker, a cue, and the stretch that is reported.

use super::cue::{self, Cue};
use super::ground::{Ground, Stop, What};
use super::{Attribution, Named, Strength, speaker};
use crate::entity::EntityKind;
use crate::lexicon::{CueForm, class};
use crate::text::TextSpan;
use std::ops::Range;

/// Fewest characters of reported content.
const CONTENT_CHARS_MIN: usize = 4;
/// Fewest characters of a quotation right behind a cue.
const QUOTE_CHARS_MIN: usize = 4;
/// Most cues that are read in one sentence; no sentence that people write has more.
const CUES_MAX: usize = 64;
/// Longest stretch that is searched for the next speaker, in atoms.
const EXTENT_ATOMS_MAX: usize = 400;
/// Longest frame 据…，, in atoms.
const ACCORDING_ATOMS_MAX: usize = 40;

/// All attributions, in the order of their contents, outer ones first.
pub(super) fn read(g: &Ground<'_>) -> Vec<Attribution> {
    let mut reader = Reader { g, out: Vec::new(), used: vec![false; g.quotes.len()] };
    let mut from = None;
    let sentences = &g.facts.words.sentences;
    for (i, &sentence) in sentences.iter().enumerate() {
        let atoms = g.sentence(i);
        let start = *from.get_or_insert(atoms.start);
        // Speech runs over a ；, where sentences are cut.
        if i + 1 == sentences.len() || !sentence.of(g.text()).ends_with(['；', ';']) {
            reader.sentence(&(start..atoms.end));
            from = None;
        }
    }
    reader.out.sort_by_key(|a| (a.content.start(), std::cmp::Reverse(a.content.end())));
    reader.out.dedup_by_key(|a| a.content);
    for attribution in &mut reader.out {
        attribution.speaker = attribution.speaker.map(|s| pronoun(g, s));
    }
    reader.out
}

/// 他 and 她 name the only person of this paragraph and the one before; with two persons, nobody.
fn pronoun(g: &Ground<'_>, named: Named) -> Named {
    if named.entity.is_some() || !matches!(named.span.of(g.text()), "他" | "她") {
        return named;
    }
    let before = &g.text()[..named.span.start()];
    let from = before.rmatch_indices('\n').nth(1).map_or(0, |m| m.0);
    let mut persons = g.range(TextSpan::new(from, named.span.start())).filter_map(|i| match g.atoms[i].what {
        What::Name(e) if g.facts.entities[e].kind == EntityKind::Person => Some(e),
        _ => None,
    });
    let first = persons.next();
    let only = first.filter(|&f| persons.all(|p| p == f));
    Named { entity: only, ..named }
}

struct Reader<'g, 'f> {
    g: &'g Ground<'f>,
    out: Vec<Attribution>,
    /// Quotations that have a speaker.
    used: Vec<bool>,
}

impl Reader<'_, '_> {
    fn sentence(&mut self, range: &Range<usize>) {
        let g = self.g;
        let (mut cues, mut last, mut skip) = (0, None, 0);
        let (mut opens, mut presents) = (true, false);
        for (i, atom) in range.clone().zip(&g.atoms[range.clone()]) {
            // A frame stands at the start of a clause; anything else that reports is a cue.
            let here = std::mem::replace(&mut opens, atom.stop != Stop::No || atom.is(class::OPEN));
            presents |= atom.stop == Stop::Colon;
            if !here && atom.cue.is_none() || i < skip {
                continue;
            }
            if here && let Some(next) = self.according(i, range) {
                skip = next;
                continue;
            }
            let Some(cue) = cue::at(g, i, range.end) else { continue };
            cues += 1;
            if cues > CUES_MAX {
                presents = true;
                break;
            }
            self.cue(&cue, range, &mut last);
        }
        if presents {
            self.presented(range);
        }
    }

    /// `S掰着手指算起了账：“Q”`: a colon between what a person does and a quotation of sentences; or `“Q。”S算起了账：C`, where a
    /// quotation right before the person tells that the rest is speech, too. Leaves 标语写着：“…”, where no person is named, and
    /// quotations without an end mark inside.
    fn presented(&mut self, sentence: &Range<usize>) {
        let g = self.g;
        for colon in sentence.clone().filter(|&i| g.atoms[i].stop == Stop::Colon) {
            let region = speaker::region(g, colon);
            let Some(speaker) = speaker::find(g, region.clone(), false).filter(|&s| self.is_person(s)) else {
                continue;
            };
            let deed = TextSpan::new(speaker.span.end(), g.atoms[colon].span.start());
            if deed.of(g.text()).trim().is_empty() {
                continue;
            }
            let deed = Cue { at: colon, span: deed, strength: Strength::Neutral, form: CueForm::Say };
            let open = g.atoms.get(colon + 1).filter(|a| a.stop == Stop::QuoteOpen);
            let quote = open.and_then(|a| g.quote_at(a.span.start()));
            if let Some(quote) = quote.filter(|&q| self.is_sentence(q)) {
                self.quote(quote, speaker, &deed);
            } else if open.is_none() && self.before(&deed, &region, speaker) {
                self.indirect(Some(speaker), deed.span, deed.strength, colon + 1, sentence);
            }
        }
    }

    /// Whether the words end in the name of a person.
    fn is_person(&self, named: Named) -> bool {
        let last = self.g.range(named.span).last().map(|i| self.g.atoms[i].what);
        named.entity.is_some_and(|e| last == Some(What::Name(e)) && self.g.facts.entities[e].kind == EntityKind::Person)
    }

    /// Whether a quotation without a speaker holds whole sentences.
    fn is_sentence(&self, quote: usize) -> bool {
        let q = self.g.quotes[quote];
        !self.used[quote] && q.speaks && q.inner.of(self.g.text()).ends_with(['。', '！', '？', '…'])
    }

    /// `据 S (CUE)，C`, and `在 S 看来，C`, at the start of a clause. Gives the atom where the content starts.
    fn according(&mut self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let g = self.g;
        if g.atoms[at].cue.is_some_and(|c| c.1 == CueForm::Nobody) {
            let start = at + 1 + usize::from(g.atoms.get(at + 1).is_some_and(|a| a.stop == Stop::Comma));
            return self.indirect(None, g.atoms[at].span, Strength::Hedged, start, sentence);
        }
        let word = g.word(at);
        if g.atoms[at].stop != Stop::No || !matches!(word, "据" | "根据" | "按照" | "按" | "在") {
            return None;
        }
        let inner = |s: Stop| matches!(s, Stop::No | Stop::Pause | Stop::Open | Stop::Close);
        let comma = (at + 1..sentence.end.min(at + ACCORDING_ATOMS_MAX)).find(|&i| !inner(g.atoms[i].stop))?;
        if g.atoms[comma].stop != Stop::Comma {
            return None;
        }
        // What reports stands right before the mark, before 的, or before another such word.
        let word_reports =
            |i: usize| g.atoms[i].cue.is_some_and(|c| c.1 != CueForm::Nobody) || g.atoms[i].is(class::REPORT);
        let reports = |i: usize| {
            // 统计年鉴 names a book.
            let book = g.word(i) == "统计" && !matches!(g.word(i + 1), "，" | "," | "数据" | "结果" | "显示");
            word_reports(i) && !book && (i + 1 == comma || word_reports(i + 1) || g.word(i + 1) == "的")
        };
        let cue = if word == "在" {
            (g.word(comma - 1) == "看来").then_some(comma - 1)?
        } else {
            (at + 1..comma).find(|&i| reports(i))?
        };
        let document = matches!(g.word(cue), "年鉴" | "公报" | "白皮书" | "蓝皮书" | "年报" | "财报" | "公告");
        let speaker = speaker::find(g, at + 1..cue + usize::from(document), true);
        if speaker.is_none() && matches!(word, "按" | "按照" | "在") {
            return None;
        }
        let strength = match g.atoms[cue].cue {
            _ if word == "在" || speaker.is_none() => Strength::Hedged,
            Some((strength, _)) => cue::strength(strength),
            None => Strength::Neutral,
        };
        self.indirect(speaker, g.atoms[cue].span, strength, comma + 1, sentence)
    }

    fn indirect(
        &mut self,
        speaker: Option<Named>,
        cue: TextSpan,
        strength: Strength,
        start: usize,
        sentence: &Range<usize>,
    ) -> Option<usize> {
        let content = self.extent(start, sentence)?;
        self.out.push(Attribution { speaker, cue: Some(cue), content, direct: false, strength });
        Some(start)
    }

    fn cue(&mut self, cue: &Cue, sentence: &Range<usize>, last: &mut Option<Named>) {
        let g = self.g;
        let region = speaker::region(g, cue.at);
        let speaker = match cue.form {
            CueForm::From => cue::from(g, region.clone()),
            _ => self.speaker(cue, &region, sentence, *last),
        };
        let Some(speaker) = speaker else { return };
        let before = self.before(cue, &region, speaker);
        let behind = self.behind(cue, speaker, sentence);
        if before || behind {
            *last = Some(speaker);
            self.alone(cue, speaker, sentence);
        }
    }

    /// Before the cue; else who spoke last in the sentence, or whom the clause before is about.
    fn speaker(&self, cue: &Cue, region: &Range<usize>, sentence: &Range<usize>, last: Option<Named>) -> Option<Named> {
        let g = self.g;
        let found = speaker::find(g, region.clone(), cue.form == CueForm::Show);
        if let Some(found) = found.or_else(|| speaker::writing(g, region.clone())) {
            return Some(found);
        }
        if !region.clone().all(|i| g.atoms[i].is_tagged(b"dc") || g.atoms[i].is(class::OPEN)) {
            return None;
        }
        let comma = region.start.checked_sub(1)?;
        if comma <= sentence.start || g.atoms[comma].stop != Stop::Comma {
            return None;
        }
        last.or_else(|| {
            let found = speaker::find(g, speaker::region(g, comma), false)?;
            found.entity.filter(|&e| cue::can_speak(g, e)).map(|_| found)
        })
    }

    /// `“Q。”S说`: the quotation that ends before the speaker.
    fn before(&mut self, cue: &Cue, region: &Range<usize>, speaker: Named) -> bool {
        let g = self.g;
        let Some(close) = region.start.checked_sub(1) else { return false };
        let close = if g.atoms[close].stop == Stop::Comma { close.saturating_sub(1) } else { close };
        let Some(quote) = g.quote_at(g.atoms[close].span.start()) else { return false };
        let q = g.quotes[quote];
        if g.atoms[close].span.end() != q.outer.end() || self.used[quote] || cue.form == CueForm::From {
            return false;
        }
        let between = &g.text()[q.outer.end()..g.atoms[region.start].span.start()];
        let alone = g.text()[..q.outer.start()].chars().next_back().is_none_or(|c| c == '\n');
        let ends = g.atoms.get(cue.at + 1).is_none_or(|a| a.stop == Stop::End);
        if between.contains('\n') && !(alone && ends) {
            return false;
        }
        let inner = q.inner.of(g.text());
        let whole = inner.ends_with(['。', '，', '！', '？', '…', ',']) || !between.trim().is_empty() || ends;
        if !whole || !q.speaks && inner.chars().count() < QUOTE_CHARS_MIN {
            return false;
        }
        self.quote(quote, speaker, cue);
        true
    }

    /// `S说：“Q”`, `S说，C`.
    fn behind(&mut self, cue: &Cue, speaker: Named, sentence: &Range<usize>) -> bool {
        let g = self.g;
        let Some(start) = cue::content_start(g, cue.at, sentence).filter(|&s| s < sentence.end) else { return false };
        let first = &g.atoms[start];
        if first.stop == Stop::QuoteOpen
            && let Some(quote) = g.quote_at(first.span.start())
        {
            let q = g.quotes[quote];
            let inner = q.inner.of(g.text());
            let after = g.text()[q.outer.end()..].chars().next();
            let ends = inner.ends_with(['。', '！', '？', '…'])
                || after.is_none_or(|c| matches!(c, '。' | '，' | '；' | '！' | '？' | '\n' | '（'));
            if self.used[quote] {
                return false;
            }
            if ends && inner.chars().take(QUOTE_CHARS_MIN).count() == QUOTE_CHARS_MIN {
                self.quote(quote, speaker, cue);
                return true;
            }
        }
        let marked = matches!(g.atoms[start - 1].stop, Stop::Comma | Stop::Colon);
        if !marked && !has_verb(g, start, sentence.end) {
            return false;
        }
        self.indirect(Some(speaker), cue.span, cue.strength, start, sentence).is_some()
    }

    /// A quotation that is the rest of the paragraph behind `S说。` goes on with the same speaker.
    fn alone(&mut self, cue: &Cue, speaker: Named, sentence: &Range<usize>) {
        let g = self.g;
        let ends = g.atoms.get(cue.at + 1).is_none_or(|a| a.stop == Stop::End);
        let Some(next) = g.atoms.get(sentence.end).filter(|a| ends && a.stop == Stop::QuoteOpen) else { return };
        let last = g.atoms[sentence.end - 1].span.end();
        let same_line = !g.text()[last..next.span.start()].contains('\n');
        let Some(quote) = g.quote_at(next.span.start()).filter(|&q| same_line && g.quotes[q].speaks) else { return };
        // What follows on the line may name another speaker.
        let behind = &g.text()[g.quotes[quote].outer.end()..];
        if (behind.is_empty() || behind.starts_with('\n')) && !self.used[quote] {
            self.quote(quote, speaker, cue);
        }
    }

    fn quote(&mut self, quote: usize, speaker: Named, cue: &Cue) {
        self.used[quote] = true;
        let content = self.g.quotes[quote].inner;
        let (speaker, cue, strength) = (Some(speaker), Some(cue.span), cue.strength);
        self.out.push(Attribution { speaker, cue, content, direct: true, strength });
    }

    /// From `start` to the end of the sentence, of the quotation around it, or to the next speaker.
    fn extent(&self, start: usize, sentence: &Range<usize>) -> Option<TextSpan> {
        let g = self.g;
        let first = g.atoms.get(start).filter(|_| start < sentence.end)?.span.start();
        let around = g.quote_at(first).map(|q| g.quotes[q].inner).filter(|q| q.start() <= first);
        let last = g.atoms[sentence.end - 1].span.end();
        let mut end = around.map_or(last, |a| a.end().min(last));
        let mut quiet = 0;
        for i in start..sentence.end.min(start + EXTENT_ATOMS_MAX) {
            let atom = &g.atoms[i];
            if atom.span.start() >= end {
                break;
            }
            if atom.span.start() < quiet {
                continue;
            }
            match atom.stop {
                Stop::QuoteOpen if around.is_none() => {
                    quiet = g.quote_at(atom.span.start()).map_or(0, |q| g.quotes[q].outer.end());
                }
                // The sentence holds several: speech that is not quoted ends with the first.
                Stop::End => end = atom.span.start(),
                Stop::Comma | Stop::Semicolon if i > start && cue::new_speaker(g, i + 1, sentence.end) => {
                    end = atom.span.start();
                }
                _ => {}
            }
        }
        let words = g.text().get(first..end)?;
        let trimmed = words.trim_end().trim_end_matches(['。', '！', '？', '；', '，', '…', ' ']);
        // 某社报道，5月2日消息 is a byline.
        let byline = trimmed.ends_with("消息") && trimmed.len() < 60;
        let enough = !byline && trimmed.chars().take(CONTENT_CHARS_MIN).count() == CONTENT_CHARS_MIN;
        enough.then(|| TextSpan::new(first, first + trimmed.len()))
    }
}

/// Whether what follows at once is a clause and no object: 宣布了改革方案.
fn has_verb(g: &Ground<'_>, start: usize, end: usize) -> bool {
    if matches!(g.word(start), "自己" | "他" | "她" | "我" | "我们" | "他们" | "她们") {
        return true;
    }
    let inner =
        |s: Stop| matches!(s, Stop::No | Stop::Pause | Stop::Open | Stop::Close | Stop::QuoteOpen | Stop::QuoteClose);
    (start..end.min(start + ACCORDING_ATOMS_MAX)).take_while(|&i| inner(g.atoms[i].stop)).any(|i| {
        let a = &g.atoms[i];
        (a.is_verb() || a.is(class::LINK | class::CHANGE | class::PLAN) || a.is_tagged(b"a")) && g.word(i + 1) != "的"
    })
}
