//! Drafts of wrapped copy are those of the same article with one line to a paragraph.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_drafting::{LIKELY, draft};
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::scope::Scope;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Paragraphs of an invented article.
const ARTICLE: [&str; 5] = [
    "The council of Lindmere voted on Tuesday to close the old pier for two years, a decision that the owners of the boats had expected since the storms of last winter.",
    "“We were told nothing of the costs,” said Nell Osgood, who has run the co-operative at the harbour since 1998. She added that the boats would have to lie at the mill, which is too shallow for most of them.",
    "The mayor, Idris Vale, said the pier was unsafe and that nobody on the council had wanted to see it closed. He called the plan “the least bad of three” and promised to come back to it in the spring with a list of what the town could afford.",
    "According to the Harbour Institute, the timber below the waterline has lost a third of its strength, and in some places more than half of it.",
    "“It will be a long winter,” Osgood said when the vote was over. “I have no idea where we are to go with forty boats and no crane.”",
];

fn drafted(text: &str) -> String {
    let scope = Scope::alone(Arc::new(Document::new(text)));
    scope.document.edited(&draft(&scope, None, LIKELY).edits).text().to_string()
}

/// Wraps a text without annotations at this many columns.
fn wrapped(text: &str, width: usize) -> String {
    let (mut wrapped, mut column) = (String::new(), 0);
    for word in text.split(' ') {
        let columns = word.chars().count();
        let fits = column + 1 + columns <= width;
        let blank = if column == 0 { "" } else { ["\n", " "][usize::from(fits)] };
        column = if fits { column + blank.len() + columns } else { columns };
        wrapped += blank;
        wrapped += word;
    }
    wrapped
}

fn copy<S: AsRef<str>>(paragraphs: &[S], width: usize) -> String {
    paragraphs.iter().map(|text| wrapped(text.as_ref(), width) + "\n").collect::<Vec<_>>().join("\n")
}

/// The text in one line, without confidences.
fn told(draft: &str) -> String {
    let mut parts = draft.split(" confidence=");
    let first = parts.next().unwrap_or_default().to_owned();
    let is_share = |c: char| c.is_ascii_digit() || c == '.';
    let text = parts.fold(first, |text, part| text + part.trim_start_matches(is_share));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Annotations of a draft, as written.
fn annotations(draft: &str) -> Vec<&str> {
    draft.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn a_wrapped_article_is_drafted_as_the_same_one_not_wrapped() {
    let whole = told(&drafted(&copy(&ARTICLE, usize::MAX)));
    assert!(annotations(&whole).len() >= 7, "{whole}");
    for width in [40, 45, 50, 55, 58, 60, 65, 70, 80] {
        assert_eq!(told(&drafted(&copy(&ARTICLE, width))), whole, "{width} columns");
    }
}

#[test]
fn most_attributions_are_found_in_any_wrapped_article() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafting/articles");
    let articles: Vec<Vec<String>> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| import(&fs::read_to_string(entry.unwrap().path()).unwrap()))
        .map(|text| {
            let document = Document::new(&text);
            let paragraphs = document.blocks().filter(|at| at.block.paragraph().is_some());
            paragraphs.map(|at| at.block.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
        })
        .collect();
    // Short paragraphs in which no line starts with a small letter are lost.
    for (width, percent) in [(45, 90), (55, 90), (70, 100)] {
        let (mut all, mut kept) = (0, 0);
        for paragraphs in &articles {
            let whole = told(&drafted(&copy(paragraphs, usize::MAX)));
            let narrow = told(&drafted(&copy(paragraphs, width)));
            let mut found = annotations(&narrow);
            for annotation in annotations(&whole) {
                all += 1;
                let place = found.iter().position(|other| *other == annotation);
                kept += usize::from(place.map(|place| found.swap_remove(place)).is_some());
            }
        }
        assert!(all > 150 && kept * 100 >= all * percent, "{width} columns: {kept} of {all}");
    }
}
