"""Mail about what happened: one for a burst, in the reader's hours, about nothing that was read."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.foundation.web import clock
from troth.ledger.follower import run_pass
from troth.ledger.models import Entry
from troth.notices.actions.mailing import gather, put_into_a_mail, send_gathered
from troth.notices.actions.reading import read_all
from troth.notices.actions.wishing import choose
from troth.notices.follower import InboxFollower
from troth.notices.models import Mailing, Notice
from troth.notices.rules.paces import Pace
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
OSLO = ZoneInfo("Europe/Oslo")
EVENING = (time(20), time(7))


def march(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2031 in Oslo; the 10th is a Monday."""
    return datetime(2031, 3, day, hour, minute, tzinfo=OSLO)


@pytest.fixture(autouse=True)
def nothing_waits(cast: Cast) -> None:
    """What it took to sit down has been mailed long ago."""
    while run_pass([InboxFollower()]):
        pass
    Notice.objects.update(letter_at=None)
    mail.outbox.clear()


def happens(cast: Cast, at: datetime, what: str = "a report") -> None:
    """Kaveri promises Lumen something."""
    with clock.at(at):
        made = Promise(
            deliverable=what, due=at + timedelta(days=9), zone="UTC", receiver=cast.lumen
        )
        actions.propose(made, room=cast.shared, by=cast.ravi)
        while run_pass([InboxFollower()]):
            pass


def ring(*moments: datetime) -> list[int]:
    """How many mails leave at each of these moments."""
    sent = []
    for moment in moments:
        with clock.at(moment):
            gather(moment)
            sent.append(send_gathered(moment))
    return sent


def wants(seat: Seat, pace: Pace, *, room: str = "", group: str = "promises") -> None:
    choose(seat.person, {(room, group): pace.value}, mail=True, words=True, quiet=EVENING)


def letter() -> EmailMultiAlternatives:
    found = [one for one in mail.outbox if one.to == ["ingrid@lumen.example"]]
    assert isinstance(found[-1], EmailMultiAlternatives)
    return found[-1]


def test_what_happens_together_comes_as_one_mail(cast: Cast) -> None:
    for minute in (0, 2, 4):
        happens(cast, march(10, 11, minute), f"report {minute}")
    sent = ring(*[march(10, 11, minute) for minute in (5, 6, 8, 9, 10, 30)])
    assert sent == [0, 0, 0, 1, 0, 0]
    assert letter().subject == "3 new at Lumen & Kaveri"
    for minute in (0, 2, 4):
        assert f"“report {minute}”" in str(letter().body)


def test_a_burst_without_end_waits_a_quarter_of_an_hour_and_no_longer(cast: Cast) -> None:
    for minute in range(0, 16, 3):
        happens(cast, march(10, 11, minute))
    assert ring(*[march(10, 11, minute) for minute in (5, 8, 11, 14, 15)]) == [0, 0, 0, 0, 1]


def test_one_line_is_its_own_subject_and_leads_to_it(cast: Cast) -> None:
    happens(cast, march(10, 11), "a field report")
    assert ring(march(10, 11, 6)) == [1]
    assert letter().subject.startswith("Kaveri promised Lumen “a field report” for")
    assert "/p/lumen-kaveri/commitments/" in str(letter().body)


def test_text_and_html_say_the_same_with_both_clocks_and_the_way_to_less(cast: Cast) -> None:
    happens(cast, march(10, 11), "a <b>bold</b> report")
    ring(march(10, 11, 6))
    text, html = str(letter().body), str(letter().alternatives[0][0])
    for part in (text, html):
        assert "Lumen &amp; Kaveri" in part or "Lumen & Kaveri" in part
        assert "11:00 Bergen (15:30 Bengaluru)" in part
        assert "/you/letters/" in part
        assert "/letters/less/" in part
    assert "a <b>bold</b> report" in text
    assert "<b>bold" not in html


def test_what_needs_an_answer_stands_apart_and_first(cast: Cast) -> None:
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    text = str(letter().body)
    assert text.index("Needs your answer") < text.index("To read")


def test_what_was_read_meanwhile_is_not_mailed(cast: Cast) -> None:
    happens(cast, march(10, 11))
    newest = Notice.objects.filter(person=cast.ingrid.person).latest("id")
    read_all(cast.ingrid.person, until=newest.id)
    assert ring(march(10, 11, 6)) == [0]
    assert not Notice.objects.filter(letter_at__isnull=False).exists()


def test_what_was_read_between_gathering_and_sending_is_not_mailed(cast: Cast) -> None:
    happens(cast, march(10, 11))
    gather(march(10, 11, 6))
    read_all(cast.ingrid.person, until=Notice.objects.latest("id").id)
    assert ring(march(10, 11, 7)) == [0]


@pytest.mark.parametrize(
    ("pace", "leaves"),
    [
        (Pace.AT_ONCE, march(14, 18, 5)),
        (Pace.WORKING, march(17, 9)),
        (Pace.DAILY, march(17, 9)),
        (Pace.WEEKLY, march(17, 9)),
    ],
)
def test_mail_comes_at_the_pace_that_was_chosen(cast: Cast, pace: Pace, leaves: datetime) -> None:
    wants(cast.ingrid, pace)
    happens(cast, march(14, 18))
    assert ring(leaves - timedelta(minutes=1), leaves + timedelta(minutes=1)) == [0, 1]


def test_whoever_wants_none_gets_none_and_still_reads_it(cast: Cast, visit: Visit) -> None:
    wants(cast.ingrid, Pace.NEVER)
    happens(cast, march(10, 11))
    assert ring(march(10, 12), march(17, 12)) == [0, 0]
    assert "“a report”" in visit(cast.ingrid).get("/inbox/").content.decode()


