//! What a site repeats on its pages, learned from a dump before (`taojin learn`), and taken out of the bodies of its articles.
//!
//! The file is JSON, `taojin-templates/1`, to be read and edited by people: a site's name, how many of its pages were seen, and
//! what stood on many of them. A line goes only where it stood on the pages that it was learned from.

mod apply;
mod own;

pub(super) use apply::apply;
#[cfg(feature = "cli")]
pub(crate) use own::{about_page, clusters};

use super::article::folded;
use crate::Error;
use crate::lexicon::Finder;
use crate::text::{Closed, closed};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// The version of the file.
pub(crate) const SCHEMA: &str = "taojin-templates/1";

closed! {
    /// Where a repeated line stands.
    pub enum Place {
        /// Before the first paragraph of prose.
        Before = "before",
        /// Anywhere.
        Inside = "inside",
        /// Behind the last paragraph of prose.
        After = "after",
    }
}

/// A line that many pages of a site have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateLine {
    /// Its words, white space folded.
    pub text: String,
    /// On how many pages it stood; never more than there were.
    pub pages: u32,
    /// Where.
    pub place: Place,
    /// The evidence that it is none of the articles', for people.
    pub why: String,
}

/// Words that stand inside many lines of a site that are otherwise different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplatePhrase {
    /// The words.
    pub text: String,
    /// On how many pages.
    pub pages: u32,
}

/// The element that holds the body on a site's pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapper {
    /// Tags with their class and id, in lower case: `div main > div content`.
    pub element: String,
    /// On how many pages.
    pub pages: u32,
}

/// What is known of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteTemplate {
    /// How many of its pages were looked at.
    pub pages: u32,
    /// The elements that hold bodies.
    pub wrappers: Vec<Wrapper>,
    /// Lines that go.
    pub blocks: Vec<TemplateLine>,
    /// Words inside lines that go.
    pub phrases: Vec<TemplatePhrase>,
    /// Lines that are repeated and stay: they say something of the world, or nothing tells what they are.
    pub kept: Vec<TemplateLine>,
}

/// A site ready for use.
#[derive(Debug, Clone)]
pub struct Site {
    name: String,
    pages: u32,
    wrappers: Vec<String>,
    lines: HashMap<String, Vec<(Place, u32)>>,
    phrases: Vec<TemplatePhrase>,
    finder: Finder,
}

/// The templates of all sites of a file.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    sites: HashMap<String, Site>,
    digest: String,
}

