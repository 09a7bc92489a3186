import sys
from pathlib import Path

import pandas
import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "server/python/examples"))


@pytest.fixture(scope="session")
def articles() -> pandas.DataFrame:
    """Articles, one of which cannot be read."""
    texts = [f"“Crane {number} has to go,” Mayor Ada Berg said. She denied that it was old." for number in range(200)]
    texts[77] = "[]{}" * 500_000
    return pandas.DataFrame({"id": [str(number) for number in range(200)], "text": texts})


def rows(frame: pandas.DataFrame) -> list[tuple[object, ...]]:
    """Rows in an order that does not depend on who made them when."""
    frame = frame.assign(actors=frame.actors.map(lambda ids: None if ids is None else tuple(ids)))
    frame = frame[["article", "annotation", "kind", "stance", "start", "end", "text", "actors", "confidence", "error"]]
    frame = frame.astype(object).where(frame.notna(), None)
    return sorted(frame.itertuples(index=False, name=None), key=repr)
