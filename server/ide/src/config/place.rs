//! Place of a cursor in `ascribe.toml`, also while a line is being written.

use std::ops::Range;
use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};

/// Nested arrays and inline tables to enter.
const DEPTH: u32 = 20;

/// Place of a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigPlace {
    /// In a heading, of which `path` is what is written.
    Heading {
        /// Names so far, with that at the cursor.
        path: Vec<String>,
        /// Byte range of the names.
        range: Range<usize>,
        /// Whether it stands in double brackets.
        is_double: bool,
    },
    /// In or at the start of a key.
    Key {
        /// Path of the table.
        table: Vec<String>,
        /// Byte range of the name at the cursor.
        range: Range<usize>,
        /// Whether it stands at the start of a line, where a heading could stand instead.
        starts_line: bool,
    },
    /// In or at the start of a value.
    Value {
        /// Path of the table.
        table: Vec<String>,
        /// Name of the key.
        key: String,
        /// Byte range of the value at the cursor.
        range: Range<usize>,
    },
}

/// Place of a byte offset; `None` in comments and behind values.
pub fn place_at(text: &str, offset: usize) -> Option<ConfigPlace> {
    let (before, after) = text.split_at_checked(offset)?;
    // An unfinished line must not swallow those below it.
    let line_end = offset + after.find(['\r', '\n']).unwrap_or(after.len());
    let source = Source::new(&text[..line_end]);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    parse_document(&tokens, &mut RecursionGuard::new(&mut events, DEPTH), &mut ());
    let mut walk = Walk { text, ..Walk::default() };
    for event in &events {
        let span = event.span();
        let (start, end) = (span.start(), span.end());
        let touches = start <= offset && offset <= end;
        match event.kind() {
            EventKind::Comment if start < offset && touches => return None,
            EventKind::SimpleKey if touches => return walk.at_key(start..end),
            EventKind::Scalar if touches => return walk.at_value(start..end),
            _ if start >= offset => break,
            // The parser closes what is open at the end of the line.
            _ if span.is_empty() => {}
            kind => walk.pass(kind, start..end),
        }
    }
    let starts_line = before.rsplit(['\r', '\n']).next().is_some_and(|line| line.trim().is_empty());
    walk.at_gap(offset, starts_line)
}

/// An array or inline table that is open.
struct Nested {
    path: Vec<String>,
    is_array: bool,
}

/// State before an event.
#[derive(Default)]
struct Walk<'t> {
    text: &'t str,
    /// Path of the last heading.
    heading: Vec<String>,
    nested: Vec<Nested>,
    /// Names of the key, or heading, that is being read.
    names: Vec<(String, Range<usize>)>,
    /// Brackets of the heading that is being read: one or two.
    brackets: Option<usize>,
    /// Whether the last event separates names.
    is_dotted: bool,
    /// Path of the value that comes next.
    value: Option<Vec<String>>,
    /// Whether a value has been read, and its separator has not.
    is_done: bool,
}

impl Walk<'_> {
    fn pass(&mut self, kind: EventKind, range: Range<usize>) {
        if kind != EventKind::Whitespace {
            self.is_dotted = kind == EventKind::KeySep;
        }
        match kind {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.next();
                self.brackets = Some(if kind == EventKind::StdTableOpen { 1 } else { 2 });
                self.nested.clear();
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                self.end_heading();
                self.is_done = true;
            }
            EventKind::SimpleKey => self.names.push((name(&self.text[range.clone()]), range)),
            EventKind::KeyValSep => self.value = Some(self.path_of_names()),
            EventKind::InlineTableOpen | EventKind::ArrayOpen => {
                let path = self.value.take().unwrap_or_else(|| self.table().to_vec());
                self.next();
                self.nested.push(Nested { path, is_array: kind == EventKind::ArrayOpen });
            }
            EventKind::InlineTableClose | EventKind::ArrayClose => {
                self.nested.pop();
                self.next();
                self.is_done = true;
            }
            EventKind::Scalar => {
                self.next();
                self.is_done = true;
            }
            EventKind::ValueSep => self.next(),
            EventKind::Newline if self.nested.is_empty() => {
                self.end_heading();
                self.next();
            }
            _ => {}
        }
    }

    /// Forgets the key and the value that were being read.
    fn next(&mut self) {
        self.names.clear();
        self.value = None;
        self.is_done = false;
    }

    fn end_heading(&mut self) {
        if self.brackets.take().is_some() {
            self.heading = self.names.drain(..).map(|(name, _)| name).collect();
        }
    }

    /// Path of the table whose keys are being read.
    fn table(&self) -> &[String] {
        self.nested.last().map_or(&self.heading, |nested| &nested.path)
    }

    fn path_of_names(&self) -> Vec<String> {
        let names = self.names.iter().map(|(name, _)| name.clone());
        self.table().iter().cloned().chain(names).collect()
    }

    fn is_in_array(&self) -> bool {
        self.nested.last().is_some_and(|nested| nested.is_array)
    }

    fn at_key(mut self, range: Range<usize>) -> Option<ConfigPlace> {
        if let Some(brackets) = self.brackets {
            self.names.push((name(&self.text[range.clone()]), range));
            return self.at_heading(brackets);
        }
        let starts_line = self.nested.is_empty() && self.names.is_empty();
        Some(ConfigPlace::Key { table: self.path_of_names(), range, starts_line })
    }

    fn at_heading(self, brackets: usize) -> Option<ConfigPlace> {
        let start = self.names.first()?.1.start;
        let end = self.names.last()?.1.end;
        let path = self.names.into_iter().map(|(name, _)| name).collect();
        Some(ConfigPlace::Heading { path, range: start..end, is_double: brackets == 2 })
    }

    fn at_value(mut self, range: Range<usize>) -> Option<ConfigPlace> {
        let in_array = self.is_in_array().then(|| self.table().to_vec());
        let mut table = self.value.take().or(in_array)?;
        let key = table.pop()?;
        Some(ConfigPlace::Value { table, key, range })
    }

    /// Place between two events.
    fn at_gap(mut self, offset: usize, starts_line: bool) -> Option<ConfigPlace> {
        let empty = offset..offset;
        if let Some(brackets) = self.brackets {
            if self.names.is_empty() || self.is_dotted {
                self.names.push((String::new(), empty));
                return self.at_heading(brackets);
            }
            return None;
        }
        if self.value.is_some() || (self.is_in_array() && !self.is_done) {
            return self.at_value(empty);
        }
        let expects_key = !self.is_done && (self.names.is_empty() || self.is_dotted);
        let starts_line = starts_line && self.nested.is_empty();
        expects_key.then(|| ConfigPlace::Key { table: self.path_of_names(), range: empty, starts_line })
    }
}

/// Name of a key, without quotation marks.
fn name(raw: &str) -> String {
    raw.trim_matches(['"', '\'']).to_owned()
}
