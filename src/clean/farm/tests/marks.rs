//! Marks, symbols and characters without width.

use super::{TITLE, check};

#[test]
fn takes_doubled_and_planted_marks() {
    check(TITLE, "去年，⟦，⟧工程开工，⟦，⟧进展顺利，⟦，⟧年底完工。");
    check(TITLE, "合作⟦[*]⟧伙伴来自各地，发⟦[*]⟧展迅速，工⟦[*]⟧程顺利，经⟦[*]⟧济效益明显。");
    check(TITLE, "合作伙⟦★⟧伴来自各地，发⟦★⟧展迅速，工⟦★⟧程顺利，经⟦★⟧济效益明显。");
}

#[test]
fn takes_symbols_that_no_sentence_pauses_at() {
    // Between words, never in them; in turns; empty brackets; marks of other places; letters.
    let text = |a: &str, b: &str| {
        format!(
            "合作⟦{a}⟧伙伴的⟦{b}⟧人来自⟦{a}⟧各地，工程在⟦{b}⟧村里⟦{a}⟧进行，他们⟦{b}⟧种了⟦{a}⟧不少⟦{b}⟧树，孩⟦{a}⟧子很⟦{b}⟧高兴，水⟦{a}⟧库也⟦{b}⟧\
             建好⟦{a}⟧了，老⟦{b}⟧人从⟦{a}⟧坝上⟦{b}⟧走过，每⟦{a}⟧天都⟦{b}⟧散步，村⟦{a}⟧干部⟦{b}⟧说要⟦{a}⟧再修⟦{b}⟧一条路，把⟦{a}⟧山里的⟦{b}⟧果子卖出去。"
        )
    };
    for (a, b) in [
        ("★", "★"),
        ("◆", "○"),
        ("（…）", "（…）"),
        ("《》", "《》"),
        ("⟨✦⟩", "⟨,⟩"),
        ("‖", "🔥"),
        ("丶", "丶"),
        ("…", "…"),
    ] {
        check(TITLE, &text(a, b));
    }
    let inside =
        "合作伙⟦x⟧伴来自各地，发⟦x⟧展迅速，工⟦x⟧程顺利，经⟦x⟧济效益明⟦x⟧显，孩⟦x⟧子高⟦x⟧兴，学⟦x⟧校放假，机⟦x⟧器轰鸣。";
    check(TITLE, inside);
    check(TITLE, &inside.replace('x', "."));
}

#[test]
fn takes_runs_of_marks() {
    check(TITLE, "去年，⟦，，⟧工程开工，⟦，，⟧进展顺利，⟦，，⟧年底完工，⟦，，⟧村民高兴，⟦，，⟧都来帮忙。");
    check(TITLE, "去年，⟦；⟧工程开工，⟦；⟧进展顺利，⟦；⟧年底完工，⟦；⟧村民高兴，⟦；⟧都来帮忙。");
    check(TITLE, "去年⟦.⟧，工程开工⟦.⟧，进展顺利⟦.⟧，年底完工⟦.⟧，村民高兴⟦.⟧，都来帮忙。");
}

#[test]
fn leaves_signs_that_join_and_withhold() {
    check(
        TITLE,
        "李*的妻子说，李*等人打了李*，李*的手机里有李*的短信，李*之后报警，李*的弟弟和李*的妹妹都在，李*的父亲没来。",
    );
    check(
        TITLE,
        "买A股的人多，卖A股的人少，说A股的好，看A股的坏，炒A股的穷，谈A股的富，持A股的等，抛A股的急，问A股的呆，夸A股的傻，骂A股的狂。",
    );
    check(TITLE, "他想。。。还是算了。。。村里的人都走了。。。水库还在。。。没有人来。。。他说。完了。就这样。走吧。");
    check(TITLE, "路线为上海→南京→蚌埠→徐州→济南→德州→沧州→天津→廊坊→北京，共十站。★水库★小镇★老街★是三个看点。");
    check(
        TITLE,
        "乔治·华盛顿、约翰·亚当斯、托马斯·杰斐逊、詹姆斯·麦迪逊、安德鲁·杰克逊、亚伯拉罕·林肯、罗纳德·里根、唐纳德·特朗普、\
         约瑟夫·拜登、巴拉克·奥巴马、乔治·布什、比尔·克林顿都当过总统。",
    );
}

