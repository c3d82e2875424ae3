//! Galleries: the page shows one picture of many with its caption, and a script holds the captions of all.

use super::dom::Tree;
use super::{meta, script};
use crate::text::{is_han, is_word};
use serde_json::Value;

/// Fewest and most pictures.
const PICTURES: (usize, usize) = (3, 200);
/// Fewest Han characters of the caption that is shown.
const HAN_MIN: usize = 10;
/// Deepest value that is looked into.
const DEPTH_MAX: usize = 16;

/// The captions as markup: the page says `1/10` beside a caption, and a script has a list of ten that begins with it.
pub(super) fn captions(tree: &Tree, shown: &str) -> Option<String> {
    let (count, first) = counter(shown)?;
    let mut found = None;
    meta::each_element(tree, |id, name| {
        if name == "script" && found.is_none() {
            let values = meta::text_of(tree, id).map(|text| script::values(&text)).unwrap_or_default();
            found = values.iter().find_map(|v| list(v, count, &first, 0));
        }
    });
    let mut out = String::from("<div>");
    let mut last = "";
    for caption in found.as_deref()?.iter().map(|c| c.trim()).filter(|c| !c.is_empty()) {
        if caption != last {
            out.extend(["<p>", &caption.replace('&', "&amp;").replace('<', "&lt;"), "</p>"]);
        }
        last = caption;
    }
    out.push_str("</div>");
    Some(out)
}

/// How many pictures the page counts, and the letters of the caption of the first.
fn counter(shown: &str) -> Option<(usize, String)> {
    let lines = shown.split('\n').enumerate().filter_map(|(i, line)| Some((i, line.trim_start().strip_prefix("1/")?)));
    for (i, rest) in lines {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Some(count) = rest[..digits].parse().ok().filter(|n| (PICTURES.0..=PICTURES.1).contains(n)) else {
            continue;
        };
        let beside = key(&rest[digits..]);
        let caption = if beside.is_empty() { shown.split('\n').nth(i + 1).map(key)? } else { beside };
        if caption.chars().filter(|c| is_han(*c)).count() >= HAN_MIN {
            return Some((count, caption));
        }
    }
    None
}

fn key(text: &str) -> String {
    text.chars().filter(|c| is_word(*c)).collect()
}

/// The list of `count` captions inside a value: strings, or one string of every object.
fn list(value: &Value, count: usize, first: &str, depth: usize) -> Option<Vec<String>> {
    if depth > DEPTH_MAX {
        return None;
    }
    let inside: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(map) => map.values().collect(),
        _ => return None,
    };
    if let Value::Array(items) = value
        && items.len() == count
    {
        let of_objects =
            |name: &str| items.iter().map(|o| o.get(name)?.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
        let names = items[0].as_object().into_iter().flat_map(|o| o.keys());
        let strings = items.iter().map(|s| s.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
        if let Some(found) =
            strings.into_iter().chain(names.filter_map(|n| of_objects(n))).find(|l| key(&l[0]) == first)
        {
            return Some(found);
        }
    }
    inside.into_iter().find_map(|v| list(v, count, first, depth + 1))
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    const FIRST: &str = "澄湖的冬天，湖面结了薄冰，渔民凿开冰面下网";
    const OTHERS: [&str; 2] = ["网要在水下停留一夜，第二天清晨才收。", "收上来的鱼当天就送到城里的市场。"];

    fn text(shown: &str, script: &str) -> String {
        Page::from_html(&format!("<h1>澄湖冬捕</h1><p>{shown}</p><script>{script}</script>")).text
    }

    #[test]
    fn the_captions_follow_the_one_that_is_shown() {
        let all = format!("澄湖冬捕\n1/3 {FIRST}\n{FIRST}\n{}\n{}\n", OTHERS[0], OTHERS[1]);
        let strings =
            format!("var g = JSON.parse(\"[\\\"{FIRST}\\\", \\\"{}\\\", \\\"{}\\\"]\")", OTHERS[0], OTHERS[1]);
        assert_eq!(text(&format!("1/3 {FIRST}"), &strings), all);
        let object = |c: &str| format!("{{\"url\": \"/a.jpg\", \"note\": \"{c}\"}}");
        let objects =
            format!("var g = {{\"pictures\": [{}, {}, {}]}}", object(FIRST), object(OTHERS[0]), object(OTHERS[1]));
        assert_eq!(text(&format!("1/3 {FIRST}"), &objects), all);
    }

    #[test]
    fn a_list_of_another_length_or_start_is_none() {
        let shown = format!("1/3 {FIRST}");
        let alone = format!("澄湖冬捕\n{shown}\n");
        assert_eq!(text(&shown, &format!("var g = {{\"a\": [\"{FIRST}\", \"{}\"]}}", OTHERS[0])), alone);
        assert_eq!(
            text(&shown, &format!("var g = {{\"a\": [\"{}\", \"{FIRST}\", \"{}\"]}}", OTHERS[0], OTHERS[1])),
            alone
        );
        // A score is no counter.
        assert_eq!(text("1/2", "var g = {\"a\": [\"1\", \"2\"]}"), "澄湖冬捕\n1/2\n");
    }
}
