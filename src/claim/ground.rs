//! The ground that claims stand on: names, times, numbers, words of the grammar and plain words in one row.

use super::quote::{self, Quote};
use super::{Facts, Named};
use crate::lexicon::{ClaimWord, CueForm, CueStrength, Way, class};
use crate::segment::Token;
use crate::text::{HAN_LEADS, Tag, TextSpan};
use std::ops::Range;

/// What an atom is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A word.
    Word,
    /// A mention of the entity with this index.
    Name(usize),
    /// A code.
    Code,
    /// The time with this index.
    Time(usize),
    /// The quantity with this index.
    Number(usize),
}

/// What a mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It is no mark, or one that cuts nothing.
    No,
    /// 、
    Pause,
    /// ，
    Comma,
    /// ：
    Colon,
    /// ；
    Semicolon,
    /// 。！？…
    End,
    /// （
    Open,
    /// ）
    Close,
    /// “
    QuoteOpen,
    /// ”
    QuoteClose,
}

/// One name, time, number or word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    /// Where.
    pub(super) span: TextSpan,
    /// jieba's tag.
    pub(super) tag: Tag,
    /// What it is.
    pub(super) what: What,
    /// What it cuts.
    pub(super) stop: Stop,
    /// Its classes in the grammar.
    pub(super) bits: u32,
    /// Where it points.
    pub(super) way: Option<Way>,
    /// What it reports.
    pub(super) cue: Option<(CueStrength, CueForm)>,
}

impl Atom {
    /// A word, or a piece of one.
    #[inline]
    fn word(text: &str, span: TextSpan, tag: Tag, word: ClaimWord) -> Self {
        let (bits, way, cue) = (word.classes, word.way, word.cue);
        Self { span, tag, what: What::Word, stop: stop(text, span), bits, way, cue }
    }

    /// Whether it has one of the classes.
    pub(super) fn is(&self, bits: u32) -> bool {
        self.bits & bits != 0
    }

    /// Whether it may end a noun phrase.
    pub(super) fn is_noun(&self) -> bool {
        match self.what {
            What::Name(_) | What::Code => true,
            What::Time(_) | What::Number(_) => false,
            What::Word => {
                let noun = matches!(self.tag.class(), b'n' | b'j' | b'e' | b'i')
                    || matches!(self.tag, Tag::VN | Tag::L | Tag::S | Tag::G | Tag::AN | Tag::X);
                self.stop == Stop::No && noun || self.is(class::RATE | class::GOAL | class::REPORT | class::NOUN)
            }
        }
    }

    /// Whether it may stand inside a noun phrase.
    pub(super) fn is_part(&self) -> bool {
        self.is_noun() || self.what == What::Word && matches!(self.tag.class(), b'b' | b'a' | b'f' | b'r' | b'm' | b'q')
    }

    /// Whether it is a verb by its tag.
    pub(super) fn is_verb(&self) -> bool {
        self.what == What::Word && self.tag.class() == b'v' && self.tag != Tag::VN
    }

    /// Whether it is a plain word with one of these classes of tags.
    pub(super) fn is_tagged(&self, classes: &[u8]) -> bool {
        self.what == What::Word && self.stop == Stop::No && classes.contains(&self.tag.class())
    }

    /// The quantity, when it is one.
    pub(super) fn number(&self) -> Option<usize> {
        match self.what {
            What::Number(i) => Some(i),
            _ => None,
        }
    }

    /// Whether it is a time.
    pub(super) fn is_time(&self) -> bool {
        matches!(self.what, What::Time(_))
    }
}

/// Everything in one row.
#[derive(Debug)]
pub(super) struct Ground<'f> {
    /// What was known before.
    pub(super) facts: Facts<'f>,
    /// Sorted, disjoint.
    pub(super) atoms: Vec<Atom>,
    /// Quotations.
    pub(super) quotes: Vec<Quote>,
    /// All mentions: span and entity, sorted.
    names: Vec<(TextSpan, usize)>,
    /// The atoms of each sentence.
    sentences: Vec<Range<usize>>,
}

