//! What a sheet tells a Chinese reader of rules and reasons, which records give in English.

use crate::Error;
use crate::lexicon::builtin;
use std::collections::BTreeMap;

/// The table `dictionaries/report/told.tsv`.
#[derive(Debug, Default)]
pub(super) struct Told {
    rules: BTreeMap<&'static str, &'static str>,
    words: BTreeMap<&'static str, &'static str>,
    reasons: Vec<Sentence>,
}

/// A sentence with holes: what stands between them in English, and the Chinese one with numbered holes.
#[derive(Debug)]
struct Sentence {
    fixed: Vec<&'static str>,
    zh: &'static str,
}

impl Told {
    /// # Errors
    /// When the table has a row that cannot be used.
    pub(super) fn load() -> Result<Self, Error> {
        let mut told = Self::default();
        for row in builtin!("report/told.tsv").rows() {
            let row = row?;
            let (name, zh) = (row.get(1)?, row.get(2)?);
            let is_new = match row.get(0)? {
                "rule" => told.rules.insert(name, zh).is_none(),
                "word" => told.words.insert(name, zh).is_none(),
                "reason" => {
                    told.reasons.push(Sentence { fixed: name.split("{}").collect(), zh });
                    true
                }
                other => return Err(row.error(format!("no column of that name: {other}"))),
            };
            if !is_new {
                return Err(row.error(format!("twice: {name}")));
            }
        }
        Ok(told)
    }

    /// What a rule takes; nothing for a rule that this program does not have.
    pub(super) fn rule(&self, id: &str) -> Option<&'static str> {
        self.rules.get(id).copied()
    }

    /// A reason in Chinese; nothing where it needs none (arithmetic) or is not known.
    pub(super) fn reason(&self, why: &str) -> Option<String> {
        self.reasons.iter().find_map(|s| s.holes(why).map(|holes| s.filled(&holes, |h| self.hole(h))))
    }

    /// What fills a hole: the page's own words as they are, ours in Chinese.
    fn hole(&self, said: &str) -> String {
        let known = |word| self.words.get(word).copied();
        let words: Option<Vec<&str>> = said.split(" + ").map(known).collect();
        words.map_or_else(|| said.to_owned(), |words| words.join("＋"))
    }
}

