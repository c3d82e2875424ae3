//! Tables of marked text: what stands between ⟦ and ⟧ must go, all else must stay; ⟦was→is⟧ must be repaired.

mod rotation;

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
fn takes_spam_phrases_at_edges() {
    check(TITLE, "工程进展顺利，⟦绵阳护校偷拍在线看⟧预计年底完工。⟦佛山中学爆料下载⟧\n村民很高兴。");
    check(TITLE, "工程进展顺利⟦绵阳女教师艳照门完整版⟧。预计年底完工。");
    check(TITLE, "镇长说：“工程进展顺利。⟦绵阳护校偷拍在线看⟧”他说，年底完工。");
}

#[test]
fn takes_spam_phrases_of_other_orders() {
    // No place; scandal before person; a getting word first; a name that no list knows.
    check(TITLE, "工程进展顺利，⟦女校长偷情视频磁力链接⟧预计年底完工。⟦免费看空姐私照高清⟧村民很高兴。");
    check(TITLE, "工程进展顺利，⟦丹霞棋牌手机版下载⟧预计年底完工。⟦丹霞捕鱼官网注册⟧村民很高兴。");
    // A clause, or a sentence, of its own goes with its mark.
    check(TITLE, "工程进展顺利，⟦南平主播走光视频在线看，⟧预计年底完工。⟦老虎机德州扑克开户入口。⟧村民很高兴。");
    check(TITLE, "工程进展顺利⟦，南平主播走光视频在线看⟧。预计年底完工。");
    check(TITLE, "工程进展顺利，⟦蓝光综艺资源免费观看，⟧预计年底完工。");
}

#[test]
fn gives_the_sentence_its_own_words_back() {
    check(TITLE, "镇里请来了三位主播⟦南平女教师走光视频下载⟧，拍下工地的一天。");
    check(TITLE, "镇里拿到了第一手的视频⟦南平女教师走光免费看⟧，大家都看了。");
    check(TITLE, "工程进展顺利，⟦南平护校走光视频下载⟧医院也在扩建，⟦南平护校走光视频下载⟧免费提供午饭。");
}

#[test]
fn leaves_downloads_that_are_news() {
    check(
        TITLE,
        "该网站提供高清视频下载，也可以在线观看。新版客户端支持视频直播，软件更新后可以下载完整版。平台称，高清视频免费观看的次数过亿。",
    );
    check(TITLE, "镇上的棋牌室关了门，有人转去网站，棋牌软件下载量下降，警方查处了三个赌博平台。");
    check(TITLE, "功能有：高清视频、短视频下载、软件更新，用户可以免费下载安装。");
    check(TITLE, "游戏发布，官方网站视频直播，玩家在线观看。");
}

#[test]
fn leaves_scandals_that_are_news() {
    check(TITLE, "多名家长爆料称，该校高中部存在乱收费，绵阳一学院回应“学生偷拍”一事。");
    check(TITLE, "该应用的用户下载量同比增长两成，在线观看人数下降，视频体验变好。");
    check(TITLE, "警方提醒，“绵阳护校偷拍在线看”这类链接多为诈骗。绵阳的护校已经报警。");
}

#[test]
fn takes_total_glosses() {
    check(TITLE, "他⟦(tā)⟧说⟦(shuō)⟧这⟦(zhè)⟧件⟦(jiàn)⟧事⟦(shì)⟧不⟦(bù)⟧难⟦(nán)⟧。");
    check(TITLE, "他⟦【ta1】⟧说⟦【shuo1】⟧这⟦【zhe4】⟧件⟦【jian4】⟧事⟦【shi4】⟧不⟦【bu4】⟧难⟦【nan2】⟧。");
    let bare = "他⟦tā⟧说⟦shuō⟧这⟦zhè⟧件⟦jiàn⟧事⟦shì⟧不⟦bù⟧难⟦nán⟧。".repeat(4);
    check(TITLE, &bare);
}

