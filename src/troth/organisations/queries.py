"""Ways to look at organisations and who belongs to them."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.db.models import Q

from troth.foundation.kernel.ulid import Ulid
from troth.organisations.models import Membership, Organisation, ShownAt, StrengthStatement
from troth.organisations.rules import MOST_STRENGTHS
from troth.people.models import Person


def organisations_of(person: Person) -> Sequence[Organisation]:
    """Every organisation this person belongs to, by name."""
    return list(
        Organisation.objects.filter(memberships__person=person, memberships__until=None).order_by(
            "name", "id"
        )
    )


def decides_for(person: Person) -> Sequence[Organisation]:
    """The organisations this person is an admin of, by name."""
    living = Membership.objects.filter(person=person, until=None, admin=True)
    return list(Organisation.objects.filter(memberships__in=living).order_by("name", "id"))


def belongs_to(person: Person, slug: str) -> Membership | None:
    """The person's living membership in the organisation with this address."""
    living = Membership.objects.filter(person=person, until=None, organisation__slug=slug)
    return living.select_related("organisation").first()


def members_of(organisation: Organisation) -> Sequence[Membership]:
    """Who belongs to it now, admins first, then by name; with the people."""
    living = Membership.objects.filter(organisation=organisation, until=None)
    return list(living.select_related("person").order_by("-admin", "person__name", "id"))


def member_of(organisation: Organisation, person: Ulid) -> Membership | None:
    """The living membership of this person there, with the person."""
    living = Membership.objects.filter(organisation=organisation, person=person, until=None)
    return living.select_related("person").first()


def is_admin(person: Person, organisation: Organisation) -> bool:
    """Whether this person decides for the organisation."""
    return Membership.objects.filter(
        person=person, organisation=organisation, until=None, admin=True
    ).exists()


def strengths_of(organisation: Organisation) -> Sequence[StrengthStatement]:
    """Everything it says of itself, as its own people read it; two statements."""
    rows = StrengthStatement.objects.filter(organisation=organisation)
    rows = rows.select_related("written_by").prefetch_related("tables")
    return list(rows.order_by("words", "id")[:MOST_STRENGTHS])


def strength_of(organisation: Organisation, key: str) -> StrengthStatement | None:
    """One of these."""
    return StrengthStatement.objects.filter(organisation=organisation, pk=key).first()


def strengths_shown(organisations: Iterable[str], *, at: str) -> Sequence[StrengthStatement]:
    """What these organisations have chosen to show at the table `at`; one statement."""
    chosen = Q(shown=ShownAt.CHOSEN, tables__partnership=at)
    rows = StrengthStatement.objects.filter(organisation__in=list(organisations))
    rows = rows.filter(Q(shown=ShownAt.ALL) | chosen).distinct()
    return list(rows.order_by("words", "id"))


def written(one: StrengthStatement) -> str:
    """Which writing of it this is, for a form to bring along."""
    return one.changed_at.isoformat()


def kept(organisation: Organisation) -> str:
    """Which calendar this is, for a form to bring along."""
    said = [organisation.country, organisation.region, organisation.weekend, organisation.days_off]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
