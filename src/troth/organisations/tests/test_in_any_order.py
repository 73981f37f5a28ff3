"""However people come, go and change who decides: an organisation with members has somebody to decide."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from troth.foundation.web.slugs import LONGEST, TAIL, own_slug
from troth.organisations.actions import NewOrganisation, decide_for, end_membership, found, welcome
from troth.organisations.models import Membership, Organisation
from troth.organisations.queries import belongs_to, decides_for, members_of
from troth.organisations.rules import LastAdmin, NotAMember
from troth.people.models import Person

NAMES = ("Ingrid", "Tor", "Siri")
ACTS = st.tuples(
    st.sampled_from(["come", "go", "decide", "step back"]), st.integers(0, len(NAMES) - 1)
)


def act(organisation: Organisation, what: str, person: Person) -> bool:
    """Try it; whether it was done."""
    try:
        if what == "come":
            welcome(person, organisation)
        elif what == "go":
            end_membership(organisation, person)
        else:
            decide_for(organisation, person, admin=what == "decide")
    except (LastAdmin, NotAMember):
        return False
    return True


def three() -> list[Person]:
    """Ingrid, Tor and Siri, who belong nowhere yet."""
    Membership.objects.all().delete()
    found = []
    for name in NAMES:
        email = f"{name.lower()}@lumen.example"
        known = Person.objects.filter(email=email).first()
        found.append(known or Person.objects.create_user(email, name))
    return found


class TestAnyOrder(TestCase):
    """One organisation, three people, whatever they do."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(ACTS, max_size=14))
    def test_somebody_decides_as_long_as_anybody_belongs(self, acts: list[tuple[str, int]]) -> None:
        people = three()
        house = found(NewOrganisation(name="Lumen"), by=people[0])
        for what, who in acts:
            before = {one.person_id: one.admin for one in members_of(house)}
            done = act(house, what, people[who])
            after = {one.person_id: one.admin for one in members_of(house)}
            assert done or before == after
            if not after:
                return  # the last has turned off the light; nobody is left to invite
            assert any(after.values())

    @settings(max_examples=40, deadline=None)
    @given(st.lists(ACTS, max_size=14))
    def test_nobody_belongs_twice_and_whoever_decides_belongs(
        self, acts: list[tuple[str, int]]
    ) -> None:
        people = three()
        house = found(NewOrganisation(name="Lumen"), by=people[0])
        for what, who in acts:
            act(house, what, people[who])
            living = Membership.objects.filter(organisation=house, until=None)
            there = list(living.values_list("person_id", flat=True))
            assert len(there) == len(set(there))
            for one in people:
                assert (belongs_to(one, house.slug) is not None) is (one.pk in there)
                assert one.pk in there or house not in decides_for(one)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ﷺ", "  Lumen  ", "L" * 120, "a/b", "..", "%00", "Ørsted & Sønn"])
def test_every_name_gets_an_address_that_can_be_one(name: str) -> None:
    person = Person.objects.create_user("i@lumen.example", "Ingrid")
    house = found(NewOrganisation(name=name), by=person)
    assert house.slug
    assert not set(house.slug) & set("/.%\0 ?#")
    assert belongs_to(person, house.slug)


@pytest.mark.django_db
def test_a_name_of_any_length_gets_an_address_of_some() -> None:
    slug = own_slug(Organisation, "L" * 200)
    assert slug.startswith("l" * 20)
    assert len(slug) <= LONGEST + 1 + TAIL
