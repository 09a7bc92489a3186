//! `ascribe.toml`: parsing, problems, edits, and the files generated from the tables.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_lints::config::{
    ConfigProblem, PROFILES, profile, profiles_page, read, schema, template, with_severity,
};
use ascribe_lints::{RULES, rule};
use ascribe_markup::policy::house::{Advice, HouseList, MAX_HOUSE_ENTRIES};
use ascribe_markup::policy::{LIMITS, Policy, QUOTE_WORDS, level_of, level_word};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::path::Path;

/// Level of a rule for the document at a path, given the files from the outermost inwards.
fn level(files: &[&str], path: &str, code: &str) -> &'static str {
    let mut policy = Policy::default();
    for text in files {
        read(text).0.apply(Some(path), &mut policy, &mut |_, _| ());
    }
    level_word(rule(code).unwrap().level(&policy))
}

/// Problems of a text, each with the text of its range.
fn problems(text: &str) -> Vec<String> {
    let told = |problem: ConfigProblem| format!("{}: {}", &text[problem.range], problem.message);
    read(text).1.into_iter().map(told).collect()
}

const QUOTE: &str = "unattributed-quote";
const CLAIM: &str = "unattributed-claim";

#[test]
fn a_project_names_who_reviews_drafts() {
    let reviewer = |files: &[&str], path| {
        let mut policy = Policy::default();
        for text in files {
            read(text).0.apply(Some(path), &mut policy, &mut |_, _| ());
        }
        policy.reviewer().map(str::to_owned)
    };
    let text = "[review]\nby = \"@desk\"\n\n[[overrides]]\nfiles = 'wire/'\nreview.by = '@préfet-2'\n";
    assert_eq!(problems(text), [""; 0]);
    assert_eq!(reviewer(&[text], "a.ascribe").as_deref(), Some("desk"));
    assert_eq!(reviewer(&[text], "wire/a.ascribe").as_deref(), Some("préfet-2"));
    assert_eq!(reviewer(&[text, "[review]\nby = '@copy'\n"], "wire/a.ascribe").as_deref(), Some("copy"));
    assert_eq!(reviewer(&["extends = 'ap'\n"], "a.ascribe"), None);
    for wrong in ["'desk'", "'@'", "'@a b'", "'^desk'", "7", "['@desk']"] {
        let text = format!("[review]\nby = {wrong}\n");
        assert_eq!(problems(&text), [format!("{wrong}: Expected an actor, as in `\"@desk\"`.")]);
        assert_eq!(reviewer(&[&text], "a.ascribe"), None);
    }
    assert_eq!(problems("[review]\nbye = '@desk'\n"), ["bye: Unknown key `bye`. Did you mean `by`?"]);
    assert_eq!(problems("reviev.by = '@desk'\n"), ["reviev: Unknown key `reviev`. Did you mean `review`?"]);
}

