//! Words of bylines: what stands beside the time, the source and the author of an article.

use crate::text::holds_any;

/// Beside the time of publication.
const TIME: &[&str] = &[
    "发布",
    "发表",
    "发稿",
    "时间",
    "日期",
    "发佈",
    "發佈",
    "發布",
    "發表",
    "時間",
    "出版",
    "刊",
    "Posted",
    "Published",
];
/// Beside the source.
const SOURCE: &[&str] = &["来源", "來源", "稿源"];
/// Beside the author.
const PERSON: &[&str] = &["作者"];
/// Beside the number of readers.
const READERS: &[&str] = &["阅读", "浏览", "访问", "閱讀", "瀏覽"];
/// Beside times that are none of publication.
const OTHER_TIME: &[&str] = &[
    "建立",
    "创建",
    "注册",
    "今天",
    "现在",
    "截止",
    "截至",
    "结束",
    "开始",
    "出生",
    "有效期",
    "成立",
    "生效",
    "施行",
    "活动",
];

/// Whether a line has a word of a byline.
pub(super) fn of_byline(line: &str) -> bool {
    holds_any(line, TIME) || of_origin(line) || holds_any(line, READERS)
}

/// Whether a line has a word that stands beside a source or an author.
pub(super) fn of_origin(line: &str) -> bool {
    holds_any(line, SOURCE) || holds_any(line, PERSON)
}

/// Whether the time of a line is another than that of publication.
pub(super) fn of_other_time(line: &str) -> bool {
    holds_any(line, OTHER_TIME)
}
