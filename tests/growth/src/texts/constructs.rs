//! Each construct of the markup, and each key of the vocabulary, as often as wanted.

use super::{Grown, Text};
use ascribe_markup::model::vocabulary::{
    ACTOR_FIELDS, ATTRIBUTES, FRONT_MATTER_FIELDS, FieldSpec, Kind, SOURCE_FIELDS, Value,
};

/// Declarations that the texts refer to.
const HEAD: &str = "@ann: Ann Orre\n  aka: Orre; the warden\n^log: Log of the lock\n  date: 2024-05-04\n\n";

/// Value that a key takes.
fn value(spec: &FieldSpec, number: usize) -> String {
    match spec.value {
        Value::Actors => "@ann".into(),
        Value::Sources => "^log".into(),
        Value::Labels => format!("#l{number}"),
        Value::OneOf(words) => words[number % words.len()].into(),
        Value::Share => "0.5".into(),
        Value::Date => "2024-05-04".into(),
        Value::Text => format!("word{number}"),
    }
}

/// Blocks and annotations, each as a unit that may be repeated: the grammar's nodes all occur.
pub const UNITS: [(&str, &str); 38] = [
    ("front matter with many keys", "key: value\n"),
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
    ("undeclared names", "Name Surname% "),
    ("speakers of a transcript", "SPEAKER %: The lock is open.\n"),
    ("posts", "@handle%: the lock is open #open https://lock.example/% \n"),
];

fn numbered(unit: &str, number: usize) -> String {
    unit.replace("%%", "\0").replace('%', &number.to_string()).replace('\0', "%%")
}

