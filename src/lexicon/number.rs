//! Units, counters, idioms, time words, holidays, eras.

use super::series::Series;
use super::starts::CharMap;
use super::{Row, Table, builtin};
use crate::Error;
use crate::text::{At, at};

/// What kind of quantity a unit makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// Money.
    Money,
    /// 块, which is money only where no noun follows.
    MoneyPiece,
    /// 角, 毛.
    MoneyTenth,
    /// 美分; 分 of a sum.
    MoneyHundredth,
    /// Length, mass, energy ….
    Measure,
    /// 两, the mass.
    Liang,
    /// A counter.
    Count,
    /// A counter that stands in names, too: only behind figures.
    Rare,
    /// 国, 省, 市: only behind figures.
    Region,
    /// 号.
    Number,
    /// 强, of lists such as 500强.
    RankName,
    /// Twelve.
    Dozen,
    /// 岁.
    Age,
    /// A span of time.
    Duration,
    /// 日, mostly of a date.
    Day,
    /// 时, mostly of a clock.
    HourShort,
    /// %, ‰, ‱.
    Percent,
    /// 千分之, said in words.
    Thousandth,
    /// 万分之, said in words.
    TenThousandth,
    /// Percentage point.
    Point,
    /// Basis point.
    Basis,
    /// 倍.
    Times,
    /// 成.
    Tenth,
    /// 折.
    Discount,
}

/// A unit.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// The symbol that is published.
    pub(crate) symbol: &'static str,
    /// What it makes.
    pub(crate) kind: UnitKind,
}

/// A word of time: which field it fills, and with what.
#[derive(Debug, Clone)]
pub(crate) struct TimeWord {
    pub(crate) slot: Box<str>,
    pub(crate) value: Box<str>,
    /// The value as a number, when it is one.
    pub(crate) number: i32,
}

/// How the day of a holiday is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// Month, day.
    Solar(u32, u32),
    /// Month, day of the lunar calendar.
    Lunar(u32, u32),
    /// The last day of the lunar year before.
    Eve,
    /// 清明.
    Qingming,
    /// Month, weekday (1–7), which.
    Nth(u32, u32, u32),
}

/// Words, found by their first two characters, longest first.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    /// Sorted by their first two characters, then the longest first.
    words: Vec<(&'static str, T)>,
    /// Two first characters, and which words have them; sorted.
    pairs: Vec<Pair>,
    /// Where the pairs of a first character stand, and how many; none for most characters, which ends most look-ups.
    heads: CharMap<(u16, u16)>,
}

/// The words that begin with two characters.
#[derive(Debug)]
struct Pair {
    first: char,
    /// NUL for the word of one character.
    second: char,
    words: (u16, u16),
}

