"""Answering before a launch, blind; the last answer opens all of them at once."""

from collections.abc import Mapping

from django.db import transaction

from troth.foundation.facts.launch import LaunchAnswered, LaunchOpened, Question
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.models import Goal
from troth.kickoff.models import Answer, Check, SealedAnswer
from troth.kickoff.queries.checks import all_sealed, is_initiative, missing
from troth.kickoff.rules.settling import CheckRefusal
from troth.kickoff.sealing import new_salt, opened, seal
from troth.ledger.actions import record
from troth.ledger.canonical import canonical
from troth.ledger.rules.values import Json
from troth.partnerships.actions.holding import hold as hold_table
from troth.partnerships.models import Seat

Words = Mapping[Question, str]


class CheckNotPossible(Exception):
    """This cannot be done in the check as it stands; `reason` says why."""

    def __init__(self, reason: CheckRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


def hold(goal: Goal, *, opened: bool) -> Check:
    """The check, held for this transaction in the state it must be in. Raises `CheckNotPossible`."""
    rows = Check.objects.filter(pk=goal.pk, opened_at__isnull=not opened)
    # Taken by writing it, so that nobody opens it while it is being answered.
    if not rows.update(goal_id=goal.pk):
        raise CheckNotPossible(CheckRefusal.NOT_OPENED if opened else CheckRefusal.OPENED)
    found: Check = rows.select_related("room").get()
    return found


def complete(words: Words) -> dict[str, Json]:
    """The words of all questions. Raises `CheckNotPossible` where one has none."""
    said: dict[str, Json] = {one.value: words.get(one, "").strip() for one in Question}
    if not all(said.values()):
        raise CheckNotPossible(CheckRefusal.ANSWER_MISSING)
    return said


def begun(goal: Goal) -> Check:
    """The check to answer; the first answer begins it. Raises `CheckNotPossible`."""
    if not is_initiative(goal):
        raise CheckNotPossible(CheckRefusal.NO_LAUNCH_DAY)
    if Goal.objects.filter(pk=goal.pk, launched_at__isnull=False).exists():
        raise CheckNotPossible(CheckRefusal.LAUNCHED)
    given = {"room_id": goal.room_id, "goal": goal, "begun_at": now()}
    Check.objects.get_or_create(pk=goal.pk, defaults=given)
    return hold(goal, opened=False)


@transaction.atomic
def answer(goal: Goal, words: Words, *, by: Seat) -> bool:
    """Answer for one's organisation, sealed; True where that was the last one and all are open now.

    Until then it can be answered anew, with another seal. Raises `CheckNotPossible`.
    """
    if by.party_id is None:
        raise CheckNotPossible(CheckRefusal.WITHOUT_PARTY)
    said, check = complete(words), begun(goal)
    salt = new_salt()
    given = {"seat": by, "words": said, "salt": salt, "seal": seal(salt, said), "at": now()}
    SealedAnswer.objects.update_or_create(of=check, party_id=by.party_id, own=False, defaults=given)
    record(
        LaunchAnswered(
            room=Ulid(check.room_id),
            by=by.actor,
            goal=Ulid(goal.id),
            party=Ulid(by.party_id),
            seal=str(given["seal"]),
        )
    )
    if missing(check):
        return False
    lay_open(check, by=by)
    return True


@transaction.atomic
def answer_for_oneself(goal: Goal, words: Words, *, by: Seat) -> None:
    """Answer as a person, beside one's organisation; no fact, so that nobody sees who has."""
    if by.party_id is None:
        raise CheckNotPossible(CheckRefusal.WITHOUT_PARTY)
    said, check = complete(words), begun(goal)
    given = {"party_id": by.party_id, "words": said, "at": now()}
    SealedAnswer.objects.update_or_create(of=check, seat=by, own=True, defaults=given)


@transaction.atomic
def open_answers(goal: Goal, *, by: Seat) -> None:
    """Open all answers where the one that was waited for has left the table. Raises `CheckNotPossible`."""
    # Who sits here decides it, so nobody sits down while it is looked at.
    hold_table(by.partnership_id)
    check = hold(goal, opened=False)
    if missing(check) or not SealedAnswer.objects.filter(of=check, own=False).exists():
        raise CheckNotPossible(CheckRefusal.ANSWER_MISSING)
    lay_open(check, by=by)


def lay_open(check: Check, *, by: Seat) -> None:
    """Make what was sealed readable to all at once, as one fact; nothing stays sealed."""
    check.opened_at = now()
    Check.objects.filter(pk=check.pk).update(opened_at=check.opened_at)
    rows = all_sealed(check)
    Answer.objects.bulk_create(
        Answer(
            of=check,
            party_id=one.party_id,
            seat_id=one.seat_id if one.own else None,
            words=one.words,
            unchanged=None if one.own else seal(one.salt, one.words) == one.seal,
        )
        for one in rows
    )
    SealedAnswer.objects.filter(of=check).delete()
    sealed = [one for one in rows if not one.own]
    own = [canonical([one.party_id, one.words]).decode() for one in rows if one.own]
    record(
        LaunchOpened(
            room=Ulid(check.room_id),
            by=by.actor,
            goal=Ulid(check.pk),
            parties=len(sealed),
            sealed=tuple(opened(one.salt, one.words, party=one.party_id) for one in sealed),
            own=tuple(own) or None,
        )
    )
