//! `ascribe.toml` in the editor: its buffers, which take precedence over the files, and its problems, which are pushed
//! to every client because no request asks for them.

use crate::diagnostics;
use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::convert;
use crate::protocol::uris::{self, path_of};
use ascribe_lints::config::{ConfigProblem, FILE};
use ascribe_markup::text::{Rope, Text};
use ascribe_workspace::configs::{ConfigFile, Configs};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticSeverity, NumberOrString, TextDocumentContentChangeEvent, Uri,
};

/// `code` of the diagnostics.
const CODE: &str = "configuration";

/// Whether a URI names a configuration file; such a file is not an article, whatever its scheme.
pub fn is_config(uri: &Uri) -> bool {
    uri.as_str().split(['?', '#']).next().is_some_and(|path| path.rsplit('/').next() == Some(FILE))
}

/// Configuration files open in the editor, and the diagnostics last pushed for every known one.
#[derive(Debug, Default)]
pub struct Buffers {
    open: HashMap<PathBuf, Buffer>,
    /// Diagnostics last pushed, for files that have problems.
    reported: HashMap<PathBuf, (Uri, Vec<Diagnostic>)>,
    /// [`Configs::version`] at the last push.
    version: u64,
}

#[derive(Debug)]
struct Buffer {
    uri: Uri,
    version: i32,
    text: String,
}

/// Diagnostics to push.
#[derive(Debug)]
pub struct News {
    /// URI of the file.
    pub uri: Uri,
    /// Version of its buffer, if it is open.
    pub version: Option<i32>,
    /// All diagnostics of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Buffers {
    /// Handles an opened buffer.
    pub fn open(&mut self, uri: Uri, version: i32, text: &str, configs: &Configs) {
        let Some(path) = path_of(&uri) else { return };
        configs.open(&path, Arc::new(ConfigFile::new(text)));
        self.open.insert(path, Buffer { uri, version, text: text.to_owned() });
    }

    /// Handles a changed buffer.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        capabilities: &ResolvedCapabilities,
        configs: &Configs,
    ) {
        let Some(path) = path_of(uri) else { return };
        let Some(buffer) = self.open.get_mut(&path) else { return };
        for change in changes {
            match change.range {
                Some(range) => {
                    let text = Rope::from_str(&buffer.text);
                    let range = convert::byte_range(Text::from(&text), range, capabilities.encoding);
                    buffer.text.replace_range(range, &change.text);
                }
                None => buffer.text = change.text,
            }
        }
        buffer.version = version;
        configs.open(&path, Arc::new(ConfigFile::new(&buffer.text)));
    }

    /// Handles a closed buffer.
    pub fn close(&mut self, uri: &Uri, configs: &Configs) {
        if let Some(path) = path_of(uri) {
            self.open.remove(&path);
            configs.close(&path);
        }
    }

    /// Text of an open buffer.
    pub fn text(&self, uri: &Uri) -> Option<&str> {
        self.open.get(&path_of(uri)?).map(|buffer| &*buffer.text)
    }

    /// URI of a file.
    fn uri_of(&self, path: &Path) -> Option<Uri> {
        self.open.get(path).map(|buffer| buffer.uri.clone()).or_else(|| uris::uri_of(path))
    }

    /// Whether [`Buffers::news`] may return anything.
    pub fn has_news(&self, configs: &Configs) -> bool {
        configs.version() != self.version
    }

    /// Takes the diagnostics to push: those of every file whose problems have changed since the last call.
    pub fn news(&mut self, capabilities: &ResolvedCapabilities, configs: &Configs) -> Vec<News> {
        if !self.has_news(configs) {
            return Vec::new();
        }
        self.version = configs.version();
        let mut before = std::mem::take(&mut self.reported);
        let mut news = Vec::new();
        for (path, file) in configs.files() {
            let known = before.remove(&path);
            let was = known.as_ref().map_or(&[][..], |(_, diagnostics)| diagnostics);
            let Some(uri) = self.uri_of(&path) else { continue };
            let problems = configs.problems(&path, &file);
            let diagnostics = problems.iter().map(|problem| diagnostic(&file, problem, capabilities));
            let diagnostics: Vec<Diagnostic> = diagnostics.collect();
            if *was != *diagnostics {
                let version = self.open.get(&path).map(|buffer| buffer.version);
                news.push(News { uri: uri.clone(), version, diagnostics: diagnostics.clone() });
            }
            if !diagnostics.is_empty() {
                self.reported.insert(path, (uri, diagnostics));
            }
        }
        let gone = before.into_values().map(|(uri, _)| News { uri, version: None, diagnostics: Vec::new() });
        news.extend(gone);
        news
    }
}

fn diagnostic(file: &ConfigFile, problem: &ConfigProblem, capabilities: &ResolvedCapabilities) -> Diagnostic {
    let href = format!("{}/blob/main/docs/configuration.md", env!("CARGO_PKG_REPOSITORY"));
    let documentation = href.parse().ok().map(|href| CodeDescription { href });
    Diagnostic {
        range: convert::range(Text::from(&Rope::from_str(&file.text)), &problem.range, capabilities.encoding),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String(CODE.to_owned())),
        code_description: documentation.filter(|_| capabilities.code_description),
        source: Some(diagnostics::SOURCE.to_owned()),
        message: problem.message.clone(),
        ..Diagnostic::default()
    }
}
