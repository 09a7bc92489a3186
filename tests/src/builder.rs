//! What a client can do, and where it works.

use serde_json::{Value, json};

use crate::server::Server;
use crate::text::Encoding;

/// What a client can do and where it works. It starts as an editor that can do all that the tests look at, pulls
/// diagnostics, counts in UTF-16 and has one workspace folder.
pub struct Builder {
    pub(crate) capabilities: Value,
    pub(crate) folders: Option<Vec<String>>,
    pub(crate) process_id: Value,
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) settings: Value,
    pub(crate) options: Value,
    pub(crate) root_uri_only: bool,
    pub(crate) arguments: Vec<String>,
    pub(crate) environment: Vec<(String, String)>,
}

impl Default for Builder {
    fn default() -> Self {
        let dynamic = json!({"dynamicRegistration": true});
        let kinds = json!(["", "quickfix", "refactor", "refactor.rewrite", "source"]);
        let capabilities = json!({
            "textDocument": {
                "synchronization": {"didSave": true},
                "publishDiagnostics": {
                    "versionSupport": true, "relatedInformation": true, "codeDescriptionSupport": true,
                    "dataSupport": true, "tagSupport": {"valueSet": [1, 2]}
                },
                "diagnostic": {"dynamicRegistration": true, "relatedDocumentSupport": true},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "definition": dynamic, "declaration": dynamic, "references": dynamic,
                "rename": {"prepareSupport": true, "prepareSupportDefaultBehavior": 1},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                "completion": {"completionItem": {"snippetSupport": true, "documentationFormat": ["markdown"]}},
                "codeAction": {
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": kinds}},
                    "dataSupport": true, "isPreferredSupport": true, "resolveSupport": {"properties": ["edit"]}
                },
                "semanticTokens": {
                    "requests": {"full": true, "range": true}, "formats": ["relative"],
                    "tokenTypes": ["namespace", "type", "class", "enum", "parameter", "variable", "property",
                        "function", "macro", "keyword", "comment", "string", "number", "operator", "decorator"],
                    "tokenModifiers": ["declaration", "definition"]
                }
            },
            "workspace": {
                "configuration": true, "workspaceFolders": true, "symbol": {},
                "fileOperations": {"willRename": true, "didRename": true},
                "didChangeConfiguration": dynamic, "didChangeWatchedFiles": dynamic,
                "diagnostics": {"refreshSupport": true}, "semanticTokens": {"refreshSupport": true},
                "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}
            },
            "window": {"workDoneProgress": true}
        });
        Self {
            capabilities,
            folders: Some(vec![String::new()]),
            process_id: json!(std::process::id()),
            files: Vec::new(),
            settings: Value::Null,
            options: Value::Null,
            root_uri_only: false,
            environment: Vec::new(),
            arguments: vec!["lsp".to_owned()],
        }
    }
}

impl Builder {
    /// What the client says it can do.
    pub const fn capabilities(&self) -> &Value {
        &self.capabilities
    }

    /// Sets what stands under a JSON pointer of the capabilities.
    #[must_use]
    pub fn with(mut self, pointer: &str, value: Value) -> Self {
        let mut node = &mut self.capabilities;
        for key in pointer.split('/').skip(1) {
            node = &mut node[key];
        }
        *node = value;
        self
    }

    /// Whether something stands under a JSON pointer of the capabilities.
    #[must_use]
    pub fn has(&self, pointer: &str) -> bool {
        self.capabilities.pointer(pointer).is_some()
    }

    /// Takes what stands under a JSON pointer out of the capabilities.
    #[must_use]
    pub fn without(mut self, pointer: &str) -> Self {
        let (parent, key) = pointer.rsplit_once('/').expect("a JSON pointer");
        let parent = self.capabilities.pointer_mut(parent).and_then(Value::as_object_mut);
        let old = parent.and_then(|node| node.remove(key));
        assert!(old.is_some(), "the client has no {pointer} anyway");
        self
    }

    /// A client to which diagnostics are pushed.
    #[must_use]
    pub fn push(self) -> Self {
        self.without("/textDocument/diagnostic").without("/workspace/diagnostics")
    }

    /// A client that knows nothing of the versions of diagnostics.
    #[must_use]
    pub fn no_versions(self) -> Self {
        self.without("/textDocument/publishDiagnostics/versionSupport")
    }

    /// A client with these position encodings, best first.
    #[must_use]
    pub fn encodings(self, names: &[&str]) -> Self {
        self.with("/general/positionEncodings", json!(names))
    }

    /// A client that agrees on one encoding.
    #[must_use]
    pub fn encoding(self, encoding: Encoding) -> Self {
        self.encodings(&[encoding.name()])
    }

    /// A client that shows symbols as a list.
    #[must_use]
    pub fn flat_symbols(self) -> Self {
        self.without("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport")
    }

    /// A client that cannot insert snippets.
    #[must_use]
    pub fn no_snippets(self) -> Self {
        self.without("/textDocument/completion/completionItem/snippetSupport")
    }

    /// A client that says nothing of what it can do.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.capabilities = json!({});
        self
    }

    /// These workspace folders, by their paths below the root; a path that is a file in the workspace stays one.
    #[must_use]
    pub fn folders(mut self, paths: &[&str]) -> Self {
        self.folders = Some(paths.iter().map(|&path| path.to_owned()).collect());
        self
    }

    /// No workspace folder at all.
    #[must_use]
    pub fn no_folder(mut self) -> Self {
        self.folders = None;
        self
    }

    /// A client of before there were workspace folders: it says a root only.
    #[must_use]
    pub fn root_uri_only(mut self) -> Self {
        self.root_uri_only = true;
        self.without("/workspace/workspaceFolders")
    }

    /// Another parent process; null for none.
    #[must_use]
    pub fn process_id(mut self, id: Value) -> Self {
        self.process_id = id;
        self
    }

    /// A file in the workspace.
    #[must_use]
    pub fn file(mut self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.files.push((path.to_owned(), content.as_ref().to_vec()));
        self
    }

    /// One more argument on the command line.
    #[must_use]
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// A variable of the environment of the server, which runs in the workspace's folder.
    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The client's settings.
    #[must_use]
    pub fn settings(mut self, settings: Value) -> Self {
        self.settings = settings;
        self
    }

    /// The initialization options.
    #[must_use]
    pub fn options(mut self, options: Value) -> Self {
        self.options = options;
        self
    }

    /// Starts the process without a word to it.
    pub fn spawn(self) -> Server {
        Server::spawn(self)
    }

    /// Starts the process and a session with it.
    pub fn start(self) -> Server {
        Server::spawn(self).initialize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_are_set_and_taken_away() {
        let builder = Builder::default().encodings(&["utf-8"]).push().no_snippets();
        assert_eq!(builder.capabilities.pointer("/general/positionEncodings/0"), Some(&json!("utf-8")));
        assert_eq!(builder.capabilities.pointer("/textDocument/diagnostic"), None);
        let item = builder.capabilities.pointer("/textDocument/completion/completionItem").unwrap();
        assert_eq!(item.as_object().unwrap().len(), 1);
    }
}
