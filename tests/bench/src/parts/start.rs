//! Server startup.

use super::{Part, Setup};
use crate::Outcome;
use crate::binary::Binary;
use crate::client::{Client, Way};
use crate::table::{Budget, Table};
use std::time::Instant;

pub const PART: Part = Part { name: "start", title: "Start", measure };

fn measure(setup: &Setup, binary: &Binary, table: &mut Table) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let mut times = Vec::new();
    for _ in 0..setup.least(5, 20) {
        let client = Client::start(binary, folder.path(), Way::Push)?;
        times.push(Instant::now().saturating_duration_since(client.born));
    }
    table.times("process → answer to `initialize`", Budget::Median(5.0), &times);
    Ok(())
}
