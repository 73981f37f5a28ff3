"""The inbox: what others did at one's tables, new until one says so, and gone with the room."""

import re
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.foundation.live import hints
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.follower import run_pass
from troth.ledger.models import Entry
from troth.notices.actions.reminding import remind
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice, Reminder
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Room, Seat
from troth.partnerships.testing import Cast, person
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]


def promise(cast: Cast, what: str, *, room: Room | None = None) -> Commitment:
    made = Promise(deliverable=what, due=now() + timedelta(days=9), zone="UTC", receiver=cast.lumen)
    return actions.propose(made, room=room or cast.shared, by=cast.ravi)


def follow() -> None:
    while run_pass([InboxFollower()]):
        pass


def page(client: Client, path: str = "/inbox/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def news(client: Client) -> int:
    return page(client).count('class="tag warm"')


@pytest.fixture
def read_up(cast: Cast, visit: Visit) -> Client:
    """Ingrid's browser, after she has read what there was."""
    client = visit(cast.ingrid)
    follow()
    mark_read(client)
    return client


def mark_read(client: Client) -> None:
    found = re.search(r'name="until" value="(\w+)"', page(client))
    if found:
        client.post("/inbox/", {"until": found[1]})


def test_what_the_other_side_did_stands_there_and_leads_to_it(cast: Cast, read_up: Client) -> None:
    one = promise(cast, "a field report")
    follow()
    said = page(read_up)
    assert "Kaveri promised Lumen “a field report”" in said
    assert f"/p/lumen-kaveri/commitments/{one.id}/" in said


def test_a_line_is_new_until_its_reader_says_so(cast: Cast, read_up: Client) -> None:
    promise(cast, "one")
    follow()
    assert [news(read_up), news(read_up)] == [1, 1]
    mark_read(read_up)
    assert news(read_up) == 0
    assert "“one”" in page(read_up)


def test_what_came_after_the_page_was_shown_stays_new(cast: Cast, read_up: Client) -> None:
    promise(cast, "one")
    follow()
    shown = Notice.objects.filter(person=cast.ingrid.person).order_by("-id")[0]
    with clock.at(now() + timedelta(seconds=5)):
        promise(cast, "two")
    follow()
    read_up.post("/inbox/", {"until": shown.id})
    assert news(read_up) == 1


@pytest.mark.parametrize("until", ["", "nonsense", "zzz"])
def test_a_mark_that_nobody_gave_out_marks_nothing(cast: Cast, read_up: Client, until: str) -> None:
    promise(cast, "one")
    follow()
    assert read_up.post("/inbox/", {"until": until}).status_code == 302
    assert news(read_up) == 1


def test_marking_touches_nobody_elses_lines(cast: Cast, read_up: Client, visit: Visit) -> None:
    tor = visit(cast.tor)
    promise(cast, "one")
    follow()
    mark_read(read_up)
    assert "“one”" in page(tor)
    assert news(tor) > 0


def test_nobody_reads_of_their_own_acts_but_colleagues_do(cast: Cast, visit: Visit) -> None:
    meera, ravi = visit(cast.meera), visit(cast.ravi)
    promise(cast, "a field report")
    follow()
    assert "a field report" not in page(ravi)
    assert "a field report" in page(meera)


def test_what_is_prepared_in_a_side_room_is_told_to_that_side_only(
    cast: Cast, visit: Visit
) -> None:
    meera, ingrid = visit(cast.meera), visit(cast.ingrid)
    promise(cast, "a price list", room=cast.kaveri_side)
    follow()
    assert "a price list" in page(meera)
    assert "a price list" not in page(ingrid)
    assert not Notice.objects.filter(person=cast.ingrid.person, room=cast.kaveri_side.id).exists()


def test_with_the_seat_its_lines_are_gone(cast: Cast, visit: Visit) -> None:
    client = visit(cast.tor)
    promise(cast, "one")
    follow()
    assert "“one”" in page(client)
    end_seat(cast.tor, by=cast.ingrid)
    assert "“one”" not in page(client)


def test_a_guest_whose_last_day_has_passed_reads_nothing(cast: Cast, visit: Visit) -> None:
    guest = cast.guest
    promise(cast, "one")
    follow()
    assert "“one”" in page(visit(guest))
    Seat.objects.filter(pk=guest.pk).update(until=timezone.now())
    assert "“one”" not in page(visit(guest))


def test_a_reminder_stands_in_the_inbox_and_is_read_like_the_rest(cast: Cast, visit: Visit) -> None:
    client, one = visit(cast.ravi), promise(cast, "a field report")
    follow()
    mark_read(client)
    assert remind(one, cast.ravi.person, days=3, now=now())
    assert "A reminder: “a field report” is promised for" in page(client)
    assert news(client) == 1
    mark_read(client)
    assert news(client) == 0
    assert "A reminder" not in page(visit(cast.ingrid))


def test_a_reminder_goes_with_the_seat(cast: Cast, visit: Visit) -> None:
    client, one = visit(cast.meera), promise(cast, "a field report")
    remind(one, cast.meera.person, days=3, now=now())
    end_seat(cast.meera, by=cast.ravi)
    assert "A reminder" not in page(client)
    assert Reminder.objects.count() == 1


def test_older_lines_are_a_page_away_and_none_is_missing(cast: Cast, read_up: Client) -> None:
    made = [promise(cast, f"number {n} of many") for n in range(55)]
    for one in made[:5]:
        remind(one, cast.ingrid.person, days=1, now=now())
    follow()
    seen, path = "", "/inbox/"
    for _ in range(4):
        said = page(read_up, path)
        seen += said
        older = re.search(r'href="(\?before=\w+)"', said)
        if older is None:
            break
        path = f"/inbox/{older[1]}"
    for n in range(55):
        assert f"promised Lumen “number {n} of many”" in seen
    assert seen.count("A reminder: “number") == 5


def test_following_again_writes_nothing_twice(cast: Cast) -> None:
    promise(cast, "one")
    follow()
    lines = Notice.objects.count()
    for entry in Entry.objects.filter(log=cast.shared.id).order_by("idx"):
        InboxFollower().handle(entry)
    assert Notice.objects.count() == lines


@pytest.mark.slow
def test_everybody_in_a_large_room_is_told(cast: Cast) -> None:
    for n in range(230):
        Seat.objects.create(
            partnership=cast.table,
            person=person(f"Nr{n}"),
            party=cast.lumen,
            role="member",
            since=timezone.now() - timedelta(days=1),
        )
    promise(cast, "one")
    follow()
    assert Notice.objects.filter(kind="commitment:proposed").count() == 231


@pytest.fixture
def live(tmp_path: Path) -> Iterator[socket.socket]:
    """What the live process hears."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "live.sock"))
        heard.settimeout(2)
        hints.configure(tmp_path)
        yield heard
        hints.configure(None)


def said_to(heard: socket.socket) -> set[str]:
    heard.settimeout(0.2)
    words = set()
    try:
        while True:
            words.add(heard.recv(512).decode())
    except TimeoutError:
        return words


@pytest.mark.django_db(transaction=True)
def test_whoever_gets_a_line_hears_of_it_at_once(cast: Cast, live: socket.socket) -> None:
    follow()
    said_to(live)
    promise(cast, "one")
    follow()
    words = said_to(live)
    assert f"inbox {cast.ingrid.person_id}" in words
    assert f"inbox {cast.ravi.person_id}" not in words
