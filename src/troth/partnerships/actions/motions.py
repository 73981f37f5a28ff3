"""What affects all is proposed, answered by party, and carried out with the last yes it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from troth.foundation.facts.partnerships import Act, MotionAnswered, MotionOutcome, MotionProposed
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.actions.executing import EXECUTE
from troth.partnerships.actions.holding import deciding, joined_parties
from troth.partnerships.actions.settling import settle
from troth.partnerships.actions.tokens import Invited
from troth.partnerships.models import Assent, Motion, Party, Room, Seat, Terms
from troth.partnerships.models.consent import LONGEST_WHAT
from troth.partnerships.rules.consent import (
    MOST_OPEN,
    ConsentRule,
    Verdict,
    rule_for,
    verdict,
    voters,
)
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a motion is about. `what` says it in words; `about` holds what carrying it out needs."""

    act: Act
    room: Room
    reason: str
    what: str = ""
    party: Party | None = None
    thing: Ulid | None = None
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A motion after an answer, and the letter that must go out if it was carried by that."""

    motion: Motion
    invited: Invited | None = None


def put(matter: Matter, *, by: Seat) -> Answered:
    """Propose it, with the proposer's own yes; inside the action that checked the matter."""
    seat, party = deciding(by)
    check(matter, seat.partnership_id)
    motion = Motion.objects.create(
        partnership=seat.partnership,
        room=matter.room,
        act=matter.act.value,
        what=matter.what[:LONGEST_WHAT],
        about=dict(matter.about),
        about_party=matter.party,
        rule=rule_for(matter.act, agreed=rule_in_force(seat.partnership_id, now())),
        reason=matter.reason.strip(),
        proposed_by=seat,
        proposed_at=now(),
    )
    record(
        MotionProposed(
            room=motion.room_id,
            by=seat.actor,
            motion=motion.id,
            act=matter.act,
            reason=motion.reason,
            what=matter.what,
            about=matter.party.id if matter.party else matter.thing,
            rule=motion.rule,
        )
    )
    if party.id not in voters_of(motion):
        return Answered(motion=motion)
    return say(motion, party, by=seat, yes=True, word="")


def check(matter: Matter, table: Ulid) -> None:
    """Raises `NotPossible` without a reason, for what waits for an answer already, and where too much does."""
    if not matter.reason.strip():
        raise NotPossible(Reason.REASON_NEEDED)
    if same_open(matter).exists():
        raise NotPossible(Reason.SAME_MOTION)
    waiting = Motion.objects.filter(partnership=table, outcome=MotionOutcome.OPEN.value)
    if waiting.count() >= MOST_OPEN:
        raise NotPossible(Reason.ENOUGH_MOTIONS, count=str(MOST_OPEN))


@transaction.atomic(durable=True)
def assent(motion: Motion, *, by: Seat, yes: bool, word: str = "") -> Answered:
    """Answer for one's party; the latest answer counts until the motion is settled.

    With the last yes that the rule needs the motion is carried out, in this very transaction.
    """
    seat, party = deciding(by)
    found = still_open(motion, by=seat)
    if party.id not in voters_of(found):
        raise NotPossible(Reason.NO_VOTE, party=party.name)
    return say(found, party, by=seat, yes=yes, word=word.strip())


@transaction.atomic(durable=True)
def withdraw(motion: Motion, *, by: Seat) -> Motion:
    """Take a motion back that one's own party has proposed."""
    seat, party = deciding(by)
    found = still_open(motion, by=seat)
    if found.proposed_by.party_id != party.id:
        raise NotPossible(Reason.OWN_SIDE_ONLY, who=found.proposed_by.person.name)
    settle(found, MotionOutcome.WITHDRAWN, by=seat.actor)
    return found


def say(motion: Motion, party: Party, *, by: Seat, yes: bool, word: str) -> Answered:
    """Keep the answer, put it on record, and let the rule decide."""
    answer = {"seat": by, "yes": yes, "word": word, "at": now()}
    Assent.objects.update_or_create(motion=motion, party=party, defaults=answer)
    record(MotionAnswered(room=motion.room_id, by=by.actor, motion=motion.id, yes=yes, word=word))
    answers = dict(Assent.objects.filter(motion=motion).values_list("party", "yes"))
    decided = verdict(ConsentRule(motion.rule), voters=voters_of(motion), answers=answers)
    if decided is Verdict.OPEN:
        return Answered(motion=motion)
    if decided is Verdict.REFUSED:
        settle(motion, MotionOutcome.REFUSED, by=by.actor)
        return Answered(motion=motion)
    settle(motion, MotionOutcome.CARRIED, by=by.actor)
    return Answered(motion=motion, invited=EXECUTE[Act(motion.act)](motion, by))


def still_open(motion: Motion, *, by: Seat) -> Motion:
    """The motion as it is now. Raises `NotPossible` that says who settled it and how."""
    rows = Motion.objects.select_related("room", "about_party", "proposed_by__person")
    found = rows.get(pk=motion.pk, partnership=by.partnership_id)
    if found.outcome == MotionOutcome.OPEN:
        return found
    last = Assent.objects.filter(motion=found).select_related("seat__person").latest("at")
    raise NotPossible(
        Reason.ALREADY_SETTLED, who=last.seat.person.name, outcome=MotionOutcome(found.outcome)
    )


def voters_of(motion: Motion) -> frozenset[Ulid]:
    """The parties that have a vote: those in the motion's room, less one that is asked to leave."""
    joined = frozenset(joined_parties(motion.partnership_id))
    if motion.room.kind == RoomKind.SUBSET:
        joined &= frozenset(motion.room.parties.values_list("pk", flat=True))
    return voters(Act(motion.act), parties=joined, about=motion.about_party_id)


def same_open(matter: Matter) -> QuerySet[Motion]:
    """Open motions about the very same thing."""
    here = Motion.objects.filter(room=matter.room, act=matter.act.value)
    here = here.filter(outcome=MotionOutcome.OPEN.value)
    return here.filter(about_party=matter.party, about=dict(matter.about))


def rule_in_force(partnership: Ulid, at: datetime) -> str:
    """The consent rule of the terms that hold now."""
    rows = Terms.objects.filter(partnership=partnership, since__lte=at)
    return rows.order_by("-since", "-id").values_list("consent_rule", flat=True)[0]
