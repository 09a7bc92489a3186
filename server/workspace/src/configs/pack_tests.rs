//! Rule packs: their order, and those that are missing or circular.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use super::tests::{folder, level, says};
use super::*;
use ascribe_lints::rule;
use ascribe_markup::policy::house::{Advice, HouseList};
use proptest::collection::vec;
use proptest::prelude::*;

/// All problems, each with its file relative to the folder and the text of its range.
fn problems(configs: &Configs, folder: &Path) -> Vec<(String, String, String)> {
    let folder = normal(folder);
    let of_file = |(path, file): (PathBuf, Arc<ConfigFile>)| {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let problems = configs.problems(&path, &file).into_iter();
        let told = problems.map(|one| (name.clone(), file.text[one.range].to_owned(), one.message));
        told.collect::<Vec<_>>()
    };
    configs.files().into_iter().flat_map(of_file).collect()
}

#[test]
fn packs_apply_first_in_their_order_and_each_once() {
    let folder = folder(&[
        ("own/ascribe.toml", b"extends = '../house.toml'\nrules.syntax = 'hint'\n"),
        ("plain/ascribe.toml", b"extends = '../house.toml'\n"),
        ("list/ascribe.toml", b"extends = ['../house.toml', '../desk/', 'ap']\n"),
        ("last/ascribe.toml", b"extends = ['ap', '../desk', '../house.toml']\n"),
        ("once/ascribe.toml", b"extends = ['../a.toml', '../b.toml']\n"),
        ("globs/ascribe.toml", b"extends = '../wire.toml'\n"),
        ("house.toml", b"extends = './base.toml'\nrules.syntax = 'info'\n"),
        ("desk/ascribe.toml", &says("off")),
        ("base.toml", b"root = true\nrules.syntax = 'warning'\nrules.undefined-actor = 'off'\n"),
        ("a.toml", b"extends = 'base.toml'\nrules.syntax = 'off'\n"),
        ("b.toml", b"extends = './base.toml'\n"),
        ("wire.toml", b"[[overrides]]\nfiles = 'wire/'\nextends = './house.toml'\n"),
    ]);
    let configs = Configs::default();
    let at = |path: &str| level(&configs, &folder.path().join(path));
    let levels = ["own/x", "plain/x", "list/x", "last/x", "once/x", "globs/x", "globs/wire/x"].map(at);
    assert_eq!(levels, ["hint", "info", "error", "info", "off", "error", "info"]);
    let policy = configs.policy(&folder.path().join("plain/x"));
    assert_eq!(rule("undefined-actor").unwrap().level(&policy), None, "packs extend others");
    assert_eq!(problems(&configs, folder.path()), []);
}

#[test]
fn packs_that_are_missing_wrong_or_circular_are_reported_where_they_are_named() {
    let folder = folder(&[
        ("a/ascribe.toml", b"extends = ['./gone.toml', '../wrong.toml']\nrules.syntax = 'off'\n"),
        ("wrong.toml", b"[rulez]\n"),
        ("b/ascribe.toml", b"extends = '../c.toml'\n"),
        ("c.toml", b"extends = ['b/', './c.toml']\nrules.syntax = 'hint'\n"),
        ("d/ascribe.toml", b"extends = '../c.toml'\n"),
    ]);
    let configs = Configs::default();
    let at = |path: &str| level(&configs, &folder.path().join(path));
    assert_eq!(["a/x", "b/x", "d/x"].map(at), ["off", "hint", "hint"]);
    let told = problems(&configs, folder.path());
    let places: Vec<_> = told.iter().map(|(file, text, _)| (file.as_str(), text.as_str())).collect();
    let circular = [("b/ascribe.toml", "'../c.toml'"), ("c.toml", "'b/'"), ("c.toml", "'./c.toml'")];
    let [first, second, third] = circular;
    assert_eq!(places, [("a/ascribe.toml", "'./gone.toml'"), first, second, third, ("wrong.toml", "rulez")]);
    assert!(told[0].2.starts_with("There is no rule pack at `"), "{}", told[0].2);
    assert!(told[1..4].iter().all(|told| told.2.contains("extends this file")));
}

