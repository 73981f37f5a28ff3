"""What a fact holds is written in one way and read back as it was."""

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.facts.fields import FactField
from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.ledger.rules.values import (
    LARGEST,
    Json,
    NotForTheRecord,
    read_fields,
    read_value,
    write_value,
)

ONE = make_ulid(1, bytes(10))


class State(StrEnum):
    OPEN = "open"
    SHUT = "shut"


def field(kind: object, **more: Any) -> FactField:
    plain = FactField("thing", kind, salted=False, optional=False, required=True)
    return dataclasses.replace(plain, **more)


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (Ulid, ONE, str(ONE)),
        (bool, True, True),
        (int, -7, -7),
        (int, LARGEST, LARGEST),
        (date, date(2026, 11, 27), "2026-11-27"),
        (datetime, datetime(2026, 11, 27, 11, 30, tzinfo=UTC), "2026-11-27T11:30:00Z"),
        (Decimal, Decimal("0.80"), "0.80"),
        (Decimal, Decimal(-5), "-5"),
        (State, State.SHUT, "shut"),
        (str, "naïve “words”\n", "naïve “words”\n"),
        (tuple[Ulid, ...], (ONE, ONE), [str(ONE), str(ONE)]),
        (tuple[int, ...], (), []),
    ],
)
def test_a_value_is_written_and_read_back(kind: object, value: object, written: Json) -> None:
    assert write_value(value, field(kind)) == written
    assert read_value(written, field(kind)) == value


def test_a_moment_is_written_in_utc() -> None:
    bengaluru = timezone(timedelta(hours=5, minutes=30))
    at = datetime(2026, 11, 27, 17, tzinfo=bengaluru)
    assert write_value(at, field(datetime)) == "2026-11-27T11:30:00Z"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Ulid, "Ingrid of Lumen"),
        (Ulid, None),
        (Ulid, 7),
        (int, True),
        (int, 7.0),
        (int, LARGEST + 1),
        (bool, 1),
        (date, datetime(2026, 11, 27, tzinfo=UTC)),
        (datetime, date(2026, 11, 27)),
        (datetime, datetime(2026, 11, 27)),  # noqa: DTZ001  # that is the point
        (Decimal, 0.8),
        (Decimal, Decimal("NaN")),
        (State, "half-open"),
        (str, "half a pair \ud800"),
        (tuple[Ulid, ...], [ONE]),
        (tuple[Ulid, ...], (ONE, "x")),
    ],
)
def test_a_value_of_another_type_is_refused(kind: object, value: object) -> None:
    with pytest.raises(NotForTheRecord, match="thing"):
        write_value(value, field(kind))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Ulid, "x"),
        (Ulid, None),
        (int, True),
        (int, "7"),
        (bool, 1),
        (date, "2026-W48-5"),
        (datetime, "2026-11-27"),
        (Decimal, "8E+1"),
        (Decimal, "much"),
        (Decimal, "Infinity"),
        (State, "half-open"),
        (str, 7),
        (tuple[Ulid, ...], str(ONE)),
        (tuple[int, ...], [1, "2"]),
    ],
)
def test_what_was_not_written_so_is_not_read(kind: object, value: Json) -> None:
    with pytest.raises(NotForTheRecord, match="thing"):
        read_value(value, field(kind))


def test_only_what_may_be_missing_is_none() -> None:
    maybe = field(date, optional=True)
    assert write_value(None, maybe) is None
    assert read_value(None, maybe) is None


def test_an_old_entry_reads_with_the_fields_of_today() -> None:
    fields = (field(int), field(bool, name="later", required=False))
    assert read_fields({"thing": 1}, fields) == {"thing": 1}


def test_a_newer_entry_reads_with_the_fields_of_today() -> None:
    assert read_fields({"thing": 1, "not_known_yet": 2}, (field(int),)) == {"thing": 1}


def test_a_field_that_was_always_there_must_be_there() -> None:
    with pytest.raises(NotForTheRecord, match="missing: thing"):
        read_fields({}, (field(int), field(str, salted=True)))


decimals = st.decimals(allow_nan=False, allow_infinity=False)


@given(decimals)
def test_every_decimal_keeps_its_value(value: Decimal) -> None:
    assert read_value(write_value(value, field(Decimal)), field(Decimal)) == value


@given(st.datetimes(timezones=st.just(UTC)) | st.dates())
def test_every_moment_and_day_keeps_its_value(value: date) -> None:
    kind = field(type(value))
    assert read_value(write_value(value, kind), kind) == value
