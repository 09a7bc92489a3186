//! Drafts the articles of a corpus, each alone.

use super::corpus::{Corpus, CorpusRecord, RecordContent};
use crate::article::{ArticleOptions, is_document};
use crate::drafting::{document_of, drafted};
use crate::language::Foreign;
use ascribe_formats::AnnotatedArticle;
use ascribe_formats::import::{ImportedArticle, ImportedFile, LabelKinds, corpus_line};
use ascribe_markup::document::Document;
use ascribe_markup::gate::GateRefusal;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use parking_lot::Mutex;
use serde_json::json;
use std::sync::Arc;

/// Articles of more bytes than this are drafted one at a time, so that the memory of all cores stays bounded.
const LARGE: u64 = 1024 * 1024;

/// Drafts articles of a corpus.
pub struct RecordDrafting<'a> {
    corpus: &'a Corpus,
    kinds: &'a LabelKinds,
    options: &'a ArticleOptions,
    min_confidence: f32,
    /// Held while a large article is drafted.
    large: Mutex<()>,
}

/// An article with drafts.
#[derive(Debug)]
pub struct DraftedRecord {
    /// The article.
    pub article: AnnotatedArticle,
    /// Whether it is in a language that drafting does not know.
    pub is_foreign: bool,
    /// All that the markup cannot hold of it, a line for each kind of loss.
    pub losses: Vec<String>,
    /// Lines for the user about the file that it is.
    pub notes: Vec<String>,
}

/// An article that is read.
struct ReadRecord {
    id: String,
    document: Document,
    is_new: bool,
    losses: Vec<String>,
    notes: Vec<String>,
}

impl<'a> RecordDrafting<'a> {
    /// Drafting of the articles of a corpus.
    pub fn new(
        corpus: &'a Corpus,
        kinds: &'a LabelKinds,
        options: &'a ArticleOptions,
        min_confidence: f32,
    ) -> Self {
        Self { corpus, kinds, options, min_confidence, large: Mutex::new(()) }
    }

    /// Drafts an article alone: it sees no other document.
    ///
    /// # Errors
    /// If it cannot be read, or is too large or too dense.
    pub fn draft(&self, record: &CorpusRecord) -> Result<DraftedRecord, String> {
        let content = record.content.as_ref().map_err(String::clone)?;
        let _turn = (content.bytes() > LARGE).then(|| self.large.lock());
        let ReadRecord { id, document, is_new, losses, notes } = self.read(record, content)?;
        let is_foreign = Foreign::of(&document).is_some();
        let before = strip(&document);
        let scope = Scope::alone(Arc::new(document));
        let document = drafted(&scope, self.min_confidence, is_new)?.document;
        let article = AnnotatedArticle::new(&id, &Scope::alone(Arc::new(document)));
        if article.text != before {
            return Err(GateRefusal::ChangesArticle.to_string());
        }
        Ok(DraftedRecord { article, is_foreign, losses, notes })
    }

    fn read(&self, record: &CorpusRecord, content: &RecordContent) -> Result<ReadRecord, String> {
        let file = &self.corpus.files[record.file];
        let named = ImportedFile { name: &file.name, content: "", text: "", kinds: self.kinds };
        let imported = match content {
            RecordContent::File(_) => {
                let (document, notes) = document_of(&file.path, self.options)?;
                let (id, is_new) = (file.name.clone(), !is_document(&file.path));
                return Ok(ReadRecord { id, document, is_new, losses: Vec::new(), notes });
            }
            RecordContent::Line(line) => {
                let line = str::from_utf8(line).map_err(|_| "is not UTF-8; save the corpus as UTF-8")?;
                let number = record.line.map_or(0, |line| line as usize);
                corpus_line(&named, line.strip_prefix('\u{feff}').unwrap_or(line), number)?
            }
            RecordContent::Row(row, number, columns) => columns.article(&named, row, *number),
        };
        let (document, losses) = imported.document()?;
        let ImportedArticle { article, .. } = imported;
        Ok(ReadRecord { id: article.id, document, is_new: true, losses, notes: Vec::new() })
    }

    /// Line of JSON about an article that could not be drafted.
    pub fn error(&self, record: &CorpusRecord, reason: &str) -> String {
        let file = self.corpus.files[record.file].path.to_string_lossy();
        json!({ "file": file, "line": record.line, "error": reason }).to_string()
    }
}
