"""Whatever binds is on record, once, in the same transaction; what fails halfway leaves neither."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from tests.access.addresses import Address, every_address
from tests.access.conftest import Knocker, is_write, undone
from tests.access.effects import LEFT_OUT, Kept, change, everything
from tests.access.forms import FORMS
from tests.access.policy import SIDE, TABLE
from tests.access.test_forged import first_spot
from tests.access.test_hostile import who_may
from tests.access.world import World

from troth.ledger.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# What can be done in one kind of room alone, and not in the shared one.
ONLY = {SIDE: "side", frozenset({"subset"}): "with"}
CHANGING = [
    one
    for one in every_address()
    if "POST" in TABLE[one.name].takes
    and one.where == (ONLY.get(TABLE[one.name].rooms, "shared") if one.where else "")
]
BINDING = [one for one in CHANGING if TABLE[one.name].records]
# Who can do what Ingrid, the admin, cannot.
ABLE = {"invitation": "invitation holder", "organisation.leave": "lumen member"}


class Torn(Exception):
    """The power went, the disk was full, the connection broke."""


def kinds_after(address: Address, world: World, knocker: Knocker) -> list[str]:
    """What the form puts on record."""
    spot, who = first_spot(address, world), ABLE.get(address.name) or who_may(address)
    form = FORMS[address.name](world, spot.things, who)
    with undone():
        before = set(Entry.objects.values_list("log", "idx"))
        knocker.as_(who).post(spot.url, form)
        rows = Entry.objects.order_by("pk").values_list("log", "idx", "kind")
        return [kind for log, idx, kind in rows if (log, idx) not in before]


@pytest.mark.sqlite
@pytest.mark.parametrize("address", CHANGING, ids=lambda one: one.name)
def test_what_binds_makes_its_entries_and_nothing_else_makes_any(
    address: Address, world: World, knocker: Knocker
) -> None:
    assert set(kinds_after(address, world, knocker)) == set(TABLE[address.name].records)


def statements(address: Address, world: World, knocker: Knocker) -> list[str]:
    """What the form asks of the database when nothing breaks."""
    spot, who = first_spot(address, world), ABLE.get(address.name) or who_may(address)
    wrapper, seen = tear(-1)
    with undone(), connection.execute_wrapper(wrapper):
        knocker.as_(who).post(spot.url, FORMS[address.name](world, spot.things, who))
    return seen


def breaks(said: list[str]) -> list[int]:
    """Which statements are worth breaking after: each that writes, the one before it, and the last.

    What stands in the database can only differ from one of these to the next: after a write it is not yet
    committed, and just before the next one it may be.
    """
    writing = [number for number, sql in enumerate(said, 1) if is_write(sql)]
    return sorted({*writing, *(one - 1 for one in writing if one > 1), len(said)})


def tear(at: int) -> tuple[Callable[..., object], list[str]]:
    """Break the statement of this number, counting those that change something of a noun's."""
    seen: list[str] = []

    def wrapper(execute: Callable[..., object], sql: str, *rest: object) -> object:
        done = execute(sql, *rest)
        if not any(name in sql[:60] for name in LEFT_OUT):
            seen.append(sql)
            if len(seen) == at:
                raise Torn(sql)
        return done

    return wrapper, seen


def torn(
    address: Address, world: World, knocker: Knocker, *, at: int, before: Kept
) -> tuple[bool, list[str]]:
    """Send the form and break one statement: whether it got that far, and what is left behind."""
    spot, who = first_spot(address, world), ABLE.get(address.name) or who_may(address)
    form: dict[str, Any] = FORMS[address.name](world, spot.things, who)
    wrapper, seen = tear(at)
    with undone():
        with connection.execute_wrapper(wrapper):
            knocker.as_(who).post(spot.url, form)
        left = change(before, everything())
    return len(seen) >= at, left.flat()


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("address", BINDING, ids=lambda one: one.name)
def test_broken_after_any_statement_nothing_or_everything_is_there(
    address: Address, world: World, knocker: Knocker
) -> None:
    """Everything: where what breaks is after the action, while the next page is made."""
    places = breaks(statements(address, world, knocker))
    whole_or_nothing(address, world, knocker, places=places)


def whole_or_nothing(
    address: Address, world: World, knocker: Knocker, *, places: Sequence[int]
) -> None:
    """Break it at each of these statements, and look at what is left behind."""
    whole = kinds_after(address, world, knocker)
    # Every try is undone, so that all of them begin with the same.
    before = everything()
    for at in places:
        reached, left = torn(address, world, knocker, at=at, before=before)
        entries = sum(line.startswith("+ ledger_entry ") for line in left)
        assert entries in {0, len(whole)}, (at, entries)
        assert (entries == 0) == (left == []), (at, left)
        # What was looked up before and is still known makes it a statement shorter.
        assert reached or at > 2, at
