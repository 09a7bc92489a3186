//! The formats of `ascribe check` other than our JSON.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, Run};
use serde_json::{Value, json};

/// Documents with findings of all severities, in a folder and a text full of characters special to the formats.
fn folder() -> Folder {
    Folder::with(&[
        ("ascribe.toml", "[rules]\nmissing-source = \"info\"\nunbalanced-quote = \"hint\"\n"),
        ("clean.ascribe", "The council met on Monday.\n"),
        (
            "desk, 50%/tide <b>&.ascribe",
            "@a: A\n@a: B\n\n𝕏 “We had no warning at all,”{@a} she said.\r\n\r\n\
             [It | was *safe*]{claim @autor, ^s}.\n\n“We\nhad no warning at all,” he said, and “so it went.\n",
        ),
        ("desk, 50%/tide2.ascribe", "%% @all ::error::\u{1b}[31m `x`\n\n[The pier]{claim @<i> `x` ^s}.\n"),
    ])
}

fn report(format: &str, args: &[&str]) -> Run {
    folder().run(&[&["check", "--format", format, "."], args].concat())
}

#[test]
fn github_reads_annotations() {
    let run = report("github", &[]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn junit_has_a_suite_for_each_document() {
    let run = report("junit", &[]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out);
    let strict = report("junit", &["--fail-on", "hint"]);
    assert!(!strict.out.contains("<system-out>"), "{}", strict.out);
}

#[test]
fn markdown_is_a_table_and_a_list() {
    let run = report("markdown", &[]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out);
    let clean = Folder::with(&[("a.ascribe", "Nothing.\n")]).run(&["check", "--format", "markdown"]);
    assert_eq!(clean.out, "### Ascribe: no findings in 1 document\n");
}

#[test]
fn a_comment_is_not_longer_than_comments_may_be() {
    let text = "“We had no warning at all,” she said.\n\n".repeat(3000);
    let run = Folder::with(&[("a.ascribe", &text)]).run(&["check", "--format", "markdown"]);
    assert!(run.out.len() < 65_536);
    assert!(run.out.trim_end().ends_with("more findings."), "{}", &run.out[run.out.len() - 100..]);
}

#[test]
fn sarif_has_what_the_schema_wants() {
    let run = report("sarif", &[]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().unwrap();
    assert_eq!((runs.len(), &runs[0]["columnKind"]), (1, &json!("utf16CodeUnits")));
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "Ascribe");
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["error", "warning", "note"].contains(&level), "{rule}");
        for words in ["/shortDescription/text", "/help/text", "/help/markdown", "/helpUri", "/id"] {
            assert!(!rule.pointer(words).unwrap().as_str().unwrap().is_empty(), "{rule}");
        }
    }
    let results = runs[0]["results"].as_array().unwrap();
    assert!(results.len() > 5);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let fingerprint = result["partialFingerprints"]["ascribeWords/v1"].as_str().unwrap();
        assert_eq!(fingerprint.find(':'), Some(16), "{fingerprint}");
        let place = &result["locations"][0]["physicalLocation"];
        is_region(&place["region"]);
        for fix in result["fixes"].as_array().into_iter().flatten() {
            assert!(fix["description"]["text"].is_string());
            let change = &fix["artifactChanges"][0];
            assert_eq!(change["artifactLocation"], place["artifactLocation"]);
            let replacements = change["replacements"].as_array().unwrap();
            assert!(!replacements.is_empty());
            for replacement in replacements {
                is_region(&replacement["deletedRegion"]);
                assert!(replacement["insertedContent"]["text"].is_string());
            }
        }
    }
    let uris: Vec<&Value> = results
        .iter()
        .map(|result| &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        .collect();
    assert_eq!(uris[0], "desk%2C%2050%25/tide%20%3Cb%3E%26.ascribe");
    let quote = results.iter().find(|result| result["ruleId"] == "missing-source").unwrap();
    assert_eq!(
        (&quote["level"], &quote["locations"][0]["physicalLocation"]["region"]),
        (&json!("note"), &json!({"startLine": 4, "startColumn": 31, "endLine": 4, "endColumn": 35})),
        "columns are UTF-16 units"
    );
    let twice = results.iter().find(|result| result["ruleId"] == "duplicate-id").unwrap();
    is_region(&twice["relatedLocations"][0]["physicalLocation"]["region"]);
}

fn is_region(region: &Value) {
    let number = |key: &str| region[key].as_u64().unwrap();
    let (start, end) =
        ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
    assert!(start.0 >= 1 && start.1 >= 1 && end.1 >= 1 && start <= end, "{region}");
}

#[test]
fn every_format_is_whole_without_findings_too() {
    let folder = Folder::with(&[("a.ascribe", "Nothing.\n")]);
    let sarif = folder.run(&["check", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!((&log["runs"][0]["results"], sarif.code), (&json!([]), 0));
    assert_eq!(folder.run(&["check", "--format", "github"]).out, "");
    let junit = folder.run(&["check", "--format", "junit"]).out;
    assert!(junit.contains("tests=\"1\" failures=\"0\"") && junit.ends_with("</testsuites>\n"), "{junit}");
    let empty = Folder::new().run(&["check", "--format", "sarif"]);
    assert!(serde_json::from_str::<Value>(&empty.out).is_ok());
}

#[test]
fn only_the_rules_that_are_named() {
    let folder = folder();
    let rules = |args: &[&str]| -> Vec<String> {
        let run = folder.run(&[&["check", "--format", "json"], args].concat());
        let mut rules: Vec<String> =
            run.findings().iter().map(|finding| finding.rsplit(' ').next().unwrap().to_owned()).collect();
        rules.sort();
        rules.dedup();
        rules
    };
    assert_eq!(rules(&["--rule", "duplicate-id"]), ["duplicate-id"]);
    let two = ["duplicate-id", "missing-source"];
    assert_eq!(rules(&["--rule", "missing-source,duplicate-id"]), two);
    assert_eq!(rules(&["--rule", "missing-source", "--rule", "duplicate-id"]), two);
    let run = folder.run(&["check", "--rule", "mising-source"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert!(run.err.contains("did you mean `missing-source`?"), "{run:?}");
    assert_eq!(folder.run(&["check", "--rule", "missing-source"]).code, 0, "info does not fail");
}

#[test]
fn many_documents_come_in_order() {
    let folder = Folder::new();
    let names: Vec<String> = (0..300).map(|i| format!("{}/{i:03}.ascribe", i % 7)).collect();
    for (i, name) in names.iter().enumerate() {
        // Very different lengths, so that they finish at different times.
        let text = "Nobody was there.\n\n".repeat(i * 37 % 200);
        folder.write(name, format!("{text}“We had no warning at all,” she said.\n"));
    }
    let mut sorted = names.clone();
    sorted.sort();
    let run = folder.run(&["check", "--format", "json"]);
    let files: Vec<String> =
        run.findings().iter().map(|finding| finding.split(':').next().unwrap().replace('\\', "/")).collect();
    assert_eq!(files, sorted);
    for format in ["human", "json", "sarif", "github", "junit", "markdown"] {
        let first = folder.run(&["check", "--format", format]).out;
        assert_eq!(first, folder.run(&["check", "--format", format]).out, "{format}");
    }
}
