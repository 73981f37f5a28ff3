"""What a session allows, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.facts.kickoff import Ending
from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.kickoff.rules.phases import (
    Refusal,
    split_lines,
    too_long,
    why_not_open,
    words_refusal,
)

NOW = datetime(2026, 3, 12, 10, tzinfo=UTC)
PARTIES = [make_ulid(n, bytes(10)) for n in range(1, 6)]
some = st.frozensets(st.sampled_from(PARTIES))


@given(parties=some, ready=some)
def test_without_a_moment_it_opens_exactly_when_everybody_who_sits_here_is_ready(
    parties: frozenset[Ulid], ready: frozenset[Ulid]
) -> None:
    said = why_not_open(parties=parties, ready=ready, opens_at=None, now=NOW)
    assert (said is None) == (bool(parties) and not parties - ready)


@given(parties=some, ready=some, minutes=st.integers(min_value=0, max_value=9999))
def test_the_agreed_moment_opens_whoever_has_written(
    parties: frozenset[Ulid], ready: frozenset[Ulid], minutes: int
) -> None:
    came = NOW - timedelta(minutes=minutes)
    assert why_not_open(parties=parties, ready=ready, opens_at=came, now=NOW) is None


def test_a_moment_still_to_come_opens_nothing() -> None:
    ahead = NOW + timedelta(seconds=1)
    said = why_not_open(parties=frozenset(PARTIES), ready=frozenset(), opens_at=ahead, now=NOW)
    assert said is Refusal.STILL_WRITING


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" \n\t\n", []),
        ("One\nTwo", ["One", "Two"]),
        ("- One\n* Two\n• Three", ["One", "Two", "Three"]),
        ("Same\nSame\r\nSame ", ["Same"]),
        ("much   space", ["much space"]),
        ("—\n-", ["—"]),
        ("Nicht -fertig", ["Nicht -fertig"]),
        ("مرحبا\nनमस्ते", ["مرحبا", "नमस्ते"]),
    ],
)
def test_every_row_is_a_line(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@given(st.text(max_size=400))
def test_lines_are_never_blank_never_twice_and_hold_no_line_break(text: str) -> None:
    lines = split_lines(text)
    assert all(line.strip() and len(line.splitlines()) == 1 for line in lines)
    assert len(set(lines)) == len(lines)


def test_the_first_line_that_is_too_long_is_named() -> None:
    assert too_long(["ab", "abcd", "abcde"], longest=3) == "abcd"
    assert too_long(["ab"], longest=3) is None


def test_whoever_parks_says_why() -> None:
    assert words_refusal(Ending.PARKED, "  ") is Refusal.WORDS_MISSING
    assert words_refusal(Ending.PARKED, "After the pilots.") is None
    assert words_refusal(Ending.EXPECTATION, "") is None
