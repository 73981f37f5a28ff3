"""The outbox of an example: every mail it would have sent, and nothing of the kind anywhere else."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from troth.conftest import Visit
from troth.notices.models import Letter
from troth.notices.offers import DOOR_MAIL
from troth.notices.outbox import Outbox
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def example(settings: Settings) -> None:
    settings.EXAMPLE = True


def keep(subject: str = "Your code", body: str = "123456\nhttps://troth.example/x") -> Letter:
    letter = EmailMultiAlternatives(subject, body, "t@troth.example", ["ravi@kaveri.example"])
    letter.attach_alternative("<p>123456</p>", "text/html")
    assert Outbox().send_messages([letter]) == 1
    return Letter.objects.latest("id")


def page(client: Client, path: str = "/example/outbox/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_letter_is_kept_whole(db: None) -> None:
    letter = keep()
    assert (letter.sender, letter.to, letter.subject) == (
        "t@troth.example",
        "ravi@kaveri.example",
        "Your code",
    )
    assert (letter.text[:6], letter.html) == ("123456", "<p>123456</p>")


def test_plain_mail_has_no_html(db: None) -> None:
    Outbox().send_messages([EmailMessage("S", "B", "a@b.example", ["c@d.example", "e@f.example"])])
    letter = Letter.objects.get()
    assert (letter.html, letter.to) == ("", "c@d.example, e@f.example")


def test_the_newest_letters_stand_there_and_open(example: None, cast: Cast, visit: Visit) -> None:
    letter, client = keep("Your <b>code</b>"), visit(cast.ingrid)
    said = page(client)
    assert "Your &lt;b&gt;code&lt;/b&gt;" in said
    opened = page(client, f"/example/outbox/{letter.id}/")
    assert "123456" in opened
    assert 'href="https://troth.example/x"' in opened
    assert "<p>123456</p>" not in opened


def test_an_empty_outbox_says_what_will_stand_there(example: None, visit: Visit) -> None:
    Letter.objects.all().delete()
    assert "No mail yet." in page(visit(None))


def test_nobody_finds_it_on_any_other_server(cast: Cast, visit: Visit, settings: Settings) -> None:
    settings.EXAMPLE = False
    letter = keep()
    for path in ("/example/outbox/", f"/example/outbox/{letter.id}/"):
        assert visit(cast.ingrid).get(path).status_code == 404


def test_a_letter_that_is_not_there_is_nothing(example: None, visit: Visit) -> None:
    assert visit(None).get("/example/outbox/nobody/").status_code == 404


def test_the_door_shows_the_way_to_it_in_the_example_alone(settings: Settings, rf: object) -> None:
    settings.EXAMPLE = False
    assert DOOR_MAIL.render(rf, None) == ""  # type: ignore[arg-type]  # no request is needed
    settings.EXAMPLE = True
    assert "/example/outbox/" in DOOR_MAIL.render(rf, None)  # type: ignore[arg-type]  # the same
