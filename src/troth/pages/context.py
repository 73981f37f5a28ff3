"""What the base page shows around every page; nothing is looked up before a template asks for it."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.foundation.access.permissions import granted
from troth.foundation.web.offers import Section, offered
from troth.foundation.web.page import Foot, Link, Live, LiveRoom, Look, SeatView, TableEdge, Viewer
from troth.foundation.web.times import clock, day, place_of
from troth.pages.example_bar import example_bar
from troth.pages.queries.parties import PartySeen, parties_seen
from troth.pages.queries.waiting import waiting_count
from troth.partnerships.addresses import here
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.people.models import Person


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor: lazy values under the names of `web/page.html`."""
    if getattr(request, "plain_page", False):
        return {"home_url": reverse("waiting")}
    return {
        "viewer": lazy(viewer, request),
        "look": lazy(look, request),
        "table": lazy(table, request),
        "live": lazy(live, request),
        "foot": lazy(foot, request),
        "waiting_count": lazy(count, request),
        "messages": lazy(get_messages, request),
        "home_url": reverse("waiting"),
        "search_url": reverse("search"),
        "example_bar": lazy(example_bar, request),
        "here": partial(here, request),
    }


def lazy(find: Callable[[HttpRequest], object], request: HttpRequest) -> object:
    """Look it up when it is first used."""
    return SimpleLazyObject(lambda: find(request))


def person_on(request: HttpRequest) -> Person | None:
    """Who is signed in."""
    person: Person | None = getattr(request, "person", None)
    return person


def look(request: HttpRequest) -> Look:
    """How the person wants pages to look."""
    person = person_on(request)
    if person is None:
        return Look()
    theme = {"troth": "light", "troth-dark": "dark"}.get(person.theme, "")
    return Look(theme=theme, letters=person.letters, density=person.density)


def viewer(request: HttpRequest) -> Viewer | None:
    """Who looks, and for whom."""
    person = person_on(request)
    if person is None:
        return None
    seat: Seat | None = getattr(request, "seat", None)
    party: Party | None = seat.party if seat else None
    return Viewer(
        name=person.name,
        short=person.short,
        zone=place_of(person.zone, person.place),
        organisation=party.name if party else visit_words(person, seat),
        colour=party.colour if party else 0,
        menu=() if person.comes_by_link else menu(),
        sign_out_url=reverse("account_logout"),
        by_link=person.comes_by_link,
    )


def visit_words(person: Person, seat: Seat | None) -> str:
    """What stands under the name of a guest who came by a personal link."""
    if not person.comes_by_link or seat is None or seat.last_moment is None:
        return ""
    return _("guest until %(day)s") % {"day": day(seat.last_moment, person.zone)}


def menu() -> tuple[Link, ...]:
    """What opens under the face."""
    lines = [
        Link(name=_("You, your times and letters"), url=reverse("you"), icon="user"),
        Link(name=_("Where you are signed in"), url=reverse("you.sessions"), icon="monitor"),
        Link(name=_("Inbox"), url=reverse("inbox"), icon="inbox"),
        Link(name=_("Propose a partnership"), url=reverse("partnership.new"), icon="plus"),
    ]
    if settings.EXAMPLE:
        lines.append(Link(name=_("Mail of this example"), url=reverse("outbox"), icon="mail"))
    return tuple(lines)


def count(request: HttpRequest) -> int:
    """How many things need this person."""
    person = person_on(request)
    known: int | None = getattr(request, "waiting_count", None)
    if known is not None:
        return known
    return waiting_count(person) if person else 0


def live(request: HttpRequest) -> Live | None:
    """Which rooms this page follows, from the last entry that it shows for certain."""
    person = person_on(request)
    if person is None:
        return None
    room = getattr(request, "room", None)
    size: int | None = getattr(request, "record_size", None)
    rooms = (LiveRoom(room=room.id, idx=(size or 0) - 1),) if room else ()
    key = sha256(f"{settings.SECRET_KEY}{person.id}".encode()).hexdigest()[:16]
    return Live(key=key, rooms=rooms)


def foot(_request: HttpRequest) -> Foot:
    """Who runs this server."""
    run_by = settings.HOST_NAME or _("whoever started this server")
    return Foot(run_by=run_by, about_url=reverse("server"))


def table(request: HttpRequest) -> TableEdge | None:
    """The edge of the table that this page stands at."""
    seat: Seat | None = getattr(request, "seat", None)
    if seat is None:
        return None
    seen = parties_seen(request)
    room: Room = request.room  # type: ignore[attr-defined]  # set by the gate
    side = room.kind == RoomKind.SIDE
    views = tuple(seat_view(one, seat) for one in seen)
    near = views[0] if seat.party_id and views else None
    two = len(views) == 2 and not side
    return TableEdge(
        name=seat.partnership.name,
        slug=seat.partnership.slug,
        url=here(request, "overview"),
        phase=phase_words(seat, room),
        near=near or (views[0] if two else None),
        far=views[1] if two else None,
        parties=views,
        sections=sections(request, seat),
        room=room.kind,
        switch=switch(seat, away=room.kind != RoomKind.SHARED),
    )


def seat_view(seen: PartySeen, seat: Seat) -> SeatView:
    """One organisation at the edge."""
    party = seen.party
    own = party.id == seat.party_id
    people = ngettext("%(n)s person", "%(n)s people", seen.people) % {"n": seen.people}
    if own:
        note = _("you sit here")
    elif party.zone and seen.people:
        note = f"{party.place or place_of(party.zone)} · {people} · {clock(timezone.now(), party.zone).split(' ')[0]}"
    else:
        note = party.place
    return SeatView(
        name=party.name, short=party.short, letters=party.letter, colour=party.colour, note=note
    )


def phase_words(seat: Seat, room: Room) -> str:
    """What stands under the name of the partnership: how old it is, or in which room of it one is."""
    table = seat.partnership
    if room.kind in {RoomKind.SUBSET, RoomKind.CLOSED}:
        return _("the room “%(name)s”") % {"name": room.name}
    if table.phase == "open" and table.opened_at:
        weeks = (timezone.now() - table.opened_at).days // 7 + 1
        return _("week %(n)s") % {"n": weeks}
    return str(table.get_phase_display())


def sections(request: HttpRequest, seat: Seat) -> tuple[Link, ...]:
    """The sections this seat may open, in the order of the map."""
    open_ones = [
        (section, here(request, section.url_name))
        for section in sorted(offered.sections, key=lambda one: one.order)
        if granted(seat.kind, section.permission) and fits(section, request)
    ]
    # Pages of one noun may stand under another's section, such as goals under agreements.
    table = here(request, "overview")
    around = [url for _, url in open_ones if url != table and request.path.startswith(url)]
    current = max(around, key=len, default=request.path)
    return tuple(
        Link(name=section.name(), url=url, current=url == current) for section, url in open_ones
    )


def fits(section: Section, request: HttpRequest) -> bool:
    """Whether the section exists in this kind of room."""
    kind = vars(request)["room"].kind
    if section.not_side and kind == RoomKind.SIDE:
        return False
    return not section.only_shared or kind == RoomKind.SHARED


def switch(seat: Seat, *, away: bool) -> Link | None:
    """The way to one's own side room, and back from any room to the shared table."""
    if seat.party is None or seat.partnership.phase == "proposed":
        return None
    slug = seat.partnership.slug
    if away:
        return Link(
            name=_("back to the shared table"),
            url=reverse("overview", kwargs={"slug": slug, "where": "shared"}),
        )
    return Link(
        name=_("your side room"), url=reverse("overview", kwargs={"slug": slug, "where": "side"})
    )
