//! Words around a number that say what it is: the state of an index, the score of a match, the time of a run.

use super::Context;
use super::types::before;

impl Context<'_> {
    /// Whether figures before 点 are the state of an index.
    pub(super) fn is_index(&self, p: usize) -> bool {
        ["指数", "股指", "报收", "收于", "大盘", "沪指", "关口"].iter().any(|w| self.head(p, 8).contains(w))
    }

    /// Whether figures with colons are how long a run took.
    pub(super) fn is_timed(&self, start: usize) -> bool {
        let head = self.head(start, 16);
        ["成绩", "成績", "用时", "用時", "耗时", "完赛", "跑出", "游出", "骑出"].iter().any(|w| head.contains(w))
    }

    /// Where the scores that are listed before one begin, 25比18、25比20和|25比23, and whether they stand in brackets behind another.
    pub(super) fn listed_from(&self, start: usize) -> (usize, bool) {
        const PAIRS_MAX: usize = 7;
        const PAIR_CHARS_MAX: usize = 8;
        let (mut from, mut in_brackets) = (start, false);
        for _ in 0..PAIRS_MAX {
            let Some(c @ ('、' | '，' | ',' | '和' | '及' | '；' | '与' | '與' | '(' | '（')) = before(self.text, from)
            else {
                break;
            };
            let end = from - c.len_utf8();
            let pair: usize = self.text[..end]
                .chars()
                .rev()
                .take(PAIR_CHARS_MAX)
                .take_while(|c| c.is_ascii_digit() || matches!(c, ':' | '：' | '∶' | '比' | '-' | '–' | '—'))
                .map(char::len_utf8)
                .sum();
            let has_mark = self.text[end - pair..end].contains(|c: char| !c.is_ascii_digit());
            if !has_mark || !self.text[end - pair..end].starts_with(|c: char| c.is_ascii_digit()) {
                break;
            }
            in_brackets |= matches!(c, '(' | '（');
            from = end - pair;
        }
        (from, in_brackets)
    }

    /// Whether scores stand in brackets at `p`: 3-0|(25-21、25-18).
    pub(super) fn scores_follow(&self, p: usize) -> bool {
        let Some(rest) = self.text[p..].strip_prefix(['(', '（']) else { return false };
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let pair = rest.len() > behind.len() && behind.starts_with(['-', ':', '：', '∶', '比']);
        let mark = behind.chars().next().map_or(0, char::len_utf8);
        let last = behind[mark..].trim_start_matches(|c: char| c.is_ascii_digit());
        pair && last.len() < behind.len() - mark && last.starts_with(['、', '，', ',', ')', '）'])
    }

    /// Whether the words around speak of a match.
    pub(super) fn is_sport(&self, start: usize, end: usize) -> bool {
        let (head, tail) = (self.head(start, 16), self.tail(end, 12));
        head.ends_with(['以', '分', '成']) && !head.ends_with("百分")
            || [
                "比分", "战胜", "击败", "险胜", "力克", "大胜", "负于", "不敌", "战平", "逼平", "总分", "逆转", "横扫",
                "完胜", "惜败", "领先", "比數", "戰勝", "擊敗", "險勝", "大勝", "負於", "不敵", "戰平", "總分", "逆轉",
                "橫掃", "完勝", "惜敗", "領先",
            ]
            .iter()
            .any(|w| head.contains(w) || tail.contains(w))
            || tail.starts_with(['胜', '负', '平', '惨', '勝', '負'])
    }
}
