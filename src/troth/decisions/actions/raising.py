"""Putting something to the vote, in these words or in better ones, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from troth.decisions.actions.closing import hold
from troth.decisions.models import LONGEST_QUESTION, Decision, Place, State, Wording
from troth.decisions.queries.rolls import MOST_VOICES, OnRoll, methods_in, roll_of
from troth.decisions.queries.usual import calendars_of, usual
from troth.decisions.rules.deadline import closing, days_later, off_on, why_not_until
from troth.decisions.rules.refusals import NotPossible, Reason
from troth.decisions.rules.rule import read_share
from troth.foundation.facts.decisions import (
    DecisionProposed,
    DecisionRevised,
    DecisionWithdrawn,
    Method,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone
from troth.ledger.actions import record
from troth.partnerships.models import Party, Room, Seat

# What waits for everybody's voice at one time: more would bury what matters.
MOST_OPEN = 50


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What somebody puts to the vote; what is left out is as the charter has it."""

    question: str
    words: str = ""
    method: Method | None = None
    share: str = ""
    quorum: int | None = None
    proxies: bool | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A proposal with its rule, roll and moment filled in."""

    question: str
    words: str
    method: Method
    share: str
    quorum: int
    proxies: bool
    until: datetime
    roll: Sequence[OnRoll] = field(default_factory=list)


@transaction.atomic
def put(proposal: Proposal, *, room: Room, by: Seat) -> Decision:
    """Put it to the vote: the roll is written down as it is at this moment, and so is the rule."""
    party = side_of(by)
    opening = opened(proposal, room=room, by=by)
    check(opening, room)
    decision = Decision.objects.create(
        room=room,
        seat=by,
        party=party,
        raised_at=now(),
        zone=by.person.zone,
        **{name: value for name, value in vars(opening).items() if name != "roll"},
    )
    lay_out(decision, opening.roll, why="", by=by)
    share = read_share(opening.share)
    record(
        DecisionProposed(
            room=Ulid(room.id),
            by=by.actor,
            decision=decision.id,
            method=opening.method,
            share_above=share.numerator,
            share_below=share.denominator,
            quorum=opening.quorum,
            voices=len(opening.roll),
            proxies=opening.proxies,
            until=opening.until,
            question=opening.question,
            words=opening.words or None,
        )
    )
    return decision


def side_of(by: Seat) -> Party:
    """The organisation somebody sits for. Raises `NotPossible` where it is none."""
    if by.party is None:
        raise NotPossible(Reason.NO_SIDE)
    return by.party


def opened(proposal: Proposal, *, room: Room, by: Seat) -> Opening:
    """Fill in what was left out, from the charter in force."""
    limits = usual(room.partnership_id, now())
    allowed = methods_in(room)
    method = proposal.method or (limits.method if limits.method in allowed else allowed[0])
    if method not in allowed:
        raise NotPossible(Reason.PEOPLE_ONLY)
    roll = roll_of(room, method)
    limits = usual(room.partnership_id, now(), voices=len(roll))
    until = proposal.until or usual_end(roll, days=limits.days, by=by)
    return Opening(
        question=proposal.question.strip()[:LONGEST_QUESTION],
        words=proposal.words.strip(),
        method=method,
        share=proposal.share or limits.share,
        quorum=limits.least if proposal.quorum is None else proposal.quorum,
        proxies=limits.proxies if proposal.proxies is None else proposal.proxies,
        until=until,
        roll=roll,
    )


def usual_end(roll: Sequence[OnRoll], *, days: int, by: Seat) -> datetime:
    """The end after so many days on which everybody on the roll works."""
    today = in_zone(now(), by.person.zone).date()
    calendars = calendars_of({one.party for one in roll}, today).values()
    return closing(days_later(today, days=days, calendars=calendars), by.person.zone)


def check(opening: Opening, room: Room) -> None:
    """Raises `NotPossible` for what nobody could decide, or not by then."""
    voices = len(opening.roll)
    if not opening.question:
        raise NotPossible(Reason.QUESTION_MISSING)
    if not voices:
        raise NotPossible(Reason.NOBODY_VOTES)
    if voices > MOST_VOICES:
        raise NotPossible(Reason.TOO_MANY_VOICES, voices=str(MOST_VOICES))
    if not 1 <= opening.quorum <= voices:
        raise NotPossible(Reason.QUORUM_TOO_HIGH, quorum=str(opening.quorum), voices=str(voices))
    check_share(opening.share)
    check_until(opening)
    if open_in(room).count() >= MOST_OPEN:
        raise NotPossible(Reason.ENOUGH_OPEN, count=str(MOST_OPEN))


def check_share(text: str) -> None:
    """Raises `NotPossible` for what is no share."""
    try:
        read_share(text)
    except ValueError:
        raise NotPossible(Reason.RULE_UNKNOWN) from None


def check_until(opening: Opening) -> None:
    """Raises `NotPossible` for a moment that has passed, is out of sight, or falls on somebody's day off."""
    refused = why_not_until(opening.until, now=now())
    if refused:
        raise NotPossible(refused)
    day = opening.until.date()
    off = off_on(day, calendars_of({one.party for one in opening.roll}, day))
    if off:
        values = {"who": ", ".join(off.names), "next": off.next_day.isoformat()}
        raise NotPossible(Reason.DAY_OFF, day=day.isoformat(), **values)


