"""What people and parties of a table are called, for sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names
from troth.partnerships.models import Party, Seat
from troth.partnerships.queries.tables import MOST_PARTIES, NAMED_LAST
from troth.people.models import Person


def names_for(facts: Iterable[Fact], *, partnership: str, reader: Seat | None = None) -> Names:
    """Parties of the table and the people who acted, for whoever reads it: two statements."""
    rows = Party.objects.filter(partnership_id=partnership).order_by(NAMED_LAST, "id")
    parties = {str(party.id): party.short for party in rows[:MOST_PARTIES]}
    acted = {fact.by.person for fact in facts if fact.by.person}
    people = {str(one.id): called(one) for one in Person.objects.filter(pk__in=acted)}
    for_guest = reader is not None and reader.party_id is None
    role = reader.kind if reader else None
    return Names(parties=parties, people=people, for_guest=for_guest, role=role)


def called(person: Person) -> str:
    """The first name; whoever comes by a link could have been given anybody's, so it is said beside it."""
    first = person.name.split(" ")[0]
    return _("%(name)s (guest)") % {"name": first} if person.comes_by_link else first
