//! Reads the rows of a CSV corpus, each with a limit of its length.

use super::lines::{LineRead, read_line};
use ascribe_formats::import::{CorpusColumns, LabelKinds};
use csv::{ByteRecord, ReaderBuilder, StringRecord};
use std::io::{self, BufRead, Cursor, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Reader that fails if more than the limit is read before the count is set back: a quotation mark that is never closed
/// would make one row of the rest of a corpus.
struct Limited<R> {
    inner: R,
    limit: usize,
    read: Arc<AtomicUsize>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        if self.read.fetch_add(length, Ordering::Relaxed) > self.limit {
            return Err(io::Error::new(
                ErrorKind::InvalidData,
                "a row is too long; close its quotation mark",
            ));
        }
        Ok(length)
    }
}

/// Rows of a CSV corpus.
pub struct Rows {
    reader: csv::Reader<Box<dyn Read + Send>>,
    read: Arc<AtomicUsize>,
    columns: Arc<CorpusColumns>,
    record: ByteRecord,
    /// Number of the last row, from 1.
    number: usize,
}

/// A row as it was read.
#[derive(Debug)]
pub struct RowRead {
    /// Line of the file in which it starts, from 1.
    pub line: u64,
    /// Number of the row, from 1.
    pub number: usize,
    /// The row, or the reason why it cannot be read.
    pub row: Result<StringRecord, String>,
}

impl Rows {
    /// Reads the first line, which names the columns. No row may have more bytes than `limit`.
    ///
    /// # Errors
    /// If the file cannot be read, or has no column with the text, as the inner error.
    pub fn new(
        mut reader: impl BufRead + Send + 'static,
        kinds: &LabelKinds,
        limit: usize,
    ) -> io::Result<Result<Self, String>> {
        let mut first = Vec::new();
        if read_line(&mut reader, &mut first, limit)? == LineRead::TooLong {
            return Ok(Err("has no column `text`; its first line is too long".into()));
        }
        let start = first.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&first);
        let separator = CorpusColumns::separator(&String::from_utf8_lossy(start));
        let mut start = start.to_vec();
        start.push(b'\n');
        let read = Arc::default();
        let inner = Cursor::new(start).chain(reader);
        let limited: Box<dyn Read + Send> = Box::new(Limited { inner, limit, read: Arc::clone(&read) });
        let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(limited);
        let columns = match reader.headers() {
            Ok(names) => CorpusColumns::new(names, kinds),
            Err(error) => Err(told(error)?),
        };
        Ok(columns.map(|columns| Self {
            reader,
            read,
            columns: Arc::new(columns),
            record: ByteRecord::new(),
            number: 0,
        }))
    }

    /// Columns of the corpus.
    pub fn columns(&self) -> &Arc<CorpusColumns> {
        &self.columns
    }

    /// Reads the next row.
    pub fn next(&mut self) -> io::Result<Option<RowRead>> {
        // The buffer of the reader is all that it has ahead.
        self.read.store(0, Ordering::Relaxed);
        let line = self.reader.position().line();
        let row = match self.reader.read_byte_record(&mut self.record) {
            Ok(false) => return Ok(None),
            Ok(true) => StringRecord::from_byte_record(self.record.clone())
                .map_err(|_| "is not UTF-8; save the corpus as UTF-8".to_owned()),
            Err(error) => Err(told(error)?),
        };
        self.number += 1;
        let line = self.record.position().map_or(line, csv::Position::line);
        Ok(Some(RowRead { line, number: self.number, row }))
    }
}

/// Reason why a row cannot be read.
///
/// # Errors
/// If the file cannot be read.
fn told(error: csv::Error) -> io::Result<String> {
    let reason = CorpusColumns::reason(&error);
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Err(error),
        _ => Ok(reason),
    }
}
