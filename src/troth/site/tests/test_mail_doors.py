"""The two doors that mail comes in by: a pipe, and SMTP on this machine."""

import io
import smtplib
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from troth.discussions.actions.writing import Words, begin
from troth.discussions.models import Topic
from troth.foundation.web.clock import now
from troth.ledger.follower import run_pass
from troth.notices.actions.mailing import put_into_a_mail, send_gathered
from troth.notices.follower import InboxFollower
from troth.notices.listening import HOST, listener
from troth.notices.models import Notice
from troth.notices.tests.writing import address, letter, said
from troth.partnerships.testing import Cast
from troth.site.cli.mail import mail_in_command
from troth.site.serving.ports import port_is_free

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(cast: Cast, settings: Settings) -> Topic:
    """Ravi asked when to meet, and mail comes in."""
    settings.MAIL_IN_HOST = "troth.example"
    return begin("Bench test", Words(text="Friday?"), room=cast.shared, by=cast.ravi).topic


@pytest.mark.parametrize(
    ("to", "code"), [("", 0), ("reply+nobody@troth.example", 67), ("huge", 65)]
)
def test_the_pipe_says_what_became_of_it_as_mail_servers_understand(
    cast: Cast, topic: Topic, monkeypatch: pytest.MonkeyPatch, to: str, code: int
) -> None:
    monkeypatch.delenv("ORIGINAL_RECIPIENT", raising=False)
    raw = letter(address(cast.ingrid, topic)).as_bytes()
    if to == "huge":
        raw, to = b"X: " + b"x" * 70_000 + b"\n\n" + raw, ""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert mail_in_command.callback
    if code:
        with pytest.raises(SystemExit) as ended:
            mail_in_command.callback(recipient=to)
        assert ended.value.code == code
        return
    mail_in_command.callback(recipient=to)
    assert said(topic) == [("Ingrid", "Friday works.")]


@pytest.fixture
def port() -> Iterator[int]:
    """A listener on this machine alone."""
    number = next(one for one in range(8103, 8900) if port_is_free(one))
    server = listener(number)
    server.start()
    yield number
    server.stop()


@pytest.mark.django_db(transaction=True)
def test_a_message_over_smtp_becomes_a_post_and_a_wrong_address_is_refused(
    cast: Cast, topic: Topic, port: int
) -> None:
    one = letter(address(cast.ingrid, topic))
    with smtplib.SMTP(HOST, port, timeout=20) as server:
        server.send_message(one, from_addr="ingrid@lumen.example")
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            server.send_message(letter("reply+nobody@troth.example"))
    ((code, _words),) = refused.value.recipients.values()
    assert code == 550
    assert said(topic) == [("Ingrid", "Friday works.")]


class Mailbox:
    """The other end of real SMTP: it keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(  # noqa: N802  # the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        self.letters.append(message_from_bytes(raw, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """Mail leaves by SMTP, to a server of this test's own."""
    number = next(one for one in range(8903, 9700) if port_is_free(one))
    box = Mailbox()
    server = Controller(box, hostname=HOST, port=number)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = HOST, number, False
    yield box
    server.stop()


def answered(came: EmailMessage, words: str) -> EmailMessage:
    """What a mail program makes of "reply": the words, and the whole letter quoted below."""
    body = came.get_body(("plain",))
    assert body is not None
    quoted = "\n".join(f"> {line}" for line in str(body.get_content()).splitlines())
    one = EmailMessage()
    one["From"], one["To"] = "Ingrid Halvorsen <ingrid@lumen.example>", came["Reply-To"]
    one["Subject"], one["Message-ID"] = f"Re: {came['Subject']}", "<answer@lumen.example>"
    one["In-Reply-To"] = one["References"] = came["Message-ID"]
    one.set_content(f"{words}\n\nOn Fri, 14 Mar 2031 at 09:00, Troth wrote:\n{quoted}\n")
    return one


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_read_and_answered_in_a_mail_program_over_real_smtp(
    cast: Cast, topic: Topic, port: int, mailbox: Mailbox
) -> None:
    while run_pass([InboxFollower()]):
        pass
    lines = Notice.objects.filter(person=cast.ingrid.person, kind__startswith="topic")
    lines.update(letter_at=now())
    put_into_a_mail(cast.ingrid.person_id, list(lines.values_list("pk", flat=True)), now=now())
    mailbox.letters.clear()
    send_gathered(now())
    (came,) = [one for one in mailbox.letters if "ingrid@" in one["To"]]
    body = came.get_body(("plain",))
    assert body is not None
    assert "Friday?" in str(body.get_content())
    with smtplib.SMTP(HOST, port, timeout=20) as server:
        server.send_message(answered(came, "Friday works."))
    assert said(topic) == [("Ingrid", "Friday works.")]
