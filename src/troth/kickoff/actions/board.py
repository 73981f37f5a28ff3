"""After the opening: adding, putting together what is alike, and giving each line an ending."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from troth.commitments import actions as promises
from troth.commitments.actions.promising import Promise
from troth.foundation.facts.kickoff import (
    Ending,
    Group,
    KickoffLineAdded,
    KickoffLineEnded,
    KickoffLineJoined,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.actions import draft_goal
from troth.kickoff.actions.turns import NotPossible, take
from troth.kickoff.models import Kickoff, Line
from troth.kickoff.rules.phases import MOST_LINES, Phase, Refusal, words_refusal
from troth.ledger.actions import record
from troth.partnerships.models import Party, Seat
from troth.people.models import Person

LONGEST_TITLE = 160


@transaction.atomic
def add(kickoff: Kickoff, group: Group, text: str, *, by: Seat) -> Line:
    """Add a line openly, with one's name. Raises `NotPossible`."""
    take(kickoff, Phase.OPEN)
    last = Line.objects.filter(kickoff=kickoff).aggregate(last=Max("place"))["last"] or 0
    if last >= MOST_LINES:
        raise NotPossible(Refusal.FULL)
    line = Line.objects.create(
        kickoff=kickoff, place=last + 1, group=group.value, text=text, seat=by
    )
    room = Ulid(kickoff.room_id)
    record(
        KickoffLineAdded(
            room=room, by=by.actor, kickoff=kickoff.id, line=line.id, group=group, text=text
        )
    )
    return line


@transaction.atomic
def join(kickoff: Kickoff, line: Line, like: Line | None, *, by: Seat) -> None:
    """Put a line to one that says nearly the same, or let it stand alone again. Raises `NotPossible`."""
    take(kickoff, Phase.OPEN)
    if like is not None and like.pk == line.pk:
        raise NotPossible(Refusal.NOT_TO_ITSELF)
    if like is not None and (like.like_id or like.ending):
        raise NotPossible(Refusal.ALREADY_JOINED if like.like_id else Refusal.ENDED_ALREADY)
    free = Line.objects.filter(pk=line.pk, kickoff=kickoff, ending="", like_id=line.like_id)
    if not free.update(like=like):
        raise NotPossible(Refusal.ENDED_ALREADY)
    # What was put to this line goes along, so that no line hangs on one that hangs itself.
    if like is not None:
        Line.objects.filter(kickoff=kickoff, like=line).update(like=like)
    line.like = like
    record(
        KickoffLineJoined(
            room=Ulid(kickoff.room_id),
            by=by.actor,
            kickoff=kickoff.id,
            line=line.id,
            like=like.id if like else None,
        )
    )


@transaction.atomic
def end_line(
    kickoff: Kickoff, line: Line, ending: Ending, *, by: Seat, words: str = "", target: str = ""
) -> None:
    """Say what became of a line; whoever comes second is told. Raises `NotPossible`."""
    take(kickoff, Phase.OPEN)
    reason = words_refusal(ending, words)
    if reason is not None:
        raise NotPossible(reason)
    changes = {
        "ending": ending.value,
        "words": words.strip(),
        "target": target,
        "ended_by_id": by.party_id,
        "ended_at": now(),
    }
    free = Line.objects.filter(pk=line.pk, kickoff=kickoff, ending="", like__isnull=True)
    if not free.update(**changes):
        raise NotPossible(Refusal.ENDED_ALREADY)
    record(
        KickoffLineEnded(
            room=Ulid(kickoff.room_id),
            by=by.actor,
            kickoff=kickoff.id,
            line=line.id,
            ending=ending,
            target=Ulid(target) if target else None,
            words=words.strip() or None,
        )
    )


@transaction.atomic
def make_goal(kickoff: Kickoff, line: Line, *, by: Seat, words: str = "") -> str:
    """Make a line the first draft of a goal, for all to sign; returns the goal. Raises `NotPossible`."""
    if by.party_id is None:
        raise NotPossible(Refusal.WITHOUT_PARTY)
    # Taken before the draft is put on record, as whoever gives any other line an ending does.
    take(kickoff, Phase.OPEN)
    made = draft_goal(
        title=line.text[:LONGEST_TITLE], words=words.strip() or line.text, room=kickoff.room, by=by
    )
    end_line(kickoff, line, Ending.GOAL, by=by, target=str(made.id))
    return str(made.id)


@transaction.atomic
def own_line(
    kickoff: Kickoff,
    line: Line,
    *,
    by: Seat,
    due: datetime,
    zone: str,
    receiver: Party | None = None,
    holder: Person | None = None,
    words: str = "",
) -> str:
    """Take a line as one's own party's promise, with a day; returns the promise. Raises `NotPossible`.

    Nobody promises for another: whoever should own it presses for their own side.
    """
    promise = Promise(
        deliverable=words.strip() or line.text,
        due=due,
        zone=zone,
        receiver=receiver,
        holder=holder,
    )
    # As above.
    take(kickoff, Phase.OPEN)
    made = promises.propose(promise, room=kickoff.room, by=by)
    end_line(kickoff, line, Ending.OWNED, by=by, target=str(made.id))
    return str(made.id)