impl<T> Phrases<T> {
    pub(super) fn new(mut words: Vec<(&'static str, T)>) -> Self {
        words.sort_by(|a, b| key(a.0).cmp(&key(b.0)).then(b.0.len().cmp(&a.0.len())).then(a.0.cmp(b.0)));
        let mut pairs: Vec<Pair> = Vec::new();
        let mut heads = CharMap::new();
        for (at, (word, _)) in words.iter().enumerate() {
            let (first, second) = key(word);
            match pairs.last_mut() {
                Some(last) if (last.first, last.second) == (first, second) => last.words.1 += 1,
                _ => {
                    let head = match heads.get(first) {
                        (_, 0) => (pairs.len() as u16, 1),
                        (from, count) => (from, count + 1),
                    };
                    heads.set(first, head);
                    pairs.push(Pair { first, second, words: (at as u16, at as u16 + 1) });
                }
            }
        }
        Self { words, pairs, heads }
    }

    /// The longest word at the start of `rest`: its length in bytes, and what it means.
    #[inline]
    pub(crate) fn longest(&self, rest: &str) -> Option<(usize, &T)> {
        let At(first, next) = at(rest, 0);
        let (from, count) = self.heads.get(first?);
        if count == 0 { None } else { self.longest_of(&self.pairs[from as usize..][..count as usize], rest, next) }
    }

    /// [`Self::longest`] among these pairs, which all have the first character of `rest`, that ends at `next`.
    fn longest_of(&self, pairs: &[Pair], rest: &str, next: usize) -> Option<(usize, &T)> {
        let At(second, end) = at(rest, next);
        let second = second.unwrap_or('\0');
        let pair = if pairs.len() < 16 {
            pairs.iter().find(|p| p.second == second)
        } else {
            pairs.binary_search_by_key(&second, |p| p.second).ok().map(|found| &pairs[found])
        };
        if let Some(pair) = pair {
            for (word, value) in &self.words[pair.words.0 as usize..pair.words.1 as usize] {
                // The first two characters are known to be the same.
                if word.len() <= end || rest.as_bytes()[end..].starts_with(&word.as_bytes()[end..]) {
                    return Some((word.len(), value));
                }
            }
        }
        let single = pairs.first().filter(|p| p.second == '\0')?;
        let (word, value) = &self.words[single.words.0 as usize];
        Some((word.len(), value))
    }

    fn pairs(&self) -> impl Iterator<Item = (char, char)> {
        self.pairs.iter().map(|p| (p.first, p.second))
    }
}

fn key(word: &str) -> (char, char) {
    let mut chars = word.chars();
    (chars.next().unwrap_or('\0'), chars.next().unwrap_or('\0'))
}

/// Units, counters, idioms, time words, holidays, eras.
#[derive(Debug)]
pub struct NumberWords {
    pub(crate) units: Phrases<Unit>,
    pub(crate) idioms: Phrases<()>,
    pub(crate) edges: Phrases<()>,
    pub(crate) times: Phrases<TimeWord>,
    pub(crate) holidays: Phrases<Holiday>,
    pub(crate) eras: Phrases<(i32, i32)>,
    pub(crate) series: Series,
    /// For every character of the basic plane, how something can begin there.
    starts: Box<[Start]>,
    /// Hashes of the first two characters of all words: a bit each. A false hit only costs time.
    pairs: Box<[u64]>,
}

/// How something can begin with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Never,
    /// Behind it must stand what makes a word of the tables.
    Pair,
    /// Behind it may stand a numeral, too.
    Lead,
    /// A numeral itself, a letter, a sign.
    Always,
}

/// Characters that a numeral or an amount begins with.
const ALWAYS: &str = "0123456789０１２３４５６７８９〇零○一二两兩三四五六七八九十百千万萬亿億半几幾廿卅壹贰貳叁參肆伍陆陸柒捌玖拾佰仟俩倆仨$＄¥￥€£负負－−-＋+.．";
/// Characters that a numeral makes something of: 第三, 近三年, 上万, 晚8点.
const LEADS: &str = "第前头頭上下后後近翻初早晚晨";
/// First two characters of what the grammars know besides the tables.
const PAIRS: [&str; 70] = [
    "过去", "過去", "最近", "之前", "此前", "未来", "未來", "今后", "今後", "此后", "之后", "接下", "随后", "刚刚",
    "首季", "最后", "最後", "农历", "農曆", "阴历", "陰曆", "夏历", "正月", "腊月", "臘月", "冬月", "北纬", "北緯",
    "南纬", "东经", "東經", "西经", "人民", "新台", "新臺", "港币", "港幣", "美金", "华氏", "華氏", "摄氏", "攝氏",
    "对折", "對折", "翻了", "翻番", "翻倍", "上个", "下个", "上個", "下個", "上一", "下一", "前面", "后续", "早在",
    "晚间", "过后", "公元", "西元", "数百", "数十", "数千", "数万", "数亿", "數百", "數十", "數千", "數萬", "數億",
];

