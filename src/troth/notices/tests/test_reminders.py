"""Reminders: some days before, once each, in working hours, to whoever still holds the promise."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from troth.commitments import actions
from troth.commitments.models import Commitment
from troth.foundation.web import clock
from troth.notices.clock import Ahead, mail_waiting
from troth.notices.models import Reminder
from troth.notices.queries.reminded import reminded
from troth.notices.tests.conftest import FRIDAY, KOLKATA, Due
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Partnership, Seat, Terms
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Visit = Callable[[Person | Seat | None], Client]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def march(day: int, hour: float) -> datetime:
    return datetime(2031, 3, day, tzinfo=KOLKATA) + hour * HOUR


def ring(*moments: datetime) -> list[int]:
    """How many are reminded at each of these moments."""
    return [Ahead().remind(moment) for moment in moments]


def live(start: datetime, until: datetime, *, every: timedelta = HOUR) -> list[str]:
    """What goes out while time passes: to whom, how many days before, when in Bengaluru."""
    moment = start
    while moment < until:
        Ahead().remind(moment)
        moment += every
    rows = Reminder.objects.select_related("person").order_by("at")
    return [
        f"{row.person.name} {row.days}: {row.at.astimezone(KOLKATA):%a %d %H:%M}" for row in rows
    ]


def test_three_days_and_one_day_before_in_the_holders_working_hours(due_on: Due) -> None:
    due_on()
    assert live(march(10, 0), march(15, 0)) == ["Ravi 3: Tue 11 09:00", "Ravi 1: Thu 13 09:00"]


def test_each_goes_out_once_however_often_the_clock_rings(due_on: Due) -> None:
    due_on()
    assert ring(march(11, 9), march(11, 9), march(11, 12), march(12, 10)) == [1, 0, 0, 0]


def test_what_was_agreed_about_reminders_counts(cast: Cast, due_on: Due) -> None:
    Terms.objects.create(
        partnership=cast.table, since=FRIDAY - 40 * DAY, reminder_days=[7], silence_days=30
    )
    due_on()
    assert live(march(6, 0), march(9, 0)) == ["Ravi 7: Fri 07 09:00"]


def test_moments_that_had_passed_when_it_was_accepted_are_left_out(due_on: Due) -> None:
    due_on(accepted=march(12, 15))
    assert live(march(12, 15), march(15, 0)) == ["Ravi 1: Thu 13 09:00"]


def test_a_moved_date_is_reminded_of_anew(cast: Cast, due_on: Due) -> None:
    one = due_on()
    live(march(10, 0), march(12, 0))
    with clock.at(march(12, 10)):
        actions.ask_move(one, due=FRIDAY + 5 * DAY, reason="Customs.", by=cast.ravi)
        actions.agree_move(one, by=cast.ingrid)
    assert live(march(12, 11), march(20, 0)) == [
        "Ravi 3: Tue 11 09:00",
        "Ravi 3: Fri 14 09:00",
        "Ravi 1: Tue 18 09:00",
    ]


def test_two_that_fall_on_one_day_are_one(due_on: Due) -> None:
    due_on(march(17, 17))
    assert live(march(10, 0), march(18, 0)) == ["Ravi 1: Fri 14 09:00"]


def test_one_that_came_late_lets_no_second_one_out_on_the_same_day(due_on: Due) -> None:
    due_on(march(14, 15))
    assert ring(march(13, 10), march(13, 15.5), march(13, 16)) == [1, 0, 0]


def test_a_server_that_slept_reminds_in_the_next_working_hour(due_on: Due) -> None:
    due_on()
    assert ring(march(11, 22), march(12, 3), march(12, 9)) == [0, 0, 1]


def test_nothing_goes_out_after_the_date(due_on: Due) -> None:
    due_on()
    assert ring(FRIDAY, FRIDAY + HOUR, FRIDAY + DAY) == [0, 0, 0]


def test_what_is_delivered_needs_no_reminder_until_it_is_sent_back(cast: Cast, due_on: Due) -> None:
    one = due_on()
    with clock.at(march(10, 9)):
        actions.deliver(one, by=cast.ravi)
    assert ring(march(11, 9)) == [0]
    with clock.at(march(12, 10)):
        actions.send_back(one, by=cast.ingrid, missing="Half of it.")
    assert live(march(12, 11), march(15, 0)) == ["Ravi 1: Thu 13 09:00"]


@pytest.mark.parametrize("act", [actions.withdraw])
def test_what_was_taken_back_is_not_reminded_of(
    cast: Cast, due_on: Due, act: Callable[..., Commitment]
) -> None:
    one = due_on()
    with clock.at(march(10, 9)):
        act(one, by=cast.ravi)
    assert live(march(10, 10), march(15, 0)) == []


@pytest.mark.sqlite
def test_the_holders_own_days_and_clock_count(cast: Cast, due_on: Due) -> None:
    meera = cast.meera.person
    Person.objects.filter(pk=meera.pk).update(zone="America/New_York", work_days="12")
    due_on(by=cast.meera)
    rows = live(march(1, 0), march(15, 0), every=HOUR / 2)
    assert rows == ["Meera 1: Tue 11 18:30"]


def test_where_the_holder_has_left_the_admins_of_that_side_are_reminded(
    cast: Cast, due_on: Due
) -> None:
    due_on(by=cast.meera)
    end_seat(cast.meera, by=cast.ravi)
    assert live(march(10, 0), march(12, 0)) == ["Ravi 3: Tue 11 09:00"]


def test_nobody_is_reminded_at_a_closed_table_or_in_a_side_room(cast: Cast, due_on: Due) -> None:
    due_on()
    Partnership.objects.update(phase="closed")
    assert ring(march(11, 9)) == [0]
    Partnership.objects.update(phase="open")
    Commitment.objects.update(room=cast.kaveri_side)
    assert ring(march(11, 9)) == [0]


def test_more_than_one_round_holds_are_all_reached(due_on: Due) -> None:
    for minute in range(5):
        due_on(FRIDAY + timedelta(minutes=minute))
    ahead = Ahead(at_once=2)
    assert [ahead.remind(march(11, 10)) for _ in range(4)] == [2, 2, 1, 0]


def test_a_round_asks_the_same_however_many_promises_come_near(
    due_on: Due, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for minute in range(8):
        due_on(FRIDAY + timedelta(minutes=minute))
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]  # a context manager
        Ahead().remind(march(5, 9))


def test_the_story_says_who_was_reminded_and_how_long_before(
    cast: Cast, due_on: Due, visit: Visit
) -> None:
    one = due_on(by=cast.meera)
    live(march(10, 0), march(14, 0))
    page = visit(cast.ingrid).get(f"/p/lumen-kaveri/commitments/{one.id}/").content.decode()
    assert "Troth reminded Meera, 3 days before." in page
    assert "Troth reminded Meera, 1 day before." in page


@pytest.mark.sqlite
def test_days_off_between_are_counted_as_they_were(due_on: Due) -> None:
    one = due_on(march(17, 17))
    live(march(10, 0), march(18, 0))
    assert [line.days for line in reminded(one.id)] == [3]


def letters() -> list[str]:
    return [f"{one.to[0]}: {one.subject}" for one in mail.outbox]


def test_whoever_wants_mail_gets_it_with_both_clocks_and_the_way(cast: Cast, due_on: Due) -> None:
    one = due_on(by=cast.meera)
    Person.objects.filter(pk=cast.meera.person_id).update(zone="Europe/Oslo", place="Bergen")
    ring(march(11, 17))
    mail.outbox.clear()
    assert mail_waiting(march(11, 17)) == 1
    assert letters() == [
        "meera@kaveri.example: “Calibration API v1” is due Friday 14 March 2031 17:00 Bengaluru"
    ]
    text = str(mail.outbox[0].body)
    assert "12:30 Bergen" in text
    assert f"/p/lumen-kaveri/commitments/{one.id}/" in text
    assert mail_waiting(march(11, 17.5)) == 0


def test_whoever_wants_no_mail_gets_none(cast: Cast, due_on: Due) -> None:
    Person.objects.filter(pk=cast.ravi.person_id).update(mail_reminders=False)
    due_on()
    ring(march(11, 9))
    assert mail_waiting(march(11, 9)) == 0


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_said: object, **_more: object) -> object:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


def test_mail_that_cannot_leave_is_tried_again_until_it_does(
    due_on: Due, monkeypatch: pytest.MonkeyPatch
) -> None:
    due_on()
    ring(march(11, 9))
    with monkeypatch.context() as patched:
        broken(patched)
        assert mail_waiting(march(11, 9)) == 0
        assert mail_waiting(march(11, 9.01)) == 0
    assert Reminder.objects.get().tries == 1
    mail.outbox.clear()
    assert [mail_waiting(march(11, 9.1)), mail_waiting(march(11, 9.2))] == [1, 0]


def test_mail_is_tried_again_in_working_hours_only(
    due_on: Due, monkeypatch: pytest.MonkeyPatch
) -> None:
    due_on()
    ring(march(11, 16.9))
    with monkeypatch.context() as patched:
        broken(patched)
        mail_waiting(march(11, 16.9))
    assert [mail_waiting(march(11, 20)), mail_waiting(march(12, 9))] == [0, 1]


def test_mail_is_never_sent_after_the_date(due_on: Due) -> None:
    due_on()
    ring(march(11, 9))
    assert mail_waiting(FRIDAY) == 0


def test_mail_that_waited_is_let_be_where_it_is_no_longer_true(cast: Cast, due_on: Due) -> None:
    one = due_on()
    ring(march(11, 9))
    with clock.at(march(11, 10)):
        actions.deliver(one, by=cast.ravi)
    assert mail_waiting(march(11, 11)) == 0
    assert Reminder.objects.get().mail is False


def test_mail_that_waited_does_not_reach_somebody_who_has_left(cast: Cast, due_on: Due) -> None:
    due_on(by=cast.meera)
    ring(march(11, 9))
    end_seat(cast.meera, by=cast.ravi)
    mail.outbox.clear()
    assert (mail_waiting(march(11, 9.1)), mail.outbox) == (0, [])


def test_a_mail_server_that_is_away_does_not_hold_the_round_up(
    due_on: Due, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minute in range(6):
        due_on(FRIDAY + timedelta(minutes=minute))
    ring(march(11, 10))
    with monkeypatch.context() as patched:
        broken(patched)
        mail_waiting(march(11, 10))
    assert Reminder.objects.filter(tries=1).count() == 3


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rings=st.lists(st.integers(0, 16 * 24 * 60), max_size=25).map(sorted),
    due=st.integers(10 * 24 * 60, 15 * 24 * 60),
)
def test_whenever_the_clock_rings_nobody_is_told_twice_a_day_or_too_late(
    cast: Cast, due_on: Due, rings: list[int], due: int
) -> None:
    Reminder.objects.all().delete()
    Commitment.objects.update(missed_at=FRIDAY)
    one = due_on(march(1, due / 60))
    ring(*[march(1, minute / 60) for minute in rings])
    rows = list(Reminder.objects.all())
    days = [row.at.astimezone(KOLKATA).date() for row in rows]
    assert len(days) == len(set(days))
    assert all(row.at < one.due for row in rows)
    assert len({row.days for row in rows}) == len(rows)
