"""A component for spaCy: `nlp.add_pipe("ascribe")`.

It adds a group of spans, `doc.spans["ascribe"]`, with the kind of each annotation as its label, and for each span
`span._.speakers`, `span._.stance`, `span._.draft` and `span._.confidence`; `doc._.ascribe` is the whole article.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from ascribe._article import Annotation, Article
from ascribe._document import DEFAULT_CONFIDENCE, draft

_KEY = "ascribe"


class Component:
    """Annotates who says what in a text."""

    def __init__(self, min_confidence: float) -> None:
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        article = draft(doc.text, min_confidence=self.min_confidence, front_matter=False).article()
        doc.user_data[_KEY] = article
        spans = []
        for number, annotation in enumerate(article.annotations):
            for start, end in annotation.parts:
                span = doc.char_span(start, end, label=annotation.kind, span_id=str(number), alignment_mode="expand")
                if span is not None:
                    spans.append(span)
        doc.spans[_KEY] = spans
        return doc


def _annotation(span: Span) -> Annotation | None:
    article: Article | None = span.doc.user_data.get(_KEY)
    return article.annotations[int(span.id_)] if article and span.id_.isdigit() else None


def _of(name: str) -> Any:
    def get(span: Span) -> Any:
        annotation = _annotation(span)
        return getattr(annotation, name) if annotation else None

    return get


def _speakers(span: Span) -> list[str]:
    annotation = _annotation(span)
    return span.doc.user_data[_KEY].speakers(annotation) if annotation else []


Doc.set_extension(_KEY, getter=lambda doc: doc.user_data.get(_KEY), force=True)
Span.set_extension("speakers", getter=_speakers, force=True)
for _name in ("stance", "draft", "confidence"):
    Span.set_extension(_name, getter=_of(_name), force=True)


@Language.factory("ascribe", default_config={"min_confidence": DEFAULT_CONFIDENCE})
def create(nlp: Language, name: str, min_confidence: float) -> Component:
    """Creates the component for a pipeline."""
    return Component(min_confidence)
