//! Numerals and counters that are parts of the names of places: 八家子村, 五棵树镇, 二道白河镇.
//!
//! Leaves 八家村办企业, 五棵树倒了, 三间房屋, 两家店铺, 三家镇医院: no seat of a place ends what the counter counts.

use super::term::Term;
use super::types::{At, at};
use super::{Context, Found, UnitKind};

/// What hamlets are called after: what stood there.
const SIGHTS: &str = "子户树樹房店沟溝河营營庄莊铺鋪堡屯墩岭嶺山桥橋泉井石塔窑窯湾灣坡口坪塘坝垭洲岛島峪岗崗岔窝窩洼台臺坟坊庙廟寺门門楼樓阁亭堂玉碑";
/// Seats of places that a hamlet's name goes before whatever follows.
const SEATS: [&str; 9] = ["村", "镇", "鎮", "乡", "鄉", "屯", "街道", "社区", "社區"];
/// Seats that are also beginnings of words: 路面, 区内, 桥下.
const WORD_SEATS: [&str; 8] = ["区", "區", "县", "縣", "路", "街", "桥", "站"];
/// Counters that name places by themselves: 九站社区, 八台镇. Of them only 二, never 两.
const LONE: &str = "台臺站道盘盤眼岔";

/// Whether a numeral and the counter behind it begin the name of a place.
pub(super) fn is_name(cx: &Context<'_>, t: &Term, unit: &Found) -> bool {
    let text = cx.text;
    // Behind 一米八 and 一个半 the unit is no counter.
    let Some(counter) = text.get(t.num_end..unit.end) else { return false };
    if unit.kind != UnitKind::Count || !t.numeral.is_han || counter.chars().count() != 1 || counter == "个" {
        return false;
    }
    let At(Some(first), behind) = at(text, unit.end) else { return false };
    if LONE.contains(counter) && !text[t.num_start..].starts_with(['两', '兩']) && alone(cx, counter, unit.end) {
        return true;
    }
    if SIGHTS.contains(first) && is_seat(cx, behind) {
        return true;
    }
    let At(Some(second), stop) = at(text, behind) else { return false };
    if !SIGHTS.contains(second) || !is_seat(cx, stop) {
        return false;
    }
    // 三间房屋, 两家店铺 are counted; 二道白河 is no river that is counted by 道.
    (counter == "道" && matches!(second, '河' | '沟' | '溝' | '岭' | '子'))
        || !cx.lexicon.words.has(&text[unit.end..stop])
}

/// Whether a seat stands right behind the counter and begins no other word: 二台镇, not 三台乡镇企业.
fn alone(cx: &Context<'_>, counter: &str, p: usize) -> bool {
    let rest = &cx.text[p..];
    let seat = SEATS.iter().find(|s| rest.starts_with(**s)).copied();
    let seat = seat.or((counter == "道" && rest.starts_with('街')).then_some("街"));
    seat.is_some_and(|s| s.chars().count() > 1 || !begins_word(cx, p, s.len()))
}

/// Whether the seat of a place stands at `p`, a people's name before it or not: 乡, 满族乡.
fn is_seat(cx: &Context<'_>, p: usize) -> bool {
    let rest = &cx.text[p..];
    SEATS.iter().any(|s| rest.starts_with(s))
        || WORD_SEATS.iter().any(|s| rest.starts_with(s) && !begins_word(cx, p, s.len()))
        || rest
            .char_indices()
            .skip(1)
            .take(3)
            .any(|(at, c)| c == '族' && rest[at + c.len_utf8()..].starts_with(['乡', '镇', '鄉', '鎮']))
}

/// Whether jieba's dictionary has a word of the seat at `p` and the character behind it: 路面, 村民.
fn begins_word(cx: &Context<'_>, p: usize, len: usize) -> bool {
    let next = cx.text[p + len..].chars().next();
    next.is_some_and(|c| cx.lexicon.words.has(&cx.text[p..p + len + c.len_utf8()]))
}
