"""The page behind an invitation's link."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client, override_settings
from django.utils import timezone

from troth.conftest import Visit
from troth.foundation.kernel.roles import Role
from troth.foundation.web.ids import new_ulid
from troth.organisations.models import Organisation
from troth.partnerships.actions.arriving import decline
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.actions.inviting import cancel, invite_guest
from troth.partnerships.models import Invitation, Partnership, Party, Seat
from troth.partnerships.testing import KAVERI, LUMEN, Cast, person

pytestmark = pytest.mark.django_db
SECRETS = re.compile(rb'(csrfmiddlewaretoken" value="|name="once" value=")[^"]*')


@pytest.fixture
def token(db: None) -> str:
    """Ingrid has asked Ravi to speak for Kaveri."""
    founder = Founder(name="Kaveri Analytics", email="ravi@kaveri.example")
    proposal = Proposal(name="Lumen & Kaveri", founders=(founder,), slug="lumen-kaveri")
    return propose(proposal, by=person("Ingrid", LUMEN), house=LUMEN).invited[0].token


def body(browser: Client, path: str) -> bytes:
    """A page without what is different on every answer."""
    return SECRETS.sub(rb"\1", browser.get(path).content)


def test_it_says_who_invites_whom_to_what_and_who_runs_the_server(token: str) -> None:
    with override_settings(HOST_NAME="Lumen’s IT"):
        page = Client().get(f"/invitations/{token}/").content.decode()
    for words in (
        "Ingrid of Lumen Sensors invites Kaveri Analytics to “Lumen &amp; Kaveri”.",
        "Nothing yet. From the moment the last organisation accepts",
        "every organisation must say yes",
        "Lumen’s IT",
        "Come in to accept",
    ):
        assert words in page


def test_looking_at_it_changes_nothing(token: str, visit: Visit) -> None:
    visit(person("Ravi", KAVERI)).get(f"/invitations/{token}/")
    assert Invitation.objects.get().accepted_at is None


def test_accepting_names_the_organisation_and_opens_the_table(token: str, visit: Visit) -> None:
    browser = visit(person("Ravi", KAVERI))
    said = {
        "house_name": "Kaveri Analytics",
        "house_place": "Bengaluru",
        "house_zone": "Asia/Kolkata",
    }
    answer = browser.post(f"/invitations/{token}/", said)
    assert answer["Location"] == "/p/lumen-kaveri/"
    assert Partnership.objects.get().phase == "open"
    assert Party.objects.get(name="Kaveri Analytics").zone == "Asia/Kolkata"


def test_accepting_without_an_organisation_asks_for_it(token: str, visit: Visit) -> None:
    answer = visit(person("Ravi", KAVERI)).post(f"/invitations/{token}/", {"house_name": ""})
    assert answer.status_code == 422
    assert "What is your organisation called?" in answer.content.decode()
    assert not Organisation.objects.filter(name="Kaveri Analytics").exists()


def test_somebody_with_another_address_is_asked_first(token: str, visit: Visit) -> None:
    browser = visit(person("Meera", KAVERI))
    page = browser.get(f"/invitations/{token}/").content.decode()
    assert (
        "It was written to ravi@kaveri.example, and you are signed in as meera@kaveri.example."
        in page
    )
    assert browser.post(f"/invitations/{token}/", {"house_name": "Kaveri"}).status_code == 422
    assert Partnership.objects.get().phase == "proposed"
    browser.post(f"/invitations/{token}/", {"house_name": "Kaveri", "other_address": "on"})
    assert Partnership.objects.get().phase == "open"


def test_nobody_accepts_without_signing_in(token: str) -> None:
    page = Client().post(f"/invitations/{token}/", {"house_name": "Kaveri"}).content.decode()
    assert "Come in to accept" in page
    assert Partnership.objects.get().phase == "proposed"


def test_a_guest_reads_what_a_guest_sees(cast: Cast, visit: Visit) -> None:
    until = timezone.now() + timedelta(days=3)
    invited = invite_guest(
        "stella@elsewhere.example",
        by=cast.ingrid,
        role=Role.GUEST_READ,
        rooms=[cast.shared.id],
        until=until,
    )
    browser = visit(cast.stranger)
    page = browser.get(f"/invitations/{invited.token}/").content.decode()
    assert "You see the rooms you are invited to" in page
    assert "<bdi>The shared room</bdi>" in page
    assert "house_name" not in page
    answer = browser.post(f"/invitations/{invited.token}/")
    assert answer["Location"] == "/p/lumen-kaveri/"
    assert Seat.objects.get(person=cast.stranger).party is None


def test_every_dead_link_gives_the_very_same_page(cast: Cast, visit: Visit) -> None:
    until = timezone.now() + timedelta(days=3)
    made = [
        invite_guest(
            f"g{n}@x.example",
            by=cast.ingrid,
            role=Role.GUEST_READ,
            rooms=[cast.shared.id],
            until=until,
        )
        for n in range(3)
    ]
    cancel(made[0].invitation, by=cast.ingrid)
    decline(made[1].token)
    Invitation.objects.filter(pk=made[2].invitation.pk).update(expires_at=timezone.now())
    browser = visit(cast.stranger)
    wrong = body(browser, "/invitations/AAAAAAAAAAAAAAAAAAAAAA/")
    assert browser.get("/invitations/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    for invited in made:
        assert body(browser, f"/invitations/{invited.token}/") == wrong
        assert body(browser, f"/invitations/{invited.token}/decline/") == wrong


def test_a_used_link_is_dead_for_others_and_leads_its_owner_to_the_table(
    cast: Cast, visit: Visit
) -> None:
    hanna, invited = cast.holder
    visit(hanna).post(f"/invitations/{invited.token}/")
    assert visit(cast.stranger).get(f"/invitations/{invited.token}/").status_code == 404
    assert visit(hanna).get(f"/invitations/{invited.token}/")["Location"] == "/p/lumen-kaveri/"


def test_the_form_sent_twice_seats_once_and_leads_to_the_table(cast: Cast, visit: Visit) -> None:
    hanna, invited = cast.holder
    browser, said = visit(hanna), {"once": new_ulid()}
    places = [browser.post(f"/invitations/{invited.token}/", said)["Location"] for _ in range(2)]
    assert places == ["/p/lumen-kaveri/"] * 2
    assert Seat.objects.filter(person=hanna).count() == 1


def test_declining_takes_two_steps_and_a_word_reaches_the_inviter(token: str) -> None:
    browser = Client()
    assert (
        "Decline the invitation" in browser.get(f"/invitations/{token}/decline/").content.decode()
    )
    answer = browser.post(f"/invitations/{token}/decline/", {"reason": "Not this year."})
    assert "You have said no." in answer.content.decode()
    assert Party.objects.get(name="Kaveri Analytics").standing == "declined"
    assert browser.get(f"/invitations/{token}/").status_code == 404


@override_settings(MAIL_LEAVES=True)
@pytest.mark.parametrize("mailed", [True, False])
def test_only_a_link_that_came_by_mail_lets_somebody_new_in(token: str, mailed: bool) -> None:
    Invitation.objects.update(mailed_at=timezone.now() if mailed else None)
    browser = Client()
    page = browser.get(f"/invitations/{token}/").content.decode()
    assert ("I am new here" in page) is mailed
    browser.post(f"/invitations/{token}/new-here/")
    assert (browser.session.get("account_verified_email") == "ravi@kaveri.example") is mailed


def test_the_page_of_a_link_loads_nothing_from_elsewhere(token: str) -> None:
    page = Client().get(f"/invitations/{token}/").content.decode()
    outside = [
        url
        for url in re.findall(r'(?:href|src|action)="([^"]+)"', page)
        if not url.startswith(("/", "#"))
    ]
    assert outside == []
    assert '<meta name="referrer" content="same-origin">' in page


@override_settings(MAIL_LEAVES=True, HOST_NAME="Lumen’s IT")
def test_the_letter_says_everything_in_plain_text_and_in_one_column(
    cast: Cast, visit: Visit
) -> None:
    said = {"email": "new@lumen.example", "role": "member", "word": "It’s <b>small</b> & nice."}
    visit(cast.ingrid).post("/p/lumen-kaveri/people/invitations/colleague/", said)
    (letter,) = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    assert letter.subject == "Ingrid of Lumen Sensors invites you to “Lumen & Kaveri”"
    text, html = str(letter.body), str(letter.alternatives[0][0])
    assert "It’s <b>small</b> & nice." in text
    assert "It’s &lt;b&gt;small&lt;/b&gt; &amp; nice." in html
    for words in ("http://localhost:8000/invitations/", "It works once", "typed your address"):
        assert words in text
        assert words in html
    assert "max-width:560px" in html
