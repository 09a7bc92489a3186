//! Child process that does not outlive its test.

use std::io::Read;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A child process; killed on drop.
pub(crate) struct Process {
    child: Mutex<Child>,
    said: Arc<Mutex<Vec<u8>>>,
}

impl Process {
    /// Takes over a child, and collects its standard error.
    pub(crate) fn new(mut child: Child) -> Self {
        let said = Arc::new(Mutex::new(Vec::new()));
        if let Some(mut stream) = child.stderr.take() {
            let said = Arc::clone(&said);
            thread::spawn(move || {
                let mut part = [0; 4096];
                while let Ok(n @ 1..) = stream.read(&mut part) {
                    said.lock().unwrap().extend(&part[..n]);
                }
            });
        }
        Self { child: Mutex::new(child), said }
    }

    /// Standard error so far.
    pub(crate) fn said(&self) -> String {
        String::from_utf8_lossy(&self.said.lock().unwrap()).into_owned()
    }

    /// Exit status, if the process ends within the limit.
    pub(crate) fn ends(&self, limit: Duration) -> Option<ExitStatus> {
        let end = Instant::now() + limit;
        loop {
            let status = self.child.lock().unwrap().try_wait().expect("a child can be waited for");
            if status.is_some() || Instant::now() > end {
                return status;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.lock().unwrap().id()
    }

    /// Kills the process.
    pub(crate) fn kill(&self) {
        let mut child = self.child.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // The process may have exited already.
        let _ = child.kill();
        let _ = child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Reads a stream to its end, on a thread of its own.
pub(crate) fn drain(mut stream: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut all = Vec::new();
        // A broken stream counts as ended.
        let _ = stream.read_to_end(&mut all);
        all
    })
}