/// The file, as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileForm {
    schema: String,
    sites: BTreeMap<String, SiteForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteForm {
    pages: u32,
    #[serde(default)]
    wrappers: Vec<WrapperForm>,
    #[serde(default)]
    blocks: Vec<LineForm>,
    #[serde(default)]
    phrases: Vec<PhraseForm>,
    #[serde(default, rename = "kept")]
    _kept: Vec<LineForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrapperForm {
    element: String,
    #[serde(rename = "pages")]
    _pages: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineForm {
    text: String,
    pages: u32,
    place: String,
    #[serde(default, rename = "why")]
    _why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseForm {
    text: String,
    pages: u32,
}

impl Templates {
    /// Reads a file of templates; `name` is for messages.
    ///
    /// # Errors
    /// When it is no JSON, of another version, or has fields that are unknown.
    pub fn from_json(name: &str, json: &str) -> Result<Self, Error> {
        let form: FileForm =
            serde_json::from_str(json).map_err(|e| Error::dictionary(name, e.line(), format!("no templates: {e}")))?;
        if form.schema != SCHEMA {
            return Err(Error::dictionary(name, 1, format!("its schema is {:?}, not {SCHEMA:?}", form.schema)));
        }
        let sites = form.sites.into_iter().map(|(host, site)| Ok((host.clone(), Site::new(host, site)?)));
        let sites = sites.collect::<Result<_, String>>().map_err(|e| Error::dictionary(name, 1, e))?;
        Ok(Self { sites, digest: blake3::hash(json.as_bytes()).to_hex().to_string() })
    }

    /// The template of a page's site.
    pub(crate) fn site(&self, url: Option<&str>, source: &str) -> Option<&Site> {
        self.sites.get(&site_name(url, source))
    }

    /// A digest of the file, since records depend on it.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

impl Site {
    fn new(name: String, form: SiteForm) -> Result<Self, String> {
        let mut lines: HashMap<String, Vec<(Place, u32)>> = HashMap::new();
        for line in form.blocks {
            let place = Place::from_name(&line.place);
            let place =
                place.ok_or_else(|| format!("{name}: place {:?} is none of before, inside, after", line.place))?;
            lines.entry(folded(&line.text)).or_default().push((place, line.pages));
        }
        let phrases: Vec<TemplatePhrase> = form
            .phrases
            .into_iter()
            .filter(|p| !p.text.is_empty())
            .map(|p| TemplatePhrase { text: p.text, pages: p.pages })
            .collect();
        let finder = Finder::new(phrases.iter().map(|p| p.text.clone()));
        let wrappers = form.wrappers.into_iter().map(|w| w.element).collect();
        Ok(Self { name, pages: form.pages, wrappers, lines, phrases, finder })
    }

    /// Whether an element is one that holds the bodies of the site.
    pub(crate) fn is_wrapper(&self, page: &crate::page::Page, container: usize) -> bool {
        !self.wrappers.is_empty() && element(page, container).is_some_and(|e| self.wrappers.contains(&e))
    }
}

/// How an element is named in templates: itself and the one around it; none when neither has a name of its own.
pub(crate) fn element(page: &crate::page::Page, container: usize) -> Option<String> {
    let own = page.containers.get(container)?;
    let shown = |c: &crate::page::Container| format!("{} {}", c.tag, c.hint).trim_end().to_owned();
    let around = page.containers.get(own.parent as usize).filter(|c| !c.tag.is_empty());
    let is_named = !own.hint.is_empty() || around.is_some_and(|c| !c.hint.is_empty());
    is_named.then(|| around.map_or_else(|| shown(own), |c| format!("{} > {}", shown(c), shown(own))))
}

/// The site of a page: the host of its address, else the name of the file, archive or folder that holds it.
pub(crate) fn site_name(url: Option<&str>, source: &str) -> String {
    if let Some(host) = url.and_then(host) {
        return host;
    }
    let holder = source.split_once('!').map_or(source, |(archive, _)| archive);
    // A row or an offset names its file; a page of its own, the folder that it lies in.
    let number = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let file = holder.rsplit_once([':', '@']).filter(|(_, n)| number(n)).map(|(file, _)| file);
    let is_row = file.is_some() || holder.len() < source.len();
    let path = file.unwrap_or(holder);
    let mut parts = path.rsplit('/').filter(|p| !p.is_empty() && *p != ".");
    let last = parts.next().unwrap_or_default();
    if is_row { last.to_owned() } else { parts.next().unwrap_or(".").to_owned() }
}

/// The host of an address, in lower case, without user and port.
fn host(url: &str) -> Option<String> {
    let rest = url.trim().split_once("://").map_or_else(|| url.trim().strip_prefix("//"), |(_, rest)| Some(rest))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.rsplit_once(':').filter(|(_, p)| p.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(h, _)| h);
    (!host.is_empty()).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_host_or_what_holds_the_page() {
        for (url, source, wanted) in [
            (Some("https://News.example.cn:8080/a/1.html"), "x", "news.example.cn"),
            (Some("http://me@example.cn?x"), "x", "example.cn"),
            (Some("/a/1.html"), "dumps/a.jsonl:17", "a.jsonl"),
            (None, "dumps/a.jsonl:17", "a.jsonl"),
            (None, "./pages/1.html", "pages"),
            (None, "1.html", "."),
            (None, "dumps/site.zip!a/1.html", "site.zip"),
            (None, "crawl.warc.gz@120", "crawl.warc.gz"),
            (None, "-:3", "-"),
        ] {
            assert_eq!(site_name(url, source), wanted, "{url:?} {source}");
        }
    }

    #[test]
    fn a_file_of_another_version_or_with_a_slip_is_refused_by_name() {
        for (json, said) in [
            ("{}", "missing field"),
            (r#"{"schema": "taojin-templates/9", "sites": {}}"#, "taojin-templates/9"),
            (r#"{"schema": "taojin-templates/1", "sites": {"a": {"pages": 3, "block": []}}}"#, "block"),
            (
                r#"{"schema": "taojin-templates/1", "sites": {"a": {"pages": 3, "blocks": [{"text": "x", "pages": 3, "place": "under"}]}}}"#,
                "under",
            ),
        ] {
            let error = Templates::from_json("t.json", json).unwrap_err().to_string();
            assert!(error.contains("t.json") && error.contains(said), "{error}");
        }
    }
}
