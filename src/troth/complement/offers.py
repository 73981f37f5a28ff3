"""What strengths and needs give to places that must not know them."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from troth.complement.models import Cover, CoverState, Risk
from troth.complement.queries.table import complement
from troth.complement.rules.acts import NeedState
from troth.complement.views.page import lead
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.offers import Names, Slot, Teller, Told, Waiting
from troth.foundation.web.prepared import prepared
from troth.organisations.models import Organisation, ShownAt, StrengthKind, StrengthStatement
from troth.organisations.queries import strengths_of
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.present import seated
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.rules.rooms import RoomKind

SENTENCES = {
    "cover:confirmed": gettext_lazy("%(who)s can cover “%(need)s” for %(needing)s"),
    "cover:set-aside": gettext_lazy("%(who)s said that “%(strength)s” does not meet “%(need)s”"),
    "cover:reopened": gettext_lazy("%(who)s took back what was said about “%(need)s”"),
    "risk:owned": gettext_lazy("%(who)s looks after “%(need)s”, which nobody here meets"),
    "risk:let-be": gettext_lazy("%(who)s can live without “%(need)s”: %(reason)s"),
    "risk:accepted": gettext_lazy("Every side can live with a need that nobody here meets"),
    "risk:reopened": gettext_lazy("%(who)s no longer stands for “%(need)s”; it is open again"),
}
STILL_SAID = StrengthStatement.objects.filter(
    pk=OuterRef("need"), words=OuterRef("need_words")
).exclude(shown=ShownAt.NOBODY)
COVERED = Cover.objects.filter(
    room=OuterRef("room"), need=OuterRef("need"), state=CoverState.CONFIRMED
)
ERASED = gettext_lazy("words that were erased")


def hub(request: HttpRequest, _about: object) -> Markup:
    """On the page of agreements and on the overview: how it stands, and the way in."""
    found = vars(request)
    seat = found["seat"]
    if found["room"].kind != RoomKind.SHARED or not granted(seat.kind, Permission.COMPLEMENT_READ):
        return Markup("")
    seen = complement(found["room"], seated(request))
    lines = [*seen.by_state(NeedState.POSSIBLE), *seen.by_state(NeedState.OPEN)][:3]
    context = {"lead": lead(seen), "lines": lines, "said": bool(seen.needs or seen.good)}
    return Markup(render_to_string("complement/_hub.html", context, request=request))  # noqa: S704  # a template that escapes


def on_own_page(request: HttpRequest, about: object) -> Markup:
    """On an organisation's own page: what it says of itself, and who reads it."""
    if not isinstance(about, Organisation):
        return Markup("")
    rows = strengths_of(about)
    groups = [
        (kind, words, [row for row in rows if row.kind == kind])
        for kind, words in (
            (StrengthKind.GOOD, _("We are good at")),
            (StrengthKind.NEEDS, _("We need")),
            (StrengthKind.WEAK, _("We are weak at")),
        )
    ]
    context = {"organisation": about, "groups": groups, "any": bool(rows)}
    return Markup(render_to_string("complement/_own.html", context, request=request))  # noqa: S704  # a template that escapes


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Risks that another side can live with and that wait for one's own word; two statements a table."""
    for seat in seats:
        if seat.party_id is None or seat.partnership.phase != "open":
            continue
        if not granted(seat.kind, Permission.COMPLEMENT_ANSWER):
            continue
        rooms = {room.id: room for room in rooms_of(seat) if room.kind == RoomKind.SHARED}
        for row in unanswered(rooms, Ulid(seat.party_id), limit=limit):
            yield line(row, seat, rooms[row.room_id])


@prepared
def unanswered(rooms: Collection[str], party: Ulid, *, limit: int) -> QuerySet[Risk]:
    """Risks of these rooms that another side can live with, and of which this one has said nothing."""
    rows = Risk.objects.in_rooms(rooms).filter(owner=None, said__isnull=False)
    rows = rows.filter(Exists(STILL_SAID), ~Exists(COVERED))
    rows = rows.exclude(said__party=party).select_related("needing").distinct()
    return rows.order_by("at")[:limit]


def line(row: Risk, seat: Seat, room: Room) -> Waiting:
    """One risk as it waits on the home page."""
    values = {"what": row.need_words, "who": row.needing.short}
    return Waiting(
        since=row.at,
        sentence=_("“%(what)s”, which %(who)s needs, waits for your side’s word.") % values,
        why=_(
            "Nobody here meets it. Another side can live with that; it is accepted once all say so."
        ),
        url=address("complement.risk", partnership=seat.partnership, room=room, pk=row.need),
        act=_("Say what your side thinks"),
        partnership=seat.partnership.name,
    )


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; everything they need stands in them."""
    return [say(fact, names) for fact in facts]


def say(fact: Fact, names: Names) -> Told:
    """One fact as a sentence."""
    values = {"who": names.who(fact)}
    for name in ("need", "strength", "reason"):
        values[name] = getattr(fact, name, None) or str(ERASED)
    values["needing"] = names.parties.get(str(getattr(fact, "needing", "")), _("another side"))
    return Told(str(SENTENCES[fact.kind]) % values, "complement")


SLOTS = (
    Slot(place="agreements.hub", render=hub),
    Slot(place="organisation.page", render=on_own_page),
)
NOUNS = frozenset({"cover", "risk"})
TELLER = Teller(nouns=NOUNS, tell=tell, reads=dict.fromkeys(NOUNS, Permission.COMPLEMENT_READ))
