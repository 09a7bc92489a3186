"""The package says what the command says."""

import json
import subprocess
import sys
from pathlib import Path

import ascribe
import pytest
from ascribe.__main__ import command


def run(*arguments: str | Path, ok: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run([command(), *map(str, arguments)], capture_output=True)
    assert done.returncode in ok, done.stderr.decode()
    return done.stdout.decode()


def read(path: Path) -> str:
    return path.read_bytes().decode()


def test_parse(document: Path) -> None:
    (line,) = run("export", "--to", "jsonl", document).splitlines()
    expected = json.loads(line)
    article = ascribe.parse(read(document), path=document)
    assert article.text == expected["text"]
    assert [it.id for it in article.actors.values()] == [it["id"] for it in expected["actors"]]
    assert [it.fields for it in article.sources.values()] == [it["fields"] for it in expected["sources"]]
    assert [(it.kind, it.text, it.actors) for it in article.annotations] == [
        (it["kind"], it["text"], it["actors"]) for it in expected["annotations"]
    ]


def test_strip(document: Path) -> None:
    assert ascribe.strip(read(document)) == run("strip", document)


def test_check(document: Path) -> None:
    expected = json.loads(run("check", "--format", "json", document, ok=(0, 1)))
    text = read(document)
    found = ascribe.check(text, path=document)
    assert [(it.rule, it.severity, it.message, it.line) for it in found] == [
        (it["rule"], it["severity"], it["message"], it["start"]["line"]) for it in expected
    ]
    assert [len(text[: it.start].encode()) for it in found] == [it["start"]["offset"] for it in expected]
    for finding, other in zip(found, expected):
        assert [fix.title for fix in finding.fixes] == [fix["title"] for fix in other["fixes"]]
        for fix, bytes_fix in zip(finding.fixes, other["fixes"]):
            after = text.encode()
            for edit in sorted(bytes_fix["edits"], key=lambda edit: edit["start"], reverse=True):
                after = after[: edit["start"]] + edit["text"].encode() + after[edit["end"] :]
            assert fix.apply(text) == after.decode()


DENSE = "[]{}" * 500_000

AWKWARD = ["", "\n", "\ufeffOne", "a\r\nb\r", "---\ntitle: no\n---\n", "\\{@berg} [x]{claim}", "@a: B\n\n%% c", "x\0y", "^s: T\n  url: u\n"]


@pytest.mark.parametrize("text", [*AWKWARD, DENSE], ids=range(len(AWKWARD) + 1))
def test_import(text: str, tmp_path: Path) -> None:
    line = json.dumps({"id": "one", "text": text, "title": "T", "actors": [{"id": "berg", "name": "Berg"}]})
    corpus, expected = tmp_path / "one.jsonl", tmp_path / "one.ascribe"
    corpus.write_text(line)
    done = subprocess.run([command(), "import", corpus, "-o", expected], capture_output=True)
    try:
        (document,) = ascribe.import_(line, "jsonl")
    except ValueError as error:
        assert done.stderr.decode() == f"error: {error}\n"
    else:
        assert done.returncode == 0
        assert document.text == read(expected)
        assert document.strip() == text


def test_an_import_whose_document_has_another_article_is_refused() -> None:
    line = json.dumps({"id": "one", "text": DENSE})
    with pytest.raises(ValueError, match="one: is too large or too dense to be read to its end; split it"):
        ascribe.import_(line, "jsonl")


def test_draft(article: Path) -> None:
    document = ascribe.draft(read(article))
    assert document.text == run("draft", article)
    assert document.strip() == read(article)


def test_export(document: Path, tmp_path: Path) -> None:
    run("export", "--to", "brat", "-o", tmp_path, document)
    exported = ascribe.export({document.stem: read(document)}, "brat")
    assert exported.losses == ascribe.export([ascribe.Document(read(document), document.stem)], "brat").losses
    written = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert exported.files == written


def test_the_command_is_there_as_a_module_too() -> None:
    done = subprocess.run([sys.executable, "-m", "ascribe", "--version"], capture_output=True)
    assert (done.returncode, done.stdout.decode()) == (0, run("--version"))
