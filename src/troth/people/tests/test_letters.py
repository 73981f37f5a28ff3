"""Mails about coming in: one sentence first, text and HTML alike, in the reader's language."""

from importlib.resources import files

import pytest
from django.core import mail
from django.utils import translation
from pytest_django import Settings

from troth.people.letters import LETTERS, Letter, grouped
from troth.people.letters import mail as write
from troth.people.messages import MESSAGES
from troth.people.models import Person
from troth.people.tests.conftest import Browser

SAID = {
    "code": "123456",
    "device": "Firefox on Linux",
    "from_email": "old@lumen.example",
    "to_email": "new@lumen.example",
    "deleted_email": "old@lumen.example",
}
# What belongs to ways we do not offer: links instead of codes, telephone numbers.
NOT_OURS = {"password_reset_key", "base_message", "base_notification"}


def names_in(app: str, folder: str, ending: str) -> set[str]:
    """The names of allauth's own templates of one kind."""
    place = files("allauth") / "templates" / app / folder
    return {
        f"{app}/{folder}/{one.name.removesuffix(ending)}"
        for one in place.iterdir()
        if one.name.endswith(ending)
    }


def test_we_have_words_for_every_mail_that_allauth_can_send() -> None:
    theirs = names_in("account", "email", "_subject.txt") | names_in("mfa", "email", "_subject.txt")
    assert {name for name in theirs if name.rpartition("/")[2] not in NOT_OURS} <= LETTERS.keys()


def test_we_have_words_or_silence_for_everything_that_allauth_says_in_passing() -> None:
    assert names_in("account", "messages", "") | names_in("mfa", "messages", "") <= MESSAGES.keys()


@pytest.mark.parametrize("name", LETTERS)
def test_text_and_html_say_the_same(name: str) -> None:
    letter = LETTERS[name](SAID)
    message = write(letter, to="ingrid@lumen.example")
    html = str(message.alternatives[0][0])
    for words in (*letter.lines, letter.code, letter.url, letter.why):
        assert words in str(message.body)
        assert words.replace("'", "&#39;") in html
    assert "\n" not in message.subject


@pytest.mark.parametrize("name", LETTERS)
def test_no_mail_asks_another_server_for_anything(name: str) -> None:
    html = str(write(LETTERS[name](SAID), to="a@b.example").alternatives[0][0])
    assert "src=" not in html
    assert "url(" not in html


def test_a_hostile_word_stays_a_word() -> None:
    letter = Letter(subject="a\nBcc: x@y.example", lines=("<b>bold</b> & 'quoted'",), why="")
    message = write(letter, to="a@b.example")
    assert message.subject == "a Bcc: x@y.example"
    assert "<b>bold</b> & 'quoted'" in str(message.body)
    assert "&lt;b&gt;bold" in str(message.alternatives[0][0])


def test_a_code_is_read_in_two_groups() -> None:
    assert grouped("123456") == "123 456"
    assert grouped("1234") == "1234"


def test_the_mail_speaks_the_language_of_whoever_gets_it(
    ravi: Person, browser: Browser, settings: Settings
) -> None:
    Person.objects.update(language="qps")
    asked: list[str] = []
    theirs = LETTERS["account/email/login_code"]

    def listening(said: object) -> Letter:
        asked.append(translation.get_language())
        return theirs(said)  # type: ignore[arg-type]  # passed on as it came

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(LETTERS, "account/email/login_code", listening)
        browser().post("/come-in/", {"email": ravi.email})
    assert asked == ["qps"]


def test_links_in_mails_lead_to_the_servers_own_name(
    ingrid: Person, browser: Browser, settings: Settings
) -> None:
    settings.BASE_URL = "https://troth.example"
    browser().post("/come-in/sign-up/", {}, headers={"host": "lumen.localhost"})
    browser().post("/come-in/", {"email": ingrid.email}, headers={"host": "lumen.localhost"})
    said = str(mail.outbox[-1].body)
    assert "troth.example" in said
    assert "lumen.localhost" not in said
