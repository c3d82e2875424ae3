//! JSONL: a row a line, none held that is longer than a page may be.

use super::{Flow, Item, Load, Reader};
use crate::page::Stage;
use std::io::{self, BufRead};

enum Line {
    Whole,
    TooLong,
    End,
}

/// The next line, without its line end.
fn next(reader: &mut dyn BufRead, line: &mut Vec<u8>, bytes_max: usize) -> io::Result<Line> {
    line.clear();
    let mut is_too_long = false;
    let mut is_any = false;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        if buffer.is_empty() {
            break;
        }
        is_any = true;
        let end = memchr::memchr(b'\n', buffer);
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        if line.len() + piece.len() > bytes_max {
            is_too_long = true;
            line.clear();
        } else if !is_too_long {
            line.extend_from_slice(piece);
        }
        let used = end.map_or(piece.len(), |e| e + 1);
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (is_any, is_too_long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => Line::Whole,
    })
}

impl Reader<'_> {
    /// Every row is a page; a row that cannot be read is one, too.
    pub(super) fn rows(&mut self, name: &str, reader: &mut dyn BufRead) -> Flow {
        // A character may be written as `\uXXXX`, which takes up to twice its room.
        let bytes_max = self.page_bytes_max.saturating_mul(2).saturating_add(64 << 10);
        let mut line = Vec::new();
        for number in 1_u64.. {
            let source = format!("{name}:{number}");
            let item = match next(reader, &mut line, bytes_max) {
                Ok(Line::End) => break,
                Ok(Line::TooLong) => {
                    Item::failed(source, Stage::Limit, format!("a row of more than {bytes_max} bytes"))
                }
                Ok(Line::Whole) => {
                    if number == 1 && line.starts_with(b"\xef\xbb\xbf") {
                        line.drain(..3);
                    }
                    if line.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    }
                    Item { source, id: None, url: None, bytes: std::mem::take(&mut line), load: Load::Row }
                }
                Err(e) => return (self.take)(Item::failed(source, Stage::Read, e)),
            };
            (self.take)(item)?;
        }
        Flow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn any_cut_gives_the_same_lines() {
        let data = b"ab\n\nlonger than eight\nlast";
        for capacity in 1..30 {
            let mut reader = BufReader::with_capacity(capacity, &data[..]);
            let (mut line, mut got) = (Vec::new(), Vec::new());
            loop {
                match next(&mut reader, &mut line, 8).unwrap() {
                    Line::Whole => got.push(String::from_utf8(line.clone()).unwrap()),
                    Line::TooLong => got.push("too long".into()),
                    Line::End => break,
                }
            }
            assert_eq!(got, ["ab", "", "too long", "last"], "buffer of {capacity}");
        }
    }
}
