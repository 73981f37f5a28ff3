"""What adjustments give to places that must not know them: what waits, what is agreed, on the page of trust."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import islice

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.adjustments.models import Adjustment, standing_of
from troth.adjustments.owed import open_here
from troth.adjustments.queries.looks import may_wait_for
from troth.adjustments.rules.states import State, awaits, is_due
from troth.adjustments.views.seen import shown
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Slot, Waiting
from troth.foundation.web.prepared import prepared
from troth.foundation.web.times import in_zone
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone

# So many are named on other pages; the rest stand on the page of their own.
FEW = 4
# Of what may wait, so many are looked at, the oldest first.
LOOKED_AT = 200
# A day may have come already on some clock of the world.
TOMORROW = timedelta(days=1)


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Adjustments that wait for a word of this person's sides; a few statements for all tables."""
    rooms = {room.id: (seat, room) for seat in seats if may_answer(seat) for room in shared(seat)}
    if not rooms:
        return
    parties = {str(seat.party_id) for seat, _room in rooms.values()}
    lines = (
        line_for(one, *rooms[one.room_id])
        for one in may_wait(parties, rooms, today=now().date() + TOMORROW)
        if waits(one, rooms[one.room_id][0])
    )
    yield from islice(lines, limit)


@prepared
def may_wait(
    parties: Collection[str], rooms: Collection[str], *, today: date
) -> QuerySet[Adjustment]:
    """As many as are looked at."""
    return may_wait_for(parties, rooms, today=today)[:LOOKED_AT]


def may_answer(seat: Seat) -> bool:
    """Whether this seat answers for an organisation at an open table."""
    seated = seat.party_id is not None and seat.partnership.phase == "open"
    return seated and granted(seat.kind, Permission.ADJUSTMENT_ANSWER)


def shared(seat: Seat) -> list[Room]:
    """The shared room of a seat's table."""
    return [room for room in rooms_of(seat) if room.kind == RoomKind.SHARED]


def waits(one: Adjustment, seat: Seat) -> bool:
    """Whether the next word is this side's."""
    today = in_zone(now(), known_zone(one.keeper.zone)).date()
    due = is_due(one.stands, recheck_on=one.recheck_on, today=today)
    standing = standing_of(one, list(one.steps.all()))
    return awaits(standing, party=Ulid(str(seat.party_id)), due=due)


def line_for(one: Adjustment, seat: Seat, room: Room) -> Waiting:
    """The adjustment as it waits for this side."""
    other = one.about if one.about_id != seat.party_id else one.towards
    values = {"who": other.short, "what": one.title}
    proposed, newest = one.stands is State.PROPOSED, list(one.steps.all())[-1].at
    if proposed:
        sentence = _("%(who)s proposes to do something differently: “%(what)s”") % values
        why = _("Agree to it, change the words, or say what would be better.")
    else:
        sentence = _("You agreed with %(who)s on “%(what)s”. Did it help?") % values
        why = _("One click is enough. Both sides say how it looks to them.")
    return Waiting(
        since=newest if proposed else one.asked_at or newest,
        sentence=sentence,
        why=why,
        url=address("adjustments.one", partnership=seat.partnership, room=room, pk=one.id),
        act=_("Read and answer") if proposed else _("Say how it went"),
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # a sign on the page
        party=other.short,
    )


def agreed_here(request: HttpRequest, _about: object) -> Markup:
    """On the page of trust: what is agreed or waits for a yes, with the day on which it is looked at again."""
    if not granted(vars(request)["seat"].kind, Permission.ADJUSTMENT_READ):
        return Markup()
    rows = open_here(request)
    context = {"going": [shown(request, one) for one in rows[:FEW]], "more": len(rows) > FEW}
    return Markup(render_to_string("adjustments/_agreed.html", context, request=request))  # noqa: S704  # it escapes


SLOTS = (Slot(place="trust.agreed", render=agreed_here),)
