//! The flow, on one screen.
//!
//! Law: same page, same bytes.

#[cfg(test)]
use crate::clean::Suspicion;
use crate::clean::{Cleaned, Given, Metadata, PageKind, Paragraph, ParagraphRole, Templates};
use crate::lexicon::{Lexicon, Table};
use crate::page::{Page, Stage};
use crate::record::{Found, Parts, Record, Source, failed, record};
use crate::scan::Scan;
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
        self.one(Task::Extract, input)
    }

    /// Only the article, its ledger, suspicions and quality.
    #[must_use]
    pub fn clean(&self, input: &Input) -> Record {
        self.one(Task::Clean, input)
    }

    /// Clean text becomes a record; the text is taken as it is, without a ledger.
    #[must_use]
    pub fn annotate(&self, input: &Input) -> Record {
        self.one(Task::Annotate, input)
    }

    /// The records of many pages, in their order: the same as of one after another, but sooner. Each step goes over all pages before
    /// the next one begins, so that its code and its words stay near the processor; only the last one, in which they become records,
    /// is done as these are asked for. What is known of all pages is held at once: some hundred kilobytes of pages are enough.
    pub fn all<'a>(&'a self, task: Task, inputs: &'a [Input]) -> impl Iterator<Item = Record> + 'a {
        let mut works: Vec<_> = inputs.iter().map(|input| self.begin(input)).collect();
        self.go(task, &mut works);
        inputs.iter().zip(works).map(move |(input, work)| self.end(task, input, work))
    }

    fn one(&self, task: Task, input: &Input) -> Record {
        let mut works = [self.begin(input)];
        self.go(task, &mut works);
        let [work] = works;
        self.end(task, input, work)
    }

    fn begin<'i>(&self, input: &'i Input) -> Result<Work<'i>, Failure> {
        if input.bytes.len() <= self.options.page_bytes_max {
            return Ok(Work::new(input));
        }
        let (is, limit) = (input.bytes.len(), self.options.page_bytes_max);
        Err((Stage::Limit, format!("{is} bytes, more than the limit of {limit}")))
    }

    fn go(&self, task: Task, works: &mut [Result<Work<'_>, Failure>]) {
        for step in task.steps() {
            for work in works.iter_mut() {
                if let Ok(so_far) = work
                    && let Err(failure) = guarded(|| so_far.go_on(step, self))
                {
                    *work = Err(failure);
                }
            }
        }
    }

    fn end(&self, task: Task, input: &Input, work: Result<Work<'_>, Failure>) -> Record {
        work.and_then(|work| guarded(|| Ok(work.record(task, &self.options)))).unwrap_or_else(|(stage, message)| {
            let source = source(input);
            failed(source.clone(), id(input, &source), stage, message)
        })
    }

    /// A page with what cleaning makes of it, for those who learn from many; none when it cannot be read.
    #[cfg(feature = "cli")]
    pub(crate) fn look(&self, input: &Input) -> Option<(Page, Cleaned)> {
        if input.bytes.len() > self.options.page_bytes_max {
            return None;
        }
        let look = || {
            let page = Page::read(&input.bytes, input.format == Format::Html, input.is_unicode)?;
            let cleaned = clean::clean(&page, &input.given, &self.lexicon, None);
            Ok((page, cleaned))
        };
        guarded(look).ok()
    }

    /// The dictionaries.
    #[cfg(feature = "cli")]
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

/// What is done with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// The article is found, and what it says: see [`Pipeline::extract`].
    Extract,
    /// The article is found: see [`Pipeline::clean`].
    Clean,
    /// What a clean text says is found: see [`Pipeline::annotate`].
    Annotate,
}

impl Task {
    /// The flow: each step needs those before it.
    fn steps(self) -> impl Iterator<Item = Step> {
        const FACTS: &[Step] = &[Step::Scan, Step::Segment, Step::Measure, Step::Name, Step::Claim, Step::Check];
        let (text, facts): (&[Step], &[Step]) = match self {
            Self::Extract => (&[Step::Read, Step::Wash], FACTS),
            Self::Clean => (&[Step::Read, Step::Wash], &[]),
            Self::Annotate => (&[Step::Take], FACTS),
        };
        text.iter().chain(facts).copied()
    }
}

/// Where and why it went wrong.
type Failure = (Stage, String);

/// What is done with all pages before the next one begins.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Bytes become a page.
    Read,
    /// A page becomes an article.
    Wash,
    /// Bytes are taken as the text of an article.
    Take,
    /// Numerals, dates and codes are found.
    Scan,
    /// Sentences and words are cut.
    Segment,
    /// Quantities and times are read.
    Measure,
    /// Entities are found.
    Name,
    /// Claims are read.
    Claim,
    /// Claims and numbers are checked.
    Check,
}

/// A page on its way, and what is known of it so far.
struct Work<'i> {
    input: &'i Input,
    page: Option<Page>,
    cleaned: Cleaned,
    scanned: Scan,
    found: Found,
}

