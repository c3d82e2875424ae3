//! Whose dollar a bare 元 is: in the traditional script it is that of Taiwan or of Hong Kong where the text says which, and nothing else.

use super::{Quantity, QuantityKind};

/// Characters that only the traditional script has, common enough to stand in nearly every text.
const TRADITIONAL: [char; 8] = ['個', '萬', '億', '國', '會', '為', '後', '這'];
/// What says that a text speaks of Taiwan's money, or of Taiwan.
const TAIWAN: [&str; 12] =
    ["台幣", "臺幣", "台股", "行政院", "立法院", "台灣", "臺灣", "台北", "臺北", "高雄", "台積電", "民國1"];
/// The same of Hong Kong.
const HONG_KONG: [&str; 7] = ["港元", "港幣", "香港", "港交所", "港股", "港鐵", "恒生"];
/// What says that the money may be another.
const MAINLAND: [&str; 4] = ["人民幣", "內地", "中國大陸", "陸企"];

pub(super) fn read(text: &str, quantities: &mut [Quantity]) {
    let bare = |q: &Quantity| {
        let said = q.span.of(text);
        q.kind == QuantityKind::Money
            && match q.unit.as_deref() {
                Some("CNY") => !said.contains(['人', '¥', '￥', 'R', 'Y']),
                Some("USD") => said.starts_with(['$', '＄']),
                _ => false,
            }
    };
    if !quantities.iter().any(bare) || !TRADITIONAL.iter().any(|&c| text.contains(c)) {
        return;
    }
    let says = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let home = match (says(&TAIWAN), says(&HONG_KONG)) {
        (true, false) => "TWD",
        (false, true) => "HKD",
        _ => return,
    };
    if says(&MAINLAND) {
        return;
    }
    for q in quantities.iter_mut().filter(|q| bare(q)) {
        // A bare sign of the dollar is Taiwan's only behind NT.
        if home == "HKD" || q.unit.as_deref() != Some("USD") {
            q.unit = Some(home.into());
        }
    }
}
