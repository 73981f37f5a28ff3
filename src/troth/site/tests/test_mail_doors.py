"""The two doors that mail comes in by: a pipe, and SMTP on this machine."""

import io
import smtplib
import sys
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from troth.discussions.actions.writing import Words, begin
from troth.discussions.models import Topic
from troth.notices.listening import HOST, listener
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
