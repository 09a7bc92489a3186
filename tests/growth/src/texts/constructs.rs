//! Each construct of the markup, and each of its marks, as often as wanted.

use super::{Grown, Text};

/// Declarations that the texts refer to.
pub const HEAD: &str =
    "@ann: Ann Orre\n  aka: Orre; the warden\n^log: Log of the lock\n  date: 2024-05-04\n\n";

/// Unit of a front matter.
const FRONT_MATTER: &str = "key%: value\n";

/// Blocks and annotations, each as a unit that may be repeated; `%` is its number.
const UNITS: [(&str, &str); 40] = [
    ("front matter with many keys", FRONT_MATTER),
    ("actors", "@a%: Name Surname%\n  role: Warden\n"),
    ("actors of one name", "@a%: Ann Orre\n  aka: Orre\n"),
    ("sources", "^s%: Title %\n  date: 2024-05-04\n"),
    ("one actor again and again", "@ann: Ann Orre\n"),
    ("heads without a name", "@a%:\n^s%:\n"),
    ("fields without a key", "  word%\n"),
    ("unknown fields", "  key%: value\n"),
    ("notes", "%% A note to the desk about #l%.\n"),
    ("notes and paragraphs", "%% A note.\nA line.\n\n"),
    ("paragraphs", "The lock is open, said the warden, Ann Orre, at noon.\n\n"),
    ("lines of a paragraph", "The lock is open, said the warden, Ann Orre, at noon.\n"),
    ("sentences on a line", "The lock is open, said the warden, Ann Orre, at noon. "),
    ("spans", "[the lock is open]{claim @ann ^log #l%} "),
    ("spans in paragraphs", "He said [the lock is open]{claim @ann ^log #l%}.\n\n"),
    ("spans without items", "[a]{} "),
    ("mentions", "[the warden]{@ann} "),
    ("quotations", "“The lock is open,”{@ann ^log} said Orre. "),
    ("quotations in paragraphs", "“The lock is open,”{@ann ^log} said Orre.\n\n"),
    ("bare quotations", "“The lock is open,” said Orre. "),
    ("bare quotations in paragraphs", "“The lock is open,” said Orre.\n\n"),
    ("straight quotations", "\"The lock is open,\"{@ann ^log} said Orre. "),
    ("single quotations", "‘The lock is open,’{@ann ^log} said Orre. "),
    ("quotations of one word", "“open” "),
    ("quotations over paragraphs", "“The lock is open.\n\n“It is shut.”{@ann ^log}\n\n"),
    ("quotations that go on for ever", "“The lock is open.\n\n"),
    ("unclosed annotations", "“The lock is open,”{@ann ^log\n"),
    ("escapes", "\\[the lock\\]\\{@ann\\} "),
    ("stray braces", "{claim @ann} and (@ann) "),
    ("unknown words in braces", "[open]{clam% qote @ann} "),
    ("cues", "“The lock is open,”{#l% @ann ^log} [said in a letter]{cue for=#l% ^log} Orre.\n\n"),
    ("relations to another document", "[open]{claim @ann denies=other#l%,far/away#l%} "),
    ("strings", "[open]{claim @ann note=\"so \\\" he\" place=\"the lock\"} "),
    ("drafts", "[the lock is open]{claim @ann draft confidence=0.4} "),
    ("names", "Ann Orre and Orre and the warden "),
    ("names in pairs", "Ada and Jan Moe%, "),
    ("parts with a stance", "“The lock is open,”{#l% @ann stance=denies} “now,”{part=#l% stance=denies} "),
    ("undeclared names", "Name Surname% "),
    ("speakers of a transcript", "SPEAKER %: The lock is open.\n"),
    ("posts", "@handle%: the lock is open #open https://lock.example/% \n"),
];

/// Marks and short pieces, open and with their ends, of which a text has many on one line.
const MARKS: [&str; 26] = [
    "“", "”", "\"", "„", "«", "‘", "'", "``", "[", "]", "{", "}", "[a]{", "“a”{", "“[«", "[\"", "“a ", "@",
    "^", "#", "%% ", "\\[", "a=b ", "{@a} ", "A. ", "\u{301}",
];

fn numbered(unit: &str, number: usize) -> String {
    unit.replace("%%", "\0").replace('%', &number.to_string()).replace('\0', "%%")
}

fn units() -> impl Iterator<Item = Text> {
    UNITS.into_iter().map(|(name, unit)| {
        Text::new(name, move |times| {
            let head = match unit.chars().next() {
                _ if unit == FRONT_MATTER => "---\n",
                Some('@' | '^') => "",
                Some(' ') => "@ann: Ann Orre\n",
                _ => HEAD,
            };
            let end = if unit == FRONT_MATTER { "---\n" } else { "" };
            Grown::of(head).repeat(times, |number| numbered(unit, number)).and(end)
        })
    })
}

fn marks() -> impl Iterator<Item = Text> {
    MARKS.into_iter().map(|mark| {
        Text::new(format!("{mark:?} on one line"), move |times| {
            Grown::default().repeat(times * 4, |_| mark.into())
        })
    })
}

/// Annotations with the unit inside each other.
fn nested() -> Vec<Text> {
    let nests = [
        ("spans", "[", "]{claim @ann}"),
        ("brackets", "[", "]"),
        ("quotations", "“‘", "’”"),
        ("braces", "{", "}"),
    ];
    let nest = |(name, open, close): (&str, &'static str, &'static str)| {
        Text::new(format!("nested {name}"), move |times| {
            Grown::of(HEAD)
                .repeat(times, |_| open.into())
                .and("open")
                .repeat(times, |_| close.into())
                .and("\n")
        })
    };
    nests.into_iter().map(nest).collect()
}

/// Quotations that become longer, not more.
fn long() -> Vec<Text> {
    let quotations = |name: &str, other: fn(usize) -> String, words: usize| {
        Text::new(name, move |times| {
            let word = |number: usize| format!("{} ", number / 3 * 3 % words);
            let quotation = Grown::of("“").repeat(times * 4, word).and("now”{@ann ^log}\n\n").text;
            let title = format!("---\ntitle: {}\n---\n\n", quotation.lines().next().unwrap_or_default());
            let altered = |number: usize| if number.is_multiple_of(9) { other(number) } else { word(number) };
            let altered = Grown::of("“").repeat(times * 4, altered).and("now”{@ann ^log}\n\n").text;
            Grown::of(format!("{title}{HEAD}"))
                .repeat(3, |_| quotation.clone())
                .repeat(3, |_| altered.clone())
        })
    };
    vec![
        quotations("long quotations nearly the same", |_| "other ".into(), usize::MAX),
        quotations("long quotations of few words", |_| "other ".into(), 9),
        quotations("long quotations with gaps", |number| "gap ".repeat(number % 4), usize::MAX),
    ]
}

/// All texts of this kind.
pub fn texts() -> Vec<Text> {
    units().chain(marks()).chain(nested()).chain(long()).collect()
}
