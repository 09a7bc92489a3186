//! The example of `docs/house-style.md`, as it is written there.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

/// Code blocks of a page, in order.
fn blocks(page: &str) -> Vec<&str> {
    let fenced = page.split("```").skip(1).step_by(2);
    fenced.filter_map(|block| Some(block.split_once('\n')?.1)).collect()
}

/// Path of the pack in the example, as its page has it.
const PACK: &str = "style/courier.toml";

#[test]
fn the_example_of_the_page_is_real() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/house-style.md");
    let page = std::fs::read_to_string(page).unwrap().replace("\r\n", "\n");
    assert!(page.contains(PACK));
    let blocks = blocks(&page);
    let [pack, project, article, shown, ..] = blocks[..] else { panic!("{blocks:?}") };
    let folder = Folder::with(&[
        (PACK, pack),
        ("ascribe.toml", &format!("root = true\n{project}")),
        ("market.ascribe", article),
    ]);
    let rules = ["--rule", "house-verb", "--rule", "house-phrase", "--rule", "house-name"];
    let run = folder.run(&[&["check"], &rules[..], &["market.ascribe"]].concat());
    assert_eq!(run.out.trim_end(), shown.trim_end());
    assert_eq!((run.err.as_str(), run.code), ("3 errors, 1 info, 1 hint in 1 document\n", 1));
    folder.write("letters/market.ascribe", article);
    let run = folder.run(&[&["check"], &rules[..], &["letters/market.ascribe"]].concat());
    assert_eq!(run.err, "3 errors in 1 document\n", "the overrides of a pack apply");
}

#[test]
fn a_slip_in_a_list_is_reported_where_it_is() {
    let folder = Folder::with(&[
        ("ascribe.toml", "root = true\nextends = './house.toml'\n"),
        ("house.toml", "[house.names]\nKiev = true\n\"Sao Paulo\" = \"São Paulo\"\n"),
        ("a.ascribe", "The tram from Sao Paulo to Kiev.\n"),
    ]);
    let run = folder.run(&["check"]);
    assert!(run.err.contains("house.toml:2:8: Expected what the house writes instead"), "{}", run.err);
    assert!(run.out.contains("“Sao Paulo” is not how") && !run.out.contains("“Kiev”"), "{}", run.out);
    assert_eq!(run.code, 2);
}
