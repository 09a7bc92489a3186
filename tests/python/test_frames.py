"""Data frames with articles."""

import ascribe
import pandas

FRAME = pandas.DataFrame({"id": [1, 2, 3], "text": ["“It is open,” Karin Lund said.", "[]{}" * 500_000, None]})


def test_each_annotation_is_a_row_and_so_is_each_error() -> None:
    found = ascribe.annotate(FRAME)
    assert found.article.tolist() == ["1", "2", "3"]
    assert found.text.tolist()[0] == "It is open,"
    assert found.error.isna().tolist() == [True, False, False]
    assert "too dense" in found.error[1]


def test_the_columns_have_types_also_without_rows() -> None:
    found, empty = ascribe.annotate(FRAME), ascribe.annotate(FRAME.iloc[:0])
    assert found.dtypes.equals(empty.dtypes)
    assert found.columns.tolist() == ascribe.schema().names


def test_columns_may_have_other_names() -> None:
    frame = FRAME.rename(columns={"id": "url", "text": "body"})
    assert ascribe.annotate(frame, id="url", text="body").equals(ascribe.annotate(FRAME))
