"""Documents: articles with markup."""

from __future__ import annotations

import io
import os
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from ascribe import _ascribe
from ascribe._article import Article, read

DEFAULT_CONFIDENCE = 0.5
"""Least confidence of a draft, as on the command line."""


@dataclass(frozen=True)
class Document:
    """An article with markup, as in a file `*.ascribe`."""

    text: str
    """The document."""
    id: str = ""
    """Its name for other tools."""
    losses: list[str] = field(default_factory=list)
    """What was lost when it was imported, a line for each kind of loss."""

    def article(self) -> Article:
        """What the document says."""
        return parse(self.text, id=self.id)

    def strip(self) -> str:
        """The article without markup."""
        return strip(self.text)

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.article()._repr_html_()


@dataclass(frozen=True)
class Exported:
    """Documents in the format of another tool."""

    files: dict[str, bytes]
    """Contents by name; texts are UTF-8."""
    losses: list[str]
    """All that the format cannot hold, a line for each kind of loss."""

    def __str__(self) -> str:
        """The files of a text format.

        :raises UnicodeDecodeError: if the format is binary
        """
        return b"".join(self.files.values()).decode()

    def write(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Writes the files to a folder, which is made if there is none; files that exist are replaced."""
        paths = []
        for name, content in self.files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            paths.append(path)
        return paths


def draft(
    text: str,
    *,
    id: str = "",
    min_confidence: float = DEFAULT_CONFIDENCE,
    front_matter: bool = True,
    document: bool = False,
    path: str | os.PathLike[str] | None = None,
) -> Document:
    """Annotates who says what in an article, as drafts. No word of the article changes.

    :param min_confidence: omit drafts below this confidence, from 0 to 1
    :param front_matter: also write the title, author, date and so on that the first lines show
    :param document: whether the text is a document already; its annotations stay
    :param path: where the document would be: actors declared in a `cast.ascribe` there are used again
    :raises ValueError: if the text is too large or too dense to be read to its end
    """
    if not 0 <= min_confidence <= 1:
        raise ValueError("min_confidence must be from 0 to 1")
    return Document(_ascribe.draft(text, document, min_confidence, front_matter, path), id)


def draft_all(
    texts: Iterable[str],
    *,
    min_confidence: float = DEFAULT_CONFIDENCE,
    front_matter: bool = True,
    threads: int | None = None,
) -> Iterator[Document | ValueError]:
    """Annotates many articles on all cores, and yields them in their order; only some are in memory at once.

    An article that cannot be drafted gives its error in place of a document, and does not stop the others.
    """
    threads = threads or os.cpu_count() or 1

    def one(text: str) -> Document | ValueError:
        try:
            return draft(text, min_confidence=min_confidence, front_matter=front_matter)
        except ValueError as error:
            return error

    with ThreadPoolExecutor(threads) as pool:
        running: deque[Future[Document | ValueError]] = deque()
        for text in texts:
            running.append(pool.submit(one, text))
            if len(running) > 4 * threads:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def parse(document: str | Document, *, id: str = "", path: str | os.PathLike[str] | None = None) -> Article:
    """Reads what a document says: its article, actors, sources and annotations, with offsets in code points.

    :param path: where the document is: what it refers to in a `cast.ascribe` there is found
    :raises ValueError: if the text is too large or too dense to be read to its end
    """
    return read(_ascribe.parse(str(document), id or getattr(document, "id", ""), path))


def strip(document: str | Document) -> str:
    """The article of a document, without any markup.

    :raises ValueError: if the text is too large or too dense to be read to its end
    """
    return _ascribe.strip(str(document))


def export(documents: str | Document | Mapping[str, str] | Iterable[Document], format: str) -> Exported:
    """Documents in the format of another tool; `export_formats()` lists them.

    :param documents: one document, texts of documents by their names, or several documents
    :raises ValueError: if there is no such format, or a text is too large or too dense
    """
    if isinstance(documents, (str, Document)):
        named = [(getattr(documents, "id", "") or "article", str(documents))]
    elif isinstance(documents, Mapping):
        named = list(documents.items())
    else:
        named = [(it.id or f"article-{number}", it.text) for number, it in enumerate(documents, 1)]
    files, archive, losses = _ascribe.export(named, format)
    return Exported({archive: _packed(files)} if archive else dict(files), losses)


def _packed(files: list[tuple[str, bytes]]) -> bytes:
    """A ZIP archive, which is the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def import_(
    content: str,
    format: str,
    *,
    name: str = "article",
    text: str = "",
    kinds: Mapping[str, str] | None = None,
) -> list[Document]:
    """Documents of the articles in a file of another tool; `import_formats()` lists the formats.

    :param name: name for an article without an id
    :param text: the article, for formats that have it in a file of its own, such as brat
    :param kinds: kinds for labels of the other tool, such as `{"Statement": "claim"}`
    :raises ValueError: if there is no such format, or the file does not have it
    """
    documents = _ascribe.import_(content, format, name, text, list((kinds or {}).items()))
    return [Document(document, id, losses) for id, document, losses in documents]
