//! Edits in quick succession, as made by a paste or an assistant.

use super::{Part, Setup};
use crate::Outcome;
use crate::binary::Binary;
use crate::client::{Client, Way};
use crate::editor::Editor;
use crate::process::cpu;
use crate::table::{Budget, Table};
use std::time::Instant;

pub const PART: Part =
    Part { name: "storm", title: "1,000 edits back to back → the diagnostics of the last text", measure };

/// Prose, markup, and a declaration, which affects the whole document.
const TYPED: &str = "the mayor said “no”{@typed ^typed} to café owners — 𝕏 users objected.\n\n@typed: Somebody Typed\n\n\
                     ^typed: Something typed\n\nMore prose with [a typed claim]{claim @typed ^typed} and words. ";

fn measure(setup: &Setup, binary: &Binary, table: &mut Table) -> Outcome<()> {
    let document = setup.large();
    for way in Way::BOTH {
        let folder = tempfile::tempdir()?;
        let mut client = Client::settled(binary, folder.path(), way)?;
        let path = folder.path().join("article.ascribe");
        let mut editor = Editor::open(&mut client, &path, &document.text)?;
        editor.diagnosed(&mut client)?;
        client.settle()?;
        let spent = cpu(client.id())?;
        let start = Instant::now();
        let mut left = 1_000;
        for (number, c) in TYPED.chars().cycle().enumerate() {
            if left < 3 {
                break;
            }
            editor.key(&mut client, c)?;
            left -= 1;
            if number % 8 == 7 {
                editor.back(&mut client)?;
                editor.key(&mut client, c)?;
                left -= 2;
            }
        }
        client.flush()?;
        let time = editor.diagnosed(&mut client)?.saturating_duration_since(start);
        let name = format!("{}, {}", document.name, way.name());
        table.time(&name, Budget::Median(1_000.0), time);
        client.settle()?;
        let spent = cpu(client.id())?.saturating_sub(spent);
        table.time(&format!("{name}: processor time"), Budget::None, spent);
    }
    Ok(())
}
