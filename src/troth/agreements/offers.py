"""What agreements give to places that must not know them: a section, what waits, sentences."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.agreements.kinds import page_of
from troth.agreements.models import Acceptance, Agreement, Version
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Section, Teller, Told, Waiting
from troth.partnerships.addresses import address
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
        rooms = {room.id: room for room in rooms_of(seat) if room.kind in {"shared", "subset"}}
        for one in unsigned(rooms, seat)[:limit]:
            yield line(one, seat, rooms[one.room_id])


def unsigned(rooms: Collection[str], seat: Seat) -> QuerySet[Agreement]:
    """Agreements of these rooms whose latest version this seat's party has not signed."""
    ours = Acceptance.objects.filter(version__agreement=OuterRef("pk"), party_id=seat.party_id)
    latest = Version.objects.filter(agreement=OuterRef("pk"), number=OuterRef("latest"))
    rows: QuerySet[Agreement] = Agreement.objects.in_rooms(rooms).filter(withdrawn_at__isnull=True)
    return (
        rows.filter(~Exists(ours.filter(version__number=OuterRef("latest"))))
        .annotate(stale=Exists(ours), written_at=Subquery(latest.values("at")[:1]))
        .order_by("created_at")
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
    """Sentences for these facts; titles are looked up in one statement."""
    wanted = {str(getattr(fact, "agreement", "")) for fact in facts}
    rooms = {fact.room for fact in facts}
    rows = Agreement.objects.filter(pk__in=wanted, room_id__in=rooms).values_list("pk", "title")
    titles: dict[str, str] = {str(key): title for key, title in rows}
    return [say(fact, names, titles) for fact in facts]


def say(fact: Fact, names: Names, titles: dict[str, str]) -> Told:
    """One fact as a sentence."""
    key = str(getattr(fact, "agreement", ""))
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