impl<'f> Ground<'f> {
    /// Puts everything that is known of a text in one row.
    pub(super) fn new(facts: &Facts<'f>) -> Self {
        let mut names: Vec<(TextSpan, usize)> =
            facts.entities.iter().enumerate().flat_map(|(i, e)| e.mentions.iter().map(move |&m| (m, i))).collect();
        names.sort_unstable();
        let atoms = atoms(facts, &names);
        let sentences = sentences(facts, &atoms);
        Self { facts: *facts, atoms, quotes: quote::find(facts.text), names, sentences }
    }

    /// The text.
    pub(super) fn text(&self) -> &'f str {
        self.facts.text
    }

    /// The words of an atom.
    pub(super) fn word(&self, atom: usize) -> &'f str {
        self.atoms.get(atom).map_or("", |a| a.span.of(self.facts.text))
    }

    /// The indices of the atoms that start in a span.
    pub(super) fn range(&self, span: TextSpan) -> Range<usize> {
        let start = self.atoms.partition_point(|a| a.span.start() < span.start());
        let end = self.atoms.partition_point(|a| a.span.start() < span.end());
        start..end.max(start)
    }

    /// The indices of the atoms that start in a sentence.
    pub(super) fn sentence(&self, sentence: usize) -> Range<usize> {
        self.sentences[sentence].clone()
    }

    /// The quotation whose marks hold byte `at`.
    pub(super) fn quote_at(&self, at: usize) -> Option<usize> {
        let i = self.quotes.partition_point(|q| q.outer.end() <= at);
        self.quotes.get(i).filter(|q| q.outer.start() <= at).map(|_| i)
    }

    /// With the mark right outside whose partner is inside: “|诺贝尔奖”得主.
    fn with_marks(&self, span: TextSpan) -> TextSpan {
        let text = self.text();
        let words = span.of(text);
        // The first byte of both marks; hardly any name holds one.
        if memchr::memchr(0xE2, words.as_bytes()).is_none() {
            return span;
        }
        let (opened, closed) = (words.matches('“').count(), words.matches('”').count());
        let mark = '“'.len_utf8();
        if closed == opened + 1 && text[..span.start()].ends_with('“') {
            TextSpan::new(span.start() - mark, span.end())
        } else if opened == closed + 1 && text[span.end()..].starts_with('”') {
            TextSpan::new(span.start(), span.end() + mark)
        } else {
            span
        }
    }

    /// Words as a name, with the last entity that is named in them.
    pub(super) fn named(&self, span: TextSpan) -> Named {
        let span = self.with_marks(span);
        let end = self.names.partition_point(|n| n.0.start() < span.end());
        let last = self.names[..end].last().filter(|n| span.contains(n.0));
        Named { span, entity: last.map(|n| n.1) }
    }
}

/// A stretch that wins over words.
type Block = (TextSpan, What);

/// Merges two sorted rows; what overlaps the first is dropped from the second.
fn merge(first: Vec<Block>, second: impl Iterator<Item = Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(first.len() + second.size_hint().0);
    let mut rest = first.into_iter().peekable();
    for block in second {
        while let Some(next) = rest.next_if(|f| f.0.end() <= block.0.start()) {
            out.push(next);
        }
        let clear = rest.peek().is_none_or(|f| f.0.start() >= block.0.end());
        if clear && out.last().is_none_or(|l| l.0.end() <= block.0.start()) {
            out.push(block);
        }
    }
    out.extend(rest);
    out
}

/// The atoms that start in each sentence.
fn sentences(facts: &Facts<'_>, atoms: &[Atom]) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut skip = |upto: usize| {
        at += atoms[at..].iter().take_while(|a| a.span.start() < upto).count();
        at
    };
    facts.words.sentences.iter().map(|s| skip(s.start())..skip(s.end())).collect()
}

