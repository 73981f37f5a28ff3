"""Mail that comes in: a post under one's own name, once, through today's door; or the words come back."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from troth.conftest import Visit
from troth.discussions.models import Draft, Post, Thread, Topic
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.notices.actions.arriving import PER_PERSON, Outcome, arrive, forget_arrivals
from troth.notices.actions.replying import HOLDS, key_in, reply_to
from troth.notices.models import Arrival, ReplyAddress
from troth.notices.plaintext import words_in
from troth.notices.tests.conftest import Due
from troth.notices.tests.writing import address, letter, said
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Partnership
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_comes_in")]


def test_an_answer_appears_under_ones_name_without_quotes_and_signature(
    cast: Cast, topic: Topic
) -> None:
    quote = "\n-- \nIngrid\n\nOn Mon, 3 Mar 2031, Troth wrote:\n> Does Friday work?\n"
    raw = letter(address(cast.ingrid, topic), "Friday works." + quote).as_bytes()
    assert arrive(raw) is Outcome.POSTED
    assert said(topic) == [("Ingrid", "Friday works.")]


def test_html_alone_is_read_as_words(cast: Cast, topic: Topic) -> None:
    one = letter(address(cast.ingrid, topic))
    page = "<p>Friday &amp; Monday</p><script>x()</script><div class='gmail_quote'>Does it?</div>"
    one.set_content(page, subtype="html")
    assert arrive(one.as_bytes()) is Outcome.POSTED
    assert said(topic) == [("Ingrid", "Friday & Monday")]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<div>One<br>two</div><div>three</div>", "One\ntwo\nthree"),
        ("Yes.<blockquote type='cite'>No?</blockquote>", "Yes."),
        ('Yes.<blockquote type="cite">No?</blockquote>', "Yes."),
        ('<p>Ja.</p><hr id="stopSpelling">Von: Ravi', "Ja."),
        ("<b onclick=x>&lt;b&gt;</b>", "<b>"),
        ("<style>p{}</style><title>t</title>Words", "Words"),
    ],
)
def test_only_ones_own_words_are_taken_out_of_a_page(page: str, words: str) -> None:
    assert words_in(page) == words


def test_a_page_of_nothing_but_brackets_is_read_in_no_time() -> None:
    assert "<div" not in words_in("<div" * 20_000)


def test_the_same_message_counts_once(cast: Cast, topic: Topic) -> None:
    raw = letter(address(cast.ingrid, topic)).as_bytes()
    assert [arrive(raw), arrive(raw)] == [Outcome.POSTED, Outcome.AGAIN]
    assert len(said(topic)) == 1


def test_without_an_id_of_its_own_a_message_counts_once_too(cast: Cast, topic: Topic) -> None:
    one = letter(address(cast.ingrid, topic))
    del one["Message-ID"]
    assert [arrive(one.as_bytes()), arrive(one.as_bytes())] == [Outcome.POSTED, Outcome.AGAIN]


def test_an_answer_to_a_reminder_goes_to_the_thread_of_its_promise(cast: Cast, due_on: Due) -> None:
    one = due_on(accepted=now())
    to = reply_to(cast.ravi.person, one.id, now=now())["Reply-To"]
    raw = letter(to, "Customs are slow.", sender="ravi@kaveri.example").as_bytes()
    assert arrive(raw) is Outcome.POSTED
    thread = Thread.objects.get(item=one.id)
    assert Post.objects.get(topic=thread.topic).text == "Customs are slow."


def test_capitals_and_the_name_beside_it_change_nothing(cast: Cast, topic: Topic) -> None:
    to = address(cast.ingrid, topic)
    assert arrive(letter(f"Bench <{to.upper()}>").as_bytes()) is Outcome.POSTED
    assert len(to.partition("@")[0]) <= 64
    assert re.fullmatch(r"reply\+[0-9a-z]+@troth\.example", to)


def test_an_address_that_was_guessed_or_changed_reaches_nobody(cast: Cast, topic: Topic) -> None:
    to = address(cast.ingrid, topic)
    other = address(cast.ravi, topic)
    swapped = other[:32] + to[32:]
    wrong = [to[:-18] + "aa" + to[-16:], swapped, to.replace("troth.", "other."), "reply@x", ""]
    for one in wrong:
        assert key_in(one) is None
        assert arrive(letter("x@y.example").as_bytes(), to=one or "x") is Outcome.NOBODY
    assert said(topic) == []
    assert mail.outbox == []


def words_came_back(to: str, *parts: str) -> None:
    """One mail to the person's own address, with what they wrote."""
    (sent,) = mail.outbox
    assert sent.to == [to]
    assert sent.extra_headers["Auto-Submitted"] == "auto-replied"
    for part in ("Friday works.", *parts):
        assert part in str(sent.body)


def test_nobody_else_writes_with_ones_address_and_one_hears_of_it(cast: Cast, topic: Topic) -> None:
    raw = letter(address(cast.ingrid, topic), sender="mallory@evil.example").as_bytes()
    assert [arrive(raw), arrive(raw)] == [Outcome.ANSWERED, Outcome.AGAIN]
    words_came_back("ingrid@lumen.example", "not from an address of yours")
    assert said(topic) == []


