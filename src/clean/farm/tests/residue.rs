//! What is left of markup and programs.

use super::{TITLE, check};

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
    check(TITLE, "工程开工。\n}\n进展顺利。");
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
