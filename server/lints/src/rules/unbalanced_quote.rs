use crate::sourcing::quotations;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::{BlockRange, Marked, Shape};

pub(super) static RULE: Rule = Rule {
    code: "unbalanced-quote",
    severity: Severity::Hint,
    summary: "A quotation mark that opens and is never closed.",
    explanation: "\
A quotation that is never closed may be a typo, or the article's own. The rule reports the opening mark. A quotation
over several paragraphs, each of which opens it again, is closed by the last one and is not reported. The fix turns
the mark into plain text with a backslash, which `ascribe strip` removes again: the article's own characters are never
changed.",
    bad: "He called it “a mistake and left.\n",
    good: "He called it “a mistake” and left.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let block = context.at.block;
    for marked in block.marked() {
        let closed = !matches!(marked.shape, Shape::Quotation { closed: false, .. });
        if closed || quotations::going_on(block, marked, context.around).is_some() {
            continue;
        }
        let mark = opening_mark(marked);
        let message = format!(
            "This {} is not closed in its paragraph. If it does not open a quotation, put `\\` before it.",
            block.slice(mark)
        );
        findings.push(Finding::new(&RULE, mark, message));
    }
}

fn opening_mark(marked: &Marked) -> BlockRange {
    BlockRange { start: marked.extent.start, end: marked.content.start }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let extent = BlockRange { end: finding.extent.start, ..finding.extent };
    let mark = context.at.block.slice(finding.extent);
    vec![context.fix(format!("Escape {mark} as plain text"), extent, "\\")]
}