#[test]
fn takes_readings_sown_over_a_page() {
    // Every second word, as one; behind it, before it, without brackets.
    check(
        TITLE,
        "工程⟦(gōng chéng)⟧进展顺利⟦(shùnlì)⟧，村里⟦(cūnlǐ)⟧的⟦(de)⟧人都⟦(dōu)⟧很高兴⟦(gāo-xìng)⟧。他们⟦(tā men)⟧在⟦(zài)⟧坝上⟦(bà shàng)⟧种\
         了⟦(le)⟧不少树，明年还⟦(hái)⟧要再⟦(zài)⟧种。",
    );
    check(
        TITLE,
        "⟦【gong1cheng2】⟧工程进展⟦【shun4li4】⟧顺利，⟦【cun1】⟧村里⟦【de】⟧的人⟦【dou1】⟧都很⟦【gao1xing4】⟧高兴。⟦【ta1men】⟧他们⟦【zai4】⟧在\
         坝上种⟦【le】⟧了不少树，明年⟦【hai2】⟧还要⟦【zai4】⟧再种。",
    );
    check(
        TITLE,
        "工⟦go1ng⟧程进⟦ji4n⟧展顺⟦shu4n⟧利，村里⟦li3⟧的人⟦re2n⟧都很⟦he3n⟧高兴。他⟦ta1⟧们在⟦za4i⟧坝上种⟦zho4ng⟧了不少⟦sha3o⟧树，2019年⟦nia2n⟧2月⟦yue4⟧又\
         种。绿⟦lu:4⟧化还要⟦ya4o⟧继续。",
    );
    check(
        TITLE,
        "工⟦ gong ⟧程进⟦ jin ⟧展顺⟦ shun ⟧利，村里⟦ li ⟧的人⟦ ren ⟧都很⟦ hen ⟧高兴。他⟦ ta ⟧们在⟦ zai ⟧坝上种⟦ zhong ⟧了不少⟦ shao ⟧树，明年⟦ nian ⟧又种。",
    );
}

#[test]
fn takes_readings_of_traditional_characters_and_readings_said_twice() {
    let page = "工程進⟦(jìn)⟧展⟦(zhǎn)⟧順⟦(shùn)⟧利,縣⟦(xiàn)⟧里的專⟦(zhuān)⟧家說⟦(shuō)⟧,今年進⟦(jìn)⟧水量會⟦(huì)⟧增加,專⟦(zhuān)⟧項⟦(xiàng)⟧資⟦(zī)⟧金\
                也會⟦(huì)⟧到位。縣⟦(xiàn)⟧長⟦(zhǎng)⟧說⟦(shuō)⟧,資⟦(zī)⟧金要用好。";
    check("水庫(kù)工程進(jìn)展", page);
    assert_eq!(clean("水庫(kù)工程進(jìn)展", &unmark(page).0).metadata.title.as_deref(), Some("水庫工程進展"));
    check(
        TITLE,
        "工⟦(gong)⟧程進⟦(jin)(jin)⟧展順利,村里的⟦(de)(de)(de)⟧人⟦(ren)⟧都很高興,他們⟦(men)⟧在壩上種⟦(zhong)⟧了不少樹,明年還要再種⟦(zhong)(zhong)⟧。",
    );
    // Places in brackets each time they come up.
    check(
        TITLE,
        "南山(Nanshan)站到福田(Futian)站,罗湖(Luohu)站到南山(Nanshan)站,盐田(Yantian)站到福田(Futian)站,宝安(Bao'an)站到南山(Nanshan)站,\
         龙岗(Longgang)站到罗湖(Luohu)站,光明(Guangming)站到福田(Futian)站,坪山(Pingshan)站到罗湖(Luohu)站。",
    );
}

