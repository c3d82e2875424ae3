//! Whole pages, small ones: which lines are the article, and which are none.

use super::super::{Cleaned, Given, PageKind, clean};
use crate::lexicon::Lexicon;
use crate::page::Page;
use std::sync::OnceLock;

pub(super) fn cleaned(page: &Page) -> Cleaned {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    let lexicon = LEXICON.get_or_init(|| Lexicon::load(None).expect("the dictionaries load"));
    let cleaned = clean(page, &Given::default(), lexicon, None);
    assert_eq!(
        cleaned.ledger.undo(&cleaned.text, |e| e.page.of(&page.text)),
        page.text,
        "the ledger gives the page back"
    );
    cleaned
}

pub(super) fn html(title: &str, body: &str) -> Cleaned {
    cleaned(&Page::from_html(&format!("<html><head><title>{title}</title></head><body>{body}</body></html>")))
}

/// Prose of the length of a news item.
const PROSE: &str =
    "澄湖市供水公司昨日表示，旧城区的管道改造已经完成，沿线三千多户居民恢复供水，后续的路面修复将在月底前结束。";
const MORE: &str = "公司经理沈知行说，工程历时四个月，比计划早了一周，没有发生一起停水投诉。";

/// A box of a list: a linked headline over a teaser.
fn teasers(count: usize) -> String {
    let teaser = "<p>记者从主办方了解到，活动将持续三天，现场设有展台，市民可以免费入场参观，也可以在线预约。</p>";
    let item = |i: usize| {
        format!("<li class='card item'><h4><a href='/{i}'>第{i}届云江读书节将在下周六开幕</a></h4>{teaser}</li>")
    };
    format!("<ul>{}</ul>", (0..count).map(item).collect::<Vec<_>>().concat())
}

#[test]
fn an_article_among_teasers_is_the_article() {
    let page = html(
        "旧城供水管道改造完成 - 澄湖网",
        &format!("<div><h1>旧城供水管道改造完成！</h1><p>{PROSE}</p><p>{MORE}</p></div>{}", teasers(12)),
    );
    assert_eq!((page.kind, page.text.as_str()), (PageKind::Article, format!("{PROSE}\n{MORE}").as_str()));
}

#[test]
fn teasers_alone_are_a_list() {
    assert_eq!(html("澄湖网", &teasers(12)).kind, PageKind::List);
    // Paragraphs of one class without headlines are an article.
    let paragraphs = format!("<p class='card item'>{PROSE}</p>").repeat(12);
    assert_eq!(html("澄湖网", &format!("<div>{paragraphs}</div>")).kind, PageKind::Article);
}

#[test]
fn a_linked_heading_is_the_title_of_a_post() {
    let comments = (0..9)
        .map(|i| {
            format!("<h4># re: 搬到云江 <a href='/u'>读者{i}</a></h4><p>写得真好，期待你的下一篇，也祝一切顺利！</p>")
        })
        .collect::<Vec<_>>()
        .concat();
    let page = html(
        "搬到云江的第一个月 - 沈知行",
        &format!(
            "<div><h1>沈知行</h1></div><div><h2><a href='/1'>搬到云江的第一个月</a></h2><p>{PROSE}</p></div><div class='comments'>{comments}</div>"
        ),
    );
    assert_eq!(page.text, PROSE);
}

#[test]
fn a_summary_in_a_box_of_its_own_belongs_to_the_body() {
    let page = html(
        "旧城供水管道改造完成",
        &format!(
            "<h1>旧城供水管道改造完成</h1><div class='summary'>{MORE}</div><div class='content'><p>{PROSE}</p><p>{PROSE}</p></div>"
        ),
    );
    assert!(page.text.starts_with(MORE), "{}", page.text);
    // A line of tools there does not.
    let tools = html(
        "旧城供水管道改造完成",
        &format!(
            "<h1>旧城供水管道改造完成</h1><div>字号：大 中 小</div><div class='content'><p>{PROSE}</p><p>{PROSE}</p></div>"
        ),
    );
    assert!(tools.text.starts_with(PROSE), "{}", tools.text);
}

#[test]
fn a_text_inside_an_open_link_is_still_the_text() {
    let months = ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月"];
    let steps = ["测量", "开沟", "铺管", "试压", "回填", "清洗", "验收", "通水", "巡查", "归档"];
    let long = months
        .iter()
        .zip(steps)
        .map(|(month, step)| format!("{month}的工作主要是{step}，由第三班负责，期间居民由水车供水，到月底才结束。"))
        .collect::<Vec<_>>()
        .concat();
    let page = html("旧城供水管道改造完成", &format!("<h1>旧城供水管道改造完成</h1><div><a href='/1'>{long}</div>"));
    assert_eq!((page.kind, page.text.as_str()), (PageKind::Article, long.as_str()));
}

