//! Sentences of our own with their answers; every frame with an honest look-alike.

use super::Claims;
use crate::text::Closed;
use crate::{Options, Pipeline, scan, segment};
use std::sync::OnceLock;

fn pipeline() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(|| Pipeline::new(Options::default()).expect("the built-in dictionaries are sound"))
}

/// One line a claim or attribution: `kind subject | value base delta direction`, `S cue > content`.
pub(super) fn print(text: &str) -> (Vec<String>, Vec<String>, Claims) {
    let (found, _) = pipeline().facts(text, Some("2024-06-01"), false);
    let (all, measured) = (found.claims, found.measured);
    let number = |q: Option<usize>| q.map_or("-", |q| measured.quantities[q].span.of(text));
    let claims = all.claims.iter().map(|c| {
        let subject = c.subject.map_or("-", |s| s.span.of(text));
        let way = c.direction.map_or("-", Closed::as_str);
        format!("{} {subject} | {} {} {} {way}", c.kind.as_str(), number(c.value), number(c.base), number(c.delta))
    });
    let attributions = all.attributions.iter().map(|a| {
        let (speaker, cue) = (a.speaker.map_or("-", |s| s.span.of(text)), a.cue.map_or("-", |c| c.of(text)));
        format!("{speaker} {cue} > {}{}", if a.direct { "“" } else { "" }, a.content.of(text))
    });
    (claims.collect(), attributions.collect(), all.clone())
}

/// The numeric claims of a text.
#[track_caller]
fn claims(text: &str, expect: &[&str]) {
    let (found, _, _) = print(text);
    let numeric: Vec<&String> = found.iter().filter(|c| !c.starts_with("event") && !c.starts_with("plan")).collect();
    assert_eq!(numeric, expect, "{text}\n{}", tokens(text));
}

/// The atoms of a text, to see what a test stumbles over.
fn tokens(text: &str) -> String {
    let scanned = scan::scan(text, pipeline().lexicon());
    let words = segment::segment(text, &scanned, pipeline().lexicon());
    let all: Vec<String> = words.tokens.iter().map(|t| format!("{}/{:?}", t.span.of(text), t.tag)).collect();
    all.join(" ")
}

#[track_caller]
fn says(text: &str, expect: &[&str]) {
    let (_, found, _) = print(text);
    assert_eq!(found, expect, "{text}\n{}", tokens(text));
}

#[test]
fn a_level_and_its_growth_are_two_claims() {
    claims("全年接待游客412万人次，同比增长8.4%。", &["measure 游客 | 412万人次 - - -", "change 游客 | - - 8.4% up"]);
}

#[test]
fn an_english_sentence_claims_nothing() {
    claims("Sales of the new model rose 12% to 3 million units in 2023.", &[]);
    claims("AMD的GPU出货量增长12%。", &["change AMD的GPU出货量 | - - 12% up"]);
}

#[test]
fn half_a_quotation_is_no_subject() {
    claims("9岁小岚（化名）“书包被剪坏”一事已有结论。", &[]);
    claims("9岁的小岚在“云江杯”比赛中获奖。", &["measure 小岚 | 9岁 - - -"]);
}

#[test]
fn from_a_to_b_is_one_change() {
    claims("甲厂产量由60万吨增至75万吨，增幅25%。", &["change 甲厂产量 | 75万吨 60万吨 25% up"]);
}

#[test]
fn a_rate_keeps_its_name() {
    claims(
        "失业率为5.0%，较上月下降0.2个百分点。",
        &["measure 失业率 | 5.0% - - -", "change 失业率 | - - 0.2个百分点 down"],
    );
}

#[test]
fn two_things_are_compared() {
    claims("乙地降水量是丙地的2.4倍。", &["comparison 乙地降水量 | - - 2.4倍 -"]);
    claims("东边的楼房比西边的楼房高出12米。", &["comparison 东边的楼房 | - - 12米 up"]);
    // One thing at two times is a change.
    claims("全年气温比去年高2度。", &["change 气温 | - - 2度 up"]);
}

#[test]
fn shares() {
    claims("全县种植小麦800亩，占耕地面积的三成。", &["measure 全县 | 800亩 - - -", "share 全县 | 三成 - - -"]);
    // Land that is covered is no share.
    let (found, _, _) = print("园区占地300亩。");
    assert!(found.iter().all(|c| !c.starts_with("share")), "{found:?}");
}

