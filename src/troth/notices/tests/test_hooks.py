"""Mail services hand messages over at one address: the payloads they send, through the real address."""

import json
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from troth.conftest import Visit
from troth.discussions.models import Topic
from troth.notices.actions.arriving import tell_stranger
from troth.notices.models import Arrival
from troth.notices.tests.services import (
    HOOK,
    KEY,
    SERVICES,
    Send,
    basic,
    from_postmark,
    mailgun,
    postmark,
    raw,
    sendgrid,
    signed,
)
from troth.notices.tests.writing import address, letter, said
from troth.partnerships.testing import Cast
from troth.people.actions.limits import spend
from troth.people.rules.limits import LINKS_FROM
from troth.resources.models import Resource

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db, pytest.mark.usefixtures("mail_comes_in")]


@pytest.fixture(autouse=True)
def hooks(settings: Settings) -> None:
    """Messages are taken from services."""
    settings.MAIL_HOOK, settings.MAIL_HOOK_KEY = HOOK, KEY


@pytest.mark.parametrize("send", SERVICES)
def test_a_message_of_each_service_becomes_a_post(cast: Cast, topic: Topic, send: Send) -> None:
    quote = "\n\nOn Mon, 3 Mar 2031, Troth wrote:\n> Does Friday work?\n"
    assert send(address(cast.ingrid, topic), f"Fredag går fint.{quote}").status_code == 200
    assert said(topic) == [("Ingrid", "Fredag går fint.")]


@pytest.mark.parametrize("send", SERVICES)
def test_brought_again_it_counts_once(cast: Cast, topic: Topic, send: Send) -> None:
    to = address(cast.ingrid, topic)
    assert [send(to, "Friday works.").status_code for _ in range(2)] == [200, 200]
    assert len(said(topic)) == 1


@pytest.mark.parametrize("send", SERVICES)
def test_an_address_nobody_signed_is_not_taken_and_not_brought_again(
    cast: Cast, topic: Topic, send: Send
) -> None:
    assert send("reply+nobody@troth.example", "Hello.").status_code in {403, 406}
    assert said(topic) == []


@pytest.mark.parametrize("send", SERVICES)
def test_who_wrote_to_a_wrong_address_is_told_once_a_day_and_without_their_words(
    cast: Cast, topic: Topic, send: Send
) -> None:
    for _ in range(2):
        send("reply+nobody@troth.example", "Something private.")
    (told,) = mail.outbox
    assert told.to == ["ingrid@lumen.example"]
    assert "no longer holds" in told.body
    assert "Something private." not in told.body
    assert "stands for you" not in str(vars(told)["alternatives"][0][0])
    assert told.extra_headers["Auto-Submitted"] == "auto-replied"


def test_a_machine_that_writes_to_a_wrong_address_is_told_nothing() -> None:
    one = letter("reply+nobody@troth.example", Auto_Submitted="auto-replied")
    assert not tell_stranger(one.as_bytes())
    assert not tell_stranger(letter("reply+nobody@troth.example", sender=" ").as_bytes())
    assert mail.outbox == []


def test_postmark_may_send_the_message_as_it_was_written(cast: Cast, topic: Topic) -> None:
    to = address(cast.ingrid, topic)
    body = postmark(to, "", RawEmail=raw(to, "As written.").as_string())
    given = Client().post(
        "/mail/in/postmark/", json.dumps(body), content_type="application/json", headers=basic()
    )
    assert given.status_code == 200
    assert said(topic) == [("Ingrid", "As written.")]


def test_mailgun_may_send_the_message_as_it_was_written(cast: Cast, topic: Topic) -> None:
    to = address(cast.ingrid, topic)
    form = signed(
        **{
            "recipient": to,
            "sender": "ingrid@lumen.example",
            "body-mime": raw(to, "As written.").as_string(),
        }
    )
    assert Client().post("/mail/in/mailgun/", form, headers=basic()).status_code == 200
    assert said(topic) == [("Ingrid", "As written.")]


