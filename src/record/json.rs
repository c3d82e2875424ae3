//! A record as compact JSON: the bytes of `serde_json`, for a third of the cost.
//!
//! `serde_json` looks at every byte of every string for what must be escaped, of the names of fields, too. Here these are known to be
//! plain, and a string is looked at 32 bytes at a time.

use super::Record;
use serde::ser::{Error as _, Impossible, SerializeSeq, SerializeStruct, SerializeTuple};
use serde::{Serialize, Serializer};

type Result<T> = std::result::Result<T, serde_json::Error>;

impl Record {
    /// Writes it as JSON, without a line end.
    pub(crate) fn write_json(&self, out: &mut Vec<u8>) {
        // Writing to memory cannot fail, and a record holds nothing that `Json` does not write.
        self.serialize(Json(out)).unwrap_or_default();
    }
}

/// Writes what records are made of; all else is an error.
struct Json<'o>(&'o mut Vec<u8>);

/// The members of a list or a struct.
struct Members<'o> {
    out: &'o mut Vec<u8>,
    close: u8,
    is_first: bool,
}

impl<'o> Members<'o> {
    fn open(out: &'o mut Vec<u8>, open: u8, close: u8) -> Self {
        out.push(open);
        Self { out, close, is_first: true }
    }

    fn comma(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(b',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.comma();
        value.serialize(Json(self.out))
    }

    fn close(self) -> Result<()> {
        self.out.push(self.close);
        Ok(())
    }
}

impl SerializeSeq for Members<'_> {
    type Ok = ();
    type Error = serde_json::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeTuple for Members<'_> {
    type Ok = ();
    type Error = serde_json::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = serde_json::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        debug_assert_eq!(plain(name.as_bytes()), name.len(), "names of fields need no escapes");
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        value.serialize(Json(self.out))
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

/// How many bytes at the start of a string need no escape.
fn plain(bytes: &[u8]) -> usize {
    let is_plain = |b: u8| b >= 0x20 && b != b'"' && b != b'\\';
    // Without a way out in the middle, a chunk is looked at in a few steps.
    let (long, _) = bytes.as_chunks::<32>();
    let mut at = 32 * long.iter().take_while(|c| c.iter().fold(true, |all, &b| all & is_plain(b))).count();
    let (short, _) = bytes[at..].as_chunks::<8>();
    at += 8 * short.iter().take_while(|&&c| !has_special(u64::from_le_bytes(c))).count();
    at + bytes[at..].iter().take_while(|&&b| is_plain(b)).count()
}

/// Whether one of eight bytes needs an escape: a byte below `n` leaves its top bit set when `n` is taken from each of them.
fn has_special(eight: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |x: u64, n: u64| x.wrapping_sub(ONES * n) & !x;
    let is = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    (below(eight, 0x20) | is(b'"') | is(b'\\')) & (ONES << 7) != 0
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let letter = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\t' => b't',
        b'\r' => b'r',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}

fn none<T>(what: &str) -> Result<T> {
    Err(serde_json::Error::custom(format!("a record holds no {what}")))
}

impl<'o> Serializer for Json<'o> {
    type Ok = ();
    type Error = serde_json::Error;
    type SerializeSeq = Members<'o>;
    type SerializeTuple = Members<'o>;
    type SerializeStruct = Members<'o>;
    type SerializeTupleStruct = Impossible<(), Self::Error>;
    type SerializeTupleVariant = Impossible<(), Self::Error>;
    type SerializeMap = Impossible<(), Self::Error>;
    type SerializeStructVariant = Impossible<(), Self::Error>;

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.0.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<()> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<()> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<()> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<()> {
        let mut digits = [0; 20];
        let (mut from, mut rest) = (digits.len(), value);
        loop {
            from -= 1;
            digits[from] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.0.extend_from_slice(&digits[from..]);
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<()> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<()> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<()> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<()> {
        if value < 0 {
            self.0.push(b'-');
        }
        self.serialize_u64(value.unsigned_abs())
    }

    fn serialize_f32(self, value: f32) -> Result<()> {
        serde_json::to_writer(self.0, &value)
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        serde_json::to_writer(self.0, &value)
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        let mut rest = value.as_bytes();
        self.0.push(b'"');
        loop {
            let plain = plain(rest);
            self.0.extend_from_slice(&rest[..plain]);
            let Some(&byte) = rest.get(plain) else { break };
            escape(self.0, byte);
            rest = &rest[plain + 1..];
        }
        self.0.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<()> {
        none("bytes")
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.0.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<()> {
        none("variants")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'o>> {
        Ok(Members::open(self.0, b'[', b']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'o>> {
        Ok(Members::open(self.0, b'[', b']'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'o>> {
        Ok(Members::open(self.0, b'{', b'}'))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct> {
        none("tuple structs")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        none("variants")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap> {
        none("maps")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant> {
        none("variants")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, Options, Pipeline};
    use proptest::prelude::*;

    fn json(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        value.serialize(Json(&mut out)).expect("memory does not fail");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[test]
    fn a_record_is_written_as_serde_json_writes_it() {
        let pipeline = Pipeline::new(Options { with_tokens: true, ..Options::default() }).expect("built in");
        let page = "<html><head><title>某市\"粮食\"</title></head><body><article><p>据青禾统计局5月6日消息，2024年产量\
            由40万吨增至50万吨，同比增长25%。</p><p>局长王小乙说：“今年将再增3\\4。”</p><p>下载APP\t首页</p></article></body></html>";
        let text = "订单由400件增至500件，增长25%。\n他说：“好。”\u{1}\u{7f}";
        for input in [Input::html("a.html", page), Input::text("b\"\\.txt", text), Input::html("c", [0xff_u8; 3])] {
            for record in [pipeline.extract(&input), pipeline.annotate(&input), pipeline.clean(&input)] {
                let mut out = Vec::new();
                record.write_json(&mut out);
                let wanted = serde_json::to_string(&record).expect("a record can be written");
                assert_eq!(String::from_utf8(out).ok(), Some(wanted));
            }
        }
    }

    #[test]
    fn what_no_record_holds_is_an_error() {
        assert!(std::collections::BTreeMap::from([(1, 2)]).serialize(Json(&mut Vec::new())).is_err());
    }

    proptest! {
        #[test]
        fn text_and_numbers_are_written_as_serde_json_writes_them(
            text in "[\\PC\\x00-\\x7f]{0,99}", n in any::<u64>(), i in any::<i64>(), share in 0..=10_000_u32, flag in any::<bool>(),
        ) {
            let value = (text, n, i, f64::from(share) / 10_000.0, flag, [Some(7_u32), None], Vec::<u8>::new());
            prop_assert_eq!(json(&value), serde_json::to_string(&value).expect("it can be written"));
        }
    }
}
