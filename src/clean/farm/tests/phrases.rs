//! Planted phrases, and news that has their words.

use super::{TITLE, check};

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
