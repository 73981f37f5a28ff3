"""The signs say the same to eyes and to ears, and never let foreign words become markup."""

import json
import re
from pathlib import Path

import pytest

from troth.foundation.web import icons, marks

TROTH = Path(marks.__file__).resolve().parents[2]
TEMPLATES = sorted(TROTH.glob("**/jinja2/**/*.html"))


@pytest.mark.parametrize("state", marks.TOKENS)
def test_a_token_has_its_words_as_its_name(state: str) -> None:
    drawn = marks.token(state, "the words")
    assert 'aria-label="the words"' in drawn
    assert "<title>the words</title>" in drawn


def test_a_token_beside_its_words_is_silent() -> None:
    drawn = marks.token("kept", "")
    assert 'aria-hidden="true"' in drawn
    assert "role" not in drawn


def test_states_that_mean_different_things_look_different() -> None:
    same = {"half": "delivered", "withdrawn": "declined"}
    drawn = {state: marks.token(state, "") for state in marks.TOKENS if state not in same}
    assert len(set(drawn.values())) == len(drawn)
    assert all(marks.token(a, "") == marks.token(b, "") for a, b in same.items())


def test_kept_is_two_full_halves_and_a_miss_slips() -> None:
    assert marks.token("kept", "").count('class="f"') == 2
    assert marks.token("delivered", "").count('class="f"') == 1
    assert "translate" in marks.token("missed", "")
    assert "translate" not in marks.token("accepted", "")


@pytest.mark.parametrize(
    "words", ['<script>alert("1")</script>', '" onload="alert(1)', "&amp; ' <b>"]
)
def test_foreign_words_stay_words(words: str) -> None:
    for drawn in (
        marks.token("kept", words),
        marks.seal(1, words),
        marks.face(words),
        marks.ring([1], size=words),
    ):
        assert "<script" not in drawn
        assert not re.search(r'"\s+onload=', drawn)


def test_every_organisation_colour_has_a_pattern_of_its_own() -> None:
    seals = {marks.seal(colour, "A") for colour in range(1, marks.COLOURS + 1)}
    patterns = {re.sub(r"org\d", "", seal) for seal in seals}
    assert len(patterns) == marks.COLOURS


def test_an_organisation_without_a_seat_gets_a_plain_seal() -> None:
    assert "org" not in marks.seal(0, "N")
    assert marks.org_class(0) == marks.org_class(9) == ""


def test_a_seal_beside_a_name_is_silent() -> None:
    assert 'aria-hidden="true"' in marks.seal(1, "L")
    assert 'aria-hidden="true"' in marks.face("In")


def test_a_ring_has_a_seat_for_each() -> None:
    assert marks.ring([1, 2, 3]).count("rotate(") == 3


@pytest.mark.parametrize("kind", ["shared", "side", "subset", "closed", "public"])
def test_every_kind_of_room_has_its_sign(kind: str) -> None:
    assert "audience-sign" in marks.audience(kind)


def test_icons_are_silent_and_only_arrows_turn_round() -> None:
    assert 'aria-hidden="true"' in icons.icon("check")
    assert "ico-turns" in icons.icon("chevron-right")
    assert "ico-turns" not in icons.icon("clock")


def test_icons_carry_their_licence() -> None:
    about = json.loads((TROTH / "foundation/web/icons.json").read_text(encoding="utf-8"))["about"]
    assert "ISC" in about


def test_every_icon_a_page_asks_for_is_there() -> None:
    sources = [*TEMPLATES, *TROTH.glob("**/*.py")]
    asked = {
        name
        for source in sources
        if "tests" not in source.parts
        for name in re.findall(
            r"""icon(?:_after)?(?:=|\()\s*"([a-z0-9-]+)\"""", source.read_text(encoding="utf-8")
        )
    }
    assert asked - icons.shapes().keys() == set()


def test_every_token_a_page_asks_for_is_there() -> None:
    asked = {
        name
        for source in TEMPLATES
        for name in re.findall(r"""\.token\("([a-z-]+)\"""", source.read_text(encoding="utf-8"))
    }
    assert asked <= marks.TOKENS.keys()
