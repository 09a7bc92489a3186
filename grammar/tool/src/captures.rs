//! Names of the captures in each editor. The queries in `grammar/queries` use those of Neovim.

/// An editor whose queries are generated.
#[derive(Clone, Copy)]
pub enum Editor {
    Helix,
    Zed,
    Emacs,
}

/// Capture in `grammar/queries`, then its name in Helix, Zed and Emacs (faces). Where an editor has no use for a
/// capture, it gets none of the patterns with it.
#[rustfmt::skip]
const NAMES: &[(&str, [Option<&str>; 3])] = &[
    // Highlights. Each is a name that the default themes colour.
    ("attribute", [Some("attribute"), Some("attribute"), Some("font-lock-variable-name-face")]),
    ("comment", [Some("comment"), Some("comment"), Some("font-lock-comment-face")]),
    ("constant", [Some("tag"), Some("constant"), Some("font-lock-constant-face")]),
    ("constant.builtin", [Some("constant.builtin"), Some("constant"), Some("font-lock-builtin-face")]),
    ("error", [Some("error"), None, Some("font-lock-warning-face")]),
    ("keyword", [Some("keyword"), Some("keyword"), Some("font-lock-keyword-face")]),
    ("keyword.modifier", [Some("keyword.storage.modifier"), Some("keyword"), Some("font-lock-builtin-face")]),
    ("label", [Some("label"), Some("label"), Some("font-lock-function-name-face")]),
    ("markup.link", [Some("namespace"), Some("link_text"), Some("font-lock-type-face")]),
    ("markup.quote", [Some("string"), Some("string"), Some("font-lock-string-face")]),
    ("markup.strong", [Some("markup.heading"), Some("emphasis.strong"), Some("bold")]),
    ("operator", [Some("operator"), Some("operator"), Some("font-lock-operator-face")]),
    ("property", [Some("attribute"), Some("property"), Some("font-lock-property-name-face")]),
    ("punctuation.bracket", [Some("punctuation.bracket"), Some("punctuation.bracket"), Some("font-lock-bracket-face")]),
    ("punctuation.delimiter", [Some("punctuation.delimiter"), Some("punctuation.delimiter"), Some("font-lock-delimiter-face")]),
    ("punctuation.special", [Some("punctuation.special"), Some("punctuation.special"), Some("font-lock-misc-punctuation-face")]),
    ("string", [Some("string.special"), Some("string"), Some("font-lock-doc-face")]),
    ("string.escape", [Some("constant.character.escape"), Some("string.escape"), Some("font-lock-escape-face")]),
    ("string.special.path", [Some("string.special.path"), Some("string.special"), Some("font-lock-doc-face")]),
    ("spell", [None, None, None]),
    ("nospell", [None, None, None]),
    // Text objects.
    ("function.outer", [Some("function.around"), Some("function.around"), None]),
    ("function.inner", [Some("function.inside"), Some("function.inside"), None]),
    ("class.outer", [Some("class.around"), Some("class.around"), None]),
    ("class.inner", [Some("class.inside"), Some("class.inside"), None]),
    ("comment.outer", [Some("comment.around"), Some("comment.around"), None]),
    ("comment.inner", [Some("comment.inside"), Some("comment.inside"), None]),
    ("parameter.outer", [Some("parameter.around"), None, None]),
    ("parameter.inner", [Some("parameter.inside"), None, None]),
    ("entry.outer", [Some("entry.around"), None, None]),
    ("entry.inner", [Some("entry.inside"), None, None]),
    ("block.outer", [None, None, None]),
    ("block.inner", [None, None, None]),
    ("paragraph.outer", [None, None, None]),
    ("paragraph.inner", [None, None, None]),
    ("assignment.outer", [None, None, None]),
    ("assignment.lhs", [None, None, None]),
    ("assignment.rhs", [None, None, None]),
    // Indents.
    ("indent.begin", [Some("indent"), Some("indent"), None]),
    // Tags, which are Zed's outline.
    ("name", [None, Some("name"), None]),
    ("definition.class", [None, Some("item"), None]),
    ("definition.module", [None, Some("item"), None]),
    ("definition.constant", [None, Some("item"), None]),
    ("reference.class", [None, None, None]),
    ("reference.module", [None, None, None]),
    ("reference.constant", [None, None, None]),
];

impl Editor {
    /// Name of a capture in this editor, if it has one.
    ///
    /// # Errors
    ///
    /// Fails for a capture that is not in the table.
    pub fn name(self, capture: &str) -> Result<Option<&'static str>, String> {
        NAMES
            .iter()
            .find(|(name, _)| *name == capture)
            .map(|(_, [helix, zed, emacs])| match self {
                Self::Helix => *helix,
                Self::Zed => *zed,
                Self::Emacs => *emacs,
            })
            .ok_or_else(|| format!("@{capture} is not in the table of capture names; add it to captures.rs"))
    }
}
