//! The only way of edits to the client: through the gate, which compares the article before and after.

use crate::protocol::convert::Places;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::gate::{GateRefusal, Intent, PassedEdits, pass, pass_each};
use ascribe_markup::strip::strip;
use ascribe_markup::text::{Encoding, Text};
use tower_lsp::ls_types::TextEdit;

/// Converts edits of a document, if they pass the gate.
///
/// # Errors
/// If they do not; the refusal is logged.
pub fn text_edits(
    document: &Document,
    edits: &[Edit],
    intent: &Intent,
    encoding: Encoding,
) -> Result<Vec<TextEdit>, GateRefusal> {
    let passed = pass(document, edits, intent).inspect_err(|refusal| log(*refusal))?;
    converted(document.text(), &passed, encoding)
}

/// Converts groups of edits that are offered together; a group that does not pass the gate is empty, and logged.
pub fn each(document: &Document, groups: &[&[Edit]], encoding: Encoding) -> Vec<Vec<TextEdit>> {
    let converted = |passed: Result<PassedEdits, GateRefusal>| {
        let passed = passed.inspect_err(|refusal| log(*refusal)).unwrap_or_default();
        converted(document.text(), &passed, encoding).unwrap_or_default()
    };
    pass_each(document, groups).into_iter().map(converted).collect()
}

/// Converts edits that have passed the gate.
///
/// # Errors
/// If the client has no position for one of them, as between CR and LF; the refusal is logged.
pub fn converted(
    text: Text<'_>,
    passed: &PassedEdits,
    encoding: Encoding,
) -> Result<Vec<TextEdit>, GateRefusal> {
    let is_position = |offset| text.offset(text.position(offset, encoding), encoding) == offset;
    if passed.edits().iter().any(|edit| !is_position(edit.range.start) || !is_position(edit.range.end)) {
        log(GateRefusal::Misplaced);
        return Err(GateRefusal::Misplaced);
    }
    Ok(raw(text, passed.edits(), encoding))
}

/// Converts the edits beside the main one of a completion, which have passed the gate together with it.
pub fn beside_completion(text: Text<'_>, edits: &[Edit], encoding: Encoding) -> Vec<TextEdit> {
    raw(text, edits, encoding)
}

/// Converts edits of `ascribe.toml`, which has no article.
pub fn config_edits(text: Text<'_>, edits: &[Edit], encoding: Encoding) -> Vec<TextEdit> {
    raw(text, edits, encoding)
}

/// Lets the content of a new document pass if it is nothing but markup.
///
/// # Errors
/// If it has an article; the refusal is logged.
pub fn pass_new(content: &str) -> Result<(), GateRefusal> {
    if strip(&Document::new(content)).is_empty() {
        return Ok(());
    }
    log(GateRefusal::ChangesArticle);
    Err(GateRefusal::ChangesArticle)
}

fn raw(text: Text<'_>, edits: &[Edit], encoding: Encoding) -> Vec<TextEdit> {
    let places = Places::of(text, encoding);
    edits.iter().map(|edit| TextEdit::new(places.range(&edit.range), edit.text.clone())).collect()
}

fn log(refusal: GateRefusal) {
    tracing::error!("edits were refused: {refusal}");
}

#[cfg(test)]
mod tests {
    use super::{GateRefusal, Intent, pass_new, text_edits};
    use ascribe_markup::Edit;
    use ascribe_markup::document::Document;
    use ascribe_markup::text::Encoding;

    #[test]
    fn bad_edits_do_not_leave_the_server() {
        let document = Document::new("@ada: Ada\r\n\r\nShe left.\r\n");
        let sent = |edits: &[Edit]| text_edits(&document, edits, &Intent::Markup, Encoding::Utf16);
        assert_eq!(sent(&[Edit::replace(13..16, "He")]), Err(GateRefusal::ChangesArticle));
        assert_eq!(sent(&[Edit::insert(10, "\n")]), Err(GateRefusal::Misplaced), "between CR and LF");
        assert_eq!(sent(&[Edit::replace(6..9, "Ada Holt")]).map(|edits| edits.len()), Ok(1));
    }

    #[test]
    fn a_new_cast_has_no_article() {
        assert_eq!(pass_new("@ada: Ada\n  role: clerk\n"), Ok(()));
        assert_eq!(pass_new("@ada: Ada\n\nrole: clerk\n"), Err(GateRefusal::ChangesArticle));
    }
}
