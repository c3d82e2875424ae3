//! `organization.*` and `event.*`: names that end in what they are; found at their last word, followed to the left.

use super::EntityKind;
use super::candidate::{Candidate, SURE, View};
use crate::lexicon::name_class as class;
use crate::text::Tag;

/// Most words of one name.
const WORDS_MAX: usize = 12;

/// Organizations and events by their last word.
pub(super) fn by_ending(view: &View<'_>, out: &mut Vec<Candidate>) {
    for i in 0..view.tokens.len() {
        let (wanted, strong) = ending(view, i);
        if wanted == 0 {
            continue;
        }
        let registered = registered(view, i);
        let walked = match registered {
            Some(first) => Walked { first: Some(first), anchored: true, level: false },
            None => walk(view, i),
        };
        let Some(first) = walked.first else { continue };
        let (start, end) = (view.tokens[first].span.start(), view.tokens[i].span.end());
        let chars = view.slice(start, end).chars().count();
        if chars < 4 || chars > 40 {
            continue;
        }
        let kind = if wanted == class::ORG { EntityKind::Organization } else { EntityKind::Event };
        let mut score = match registered {
            Some(_) => 84,
            None if strong => 70,
            None => 60,
        };
        if !walked.anchored {
            score -= if walked.level { 6 } else { 20 };
        }
        if kind == EntityKind::Event && !walked.anchored {
            continue;
        }
        out.push(Candidate { start, end, kind, score, rule: "organization.ending" });
    }
}

/// Which kind of ending token `i` has, and whether it is one that hardly ever ends anything else.
fn ending(view: &View<'_>, i: usize) -> (u32, bool) {
    let own = view.class(i);
    for wanted in [class::ORG, class::EVENT] {
        if own & wanted != 0 {
            return (wanted, own & class::WEAK == 0 && view.chars(i) >= 2);
        }
    }
    // 县公安局 and 新能源科技公司 may be one word: look at the word's last two to four characters.
    let may_end = view.chars(i) >= 3 && view.last_class(i) & (class::ORG | class::EVENT) != 0;
    if !may_end || own & class::STOP != 0 {
        return (0, false);
    }
    let word = view.word(i);
    // 事务局, 司令部: a noun that is an office by its last character.
    let office = word.ends_with(['局', '署', '厅', '司', '委', '部', '院']);
    if office && matches!(view.tag(i).class(), b'n' | b'l' | b'j') && own == 0 {
        let longer = word
            .char_indices()
            .rev()
            .skip(1)
            .take(4)
            .any(|(at, _)| at > 0 && view.names.class(&word[at..]) & (class::ORG | class::EVENT) != 0);
        if !longer {
            return (class::ORG, false);
        }
    }
    for (at, _) in word.char_indices().rev().skip(1).take(4) {
        let cls = view.names.class(&word[at..]);
        if at > 0 && cls & class::ORG != 0 {
            // A known word such as 交汇处 or 中西部 ends alike.
            if cls & class::WEAK != 0 && view.is_known(i) {
                return (0, false);
            }
            return (class::ORG, cls & class::WEAK == 0);
        }
        if at > 0 && cls & class::EVENT != 0 {
            return (class::EVENT, true);
        }
    }
    (0, false)
}

/// The first word of a company's name as it is registered: a place, its own name, its trade, the form. What stands between the place
/// and the form is of any tag (佑/昌/照明/电器), since own names are made of any words; function words end it. The order of the
/// parts is that of the rules for the registration of enterprise names (企业名称登记管理规定, article 6).
fn registered(view: &View<'_>, last: usize) -> Option<usize> {
    if !view.word(last).ends_with("有限公司") {
        return None;
    }
    let is_place = |i: usize| {
        let known = view.names.known(view.word(i)).is_some_and(|k| k.kind == EntityKind::Place);
        view.chars(i) >= 2 && (known || view.tag(i) == Tag::NS) && view.class(i) & class::STOP == 0
    };
    let inside = |i: usize| {
        let ends = view.class(i) & (class::EDGE | class::TITLE | class::SAY) != 0 && view.class(i) & class::INNER == 0;
        let function = matches!(view.tag(i).class(), b'u' | b'p' | b'c' | b'd' | b'r' | b'y' | b'm' | b't' | b'f');
        // A verb is a trade (照明|电器) where a plain word follows, and somebody's deed where a name does: 收购|星澜|有限公司.
        let plain =
            matches!(view.tag(i + 1).class(), b'n' | b'v') && view.tag(i + 1) != Tag::NR && view.is_known(i + 1);
        view.is_han(i) && !ends && !function && (!is_verb(view, i) || i + 1 == last || plain)
    };
    let mut i = last;
    while i > 0 && last - i < WORDS_MAX && view.touches(i - 1) {
        i -= 1;
        if is_place(i) && i + 1 < last {
            if is_verb(view, i + 1) {
                return None;
            }
            while i > 0 && view.touches(i - 1) && is_place(i - 1) {
                i -= 1;
            }
            return Some(i);
        }
        if !inside(i) {
            return None;
        }
    }
    None
}

