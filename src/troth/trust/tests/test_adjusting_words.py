"""What a measurement says: higher, lower, or not to be told apart, and never without how sure that is."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.adjustments.rules.catalogue import CATALOGUE
from troth.commitments.rules.outcome import Outcome
from troth.foundation.facts.adjustments import Idea
from troth.trust.adjusting_words import WHY, answer, apart_words, signed, stood_words, tenths
from troth.trust.queries.measured import Compared, Stood, Stretch, Way, of_pieces
from troth.trust.rules.differing import Difference
from troth.trust.rules.hands import ENOUGH, Dimension, Estimate, Side
from troth.trust.rules.pieces import Piece
from troth.trust.rules.promises import Promise
from troth.trust.rules.reliability import stood
from troth.trust.rules.table import MAIN, TABLE, Kind
from troth.trust.rules.weakness import Weakness

LUMEN = Side(id="L", name="Lumen Sensors", short="Lumen", letter="L", colour=1)
KAVERI = Side(id="K", name="Kaveri Analytics", short="Kaveri", letter="K", colour=2)
SIDES = (LUMEN, KAVERI)
AGREED, NOW = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 24, tzinfo=UTC)
READ = Stood(9, Estimate(low=2, mid=4, high=6))
ends = st.tuples(*[st.floats(-9, 9)] * 3).map(sorted)
# What a figure must never be without.
RANGE = re.compile(r"between [+−]?\d\.\d and [+−]?\d\.\d")


def difference(low: float, mid: float, high: float, fresh: int = 7) -> Difference:
    """Written shortly."""
    return Difference(low=low, mid=mid, high=high, fresh=fresh)


def found(difference: Difference | None, *, fresh: int = 7, then: Stood = READ) -> Compared:
    """A comparison with this difference."""
    return Compared(then=then, now=READ, fresh=fresh, difference=difference)


def test_what_goes_better_says_by_how_much_and_between_what() -> None:
    assert answer(found(difference(0.4, 1.8, 3.1))) == (
        "Since then it goes better: by 1.8 of ten, between 0.4 and 3.1."
    )


def test_what_goes_less_well_is_said_in_the_same_words() -> None:
    assert answer(found(difference(-3.1, -1.8, -0.4))) == (
        "Since then it goes less well: by 1.8 of ten, between 0.4 and 3.1."
    )


def test_what_cannot_be_told_apart_names_no_best_guess() -> None:
    said = answer(found(difference(-0.4, 1.8, 3.1)))
    assert said == (
        "Cannot be told apart yet: 7 new items since. "
        "The difference lies between −0.4 and +3.1 of ten."
    )
    assert "1.8" not in said


@given(ends)
def test_every_figure_stands_beside_its_range(three: list[float]) -> None:
    low, mid, high = three
    one = difference(low, mid, high)
    said = apart_words(one)
    assert RANGE.search(said)
    assert ("better" in said) is (one.low > 0)
    assert ("less well" in said) is (one.high < 0)


@given(ends)
def test_better_and_less_well_are_two_sides_of_one_thing(three: list[float]) -> None:
    low, mid, high = three
    one = apart_words(difference(low, mid, high))
    other = apart_words(difference(-high, -mid, -low))
    turned = one.replace("less well", "?").replace("better", "less well").replace("?", "better")
    if "Cannot" not in one:
        assert other == turned


@pytest.mark.parametrize("fresh", range(ENOUGH))
def test_too_little_says_how_much_is_missing(fresh: int) -> None:
    assert answer(found(None, fresh=fresh)) == f"Not enough yet: {fresh} of 5 new items needed."


def test_without_a_first_reading_nothing_is_compared() -> None:
    assert "no reading on the day" in answer(found(None, then=Stood(3)))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (READ, "4 of 10, between 2 and 6 (9 items)"),
        (Stood(3), "not enough yet, 3 of 5 needed"),
        (Stood(0), "nothing yet"),
    ],
)
def test_a_reading_of_one_day_is_said_as_everywhere(one: Stood, words: str) -> None:
    way = Way(KAVERI, LUMEN, Dimension.CARE)  # type: ignore[arg-type]  # its names are enough
    assert stood_words(one, way, sides=SIDES) == words


@pytest.mark.parametrize(("value", "said"), [(0.0, "+0.0"), (-0.51, "−0.5"), (2.25, "+2.2")])
def test_a_sign_stands_before_what_may_go_either_way(value: float, said: str) -> None:
    assert signed(value) == said
    assert tenths(abs(value)) == said[1:]


def test_each_reason_for_an_offer_has_its_words() -> None:
    assert set(WHY) == set(Weakness)
    assert not any(re.search(r"score|fail|rank|poor", str(one)) for one in WHY.values())


# ------------------------------------------------------------------------------ the catalogue


@pytest.mark.parametrize("idea", Idea)
def test_an_idea_suits_what_really_is_evidence_of_its_dimension(idea: Idea) -> None:
    """Each kind it names is in the table, and one at least pulls its own dimension."""
    line = CATALOGUE[idea]
    kinds = [Kind(one) for one in line.suits]
    pulls = [
        one
        for one in kinds
        if one is Kind.EXPERIENCED or TABLE[one].loads.get(line.dimension, 0.0) >= MAIN
    ]
    assert pulls or (line.dimension is Dimension.ABILITY and Kind.MISSED in kinds)


# ------------------------------------------------------------------------------ two readings


def pieces(count: int, *, since: datetime, first: int = 0) -> list[Piece]:
    """So many answers in time, all at one moment."""
    return [
        Piece(idx=n, kind=Kind.ANSWERED, about="K", towards="L", at=since, subject=str(n))
        for n in range(first, first + count)
    ]


@given(before=st.integers(0, 12), since=st.integers(0, 12))
def test_what_was_and_what_is_new_are_counted_apart(before: int, since: int) -> None:
    stretch = Stretch(since=AGREED, until=NOW)
    old, new = pieces(before, since=AGREED), pieces(since, since=NOW, first=50)
    one = of_pieces([*old, *new], Dimension.OPENNESS, stretch)
    assert (one.then.count, one.fresh, one.now.count) == (before, since, before + since)
    assert (one.then.estimate is None) is (before < ENOUGH)
    assert (one.now.estimate is None) is (before + since < ENOUGH)
    assert (one.difference is None) is (before < ENOUGH or since < ENOUGH)


def promise(n: int, *, due: datetime, outcome: Outcome = Outcome.KEPT) -> Promise:
    """One promise of Kaveri's to Lumen."""
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return Promise(
        commitment=f"{n:02}",
        promiser="K",
        receiver="L",
        promised_at=made,
        due=due,
        outcome=outcome,
        ended_at=due if outcome is Outcome.KEPT else None,
    )


def test_a_day_knows_nothing_of_what_came_later() -> None:
    old = [promise(n, due=datetime(2026, 2, 1 + n, tzinfo=UTC)) for n in range(6)]
    late = [
        promise(50 + n, due=datetime(2026, 4, 1 + n, tzinfo=UTC), outcome=Outcome.LATE)
        for n in range(6)
    ]
    then = stood([*old, *late], at=AGREED)
    assert then == stood([*old, *(promise(50 + n, due=late[n].due) for n in range(6))], at=AGREED)
    assert then.count == 6
    assert then.forecast is not None
    after = stood([*old, *late], at=NOW)
    assert after.forecast is not None
    assert after.forecast.chance < then.forecast.chance


def test_below_five_finished_promises_a_day_has_no_reading() -> None:
    old = [promise(n, due=datetime(2026, 2, 1 + n, tzinfo=UTC)) for n in range(4)]
    assert stood(old, at=AGREED).forecast is None
    assert stood([], at=AGREED).count == 0
