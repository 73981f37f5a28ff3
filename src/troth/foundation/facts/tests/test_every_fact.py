"""All facts of the product keep to what the record may hold."""

import dataclasses
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, ClassVar

import pytest

from troth.foundation.facts import fact as facts
from troth.foundation.facts.fact import CLOCK, Actor, Fact, every_fact, fact_of_kind
from troth.foundation.facts.fields import fields_of, refusals
from troth.foundation.kernel.ulid import Ulid, make_ulid

Salted: Any = facts.Salted  # used here as a value
ROOM = make_ulid(1, bytes(10))
INGRID = make_ulid(2, bytes(10))
RAVI = make_ulid(3, bytes(10))


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    # A module that is first read inside would be known inside alone.
    facts.every_fact()
    monkeypatch.setattr(facts, "KINDS", dict(facts.KINDS))


def fact_with(**hints: object) -> type[Any]:
    """A kind of fact with these fields, as a noun's module would define it."""
    body = {"__annotations__": hints, "kind": "thing:tried", "__doc__": "Something was tried."}
    made = type("ThingTried", (Fact,), body)
    return dataclasses.dataclass(frozen=True, kw_only=True)(made)


class State(StrEnum):
    OPEN = "open"
    SHUT = "shut-again"


class Loose(StrEnum):
    ANY = "whatever Ingrid wrote"


class Number(Enum):
    ONE = 1


def test_every_fact_of_the_product_may_be_recorded() -> None:
    assert {fact.kind: list(refusals(fact)) for fact in every_fact() if list(refusals(fact))} == {}


def test_only_facts_of_the_product_are_listed() -> None:
    fact_with()
    assert all(fact.__module__.startswith("troth.foundation.facts.") for fact in every_fact())
    assert "thing:tried" not in {fact.kind for fact in every_fact()}


@pytest.mark.parametrize(
    "hint", [str, bytes, bytearray, list[Ulid], tuple[str, ...], tuple[Ulid, int]]
)
def test_a_plain_field_that_could_hold_words_is_refused(hint: object) -> None:
    assert list(refusals(fact_with(thing=hint))) != []


@pytest.mark.parametrize("hint", [float, Ulid | int, Loose, Number, str | None])
def test_a_plain_field_without_one_closed_meaning_is_refused(hint: object) -> None:
    assert list(refusals(fact_with(thing=hint))) != []


@pytest.mark.parametrize(
    "hint",
    [Ulid, bool, int, date, datetime, Decimal, State, Ulid | None, tuple[Ulid, ...], State | None],
)
def test_ids_dates_numbers_and_closed_words_may_stay_readable(hint: object) -> None:
    assert list(refusals(fact_with(thing=hint))) == []


@pytest.mark.parametrize("name", ["person", "signed_by", "invitee", "new_owner", "member"])
def test_a_persons_id_must_be_salted(name: str) -> None:
    assert list(refusals(fact_with(**{name: Ulid}))) != []
    assert list(refusals(fact_with(**{name: tuple[Ulid, ...]}))) != []
    assert list(refusals(fact_with(**{name: Salted[Ulid]}))) == []


@pytest.mark.parametrize(
    "hint", [Salted[str], Salted[Ulid], Salted[tuple[str, ...]], Salted[State]]
)
def test_salted_fields_may_hold_words(hint: object) -> None:
    assert list(refusals(fact_with(thing=hint))) == []


@pytest.mark.parametrize("hint", [Salted[bytes], Salted[float], Salted[bytearray], Salted[Number]])
def test_salted_fields_hold_nothing_that_cannot_be_read_back(hint: object) -> None:
    assert list(refusals(fact_with(thing=hint))) != []


def test_a_fact_says_in_words_what_happened() -> None:
    made = fact_with()
    made.__doc__ = "ThingTried(*, room, by)"
    assert list(refusals(made)) != []


def test_a_fact_without_its_decorator_is_refused() -> None:
    class ThingTried(Fact):
        """Something was tried."""

        kind: ClassVar[str] = "thing:tried"
        thing: Ulid

    assert list(refusals(ThingTried)) != []


@pytest.mark.parametrize("kind", [None, "", "tried", "Thing:tried", "thing:Tried it", "a:b:c", 7])
def test_a_kind_is_a_noun_and_what_was_done(kind: object) -> None:
    with pytest.raises(TypeError, match="needs a kind"):
        type("ThingTried", (Fact,), {"kind": kind})


def test_a_kind_means_one_thing() -> None:
    fact_with()
    with pytest.raises(TypeError, match="already"):
        type("OtherTried", (Fact,), {"kind": "thing:tried"})


def test_an_unknown_kind_is_said_to_be_unknown() -> None:
    with pytest.raises(LookupError):
        fact_of_kind("thing:never-heard-of")
    assert fact_of_kind(fact_with().kind).__name__ == "ThingTried"


def test_fields_tell_what_is_salted_and_what_may_be_missing() -> None:
    made = fact_with(due=date | None, note=Salted[str])
    due, note = fields_of(made)
    assert (due.name, due.type, due.salted, due.optional) == ("due", date, False, True)
    assert (note.name, note.type, note.salted, note.required) == ("note", str, True, True)


def test_a_salted_field_concerns_the_person_who_acted() -> None:
    made = fact_with(note=Salted[str])
    assert made(room=ROOM, by=Actor(INGRID, None), note="hello").concerns("note") == INGRID
    assert made(room=ROOM, by=CLOCK, note=None).concerns("note") is None


def test_a_salted_person_concerns_that_person() -> None:
    made = fact_with(invitee=Salted[Ulid], invited_by=Salted[str])
    fact = made(room=ROOM, by=Actor(INGRID, None), invitee=RAVI, invited_by="somebody")
    assert fact.concerns("invitee") == RAVI
    assert fact.concerns("invited_by") == INGRID
