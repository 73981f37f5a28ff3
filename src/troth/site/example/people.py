"""The people and organisations of the example."""

from troth.organisations.actions import NewOrganisation
from troth.people.models import Person

LUMEN = NewOrganisation(name="Lumen Sensors", place="Bergen", zone="Europe/Oslo", slug="lumen")
KAVERI = NewOrganisation(
    name="Kaveri Analytics", place="Bengaluru", zone="Asia/Kolkata", slug="kaveri"
)
HAVBRIS = NewOrganisation(
    name="Havbris Institute", place="Tromsø", zone="Europe/Oslo", slug="havbris"
)
TERN = NewOrganisation(name="Tern Logistics", place="Aberdeen", zone="Europe/London", slug="tern")


def person(name: str, house: NewOrganisation) -> Person:
    """Somebody of the example."""
    address = f"{name.lower().replace(' ', '.')}@{house.slug}.example"
    return Person.objects.create_user(
        address, name, zone=house.zone, place=house.place, is_example=True
    )
