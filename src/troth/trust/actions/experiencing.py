"""Saying openly how one's side experiences another, and itself; saying it anew; withdrawing it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.trust import ExperienceSaid, ExperienceWithdrawn
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.actions.holding import acting, joined_parties
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.models import Experience
from troth.trust.queries.experiences import said_by, seen_of
from troth.trust.rules.hands import Dimension


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to be said; without a figure, what was said of it is withdrawn."""

    about: str
    dimension: Dimension
    figure: int | None
    words: str = ""


@transaction.atomic
def say(lines: Sequence[Line], *, room: Room, by: Seat, seen: str) -> int:
    """Say these together for one's side; how many were new, changed or withdrawn.

    What stands already in the same words is left alone. Raises `NotPossible`, also where a colleague was quicker.
    """
    seat, party = acting(by)
    if not granted(seat.kind, Permission.TRUST_SAY):
        raise NotPossible(Reason.NOT_FOR_GUESTS)
    if room.kind != RoomKind.SHARED or room.partnership_id != seat.partnership_id:
        raise NotPossible(Reason.ROOM_NOT_YOURS)
    if not {line.about for line in lines} <= set(joined_parties(seat.partnership_id)):
        raise NotPossible(Reason.NOTHING_THERE)
    stood = said_by(room, party)
    if seen != seen_of(stood.values()):
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=party.short)
    changed = [line for line in lines if is_new(line, stood.get((line.about, line.dimension)))]
    for line in changed:
        was = stood.get((line.about, line.dimension))
        if line.figure is None and was is not None:
            withdraw(was, by=seat)
        elif line.figure is not None:
            keep(line, line.figure, room=room, party=party, by=seat, was=was)
    return len(changed)


def is_new(line: Line, was: Experience | None) -> bool:
    """Whether it says something else than what stands."""
    if was is None or was.withdrawn_at is not None:
        return line.figure is not None
    return (line.figure, line.words) != (was.figure, was.words)


def keep(
    line: Line, figure: int, *, room: Room, party: Party, by: Seat, was: Experience | None
) -> None:
    """Put one on record, in the place of what stood there."""
    values = {"figure": figure, "words": line.words, "seat": by, "at": now(), "withdrawn_at": None}
    if was is None:
        row = Experience.objects.create(
            room=room,
            saying_party=party,
            about_id=line.about,
            dimension=line.dimension.value,
            **values,
        )
    else:
        row = was
        turn(was, **values)
    record(
        ExperienceSaid(
            room=Ulid(room.id),
            by=by.actor,
            experience=Ulid(row.pk),
            saying_party=Ulid(party.id),
            about=Ulid(line.about),
            dimension=line.dimension,
            figure=figure,
            words=line.words or None,
        )
    )


def withdraw(was: Experience, *, by: Seat) -> None:
    """Take back what stands; the record keeps that it was said."""
    turn(was, withdrawn_at=now(), seat=by)
    record(ExperienceWithdrawn(room=Ulid(was.room_id), by=by.actor, experience=Ulid(was.pk)))


def turn(was: Experience, **values: object) -> None:
    """Change a row that nobody has changed since it was read. Raises `NotPossible`."""
    here = Experience.objects.filter(pk=was.pk, turn=was.turn)
    if not here.update(turn=was.turn + 1, **values):
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=was.saying_party.short)
