"""The proof of P06: once a charter is signed, every clock, reminder and signal measures against it alone.

A charter in which nothing is as the mild limits have it is signed, and time is lived through: each
moment comes when the charter says, and at the moment of the mild limit nothing happens.
`tests/architecture/test_terms.py` reads the source for limits that stand anywhere else.
"""

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from troth.charter import actions
from troth.charter.models import Charter
from troth.charter.rules.answers import LONGEST_REMINDER
from troth.charter.tests.conftest import UNUSUAL, signed_by, with_words
from troth.checkins.queries.rhythms import ahead, series_of
from troth.commitments import actions as promises
from troth.commitments.actions.importing import Source, begin
from troth.commitments.actions.promising import Promise
from troth.commitments.clock import due as promises_due
from troth.commitments.incoming import read_all
from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.decisions.queries.usual import usual
from troth.discussions.actions.turns import NotPossible as NotSaid
from troth.discussions.actions.writing import Words
from troth.discussions.actions.writing import begin as begin_topic
from troth.discussions.models import Question, Topic
from troth.foundation.facts.kickoff import Group
from troth.foundation.web import clock
from troth.kickoff import actions as sessions
from troth.kickoff.models import UnnamedLine
from troth.notices.clock import FARTHEST, Ahead
from troth.notices.models import Reminder
from troth.organisations.actions import YearOfWork, keep_calendar
from troth.partnerships.actions import proposing
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.terms import DecisionRule, Limits, Rhythm
from troth.partnerships.testing import Cast
from troth.trust.queries.answers import proposals

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# The Monday before Norway's 17 May, in a year in which that is a Wednesday.
MONDAY = datetime(2028, 5, 15, 8, tzinfo=UTC)
MILD = Limits()


@pytest.fixture(autouse=True)
def signed(cast: Cast) -> Charter:
    """Lumen has Norway's holidays; both signed a charter with unusual limits."""
    assert cast.lumen.organisation
    keep_calendar(cast.lumen.organisation, YearOfWork(country="NO"), by=cast.ingrid.person)
    with clock.at(MONDAY - 30 * DAY):
        one = actions.draft_charter(
            with_words(UNUSUAL), title="Ours", room=cast.shared, by=cast.ingrid
        )
        signed_by(one, cast.ingrid, cast.ravi)
    return one


def accepted(cast: Cast, *, due: datetime) -> Commitment:
    """Ravi promises, Ingrid accepts."""
    promise = Promise(deliverable="API", due=due, zone="UTC", receiver=cast.lumen)
    one = promises.propose(promise, room=cast.shared, by=cast.ravi)
    return promises.accept(one, by=cast.ingrid)


def rings(one: Commitment, at: datetime) -> str:
    """What the promise has come to once the clock has rung at this moment."""
    promises_due(at)
    one.refresh_from_db()
    return one.outcome


def test_nothing_in_it_is_as_without_a_charter(cast: Cast) -> None:
    """Otherwise a forgotten default could not be seen."""
    for kind, said, mild in (
        (Limits, UNUSUAL, MILD),
        (DecisionRule, UNUSUAL.decision, MILD.decision),
        (Rhythm, UNUSUAL.rhythm, MILD.rhythm),
    ):
        for one in fields(kind):
            if one.name != "who":
                assert getattr(said, one.name) != getattr(mild, one.name), one.name
    assert terms(cast.table.id, MONDAY) == UNUSUAL


def test_a_delivery_can_be_sent_back_for_seven_working_days_of_the_receiver(cast: Cast) -> None:
    with clock.at(MONDAY):
        one = promises.deliver(accepted(cast, due=MONDAY + 9 * DAY), by=cast.ravi)
    # 16, 18, 19, 22, 23, 24 and not 25 May: that is Ascension Day, so 26.
    until = datetime(2028, 5, 26, 8, tzinfo=UTC)
    assert one.answer_by == until
    assert rings(one, MONDAY + 7 * DAY + MINUTE) == "open"
    assert rings(one, until) == "open"
    assert rings(one, until + MINUTE) == "kept"


def test_silence_lasts_forty_four_days(cast: Cast) -> None:
    with clock.at(MONDAY):
        one = accepted(cast, due=MONDAY + DAY)
    assert rings(one, one.due + timedelta(days=MILD.silence_days) + MINUTE) == "open"
    assert rings(one, one.due + 44 * DAY) == "open"
    assert rings(one, one.due + 44 * DAY + MINUTE) == "dropped"


@pytest.mark.sqlite
def test_reminders_go_out_eleven_and_six_days_before_and_at_no_other_time(cast: Cast) -> None:
    with clock.at(MONDAY):
        accepted(cast, due=MONDAY + 21 * DAY)
    moment = MONDAY
    while moment < MONDAY + 22 * DAY:
        Ahead().remind(moment)
        moment += timedelta(hours=1)
    days = Reminder.objects.filter(person=cast.ravi.person).values_list("days", flat=True)
    assert sorted(days) == [6, 11]


