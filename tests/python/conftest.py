from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def documents() -> list[Path]:
    return sorted((REPOSITORY / "examples").glob("*.ascribe"))


def articles() -> list[Path]:
    return sorted((REPOSITORY / "server/drafting/tests/drafting/articles").glob("*.txt"))


@pytest.fixture(params=documents(), ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(params=articles(), ids=lambda path: path.stem)
def article(request: pytest.FixtureRequest) -> Path:
    return request.param
