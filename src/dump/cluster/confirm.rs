//! The articles of a group are read again and aligned; each goes to the best copy of its story.

use super::align::{Aligned, align};
use super::sketch::BANDS;
use super::{Cluster, Kept, Member, NEAR_MIN, NUMBERS_MIN, REWRITE_MIN};
use crate::Error;
use crate::record::Record;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

/// Stories of a group that every article of it is aligned with; of more, only those whose sketches share a band with it, and at
/// most so many, the likest first.
const STORIES_MAX: usize = 8;

/// An article, read again.
struct Article {
    source: String,
    id: String,
    text: String,
}

/// The best copy of a story, with what was found to tell it, too.
struct Story {
    best: usize,
    article: Article,
    members: Vec<(usize, Member)>,
    /// The least similarity among the members; all when they are copies.
    least: u32,
}

/// Every article goes to the first story that it tells, in the order of their ranks, or begins one of its own.
///
/// The cost is linear in the group: an article is aligned with a few stories, however many there are.
pub(super) fn confirm(group: &[usize], kept: &[Kept], inputs: &[PathBuf]) -> Result<Vec<Cluster>, Error> {
    let mut order: Vec<usize> = group.to_vec();
    order.sort_by_key(|&i| (kept[i].rank, i));
    let mut stories: Vec<Story> = Vec::new();
    let mut by_band: HashMap<(usize, u64, u64), usize> = HashMap::new();
    let mut by_digest: HashMap<[u8; 16], usize> = HashMap::new();
    for i in order {
        let article = article(&kept[i], inputs)?;
        let mut told = None;
        for at in candidates(i, kept, &stories, &by_band, &by_digest) {
            let (story, aligned) = (&stories[at], align(&article.text, &stories[at].article.text));
            if let Some(similarity) = retells(&kept[i], &kept[story.best], &aligned) {
                told = Some((at, similarity, aligned));
                break;
            }
        }
        if let Some((at, similarity, aligned)) = told {
            let story = &mut stories[at];
            story.least = story.least.min(similarity);
            let similarity = f64::from(aligned.similarity) / 10_000.0;
            let Article { source, id, .. } = article;
            story.members.push((i, Member { source, id, similarity, differences: aligned.differences }));
            continue;
        }
        let at = stories.len();
        by_digest.insert(kept[i].digest, at);
        for band in 0..BANDS {
            by_band.insert((band, kept[i].sketch.band(band), kept[i].numbers.least(band)), at);
        }
        stories.push(Story { best: i, article, members: Vec::new(), least: 10_000 });
    }
    Ok(stories.into_iter().filter(|s| !s.members.is_empty()).map(cluster).collect())
}

/// The stories that an article may tell, by their places in the list; the likest first.
fn candidates(
    i: usize,
    kept: &[Kept],
    stories: &[Story],
    by_band: &HashMap<(usize, u64, u64), usize>,
    by_digest: &HashMap<[u8; 16], usize>,
) -> Vec<usize> {
    if let Some(&same) = by_digest.get(&kept[i].digest) {
        return vec![same];
    }
    let own = &kept[i];
    let mut found: Vec<usize> = if stories.len() <= STORIES_MAX {
        (0..stories.len()).collect()
    } else {
        let shared = |band| by_band.get(&(band, own.sketch.band(band), own.numbers.least(band))).copied();
        (0..BANDS).filter_map(shared).filter(|&at| own.may_retell(&kept[stories[at].best])).collect()
    };
    found.sort_unstable();
    found.dedup();
    found.sort_by_key(|&at| std::cmp::Reverse(own.sketch.common(&kept[stories[at].best].sketch)));
    found.truncate(STORIES_MAX);
    found
}

/// Whether an article tells the story of another one, and how nearly, in ten-thousandths; all for a copy.
fn retells(own: &Kept, best: &Kept, aligned: &Aligned) -> Option<u32> {
    if own.digest == best.digest {
        return Some(10_000);
    }
    let similarity = aligned.similarity;
    let is_near = similarity >= NEAR_MIN;
    let is_rewrite = similarity >= REWRITE_MIN && own.numbers.common(&best.numbers) >= NUMBERS_MIN;
    (is_near || is_rewrite).then(|| similarity.min(9_999))
}

fn cluster(mut story: Story) -> Cluster {
    story.members.sort_by_key(|m| m.0);
    let kind = if story.least == 10_000 {
        "exact"
    } else if story.least >= NEAR_MIN {
        "near"
    } else {
        "rewrite"
    };
    Cluster { kind, best: story.article.source, members: story.members.into_iter().map(|m| m.1).collect() }
}

/// An article, read again.
fn article(kept: &Kept, inputs: &[PathBuf]) -> Result<Article, Error> {
    let path = &inputs[kept.file];
    let read = || {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(kept.offset))?;
        let mut line = vec![0; kept.length];
        file.read_exact(&mut line)?;
        Ok::<_, std::io::Error>(line)
    };
    let line = read().map_err(|e| Error::input(path, e))?;
    let record: Record =
        serde_json::from_slice(&line).map_err(|e| Error::input(path, format!("changed while it was read: {e}")))?;
    let text = record.article.map_or_else(String::new, |a| a.text);
    Ok(Article { source: record.input.source, id: record.id, text })
}
