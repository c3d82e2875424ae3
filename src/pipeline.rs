//! The flow, on one screen.
//!
//! Law: same page, same bytes.

use crate::clean::{Cleaned, Given, Metadata, PageKind, Paragraph, ParagraphRole, Suspicion, Templates};
use crate::lexicon::{Lexicon, Table};
use crate::page::{Page, Stage};
use crate::record::{Found, Parts, Record, Source, failed, record};
use crate::text::{Ledger, TextSpan};
use crate::{Error, check, claim, clean, entity, quantity, scan, segment};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a pipeline works.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether records print their tokens.
    pub with_tokens: bool,
    /// Whether records leave out the page text; their edits then say what stood there.
    pub without_page_text: bool,
    /// Longest page, in bytes; a longer one is an error of stage `limit`.
    pub page_bytes_max: usize,
    /// The user's own words: a name for messages, and the content of a table with the columns word, type, tag.
    pub dictionary: Option<(String, String)>,
    /// What sites repeat on their pages, learned before.
    pub templates: Option<Templates>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            with_tokens: false,
            without_page_text: false,
            page_bytes_max: 16 << 20,
            dictionary: None,
            templates: None,
        }
    }
}

/// What the bytes of a page are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A web page.
    Html,
    /// Plain text.
    Text,
}

/// One page to work on.
#[derive(Debug, Clone)]
pub struct Input {
    /// Where it came from, for the record.
    pub source: String,
    /// Its id, when it has one.
    pub id: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What they are.
    pub format: Format,
    /// Whether the bytes are known to be UTF-8, whatever the page declares (rows of JSONL).
    pub is_unicode: bool,
    /// What else is known of it. For `annotate`, `published` is the reference time.
    pub given: Given,
}

impl Input {
    /// A page of plain text.
    #[must_use]
    pub fn text(source: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(source, text.into().into_bytes(), Format::Text, true)
    }

    /// A web page, in whatever encoding.
    #[must_use]
    pub fn html(source: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(source, bytes.into(), Format::Html, false)
    }

    fn new(source: impl Into<String>, bytes: Vec<u8>, format: Format, is_unicode: bool) -> Self {
        Self { source: source.into(), id: None, bytes, format, is_unicode, given: Given::default() }
    }
}

/// Dictionaries and options, loaded once; works on any number of pages from any number of threads.
#[derive(Debug)]
pub struct Pipeline {
    lexicon: Lexicon,
    options: Options,
}

impl Pipeline {
    /// Loads the dictionaries.
    ///
    /// # Errors
    /// When the user's dictionary has a line that cannot be used.
    pub fn new(options: Options) -> Result<Self, Error> {
        let user = options.dictionary.as_ref().map(|(file, content)| Table::new(file, content));
        Ok(Self { lexicon: Lexicon::load(user)?, options })
    }

    /// The options it was made with.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Everything: a page becomes a record. Never fails: what goes wrong is in the record.
    #[must_use]
    pub fn extract(&self, input: &Input) -> Record {
        self.guarded(input, || self.page(input, true))
    }

    /// Only the article, its ledger, suspicions and quality.
    #[must_use]
    pub fn clean(&self, input: &Input) -> Record {
        self.guarded(input, || self.page(input, false))
    }

    /// Clean text becomes a record; the text is taken as it is, without a ledger.
    #[must_use]
    pub fn annotate(&self, input: &Input) -> Record {
        self.guarded(input, || {
            let text = simdutf8::compat::from_utf8(&input.bytes)
                .map_err(|e| (Stage::Decode, format!("not UTF-8 at byte {}", e.valid_up_to())))?;
            Ok(self.finish(input, None, as_it_is(text.to_owned(), &input.given), true))
        })
    }

    fn page(&self, input: &Input, with_facts: bool) -> Result<Record, (Stage, String)> {
        let page = Page::read(&input.bytes, input.format == Format::Html, input.is_unicode)?;
        let site = self.options.templates.as_ref().and_then(|t| t.site(address(input, &page), &input.source));
        let cleaned = clean::clean(&page, &input.given, &self.lexicon, site);
        Ok(self.finish(input, Some(&page), cleaned, with_facts))
    }

    /// A page with what cleaning makes of it, for those who learn from many; none when it cannot be read.
    #[cfg(feature = "cli")]
    pub(crate) fn look(&self, input: &Input) -> Option<(Page, Cleaned)> {
        if input.bytes.len() > self.options.page_bytes_max {
            return None;
        }
        let look = || {
            let page = Page::read(&input.bytes, input.format == Format::Html, input.is_unicode).ok()?;
            let cleaned = clean::clean(&page, &input.given, &self.lexicon, None);
            Some((page, cleaned))
        };
        catch_unwind(AssertUnwindSafe(look)).ok().flatten()
    }

