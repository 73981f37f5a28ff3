"""A name that a file mentioned keeps nobody from sitting down under it."""

import pytest

from troth.organisations.actions import NewOrganisation
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.models import Party
from troth.partnerships.models.seats import Standing
from troth.partnerships.testing import LUMEN, person

pytestmark = pytest.mark.django_db
KAVERI = NewOrganisation(
    name="Kaveri Analytics", place="Bengaluru", zone="Asia/Kolkata", slug="kaveri"
)


def test_kaveri_sits_down_although_a_file_named_it() -> None:
    ingrid, ravi = person("Ingrid", LUMEN), person("Ravi", KAVERI)
    founders = (Founder(name="Kaveri", email=ravi.email),)
    proposed = propose(
        Proposal(name="Sensors", purpose="A beta.", founders=founders), by=ingrid, house=LUMEN
    )
    table = proposed.seat.partnership
    named = Party.objects.create(
        partnership=table, name="KAVERI analytics", standing=Standing.NAMED
    )
    seat = accept(proposed.invited[0].token, by=ravi, house=KAVERI)
    named.refresh_from_db()
    assert (seat.party and seat.party.name, named.name) == (
        "Kaveri Analytics",
        "KAVERI analytics (from a file)",
    )
