"""Notifications in the browser: one sentence at the moment of a mail, and never instead of it."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from datetime import datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from troth.discussions.actions.writing import Words, begin
from troth.foundation.web import clock, open_internet
from troth.foundation.web.tests.far import Far
from troth.ledger.follower import run_pass
from troth.notices import clock as notices_clock
from troth.notices.actions import nudging
from troth.notices.actions.nudging import SENTENCE, Courier, claimed, shortened
from troth.notices.actions.reading import read_all
from troth.notices.follower import InboxFollower
from troth.notices.models import Device, Notice, Nudge
from troth.notices.push.sealing import from_text
from troth.notices.push.vouching import public_text
from troth.notices.rules.paces import Pace
from troth.notices.tests.browser import Browser
from troth.notices.tests.push.test_vouching import parts
from troth.notices.tests.test_mailing import happens, march, ring, wants
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person, Session

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Visit = Callable[[Person | Seat | None], Client]
Choose = Callable[..., Browser]
ADD = "/you/letters/devices/"


@pytest.fixture(autouse=True)
def nothing_waits(cast: Cast, push_is_on: None) -> None:
    """What it took to sit down has been mailed long ago."""
    while run_pass([InboxFollower()]):
        pass
    Notice.objects.update(letter_at=None)
    mail.outbox.clear()


@pytest.fixture
def courier(service: Far) -> Iterator[Courier]:
    one = Courier(service.ways)
    yield one
    one.pool.shutdown(cancel_futures=True)


@pytest.fixture
def choose_here(visit: Visit) -> Choose:
    """Somebody lets a browser show notifications, and stays signed in there until 2031."""

    def choose(who: Seat | Person, name: str = "abc") -> Browser:
        browser = Browser.new(name)
        assert visit(who).post(ADD, browser.form).status_code == 302
        Session.objects.update(expires_at=march(28, 12))
        return browser

    return choose


def turn(courier: Courier, at: datetime) -> int:
    """Send what waits at this moment, and note what came of it."""
    with clock.at(at):
        left = courier.turn(at)
        wait(courier.out, timeout=5)
        courier.turn(at)
    return left


def pushed(courier: Courier, *moments: datetime) -> list[int]:
    """How many messages leave at each of these moments, right after the mails."""
    left = []
    for moment in moments:
        ring(moment)
        left.append(turn(courier, moment))
    return left


# ------------------------------------------------------------------------------------- what it says


def test_one_thing_that_happened_is_said_in_its_sentence_and_leads_to_it(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    browser = choose_here(cast.ingrid)
    happens(cast, march(10, 11), "a field report")
    assert pushed(courier, march(10, 11, 6)) == [1]
    ((path, _headers, body),) = service.heard
    said = browser.message(body)
    assert path == "/wake/abc"
    assert said["sentence"] == mail.outbox[-1].subject
    assert said["sentence"].startswith("Kaveri promised Lumen “a field report” for")
    assert said["url"].startswith("/p/lumen-kaveri/commitments/")
    assert (said["lang"], said["dir"]) == ("en-gb", "ltr")
    assert set(said) == {"sentence", "url", "tag", "lang", "dir"}
    assert not Nudge.objects.exists()


def test_a_burst_is_one_notification_that_leads_to_the_inbox(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    browser = choose_here(cast.ingrid)
    for minute in (0, 2, 4):
        happens(cast, march(10, 11, minute), f"report {minute}")
    moments = [march(10, 11, minute) for minute in (5, 8, 9, 10, 30)]
    assert pushed(courier, *moments) == [0, 0, 1, 0, 0]
    said = browser.message(service.heard[0][2])
    assert (said["sentence"], said["url"]) == ("3 new at Lumen & Kaveri", "/inbox/")


def test_the_words_of_a_post_are_never_in_it(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    browser = choose_here(cast.ingrid)
    with clock.at(march(10, 11)):
        begin("Bench", Words(text="Our secret: 42 hours"), room=cast.shared, by=cast.ravi)
        while run_pass([InboxFollower()]):
            pass
    assert pushed(courier, march(10, 11, 6)) == [1]
    assert "42" in str(mail.outbox[-1].body)
    said = browser.message(service.heard[0][2])
    assert said["sentence"] == "Ravi began the topic “Bench”"
    assert "42" not in str(said)


def test_only_that_browser_can_read_it_and_all_are_equally_long(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    browser = choose_here(cast.ingrid)
    happens(cast, march(10, 11), "x")
    pushed(courier, march(10, 11, 6))
    happens(cast, march(10, 12), "a much longer report " * 8)
    pushed(courier, march(10, 12, 6))
    (_p, _h, short), (_p, _h, long) = service.heard
    assert len(short) == len(long)
    for body in (short, long):
        assert b"Kaveri" not in body
        assert "Kaveri" in browser.message(body)["sentence"]


def test_it_is_in_the_language_and_direction_of_its_reader(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    browser = choose_here(cast.ingrid)
    Person.objects.filter(pk=cast.ingrid.person_id).update(language="ar")
    for minute in (0, 1):
        happens(cast, march(10, 11, minute))
    pushed(courier, march(10, 11, 8))
    said = browser.message(service.heard[0][2])
    assert (said["lang"], said["dir"]) == ("ar", "rtl")
    assert said["sentence"] == mail.outbox[-1].subject


def test_the_service_learns_who_sends_and_how_long_to_keep_it_and_nothing_else(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far, settings: Settings
) -> None:
    choose_here(cast.ingrid)
    happens(cast, march(10, 11))
    pushed(courier, march(10, 11, 6))
    headers = {name.lower(): value for name, value in service.heard[0][1].items()}
    _head, claims, _signed, _signature, key = parts(headers.pop("authorization"))
    assert claims["aud"] == "https://push.example.net"
    assert claims["sub"] == "mailto:it@lumen.example"
    assert key == public_text(settings.WEB_PUSH_KEY)
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["ttl"] == str(int(timedelta(hours=3, minutes=45).total_seconds()))
    named = {"host", "accept-encoding", "content-length", "content-encoding", "content-type", "ttl"}
    assert headers.keys() == named


def test_a_service_keeps_it_no_longer_than_the_hours_of_its_reader(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    choose_here(cast.ingrid)
    happens(cast, march(10, 16))
    pushed(courier, march(10, 16, 6))
    assert 0 < int(service.heard[0][1]["TTL"]) <= 54 * 60


def test_a_long_sentence_is_begun() -> None:
    assert shortened("short") == "short"
    assert len(shortened("x" * 5000)) == SENTENCE


# ------------------------------------------------------------------------------------- when it comes


def test_it_keeps_quiet_hours_and_working_hours_as_mail_does(
    cast: Cast, choose_here: Choose, courier: Courier
) -> None:
    choose_here(cast.ingrid)
    wants(cast.ingrid, Pace.AT_ONCE)
    happens(cast, march(10, 22))
    assert pushed(courier, march(10, 22, 10), march(11, 6, 59), march(11, 7)) == [0, 0, 1]
    wants(cast.ingrid, Pace.WORKING)
    happens(cast, march(11, 18))
    assert pushed(courier, march(11, 18, 10), march(12, 8, 59), march(12, 9)) == [0, 0, 1]


@pytest.mark.parametrize("pace", [Pace.DAILY, Pace.WEEKLY, Pace.NEVER])
def test_what_comes_once_a_day_or_a_week_or_never_rings_nowhere(
    cast: Cast, choose_here: Choose, courier: Courier, pace: Pace
) -> None:
    choose_here(cast.ingrid)
    wants(cast.ingrid, pace)
    happens(cast, march(10, 11))
    assert pushed(courier, march(10, 11, 6), march(11, 9), march(17, 9)) == [0, 0, 0]
    assert not Nudge.objects.exists()


def test_what_was_seen_before_does_not_come(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    choose_here(cast.ingrid)
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    assert Nudge.objects.count() == 1
    read_all(cast.ingrid.person, until=Notice.objects.latest("id").id)
    assert turn(courier, march(10, 11, 6)) == 0
    assert not Nudge.objects.exists()
    assert not service.heard


def test_it_comes_on_every_device_and_on_none_of_anybody_else(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    for name in ("one", "two"):
        choose_here(cast.ingrid, name)
    choose_here(cast.ravi, "ravi")
    choose_here(cast.stranger, "stranger")
    happens(cast, march(10, 11))
    assert pushed(courier, march(10, 11, 6)) == [2]
    assert {path for path, _headers, _body in service.heard} == {"/wake/one", "/wake/two"}


def test_what_happens_behind_doors_that_closed_is_not_told(
    cast: Cast, choose_here: Choose, courier: Courier
) -> None:
    seat = cast.tor
    choose_here(seat)
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    end_seat(seat, by=cast.ingrid)
    assert turn(courier, march(10, 11, 6)) == 0
    assert not Nudge.objects.exists()


def test_whoever_was_switched_off_or_wants_no_mail_is_not_rung(
    cast: Cast, choose_here: Choose, courier: Courier
) -> None:
    choose_here(cast.ingrid)
    for change in ({"is_active": False}, {"mail_waiting": False}):
        happens(cast, march(10, 11))
        ring(march(10, 11, 6))
        assert Nudge.objects.count() == 1
        Person.objects.filter(pk=cast.ingrid.person_id).update(**change)
        assert turn(courier, march(10, 11, 6)) == 0
        assert not Nudge.objects.exists()
        Person.objects.filter(pk=cast.ingrid.person_id).update(is_active=True, mail_waiting=True)


def test_a_browser_that_is_signed_in_no_more_is_not_rung(
    cast: Cast, choose_here: Choose, courier: Courier
) -> None:
    choose_here(cast.ingrid)
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    Session.objects.update(expires_at=march(10, 11, 5))
    assert turn(courier, march(10, 11, 6)) == 0
    happens(cast, march(10, 12))
    ring(march(10, 12, 6))
    assert not Nudge.objects.exists()


def test_until_the_operator_says_yes_nothing_leaves(
    cast: Cast, choose_here: Choose, settings: Settings
) -> None:
    choose_here(cast.ingrid)
    settings.WEB_PUSH = False
    happens(cast, march(10, 11))
    assert ring(march(10, 11, 6)) == [1]
    assert not Nudge.objects.exists()
    assert notices_clock.nudges_due(march(10, 11, 6)) == 0


def test_the_clock_sends_what_waits(
    cast: Cast, choose_here: Choose, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_here(cast.ingrid)
    monkeypatch.setattr(notices_clock, "courier", courier)
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    with clock.at(march(10, 11, 6)):
        assert notices_clock.nudges_due(march(10, 11, 6)) == 1


# ------------------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far, status: int
) -> None:
    for name in ("gone", "here"):
        choose_here(cast.ingrid, name)
    service.statuses["/wake/gone"] = status
    happens(cast, march(10, 11))
    assert pushed(courier, march(10, 11, 6)) == [2]
    assert Device.objects.get().endpoint.endswith("/here")
    assert not Nudge.objects.exists()


@pytest.mark.parametrize("status", [301, 307, 400, 403, 413, 429, 500, 503])
def test_what_could_not_be_handed_over_is_tried_again(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far, status: int
) -> None:
    browser = choose_here(cast.ingrid)
    service.statuses["/wake/abc"] = status
    happens(cast, march(10, 11))
    assert pushed(courier, march(10, 11, 6), march(10, 11, 7)) == [1, 0]
    service.statuses.clear()
    assert pushed(courier, march(10, 11, 8), march(10, 11, 30)) == [1, 0]
    first, second = (browser.message(body) for _path, _headers, body in service.heard)
    assert first == second, "under the same name, so that it shows once"
    assert Device.objects.exists()


def test_pauses_grow(cast: Cast, choose_here: Choose) -> None:
    choose_here(cast.ingrid)
    at = march(10, 11, 6)
    happens(cast, march(10, 11))
    ring(at)
    pauses = []
    for _time in range(9):
        one = Nudge.objects.get()
        assert claimed(one, now=at)
        assert not claimed(one, now=at), "it is ours only once"
        pauses.append(Nudge.objects.get().not_before - at)
    minutes = [pause.total_seconds() / 60 for pause in pauses]
    assert minutes == [2, 4, 8, 16, 32, 64, 128, 180, 180]


def test_after_a_day_it_is_given_up(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    choose_here(cast.ingrid)
    service.statuses["/wake/abc"] = 503
    happens(cast, march(10, 11))
    assert pushed(courier, march(10, 11, 6)) == [1]
    assert turn(courier, march(11, 11, 5)) == 1
    assert turn(courier, march(11, 11, 6)) == 0
    assert not Nudge.objects.exists()
    assert Device.objects.exists()


def test_what_is_tried_again_keeps_quiet_hours_too(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    choose_here(cast.ingrid)
    wants(cast.ingrid, Pace.AT_ONCE)
    service.statuses["/wake/abc"] = 503
    happens(cast, march(10, 19, 50))
    assert pushed(courier, march(10, 19, 59)) == [1]
    assert [turn(courier, march(10, 20, 30)), turn(courier, march(11, 6, 59))] == [0, 0]
    service.statuses.clear()
    assert turn(courier, march(11, 7)) == 1
    assert not Nudge.objects.exists()


def test_a_failing_push_never_holds_back_mail(
    cast: Cast, choose_here: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_here(cast.ingrid)

    def nobody(*_asked: object) -> list[str]:
        raise TimeoutError

    lost = Courier(open_internet.Ways(resolve=nobody))
    for day in (10, 11):
        happens(cast, march(day, 11))
        assert ring(march(day, 11, 6)) == [1]
        assert turn(lost, march(day, 11, 6)) >= 1
    assert len(mail.outbox) == 2
    lost.pool.shutdown()


def test_an_endpoint_inside_our_network_is_never_asked(cast: Cast, choose_here: Choose) -> None:
    choose_here(cast.ingrid)
    asked: list[str] = []

    def dial(address: str, _port: int) -> socket.socket:
        asked.append(address)
        raise OSError

    def inside(*_asked: object) -> list[str]:
        return ["169.254.169.254"]

    guarded = Courier(open_internet.Ways(resolve=inside, dial=dial))
    happens(cast, march(10, 11))
    assert pushed(guarded, march(10, 11, 6)) == [1]
    assert not asked
    assert Nudge.objects.get().tries == 1
    guarded.pool.shutdown()


def test_two_machines_send_it_once(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    choose_here(cast.ingrid)
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    other = Courier(service.ways)
    with clock.at(march(10, 11, 6)):
        assert (courier.turn(march(10, 11, 6)), other.turn(march(10, 11, 6))) == (1, 0)
    wait(courier.out, timeout=5)
    assert len(service.heard) == 1
    other.pool.shutdown()


def test_one_round_is_bounded_and_the_next_goes_on(
    cast: Cast, choose_here: Choose, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nudging, "MOST", 2)
    for name in ("one", "two", "three"):
        choose_here(cast.ingrid, name)
    happens(cast, march(10, 11))
    ring(march(10, 11, 6))
    at = march(10, 11, 6)
    left = []
    for _round in range(3):
        with clock.at(at):
            left.append(courier.turn(at))
        wait(courier.out, timeout=5)
    assert left == [2, 1, 0]


def test_sending_asks_little_more_of_the_database_for_many_devices(
    cast: Cast, choose_here: Choose, courier: Courier
) -> None:
    asked = []
    for names in (("one",), ("two", "three", "four")):
        for name in names:
            choose_here(cast.ingrid, name)
        happens(cast, march(10, 11))
        ring(march(10, 11, 6))
        with clock.at(march(10, 11, 6)), CaptureQueriesContext(connection) as found:
            courier.turn(march(10, 11, 6))
        wait(courier.out, timeout=5)
        asked.append(len(found))
        turn(courier, march(10, 11, 6))
    # One statement that claims each, and one that notes what came of an earlier one.
    assert asked[1] - asked[0] <= 2 * 3


def test_the_secret_of_a_browser_is_needed_to_read_it(
    cast: Cast, choose_here: Choose, courier: Courier, service: Far
) -> None:
    browser = choose_here(cast.ingrid)
    happens(cast, march(10, 11))
    pushed(courier, march(10, 11, 6))
    guessed = Browser(browser.private, from_text("A" * 22))
    with pytest.raises(InvalidTag):
        guessed.message(service.heard[0][2])
