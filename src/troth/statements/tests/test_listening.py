"""Those who took a text are told when it is withdrawn; addresses are confirmed, few, and then deleted."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings

from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.partnerships.testing import Cast
from troth.statements.actions import listening, using
from troth.statements.clock import due
from troth.statements.models import Listener, Statement
from troth.statements.rules.limits import CONFIRM_WITHIN, MOST_TRIES
from troth.statements.tests.conftest import LIST, approve, public

pytestmark = pytest.mark.django_db
WHO = "editor@paper.example"


@pytest.fixture
def nobody() -> Client:
    """Somebody who never signed in."""
    return Client()


def link() -> str:
    """The link of the last letter."""
    found = re.search(r"/told/[\w-]+/", str(mail.outbox[-1].body))
    assert found
    return found[0]


def ask(client: Client, one: Statement, email: str = WHO) -> int:
    """Leave an address."""
    return client.post(f"{public(one)}tell-me/", {"email": email}).status_code


def confirmed(client: Client, one: Statement) -> None:
    """Leave an address, and say yes in the letter."""
    ask(client, one)
    client.post(link(), {"tell": "yes"})


def test_an_address_counts_once_its_owner_has_said_yes(nobody: Client, note: Statement) -> None:
    assert ask(nobody, note) == 200
    assert mail.outbox[0].to == [WHO]
    assert Listener.objects.get().confirmed_at is None
    path = link()
    assert "Yes, tell me" in nobody.get(path).content.decode()
    assert Listener.objects.get().confirmed_at is None
    assert nobody.post(path, {"tell": "yes"}).status_code == 200
    assert Listener.objects.get().confirmed_at is not None


def test_whoever_asked_gets_one_letter_and_the_address_is_deleted(
    cast: Cast, nobody: Client, note: Statement
) -> None:
    confirmed(nobody, note)
    using.withdraw(note, reason="A reason among ourselves.", by=cast.ravi)
    assert due(now()) == 1
    letter = mail.outbox[-1]
    assert letter.to == [WHO]
    assert "“Press note”, version 1, was withdrawn" in str(letter.body)
    assert public(note) in str(letter.body)
    assert "A reason among ourselves." not in str(letter.body)
    assert not Listener.objects.exists()
    assert due(now()) == 0


def test_the_letter_names_the_new_version_where_there_is_one(
    cast: Cast, nobody: Client, note: Statement
) -> None:
    confirmed(nobody, note)
    using.revise(note.agreement, text="Nine pilots.", why="One left.", seen=1, by=cast.ravi)
    approve(note, cast.ravi, cast.ingrid, version=2)
    due(now())
    assert "Please use that one:" in str(mail.outbox[-1].body)


def test_a_seat_that_took_it_from_the_table_is_told(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    for _again in range(2):
        answer = visit(cast.tor).post(f"{LIST}{note.id}/take/")
        assert answer.headers["Location"] == f"{public(note)}1/text/"
    assert "1 person who took it" in visit(cast.ravi).get(f"{LIST}{note.id}/").content.decode()
    using.withdraw(note, reason="Wait.", by=cast.ravi)
    assert due(now()) == 1
    assert mail.outbox[-1].to == [cast.tor.person.email]
    assert not Listener.objects.exists()


def test_there_is_nothing_to_take_before_all_have_approved(
    cast: Cast, visit: Visit, draft: Statement
) -> None:
    assert visit(cast.tor).post(f"{LIST}{draft.id}/take/").status_code == 409
    assert not Listener.objects.exists()


def test_nobody_at_the_table_sees_an_address(
    cast: Cast, visit: Visit, nobody: Client, note: Statement
) -> None:
    confirmed(nobody, note)
    client = visit(cast.ingrid)
    for path in (f"{LIST}{note.id}/", LIST, "/p/lumen-kaveri/record/", "/inbox/"):
        assert WHO not in client.get(path).content.decode()


def test_the_answer_does_not_tell_whether_an_address_is_known(
    nobody: Client, note: Statement
) -> None:
    first = nobody.post(f"{public(note)}tell-me/", {"email": WHO})
    nobody.post(link(), {"tell": "yes"})
    letters = len(mail.outbox)
    again = nobody.post(f"{public(note)}tell-me/", {"email": WHO.upper()})
    words = "a letter is on its way, if this address is not known here already"
    assert words in first.content.decode()
    assert words in again.content.decode()
    assert len(mail.outbox) == letters
    assert Listener.objects.count() == 1


def test_nobodys_mailbox_is_filled_from_here(nobody: Client, note: Statement) -> None:
    for _again in range(6):
        ask(nobody, note)
    assert len(mail.outbox) == 3


def test_too_many_addresses_from_one_place_are_refused_with_a_reason(
    nobody: Client, note: Statement
) -> None:
    answers = [ask(nobody, note, f"a{n}@paper.example") for n in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert len(mail.outbox) == 10


def test_an_address_that_nobody_confirms_is_deleted(nobody: Client, note: Statement) -> None:
    ask(nobody, note)
    due(now() + CONFIRM_WITHIN - timedelta(minutes=1))
    assert Listener.objects.exists()
    due(now() + CONFIRM_WITHIN + timedelta(minutes=1))
    assert not Listener.objects.exists()
    assert nobody.get(link()).status_code == 404


def test_an_address_that_nobody_has_confirmed_gets_no_letter_of_withdrawal(
    cast: Cast, nobody: Client, note: Statement
) -> None:
    ask(nobody, note)
    using.withdraw(note, reason="Wait.", by=cast.ravi)
    assert due(now()) == 0
    assert not Listener.objects.exists()
    assert nobody.post(link(), {"tell": "yes"}).status_code == 404


@pytest.mark.parametrize("first", [True, False])
def test_whoever_says_no_is_forgotten_at_once(nobody: Client, note: Statement, first: bool) -> None:
    ask(nobody, note)
    path = link()
    if not first:
        nobody.post(path, {"tell": "yes"})
    assert "Your address is deleted" in nobody.post(path, {"tell": "no"}).content.decode()
    assert not Listener.objects.exists()


def test_a_link_that_nobody_was_sent_opens_nothing(nobody: Client, note: Statement) -> None:
    for token in ("guessed", "💥", "x" * 300):
        assert nobody.get(f"/told/{token}/").status_code == 404
        assert nobody.post(f"/told/{token}/", {"tell": "yes"}).status_code == 404


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "x" * 250 + "@a.example", "a@b.example\nBcc: c@d.e"]
)
def test_what_is_no_address_is_said_beside_the_field(
    nobody: Client, note: Statement, email: str
) -> None:
    assert ask(nobody, note, email) == 422
    assert not mail.outbox


def test_after_the_withdrawal_nobody_is_asked_for_an_address(
    cast: Cast, nobody: Client, note: Statement
) -> None:
    using.withdraw(note, reason="Wait.", by=cast.ravi)
    ask(nobody, note)
    assert not mail.outbox
    assert not Listener.objects.exists()


@override_settings(EMAIL_BACKEND="troth.statements.tests.no_mail.Broken")
def test_a_letter_that_cannot_leave_is_tried_again_and_then_given_up_with_its_address(
    cast: Cast, note: Statement
) -> None:
    listening.take(note, by=cast.tor)
    using.withdraw(note, reason="Wait.", by=cast.ravi)
    moment = now()
    for _try in range(MOST_TRIES):
        assert due(moment) == 0
        moment += timedelta(days=1)
    assert not Listener.objects.exists()
