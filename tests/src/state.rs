//! The server's view of a document, to compare two ways of arriving at one text.

use serde_json::{Value, json};

use crate::doc::Doc;

impl Doc<'_> {
    /// All results for the text: diagnostics, symbols, folds and semantic tokens, as far as they are supported.
    pub fn state(&self) -> Value {
        let mut findings: Vec<_> = self.findings().into_iter().map(|finding| finding.raw).collect();
        findings.sort_by_cached_key(Value::to_string);
        let mut state = json!({"diagnostics": findings});
        let methods = [
            ("documentSymbol", "/documentSymbolProvider"),
            ("foldingRange", "/foldingRangeProvider"),
            ("semanticTokens/full", "/semanticTokensProvider/full"),
        ];
        for (method, provider) in methods {
            if self.server().capability(provider).is_null() {
                continue;
            }
            let answer = self.server().request(&format!("textDocument/{method}"), self.params());
            state[method] = answer.expect("a request that the server offers");
            if let Some(tokens) = state[method].as_object_mut() {
                tokens.remove("resultId");
            }
        }
        // Replaces the document's own URI, so that copies compare equal.
        let own = serde_json::to_string(self.uri()).expect("a string");
        serde_json::from_str(&state.to_string().replace(&own, "\"this\"")).expect("the same JSON")
    }

    /// Asserts that the results equal those for a freshly opened copy.
    pub fn assert_like_fresh(&self) {
        let fresh = self.server().open(&format!("fresh-{}.ascribe", self.version()), self.text());
        let (edited, opened) = (self.state(), fresh.state());
        fresh.close();
        assert_eq!(edited, opened, "after editing (left) and after opening (right) {:?}", self.text());
    }
}
