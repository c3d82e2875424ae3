//! Stories of our own, made from a seed, with planted copies and rewrites: what `cluster` is measured on.
//!
//! Of every ten records five are stories that stand alone, two are reports of one form (weather, markets), which share their words and
//! differ in their numbers, and three retell an earlier story: as it is, with phrases planted and words dropped, with a fifth of the
//! words spun, with readings glossed in, or in part.

use serde_json::json;
use std::fmt::Write;

/// A small generator of numbers (Knuth's MMIX), so that a run can be replayed from its seed.
#[derive(Debug)]
pub(crate) struct Seeded(u64);

impl Seeded {
    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// How a record came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Retelling {
    /// It is a story of its own.
    None,
    /// As it is.
    Exact,
    /// Phrases planted, words dropped.
    Near,
    /// A fifth of the words replaced.
    Spun,
    /// Readings behind every tenth character.
    Glossed,
    /// Some two thirds of the sentences.
    Part,
}

/// One record.
#[derive(Debug)]
pub(crate) struct Story {
    /// Which story it tells.
    pub(crate) story: usize,
    /// How.
    pub(crate) how: Retelling,
    /// Its text.
    pub(crate) text: String,
}

const CHARACTERS: &str = "安白北边兵不采彩草层茶产长场车成城出川船春村大带单道灯地店冬东动渡对二发方房飞分风夫福富干高歌工公古谷关光广国果海汉和河红后湖虎花华化画环黄回火机吉集家嘉见江金进京井景静九旧开科口库矿来兰老乐雷立利连林灵岭流龙楼炉鲁路绿马满茂门米民明木南宁牛农平坡普七齐前桥青清秋区泉人日融山商上少社深生声师石时史市书树双水丝寺松苏塔台太天田铁通同头土团万王望文乌武西溪下仙县香向小新星兴秀学雪烟岩阳杨药叶夜衣义银英永油游鱼渔玉园原远月云运早泽站章照珍镇正直中州舟竹主庄紫";
const FORMS: [&str; 12] = [
    "{}的{}在{}附近建成，",
    "据{}测算，{}可以节省{}元，",
    "{}带着{}来到{}，",
    "以{}为例，{}超过了{}，",
    "{}一带的{}改种{}，",
    "因为{}，{}推迟到{}，",
    "{}说，{}和{}不同，",
    "从{}到{}要经过{}，",
    "{}曾经是{}的{}，",
    "如今{}靠{}养活{}，",
    "{}里最老的{}叫{}，",
    "{}修好{}之后，{}",
];
const PLANTS: [&str; 4] = ["云海论坛资讯", "今日要闻速递", "老张观天下", "财富力量"];
const READINGS: [&str; 6] = ["an", "bei", "cheng", "dao", "jiang", "yun"];

/// A word of two to four characters out of a story's own list.
fn word(r: &mut Seeded, characters: &[char]) -> String {
    (0..2 + r.below(3)).map(|_| characters[r.below(characters.len())]).collect()
}

/// Sentences of one story: its own words in common forms, with numbers of its own.
fn sentences(r: &mut Seeded, characters: &[char]) -> Vec<String> {
    let names: Vec<String> = (0..12).map(|_| word(r, characters)).collect();
    let count = 8 + r.below(10);
    let sentence = |_| {
        let mut text = String::new();
        for _ in 0..2 + r.below(2) {
            let mut form = FORMS[r.below(FORMS.len())];
            while let Some((head, tail)) = form.split_once("{}") {
                text.push_str(head);
                match r.below(3) {
                    0 => text.push_str(&names[r.below(names.len())]),
                    1 => text.push_str(&word(r, characters)),
                    _ => {
                        let _ = write!(text, "{}{}处", word(r, characters), r.below(9_000) + 10);
                    }
                }
                form = tail;
            }
            text.push_str(form);
        }
        text.trim_end_matches('，').to_owned() + "。"
    };
    (0..count).map(sentence).collect()
}

/// A report of one form: only its numbers are its own.
fn report(r: &mut Seeded) -> Vec<String> {
    let mut n = |below: usize| r.below(below);
    vec![
        format!("气象台预计，明天白天最高气温{}度，夜间最低气温{}度，偏北风{}级。", 10 + n(25), n(12), 1 + n(7)),
        format!("未来三天降水量为{}毫米，相对湿度{}%，能见度{}公里。", n(90), 20 + n(79), 1 + n(30)),
        format!("水库蓄水{}万立方米，比上周{}{}万立方米。", 100 + n(8_000), ["多", "少"][n(2)], 1 + n(300)),
        format!(
            "蔬菜批发均价每公斤{}.{}元，猪肉每公斤{}.{}元，成交{}吨。",
            2 + n(5),
            n(99),
            15 + n(20),
            n(99),
            50 + n(900)
        ),
    ]
}

