use crate::sourcing::cued_verbs::cued_verbs;
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_language::lexicon::Lexicon;
use ascribe_language::normal_form::normal;
use ascribe_markup::policy::house::{Advice, HouseEntry, HouseList, fold};

pub(super) static RULE: Rule = Rule {
    code: "house-verb",
    severity: Severity::Info,
    summary: "A verb of saying that the house avoids.",
    explanation: "\
The table `house.verbs` in `ascribe.toml`, or in a rule pack that it extends, lists verbs of saying that a house avoids,
with the verb that it wants:

```toml
[house.verbs]
\"stated\" = \"said\"
\"states\" = \"says\"
```

The rule finds a verb where it introduces a quotation, an annotated claim or opinion, or reported speech without an
annotation, whatever its case. Each form of a verb needs an entry. A verb in the table is no longer reported by
`loaded-verb`; `\"claimed\" = false` accepts it without a word.

The rule skips verbs after a negation or a modal verb, the passive, words that may be nouns, verbs within quotations,
which are the speaker's own, the article's own statements (`@author`), and languages without word lists (`lang:`). To
find a verb wherever it stands, list it in [`house.phrases`](house-phrase.md). There is no fix, since the article's words
are never changed.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} Jensen stated.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} Jensen said.\n",
    check: Check::Block(check),
    fixes: no_fixes,
};

fn entry<'a>(context: &Context<'a>, lower: &str) -> Option<&'a HouseEntry> {
    context.scope.policy.house_entry(HouseList::Verbs, &fold(&normal(lower)))
}

/// Whether the house has an opinion about a verb, and this rule reports it.
pub(super) fn covers(context: &Context<'_>, lower: &str) -> bool {
    let policy = &context.scope.policy;
    policy.has_house(HouseList::Verbs) && RULE.level(policy).is_some() && entry(context, lower).is_some()
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !context.scope.policy.has_house(HouseList::Verbs) {
        return;
    }
    let is_avoided =
        |_: &Lexicon, word: &str| entry(context, word).is_some_and(|entry| entry.advice != Advice::Accept);
    cued_verbs(context, is_avoided, |_, cued| {
        let Advice::Instead(wanted) = &entry(context, cued.verb())?.advice else { return None };
        let message = format!("“{}” is a verb that the house avoids. Write “{wanted}”.", cued.written());
        findings.push(cued.finding(&RULE, message));
        Some(())
    });
}