#[test]
fn leaves_names_with_their_readings_and_lists_of_words() {
    check(
        TITLE,
        "线路经过青岛(Qingdao)、绵阳(Mianyang)、温州(Wenzhou)、台州(Taizhou)，终点是佛山(Foshan)和绵竹(Mianzhu)。小米(Xiaomi)和华为HUAWEI在佛山(Foshan)         都有门店，店长王一(Wang Yi)来自海口(Haikou)。",
    );
    check(
        TITLE,
        "第一课的词：\n一(yī)、二(èr)、三(sān)、人(rén)、大(dà)、小(xiǎo)、来(lái)、去(qù)、的(de)、了(le)、不(bù)、我(wǒ)。\n课后请大家各写五遍。",
    );
    check(TITLE, "他在A股有e租宝的钱，he和she两个词，OK了，iPhone在Ai里，you有me没有。");
}

#[test]
fn leaves_single_glosses_and_lessons() {
    check(TITLE, "南汉皇帝刘龑(yǎn)改名。他姓尉迟（yùchí），用绞索(bowstring)和国际会议(ICLR)举例。");
    check(
        TITLE,
        "老师说，“长”字有两个读音，长(cháng)短的长和长(zhǎng)大的长，好(hǎo)人和爱好(hào)也是，还有快乐(lè)与音乐(yuè)，请同学们课后多读几遍，\
         把这些词语抄在本子上，明天上课的时候要检查，希望大家都能认真完成。",
    );
}

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

#[test]
fn repairs_bytes_read_from_the_wrong_half() {
    let shift = |text: &str| {
        let mut bytes = vec![0xD2];
        bytes.extend_from_slice(&encoding_rs::GBK.encode(text).0);
        bytes.push(0xB8);
        encoding_rs::GBK.decode(&bytes).0.into_owned()
    };
    for run in ["这座水库的主要建设工程已经全部完成", "孩子们在学校里认真学习"] {
        check(TITLE, &format!("据介绍，⟦{}→{run}⟧。村民很高兴。", shift(run)));
    }
    let wrong = encoding_rs::GBK.decode("这座水库的主要建设工程".as_bytes()).0.replace('\u{FFFD}', "");
    let out = clean(TITLE, &format!("据介绍，{wrong}，村民很高兴。")).text;
    assert!(out.contains("这座水库的主要建设工"), "{out}");
}

#[test]
fn repairs_bytes_read_by_another_table() {
    let latin = |bytes: &[u8]| bytes.iter().map(|b| char::from(*b)).collect::<String>();
    let windows = |bytes: &[u8]| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let as_gbk = |text: &str| encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    let run = "2024年，这座水库的主要建设工程（一期）已经全部完成。他们说：“孩子们很高兴。”";
    let plain = "这座水库的主要工程已经完成";
    let cases = [
        (latin(run.as_bytes()), run),
        (windows(run.as_bytes()), run),
        (latin(&gbk(run)), run),
        (latin(latin(run.as_bytes()).as_bytes()), run),
        (windows(windows(run.as_bytes()).as_bytes()), run),
        (as_gbk(&as_gbk("经全部完")), "经全部完"),
        (encoding_rs::BIG5.decode_without_bom_handling(&gbk(plain)).0.into_owned(), plain),
        (encoding_rs::EUC_KR.decode_without_bom_handling(&gbk(plain)).0.into_owned(), plain),
    ];
    for (garbled, run) in cases {
        check(TITLE, &format!("镇里的人来了。⟦{garbled}→{run}⟧\n工程的验收定在九月。"));
    }
    // An honest character behind the run may be letters of two bytes in UTF-8.
    let wrong = as_gbk("水库的主要建");
    check(TITLE, &format!("镇里的人指⟦{wrong}→水库的主要建⟧为重点。"));
}

