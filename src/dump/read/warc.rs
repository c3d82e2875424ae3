//! WARC and WET: the crawl's HTML responses, and the texts that were made of them.

use super::{Flow, Item, Load, Reader};
use crate::Format;
use crate::page::Stage;
use std::io::{self, BufRead, Read};

/// Longest block of header lines; longer ones are no WARC.
const HEADER_BYTES_MAX: usize = 64 << 10;

/// Lines up to the empty one, without it. None at the end of the stream.
fn header(reader: &mut dyn BufRead, offset: &mut u64) -> io::Result<Option<(u64, Vec<String>)>> {
    let mut lines = Vec::new();
    let (mut start, mut bytes) = (*offset, 0);
    loop {
        let mut line = Vec::new();
        let n = reader.take(HEADER_BYTES_MAX as u64).read_until(b'\n', &mut line)?;
        *offset += n as u64;
        bytes += n;
        if bytes > HEADER_BYTES_MAX {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "no WARC: a header without an end"));
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        match (n, text.is_empty(), lines.is_empty()) {
            (0, _, true) => return Ok(None),
            (0, _, false) => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "cut short inside a header")),
            (_, true, true) => {
                start = *offset;
                bytes = 0;
            }
            (_, true, false) => return Ok(Some((start, lines))),
            _ => lines.push(text.to_owned()),
        }
    }
}

fn field<'l>(lines: &'l [String], name: &str) -> Option<&'l str> {
    lines.iter().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then_some(value.trim())
    })
}

/// The body of an HTTP response, if it is HTML; its chunks joined, its gzip undone.
fn html_body(block: &[u8], bytes_max: usize) -> Option<Result<Vec<u8>, (Stage, String)>> {
    let end = memchr::memmem::find(block, b"\r\n\r\n").map(|i| i + 4);
    let end = end.or_else(|| memchr::memmem::find(block, b"\n\n").map(|i| i + 2))?;
    let head = String::from_utf8_lossy(&block[..end]);
    let lines: Vec<String> = head.lines().map(str::to_owned).collect();
    let kind = field(&lines, "content-type").unwrap_or_default().to_ascii_lowercase();
    if !kind.contains("html") {
        return None;
    }
    let mut body = block[end..].to_vec();
    if field(&lines, "transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked")) {
        body = joined(&body).unwrap_or(body);
    }
    let packing = field(&lines, "content-encoding").unwrap_or_default().to_ascii_lowercase();
    if packing == "gzip" && body.starts_with(b"\x1f\x8b") {
        return Some(super::page_bytes(flate2::bufread::MultiGzDecoder::new(&body[..]), bytes_max));
    }
    Some(Ok(body))
}

/// Chunks joined; none when the body is not chunked after all (crawlers often undo it and keep the header).
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    loop {
        let line = memchr::memchr(b'\n', body)?;
        let size = std::str::from_utf8(&body[..line]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        body = &body[line + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?;
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n"))?;
    }
}

impl Reader<'_> {
    pub(super) fn warc(&mut self, name: &str, reader: &mut dyn BufRead) -> Flow {
        let mut offset = 0;
        loop {
            let (start, lines) = match header(reader, &mut offset) {
                Ok(None) => return Flow::Continue(()),
                Ok(Some(found)) => found,
                Err(e) => return (self.take)(Item::failed(format!("{name}@{offset}"), Stage::Read, e)),
            };
            let source = format!("{name}@{start}");
            let length = field(&lines, "content-length").and_then(|v| v.parse::<u64>().ok());
            let Some(length) = length.filter(|_| lines[0].starts_with("WARC/")) else {
                return (self.take)(Item::failed(source, Stage::Parse, "no WARC record begins here"));
            };
            offset += length;
            let mut block = reader.take(length);
            self.warc_block(source.clone(), &lines, &mut block)?;
            let rest = io::copy(&mut block, &mut io::sink());
            if rest.is_err() || block.limit() > 0 {
                return (self.take)(Item::failed(source, Stage::Read, "cut short"));
            }
        }
    }

    fn warc_block(&mut self, source: String, lines: &[String], block: &mut impl Read) -> Flow {
        let kind = field(lines, "warc-type").unwrap_or_default();
        let is_text = kind == "conversion";
        if !is_text && kind != "response" {
            return Flow::Continue(());
        }
        let url = field(lines, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
        let bytes = match super::page_bytes(block, self.page_bytes_max) {
            Ok(bytes) if is_text => Ok(bytes),
            Ok(bytes) => match html_body(&bytes, self.page_bytes_max) {
                Some(body) => body,
                None => return Flow::Continue(()),
            },
            Err(e) => Err(e),
        };
        let load = if is_text { Load::Unicode(Format::Text) } else { Load::Page(Format::Html) };
        (self.take)(match bytes {
            Ok(bytes) => Item { source, id: None, url, bytes, load },
            Err((stage, message)) => Item { url, ..Item::failed(source, stage, message) },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dump::plan::Plan;
    use std::sync::atomic::AtomicU64;

    fn items(data: &[u8]) -> Vec<Item> {
        let (mut out, count) = (Vec::new(), AtomicU64::new(0));
        let plan = Plan::default();
        let mut take = |item| {
            out.push(item);
            Flow::Continue(())
        };
        let mut reader = Reader {
            page_bytes_max: 1000,
            takes_html: true,
            fields: &crate::dump::Fields::default(),
            bytes_read: &count,
            skipped: plan.skipped,
            take: &mut take,
        };
        let _ = reader.warc("a.warc", &mut &data[..]);
        out
    }

    fn record(kind: &str, block: &str) -> String {
        let length = block.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.test/\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    }

    #[test]
    fn only_html_responses_are_pages() {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n4\r\n快\r\n\r\n0\r\n\r\n";
        let image = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG";
        let page = page.replace("4\r\n快\r\n\r\n", "3\r\n快\r\n");
        let data = [record("warcinfo", "x"), record("response", image), record("response", &page)].concat();
        let got = items(data.as_bytes());
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].bytes, "<p>快".as_bytes());
        assert_eq!(got[0].url.as_deref(), Some("http://a.test/"));
        let cut = items(&data.as_bytes()[..data.len() - 20]);
        assert!(matches!(cut.last().unwrap().load, Load::Failed(..)));
    }

    #[test]
    fn noise_is_one_error() {
        assert_eq!(items(b"\x00\x01noise\nmore\n\nend").len(), 1);
    }
}