fn is_verb(view: &View<'_>, i: usize) -> bool {
    view.tag(i).class() == b'v' && view.tag(i) != Tag::VN
}

struct Walked {
    first: Option<usize>,
    /// Whether a name (not only descriptive words) leads it.
    anchored: bool,
    /// Whether a level of government or a word such as 国立 leads it.
    level: bool,
}

fn walk(view: &View<'_>, last: usize) -> Walked {
    let mut walked = Walked { first: None, anchored: false, level: false };
    if view.chars(last) >= 4 {
        let word = view.word(last);
        let named =
            (matches!(view.tag(last), Tag::NT) || starts_with_place(view, word)) && view.class(last) & class::STOP == 0;
        walked = Walked { first: named.then_some(last), anchored: named, level: false };
    }
    let mut i = last;
    let mut loose = 0;
    while i > 0 && last - i < WORDS_MAX && view.touches(i - 1) {
        i -= 1;
        let (cls, tag, word) = (view.class(i), view.tag(i), view.word(i));
        let inner = cls & class::INNER != 0 || joins(view, i);
        if !inner && cls & (class::EDGE | class::TITLE | class::SAY) != 0 {
            break;
        }
        let place = matches!(tag, Tag::NS | Tag::NT) && cls & class::STOP == 0
            || view.names.known(word).is_some_and(|k| matches!(k.kind, EntityKind::Place | EntityKind::Organization));
        let unknown = view.chars(i) >= 2
            && matches!(tag, Tag::X | Tag::NZ | Tag::NR | Tag::NRT | Tag::NRFG | Tag::N)
            && !view.is_known(i);
        let strange = !view.is_han(i) || unknown && word.chars().any(|c| is_function(view, c));
        let name = place
            || matches!(tag, Tag::NZ | Tag::NR | Tag::NRT | Tag::NRFG) && cls & class::STOP == 0 && !strange
            || tag == Tag::ENG && cls & class::LATIN_STOP == 0
            || unknown && !strange;
        if name {
            // A country before a brand stays apart; a place before a body belongs to it.
            walked = Walked { first: Some(i), anchored: true, level: false };
            loose = 0;
        } else if matches!(tag.class(), b'n' | b'j' | b'b' | b'a' | b's' | b'l') && view.is_han(i)
            || inner
            || (matches!(tag, Tag::VN | Tag::VI | Tag::G | Tag::NG | Tag::X) || tag == Tag::M && word.starts_with('第'))
                && view.is_han(i)
        {
            loose += 1;
            if matches!(word, "省" | "市" | "县" | "区" | "州" | "旗" | "镇" | "乡")
                && i + 1 <= last
                && walked.first.is_none()
                && last - i <= 4
            {
                walked.first = Some(i);
                walked.level = true;
            }
            if matches!(word, "国立" | "国家" | "国际" | "省立" | "市立" | "中央" | "全国" | "中华" | "私立")
            {
                walked.first = Some(i);
                walked.level = true;
            }
            if loose > 6 {
                break;
            }
        } else {
            break;
        }
    }
    walked
}

