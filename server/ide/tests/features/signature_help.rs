//! Signature help in braces.

use ascribe_fixture::{Fixture, alone};
use ascribe_ide::signature_help::signature_help;

/// Signature line, with the active part in angle brackets.
fn shown(before: &str, behind: &str) -> String {
    let scope = alone(&format!("{before}{behind}\n"));
    let Some(signature) = signature_help(&scope, before.len()) else { return String::new() };
    let range = signature.parameters[signature.active].range.clone();
    let label = &signature.label;
    format!("{}<{}>{}", &label[..range.start], &label[range.clone()], &label[range.end..])
}

#[test]
fn the_part_that_is_written_is_shown() {
    for (before, part) in [
        ("[So]{", "kind"),
        ("[So]{cl", "kind"),
        ("[So]{claim ", "@who"),
        ("[So]{claim @m", "@who"),
        ("[So]{claim @moe ", "^where"),
        ("[So]{claim @moe^", "^where"),
        ("[So]{claim @moe ^log ", "key=value"),
        ("[So]{claim #", "#label"),
        ("[So]{claim ver", "key=value"),
        ("[So]{claim dr", "draft"),
        ("[So]{claim c", "key=value"),
        ("“So”{", "@who"),
        ("“So”{@moe ", "^where"),
        ("“So”{q", "kind"),
    ] {
        for behind in ["}", "", " draft}"] {
            let expected = ["kind", "@who", "^where", "#label", "key=value", "draft"];
            let expected = expected.map(|it| if it == part { format!("<{it}>") } else { it.to_owned() });
            assert_eq!(shown(before, behind), expected.join(" "), "{before}‸{behind}");
        }
    }
}

#[test]
fn a_key_has_its_values() {
    for (before, expected) in [
        ("[So]{verdict=", "verdict=<true | mostly-true | mixed | mostly-false | false | unproven>"),
        ("[So]{verdict=m", "verdict=true | <mostly-true> | mixed | mostly-false | false | unproven"),
        ("[So]{verdict=fa", "verdict=true | mostly-true | mixed | mostly-false | <false> | unproven"),
        ("[So]{verdict=t", "verdict=<true> | mostly-true | mixed | mostly-false | false | unproven"),
        ("[So]{via=@", "via=<@id>"),
        ("[So]{evidence=", "evidence=<^id>"),
        ("[So]{denies=#a,", "denies=<#label | document#label>"),
        ("[So]{confidence=0", "confidence=<0..1>"),
        ("[So]{allow=", "allow=<rule>"),
        ("[So]{place=", "place=<\"text\">"),
        ("[So]{own=", "own=<value>"),
        ("[So]{größe=", "key=<value>"),
    ] {
        assert_eq!(shown(before, "}"), expected, "{before}");
    }
}

#[test]
fn each_part_says_what_it_means() {
    let fixture = Fixture::parse(
        "
    | [So]{claim denies=#a}
                        ^
    ",
    );
    let signature = signature_help(&fixture.scope(), fixture.caret()).unwrap();
    insta::assert_snapshot!(signature.documentation, @"The claim or accusation that this one denies.");
    let general = signature_help(&alone("[So]{}"), 5).unwrap();
    assert!(general.parameters[0].documentation.contains("- `claim`: A statement of fact"));
    assert!(general.parameters.iter().all(|parameter| !parameter.documentation.is_empty()));
}

#[test]
fn there_is_none_outside_of_braces() {
    for (before, behind) in [
        ("", "[So]{claim}"),
        ("[So]", "{claim}"),
        ("[So]{claim}", ""),
        ("[So", "]{claim}"),
        ("The $5 {or ", "so}"),
        ("[So]{note=\"a ", "b\"}"),
        ("[So]{claim it went on ", ""),
        ("@moe: ", "Ida Moe"),
    ] {
        assert_eq!(shown(before, behind), "", "{before}‸{behind}");
    }
}