#[test]
fn word_lists_of_a_house_and_their_mistakes() {
    let entry = |files: &[&str], path, list, word: &str| {
        let mut policy = Policy::default();
        for text in files {
            read(text).0.apply(Some(path), &mut policy, &mut |_, _| ());
        }
        policy.house_entry(list, word).map(|entry| entry.advice.clone())
    };
    let instead = |text: &str| Some(Advice::Instead(text.into()));
    let text = "house.verbs = { stated = 'said' }\nhouse.phrases.'Each and  every' = true\n\n[[overrides]]\nfiles = 'wire/'\n\
                house.verbs.stated = false\n";
    assert_eq!(problems(text), [""; 0]);
    assert_eq!(entry(&[text], "a", HouseList::Verbs, "stated"), instead("said"));
    assert_eq!(entry(&[text], "wire/a", HouseList::Verbs, "stated"), Some(Advice::Accept));
    assert_eq!(entry(&[text], "a", HouseList::Phrases, "each and every"), Some(Advice::Avoid));
    let inner = "[house.verbs]\nstated = 'told us'\nopined = 'said'\n";
    assert_eq!(entry(&[text, inner], "wire/a", HouseList::Verbs, "stated"), instead("told us"));
    assert_eq!(entry(&[text, "extends = 'off'"], "a", HouseList::Verbs, "stated"), instead("said"));

    let words = "a b c d e f g h i j k";
    for (text, expected) in [
        ("house.verb.a = 'b'", "verb: Unknown key `verb`. Did you mean `verbs`?"),
        ("house = 7", "7: Expected a table: `name = value` lines below a heading in brackets."),
        (
            "house.names.'(Kiev)' = 'Kyiv'",
            "'(Kiev)': An entry begins and ends with a word. Remove the marks around it.",
        ),
        (
            "house.names.' ' = 'Kyiv'",
            "' ': An entry begins and ends with a word. Remove the marks around it.",
        ),
        (
            "house.names.Kyiv = ' Kyiv'",
            "' Kyiv': This is the word itself. Write what the house wants instead.",
        ),
        (
            "house.verbs.'held forth' = 'said'",
            "'held forth': A verb is a single word. Put several words under `house.phrases`.",
        ),
        (
            "house.phrases = { 'by and by' = true, 'By  and by' = 'soon' }",
            "'By  and by': This entry is the same as `by and by` but for case, spaces or marks. Remove one of the two.",
        ),
        (
            "house.names.Kiev = true",
            "true: Expected what the house writes instead, on one line of at most 200 bytes, or `false` to accept it.",
        ),
        (
            "house.phrases.soon = ''",
            "'': Expected what the house writes instead, on one line of at most 200 bytes, `true` to avoid it, or `false` to \
             accept it.",
        ),
        (
            &format!("house.phrases.'{words}' = true"),
            &format!("'{words}': An entry has at most 10 words and 200 bytes. Shorten it."),
        ),
    ] {
        assert_eq!(problems(text), [expected], "{text}");
    }
    let many: Vec<String> = (0..=MAX_HOUSE_ENTRIES).map(|number| format!("n{number} = 'N'")).collect();
    let told = problems(&format!("[house.names]\n{}", many.join("\n")));
    assert!(told.len() == 1 && told[0].contains("more than 10000 entries"), "{told:?}");
}

