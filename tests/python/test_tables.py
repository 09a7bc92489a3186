"""Tables of articles."""

import ascribe

ARTICLES = [
    ascribe.Document("@lund: Karin Lund\n  role: harbour master\n\n“It is open,”{@lund draft confidence=0.9} said Lund.\n", "one"),
    ascribe.Document("^log: Logbook\n  kind: document\n\n[It is closed]{claim ^log}.\n", "two"),
]


def test_annotations() -> None:
    table = ascribe.annotations(ARTICLES)
    assert table["article"] == ["one", "two"]
    assert table["speakers"] == [["Karin Lund"], []]
    assert table["sources"] == [[], ["log"]]
    assert table["words"] == [3, 3]
    assert table["confidence"] == [0.9, None]
    text = ARTICLES[0].strip()
    assert text[table["start"][0] : table["end"][0]] == table["text"][0] == "It is open,"


def test_pandas() -> None:
    frame = ascribe.annotations(ARTICLES).to_pandas()
    assert frame.loc[frame.draft, "text"].tolist() == ["It is open,"]
    assert ascribe.actors(ARTICLES).to_pandas().role.tolist() == ["harbour master"]


def test_polars() -> None:
    frame = ascribe.annotations(ARTICLES).to_polars()
    assert frame["kind"].to_list() == ["quote", "claim"]
    assert frame["speakers"].to_list() == [["Karin Lund"], []]
    assert frame.schema == ascribe.annotations([]).to_polars().schema


def test_arrow_has_the_same_types_without_rows() -> None:
    some, none = ascribe.annotations(ARTICLES).to_arrow(), ascribe.annotations([]).to_arrow()
    assert some.schema == none.schema
    assert (some.num_rows, none.num_rows) == (2, 0)
    assert some["actors"].to_pylist() == [["lund"], []]
    assert ascribe.sources(ARTICLES).to_arrow()["kind"].to_pylist() == ["document"]
