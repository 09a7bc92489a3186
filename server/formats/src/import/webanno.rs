//! `WebAnno` TSV 3: a token in each line, with the features of the layers in columns.

use super::layers::LayerAnnotation;
use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, layers};
use crate::offsets::{ByteOffsets, Unit};
use std::collections::HashMap;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "webanno",
    summary: "WebAnno TSV 3, as INCEpTION exports it",
    has_text: false,
    read,
};

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let mut lines = file.content.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).zip(1..);
    if !lines.next().is_some_and(|(line, _)| line.starts_with("#FORMAT=WebAnno TSV 3")) {
        return Err("does not begin with `#FORMAT=WebAnno TSV 3`".to_owned());
    }
    let mut table = Table::default();
    for (line, number) in lines {
        table.read(line).map_err(|reason| format!("line {number}: {reason}"))?;
    }
    let mut importing = Importing::new(file.name, &table.text);
    for layer in table.columns.iter().filter(|column| column.sort == Sort::Unknown) {
        importing.lose("column", format!("chains and slots are not known, as in `{}`", layer.layer));
    }
    let bytes = ByteOffsets::new(&table.text, Unit::Utf16);
    let annotations = table.annotations();
    layers::add(&mut importing, file, &bytes, &annotations)?;
    Ok(vec![importing.finish()])
}

/// Content of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Feature,
    /// Feature of a relation.
    Key,
    /// Start of a relation.
    From,
    Unknown,
}

/// A column: a feature of a layer, or the start of a relation.
#[derive(Debug)]
struct Column {
    layer: String,
    feature: String,
    sort: Sort,
}

/// A relation as its line has it.
#[derive(Debug, Default)]
struct Related {
    layer: String,
    features: Vec<(String, String)>,
    from: Option<End>,
    to: Option<End>,
}

/// End of a relation: the number of the span or, without one, a span of the layer at a token.
#[derive(Debug)]
struct End {
    number: usize,
    token: String,
    layer: String,
}

/// Lines that are read.
#[derive(Debug, Default)]
struct Table {
    columns: Vec<Column>,
    text: String,
    /// Length of the text, in UTF-16 units.
    length: usize,
    /// Text of the sentence whose tokens are next.
    sentence: Option<String>,
    spans: Vec<LayerAnnotation>,
    /// Spans by their layer and number.
    by_number: HashMap<(String, usize), usize>,
    /// Spans by their token and layer.
    by_token: HashMap<(String, String), usize>,
    relations: Vec<Related>,
}

impl Table {
    fn read(&mut self, line: &str) -> Result<(), String> {
        if let Some(text) = line.strip_prefix("#Text=") {
            let text = unescaped(text, true);
            match &mut self.sentence {
                Some(sentence) => sentence.extend(["\n", &text]),
                None => self.sentence = Some(text),
            }
            Ok(())
        } else if let Some(layer) = line.strip_prefix("#T_") {
            self.add_layer(layer);
            Ok(())
        } else if line.is_empty() || line.starts_with("#Sentence.") {
            Ok(())
        } else {
            self.token(line)
        }
    }

    fn add_layer(&mut self, declared: &str) {
        let (kind, declared) = declared.split_once('=').unwrap_or((declared, ""));
        let mut fields = declared.split('|');
        let layer = fields.next().unwrap_or_default();
        let mut features: Vec<&str> = fields.collect();
        if features.is_empty() {
            features.push("");
        }
        self.columns.extend(features.into_iter().map(|feature| {
            let is_slot = feature.starts_with("ROLE_") || feature.contains('.');
            let (feature, sort) = match (kind, feature.strip_prefix("BT_")) {
                ("RL", Some(of)) => (of, Sort::From),
                ("RL", None) => (feature, Sort::Key),
                ("SP", _) if !is_slot => (feature, Sort::Feature),
                _ => (feature, Sort::Unknown),
            };
            Column { layer: layer.to_owned(), feature: feature.to_owned(), sort }
        }));
    }

