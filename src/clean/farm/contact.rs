//! Where an advertisement tells its reader to go: accounts, telephones, sites, also as those write them who hide from filters.

use crate::text::fold_width;

/// Fewest characters of an account's id, and of its digits.
const ID_CHARS_MIN: usize = 5;
const ID_DIGITS_MIN: usize = 2;
/// Most characters between the name of a messenger and an id.
const BEFORE_ID_MAX: usize = 4;
/// Fewest digits of a number that is said in characters: 一三八….
const SPOKEN_MIN: usize = 10;
/// Ends of domains.
const DOMAINS: [&str; 16] =
    ["com", "cn", "net", "cc", "vip", "top", "xyz", "app", "me", "link", "club", "info", "tv", "org", "icu", "shop"];

/// Whether an id, a number or a site stands right behind the name of a messenger, or another word that announces one.
pub(super) fn is_account(after: &str) -> bool {
    let mut chars = after.chars().map(fold_width).peekable();
    for _ in 0..BEFORE_ID_MAX {
        let is_between = |c: &char| !c.is_ascii_alphanumeric() && !is_spoken(*c) && !"，。,.；！？\n".contains(*c);
        if chars.next_if(is_between).is_none() {
            break;
        }
    }
    if chars.peek().is_some_and(|c| is_spoken(*c)) {
        return chars.take_while(|c| is_spoken(*c)).count() >= SPOKEN_MIN;
    }
    let id: Vec<char> = chars.take_while(|c| c.is_ascii_alphanumeric() || "_-./:".contains(*c)).collect();
    id.len() >= ID_CHARS_MIN && id.iter().filter(|c| c.is_ascii_digit()).count() >= ID_DIGITS_MIN
}

fn is_spoken(c: char) -> bool {
    "零〇一二三四五六七八九幺".contains(c)
}

/// An id of letters and digits, a phone or account number, or a bare domain.
pub(super) fn has_contact(line: &str) -> bool {
    let chars: Vec<char> = line.chars().map(|c| fold_width(c).to_ascii_lowercase()).collect();
    has_id(&chars) || has_phone(&chars) || has_domain(&chars)
}

fn has_id(chars: &[char]) -> bool {
    let is_own = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    chars.split(|c| !is_own(c)).any(|run| {
        let digits = run.iter().filter(|c| c.is_ascii_digit()).count();
        let letters = run.iter().filter(|c| c.is_ascii_alphabetic()).count();
        let has_dot = run.contains(&'.');
        digits >= 7 || digits >= 4 && letters >= 1 || has_dot && letters >= 4
    })
}

/// Digits in groups, as numbers are called; or said in characters.
fn has_phone(chars: &[char]) -> bool {
    if chars.split(|c| !is_spoken(*c)).any(|run| run.len() >= SPOKEN_MIN) {
        return true;
    }
    let mut at = 0;
    while at < chars.len() {
        let mut digits = String::new();
        let mut groups = 0;
        while let Some(&c) = chars.get(at) {
            let goes_on = matches!(c, ' ' | '-') && chars.get(at + 1).is_some_and(char::is_ascii_digit);
            if c.is_ascii_digit() {
                digits.push(c);
            } else if digits.is_empty() || !goes_on {
                break;
            } else {
                groups += 1;
            }
            at += 1;
        }
        let is_mobile = digits.len() == 11 && digits.starts_with('1') && !digits[1..].starts_with(['0', '1', '2']);
        let is_service = digits.len() == 10 && digits.starts_with(['4', '8']) && digits[1..].starts_with("00");
        let is_area = groups == 1 && (10..=12).contains(&digits.len()) && digits.starts_with('0');
        if is_mobile || is_service || is_area {
            return true;
        }
        at += 1;
    }
    false
}

/// A domain whose dot may be a mark of Chinese, or a word: ab12。com, ab12点com.
fn has_domain(chars: &[char]) -> bool {
    let skip = |mut at: usize| {
        while chars.get(at) == Some(&' ') {
            at += 1;
        }
        at
    };
    (2..chars.len()).filter(|i| chars[i - 1].is_ascii_alphanumeric() && chars[i - 2].is_ascii_alphanumeric()).any(|i| {
        let dot = skip(i);
        if !chars.get(dot).is_some_and(|c| matches!(c, '.' | '。' | '点' | '·')) {
            return false;
        }
        let from = skip(dot + 1);
        let end: String =
            chars[from.min(chars.len())..].iter().take(6).take_while(|c| c.is_ascii_alphanumeric()).collect();
        DOMAINS.contains(&end.as_str())
    })
}