#[test]
fn lines_parted_by_br_are_judged_one_by_one() {
    let page = html(
        "旧城供水管道改造完成",
        &format!(
            "<h1>旧城供水管道改造完成</h1><div><p>{PROSE}</p><p>{MORE}<br>编辑|何桂兰<br>校对|马跃<br>管道图：三段</p></div>"
        ),
    );
    assert_eq!(page.text, format!("{PROSE}\n{MORE}\n管道图：三段"));
}

#[test]
fn lines_beside_the_body_that_repeat_its_facts_go() {
    let page = html(
        "旧城供水管道改造完成",
        &format!(
            "<div class='content'><p>旧城供水管道改造完成</p><p>water.example.com 2024年05月12日08:19 澄湖时报</p><p>沈知行</p><p>{PROSE}</p><p>2024年5月12日，工程开工</p><p>{MORE}</p><p>〓 澄湖论坛 发布时间 2024/05/12 22:36:13 by 沈知行 〓</p></div>"
        ),
    );
    assert_eq!(page.text, format!("{PROSE}\n2024年5月12日，工程开工\n{MORE}"));
    assert_eq!(page.metadata.authors, ["沈知行"]);
}

#[test]
fn a_second_title_belongs_to_the_body() {
    let page = html(
        "旧城供水管道改造完成",
        &format!(
            "<h1>旧城供水管道改造完成</h1><p class='subtitle'>工程历时四个月没有一起停水投诉</p><div class='content'><p>{PROSE}</p><p>{MORE}</p></div>"
        ),
    );
    assert_eq!(page.text, format!("工程历时四个月没有一起停水投诉\n{PROSE}\n{MORE}"));
}

#[test]
fn threads_are_told_by_their_floors_or_their_board() {
    let post =
        |floor: usize, text: &str| format!("<div><p>第 {floor} 楼 2024-05-12 08:{floor}1</p><p>{text}</p></div>");
    let thread = format!("<h1>旧城供水管道改造完成</h1>{}{}", post(1, PROSE), post(2, "多谢分享！"));
    assert_eq!(html("旧城供水管道改造完成", &thread).kind, PageKind::Forum);
    assert_eq!(
        html("旧城供水管道改造完成 - 云江论坛 - Powered by Discuz!", &format!("<p>{PROSE}</p>")).kind,
        PageKind::Forum
    );
    // Floors of a house are none.
    let house = format!("<h1>旧城供水管道改造完成</h1><p>{PROSE}</p><p>住在第 3 楼的居民说，水压比第 6 楼高。</p>");
    assert_eq!(html("旧城供水管道改造完成", &house).kind, PageKind::Article);
}

#[test]
fn short_last_lines_of_a_text_stay_before_the_furniture() {
    let text = format!(
        "旧城供水管道改造完成\n{PROSE}\n{MORE}\n请大家互相转告\n上一篇：没有了\n返回首页\n关于我们 | 联系我们\n"
    );
    assert_eq!(cleaned(&Page::from_text(&text)).text, format!("{PROSE}\n{MORE}\n请大家互相转告"));
}

#[test]
fn short_sentences_behind_a_text_stay_whatever_stands_between() {
    let text = format!(
        "旧城供水管道改造完成\n分享到：微信 微博\n打印本页 关闭窗口\n{PROSE}\n{MORE}\n这么好的水\n这么低的水价\n[gallery ids=\"1,2\"]\n你来试试！\n上一篇：没有了\n加载更多\n"
    );
    assert_eq!(cleaned(&Page::from_text(&text)).text, format!("{PROSE}\n{MORE}\n这么好的水\n这么低的水价\n你来试试！"));
}

#[test]
fn a_line_of_searches_opens_no_tail() {
    let searches = "相关搜索：手机铃声，火锅加盟，股票开户，在线翻译，小说排行，减肥方法";
    let text = format!("旧城供水管道改造完成\n{PROSE}\n{MORE}\n{searches}\n这么好的水\n你来试试！\n");
    assert_eq!(cleaned(&Page::from_text(&text)).text, format!("{PROSE}\n{MORE}\n这么好的水\n你来试试！"));
}