fn atoms(facts: &Facts<'_>, names: &[(TextSpan, usize)]) -> Vec<Atom> {
    let blocks = merge(Vec::new(), names.iter().map(|&(s, i)| (s, What::Name(i))));
    let blocks = merge(blocks, facts.codes.iter().map(|c| (c.span, What::Code)));
    let blocks = merge(blocks, facts.times.iter().enumerate().map(|(i, t)| (t.span, What::Time(i))));
    let blocks = merge(blocks, facts.quantities.iter().enumerate().map(|(i, q)| (q.span, What::Number(i))));
    fill(facts, &blocks)
}

/// Where a word of the grammar may start, its first character, and which lengths it may have.
type Hit = (usize, char, u32);

/// Words of the grammar and tokens fill what the blocks leave; a token that is cut keeps its tag in its pieces.
fn fill(facts: &Facts<'_>, blocks: &[Block]) -> Vec<Atom> {
    let mut hits: Vec<Hit> = Vec::with_capacity(facts.words.tokens.len());
    facts.lexicon.claim.each_start(facts.text, |at, first, lengths| hits.push((at, first, lengths)));
    let mut filler = Filler { facts, blocks, hits: &hits, from: 0, seek: 0, behind: 0 };
    let mut out = Vec::with_capacity(facts.words.tokens.len() + blocks.len());
    for (t, token) in facts.words.tokens.iter().enumerate() {
        // Most tokens are nothing but words.
        let clear = filler.next_block().min(filler.next_hit()) >= token.span.end();
        if clear && filler.from <= token.span.start() {
            out.push(Atom::word(facts.text, token.span, token.tag, ClaimWord::default()));
        } else {
            filler.token(t, &mut out);
        }
    }
    out
}

/// Where a row of atoms has come to.
struct Filler<'a> {
    facts: &'a Facts<'a>,
    /// Those that are not over.
    blocks: &'a [Block],
    /// Those that were not looked at.
    hits: &'a [Hit],
    /// Where the last atom ends.
    from: usize,
    /// From where on words are looked for: one that stands on no border may hide a shorter one, one that counts hides all inside.
    seek: usize,
    /// Where the last block ended.
    behind: usize,
}

impl Filler<'_> {
    /// Where the next block starts.
    fn next_block(&self) -> usize {
        self.blocks.first().map_or(usize::MAX, |b| b.0.start())
    }

    /// Where the next word may start.
    fn next_hit(&self) -> usize {
        self.hits.first().map_or(usize::MAX, |h| h.0)
    }

    /// The atoms that start in a token.
    fn token(&mut self, t: usize, out: &mut Vec<Atom>) {
        let token = self.facts.words.tokens[t];
        let (text, end) = (self.facts.text, token.span.end());
        let tag = |span: TextSpan| if span.end() <= end { token.tag } else { tag_at_end(self.facts, span) };
        self.from = self.from.max(token.span.start());
        while self.from < end {
            let word = self.next_word(t);
            let block = self.blocks.first().filter(|b| word.is_none() && b.0.start() < end);
            let next = word.map(|w| w.0).or(block.map(|b| b.0));
            let start = next.map_or(end, |next| next.start());
            if start > self.from {
                out.push(Atom::word(text, TextSpan::new(self.from, start), token.tag, ClaimWord::default()));
                self.from = start;
            }
            if let Some((span, word)) = word {
                out.push(Atom::word(text, span, tag(span), word));
            } else if let Some(&(span, what)) = block {
                out.push(Atom { span, tag: tag(span), what, stop: Stop::No, bits: 0, way: None, cue: None });
                (self.behind, self.blocks) = (span.end(), &self.blocks[1..]);
            }
            self.from = self.from.max(next.map_or(end, |next| next.end()));
        }
    }

    /// The next word that starts in token `t` before the next block, on borders of tokens and blocks: one border for longer words,
    /// both for one character.
    fn next_word(&mut self, t: usize) -> Option<(TextSpan, ClaimWord)> {
        let (facts, tokens) = (self.facts, &self.facts.words.tokens[t..]);
        let (claim, block) = (&facts.lexicon.claim, self.next_block());
        self.seek = self.seek.max(self.from);
        while let Some((&(start, first, lengths), rest)) = self.hits.split_first()
            && start < tokens[0].span.end().min(block)
        {
            self.hits = rest;
            let starts = start == tokens[0].span.start() || start == self.behind;
            if start < self.seek || !claim.may_stand(first, starts) {
                continue;
            }
            let Some((len, index)) = claim.longest(&facts.text[start..], first, lengths) else { continue };
            let (span, word) = (TextSpan::new(start, start + len), claim.word(index));
            let borders = Borders { tokens, block, starts };
            if borders.let_stand(facts, span, word, len == first.len_utf8()) {
                self.seek = span.end();
                if block >= span.end() {
                    return Some((span, word));
                }
            }
        }
        None
    }
}

