"""The fixed cast that every noun's tests and the access matrix ask, seated by the real actions."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from troth.foundation.kernel.roles import Role
from troth.organisations.actions import NewOrganisation
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.actions.holding import hold
from troth.partnerships.actions.inviting import invite_colleague, invite_guest
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.actions.sitting import take_seat
from troth.partnerships.actions.tokens import Invited
from troth.partnerships.models import Partnership, Party, Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.people.models import Person

LUMEN = NewOrganisation(name="Lumen Sensors", place="Bergen", zone="Europe/Oslo", slug="lumen")
KAVERI = NewOrganisation(
    name="Kaveri Analytics", place="Bengaluru", zone="Asia/Kolkata", slug="kaveri"
)
DELTA = NewOrganisation(
    name="Delta Freight", place="Rotterdam", zone="Europe/Amsterdam", slug="delta"
)
HARBOUR = NewOrganisation(
    name="Harbour Works", place="Gdynia", zone="Europe/Warsaw", slug="harbour"
)


def person(name: str, house: NewOrganisation | None = None) -> Person:
    """Somebody with an account, and an address that follows from the name."""
    host = f"{house.slug}.example" if house else "elsewhere.example"
    return Person.objects.create_user(
        f"{name.lower()}@{host}",
        name,
        zone=house.zone if house else "UTC",
        place=house.place if house else "",
    )


def sit_down(
    *, slug: str, name: str, first: NewOrganisation, others: tuple[NewOrganisation, ...]
) -> list[Seat]:
    """An open table: the first organisation proposes, the others accept. One admin each, in that order.

    The admins are called Ingrid, Ravi, Otto, Wanda after their organisations' names here.
    """
    admins = {"lumen": "Ingrid", "kaveri": "Ravi", "delta": "Otto", "harbour": "Wanda"}
    people = {house.slug: person(admins[house.slug], house) for house in (first, *others)}
    founders = tuple(Founder(name=house.name, email=people[house.slug].email) for house in others)
    proposal = Proposal(
        name=name, purpose="A calibrated sensor beta.", founders=founders, slug=slug
    )
    proposed = propose(proposal, by=people[first.slug], house=first)
    seats = [proposed.seat]
    for house, invited in zip(others, proposed.invited, strict=True):
        seats.append(accept(invited.token, by=people[house.slug], house=house))
    table = Partnership.objects.get(slug=slug)
    for seat in seats:
        seat.partnership = table
    return seats


@dataclass
class Cast:
    """Lumen of Bergen and Kaveri of Bengaluru at one table. Everybody but these two admins comes when called."""

    ingrid: Seat
    ravi: Seat

    @property
    def table(self) -> Partnership:
        """The partnership `lumen-kaveri`."""
        return self.ingrid.partnership

    @property
    def lumen(self) -> Party:
        """The party of Ingrid, Tor, Siri, Anne and Per."""
        return party_of(self.ingrid)

    @property
    def kaveri(self) -> Party:
        """The party of Ravi, Meera, Arjun and Lakshmi."""
        return party_of(self.ravi)

    @cached_property
    def shared(self) -> Room:
        """The shared room."""
        return Room.objects.get(partnership=self.table, kind=RoomKind.SHARED)

    @cached_property
    def lumen_side(self) -> Room:
        """Lumen's side room."""
        return Room.objects.get(party=self.lumen, kind=RoomKind.SIDE)

    @cached_property
    def kaveri_side(self) -> Room:
        """Kaveri's side room."""
        return Room.objects.get(party=self.kaveri, kind=RoomKind.SIDE)

    @cached_property
    def tor(self) -> Seat:
        """Engineer at Lumen, a member."""
        return self.colleague("Tor", self.ingrid)

    @cached_property
    def siri(self) -> Seat:
        """Support at Lumen, a member."""
        return self.colleague("Siri", self.ingrid)

    @cached_property
    def anne(self) -> Seat:
        """Sponsor at Lumen, a member."""
        return self.colleague("Anne", self.ingrid)

    @cached_property
    def per(self) -> Seat:
        """New at Lumen, a member."""
        return self.colleague("Per", self.ingrid)

    @cached_property
    def meera(self) -> Seat:
        """Engineer at Kaveri, a member."""
        return self.colleague("Meera", self.ravi)

    @cached_property
    def arjun(self) -> Seat:
        """Data scientist at Kaveri, a member."""
        return self.colleague("Arjun", self.ravi)

    @cached_property
    def lakshmi(self) -> Seat:
        """Sponsor at Kaveri, a member."""
        return self.colleague("Lakshmi", self.ravi)

    @cached_property
    def guest(self) -> Seat:
        """A guest of Lumen who reads in the shared room for thirty days."""
        return self.visitor("Greta", Role.GUEST_READ)

    @cached_property
    def contributor(self) -> Seat:
        """A guest of Lumen who contributes in the shared room for thirty days."""
        return self.visitor("Carla", Role.GUEST_CONTRIBUTE)

    @cached_property
    def facilitator(self) -> Seat:
        """Somebody neutral whom both organisations accepted."""
        with transaction.atomic():
            return take_seat(
                self.table, person("Farah"), role=Role.FACILITATOR, invited_by=self.lumen
            )

    @cached_property
    def ex_member(self) -> Seat:
        """Somebody who sat here for Lumen and no longer does."""
        seat = self.colleague("Emil", self.ingrid)
        end_seat(seat, by=self.ingrid)
        seat.refresh_from_db()
        return seat

    @cached_property
    def ex_guest(self) -> Seat:
        """A guest of Lumen whose last day has passed; the clock has not come by yet."""
        seat = self.visitor("Gunnar", Role.GUEST_READ)
        seat.until = timezone.now() - timedelta(minutes=1)
        seat.save(update_fields=["until"])
        return seat

    @cached_property
    def stranger(self) -> Person:
        """Somebody signed in who sits nowhere."""
        return person("Stella")

    @cached_property
    def holder(self) -> tuple[Person, Invited]:
        """Somebody with an account who holds an unanswered invitation to be a member for Lumen."""
        invited = invite_colleague("hanna@lumen.example", by=self.ingrid)
        return person("Hanna", LUMEN), invited

    @cached_property
    def neighbour(self) -> Seat:
        """An admin at an unrelated table, Delta and Harbour's."""
        return sit_down(
            slug="delta-harbour", name="Delta & Harbour", first=DELTA, others=(HARBOUR,)
        )[0]

    def colleague(self, name: str, admin: Seat, role: Role = Role.MEMBER) -> Seat:
        """One more person for the admin's party, sitting down as whoever accepts an invitation does."""
        house = LUMEN if admin.party_id == self.ingrid.party_id else KAVERI
        newcomer = person(name, house)
        with transaction.atomic():
            return take_seat(hold(self.table.id), newcomer, role=role, party=admin.party)

    def visitor(self, name: str, role: Role) -> Seat:
        """One more guest of Lumen in the shared room, for thirty days."""
        newcomer = person(name)
        until = timezone.now() + timedelta(days=30)
        invited = invite_guest(
            newcomer.email, by=self.ingrid, role=role, rooms=[self.shared.pk], until=until
        )
        return accept(invited.token, by=newcomer)


def party_of(seat: Seat) -> Party:
    """The party of a seat that has one."""
    if seat.party is None:
        raise LookupError("this seat is for no party")
    return seat.party


def set_table() -> Cast:
    """Lumen and Kaveri sit down together."""
    ingrid, ravi = sit_down(
        slug="lumen-kaveri", name="Lumen & Kaveri", first=LUMEN, others=(KAVERI,)
    )
    return Cast(ingrid=ingrid, ravi=ravi)
