//! What a notification of the client changes, and what follows from it.

use crate::client::{configs, preferences, publisher, refresh};
use crate::documents::NOTIFICATIONS;
use crate::looking::CANCELLED;
use crate::preferences::CHANGED;
use crate::state::{Shared, key_of};
use crate::trace;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tower_lsp::jsonrpc::Request;

/// Applies a notification that changes what the server knows; gives any other message back.
pub fn applied(shared: &Arc<Shared>, request: Request) -> Option<Request> {
    let method = request.method();
    if !NOTIFICATIONS.contains(&method) && ![CHANGED, CANCELLED, trace::SET].contains(&method) {
        return Some(request);
    }
    if !shared.is_initialized() || shared.was_shut_down() {
        return None;
    }
    match method {
        CHANGED => preferences::changed(shared, request.params()),
        CANCELLED => shared.looking.cancelled(request.params()),
        trace::SET => shared.trace.set(request.params()),
        _ => changed(shared, request),
    }
    None
}

fn changed(shared: &Arc<Shared>, request: Request) {
    let key = key_of(&request);
    let (method, _, params) = request.into_parts();
    let params = params.unwrap_or_default();
    let applied = catch_unwind(AssertUnwindSafe(|| shared.documents().apply(&method, params)));
    match applied {
        Ok(Ok(mut outcome)) => {
            if let Some(look) = outcome.look.take() {
                shared.look(look);
            }
            shared.touched();
            if outcome.others {
                refresh::documents(shared);
            }
            publisher::follow(shared, outcome);
            configs::tell(shared);
        }
        Ok(Err(error)) => tracing::warn!("{method} cannot be read: {error}"),
        // Its text is not the client's any more, so that it is better not open until it is opened anew.
        Err(_) => {
            tracing::error!("{method} has failed");
            if let Some(key) = key {
                shared.documents().forget(&key);
            }
        }
    }
}