#[test]
fn leaves_other_languages_as_they_are() {
    check(
        TITLE,
        "他在Ångström读到 Þórsmörk og Eyjafjallajökull、Éléonore à été élevée、Große Übergröße、Việt Nam、São Tomé、Ñandú。",
    );
    check(
        TITLE,
        "首尔（서울）的대한민국政府说，안녕하세요 여러분 반갑습니다，《기생충》和大韓民國，李在明（이재명）是大統領。",
    );
    check(
        TITLE,
        "縣長說，這個水庫對於農業發展極為重要，龍蝦養殖戶歡迎。臺灣鐵路觀光協會總幹事鄭驊贊歎。ㄅㄆㄇㄈ是注音。",
    );
}

#[test]
fn leaves_rare_but_honest_characters() {
    check(
        TITLE,
        "诗经有“蒹葭苍苍，白露为霜”，又有“窈窕淑女，寤寐求之，辗转反侧”。王喆、李堃、陈赟三人患有痤疮和疱疹，住在邛崃和鄞州，爱吃饕餮馄饨。",
    );
    check(TITLE, "縣長說，這個水庫對於農業發展極為重要，龍蝦養殖戶歡迎。東京の桜が咲きました。");
}

#[test]
fn folds_twins() {
    check(TITLE, "⟦⼈→人⟧⟦⼯→工⟧智能，⟦О→O⟧penAI 与 G⟦Р→P⟧T，⟦𝐀→A⟧⟦𝐈→I⟧，⟦⻛→风⟧景，⟦Ｏ→O⟧penAI。");
    check(TITLE, "这里的人们为了国家，来的时候是客⟦⼾→户⟧。");
    check(TITLE, "戰國時的門⟦⼾→戶⟧。");
    check(TITLE, "β受体与α波，长5μm，ΔH与Ω，俄语Россия，СССР，①②㎡℃％，３Ｃ产品，〇八年，変数𝑥。");
}

#[test]
fn folds_digits_letters_and_characters_in_another_form() {
    check(TITLE, "2⟦①→1⟧24年5月，2⟦⓪→0⟧23年，1⟦②→2⟧5户，3⟦④→4⟧7人。");
    check(
        TITLE,
        "2⟦O→0⟧19年，20⟦l→1⟧8年，1⟦O→0⟧5户，3⟦Ｏ→0⟧7人，2⟦〇→0⟧21年，2⟦〇→0⟧2⟦〇→0⟧年，2⟦𝟎→0⟧22年，2⟦０→0⟧17年。",
    );
    check(TITLE, "⟦₂→2⟧⟦₀→0⟧⟦₂→2⟧⟦₄→4⟧年，⟦₁→1⟧⟦₂→2⟧月，⟦₁→1⟧⟦₆→6⟧日，在2⟦O→0⟧2⟦l→1⟧年。");
    check(TITLE, "O⟦ⓟ→p⟧enAI 与 G⟦ᴘ→P⟧Tˣ 和 w⟦ᵒ→o⟧r⟦ˡ→l⟧d，M⟦օ→o⟧del。".replace("⟦ᴘ→P⟧Tˣ", "⟦ᴘ→p⟧T").as_str());
    check(
        TITLE,
        "新⟦経→经⟧济带⟦広→广⟧泛⟦応→应⟧用，⟦図→图⟧书馆⟦変→变⟧化大。⟦エ→工⟧程⟦ニ→二⟧期，⟦カ→力⟧量大，人⟦ロ→口⟧多。",
    );
}

#[test]
fn leaves_notes_powers_and_japanese() {
    check(TITLE, "增长25①，共30②户，面积10²平方米，10³元，H₂O，①2019年完成，②2020年开工，③2021年验收。");
    check(
        TITLE,
        "O2O和B2B，3D打印，5G，第Ⅱ期，二〇二四年，5l水，2Ol型，A1O2，IO设备，１２３，Nike™，2ⁿ，xⁿ，4ᵗʰ，aᵃ，bᵇ，cᶜ。",
    );
    check(TITLE, "经济产业省（経済産業省）、広島県、応援団、図書館，他读的是図書。");
    check(TITLE, "音标[pʰɪŋ]和[kʰʊt]，[tʰɪʃ]。トヨタ、カタログ、ロボ、エコ，甲ーー乙，北京ー上海。");
}

