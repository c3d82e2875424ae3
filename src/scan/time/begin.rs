//! Where a time may begin: most figures are no time, and what stands behind them tells before any grammar is tried.

use super::super::amount::is_numeral_char;
use super::super::numeral::{is_over, is_part};
use super::{At, Context, at, digit_of, is_dash};
use crate::text::is_han;

/// What may stand behind the figures of a time; most figures are no time, and this is all that is looked at then.
#[rustfmt::skip]
fn is_mark(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '号' | '號' | '季' | '世' | '财' | '財' | '届' | '至' | '到' | '－' | '–' | '—' | '―' | '~' | '～' | '〜'
        | '─' | '−' | '、' | '／' | '．' | '：' | '时' | '時' | '点' | '點' | '分' | '秒' | '天' | '个' | '個' | '周' | '週' | '星' | '礼' | '禮'
        | '工' | '交' | '小' | '钟' | '鐘' | '多' | '半' | '百' | '十')
}

/// Whether a time may begin with the figures at `i`; always, when none stand there.
pub(super) fn may_begin(cx: &Context<'_>, i: usize) -> bool {
    let (text, bytes) = (cx.text, cx.text.as_bytes());
    let figures = |p: usize| p + bytes[p..].iter().take_while(|b| b.is_ascii_digit()).count();
    let end = figures(i);
    if end == i {
        return !counts_things(cx, i);
    }
    match bytes.get(end) {
        None | Some(b',') => false,
        // 2024.5.9, 5.7-5.11: a decimal has one point, and no dash behind it.
        Some(b'.') => {
            let second = figures(end + 1);
            second > end + 1 && at(text, second).0.is_some_and(|c| matches!(c, '.' | ' ') || is_dash(c))
        }
        Some(b'-' | b'/' | b':' | b' ' | b'a' | b'p' | b'A' | b'P' | b'~') => true,
        Some(_) => at(text, end).0.is_some_and(|c| is_mark(c) || digit_of(c).is_some()),
    }
}

/// Whether a Han figure at `i` counts what is no time: 一张, 两位, 三个人. No word of the tables begins there, what stands behind it is no
/// part of the same numeral, and no mark of a time.
fn counts_things(cx: &Context<'_>, i: usize) -> bool {
    let (At(first, next), words) = (at(cx.text, i), cx.words);
    let rest = &cx.text[i..];
    if !first.is_some_and(|c| is_numeral_char(c) && digit_of(c).is_none()) {
        return false;
    }
    let ends = |c: char| is_han(c) && !is_mark(c) && !is_part(c) && !is_over(c);
    let counts = match at(cx.text, next) {
        At(Some('个' | '個'), behind) => at(cx.text, behind).0.is_some_and(ends),
        At(c, _) => c.is_some_and(ends),
    };
    counts
        && words.times.longest(rest).is_none()
        && words.holidays.longest(rest).is_none()
        && words.eras.longest(rest).is_none()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::lexicon::Lexicon;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(None).expect("the built-in tables are sound"));

    fn may(text: &str) -> bool {
        may_begin(&Context::new(text, &LEXICON), 0)
    }

    #[test]
    fn most_figures_are_no_time() {
        for text in ["一张桌子", "两位专家", "三个人", "5名", "3.5%"] {
            assert!(!may(text), "{text}");
        }
        for text in ["三个月后", "两个多月前", "一季度", "五一劳动节", "十一五期间", "七夕", "三点半", "十二人", "5月"]
        {
            assert!(may(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn no_time_begins_where_none_may(text in "[一二三五七十百万零两几廿5][年月日号季天个個周星礼期小时钟点分秒多半前后来以初末底世纪代又之至到交工作一二十百几5 ，.~人张位夕]{0,6}") {
            let cx = Context::new(&text, &LEXICON);
            prop_assert!(may_begin(&cx, 0) || read(&cx, 0).is_none(), "{text}");
        }
    }
}
