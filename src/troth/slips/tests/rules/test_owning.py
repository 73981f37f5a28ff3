"""What can be owned, towards whom, and until when it is to be made good."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import make_ulid
from troth.slips.rules.owning import (
    FARTHEST,
    Promised,
    why_not_about,
    why_not_day,
    why_not_towards,
    why_not_words,
)
from troth.slips.rules.refusals import Reason

ROOM, LUMEN, KAVERI, AWAY = (make_ulid(1, bytes([n]) * 10) for n in range(4))
TODAY = date(2026, 3, 12)


def promise(**said: object) -> Promised:
    """What Lumen promised here and Kaveri accepted."""
    whole: dict[str, object] = {
        "room": ROOM,
        "promiser": LUMEN,
        "accepted": True,
        "from_file": False,
        **said,
    }
    return Promised(**whole)  # type: ignore[arg-type]  # a test's shorthand


def test_a_side_owns_slips_about_its_own_promises() -> None:
    assert why_not_about(promise(), room=ROOM, party=LUMEN) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"room": AWAY}, Reason.NOT_IN_THIS_ROOM),
        ({"promiser": KAVERI}, Reason.NOT_YOUR_PROMISE),
        ({"from_file": True}, Reason.FROM_A_FILE),
        ({"accepted": False}, Reason.NOT_PROMISED),
    ],
)
def test_and_about_no_other_promise(change: dict[str, object], reason: Reason) -> None:
    assert why_not_about(promise(**change), room=ROOM, party=LUMEN) is reason


@given(
    st.sampled_from([ROOM, AWAY]),
    st.sampled_from([LUMEN, KAVERI]),
    st.booleans(),
    st.booleans(),
)
def test_nobody_ever_owns_one_for_another(
    room: str, promiser: str, accepted: bool, from_file: bool
) -> None:
    one = promise(room=room, promiser=promiser, accepted=accepted, from_file=from_file)
    if one.promiser != LUMEN:
        assert why_not_about(one, room=ROOM, party=LUMEN) is not None


def test_it_is_towards_another_side_in_the_room_or_towards_all() -> None:
    inside = frozenset({LUMEN, KAVERI})
    assert why_not_towards(KAVERI, party=LUMEN, inside=inside) is None
    assert why_not_towards(None, party=LUMEN, inside=inside) is None
    assert why_not_towards(LUMEN, party=LUMEN, inside=inside) is Reason.TOWARDS_OWN_SIDE
    assert why_not_towards(AWAY, party=LUMEN, inside=inside) is Reason.NOT_IN_THIS_ROOM


@given(st.integers(-4000, 4000))
def test_a_day_lies_ahead_and_within_a_year(days: int) -> None:
    refused = why_not_day(TODAY + timedelta(days=days), today=TODAY)
    if days < 0:
        assert refused is Reason.DAY_PASSED
    else:
        assert (refused is Reason.DAY_TOO_FAR) is (timedelta(days=days) > FARTHEST)


def test_no_day_is_as_good_as_one() -> None:
    assert why_not_day(None, today=TODAY) is None


@given(st.lists(st.text(max_size=5), min_size=4, max_size=4))
def test_every_line_says_something(lines: list[str]) -> None:
    missing = any(not line.strip() for line in lines)
    assert (why_not_words(*lines) is Reason.WORDS_MISSING) is missing
