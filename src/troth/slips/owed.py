"""What a table waits for by its slips: answers that were agreed on, repairs whose day has come."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Owed
from troth.foundation.web.times import from_day, in_zone
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone
from troth.slips.models import Slip, standing_of
from troth.slips.queries.looks import open_in
from troth.slips.rules.states import State, awaits, repair_is_due


def owed(request: HttpRequest, *, limit: int) -> Iterable[Owed]:
    """Slips that wait for a side's word. Without agreed days to answer, a slip itself waits for nobody."""
    found = vars(request)
    readable = granted(found["seat"].kind, Permission.SLIP_READ)
    if not readable or found["room"].kind == RoomKind.SIDE:
        return
    agreed = terms(found["partnership"].id, now()).signed
    for slip in open_in(found["room"])[:limit]:
        for party in owing(request, slip, agreed=agreed):
            yield line(request, slip, party)


def owing(request: HttpRequest, slip: Slip, *, agreed: bool) -> list[str]:
    """The sides whose word is next."""
    standing = standing_of(slip, list(slip.said.all()))
    today = in_zone(now(), known_zone(slip.party.zone)).date()
    due = repair_is_due(standing, repair_by=slip.repair_by, today=today)
    if slip.stands is State.OWNED and not agreed:
        return [slip.party_id] if due else []
    waits = [str(one.id) for one in seated(request) if awaits(standing, party=Ulid(one.id))]
    return [slip.party_id, *waits] if due else waits


def line(request: HttpRequest, slip: Slip, party: str) -> Owed:
    """One slip as one side owes the next word about it."""
    values = {"what": slip.title, "who": slip.party.short}
    if party == slip.party_id:
        sentence = _("Say whether “%(what)s” is made good") % values
    elif slip.stands is State.SAID:
        sentence = _("Confirm the repair: “%(what)s”") % values
    else:
        sentence = _("Hear what %(who)s said about “%(what)s”") % values
    return Owed(
        party=party,
        since=slip.owned_at,
        sentence=sentence,
        note=from_day(slip.owned_at),
        url=here(request, "slips.one", pk=slip.id),
        token="half",  # noqa: S106  # a sign on the page
    )