/// 工业和信息化厅, 计算机科学与技术学院: a conjunction inside a name. 和 joins only what offices are known to join, 与 any two nouns.
fn joins(view: &View<'_>, i: usize) -> bool {
    let word = view.word(i);
    if !matches!(word, "和" | "与") || i == 0 || !view.touches(i) || !view.touches(i - 1) {
        return false;
    }
    let (Some(left), Some(right)) = (view.tokens.get(i - 1), view.tokens.get(i + 1)) else { return false };
    let plain = |k: usize| {
        matches!(view.tag(k), Tag::N | Tag::VN | Tag::L) && view.chars(k) >= 2 && view.class(k) & !class::INNER == 0
    };
    word == "与" && plain(i - 1) && plain(i + 1)
        || view.names.class(view.slice(left.span.start(), right.span.end())) & class::INNER != 0
}

/// Characters that begin a clause rather than a name: 他共为.
fn is_function(view: &View<'_>, c: char) -> bool {
    view.names.char_class(c) & class::EDGE != 0 || "他她它我你们年月日入共".contains(c)
}

/// Words behind the name of a company that make the name of a part of it.
const BRANCHES: [&str; 10] = ["半导体", "物流", "健康", "金融", "金服", "数科", "影业", "智能", "中国", "亚太"];

/// 日联银行（中国）, 亚马逊中国, 平头哥半导体: what stands behind the name of an organization and belongs to it.
pub(super) fn branches(view: &View<'_>, out: &mut Vec<Candidate>) {
    for k in 0..out.len() {
        let c = out[k];
        if c.kind != EntityKind::Organization || c.score < SURE {
            continue;
        }
        let rest = &view.text[c.end..];
        let open = rest.chars().next().filter(|&c| matches!(c, '（' | '(')).map_or(0, char::len_utf8);
        let length = if open > 0 {
            let inner = rest[open..].split(['）', ')', '\n']).next().unwrap_or("");
            let place = view.names.known(inner).is_some_and(|k| k.kind == EntityKind::Place) || inner == "集团";
            let close = rest.get(open + inner.len()..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8);
            if !place || inner.len() > 12 || close == 0 {
                continue;
            }
            open + inner.len() + close
        } else if c.rule == "dictionary.known" {
            let next = view.token_at(c.end);
            let word = view.word(next);
            let office = view.word(next.saturating_sub(1));
            let touches = view.tokens.get(next).is_some_and(|t| t.span.start() == c.end);
            if !touches
                || !BRANCHES.contains(&word)
                || ending(view, next.saturating_sub(1)).0 != 0
                || view.class(next + 1) & class::PLACE != 0
                || matches!(view.word(next + 1), "市场" | "业务" | "大陆" | "手机" | "设备" | "产品")
                || view.names.known(office).is_none()
            {
                continue;
            }
            word.len()
        } else {
            continue;
        };
        out.push(Candidate { end: c.end + length, score: c.score.min(80), rule: "organization.branch", ..c });
    }
}

fn starts_with_place(view: &View<'_>, word: &str) -> bool {
    word.char_indices()
        .skip(2)
        .take(4)
        .any(|(at, _)| view.names.known(&word[..at]).is_some_and(|k| k.kind == EntityKind::Place))
}

/// 第七届中国艺术节: an ordinal, then words up to the word for what it is.
pub(super) fn ordinal_events(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (at, mark) in view.text.match_indices('届') {
        let before = &view.text[..at];
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c));
        let start = if before.ends_with('首') {
            at - 3
        } else if number.len() < at && number.ends_with('第') && at - number.len() < 20 {
            number.len() - 3
        } else {
            continue;
        };
        let mut i = view.token_at(at + mark.len());
        let from = i;
        let mut end = None;
        while i < from + 10 && i < view.tokens.len() {
            let (tag, cls) = (view.tag(i), view.class(i));
            if cls & class::EVENT != 0 || ending(view, i).0 == class::EVENT {
                end = Some(view.tokens[i].span.end());
            } else if view.word(i).chars().any(|c| !c.is_alphanumeric())
                || cls & (class::EDGE | class::SAY) != 0 && cls & class::INNER == 0
                || end.is_some()
                || tag == Tag::V && cls & class::INNER == 0 && i == from
            {
                break;
            }
            i += 1;
        }
        if let Some(end) = end {
            out.push(Candidate { start, end, kind: EntityKind::Event, score: 78, rule: "event.ordinal" });
        }
    }
}
