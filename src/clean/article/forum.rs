//! Threads: what tells that a page is one.

use super::super::Draft;
use crate::text::places;

/// Whether the page is a thread: several posts of one shape, numbered floors, or the marks of a board.
pub(super) fn is_forum(draft: &Draft<'_>) -> bool {
    /// Fewest floors of a thread.
    const FLOORS_MIN: usize = 2;
    let text = &draft.page.text;
    let says = |words: &[&str]| words.iter().filter(|w| places(text, w).next().is_some()).count();
    let is_post = |c: &&crate::page::Container| {
        c.hint.split([' ', '_', '-']).any(|w| matches!(w, "post" | "postmessage" | "l_post" | "t_f" | "floor"))
    };
    let posts = draft.page.containers.iter().filter(is_post).take(2).count();
    if posts >= 2 && says(&["楼主", "樓主", "沙发", "发表于", "回复", "發表於"]) >= 2 {
        return true;
    }
    let title = draft.page.meta.title.as_deref().unwrap_or_default();
    ["Discuz!", "phpwind", "vBulletin", "phpBB"].iter().any(|software| title.contains(software))
        || says(&["版主：", "版主:"]) > 0 && says(&["精华区", "跟帖", "回帖", "发帖", "楼主"]) > 0
        || floors(text) >= FLOORS_MIN
}

/// How many lines begin a floor of a thread: `第 2 楼 时间：…`, `楼层：第 2 楼`.
fn floors(text: &str) -> usize {
    let starts = places(text, "楼").filter(|at| {
        let before = text[..*at].trim_end_matches(' ');
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let Some(head) = number.trim_end_matches(' ').strip_suffix('第') else { return false };
        let head = head.trim_end_matches([' ', ':', '：']);
        number.len() < before.len() && (head.is_empty() || head.ends_with('\n') || head.ends_with("楼层"))
    });
    starts.count()
}
