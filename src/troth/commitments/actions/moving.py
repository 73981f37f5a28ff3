"""Moving a deadline by agreement, before it is due: ask, agree, keep the date, suggest another."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from troth.commitments.actions.answering import place
from troth.commitments.actions.turns import (
    NO_ASK,
    NotPossible,
    SomebodyWasQuicker,
    check,
    settle,
    take,
    tell,
)
from troth.commitments.models import Commitment, Move
from troth.commitments.queries.lists import answers_reaching
from troth.commitments.queries.lives import standing_of
from troth.commitments.rules.acts import is_moot, new_date_refusal
from troth.commitments.rules.clocks import moment
from troth.commitments.rules.states import LEADS_TO, Act, Side
from troth.foundation.facts.commitments import (
    CommitmentAnswerMoved,
    CommitmentDateKept,
    CommitmentMoveAsked,
    CommitmentMoved,
    CommitmentMoveSuggested,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now as clock_now
from troth.partnerships.models import Room, Seat
from troth.people.zones import known_zone


def side_of(commitment: Commitment, by: Seat) -> Side:
    """On which side of the promise this seat acts; the rules have been asked before."""
    side = standing_of(commitment).side(Ulid(str(by.party_id)))
    return side or Side.RECEIVER


def ask(
    act: Act, commitment: Commitment, *, due: datetime, reason: str, by: Seat, seen: int | None
) -> datetime:
    """Put a wished-for date on the promise; returns the moment. Raises `NotPossible`."""
    now = clock_now()
    check(act, commitment, by=by, now=now, words=reason)
    refused = new_date_refusal(due, due=commitment.due, now=now)
    if refused is not None:
        raise NotPossible(refused, commitment)
    wish = {
        "ask_by": side_of(commitment, by).value,
        "ask_due": due,
        "ask_reason": reason,
        "ask_at": now,
    }
    take(act, commitment, seen=seen, **wish)
    return now


@transaction.atomic
def ask_move(
    commitment: Commitment, *, due: datetime, reason: str, by: Seat, seen: int | None = None
) -> Commitment:
    """Ask the other side to move the deadline, and say why."""
    now = ask(Act.ASK_MOVE, commitment, due=due, reason=reason, by=by, seen=seen)
    tell(
        commitment,
        CommitmentMoveAsked(**place(commitment, by), was=commitment.due, due=due, reason=reason),
        now=now,
    )
    return commitment


@transaction.atomic
def suggest_date(
    commitment: Commitment, *, due: datetime, by: Seat, reason: str = "", seen: int | None = None
) -> Commitment:
    """Answer a wish to move with another date."""
    now = ask(Act.SUGGEST_DATE, commitment, due=due, reason=reason, by=by, seen=seen)
    tell(
        commitment,
        CommitmentMoveSuggested(
            **place(commitment, by), was=commitment.due, due=due, reason=reason or None
        ),
        now=now,
    )
    return commitment


@transaction.atomic
def agree_move(
    commitment: Commitment, *, by: Seat, words: str = "", seen: int | None = None
) -> Commitment:
    """Agree to the wished-for date; it is renegotiated, never late for it."""
    now = clock_now()
    check(Act.AGREE_MOVE, commitment, by=by, now=now)
    was, due = commitment.due, commitment.ask_due
    take(Act.AGREE_MOVE, commitment, seen=seen, due=due, missed_at=None, **NO_ASK)
    Move.objects.create(commitment=commitment, was=was, due=commitment.due, agreed_at=now)
    settle(commitment, now=now)
    tell(
        commitment,
        CommitmentMoved(**place(commitment, by), was=was, due=commitment.due, words=words or None),
        now=now,
    )
    return commitment


@transaction.atomic
def keep_date(
    commitment: Commitment, *, reason: str, by: Seat, seen: int | None = None
) -> Commitment:
    """Keep the date that stands, and say why."""
    now = clock_now()
    check(Act.KEEP_DATE, commitment, by=by, now=now, words=reason)
    take(Act.KEEP_DATE, commitment, seen=seen, **NO_ASK)
    tell(
        commitment,
        CommitmentDateKept(**place(commitment, by), due=commitment.due, reason=reason),
        now=now,
    )
    return commitment


def hold_together(commitments: Iterable[Commitment]) -> None:
    """Take promises in the order of their ids, before anything is recorded.

    Whoever acts on one takes it first and then the record. An act on many that recorded the first before it takes the
    second would wait for somebody who waits for it.
    """
    held = Commitment.objects.select_for_update(no_key=True)
    list(held.filter(pk__in=[one.pk for one in commitments]).order_by("pk").values_list("pk"))


@transaction.atomic
def move_together(
    commitments: Iterable[Commitment], *, days: int, pause: Ulid, by: Seat
) -> list[Commitment]:
    """Move these deadlines by so many days, as a pause that all agreed on says; returns the moved ones.

    What fell due before, or does not lie with its promiser, stays as it is. `days` may be negative: a
    pause that ends earlier. Raises `SomebodyWasQuicker` where one changed meanwhile; then none moves.
    """
    now, every = clock_now(), list(commitments)
    hold_together(every)
    return [
        moved_with(one, days=days, pause=pause, by=by, now=now)
        for one in every
        if Act.AGREE_MOVE in LEADS_TO[one.stands] and now < one.due
    ]


def moved_with(
    commitment: Commitment, *, days: int, pause: Ulid, by: Seat, now: datetime
) -> Commitment:
    """Move one of them; its clock time stays, and a wish to move that the new date fulfils is over."""
    was, due = commitment.due, days_later(commitment, days)
    over = NO_ASK if is_moot(commitment.ask_due, was=was, due=due) else {}
    take(Act.AGREE_MOVE, commitment, seen=None, due=due, missed_at=None, **over)
    Move.objects.create(commitment=commitment, was=was, due=due, agreed_at=now)
    settle(commitment, now=now)
    fact = CommitmentMoved(**place(commitment, by), was=was, due=due, pause=pause)
    tell(commitment, fact, now=now)
    return commitment


def days_later(commitment: Commitment, days: int) -> datetime:
    """The same clock time in the zone of the promise, so many days later."""
    return later(commitment.due, days=days, zone=commitment.zone)


def later(at: datetime, *, days: int, zone: str) -> datetime:
    """The same clock time there, so many days later."""
    place = ZoneInfo(known_zone(zone))
    local = at.astimezone(place)
    return moment(local.date() + timedelta(days=days), local.time(), place).at


@transaction.atomic
def rest_answers(room: Room, *, first: date, days: int, pause: Ulid, by: Seat) -> list[Commitment]:
    """Let the answer times of deliveries that reach into a pause end so many days later.

    Raises `SomebodyWasQuicker` where one was answered meanwhile; then none moves.
    """
    now = clock_now()
    reaching = answers_reaching(room.id, first=first, now=now)
    for one in reaching:
        rest_answer(one, days=days, pause=pause, by=by, now=now)
    return reaching


def rest_answer(commitment: Commitment, *, days: int, pause: Ulid, by: Seat, now: datetime) -> None:
    """Let the answer time of one delivery end so many days later, and say so in its story."""
    was, turn = commitment.answer_by, commitment.turn
    if was is None:
        return
    until = later(was, days=days, zone=commitment.zone)
    here = Commitment.objects.filter(pk=commitment.pk, turn=turn, answer_by=was)
    if not here.update(answer_by=until, turn=turn + 1):
        raise SomebodyWasQuicker(Commitment.objects.with_parties().get(pk=commitment.pk))
    commitment.answer_by, commitment.turn = until, turn + 1
    commitment.deliveries.filter(answer_by=was).update(answer_by=until)
    settle(commitment, now=now)
    fact = CommitmentAnswerMoved(**place(commitment, by), was=was, answer_by=until, pause=pause)
    tell(commitment, fact, now=now)