#[test]
fn takes_residue() {
    check(
        TITLE,
        "工程⟦&nbsp;⟧进展⟦<br />⟧顺利⟦</p>⟧。⟦<span style=\"a:b\">⟧他说⟦&ldquo;→“⟧好⟦&rdquo;→”⟧⟦\\u3000⟧。\n⟦document.write('x');⟧\n⟦.a p{margin:0}⟧\n⟦<!--end-->⟧\n完工。",
    );
    check(TITLE, "HTML里用&nbsp;表示空格，<br>表示换行。《<论语>》说，a<b且b>c，AT&T公司，[1]与[a]，路径C:\\new。");
}

#[test]
fn reads_escapes_back() {
    check(
        TITLE,
        "工程⟦\\u8fdb\\u5c55→进展⟧顺利⟦%uFF0C→，⟧预⟦\\u{8BA1}→计⟧年⟦&#24213&#23436→底完⟧工⟦%E3%80%82→。⟧⟦_x000D_⟧",
    );
    check(
        TITLE,
        "工程⟦\\xe8\\xbf\\x9b\\xe5\\xb1\\x95→进展⟧顺利⟦%C2%A0⟧，预计⟦\\\\u5e74\\\\u5e95→年底⟧完⟦&nbsp⟧工⟦=E3=80=80⟧。⟦&amp;amp;nbsp;⟧",
    );
    check(
        TITLE,
        "工程⟦&lt;br/&gt;⟧进展⟦\\u003cbr\\u003e⟧顺利⟦&amp;lt;p style=&quot;a:b&quot;&amp;gt;⟧，预计⟦%3C%2Fp%3E⟧年底⟦\\r\\n⟧完工。",
    );
    check(
        TITLE,
        "他说⟦&amp;ldquo;→“⟧好⟦&amp;rdquo;→”⟧，镇上的人今年都到坝上来看新修的水库，这家实体店的商品标签上写着价格。",
    );
    check(
        TITLE,
        "同比增长5%20日公布，占比%20以上，网址为https://a.cn/%E4%B8%AD?x=%E6%96%87，A=20，x=3，路径C:\\user\\xa0，AT&T与R&D，5&6。",
    );
}

#[test]
fn takes_cut_tags_and_holes() {
    check(
        TITLE,
        "工程⟦<p⟧进展⟦</di⟧顺利，预计⟦ont-size:16px;\">⟧年底⟦br />⟧完工，⟦\" alt=\"\" />⟧村民⟦\\/p>⟧高兴，⟦<span style=\"font-size:⟧都来了。",
    );
    check(TITLE, "工程⟦<img src=\"⟧进展顺利，大家很高兴，⟦<b style=\"font:宋体\">⟧都来⟦</b>⟧帮忙⟦mso-x:'yes';\">⟧了。");
    check(
        TITLE,
        "工程⟦<![CDATA[⟧进展⟦]]>⟧顺利，⟦-->⟧预计年底完工，⟦<!--⟧村民很高兴，大家都来帮忙，今年的收成也很好。⟦-->⟧好。",
    );
    check(
        TITLE,
        "工程⟦{% endif %}⟧进展⟦{{{html}}}⟧顺利，⟦${title}⟧预计⟦<%= body %>⟧年底⟦{dede:field.body/}⟧完工，⟦[!--page--]⟧村民⟦<?php echo $a; ?>⟧高兴。",
    );
    check(
        TITLE,
        "工程⟦\",\"content\":\"⟧进展⟦\"},{\"type\":\"text\",\"value\":\"⟧顺利，⟦{\"text\":\"⟧预计年底⟦\"],[\"⟧完工。⟦\"}]}⟧",
    );
    check(
        TITLE,
        "工程⟦[b]⟧进展⟦[/b]⟧顺利，⟦[vc_row]⟧预计⟦[toc]⟧年底⟦[img]http://a.cn/1.jpg[/img]⟧完工，⟦![图](/a/1.png)⟧村民⟦[很高兴](http://a.cn/)→很高兴⟧。",
    );
    check(TITLE, "工程⟦undefined⟧进展⟦nbsp;⟧顺利。⟦null⟧预计年底完工，⟦NaN⟧村民很高兴。");
    check(
        TITLE,
        "工程进展顺利。\n⟦},⟧\n预计年底完工。\n⟦\"@type\": \"Article\",⟧\n村民高兴。\n⟦ad_top();⟧\n都来了。\n⟦//正文结束⟧\n好。\n⟦text-indent: 2em;⟧\n完。",
    );
}

