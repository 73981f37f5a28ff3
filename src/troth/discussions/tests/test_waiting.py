"""What of talk waits for whom: on the home page, on the overview, by the working days of each side."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from troth.conftest import Visit
from troth.discussions.actions.asking import answer, reopen
from troth.discussions.actions.changing import take_back
from troth.discussions.actions.meaning import ask_meaning, correct_meaning
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Post, Question
from troth.discussions.offers import waiting
from troth.discussions.queries.limits import days_waited
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.told import TALK, board, meaning_of, question_of
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.partnerships.models import Party, Seat
from troth.partnerships.queries.calendars import work_calendar
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2027, 3, 5, 9, tzinfo=UTC)


def lines(*seats: Seat) -> list[str]:
    """What waits for whoever holds these seats, as sentences."""
    return [one.sentence for one in waiting(seats, limit=50)]


def test_a_question_waits_for_everybody_of_the_asked_side_and_for_nobody_else(
    cast: Cast, asked: Say
) -> None:
    asked("Which zone?")
    words = "Siri asks: “Which zone?”"
    for seat in (cast.ravi, cast.meera):
        assert lines(seat) == [words]
    for seat in (cast.ingrid, cast.siri, cast.guest, cast.contributor, cast.facilitator):
        assert lines(seat) == []


def test_a_question_to_everybody_waits_for_the_other_sides(cast: Cast, asked: Say) -> None:
    asked("Who comes?", everybody=True)
    assert lines(cast.meera) == ["Siri asks: “Who comes?”"]
    assert lines(cast.tor) == []


def test_nothing_waits_any_more_once_it_is_answered_taken_back_or_over(
    cast: Cast, asked: Say, said: Say
) -> None:
    one, two = asked("One?"), asked("Two?")
    answer(question_of(one), with_post=said(one, "Yes.", cast.meera), by=cast.meera)
    assert lines(cast.ravi) == ["Siri asks: “Two?”"]
    take_back(two, by=cast.siri)
    assert lines(cast.ravi) == []
    reopen(question_of(one), by=cast.siri)
    assert lines(cast.ravi) == ["Siri asks: “One?”"]


def test_a_paraphrase_waits_for_whoever_said_the_words_until_they_answer(
    cast: Cast, begun: Say
) -> None:
    meaning = ask_meaning(begun(), words="All of them?", by=cast.tor)
    (line,) = waiting([cast.ravi], limit=5)
    assert line.sentence == "Tor asks whether this is what you meant."
    assert (line.quote, line.why) == ("All of them?", "In the topic “Customs”.")
    assert lines(cast.meera) == lines(cast.tor) == []
    correct_meaning(meaning_of(meaning), words="Most of them.", by=cast.ravi)
    assert lines(cast.ravi) == []


def test_what_waits_leads_to_its_post(cast: Cast, visit: Visit, asked: Say) -> None:
    post = asked()
    (line,) = waiting([cast.meera], limit=5)
    assert line.url == f"{TALK}{post.topic_id}/?at=1#post-1"
    assert visit(cast.meera).get(line.url).status_code == 200


def test_no_more_is_looked_up_than_is_asked_for(cast: Cast, asked: Say) -> None:
    for n in range(5):
        asked(f"Question {n}?")
    assert len(list(waiting([cast.meera], limit=2))) == 2
    assert list(waiting([], limit=2)) == []


def test_a_long_question_is_shortened_and_its_line_ends_are_spaces(cast: Cast, asked: Say) -> None:
    asked("Which\n\nzone? " + "And why? " * 60)
    (sentence,) = lines(cast.meera)
    assert "Which zone?" in sentence
    assert len(sentence) < 120
    assert sentence.endswith("…”")


def test_the_overview_says_by_side_what_is_owed(cast: Cast, visit: Visit, asked: Say) -> None:
    asked("Which zone?")
    for seat in (cast.ingrid, cast.meera, cast.guest):
        page = board(visit(seat).get("/p/lumen-kaveri/").content.decode())
        assert "Answer “Which zone?”" in page
    for who in (cast.stranger, cast.neighbour):
        assert visit(who).get("/p/lumen-kaveri/").status_code == 404


def ask_on(moment: datetime, cast: Cast, whom: Party | None) -> Question:
    """Siri asks at a moment."""
    with clock.at(moment):
        words = Words(text="When?", asks=True, asked=whom)
        post = begin("T", words, room=cast.shared, by=cast.siri)
    return question_of(post)


def off(party: Party, *days: str) -> None:
    """These days are no working days of a side."""
    assert party.organisation is not None
    party.organisation.days_off = dict.fromkeys(days, "Day off")
    party.organisation.save()


def test_a_weekend_does_not_age_a_question(cast: Cast) -> None:
    question = ask_on(FRIDAY, cast, cast.kaveri)
    waited = [
        days_waited(question, party=cast.kaveri, at=FRIDAY + timedelta(days=n)) for n in range(6)
    ]
    assert waited == [0, 0, 0, 1, 2, 3]


def test_a_holiday_of_the_asked_side_does_not_age_it_and_one_of_the_askers_does(
    cast: Cast,
) -> None:
    off(cast.kaveri, "2027-03-08", "2027-03-09")
    off(cast.lumen, "2027-03-10")
    question = ask_on(FRIDAY, cast, cast.kaveri)
    at = FRIDAY + timedelta(days=5)
    party = Party.objects.select_related("organisation").get(pk=cast.kaveri.pk)
    assert days_waited(question, party=party, at=at) == 1


def test_the_day_for_an_answer_moves_with_the_asked_sides_days_off(cast: Cast) -> None:
    usual = ask_on(FRIDAY, cast, cast.kaveri).answer_by
    off(cast.kaveri, "2027-03-08", "2027-03-09", "2027-03-10")
    later = ask_on(FRIDAY, cast, Party.objects.get(pk=cast.kaveri.pk)).answer_by
    assert later - usual >= timedelta(days=3)
    calendar = work_calendar(Party.objects.get(pk=cast.kaveri.pk), FRIDAY.date())
    assert calendar.is_working_day(calendar.today(later - timedelta(seconds=1)))


def test_a_question_never_grows_younger(cast: Cast) -> None:
    off(cast.kaveri, "2027-03-09", "2027-03-17")
    question = ask_on(FRIDAY, cast, cast.kaveri)
    party = Party.objects.select_related("organisation").get(pk=cast.kaveri.pk)
    ages = [
        days_waited(question, party=party, at=FRIDAY + timedelta(hours=8 * n)) for n in range(60)
    ]
    assert ages == sorted(ages)
    assert all(after - before <= 1 for before, after in pairwise(ages))


def test_it_is_due_until_its_day_and_waits_from_then_on(
    cast: Cast, visit: Visit, asked: Say
) -> None:
    post = asked()
    due, browser = question_of(post).answer_by, visit(cast.siri)
    with clock.at(due):
        assert "an answer is due by" in browser.get(f"{TALK}questions/").content.decode()
    with clock.at(due + timedelta(minutes=1)):
        page = browser.get(f"{TALK}questions/").content.decode()
    assert "it has waited" in page
    assert "One has waited longer than you agreed." in page


def test_opening_again_gives_the_agreed_time_once_more(cast: Cast, asked: Say, said: Say) -> None:
    post = asked()
    first = question_of(post).answer_by
    answer(question_of(post), with_post=said(post, "UTC.", cast.meera), by=cast.meera)
    with clock.at(now() + timedelta(days=14)):
        reopen(question_of(post), by=cast.siri)
    assert question_of(post).answer_by > first + timedelta(days=7)


def test_an_open_topic_asks_for_answers_only_while_one_is_open(
    cast: Cast, visit: Visit, asked: Say
) -> None:
    post = asked()
    browser = visit(cast.meera)
    assert "One question is open." in browser.get(TALK).content.decode()
    reply: Post = write(post.topic, Words(text="UTC."), room=cast.shared, by=cast.meera)
    answer(question_of(post), with_post=reply, by=cast.meera)
    assert "No question is open." in browser.get(TALK).content.decode()
