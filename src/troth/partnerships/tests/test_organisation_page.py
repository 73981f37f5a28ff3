"""An organisation's own page."""

import pytest
from django.test import Client

from troth.conftest import Visit
from troth.organisations.models import Membership
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
HERE = "/organisations/lumen/"


def test_its_people_see_its_people_and_tables(cast: Cast, visit: Visit) -> None:
    assert cast.tor.role
    page = visit(cast.tor).get(HERE).content.decode()
    for words in ("Ingrid", "Tor", "Lumen &amp; Kaveri", "Only its own people see this page."):
        assert words in page
    assert "End membership" not in page


def test_nobody_else_does(cast: Cast, visit: Visit) -> None:
    for who in (cast.ravi, cast.guest, cast.facilitator, cast.stranger, cast.neighbour):
        assert visit(who).get(HERE).status_code == 404
    assert Client().get(HERE)["Location"].startswith("/come-in/")


def test_an_admin_lets_a_colleague_decide_and_go(cast: Cast, visit: Visit) -> None:
    browser, tor = visit(cast.ingrid), cast.tor.person
    browser.post(f"{HERE}people/{tor.id}/deciding/", {"admin": "yes"})
    assert Membership.objects.get(person=tor, until=None).admin
    browser.post(f"{HERE}people/{tor.id}/let-go/")
    assert not Membership.objects.filter(person=tor, until=None).exists()
    assert Seat.objects.get(pk=cast.tor.pk).ended_at is not None


def test_a_member_does_not(cast: Cast, visit: Visit) -> None:
    for act in ("deciding", "let-go"):
        path = f"{HERE}people/{cast.siri.person_id}/{act}/"
        assert visit(cast.tor).post(path, {"admin": "yes"}).status_code == 404
    assert not Membership.objects.get(person=cast.siri.person).admin


def test_somebody_of_another_organisation_is_not_there_to_let_go(cast: Cast, visit: Visit) -> None:
    assert visit(cast.ingrid).post(f"{HERE}people/{cast.ravi.person_id}/let-go/").status_code == 404
    assert Seat.objects.get(pk=cast.ravi.pk).ended_at is None


def test_the_last_who_decides_is_told_what_to_do_first(cast: Cast, visit: Visit) -> None:
    assert cast.tor.role
    answer = visit(cast.ingrid).post(
        f"{HERE}people/{cast.ingrid.person_id}/deciding/", {"admin": "no"}
    )
    assert answer.status_code == 409
    assert "the only one who decides for Lumen Sensors" in answer.content.decode()


def test_leaving_oneself(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    assert browser.post(f"{HERE}leave/")["Location"] == "/"
    assert browser.get(HERE).status_code == 404
    assert browser.get("/p/lumen-kaveri/").status_code == 404
    answer = visit(cast.ingrid).post(f"{HERE}leave/")
    assert answer.status_code == 409
    assert "is the only admin of Lumen Sensors" in answer.content.decode()
