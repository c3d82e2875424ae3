//! The ledger: every difference between the page text and the cleaned text, so that either gives the other.

use super::closed;
use super::span::{PageSpan, TextSpan};

closed! {
    /// What kind of thing an edit removes or repairs.
    pub enum EditKind {
        Title = "title",
        Navigation = "navigation",
        Breadcrumb = "breadcrumb",
        Byline = "byline",
        Share = "share",
        Related = "related",
        Comment = "comment",
        Copyright = "copyright",
        EditorLine = "editor_line",
        Disclaimer = "disclaimer",
        Promotion = "promotion",
        Caption = "caption",
        TitleRepeat = "title_repeat",
        SpamPhrase = "spam_phrase",
        TitleEcho = "title_echo",
        PinyinGloss = "pinyin_gloss",
        ByteGarble = "byte_garble",
        StrayMark = "stray_mark",
        Lookalike = "lookalike",
        Hidden = "hidden",
        Residue = "residue",
        Duplicate = "duplicate",
        Template = "template",
        Whitespace = "whitespace",
        Width = "width",
        NoArticle = "no_article",
    }
}

closed! {
    /// How sure a rule is of its edit.
    pub enum Certainty {
        /// A rule of construction explains it whole.
        Exact = "exact",
        /// Several independent signs agree.
        Likely = "likely",
    }
}

/// One difference: what stands at `page` in the page text is `with` in the cleaned text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where, in the page text.
    pub page: PageSpan,
    /// What kind of thing it is.
    pub kind: EditKind,
    /// The rule's id, `family.thing`.
    pub rule: &'static str,
    /// What stands there instead; mostly nothing.
    pub with: Box<str>,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// Index into the ledger's reasons.
    pub reason: u32,
}

/// All edits of one page, sorted and disjoint, with the reasons that they share.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    edits: Vec<Edit>,
    reasons: Vec<String>,
    /// For each edit the byte of the cleaned text at which its `with` stands.
    at: Vec<u32>,
}

/// What is wrong with a list of edits.
#[derive(Debug, thiserror::Error)]
#[error("edit {index} at {page:?} {problem}")]
pub struct LedgerError {
    /// Which edit.
    pub index: usize,
    /// Where it lies.
    pub page: PageSpan,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl Ledger {
    /// A ledger over `page`, from edits in the order of their places.
    ///
    /// # Errors
    /// When edits overlap, are out of order, lie outside the page, cut a character, or name a reason that is not there.
    pub fn new(page: &str, edits: Vec<Edit>, reasons: Vec<String>) -> Result<Self, LedgerError> {
        let mut at = Vec::with_capacity(edits.len());
        let (mut last, mut clean) = (0, 0);
        for (index, e) in edits.iter().enumerate() {
            let bad = |problem| LedgerError { index, page: e.page, problem };
            if e.page.start() < last {
                return Err(bad("overlaps the edit before it"));
            }
            if e.page.end() > page.len() {
                return Err(bad("lies outside the page"));
            }
            if !page.is_char_boundary(e.page.start()) || !page.is_char_boundary(e.page.end()) {
                return Err(bad("cuts a character"));
            }
            if e.reason as usize >= reasons.len() {
                return Err(bad("names a reason that is not there"));
            }
            clean += e.page.start() - last;
            at.push(clean as u32);
            clean += e.with.len();
            last = e.page.end();
        }
        let ledger = Self { edits, reasons, at };
        debug_assert_eq!(ledger.undo(&ledger.apply(page), |e| e.page.of(page)), page, "undo(apply(page)) = page");
        Ok(ledger)
    }

    /// The edits, sorted and disjoint.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The reasons that edits point to.
    #[must_use]
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }

    /// The cleaned text of a page.
    #[must_use]
    pub fn apply(&self, page: &str) -> String {
        let mut text = String::with_capacity(page.len());
        let mut last = 0;
        for e in &self.edits {
            text.push_str(&page[last..e.page.start()]);
            text.push_str(&e.with);
            last = e.page.end();
        }
        text.push_str(&page[last..]);
        text
    }

    /// The page text of a cleaned text; `was` gives what stood at an edit.
    #[must_use]
    pub fn undo<'a>(&'a self, text: &str, was: impl Fn(&'a Edit) -> &'a str) -> String {
        let mut page = String::with_capacity(text.len() * 2);
        let mut last = 0;
        for (e, &at) in self.edits.iter().zip(&self.at) {
            page.push_str(&text[last..at as usize]);
            page.push_str(was(e));
            last = at as usize + e.with.len();
        }
        page.push_str(&text[last..]);
        page
    }