def test_a_form_that_comes_in_one_line_is_read_too(cast: Cast, topic: Topic) -> None:
    form = urlencode(mailgun(address(cast.ingrid, topic), "In one line."))
    given = Client().post(
        "/mail/in/mailgun/",
        form,
        content_type="application/x-www-form-urlencoded",
        headers=basic(),
    )
    assert given.status_code == 200
    assert said(topic) == [("Ingrid", "In one line.")]


def test_files_come_along(cast: Cast, topic: Topic) -> None:
    content = bytes(range(256)) * 40
    plan = SimpleUploadedFile("plan.bin", content, "application/octet-stream")
    form = mailgun(address(cast.ingrid, topic), "See here.") | {
        "attachment-count": "1",
        "attachment-1": plan,
    }
    assert Client().post("/mail/in/mailgun/", form, headers=basic()).status_code == 200
    assert Resource.objects.get().title == "plan.bin"


def test_a_message_of_some_megabytes_is_taken_whole(cast: Cast, topic: Topic) -> None:
    one = raw(address(cast.ingrid, topic), "Large.")
    one.add_attachment(b"x" * 3_000_000, maintype="application", subtype="pdf", filename="a.pdf")
    to = address(cast.ingrid, topic)
    given = Client().post("/mail/in/sendgrid/", sendgrid(one, to), headers=basic())
    assert given.status_code == 200
    assert [who for who, _words in said(topic)] == ["Ingrid"]
    assert Resource.objects.get().title == "a.pdf"


def test_larger_than_a_message_may_be_it_is_not_read(cast: Cast, topic: Topic) -> None:
    given = Client().generic(
        "POST",
        "/mail/in/postmark/",
        b"{}",
        content_type="application/json",
        headers=basic() | {"Content-Length": str(17 * 1024 * 1024)},
    )
    assert given.status_code == 413


def test_for_two_of_ours_it_is_said_in_both(cast: Cast, topic: Topic) -> None:
    mine, his = address(cast.ingrid, topic), address(cast.ravi, topic)
    full = [{"Email": one, "Name": "", "MailboxHash": ""} for one in (mine, his)]
    body = postmark(mine, "Friday works.", ToFull=full)
    given = Client().post(
        "/mail/in/postmark/", json.dumps(body), content_type="application/json", headers=basic()
    )
    assert given.status_code == 200
    assert said(topic) == [("Ingrid", "Friday works.")]
    assert [one.to for one in mail.outbox] == [["ravi@kaveri.example"]]


def test_where_the_envelope_names_the_services_own_address_the_header_counts(
    cast: Cast, topic: Topic
) -> None:
    body = postmark(address(cast.ingrid, topic), "Friday works.")
    body["OriginalRecipient"] = "451d9b70cf9364d23ff6f9d51d870251569e@inbound.postmarkapp.com"
    given = Client().post(
        "/mail/in/postmark/", json.dumps(body), content_type="application/json", headers=basic()
    )
    assert given.status_code == 200
    assert len(said(topic)) == 1


# --------------------------------------------------------------------------------- who may bring


@pytest.mark.parametrize(
    "headers",
    [{}, basic("service:wrong"), basic(":"), {"Authorization": "Basic ¤"}, {"Authorization": "x"}],
)
def test_without_the_secret_nothing_is_read(
    cast: Cast, topic: Topic, headers: dict[str, str]
) -> None:
    body = json.dumps(postmark(address(cast.ingrid, topic), "Friday works."))
    given = Client().post(
        "/mail/in/postmark/", body, content_type="application/json", headers=headers
    )
    assert given.status_code == 401
    assert said(topic) == []


def test_guessing_the_secret_is_slowed_down(db: None) -> None:
    for _ in range(LINKS_FROM.times - 1):
        spend(LINKS_FROM, "127.0.0.1")
    wrong = [
        Client().post("/mail/in/postmark/", headers=basic(f"service:{n}")).status_code
        for n in range(2)
    ]
    assert wrong == [401, 429]
    assert Client().head("/mail/in/postmark/", headers=basic()).status_code == 200