fn retold(r: &mut Seeded, from: &[String], how: Retelling, characters: &[char]) -> Vec<String> {
    let mut out = from.to_vec();
    match how {
        Retelling::None | Retelling::Exact => {}
        Retelling::Near => {
            for _ in 0..3 {
                let at = r.below(out.len());
                let chars: Vec<char> = out[at].chars().collect();
                let cut = 1 + r.below(chars.len() - 2);
                let drops = if r.below(2) == 0 { 2.min(chars.len() - 1 - cut) } else { 0 };
                let plant = if drops == 0 { PLANTS[r.below(PLANTS.len())] } else { "" };
                out[at] = chars[..cut]
                    .iter()
                    .chain(&plant.chars().collect::<Vec<_>>())
                    .chain(&chars[cut + drops..])
                    .collect();
            }
        }
        Retelling::Spun => {
            for sentence in &mut out {
                let chars: Vec<char> = sentence.chars().collect();
                let spin = |(i, &c): (usize, &char)| {
                    let is_fixed = !c.is_alphabetic() || i % 10 > 1;
                    if is_fixed { c } else { characters[r.below(characters.len())] }
                };
                *sentence = chars.iter().enumerate().map(spin).collect();
            }
        }
        Retelling::Glossed => {
            for sentence in &mut out {
                let mut text = String::new();
                for (i, c) in sentence.chars().enumerate() {
                    text.push(c);
                    if i % 10 == 4 && c.is_alphabetic() {
                        let _ = write!(text, "({})", READINGS[r.below(READINGS.len())]);
                    }
                }
                *sentence = text;
            }
        }
        Retelling::Part => {
            let keep = (out.len() * 2).div_ceil(3);
            out.drain(..r.below(out.len() - keep + 1));
            out.truncate(keep);
        }
    }
    out
}

/// `count` records from a seed.
pub(crate) fn stories(seed: u64, count: usize) -> Vec<Story> {
    let mut r = Seeded(seed);
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let mut told: Vec<(usize, Vec<String>)> = Vec::new();
    let mut out = Vec::with_capacity(count);
    for number in 0..count {
        let pick = r.below(10);
        let (story, how, sentences) = if pick < 3 && !told.is_empty() {
            // Mostly of late: a story is retold within days.
            let back = r.below(told.len().min(5_000));
            let (story, from) = told[told.len() - 1 - back].clone();
            let how =
                [Retelling::Exact, Retelling::Near, Retelling::Spun, Retelling::Glossed, Retelling::Part][r.below(5)];
            let sentences = retold(&mut r, &from, how, &characters);
            (story, how, sentences)
        } else if pick < 5 {
            (number, Retelling::None, report(&mut r))
        } else {
            let own = sentences(&mut r, &characters);
            told.push((number, own.clone()));
            (number, Retelling::None, own)
        };
        let paragraphs: Vec<String> = sentences.chunks(3).map(|c| c.concat()).collect();
        out.push(Story { story, how, text: paragraphs.join("\n") });
    }
    out
}

/// A record, as `extract` writes it, with what `cluster` reads.
pub(crate) fn record(number: usize, story: &Story) -> String {
    let mut at = 0;
    let paragraph = |line: &str| {
        let end = at + line.chars().count();
        let span = [at, end];
        at = end + 1;
        json!({"span": span, "role": "text"})
    };
    let paragraphs: Vec<_> = story.text.split('\n').map(paragraph).collect();
    let record = json!({
        "schema": "taojin/1",
        "id": number.to_string(),
        "input": {"source": format!("made.jsonl:{}", number + 1), "format": "text"},
        "kind": "article",
        "article": {"text": story.text, "paragraphs": paragraphs},
    });
    format!("{record}\n")
}

/// Pairs that were found and are true, pairs found, true pairs; and true pairs that were found by how the later one is told.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// Found and true.
    pub(crate) right: usize,
    /// Found.
    pub(crate) found: usize,
    /// True.
    pub(crate) wanted: usize,
    /// Retellings, and how many of them share a cluster with another telling of their story.
    pub(crate) by_way: std::collections::BTreeMap<Retelling, (usize, usize)>,
}

impl Score {
    /// Share of the found pairs that are true.
    pub(crate) fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    /// Share of the true pairs that were found.
    pub(crate) fn recall(&self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }
}

/// Scores the rows of CLUSTERS against what was planted.
pub(crate) fn score(stories: &[Story], clusters: &str) -> Score {
    let pairs = |n: usize| n * n.saturating_sub(1) / 2;
    let number = |source: &serde_json::Value| -> Option<usize> {
        source.as_str()?.rsplit_once(':')?.1.parse::<usize>().ok()?.checked_sub(1)
    };
    let mut score = Score::default();
    let mut sizes = std::collections::BTreeMap::new();
    stories.iter().for_each(|s| *sizes.entry(s.story).or_insert(0) += 1);
    score.wanted = sizes.values().map(|n| pairs(*n)).sum();
    let mut is_found = vec![false; stories.len()];
    for line in clusters.lines() {
        let Ok(row) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let members = row["members"].as_array().into_iter().flatten().map(|m| &m["source"]);
        let numbers: Vec<usize> = members.chain([&row["best"]]).filter_map(number).collect();
        score.found += pairs(numbers.len());
        let mut own = std::collections::BTreeMap::<usize, Vec<usize>>::new();
        numbers.iter().for_each(|&n| own.entry(stories[n].story).or_default().push(n));
        for same in own.values().filter(|s| s.len() > 1) {
            score.right += pairs(same.len());
            same.iter().for_each(|&n| is_found[n] = true);
        }
    }
    for (story, found) in stories.iter().zip(is_found).filter(|(s, _)| s.how != Retelling::None) {
        let way = score.by_way.entry(story.how).or_default();
        way.0 += 1;
        way.1 += usize::from(found);
    }
    score
}
