"""What a reader sees of one dimension: nothing from too little, and whoever is described sees it first."""

from datetime import UTC, datetime, timedelta

import pytest

from troth.trust.rules.fingers import AT_ONCE, Held, finger
from troth.trust.rules.hands import ENOUGH, Dimension, Finger
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ABILITY = Dimension.ABILITY


def pieces(kind: Kind, *ago: int) -> list[Piece]:
    """Pieces about Kaveri, so many days ago, the oldest first."""
    return [
        Piece(idx=n, kind=kind, about="K", towards="L", at=NOW - timedelta(days=days), subject="S")
        for n, days in enumerate(sorted(ago, reverse=True))
    ]


def seen(found: list[Piece], *, held: Held = AT_ONCE, aside: list[Piece] | None = None) -> Finger:
    """The finger of ability."""
    return finger(found, ABILITY, at=NOW, held=held, set_aside=aside or [])


def test_four_pieces_are_beads_and_the_fifth_brings_the_reading() -> None:
    assert seen(pieces(Kind.WELL_MADE, 9, 8, 7, 6)).estimate is None
    fifth = seen(pieces(Kind.WELL_MADE, 9, 8, 7, 6, 5))
    assert fifth.count == ENOUGH
    assert fifth.estimate is not None


def test_what_only_moves_a_dimension_a_little_is_not_counted_for_it() -> None:
    kept = seen(pieces(Kind.KEPT, *range(1, 30)))
    assert (kept.count, kept.estimate) == (0, None)


def test_whoever_is_described_has_it_for_the_agreed_days_first() -> None:
    found = pieces(Kind.WELL_MADE, 20, 19, 18, 17, 3)
    theirs, ours = seen(found), seen(found, held=Held(days=7))
    assert theirs.estimate is not None
    assert (ours.estimate, ours.count) == (None, 4)
    assert ours.held_until == NOW + timedelta(days=4)


def test_what_others_see_while_it_is_held_tells_nothing_of_what_it_is() -> None:
    good = pieces(Kind.WELL_MADE, 20, 19, 18, 17, 3)
    bad = [*good[:4], *pieces(Kind.SENT_BACK, 3)]
    assert seen(good, held=Held(days=7)) == seen(bad, held=Held(days=7))


def test_set_aside_it_has_no_weight_and_is_named() -> None:
    found = pieces(Kind.WELL_MADE, 9, 8, 7, 6, 5, 4)
    whole, less = seen(found), seen(found[1:], aside=found[:1])
    assert (whole.set_aside, less.set_aside) == (0, 1)
    assert (whole.count, less.count) == (6, 5)


def test_all_set_aside_leaves_nothing_to_read() -> None:
    found = pieces(Kind.WELL_MADE, *range(6))
    nothing = seen([], aside=found)
    assert (nothing.estimate, nothing.count, nothing.set_aside) == (None, 0, 6)


@pytest.mark.parametrize(("days", "old"), [(179, False), (181, True)])
def test_what_was_last_heard_of_half_a_year_ago_is_old(days: int, old: bool) -> None:
    ago = tuple(days + more for more in range(6))
    found = seen(pieces(Kind.WELL_MADE, *ago))
    assert (found.old, found.last) == (old, NOW - timedelta(days=days))


def test_a_real_change_shows_where_it_stood_before() -> None:
    good = pieces(Kind.WELL_MADE, *range(100, 220, 8))
    found = seen([*good, *pieces(Kind.SENT_BACK, *range(1, 60, 5))])
    assert found.before is not None
    assert found.estimate is not None
    assert found.before > found.estimate.mid + 1


@pytest.mark.parametrize("kinds", [[Kind.WELL_MADE] * 25, [Kind.WELL_MADE, Kind.SENT_BACK] * 12])
def test_without_one_there_is_no_trail(kinds: list[Kind]) -> None:
    found = [pieces(kind, 200 - 8 * n)[0] for n, kind in enumerate(kinds)]
    assert seen(found).before is None


def test_a_change_long_ago_is_no_news() -> None:
    found = [
        *pieces(Kind.WELL_MADE, *range(500, 620, 8)),
        *pieces(Kind.SENT_BACK, *range(100, 300, 9)),
    ]
    assert seen(found).before is None
