from typing import Final

from typing_extensions import CapsuleType

HIGHLIGHTS_QUERY: Final[str]
"""Syntax highlighting."""

LOCALS_QUERY: Final[str]
"""Definitions and references of ids."""

TAGS_QUERY: Final[str]
"""Declarations, labels and references, for code navigation."""

FOLDS_QUERY: Final[str]
"""Foldable ranges."""

TEXTOBJECTS_QUERY: Final[str]
"""Text objects."""

def language() -> CapsuleType:
    """Return the language, as `tree_sitter.Language` takes it."""
