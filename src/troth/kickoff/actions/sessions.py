"""Beginning a kickoff, saying that one's side has written, and closing it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from troth.foundation.facts.kickoff import (
    Ending,
    KickoffBegun,
    KickoffClosed,
    KickoffNotReady,
    KickoffReady,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.kickoff.actions.turns import NotPossible, take
from troth.kickoff.models import Kickoff, Line, Ready
from troth.kickoff.queries.sealed import named_lines, words_of
from troth.kickoff.rules.phases import Phase, Refusal
from troth.kickoff.sealing import new_salt, seal
from troth.ledger.actions import record
from troth.partnerships.models import Room, Seat


@transaction.atomic
def begin(
    *,
    title: str,
    room: Room,
    by: Seat,
    guests: bool = False,
    opens_at: datetime | None = None,
    zone: str = "UTC",
) -> Kickoff:
    """Begin a session; one at a time in a room. Raises `NotPossible`."""
    at = now()
    if opens_at is not None and opens_at <= at:
        raise NotPossible(Refusal.MOMENT_HAS_PASSED)
    try:
        with transaction.atomic():
            kickoff: Kickoff = Kickoff.objects.create(
                room=room,
                title=title,
                seat=by,
                guests=guests,
                opens_at=opens_at,
                zone=zone,
                begun_at=at,
            )
    except IntegrityError as taken:
        raise NotPossible(Refusal.ANOTHER_IS_RUNNING) from taken
    record(
        KickoffBegun(
            room=Ulid(room.id),
            by=by.actor,
            kickoff=kickoff.id,
            guests=guests,
            opens_at=opens_at,
            title=title,
        )
    )
    return kickoff


@transaction.atomic
def say_ready(kickoff: Kickoff, *, by: Seat) -> None:
    """Say for one's party that it has written; its named lines are sealed on record. Raises `NotPossible`."""
    if by.party_id is None:
        raise NotPossible(Refusal.WITHOUT_PARTY)
    take(kickoff, Phase.WRITING)
    salt, party = new_salt(), Ulid(by.party_id)
    made = seal(salt, words_of(party, named_lines(kickoff)))
    given = {"seat": by, "at": now(), "salt": salt, "seal": made}
    _row, fresh = Ready.objects.get_or_create(kickoff=kickoff, party_id=party, defaults=given)
    if not fresh:
        raise NotPossible(Refusal.ALREADY_READY)
    record(
        KickoffReady(
            room=Ulid(kickoff.room_id), by=by.actor, kickoff=kickoff.id, party=party, seal=made
        )
    )


@transaction.atomic
def write_on(kickoff: Kickoff, *, by: Seat) -> None:
    """Say for one's party that it wants to write more; its seal no longer counts. Raises `NotPossible`."""
    if by.party_id is None:
        raise NotPossible(Refusal.WITHOUT_PARTY)
    take(kickoff, Phase.WRITING)
    gone, _by_table = Ready.objects.filter(kickoff=kickoff, party_id=by.party_id).delete()
    if not gone:
        raise NotPossible(Refusal.NOT_READY)
    party = Ulid(by.party_id)
    record(
        KickoffNotReady(room=Ulid(kickoff.room_id), by=by.actor, kickoff=kickoff.id, party=party)
    )


@transaction.atomic
def close(kickoff: Kickoff, *, by: Seat, words: str = "") -> int:
    """Close the session; what has no ending is parked together, and says why. Raises `NotPossible`."""
    take(kickoff, Phase.OPEN, phase=Phase.CLOSED.value, closed_at=now())
    left = Line.objects.filter(kickoff=kickoff, like__isnull=True, ending="")
    said = words.strip()
    if not said and left.exists():
        raise NotPossible(Refusal.WORDS_MISSING)
    parked = left.update(
        ending=Ending.PARKED.value, words=said, ended_by_id=by.party_id, ended_at=now()
    )
    room = Ulid(kickoff.room_id)
    record(
        KickoffClosed(
            room=room,
            by=by.actor,
            kickoff=kickoff.id,
            parked=parked,
            words=said if parked else None,
        )
    )
    return parked