#[test]
fn leaves_what_only_looks_like_residue() {
    check(
        TITLE,
        "若a<b且c>d，则p<0.05；甲<乙>丙，A->B，他说\"好\",\"行\"，[b]见注，{甲:乙}，#话题#，100%好，$100，x=[1,2]，1<p。",
    );
    check(TITLE, "变量没有赋值时是undefined，函数返回null，除以零得NaN，对象打印成null。");
    check(
        TITLE,
        "他转发了“//好”，歌手NaN发了新歌，全场人数>500，票价<300，链接见[1](注释)，比分3:2，时间10:30，\"A\":\"甲\"。",
    );
    check(TITLE, "她说：\nHello(world)\n//@小王：今天的工程进展如何，大家都在问。\ncolor: red is nice\n好。");
}

#[test]
fn takes_title_lines() {
    check(TITLE, "工程开工。\n⟦青松镇新建三座小型水库⟧\n进展顺利。\n⟦青松镇 新建三座小型水库_某某网⟧\n完工。");
    check(TITLE, "工程开工。\n青松镇新建三座小型水库的经过\n他写了《青松镇新建三座小型水库》。");
}

#[test]
fn takes_titles_in_any_frame() {
    let title = "青松镇水库完工 三千亩农田受益";
    for framed in [
        "【青松镇水库完工 三千亩农田受益】",
        "标题：青松镇水库完工 三千亩农田受益",
        "图：青松镇水库完工 三千亩农田受益",
        "（青松镇水库完工　三千亩农田受益）",
        "【山里快讯】青松镇水库完工 三千亩农田受益",
        "青松镇水库完工 三千亩农田受益（组图）",
        "青松镇水库完工 三千亩农田受益 第3张",
        "青松镇水库完工 三千亩农田受益 山里在线",
        "山里人家：青松镇水库完工 三千亩农田受益",
        "青松镇水库完工 三千亩农田受益。",
        "3、青松镇水库完工 三千亩农田受益",
    ] {
        check(title, &format!("今年春天，工程开工。\n⟦{framed}⟧\n村民说，等了十年。"));
    }
}

#[test]
fn leaves_lines_that_say_more_than_the_title() {
    let title = "让每个孩子都能抬头走路";
    for line in [
        "让每个孩子都能抬头走路。",
        "大会主题：让每个孩子都能抬头走路",
        "让每个孩子都能抬头走路的老师",
        "他在日记里写：让每个孩子都能抬头走路",
        "为了让每个孩子都能抬头走路",
        "让每个孩子都能抬头走路，这是她的话。",
    ] {
        check(title, &format!("她教了三十年书。\n{line}\n学生说，她从不骂人。"));
    }
    let lead = "县里任命陈小满为青松镇水库管理处处长";
    check(lead, &format!("{lead}。\n他今年四十岁。"));
}

