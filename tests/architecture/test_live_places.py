"""Every place that changes by itself also does so, slower, without the live line."""

import re
from pathlib import Path

import pytest

from source import ROOT

TRIGGER = re.compile(r'hx-trigger="([^"]*live:(?:[^"{]|\{\{.*?\}\})*)"')


def deaf(page: str) -> list[str]:
    """The places of a page that hear of one noun and not of the slow round."""
    return [one for one in TRIGGER.findall(page) if "live:slow from:body" not in one]


def pages() -> list[Path]:
    """Every template."""
    return sorted((ROOT / "src" / "troth").glob("*/**/jinja2/**/*.html"))


def test_every_live_place_hears_the_slow_round() -> None:
    found = {str(page.relative_to(ROOT)): deaf(page.read_text()) for page in pages()}
    assert {name: places for name, places in found.items() if places} == {}


def test_there_are_live_places_to_look_at() -> None:
    live = [page for page in pages() if TRIGGER.search(page.read_text())]
    assert len(live) > 25


@pytest.mark.parametrize(
    "place",
    [
        'hx-trigger="live:motion from:body"',
        'hx-get="x" hx-trigger="live:a from:body, live:b from:body" hx-swap="y"',
        'hx-trigger="live:resource from:body{{ ", every 2s" if waiting }}"',
    ],
)
def test_a_place_that_hears_one_noun_alone_is_found(place: str) -> None:
    assert len(deaf(f"<div {place}>")) == 1


def test_what_waits_for_a_key_needs_no_slow_round() -> None:
    assert deaf('<input hx-trigger="input changed delay:350ms">') == []
