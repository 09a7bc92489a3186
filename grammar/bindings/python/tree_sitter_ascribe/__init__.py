"""Ascribe grammar for tree-sitter: markup for annotating news articles."""

from importlib.resources import files as _files

from ._binding import language

_QUERIES = {
    "HIGHLIGHTS_QUERY": "highlights.scm",
    "LOCALS_QUERY": "locals.scm",
    "TAGS_QUERY": "tags.scm",
    "FOLDS_QUERY": "folds.scm",
    "TEXTOBJECTS_QUERY": "textobjects.scm",
}

__all__ = ["language", *_QUERIES]


def __getattr__(name):
    # Each query is read on first use.
    if name not in _QUERIES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    query = (_files(__package__) / "queries" / _QUERIES[name]).read_text("utf-8")
    globals()[name] = query
    return query


def __dir__():
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])
