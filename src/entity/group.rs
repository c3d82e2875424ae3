//! Mentions of one thing become one entity.

use super::article::Learned;
use super::candidate::{Candidate, View};
use super::{Entity, EntityKind};
use crate::lexicon::ShortMap;
use crate::text::TextSpan;
use std::collections::BTreeMap;

/// Entities in the order of their first mentions.
pub(super) fn group(view: &View<'_>, chosen: &[Candidate], learned: &Learned<'_>) -> Vec<Entity> {
    let keys = Keys::new(view, chosen, learned);
    let mut at: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    // Most surfaces stand more than once in a text.
    let mut seen: ShortMap<(&str, EntityKind), usize> = ShortMap::default();
    let mut entities: Vec<(Entity, Vec<&str>)> = Vec::new();
    for c in chosen {
        let surface = view.slice(c.start, c.end);
        let index = *seen.entry((surface, c.kind)).or_insert_with(|| {
            *at.entry((c.kind, keys.of(view, c.kind, surface))).or_insert_with(|| {
                let empty = Entity {
                    kind: c.kind,
                    name: String::new(),
                    aliases: Vec::new(),
                    mentions: Vec::new(),
                    confidence: 0,
                };
                entities.push((empty, Vec::new()));
                entities.len() - 1
            })
        });
        let (entity, names) = &mut entities[index];
        entity.mentions.push(TextSpan::new(c.start, c.end));
        entity.confidence = entity.confidence.max(c.score.clamp(SCORE_MIN, SCORE_MAX) as u8);
        names.push(surface);
    }
    let finish = |(mut entity, mut names): (Entity, Vec<&str>)| {
        names.sort_unstable();
        names.dedup();
        let han = |n: &str| n.chars().any(crate::text::is_han);
        if let Some(&name) = names.iter().max_by_key(|n| (han(n), n.chars().count(), std::cmp::Reverse(**n))) {
            entity.name = name.to_owned();
            entity.aliases = names.iter().filter(|&&n| n != name).map(|&n| n.to_owned()).collect();
        }
        entity
    };
    entities.into_iter().map(finish).collect()
}

const SCORE_MIN: i32 = 50;
const SCORE_MAX: i32 = 97;

/// What each surface stands for.
struct Keys {
    full: BTreeMap<String, String>,
    surnames: BTreeMap<char, String>,
}

impl Keys {
    fn new(view: &View<'_>, chosen: &[Candidate], learned: &Learned<'_>) -> Self {
        let mut full = BTreeMap::new();
        for (short, long) in &learned.aliases {
            if normal(short) != normal(long) {
                full.entry(normal(short)).or_insert_with(|| normal(long));
            }
        }
        let mut surnames = BTreeMap::new();
        let mut before: Option<&Candidate> = None;
        for c in chosen {
            let surface = view.slice(c.start, c.end);
            if c.kind == EntityKind::Person && c.end - c.start > 3 {
                if let Some(first) = surface.chars().next() {
                    surnames.entry(first).or_insert_with(|| normal(surface));
                }
            }
            // 梅西（Messi）: the gloss is the same thing.
            if let Some(b) = before
                && b.kind == c.kind
                && matches!(view.slice(b.end, c.start), "（" | "(")
                && matches!(view.after(c.end), Some('）' | ')'))
                && surface.is_ascii() != view.slice(b.start, b.end).is_ascii()
            {
                full.entry(normal(surface)).or_insert_with(|| normal(view.slice(b.start, b.end)));
            }
            before = Some(c);
        }
        Self { full, surnames }
    }

    fn of(&self, view: &View<'_>, kind: EntityKind, surface: &str) -> String {
        let mut key = normal(surface);
        let mut chars = surface.chars();
        if let (EntityKind::Person, Some(only), None) = (kind, chars.next(), chars.next()) {
            return self.surnames.get(&only).cloned().unwrap_or(key);
        }
        for _ in 0..3 {
            match self.full.get(&key) {
                Some(long) => key.clone_from(long),
                None => break,
            }
        }
        if let Some(of) = view.names.known(&key).and_then(|k| k.of) {
            return normal(of);
        }
        if kind == EntityKind::Place {
            if let Some(&(_, of)) = SINGLE.iter().find(|(c, _)| *c == key) {
                return of.to_owned();
            }
            for ending in ["特别行政区", "省", "市", "县", "区"] {
                if let Some(short) = key.strip_suffix(ending).filter(|s| s.len() >= 6) {
                    return short.to_owned();
                }
            }
        }
        key
    }
}

/// What single characters stand for.
const SINGLE: [(&str, &str); 34] = [
    ("中", "中国"),
    ("美", "美国"),
    ("俄", "俄罗斯"),
    ("英", "英国"),
    ("法", "法国"),
    ("德", "德国"),
    ("日", "日本"),
    ("韩", "韩国"),
    ("朝", "朝鲜"),
    ("印", "印度"),
    ("澳", "澳大利亚"),
    ("欧", "欧洲"),
    ("华", "中国"),
    ("京", "北京"),
    ("沪", "上海"),
    ("港", "香港"),
    ("台", "台湾"),
    ("疆", "新疆"),
    ("藏", "西藏"),
    ("以", "以色列"),
    ("巴", "巴勒斯坦"),
    ("乌", "乌克兰"),
    ("伊", "伊朗"),
    ("越", "越南"),
    ("加", "加拿大"),
    ("泰", "泰国"),
    ("蒙", "蒙古国"),
    ("菲", "菲律宾"),
    ("粤", "广东"),
    ("川", "四川"),
    ("渝", "重庆"),
    ("穗", "广州"),
    ("鲁", "山东"),
    ("浙", "浙江"),
];

/// For comparison only: without spaces, dots of one kind, small letters.
fn normal(surface: &str) -> String {
    surface
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '•' | '・' | '‧') { '·' } else { crate::text::fold_width(c).to_ascii_lowercase() })
        .collect()
}
