"""After the opening: reading what differs, one wording for all, reasons to go on, and the launch itself."""

from collections.abc import Collection

from django.db import IntegrityError, transaction

from troth.foundation.facts.launch import (
    LaunchChecked,
    LaunchCompared,
    LaunchOverridden,
    LaunchRead,
    LaunchWordingAccepted,
    LaunchWordingProposed,
    Question,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import held_by
from troth.goals import actions as goals
from troth.goals.actions.holding import hold as hold_goal
from troth.goals.models import Goal
from troth.kickoff.actions.answering import CheckNotPossible, hold
from troth.kickoff.models import Accepted, Check, Override, Read, Wording
from troth.kickoff.queries.checks import opened_check
from troth.kickoff.rules.settling import CheckRefusal, Stand, Table
from troth.ledger.actions import record
from troth.partnerships.actions.holding import hold as hold_table
from troth.partnerships.models import Seat


def taking_part(goal: Goal, by: Seat) -> tuple[Check, Table, Ulid]:
    """The opened check, held, and the party for which this seat speaks in it. Raises `CheckNotPossible`."""
    check = hold(goal, opened=True)
    table = opened_check(check).table
    if by.party_id is None:
        raise CheckNotPossible(CheckRefusal.WITHOUT_PARTY)
    party = Ulid(by.party_id)
    if party not in table.circle:
        raise CheckNotPossible(CheckRefusal.NOT_IN_IT)
    return check, table, party


@transaction.atomic
def read_answers(goal: Goal, differ: Collection[Question], *, by: Seat) -> None:
    """Say for one's party which questions differ; shown once every party has said so. Raises `CheckNotPossible`."""
    check, _table, party = taking_part(goal, by)
    given = {"differ": sorted(one.value for one in differ), "at": now()}
    _row, fresh = Read.objects.get_or_create(of=check, party_id=party, defaults=given)
    if not fresh:
        raise CheckNotPossible(CheckRefusal.READ_ALREADY)
    room, key = Ulid(check.room_id), Ulid(goal.id)
    record(LaunchRead(room=room, by=by.actor, goal=key, party=party))
    table = opened_check(check).table
    if table.is_read:
        Check.objects.filter(pk=check.pk).update(compared_at=now())
        stands = table.stands
        apart = tuple(one for one in Question if stands[one] is not Stand.FITS)
        fit = len(Question) - len(apart)
        record(LaunchCompared(room=room, by=by.actor, goal=key, fit=fit, differ=apart))


def must_differ(table: Table, question: Question) -> None:
    """Only what differs and is not settled can be settled. Raises `CheckNotPossible`."""
    stand = table.stand(question)
    if stand in {Stand.UNREAD, Stand.FITS}:
        raise CheckNotPossible(CheckRefusal.NOT_DIFFERENT)
    if stand is not Stand.DIFFERS:
        raise CheckNotPossible(CheckRefusal.SETTLED)


@transaction.atomic
def propose_wording(goal: Goal, question: Question, *, text: str, seen: int, by: Seat) -> Wording:
    """Propose one wording for all; whoever saw another one last is told. Raises `CheckNotPossible`."""
    check, table, party = taking_part(goal, by)
    must_differ(table, question)
    rows = Wording.objects.filter(of=check, question=question.value)
    last = rows.order_by("-number").first()
    if (last.number if last else 0) != seen:
        raise CheckNotPossible(CheckRefusal.CHANGED_MEANWHILE)
    try:
        with transaction.atomic():
            made = Wording.objects.create(
                of=check, question=question.value, number=seen + 1, text=text, seat=by, at=now()
            )
    except IntegrityError as taken:
        raise CheckNotPossible(CheckRefusal.CHANGED_MEANWHILE) from taken
    Accepted.objects.create(wording=made, party_id=party, at=now())
    record(
        LaunchWordingProposed(
            room=Ulid(check.room_id),
            by=by.actor,
            goal=Ulid(goal.id),
            question=question,
            number=made.number,
            text=text,
        )
    )
    return made


@transaction.atomic
def accept_wording(goal: Goal, question: Question, *, seen: int, by: Seat) -> bool:
    """Accept exactly this wording; True where that settles the question. Raises `CheckNotPossible`."""
    check, table, party = taking_part(goal, by)
    must_differ(table, question)
    last = Wording.objects.filter(of=check, question=question.value).order_by("-number").first()
    if last is None or last.number != seen:
        raise CheckNotPossible(CheckRefusal.CHANGED_MEANWHILE)
    _row, fresh = Accepted.objects.get_or_create(
        wording=last, party_id=party, defaults={"at": now()}
    )
    settled = opened_check(check).table.stand(question) is Stand.AGREED
    if fresh:
        record(
            LaunchWordingAccepted(
                room=Ulid(check.room_id),
                by=by.actor,
                goal=Ulid(goal.id),
                question=question,
                number=seen,
                party=party,
                settled=settled,
            )
        )
    return settled


@transaction.atomic
def override(goal: Goal, question: Question, *, reason: str, by: Seat) -> bool:
    """Record why one's party goes on although this differs; True where all have. Raises `CheckNotPossible`."""
    check, table, party = taking_part(goal, by)
    must_differ(table, question)
    if not reason.strip():
        raise CheckNotPossible(CheckRefusal.ANSWER_MISSING)
    given = {"reason": reason.strip(), "at": now()}
    _row, fresh = Override.objects.get_or_create(
        of=check, question=question.value, party_id=party, defaults=given
    )
    if not fresh:
        raise CheckNotPossible(CheckRefusal.READ_ALREADY)
    settled = opened_check(check).table.stand(question) is Stand.OVERRIDDEN
    record(
        LaunchOverridden(
            room=Ulid(check.room_id),
            by=by.actor,
            goal=Ulid(goal.id),
            question=question,
            party=party,
            settled=settled,
            reason=reason.strip(),
        )
    )
    return settled


@transaction.atomic
def launch(goal: Goal, *, by: Seat) -> None:
    """Launch the initiative, if nothing holds it. Raises `CheckNotPossible`."""
    # Taken before the gates are asked, in this order: whoever sits down or leaves takes the table,
    # and whoever names a group or agrees to a check the goal.
    hold_table(by.partnership_id)
    hold_goal(goal)
    if Goal.objects.filter(pk=goal.pk, launched_at__isnull=False).exists():
        raise CheckNotPossible(CheckRefusal.LAUNCHED)
    if not Check.objects.filter(pk=goal.pk, opened_at__isnull=False).exists():
        raise CheckNotPossible(CheckRefusal.ANSWER_MISSING)
    check, table, _party = taking_part(goal, by)
    if table.is_held:
        raise CheckNotPossible(CheckRefusal.HELD)
    if held_by(goal):
        raise CheckNotPossible(CheckRefusal.HELD_ELSEWHERE)
    stands = table.stands
    record(
        LaunchChecked(
            room=Ulid(check.room_id),
            by=by.actor,
            goal=Ulid(goal.id),
            fit=sum(one is Stand.FITS for one in stands.values()),
            agreed=tuple(one for one in Question if stands[one] is Stand.AGREED),
            overridden=tuple(one for one in Question if stands[one] is Stand.OVERRIDDEN),
        )
    )
    try:
        goals.launch(goal, by=by)
    except goals.NotPossible as refused:
        raise CheckNotPossible(CheckRefusal.NOT_AGREED) from refused
