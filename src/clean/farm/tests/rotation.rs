//! Pieces of the title planted by many rules into one text of our own, and texts that only look so.

use super::{check, clean};

const TITLE: &str = "青松镇三座水库完工 山下千亩农田受益";

/// Our own story; its paragraphs have sentences and clauses of many lengths.
const STORY: &str = "清晨的雾还没有散，老周已经在坝上走了一个来回。他今年六十一岁，是这里的第一批护坝人，每天要看三遍水位，记在一本蓝色的册子里。\n\
    “以前的夏天最怕两件事，一是旱，二是涝。”老周说，村里的井干过四次，路也被冲断过两次；最难的一年，大家要到邻县去拉水。\n\
    工程是前年春天动工的，一共来了两百多名工人和十几台机器。他们在河谷里搭起板房，白天修路，晚上清淤，冬天也没有停。负责施工的方工说，地质比想象的复杂，光是加固岸坡就多用了半年！\n\
    变化是一点一点来的。先是坝下的井有了水，接着是果园里装上了喷头，后来连荒了多年的河滩也种上了稻子。今年的秋收比往年早，合作社的仓库在十月初就装满了；收粮的车排了很长的队，司机们在路边和农户谈价钱。\n\
    孩子们也有了新的去处。学校的老师带他们来看闸门怎样升起，讲河流、雨量、沙土，讲为什么要在山上种树。一个女孩在作文里写：水是从云里来的，也是从很多人的手里来的。\n\
    镇上的账本记得很细，两年的投入是三千二百万元，其中一半来自省里的补助，另一半是贷款和村民的集资。还款的期限是十五年，利息由县里和镇里分担。会计小梁在墙上画了一张表，每还一笔就涂掉一格。\n\
    老周不看那张表，他只看水。傍晚的时候，他又在坝上走了一个来回，风从谷口吹来，带着一点稻子的香味。他把册子合上，说了一句很轻的话：“够用了。”";

/// What a farm does: where clauses end, every which clause from which on, and the place in a clause.
struct Farm {
    ends: &'static str,
    first: usize,
    step: usize,
    place: fn(&[char], usize) -> Option<usize>,
}

/// Plants the pieces in rotation, `count` of them, and marks what was planted.
fn plant(farm: &Farm, pieces: &[&str], count: usize) -> String {
    let chars: Vec<char> = STORY.chars().collect();
    let (mut marked, mut from, mut clause, mut planted) = (String::new(), 0, 0, 0);
    for (i, c) in chars.iter().enumerate() {
        if *c == '\n' {
            marked.extend(&chars[from..=i]);
            from = i + 1;
        } else if farm.ends.contains(*c) {
            let own = &chars[from..=i];
            let is_due = clause >= farm.first && (clause - farm.first).is_multiple_of(farm.step) && planted < count;
            match is_due.then(|| (farm.place)(own, planted)).flatten() {
                Some(at) => {
                    marked.extend(&own[..at]);
                    marked.push_str(&format!("⟦{}⟧", pieces[planted % pieces.len()]));
                    marked.extend(&own[at..]);
                    planted += 1;
                }
                None => marked.extend(own),
            }
            clause += 1;
            from = i + 1;
        }
    }
    marked.extend(&chars[from..]);
    assert_eq!(planted, count, "the story has room for {count} pieces");
    marked
}

fn first(clause: &[char], c: char) -> Option<usize> {
    clause.iter().position(|o| *o == c).map(|i| i + 1)
}

fn last(clause: &[char], c: char) -> Option<usize> {
    clause.iter().rposition(|o| *o == c).map(|i| i + 1)
}

#[test]
fn takes_pieces_at_any_place_that_a_rule_tells() {
    let places: [fn(&[char], usize) -> Option<usize>; 9] = [
        |c, _| Some((c.len() - 1) / 2),
        |c, _| Some(c.len() - 1),
        |c, _| Some(c.len()),
        |_, _| Some(0),
        |c, _| (c.len() > 5).then_some(4),
        |c, _| (c.len() > 4).then(|| c.len() - 3),
        |c, _| Some(first(c, '的').unwrap_or(c.len() - 1)),
        |c, _| Some(last(c, '了').unwrap_or(c.len())),
        |c, _| Some(first(c, '是').map_or(0, |i| i - 1)),
    ];
    for place in places {
        let farm = Farm { ends: "，。；！", first: 0, step: 1, place };
        check(TITLE, &plant(&farm, &["松镇", "库完"], 14));
        check(TITLE, &plant(&farm, &["松镇三", "库完工", "亩农田"], 16));
        check(TITLE, &plant(&farm, &["松镇三座", "亩农", "工山下"], 17));
    }
}

