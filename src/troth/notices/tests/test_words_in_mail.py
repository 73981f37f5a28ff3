"""Whoever lives in mail reads there what was said, as far as they may and for as long as it stands."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from troth.conftest import Visit
from troth.discussions.actions import changing
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Post, Topic
from troth.foundation.facts.discussions import Sign
from troth.foundation.web.clock import now
from troth.ledger.follower import run_pass
from troth.ledger.models import Entry
from troth.ledger.queries import facts_at
from troth.notices.actions.mailing import put_into_a_mail, send_gathered
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.notices.queries.letters import answered_at
from troth.notices.queries.words import LONGEST
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_comes_in")]


@pytest.fixture(autouse=True)
def nothing_waits(topic: Topic) -> None:
    """Everything so far has been mailed."""
    hear()
    Notice.objects.all().delete()
    mail.outbox.clear()


def hear() -> None:
    while run_pass([InboxFollower()]):
        pass


def say(topic: Topic, text: str, by: Seat, *, room: Room, **more: object) -> Post:
    return write(topic, Words(text=text, **more), room=room, by=by)  # type: ignore[arg-type]  # as Words names them


def mailed(seat: Seat) -> EmailMultiAlternatives | None:
    """The mail that leaves now for this person, if there is one."""
    hear()
    lines = list(Notice.objects.filter(person=seat.person, mailing=None))
    Notice.objects.filter(pk__in=[one.pk for one in lines]).update(letter_at=now())
    put_into_a_mail(seat.person_id, [one.pk for one in lines], now=now())
    mail.outbox.clear()
    send_gathered(now())
    found = [one for one in mail.outbox if one.to == [seat.person.email]]
    assert all(isinstance(one, EmailMultiAlternatives) for one in found)
    return found[0] if found else None  # type: ignore[return-value]  # seen in the line above


def letter(seat: Seat) -> EmailMultiAlternatives:
    found = mailed(seat)
    assert found is not None
    return found


def html(of: EmailMultiAlternatives) -> str:
    return str(vars(of)["alternatives"][0][0])


def test_the_words_stand_in_both_forms_of_the_mail(cast: Cast, topic: Topic) -> None:
    say(topic, "Friday works.\n\nBring the **spare** sensor.", cast.ingrid, room=cast.shared)
    came = letter(cast.ravi)
    assert "    Friday works.\n\n    Bring the **spare** sensor." in str(came.body)
    assert "<strong>spare</strong>" in html(came)


def test_a_question_stands_there_as_it_was_asked(cast: Cast, topic: Topic) -> None:
    say(
        topic,
        "Which connector fits? " * 20,
        cast.ingrid,
        room=cast.shared,
        asks=True,
        asked=cast.kaveri,
    )
    assert "    Which connector fits? Which connector fits? " in str(letter(cast.ravi).body)


def test_what_was_taken_back_before_the_mail_left_is_not_in_it(cast: Cast, topic: Topic) -> None:
    said = say(topic, "Kaveri is always late.", cast.ingrid, room=cast.shared)
    hear()
    changing.take_back(said, by=cast.ingrid)
    came = mailed(cast.ravi)
    assert came is None or "always late" not in str(came.body) + html(came)


def test_what_was_edited_stands_there_as_it_reads_now(cast: Cast, topic: Topic) -> None:
    said = say(topic, "At noon.", cast.ingrid, room=cast.shared)
    hear()
    changing.edit(said, text="At one.", seen=1, room=cast.shared, by=cast.ingrid)
    body = str(letter(cast.ravi).body)
    assert "At one." in body
    assert "At noon." not in body


def test_words_that_a_line_says_already_are_not_said_again(cast: Cast) -> None:
    asked = Words(text="Which connector fits?", asks=True, asked=cast.kaveri)
    begin("Connectors", asked, room=cast.shared, by=cast.ingrid)
    _needs, read = str(letter(cast.ravi).body).split("To read")
    assert read.count("Which connector fits?") == 1


def test_a_sign_carries_no_words(cast: Cast, topic: Topic) -> None:
    first = Post.objects.get(topic=topic, number=1)
    changing.react(first, Sign.THANKS, by=cast.ingrid)
    came = mailed(cast.ravi)
    assert came is None or "Does Friday work?" not in str(came.body)


def test_whoever_wants_no_words_in_mail_gets_none(cast: Cast, topic: Topic) -> None:
    Person.objects.filter(pk=cast.ravi.person_id).update(mail_words=False)
    say(topic, "The price is 40.", cast.ingrid, room=cast.shared)
    came = letter(cast.ravi)
    assert "The price is 40." not in str(came.body) + html(came)
    assert "Bench test" in str(came.body)


def test_nor_do_they_stand_in_what_needs_an_answer(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ravi.person_id).update(mail_words=False)
    asked = Words(text="Is 40 too much?", asks=True, asked=cast.kaveri)
    begin("Price", asked, room=cast.shared, by=cast.ingrid)
    came = letter(cast.ravi)
    assert "Is 40 too much?" not in str(came.body) + html(came)
    assert "Needs your answer" in str(came.body)
    assert "* Read and answer (Lumen & Kaveri)" in str(came.body)
    (path,) = re.findall(r"(/letters/read/\S+/)", str(came.body))
    assert "Is 40 too much?" not in Client().get(path).content.decode()


def test_the_choice_is_made_on_ones_page_of_mail(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ravi)
    assert 'name="words"' in browser.get("/you/letters/").content.decode()
    hours = {"mail": "on", "quiet_from": "20:00", "quiet_until": "07:00"}
    browser.post("/you/letters/", hours)
    assert not Person.objects.get(pk=cast.ravi.person_id).mail_words
    browser.post("/you/letters/", hours | {"words": "on"})
    assert Person.objects.get(pk=cast.ravi.person_id).mail_words


def test_the_words_of_a_side_room_reach_that_side_alone(cast: Cast) -> None:
    # Who sits down after it was said is not told of it.
    colleague = cast.tor
    begin("Price", Words(text="Forty at most."), room=cast.lumen_side, by=cast.ingrid)
    assert "Forty at most." in str(letter(colleague).body)
    came = mailed(cast.ravi)
    assert came is None or "Forty" not in str(came.body) + html(came)


def test_what_is_written_to_do_harm_stands_there_as_letters(cast: Cast, topic: Topic) -> None:
    say(
        topic,
        "<script>alert(1)</script> <img src=x> [x](javascript:alert(1))",
        cast.ingrid,
        room=cast.shared,
    )
    came = html(letter(cast.ravi))
    assert "<script" not in came
    assert "<img" not in came
    assert 'href="javascript' not in came


def test_of_very_long_words_the_beginning_is_there_and_where_it_goes_on(
    cast: Cast, topic: Topic
) -> None:
    say(topic, "word " * LONGEST, cast.ingrid, room=cast.shared)
    came = letter(cast.ravi)
    assert len(str(came.body)) < 2 * LONGEST
    assert "It goes on at the address above." in str(came.body)
    assert "Read on" in html(came)


def test_mails_about_one_topic_hang_together_in_a_mail_program(cast: Cast, topic: Topic) -> None:
    threads = []
    for words in ("One thing.", "And another."):
        say(topic, words, cast.ingrid, room=cast.shared)
        threads.append(letter(cast.ravi).extra_headers["References"])
    assert threads[0] == threads[1]
    assert topic.id in threads[0]


def test_read_in_the_browser_the_words_are_there_until_they_are_taken_back(
    cast: Cast, topic: Topic
) -> None:
    said = say(topic, "Friday works.", cast.ingrid, room=cast.shared)
    (path,) = re.findall(r"(/letters/read/\S+/)", str(letter(cast.ravi).body))
    assert "Friday works." in Client().get(path).content.decode()
    changing.take_back(said, by=cast.ingrid)
    assert "Friday works." not in Client().get(path).content.decode()


def test_the_lines_speak_the_language_of_their_reader(cast: Cast, topic: Topic) -> None:
    Person.objects.filter(pk=cast.ravi.person_id).update(language="de")
    say(topic, "Friday works.", cast.ingrid, room=cast.shared)
    came = letter(cast.ravi)
    for text in (str(came.subject), str(came.body), html(came)):
        assert "Bench test" in text
        assert "wrote in" not in text


def test_short_words_are_there_though_the_title_holds_them(cast: Cast) -> None:
    one = begin("Norway", Words(text="Shall we go there?"), room=cast.shared, by=cast.ravi)
    say(one.topic, "No", cast.ingrid, room=cast.shared)
    assert "    No\n" in str(letter(cast.ravi).body)


def test_unnamed_words_name_nobody_in_mail(cast: Cast, topic: Topic) -> None:
    tor = cast.tor
    hear()
    Notice.objects.all().delete()
    say(topic, "Are we not already late?", tor, room=cast.shared, unnamed=True)
    came = letter(cast.ravi)
    for text in (str(came.subject), str(came.body), html(came)):
        assert "Tor" not in text
        assert "tor@" not in text
    assert "Are we not already late?" in str(came.body)


def test_whoever_only_reads_is_not_asked_to_answer(cast: Cast, topic: Topic) -> None:
    written = Entry.objects.filter(log=cast.shared.id, kind="topic:begun").latest("idx")
    ((_idx, fact),) = facts_at(cast.shared.id, [written.idx])
    assert fact
    assert answered_at(fact, cast.ravi) == topic.id
    assert answered_at(fact, cast.contributor) == topic.id
    assert answered_at(fact, cast.guest) == ""


def test_at_a_closed_table_no_letter_can_be_answered(cast: Cast, topic: Topic) -> None:
    say(topic, "Friday works.", cast.ingrid, room=cast.shared)
    hear()
    Partnership.objects.update(phase="closed")
    assert "Reply-To" not in letter(cast.ravi).extra_headers
