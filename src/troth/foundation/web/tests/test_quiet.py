"""No line of the log lets anybody in."""

import logging

import pytest

from troth.foundation.web.quiet import WithoutTokens

TOKEN = "Zm9vYmFyYmF6cXV4MTIz"


def line(words: str, *args: object) -> str:
    """What the log says."""
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, words, args, None)
    assert WithoutTokens().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "place", ["invitations", "start", "let-in", "example/enter", "g", "letters/read"]
)
@pytest.mark.parametrize("rest", ["", "/", "/decline/", "?next=/"])
def test_a_token_in_an_address_stays_out_of_the_log(place: str, rest: str) -> None:
    said = line("Forbidden (%s): %s", "CSRF token missing.", f"/{place}/{TOKEN}{rest}")
    assert TOKEN not in said
    assert said.startswith(f"Forbidden (CSRF token missing.): /{place}/…")


def test_other_lines_stay_as_they_are() -> None:
    assert line("Not Found: %s", "/p/lumen-kaveri/") == "Not Found: /p/lumen-kaveri/"
    assert line("100 % of it") == "100 % of it"
