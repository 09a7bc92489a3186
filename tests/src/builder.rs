//! Configuration of a test client.

use serde_json::{Value, json};

use crate::server::Server;
use crate::text::Encoding;

/// Capabilities and workspace of a client. By default it supports everything that the tests cover, pulls diagnostics,
/// counts columns in UTF-16 units and has one workspace folder.
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
    /// Capabilities sent by the client.
    pub const fn capabilities(&self) -> &Value {
        &self.capabilities
    }

    /// Sets the value at a JSON pointer in the capabilities.
    #[must_use]
    pub fn with(mut self, pointer: &str, value: Value) -> Self {
        let mut node = &mut self.capabilities;
        for key in pointer.split('/').skip(1) {
            node = &mut node[key];
        }
        *node = value;
        self
    }

    /// Whether the capabilities have a value at a JSON pointer.
    #[must_use]
    pub fn has(&self, pointer: &str) -> bool {
        self.capabilities.pointer(pointer).is_some()
    }

    /// Removes the value at a JSON pointer from the capabilities.
    #[must_use]
    pub fn without(mut self, pointer: &str) -> Self {
        let (parent, key) = pointer.rsplit_once('/').expect("a JSON pointer");
        let parent = self.capabilities.pointer_mut(parent).and_then(Value::as_object_mut);
        let old = parent.and_then(|node| node.remove(key));
        assert!(old.is_some(), "the client has no {pointer} anyway");
        self
    }

    /// Makes a client that does not pull diagnostics.
    #[must_use]
    pub fn push(self) -> Self {
        self.without("/textDocument/diagnostic").without("/workspace/diagnostics")
    }

    /// Makes a client without support for versions of diagnostics.
    #[must_use]
    pub fn no_versions(self) -> Self {
        self.without("/textDocument/publishDiagnostics/versionSupport")
    }

    /// Sets the position encodings, best first.
    #[must_use]
    pub fn encodings(self, names: &[&str]) -> Self {
        self.with("/general/positionEncodings", json!(names))
    }

    /// Sets a single position encoding.
    #[must_use]
    pub fn encoding(self, encoding: Encoding) -> Self {
        self.encodings(&[encoding.name()])
    }

    /// Makes a client that shows symbols as a list.
    #[must_use]
    pub fn flat_symbols(self) -> Self {
        self.without("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport")
    }

    /// Makes a client without snippet support.
    #[must_use]
    pub fn no_snippets(self) -> Self {
        self.without("/textDocument/completion/completionItem/snippetSupport")
    }

    /// Makes a client that sends no capabilities.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.capabilities = json!({});
        self
    }

    /// Sets the workspace folders, by paths relative to the root; the path of a file stays a file.
    #[must_use]
    pub fn folders(mut self, paths: &[&str]) -> Self {
        self.folders = Some(paths.iter().map(|&path| path.to_owned()).collect());
        self
    }

    /// Removes all workspace folders.
    #[must_use]
    pub fn no_folder(mut self) -> Self {
        self.folders = None;
        self
    }

    /// Makes a client that predates workspace folders and only sends a root.
    #[must_use]
    pub fn root_uri_only(mut self) -> Self {
        self.root_uri_only = true;
        self.without("/workspace/workspaceFolders")
    }

    /// Sets the id of the parent process; null for none.
    #[must_use]
    pub fn process_id(mut self, id: Value) -> Self {
        self.process_id = id;
        self
    }

    /// Adds a file to the workspace.
    #[must_use]
    pub fn file(mut self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.files.push((path.to_owned(), content.as_ref().to_vec()));
        self
    }

    /// Adds a command line argument.
    #[must_use]
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// Sets an environment variable of the server, which runs in the workspace folder.
    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the client's settings.
    #[must_use]
    pub fn settings(mut self, settings: Value) -> Self {
        self.settings = settings;
        self
    }

    /// Sets the initialization options.
    #[must_use]
    pub fn options(mut self, options: Value) -> Self {
        self.options = options;
        self
    }

    /// Starts the process without sending anything.
    pub fn spawn(self) -> Server {
        Server::spawn(self)
    }

    /// Starts the process and initializes a session.
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