def test_without_the_secret_a_large_body_is_turned_away_unread(db: None) -> None:
    given = Client().post("/mail/in/sendgrid/", {"email": "x" * 300_000})
    assert given.status_code == 413


def test_mailgun_signs_what_it_sends(cast: Cast, topic: Topic) -> None:
    form = mailgun(address(cast.ingrid, topic), "Friday works.") | {"signature": "0" * 64}
    assert Client().post("/mail/in/mailgun/", form, headers=basic()).status_code == 406
    assert said(topic) == []


def test_it_is_off_until_it_is_switched_on(settings: Settings) -> None:
    for name in ("MAIL_HOOK", "MAIL_IN_HOST"):
        with_it, without = getattr(settings, name), ""
        setattr(settings, name, without)
        assert Client().post("/mail/in/postmark/", headers=basic()).status_code == 404
        setattr(settings, name, with_it)
    settings.MAIL_HOOK_KEY = ""
    assert Client().post("/mail/in/mailgun/", headers=basic()).status_code == 404
    assert Client().post("/mail/in/nobody/", headers=basic()).status_code == 404


def test_a_service_may_ask_whether_the_address_is_there(db: None) -> None:
    assert Client().head("/mail/in/postmark/", headers=basic()).status_code == 200
    assert Client().head("/mail/in/postmark/").status_code == 401
    assert Client().get("/mail/in/postmark/", headers=basic()).status_code == 405


def test_no_token_against_forged_forms_is_asked_for_here(cast: Cast, topic: Topic) -> None:
    body = json.dumps(postmark(address(cast.ingrid, topic), "Friday works."))
    given = Client(enforce_csrf_checks=True).post(
        "/mail/in/postmark/", body, content_type="application/json", headers=basic()
    )
    assert given.status_code == 200


# ----------------------------------------------------------------------------------- odd payloads


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"x"', "{}", "[[]]" * 3, "[" * 100_000, '{"From": 3}', "\x00"]
)
@pytest.mark.parametrize("provider", ["postmark", "sparkpost", "mailjet"])
def test_json_that_is_no_message_is_refused_in_plain_words(
    cast: Cast, topic: Topic, provider: str, body: str
) -> None:
    given = Client().post(
        f"/mail/in/{provider}/", body, content_type="application/json", headers=basic()
    )
    assert given.status_code in {200, 403, 406}
    assert said(topic) == []


@pytest.mark.parametrize("provider", ["mailgun", "sendgrid"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b"\xff" * 1000),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="email"'),
        ("application/x-www-form-urlencoded", b"email=%ff%fe&envelope={"),
        ("text/plain", b"hello"),
    ],
)
def test_a_form_that_is_no_message_is_refused_in_plain_words(
    cast: Cast, topic: Topic, provider: str, kind: str, body: bytes
) -> None:
    given = Client().generic("POST", f"/mail/in/{provider}/", body, kind, headers=basic())
    assert given.status_code in {403, 406}
    assert said(topic) == []


def test_mail_that_came_back_stands_on_ones_own_page(
    cast: Cast, topic: Topic, visit: Visit
) -> None:
    to = address(cast.ingrid, topic)
    headers = [{"Name": "Return-Path", "Value": "<>"}]
    body = postmark(to, "Undelivered Mail Returned to Sender", Headers=headers)
    given = Client().post(
        "/mail/in/postmark/", json.dumps(body), content_type="application/json", headers=basic()
    )
    assert given.status_code == 200
    assert Arrival.objects.get().outcome == "bounced"
    assert "Mail to you came back on" in visit(cast.ingrid).get("/you/letters/").content.decode()
    assert (said(topic), mail.outbox) == ([], [])


def test_what_cannot_be_taken_now_is_brought_again(
    cast: Cast, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_said: object, **_more: object) -> object:
        raise DatabaseError("locked")

    to = address(cast.ingrid, topic)
    with monkeypatch.context() as patched:
        patched.setattr("troth.notices.actions.arriving.place_of", busy)
        assert from_postmark(to, "Friday works.").status_code == 503
    assert from_postmark(to, "Friday works.").status_code == 200
    assert len(said(topic)) == 1
