"""What agreements give to places that must not know them: a section, what waits, sentences."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.agreements.kinds import page_of
from troth.agreements.models import Acceptance, Agreement, Version
from troth.agreements.queries.standings import standings
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Owed, Section, Teller, Told, Waiting
from troth.foundation.web.prepared import prepared
from troth.foundation.web.times import from_day
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of

SECTION = Section(
    order=20,
    name=lambda: _("Agreements"),
    url_name="agreements",
    permission=Permission.AGREEMENT_READ,
)
SENTENCES = {
    "agreement:drafted": gettext_lazy("%(who)s wrote “%(what)s” for all to agree on"),
    "agreement:revised": gettext_lazy(
        "%(who)s wrote version %(version)s of “%(what)s”; earlier signatures are stale"
    ),
    "agreement:signed": gettext_lazy("%(who)s signed “%(what)s”, version %(version)s"),
    "agreement:agreed": gettext_lazy("“%(what)s”, version %(version)s, is agreed"),
    "agreement:withdrawn": gettext_lazy("%(who)s took “%(what)s” back"),
}


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Texts that wait for a signature of a side this person may sign for; one statement a table."""
    for seat in seats:
        if seat.party_id is None or seat.partnership.phase != "open":
            continue
        if not granted(seat.kind, Permission.AGREEMENT_SIGN):
            continue
        rooms = {
            room.id: room for room in rooms_of(seat) if room.kind in {"shared", "subset", "side"}
        }
        for one in unsigned(rooms, seat.party_id, limit=limit):
            yield line(one, seat, rooms[one.room_id])


def owed(request: HttpRequest, *, limit: int) -> Iterable[Owed]:
    """Texts of this room that wait for a side's signature; drafts are for those who agree."""
    found = vars(request)
    room, seat = found["room"], found["seat"]
    if seat.party_id is None:
        return
    rows = not_agreed([room.id], limit)
    found_standings = standings(rows, room) if rows else {}
    written = dict(
        Version.objects.filter(agreement__in=rows, number=F("agreement__latest")).values_list(
            "agreement_id", "at"
        )
    )
    for one in rows:
        values = {"what": one.title, "n": one.latest}
        for party in sorted(found_standings[one.id].missing):
            yield Owed(
                party=party,
                since=written[one.id],
                sentence=_("Sign “%(what)s”, version %(n)s") % values,
                note=from_day(written[one.id]),
                url=here(request, page_of(one.kind), pk=one.id),
                token="half",  # noqa: S106  # the sign, no secret
            )


@prepared
def not_agreed(rooms: Collection[str], limit: int) -> QuerySet[Agreement]:
    """Texts of these rooms whose latest version not all have signed."""
    texts = Agreement.objects.in_rooms(rooms).filter(withdrawn_at__isnull=True)
    return texts.exclude(agreed_version=F("latest")).order_by("created_at", "id")[:limit]


@prepared
def unsigned(rooms: Collection[str], party: str, *, limit: int) -> QuerySet[Agreement]:
    """Agreements of these rooms whose latest version this party has not signed."""
    ours = Acceptance.objects.filter(version__agreement=OuterRef("pk"), party_id=party)
    latest = Version.objects.filter(agreement=OuterRef("pk"), number=OuterRef("latest"))
    rows: QuerySet[Agreement] = Agreement.objects.in_rooms(rooms).filter(withdrawn_at__isnull=True)
    return (
        rows.filter(~Exists(ours.filter(version__number=OuterRef("latest"))))
        .annotate(stale=Exists(ours), written_at=Subquery(latest.values("at")[:1]))
        .order_by("created_at")[:limit]
    )


def line(one: Agreement, seat: Seat, room: Room) -> Waiting:
    """One text as it waits on the home page."""
    values = {"what": one.title, "n": one.latest}
    why = _(
        "It has changed since you signed: your signature on the earlier version no longer counts."
    )
    return Waiting(
        since=vars(one)["written_at"],
        sentence=_("“%(what)s”, version %(n)s, waits for your organisation’s signature.") % values,
        why=why
        if vars(one)["stale"]
        else _("It is agreed once every organisation has signed exactly these words."),
        url=address(page_of(one.kind), partnership=seat.partnership, room=room, pk=one.id),
        act=_("Read and sign"),
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # the sign, no secret
    )


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; titles are looked up in one statement.

    Whoever sits for no party reads of what is agreed, as on the page of agreements; a draft has no title.
    """
    wanted = {str(getattr(fact, "agreement", "")) for fact in facts}
    rooms = {fact.room for fact in facts}
    rows = Agreement.objects.filter(pk__in=wanted, room_id__in=rooms)
    if names.for_guest:
        rows = rows.filter(agreed_version__isnull=False, withdrawn_at__isnull=True)
    titles: dict[str, str] = {str(key): title for key, title in rows.values_list("pk", "title")}
    return [say(fact, names, titles) for fact in facts]


def say(fact: Fact, names: Names, titles: dict[str, str]) -> Told:
    """One fact as a sentence."""
    key = str(getattr(fact, "agreement", ""))
    if names.for_guest and key not in titles:
        return Told(_("%(who)s worked on a draft") % {"who": names.who(fact)}, "agreements")
    values = {
        "who": names.who(fact),
        "what": titles.get(key, ""),
        "version": getattr(fact, "version", 1),
    }
    gone = fact.kind == "agreement:withdrawn"
    return Told(
        str(SENTENCES[fact.kind]) % values,
        "agreements" if gone else "agreements.one",
        {} if gone else {"pk": key},
    )


TELLER = Teller(nouns=frozenset({"agreement"}), tell=tell)