/// What stands around a word of the grammar.
struct Borders<'a> {
    /// From the one in which it starts.
    tokens: &'a [Token],
    /// Where the next block starts.
    block: usize,
    /// Whether it starts where a token starts or a block ends.
    starts: bool,
}

impl Borders<'_> {
    /// Whether the word, of one character or more, is one here.
    fn let_stand(&self, facts: &Facts<'_>, span: TextSpan, word: ClaimWord, one: bool) -> bool {
        const NEAR: usize = 8;
        let (starts, end) = (self.starts, span.end());
        let token = self.tokens[0];
        let ends =
            token.span.end() == end || self.tokens.iter().take(NEAR).any(|t| t.span.end() == end) || self.block == end;
        if starts && ends {
            return true;
        }
        let is_known = || facts.lexicon.words.has(token.span.of(facts.text));
        // A word inside a longer one is none (服务业), but jieba also glues cues to nouns (数据表示), and cuts words in two.
        if !one && (starts && token.span.end() < end || ends && word.cue.is_some()) {
            return true;
        }
        // jieba glues 说 to a name that it does not know: 王小乙说/nr, and takes 同比增加/nr for one.
        let glued = ends
            && (word.cue.is_some() || word.classes & class::CHANGE != 0 && !one)
            && (token.tag == Tag::NR && token.span.end() == end && token.span.len() > 6);
        // jieba glues 据 to a speaker that it does not know: 据省/n 统计局.
        let opens = starts
            && one
            && word.classes & (class::PREP | class::THAN) != 0
            && token.span.end() > end
            && matches!(span.of(facts.text), "据" | "比")
            && !is_known();
        let rate = starts
            && (token.tag == Tag::NR && token.span.end() > end)
            && matches!(span.of(facts.text), "同比" | "环比");
        // … and 比 to the noun before it: 产量比/n 乙省.
        let than = ends && one && word.classes & class::THAN != 0 && token.span.end() == end && !is_known();
        glued || opens || rate || than
    }
}

fn tag_at_end(facts: &Facts<'_>, span: TextSpan) -> Tag {
    let tokens = &facts.words.tokens;
    let i = tokens.partition_point(|t| t.span.end() < span.end());
    tokens.get(i).map_or(Tag::X, |t| t.tag)
}

#[inline]
fn stop(text: &str, span: TextSpan) -> Stop {
    // What begins with a Han character is no mark.
    let is_han = text.as_bytes().get(span.start()).is_some_and(|b| HAN_LEADS.contains(b));
    if is_han { Stop::No } else { stop_of_mark(text, span) }
}

#[inline(never)]
fn stop_of_mark(text: &str, span: TextSpan) -> Stop {
    let digit_behind = text.as_bytes().get(span.end()).is_some_and(u8::is_ascii_digit);
    match span.of(text).chars().next() {
        Some('、') => Stop::Pause,
        Some('，') => Stop::Comma,
        Some(',') if !digit_behind => Stop::Comma,
        Some('：') => Stop::Colon,
        Some(':') if !digit_behind => Stop::Colon,
        Some('；' | ';') => Stop::Semicolon,
        Some('。' | '！' | '？' | '…' | '!' | '?') => Stop::End,
        Some('（' | '(' | '【' | '[' | '〔') => Stop::Open,
        Some('）' | ')' | '】' | ']' | '〕') => Stop::Close,
        Some('“' | '「') => Stop::QuoteOpen,
        Some('”' | '」') => Stop::QuoteClose,
        _ => Stop::No,
    }
}