#[test]
fn takes_advertisements_that_hide_their_contact() {
    for ad in [
        "急用钱找我，无抵押当天放款，黑户也能做，加薇❤dk55120详谈。",
        "代办各类毕业证，先看样品再付款，网上可查，扣扣：1290334417。",
        "风湿老毛病不用怕，祖传秘方一贴见效，无效退款，订购热线400-812-3390。",
        "百家乐首存送彩金，秒提，网址kk7719点com，客服球球88120934。",
        "宝妈兼职日结三百，不收押金，有意者威信号 abk20931。",
        "征信修复不成功不收费，咨询一三八零零二二九九一七。",
    ] {
        check(TITLE, &format!("今年春天，工程开工。\n⟦{ad}⟧\n村民说，等了十年。"));
    }
}

#[test]
fn leaves_notices_with_contacts() {
    for line in [
        "水库管理处招聘两名技术员，联系人：陈小满，电话：0599-2218830，微信：cxm22188。",
        "村民可以致电0599-2218830咨询贷款，镇里的银行当天受理。",
        "警方提醒，凡是称无抵押当天放款、让人加微信dk55120的，都是骗局。",
        "糖尿病患者可到镇医院免费领取手册，咨询电话0599-2218831。",
        "节目在每晚八点播出，频率为98.5兆赫，网址www.qs-radio.cn。",
    ] {
        check(TITLE, &format!("今年春天，工程开工。\n{line}\n村民说，等了十年。"));
    }
}

#[test]
fn takes_keyword_lines_of_any_separator() {
    let words = ["手机报价", "彩票开奖", "旅游攻略", "房价查询", "小说下载", "公司招聘", "天气"];
    for line in [
        format!("本文关键词：{}", words.join(" | ")),
        format!("大家都在搜：#{}", words.join(" #")),
        format!("热门标签：{}", words.join("；")),
        words.map(|w| format!("#{w}#")).concat(),
        words.join("·"),
    ] {
        check(TITLE, &format!("今年春天，工程开工，进展顺利。\n⟦{line}⟧"));
    }
    check(TITLE, "今年春天，工程开工。\n#水库 #青松镇 #开工 #农田 #受益 #今年\n青松镇的农田受益，水库今年开工。");
    check(TITLE, "关键词：水库；青松镇；农田；开工；受益；村民\n青松镇的水库开工，农田受益，村民高兴。");
}

#[test]
fn takes_spliced_advertisements_and_keywords() {
    let ad = "正规棋牌平台，注册送彩金，秒到账，复制网址www.ab1234.com打开即可，加微信xy88812咨询。";
    check(TITLE, &format!("工程开工。\n⟦{ad}⟧\n进展顺利。"));
    check(
        TITLE,
        "工程开工。\n警方通报，骗子让受害人加微信xy88812，称注册送彩金，还发来网址www.ab1234.com，这是诈骗。\n完工。",
    );
    check(TITLE, "工程开工，进展顺利。\n⟦彩票走势 小说排行 减肥方法 手机铃声 火锅加盟 房价查询⟧");
    check(TITLE, "获奖名单如下，他们很高兴。\n张明，李红，王刚，赵敏，陈伟，刘洋，周杰");
}

#[test]
fn takes_lines_heaped_up_from_the_titles_of_film_sites() {
    check(
        TITLE,
        "⟦亚洲成人久久_日韩无码视频在线观看_欧美精品一区二区_国产av免费网站_91人妻中文字幕⟧\n工程开工，进展顺利。\n⟦国产精品综合久久⟧\n村民很高兴。",
    );
    check(TITLE, "⟦久久精品国产,日本熟女视频,av在线播放,亚洲无码专区⟧\n工程开工，进展顺利。");
    // Film and trade have the same words; and an article on such sites knows them.
    check(
        TITLE,
        "国产电影 日韩电影 欧美电影 亚洲视频\n国产精品手机在线免费看展\n日本 韩国 欧洲 美国 高清电影频道\n工程开工。",
    );
    check(
        TITLE,
        "警方查获的网站名为\n成人久久精品视频网\n据介绍，“成人久久”等网站传播淫秽视频，成人内容占九成，久久未被查处。",
    );
}

