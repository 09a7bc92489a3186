//! The module `ascribe._ascribe`, on which the Python package stands.
//!
//! Functions take and return text: documents, and JSON, of which the package makes its own types. All offsets count code
//! points, as Python does. What fails raises `ValueError`; Python's lock is released meanwhile.

#![allow(clippy::needless_pass_by_value, reason = "what Python passes is converted to values")]

mod convert;
mod findings;
mod read;

use crate::convert::Written;
use ascribe_formats::export::FORMATS;
use ascribe_formats::import::IMPORT_FORMATS;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::borrow::Cow;
use std::path::PathBuf;

/// Names, each with its value.
type Named = Vec<(String, String)>;

/// Contents of files, each with its name: bytes of Python, where a vector would become a list of numbers.
type Files = Vec<(String, Cow<'static, [u8]>)>;

/// Document with drafts of who says what in an article, which may be a document already.
///
/// # Errors
/// If the text is too large or too dense.
#[pyfunction]
fn draft(
    py: Python<'_>,
    text: &str,
    is_document: bool,
    min_confidence: f32,
    front_matter: bool,
    path: Option<PathBuf>,
) -> PyResult<String> {
    py.detach(|| convert::draft(text, is_document, min_confidence, front_matter, path.as_deref()))
        .map_err(PyValueError::new_err)
}

/// Content of a document, as a line of the format `jsonl`.
///
/// # Errors
/// If the document is too large or too dense.
#[pyfunction]
fn parse(py: Python<'_>, document: &str, id: &str, path: Option<PathBuf>) -> PyResult<String> {
    py.detach(|| convert::parse(document, id, path.as_deref())).map_err(PyValueError::new_err)
}

/// Findings of a document, as JSON.
#[pyfunction]
fn check(py: Python<'_>, document: &str, path: Option<PathBuf>) -> String {
    py.detach(|| findings::of(document, path.as_deref()))
}

/// The article of a document.
///
/// # Errors
/// If the document is too large or too dense.
#[pyfunction]
fn strip(py: Python<'_>, document: &str) -> PyResult<String> {
    py.detach(|| convert::strip(document)).map_err(PyValueError::new_err)
}

/// Documents in the format of another tool: the files, each with its name; the name of the archive that they are entries
/// of, if they are; and what the format cannot hold.
///
/// # Errors
/// If there is no such format, or a document is too large or too dense.
#[pyfunction]
fn export(py: Python<'_>, documents: Named, format: &str) -> PyResult<(Files, Option<String>, Vec<String>)> {
    let Written { files, archive, losses } =
        py.detach(|| convert::export(&documents, format)).map_err(PyValueError::new_err)?;
    let files = files.into_iter().map(|(name, content)| (name, Cow::Owned(content)));
    Ok((files.collect(), archive, losses))
}

/// Documents of the articles in a file of another tool: name, text and what was not read.
///
/// # Errors
/// If there is no such format, or the file does not have it.
#[pyfunction]
fn import_(
    py: Python<'_>,
    content: &str,
    format: &str,
    name: &str,
    text: &str,
    kinds: Named,
) -> PyResult<Vec<(String, String, Vec<String>)>> {
    py.detach(|| convert::import(content, format, name, text, &kinds)).map_err(PyValueError::new_err)
}

/// Names and summaries of the formats for `export`.
#[pyfunction]
fn export_formats() -> Vec<(&'static str, &'static str)> {
    FORMATS.iter().map(|format| (format.name, format.summary)).collect()
}

/// Names and summaries of the formats for `import_`.
#[pyfunction]
fn import_formats() -> Vec<(&'static str, &'static str)> {
    IMPORT_FORMATS.iter().map(|format| (format.name, format.summary)).collect()
}

/// Codes and summaries of the rules.
#[pyfunction]
fn rules() -> Vec<(&'static str, &'static str)> {
    ascribe_lints::RULES.iter().map(|rule| (rule.code, rule.summary)).collect()
}

#[pymodule]
mod _ascribe {
    #[pymodule_export]
    use super::{check, draft, export, export_formats, import_, import_formats, parse, rules, strip};
}
