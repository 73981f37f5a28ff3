"""Looking at it again: the clock asks, each side says whether it helped, and that ends it or names another day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from troth.adjustments.actions.turns import hold, move, side_of, step, take
from troth.adjustments.models import LONGEST_WORDS, Adjustment, Did
from troth.adjustments.rules.looking import Look, Result, result_of, why_not_look
from troth.adjustments.rules.refusals import NotPossible
from troth.adjustments.rules.states import Act, State
from troth.foundation.facts.adjustments import (
    AdjustmentClosed,
    AdjustmentContinued,
    AdjustmentDue,
    AdjustmentRechecked,
    Helped,
)
from troth.foundation.facts.fact import CLOCK, Actor
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone
from troth.ledger.actions import record
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.seats import Standing
from troth.people.zones import known_zone


@dataclass(frozen=True, kw_only=True)
class Word:
    """What a side says: whether it helped, in words if it likes; too early names the day to look again."""

    said: Helped
    words: str = ""
    again_on: date | None = None


@transaction.atomic
def ask(one: Adjustment, *, now: datetime) -> bool:
    """The day has come: ask both sides, once for each round. The clock's own act."""
    rows = Adjustment.objects.filter(pk=one.pk, round=one.round, state=State.AGREED.value)
    if not rows.filter(asked_at=None).update(asked_at=now):
        return False
    fact = AdjustmentDue(room=Ulid(one.room_id), by=CLOCK, adjustment=Ulid(one.id), round=one.round)
    record(fact)
    return True


@transaction.atomic
def look(one: Adjustment, word: Word, *, by: Seat, seen: int) -> Adjustment:
    """Say for one's side whether it helped; the last side's word ends it or sets another day. Raises `NotPossible`."""
    found = take(Act.LOOK, one, by=by, seen=seen)
    again_on = word.again_on if word.said is Helped.TOO_EARLY else None
    today = in_zone(now(), known_zone(side_of(by).zone)).date()
    refused = why_not_look(word.said, again_on=again_on, today=today)
    if refused:
        raise NotPossible(refused)
    words = word.words.strip()[:LONGEST_WORDS]
    fact = AdjustmentRechecked(
        room=Ulid(found.room_id),
        by=by.actor,
        adjustment=Ulid(found.id),
        round=found.round,
        said=word.said,
        again_on=again_on,
        words=words or None,
    )
    said = {"said": word.said.value, "again_on": again_on, "words": words}
    step(found, Did.LOOKED, fact, by=by, **said)
    result = result_of(looks_of(found), sides=seated(found))
    if result:
        finish(found, result, by=by.actor)
    return found


@transaction.atomic
def conclude(one: Adjustment) -> bool:
    """The side that was waited for has left: what the other has said is all there will be. The clock's own act."""
    found = hold(one)
    looks = looks_of(found)
    result = result_of(looks, sides=seated(found)) if looks else None
    if found.stands is not State.AGREED or result is None:
        return False
    finish(found, result, by=CLOCK)
    return True


def seated(one: Adjustment) -> set[Ulid]:
    """The sides that still sit at the table: nobody waits for the word of one that has left."""
    rows = Party.objects.filter(pk__in=one.way.sides, standing=Standing.JOINED)
    return {Ulid(key) for key in rows.values_list("pk", flat=True)}


def looks_of(one: Adjustment) -> list[Look]:
    """What was said in this round."""
    rows = one.steps.filter(did=Did.LOOKED, round=one.round).order_by("at", "id")
    return [
        Look(party=Ulid(row.party_id), said=Helped(row.said), again_on=row.again_on) for row in rows
    ]


def finish(one: Adjustment, result: Result, *, by: Actor) -> None:
    """All have spoken: close it, or begin another round."""
    room, key = Ulid(one.room_id), Ulid(one.id)
    if result.again_on:
        move(one, round=one.round + 1, recheck_on=result.again_on, asked_at=None)
        record(
            AdjustmentContinued(
                room=room, by=by, adjustment=key, round=one.round, recheck_on=one.recheck_on
            )
        )
    elif result.outcome:
        move(one, state=State.CLOSED.value, outcome=result.outcome.value, ended_at=now())
        record(AdjustmentClosed(room=room, by=by, adjustment=key, outcome=result.outcome))
