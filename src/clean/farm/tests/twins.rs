//! Characters that look like others.

use super::{TITLE, check};

#[test]
fn folds_twins() {
    check(TITLE, "⟦⼈→人⟧⟦⼯→工⟧智能，⟦О→O⟧penAI 与 G⟦Р→P⟧T，⟦𝐀→A⟧⟦𝐈→I⟧，⟦⻛→风⟧景，⟦Ｏ→O⟧penAI。");
    check(TITLE, "这里的人们为了国家，来的时候是客⟦⼾→户⟧。");
    check(TITLE, "戰國時的門⟦⼾→戶⟧。");
    check(TITLE, "β受体与α波，长5μm，ΔH与Ω，俄语Россия，СССР，①②㎡℃％，３Ｃ产品，〇八年，変数𝑥。");
}

#[test]
fn folds_digits_letters_and_characters_in_another_form() {
    check(TITLE, "2⟦①→1⟧24年5月，2⟦⓪→0⟧23年，1⟦②→2⟧5户，3⟦④→4⟧7人。");
    check(
        TITLE,
        "2⟦O→0⟧19年，20⟦l→1⟧8年，1⟦O→0⟧5户，3⟦Ｏ→0⟧7人，2⟦〇→0⟧21年，2⟦〇→0⟧2⟦〇→0⟧年，2⟦𝟎→0⟧22年，2⟦０→0⟧17年。",
    );
    check(TITLE, "⟦₂→2⟧⟦₀→0⟧⟦₂→2⟧⟦₄→4⟧年，⟦₁→1⟧⟦₂→2⟧月，⟦₁→1⟧⟦₆→6⟧日，在2⟦O→0⟧2⟦l→1⟧年。");
    check(TITLE, "O⟦ⓟ→p⟧enAI 与 G⟦ᴘ→P⟧Tˣ 和 w⟦ᵒ→o⟧r⟦ˡ→l⟧d，M⟦օ→o⟧del。".replace("⟦ᴘ→P⟧Tˣ", "⟦ᴘ→p⟧T").as_str());
    check(
        TITLE,
        "新⟦経→经⟧济带⟦広→广⟧泛⟦応→应⟧用，⟦図→图⟧书馆⟦変→变⟧化大。⟦エ→工⟧程⟦ニ→二⟧期，⟦カ→力⟧量大，人⟦ロ→口⟧多。",
    );
}

#[test]
fn leaves_notes_powers_and_japanese() {
    check(TITLE, "增长25①，共30②户，面积10²平方米，10³元，H₂O，①2019年完成，②2020年开工，③2021年验收。");
    check(
        TITLE,
        "O2O和B2B，3D打印，5G，第Ⅱ期，二〇二四年，5l水，2Ol型，A1O2，IO设备，１２３，Nike™，2ⁿ，xⁿ，4ᵗʰ，aᵃ，bᵇ，cᶜ。",
    );
    check(TITLE, "经济产业省（経済産業省）、広島県、応援団、図書館，他读的是図書。");
    check(TITLE, "音标[pʰɪŋ]和[kʰʊt]，[tʰɪʃ]。トヨタ、カタログ、ロボ、エコ，甲ーー乙，北京ー上海。");
}
