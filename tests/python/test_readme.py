"""The examples of the package's README."""

import doctest
from pathlib import Path

import ascribe

README = Path(__file__).parents[2] / "server/python/README.md"
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def test_readme() -> None:
    # Three full stops would be what doctest leaves out, and the page has an ellipsis.
    text = README.read_text(encoding="utf-8").replace("…", "...").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, "README.md", str(README), 0)
    failed, tried = doctest.DocTestRunner(optionflags=FLAGS).run(test)
    assert (failed, tried > 10) == (0, True)


def test_package() -> None:
    assert doctest.testmod(ascribe, optionflags=FLAGS).failed == 0
