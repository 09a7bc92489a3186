//! F1 is that of the packages `seqeval` and `scikit-learn`; `agreement/f1.py` writes its values.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

use ascribe_formats::AnnotatedArticle;
use ascribe_formats::agreement::SharedArticle;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Article with a word for each tag: the beginning of a statement, inside of one, or outside.
fn article(tags: &str) -> AnnotatedArticle {
    let mut text = String::new();
    let mut is_open = false;
    for (number, tag) in tags.chars().enumerate() {
        if is_open && tag != 'I' {
            text += "]{claim}";
        }
        is_open = tag != 'O';
        text += if number > 0 { " " } else { "" };
        text += if tag == 'B' { "[" } else { "" };
        text += "w";
        text += &number.to_string();
    }
    text += if is_open { "]{claim}" } else { "" };
    AnnotatedArticle::new("a", &Scope::alone(Arc::new(Document::new(&text))))
}

#[test]
fn f1_is_that_of_the_packages() {
    let mut count = 0;
    for line in include_str!("agreement/f1.txt").lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let [first, second, exact, words] = fields[..] else { panic!("{line}") };
        let versions = [article(first), article(second)];
        let versions = [&versions[0], &versions[1]];
        let counts = SharedArticle::new(&versions).unwrap().span_counts(0, 1);
        assert!((counts.exact_f1() - exact.parse::<f64>().unwrap()).abs() < 1e-8, "{line}");
        assert!((counts.word_f1() - words.parse::<f64>().unwrap()).abs() < 1e-8, "{line}");
        count += 1;
    }
    assert!(count > 20, "{count}");
}
