//! Ids that refer to each other in chains, circles, stars and at random, and ids that are nearly others.

use super::{Grown, Text};
use ascribe_markup::model::vocabulary::{ATTRIBUTES, Value};

/// Id with a number.
type Made = fn(usize) -> String;

/// Number of the one that a member of a shape refers to.
type Shape = fn(usize, usize) -> Option<usize>;

const SHAPES: [(&str, Shape); 6] = [
    ("chain", |number, _| number.checked_sub(1)),
    ("chain backwards", |number, all| (number + 1 < all).then_some(number + 1)),
    ("circle", |number, all| Some((number + 1) % all)),
    ("star", |number, _| (number > 0).then_some(0)),
    ("tree", |number, _| (number > 0).then(|| (number - 1) / 2)),
    ("itself", |number, _| Some(number)),
];

/// Shapes that are measured in each run.
const OFTEN: [&str; 2] = ["chain of", "circle of"];

/// Names whose letters are far from each other, for ids that are near to one only.
fn word(number: usize) -> String {
    let syllables = ["ba", "ke", "lo", "mi", "nu", "pa", "re", "so", "ti", "vu"];
    number.to_string().bytes().map(|digit| syllables[usize::from(digit - b'0')]).collect()
}

fn declared(number: usize, shape: Shape, all: usize) -> String {
    let other = shape(number, all);
    let fields = other.map(|other| (format!("  affiliation: @a{other}\n"), format!("  cites: ^s{other}\n")));
    let (actor, source) = fields.unwrap_or_default();
    format!("@a{number}: Ann Orre{number}\n{actor}^s{number}: Log {number}\n  of: @a{number}\n{source}")
}

fn shapes() -> Vec<Text> {
    let mut texts = Vec::new();
    for (name, shape) in SHAPES {
        let labelled = ATTRIBUTES.iter().filter(|key| key.value == Value::Labels);
        for key in labelled {
            let word = key.word;
            texts.push(Text::new(format!("{name} of {word}="), move |times| {
                let said = |number: usize| {
                    let relation =
                        shape(number, times).map_or_else(String::new, |other| format!(" {word}=#l{other}"));
                    format!(
                        "[The lock {number} is open]{{claim #l{number} @a{number} ^s{number}{relation}}}.\n\n"
                    )
                };
                Grown::of("")
                    .repeat(times, |number| {
                        format!("@a{number}: Ann Orre{number}\n^s{number}: Log {number}\n")
                    })
                    .and("\n")
                    .repeat(times, said)
            }));
        }
        texts.push(Text::new(
            format!("{name} of affiliations and sources, each in a paragraph"),
            move |times| {
                let said = |number: usize| {
                    format!(
                        "“Gate {number} is open now,”{{#l{number} @a{number} ^s{number} denies=#l{}}}\n\n",
                        number / 2
                    )
                };
                Grown::of("")
                    .repeat(times, |number| declared(number, shape, times))
                    .and("\n")
                    .repeat(times, said)
            },
        ));
        texts.push(Text::new(format!("{name} of affiliations and sources, all on one line"), move |times| {
            let said = |number: usize| {
                format!(
                    "“Gate {number} is open,”{{#l{number} @a{number} ^s{number} denies=#l{}}} ",
                    number / 2
                )
            };
            Grown::of("").repeat(times, |number| declared(number, shape, times)).and("\n").repeat(times, said)
        }));
        texts.push(Text::new(
            format!("{name} of affiliations and sources, all in one annotation"),
            move |times| {
                let item = |number: usize| format!(" @a{number} ^s{number} via=@a{number}");
                Grown::of("")
                    .repeat(times, |number| declared(number, shape, times))
                    .and("\n[The lock is open]{claim")
                    .repeat(times, item)
                    .and("}.\n")
            },
        ));
    }
    texts
}

/// Several relations to many labels each.
fn crossed() -> Vec<Text> {
    let all_to_one = Text::new("everyone denies one", |times| {
        Grown::of("@a: Ann Orre\n\n[The lock is open]{claim #l @a}.\n\n").repeat(times, |number| {
            format!("[It is shut]{{claim #m{number} @a denies=#l contradicts=#l verdict=false}}.\n\n")
        })
    });
    let one_to_all = Text::new("one denies everyone", |times| {
        Grown::of("@a: Ann Orre\n\n")
            .repeat(times, |number| format!("[The lock is open]{{claim #l{number} @a verdict=true}}.\n\n"))
            .and("[It is shut]{claim @a denies=")
            .repeat(times, |number| format!("#l{number},"))
            .and("#l0}.\n")
    });
    let same_label = Text::new("one label again and again", |times| {
        Grown::of("@a: Ann Orre\n\n")
            .repeat(times, |_| "[The lock is open]{claim #l @a denies=#l part=#l}.\n\n".into())
    });
    let many_speakers = Text::new("many speakers of one statement", |times| {
        Grown::of("")
            .repeat(times, |number| format!("@a{number}: Ann Orre{number}\n"))
            .and("\n“The lock is open,”{")
            .repeat(times, |number| format!("@a{number} "))
            .and("}\n\n")
            .repeat(times, |number| format!("“The lock was open,”{{@a{number}}} said Ann Orre{number}.\n\n"))
    });
    vec![all_to_one, one_to_all, same_label, many_speakers]
}