    /// Where a span of the cleaned text stands in the page text. What was removed directly before or behind the span is no
    /// part of it; a span inside a replacement is the whole place of that replacement.
    #[must_use]
    pub fn to_page(&self, span: TextSpan) -> PageSpan {
        let (start, _) = self.place(span.start());
        if span.is_empty() {
            return PageSpan::new(start, start);
        }
        // The end moves with the last byte before it, else a removal behind the span is swallowed into it.
        let (_, end) = self.place(span.end() - 1);
        PageSpan::new(start, end.max(start))
    }

    /// The place in the page of one byte of the cleaned text.
    fn place(&self, byte: usize) -> (usize, usize) {
        let after = self.at.partition_point(|&at| at as usize <= byte);
        // An empty `with` at this byte stands before it, so the last edit with `at <= byte` decides, unless it writes this byte.
        let Some(index) = after.checked_sub(1) else { return (byte, byte + 1) };
        let (e, at) = (&self.edits[index], self.at[index] as usize);
        if byte < at + e.with.len() {
            return (e.page.start(), e.page.end());
        }
        let page = e.page.end() + (byte - at - e.with.len());
        (page, page + 1)
    }

    /// Where a span of the page text came to stand in the cleaned text, when anything of it is left.
    #[must_use]
    pub fn to_text(&self, span: PageSpan) -> Option<TextSpan> {
        let start = self.kept(span.start(), true);
        let end = self.kept(span.end(), false);
        (start < end).then(|| TextSpan::new(start, end))
    }

    fn kept(&self, byte: usize, is_start: bool) -> usize {
        let after = self.edits.partition_point(|e| e.page.end() <= byte);
        let base = after
            .checked_sub(1)
            .map_or(byte, |i| self.at[i] as usize + self.edits[i].with.len() + (byte - self.edits[i].page.end()));
        match self.edits.get(after) {
            Some(e) if e.page.start() < byte => self.at[after] as usize + if is_start { 0 } else { e.with.len() },
            _ => base,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(page: &str, cuts: &[(&str, &str)]) -> Ledger {
        let mut edits = Vec::new();
        let mut from = 0;
        for (was, with) in cuts {
            let start = from + page[from..].find(was).expect("the words stand in the page");
            from = start + was.len();
            let page = PageSpan::new(start, from);
            let certainty = Certainty::Exact;
            edits.push(Edit {
                page,
                kind: EditKind::Residue,
                rule: "test.cut",
                with: (*with).into(),
                certainty,
                reason: 0,
            });
        }
        Ledger::new(page, edits, vec!["test".into()]).expect("a sound ledger")
    }

    #[test]
    fn applies_and_undoes() {
        let page = "首页\n央行&ldquo;今日开展操作。\n返回";
        let l = ledger(page, &[("首页\n", ""), ("&ldquo;", "“"), ("\n返回", "")]);
        let text = l.apply(page);
        assert_eq!(text, "央行“今日开展操作。");
        assert_eq!(l.undo(&text, |e| e.page.of(page)), page);
    }

    #[test]
    fn a_removal_behind_a_span_is_no_part_of_it() {
        let page = "甲乙垃圾丙丁";
        let l = ledger(page, &[("垃圾", "")]);
        let at = |s: &str| l.apply(page).find(s).map(|i| TextSpan::new(i, i + s.len())).expect("there");
        assert_eq!(l.to_page(at("甲乙")).of(page), "甲乙");
        assert_eq!(l.to_page(at("丙")).of(page), "丙");
        assert_eq!(l.to_page(at("乙丙")).of(page), "乙垃圾丙");
        assert_eq!(l.to_text(PageSpan::new(6, 12)), None);
    }

    #[test]
    fn refuses_overlaps() {
        let edit = |a, b| Edit {
            page: PageSpan::new(a, b),
            kind: EditKind::Residue,
            rule: "test.cut",
            with: "".into(),
            certainty: Certainty::Exact,
            reason: 0,
        };
        assert!(Ledger::new("甲乙丙", vec![edit(0, 6), edit(3, 9)], vec!["t".into()]).is_err());
        assert!(Ledger::new("甲乙丙", vec![edit(0, 1)], vec!["t".into()]).is_err());
    }
}