#[test]
fn ranks() {
    claims("出口额居全省第三位。", &["rank 出口额 | 第三位 - - -"]);
    claims("第三季度出口形势平稳。", &[]);
    claims("第十二届展览会在甲市开幕。", &[]);
}

#[test]
fn each_gets_its_own() {
    claims("甲县、乙县分别增长6%和9%。", &["change 甲县 | - - 6% up", "change 乙县 | - - 9% up"]);
    claims("甲县、乙县、丙县分别增长6%和9%。", &[]);
}

#[test]
fn words_without_a_number() {
    claims("全年产量与去年持平。", &["change 产量 | - - - flat"]);
    // An office is no place in a row.
    claims("首席执行官出席了会议。", &[]);
}

#[test]
fn no_claims() {
    claims("这是一个好消息。", &[]);
    claims("近三年来，村里变了样。", &[]);
    claims("几年前他来过这里。", &[]);
}

#[test]
fn speakers_before_and_behind() {
    says("王小乙告诉记者，这个团队一共有三十六人。", &["王小乙 告诉记者 > 这个团队一共有三十六人"]);
    says("“我们明年还会再来。”王小乙说。", &["王小乙 说 > “我们明年还会再来。"]);
    says(
        "“我们还会再来，”王小乙说，“明年带更多学生过来。”",
        &["王小乙 说 > “我们还会再来，", "王小乙 说 > “明年带更多学生过来。"],
    );
}

#[test]
fn according_to() {
    says("据省统计局数据，一季度用电量增长4.7%。", &["省统计局 数据 > 一季度用电量增长4.7%"]);
    says("据了解，该项目下月开工。", &["- 据了解 > 该项目下月开工"]);
    says("根据规定，车辆须靠右行驶。", &[]);
}

#[test]
fn no_speech() {
    says("他对志愿者表示感谢。", &[]);
    says("该车型被称为“国民车”。", &[]);
    says("这部小说说明书很厚。", &[]);
    says("所谓“双减”，是一项政策。", &[]);
}

#[test]
fn more_frames() {
    claims("价格由每吨80元上调至120元，上涨近五成。", &["change 价格 | 120元 80元 五成 up"]);
    claims(
        "该公司去年实现营业收入35亿元，净利润2.4亿元。",
        &["measure 该公司 | 35亿元 - - -", "measure 净利润 | 2.4亿元 - - -"],
    );
    claims("甲队的人数比乙队多出30人。", &["comparison 甲队的人数 | - - 30人 up"]);
    claims("学校现有教师120名，其中女教师80名。", &["measure 学校 | 120名 - - -", "measure 女教师 | 80名 - - -"]);
    claims("这座水库高出海面600米。", &["comparison 这座水库 | - - 600米 up"]);
    claims("产量增长到去年的3倍。", &["change 产量 | - - 3倍 up"]);
    claims("参会人数超过5000人。", &["measure 参会人数 | 5000人 - - -"]);
    claims("车辆的票价为每张15元。", &["measure 车辆的票价 | 15元 - - -"]);
    claims("全市新增就业8.5万人，完成年度目标的90%。", &["measure 全市 | 8.5万人 - - -", "share 全市 | 90% - - -"]);
    claims("贸易逆差收窄至14亿美元。", &["change 贸易逆差 | 14亿美元 - - down"]);
    claims("营业支出增长12%至35.9亿元。", &["change 营业支出 | 35.9亿元 - 12% up"]);
    claims(
        "投资由3亿元增至5亿元，平均每年增长16.6%。",
        &["change 投资 | 5亿元 3亿元 - up", "change 投资 | - - 16.6% up"],
    );
    claims(
        "全年利润46亿元，比上年同期的40亿元增长15%。",
        &["measure 利润 | 46亿元 - - -", "change 利润 | 46亿元 40亿元 15% up"],
    );
    claims(
        "全市外贸总值1268亿元，增长12%；其中，出口815亿元，增长15%；进口453亿元，增长8%。",
        &[
            "measure 全市外贸总值 | 1268亿元 - - -",
            "change 全市外贸总值 | - - 12% up",
            "measure 出口 | 815亿元 - - -",
            "change 出口 | - - 15% up",
            "measure 进口 | 453亿元 - - -",
            "change 进口 | - - 8% up",
        ],
    );
    claims("工程历时四年完成。", &["measure 工程 | 四年 - - -"]);
    claims("甲队获得冠军。", &["rank 甲队 | - - - -"]);
}

