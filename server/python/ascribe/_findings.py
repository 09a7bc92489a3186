"""Findings of the rules."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from ascribe import _ascribe
from ascribe._document import Document


@dataclass(frozen=True)
class Edit:
    """A change of a document."""

    start: int
    end: int
    """Offsets in the document, in code points."""
    text: str


@dataclass(frozen=True)
class Fix:
    """A way to mend a finding."""

    title: str
    applicability: str
    """`safe` if it loses and invents nothing, `unsafe` if it guesses, `manual` if it is one of several."""
    edits: list[Edit]

    def apply(self, document: str | Document) -> str:
        """The document after the fix."""
        text = str(document)
        for edit in sorted(self.edits, key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text


@dataclass(frozen=True)
class Finding:
    """Something that a rule reports about a document."""

    rule: str
    severity: str
    """`error`, `warning`, `info` or `hint`."""
    message: str
    start: int
    end: int
    """Offsets in the document, in code points."""
    line: int
    """From 1."""
    fixes: list[Fix]
    """The likeliest first."""


def check(document: str | Document, *, path: str | os.PathLike[str] | None = None) -> list[Finding]:
    """Findings in a document, in text order.

    :param path: where the document is: its `cast.ascribe` and `ascribe.toml` are found
    """
    found = json.loads(_ascribe.check(str(document), path))
    return [
        Finding(
            rule=it["rule"],
            severity=it["severity"],
            message=it["message"],
            start=it["start"],
            end=it["end"],
            line=it["line"],
            fixes=[
                Fix(fix["title"], fix["applicability"], [Edit(**edit) for edit in fix["edits"]])
                for fix in it["fixes"]
            ],
        )
        for it in found
    ]