    /// The dictionaries.
    #[cfg(feature = "cli")]
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    fn finish(&self, input: &Input, page: Option<&Page>, mut cleaned: Cleaned, with_facts: bool) -> Record {
        let found = with_facts.then(|| {
            let published = cleaned.metadata.published.as_deref();
            let (found, suspicions) =
                facts(&cleaned.text, &cleaned.paragraphs, published, page.is_some(), &self.lexicon);
            cleaned.suspicions.extend(suspicions);
            found
        });
        let source = Source { encoding: page.map(|p| p.encoding.to_owned()), ..source(input) };
        record(Parts {
            id: id(input, &source),
            source,
            page_text: page.map(|p| (p.text.as_str(), !self.options.without_page_text)),
            encoding_guessed: page.is_some_and(|p| p.encoding_guessed),
            cleaned,
            found,
            with_tokens: self.options.with_tokens,
        })
    }

    /// The one place where a bug of ours is caught.
    fn guarded(&self, input: &Input, work: impl FnOnce() -> Result<Record, (Stage, String)>) -> Record {
        let result = if input.bytes.len() > self.options.page_bytes_max {
            let message =
                format!("{} bytes, more than the limit of {}", input.bytes.len(), self.options.page_bytes_max);
            Err((Stage::Limit, message))
        } else {
            catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
                let said = panic.downcast_ref::<String>().cloned();
                let said = said.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
                Err((Stage::Internal, said.unwrap_or_else(|| "a bug in taojin".to_owned())))
            })
        };
        result.unwrap_or_else(|(stage, message)| {
            let source = source(input);
            failed(source.clone(), id(input, &source), stage, message)
        })
    }
}

/// The address that tells a page's site: the given one, else the first whole one that the page says of itself (`canonical`, `og:url`).
pub(crate) fn address<'i>(input: &'i Input, page: &'i Page) -> Option<&'i str> {
    let said = page.meta.addresses.iter().map(String::as_str);
    input.given.url.as_deref().into_iter().chain(said).find(|url| url.contains("//"))
}

/// From a clean text to what it says, and the suspicions that only numbers and words can raise; `is_washed` when it came out of a page.
pub(crate) fn facts(
    text: &str,
    paragraphs: &[Paragraph],
    published: Option<&str>,
    is_washed: bool,
    lexicon: &Lexicon,
) -> (Found, Vec<Suspicion>) {
    let scanned = scan::scan(text, lexicon);
    let mut words = segment::segment(text, &scanned, lexicon);
    let measured = quantity::read(text, &scanned, &words, lexicon, published);
    let entities = entity::find(text, &scanned, &words, lexicon);
    words.cut_at(&entity::tags(&entities));
    let facts = claim::Facts {
        text,
        paragraphs,
        published,
        words: &words,
        codes: &scanned.codes,
        entities: &entities,
        quantities: &measured.quantities,
        times: &measured.times,
        lexicon,
    };
    let claims = claim::read(&facts);
    let mut judged = check::judge(&facts, &claims);
    if is_washed {
        judged.suspicions.extend(check::dropped(&facts));
    }
    let found = Found { words, codes: scanned.codes, measured, entities, claims, checks: judged.checks };
    (found, judged.suspicions)
}

fn source(input: &Input) -> Source {
    Source {
        source: input.source.clone(),
        url: input.given.url.clone(),
        format: if input.format == Format::Html { "html" } else { "text" }.to_owned(),
        encoding: None,
        digest: Some(format!("blake3:{}", blake3::hash(&input.bytes).to_hex())),
    }
}

fn id(input: &Input, source: &Source) -> String {
    const PREFIX: usize = "blake3:".len();
    let digest = || source.digest.as_deref().map_or(String::new(), |d| d[PREFIX..PREFIX + 16].to_owned());
    input.id.clone().unwrap_or_else(digest)
}

/// Clean text: every line that is not empty is a paragraph.
fn as_it_is(text: String, given: &Given) -> Cleaned {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim();
        if !inner.is_empty() {
            let from = start + line.len() - line.trim_start().len();
            paragraphs.push(Paragraph { span: TextSpan::new(from, from + inner.len()), role: ParagraphRole::Text });
        }
        start += line.len();
    }
    let kind = if paragraphs.is_empty() { PageKind::Empty } else { PageKind::Article };
    Cleaned {
        kind,
        metadata: Metadata { title: given.title.clone(), published: given.published.clone(), ..Metadata::default() },
        text: if paragraphs.is_empty() { String::new() } else { text },
        paragraphs,
        ledger: Ledger::default(),
        suspicions: Vec::new(),
        farm_score: 0,
        flags: Vec::new(),
    }
}
