"""The component for spaCy."""

import spacy
from spacy.tokens import Doc

TEXT = "🚢 “The crane has to go,” Mayor Ada Berg said. “It is old.” She denied that it would be sold."


def test_spans_have_kinds_and_speakers() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("ascribe")
    doc = nlp(TEXT)
    spans = [(span.label_, span.text, span._.speakers, span._.stance) for span in doc.spans["ascribe"]]
    assert spans == [
        ("quote", "The crane has to go,", ["Ada Berg"], "asserts"),
        ("quote", "It is old.", ["Ada Berg"], "asserts"),
        ("claim", "it would be sold", ["Ada Berg"], "denies"),
    ]
    assert doc._.ascribe.text == TEXT
    assert all(span._.draft and span._.confidence >= 0.5 for span in doc.spans["ascribe"])


def test_it_can_be_configured_and_other_documents_have_nothing() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("ascribe", config={"min_confidence": 1})
    assert list(nlp(TEXT).spans["ascribe"]) == []
    plain = spacy.blank("en")(TEXT)
    assert (plain._.ascribe, plain[0:2]._.speakers, plain[0:2]._.stance) == (None, [], None)


def test_a_document_with_spans_is_stored_and_read_again() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("ascribe")
    doc = nlp(TEXT)
    del doc.user_data["ascribe"]
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span.label_ for span in again.spans["ascribe"]] == ["quote", "quote", "claim"]
