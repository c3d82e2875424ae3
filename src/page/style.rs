//! Styles that hide blocks, and words inside a sentence: on the element or by a class of the page's own sheet.
//!
//! Sites that are copied set decoys between their words, which readers do not see and copies keep. Only what stands inside a
//! sentence is judged so strictly: a hidden block may be shown by a click.

use std::collections::BTreeSet;

/// Longest style or sheet that is read, in bytes.
const STYLE_BYTES_MAX: usize = 400;
const SHEET_BYTES_MAX: usize = 200_000;
/// What moves text out of sight, and what leaves it no room.
const FAR: [&str; 6] = ["left", "top", "right", "text-indent", "margin-left", "margin-top"];
const BOX: [&str; 4] = ["width", "height", "max-width", "max-height"];

/// Whether a style hides its element, wherever that stands: [`hides_words`] is stricter, since a block may be shown by a click.
pub(super) fn hides_block(style: &str) -> bool {
    const HIDING: [(&str, &[&str]); 7] = [
        ("display", &["none"]),
        ("visibility", &["hidden"]),
        ("font-size", &["0;", "0px"]),
        ("text-indent", &["-9999"]),
        ("left", &["-9999"]),
        ("top", &["-9999"]),
        ("opacity", &["0;"]),
    ];
    let mut folded = String::with_capacity(style.len().min(400));
    folded.extend(style.chars().filter(|c| !c.is_whitespace()).take(400).map(|c| c.to_ascii_lowercase()));
    let hides = |(at, _): (usize, &str)| {
        let (name, value) = (&folded[..at], &folded[at + 1..]);
        let is_hiding =
            |(n, values): &(&str, &[&str])| name.ends_with(n) && values.iter().any(|v| value.starts_with(v));
        HIDING.iter().any(is_hiding) || value == "0" && (name.ends_with("font-size") || name.ends_with("opacity"))
    };
    folded.match_indices(':').any(hides)
}

/// Whether declarations (`name: value; …`) make text unseen. Of two declarations of one name the last one counts.
pub(super) fn hides_words(style: &str) -> bool {
    let mut folded = String::with_capacity(style.len().min(STYLE_BYTES_MAX));
    let own = style.chars().take(STYLE_BYTES_MAX).filter(|c| !c.is_whitespace());
    folded.extend(own.map(|c| c.to_ascii_lowercase()));
    let is_nothing = |value: &str| number(value).is_some_and(|n| n == 0.0);
    let [mut display, mut visibility, mut opacity, mut size, mut transform] = [false; 5];
    let [mut clips, mut is_absolute, mut clip] = [false; 3];
    let (mut far, mut empty) = ([false; 6], [false; 4]);
    let (mut color, mut background) = (None, None);
    for (name, value) in folded.split(';').filter_map(|d| d.split_once(':')) {
        let value = value.trim_end_matches("!important");
        if let Some(i) = FAR.iter().position(|f| *f == name) {
            far[i] = number(value).is_some_and(|n| n <= -1000.0);
        } else if let Some(i) = BOX.iter().position(|b| *b == name) {
            empty[i] = is_nothing(value);
        }
        match name {
            "display" => display = value == "none",
            "visibility" => visibility = matches!(value, "hidden" | "collapse"),
            "opacity" => opacity = is_nothing(value),
            "font-size" => size = number(value).is_some_and(|n| n == 0.0 || n <= 1.0 && value.ends_with("px")),
            "overflow" => clips = value == "hidden",
            "position" => is_absolute = value == "absolute",
            "clip" => clip = value.starts_with("rect(0") || value.starts_with("rect(1px"),
            "transform" => transform = value.starts_with("scale(0)") || value.starts_with("scale(0,"),
            "color" => color = Some(value),
            "background" | "background-color" | "background-image" => background = Some(value),
            _ => {}
        }
    }
    let has_own_color = color.is_some_and(|c| Some(c) == background || c == "transparent" && background.is_none());
    display
        || visibility
        || opacity
        || size
        || transform
        || far.contains(&true)
        || clips && empty.contains(&true)
        || is_absolute && clip
        || has_own_color
}

/// The number at the head of a value.
fn number(value: &str) -> Option<f32> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(value.len());
    value[..end].parse().ok()
}

/// Adds the classes of a sheet whose only rules make text unseen: `.x1{display:none}`. A class with another rule may be shown.
pub(super) fn learn(sheet: &str, hidden: &mut BTreeSet<String>) {
    let sheet = sheet.get(..SHEET_BYTES_MAX).unwrap_or(sheet);
    // What depends on the screen is shown on another one.
    if sheet.len() > SHEET_BYTES_MAX {
        return;
    }
    let mut shown: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for rule in sheet.split('}') {
        let Some((selector, own)) = rule.rsplit_once('{') else {
            depth = depth.saturating_sub(1);
            continue;
        };
        depth += selector.matches('{').count();
        let selector = selector.rsplit(['{', '/']).next().unwrap_or(selector);
        for one in selector.split(',').map(str::trim) {
            let class = one.rsplit('.').next().filter(|_| one.contains('.')).unwrap_or("");
            let is_plain =
                !class.is_empty() && class.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            if depth == 0 && is_plain && one.matches(['.', ' ', '>', ':', '[', '#']).count() == 1 && hides_words(own) {
                hidden.insert(class.to_owned());
            } else {
                let names = one.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
                shown.extend(names.filter(|n| !n.is_empty()).map(str::to_owned));
            }
        }
    }
    for class in shown {
        hidden.remove(&class);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_hides_words_or_only_looks_so() {
        for style in [
            "display : none !important",
            "visibility:collapse",
            "font-size:1px",
            "font-size:0.0em",
            "max-height:0;overflow:hidden",
            "width:0; height:0; overflow: hidden",
            "position:absolute;clip:rect(0 0 0 0)",
            "transform: scale(0)",
            "color:transparent",
            "background:#000;color:#000",
            "position:absolute;right:-5000px",
        ] {
            assert!(hides_words(style), "{style}");
        }
        for style in [
            "",
            "color:#fff",
            "font-size:0.9em",
            "max-height:0",
            "left:-20px",
            "background:linear-gradient(red,blue);color:transparent",
            "background:#000;color:#fff",
            "transform:scale(0.9)",
        ] {
            assert!(!hides_words(style), "{style}");
        }
    }

    #[test]
    fn a_class_is_hidden_when_no_rule_shows_it() {
        let mut hidden = BTreeSet::new();
        let sheet = "p{color:red} .x1{display:none} span.k9 , .k8 { font-size:0; } .tab{display:none} .on .tab{display:block} \
                     @media print{.ad{display:none}} .a.b{display:none} /* c */ .z2{opacity:0}";
        learn(sheet, &mut hidden);
        assert_eq!(hidden.iter().map(String::as_str).collect::<Vec<_>>(), ["k8", "k9", "x1", "z2"]);
    }

    #[test]
    fn a_style_hides_a_block_or_only_looks_so() {
        for style in [
            "display:none",
            "color: red; DISPLAY : NONE",
            "visibility:hidden;",
            "font-size:0",
            "font-size: 0px; line-height: 1",
            "margin-left:-9999px",
            "opacity:0; width:1px",
        ] {
            assert!(hides_block(style), "{style}");
        }
        for style in ["", "font-size:0.9em", "opacity:0.5", "display:block", "left:-999px", "background:url(x:none)"] {
            assert!(!hides_block(style), "{style}");
        }
    }
}
