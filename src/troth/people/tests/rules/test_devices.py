"""Browsers in two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.people.rules.devices import BROWSERS, SYSTEMS, browser_and_system

EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0"
)
CHROME = (
    "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, "
    "like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"
)
MAC = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.6 Safari/605.1.15"
)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0",
            ("Firefox", "Linux"),
        ),
        (EDGE, ("Edge", "Windows")),
        (CHROME, ("Chrome", "Android")),
        (SAFARI, ("Safari", "iPhone")),
        (MAC, ("Safari", "macOS")),
        ("curl/8.14.1", ("curl", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_told_in_two_words(agent: str, words: tuple[str, str]) -> None:
    assert browser_and_system(agent) == words


@given(st.text())
def test_nothing_but_known_names_is_ever_kept(agent: str) -> None:
    browser, system = browser_and_system(agent)
    assert browser in {"", *(name for _sign, name in BROWSERS)}
    assert system in {"", *(name for _sign, name in SYSTEMS)}
