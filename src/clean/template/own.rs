//! Whether words speak of the page itself.
//!
//! What a template puts on a page speaks of the page, its medium or its reader: follow us, all rights reserved, more to read. What a
//! writer repeats (a column's motto, a government's standing formula) speaks of the world. Repetition alone cannot tell them apart.

use crate::lexicon::Classes;

/// Most characters of a line that is a label: one word that only pages say is enough.
const LABEL_CHARS_MAX: usize = 20;
/// Most characters between two of the page's own words of one phrase.
const GAP_CHARS_MAX: usize = 12;
/// Marks that end a sentence.
const ENDS: [char; 4] = ['。', '！', '？', '；'];

/// What words of the page's own were seen.
#[derive(Default, Clone, Copy)]
struct Signs {
    reader: u32,
    medium: u32,
    matter: u32,
    more: u32,
    world: u32,
}

impl Signs {
    fn add(&mut self, class: &str) {
        match class {
            "reader" => self.reader += 1,
            "medium" => self.medium += 1,
            "matter" => self.matter += 1,
            "more" => self.more += 1,
            _ => self.world += 1,
        }
    }

    /// What only pages say, or their medium twice: a notice, too, names one hotline or mailbox.
    fn are_of_a_label(self) -> bool {
        self.world == 0 && (self.reader + self.matter + self.more > 0 || self.medium >= 2)
    }

    /// A call to the reader with its medium, or twice a word that only pages say of themselves.
    fn are_strong(self) -> bool {
        let kinds = [self.reader, self.medium, self.matter, self.more].iter().filter(|n| **n > 0).count();
        self.world == 0 && (kinds >= 2 || self.reader >= 2 || self.matter >= 2)
    }
}

/// Whether a line speaks of its page: a label by one word that only pages say, a sentence by two of different kinds, and by none of the world.
/// `names` are those of the site.
pub(crate) fn about_page(line: &str, words: &Classes, names: &[&str]) -> bool {
    let mut signs = Signs::default();
    words.find(line).for_each(|(_, _, class)| signs.add(class));
    if names.iter().any(|n| line.contains(n)) {
        signs.medium += 1;
    }
    let is_label = !line.ends_with(['。', '！', '？', '…']) && line.chars().nth(LABEL_CHARS_MAX).is_none();
    if is_label { signs.are_of_a_label() } else { signs.are_strong() }
}

/// The stretches of a line in which it speaks of its page, from the first of its own words to the last.
pub(crate) fn clusters(line: &str, words: &Classes) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open: Option<(usize, usize, Signs)> = None;
    let mut close = |run: Option<(usize, usize, Signs)>| {
        if let Some((start, end, signs)) = run {
            let from = line[..start].rfind(ENDS).map_or(0, |i| i + '。'.len_utf8());
            let to = line[end..].find(ENDS).map_or(line.len(), |i| end + i);
            let is_of_world = words.find(&line[from..to]).any(|w| w.2 == "world");
            if signs.are_strong() && !is_of_world {
                out.push((start, end));
            }
        }
    };
    for (start, end, class) in words.find(line) {
        let is_near = |last: usize| {
            let gap = &line[last..start];
            gap.chars().nth(GAP_CHARS_MAX).is_none() && !gap.contains(ENDS)
        };
        open = match open {
            Some((from, last, mut signs)) if is_near(last) => {
                signs.add(class);
                Some((from, end, signs))
            }
            run => {
                close(run);
                let mut signs = Signs::default();
                signs.add(class);
                Some((start, end, signs))
            }
        };
    }
    close(open);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Classes, Lexicon};
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(None).expect("sound"));

    fn words() -> &'static Classes {
        &LEXICON.clean.own
    }

    #[test]
    fn a_page_speaks_of_itself() {
        for line in [
            "更多内容请下载澄湖观察客户端",
            "未经授权不得转载，违者必究。",
            "本文仅供参考，不构成任何建议。",
            "扫码加入读者微信群，每天早晨为您送上一份本地消息。",
            "往期回顾",
        ] {
            assert!(about_page(line, words(), &[]), "{line}");
        }
        assert!(about_page("扫描封面，把云江晚报带回家。", words(), &["云江晚报"]));
    }

    #[test]
    fn sentences_of_the_world_do_not() {
        for line in [
            "会议强调，要坚持以人民为中心，把实事办好。",
            "请广大市民及时关注气象部门最新预警，减少外出。",
            "民生无小事，枝叶总关情。",
            "记者从“云江发布”微信公众号获悉，大桥将于周五通车。",
            "市民可扫描二维码登录小程序预约。",
            "云江市人民政府办公室",
            "便民热线开通时间：早八点至晚六点",
            "客户端的下载量达到三百万次，公司表示将继续投入。",
        ] {
            assert!(!about_page(line, words(), &[]), "{line}");
            assert!(clusters(line, words()).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_splice_is_found_inside_a_sentence() {
        let line = "共投入资金3.2亿元关注微信公众号云江夜话，恢复水面1.6万亩。";
        let found: Vec<&str> = clusters(line, words()).into_iter().map(|(s, e)| &line[s..e]).collect();
        assert_eq!(found, ["关注微信公众号"]);
    }
}
