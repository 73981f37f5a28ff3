"""Founding an organisation, coming, going, and who decides for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.organisations.actions import NewOrganisation, decide_for, end_membership, found, welcome
from troth.organisations.models import Membership, Organisation
from troth.organisations.queries import (
    belongs_to,
    decides_for,
    is_admin,
    member_of,
    members_of,
    organisations_of,
)
from troth.organisations.rules import LastAdmin, NotAMember
from troth.people.models import Person

pytestmark = pytest.mark.django_db
LUMEN = NewOrganisation(name="Lumen Sensors", place="Bergen", zone="Europe/Oslo")


def person(name: str) -> Person:
    """Somebody with an account."""
    return Person.objects.create_user(f"{name.lower()}@lumen.example", name)


@pytest.fixture
def ingrid(db: None) -> Person:
    """Who founds Lumen."""
    return person("Ingrid")


@pytest.fixture
def lumen(ingrid: Person) -> Organisation:
    """The organisation Ingrid founded."""
    return found(LUMEN, by=ingrid)


def test_whoever_names_it_decides_for_it(lumen: Organisation, ingrid: Person) -> None:
    assert is_admin(ingrid, lumen)
    assert (lumen.place, lumen.zone) == ("Bergen", "Europe/Oslo")


def test_addresses_never_tell_whether_a_name_was_taken(ingrid: Person) -> None:
    slugs = {found(LUMEN, by=ingrid).slug for _ in range(3)}
    assert len(slugs) == 3
    assert all(slug.startswith("lumen-sensors-") for slug in slugs)


@pytest.mark.parametrize("name", ["日本", "…", "ქართული"])
def test_a_name_in_any_script_gets_an_address(ingrid: Person, name: str) -> None:
    assert found(NewOrganisation(name=name), by=ingrid).slug


def test_a_wanted_address_is_given_once(ingrid: Person) -> None:
    wanted = NewOrganisation(name="Lumen", slug="lumen")
    assert [found(wanted, by=ingrid).slug == "lumen" for _ in range(2)] == [True, False]


def test_somebody_who_belongs_already_stays_as_they_are(
    lumen: Organisation, ingrid: Person
) -> None:
    assert welcome(ingrid, lumen).admin
    assert Membership.objects.count() == 1


def test_coming_again_after_leaving_is_a_new_membership(lumen: Organisation) -> None:
    tor = person("Tor")
    welcome(tor, lumen)
    end_membership(lumen, tor)
    assert member_of(lumen, tor.id) is None
    welcome(tor, lumen)
    assert Membership.objects.filter(person=tor).count() == 2
    assert belongs_to(tor, lumen.slug)


def test_the_last_who_decides_stays_while_others_do(lumen: Organisation, ingrid: Person) -> None:
    welcome(person("Tor"), lumen)
    with pytest.raises(LastAdmin):
        end_membership(lumen, ingrid)
    with pytest.raises(LastAdmin):
        decide_for(lumen, ingrid, admin=False)
    assert is_admin(ingrid, lumen)


def test_letting_another_one_decide_frees_the_first(lumen: Organisation, ingrid: Person) -> None:
    tor = person("Tor")
    welcome(tor, lumen)
    decide_for(lumen, tor, admin=True)
    end_membership(lumen, ingrid)
    assert not is_admin(ingrid, lumen)
    assert [one.person for one in members_of(lumen)] == [tor]


def test_somebody_who_does_not_belong_neither_leaves_nor_decides(lumen: Organisation) -> None:
    stranger = person("Stella")
    with pytest.raises(NotAMember):
        end_membership(lumen, stranger)
    with pytest.raises(NotAMember):
        decide_for(lumen, stranger, admin=True)


def test_one_person_may_belong_to_several(lumen: Organisation, ingrid: Person) -> None:
    kaveri = found(NewOrganisation(name="Kaveri Analytics"), by=person("Ravi"))
    welcome(ingrid, kaveri)
    assert [one.name for one in organisations_of(ingrid)] == ["Kaveri Analytics", "Lumen Sensors"]
    assert list(decides_for(ingrid)) == [lumen]


def test_the_list_of_members_is_one_statement(lumen: Organisation) -> None:
    for name in ("Anne", "Per", "Siri"):
        welcome(person(name), lumen)
    with CaptureQueriesContext(connection) as asked:
        assert [one.person.name for one in members_of(lumen)] == ["Ingrid", "Anne", "Per", "Siri"]
    assert len(asked) == 1
