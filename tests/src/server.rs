//! A running language server with its own workspace.

use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::builder::Builder;
use crate::connection::Connection;
use crate::disk::write;
use crate::doc::Doc;
use crate::inbox::{RequestId, ResponseError};
use crate::process::Process;
use crate::text::Encoding;
use crate::uri::uri_of;

/// A running server. See the crate's documentation for the checks on drop.
pub struct Server {
    process: Process,
    connection: Connection,
    root: PathBuf,
    client: Builder,
    initialized: Value,
    /// URIs of the documents that were opened.
    opened: Mutex<Vec<String>>,
    /// Whether the test has ended the process itself.
    ended: AtomicBool,
    _home: TempDir,
}

impl Server {
    /// Starts the process without sending anything.
    pub(crate) fn spawn(client: Builder) -> Self {
        let home = tempfile::Builder::new().prefix("ascribe-").tempdir().unwrap();
        let root = home.path().canonicalize().unwrap().join("work");
        fs::create_dir(&root).unwrap();
        for (name, content) in &client.files {
            write(&root.join(name), content);
        }
        let mut child = crate::cli::command(home.path())
            .current_dir(&root)
            .args(&client.arguments)
            .envs(client.environment.iter().map(|(name, value)| (name, value)))
            .spawn()
            .expect("the binary runs");
        let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let connection = Connection::new(stdout, stdin);
        connection.set_client(client.capabilities.clone(), client.settings.clone());
        Self {
            process: Process::new(child),
            connection,
            root,
            client,
            initialized: Value::Null,
            opened: Mutex::default(),
            ended: AtomicBool::new(false),
            _home: home,
        }
    }

    /// Initializes the session.
    #[must_use]
    pub fn initialize(mut self) -> Self {
        self.initialized = self.request("initialize", self.initialize_params()).expect("it starts");
        self.notify("initialized", json!({}));
        self
    }

    /// Server with the default client of [`Builder`].
    pub fn start() -> Self {
        Self::builder().start()
    }

    /// Builder for a server with another client.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Parameters of `initialize`.
    pub fn initialize_params(&self) -> Value {
        let client = &self.client;
        let folder = |path: &String| {
            if !self.path(path).exists() {
                fs::create_dir_all(self.path(path)).unwrap();
            }
            json!({"uri": self.uri(path), "name": path.rsplit('/').next()})
        };
        let folders: Option<Vec<_>> = client.folders.as_ref().map(|all| all.iter().map(folder).collect());
        let root = folders.as_ref().and_then(|all| all.first()).map(|first| first["uri"].clone());
        let mut params = json!({
            "processId": client.process_id, "clientInfo": {"name": "ascribe-tests"}, "rootUri": root,
            "capabilities": client.capabilities, "initializationOptions": client.options
        });
        if !client.root_uri_only {
            params["workspaceFolders"] = json!(folders);
        }
        params
    }

    /// Result of `initialize`.
    pub fn initialized(&self) -> &Value {
        &self.initialized
    }

    /// Capability of the server at a JSON pointer; null if it is absent.
    pub fn capability(&self, pointer: &str) -> Value {
        self.initialized["capabilities"].pointer(pointer).cloned().unwrap_or_default()
    }

    /// Negotiated position encoding.
    pub fn encoding(&self) -> Encoding {
        let name = self.capability("/positionEncoding");
        name.as_str().map_or(Encoding::Utf16, |name| Encoding::named(name).expect("a known encoding"))
    }

    /// Whether the client pulls diagnostics and supports refreshes.
    pub fn pulls(&self) -> bool {
        let can = |pointer| self.client.capabilities.pointer(pointer).is_some();
        can("/textDocument/diagnostic") && can("/workspace/diagnostics/refreshSupport")
    }

    /// Root of the workspace.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Path of a file in the workspace; the root for an empty name.
    pub fn path(&self, name: &str) -> PathBuf {
        if name.is_empty() { self.root.clone() } else { self.root.join(name) }
    }

    /// URI of a file in the workspace.
    pub fn uri(&self, name: &str) -> String {
        uri_of(&self.path(name))
    }

    /// Id of the server's process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Sends a request and waits for its response.
    pub fn request(&self, method: &str, params: Value) -> Result<Value, ResponseError> {
        self.connection.request(method, params)
    }

    /// Sends a request.
    pub fn send_request(&self, method: &str, params: Value) -> RequestId {
        self.connection.send_request(method, params)
    }

    /// Waits for the response to a request.
    pub fn wait(&self, id: &RequestId) -> Result<Value, ResponseError> {
        self.connection.wait(id)
    }

    /// Sends a notification.
    pub fn notify(&self, method: &str, params: Value) {
        self.connection.notify(method, params);
    }

    /// Sends raw bytes.
    pub fn raw(&self, bytes: impl Into<Vec<u8>>) {
        self.connection.raw(bytes);
    }

    /// The underlying connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Parameters of all notifications of a method so far.
    pub fn notifications(&self, method: &str) -> Vec<Value> {
        self.connection.notifications(method)
    }

