//! Swapped words and wrong scripts: suspicions.

use super::super::super::SuspicionKind;
use super::suspicions;

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