fn pair_slot(a: char, b: char) -> (usize, u64) {
    let hash = ((a as u32).wrapping_mul(0x9E37_79B1) ^ (b as u32).wrapping_mul(0x85EB_CA6B)) >> 16;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

impl NumberWords {
    pub(super) fn load() -> Result<Self, Error> {
        let units = words(builtin!("number/unit.tsv"), unit)?;
        let idioms = words(builtin!("number/idiom.tsv"), |_| Ok(()))?;
        let edges = words(builtin!("number/edge.tsv"), |_| Ok(()))?;
        let times = words(builtin!("number/time.tsv"), |row| {
            let value = row.get(2)?;
            let number = value.split(' ').next().and_then(|v| v.parse().ok()).unwrap_or(0);
            Ok(TimeWord { slot: row.get(1)?.into(), value: value.into(), number })
        })?;
        let holidays = words(builtin!("number/holiday.tsv"), holiday)?;
        let eras = words(builtin!("number/era.tsv"), |row| Ok((year(row, 1)?, year(row, 2)?)))?;
        let mut starts = vec![Start::Never; 0x1_0000].into_boxed_slice();
        let mut pairs = vec![0_u64; 1024].into_boxed_slice();
        let words = idioms.pairs().chain(times.pairs()).chain(holidays.pairs()).chain(eras.pairs());
        for (a, b) in words.chain(PAIRS.iter().map(|w| key(w))) {
            if let Some(slot) = starts.get_mut(a as usize) {
                *slot = Start::Pair;
            }
            let (slot, bit) = pair_slot(a, b);
            pairs[slot] |= bit;
        }
        for (chars, start) in [(LEADS, Start::Lead), (ALWAYS, Start::Always)] {
            for c in chars.chars() {
                starts[c as usize] = start;
            }
        }
        for letter in ('a'..='z').chain('A'..='Z') {
            starts[letter as usize] = Start::Always;
        }
        Ok(Self { units, idioms, edges, times, holidays, eras, series: Series::load()?, starts, pairs })
    }

    /// Whether something can begin with the character.
    pub(crate) fn starts(&self, c: char) -> bool {
        self.start(c) != Start::Never
    }

    fn start(&self, c: char) -> Start {
        self.starts.get(c as usize).copied().unwrap_or(Start::Never)
    }

    /// Whether the character at `i` and the one behind it can begin something.
    pub(crate) fn pairs_start(&self, text: &str, i: usize) -> bool {
        let mut chars = text[i..].chars();
        let (Some(a), b) = (chars.next(), chars.next().unwrap_or('\0')) else { return false };
        match self.start(a) {
            Start::Never => false,
            Start::Always => true,
            Start::Lead if b == ' ' || self.start(b) == Start::Always => true,
            Start::Lead | Start::Pair => {
                let (slot, bit) = pair_slot(a, b);
                self.pairs[slot] & bit != 0
            }
        }
    }
}

fn words<T>(table: Table<'static>, read: impl Fn(&Row<'static>) -> Result<T, Error>) -> Result<Phrases<T>, Error> {
    let mut out = Vec::new();
    for row in table.rows() {
        let row = row?;
        let word = row.get(0)?;
        if word.starts_with(|c: char| c > '\u{FFFF}') {
            return Err(row.error("a word of this table begins with a character of the first plane"));
        }
        out.push((word, read(&row)?));
    }
    Ok(Phrases::new(out))
}

fn year(row: &Row<'static>, column: usize) -> Result<i32, Error> {
    row.get(column)?.parse().map_err(|_| row.error("the year is no number"))
}

fn unit(row: &Row<'static>) -> Result<Unit, Error> {
    let kind = match row.get(2)? {
        "money" => UnitKind::Money,
        "money_piece" => UnitKind::MoneyPiece,
        "money_tenth" => UnitKind::MoneyTenth,
        "money_hundredth" => UnitKind::MoneyHundredth,
        "measure" => UnitKind::Measure,
        "liang" => UnitKind::Liang,
        "count" => UnitKind::Count,
        "rare" => UnitKind::Rare,
        "region" => UnitKind::Region,
        "number" => UnitKind::Number,
        "rank_name" => UnitKind::RankName,
        "dozen" => UnitKind::Dozen,
        "age" => UnitKind::Age,
        "duration" => UnitKind::Duration,
        "day" => UnitKind::Day,
        "hour_short" => UnitKind::HourShort,
        "percent" => UnitKind::Percent,
        "pp" => UnitKind::Point,
        "bp" => UnitKind::Basis,
        "times" => UnitKind::Times,
        "tenth" => UnitKind::Tenth,
        "discount" => UnitKind::Discount,
        other => return Err(row.error(format!("unit kind \"{other}\" is unknown"))),
    };
    Ok(Unit { symbol: row.get(1)?, kind })
}

fn holiday(row: &Row<'static>) -> Result<Holiday, Error> {
    let rule = row.get(1)?;
    let mut parts = rule.split(' ');
    let name = parts.next().unwrap_or_default();
    let numbers: Vec<u32> = parts.filter_map(|p| p.parse().ok()).collect();
    Ok(match (name, numbers.as_slice()) {
        ("solar", &[m, d]) => Holiday::Solar(m, d),
        ("lunar", &[m, d]) => Holiday::Lunar(m, d),
        ("nth", &[m, w, n]) => Holiday::Nth(m, w, n),
        ("eve", _) => Holiday::Eve,
        ("term", _) => Holiday::Qingming,
        _ => return Err(row.error(format!("holiday rule \"{rule}\" is unknown"))),
    })
}
