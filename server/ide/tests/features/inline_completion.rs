//! Inline completion: the likely speaker after a closed quotation or bracket.

use ascribe_fixture::alone;
use ascribe_ide::inline_completion::inline_completion;
use ascribe_markup::document::Document;
use ascribe_markup::strip::strip;

const CAST: &str = "@moe: Ida Moe\n@lund: Karin Lund\n\n";

fn proposal(before: &str, behind: &str) -> Option<String> {
    inline_completion(&alone(&format!("{CAST}{before}{behind}\n")), CAST.len() + before.len())
}

#[test]
fn a_closed_quotation_has_the_speaker_of_its_sentence() {
    for (before, behind, expected) in [
        ("“We had no warning,”", " Ida Moe said.", "{@moe}"),
        ("\"We had no warning,\"", " Ida Moe said.", "{@moe}"),
        ("Ida Moe said: “So it is”", "", "{@moe}"),
        ("Ida Moe said: “So it is.”", "\n\nKarin Lund said nothing.", "{@moe}"),
        ("“Yes,”{@lund} she said. “And no,”", " she added.", "{@lund}"),
        ("Karin Lund said [it was late that day]", ".", "{claim @lund}"),
        ("Karin Lund said [it was [very] late]", ".", "{claim @lund}"),
    ] {
        assert_eq!(proposal(before, behind).as_deref(), Some(expected), "{before}‸{behind}");
        let annotated = format!("{CAST}{before}{expected}{behind}\n");
        let bare = |text: &str| strip(&Document::new(text)).replace(['[', ']'], "");
        assert_eq!(bare(&annotated), bare(&format!("{CAST}{before}{behind}\n")));
    }
}

#[test]
fn nothing_is_proposed_that_is_not_certain() {
    for (before, behind) in [
        ("“We had no warning,”", " somebody said."),
        ("“We had no warning,”", " was all that Ida Moe and Karin Lund had in common."),
        ("“We had no warning,”", "{@moe} Ida Moe said."),
        ("“We had no warning,”{@moe}", " Ida Moe said."),
        ("“We had no warning,", "” Ida Moe said."),
        ("“We had no warning,” ", "Ida Moe said."),
        ("Ida Moe said “it", " is"),
        ("Ida Moe said so", "."),
        ("Ida Moe [sic]", " said."),
        ("Ida Moe said it was late that day]", "."),
        ("Ida Moe: “it was [on this very day]", " late”"),
        ("Ida Moe said \\[it was late that day]", "."),
        ("", ""),
    ] {
        assert_eq!(proposal(before, behind), None, "{before}‸{behind}");
    }
}