def test_one_room_can_have_its_own_pace(cast: Cast) -> None:
    wants(cast.ingrid, Pace.NEVER, room=cast.shared.id)
    happens(cast, march(10, 11))
    assert ring(march(10, 12)) == [0]


def test_at_once_waits_for_the_end_of_quiet_hours(cast: Cast) -> None:
    wants(cast.ingrid, Pace.AT_ONCE)
    happens(cast, march(10, 22))
    assert ring(march(10, 22, 10), march(11, 6, 59), march(11, 7)) == [0, 0, 1]


def test_a_server_that_slept_does_not_wake_anybody_up(cast: Cast) -> None:
    happens(cast, march(10, 16))
    assert ring(march(11, 3), march(11, 8, 59), march(11, 9)) == [0, 0, 1]


def test_a_new_choice_holds_for_what_waits_already(cast: Cast) -> None:
    wants(cast.ingrid, Pace.WEEKLY)
    happens(cast, march(10, 11))
    with clock.at(march(10, 12)):
        wants(cast.ingrid, Pace.AT_ONCE)
    assert ring(march(10, 12, 1)) == [1]


def test_with_the_seat_its_mail_is_gone(cast: Cast) -> None:
    seat = cast.tor
    happens(cast, march(10, 11))
    end_seat(seat, by=cast.ingrid)
    ring(march(10, 11, 6))
    assert [one.to for one in mail.outbox].count(["tor@lumen.example"]) == 0


def test_whoever_was_switched_off_gets_no_mail(cast: Cast) -> None:
    happens(cast, march(10, 11))
    gather(march(10, 11, 6))
    Person.objects.filter(pk=cast.ingrid.person_id).update(is_active=False)
    assert ring(march(10, 11, 7)) == [0]


def test_history_that_is_followed_late_is_no_news(cast: Cast) -> None:
    happens(cast, march(10, 11))
    Notice.objects.all().delete()
    with clock.at(march(20, 11)):
        for entry in Entry.objects.filter(log=cast.shared.id):
            InboxFollower().handle(entry)
    assert Notice.objects.filter(person=cast.ingrid.person).exists()
    assert not Notice.objects.filter(letter_at__isnull=False).exists()


def test_a_line_goes_into_one_mail_however_many_gather_at_once(cast: Cast) -> None:
    happens(cast, march(10, 11))
    lines = list(Notice.objects.filter(letter_at__isnull=False).values_list("pk", flat=True))
    person = cast.ingrid.person_id
    assert put_into_a_mail(person, lines, now=march(10, 12))
    assert not put_into_a_mail(person, lines, now=march(10, 12))
    assert Mailing.objects.count() == 1


def test_a_server_that_died_before_sending_sends_afterwards_once(cast: Cast) -> None:
    happens(cast, march(10, 11))
    gather(march(10, 11, 6))
    assert ring(march(10, 11, 7), march(10, 11, 8), march(10, 12)) == [1, 0, 0]


def test_mail_that_cannot_leave_is_tried_again_under_the_same_name(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    happens(cast, march(10, 11))
    with monkeypatch.context() as patched:

        def refuse(*_said: object, **_more: object) -> object:
            raise ConnectionRefusedError("no mail server")

        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        assert ring(march(10, 11, 6), march(10, 11, 6)) == [0, 0]
    waiting = Mailing.objects.get()
    assert (waiting.tries, waiting.mailed_at) == (1, None)
    assert ring(march(10, 11, 30)) == [1]
    assert letter().extra_headers["Message-ID"].startswith(f"<{waiting.id}@")


def test_after_three_days_a_mail_that_never_left_is_let_be(cast: Cast) -> None:
    happens(cast, march(10, 11))
    gather(march(10, 11, 6))
    assert ring(march(14, 11)) == [0]
    assert Mailing.objects.get().mail is False


def test_gathering_asks_the_same_however_much_happened(
    cast: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for minute in range(12):
        happens(cast, march(10, 11), f"report {minute}")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]  # a context manager
        gather(march(10, 11, 6))


def test_a_mail_about_one_thing_can_be_answered(cast: Cast, settings: Settings) -> None:
    settings.MAIL_IN_HOST = "troth.example"
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    assert letter().extra_headers["Reply-To"].startswith("reply+")
    assert "Answer this mail" in str(letter().body)


def test_of_several_things_each_has_its_own_reply_address(cast: Cast, settings: Settings) -> None:
    settings.MAIL_IN_HOST = "troth.example"
    for minute in (0, 1):
        happens(cast, march(10, 11, minute), f"report {minute}")
    ring(march(10, 11, 8))
    assert "Reply-To" not in letter().extra_headers
    found = re.findall(r"reply\+\w+@troth\.example", str(letter().body))
    assert len(set(found)) == 2
    assert all(one in str(letter().alternatives[0][0]) for one in found)


def test_where_no_mail_comes_in_no_mail_asks_for_an_answer_by_mail(cast: Cast) -> None:
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    assert "Reply-To" not in letter().extra_headers
    assert "Answer this mail" not in str(letter().body)


def test_every_mail_can_be_stopped_by_the_mail_program(cast: Cast) -> None:
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    headers = letter().extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Auto-Submitted"] == "auto-generated"
    address = re.fullmatch(r"<https?://[^/]+(/letters/less/[^/>]+/)>", headers["List-Unsubscribe"])
    assert address
    client = Client(enforce_csrf_checks=True)
    assert client.get(address[1]).status_code == 200
    assert Person.objects.get(pk=cast.ingrid.person_id).mail_waiting
    answer = client.post(address[1], {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Person.objects.get(pk=cast.ingrid.person_id).mail_waiting
    happens(cast, march(11, 11))
    assert ring(march(11, 11, 10)) == [0]
