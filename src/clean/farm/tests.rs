//! Tables of marked text: what stands between ⟦ and ⟧ must go, all else must stay; ⟦was→is⟧ must be repaired.

mod bytes;
mod lines;
mod marks;
mod phrases;
mod readings;
mod residue;
mod rotation;
mod twins;
mod words;

use super::super::{Cleaned, Draft, Given, Metadata, SuspicionKind};
use crate::lexicon::Lexicon;
use crate::page::Page;
use std::sync::OnceLock;

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::load(None).expect("the dictionaries load"))
}

fn clean(title: &str, text: &str) -> Cleaned {
    let page = Page::from_text(text);
    let given = Given::default();
    let mut draft = Draft::new(&page, &given, lexicon());
    draft.metadata = Metadata { title: Some(title.to_owned()), ..Metadata::default() };
    super::repair(&mut draft);
    super::weed(&mut draft);
    let cleaned = draft.finish();
    assert_eq!(
        cleaned.ledger.undo(&cleaned.text, |e| e.page.of(&page.text)),
        page.text,
        "the ledger gives the page back"
    );
    cleaned
}

/// The page as planted, and as it should come out.
fn unmark(marked: &str) -> (String, String) {
    let (mut page, mut honest) = (String::new(), String::new());
    for (n, part) in marked.split(['⟦', '⟧']).enumerate() {
        if n % 2 == 0 {
            page.push_str(part);
            honest.push_str(part);
        } else {
            let (was, is) = part.split_once('→').unwrap_or((part, ""));
            page.push_str(was);
            honest.push_str(is);
        }
    }
    (page, honest)
}

fn check(title: &str, marked: &str) {
    let (page, honest) = unmark(marked);
    let lines = |t: &str| t.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let got = clean(title, &page);
    assert_eq!(lines(&got.text), lines(&honest), "\nledger: {:?}\n{:?}", got.ledger.edits(), got.ledger.reasons());
    let again = clean(title, &got.text);
    assert_eq!(again.text, got.text, "a second cleaning finds nothing");
}

fn suspicions(text: &str) -> Vec<(SuspicionKind, String)> {
    let own = clean("无关的标题", text).suspicions.into_iter();
    own.map(|s| (s.kind, s.found.unwrap_or_default())).collect()
}

const TITLE: &str = "青松镇新建三座小型水库";

/// Clauses of our own writing, each with one 的.
const CLAUSES: [&str; 14] = [
    "春天的工地上机器轰鸣，",
    "远处的山坡还盖着雪，",
    "工人的午饭由村里送来。",
    "第一期的投资约两千万元，",
    "全部的材料来自邻县，",
    "负责人的办公室就在坝下。",
    "他桌上的图纸换了三版，",
    "墙上的日历画满圆圈，",
    "最后的验收定在九月。",
    "附近的农田将因此受益，",
    "老人的担心也少了许多，",
    "孩子的课本里写到了它。",
    "往年的干旱让人记忆犹新，",
    "今年的雨水来得很早。",
];

/// Plants `pieces` in rotation into the first `count` clauses, where `place` says.
fn planted(pieces: &[&str], count: usize, place: fn(&str) -> usize) -> String {
    let mut marked = String::new();
    for (n, clause) in CLAUSES.iter().enumerate() {
        if n < count {
            let at = place(clause);
            marked.push_str(&format!("{}⟦{}⟧{}", &clause[..at], pieces[n % pieces.len()], &clause[at..]));
        } else {
            marked.push_str(clause);
        }
        if n % 5 == 4 {
            marked.push('\n');
        }
    }
    marked
}

fn after_de(clause: &str) -> usize {
    clause.find('的').map_or(clause.len(), |i| i + "的".len())
}

#[test]
fn takes_rotations_of_any_period_length_and_place() {
    let before_mark = |c: &str| c.len() - "，".len();
    let at_end = |c: &str| c.len();
    let third = |c: &str| c.char_indices().nth(3).map_or(0, |i| i.0);
    let places: [fn(&str) -> usize; 4] = [after_de, before_mark, at_end, third];
    for place in places {
        check(TITLE, &planted(&["青松", "三座"], 6, place));
        check(TITLE, &planted(&["松镇", "建三", "水库"], 9, place));
        check(TITLE, &planted(&["青松镇", "新建三", "小型水"], 9, place));
        check(TITLE, &planted(&["青松", "镇新", "建三", "座小"], 12, place));
    }
}

#[test]
fn takes_a_mixed_rule() {
    // Behind the first 的; behind the end mark where there is none.
    check(
        TITLE,
        "春天的⟦青松⟧工地上机器轰鸣，山坡还盖着雪，⟦三座⟧工人的⟦水库⟧午饭由村里送来。投资约两千万元，⟦青松⟧\n\
         全部的⟦三座⟧材料来自邻县，图纸换了三版，⟦水库⟧墙上的⟦青松⟧日历画满圆圈，验收定在九月。⟦三座⟧农田受益，⟦水库⟧老人放心。",
    );
}

#[test]
fn of_two_rules_the_one_that_leaves_the_titles_own_words() {
    // Behind the end mark; behind 过 stands the town itself.
    let run = planted(&["青松", "三座"], 8, |c| c.len());
    check(TITLE, &run.replacen("最后的验收定在九月。", "他路过青松镇。⟦青松⟧最后的验收定在九月。", 1));
}

#[test]
fn a_run_of_broken_words_may_begin_late() {
    let broken = planted(&["松镇", "建三", "座小", "型水"], 8, |c| c.len());
    check(TITLE, &format!("今年入春较早，{broken}"));
    // Of whole words an author may use as many.
    let whole = planted(&["青松", "新建", "三座", "水库"], 8, |c| c.len()).replace(['⟦', '⟧'], "");
    check(TITLE, &format!("今年入春较早，{whole}"));
}

#[test]
fn leaves_the_words_of_the_title_alone() {
    check(TITLE, &CLAUSES.concat());
    check(
        TITLE,
        "青松镇的三座水库今年动工，青松镇新建水库的消息传开了，三座水库都在青松镇，水库的水来自山上，青松的水好，三座都好。",
    );
    check(
        "全年营收与利润双增长",
        "一季度的营收为三亿元，一季度的利润为一亿元，二季度的营收为四亿元，二季度的利润为一亿元。三季度的营收为五亿元，利润没有公布。",
    );
    check("新", &CLAUSES.concat());
    check("", &CLAUSES.concat());
}

#[test]
fn survives_hostile_pages() {
    for piece in [
        "的",
        "，",
        "“",
        "青",
        "[",
        "<",
        "&",
        "\\",
        "青松",
        "(a",
        "加微信",
        "产物",
        "\u{200b}",
        "爆料",
        "鸢",
        "\n",
        "{{",
        "[*]字",
        "À",
    ] {
        let page = piece.repeat(40_000);
        let _ = clean(TITLE, &page);
    }
}