fn units() -> impl Iterator<Item = Text> {
    UNITS.into_iter().map(|(name, unit)| {
        Text::new(name, move |times| match unit {
            "key: value\n" => {
                Grown::of("---\n").repeat(times, |number| format!("key{number}: value\n")).and("---\n")
            }
            unit if unit.starts_with("  ") => {
                Grown::of("@ann: Ann Orre\n").repeat(times, |number| numbered(unit, number))
            }
            unit if unit.starts_with(['@', '^']) => {
                Grown::default().repeat(times, |number| numbered(unit, number))
            }
            unit => Grown::of(HEAD).repeat(times, |number| numbered(unit, number)),
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

fn keys() -> Vec<Text> {
    let mut texts = Vec::new();
    for spec in &ATTRIBUTES {
        let word = spec.word;
        let item = move |number: usize| format!("{word}={}", value(spec, number));
        texts.push(
            Text::new(format!("{word}= in many paragraphs"), move |times| {
                let unit =
                    |number: usize| format!("[the lock is open]{{claim #l{number} {}}}\n\n", item(number));
                Grown::of(HEAD).repeat(times, unit)
            })
            .rarely(),
        );
        texts.push(
            Text::new(format!("{word}= in one paragraph"), move |times| {
                let unit =
                    |number: usize| format!("[the lock is open]{{claim #l{number} {}}} ", item(number));
                Grown::of(HEAD).repeat(times, unit)
            })
            .rarely(),
        );
        texts.push(Text::new(format!("{word}= in one annotation"), move |times| {
            let unit = |number: usize| format!(" {}", item(number));
            Grown::of(format!("{HEAD}[the lock is open]{{claim #l1")).repeat(times, unit).and("}\n")
        }));
        texts.push(Text::new(format!("{word}= with many values"), move |times| {
            let unit = |number: usize| format!("{};", value(spec, number));
            Grown::of(format!("{HEAD}[the lock is open]{{claim {word}=")).repeat(times, unit).and("}\n")
        }));
        texts.push(
            Text::new(format!("{word}= without a value"), move |times| {
                let unit = |_| format!(" {word}= {word}");
                Grown::of(format!("{HEAD}[the lock is open]{{claim")).repeat(times, unit).and("}\n")
            })
            .rarely(),
        );
        texts.push(
            Text::new(format!("{word}= with a long value"), move |times| {
                Grown::of(format!("{HEAD}[the lock is open]{{claim {word}=\""))
                    .repeat(times, |_| "so ".into())
                    .and("\"}\n")
            })
            .rarely(),
        );
    }
    texts
}

fn fields() -> Vec<Text> {
    let mut texts = Vec::new();
    let tables = [
        ("@", "Ann Orre", &ACTOR_FIELDS[..]),
        ("^", "The log", &SOURCE_FIELDS[..]),
        ("-", "", &FRONT_MATTER_FIELDS[..]),
    ];
    for (sign, name, table) in tables {
        for spec in table {
            let word = spec.word;
            let head = move |number: usize| match sign {
                "-" => "---\n".to_owned(),
                _ => format!("{sign}e{number}: {name} {number}\n"),
            };
            let (indent, end) = if sign == "-" { ("", "---\n\n") } else { ("  ", "\n") };
            let paragraph = |number: usize| {
                format!("“The lock is open,” said Ann Orre {number}. [So]{{claim @e{number} ^e{number}}}\n\n")
            };
            texts.push(
                Text::new(format!("{sign}{word} with many entries"), move |times| {
                    Grown::of(format!("{}{indent}{word}: ", head(0)))
                        .repeat(times, |number| format!("{}; ", value(spec, number)))
                        .and(&format!("\n{end}"))
                        .repeat(times, paragraph)
                })
                .rarely(),
            );
            texts.push(
                Text::new(format!("{sign}{word} on many lines"), move |times| {
                    Grown::of(head(0))
                        .repeat(times.min(190), |number| format!("{indent}{word}: {}\n", value(spec, number)))
                        .and(end)
                        .repeat(times, paragraph)
                })
                .rarely(),
            );
            if sign != "-" {
                texts.push(Text::new(format!("{sign}{word} of many"), move |times| {
                    Grown::of(HEAD)
                        .repeat(times, |number| {
                            format!("{}  {word}: {}\n", head(number), value(spec, number))
                        })
                        .and("\n")
                        .repeat(times, paragraph)
                }));
            }
        }
    }
    texts
}

fn kinds() -> Vec<Text> {
    let kinds = Kind::ALL.into_iter().map(|kind| {
        let word = kind.word();
        Text::new(format!("{word} again and again"), move |times| {
            Grown::of(HEAD)
                .repeat(times, |number| format!("[the lock {number}]{{{word} @ann}} "))
                .and(&format!("[so]{{{word}"))
                .repeat(times, |_| format!(" {word}"))
                .and("}\n")
        })
    });
    kinds.collect()
}

/// Texts with many quotations in the title.
fn titles() -> Vec<Text> {
    let title = |name: &str, quotation: fn(usize) -> String, words: fn(usize) -> String| {
        Text::new(format!("title with {name}"), move |times| {
            Grown::of("---\ntitle: ")
                .repeat(times, |number| format!("{} ", quotation(number)))
                .and("\n---\n\n")
                .repeat(times, |number| format!("“{},” said Ann Orre.\n\n", words(number)))
        })
    };
    vec![
        title(
            "quotations",
            |n| format!("“The lock {n} is open now”"),
            |n| format!("The lock {n} is open now"),
        ),
        title("one quotation", |_| "“The lock is open now”".into(), |_| "The lock is open now".into()),
        title(
            "altered quotations",
            |n| format!("“The lock {n} is open now”"),
            |n| format!("The lock {n} was open now"),
        ),
        title(
            "other quotations",
            |n| format!("“The lock {n} is open now”"),
            |_| "It rains on the dike".into(),
        ),
    ]
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

/// All constructs and keys.
pub fn texts() -> Vec<Text> {
    let mut texts: Vec<Text> = units().collect();
    for more in [nested(), keys(), fields(), kinds(), titles(), long()] {
        texts.extend(more);
    }
    texts
}
