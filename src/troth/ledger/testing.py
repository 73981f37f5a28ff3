"""For tests: a kind of fact that no noun has, and entries in a log."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import transaction

from troth.foundation.facts.fact import CLOCK, Actor, Fact, Salted
from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.ledger.actions import record
from troth.ledger.models import Entry

INGRID = make_ulid(2, bytes(10))
RAVI = make_ulid(3, bytes(10))
LUMEN = make_ulid(4, bytes(10))
LAMP = make_ulid(5, bytes(10))


@dataclass(frozen=True, kw_only=True)
class LampLit(Fact):
    """A lamp was lit."""

    kind: ClassVar[str] = "test-lamp:lit"
    lamp: Ulid
    due: date
    note: Salted[str]
    reader: Salted[Ulid] = None
    others: tuple[Ulid, ...] = ()


def lamp_lit(room: Ulid, *, by: Actor = CLOCK, note: str | None = None) -> LampLit:
    """A fact of this room."""
    return LampLit(room=room, by=by, lamp=LAMP, due=date(2026, 11, 27), note=note)


def light(room: Ulid, times: int = 1, *, by: Actor = CLOCK, note: str | None = None) -> list[Entry]:
    """Record some facts, each in a transaction of its own."""
    lit = []
    for _ in range(times):
        with transaction.atomic():
            lit.append(record(lamp_lit(room, by=by, note=note)))
    return lit
