//! A child process that does not outlive its test.

use std::io::Read;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A child process; killed when dropped.
pub(crate) struct Process {
    child: Mutex<Child>,
    said: Arc<Mutex<Vec<u8>>>,
}

impl Process {
    /// Takes the child over, with what it says on its standard error.
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

    /// What it said on its standard error so far.
    pub(crate) fn said(&self) -> String {
        String::from_utf8_lossy(&self.said.lock().unwrap()).into_owned()
    }

    /// The status it ends with within the limit.
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

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.child.lock().unwrap().id()
    }

    /// Ends it by force.
    pub(crate) fn kill(&self) {
        let mut child = self.child.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // It may have ended by itself.
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
        // A stream that breaks off ends there.
        let _ = stream.read_to_end(&mut all);
        all
    })
}
