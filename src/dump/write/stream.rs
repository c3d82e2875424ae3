//! One file of records, plain or compressed, closed frame by frame so that it can be cut at a checkpoint.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Plain,
    Gzip,
    Zstd,
}

enum Raw {
    File(File),
    Stdout(io::Stdout),
}

impl Write for Raw {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(_) => Ok(()),
            Self::Stdout(out) => out.flush(),
        }
    }
}

/// Counts and sums what goes to the file, behind the buffer: the sum of a long piece costs a fraction of that of its lines.
struct Summed {
    raw: Raw,
    sum: blake3::Hasher,
    length: u64,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.raw.write(bytes)?;
        self.sum.update(&bytes[..n]);
        self.length += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.raw.flush()
    }
}

type Buffered = BufWriter<Summed>;

enum Frame {
    Plain(Buffered),
    Gzip(flate2::write::GzEncoder<Buffered>),
    Zstd(zstd::Encoder<'static, Buffered>),
}

pub(super) struct Stream {
    coding: Coding,
    /// None only after an error.
    frame: Option<Frame>,
    is_stdout: bool,
}

const BUFFER_BYTES: usize = 256 << 10;
/// zstd's own default.
const ZSTD_LEVEL: i32 = 3;

impl Stream {
    fn new(raw: Raw, coding: Coding, length: u64) -> Self {
        let is_stdout = matches!(raw, Raw::Stdout(_));
        let summed = Summed { raw, sum: blake3::Hasher::new(), length };
        Self { coding, frame: Some(Frame::Plain(BufWriter::with_capacity(BUFFER_BYTES, summed))), is_stdout }
    }

    pub(super) fn stdout() -> Self {
        Self::new(Raw::Stdout(io::stdout()), Coding::Plain, 0)
    }

    pub(super) fn create(path: &Path, coding: Coding) -> io::Result<Self> {
        Ok(Self::new(Raw::File(File::create(path)?), coding, 0))
    }

    /// Opens a file again and cuts it back.
    pub(super) fn reopen(path: &Path, coding: Coding, length: u64) -> io::Result<Self> {
        let mut file = File::options().write(true).open(path)?;
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self::new(Raw::File(file), coding, length))
    }

    pub(super) fn written(&self) -> u64 {
        let buffered = match &self.frame {
            Some(Frame::Plain(s)) => s,
            Some(Frame::Gzip(s)) => s.get_ref(),
            Some(Frame::Zstd(s)) => s.get_ref(),
            None => return 0,
        };
        buffered.get_ref().length + buffered.buffer().len() as u64
    }

    pub(super) fn put(&mut self, line: &[u8]) -> io::Result<()> {
        let frame = match (self.frame.take(), self.coding) {
            (Some(Frame::Plain(s)), Coding::Gzip) => {
                Frame::Gzip(flate2::write::GzEncoder::new(s, flate2::Compression::default()))
            }
            (Some(Frame::Plain(s)), Coding::Zstd) => Frame::Zstd(zstd::Encoder::new(s, ZSTD_LEVEL)?),
            (Some(frame), _) => frame,
            (None, _) => return Err(io::Error::other("an earlier write failed")),
        };
        match self.frame.insert(frame) {
            Frame::Plain(s) => s.write_all(line)?,
            Frame::Gzip(s) => s.write_all(line)?,
            Frame::Zstd(s) => s.write_all(line)?,
        }
        if self.is_stdout {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.frame {
            Some(Frame::Plain(s)) => s.flush(),
            _ => Ok(()),
        }
    }

    /// Ends a member or frame and brings it to the disk. Returns the length, and the sum of what was written since the last time.
    pub(super) fn close_frame(&mut self) -> io::Result<(u64, String)> {
        let mut buffered = match self.frame.take() {
            Some(Frame::Plain(s)) => s,
            Some(Frame::Gzip(s)) => s.finish()?,
            Some(Frame::Zstd(s)) => s.finish()?,
            None => return Err(io::Error::other("an earlier write failed")),
        };
        buffered.flush()?;
        let summed = buffered.get_mut();
        if let Raw::File(file) = &summed.raw {
            file.sync_data()?;
        }
        let result = (summed.length, summed.sum.finalize().to_hex().to_string());
        summed.sum.reset();
        self.frame = Some(Frame::Plain(buffered));
        Ok(result)
    }
}

/// Whether the bytes from `start` up to `end` of a file are there and have this sum.
pub(super) fn has_sum(path: &Path, start: u64, end: u64, sum: &str) -> bool {
    let found = || -> io::Result<bool> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() < end || end < start {
            return Ok(false);
        }
        file.seek(SeekFrom::Start(start))?;
        let mut hasher = blake3::Hasher::new();
        io::copy(&mut file.take(end - start), &mut hasher)?;
        Ok(hasher.finalize().to_hex().as_str() == sum)
    };
    found().unwrap_or(false)
}