#[test]
fn leaves_honest_marks() {
    check(TITLE, "他想了想……然后说——好！！！真的吗？？前年，，工程开工，进展顺利，他说。");
    check(
        TITLE,
        "修坝─也就是加固堤岸─要花两千万元，村民─多数是老人─都赞成。见注[1]和注①，电话138****1234，他[流泪]说×××是供应商/客户，阿·卜杜说“甲/乙”方/丙方都来了，三~五天，五~六天。",
    );
}

#[test]
fn takes_scattered_symbols() {
    let school = "5月6日⟦🥬⟧，青松小学举行春季运动会⟦🧑🏿\u{200d}🚒⟧，全校师生四百余人参加。开幕式由副校长主持⟦👩🏽\u{200d}🦰⟧、裁判宣誓⟦🚴🏿⟧。\n\
        校长指出⟦👨🏻\u{200d}🌾⟧，举办运动会是教育⟦🃗⟧的一个环节⟦🧒🏿⟧，意义重大⟦𓀄⟧：一是增强体质⟦🎼3\u{fe0f}\u{20e3}⟧，二是友谊第一⟦🙆🏽\u{200d}♀\u{fe0f}⟧。\n\
        比赛将持续三天⟦👵🏽⟧";
    check(TITLE, school);
    let novel = "他⟦🞰⟧走进院⟦🐨🎳⟧子，看见⟦⛿☧🁰⟧一口水⟦🙢🌇⟧井，井边坐⟦🜬🅋⟧着三个⟦🂻⟧人，都不⟦🀞⟧说话。天⟦🟕⟧快黑了。";
    check(TITLE, novel);
}

#[test]
fn leaves_pictographs_that_people_set() {
    let likes =
        "太好看了😂，明天再来😊，带孩子去😂，记得带水💧，路上小心🚗，山上有雪❄，村口有车🚌，回来吃饭🍜，早点睡😊。";
    check(TITLE, likes);
    check(
        TITLE,
        "🌸春天来了\n🌳去种树吧\n🍎果园开放\n🚌班车每天两趟\n🏠民宿有空房\n🎣可以钓鱼\n🔥晚上有篝火\n🎁来了就送礼物",
    );
    let topic = likes.replace('。', "👩🏽\u{200d}🦰，🧑🏿\u{200d}🚒，👨🏻\u{200d}🌾。") + "这些表情最受欢迎。";
    check(TITLE, &topic);
    check(TITLE, "中国🇨🇳队胜日本🇯🇵队，评分★★★★☆，左转→右转，☎电话，❶第一，♀雌性与♂雄性，图例■●◆。");
}

#[test]
fn takes_random_signs_at_the_ends_of_lines() {
    check(
        TITLE,
        "工程开工。⟦7 o# M& M\" Z6 I. K1 @⟧\n⟦$ h5 ^5 d! V# D7 d⟧\n⟦9 G* i4 i* Y' x\" {3 ~+ Q⟧进展顺利。\n他说，年底完工。",
    );
    check(TITLE, "工程开工。\n选项：A) B) C) D) E) F) G)\n1 a 2 b 3 c 4 d 5 e 6 f\n其中 x + y * z / w - v 为负。");
}

#[test]
fn takes_characters_without_width() {
    check(TITLE, "工程⟦\u{200b}⟧进展⟦\u{200b}⟧顺利⟦\u{feff}⟧，预⟦\u{2060}⟧计年⟦\u{ad}⟧底完⟦\u{fe0f}⟧工。");
    check(
        TITLE,
        "工程⟦\u{180b}⟧进展⟦\u{ffa0}⟧顺利⟦\u{fff9}⟧，预⟦\u{61c}⟧计年⟦\u{2800}⟧底完⟦\u{1d173}⟧工⟦\u{1}\u{7f}⟧。",
    );
    check(TITLE, "工⟦\u{e0101}⟧程进⟦\u{fe01}⟧展顺⟦\u{e0102}⟧利，预⟦\u{e0101}⟧计年⟦\u{fe02}⟧底完工。");
    check(TITLE, "工程⟦\u{fe05}⟧进⟦\u{e0150}⟧展顺利，5⟦\u{fe0f}⟧月6日。");
    check(TITLE, "葛\u{e0100}城市的葛\u{e0100}先生和辻\u{e0100}先生，ᠠ\u{180b}，⠁\u{2800}⠃，ក\u{17b4}，ᄀ\u{1160}。");
    check(
        TITLE,
        "全家👨\u{200d}👩\u{200d}👧都来了☀\u{fe0f}，1\u{fe0f}\u{20e3}，می\u{200c}خواهم。🏴\u{e0067}\u{e0062}\u{e007f}",
    );
}
