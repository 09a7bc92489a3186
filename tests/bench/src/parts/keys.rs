//! Keystrokes: time from a key to the diagnostics of the resulting text.

use super::{Part, Setup, keys};
use crate::Outcome;
use crate::binary::Binary;
use crate::client::{Client, Way};
use crate::editor::Editor;
use crate::process::cpu;
use crate::table::{Budget, Table};
use std::time::Instant;

pub const PART: Part = Part { name: "keys", title: "A key → the diagnostics of that very text", measure };

fn measure(setup: &Setup, binary: &Binary, table: &mut Table) -> Outcome<()> {
    for (document, budget) in setup.documents() {
        let name = document.name;
        for way in Way::BOTH {
            let folder = tempfile::tempdir()?;
            let mut client = Client::settled(binary, folder.path(), way)?;
            let start = Instant::now();
            let path = folder.path().join("article.ascribe");
            let mut editor = Editor::open(&mut client, &path, &document.text)?;
            let opened = editor.diagnosed(&mut client)?.saturating_duration_since(start);
            client.settle()?;
            let (spent, received) = (cpu(client.id())?, client.received);
            let count = setup.least(50, 200);
            let mut times = Vec::with_capacity(count);
            for c in keys(count) {
                times.push(editor.timed_key(&mut client, c)?);
            }
            let each = |total: f64| total / times.len() as f64;
            let way = way.name();
            table.times(&format!("{name}, {way}"), budget, &times);
            client.settle()?;
            let spent = cpu(client.id())?.saturating_sub(spent).as_secs_f64() * 1000.0;
            table.figure(&format!("{name}, {way}: processor time"), "ms", Budget::None, each(spent));
            let kilobytes = (client.received - received) as f64 / 1000.0;
            table.figure(&format!("{name}, {way}: sent by the server"), "kB", Budget::None, each(kilobytes));
            table.time(&format!("{name}, {way}: opened"), Budget::None, opened);
        }
    }
    Ok(())
}