def test_with_the_seat_the_address_ends(cast: Cast, topic: Topic) -> None:
    to = address(cast.tor, topic)
    end_seat(cast.tor, by=cast.ingrid)
    mail.outbox.clear()
    raw = letter(to, sender="tor@lumen.example").as_bytes()
    assert arrive(raw) is Outcome.ANSWERED
    words_came_back("tor@lumen.example", "You no longer sit")
    assert "Bench test" not in str(mail.outbox[0].body)
    assert said(topic) == []


def test_whoever_only_reads_does_not_write_by_mail_either(cast: Cast, topic: Topic) -> None:
    seat = cast.guest
    to = address(seat, topic)
    mail.outbox.clear()
    assert arrive(letter(to, sender=seat.person.email).as_bytes()) is Outcome.ANSWERED
    words_came_back(seat.person.email, "not one that writes")


def test_at_a_closed_table_nothing_is_said_any_more(cast: Cast, topic: Topic) -> None:
    Partnership.objects.update(phase="closed")
    assert arrive(letter(address(cast.ingrid, topic)).as_bytes()) is Outcome.ANSWERED
    words_came_back("ingrid@lumen.example", "This table is closed")


def test_an_old_address_no_longer_holds(cast: Cast, topic: Topic) -> None:
    raw = letter(address(cast.ingrid, topic)).as_bytes()
    with clock.at(now() + HOLDS + timedelta(days=1)):
        assert arrive(raw) is Outcome.ANSWERED
    words_came_back("ingrid@lumen.example", "no longer holds")


def test_only_quotes_are_no_words(cast: Cast, topic: Topic) -> None:
    raw = letter(address(cast.ingrid, topic), "> Does Friday work?\n").as_bytes()
    assert arrive(raw) is Outcome.ANSWERED
    assert "no words of your own" in str(mail.outbox[0].body)


def test_what_is_too_long_is_kept_as_a_draft_where_it_belongs(cast: Cast, topic: Topic) -> None:
    words = "Friday works. " * 1600
    assert arrive(letter(address(cast.ingrid, topic), words).as_bytes()) is Outcome.ANSWERED
    assert "longer than a post may be" in str(mail.outbox[0].body)
    kept = Draft.objects.get(person=cast.ingrid.person, place=topic.id)
    assert kept.text.startswith("Friday works.")


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"Message_ID": "<01J@localhost>"},
        {"List_Id": "<x.example>"},
    ],
)
def test_no_machine_is_posted_or_answered(
    cast: Cast, topic: Topic, settings: Settings, headers: dict[str, str]
) -> None:
    settings.BASE_URL = "http://localhost:8000"
    raw = letter(address(cast.ingrid, topic), **headers).as_bytes()
    assert arrive(raw) in {Outcome.MACHINE, Outcome.BOUNCED}
    assert (said(topic), mail.outbox) == ([], [])


def test_that_mail_came_back_stands_on_ones_own_page(
    cast: Cast, topic: Topic, visit: Visit
) -> None:
    client = visit(cast.ingrid)
    assert "came back" not in client.get("/you/letters/").content.decode()
    to = address(cast.ingrid, topic)
    assert arrive(letter(to).as_bytes(), to=to, envelope="") is Outcome.BOUNCED
    assert "Mail to you came back on" in client.get("/you/letters/").content.decode()
    assert "came back" not in visit(cast.tor).get("/you/letters/").content.decode()


def test_whoever_writes_too_often_is_asked_to_come_later(cast: Cast, topic: Topic) -> None:
    to = address(cast.ingrid, topic)
    for n in range(PER_PERSON.times):
        arrive(letter(to, "> quoted", Message_ID=f"<{n}@x>").as_bytes())
    assert arrive(letter(to, Message_ID="<last@x>").as_bytes()) is Outcome.LATER
    assert len(mail.outbox) == 10


def test_where_no_answer_can_leave_the_message_is_kept_by_its_server(
    cast: Cast, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_said: object, **_more: object) -> object:
        raise ConnectionRefusedError("no mail server")

    raw = letter(address(cast.ingrid, topic), "> quoted").as_bytes()
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        assert arrive(raw) is Outcome.LATER
    assert arrive(raw) is Outcome.ANSWERED


def test_addresses_are_made_once_and_none_where_no_mail_comes_in(
    cast: Cast, topic: Topic, settings: Settings
) -> None:
    assert address(cast.ingrid, topic) == address(cast.ingrid, topic)
    assert ReplyAddress.objects.count() == 1
    settings.MAIL_IN_HOST = ""
    assert reply_to(cast.ingrid.person, topic.id, now=now()) == {}


def test_fingerprints_are_forgotten_after_a_while(cast: Cast, topic: Topic) -> None:
    arrive(letter(address(cast.ingrid, topic)).as_bytes())
    assert forget_arrivals(now() + timedelta(days=100)) == 0
    assert forget_arrivals(now() + timedelta(days=900)) == 2
    assert not Arrival.objects.exists()


def test_what_the_server_adds_about_files_speaks_the_writers_language(
    cast: Cast, topic: Topic
) -> None:
    Person.objects.filter(pk=cast.ingrid.person_id).update(language="de")
    one = letter(address(cast.ingrid, topic), "> quoted")
    one.add_attachment(b"words", maintype="text", subtype="plain", filename="plan.txt")
    assert arrive(one.as_bytes()) is Outcome.POSTED
    assert "Came with" not in said(topic)[-1][1]
    assert "plan.txt" in said(topic)[-1][1]
