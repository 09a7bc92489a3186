use crate::sourcing::house::house_words;
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_markup::policy::house::{Advice, HouseList};

pub(super) static RULE: Rule = Rule {
    code: "house-phrase",
    severity: Severity::Info,
    summary: "A word or phrase that the house does not use.",
    explanation: "\
The table `house.phrases` in `ascribe.toml`, or in a rule pack that it extends, lists words and phrases that a house does
not use, with what it writes instead, or `true` if they are to be cut or rephrased:

```toml
[house.phrases]
\"going forward\" = \"from now on\"
\"at this moment in time\" = true
```

The rule finds them in the article as whole words, whatever their case, and also across markup and line ends. A word that
the entry writes with a capital has one in the article too. Where entries of different lengths begin at one word, the
longest one decides, so that an entry with `false` makes an exception.

The rule skips quotations, whose words somebody else said or wrote, and everything that is not text of the article:
front matter, declarations and annotations. There is no fix, since the article's words are never changed.",
    bad: "Going forward, the tram will stop at the river.\n",
    good: "From now on, the tram will stop at the river.\n",
    check: Check::Block(check),
    fixes: no_fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for found in house_words(context, HouseList::Phrases) {
        let remedy = match found.advice {
            Advice::Instead(wanted) => format!("Write “{wanted}”."),
            _ => "Cut or rephrase it.".to_owned(),
        };
        let written = &found.text;
        let message = format!("“{written}” is not in the style of the house. {remedy}");
        findings.push(Finding::new(&RULE, found.extent, message));
    }
}
