"""Questions: marking the answer, and saying that it is none."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from troth.discussions.actions.turns import NotPossible, check, touch
from troth.discussions.actions.writing import asked_parties
from troth.discussions.models import Post, Question
from troth.discussions.queries.limits import answer_until
from troth.discussions.rules.questions import (
    Asked,
    QuestionState,
    mark_refusal,
    reopen_refusal,
)
from troth.discussions.rules.refusals import Refusal
from troth.foundation.facts.discussions import QuestionAnswered, QuestionReopened
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Room, Seat


def asked_of(question: Question) -> Asked:
    """The question as the rules see it; its post and seat have been fetched."""
    seat = question.post.seat
    return Asked(
        state=QuestionState(question.state),
        asking_person=Ulid(seat.person_id) if seat else None,
        asking_party=Ulid(seat.party_id) if seat and seat.party_id else None,
        asked_party=Ulid(question.asked_id) if question.asked_id else None,
    )


@transaction.atomic
def answer(question: Question, *, with_post: Post, by: Seat) -> None:
    """Mark the post that answers it. Raises `NotPossible`."""
    party = Ulid(by.party_id) if by.party_id else None
    check(mark_refusal(asked_of(question), person=Ulid(by.person_id), party=party))
    fits = with_post.topic_id == question.post.topic_id and with_post.pk != question.post_id
    if not fits or with_post.taken_back_at:
        raise NotPossible(Refusal.NO_ANSWER_THERE)
    here = Question.objects.filter(pk=question.pk, state=QuestionState.OPEN.value)
    said = {"state": QuestionState.ANSWERED.value, "answer": with_post, "answered_by": by}
    if not here.update(**said, answered_at=now()):
        raise NotPossible(Refusal.NOT_OPEN)
    touch(question.post)
    touch(with_post)
    fact = QuestionAnswered(
        room=Ulid(question.room_id),
        by=by.actor,
        topic=Ulid(question.post.topic_id),
        question=Ulid(question.id),
        answer=Ulid(with_post.id),
        answer_by=question.answer_by,
    )
    record(fact)


def reaching(room: Ulid, *, first: date) -> QuerySet[Question]:
    """Open questions whose time to answer ends on this day or later."""
    waiting = Question.objects.filter(room=room, state=QuestionState.OPEN.value)
    return waiting.filter(answer_by__gte=datetime.combine(first, time(), UTC))


def hold_reaching(room: Ulid, *, first: date) -> None:
    """Take those questions, before anything is recorded."""
    held = reaching(room, first=first).select_for_update(no_key=True)
    list(held.order_by("pk").values_list("pk"))


@transaction.atomic
def rest_answers(room: Room, *, first: date, days: int) -> int:
    """Let the time of open questions that reaches into a pause end so many days later; how many."""
    return reaching(room.id, first=first).update(answer_by=F("answer_by") + timedelta(days=days))


@transaction.atomic
def reopen(question: Question, *, by: Seat) -> None:
    """Say that it is still open; the time to answer begins anew. Raises `NotPossible`."""
    party = Ulid(by.party_id) if by.party_id else None
    check(reopen_refusal(asked_of(question), person=Ulid(by.person_id), party=party))
    until = answer_until(asked_parties(question.asked, by=by), by=by, at=now())
    here = Question.objects.filter(pk=question.pk, state=QuestionState.ANSWERED.value)
    gone = {"answer": None, "answered_by": None, "answered_at": None}
    if not here.update(state=QuestionState.OPEN.value, answer_by=until, asked_at=now(), **gone):
        raise NotPossible(Refusal.OPEN_ALREADY)
    touch(question.post)
    if question.answer is not None:
        touch(question.answer)
    fact = QuestionReopened(
        room=Ulid(question.room_id),
        by=by.actor,
        topic=Ulid(question.post.topic_id),
        question=Ulid(question.id),
        answer_by=until,
    )
    record(fact)
