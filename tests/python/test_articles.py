"""Articles, their offsets, and what cannot be read."""

import zipfile
from pathlib import Path

import pytest

import ascribe

DOCUMENT = """\
@lund: Karin Lund
  role: harbour master
^talk: Talk with Karin Lund
  date: 2025-06-11

%s“It is open,”{#open @lund ^talk} said Lund, “and it stays so.”{part=#open}

She denied [that it is closed]{claim @lund stance=denies draft confidence=0.84}.
"""


@pytest.mark.parametrize("before", ["", "🚢 ", "Cafe\u0301 a\u0308 ", "𝔸𝔹 ", "\r\n"])
def test_offsets_are_those_of_python(before: str) -> None:
    article = ascribe.parse(DOCUMENT % before)
    quotation, denial = article.annotations
    assert [article.text[start:end] for start, end in quotation.parts] == ["It is open,", "and it stays so."]
    assert article.text[denial.start : denial.end] == "that it is closed"


def test_what_an_article_says() -> None:
    article = ascribe.Document(DOCUMENT % "", "harbour").article()
    quotation, denial = article.annotations
    assert article.id == "harbour"
    assert article.speakers(quotation) == ["Karin Lund"]
    assert article.actors["lund"].fields == {"role": "harbour master"}
    assert (str(article.sources["talk"]), article.sources["talk"].fields["date"]) == ("Talk with Karin Lund", "2025-06-11")
    assert (quotation.label, quotation.quotation, quotation.confidence, quotation.draft) == ("open", True, None, False)
    assert (denial.stance, denial.confidence, denial.draft) == ("denies", 0.84, True)
    assert article.by("lund") == [quotation, denial]
    assert article.by("nobody") == []


def test_drafts_below_a_confidence_are_left_out() -> None:
    text = "“It is open,” Karin Lund said. She denied that it was closed."
    all_drafts = ascribe.draft(text, min_confidence=0).article().annotations
    assert len(all_drafts) == 2
    sure = [it for it in all_drafts if (it.confidence or 0) >= 0.9]
    assert 0 < len(sure) < 2
    assert len(ascribe.draft(text, min_confidence=0.9).article().annotations) == len(sure)


def test_a_document_keeps_its_annotations() -> None:
    text = "“It is open,”{@lund} said Lund. “And so it stays,” Karin Lund said.\n\n@lund: Karin Lund\n"
    drafted = ascribe.draft(text, document=True, front_matter=False)
    assert "“It is open,”{@lund} said" in drafted.text
    assert drafted.strip() == ascribe.strip(text)


def test_signs_of_the_markup_in_an_article_stay() -> None:
    text = "@ada: hello\n\n[a]{claim} and “b,” said Karin Lund. \\{ %% no note\n"
    assert ascribe.draft(text).strip() == text


@pytest.mark.parametrize("call", [ascribe.draft, ascribe.parse, ascribe.strip])
def test_too_dense_texts_are_an_error(call: object) -> None:
    with pytest.raises(ValueError, match="too large or too dense.*split it"):
        call("[]{}" * 500_000)  # type: ignore[operator]


def test_wrong_arguments_are_errors() -> None:
    with pytest.raises(ValueError, match="there is no format `word`"):
        ascribe.export("", "word")
    with pytest.raises(ValueError, match="there is no format `word`"):
        ascribe.import_("", "word")
    with pytest.raises(ValueError, match="`speech` is no kind"):
        ascribe.import_("", "doccano", kinds={"X": "speech"})
    with pytest.raises(ValueError, match="line 1 is no JSON"):
        ascribe.import_("{", "jsonl")
    with pytest.raises(ValueError, match="from 0 to 1"):
        ascribe.draft("", min_confidence=1.5)
    with pytest.raises(ValueError):
        ascribe.draft("\ud800")


def test_nothing_is_an_article_too() -> None:
    assert ascribe.draft("").text == ""
    assert ascribe.parse("").annotations == []
    assert ascribe.check("") == []
    assert ascribe.export([], "jsonl").files == {"articles.jsonl": b""}


def test_names_of_formats_and_rules() -> None:
    assert "brat" in ascribe.export_formats()
    assert "w3c" in ascribe.import_formats()
    assert "unattributed-quote" in ascribe.rules()


def test_an_import_comes_back() -> None:
    exported = ascribe.export(ascribe.Document(DOCUMENT % "", "harbour"), "jsonl")
    (document,) = ascribe.import_(str(exported), "jsonl")
    assert document.article() == ascribe.parse(DOCUMENT % "", id="harbour")
    assert document.losses == []


def test_binary_formats_and_archives(tmp_path: Path) -> None:
    documents = [ascribe.Document(DOCUMENT % "", "harbour")]
    tables = ascribe.export(documents, "parquet")
    assert all(content.startswith(b"PAR1") for content in tables.files.values())
    project = ascribe.export(documents, "refi-qda")
    assert project == ascribe.export(documents, "refi-qda")
    (path,) = project.write(tmp_path / "new" / "folder")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert "project.qde" in archive.namelist()
    with pytest.raises(UnicodeDecodeError):
        str(tables)


def test_losses_are_told() -> None:
    line = '{"id": "a", "text": "It is open.", "labels": [[0, 11, "Statement"]]}'
    (document,) = ascribe.import_(line, "doccano")
    assert any("Statement" in loss for loss in document.losses)
    (document,) = ascribe.import_(line, "doccano", kinds={"Statement": "claim"})
    assert (document.losses, document.article().annotations[0].kind) == ([], "claim")
