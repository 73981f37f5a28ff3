"""Ending a pause earlier, agreed by all; the dates come forward by the days that were not needed."""

from datetime import date

from django.db import transaction

from troth.checkins.actions.pausing import about, keys, moved_by, party_of, take
from troth.checkins.actions.refusing import refuse
from troth.checkins.models import Pause, Rest, Yes
from troth.checkins.queries.days import today_for
from troth.checkins.queries.pauses import standing_of
from troth.checkins.rules.pauses import is_complete, unused, why_not_agree_end, why_not_ask_end
from troth.checkins.rules.refusals import Refusal
from troth.commitments.models import Commitment
from troth.commitments.queries.lists import open_ones
from troth.foundation.facts.checkins import (
    PauseEndAsked,
    PauseEndKept,
    PauseShortened,
    PauseSupported,
)
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Seat

NO_END = {"end": None, "end_by": None, "end_at": None}


@transaction.atomic
def ask_end(pause: Pause, *, end: date, by: Seat) -> None:
    """Ask the others to end it with this day. Raises `NotPossible`, `SomebodyWasQuicker`."""
    party = party_of(by)
    refuse(why_not_ask_end(standing_of(pause), end=end, today=today_for(by)))
    Yes.objects.filter(pause=pause, to_end=True).delete()
    take(pause, end=end, end_by_id=party, end_at=now())
    record(PauseEndAsked(**about(pause, by), last=end))


@transaction.atomic
def agree_end(pause: Pause, *, by: Seat) -> bool:
    """Agree that it ends earlier; the last yes brings the dates forward. Returns whether this was it.

    Raises `NotPossible`, and `SomebodyWasQuicker` where something changed meanwhile.
    """
    party, stands = party_of(by), standing_of(pause)
    refuse(why_not_agree_end(stands, party=party, today=today_for(by)))
    Yes.objects.create(pause=pause, party_id=party, to_end=True, at=now())
    if not is_complete(stands, party):
        take(pause)
        record(PauseSupported(**about(pause, by)))
        return False
    days, coming = unused(stands), unchanged(pause)
    # Before any date is put on record: whoever leaves the pause as it is takes it first as well.
    take(pause, last=stands.end, **NO_END)
    moved = moved_by(coming, pause, days=-days, by=by)
    for one in moved:
        Rest.objects.filter(pause=pause, commitment=one).update(due=one.due)
    fact = PauseShortened(**about(pause, by), last=pause.last, days=days, commitments=keys(moved))
    record(fact)
    return True


def unchanged(pause: Pause) -> list[Commitment]:
    """The promises that are due where the pause had moved them; what was agreed since stays."""
    dates = dict(pause.rests.filter(due__isnull=False).values_list("commitment_id", "due"))
    rows = open_ones([pause.room_id]).filter(pk__in=dates)
    return [one for one in rows if one.due == dates[one.id]]


@transaction.atomic
def keep_end(pause: Pause, *, by: Seat) -> None:
    """Leave the pause as it was agreed: the wish is declined, or taken back by whoever had it.

    Raises `NotPossible`, `SomebodyWasQuicker`.
    """
    party_of(by)
    refuse(Refusal.NOBODY_ASKED_TO_END if pause.end is None else None)
    take(pause, **NO_END)
    record(PauseEndKept(**about(pause, by)))
