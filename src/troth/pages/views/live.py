"""What the live process asks: whose cookie is this, and which rooms may it hear."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from troth.foundation.access.door import open_to_all
from troth.foundation.kernel.ulid import Ulid, is_ulid
from troth.foundation.live.key import HEADER, internal_key
from troth.foundation.web.offers import offered
from troth.pages.queries.waiting import seats_of
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.audience import audience_key
from troth.partnerships.queries.door import rooms_of
from troth.people.models import Person
from troth.people.queries.session import session_until

ASK_AGAIN = timedelta(minutes=15)
MOST_ROOMS = 100


@open_to_all("asked by our own live process, which alone knows the key; everybody else gets 404")
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """The rooms among those asked for that this person may hear, until when. 404 where there is none."""
    asked_by_live(request)
    person: Person | None = getattr(request, "person", None)
    until = session_until(request)
    if person is None or until is None:
        return HttpResponse(status=401)
    wanted = {
        room for room in request.GET.get("rooms", "").split(",")[:MOST_ROOMS] if is_ulid(room)
    }
    found = {
        room.id: (room, seat)
        for seat in seats_of(person)
        for room in rooms_of(seat)
        if room.id in wanted
    }
    if wanted and not found:
        return HttpResponse(status=404)
    answer = {
        "person": person.id,
        "rooms": sorted(found),
        "audiences": {key: audience_key(seat) for key, (_room, seat) in found.items()},
        "until": min(until, timezone.now() + ASK_AGAIN, *ends(found.values())).timestamp(),
    }
    return JsonResponse(answer)


def ends(found: Iterable[tuple[Room, Seat]]) -> list[datetime]:
    """When seats among these run out: live asks anew then, without waiting for the clock."""
    return [seat.until for _room, seat in found if seat.until]


def asked_by_live(request: HttpRequest) -> None:
    """Only our own live process knows the key of this start. Raises Http404 for everybody else."""
    said, key = request.headers.get(HEADER, ""), internal_key(settings.TROTH_RUN)
    if not compare_digest(said.encode(errors="replace"), key.encode()):
        raise Http404


@open_to_all("asked by our own live process, which alone knows the key; everybody else gets 404")
@require_safe
def fragment(request: HttpRequest, room: str, audience: str, name: str) -> HttpResponse:
    """A part of a page that is the same for one audience of a room, rendered once for all of them.

    `name` is the fragment's own, and after a dot what it is about.
    """
    asked_by_live(request)
    own, _dot, about = name.partition(".")
    for one in offered.fragments:
        if one.name == own:
            html = one.render(Ulid(room), audience, about)
            if html is not None:
                return HttpResponse(html)
    raise Http404