#[test]
fn a_chain_of_packs_ends() {
    let text = |next: usize| format!("extends = './{next}.toml'\nrules.syntax = 'off'\n");
    for (length, count) in [(MAX_PACKS - 1, 0), (MAX_PACKS + 1, 1)] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "extends = './0.toml'\n").unwrap();
        for number in 0..length {
            let text = if number + 1 < length { text(number + 1) } else { String::new() };
            std::fs::write(folder.path().join(format!("{number}.toml")), text).unwrap();
        }
        let configs = Configs::default();
        assert_eq!(level(&configs, &folder.path().join("x")), "off");
        let problems = problems(&configs, folder.path());
        let too_many = problems.iter().filter(|(file, ..)| file == FILE).count();
        assert_eq!((too_many, problems.len() >= count), (count, true), "{problems:?}");
    }
}

#[test]
fn a_pack_is_read_again_when_it_appears_changes_or_goes() {
    let folder = folder(&[("ascribe.toml", b"extends = './house.toml'\n")]);
    let (pack, path) = (folder.path().join("house.toml"), folder.path().join("x.ascribe"));
    let configs = Configs::default();
    for (text, expected, count) in
        [(None, "error", 1), (Some("hint"), "hint", 0), (Some("off"), "off", 0), (None, "error", 1)]
    {
        match text {
            Some(level) => std::fs::write(&pack, says(level)).unwrap(),
            None => drop(std::fs::remove_file(&pack)),
        }
        configs.changed(&pack);
        assert_eq!(level(&configs, &path), expected);
        assert_eq!(problems(&configs, folder.path()).len(), count);
    }
    let version = configs.version();
    std::fs::write(&pack, says("info")).unwrap();
    configs.changed(&pack);
    assert!(configs.version() > version, "so that findings are renewed");
    let file = ConfigFile::new("extends = './house.toml'\n");
    configs.only(folder.path(), &folder.path().join("other.toml"), Arc::new(file));
    assert_eq!(level(&configs, &path), "info");
    assert_eq!(configs.files().len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Any files that extend any others, whatever else is in them.
    #[test]
    fn any_packs_can_be_extended(
        edges in vec(vec(0..8usize, 0..4), 1..6),
        rest in vec("[\\PC\n]{0,20}", 6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        for (number, (edges, rest)) in edges.iter().zip(&rest).enumerate() {
            let packs: Vec<String> = edges.iter().map(|edge| format!("'./{edge}.toml'")).collect();
            let text = format!("extends = [{}]\n{rest}", packs.join(", "));
            std::fs::write(folder.path().join(format!("{number}.toml")), text).unwrap();
        }
        std::fs::write(folder.path().join(FILE), "extends = './0.toml'\n").unwrap();
        let configs = Configs::default();
        configs.policy(&folder.path().join("x.ascribe"));
        for (path, file) in configs.files() {
            for problem in configs.problems(&path, &file) {
                prop_assert!(file.text.get(problem.range).is_some());
            }
        }
    }
}

#[test]
fn word_lists_of_packs_are_laid_over_each_other() {
    let folder = folder(&[
        ("ascribe.toml", b"extends = ['./house.toml', './sport.toml']\nhouse.names.Kiev = false\n"),
        ("house.toml", b"[house.names]\nKiev = 'Kyiv'\nKharkov = 'Kharkiv'\nOdessa = 'Odesa'\n"),
        ("sport.toml", b"house.names.Odessa = 'FC Odesa'\n"),
    ]);
    let configs = Configs::default();
    let policy = configs.policy(&folder.path().join("x.ascribe"));
    let advice = |word| policy.house_entry(HouseList::Names, word).map(|entry| entry.advice.clone());
    assert_eq!(advice("kiev"), Some(Advice::Accept));
    assert_eq!(advice("kharkov"), Some(Advice::Instead("Kharkiv".into())));
    assert_eq!(advice("odessa"), Some(Advice::Instead("FC Odesa".into())));
    assert_eq!(advice("lvov"), None);
    assert_eq!(problems(&configs, folder.path()), []);
}
