"""Forecasts of a whole file: real data, cut off at several days, says the same about the past."""

import csv
from dataclasses import replace
from functools import cache
from math import log
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.trust.rules.commitment_rows import Row, places, row
from troth.trust.rules.foretelling import foretell

REAL = Path(__file__).parents[4] / "tests" / "data" / "commitments" / "scms_2010_2012.csv"


@cache
def real() -> list[Row]:
    with REAL.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        rows = [row(fields, places(header), width=len(header)) for fields in reader]
    return sorted(rows, key=lambda one: one.promised_at)


def cut(rows: list[Row], at: float) -> list[Row]:
    """The file as it was known at that moment: what came later is not in it."""
    known = [one for one in rows if one.promised_at < at]
    return [
        replace(one, kept_at=None) if one.kept_at is not None and one.kept_at >= at else one
        for one in known
    ]


def asked_until(rows: list[Row], at: float) -> set[str]:
    return {one.event_id for one in rows if one.asked_at is not None and one.asked_at <= at}


def test_every_row_that_was_asked_gets_a_chance_in_order_of_asking() -> None:
    said = list(foretell(real()))
    asked = {one.event_id: one.asked_at for one in real() if one.asked_at is not None}
    moments = [asked[event_id] for event_id, _ in said]
    assert len(said) == len(asked)
    assert moments == sorted(moments)
    assert all(0 < chance < 1 for _, chance in said)


def test_real_forecasts_are_worth_more_than_the_share_kept_so_far() -> None:
    kept = {one.event_id: _is_kept(one) for one in real()}
    said = list(foretell(real()))[200:]
    share = sum(kept[event_id] for event_id, _ in said) / len(said)
    ours = -sum(log(p if kept[event_id] else 1 - p) for event_id, p in said) / len(said)
    knowing_the_share = -(share * log(share) + (1 - share) * log(1 - share))
    assert ours < 0.9 * knowing_the_share


def _is_kept(one: Row) -> bool:
    return one.kept_at is not None and one.kept_at <= one.due_at


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_cutting_off_the_future_changes_no_forecast_of_real_promises(share: float) -> None:
    whole = dict(foretell(real()))
    moments = sorted(one.asked_at for one in real() if one.asked_at is not None)
    at = moments[int(share * len(moments))]
    past = dict(foretell(cut(real(), at + 0.5)))
    asked = asked_until(real(), at)
    assert {event_id: past[event_id] for event_id in asked} == {
        event_id: whole[event_id] for event_id in asked
    }


days = st.integers(0, 30).map(float)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """A few promises by whole days, so that many things happen at one moment."""
    rows = []
    for number in range(draw(st.integers(1, 15))):
        promised = draw(days)
        due = promised + draw(st.integers(0, 15))
        asked = draw(st.none() | st.floats(promised, due).map(round).map(float))
        asked = None if asked is None else min(max(asked, promised), due)
        after = draw(st.none() | st.integers(-3, 20))
        kept = None if after is None else promised + after
        party, receiver = draw(st.sampled_from("ab")), draw(st.sampled_from("xy"))
        rows.append(Row(f"{number:02}", party, receiver, promised, asked, due, kept))
    return sorted(rows, key=lambda one: one.promised_at)


@given(tables(), st.integers(0, 40).map(float))
@settings(max_examples=60)
def test_a_forecast_uses_only_what_was_known_strictly_before(rows: list[Row], at: float) -> None:
    whole, past = dict(foretell(rows)), dict(foretell(cut(rows, at)))
    asked = asked_until(rows, at) & {one.event_id for one in cut(rows, at)}
    assert {event_id: past[event_id] for event_id in asked} == {
        event_id: whole[event_id] for event_id in asked
    }


@given(tables(), st.randoms())
@settings(max_examples=40)
def test_the_order_of_rows_promised_at_one_moment_does_not_matter(
    rows: list[Row], random: Random
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    shuffled.sort(key=lambda one: one.promised_at)
    assert dict(foretell(shuffled)) == dict(foretell(rows))