#[test]
fn severities_hold_by_rule_and_by_glob_and_the_last_that_matches_wins() {
    let text = "
[rules]
unattributed-quote = \"error\"

[[overrides]]
files = [\"wire/**\", \"*.draft.ascribe\"]
rules = { unattributed-quote = \"hint\" }

[[overrides]]
files = 'wire/2026/'
rules.unattributed-quote = 'off'
limits.quote-words = 6
";
    assert_eq!(problems(text), [""; 0]);
    let quote = |path| level(&[text], path, QUOTE);
    assert_eq!(quote("a.ascribe"), "error");
    assert_eq!(quote("wire/a.ascribe"), "hint");
    assert_eq!(quote("desk/wire/a.ascribe"), "error", "a glob with `/` starts at the folder of the file");
    assert_eq!(quote("desk/deep/a.draft.ascribe"), "hint", "and one without holds everywhere");
    assert_eq!(quote("wire/2026/x/a.ascribe"), "off");
    assert_eq!(level(&[text], "wire/a.ascribe", CLAIM), "warning");
    let mut policy = Policy::default();
    read(text).0.apply(Some("wire/2026/a.ascribe"), &mut policy, &mut |_, _| ());
    assert_eq!(policy.limit(&QUOTE_WORDS), 6);
}

#[test]
fn globs_mean_what_they_look_like() {
    for (glob, path, matches) in [
        ("*.ascribe", "a/b.ascribe", true),
        ("/*.ascribe", "a/b.ascribe", false),
        ("/*.ascribe", "b.ascribe", true),
        ("./wire/*.ascribe", "wire/a.ascribe", true),
        ("wire/*.ascribe", "wire/a/b.ascribe", false),
        ("wire/**/*.ascribe", "wire/a/b.ascribe", true),
        ("wire/", "wire/a/b.ascribe", true),
        ("{wire,desk}/*/?.ascribe", "desk/å/b.ascribe", true),
        ("[ab].ascribe", "x/c.ascribe", false),
    ] {
        let text = format!("overrides = [{{ files = '{glob}', rules = {{ syntax = 'off' }} }}]");
        assert_eq!(problems(&text), [""; 0]);
        assert_eq!(level(&[&text], path, "syntax") == "off", matches, "{glob} {path}");
    }
}

#[test]
fn a_nearer_file_changes_what_those_further_out_say() {
    let outer = "[rules]\nunattributed-quote = 'error'\nunattributed-claim = 'hint'\n";
    let inner = "[rules]\nunattributed-quote = 'info'\n";
    assert_eq!(level(&[outer, inner], "a", QUOTE), "info");
    assert_eq!(level(&[outer, inner], "a", CLAIM), "hint");
    let anew = "extends = 'reuters'\n[rules]\nunattributed-quote = 'info'\n";
    assert_eq!(level(&[outer, anew], "a", QUOTE), "info");
    assert_eq!(level(&[outer, anew], "a", CLAIM), "error", "a profile speaks of every rule");
    let some = "[[overrides]]\nfiles = 'a'\nextends = 'off'\n";
    assert_eq!((level(&[outer, some], "a", CLAIM), level(&[outer, some], "b", CLAIM)), ("off", "hint"));
    assert!(read("root = true").0.root && !read("").0.root);
}

#[test]
fn slips_are_told_at_their_place_and_the_rest_holds() {
    let text = "
exends = 'ap'
root = 'yes'
[rules]
unatributed-quote = 'error'
bananas = 'off'
unattributed-claim = 'eror'
missing-source = 3
syntax = 'hint'
[limits]
quote-words = 0
words = 1
[[overrides]]
file = '*'
[[overrides]]
files = ['wire/**', 'a[', '../x', 7]
rules.missing-source = 'off'
";
    assert_eq!(
        problems(text),
        [
            "exends: Unknown key `exends`. Did you mean `extends`?",
            "'yes': Expected `true` or `false`.",
            "unatributed-quote: Unknown rule `unatributed-quote`. Did you mean `unattributed-quote`?",
            "bananas: Unknown rule `bananas`. Run `ascribe rules` to list the rules.",
            "'eror': `eror` is not a severity. Did you mean `error`?",
            "3: Expected a severity: `error`, `warning`, `info`, `hint` or `off`.",
            "0: Expected a whole number from 1 to 100.",
            "words: Unknown limit `words`. Expected `quote-age`, `quote-words` or `quoted-sentences`.",
            "[[overrides]]: This override names no documents. Add a line such as `files = \"wire/**\"`.",
            "file: Unknown key `file`. Did you mean `files`?",
            "'a[': Invalid glob: unclosed character class; missing ']'.",
            "'../x': A glob matches documents below the folder of this file. Remove the `..` or the leading `!`.",
            "7: Expected a glob, such as `\"wire/**\"`, or a list of globs.",
        ]
    );
    assert_eq!(level(&[text], "wire/a", "syntax"), "hint");
    assert_eq!(level(&[text], "wire/a", "missing-source"), "off");
    assert_eq!(
        problems("extends = 'reuter'"),
        ["'reuter': Unknown profile `reuter`. Did you mean `reuters`?"]
    );
    assert_eq!(problems("rules = 'off'").len(), 1);
}

#[test]
fn a_file_extends_profiles_and_packs_in_their_order() {
    let text =
        "extends = ['ap', './house.toml', 'desk/']\n[[overrides]]\nfiles = 'wire/'\nextends = 'wire.toml'\n";
    let config = read(text).0;
    let packs: Vec<(&str, &str)> =
        config.packs().map(|pack| (&*pack.path, &text[pack.range.clone()])).collect();
    let house = ("./house.toml", "'./house.toml'");
    assert_eq!(packs, [house, ("desk/", "'desk/'"), ("wire.toml", "'wire.toml'")]);
    let applied = |path| {
        let mut applied = Vec::new();
        config.apply(path, &mut Policy::default(), &mut |pack, _| applied.push(pack.path.to_string()));
        applied
    };
    assert_eq!(applied(None), ["./house.toml", "desk/"]);
    assert_eq!(applied(Some("wire/a.ascribe")), ["./house.toml", "desk/", "wire.toml"]);
    let anew = "extends = ['off', 'ap']\n";
    assert_eq!(level(&[anew], "a", QUOTE), "error");
    for (wrong, count) in [("['ap', 7]", 1), ("['hous', 'hou/se']", 1), ("{ ap = true }", 1), ("[['ap']]", 1)]
    {
        assert_eq!(problems(&format!("extends = {wrong}\n")).len(), count, "{wrong}");
    }
    assert!(problems("extends = 'house'")[0].ends_with("Write a rule pack as a path: `./house.toml`."));
}

#[test]
fn a_file_that_is_no_toml_is_read_as_far_as_it_goes() {
    let text = "[rules]\nsyntax = \"off\nunattributed-quote = hint\nmissing-source = 'info'\n[[overrides\n";
    let told = problems(text);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told.iter().all(|problem| problem.contains("Invalid TOML: ")), "{told:#?}");
    assert_eq!(level(&[text], "a", "missing-source"), "info");
    assert_eq!(level(&[text], "a", QUOTE), "hint");
    assert!(read(&"a = [".repeat(10_000)).1.len() <= 100);
}

#[test]
fn profiles_name_rules_that_there_are_and_what_they_change() {
    for profile in PROFILES {
        for (i, setting) in profile.settings.iter().enumerate() {
            let rule = rule(setting.code).expect(setting.code);
            assert!(Some(rule.severity) != setting.level, "{} has {} anyway", profile.name, rule.code);
            assert!(profile.settings[..i].iter().all(|other| other.code != setting.code));
            assert!(setting.reason.ends_with('.'));
        }
    }
    let off = profile("off").unwrap();
    assert!(RULES.into_iter().all(|rule| off.level(rule).is_none()));
}

/// Text with a rule set to a level.
fn set(text: &str, code: &str, level: &str) -> String {
    let mut after = text.to_owned();
    for edit in with_severity(text, rule(code).unwrap(), level_of(level).unwrap()) {
        after.replace_range(edit.range, &edit.text);
    }
    after
}

#[test]
fn a_severity_is_written_where_it_belongs_and_the_rest_stays() {
    let off = |text| set(text, "syntax", "off");
    assert_eq!(off(""), "[rules]\nsyntax = \"off\"\n");
    assert_eq!(off("root = true"), "root = true\n\n[rules]\nsyntax = \"off\"\n");
    assert_eq!(off("# ours\r\nroot=true\r\n"), "# ours\r\nroot=true\r\n\r\n[rules]\r\nsyntax = \"off\"\r\n");
    assert_eq!(off("[rules] # all\n\n[limits]\n"), "[rules] # all\nsyntax = \"off\"\n\n[limits]\n");
    assert_eq!(off("[rules]"), "[rules]\nsyntax = \"off\"");
    assert_eq!(
        off("[rules]\n  missing-source='info' # why\n  # more\n\n[limits]\n"),
        "[rules]\n  missing-source='info' # why\n  syntax = \"off\"\n  # more\n\n[limits]\n"
    );
    assert_eq!(off("[rules]\nsyntax  =  'hint' # why\n"), "[rules]\nsyntax  =  \"off\" # why\n");
    assert_eq!(
        off("rules = { missing-source = 'info' }\n"),
        "rules = { missing-source = 'info', syntax = \"off\" }\n"
    );
    assert_eq!(off("rules = {}\n"), "rules = { syntax = \"off\" }\n");
    assert_eq!(
        off("rules.missing-source = 'info'\n[limits]\n"),
        "rules.missing-source = 'info'\nrules.syntax = \"off\"\n[limits]\n"
    );
    assert_eq!(off("rules = 'none'\n"), "rules = { syntax = \"off\" }\n");
    let overrides = "[[overrides]]\nfiles = '*'\nrules.syntax = 'hint'\n";
    assert_eq!(off(overrides), format!("{overrides}\n[rules]\nsyntax = \"off\"\n"));
    assert_eq!(set("[rules]\nsyntax = 'off'\n", "syntax", "off"), "[rules]\nsyntax = 'off'\n");
    let whole = template(None);
    assert_eq!(off(&whole), whole.replace("[rules]\n", "[rules]\nsyntax = \"off\"\n"));
}

proptest! {
    #[test]
    fn any_text_is_read_and_an_edit_holds_or_is_not_made(
        parts in vec(select(vec![
            "[rules]", "[[overrides]]", "[limits]", "rules", ".", "=", "'off'", "\"hint\"", "syntax", "\n", "\r\n", " ",
            "{", "}", "[", "]", ",", "files", "'**'", "#", "'", "\"\"\"", "é", "\u{feff}", "extends", "'ap'", "'./x.toml'", "\\u",
            "quote-words", "9999999999999", "-1", "true", "missing-source = 'info'\n",
        ]), 0..40),
        level in select(vec!["off", "hint", "error"]),
    ) {
        let text = parts.concat();
        for problem in read(&text).1 {
            prop_assert!(text.get(problem.range).is_some());
        }
        let rule = rule("syntax").unwrap();
        let edits = with_severity(&text, rule, level_of(level).unwrap());
        let after = set(&text, "syntax", level);
        prop_assert_eq!(edits.is_empty(), after == text);
        if !edits.is_empty() {
            let mut policy = Policy::default();
            read(&after).0.apply(None, &mut policy, &mut |_, _| ());
            prop_assert_eq!(rule.level(&policy), level_of(level).unwrap());
        }
    }
}

#[test]
fn the_start_of_a_file_says_what_can_be_said_and_changes_nothing() {
    for profile in [None].into_iter().chain(PROFILES.map(Some)) {
        let text = template(profile);
        assert_eq!(problems(&text), [""; 0]);
        // Enables every commented-out key of the template.
        let full = text.replace("\n# ", "\n").replace("\n#:", "\n# :");
        let keys = full.lines().filter(|line| line.contains(" = ") || line.starts_with('['));
        let keys = keys.collect::<Vec<_>>().join("\n");
        assert_eq!(problems(&keys), [""; 0], "{keys}");
        for rule in RULES {
            let expected = profile.map_or(Some(rule.severity), |profile| profile.level(rule));
            assert_eq!(level(&[&text], "a", rule.code), level_word(expected));
            assert_eq!(level(&[&keys], "a", rule.code), level_word(expected), "{keys}");
        }
        assert!(LIMITS.iter().all(|limit| keys.contains(limit.key)));
    }
}

#[test]
fn the_written_pages_are_those_that_the_code_gives() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (name, text) in [("ascribe.schema.json", schema()), ("profiles.md", profiles_page())] {
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(folder.join(name), &text).unwrap();
        }
        let written = std::fs::read_to_string(folder.join(name)).unwrap_or_default().replace("\r\n", "\n");
        assert!(written == text, "docs/{name} is stale; run `cargo xtask docs`");
    }
}

#[test]
fn the_examples_in_the_documentation_are_right() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
    let page = std::fs::read_to_string(page).unwrap().replace("\r\n", "\n");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(problems(example), [""; 0]);
    let here = |path: &str| level(&[example], path, QUOTE);
    assert_eq!([here("a"), here("desk/a.pickup.ascribe"), here("archive/1/a")], ["error", "hint", "off"]);
    for limit in LIMITS {
        assert!(page.contains(&format!("| `{}` | {} |", limit.key, limit.default)), "{}", limit.key);
    }
}
