//! The tree is the one behind html5ever's own tokenizer.

use super::super::dom::{Kind, Tree};
use super::*;
use proptest::prelude::*;

/// The tree builder behind html5ever's own tokenizer.
struct Reference(TreeBuilder<NodeId, Sink>, Guard);

impl TokenSink for Reference {
    type Handle = NodeId;
    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match token {
            Token::ParseError(_) | Token::CommentToken(_) => TokenSinkResult::Continue,
            Token::TagToken(ref tag) if !self.1.admits(tag, &self.0.sink) => TokenSinkResult::Continue,
            token => match self.0.process_token(token, line) {
                TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => TokenSinkResult::Continue,
                other => other,
            },
        }
    }
    fn end(&self) {
        self.0.end();
    }
    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

fn reference(html: &str) -> Tree {
    let builder = TreeBuilder::new(Sink::default(), TreeBuilderOpts::default());
    let tokenizer = Tokenizer::new(Reference(builder, Guard::default()), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    html5ever::interface::TreeSink::finish(tokenizer.sink.0.sink)
}

/// All that is read of a tree.
fn written(tree: &Tree, id: NodeId, out: &mut String) {
    match tree.kind(id) {
        Kind::Element { name, attributes } => {
            *out += &format!("<{}:{}", &*name.ns, &*name.local);
            for a in attributes.iter().filter(|a| read_name(&name.local, &a.name.local).is_some()) {
                *out += &format!(" {}={:?}", &*a.name.local, &*a.value);
            }
            *out += ">";
        }
        Kind::Text(text) => *out += &format!("{:?}", &**text),
        _ => {}
    }
    let mut child = tree.first_child(id);
    while let Some(id) = child {
        written(tree, id, out);
        child = tree.next_sibling(id);
    }
    *out += "/";
}

fn same(html: &str) -> Result<(), TestCaseError> {
    let [mut own, mut wanted] = [String::new(), String::new()];
    written(&Tree::parse(html), 0, &mut own);
    written(&reference(html), 0, &mut wanted);
    prop_assert_eq!(own, wanted, "{:?}", html);
    Ok(())
}

/// Pieces of markup, sound and broken.
const PIECES: [&str; 96] = [
    "<",
    ">",
    "/",
    "=",
    "\"",
    "'",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "-",
    "--",
    "!",
    "?",
    "&",
    ";",
    "#",
    "[",
    "]",
    "a",
    "x",
    "9",
    "字",
    "\u{feff}",
    "<!",
    "<?",
    "</",
    "<!-",
    "<!--",
    "-->",
    "--!>",
    "->",
    "<!>",
    "<!-->",
    "<!--->",
    "]]>",
    "<![CDATA[",
    "<!doctype html>",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
    "<!doctype",
    "<p>",
    "</p>",
    "</p",
    "<P",
    "<b>",
    "<b class=x>",
    "</b>",
    "<i id=1 title=2>",
    "</i>",
    "<a href='/?a=1&copy=2'>",
    "</a>",
    "<font color=red>",
    "<div",
    " class=\"a b\"",
    " CLASS=c",
    " style='display:none'",
    " id",
    " hidden",
    " alt=&quot;字&quot;",
    " data-x=\"1\"",
    "<br/>",
    "<img alt=字>",
    "<script>",
    "<script",
    "<SCRIPT >",
    "</script>",
    "</script",
    "</SCRIPT\n>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "</titles>",
    "<textarea>",
    "</textarea >",
    "<plaintext>",
    "<svg>",
    "</svg>",
    "<math>",
    "<a xlink:href=u>",
    "<template>",
    "</template>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<select>",
    "<option>",
    "&amp;",
    "&amp",
    "&nbsp;",
    "&notit;",
    "&#8220;",
    "&#x4e2d",
    "&#0;&#128;&#xD800;&#99999999999;",
];

proptest! {
    #[test]
    fn a_page_is_read_as_by_html5ever(pieces in proptest::collection::vec(0..PIECES.len(), 0..24)) {
        same(&pieces.iter().map(|i| PIECES[*i]).collect::<String>())?;
    }
}

#[test]
fn the_corpus_is_read_as_by_html5ever() -> Result<(), TestCaseError> {
    for page in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/pages")).expect("the corpus") {
        let bytes = std::fs::read(page.expect("an entry").path()).expect("a page");
        same(&String::from_utf8_lossy(&bytes))?;
    }
    Ok(())
}

#[test]
fn a_sign_in_a_script_swallows_nothing_behind_it() {
    let script = format!("for (i=0; i<citylist.length; i++) {{ {} }}", "a = 'b'; ".repeat(400));
    let html = format!("<script>{script}</script><p class=\"x\">澄湖市今天放晴。</p>");
    let page = crate::page::Page::from_html(&html);
    assert_eq!(page.text.trim(), "澄湖市今天放晴。");
}
