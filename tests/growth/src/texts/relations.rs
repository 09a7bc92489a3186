//! Ids that refer to each other in chains and circles, and ids that are nearly others.

use super::{Grown, Text};
use ascribe_markup::model::vocabulary::{ATTRIBUTES, Value};
use ascribe_markup::policy::Policy;
use ascribe_markup::policy::house::{Advice, House, HouseList};
use std::sync::Arc;

/// Number of the one that a member of a shape refers to.
type Shape = fn(usize, usize) -> Option<usize>;

const SHAPES: [(&str, Shape); 2] =
    [("chain", |number, _| number.checked_sub(1)), ("circle", |number, all| Some((number + 1) % all))];

/// Actors, sources and labels that refer to each other, and each to one half as far away.
fn shapes() -> impl Iterator<Item = Text> {
    SHAPES.into_iter().flat_map(|(name, shape)| {
        let keys = ATTRIBUTES.iter().filter(|key| key.value == Value::Labels);
        keys.map(move |key| {
            let word = key.word;
            let declared = move |number: usize, all: usize| {
                let field = |key| {
                    shape(number, all).map_or_else(String::new, |other| format!("  {key}{other}\n"))
                };
                let (actors, sources) = (field("affiliation: @a"), field("cites: ^s"));
                format!("@a{number}: Ann Orre{number}\n{actors}^s{number}: Log {number}\n  of: @a{number}\n{sources}")
            };
            let said = move |number: usize, all: usize| {
                let other = shape(number, all).map_or_else(String::new, |other| format!(" {word}=#l{other}"));
                let far = number / 2;
                format!(
                    "“Gate {number} is open now,”{{#l{number} @a{number} ^s{number}{other} via=@a{far}}}\n\n"
                )
            };
            Text::new(format!("{name} of {word}=, affiliations and citations"), move |times| {
                Grown::default()
                    .repeat(times, |number| declared(number, times))
                    .and("\n")
                    .repeat(times, |number| said(number, times))
            })
        })
    })
}

/// Texts in which everything refers to one thing, or one thing to everything.
fn stars() -> Vec<Text> {
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
        Grown::default()
            .repeat(times, |number| format!("@a{number}: Ann Orre{number}\n"))
            .and("\n“The lock is open,”{")
            .repeat(times, |number| format!("@a{number} "))
            .and("}\n\n")
            .repeat(times, |number| format!("“The lock was open,”{{@a{number}}} said Ann Orre{number}.\n\n"))
    });
    let documents = Text::new("documents that refer to each other", |times| {
        let other = |number: usize| {
            let far = number / 2;
            let text = format!("[Open]{{claim #l{number} @a{number} denies=d{far}#l{far},one#l{number}}}.\n");
            (format!("d{number}.ascribe"), text)
        };
        let cast = Grown::default().repeat(times, |number| format!("@a{number}: Ann Orre{number}\n")).text;
        let mut others: Vec<(String, String)> = (0..times).map(other).collect();
        others.push(("cast.ascribe".into(), cast));
        let said = |n| format!("[Open]{{claim #l{n} @a{n} denies=d{n}#l{n}}}, says Ann Orre{n}.\n\n");
        Grown { others, ..Grown::default().repeat(times, said) }
    });
    vec![all_to_one, one_to_all, same_label, many_speakers, documents]
}

/// Words at each of which all entries of a house begin.
fn house() -> Text {
    Text::new("entries of a house that begin alike", |times| {
        let mut house = House::default();
        for number in 0..times {
            house.insert(HouseList::Phrases, &format!("so so so so so so so {number}"), Advice::Avoid);
        }
        let mut policy = Policy::default();
        policy.add_house(&Arc::new(house));
        Grown { policy: Arc::new(policy), ..Grown::default().repeat(times, |_| "so so so 7 ".into()) }
    })
}

/// Id that is not declared, by its number.
type Wrong = fn(usize) -> String;

/// Ids that are not declared, and similar to one that is, or to all.
fn near() -> Vec<Text> {
    let ids: [(&str, Wrong); 3] = [
        ("near all", |number| format!("wardem{number}x")),
        ("that start alike", |number| format!("wa{number}rdenoflock")),
        ("of equal letters", |number| format!("drawen{number}{number}")),
    ];
    let near = ids.into_iter().map(|(name, wrong)| {
        Text::new(format!("ids {name}"), move |times| {
            let declared = |n| format!("@warden{n}: Ann {n}\n^warden{n}: Log {n}\n");
            let items = |number| {
                let id = wrong(number);
                format!("@{id} ^{id} denies=#{id} ")
            };
            Grown::default()
                .repeat(times, declared)
                .and("\n")
                .repeat(times, |number| format!("[Open]{{claim #warden{number} @author}}.\n\n"))
                .repeat(times, |number| format!("[It is shut]{{claim {}}}.\n\n", items(number)))
                .and("[It is shut]{claim ")
                .repeat(times, items)
                .and("}.\n")
        })
    });
    let long = Text::new("ids, keys and kinds of many letters", |times| {
        let (id, word) = ("abcdefghij".repeat(times), "claimverdict".repeat(times));
        Grown::of(format!(
            "@{id}: Ann Orre\n  {word}: a\n^{id}: Log\n\n%% allow: {word}\n[Open]{{claim #{id} @author}}.\n\n"
        ))
        .repeat(1, |_| {
            format!("[It is]{{{word} @x{id} ^x{id} denies=#x{id} {word}=so verdict={word} allow={word}}}.\n")
        })
    });
    near.chain([long]).collect()
}

/// All texts of this kind.
pub fn texts() -> Vec<Text> {
    shapes().chain(stars()).chain(near()).chain([house()]).collect()
}
