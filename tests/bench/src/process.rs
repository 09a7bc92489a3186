//! Resource usage of a process, from `/proc`.

use crate::Outcome;
use std::fs;
use std::time::Duration;

/// Processor time of all running threads of a process.
pub fn cpu(process: u32) -> Outcome<Duration> {
    let mut nanoseconds = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        // The thread may have ended in the meantime.
        let spent = fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
        nanoseconds += spent.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    }
    Ok(Duration::from_nanos(nanoseconds))
}

/// Current memory of a process in megabytes.
pub fn memory(process: u32) -> Outcome<f64> {
    of_status(process, "VmRSS:")
}

/// Peak memory of a process in megabytes.
pub fn peak_memory(process: u32) -> Outcome<f64> {
    of_status(process, "VmHWM:")
}

fn of_status(process: u32, name: &str) -> Outcome<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("the process has ended")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes / 1024.0)
}