def open_in(room: Room) -> QuerySet[Decision]:
    """What waits for voices in this room."""
    rows: QuerySet[Decision] = Decision.objects.filter(room=room, state=State.OPEN)
    return rows


def lay_out(decision: Decision, roll: Sequence[OnRoll], *, why: str, by: Seat) -> None:
    """Write down the wording and who has a voice on it."""
    Wording.objects.create(
        decision=decision,
        number=decision.version,
        question=decision.question,
        words=decision.words,
        why=why,
        seat=by,
        at=now(),
        until=decision.until,
    )
    Place.objects.bulk_create(
        Place(decision=decision, version=decision.version, party=one.party, person_id=one.person)
        for one in roll
    )


@transaction.atomic
def revise(decision: Decision, proposal: Proposal, *, why: str, seen: int, by: Seat) -> Decision:
    """Put it in other words: a new version with a new roll; earlier votes stay to be read and count no more.

    The rule stays the one it was opened with. Raises `NotPossible`.
    """
    found = hold(decision)
    check_revisable(found, seen=seen, by=by)
    kept = replace(
        proposal,
        method=Method(found.method),
        share=found.share,
        quorum=found.quorum,
        proxies=found.proxies,
    )
    opening = opened(kept, room=found.room, by=by)
    if found.is_open and (opening.question, opening.words) == (found.question, found.words):
        raise NotPossible(Reason.NOTHING_NEW)
    check(opening, found.room)
    if found.is_open:
        ended = Wording.objects.filter(decision=found, number=found.version)
        ended.update(outcome="revised", closed_at=now())
    changed = {"question": opening.question, "words": opening.words, "until": opening.until}
    changed |= {"version": found.version + 1, "state": State.OPEN.value, "closed_at": None}
    Decision.objects.filter(pk=found.pk).update(**changed)
    for name, value in changed.items():
        setattr(found, name, value)
    lay_out(found, opening.roll, why=why.strip(), by=by)
    record(
        DecisionRevised(
            room=Ulid(found.room_id),
            by=by.actor,
            decision=found.id,
            version=found.version,
            quorum=found.quorum,
            voices=len(opening.roll),
            until=found.until,
            question=found.question,
            why=why.strip() or None,
            words=found.words or None,
        )
    )
    return found


def check_revisable(found: Decision, *, seen: int, by: Seat) -> None:
    """Raises `NotPossible` for others than the side that put it, and for what is decided or has new words."""
    if found.party_id != side_of(by).id:
        raise NotPossible(Reason.PROPOSER_ONLY, who=found.party.short)
    if not found.may_come_again:
        raise NotPossible(Reason.VOTING_OVER)
    if found.version != seen:
        raise NotPossible(Reason.NEW_WORDS)


@transaction.atomic
def withdraw(decision: Decision, *, by: Seat) -> Decision:
    """Take it back before anybody has voted. Raises `NotPossible`."""
    found = hold(decision)
    if found.party_id != side_of(by).id:
        raise NotPossible(Reason.PROPOSER_ONLY, who=found.party.short)
    if not found.is_open or found.until <= now():
        raise NotPossible(Reason.VOTING_OVER)
    if Place.objects.filter(decision=found).exclude(choice="").exists():
        raise NotPossible(Reason.VOTES_THERE)
    changed = {"state": State.WITHDRAWN.value, "closed_at": now()}
    Decision.objects.filter(pk=found.pk, state=State.OPEN).update(**changed)
    found.state, found.closed_at = State.WITHDRAWN.value, now()
    ended = Wording.objects.filter(decision=found, number=found.version)
    ended.update(outcome=State.WITHDRAWN.value, closed_at=now())
    record(DecisionWithdrawn(room=Ulid(found.room_id), by=by.actor, decision=found.id))
    return found
