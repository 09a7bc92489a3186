use crate::sourcing::house::house_words;
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_markup::policy::house::{Advice, HouseList};

pub(super) static RULE: Rule = Rule {
    code: "house-name",
    severity: Severity::Info,
    summary: "A name that the house spells otherwise.",
    explanation: "\
The table `house.names` in `ascribe.toml`, or in a rule pack that it extends, says how a house spells names:

```toml
[house.names]
\"Kiev\" = \"Kyiv\"
\"Sao Paulo\" = \"São Paulo\"
```

The rule finds the names on the left in the article, as whole words, also in the possessive and before a hyphen
(“Kiev's”, “Kiev-based”). A word that the entry writes with a capital has one in the article too: `\"Turkey\"` does not
find a turkey. What is spelled as on the right is never found, nor is a headline in capitals.

The rule skips quotations, whose words somebody else said or wrote, and everything that is not text of the article:
front matter, declarations and annotations. There is no fix, since the article's words are never changed.",
    bad: "The tram to the river was late, as it often is in Kiev.\n",
    good: "The tram to the river was late, as it often is in Kyiv.\n",
    check: Check::Block(check),
    fixes: no_fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for found in house_words(context, HouseList::Names) {
        let Advice::Instead(wanted) = found.advice else { continue };
        let written = &found.text;
        let message = format!("“{written}” is not how the house spells this name. Write “{wanted}”.");
        findings.push(Finding::new(&RULE, found.extent, message));
    }
}