#[test]
fn takes_pieces_of_clauses_that_have_a_character() {
    for place in [
        (|c, _| first(c, '的')) as fn(&[char], usize) -> Option<usize>,
        |c, _| last(c, '的'),
        |c, _| first(c, '在'),
        |c, _| first(c, '是'),
    ] {
        let farm = Farm { ends: "，。；！", first: 0, step: 1, place };
        check(TITLE, &plant(&farm, &["田受", "库完"], 9));
    }
}

#[test]
fn takes_every_second_clause_sentences_and_late_runs() {
    let middle = |c: &[char], _| Some((c.len() - 1) / 2);
    for (ends, step) in [("，。；！", 2), ("，。；！", 3), ("。！", 1), ("。", 1), ("，。", 2), ("，、。；！：", 2)]
    {
        let farm = Farm { ends, first: 0, step, place: middle };
        check(TITLE, &plant(&farm, &["松镇", "库完"], 12));
        check(TITLE, &plant(&farm, &["田受", "镇三", "库完"], 13));
    }
    for first in [1, 4, 9, 20] {
        let farm = Farm { ends: "，。；！", first, step: 1, place: middle };
        check(TITLE, &plant(&farm, &["受益", "松镇", "水库", "库完"], 20));
    }
}

#[test]
fn takes_whole_words_when_the_run_is_long() {
    let farm = Farm { ends: "，。；！", first: 0, step: 1, place: |c, _| Some((c.len() - 1) / 2) };
    check(TITLE, &plant(&farm, &["青松", "三座", "水库", "农田"], 22));
}

#[test]
fn leaves_a_story_alone_whatever_its_title() {
    // Titles of the story's own words, five at a time.
    let words = [
        "老周",
        "坝上",
        "水位",
        "册子",
        "工程",
        "工人",
        "机器",
        "河谷",
        "板房",
        "方工",
        "变化",
        "果园",
        "稻子",
        "秋收",
        "合作社",
        "司机",
        "学校",
        "老师",
        "闸门",
        "河流",
        "账本",
        "贷款",
        "村民",
        "会计",
        "小梁",
        "夏天",
        "冬天",
        "来回",
    ];
    for (i, step) in (0..words.len()).zip([1, 3, 5, 7, 11].into_iter().cycle()) {
        let title: String = (0..5).map(|k| words[(i + k * step) % words.len()]).collect();
        let twice = format!("{STORY}\n{STORY}");
        assert_eq!(clean(&title, &twice).text, twice, "{title}");
    }
}

#[test]
fn leaves_words_that_take_turns() {
    // A comparison speaks of one and the other, clause by clause.
    let title = "北岭梨园与南坡果园收成比较";
    let row = |year: u32| format!("{year}年，北岭梨园收了{}吨，南坡果园收了{}吨。", year - 1990, year - 1995);
    let rows = (2001..2021).map(row).collect::<Vec<_>>().concat();
    assert_eq!(clean(title, &rows).text, rows);
    let prose = "北岭的梨早熟，南坡的果晚熟。北岭靠水，南坡靠路。北岭有老树，南坡有新苗，北岭卖给县城，南坡卖给外省。\
                 北岭的人说土好，南坡的人说光照好。北岭的价高，南坡的量大。北岭今年扩种，南坡今年修路。";
    assert_eq!(clean(title, prose).text, prose);
    // The title again and again holds its pieces in rotation.
    let lines = format!("今年的收成如下。\n{}", "资料：北岭梨园与南坡果园收成比较，第一组数据。\n".repeat(12)) + "完。";
    assert!(clean(title, &lines).text.contains("资料：北岭梨园与南坡果园收成比较，第一组数据。"));
}

#[test]
fn looks_at_hostile_rotations_in_bounded_time() {
    let pieces = ["松镇，", "库完。", "田受"];
    for n in 1..=3 {
        let _ = clean(TITLE, &pieces[..n].concat().repeat(20_000));
    }
}
