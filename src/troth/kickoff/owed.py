"""What a table waits for by its kickoffs and launch checks, and the moments they have ahead."""

from collections.abc import Iterable
from datetime import time
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.commitments.rules.clocks import moment
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Moment
from troth.foundation.web.offers import Owed as Line
from troth.foundation.web.times import from_day, in_zone, when
from troth.goals.numbers import day_words
from troth.kickoff.models import Kickoff
from troth.kickoff.queries.boards import written
from troth.kickoff.queries.owed import Owed, owing, planned
from troth.kickoff.queries.waits import first_written
from troth.kickoff.views.pages import BETWEEN, GUESTS
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.people.zones import known_zone

SENTENCES = {
    Owed.ANSWER: gettext_lazy("Answer before the launch of “%(what)s”, unseen"),
    Owed.READING: gettext_lazy("Say which answers fit before the launch of “%(what)s”"),
    Owed.WORDING: gettext_lazy("Read one wording before the launch of “%(what)s”"),
}


def reads(request: HttpRequest, permission: Permission) -> bool:
    """Whether this room holds kickoffs and launches, and whoever looks reads them."""
    found = vars(request)
    between = found["room"].kind in BETWEEN and found["partnership"].phase == "open"
    return between and granted(found["seat"].kind, permission)


def sessions(request: HttpRequest) -> list[Kickoff]:
    """The sessions of this room in which people write, for whoever takes part; one at a time."""
    if not reads(request, Permission.KICKOFF_READ):
        return []
    found = vars(request)
    invited = found["seat"].kind not in GUESTS
    rows = first_written([found["room"].id])
    return [one for one in rows if invited or one.guests]


def owed(request: HttpRequest, *, limit: int) -> Iterable[Line]:
    """Sides that have not said that they have written, and what launches wait for."""
    for one in sessions(request):
        for side in written(one, seated(request)):
            if not side.ready:
                yield Line(
                    party=side.party.id,
                    since=one.begun_at,
                    sentence=_("Write for the kickoff “%(what)s”, unseen") % {"what": one.title},
                    note=from_day(one.begun_at),
                    url=here(request, "kickoff.one", pk=one.id),
                    token="half",  # noqa: S106  # a sign on the page
                )
    yield from launches(request, limit=limit)


def launches(request: HttpRequest, *, limit: int) -> Iterable[Line]:
    """An answer, a reading or a word to a wording, by the side that owes it."""
    if not reads(request, Permission.LAUNCH_READ):
        return
    parties = [party.id for party in seated(request)]
    own = vars(request)["seat"].party_id is not None
    for check, party, what in owing(vars(request)["room"], parties, limit=limit):
        if not own and check.goal.agreement.agreed_version is None:
            continue
        since = check.opened_at or check.begun_at
        yield Line(
            party=party,
            since=since,
            sentence=str(SENTENCES[what]) % {"what": check.goal.title},
            note=from_day(since),
            url=here(request, "launch", pk=check.pk),
            token="half",  # noqa: S106  # a sign on the page
        )


def ahead(request: HttpRequest, *, limit: int) -> Iterable[Moment]:
    """The moment at which lines open, and the launches that are planned."""
    person = vars(request)["person"]
    for one in sessions(request):
        if one.opens_at is not None and one.opens_at > now():
            yield Moment(
                at=one.opens_at,
                sentence=_("The lines open: %(what)s") % {"what": one.title},
                note=when(one.opens_at, person.zone, person.place),
                url=here(request, "kickoff.one", pk=one.id),
            )
    yield from days_ahead(request, limit=limit)


def days_ahead(request: HttpRequest, *, limit: int) -> Iterable[Moment]:
    """Launches that all have signed and that are still to come."""
    if not reads(request, Permission.LAUNCH_READ):
        return
    zone = known_zone(vars(request)["person"].zone)
    today = in_zone(now(), zone).date()
    for plan in planned([vars(request)["room"].id], since=today, limit=limit):
        if plan.launch_on is not None:
            yield Moment(
                at=moment(plan.launch_on, time(), ZoneInfo(zone)).at,
                sentence=_("Launch: %(what)s") % {"what": plan.goal.title},
                note=day_words(plan.launch_on),
                url=here(request, "launch", pk=plan.goal_id),
            )
