//! “The report by NOR – which studied the attack on Idris Vane – found that …”: the words between the dashes describe the
//! subject, and nobody in them is the source.

use crate::clauses::sentence;
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Maximum number of tokens of the subject before the dash.
const LONGEST: usize = 9;

/// Replaces a source between dashes by the subject before them.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let source = &draft.source;
    let is_dash = |token: &usize| tokens[*token].class == Class::Dash;
    let Some(closing) = draft.cue.start.checked_sub(1).filter(is_dash) else { return };
    if source.is_empty() || source.end > draft.cue.start || source.end + 1 < closing {
        return;
    }
    let whole = sentence(paragraph, draft.cue.start);
    let Some(opening) = (whole.start..source.end.min(closing)).find(is_dash) else { return };
    if opening >= source.end.min(closing) || opening <= whole.start {
        return;
    }
    let is_over = |token: &usize| {
        let class = tokens[*token].class;
        class == Class::Comma || class.is_verbal() && !matches!(class, Class::CueBase | Class::Ed)
    };
    let start = (whole.start..opening).rev().find(is_over).map_or(whole.start, |last| last + 1);
    draft.source = if start < opening && opening - start <= LONGEST { start..opening } else { 0..0 };
}