#[test]
fn what_was_planted_behind_a_sentence_leaves_it_a_sentence() {
    // The heading would be a line of navigation above the first sentence.
    let text = format!("旧城供水管道改造完成\n{PROSE}改造\n国内资讯\n{MORE}\n{PROSE}\n");
    assert!(cleaned(&Page::from_text(&text)).text.contains("国内资讯"));
    let before = format!("旧城供水管道改造完成\n国内资讯\n{PROSE}\n{MORE}\n");
    assert!(!cleaned(&Page::from_text(&before)).text.contains("国内资讯"));
}

#[test]
fn counts_of_comments_behind_paragraphs_go_and_numbered_notes_stay() {
    let said =
        ["“今晚起雾了。”", "老船长看着海面，没有回答。", "他把灯挂上桅杆，灯光照出很远！", "甲板下面传来脚步声……"];
    let counts = [37, 22, 12, 31, 4, 241, 18, 9, 90, 39, 7, 55];
    let paragraph = |i: usize, n: usize| format!("<p>{}<span class='c'>{n}</span></p>", said[i % said.len()]);
    let novel: String = (0..).zip(counts).map(|(i, n)| paragraph(i, n)).collect();
    let page =
        html("第二章 雾中的灯 - 云江书院", &format!("<div><h1>第二章 雾中的灯<span>241</span></h1>{novel}</div>"));
    assert!(!page.text.contains(|c: char| c.is_ascii_digit()), "{}", page.text);
    assert_eq!(page.metadata.title.as_deref(), Some("第二章 雾中的灯"));
    let notes: String = (0..12).map(|i| paragraph(i, i + 1)).collect();
    assert!(html("雾中的灯", &format!("<div><h1>雾中的灯</h1>{notes}</div>")).text.contains("……12"));
    let years = |i: usize| if i < 4 { "2024" } else { "" };
    let few: Vec<String> = (0..12).map(|i| format!("<p>{}{}</p>", said[i % 4], years(i))).collect();
    let few = few.concat();
    assert!(html("雾中的灯", &format!("<div><h1>雾中的灯</h1>{few}</div>")).text.contains("2024"));
}

#[test]
fn a_page_of_chinese_read_as_latin_letters_is_no_foreign_page() {
    let text = "青松镇三座水库开工\n春天的工地上机器轰鸣，远处的山坡还盖着雪，工人的午饭由村里送来。第一期的投资约两千万元，全部的材料来自邻县。\n\
                负责人的办公室就在坝下，他桌上的图纸换了三版，最后的验收定在九月。附近的农田将因此受益。";
    let latin = |bytes: &[u8]| encoding_rs::mem::decode_latin1(bytes).into_owned();
    for garbled in [latin(&encoding_rs::GBK.encode(text).0), latin(text.as_bytes())] {
        let page = cleaned(&Page::from_text(&garbled));
        assert_eq!(page.kind, PageKind::Article);
        assert_eq!(page.metadata.title.as_deref(), text.lines().next());
        assert!(text.ends_with(&page.text), "{}", page.text);
    }
    let french =
        "L’été dernier, près de la forêt, les élèves ont planté des châtaigniers; où étaient passés les bûcherons?\n"
            .repeat(8);
    assert_eq!(cleaned(&Page::from_text(&french)).kind, PageKind::Foreign);
}

#[test]
fn no_page_is_converted_between_scripts() {
    let text = "縣長説，國産設備已經運到，關於水庫層層加固的説明也發給了各村，這是為了讓村民放心。\n\
                専家説，堤壩的強度經過検查，毀壞的部分都已修好，増加的費用由縣裡負擔。\n村民説，這樣他們就放心了，明年還要種樹。";
    let page = cleaned(&Page::from_text(&format!("水庫加固完成\n{text}")));
    assert_eq!(page.metadata.script, Some(super::super::Script::Hant));
    assert_eq!(page.text, text);
}

#[test]
fn words_that_a_style_hides_inside_a_sentence_are_in_the_ledger() {
    let decoy = "<span style='display:none'>某某<b>官网</b> 下载</span>";
    let page = html(
        "",
        &format!(
            "<h1>旧城{decoy}改造完成</h1><div><p>{PROSE}</p><p>公司{decoy}经理说，{decoy}工程历时四个月。</p><p>{MORE}</p></div>"
        ),
    );
    assert_eq!(page.metadata.title.as_deref(), Some("旧城改造完成"));
    assert_eq!(page.text, format!("{PROSE}\n公司经理说，工程历时四个月。\n{MORE}"));
    let hidden = page.ledger.edits().iter().filter(|e| e.rule == "hidden.words");
    assert_eq!(hidden.count(), 2);
}
