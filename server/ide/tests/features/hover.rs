//! Hover cards.

use ascribe_fixture::{Fixture, alone, shown};
use ascribe_ide::hover::{escaped, hover};
use ascribe_lints::RULES;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::fmt::Write as _;
use std::sync::Arc;

/// Card at each cursor, below the range of its item.
fn cards(source: &str) -> String {
    let fixture = Fixture::parse(source);
    let scope = fixture.scope();
    let mut out = String::new();
    for (_, place) in &fixture.marks {
        let card = hover(&scope, place.start);
        let range = card.as_ref().map_or(place.start..place.start, |card| card.range.clone());
        assert!(range.start <= place.start && place.start <= range.end, "the caret is in the place");
        let text = card.map_or("nothing".into(), |card| card.markdown);
        let _ = writeln!(out, "{}\n{text}\n", shown(&fixture.text, vec![(range, String::new())]).trim_end());
    }
    out
}

/// Declarations for the texts below.
const CAST: &str = "
    | ---
    | title: The bar is open
    | author: Ruth Calloway
    | ---
    |
    | @lund: Karin Lund
    |   role: harbour master
    |   aka: Lund; the harbour master
    |   affiliation: @board
    | @board: Harbour Board
    |   kind: organisation
    | @source: Two members of the board
    |   anonymous: yes
    |   reason: not allowed to speak
    |   note: known to the *editor*
    | ^talk: Talk with Karin Lund
    |   kind: interview
    |   outlet: The Herald
    |   date: 2025-03-01
    |   url: https://herald.example/talk
    |   cites: ^log
    | ^log: Harbour log
    |   archive: https://archive.example/log
    |
";

fn with_cast(text: &str) -> String {
    format!("{CAST}{text}")
}

