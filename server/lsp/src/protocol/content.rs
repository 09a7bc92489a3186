//! Text for people in the format that the client shows: Markdown, or plain text made from it.
//!
//! The features write Markdown in which the text of documents is escaped. Here is the only place that turns it into plain
//! text, so no feature needs to know what the client shows.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use tower_lsp::ls_types::{MarkupContent, MarkupKind};

/// Format in which a client shows the text of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ContentFormat {
    /// As it is, without markup.
    #[default]
    PlainText,
    /// GitHub Flavored Markdown, without HTML tags.
    Markdown,
}

impl ContentFormat {
    /// The client's first choice; plain text, which every client shows, if it states none.
    pub fn of(preferred: Option<&[MarkupKind]>) -> Self {
        match preferred.and_then(<[MarkupKind]>::first) {
            Some(MarkupKind::Markdown) => Self::Markdown,
            Some(MarkupKind::PlainText) | None => Self::PlainText,
        }
    }

    /// Markdown as content in this format.
    pub fn content(self, markdown: String) -> MarkupContent {
        match self {
            Self::PlainText => MarkupContent { kind: MarkupKind::PlainText, value: plain_text(&markdown) },
            Self::Markdown => MarkupContent { kind: MarkupKind::Markdown, value: markdown },
        }
    }
}

