//! `$/setTrace` and `$/logTrace`: reports the duration of each request to the client.

use serde_json::Value;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use tower_lsp::ls_types::{LogTraceParams, TraceValue};

/// Trace level that the client has set.
#[derive(Debug, Default)]
pub struct Trace(AtomicU8);

const MESSAGES: u8 = 1;
const VERBOSE: u8 = 2;

impl Trace {
    /// Applies the value of `initialize` or `$/setTrace`.
    pub fn set(&self, value: Option<TraceValue>) {
        let level = match value {
            None | Some(TraceValue::Off) => 0,
            Some(TraceValue::Messages) => MESSAGES,
            Some(TraceValue::Verbose) => VERBOSE,
        };
        self.0.store(level, Ordering::Relaxed);
    }

    /// Applies the parameters of `$/setTrace`; unknown values change nothing.
    pub fn set_by(&self, params: &Value) {
        match serde_json::from_value(params.get("value").cloned().unwrap_or_default()) {
            Ok(value) => self.set(Some(value)),
            Err(error) => tracing::warn!("invalid parameters of $/setTrace: {error}"),
        }
    }

    /// Message about an answered request; `None` if tracing is off.
    pub fn message(&self, method: &str, took: Duration, has_result: bool) -> Option<LogTraceParams> {
        let level = self.0.load(Ordering::Relaxed);
        let outcome = if has_result { "The request succeeded." } else { "The request failed." };
        (level > 0).then(|| LogTraceParams {
            message: format!("{method} took {:.1} ms", took.as_secs_f64() * 1e3),
            verbose: (level == VERBOSE).then(|| outcome.to_owned()),
        })
    }
}