#[test]
fn reports_what_it_cannot_prove() {
    let found =
        suspicions("他是产物经理，负责新产物发布，该款产物由工艺人员研发，工艺团队二十人。他做事经由过程严谨。");
    let count = |k| found.iter().filter(|f| f.0 == k).count();
    assert!(count(SuspicionKind::SwappedWord) >= 5, "{found:?}");
    let foreign = "今年春天工程开工，村民都来帮忙。\n水晶手链能转好运，本人亲手加持，想请的朋友薇信 abk20931，每日限量。\n工程年底完工。";
    assert_eq!(suspicions(foreign)[0].0, SuspicionKind::SplicedParagraph);
    assert!(
        suspicions("今年春天工程开工，村民都来帮忙。\n村民想帮忙的，工程开工前加微信 abk20931。\n工程年底完工。")
            .is_empty()
    );
    assert!(suspicions("信息化建设增长很快，客户满意，公司运营稳定，保障有力，政策支持到位，标新立异。").is_empty());
    assert_eq!(suspicions("颱灣的皇後住在三公裡外。").len(), 3);
}

#[test]
fn reports_words_that_fit_worse_than_those_they_stand_for() {
    // 我们, 出现, 控制, 利用, 经验 and 重新 were swapped; three of them stand where they hardly can.
    let swapped = suspicions(
        "镇长告诉咱们，坝上呈现过三次险情。专家请咱们看图，说地下水呈现了变化。工程队严格节制水位，节制成本，\
         还操纵旧渠引水，操纵太阳能供电。老工人有丰厚的履历，镇里请他总结履历，从头修订了方案，从头安排了人手。",
    );
    let count = |found: &str| swapped.iter().filter(|s| s.1 == found).count();
    for found in ["咱们", "履历", "从头"] {
        assert_eq!(count(found), 2, "{found}: {swapped:?}");
    }
    // The same words where they belong; words that only look like them; and one that stands beside its honest word.
    let own = "咱们村的节目单上，呈现的是三代人的生活。他饮酒有节制，求职时递上一份履历，戏从头到尾看完。记者从小我家长大的地方出发，\
               成立大会上他从头说起。他的履历很简单，做人要懂得节制。";
    assert_eq!(suspicions(own), []);
    assert_eq!(suspicions("工程队严格节制水位，节制成本。镇里从头修订了方案，从头安排了人手，重新控制了局面。"), []);
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

#[test]
fn a_title_that_only_asks_is_a_heading_unless_the_text_goes_on_over_it() {
    let title = "小型水库怎么修";
    check(title, "青松镇的三座水库今年都要修好。\n小型水库怎么修\n先清淤，再加固堤坝，最后修路。");
    check(
        title,
        "青松镇的三座水库今年都要修好，镇里的干部和村民商量了\n⟦小型水库怎么修\n⟧很多次。\n先清淤，再加固堤坝，最后修路。",
    );
    for (before, after) in [
        ("先清淤，再加固堤坝。", "对此，村民很高兴。"),
        ("1、先清淤，请专业的人来做。", "2、再加固堤坝，最后修路。"),
        ("第一，先清淤。", "第二，再加固堤坝。"),
        ("（三）先清淤。", "（四）再加固堤坝。"),
    ] {
        check(
            title,
            &format!("青松镇的三座水库今年都要修好。\n{before}\n⟦小型水库怎么修⟧\n{after}\n村民说，明年再来看。"),
        );
    }
    check(title, "青松镇的三座水库今年都要修好。\n先清淤。\n小型水库怎么修\n1、先清淤。\n2、再加固堤坝。");
    check("小型水库：怎么修？谁来修？", "今年都要修好。\n小型水库：怎么修？谁来修？\n先清淤，再加固堤坝。");
    let headline = "青松镇水库三年未完工 修坝的钱去哪了";
    check(headline, &format!("三座水库今年仍未修好。\n⟦{headline}⟧\n镇里说，先清淤，再加固堤坝。"));
}
