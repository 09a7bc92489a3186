//! Texts in which one thing that drafting looks at occurs as often as wanted: statements, names, quotations, marks.

/// A text of `n` units.
pub type Dense = fn(usize) -> String;

/// Texts by name. Each is valid at any size, and linear in it.
pub const DENSE: [(&str, Dense); 38] = [
    ("prose on one line", |n| join(n, " ", |at| PROSE[at % PROSE.len()].to_owned())),
    ("one quotation", |n| "“It is so,” he said. ".repeat(n)),
    ("one quotation in paragraphs", |n| "“It is so,” he said.\n\n".repeat(n)),
    ("names", |n| join(n, " ", |at| format!("{} left.", name(at)))),
    ("names with quotations", |n| join(n, " ", quotation)),
    ("names with quotations in paragraphs", |n| join(n, "\n\n", quotation)),
    ("names, then quotations by surname", |n| names_then(n, surname)),
    ("declared names", |n| declared(n, name)),
    ("declared names by surname", |n| declared(n, surname)),
    ("one person with many names", |n| {
        format!("@moe: Ida Moe\n  aka: {}\n\n{}", join(n, "; ", name), join(n, "\n\n", quotation))
    }),
    ("people with one surname", |n| {
        let left = join(n, " ", |at| format!("{} Moe left.", surname(at)));
        format!("{left} {}", "“It was a long day,” Moe said. ".repeat(n))
    }),
    ("people in one office", |n| names_in_office(n)),
    ("offices", |n| {
        join(n, " ", |at| format!("“It was a long day,” the {} minister said.", surname(at).to_lowercase()))
    }),
    ("pronouns", |n| join(n, " ", |at| format!("{} left. “It was a long day,” he said.", name(at)))),
    ("pronouns behind names", |n| names_then(n, |_| "he".into())),
    ("bodies", |n| {
        join(n, "\n\n", |at| {
            format!("{} Company said that it rains. The company said that it pours.", surname(at))
        })
    }),
    ("bodies by pronoun", |n| "The firm said that it rains. It said that it pours. They said so. ".repeat(n)),
    ("spokesmen of bodies", |n| {
        join(n, "\n\n", |at| {
            let (name, body) = (name(at), surname(at + 7));
            format!(
                "“It rained,” said {name}, a spokesman for {body} Company. “It did,” {body} Company said."
            )
        })
    }),
    ("letters", |n| join(n, "\n\n", |at| format!("{} in a letter.", quotation(at).trim_end_matches('.')))),
    ("interviews", |n| {
        join(n, "\n\n", |at| format!("“It was a long day,” Ida Moe told the {} Herald.", surname(at)))
    }),
    ("interviews with one source", |n| {
        "“It was a long day,” Moe said in an interview with the Herald. ".repeat(n)
    }),
    ("quotations in two parts", |n| "“It was,” Ida Moe said, “a long day.” ".repeat(n)),
    ("quotations by nobody in two parts", |n| "“It was,” they said, “a long day.”\n\n".repeat(n)),
    ("an endless quotation", |n| {
        format!("“It was a long day, Ida Moe said.\n\n{}", "“And it went on.\n\n".repeat(n))
    }),
    ("carriers", |n| {
        "“It was long,” the minister said in an interview, Le Monde reported. “It was.” ".repeat(n)
    }),
    ("cited sources", |n| "Interfax reported that it rains, citing an aide, and left. ".repeat(n)),
    ("withheld names", |n| "a source who asked not to be named, fearing him, said that it rains, ".repeat(n)),
    ("antecedents", |n| "Ida Moe, who said that it rains, ".repeat(n)),
    ("transcripts on one line", |n| "A: I think so. B: You do not? ".repeat(n)),
    ("transcripts", |n| {
        let line = |at| format!("{}: I do not know that.", surname(at));
        format!("{}\n\n{}\n\n{}", join(n, " ", name), join(n, "\n\n", line), join(n, "\n\n", line))
    }),
    ("captions", |n| join(n, "\n\n", |at| format!("The {} quay of the old port in the winter", surname(at)))),
    ("nicknames", |n| "Ida “Bo” Moe (“Bo”) left. ".repeat(n)),
    ("drafts", |n| {
        join(n, " ", |at| {
            format!("“It was long,”{{@moe draft confidence=0.90}} {} said. “It was.”", name(at))
        })
    }),
    ("brackets that end nowhere", |n| "Ida Moe said that the [bridge was unsafe. ".repeat(n)),
    ("quotation marks that end nowhere", |n| "“so “[« 'so \"".repeat(n)),
    ("nested quotations", |n| "“a “b «c» d” e ".repeat(n)),
    ("a word of many parts", |n| "a.1.".repeat(n)),
    ("a name of many words", |n| format!("“It was a long day,” {}said.", "Moe ".repeat(n))),
];

const PROSE: [&str; 8] = [
    "The harbour was closed for most of the morning because of the wind.",
    "“We had no warning at all,” said Mara Lindqvist, the harbour master, on Tuesday.",
    "The agency later said that it was sorry for the delay, and that nobody had read the charts.",
    "According to two officials, the ferry will stay closed until Thursday.",
    "He added that the crew was safe.",
    "“It is not our fault,” she told reporters.",
    "Officials denied that the pumps had failed.",
    "The mayor, Jon Aas, believes that the quay needs repairs.",
];

fn join(n: usize, between: &str, unit: impl Fn(usize) -> String) -> String {
    (0..n).map(unit).collect::<Vec<_>>().join(between)
}

fn quotation(at: usize) -> String {
    format!("“It was a long day,” {} said.", name(at))
}

fn names_then(n: usize, speaker: fn(usize) -> String) -> String {
    let names = join(n, " ", |at| format!("{} left.", name(at)));
    format!("{names} {}", join(n, " ", |at| format!("“It was a long day,” {} said.", speaker(at))))
}

fn names_in_office(n: usize) -> String {
    let ministers = join(n, "\n\n", |at| format!("Minister {} left.", name(at)));
    format!("{ministers}\n\n{}", "“It was a long day,” the minister said.\n\n".repeat(n))
}

fn declared(n: usize, speaker: fn(usize) -> String) -> String {
    let cast = join(n, "\n", |at| format!("@{}: {}", surname(at).to_lowercase(), name(at)));
    format!("{cast}\n\n{}", join(n, "\n\n", |at| format!("“It was a long day,” {} said.", speaker(at))))
}

fn name(at: usize) -> String {
    const FIRST: [&str; 8] = ["Ada", "Ivar", "Mona", "Ruth", "Tove", "Karl", "Nils", "Olga"];
    format!("{} {}", FIRST[at % FIRST.len()], surname(at))
}

/// A different surname for each number.
fn surname(at: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "dra", "fen", "gil", "hor", "kvi", "lun", "mer",
    ];
    let mut rest = at + SYLLABLES.len();
    let mut word = String::new();
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
