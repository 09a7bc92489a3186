"""Many articles at once."""

from collections.abc import Iterator

import ascribe

TEXT = "“The crane number %d has to go,” Mayor Ada Berg said."


def test_results_come_in_order_and_an_error_stops_nothing() -> None:
    texts = [TEXT % number for number in range(60)]
    texts[7] = "[]{}" * 500_000
    results = list(ascribe.draft_all(texts, threads=3))
    assert len(results) == 60
    assert isinstance(results[7], ValueError)
    for number, result in enumerate(results):
        if number != 7:
            assert isinstance(result, ascribe.Document)
            assert result == ascribe.draft(TEXT % number)


def test_only_some_are_read_ahead() -> None:
    read = 0

    def texts() -> Iterator[str]:
        nonlocal read
        for number in range(1000):
            read = number
            yield TEXT % number

    results = ascribe.draft_all(texts(), threads=2)
    next(results)
    assert read < 20
    results.close()  # type: ignore[attr-defined]
