//! `textDocument/inlayHint` and `inlayHint/resolve`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::{self, Places};
use crate::protocol::gate;
use ascribe_ide::hover;
use ascribe_ide::inlay_hints::{Hint, HintKind, Wanted, inlay_hints};
use ascribe_markup::Edit;
use ascribe_markup::model::Namespace;
use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintTooltip, Location, Range, TextEdit, Uri,
};

/// Data that identifies a hint on resolve.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    /// Id with its sign.
    id: String,
}

pub fn inlay_hint(snapshot: &Snapshot, range: Range) -> Vec<InlayHint> {
    let text = snapshot.scope().document.text();
    let range = convert::byte_range(text, range, snapshot.capabilities.encoding);
    let wanted = Wanted {
        names: snapshot.preferences.name_hints,
        speakers: snapshot.preferences.speaker_hints,
        sources: snapshot.preferences.source_hints,
    };
    let hints = inlay_hints(snapshot.scope(), range, wanted).hints;
    let places = Places::of(text, snapshot.capabilities.encoding);
    let edits: Vec<&[Edit]> = hints.iter().map(|hint| &*hint.edits).collect();
    let edits = gate::each(&snapshot.scope().document, &edits, snapshot.capabilities.encoding);
    hints.into_iter().zip(edits).map(|(hint, edits)| hint_of(snapshot, &places, hint, edits)).collect()
}

fn hint_of(snapshot: &Snapshot, places: &Places<'_>, hint: Hint, edits: Vec<TextEdit>) -> InlayHint {
    let encoding = snapshot.capabilities.encoding;
    let location = hint.definition.as_ref().and_then(|definition| {
        let text = snapshot.scope().at(definition.place)?.text();
        Some(Location::new(
            snapshot.uri_of(definition.place)?,
            convert::range(text, &definition.id, encoding),
        ))
    });
    let lead = (!hint.lead.is_empty())
        .then(|| InlayHintLabelPart { value: hint.lead.into(), ..InlayHintLabelPart::default() });
    let named = InlayHintLabelPart { value: hint.label, location, ..InlayHintLabelPart::default() };
    let id = format!("{}{}", hint.namespace.sign(), hint.id);
    let resolves = snapshot.capabilities.resolves_inlay_tooltips;
    let tooltip = match hint.kind {
        HintKind::Name => id.clone(),
        HintKind::Speaker => format!("The sentence names {id}, but the quotation has no speaker."),
        HintKind::Source => "The default source, for annotations that name none.".into(),
    };
    InlayHint {
        position: places.position(hint.offset),
        label: InlayHintLabel::LabelParts(lead.into_iter().chain([named]).collect()),
        kind: None,
        text_edits: Some(edits).filter(|edits| !edits.is_empty()),
        tooltip: (!resolves).then_some(InlayHintTooltip::String(tooltip)),
        padding_left: Some(true),
        padding_right: None,
        data: resolves
            .then(|| Data { uri: snapshot.uri.clone(), id })
            .and_then(|it| serde_json::to_value(it).ok()),
    }
}

pub fn resolve(snapshot: &Snapshot, hint: InlayHint) -> InlayHint {
    let data = hint.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    let card = data.and_then(|data| {
        let namespace = if data.id.starts_with('@') { Namespace::Actor } else { Namespace::Source };
        hover::declared(snapshot.scope(), namespace, data.id.get(1..)?)
    });
    let format = snapshot.capabilities.hover_format;
    let tooltip = card.map(|card| InlayHintTooltip::MarkupContent(format.content(card)));
    InlayHint { tooltip: tooltip.or(hint.tooltip.clone()), ..hint }
}
