"""Articles in notebooks."""

from html.parser import HTMLParser
from pathlib import Path

import ascribe


class Reader(HTMLParser):
    """Reads the words and marks, and fails if a tag is not closed by its own."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""
        self.titles: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        assert {name for name, _ in attrs} <= {"style", "title"}
        if tag == "mark":
            self.titles.append(dict(attrs)["title"])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" not in self.open:
            self.words += data


def read(document: str) -> Reader:
    reader = Reader()
    reader.feed(ascribe.parse(document)._repr_html_())
    reader.close()
    assert reader.open == []
    return reader


def test_each_statement_is_marked() -> None:
    reader = read("@b: <Ada> & “Berg”\n\n“It <b>is</b> open,”{@b draft confidence=0.9} she said. [It is]{claim}.\n")
    assert reader.words == "“It <b>is</b> open,” she said. It is."
    assert reader.titles == ["<Ada> & “Berg”: quote, draft (0.90)", "nobody: claim"]


def test_marks_within_others() -> None:
    reader = read("@a: A\n\n[He said [it [is]{claim @a} open]{claim @a} and so on]{claim @a}. [x]{claim}[y]{claim}\n")
    assert reader.words == "He said it is open and so on. xy"
    assert len(reader.titles) == 5


def test_all_examples(document: Path) -> None:
    text = document.read_bytes().decode()
    assert read(text).words == ascribe.strip(text).strip()
