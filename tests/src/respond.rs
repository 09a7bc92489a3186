//! Client responses to the server's requests, and the capabilities that these require.

use serde_json::{Value, json};

/// Response to a server request; `None` for an unknown method.
pub fn respond(method: &str, params: &Value, settings: &Value) -> Option<Value> {
    let section = |item: &Value| {
        let name = item["section"].as_str().unwrap_or_default();
        name.split('.').filter(|key| !key.is_empty()).fold(settings, |node, key| &node[key]).clone()
    };
    match method {
        "workspace/configuration" => {
            Some(params["items"].as_array().into_iter().flatten().map(section).collect())
        }
        "workspace/applyEdit" => Some(json!({"applied": false, "failureReason": "not in a test"})),
        "window/showDocument" => Some(json!({"success": false})),
        "window/showMessageRequest"
        | "window/workDoneProgress/create"
        | "client/registerCapability"
        | "client/unregisterCapability" => Some(Value::Null),
        _ if method.starts_with("workspace/") && method.ends_with("/refresh") => Some(Value::Null),
        _ => None,
    }
}

/// Fault of a server request for which the client lacks the capability.
pub(crate) fn not_offered(method: &str, params: &Value, capabilities: &Value) -> Option<String> {
    let lacks = |pointer: &str| {
        let has = capabilities.pointer(pointer).is_some_and(|value| *value != json!(false));
        (!has).then(|| format!("{method}, but the client lacks {pointer}"))
    };
    match method {
        "workspace/configuration" | "workspace/applyEdit" | "workspace/workspaceFolders" => {
            lacks(&format!("/{method}"))
        }
        "window/workDoneProgress/create" => lacks("/window/workDoneProgress"),
        "workspace/diagnostic/refresh" => lacks("/workspace/diagnostics/refreshSupport"),
        "client/registerCapability" => {
            let registrations = params["registrations"].as_array()?;
            registrations.iter().find_map(|registration| {
                lacks(&format!("/{}/dynamicRegistration", registration["method"].as_str()?))
            })
        }
        _ if method.ends_with("/refresh") => lacks(&format!("/{method}Support")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_client_cannot_do_is_not_asked_for() {
        let ask =
            |method: &str, params: Value, capabilities: Value| not_offered(method, &params, &capabilities);
        let watch = json!({"registrations": [{"id": "1", "method": "workspace/didChangeWatchedFiles"}]});
        let can = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
        assert_eq!(ask("client/registerCapability", watch.clone(), can), None);
        assert!(ask("client/registerCapability", watch, json!({})).is_some());
        let refresh = "workspace/diagnostic/refresh";
        let can = json!({"workspace": {"diagnostics": {"refreshSupport": true}, "inlayHint": {"refreshSupport": true}}});
        assert_eq!(ask(refresh, json!(null), can.clone()), None);
        assert_eq!(ask("workspace/inlayHint/refresh", json!(null), can.clone()), None);
        assert!(ask("workspace/codeLens/refresh", json!(null), can).is_some());
        assert!(ask("workspace/configuration", json!({"items": []}), json!({})).is_some());
        assert_eq!(ask("window/showMessageRequest", json!({}), json!({})), None);
    }
}