#[test]
fn over_an_actor_wherever_it_is_named() {
    insta::assert_snapshot!(cards(&with_cast("
    | Karin Lund left. “The bar is open,”{@lund ^talk} she said, and [it stays so]{claim @lund ^log}.
              ^                              ^
    |
    | The harbour master met [the two]{@source} of the Harbour Board.
               ^                           ^             ^
    ")), @r"
    | Karin Lund left. “The bar is open,”{@lund ^talk} she said, and [it stays so]{claim @lund ^log}.
      ^^^^^^^^^^
    **Karin Lund** `@lund`

    harbour master

    Affiliation: Harbour Board

    Also known as: Lund; the harbour master

    1 quote, 1 claim in this document.

    Sources: Talk with Karin Lund; Harbour log

    | Karin Lund left. “The bar is open,”{@lund ^talk} she said, and [it stays so]{claim @lund ^log}.
                                          ^^^^^
    **Karin Lund** `@lund`

    harbour master

    Affiliation: Harbour Board

    Also known as: Lund; the harbour master

    1 quote, 1 claim in this document.

    Sources: Talk with Karin Lund; Harbour log

    | The harbour master met [the two]{@source} of the Harbour Board.
      ^^^^^^^^^^^^^^^^^^
    **Karin Lund** `@lund`

    harbour master

    Affiliation: Harbour Board

    Also known as: Lund; the harbour master

    1 quote, 1 claim in this document.

    Sources: Talk with Karin Lund; Harbour log

    | The harbour master met [the two]{@source} of the Harbour Board.
                                       ^^^^^^^
    **Two members of the board** `@source`

    Anonymous: not allowed to speak

    known to the \*editor\*

    0 quotes, 0 claims in this document.

    | The harbour master met [the two]{@source} of the Harbour Board.
                                                       ^^^^^^^^^^^^^
    **Harbour Board** `@board`

    0 quotes, 0 claims in this document.
    ");
}

#[test]
fn over_a_declaration() {
    insta::assert_snapshot!(cards("
        | @lund: Karin Lund
           ^       ^
        |   role: harbour master
              ^
        |   affiliation: @board
                           ^
        |   phone: 12
              ^     ^
        | @board: Harbour Board
        | ^log: Harbour log
          ^
        | ^nameless:
             ^
    "), @"
    | @lund: Karin Lund
      ^^^^^
    **Karin Lund** `@lund`

    harbour master

    Affiliation: Harbour Board

    0 quotes, 0 claims in this document.

    | @lund: Karin Lund
             ^^^^^^^^^^
    **Karin Lund** `@lund`

    harbour master

    Affiliation: Harbour Board

    0 quotes, 0 claims in this document.

    |   role: harbour master
        ^^^^
    **role** (field)

    Office, profession or function.

    |   affiliation: @board
                     ^^^^^^
    **Harbour Board** `@board`

    0 quotes, 0 claims in this document.

    |   phone: 12
        ^^^^^
    **phone** (field)

    A custom field; it is kept and exported.

    |   phone: 12
                ^
    nothing

    | ^log: Harbour log
      ^^^^
    **Harbour log** `^log`

    Source of 0 annotations in this document.

    | ^nameless:
      ^^^^^^^^^
    **(no name)** `^nameless`

    Source of 0 annotations in this document.
    ");
}

#[test]
fn over_front_matter() {
    insta::assert_snapshot!(cards("
        | ---
        | title: The bar is open
           ^       ^
        | source: ^log
                    ^
        | my: own
          ^
        | ---
           ^
        |
        | ^log: Harbour log
    "), @"
    | title: The bar is open
      ^^^^^
    **title** (field)

    The headline.

    | title: The bar is open
               ^
    nothing

    | source: ^log
              ^^^^
    **Harbour log** `^log`

    Source of 0 annotations in this document.

    | my: own
      ^^
    **my** (field)

    A custom field; it is kept and exported.

    | ---
       ^
    nothing
    ");
}

#[test]
fn over_a_source() {
    insta::assert_snapshot!(cards(&with_cast("
    | “The bar is open,”{@lund ^talk} she said, and [it stays so]{claim @lund ^log ^talk}.
                                 ^                                               ^
    ")), @"
    | “The bar is open,”{@lund ^talk} she said, and [it stays so]{claim @lund ^log ^talk}.
                               ^^^^^
    **Talk with Karin Lund** `^talk`

    interview · The Herald · 2025-03-01

    <https://herald.example/talk>

    Cites: Harbour log

    Source of 2 annotations in this document.

    | “The bar is open,”{@lund ^talk} she said, and [it stays so]{claim @lund ^log ^talk}.
                                                                              ^^^^
    **Harbour log** `^log`

    <https://archive.example/log>

    Source of 1 annotation in this document.
    ");
}

#[test]
fn over_a_quotation_or_span() {
    insta::assert_snapshot!(cards(&with_cast("
    | “The bar is open,”{@lund via=@board ^talk date=2025-02-28 mood=calm} she said. “So it is.”
        ^                                                                              ^
    |
    | [It is]{claim @author}, [no]{opinion @source}, [so be it]{#so}, [she]{@lund} [said]{cue @lund}.
        ^                       ^                      ^                 ^            ^
    ")), @"
    | “The bar is open,”{@lund via=@board ^talk date=2025-02-28 mood=calm} she said. “So it is.”
      ^^^^^^^^^^^^^^^^^^
    **Quote** by Karin Lund

    Relayed by Harbour Board

    Source: Talk with Karin Lund

    - date: 2025-02-28
    - mood: calm

    | “The bar is open,”{@lund via=@board ^talk date=2025-02-28 mood=calm} she said. “So it is.”
                                                                                     ^^^^^^^^^^^
    **Quote** without a speaker.

    | [It is]{claim @author}, [no]{opinion @source}, [so be it]{#so}, [she]{@lund} [said]{cue @lund}.
      ^^^^^^^
    **Claim** by the article's author

    Source: this article

    | [It is]{claim @author}, [no]{opinion @source}, [so be it]{#so}, [she]{@lund} [said]{cue @lund}.
                              ^^^^
    **Opinion** by Two members of the board

    Source: none yet

    | [It is]{claim @author}, [no]{opinion @source}, [so be it]{#so}, [she]{@lund} [said]{cue @lund}.
                                                     ^^^^^^^^^^
    **Claim**

    Source: none yet

    | [It is]{claim @author}, [no]{opinion @source}, [so be it]{#so}, [she]{@lund} [said]{cue @lund}.
                                                                      ^^^^^
    **Mention** of Karin Lund

    | [It is]{claim @author}, [no]{opinion @source}, [so be it]{#so}, [she]{@lund} [said]{cue @lund}.
                                                                                   ^^^^^^
    **Cue** for Karin Lund
    ");
}

#[test]
fn over_what_another_annotation_speaks_for() {
    insta::assert_snapshot!(cards(&with_cast("
    | “The bar,”{#bar @lund ^talk} she said, “is open.”{part=#bar} “As ever.”{part=#nothing}
                                               ^                     ^
    |
    | She said: “The bar is open.
                       ^
    |
    | “It stays so.”{@lund ^talk}
         ^
    |
    | [The board said “so be it” twice]{claim @board ^log}.
                         ^
    ")), @r"
    | “The bar,”{#bar @lund ^talk} she said, “is open.”{part=#bar} “As ever.”{part=#nothing}
                                             ^^^^^^^^^^
    **Quote** by Karin Lund

    Part of \#bar

    Source: Talk with Karin Lund

    | “The bar,”{#bar @lund ^talk} she said, “is open.”{part=#bar} “As ever.”{part=#nothing}
                                                                   ^^^^^^^^^^
    **Quote**

    Part of \#nothing

    Source: none yet

    | She said: “The bar is open.
                ^^^^^^^^^^^^^^^^^
    **Quote** by Karin Lund

    Part of a quotation over several paragraphs

    Source: Talk with Karin Lund

    | “It stays so.”{@lund ^talk}
      ^^^^^^^^^^^^^^
    **Quote** by Karin Lund

    Source: Talk with Karin Lund

    | [The board said “so be it” twice]{claim @board ^log}.
                      ^^^^^^^^^^
    **Quote** by Harbour Board

    Source: Harbour log
    ");
}

#[test]
fn over_the_default_source() {
    insta::assert_snapshot!(cards("
        | ---
        | title: The bar is open
        | source: ^log
        | ---
        | ^log: Harbour log
        |
        | “The bar is open,”{@lund} she said.
             ^
    "), @"
    | “The bar is open,”{@lund} she said.
      ^^^^^^^^^^^^^^^^^^
    **Quote** by `@lund`

    Source: Harbour log (default)
    ");
}

#[test]
fn over_the_words_in_braces() {
    insta::assert_snapshot!(cards(&with_cast("
    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                   ^   ^                ^      ^      ^     ^                             ^    ^       ^
    ")), @"
    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                 ^^^^^
    **claim** (kind)

    A statement of fact attributed to a speaker, in the article's words.

    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                       ^^^
    **#so**: claim by Karin Lund

    > It is so

    1 relation to this annotation in this document.

    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                                      ^^^^^
    **draft** (flag)

    Drafted automatically and not yet reviewed.

    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                                            ^^^^^^^^^^^^^
    **verdict** (key)

    The verdict of a fact check.

    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                                            ^^^^^^^^^^^^^
    **verdict** (key)

    The verdict of a fact check.

    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                                                          ^^^^^^^^^
    **mood** (key)

    A custom key; it is kept and exported.

    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                                                                                       ^^^^^^^^^^
    **denies** (key)

    The claim or accusation that this one denies.

    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                                                                                              ^^^
    **#so**: claim by Karin Lund

    > It is so

    | [It is so]{claim #so @lund ^log draft verdict=mixed mood=calm}, [no]{@board ^log denies=#so via=@lund}.
                                                                                                      ^^^^^
    **Karin Lund** `@lund`

    harbour master

    Affiliation: Harbour Board

    Also known as: Lund; the harbour master

    0 quotes, 1 claim in this document.

    Sources: Harbour log
    ");
}

#[test]
fn over_rules_that_are_silenced() {
    insta::assert_snapshot!(cards("
        | ---
        | allow: syntax; unbalanced-quote
                    ^
        | ---
        |
        | %% allow: missing-source - because
                            ^          ^
        | [It is so]{claim allow=unattributed-claim;nonsense}
                                     ^                 ^
    ").replace(RULES[0].explanation, "…"), @"
    | allow: syntax; unbalanced-quote
             ^^^^^^
    **syntax** (error)

    Invalid syntax in an annotation, a declaration or a field.

    …

    | %% allow: missing-source - because
                ^^^^^^^^^^^^^^
    **missing-source** (warning)

    An attributed quote or claim without a source.

    Readers must be able to find the words again: the IFCN's code asks for all sources, in enough detail to repeat the
    work. The rule finds quotes and claims with an `@actor` but no `^source`.

    A document that gives no source at all has one finding, at the first of these annotations, with their number: the fix
    declares the article itself as the default source, from its front matter. Sources that drafting found in the article's
    own words, such as “Interview with The Herald”, count only once you have added a field to them, such as the date. As
    soon as the document declares or uses another source, each annotation without one has a finding.

    The rule skips documents with a default source in the front matter (`source: ^id`), parts (`part=#label`), annotations
    inside another one that has a source, statements by `@author` alone, which are on record in the article itself, and
    drafts until they are accepted (`unreviewed-draft` reports those).

    | %% allow: missing-source - because
                                   ^
    nothing

    | [It is so]{claim allow=unattributed-claim;nonsense}
                             ^^^^^^^^^^^^^^^^^^
    **unattributed-claim** (warning)

    A claim or opinion without a speaker.

    A disputable statement needs a speaker. The rule finds annotations of the kind `claim` or `opinion` without an
    `@actor`. The speaker of the article's own claims is `@author`.

    The rule skips parts (`part=#label`) and annotations inside another one that has an actor.

    | [It is so]{claim allow=unattributed-claim;nonsense}
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    **allow** (key)

    Rules silenced for this annotation, separated by `;`.
    ");
}

#[test]
fn over_nothing_in_particular() {
    insta::assert_snapshot!(cards("
        | @lund: Karin Lund
        |
        | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
           ^                ^          ^       ^         ^  ^       ^              ^        ^
        |
          ^
        | The end
                 ^
    "), @"
    | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
       ^
    nothing

    | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
                        ^
    nothing

    | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
                                   ^
    nothing

    | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
                                           ^
    nothing

    | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
                                                  ^^^
    **Claim**

    Source: none yet

    | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
                                                        ^
    nothing

    | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
                                                                ^
    nothing

    | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
                                                                               ^
    nothing

    | The bar is open [sic], “so”{@} and {claim}, [a]{^ # } said @lund, [b]{@nobody ^nothing}.
                                                                                        ^
    nothing

    |
      ^
    nothing

    | The end
             ^
    nothing
    ");
    for text in ["", "\n", "\u{feff}", "@", "“", "[", "a"] {
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            assert!(hover(&alone(text), at).is_none_or(|card| card.markdown.contains("Quote")), "{text:?}");
        }
    }
}

#[test]
fn text_of_the_article_is_no_markdown() {
    insta::assert_snapshot!(cards("
        | @lund: Karin *Lund* <b>
        |   role: [a](b) `c` _d_ #e
        |
        | [Karin]{@lund}
                    ^
    "), @r"
    | [Karin]{@lund}
              ^^^^^
    **Karin \*Lund\* &lt;b\>** `@lund`

    \[a\](b) \`c\` \_d\_ \#e

    0 quotes, 0 claims in this document.
    ");
}

#[test]
fn over_what_is_declared_elsewhere() {
    let fixture = Fixture::parse(
        "
        | @spokesman: Our spokesman
        |
        | [It is so]{claim @lund denies=council#saving}.
    ",
    );
    let cast = Document::new("@lund: Karin Lund\n");
    let council = Document::new(
        "@spokesman: Their spokesman\n\n[the [pool]{cue} costs]{claim #saving @spokesman @lund}\n",
    );
    let scope = Scope::new(
        Arc::new(Document::new(&fixture.text)),
        vec![Arc::new(cast)],
        vec![("council".into(), Some(Arc::new(council)))],
    );
    let at = |text: &str| hover(&scope, fixture.text.find(text).unwrap() + 2).unwrap().markdown;
    insta::assert_snapshot!(at("@lund"), @"
    **Karin Lund** `@lund`

    0 quotes, 1 claim in this document.
    ");
    // The id `@lund` has another meaning in that document.
    insta::assert_snapshot!(at("council#"), @"
    **#saving**: claim by Their spokesman, `@lund`

    > the pool costs
    ");
}

#[test]
fn only_the_blanks_around_a_text_are_dropped() {
    assert_eq!(rendered(&escaped("    the pool\t  is safe\t  ")).0, "the pool\t  is safe");
}

#[test]
fn escapes_do_not_get_into_bare_links() {
    for (text, markdown) in [
        ("https://dam.example/log", "https://dam.example/log"),
        ("https://dam.example/a_b#c, twice", "https&#58;//dam.example/a\\_b\\#c, twice"),
        ("see www.dam.example/a_b", "see www\\.dam.example/a\\_b"),
        ("at 9:30, www.dam.example or a_b", "at 9:30, www.dam.example or a\\_b"),
    ] {
        assert_eq!(escaped(text), markdown);
        assert_eq!(rendered(markdown).0, text);
    }
}

/// Card as an editor would render it, with the URLs of its links.
fn rendered(markdown: &str) -> (String, Vec<String>) {
    let (mut text, mut links) = (String::new(), Vec::new());
    // Extensions that editors enable; formulas and typographic punctuation are not among them.
    let others = Options::ENABLE_MATH
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT;
    for event in Parser::new_ext(markdown, Options::all() - others) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Start(
                Tag::Paragraph | Tag::Strong | Tag::List(None) | Tag::Item | Tag::BlockQuote(None),
            )
            | Event::End(_) => {}
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
    (text, links)
}

/// Text with Markdown syntax.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<img src=x onerror=alert(1)>",
        "<b>",
        "<!--",
        "-->",
        "&lt;",
        "&#33;",
        "[a](command:b)",
        "![](http://c.example/d)",
        "[a]",
        "(b)",
        "[^1]",
        "[^1]: x",
        "`",
        "``",
        "```",
        "~~",
        "~~~",
        "**",
        "_",
        "*",
        "# ",
        "> ",
        "- ",
        "+ ",
        "1. ",
        "2) ",
        "===",
        "---",
        "| a | b |",
        "|-|-|",
        "<https://e.example>",
        "$",
        "$$",
        "{",
        "}",
        "\\",
        ":::",
        "  ",
        "a",
        "é",
        "12",
        ".",
        "\t",
        "{#id .class}",
        "=",
        "!",
        "\u{a0}",
        "---\n",
        "\n",
        "\r",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_markup(text in hostile()) {
        let (shown, links) = rendered(&escaped(&text));
        prop_assert_eq!(words(&shown), words(&text));
        prop_assert!(links.is_empty(), "{:?}", links);
    }

    #[test]
    fn no_card_has_markup_of_a_document(parts in prop::collection::vec(hostile(), 7), url in "[a-z]{0,8}(:|://)?[!-~\t]{0,20}") {
        let parts: Vec<String> = parts.iter().map(|part| part.replace(['\n', '\r'], " ")).collect();
        let [name, role, aka, note, outlet, reason, words] = &parts[..] else { unreachable!() };
        let text = format!(
            "@a: {name}\n  role: {role}\n  aka: {aka}\n  note: {note}\n  anonymous: yes\n  reason: {reason}\n\
             ^s: {name}\n  outlet: {outlet}\n  url: {url}\n  note: {note}\n\n\
             [{words}]{{claim @a ^s #l note=\"{}\"}} and [it]{{@a via=@x denies=#l}}\n",
            note.replace(['"', '\\'], "")
        );
        let scope = Scope::alone(Arc::new(Document::new(&text)));
        for place in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            let Some(card) = hover(&scope, place) else { continue };
            for link in rendered(&card.markdown).1 {
                prop_assert!(link.starts_with("http://") || link.starts_with("https://"), "{} in {:?}", link, text);
            }
        }
    }
}

#[test]
fn over_words_that_the_speaker_does_not_assert() {
    insta::assert_snapshot!(cards(&with_cast("
        | Lund denies [that the bar is open]{claim #so @lund ^log stance=denies verdict=false note=x}.
                        ^                          ^              ^             ^
        |
        | Asked [whether it is “open”]{claim @lund @board stance=asks}, [a wish]{opinion stance=demands}, [that]{claim @lund stance=denied}.
                      ^          ^                                         ^                               ^
        |
        | “Never,”{#never @board stance=denies verdict=mostly-true} it said, “ever.”{part=#never}
                                                                                ^
    ")), @r"
    | Lund denies [that the bar is open]{claim #so @lund ^log stance=denies verdict=false note=x}.
                  ^^^^^^^^^^^^^^^^^^^^^^
    **Denied by Karin Lund**; the words are rated false

    Source: Harbour log

    - note: x

    | Lund denies [that the bar is open]{claim #so @lund ^log stance=denies verdict=false note=x}.
                                               ^^^
    **#so**: denied by Karin Lund

    > that the bar is open

    0 relations to this annotation in this document.

    | Lund denies [that the bar is open]{claim #so @lund ^log stance=denies verdict=false note=x}.
                                                              ^^^^^^^^^^^^^
    **stance** (key)

    How the speaker stands to the words; `asserts` by default.

    `denies`: They say that it is not so.

    | Lund denies [that the bar is open]{claim #so @lund ^log stance=denies verdict=false note=x}.
                                                                            ^^^^^^^^^^^^^
    **verdict** (key)

    The verdict of a fact check.

    | Asked [whether it is “open”]{claim @lund @board stance=asks}, [a wish]{opinion stance=demands}, [that]{claim @lund stance=denied}.
            ^^^^^^^^^^^^^^^^^^^^^^
    **Asked by Karin Lund, Harbour Board**

    Source: none yet

    | Asked [whether it is “open”]{claim @lund @board stance=asks}, [a wish]{opinion stance=demands}, [that]{claim @lund stance=denied}.
                           ^^^^^^
    **Asked by Karin Lund, Harbour Board**

    Source: none yet

    | Asked [whether it is “open”]{claim @lund @board stance=asks}, [a wish]{opinion stance=demands}, [that]{claim @lund stance=denied}.
                                                                    ^^^^^^^^
    **Demand**

    Source: none yet

    | Asked [whether it is “open”]{claim @lund @board stance=asks}, [a wish]{opinion stance=demands}, [that]{claim @lund stance=denied}.
                                                                                                      ^^^^^^
    **Statement** by Karin Lund

    Source: none yet

    - stance: denied

    | “Never,”{#never @board stance=denies verdict=mostly-true} it said, “ever.”{part=#never}
                                                                         ^^^^^^^
    **Denied by Harbour Board**; the words are rated mostly-true

    Part of \#never

    Source: none yet
    ");
}

#[test]
fn a_record_keeps_stances_apart() {
    let statements = [
        ("claim", "", "0 quotes, 1 claim"),
        ("claim", "stance=asserts", "0 quotes, 1 claim"),
        ("opinion", "stance=denies", "0 quotes, 0 claims, 1 denial"),
        ("quote", "stance=doubts", "0 quotes, 0 claims, 1 doubt"),
        ("claim", "stance=asks", "0 quotes, 0 claims, 1 question"),
        ("claim", "stance=demands", "0 quotes, 0 claims, 1 demand"),
        ("claim", "stance=promises", "0 quotes, 0 claims, 1 promise"),
        ("claim", "stance=believes", "0 quotes, 0 claims, 1 belief"),
        ("claim", "stance=denyed", "0 quotes, 0 claims"),
        ("mention", "stance=denies", "0 quotes, 0 claims"),
    ];
    for (kind, stance, counts) in statements {
        let text = format!("@lund: Karin Lund\n\n[It rained]{{{kind} @lund {stance}}}.\n");
        let card = hover(&alone(&text), 1).unwrap().markdown;
        assert!(card.ends_with(&format!("\n\n{counts} in this document.")), "{kind} {stance}: {card}");
    }
    let mut all = String::new();
    for (kind, stance, _) in statements {
        let _ = write!(all, "[a]{{{kind} @lund {stance}}} ");
    }
    let card =
        hover(&alone(&format!("@lund: Karin Lund\n\n{all}[b]{{claim @lund stance=denies}}\n")), 1).unwrap();
    let counts =
        "0 quotes, 2 claims, 2 denials, 1 doubt, 1 question, 1 demand, 1 promise, 1 belief in this document.";
    assert!(card.markdown.ends_with(counts), "{}", card.markdown);
}
