"""Letters: the same in plain text and HTML, one line of subject, and no lie about having left."""

import logging
from collections.abc import Callable
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from troth.foundation.web.letters import LONGEST_SUBJECT, one_line, send
from troth.partnerships.testing import person
from troth.people.models import Person


def remind(
    to: str = "ravi@kaveri.example",
    *,
    subject: str = "Due Friday",
    what: str = "A <b>report</b> & more",
) -> bool:
    words = {"person": Person(name="Ravi"), "one": {"deliverable": what}, "days": 3}
    return send(
        to,
        subject=subject,
        template="notices/mail/reminder",
        context=words | {"due": "Friday", "path": "/p/x/"},
    )


def sent() -> EmailMultiAlternatives:
    (letter,) = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    return letter


def test_a_letter_says_the_same_in_text_and_in_html(settings: Settings) -> None:
    settings.BASE_URL = "https://troth.example"
    assert remind()
    text, html = str(sent().body), str(sent().alternatives[0][0])
    for part in (text, html):
        assert "Ravi, you promised" in part
        assert "https://troth.example/p/x/" in part
    assert text.endswith("\n")
    assert not text.startswith("\n")


def test_what_people_wrote_is_plain_in_text_and_harmless_in_html() -> None:
    remind()
    assert "A <b>report</b> & more" in str(sent().body)
    html = str(sent().alternatives[0][0])
    assert "<b>report" not in html
    assert "&lt;b&gt;report&lt;/b&gt; &amp; more" in html


@pytest.mark.parametrize(
    "subject",
    ["Due\nBcc: all@x.example", "Due\r\nX: y", "Due\u2028X", " Due\t\tnow ", "Due\x0bBcc: a@b.c"],
)
def test_a_subject_can_begin_no_other_header(subject: str) -> None:
    assert remind(subject=subject)
    message = sent().message()
    assert list(message.get_all("Subject", [])) == [message["Subject"]]
    assert "Bcc" not in message
    assert message["X"] is None
    assert len(str(message["Subject"]).splitlines()) == 1


def test_a_subject_is_one_line_of_bounded_length() -> None:
    assert one_line(" a\n b  c ") == "a b c"
    assert len(one_line("x" * 1000)) == LONGEST_SUBJECT


@pytest.mark.parametrize("to", ["ravi@kaveri.example\nBcc: all@x.example", "a@b.example\r\nX: y"])
def test_an_address_can_begin_no_other_header(to: str) -> None:
    with pytest.raises(ValueError, match="newline"):
        remind(to)


@pytest.mark.parametrize(
    "fault",
    [ConnectionRefusedError(), TimeoutError(), SMTPServerDisconnected(), OSError("no route")],
)
def test_mail_that_cannot_leave_is_said_and_no_address_goes_into_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    def refuse(*_said: object, **_more: object) -> int:
        raise fault

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with caplog.at_level(logging.WARNING):
        assert not remind()
    assert "could not leave" in caplog.text
    assert "ravi@" not in caplog.text


def test_a_server_that_takes_nothing_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    taking: Callable[..., int] = lambda *_said: 0  # noqa: E731  # what the mail server takes
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", taking)
    assert not remind()


@pytest.mark.django_db
def test_in_the_example_a_letter_is_kept_to_be_read(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "troth.notices.outbox.Outbox"
    person("Ravi")
    assert remind()
    letter = Person._meta.apps.get_model("notices", "Letter").objects.get()
    assert letter.to == "ravi@kaveri.example"
    assert "Ravi, you promised" in letter.text
    assert "&lt;b&gt;" in letter.html
