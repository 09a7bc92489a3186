//! Reads the articles of corpora, part by part.

use super::lines::{LineRead, read_line};
use super::rows::{RowRead, Rows};
use crate::exit::Failure;
use crate::imported::{GZIP, format_of, unpacked_name};
use crate::input::{STDIN, io_reason};
use ascribe_formats::import::{CorpusColumns, LabelKinds};
use ascribe_workspace::normal;
use csv::StringRecord;
use flate2::Crc;
use flate2::bufread::MultiGzDecoder;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes after which a part ends, however few articles it has.
const PART_BYTES: u64 = 32 * 1024 * 1024;

/// Longest line or row of a corpus, in bytes.
const LONGEST: usize = 16 * 1024 * 1024;

/// Bytes at the start of each file by which a corpus is recognised.
const HEAD: u64 = 64 * 1024;

/// Files with articles.
#[derive(Debug)]
pub struct Corpus {
    /// The files, in order and without duplicates.
    pub files: Vec<CorpusFile>,
    /// Length of all files, in bytes.
    pub bytes: u64,
    /// Length and beginning of the files in words, to tell whether a corpus is another one.
    pub description: String,
}

/// A file with articles.
#[derive(Debug)]
pub struct CorpusFile {
    /// Path as it was named.
    pub path: PathBuf,
    /// Name for articles without an id: of a corpus, its file's name without extension; of an article, its path without
    /// extension.
    pub name: String,
    layout: CorpusLayout,
    /// Length of the file in bytes, and before it, of those before.
    bytes: u64,
    before: u64,
}

/// How the articles lie in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CorpusLayout {
    /// One on each line, as JSON.
    Lines,
    /// One in each row of a CSV table.
    Rows,
    /// The file is one.
    Article,
}

/// Some articles of a corpus, in order.
#[derive(Debug, Default)]
pub struct CorpusPart {
    /// The articles.
    pub records: Vec<CorpusRecord>,
    /// Bytes of the files, as they are stored, up to the start and the end of the part.
    pub span: [u64; 2],
}

/// An article of a corpus, before it is decoded.
#[derive(Debug)]
pub struct CorpusRecord {
    /// Index of its file.
    pub file: usize,
    /// Line on which it starts, from 1; `None` if the file is one article.
    pub line: Option<u64>,
    /// Its content, or the reason why it could not be read.
    pub content: Result<RecordContent, String>,
}

/// Content of an article of a corpus.
#[derive(Debug)]
pub enum RecordContent {
    /// A line of JSON.
    Line(Vec<u8>),
    /// A row of a table, its number from 1, and the columns of the table.
    Row(StringRecord, usize, Arc<CorpusColumns>),
    /// The content of the file, and its length in bytes.
    File(u64),
}

impl RecordContent {
    /// Length in bytes.
    pub fn bytes(&self) -> u64 {
        match self {
            Self::Line(line) => line.len() as u64,
            Self::Row(row, ..) => row.as_slice().len() as u64,
            Self::File(bytes) => *bytes,
        }
    }
}

impl Corpus {
    /// Files with these paths.
    ///
    /// # Errors
    /// If one of them cannot be read, or is in a format that is not read part by part.
    pub fn open(paths: &[PathBuf]) -> Result<Self, Failure> {
        let (mut seen, mut sum) = (HashSet::new(), Crc::new());
        let mut corpus = Self { files: Vec::new(), bytes: 0, description: String::new() };
        for path in paths {
            let failure = |reason: &str| Failure::new(format!("{}: {reason}", path.display()));
            if path == Path::new(STDIN) {
                return Err(Failure::new(
                    "standard input cannot be read again when a run is resumed; save it to a file and name that",
                ));
            }
            if !seen.insert(normal(path)) {
                continue;
            }
            let layout = CorpusLayout::of(path).map_err(|reason| failure(&reason))?;
            let io_failure = |error: io::Error| failure(&io_reason(&error));
            let metadata = path.metadata().map_err(io_failure)?;
            if !metadata.is_file() {
                return Err(failure(if metadata.is_dir() {
                    "is a directory, not a file"
                } else {
                    "is not a regular file, and cannot be read again when a run is resumed; save it to one"
                }));
            }
            let mut head = Vec::new();
            File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head)).map_err(io_failure)?;
            sum.update(path.to_string_lossy().as_bytes());
            sum.update(&metadata.len().to_le_bytes());
            sum.update(&head);
            let name = name(path, layout);
            corpus.files.push(CorpusFile {
                path: path.clone(),
                name,
                layout,
                bytes: metadata.len(),
                before: corpus.bytes,
            });
            corpus.bytes += metadata.len();
        }
        let (count, bytes, sum) = (corpus.files.len(), corpus.bytes, sum.sum());
        corpus.description = format!("{count} × {bytes} bytes, checksum {sum:08x}");
        Ok(corpus)
    }

    /// Whether a file has several articles.
    pub fn has_tables(&self) -> bool {
        self.files.iter().any(|file| file.layout != CorpusLayout::Article)
    }
}

impl CorpusLayout {
    fn of(path: &Path) -> Result<Self, String> {
        Ok(match format_of(path) {
            Some(format) if format.is_article() => Self::Article,
            None => Self::Article,
            Some(format) => match format.name {
                "jsonl" => Self::Lines,
                "csv" => Self::Rows,
                name => {
                    return Err(format!(
                        "`{name}` is not a corpus; import it first, and draft its documents"
                    ));
                }
            },
        })
    }
}

