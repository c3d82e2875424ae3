//! `clean`: a page becomes an article, its metadata, a ledger and suspicions.
//!
//! Law: speaks only in edits. The stages below run in this order over one [`Draft`]; each sees the page as the edits before it left it.

mod article;
mod draft;
mod farm;
mod template;
mod view;

pub use draft::Draft;
pub use template::{Place, Site, SiteTemplate, TemplateLine, TemplatePhrase, Templates, Wrapper};
pub use view::View;
#[cfg(feature = "cli")]
pub(crate) use {
    article::folded,
    template::{SCHEMA as TEMPLATES_SCHEMA, about_page, clusters, element, site_name},
};

use crate::lexicon::Lexicon;
use crate::page::Page;
use crate::text::{Ledger, PageSpan, TextSpan, closed};

closed! {
    /// What a page is.
    pub enum PageKind {
        Article = "article",
        List = "list",
        Forum = "forum",
        Empty = "empty",
        Foreign = "foreign",
        Error = "error",
    }
}

closed! {
    /// What a paragraph of the cleaned text is.
    pub enum ParagraphRole {
        Text = "text",
        Heading = "heading",
        Quote = "quote",
        List = "list",
        Table = "table",
    }
}

closed! {
    /// What is probable but not proved, and so is reported instead of edited.
    pub enum SuspicionKind {
        SwappedWord = "swapped_word",
        DroppedCharacter = "dropped_character",
        LostDecimal = "lost_decimal",
        MachineTranslated = "machine_translated",
        SplicedParagraph = "spliced_paragraph",
        WrongScript = "wrong_script",
        StaleDate = "stale_date",
        TitleEcho = "title_echo",
        SpamPhrase = "spam_phrase",
        PinyinGloss = "pinyin_gloss",
        ByteGarble = "byte_garble",
        Lookalike = "lookalike",
    }
}

closed! {
    /// The script of an article.
    pub enum Script {
        /// Simplified.
        Hans = "hans",
        /// Traditional.
        Hant = "hant",
    }
}

/// What the article says of itself.
#[derive(Debug, Clone, Default)]
pub struct Metadata {
    /// The title, without the site's suffix.
    pub title: Option<String>,
    /// Where the title stands in the page text, when it does.
    pub title_at: Option<PageSpan>,
    /// The second line of the title.
    pub subtitle: Option<String>,
    /// Who wrote it; an account where no person is named.
    pub authors: Vec<String>,
    /// Who edited it.
    pub editors: Vec<String>,
    /// Who published it first, as the text says.
    pub source: Option<String>,
    /// Who published this page.
    pub site: Option<String>,
    /// `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339.
    pub published: Option<String>,
    /// Whether the zone of `published` was assumed.
    pub zone_assumed: bool,
    /// Simplified or traditional.
    pub script: Option<Script>,
    /// Which page of how many, and where the next one is.
    pub pages: Option<Pages>,
}

/// A paged article.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// This page's number, from 1.
    pub this: u32,
    /// How many there are, when the page says so.
    pub of: Option<u32>,
    /// Address of the next page.
    pub next: Option<String>,
}

/// One paragraph of the cleaned text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Where, without line ends.
    pub span: TextSpan,
    /// What it is.
    pub role: ParagraphRole,
}

/// What is probable, with its evidence.
#[derive(Debug, Clone)]
pub struct Suspicion {
    /// Where; left out when it is about the whole page.
    pub span: Option<TextSpan>,
    /// What kind of thing it is.
    pub kind: SuspicionKind,
    /// The words as they stand.
    pub found: Option<String>,
    /// What probably stood there.
    pub likely: Option<String>,
    /// In hundredths.
    pub confidence: u8,
    /// The evidence.
    pub why: String,
}

/// What came of a page.
#[derive(Debug, Clone)]
pub struct Cleaned {
    /// What the page is.
    pub kind: PageKind,
    /// Metadata.
    pub metadata: Metadata,
    /// The cleaned text; empty when the page has no article.
    pub text: String,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// What was taken away.
    pub ledger: Ledger,
    /// What could not be proved.
    pub suspicions: Vec<Suspicion>,
    /// How likely the page is a farm's, in hundredths.
    pub farm_score: u8,
    /// Flags that no edit or suspicion shows: `garbled`.
    pub flags: Vec<&'static str>,
}

/// What the caller knows of the page besides its bytes.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Its title.
    pub title: Option<String>,
    /// Its time of publication.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Finds the article in a page and cleans it; `site` tells what its site repeats, when that was learned.
#[must_use]
pub fn clean(page: &Page, given: &Given, lexicon: &Lexicon, site: Option<&Site>) -> Cleaned {
    let mut draft = Draft::new(page, given, lexicon);
    draft.site = site;
    article::choose(&mut draft);
    farm::unseen(&mut draft);
    template::apply(&mut draft);
    farm::repair(&mut draft);
    article::judge_lines(&mut draft);
    farm::weed(&mut draft);
    draft.finish()
}
