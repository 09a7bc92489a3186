//! Exits together with the process that started the server.

use std::time::Duration;

/// Interval at which the parent process is polled.
const PERIOD: Duration = Duration::from_secs(2);

/// Exits once the process with this id is gone: a crashed editor may leave the input open in another of its children.
#[cfg(unix)]
pub fn watch(id: u32) {
    let Some(parent) = i32::try_from(id).ok().and_then(rustix::process::Pid::from_raw) else { return };
    let watching = std::thread::Builder::new().name("parent".into()).spawn(move || {
        // A process of another user cannot be signalled, but it exists.
        while rustix::process::test_kill_process(parent) != Err(rustix::io::Errno::SRCH) {
            std::thread::sleep(PERIOD);
        }
        tracing::warn!("the client process {id} has exited");
        std::process::exit(1);
    });
    if let Err(error) = watching {
        tracing::warn!("cannot watch the client process: {error}");
    }
}

/// On other platforms the server exits at the end of the input.
#[cfg(not(unix))]
pub fn watch(_id: u32) {
    let _ = PERIOD;
}