/// Name for articles of a file that have no id.
fn name(path: &Path, layout: CorpusLayout) -> String {
    let path = unpacked_name(path);
    if layout != CorpusLayout::Article {
        return path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    }
    let stem = path.with_extension("");
    let parts = stem.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Reads a corpus from its start.
pub struct CorpusReader<'a> {
    corpus: &'a Corpus,
    kinds: &'a LabelKinds,
    /// Maximum number of articles in a part.
    part_size: usize,
    /// Index of the file that is read.
    file: usize,
    /// The file, once it is opened.
    open: Option<OpenCorpus>,
    /// Bytes read of the open file, as they are stored.
    read: Arc<AtomicU64>,
}

impl<'a> CorpusReader<'a> {
    /// Reads a corpus in parts of this many articles.
    pub fn new(corpus: &'a Corpus, kinds: &'a LabelKinds, part_size: usize) -> Self {
        Self { corpus, kinds, part_size, file: 0, open: None, read: Arc::default() }
    }

    /// Reads the next part; the last one is empty.
    ///
    /// # Errors
    /// If the system fails to read a file. A file with damaged content has an article with the reason instead.
    pub fn part(&mut self) -> Result<CorpusPart, Failure> {
        let mut part = CorpusPart { span: [self.position(); 2], ..CorpusPart::default() };
        let mut bytes = 0;
        while part.records.len() < self.part_size && bytes < PART_BYTES {
            let Some(record) = self.record()? else { break };
            bytes += record.content.as_ref().map_or(0, RecordContent::bytes);
            part.records.push(record);
        }
        part.span[1] = self.position();
        Ok(part)
    }

    /// Bytes of the files that are read.
    fn position(&self) -> u64 {
        let file = self.corpus.files.get(self.file);
        file.map_or(self.corpus.bytes, |file| file.before + self.read.load(Ordering::Relaxed).min(file.bytes))
    }

    /// Reads the next article.
    fn record(&mut self) -> Result<Option<CorpusRecord>, Failure> {
        while let Some(file) = self.corpus.files.get(self.file) {
            let index = self.file;
            let record = |line, content| Ok(Some(CorpusRecord { file: index, line, content }));
            if file.layout == CorpusLayout::Article {
                self.file += 1;
                return record(None, Ok(RecordContent::File(file.bytes)));
            }
            match self.next_of(file) {
                Ok(Some((line, content))) => return record(Some(line), content),
                Ok(None) => self.next_file(),
                Err(error) if is_damage(&error) => {
                    self.next_file();
                    return record(None, Err(format!("the rest of the file cannot be read: {error}")));
                }
                Err(error) => {
                    return Err(Failure::new(format!("{}: {}", file.path.display(), io_reason(&error))));
                }
            }
        }
        Ok(None)
    }

    /// Reads the next article of a file, which is opened first.
    fn next_of(&mut self, file: &CorpusFile) -> io::Result<Option<NumberedContent>> {
        if let Some(open) = &mut self.open {
            return open.next();
        }
        let reader = unpacked(&file.path, Arc::clone(&self.read))?;
        let open = self.open.insert(match file.layout {
            CorpusLayout::Rows => OpenCorpus::rows(reader, self.kinds)?,
            CorpusLayout::Lines | CorpusLayout::Article => OpenCorpus::Lines(reader, 0),
        });
        open.next()
    }

    fn next_file(&mut self) {
        (self.file, self.open) = (self.file + 1, None);
        self.read.store(0, Ordering::Relaxed);
    }
}

/// Content of an article, and the line on which it starts.
type NumberedContent = (u64, Result<RecordContent, String>);

/// A file that is being read.
enum OpenCorpus {
    /// Lines, and the number of those read.
    Lines(Box<dyn BufRead + Send>, u64),
    Rows(Box<Rows>),
    /// No table: the reason, until it is told.
    Wrong(Option<String>),
}

impl OpenCorpus {
    fn rows(reader: Box<dyn BufRead + Send>, kinds: &LabelKinds) -> io::Result<Self> {
        let rows = Rows::new(reader, kinds, LONGEST)?;
        Ok(rows.map_or_else(|reason| Self::Wrong(Some(reason)), |rows| Self::Rows(Box::new(rows))))
    }

    fn next(&mut self) -> io::Result<Option<NumberedContent>> {
        match self {
            Self::Wrong(reason) => Ok(reason.take().map(|reason| (1, Err(reason)))),
            Self::Rows(rows) => Ok(rows.next()?.map(|RowRead { line, number, row }| {
                (line, row.map(|row| RecordContent::Row(row, number, Arc::clone(rows.columns()))))
            })),
            Self::Lines(reader, number) => {
                let mut line = Vec::new();
                loop {
                    let read = read_line(reader, &mut line, LONGEST)?;
                    *number += 1;
                    match read {
                        LineRead::End => return Ok(None),
                        LineRead::TooLong => {
                            let reason = format!("is too large: more than {LONGEST} bytes; split it");
                            return Ok(Some((*number, Err(reason))));
                        }
                        LineRead::Whole if line.trim_ascii().is_empty() => {}
                        LineRead::Whole => return Ok(Some((*number, Ok(RecordContent::Line(line))))),
                    }
                }
            }
        }
    }
}

/// Reader that counts the bytes that are read.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.count.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

/// Opens a file, unpacked if it is compressed with gzip; `count` gets the number of its bytes that are read, as they are
/// stored.
fn unpacked(path: &Path, count: Arc<AtomicU64>) -> io::Result<Box<dyn BufRead + Send>> {
    let mut reader = BufReader::new(Counted { inner: File::open(path)?, count });
    if reader.fill_buf()?.starts_with(GZIP) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(reader))));
    }
    Ok(Box::new(reader))
}

/// Whether an error tells of the content of a file, and would come again; others are of the system.
fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
}
