"""What a table waits for by its adjustments: an answer to a proposal, a word whether it helped; and what comes."""

from collections.abc import Iterable
from datetime import datetime, time

from django.http import HttpRequest
from django.utils.translation import gettext as _

from troth.adjustments.models import Adjustment, standing_of
from troth.adjustments.queries.looks import open_in
from troth.adjustments.rules.states import State, awaits, is_due
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Moment, Owed
from troth.foundation.web.times import date_words, from_day, in_zone
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone


def open_here(request: HttpRequest) -> list[Adjustment]:
    """The open adjustments of this room; looked up once for a page."""
    found = vars(request)
    readable = granted(found["seat"].kind, Permission.ADJUSTMENT_READ)
    if not readable or found["room"].kind != RoomKind.SHARED:
        return []
    if "_adjustments" not in found:
        found["_adjustments"] = open_in(found["room"])
    kept: list[Adjustment] = found["_adjustments"]
    return kept


def today_for(one: Adjustment) -> datetime:
    """The hour where the side is that sees to it."""
    return in_zone(now(), known_zone(one.keeper.zone))


def owed(request: HttpRequest, *, limit: int) -> Iterable[Owed]:
    """Adjustments that wait for a side's word."""
    for one in open_here(request)[:limit]:
        due = is_due(one.stands, recheck_on=one.recheck_on, today=today_for(one).date())
        standing = standing_of(one, list(one.steps.all()))
        for party in seated(request):
            if awaits(standing, party=Ulid(party.id), due=due):
                yield line(request, one, party.id)


def line(request: HttpRequest, one: Adjustment, party: str) -> Owed:
    """One adjustment as one side owes the next word about it."""
    values = {"what": one.title}
    proposed = one.stands is State.PROPOSED
    asked = one.steps.all()[0].at if proposed else one.asked_at or now()
    sentence = _("Agree to “%(what)s”, or say what would be better")
    if not proposed:
        sentence = _("Say whether “%(what)s” helped")
    return Owed(
        party=party,
        since=asked,
        sentence=sentence % values,
        note=from_day(asked),
        url=here(request, "adjustments.one", pk=one.id),
        token="half",  # noqa: S106  # a sign on the page
    )


def ahead(request: HttpRequest, *, limit: int) -> Iterable[Moment]:
    """The days on which something agreed is looked at again."""
    agreed = [one for one in open_here(request) if one.stands is State.AGREED]
    for one in agreed[:limit]:
        local = today_for(one)
        if one.recheck_on > local.date():
            yield Moment(
                at=datetime.combine(one.recheck_on, time(), local.tzinfo),
                sentence=_("Looked at again: %(what)s") % {"what": one.title},
                note=date_words(one.recheck_on, today=local.date()),
                url=here(request, "adjustments.one", pk=one.id),
            )