def test_no_reminder_a_charter_can_say_lies_beyond_what_a_round_looks_at() -> None:
    assert timedelta(days=LONGEST_REMINDER) + 14 * DAY <= FARTHEST


def test_answers_are_measured_by_seven_working_days(cast: Cast) -> None:
    with clock.at(MONDAY):
        accepted(cast, due=MONDAY + 20 * DAY)
        asked = proposals(cast.shared, cast.lumen, asking=cast.kaveri)
    assert [one.owed_by.date() for one in asked] == [date(2028, 5, 26)]


def test_the_page_of_a_direction_names_the_silence_of_the_charter(cast: Cast, visit: Visit) -> None:
    with clock.at(MONDAY):
        page = visit(cast.ingrid).get(f"/p/lumen-kaveri/trust/{cast.lumen.id}/").content.decode()
    assert "for one accepted today that is 44 days." in page


def test_check_ins_come_in_the_rhythm_of_the_charter(cast: Cast) -> None:
    series = series_of(cast.table, [cast.lumen, cast.kaveri], now=MONDAY)
    assert series is not None
    assert series.rhythm == UNUSUAL.rhythm
    first, second = ahead(series, now=MONDAY, limit=2)
    for moment in (first, second):
        local = moment.at.astimezone(ZoneInfo("Asia/Kolkata"))
        assert (local.weekday(), local.time(), local.day <= 7) == (0, time(16, 30), True)
    assert 80 * DAY < second.at - first.at < 100 * DAY


def test_what_affects_all_is_decided_by_the_rule_of_the_charter(cast: Cast) -> None:
    with clock.at(MONDAY):
        assert proposing.ask_to_close(by=cast.ingrid, reason="Done.").motion.rule == "majority:2/3"


def test_decisions_begin_with_the_decision_rule_of_the_charter(cast: Cast) -> None:
    found, rule = usual(cast.table.id, MONDAY, voices=7), UNUSUAL.decision
    assert (found.method.value, found.share, found.quorum, found.days, found.proxies) == (
        rule.by.value,
        rule.share,
        rule.quorum,
        rule.days,
        rule.proxies,
    )
    assert (found.least, found.way_out) == (5, "as-it-is")


def test_a_promise_from_a_file_is_measured_by_the_charter_too(cast: Cast) -> None:
    """Undelivered for 35 days: dropped under the mild limits, open under these."""
    file = b"event_id,party,counterparty,promised_at,due_at,kept_at\n1,Depot,Lumen Sensors,%s,%s,\n"
    due = (MONDAY - 35 * DAY).date().isoformat().encode()
    with clock.at(MONDAY):
        batch = begin(Source(name="old.csv", hash="0" * 64), room=cast.shared, by=cast.ingrid)
        read_all(BytesIO(file % (b"2028-03-01", due)), batch)
    one = Commitment.objects.get(batch=batch)
    assert (one.outcome, one.silence_days) == ("open", 44)


def test_a_question_is_to_be_answered_in_four_working_days_of_whoever_is_asked(cast: Cast) -> None:
    with clock.at(MONDAY):
        words = Words(text="Which zone do the labels use?", asks=True, asked=cast.lumen)
        begin_topic("Labels", words, room=cast.shared, by=cast.ravi)
    # 16, 18, 19 and 22 May: the 17th is Norway's.
    assert Question.objects.get().answer_by.date() == date(2028, 5, 22)


def test_saying_that_it_is_too_much_begins_with_seventeen_days(cast: Cast, visit: Visit) -> None:
    with clock.at(MONDAY):
        page = visit(cast.ingrid).get("/p/lumen-kaveri/meetings/checkins/load/").content.decode()
    assert f'value="{date(2028, 6, 1)}"' in page
    assert f'value="{MONDAY.date() + timedelta(days=MILD.ease_days)}"' not in page


def test_where_all_is_said_with_a_name_nothing_unnamed_is_taken(cast: Cast) -> None:
    with clock.at(MONDAY):
        kickoff = sessions.begin(title="Beta", room=cast.shared, by=cast.ingrid)
        with pytest.raises(sessions.NotPossible) as unseen:
            sessions.write(kickoff, [(Group.CONCERN, "Price")], named=False, by=cast.ravi)
        with pytest.raises(NotSaid) as aloud:
            begin_topic(
                "Price", Words(text="A word.", unnamed=True), room=cast.shared, by=cast.ravi
            )
    assert unseen.value.reason.value == aloud.value.reason.value == "unnamed-not-agreed"
    assert not UnnamedLine.objects.exists()
    assert not Topic.objects.exists()
