"""The forecaster: what it learns from, when it may know it, and that order does not matter."""

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.forecaster import Forecast, Forecaster, OutOfOrder, Question
from troth.trust.rules.happenings import (
    Happening,
    Kept,
    Moved,
    Promised,
    SetAside,
    Withdrawn,
)
from troth.trust.rules.waiting import AT_MOST


def question(at: float, *, party: str = "kaveri", receiver: str = "lumen") -> Question:
    return Question(party=party, receiver=receiver, promised_at=at, asked_at=at, due=at + 7)


def told(*happenings: Happening) -> Forecaster:
    forecaster = Forecaster()
    for happening in sorted(happenings, key=lambda one: one.at):
        forecaster.learn(happening)
    return forecaster


def promised(name: str, at: float, due: float, **more: object) -> Promised:
    values: dict[str, object] = {"party": "kaveri", "receiver": "lumen", **more}
    return Promised(at, name, due=due, **values)  # type: ignore[arg-type]  # built for the test


def kept_promises(count: int, *, weight: float = 1.0, kind: str = "") -> list[Happening]:
    made: list[Happening] = []
    for number in range(count):
        began = 0.01 * number
        made.append(promised(f"{number:03}", began, 5 + began, weight=weight, kind=kind))
        made.append(Kept(4 + began, f"{number:03}"))
    return made


def chance(forecaster: Forecaster, at: float, **who: str) -> float:
    return forecaster.forecast(question(at, **who)).chance


def test_without_evidence_it_says_the_start_with_a_wide_interval() -> None:
    said = Forecaster().forecast(question(0))
    assert said.chance == pytest.approx(0.65, abs=0.02)
    assert said.high - said.low > 0.6


def test_keeps_raise_and_misses_lower_the_next_forecast() -> None:
    start = chance(Forecaster(), 30)
    assert chance(told(*kept_promises(5)), 30) > start
    missed = [promised(f"{number}", 0, 5) for number in range(5)]
    assert chance(told(*missed), 30) < start


def test_a_miss_is_known_after_its_deadline_and_not_at_it() -> None:
    forecaster = told(promised("a", 0, 5))
    before = chance(forecaster, 5)
    assert chance(forecaster, 5.001) < before


def test_what_happens_at_a_moment_is_not_known_to_a_forecast_of_that_moment() -> None:
    knows, does_not = told(promised("a", 0, 5)), told(promised("a", 0, 5))
    knows.learn(Kept(3, "a"))
    assert chance(knows, 3) == chance(does_not, 3)
    assert chance(knows, 3.5) > chance(does_not, 3.5)


def test_an_open_promise_weighs_more_the_closer_its_deadline() -> None:
    history = kept_promises(8)
    forecaster = told(*history, promised("open", 20, 40))
    freely = told(*history)
    fresh = chance(freely, 21) - chance(forecaster, 21)
    pressing = chance(freely, 39.5) - chance(forecaster, 39.5)
    assert 0 <= fresh < pressing


def test_a_keep_teaches_about_others_only_after_its_deadline() -> None:
    forecaster = told(promised("a", 0, 5), Kept(1, "a"))
    start = chance(Forecaster(), 4)
    assert chance(forecaster, 4, party="tavla", receiver="nobody") == start
    assert chance(forecaster, 6, party="tavla", receiver="nobody") > start


def test_delivered_late_is_a_miss_and_the_delivery_changes_nothing() -> None:
    missed, late = told(promised("a", 0, 5)), told(promised("a", 0, 5), Kept(6, "a"))
    assert chance(missed, 8) == chance(late, 8)


def test_delivered_on_the_minute_is_kept() -> None:
    kept = told(promised("a", 0, 5), Kept(5, "a"))
    assert chance(kept, 6) > chance(told(promised("a", 0, 5)), 6)


def test_a_moved_deadline_is_the_one_that_counts() -> None:
    moved = told(promised("a", 0, 5), Moved(4, "a", 10), Kept(9, "a"))
    assert chance(moved, 12) > chance(told(promised("a", 0, 5), Moved(4, "a", 10)), 12)
    assert chance(told(promised("a", 0, 5), Moved(4, "a", 10)), 6) > chance(
        told(promised("a", 0, 5)), 6
    )


def test_taken_back_is_a_miss_known_at_once() -> None:
    taken_back = told(promised("a", 0, 50), Withdrawn(10, "a"))
    assert chance(taken_back, 11) < chance(told(promised("a", 0, 50)), 11)


def test_what_is_set_aside_teaches_nothing() -> None:
    aside = told(promised("a", 0, 5), SetAside(2, "a"))
    assert chance(aside, 9) == chance(Forecaster(), 9)


def test_what_is_not_pending_changes_nothing() -> None:
    forecaster = told(Kept(1, "never promised"), Moved(2, "never promised", 9))
    assert chance(forecaster, 9) == chance(Forecaster(), 9)


def test_an_imported_keep_teaches_less() -> None:
    whole, half = told(*kept_promises(5)), told(*kept_promises(5, weight=0.5))
    assert chance(Forecaster(), 30) < chance(half, 30) < chance(whole, 30)