/// Ids, keys and rules that are not declared, and similar to some that are.
fn near() -> Vec<Text> {
    let ids: [(&str, Made, Made); 5] = [
        ("ids near one", word, |number| format!("{}x", word(number))),
        ("ids near all", |number| format!("warden{number}"), |number| format!("wardem{number}x")),
        ("ids that start alike", |number| format!("wa{number}"), |number| format!("wa{number}rdenoflock")),
        ("ids near none", |number| format!("warden{number}"), |number| format!("xyz{number}zyx")),
        (
            "ids of equal letters",
            |number| format!("warden{number}"),
            |number| format!("drawen{number}{number}"),
        ),
    ];
    let mut texts = Vec::new();
    for (name, right, wrong) in ids {
        let declared = move |number| {
            let id = right(number);
            format!("@{id}: Ann {id}\n^{id}: Log {id}\n")
        };
        let labelled = move |number| format!("[Open]{{claim #{} @author}}.\n\n", right(number));
        let items = move |number| {
            let id = wrong(number);
            format!("@{id} ^{id} denies=#{id}")
        };
        texts.push(Text::new(format!("{name}, in paragraphs"), move |times| {
            Grown::of("")
                .repeat(times, declared)
                .and("\n")
                .repeat(times, labelled)
                .repeat(times, |number| format!("[It is shut]{{claim {}}}.\n\n", items(number)))
        }));
        texts.push(Text::new(format!("{name}, in one annotation"), move |times| {
            Grown::of("")
                .repeat(times, declared)
                .and("\n")
                .repeat(times, labelled)
                .and("[It is shut]{claim")
                .repeat(times, |number| format!(" {}", items(number)))
                .and("}.\n")
        }));
        texts.push(Text::new(format!("{name}, in stray braces"), move |times| {
            Grown::of("")
                .repeat(times, declared)
                .and("\n")
                .repeat(times, |number| format!("The lock {{@{}}} is open.\n\n", right(number)))
        }));
    }
    texts.push(Text::new("two ids of many letters", |times| {
        let long = "abcdefghij".repeat(times);
        Grown::of(format!("@{long}: Ann Orre\n^{long}: Log\n\n[Open]{{claim #{long} @author}}.\n\n"))
            .repeat(1, |_| format!("[It is shut]{{claim @x{long} ^x{long} denies=#x{long}}}.\n"))
    }));
    texts.push(Text::new("keys, kinds and rules of many letters", |times| {
        let long = "claimverdict".repeat(times);
        Grown::of("@ann: Ann Orre\n").repeat(1, |_| {
            format!(
                "  {long}: a\n\n%% allow: {long}\n[It is]{{{long} {long}=so verdict={long} allow={long}}}.\n"
            )
        })
    }));
    texts
}

/// Documents that refer to each other, and a cast that they see.
fn folders() -> Vec<Text> {
    let folder = |name: &str, link: fn(usize) -> String| {
        Text::new(format!("documents that refer to {name}"), move |times| {
            let other = |number: usize| {
                let text = format!(
                    "[Open]{{claim #l{number} @a{number} denies={}#l{number},one#l{number}}}.\n",
                    link(number)
                );
                (format!("d{number}.ascribe"), text)
            };
            let cast = Grown::of("").repeat(times, |number| format!("@a{number}: Ann Orre{number}\n"));
            let mut others: Vec<(String, String)> = (0..times).map(other).collect();
            others.push(("cast.ascribe".into(), cast.text));
            let said = |number: usize| {
                format!(
                    "[Open]{{claim #l{number} @a{number} denies=d{number}#l{number}}}, says Ann Orre{number}.\n\n"
                )
            };
            Grown { others, ..Grown::of("").repeat(times, said) }
        })
    };
    vec![folder("one", |_| "one".into()), folder("each other", |number| format!("d{}", number / 2))]
}

/// All texts of this kind.
pub fn texts() -> Vec<Text> {
    let is_often = |text: &Text| OFTEN.iter().any(|shape| text.name.starts_with(shape));
    let shapes = shapes().into_iter();
    let mut texts: Vec<Text> =
        shapes.map(|text| if is_often(&text) { text } else { text.rarely() }).collect();
    texts.extend(crossed());
    texts.extend(folders());
    texts.extend(near());
    texts
}
