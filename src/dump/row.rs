//! A row of JSON becomes a page.

use crate::clean::Given;
use crate::page::Stage;
use crate::{Format, Input};
use serde_json::{Map, Value};

/// Which fields of a row hold what.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) html: String,
    pub(crate) text: String,
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) published: String,
    pub(crate) reference_time: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            html: "html".into(),
            text: "text".into(),
            id: "id".into(),
            url: "url".into(),
            title: "title".into(),
            published: "published".into(),
            reference_time: "reference_time".into(),
        }
    }
}

impl Fields {
    /// Sets one of them, written `html=content`.
    pub(crate) fn rename(&mut self, option: &str) -> Result<(), String> {
        let Some((ours, theirs)) = option.split_once('=').filter(|(_, theirs)| !theirs.is_empty()) else {
            return Err(format!("--field {option}: write it as OURS=THEIRS, such as html=content"));
        };
        let field = match ours {
            "html" => &mut self.html,
            "text" => &mut self.text,
            "id" => &mut self.id,
            "url" => &mut self.url,
            "title" => &mut self.title,
            "published" => &mut self.published,
            "reference_time" => &mut self.reference_time,
            _ => {
                let known = "html, text, id, url, title, published or reference_time";
                return Err(format!("--field {option}: {ours} is none of {known}"));
            }
        };
        theirs.clone_into(field);
        Ok(())
    }
}

/// What rows hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Pages, as HTML or text.
    Pages,
    /// Clean text.
    CleanText,
}

fn text(row: &mut Map<String, Value>, field: &str) -> Result<Option<String>, String> {
    match row.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(s)) => Ok(Some(s)),
        Some(Value::Number(n)) if field != "html" && field != "text" => Ok(Some(n.to_string())),
        Some(other) => Err(format!("field {field:?} is {}, not text", kind(&other))),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Reads a row. On failure: its id if it has one, the stage, and the cause.
pub(crate) fn read(
    source: &str,
    bytes: &[u8],
    rows: Rows,
    fields: &Fields,
) -> Result<Input, (Option<String>, Stage, String)> {
    let json = simdutf8::compat::from_utf8(bytes)
        .map_err(|e| (None, Stage::Decode, format!("not UTF-8 at byte {} of the row", e.valid_up_to())))?;
    let value = serde_json::from_str(json).map_err(|e| (None, Stage::Parse, format!("not JSON: {e}")))?;
    let Value::Object(mut row) = value else {
        return Err((None, Stage::Parse, format!("the row is {}, not an object", kind(&value))));
    };
    let id = text(&mut row, &fields.id).map_err(|e| (None, Stage::Parse, e))?;
    content(source, &mut row, rows, fields)
        .map(|input| Input { id: id.clone(), ..input })
        .map_err(|message| (id, Stage::Parse, message))
}

fn content(source: &str, row: &mut Map<String, Value>, rows: Rows, fields: &Fields) -> Result<Input, String> {
    let html = if rows == Rows::Pages { text(row, &fields.html)? } else { None };
    let (body, format) = match html {
        Some(html) => (html, Format::Html),
        None => match (text(row, &fields.text)?, rows) {
            (Some(text), _) => (text, Format::Text),
            (None, Rows::Pages) => return Err(format!("no field {:?} and no field {:?}", fields.html, fields.text)),
            (None, Rows::CleanText) => return Err(format!("no field {:?}", fields.text)),
        },
    };
    let published = match rows {
        Rows::Pages => text(row, &fields.published)?,
        Rows::CleanText => text(row, &fields.reference_time)?.map(|t| reference_time(&t)).transpose()?,
    };
    let given = Given { title: text(row, &fields.title)?, published, url: text(row, &fields.url)? };
    let input = Input::text(source, body);
    Ok(Input { format, given, ..input })
}

/// A date, or a date and time as RFC 3339; a clock time without a zone is China's.
fn reference_time(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.parse::<jiff::Timestamp>().is_ok() {
        return Ok(text.replacen(' ', "T", 1));
    }
    if text.len() <= 10 && text.parse::<jiff::civil::Date>().is_ok() {
        return Ok(text.to_owned());
    }
    match text.parse::<jiff::civil::DateTime>() {
        Ok(time) => Ok(format!("{}+08:00", time.strftime("%Y-%m-%dT%H:%M:%S"))),
        Err(_) => Err(format!("reference_time {text:?} is neither a date nor a date and time")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(row: &str) -> Result<Input, (Option<String>, Stage, String)> {
        read("a.jsonl:1", row.as_bytes(), Rows::Pages, &Fields::default())
    }

    #[test]
    fn html_comes_before_text_and_numbers_are_ids() {
        let input = pages(r#"{"id": 7, "html": "<p>甲", "text": "乙"}"#).unwrap();
        assert_eq!((input.id.as_deref(), input.format), (Some("7"), Format::Html));
        assert!(input.is_unicode);
        assert_eq!(pages(r#"{"html": null, "text": "乙"}"#).unwrap().format, Format::Text);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (row, said) in [
            (r#"{"text": ["x"]}"#, "a list"),
            (r#"{"body": "x"}"#, "no field"),
            ("[1]", "a list"),
            ("{\"text\": ", "not JSON"),
            ("null", "null"),
        ] {
            let (_, _, message) = pages(row).unwrap_err();
            assert!(message.contains(said), "{row}: {message}");
        }
        assert_eq!(pages(r#"{"id": 7, "text": 1}"#).unwrap_err().0.as_deref(), Some("7"));
    }

    #[test]
    fn fields_are_renamed() {
        let mut fields = Fields::default();
        fields.rename("html=content").unwrap();
        assert!(fields.rename("nonsense=x").is_err() && fields.rename("html").is_err());
        let input = read("a:1", r#"{"content": "<p>甲"}"#.as_bytes(), Rows::Pages, &fields).unwrap();
        assert_eq!(input.format, Format::Html);
    }

    #[test]
    fn reference_times() {
        assert_eq!(reference_time("2024-05-20").unwrap(), "2024-05-20");
        assert_eq!(reference_time("2024-05-20T08:00:00").unwrap(), "2024-05-20T08:00:00+08:00");
        assert_eq!(reference_time("2024-05-20T08:00:00+09:00").unwrap(), "2024-05-20T08:00:00+09:00");
        assert!(reference_time("昨天").is_err());
    }
}
