use crate::sourcing::placeholders::ROLE;
use crate::sourcing::reported_speech::lexicon;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::Namespace;

pub(super) static RULE: Rule = Rule {
    code: "bare-source",
    severity: Severity::Info,
    summary: "An anonymous actor described only as “a source” or the like.",
    explanation: "\
“A source said” tells the reader nothing. The Associated Press wants an unnamed source described as closely as is
safe, and some desks ban “people familiar with the matter” altogether. The rule finds actors with `anonymous: yes`
whose name says no more than that: “A source”, “Two officials”, “People familiar with the matter”.

Any word for the person's position is enough, as in “A harbour official”, and so is a `role:` or an `affiliation:`.
The rule does not look for descriptions elsewhere in the article, and skips languages without word lists (`lang:` in
the front matter).",
    bad: "@source: A source\n  anonymous: yes\n  reason: fears for her post\n^call: Phone call with the source\n  date: 2025-03-03\n\n“We had no warning at all,”{@source ^call} a source said.\n",
    good: "@source: A source in the harbour office\n  anonymous: yes\n  reason: fears for her post\n^call: Phone call with the source\n  date: 2025-03-03\n\n“We had no warning at all,”{@source ^call} the source said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(actor) = context.at.block.declaration() else { return };
    let Some(lexicon) = lexicon(context.scope) else { return };
    let is_described = actor.field("role").is_some() || actor.field("affiliation").is_some();
    if actor.namespace != Namespace::Actor || !actor.is_anonymous() || is_described {
        return;
    }
    let name = actor.name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let mut words = words.into_iter().filter(|word| !word.is_empty()).peekable();
    let is_bare = words.peek().is_some()
        && words.clone().any(|word| lexicon.is("bare", word))
        && words.all(|word| lexicon.is("bare", word) || lexicon.is("empty", word));
    if is_bare {
        let message = format!(
            "“{}” does not describe the source. State the person's position, as closely as is safe, \
             in the name or in a `role:` field.",
            actor.name
        );
        findings.push(Finding::new(&RULE, actor.name_extent, message));
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let end = context.scope.document.line_ending();
    let extent = ascribe_markup::model::BlockRange { start: finding.extent.end, ..finding.extent };
    vec![context.fix("Add a `role:` field", extent, format!("{end}  role: {ROLE}"))]
}