/// Text of a Markdown document as a reader sees it: paragraphs apart, list items with a bullet, quotations and code
/// indented, web links with their URL in parentheses.
pub fn plain_text(markdown: &str) -> String {
    let mut page = Page::default();
    for event in Parser::new(markdown) {
        page.event(event);
    }
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
    /// Indents of the open lists, quotations and code blocks.
    indent: String,
    /// Marker of the list item that starts at the next text.
    bullet: Option<String>,
    /// Number of the next item of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// URL of the open link, if the reader does not see it.
    url: Option<String>,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.write(&text),
            Event::SoftBreak => self.write(" "),
            Event::HardBreak => self.write("\n"),
            Event::Start(Tag::List(first)) => {
                self.part();
                self.lists.push(first);
            }
            Event::Start(Tag::Item) => {
                self.line();
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.bullet = Some(marker);
            }
            Event::Start(Tag::BlockQuote(_) | Tag::CodeBlock(_)) => {
                self.part();
                self.indent.push_str("    ");
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::CodeBlock) => {
                self.text.truncate(self.text.trim_end_matches('\n').len());
                self.indent.truncate(self.indent.len().saturating_sub(4));
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => self.part(),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let is_shown = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let is_page = dest_url.starts_with("http://") || dest_url.starts_with("https://");
                self.url = (is_page && !is_shown).then(|| dest_url.into_string());
            }
            Event::End(TagEnd::Link) => {
                if let Some(url) = self.url.take() {
                    self.write(&format!(" ({url})"));
                }
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            // Everything else is a mark that is not shown, or no part of what the features write.
            _ => {}
        }
    }

    /// Starts a new paragraph, unless it is the first of a list item.
    fn part(&mut self) {
        if self.bullet.is_some() {
            return;
        }
        self.line();
        if self.lists.is_empty() && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn write(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            if self.text.is_empty() || self.text.ends_with('\n') {
                let nested = self.lists.len().saturating_sub(1);
                self.text.extend(std::iter::repeat_n("  ", nested));
                match self.bullet.take() {
                    Some(marker) => self.text.push_str(&marker),
                    None if !self.lists.is_empty() => self.text.push_str("  "),
                    None => {}
                }
                self.text.push_str(&self.indent);
            }
            self.text.push_str(line);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a panic is how a test fails")]

    use super::*;
    use ascribe_ide::hover::{escaped, explained, hover};
    use ascribe_lints::RULES;
    use ascribe_markup::document::Document;
    use ascribe_markup::model::Namespace;
    use ascribe_markup::policy::Policy;
    use ascribe_markup::scope::Scope;
    use proptest::prelude::*;
    use std::sync::Arc;

    #[test]
    fn marks_of_markdown_are_not_shown() {
        for (markdown, shown) in [
            ("**Ida Moe** `@moe`\n\nengineer", "Ida Moe @moe\n\nengineer"),
            ("# The *dam*\n\n---\n\nIt ~~fell~~ held.", "The dam\n\nIt ~~fell~~ held."),
            ("A list:\n\n- one\n- two\n  more\n\nEnd.", "A list:\n\n• one\n• two more\n\nEnd."),
            ("3. three\n4. four\n   - `a`\n", "3. three\n4. four\n  • a"),
            (
                "**#safe**: claim\n\n> the dam \\*holds\\*\n\nEnd",
                "#safe: claim\n\n    the dam *holds*\n\nEnd",
            ),
            ("```ascribe\n[a]{@b}\n  c\n```\n\nEnd", "    [a]{@b}\n      c\n\nEnd"),
            ("<https://e.example/a_b>", "https://e.example/a_b"),
            ("See [the *code*](https://e.example).", "See the code (https://e.example)."),
            ("Said in [An article](<file:///a%20b.ascribe#L3>)", "Said in An article"),
            ("one\ntwo\\\nthree", "one two\nthree"),
            ("", ""),
        ] {
            assert_eq!(plain_text(markdown), shown, "{markdown:?}");
        }
    }

    #[test]
    fn a_client_gets_what_it_names_first() {
        use MarkupKind::{Markdown, PlainText};
        for (preferred, format) in [
            (None, ContentFormat::PlainText),
            (Some(&[][..]), ContentFormat::PlainText),
            (Some(&[PlainText][..]), ContentFormat::PlainText),
            (Some(&[PlainText, Markdown][..]), ContentFormat::PlainText),
            (Some(&[Markdown, PlainText][..]), ContentFormat::Markdown),
            (Some(&[Markdown][..]), ContentFormat::Markdown),
        ] {
            assert_eq!(ContentFormat::of(preferred), format, "{preferred:?}");
        }
    }

    #[test]
    fn explanations_of_rules_have_no_marks() {
        for rule in RULES {
            let shown = plain_text(&explained(rule, &Policy::default()));
            assert!(!shown.contains(['`', '\\']) && !shown.contains("**"), "{shown}");
            assert!(shown.contains(rule.code) && shown.contains("\n\n"), "{shown}");
        }
    }

    /// Text of one line, with much that Markdown reads.
    fn line() -> impl Strategy<Value = String> {
        let marks = prop::sample::select(vec![
            "*",
            "**",
            "_",
            "__",
            "`",
            "``",
            "~~",
            "<b>",
            "<",
            ">",
            "&amp;",
            "&#42;",
            "[a](b)",
            "![c]",
            "[d]: e",
            "#",
            "# ",
            "- ",
            "+ ",
            "1. ",
            "2) ",
            "===",
            "---",
            "|",
            "\\",
            "\\*",
            "!",
            "://",
            "http://a_b.c/d*e",
            "www.a_b.c",
            "  ",
            " ",
            "    ",
            "\t",
            "\u{a0}",
            "O’Neil",
            "Żółć",
            "王",
            "é",
            "7",
            ".",
            ":",
            "$(x)",
        ]);
        let any = "[^\\r\\n\\x00]{0,4}";
        prop::collection::vec(prop_oneof![3 => marks.prop_map(str::to_owned), 1 => any], 0..8)
            .prop_map(|parts| parts.concat().trim().to_owned())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn text_of_an_article_is_shown_as_written(name in line(), role in line()) {
            let card = format!("**{}** `@a`\n\n{}\n\n> {}\n\n- note: {}", escaped(&format!("x{name}x")), escaped(&role), escaped(&role), escaped(&name));
            let mut expected = vec![format!("x{name}x @a")];
            expected.extend((!role.is_empty()).then(|| role.clone()));
            expected.extend((!role.is_empty()).then(|| format!("    {role}")));
            expected.push(format!("• note: {name}").trim_end().to_owned());
            let shown = plain_text(&card);
            prop_assert_eq!(shown.trim_end(), expected.join("\n\n"));
        }

        #[test]
        fn names_on_cards_are_shown_as_written(name in line(), note in line()) {
            let text = format!("@a: x{name}\n  role: x{note}\n\n[It holds]{{claim @a}}.\n");
            let scope = Scope::alone(Arc::new(Document::new(&text)));
            let declared = scope.declaration(Namespace::Actor, "a").expect("declared in the first line");
            let card = hover(&scope, 1).expect("on the id").markdown;
            let head = format!("{} @a\n\n{}\n\n", declared.name, declared.field("role").unwrap_or_default());
            prop_assert!(plain_text(&card).starts_with(&head), "{:?} in {:?}", head, card);
        }
    }
}
