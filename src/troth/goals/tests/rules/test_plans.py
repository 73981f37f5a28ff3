"""What a version may say, what it changes, and what two versions make together."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import make_ulid
from troth.goals.rules.changes import Change, Part, changes
from troth.goals.rules.merging import merged
from troth.goals.rules.plan import LARGEST, MeasureTerms, Terms, carries_on, fits, why_not
from troth.goals.rules.refusals import SENTENCES, Refusal
from troth.goals.rules.wording import Labels, compose, plain

ONE, TWO = make_ulid(1, bytes(10)), make_ulid(2, bytes(10))
UNITS = MeasureTerms(id=ONE, name="Units", unit="units", target=Decimal(20))
PLAN = Terms(words="Twenty units.", by_when=date(2026, 3, 31), measures=(UNITS,))
LABELS = Labels(
    by_when="By",
    launch_on="Launch",
    measured_by="Measures",
    from_to="%(start)s to %(target)s %(unit)s",
    day=date.isoformat,
)
days = st.none() | st.dates(min_value=date(2000, 1, 1), max_value=date(2199, 12, 31))
numbers = st.decimals(min_value=-LARGEST, max_value=LARGEST, places=4)
measures = st.builds(
    MeasureTerms,
    id=st.sampled_from([ONE, TWO]),
    name=st.text(min_size=1, max_size=9),
    unit=st.sampled_from(["", "units"]),
    start=numbers,
    target=numbers,
)
plans = st.builds(
    Terms,
    words=st.text(max_size=30),
    by_when=days,
    launch_on=days,
    measures=st.lists(measures, max_size=2, unique_by=lambda one: one.id).map(tuple),
)


def test_every_refusal_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Refusal)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({}, None),
        ({"by_when": date(1999, 1, 1)}, Refusal.DAY_FAR),
        ({"launch_on": date(2200, 1, 1)}, Refusal.DAY_FAR),
        ({"launch_on": date(2026, 4, 1)}, Refusal.LAUNCH_AFTER_END),
        ({"launch_on": date(2026, 3, 31)}, None),
        ({"measures": (UNITS,) * 9}, Refusal.TOO_MANY_MEASURES),
        ({"measures": (UNITS, replace(UNITS, name="UNITS"))}, Refusal.MEASURE_TWICE),
        ({"measures": (replace(UNITS, start=Decimal(20)),)}, Refusal.TARGET_IS_START),
    ],
)
def test_what_a_version_may_say(parts: dict[str, object], reason: Refusal | None) -> None:
    assert why_not(replace(PLAN, **parts)) is reason  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("number", "kept"),
    [("99999999999.9999", True), ("100000000000", False), ("0.00001", False), ("-0.0001", True)],
)
def test_a_number_is_kept_only_where_it_comes_out_as_it_went_in(number: str, kept: bool) -> None:
    assert fits(Decimal(number)) is kept


@given(plans)
def test_nothing_changes_from_a_plan_to_itself(plan: Terms) -> None:
    assert changes(plan, plan) == ()


@given(plans, plans)
def test_whatever_differs_in_the_signed_text_is_a_change_with_a_name(
    one: Terms, two: Terms
) -> None:
    if compose(one, LABELS) != compose(two, LABELS):
        assert changes(one, two)


@given(plans, plans)
def test_going_back_shows_what_going_forth_showed(one: Terms, two: Terms) -> None:
    def moved(found: tuple[Change, ...]) -> set[tuple[Part, object, object]]:
        return {
            (each.part, each.before, each.after)
            for each in found
            if each.part in {Part.BY_WHEN, Part.LAUNCH_ON}
        }

    assert moved(changes(one, two)) == {(p, a, b) for p, b, a in moved(changes(two, one))}


def test_a_change_says_before_and_after() -> None:
    after = replace(PLAN, by_when=date(2026, 4, 7), measures=(replace(UNITS, target=Decimal(25)),))
    assert changes(PLAN, after) == (
        Change(part=Part.BY_WHEN, before=date(2026, 3, 31), after=date(2026, 4, 7)),
        Change(
            part=Part.TARGET,
            before=Decimal(20),
            after=Decimal(25),
            measure="Units",
            unit="units",
        ),
    )


def test_another_unit_is_a_measure_gone_and_a_new_one() -> None:
    after = replace(PLAN, measures=(replace(UNITS, unit="crates"),))
    assert [one.part for one in changes(PLAN, after)] == [Part.MEASURE_NEW, Part.MEASURE_GONE]
    assert not carries_on(after.measures[0], PLAN.measures)
    assert carries_on(replace(UNITS, unit=" UNITS ", name="Sensors"), PLAN.measures)
    assert not carries_on(replace(UNITS, id=None), (replace(UNITS, id=None),))


@given(plans, plans)
def test_what_nobody_else_touched_stays_mine_and_what_i_left_alone_is_theirs(
    base: Terms, other: Terms
) -> None:
    assert changes(merged(base=base, theirs=base, mine=other), other) == ()
    assert changes(merged(base=base, theirs=other, mine=base), other) == ()


def test_two_changes_of_different_parts_both_hold() -> None:
    theirs = replace(PLAN, by_when=date(2026, 4, 7))
    mine = replace(PLAN, words="Thirty units.")
    both = merged(base=PLAN, theirs=theirs, mine=mine)
    assert (both.words, both.by_when) == ("Thirty units.", date(2026, 4, 7))


@pytest.mark.parametrize(
    ("number", "words"),
    [("20.0000", "20"), ("0.5000", "0.5"), ("-3", "-3"), ("1E+2", "100"), ("-0.0", "0")],
)
def test_numbers_are_written_without_idle_noughts(number: str, words: str) -> None:
    assert plain(Decimal(number)) == words


def test_a_text_without_days_and_measures_is_its_words() -> None:
    assert compose(Terms(words="  Be kind. "), LABELS) == "Be kind."
