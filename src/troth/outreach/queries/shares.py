"""How answers and open things are shared between the sides of a table, from its shared room alone.

A further share (attendance, once there are meetings) is one more `Measure` in `MEASURES`, and its words in `words.py`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from troth.checkins.models import Report
from troth.checkins.rules.reports import State as Reported
from troth.commitments.models import Commitment, Delivery
from troth.commitments.rules.states import State as Promised
from troth.discussions.models import Question
from troth.discussions.rules.questions import QuestionState
from troth.foundation.facts.outreach import Share
from troth.outreach.rules.unevenness import Tally, Usual, answers_less, carries_more
from troth.partnerships.models import Party, Room
from troth.partnerships.queries.calendars import calendars_of
from troth.partnerships.queries.terms import terms_through_time
from troth.partnerships.rules.calendar import answer_by

# As many of each as a table of this size has in two months, many times over.
MOST = 2000
IN_HAND = (Promised.ACCEPTED.value, Promised.DISPUTED.value)
TWO = 2


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is looked at: the shared room, who sits there, from when to when."""

    room: Room
    parties: Sequence[Party]
    since: datetime
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Uneven:
    """What was found about one side: its own count, and what it was held against."""

    party: Party
    kind: Share
    own: Tally
    others: Tally


Counted = Mapping[str, Tally]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One share: how it is counted, and for which sides it is uneven."""

    kind: Share
    find: Callable[[Scope], Iterable[Uneven]]


def uneven(scope: Scope) -> list[Uneven]:
    """Everything that is uneven at this table now."""
    if len(scope.parties) < TWO:
        return []
    return [one for measure in MEASURES for one in measure.find(scope)]


# ------------------------------------------------------------------------------ answers in time


def less_answered(scope: Scope) -> Iterable[Uneven]:
    """Sides whose answers came in time much less often than the others'."""
    counted = answered(scope)
    for party in scope.parties:
        own = counted.get(party.id, Tally())
        rest = (one for key, one in counted.items() if key != party.id)
        others = sum(rest, Tally())
        if answers_less(own, others):
            yield Uneven(party=party, kind=Share.RESPONSE, own=own, others=others)


def answered(scope: Scope) -> Counted:
    """By side: how many answers it owed by now, and how many of them came within the agreed time."""
    found: dict[str, list[bool]] = {party.id: [] for party in scope.parties}
    for kind in (questions, proposals, deliveries, reports):
        for party, in_time in kind(scope):
            if party in found:
                found[party].append(in_time)
    return {party: Tally(sum(said), len(said)) for party, said in found.items()}


def said_in_time(
    party: str, at: datetime | None, *, owed: datetime, now: datetime
) -> list[tuple[str, bool]]:
    """Whether it came in time; nothing while it still has time."""
    if at is None and owed >= now:
        return []
    return [(party, at is not None and at <= owed)]


def asked_side(question: Question, parties: Sequence[Party]) -> str:
    """Whose answer a question waits for; a question to all of several others waits for none in particular."""
    if question.asked_id:
        return question.asked_id
    asker = question.post.seat
    rest = [one.id for one in parties if asker and one.id != asker.party_id]
    return rest[0] if len(rest) == 1 else ""


def asked(scope: Scope) -> QuerySet[Question]:
    """Questions of the shared room that were not taken back."""
    rows: QuerySet[Question] = Question.objects.in_rooms([scope.room.id])
    return rows.exclude(state=QuestionState.TAKEN_BACK.value).select_related("post__seat")


def questions(scope: Scope) -> list[tuple[str, bool]]:
    """Questions asked in these days."""
    rows = asked(scope).filter(asked_at__gte=scope.since).order_by("-asked_at")[:MOST]
    return [
        one
        for row in rows
        for one in said_in_time(
            asked_side(row, scope.parties), row.answered_at, owed=row.answer_by, now=scope.now
        )
    ]


def promises(scope: Scope) -> QuerySet[Commitment]:
    """Promises of the shared room that were made here, not brought in by a file."""
    rows: QuerySet[Commitment] = Commitment.objects.in_rooms([scope.room.id])
    return rows.filter(batch__isnull=True)