impl Sentence {
    /// What stands in the holes, when `why` is this sentence.
    fn holes<'w>(&self, why: &'w str) -> Option<Vec<&'w str>> {
        let (first, others) = self.fixed.split_first()?;
        let mut rest = why.strip_prefix(first)?;
        let Some((last, inner)) = others.split_last() else { return rest.is_empty().then(Vec::new) };
        let mut holes = Vec::with_capacity(others.len());
        for fixed in inner {
            let (hole, after) = rest.split_once(fixed)?;
            holes.push(hole);
            rest = after;
        }
        holes.push(rest.strip_suffix(last)?);
        holes.iter().all(|hole| !hole.is_empty()).then_some(holes)
    }

    fn filled(&self, holes: &[&str], told: impl Fn(&str) -> String) -> String {
        let mut out = String::new();
        for (n, part) in self.zh.split('{').enumerate() {
            let numbered = part.split_once('}').and_then(|(at, rest)| Some((at.parse::<usize>().ok()?, rest)));
            match numbered.filter(|_| n > 0) {
                Some((at, rest)) => {
                    out.push_str(&holes.get(at.wrapping_sub(1)).map_or_else(String::new, |hole| told(hole)));
                    out.push_str(rest);
                }
                None => out.push_str(part),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn sources(folder: &Path) -> Vec<String> {
        let mut out = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                out.extend(sources(&path));
            } else if path.extension().is_some_and(|x| x == "rs") {
                out.push(std::fs::read_to_string(&path).unwrap());
            }
        }
        out
    }

    fn rooms() -> Vec<String> {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        ["clean", "check"].iter().flat_map(|room| sources(&src.join(room))).collect()
    }

    /// Rules stand in the table of line patterns and as words `family.thing` in the sources of `clean`.
    #[test]
    fn every_rule_has_a_chinese_explanation_and_no_other() {
        let told = Told::load().unwrap();
        let mut rules: BTreeSet<String> =
            builtin!("clean/line.tsv").rows().map(|r| r.unwrap().get(0).unwrap().to_owned()).collect();
        let sources = rooms();
        let families: BTreeSet<&str> = told.rules.keys().filter_map(|id| id.split_once('.')).map(|f| f.0).collect();
        for word in sources.iter().flat_map(|s| s.split('"').skip(1)) {
            let is_part =
                |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit());
            if word.split_once('.').is_some_and(|(family, thing)| families.contains(family) && is_part(thing)) {
                rules.insert(word.to_owned());
            }
        }
        // A rule of a new family is named where its verdict is built.
        for verdict in sources.iter().flat_map(|s| s.split("rule: \"").skip(1)) {
            rules.insert(verdict.split('"').next().unwrap().to_owned());
        }
        rules.remove("article.published");
        let known: BTreeSet<String> = told.rules.keys().map(|id| (*id).to_owned()).collect();
        let (missing, stale): (Vec<_>, Vec<_>) =
            (rules.difference(&known).collect(), known.difference(&rules).collect());
        assert!(
            missing.is_empty() && stale.is_empty(),
            "without a Chinese explanation: {missing:?}; no rule: {stale:?}"
        );
        assert!(told.rules.len() > 300);
    }

    /// Each sentence is one that the sources say (they break long ones), and all its holes are in the Chinese one.
    #[test]
    fn every_sentence_is_one_of_ours_and_keeps_its_evidence() {
        let told = Told::load().unwrap();
        let sources = rooms();
        for s in &told.reasons {
            let longest = s.fixed.iter().flat_map(|f| f.split([',', '('])).max_by_key(|f| f.len()).unwrap().trim();
            assert!(sources.iter().any(|code| code.contains(longest)), "nothing says `{longest}`");
            for n in 1..s.fixed.len() {
                assert!(s.zh.contains(&format!("{{{n}}}")), "{} leaves out {n}", s.zh);
            }
            assert!(!s.zh.contains(&format!("{{{}}}", s.fixed.len())), "{}", s.zh);
        }
    }

    #[test]
    fn reasons_are_told_with_their_evidence() {
        let told = Told::load().unwrap();
        let zh = |why: &str| told.reason(why);
        assert_eq!(zh("white space around a line").as_deref(), Some("一行前后的空白"));
        assert_eq!(
            zh("the line is the title again, 6 times in the body").as_deref(),
            Some("这一行又是标题，正文里共 6 次")
        );
        let heap = "a heap of nouns without grammar (getting + place), about what the article does not know: 云江";
        assert_eq!(zh(heap).as_deref(), Some("一堆没有语法的名词（获取＋地名），说的是本文不知道的“云江”"));
        // The page's own braces are its own.
        assert_eq!(zh("the dateline says {1}").as_deref(), Some("电头写的是{1}"));
        for none in
            ["(85.9 − 34.5) / 34.5 = 148.99 %", "13岁 = 13岁", "the dateline says ", "white space around a line!", ""]
        {
            assert_eq!(zh(none), None, "{none}");
        }
    }

    /// No page of the corpus has a reason that stays English; arithmetic needs no telling.
    #[test]
    fn every_reason_of_the_corpus_is_told() {
        let told = Told::load().unwrap();
        let pipeline = crate::Pipeline::new(crate::Options::default()).unwrap();
        let (mut edits, mut others) = (0, 0);
        for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/pages")).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let name = path.display().to_string();
            let input = match String::from_utf8(bytes) {
                Ok(text) if path.extension().is_some_and(|x| x == "txt") => crate::Input::text(name, text),
                Ok(html) => crate::Input::html(name, html),
                Err(other) => crate::Input::html(name, other.into_bytes()),
            };
            let record = pipeline.extract(&input);
            for why in record.ledger.iter().flat_map(|l| &l.reasons) {
                assert!(told.reason(why).is_some(), "{}: {why}", path.display());
                edits += 1;
            }
            let judged = record.checks.iter().map(|k| &k.why).chain(record.suspicions.iter().map(|s| &s.why));
            for why in judged {
                let is_english = why.split(' ').any(|w| ["the", "is", "has", "are", "no", "of"].contains(&w));
                assert!(!is_english || told.reason(why).is_some(), "{}: {why}", path.display());
                others += usize::from(is_english);
            }
        }
        assert!(edits > 50 && others > 1, "{edits} {others}");
    }
}
