//! From bytes to characters, by evidence: a byte-order mark, valid UTF-8, then the reading with more common characters.

use crate::text::CharSet;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::sync::LazyLock;

/// What was decoded.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) encoding: &'static str,
    /// Nothing proved the encoding: parts could not be decoded, or two readings came out alike.
    pub(super) guessed: bool,
}

/// The commonest characters of news prose in both scripts (own count over own reading; order of no matter).
const COMMON: &str = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运這個們國來為說時會對發後過學動還進當開實軍無與長機關點業將間問戰頭體見應產義論處報結條電數題總變門東聲師請讓認識導爭運麼樣經種從現兩給";

pub(super) fn decode(bytes: &[u8], is_unicode: bool) -> Decoded<'_> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[skip..]);
        return Decoded { text, encoding: name(encoding), guessed: had_errors };
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return Decoded { text, encoding: "utf-8", guessed: false };
    }
    if is_unicode {
        return Decoded { text: String::from_utf8_lossy(bytes), encoding: "utf-8", guessed: true };
    }
    if let Some(encoding) = wide(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Decoded { text, encoding: name(encoding), guessed: true };
    }
    let label = declared(bytes);
    let (first, second) = if label == Some(BIG5) { (BIG5, GB18030) } else { (GB18030, BIG5) };
    let reading = |e| Reading::new(bytes, e, label);
    let likely = reading(first);
    if likely.is_sure() {
        return Decoded { encoding: name(first), guessed: false, text: likely.text };
    }
    let readings = [likely, reading(second), reading(UTF_8)];
    let scores = readings.iter().map(|r| r.score).collect::<Vec<_>>();
    let best = readings.into_iter().max_by_key(|r| (r.score, r.is_declared)).expect("there are three readings");
    let close = scores.iter().filter(|s| **s * 10 > best.score * 8).count() > 1;
    let guessed = best.lost > 0 || close || best.score <= 0;
    Decoded { encoding: name(best.encoding), guessed, text: best.text }
}

/// The bytes as one encoding reads them.
struct Reading<'b> {
    encoding: &'static Encoding,
    is_declared: bool,
    text: Cow<'b, str>,
    /// Characters beyond ASCII, the commonest among them, and what could not be read.
    foreign: i64,
    common: i64,
    lost: i64,
    score: i64,
}

impl<'b> Reading<'b> {
    fn new(bytes: &'b [u8], encoding: &'static Encoding, label: Option<&'static Encoding>) -> Self {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let (mut foreign, mut common, mut lost) = (0, 0, 0);
        for c in text.chars().filter(|c| !c.is_ascii()) {
            foreign += 1;
            common += i64::from(is_common(c));
            lost += i64::from(c == char::REPLACEMENT_CHARACTER);
        }
        Self { encoding, is_declared: label == Some(encoding), foreign, common, lost, score: common - 4 * lost, text }
    }

    /// Whether no other reading can be the right one. Of the characters of a Chinese page four in ten or more are among the
    /// commonest, read as another encoding fewer than one in ten (own count over 111 pages in each of two encodings).
    fn is_sure(&self) -> bool {
        self.lost == 0 && self.common > 0 && self.common * 4 >= self.foreign
    }
}

fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "UTF-8" => "utf-8",
        "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        "Big5" => "big5",
        _ => "gb18030",
    }
}

fn is_common(c: char) -> bool {
    static SET: LazyLock<CharSet> = LazyLock::new(|| CharSet::new(COMMON.chars()));
    SET.contains(c)
}

/// UTF-16 without a mark: markup leaves every other byte zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 8;
    if odd > many && even * 8 < odd {
        Some(UTF_16LE)
    } else if even > many && odd * 8 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The label that the first kilobytes declare.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let at = head.windows(8).position(|w| w.eq_ignore_ascii_case(b"charset="))? + 8;
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .collect();
    let encoding = Encoding::for_label(&label)?;
    Some(if encoding.name() == "GBK" { GB18030 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_label_loses_against_the_bytes() {
        let page = "<meta charset=big5><p>昨天是开学第一天，学校的操场上来了很多学生。</p>";
        let bytes = GB18030.encode(page).0;
        let got = decode(&bytes, false);
        assert_eq!((got.encoding, &*got.text), ("gb18030", page));
        let page = "<meta charset=gb2312><p>行政院長昨天在會上說，這個計畫已經開始。</p>";
        let bytes = BIG5.encode(page).0;
        let got = decode(&bytes, false);
        assert_eq!((got.encoding, &*got.text), ("big5", page));
    }

    #[test]
    fn marks_and_wide_bytes() {
        assert_eq!(decode("\u{feff}新闻".as_bytes(), false).text, "新闻");
        let wide: Vec<u8> = "<html><p>新闻</p></html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide, false).encoding, "utf-16le");
        assert!(decode(&[0xFF, 0x81, 0xFF, 0x00, 0x31], false).guessed);
    }
}
