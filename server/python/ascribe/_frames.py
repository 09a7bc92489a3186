"""Articles in data frames, also those of clusters."""

from typing import TYPE_CHECKING

from ascribe._document import DEFAULT_CONFIDENCE, draft
from ascribe._tables import annotations

if TYPE_CHECKING:
    import pandas
    import pyarrow


def annotate(
    frame: "pandas.DataFrame",
    *,
    id: str = "id",
    text: str = "text",
    min_confidence: float = DEFAULT_CONFIDENCE,
) -> "pandas.DataFrame":
    """Drafts who says what in the articles of a frame, and returns a row for each annotation.

    The rows are those of `annotations`, with a column `error`. An article that cannot be drafted has one row, with the reason
    there and nothing else. The result depends on nothing but the article, so rows may be processed again and in any order.

    :param id: name of the column with the name of the article
    :param text: name of the column with the article
    """
    import pyarrow

    documents, failed = [], []
    for name, article in zip(frame[id].astype(str), frame[text]):
        try:
            documents.append(draft(article, id=name, min_confidence=min_confidence, front_matter=False))
        except (TypeError, ValueError) as error:
            failed.append((name, str(error)))
    table = annotations(documents)
    table["error"] = [None] * len(table["article"])
    for name, reason in failed:
        for column, values in table.items():
            values.append({"article": name, "error": reason}.get(column))
    rows = pyarrow.table(dict(table), schema=schema())
    found: pandas.DataFrame = rows.to_pandas(types_mapper=_types().get)
    return found


def schema() -> "pyarrow.Schema":
    """Types of the columns of `annotate`."""
    import pyarrow

    return annotations([]).to_arrow().schema.append(pyarrow.field("error", pyarrow.string()))


def _types() -> "dict[object, object]":
    """Types of pandas with a place for what is missing, which numbers and truth values need."""
    import pandas
    import pyarrow

    return {pyarrow.int64(): pandas.Int64Dtype(), pyarrow.bool_(): pandas.BooleanDtype(), pyarrow.float64(): pandas.Float64Dtype()}
