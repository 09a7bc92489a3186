//! File changes on disk, and the notifications that an editor sends for them.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::server::Server;

/// Kinds of `workspace/didChangeWatchedFiles` events.
const CREATED: u8 = 1;
const CHANGED: u8 = 2;
const DELETED: u8 = 3;

impl Server {
    /// Writes a file without notifying the server.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        write(&self.path(name), content.as_ref());
    }

    /// Writes a file and notifies the server.
    pub fn write_watched(&self, name: &str, content: impl AsRef<[u8]>) {
        let kind = if self.path(name).exists() { CHANGED } else { CREATED };
        self.write(name, content);
        self.watched(&[(name, kind)]);
    }

    /// Deletes a file and notifies the server.
    pub fn delete_watched(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
        self.watched(&[(name, DELETED)]);
    }

    /// Renames a file and notifies the server.
    pub fn rename_watched(&self, from: &str, to: &str) {
        fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
        fs::rename(self.path(from), self.path(to)).unwrap();
        self.watched(&[(from, DELETED), (to, CREATED)]);
    }

    fn watched(&self, events: &[(&str, u8)]) {
        let changes: Vec<_> =
            events.iter().map(|(name, kind)| json!({"uri": self.uri(name), "type": kind})).collect();
        self.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }
}

/// Writes a file, and creates its parent folders.
pub(crate) fn write(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}
