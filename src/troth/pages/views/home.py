"""Waiting for you: what needs this person, anywhere, and then peace."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from troth.foundation.access.door import signed_in
from troth.foundation.web.clock import now
from troth.foundation.web.lists import commas
from troth.foundation.web.offers import Waiting
from troth.foundation.web.times import clock, dated
from troth.pages.queries.waiting import seats_of
from troth.pages.queries.waiting import waiting as waiting_for
from troth.partnerships.models import Partnership, Party, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.requests import PersonRequest
from troth.people.models import Person
from troth.people.zones import known_zone

DAWN, NOON, EVENING = 4, 12, 18


@dataclass(frozen=True)
class TableLine:
    """One partnership in the list of tables."""

    partnership: Partnership
    parties: tuple[Party, ...]
    others: str


@signed_in
@require_safe
def waiting(request: PersonRequest) -> HttpResponse:
    """What waits for this person, the oldest first, and the tables they sit at."""
    person = request.person
    lines = waiting_for(person)
    vars(request)["waiting_count"] = len(lines)
    context: dict[str, object] = {
        "lines": lines,
        "tables": tables(person),
        "waiting_here": True,
    }
    context |= {"greeting": greeting(person), "today": today(person), "sentence": sentence(lines)}
    return render(request, "pages/waiting.html", context)


def here_and_now(person: Person) -> datetime:
    """The person's own clock."""
    return now().astimezone(ZoneInfo(known_zone(person.zone)))


def today(person: Person) -> str:
    """The day and the time where the person is."""
    local = here_and_now(person)
    return f"{dated(local, weekday=True, year=True)} · {clock(local, known_zone(person.zone), person.place)}"


def greeting(person: Person) -> str:
    """By the hour of the person's own clock."""
    hour = here_and_now(person).hour
    values = {"name": person.name.split(" ")[0]}
    if DAWN <= hour < NOON:
        return _("Good morning, %(name)s.") % values
    return (
        _("Good afternoon, %(name)s.") if NOON <= hour < EVENING else _("Good evening, %(name)s.")
    ) % values


def sentence(lines: list[Waiting]) -> str:
    """The whole page in one or two sentences."""
    if not lines:
        return _("Nothing waits for you.")
    tables = len({line.partnership for line in lines})
    things = ngettext("One thing waits for you", "%(n)s things wait for you", len(lines)) % {
        "n": len(lines)
    }
    where = ngettext("in one partnership.", "in %(n)s partnerships.", tables) % {"n": tables}
    days = (now() - lines[0].since).days
    oldest = ngettext("The oldest has waited a day.", "The oldest has waited %(n)s days.", days) % {
        "n": days
    }
    return f"{things}, {where} {oldest}" if days else f"{things}, {where}"


def tables(person: Person) -> list[TableLine]:
    """The partnerships this person sits in, with the other organisations' names; two statements."""
    seats = {seat.partnership_id: seat for seat in seats_of(person)}
    parties = Party.objects.filter(
        partnership__in=seats, standing__in=(Standing.JOINED, Standing.INVITED)
    )
    by_table: dict[str, list[Party]] = {}
    for party in parties.order_by("name")[:500]:
        by_table.setdefault(party.partnership_id, []).append(party)
    return [line(seat, by_table.get(key, [])) for key, seat in seats.items()]


def line(seat: Seat, parties: list[Party]) -> TableLine:
    """One partnership and who else sits there."""
    others = [party for party in parties if party.id != seat.party_id]
    names = commas(party.name for party in others[:3])
    if len(others) > 3:  # three names fit in the line
        names = _("%(names)s and %(n)s more") % {"names": names, "n": len(others) - 3}
    order = sorted(parties, key=lambda one: one.id != seat.party_id)
    return TableLine(seat.partnership, tuple(order), names)