def test_many_of_one_kind_on_one_day_share_one_unit() -> None:
    few = told(*kept_promises(2))
    many, of_one_kind = told(*kept_promises(30)), told(*kept_promises(30, kind="invoice"))
    assert chance(of_one_kind, 30) < chance(many, 30)
    wider = told(*kept_promises(30, kind="invoice")).forecast(question(30))
    narrow = told(*kept_promises(30)).forecast(question(30))
    assert wider.high - wider.low > narrow.high - narrow.low
    assert chance(of_one_kind, 30) < chance(few, 30) + 0.01


def test_many_tiny_promises_do_not_wash_away_what_was_missed() -> None:
    missed = [promised(f"missed {n}", 0, 5 + n) for n in range(10)]
    tiny = [
        one
        for n in range(200)
        for one in (
            promised(f"tiny {n:03}", 30 + n / 1000, 31, kind="reply"),
            Kept(30.5, f"tiny {n:03}"),
        )
    ]
    assert chance(told(*missed, *tiny), 40) < 0.5


def test_groups_of_earlier_days_are_forgotten_once_nothing_in_them_is_pending() -> None:
    forecaster = told(*kept_promises(30, kind="invoice"), promised("z", 9, 10, kind="report"))
    chance(forecaster, 9.5)
    assert [group[2] for group in forecaster.memory.groups] == ["report"]


def test_time_only_goes_on() -> None:
    forecaster = told(promised("a", 3, 5))
    with pytest.raises(OutOfOrder):
        forecaster.learn(Kept(2, "a"))
    with pytest.raises(OutOfOrder):
        forecaster.forecast(question(2))


def test_at_most_two_hundred_open_promises_are_looked_at_the_newest_ones() -> None:
    history = kept_promises(5)
    newest = [promised(f"new {n:03}", 20 + n / 1000, 22) for n in range(AT_MOST)]
    older = [promised(f"old {n:03}", 10 + n / 1000, 400) for n in range(50)]
    assert chance(told(*history, *older, *newest), 21.9) == chance(told(*history, *newest), 21.9)


def test_asking_changes_nothing_that_was_not_asked_by_name() -> None:
    curious, quiet = told(*kept_promises(5)), told(*kept_promises(5))
    for at in (10.0, 11.0, 12.0):
        chance(curious, at)
        chance(curious, at, party="stranger")
    assert chance(curious, 30) == chance(quiet, 30)
    assert "stranger" not in curious.memory.parties


def history(seed: int) -> list[Happening]:
    """A table's life: three parties, promises kept, missed, moved and taken back, by whole days."""
    random = Random(seed)
    made: list[Happening] = []
    for number in range(random.randrange(1, 25)):
        name, at = f"{number:02}", float(random.randrange(0, 40))
        due = at + random.choice((0, 1, 3, 10))
        party = random.choice(("kaveri", "lumen", "tavla"))
        kind = random.choice(("", "report"))
        made.append(Promised(at, name, party, random.choice(("a", "b")), due, kind))
        what = random.random()
        if what < 0.6:
            made.append(Kept(random.choice((at, due)), name))
        elif what < 0.7 and due > at:
            made += [Moved(at + 1, name, due + 4), Kept(due + 2, name)]
        elif what < 0.8:
            made.append(Withdrawn(at, name))
        elif what < 0.85:
            made.append(SetAside(at, name))
    return made


def by_day(happenings: Iterable[Happening], random: Random) -> list[Happening]:
    shuffled = list(happenings)
    random.shuffle(shuffled)
    return sorted(shuffled, key=lambda one: one.at)


seeds = st.integers(0, 10_000)


@given(seeds, st.integers(0, 60))
def test_the_order_of_what_happened_at_one_moment_does_not_matter(seed: int, at: int) -> None:
    answers: set[Forecast] = set()
    for shuffle in range(3):
        forecaster = Forecaster()
        for happening in by_day(history(seed), Random(shuffle)):
            if happening.at <= at:
                forecaster.learn(happening)
        answers.add(forecaster.forecast(question(at + 0.5)))
    assert len(answers) == 1


@given(seeds, st.integers(0, 60))
def test_a_forecast_does_not_change_when_everything_known_later_is_cut_off(
    seed: int, at: int
) -> None:
    past = [one for one in history(seed) if one.at < at]
    until_now = [one for one in history(seed) if one.at <= at]
    assert told(*past).forecast(question(at)) == told(*until_now).forecast(question(at))


@given(seeds)
def test_a_forecast_is_a_probability_inside_its_interval(seed: int) -> None:
    forecaster = told(*history(seed))
    for party in ("kaveri", "lumen", "stranger"):
        said = forecaster.forecast(question(60, party=party))
        assert 0 < said.low <= said.chance <= said.high < 1


@given(seeds, st.floats(0.1, 30))
def test_a_promise_just_kept_never_leaves_less_than_the_same_one_missed(
    seed: int, later: float
) -> None:
    after = []
    for outcome in ([], [Kept(64, "last")]):
        forecaster = told(*history(seed))
        forecaster.answer(
            Question(
                party="kaveri",
                receiver="lumen",
                promised_at=62,
                asked_at=62,
                due=65,
                promise="last",
            )
        )
        for happening in [promised("last", 62, 65), *outcome]:
            forecaster.learn(happening)
        after.append(chance(forecaster, 65 + later))
    assert after[0] <= after[1]
