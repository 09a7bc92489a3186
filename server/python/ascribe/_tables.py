"""Articles as tables for pandas, Polars and Arrow."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ascribe._article import Article
from ascribe._document import Document

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Table(dict[str, list[Any]]):
    """Columns by name, all of one length."""

    def to_pandas(self) -> "pandas.DataFrame":
        """The table as a data frame of pandas."""
        import pandas

        return pandas.DataFrame(dict(self))

    def to_polars(self) -> "polars.DataFrame":
        """The table as a data frame of Polars."""
        import polars

        types = {"str": polars.String, "int": polars.Int64, "bool": polars.Boolean, "float": polars.Float64}
        schema = {name: types.get(_TYPES.get(name, "str"), polars.List(polars.String)) for name in self}
        return polars.DataFrame(dict(self), schema=schema)

    def to_arrow(self) -> "pyarrow.Table":
        """The table as one of Arrow, with the same types whether or not there are rows."""
        import pyarrow

        names = {"str": pyarrow.string(), "int": pyarrow.int64(), "bool": pyarrow.bool_(), "float": pyarrow.float64()}
        names["list"] = pyarrow.list_(pyarrow.string())
        schema = pyarrow.schema([(name, names[_TYPES.get(name, "str")]) for name in self])
        return pyarrow.table(dict(self), schema=schema)


_TYPES = {
    "annotation": "int",
    "start": "int",
    "end": "int",
    "words": "int",
    "quotation": "bool",
    "draft": "bool",
    "confidence": "float",
    "actors": "list",
    "speakers": "list",
    "via": "list",
    "sources": "list",
}
"""Types of the columns that are no text."""


def _read(articles: Iterable[Article | Document]) -> Iterable[Article]:
    return (it.article() if isinstance(it, Document) else it for it in articles)


def annotations(articles: Iterable[Article | Document]) -> Table:
    """A row for each annotation; offsets count code points of the article."""
    names = "article annotation kind stance quotation start end text words actors speakers via sources draft confidence"
    table = Table({name: [] for name in names.split()})
    for article in _read(articles):
        for number, it in enumerate(article.annotations):
            row = {
                "article": article.id,
                "annotation": number,
                "kind": it.kind,
                "stance": it.stance,
                "quotation": it.quotation,
                "start": it.start,
                "end": it.end,
                "text": it.text,
                "words": sum(len(article.text[start:end].split()) for start, end in it.parts),
                "actors": it.actors,
                "speakers": article.speakers(it),
                "via": it.via,
                "sources": it.sources,
                "draft": it.draft,
                "confidence": it.confidence,
            }
            for name, value in row.items():
                table[name].append(value)
    return table


def actors(articles: Iterable[Article | Document]) -> Table:
    """A row for each actor of each article."""
    return _declared(articles, "actors", ["role", "kind"])


def sources(articles: Iterable[Article | Document]) -> Table:
    """A row for each source of each article."""
    return _declared(articles, "sources", ["kind", "outlet", "date", "url"])


def _declared(articles: Iterable[Article | Document], which: str, fields: list[str]) -> Table:
    table = Table({name: [] for name in ["article", "id", "name", *fields]})
    for article in _read(articles):
        for it in getattr(article, which).values():
            table["article"].append(article.id)
            table["id"].append(it.id)
            table["name"].append(it.name)
            for name in fields:
                table[name].append(it.fields.get(name))
    return table