#[test]
fn denial_takes_the_number_out() {
    let (_, said, all) = print("甲公司否认，今年裁员300人。");
    assert_eq!(said, ["甲公司 否认 > 今年裁员300人"]);
    assert_eq!(all.attributions[0].strength, super::Strength::Denial);
}

#[test]
fn runs_of_one_kind_stay_quick_and_sound() {
    let inputs = [
        "他说".repeat(20_000),
        "“".repeat(20_000),
        "3人、".repeat(20_000),
        "（".repeat(20_000),
        "占5%".repeat(20_000),
        "据".repeat(20_000),
    ];
    for text in inputs {
        let (found, said, _) = print(&text);
        assert!(found.len() < 200 && said.len() < 200, "{} {}", found.len(), said.len());
    }
}

#[test]
fn what_a_person_does_before_a_colon_presents_a_quotation() {
    says(
        "农民李文海掰着手指算起了账：“按照市场价每粒4角计算，产值480元。”",
        &["农民李文海 掰着手指算起了账 > “按照市场价每粒4角计算，产值480元。"],
    );
    says("村口的标语写着：“先修路，再修桥，大家都要出力气。”", &[]);
}

#[test]
fn a_document_is_named_with_its_period() {
    says(
        "本公司2005年第一季度财务报告披露，一季度实现净利润3亿元。",
        &["本公司2005年第一季度财务报告 披露 > 一季度实现净利润3亿元"],
    );
    says("本公司周三披露，一季度实现净利润3亿元。", &["本公司 披露 > 一季度实现净利润3亿元"]);
}

#[test]
fn titles_views_and_letters_stand_before_a_cue() {
    says(
        "南山团队的论文“Are Large Models Honest Enough?”指出，模型会说谎。",
        &["南山团队的论文“Are Large Models Honest Enough?” 指出 > 模型会说谎"],
    );
    says("南山团队提出了一个新的看法：损失才是关键。", &["南山团队 提出 > 损失才是关键"]);
    says("「我们完全有理由离开这个平台。」信中说。", &["信 说 > “我们完全有理由离开这个平台。"]);
    says("南山团队提出了三项改进方案。", &[]);
    says("书中有三幅插图：一幅是山水，两幅是花鸟。", &[]);
}

#[test]
fn a_quotation_before_a_person_and_a_colon_behind_are_one_speech() {
    says(
        "“这可是宝贝啊。”李文海掰着手指算起了账：每棵苗四角，一年能卖五万元。",
        &["李文海 掰着手指算起了账 > “这可是宝贝啊。", "李文海 掰着手指算起了账 > 每棵苗四角，一年能卖五万元"],
    );
    says("李文海准备了三样东西：锄头、水壶和草帽。", &[]);
}

#[test]
fn a_pronoun_is_the_only_person_around() {
    let speakers = |text: &str| -> Vec<Option<usize>> {
        print(text).2.attributions.iter().map(|a| a.speaker.and_then(|s| s.entity)).collect()
    };
    let one = speakers("王小乙表示，学校明年搬迁。他说，新校区正在建设。");
    assert!(one.len() == 2 && one[0].is_some() && one[0] == one[1], "{one:?}");
    let two = speakers("王小乙和李文海一起来了。他说，新校区正在建设。");
    assert_eq!(two, [None]);
}

#[test]
fn what_is_no_prose_gives_few_claims_in_bounded_time() {
    let table = (1..=1000).map(|n| format!("{n} {}", n * 7)).collect::<Vec<_>>().join(" ");
    let sentence = format!("各项数值为{}。", (1..=1000).map(|n| format!("{n}吨")).collect::<Vec<_>>().join("、"));
    let quoted = format!("“{}”", "据省厅介绍，产量增长5%，他说，利润下降3%。".repeat(400));
    let salad = "增长的占比了高于由从为分别同比第三位将说：“".repeat(300);
    let open = format!("他说：“{}", "全市产量为300吨，增长5%。".repeat(200));
    for (text, most) in [(table, 0), (sentence, 5), (salad, 100)] {
        let found = print(&text).0;
        assert!(found.len() <= most, "{} claims: {:?}", found.len(), found.iter().take(9).collect::<Vec<_>>());
    }
    for text in [quoted, open] {
        let started = std::time::Instant::now();
        let (found, said, _) = print(&text);
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
        assert!(found.len() <= 1600 && said.len() <= 1200, "{} {}", found.len(), said.len());
    }
}
