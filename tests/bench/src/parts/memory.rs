//! Memory of an open document, initially and after a long day.

use super::{Part, Setup, keys};
use crate::Outcome;
use crate::binary::Binary;
use crate::client::{Client, Way};
use crate::editor::Editor;
use crate::process::{memory, peak_memory};
use crate::table::{Budget, Table};

pub const PART: Part = Part { name: "memory", title: "Memory", measure };

/// Number of characters typed before they are deleted, so that the document does not grow.
const LINE: usize = 50;

fn measure(setup: &Setup, binary: &Binary, table: &mut Table) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let mut client = Client::settled(binary, folder.path(), Way::Push)?;
    table.figure("nothing open", "MB", Budget::None, memory(client.id())?);
    let document = setup.large();
    let name = document.name;
    let path = folder.path().join("article.ascribe");
    let mut editor = Editor::open(&mut client, &path, &document.text)?;
    editor.diagnosed(&mut client)?;
    client.settle()?;
    table.figure(&format!("{name}, opened"), "MB", Budget::Median(25.0), memory(client.id())?);
    let edits = setup.least(5_000, 100_000);
    for done in 1..=edits / (2 * LINE) {
        for c in keys(LINE) {
            editor.key(&mut client, c)?;
        }
        // Otherwise the text would equal the previous one, for which nothing is published.
        editor.diagnosed(&mut client)?;
        for _ in 0..LINE {
            editor.back(&mut client)?;
        }
        editor.diagnosed(&mut client)?;
        let made = done * 2 * LINE;
        if made == 1_000 || made == edits {
            client.settle()?;
            let after = format!("{name}, after {made} edits");
            table.figure(&after, "MB", Budget::None, memory(client.id())?);
        }
    }
    table.figure(&format!("{name}, at most"), "MB", Budget::None, peak_memory(client.id())?);
    Ok(())
}
