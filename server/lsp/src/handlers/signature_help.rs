//! `textDocument/signatureHelp`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert;
use ascribe_ide::signature_help::signature_help as signature;
use tower_lsp::ls_types::{
    Documentation, ParameterInformation, ParameterLabel, Position, SignatureHelp, SignatureInformation,
};

pub fn signature_help(snapshot: &Snapshot, position: Position) -> Option<SignatureHelp> {
    let offset = convert::offset(snapshot.scope().document.text(), position, snapshot.capabilities.encoding);
    let signature = signature(snapshot.scope(), offset)?;
    let parameters = signature.parameters.iter().map(|parameter| ParameterInformation {
        // Not offsets: Emacs 30 is off by one with them, and fails at the last parameter.
        label: ParameterLabel::Simple(signature.label[parameter.range.clone()].to_owned()),
        documentation: documentation(snapshot, &parameter.documentation),
    });
    let active = Some(signature.active as u32);
    let information = SignatureInformation {
        documentation: documentation(snapshot, &signature.documentation),
        parameters: Some(parameters.collect()),
        active_parameter: None,
        label: signature.label,
    };
    Some(SignatureHelp { signatures: vec![information], active_signature: Some(0), active_parameter: active })
}

fn documentation(snapshot: &Snapshot, text: &str) -> Option<Documentation> {
    let content = || snapshot.capabilities.signature_format.content(text.to_owned());
    (!text.is_empty()).then(|| Documentation::MarkupContent(content()))
}