    fn token(&mut self, line: &str) -> Result<(), String> {
        let mut cells = line.split('\t');
        let token = cells.next().unwrap_or_default().to_owned();
        let ends = cells.next().and_then(|ends| ends.split_once('-'));
        let ends = ends.and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
        let (start, end) = ends.ok_or("has no number, start and end of a token")?;
        cells.next().ok_or("has no token")?;
        if let Some(sentence) = self.sentence.take() {
            self.start_sentence(&sentence, start)?;
        }
        let cells: Vec<&str> = cells.collect();
        if cells.len() < self.columns.len() {
            return Err(format!("has {} columns of layers, not {}", cells.len(), self.columns.len()));
        }
        let first = self.spans.len();
        let mut related: HashMap<(String, usize), Related> = HashMap::new();
        for (column, cell) in self.columns.iter().zip(cells).filter(|(_, cell)| *cell != "_") {
            for (place, value) in stacked(cell).into_iter().enumerate() {
                let (value, number) = numbered(value);
                if column.sort == Sort::Feature {
                    let number = number.parse().unwrap_or_default();
                    let known = match number {
                        0 => self.by_token.get(&(format!("{token}/{place}"), column.layer.clone())),
                        number => self.by_number.get(&(column.layer.clone(), number)),
                    };
                    let index = known.copied().unwrap_or(self.spans.len());
                    if index == self.spans.len() {
                        let layer = column.layer.clone();
                        self.spans.push(LayerAnnotation { layer, start, end, ..LayerAnnotation::default() });
                        if number > 0 {
                            self.by_number.insert((column.layer.clone(), number), index);
                        }
                        self.by_token.insert((format!("{token}/{place}"), column.layer.clone()), index);
                    }
                    self.spans[index].end = end;
                    // The lines of one span repeat its features.
                    if index >= first && value != "*" && !column.feature.is_empty() {
                        self.spans[index].features.push((column.feature.clone(), unescaped(value, false)));
                    }
                    continue;
                }
                let relation = related.entry((column.layer.clone(), place)).or_default();
                relation.layer.clone_from(&column.layer);
                match column.sort {
                    Sort::Key if value != "*" => {
                        relation.features.push((column.feature.clone(), unescaped(value, false)));
                    }
                    Sort::From => {
                        let (from, to) = number.split_once('_').unwrap_or(("0", "0"));
                        let at = |number: &str, token: &str| End {
                            number: number.parse().unwrap_or_default(),
                            token: token.to_owned(),
                            layer: column.feature.clone(),
                        };
                        (relation.from, relation.to) = (Some(at(from, value)), Some(at(to, &token)));
                    }
                    _ => {}
                }
            }
        }
        let mut related: Vec<_> = related.into_iter().filter(|(_, it)| it.from.is_some()).collect();
        related.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.relations.extend(related.into_iter().map(|(_, relation)| relation));
        Ok(())
    }

    /// Adds the text of a sentence that begins at an offset. As in `WebAnno`, a line end is before it if there is room.
    fn start_sentence(&mut self, sentence: &str, start: usize) -> Result<(), String> {
        /// Maximum number of blanks between two sentences.
        const LONGEST_GAP: usize = 1 << 20;
        let gap = start.checked_sub(self.length).filter(|gap| *gap <= LONGEST_GAP);
        let gap = gap.ok_or_else(|| format!("{start} is not behind the sentence before"))?;
        let break_before = usize::from(gap > 0 && !self.text.is_empty());
        self.text.push_str(&"\n".repeat(break_before));
        self.text.push_str(&" ".repeat(gap - break_before));
        self.text.push_str(sentence);
        self.length = start + sentence.encode_utf16().count();
        Ok(())
    }

    /// Spans, and behind them the relations.
    fn annotations(self) -> Vec<LayerAnnotation> {
        let Self { mut spans, by_number, by_token, relations, .. } = self;
        let find = |end: &Option<End>| {
            let end = end.as_ref()?;
            let by_number = by_number.get(&(end.layer.clone(), end.number));
            by_number.or_else(|| by_token.get(&(format!("{}/0", end.token), end.layer.clone()))).copied()
        };
        let relations = relations.into_iter().map(|relation| LayerAnnotation {
            ends: Some([find(&relation.from), find(&relation.to)]),
            layer: relation.layer,
            features: relation.features,
            ..LayerAnnotation::default()
        });
        let relations: Vec<LayerAnnotation> = relations.collect();
        spans.extend(relations);
        spans
    }
}

/// Values of a cell: those of several annotations are divided by `|`.
fn stacked(cell: &str) -> Vec<&str> {
    let (mut values, mut from, mut is_escaped) = (Vec::new(), 0, false);
    for (at, c) in cell.char_indices() {
        if c == '|' && !is_escaped {
            values.push(&cell[from..at]);
            from = at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    values.push(&cell[from..]);
    values
}

/// A value without the number in brackets behind it, and the number.
fn numbered(value: &str) -> (&str, &str) {
    let inner = value.strip_suffix(']').filter(|inner| !inner.ends_with('\\'));
    inner.and_then(|inner| inner.rsplit_once('[')).unwrap_or((value, ""))
}

/// A text or value as it was before its signs were escaped.
fn unescaped(text: &str, is_text: bool) -> String {
    let mut unescaped = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match (c, if c == '\\' { characters.next() } else { None }) {
            (_, Some('t')) => unescaped.push('\t'),
            (_, Some('n')) => unescaped.push('\n'),
            (_, Some('r')) if is_text => unescaped.push('\r'),
            (_, Some('f')) if is_text => unescaped.push('\u{c}'),
            (_, Some('b')) if is_text => unescaped.push('\u{8}'),
            (_, Some(escaped)) => unescaped.push(escaped),
            (c, None) => unescaped.push(c),
        }
    }
    unescaped
}