    /// All diagnostics published for a URI so far, oldest first.
    pub fn published(&self, uri: &str) -> Vec<Value> {
        let mut all = self.notifications("textDocument/publishDiagnostics");
        all.retain(|params| params["uri"] == uri);
        all
    }

    /// Waits for the diagnostics pushed for this version of a document.
    pub fn wait_diagnostics(&self, uri: &str, version: i32) -> Vec<Value> {
        self.wait_published(uri, &format!("diagnostics of version {version} of {uri}"), |params| {
            params["version"] == version
        })
    }

    /// Waits until the diagnostics pushed for a URI satisfy `wanted`, and returns the latest.
    pub fn wait_published(&self, uri: &str, what: &str, wanted: impl Fn(&Value) -> bool) -> Vec<Value> {
        self.connection.wait_notifications("textDocument/publishDiagnostics", what, |all| {
            let last = all.iter().rfind(|params| params["uri"] == uri)?;
            wanted(last).then(|| last["diagnostics"].as_array().expect("an array").clone())
        })
    }

    /// Polls until a value is as wanted, for changes that the server makes asynchronously.
    pub fn eventually<T: Debug>(
        &self,
        what: &str,
        mut look: impl FnMut() -> T,
        wanted: impl Fn(&T) -> bool,
    ) -> T {
        let end = Instant::now() + crate::LIMIT;
        loop {
            let seen = look();
            if wanted(&seen) {
                return seen;
            }
            assert!(Instant::now() < end, "waited in vain for {what}; last seen: {seen:#?}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Opens a document by its name in the workspace, whether or not it is on disk.
    pub fn open(&self, name: &str, text: &str) -> Doc<'_> {
        self.open_uri(&self.uri(name), text)
    }

    /// Opens a document by its URI.
    pub fn open_uri(&self, uri: &str, text: &str) -> Doc<'_> {
        self.opened.lock().unwrap().push(uri.to_owned());
        Doc::open(self, uri, text)
    }

    /// Sends `shutdown`, whose result is null.
    pub fn shutdown(&self) {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
    }

    /// Sends `exit` and waits for the process to end; its standard input stays open.
    pub fn exit(&self) -> ExitStatus {
        self.notify("exit", Value::Null);
        self.wait_exit()
    }

    /// Closes the standard input of the process.
    pub fn close_input(&self) {
        self.connection.close();
    }

    /// Waits for the process to end.
    pub fn wait_exit(&self) -> ExitStatus {
        self.ended.store(true, Ordering::Relaxed);
        self.process
            .ends(crate::LIMIT)
            .unwrap_or_else(|| panic!("the server goes on: {}", self.process.said()))
    }

    /// Kills the process, which does not count as a fault of the session.
    pub fn kill(&self) {
        self.ended.store(true, Ordering::Relaxed);
        self.process.kill();
    }

    /// Standard error of the server.
    pub fn said(&self) -> String {
        self.process.said()
    }

    /// Ends the session, and returns its faults.
    fn finish(&self) -> Vec<String> {
        let cut_short = self.ended.load(Ordering::Relaxed);
        let mut ends = Vec::new();
        if !cut_short && self.initialized.is_null() {
            self.close_input();
            ends.extend(self.process.ends(crate::LIMIT).is_none().then_some("it goes on without input"));
        } else if !cut_short {
            ends.extend((!self.connection.all_answered()).then_some("requests were not answered in time"));
            let id = self.connection.send_request("shutdown", Value::Null);
            ends.extend((!self.connection.all_answered()).then_some("shutdown was not answered in time"));
            ends.extend((self.connection.answers(&id) == 0).then_some("no answer to shutdown"));
            self.notify("exit", Value::Null);
            let status = self.process.ends(crate::LIMIT);
            let code = status.and_then(|status| status.code());
            ends.extend((code != Some(0)).then_some("no end with code 0 after shutdown and exit"));
        }
        ends.extend((!self.connection.closes()).then_some("its output stays open"));
        let mut faults: Vec<_> = ends.into_iter().map(str::to_owned).collect();
        faults.extend(self.connection.faults(cut_short));
        if self.pulls() {
            let opened = self.opened.lock().unwrap();
            let pushed = self.notifications("textDocument/publishDiagnostics");
            // Problems in the configuration are pushed to every client.
            let documents: Vec<_> = opened.iter().filter(|uri| !uri.ends_with("/ascribe.toml")).collect();
            let both = pushed.iter().find(|params| documents.iter().any(|uri| params["uri"] == **uri));
            faults.extend(both.map(|params| format!("pushed to a client that pulls: {params}")));
        }
        faults
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if thread::panicking() {
            self.process.kill();
            eprintln!("--- standard error of the server\n{}", self.said());
            return;
        }
        let faults = self.finish();
        assert!(faults.is_empty(), "the session had faults: {faults:#?}\nit said: {}", self.said());
    }
}
