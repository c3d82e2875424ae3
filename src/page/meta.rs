//! What a page says of itself outside its text: head, JSON-LD, and articles that live in a script's state.

use super::dom::{Kind, NodeId, Tree};
use super::{Meta, script};
use crate::text::is_han;
use html5ever::local_name;
use serde_json::Value;

/// Fewest Han characters of a string in a script that is taken for an article.
const STATE_HAN_MIN: usize = 80;
/// A page that shows more Han characters than this needs no script to find its article.
const SHOWN_HAN_MAX: usize = 200;

pub(super) fn read(tree: &Tree) -> Meta {
    let mut meta = Meta::default();
    let mut head = Meta::default();
    let mut scripts = Vec::new();
    each_element(tree, |id, name| match name {
        "title" if meta.title.is_none() => meta.title = text_of(tree, id),
        "meta" => one_meta(tree, id, &mut head),
        "time" => head.published.extend(tree.attribute(id, &local_name!("datetime")).map(str::to_owned)),
        "script"
            if tree
                .attribute(id, &local_name!("type"))
                .is_some_and(|t| t.eq_ignore_ascii_case("application/ld+json")) =>
        {
            if let Some(Ok(value)) = text_of(tree, id).map(|t| serde_json::from_str::<Value>(&t)) {
                linked(&value, &mut meta, 0);
            }
        }
        "script" => scripts.push(id),
        "link" if tree.attribute(id, &local_name!("rel")).is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
            meta.addresses.extend(tree.attribute(id, &local_name!("href")).map(str::to_owned));
        }
        _ if tree.attribute(id, &local_name!("itemprop")).is_some_and(|p| p.eq_ignore_ascii_case("datePublished")) => {
            head.published
                .extend(tree.attribute(id, &local_name!("content")).map(str::to_owned).or_else(|| text_of(tree, id)));
        }
        _ => {}
    });
    if let Some(title) = &meta.title {
        let texts = scripts.iter().filter_map(|id| match tree.kind(tree.first_child(*id)?) {
            Kind::Text(text) => Some(text),
            _ => None,
        });
        meta.scripted = texts.flat_map(|text| script::times(text, title)).collect();
    }
    meta.addresses.append(&mut head.addresses);
    meta.titles.append(&mut head.titles);
    meta.published.append(&mut head.published);
    meta.authors.append(&mut head.authors);
    meta.sources.append(&mut head.sources);
    meta.sites.append(&mut head.sites);
    meta
}

pub(super) fn each_element(tree: &Tree, mut f: impl FnMut(NodeId, &str)) {
    let mut node = tree.first_child(0);
    let mut depth = 0_usize;
    while let Some(id) = node {
        if matches!(tree.kind(id), Kind::Element { .. }) {
            f(id, tree.name(id));
        }
        if let Some(child) = tree.first_child(id) {
            depth += 1;
            node = Some(child);
            continue;
        }
        let mut at = id;
        node = tree.next_sibling(at);
        while node.is_none() && depth > 0 {
            depth -= 1;
            let Some(parent) = tree.parent(at) else { return };
            at = parent;
            node = tree.next_sibling(at);
        }
    }
}

pub(super) fn text_of(tree: &Tree, id: NodeId) -> Option<String> {
    let mut out = String::new();
    let mut child = tree.first_child(id);
    while let Some(c) = child {
        if let Kind::Text(text) = tree.kind(c) {
            out.push_str(text);
        }
        child = tree.next_sibling(c);
    }
    let out = out.trim();
    (!out.is_empty()).then(|| out.to_owned())
}

fn one_meta(tree: &Tree, id: NodeId, meta: &mut Meta) {
    let key = tree
        .attribute(id, &local_name!("property"))
        .or_else(|| tree.attribute(id, &local_name!("name")))
        .or_else(|| tree.attribute(id, &local_name!("itemprop")));
    let (Some(key), Some(content)) =
        (key, tree.attribute(id, &local_name!("content")).map(str::trim).filter(|c| !c.is_empty()))
    else {
        return;
    };
    let to = match key.to_ascii_lowercase().as_str() {
        "og:title" | "twitter:title" | "articletitle" | "headline" | "citation_title" => &mut meta.titles,
        "og:url" => &mut meta.addresses,
        "article:published_time"
        | "og:published_time"
        | "og:release_date"
        | "publishdate"
        | "pubdate"
        | "datepublished"
        | "weibo:article:create_at"
        | "bytedance:published_time"
        | "publish-date"
        | "publish_time"
        | "article.published"
        | "citation_date"
        | "citation_publication_date"
        | "dc.date"
        | "dc.date.issued"
        | "dcterms.issued"
        | "prism.publicationdate" => &mut meta.published,
        "author" | "article:author" | "og:article:author" | "bytedance:author" => &mut meta.authors,
        "contentsource" | "source" | "mediaid" | "citation_journal_title" => &mut meta.sources,
        "og:site_name" | "sitename" | "application-name" => &mut meta.sites,
        _ => return,
    };
    to.push(content.to_owned());
}