impl<'i> Work<'i> {
    fn new(input: &'i Input) -> Self {
        let cleaned = as_it_is(String::new(), &Given::default());
        Self { input, page: None, cleaned, scanned: Scan::default(), found: Found::default() }
    }

    fn go_on(&mut self, step: Step, pipeline: &Pipeline) -> Result<(), Failure> {
        match step {
            Step::Read => self.read()?,
            Step::Take => self.take()?,
            Step::Wash => self.wash(pipeline),
            Step::Scan => self.scanned = scan::scan(&self.cleaned.text, &pipeline.lexicon),
            Step::Segment => self.found.words = segment::segment(&self.cleaned.text, &self.scanned, &pipeline.lexicon),
            Step::Measure => {
                let published = self.cleaned.metadata.published.as_deref();
                let (text, words) = (&self.cleaned.text, &self.found.words);
                self.found.measured = quantity::read(text, &self.scanned, words, &pipeline.lexicon, published);
            }
            Step::Name => {
                let (text, words) = (&self.cleaned.text, &mut self.found.words);
                self.found.entities = entity::find(text, &self.scanned, words, &pipeline.lexicon);
                words.cut_at(&entity::tags(&self.found.entities));
                self.found.codes = std::mem::take(&mut self.scanned.codes);
            }
            Step::Claim => self.found.claims = claim::read(&self.facts(pipeline)),
            Step::Check => self.check(pipeline),
        }
        Ok(())
    }

    fn read(&mut self) -> Result<(), Failure> {
        let is_html = self.input.format == Format::Html;
        self.page = Some(Page::read(&self.input.bytes, is_html, self.input.is_unicode)?);
        Ok(())
    }

    fn wash(&mut self, pipeline: &Pipeline) {
        if let Some(page) = &self.page {
            let templates = pipeline.options.templates.as_ref();
            let site = templates.and_then(|t| t.site(address(self.input, page), &self.input.source));
            self.cleaned = clean::clean(page, &self.input.given, &pipeline.lexicon, site);
        }
    }

    fn take(&mut self) -> Result<(), Failure> {
        let text = simdutf8::compat::from_utf8(&self.input.bytes)
            .map_err(|e| (Stage::Decode, format!("not UTF-8 at byte {}", e.valid_up_to())))?;
        self.cleaned = as_it_is(text.to_owned(), &self.input.given);
        Ok(())
    }

    fn facts<'w>(&'w self, pipeline: &'w Pipeline) -> claim::Facts<'w> {
        claim::Facts {
            text: &self.cleaned.text,
            paragraphs: &self.cleaned.paragraphs,
            published: self.cleaned.metadata.published.as_deref(),
            words: &self.found.words,
            codes: &self.found.codes,
            entities: &self.found.entities,
            quantities: &self.found.measured.quantities,
            times: &self.found.measured.times,
            lexicon: &pipeline.lexicon,
        }
    }

    fn check(&mut self, pipeline: &Pipeline) {
        let facts = self.facts(pipeline);
        let judged = check::judge(&facts, &self.found.claims);
        let of_page = self.page.is_some().then(|| (check::dropped(&facts), check::machine_translated(&facts)));
        self.found.checks = judged.checks;
        self.cleaned.suspicions.extend(judged.suspicions);
        if let Some((dropped, translated)) = of_page {
            self.cleaned.suspicions.extend(dropped.into_iter().chain(translated));
        }
    }

    fn record(self, task: Task, options: &Options) -> Record {
        let page = self.page.as_ref();
        let source = Source { encoding: page.map(|p| p.encoding.to_owned()), ..source(self.input) };
        record(Parts {
            id: id(self.input, &source),
            source,
            page_text: page.map(|p| (p.text.as_str(), !options.without_page_text)),
            encoding_guessed: page.is_some_and(|p| p.encoding_guessed),
            cleaned: self.cleaned,
            found: (task != Task::Clean).then_some(self.found),
            with_tokens: options.with_tokens,
        })
    }
}

/// The one place where a bug of ours is caught.
fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
        Err((Stage::Internal, said.unwrap_or_else(|| "a bug in taojin".to_owned())))
    })
}

/// The address that tells a page's site: the given one, else the first whole one that the page says of itself (`canonical`, `og:url`).
pub(crate) fn address<'i>(input: &'i Input, page: &'i Page) -> Option<&'i str> {
    let said = page.meta.addresses.iter().map(String::as_str);
    input.given.url.as_deref().into_iter().chain(said).find(|url| url.contains("//"))
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

#[cfg(test)]
impl Pipeline {
    /// What a text says, and what is suspected; `is_washed` as if it came out of a page.
    pub(crate) fn facts(&self, text: &str, published: Option<&str>, is_washed: bool) -> (Found, Vec<Suspicion>) {
        let mut input = Input::text("text", text);
        input.given.published = published.map(str::to_owned);
        let mut work = Work { page: is_washed.then(Page::default), ..Work::new(&input) };
        Task::Annotate.steps().for_each(|step| work.go_on(step, self).expect("UTF-8"));
        (work.found, work.cleaned.suspicions)
    }
}
