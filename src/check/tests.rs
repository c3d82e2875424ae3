//! Runs `corpus/specs/check.tsv`.

use super::{Check, CheckKind, CheckVerdict, Judged};
use crate::clean::SuspicionKind;
use crate::lexicon::Table;
use crate::text::Closed;
use crate::{Options, Pipeline};

const SPEC: &str = include_str!("../../corpus/specs/check.tsv");

/// Checks and suspicions of a text.
fn judged(text: &str, published: Option<&str>, pipeline: &Pipeline) -> Judged {
    let (found, suspicions) = pipeline.facts(text, published, true);
    Judged { checks: found.checks, suspicions }
}

fn pipeline() -> Pipeline {
    Pipeline::new(Options::default()).expect("built-in dictionaries are sound")
}

fn is_expected(check: &Check, expect: &str) -> bool {
    let mut words = expect.split(' ');
    let kind = words.next().and_then(CheckKind::from_name);
    let verdict = words.next().and_then(CheckVerdict::from_name);
    kind == Some(check.kind) && verdict == Some(check.verdict)
}

#[test]
fn spec() {
    let pipeline = pipeline();
    let (mut wrong, mut missed, mut all) = (Vec::new(), Vec::new(), 0);
    for row in Table::new("corpus/specs/check.tsv", SPEC).rows() {
        let row = row.expect("a sound row");
        let (id, text) = (row.get(0).expect("an id"), row.get(1).expect("a text"));
        let (published, expect) = (row.optional(2), row.get(3).expect("what is expected"));
        let checks = judged(text, published, &pipeline).checks;
        let shown: Vec<String> = checks.iter().map(|k| format!("{:?} {:?} {}", k.kind, k.verdict, k.why)).collect();
        all += 1;
        let hit = expect == "-" || checks.iter().any(|k| is_expected(k, expect));
        if !hit {
            missed.push(format!("{id}: {text} wants {expect}, got {shown:?}"));
        }
        if checks.iter().any(|k| k.verdict == CheckVerdict::Conflict && !is_expected(k, expect)) {
            wrong.push(format!("{id}: {text} got {shown:?}"));
        }
    }
    assert!(wrong.is_empty(), "false conflicts:\n{}\nmissed:\n{}", wrong.join("\n"), missed.join("\n"));
    assert!(missed.len() * 20 <= all, "missed {} of {all}:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn a_lost_point_is_suspected() {
    let found = judged("合格率由81.5%升至85.0%，提高35个百分点。", None, &pipeline());
    assert!(found.suspicions.iter().any(|s| s.likely.as_deref().is_some_and(|l| l.starts_with("3.5"))), "{found:?}");
}

#[test]
fn a_percentage_that_cannot_be_lost_its_point() {
    let likely = |text: &str| -> Vec<String> {
        judged(text, None, &pipeline()).suspicions.into_iter().filter_map(|s| s.likely).collect()
    };
    assert_eq!(likely("收盘时，甲指数下跌089%。"), ["0.89"]);
    assert_eq!(likely("调查显示，645%的受访者支持修桥。"), ["64.5"]);
    assert_eq!(likely("这种做法见于新增病例中的875%，其余不明。"), ["87.5"]);
    for honest in [
        "订单增长645%。",
        "他拿出120%的热情投入工作。",
        "该国债务占生产总值的260%。",
        "占新增产能中的120%的说法有误。",
        "100%的受访者支持修桥。",
        "报名人数为计划的150%，人人都想来。",
        "尾号为089的车辆停驶。",
    ] {
        assert_eq!(likely(honest), [""; 0], "{honest}");
    }
}

#[test]
fn an_article_whose_names_change_their_characters_is_taken_for_a_translation() {
    let pipeline = pipeline();
    let is_suspected = |text: &str| {
        let suspicions = pipeline.facts(text, None, true).1;
        suspicions.iter().any(|s| s.kind == SuspicionKind::MachineTranslated)
    };
    let article = |second: &str, third: &str| {
        format!(
            "县长陈立峰说，工程进展顺利。副县长王秀英说，明年春天可以完工。县长{second}还说，资金已经到位。副县长{third}要求加强安全检查。"
        )
    };
    assert!(is_suspected(&article("陈丽锋", "王秀颖")));
    assert!(is_suspected(&article("陈立锋", "王修英")));
    // One slip, and other persons.
    assert!(!is_suspected(&article("陈丽锋", "王秀英")));
    assert!(!is_suspected(&article("陈建国", "王秀兰")));
}

#[test]
fn a_dropped_character_is_suspected() {
    let pipeline = pipeline();
    let likely = |text: &str| -> Vec<String> {
        let suspicions = judged(text, None, &pipeline).suspicions.into_iter();
        let dropped = suspicions.filter(|s| s.kind == SuspicionKind::DroppedCharacter);
        dropped.map(|s| format!("{} {}", s.found.unwrap_or_default(), s.likely.unwrap_or_default())).collect()
    };
    assert_eq!(likely("会议昨天在乌鲁齐举行。"), ["乌鲁齐 乌鲁木齐"]);
    assert_eq!(likely("公司依靠人智能改进工艺。"), ["人智能 人工智能"]);
    assert_eq!(likely("这种药水能杀死微物，请放心使用。"), ["微物 微生物"]);
    let article = "青松水库管理站今年清淤两次。站长说，水库管理站缺人。年底，水库管站又清淤一次。";
    assert_eq!(likely(article), ["水库管站 水库管理站"]);
    for honest in [
        "据台媒报道，商务地标性建筑昨天开放，主持人走上红毯。",
        "中科院和工行在自贸区设点，中国科学院和中国工商银行都有代表。",
        "副总经理和经理都来了，总经理说，副经理先走。",
        "王小明和王明是兄弟，王小明年长，王小明在家务农。",
        "软硬件都要跟上，软硬件要一起买，所谓软硬一体化。",
        "驾驶员来说明情况，驾驶员来说，对于驾驶来说路况最要紧。",
        "泪流满腮的老人说，他从小在海边长大。",
        "第五十三条和第五十条都有规定，第五十三条讲的是处分。",
        "塞勒涅从厄俄斯处得知，厄俄斯走了。",
        "记者 刘涛\n展览昨天在江州开幕。",
    ] {
        assert_eq!(likely(honest), [""; 0], "{honest}");
    }
}

#[test]
fn an_old_story_under_a_new_date_is_suspected() {
    let text = "近日，2021年青年戏剧节闭幕。2021年共有30部剧目参演，比往年多。组委会说，2021年是收获的一年。";
    assert_eq!(judged(text, Some("2025-08-01"), &pipeline()).suspicions.len(), 1);
    assert!(judged(text, Some("2021-12-01"), &pipeline()).suspicions.is_empty());
    let looks_back = "近日，青年戏剧节闭幕。戏剧节始于2010年，2015年改名，2021年迁址，2021年和2021年末两次获奖，2018年停办，2012年复办。";
    assert!(judged(looks_back, Some("2025-08-01"), &pipeline()).suspicions.is_empty());
}

#[test]
fn absurd_numbers_are_silent() {
    let pipeline = pipeline();
    for text in [
        "产量由0吨增至0吨，增长0%。",
        "由99999999999999999999件增至1件，下降99999999999999999999%。",
        "番番番翻番番",
        "其中、、、和3个",
        "星期",
        "占占占%",
        // A sentence of nothing but shares.
        &"1%至".repeat(20_000),
    ] {
        let found = judged(text, None, &pipeline);
        assert!(found.checks.iter().all(|k| k.verdict != CheckVerdict::Conflict), "{text}: {found:?}");
    }
}
