"""The page on which a table is proposed: everything by forms, nothing typed is lost."""

import pytest
from django.core import mail
from django.test import Client, override_settings

from troth.conftest import Visit
from troth.foundation.web.ids import new_ulid
from troth.partnerships.models import Invitation, Partnership, Party
from troth.partnerships.testing import LUMEN, Cast, person

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Lumen & Kaveri",
    "purpose": "A calibrated sensor beta.",
    "rule": "unanimous",
    "rows": "1",
    "partner_1": "Kaveri Analytics",
    "email_1": "Ravi@kaveri.example",
    "house_name": "Lumen Sensors",
    "house_place": "Bergen",
    "house_zone": "europe/oslo",
}


@pytest.fixture
def ingrid(visit: Visit) -> Client:
    """Ingrid's browser; she sits nowhere yet."""
    return visit(person("Ingrid", LUMEN))


@override_settings(MAIL_LEAVES=True)
def test_one_form_lays_the_table_and_writes_the_letter(ingrid: Client) -> None:
    answer = ingrid.post("/p/new/", SAID)
    table = Partnership.objects.get()
    assert answer["Location"] == f"/p/{table.slug}/people/"
    (letter,) = mail.outbox
    assert letter.to == ["ravi@kaveri.example"]
    assert "/invitations/" in str(letter.body)
    page = ingrid.get(answer["Location"]).content.decode()
    assert "Your invitation is on its way." in page
    assert Party.objects.get(name="Lumen Sensors").zone == "Europe/Oslo"


def test_where_mail_cannot_leave_the_link_is_shown_once(ingrid: Client) -> None:
    page = ingrid.post("/p/new/", SAID).content.decode()
    assert "http://localhost:8000/invitations/" in page
    table = Partnership.objects.get()
    again = ingrid.get(f"/p/{table.slug}/people/invitations/").content.decode()
    assert "/invitations/" not in again.replace("/people/invitations/", "")


@override_settings(
    MAIL_LEAVES=True, EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_PORT=1
)
def test_a_mail_server_that_is_away_leads_to_the_link_too(ingrid: Client) -> None:
    page = ingrid.post("/p/new/", SAID).content.decode()
    assert "The letter could not leave." in page
    assert Invitation.objects.get().mailed_at is None


def test_more_room_keeps_what_was_typed_and_judges_nothing(ingrid: Client) -> None:
    page = ingrid.post(
        "/p/new/", {"name": "Lumen & Kaveri", "rows": "1", "more": "yes"}
    ).content.decode()
    assert "Lumen &amp; Kaveri" in page
    assert 'name="partner_2"' in page
    assert "This is needed." not in page
    assert not Partnership.objects.exists()


def test_two_more_organisations_are_invited_together(ingrid: Client) -> None:
    said = SAID | {"rows": "3", "partner_2": "Delta Freight", "email_2": "otto@delta.example"}
    ingrid.post("/p/new/", said)
    assert set(Party.objects.values_list("name", "standing")) == {
        ("Lumen Sensors", "joined"),
        ("Kaveri Analytics", "invited"),
        ("Delta Freight", "invited"),
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "This is needed."),
        ({"email_1": "nobody"}, "This is not an e-mail address"),
        ({"partner_1": "lumen sensors"}, "There is an organisation called"),
        ({"house_zone": "Atlantis"}, "There is no such zone."),
        ({"house_name": " "}, "What is your organisation called?"),
        ({"rule": "dice"}, "Choose from the list."),
        ({"rows": "2", "partner_2": "Delta"}, "Who is the first person there?"),
        ({"rows": "2", "email_2": "o@d.example"}, "What is this organisation called?"),
        ({"rows": "2", "partner_2": "Delta", "email_2": SAID["email_1"]}, "stands there twice"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    ingrid: Client, change: dict[str, str], words: str
) -> None:
    answer = ingrid.post("/p/new/", SAID | change)
    page = answer.content.decode()
    assert answer.status_code in {409, 422}
    assert words in page
    assert "A calibrated sensor beta." in page
    assert not Partnership.objects.exists()


def test_the_same_form_sent_twice_lays_one_table(ingrid: Client) -> None:
    said = SAID | {"once": new_ulid()}
    ingrid.post("/p/new/", said)
    ingrid.post("/p/new/", said)
    assert Partnership.objects.count() == 1


def test_somebody_else_sent_who_is_not_signed_in_comes_in_first() -> None:
    answer = Client().post("/p/new/", SAID)
    assert answer["Location"].startswith("/come-in/")


def test_a_known_organisation_is_chosen_and_a_foreign_one_is_not(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    assert "Lumen Sensors" in browser.get("/p/new/").content.decode()
    foreign = SAID | {"house": str(cast.kaveri.organisation_id), "name": "Second"}
    assert browser.post("/p/new/", foreign).status_code == 422
    own = SAID | {"house": str(cast.lumen.organisation_id), "name": "Second"}
    browser.post("/p/new/", own)
    assert Party.objects.filter(organisation=cast.lumen.organisation).count() == 2


@override_settings(MAIL_LEAVES=True)
def test_names_cannot_smuggle_headers_into_a_letter(ingrid: Client) -> None:
    said = SAID | {"name": "Beta\r\nBcc: all@example.org", "partner_1": "Kaveri\nX: y"}
    ingrid.post("/p/new/", said)
    (letter,) = mail.outbox
    assert "\n" not in letter.subject
    assert letter.bcc == []
    assert set(letter.message().keys()) >= {"Subject", "To"}
    assert "Bcc" not in letter.message()