def proposals(scope: Scope) -> list[tuple[str, bool]]:
    """Promises that waited to be accepted, against the time agreed then, in the receiver's working days.

    The moment of a "no" stands in the record alone, so declined ones are left out.
    """
    limits = terms_through_time(scope.room.partnership_id)
    calendars = {party.id: calendars_of(party) for party in scope.parties}
    rows = promises(scope).filter(proposed_at__gte=scope.since, receiver__in=list(calendars))
    rows = rows.exclude(state__in=(Promised.DECLINED.value, Promised.WITHDRAWN.value))
    found = rows.order_by("-proposed_at").values_list("receiver", "proposed_at", "accepted_at")
    said: list[tuple[str, bool]] = []
    for receiver, at, accepted in found[:MOST]:
        owed = answer_by(at, days=limits.at(at).answer_days, calendar=calendars[receiver](at))
        said += said_in_time(receiver, accepted, owed=owed, now=scope.now)
    return said


def deliveries(scope: Scope) -> list[tuple[str, bool]]:
    """Deliveries that waited for a word."""
    rows = Delivery.objects.filter(commitment__in=promises(scope), at__gte=scope.since)
    found = rows.exclude(commitment__receiver=None).select_related("commitment").order_by("-at")
    return [
        one
        for row in found[:MOST]
        for one in said_in_time(
            str(row.commitment.receiver_id),
            min((at for at in (row.confirmed_at, row.disputed_at) if at), default=None),
            owed=row.answer_by,
            now=scope.now,
        )
    ]


def reports(scope: Scope) -> list[tuple[str, bool]]:
    """Check-ins that waited for a side; a skipped one was answered with a reason, and counts nowhere."""
    rows = Report.objects.filter(checkin__room=scope.room, checkin__at__gte=scope.since)
    found = rows.exclude(state=Reported.SKIPPED.value).order_by("-checkin__at")
    return [
        one
        for party, at, owed in found.values_list("party", "said_at", "answer_by")[:MOST]
        for one in said_in_time(party, at, owed=owed, now=scope.now)
    ]


# ------------------------------------------------------------------------------ open things


def more_carried(scope: Scope) -> Iterable[Uneven]:
    """Sides for which much more waits than this table is used to."""
    now, before = open_now(scope), open_before(scope)
    everything, then = sum(now.values()), sum(before.values())
    for party in scope.parties:
        own = Tally(now[party.id], everything)
        usual = Tally(before[party.id], then)
        if carries_more(own, Usual(usual, sides=len(scope.parties))):
            yield Uneven(party=party, kind=Share.LOAD, own=own, others=usual)


def open_now(scope: Scope) -> Counter[str]:
    """By side: the promises it has in hand, and the questions that wait for it."""
    held = promises(scope).filter(state__in=IN_HAND, outcome_at__isnull=True)
    waiting = asked(scope).filter(state=QuestionState.OPEN.value)
    return by_side(scope, held, waiting)


def open_before(scope: Scope) -> Counter[str]:
    """The same of all that was promised and asked before these days, whatever has come of it."""
    held = promises(scope).filter(accepted_at__lt=scope.since)
    return by_side(scope, held, asked(scope).filter(asked_at__lt=scope.since))


def by_side(scope: Scope, held: QuerySet[Commitment], waiting: QuerySet[Question]) -> Counter[str]:
    """How many of these fall on each side that sits here."""
    here = {party.id for party in scope.parties}
    counted: Counter[str] = Counter(dict.fromkeys(here, 0))
    rows = held.filter(promiser__in=here).order_by().values_list("promiser")
    for party, count in rows.annotate(count=Count("id")):
        counted[party] += count
    for row in waiting.order_by("-asked_at")[:MOST]:
        side = asked_side(row, scope.parties)
        if side in here:
            counted[side] += 1
    return counted


MEASURES: list[Measure] = [
    Measure(kind=Share.RESPONSE, find=less_answered),
    Measure(kind=Share.LOAD, find=more_carried),
]
