"""What a side does in a check-in: write, send, skip, ask for help and answer others."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from troth.checkins.actions.refusing import ColleagueWasQuicker, NotPossible, refuse
from troth.checkins.models import Report, Writing
from troth.checkins.queries.rounds import is_closed, standing_of, wish_of
from troth.checkins.rules.refusals import Refusal
from troth.checkins.rules.reports import (
    State,
    Words,
    why_not_answer,
    why_not_skip,
    why_not_write,
)
from troth.foundation.facts.checkins import CheckinAnswered, CheckinGiven, CheckinSkipped
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Party, Seat


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody wrote: the words, and whether help is asked of a party, or of all where none is named."""

    words: Words
    asks: bool = False
    asked_of: Party | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The same as columns; nothing is asked for without words for it."""
        asks = self.asks and bool(self.words.wish.strip())
        return vars(self.words) | {"asks": asks, "asked_of": self.asked_of if asks else None}


def party_of(seat: Seat) -> Ulid | None:
    """The party this seat acts for."""
    return Ulid(seat.party_id) if seat.party_id else None


def save(one: Report, draft: Draft, *, seen: int, by: Seat) -> Writing:
    """Keep what was written, for colleagues to go on with; nothing is overwritten, the last is shown.

    Raises `NotPossible`, and `ColleagueWasQuicker` where somebody saved since `seen`: both are kept.
    """
    made = keep(one, draft, by=by)
    if made.number > seen + 1:
        raise ColleagueWasQuicker(before(made))
    return made


def before(made: Writing) -> Writing:
    """The writing that was saved before this one."""
    rows = Writing.objects.filter(report=made.report_id).select_related("seat__person", "asked_of")
    return rows.get(number=made.number - 1)


@transaction.atomic
def keep(one: Report, draft: Draft, *, by: Seat) -> Writing:
    """One more writing of this report. Raises `NotPossible`."""
    # Written first, so that of two at once each sees the other's number.
    Report.objects.filter(pk=one.pk).update(latest=F("latest") + 1)
    one.refresh_from_db(fields=["latest", "state"])
    refuse(why_not_write(standing_of(one, closed=is_closed(one.checkin)), party=party_of(by)))
    refuse(Refusal.NOTHING_WRITTEN if draft.words.is_empty else None)
    return Writing.objects.create(report=one, number=one.latest, seat=by, at=now(), **draft.fields)


def send(one: Report, draft: Draft, *, seen: int, by: Seat) -> Report:
    """Send it to everybody at the table, once. Raises `NotPossible`, `ColleagueWasQuicker`.

    Where a colleague saved other words since `seen`, these are kept beside them and nothing is sent.
    """
    made = keep_and_give(one, draft, seen=seen, by=by)
    if made.number > seen + 1:
        raise ColleagueWasQuicker(before(made))
    return one


@transaction.atomic
def keep_and_give(one: Report, draft: Draft, *, seen: int, by: Seat) -> Writing:
    """Keep it, and send it unless a colleague saved something since `seen`."""
    made = keep(one, draft, by=by)
    if made.number <= seen + 1:
        give(one, draft, by=by)
    return made


@transaction.atomic
def give(one: Report, draft: Draft, *, by: Seat) -> Report:
    """Make it the side's word in this check-in."""
    waiting = Report.objects.filter(pk=one.pk, state=State.WAITING.value)
    said = draft.fields | {"state": State.GIVEN.value, "said_at": now(), "said_by": by}
    if not waiting.update(**said):
        raise NotPossible(Refusal.ALREADY_GIVEN)
    asked_of = said["asked_of"]
    fact = CheckinGiven(
        **about(one, by),
        progress=draft.words.progress or None,
        hard=draft.words.hard or None,
        wish=draft.words.wish or None,
        asks=said["asks"],
        asked_of=Ulid(asked_of.id) if asked_of else None,
    )
    record(fact)
    one.refresh_from_db()
    return one


def about(one: Report, by: Seat) -> dict[str, Any]:
    """What every fact about a report says first."""
    return {
        "room": Ulid(one.checkin.room_id),
        "by": by.actor,
        "checkin": Ulid(one.checkin_id),
        "party": Ulid(one.party_id),
    }


@transaction.atomic
def skip(one: Report, *, reason: str, by: Seat) -> Report:
    """Leave it out, and say why; also afterwards. Raises `NotPossible`."""
    stands = standing_of(one, closed=False)
    refuse(why_not_skip(stands, party=party_of(by), reason=reason))
    waiting = Report.objects.filter(pk=one.pk, state=State.WAITING.value)
    changes = {"reason": reason, "said_at": now(), "said_by": by}
    if not waiting.update(state=State.SKIPPED.value, **changes):
        raise NotPossible(Refusal.ALREADY_GIVEN)
    record(CheckinSkipped(**about(one, by), reason=reason))
    one.refresh_from_db()
    return one


@transaction.atomic
def answer(one: Report, *, words: str, by: Seat) -> Report:
    """Answer the help that was asked for, in one line. Raises `NotPossible`."""
    refuse(why_not_answer(wish_of(one), party=party_of(by), answer=words))
    unanswered = Report.objects.filter(pk=one.pk, answered_at__isnull=True)
    if not unanswered.update(answer=words, answered_at=now(), answered_by=by):
        raise NotPossible(Refusal.ALREADY_ANSWERED)
    record(CheckinAnswered(**about(one, by), answer=words))
    one.refresh_from_db()
    return one