/// Articles of JSON-LD.
fn linked(value: &Value, meta: &mut Meta, depth: usize) {
    const DEPTH_MAX: usize = 16;
    if depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|v| linked(v, meta, depth + 1)),
        Value::Object(map) => {
            let kind = map.get("@type").and_then(Value::as_str).unwrap_or("");
            if kind.ends_with("Article") || kind.ends_with("Posting") {
                let text = |k: &str| map.get(k).and_then(Value::as_str).map(str::to_owned);
                meta.titles.extend(text("headline"));
                meta.published.extend(text("datePublished"));
                meta.authors.extend(map.get("author").into_iter().flat_map(names));
                meta.sites.extend(map.get("publisher").into_iter().flat_map(names));
            }
            // Baidu's cards have no type: title, pubDate, appid.
            if map.contains_key("appid") && map.contains_key("pubDate") {
                let text = |k: &str| map.get(k).and_then(Value::as_str).map(str::to_owned);
                meta.titles.extend(text("title"));
                meta.published.extend(text("pubDate"));
            }
            if let Some(graph) = map.get("@graph") {
                linked(graph, meta, depth + 1);
            }
        }
        _ => {}
    }
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.clone()],
        Value::Object(map) => map.get("name").and_then(Value::as_str).map(str::to_owned).into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

/// The article that a script's state holds, as markup, when the page itself shows little text.
pub(super) fn state_body(tree: &Tree, shown: &str, meta: &mut Meta) -> Option<String> {
    if shown.chars().filter(|c| is_han(*c)).nth(SHOWN_HAN_MAX).is_some() {
        return None;
    }
    let mut best: Option<(usize, String, Meta)> = None;
    each_element(tree, |id, name| {
        if name != "script" {
            return;
        }
        let Some(text) = text_of(tree, id) else { return };
        script::values(&text).iter().for_each(|value| longest(value, &mut best, 0));
    });
    let (_, body, found) = best?;
    meta.titles.extend(found.titles);
    meta.published.extend(found.published);
    meta.authors.extend(found.authors);
    meta.sources.extend(found.sources);
    Some(body)
}

fn longest(value: &Value, best: &mut Option<(usize, String, Meta)>, depth: usize) {
    const DEPTH_MAX: usize = 64;
    if depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|v| longest(v, best, depth + 1)),
        Value::Object(map) => {
            for (key, v) in map {
                if let Value::String(text) = v
                    && matches!(
                        key.as_str(),
                        "content"
                            | "body"
                            | "text"
                            | "articleBody"
                            | "html"
                            | "contentHtml"
                            | "content_html"
                            | "detail"
                    )
                {
                    let han = text.chars().filter(|c| is_han(*c)).count();
                    if han >= STATE_HAN_MIN && best.as_ref().is_none_or(|b| b.0 < han) {
                        let text_at = |keys: &[&str]| {
                            keys.iter()
                                .find_map(|k| map.get(*k).and_then(Value::as_str))
                                .map(str::to_owned)
                                .into_iter()
                                .collect()
                        };
                        let found = Meta {
                            titles: text_at(&["title", "headline"]),
                            published: text_at(&[
                                "publishTime",
                                "publish_time",
                                "pubTime",
                                "datePublished",
                                "publishedAt",
                            ]),
                            authors: text_at(&["author", "authorName", "media_name"]),
                            sources: text_at(&["source", "sourceName"]),
                            ..Meta::default()
                        };
                        *best = Some((han, text.clone(), found));
                    }
                }
                longest(v, best, depth + 1);
            }
        }
        _ => {}
    }
}
