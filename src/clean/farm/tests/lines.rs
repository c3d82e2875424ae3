//! Lines of titles, keywords and advertisements.

use super::{TITLE, check};

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
