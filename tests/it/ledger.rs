//! The ledger is the law: whatever goes in, edits give the article, undone they give the page text back.

use crate::support::{PIPELINE, assert_sound, pages};
use proptest::prelude::*;
use std::sync::LazyLock;
use taojin::{Input, Options, Pipeline};

static WITHOUT_PAGE_TEXT: LazyLock<Pipeline> = LazyLock::new(|| {
    Pipeline::new(Options { without_page_text: true, with_tokens: true, ..Options::default() }).unwrap()
});

/// Pieces that pages are made of, the nasty ones included.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<br>",
    "<div style=\"display:none\">",
    "</div>",
    "<table><tr><td>",
    "</table>",
    "<a href=x>",
    "</a>",
    "<h1>",
    "</h1>",
    "<script>",
    "</script>",
    "<span>",
    "&ldquo;",
    "&nbsp;",
    "\u{200b}",
    "\u{3000}",
    "\r\n",
    "\n",
    "\t",
    " ",
    "。",
    "，，",
    "：",
    "“",
    "”",
    "（",
    "）",
    "《",
    "》",
    "首页",
    "责任编辑：王五",
    "来源：澄湖日报",
    "央行今日开展1500亿元逆回购操作",
    "增长46.1%",
    "2024年5月7日",
    "中(zhōng)",
    "⼈",
    "e\u{301}",
    "👨\u{200d}👩\u{200d}👧",
    "🇨🇳",
    "锟斤拷",
    "\u{fffd}",
    "\u{feff}",
    "\0",
    "一二三百千万亿",
    "１２３．４５％",
    "GPT-4",
    "张三说",
    "同比下降三成",
    "第12条",
];

fn page() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page_keeps_the_laws(text in page(), is_html in any::<bool>()) {
        let input = if is_html { Input::html("random.html", text) } else { Input::text("random.txt", text) };
        assert_sound(&PIPELINE.extract(&input));
        assert_sound(&WITHOUT_PAGE_TEXT.extract(&input));
        if !is_html {
            assert_sound(&WITHOUT_PAGE_TEXT.annotate(&input));
        }
    }

    #[test]
    fn any_bytes_keep_the_laws(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        assert_sound(&PIPELINE.extract(&Input::html("noise.html", bytes)));
    }
}

#[test]
fn the_corpus_undone_from_the_edits_alone() {
    for (_, input) in pages() {
        let (whole, bare) = (PIPELINE.extract(&input), WITHOUT_PAGE_TEXT.extract(&input));
        assert_sound(&bare);
        assert_eq!(whole.article, bare.article);
        let (whole, bare) = (whole.ledger.unwrap(), bare.ledger.unwrap());
        let length = whole.page_text.as_ref().map(|t| t.chars().count() as u32);
        assert_eq!((length, bare.page_text), (bare.page_length, None));
    }
}
