"""Who reaches what of check-ins, load and pauses: every role at every act, and nothing for those outside."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from troth.checkins.actions import load, reporting
from troth.checkins.actions.load import Signal
from troth.checkins.actions.reporting import Draft
from troth.checkins.models import Checkin, Load, Pause, Report
from troth.checkins.offers import waiting
from troth.checkins.owed import owed
from troth.checkins.rules.load import About
from troth.checkins.rules.reports import Words
from troth.checkins.tests.conftest import MONDAY, Open, report, shared
from troth.foundation.live import hints
from troth.foundation.web import clock
from troth.ledger.models import Entry
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast

Visit = Callable[[Seat | None], Client]
ROOT = "meetings/checkins/"
WISH = Draft(words=Words(wish="Two reference sensors."), asks=True)
# What each role is answered: reading, writing its own part, saying that it is a lot, proposing a pause.
ROLES = {
    "ingrid": (200, 200, 200, 200),
    "tor": (200, 200, 200, 200),
    "facilitator": (200, 403, 403, 403),
    "guest": (403, 403, 403, 403),
    "contributor": (403, 403, 403, 403),
    "stranger": (404, 404, 404, 404),
}


@pytest.fixture
def one(table: Cast, opened: Open) -> Checkin:
    """The round of the first Thursday."""
    return opened()


@pytest.mark.parametrize("name", ROLES)
def test_every_role_is_answered_as_the_table_of_roles_says(
    table: Cast, one: Checkin, visit: Visit, name: str
) -> None:
    client = visit(getattr(table, name))
    rest = ("", f"{one.id}/write/", "load/", "pauses/new/")
    with clock.at(one.at):
        got = [client.get(f"/p/lumen-kaveri/{ROOT}{path}").status_code for path in rest]
    assert tuple(got) == ROLES[name]


@pytest.mark.parametrize("name", ["facilitator", "guest", "contributor", "stranger"])
@pytest.mark.parametrize(
    "sent",
    [
        ("{one}/write/", {"progress": "Fine.", "seen": "0"}),
        ("{one}/skip/", {"reason": "Sailing."}),
        ("load/", {"about": "us", "openness": "table", "until": "2026-06-09"}),
        ("load/forget/", {}),
        (
            "pauses/new/",
            {"first": "2026-06-09", "last": "2026-06-10", "whose": "all", "reason": "Holi."},
        ),
    ],
)
def test_who_may_not_writes_nothing(
    table: Cast, one: Checkin, visit: Visit, name: str, sent: tuple[str, dict[str, str]]
) -> None:
    client, (path, fields) = visit(getattr(table, name)), sent
    size = Entry.objects.count()
    with clock.at(one.at):
        answer = client.post(f"/p/lumen-kaveri/{ROOT}{path.format(one=one.id)}", fields)
    assert answer.status_code in {403, 404}
    assert Entry.objects.count() == size
    assert not Load.objects.exists()
    assert not Pause.objects.exists()
    assert set(Report.objects.values_list("state", flat=True)) == {"waiting"}


@pytest.mark.parametrize("room", ["side/", "with/{side}/"])
@pytest.mark.parametrize("path", ["", "{one}/", "{one}/write/", "{one}/skip/", "pauses/new/"])
def test_a_side_room_holds_no_round_and_no_pause(
    table: Cast, one: Checkin, visit: Visit, room: str, path: str
) -> None:
    root = f"/p/lumen-kaveri/{room.format(side=table.lumen_side.id)}{ROOT}"
    assert visit(table.ingrid).get(f"{root}{path.format(one=one.id)}").status_code == 404


def test_the_round_of_another_table_is_not_there(table: Cast, one: Checkin, visit: Visit) -> None:
    other = table.neighbour
    url = f"/p/{other.partnership.slug}/{ROOT}{one.id}/"
    assert visit(other).get(url).status_code == 404


# -------------------------------------------------------------------------- what waits, what is owed


def lines(*seats: Seat, limit: int = 20) -> list[str]:
    """What waits for whoever holds these seats."""
    return [line.sentence for line in waiting(list(seats), limit=limit)]


def owing(cast: Cast, by: Seat, *, room: Room | None = None) -> list[tuple[str, str]]:
    """Which side owes what, as this seat reads it."""
    request = HttpRequest()
    table = Partnership.objects.get(pk=cast.table.pk)
    vars(request).update(
        seat=by, person=by.person, partnership=table, room=room or shared(cast), rooms=set()
    )
    return [(line.party, line.sentence) for line in owed(request, limit=20)]


def test_nothing_waits_where_nobody_sits_and_where_nothing_is_open(table: Cast) -> None:
    assert lines() == []
    assert lines(table.ingrid, table.ravi) == []


def test_an_open_round_waits_for_members_and_for_nobody_else(table: Cast, one: Checkin) -> None:
    with clock.at(one.at):
        assert lines(table.tor) == ["Check in for Lumen."]
        for seat in (table.facilitator, table.guest, table.contributor):
            assert lines(seat) == []


@pytest.mark.parametrize("phase", ["proposed", "closed"])
def test_at_a_table_that_is_not_open_nothing_waits(table: Cast, one: Checkin, phase: str) -> None:
    Partnership.objects.filter(pk=table.table.pk).update(phase=phase)
    again = Seat.objects.select_related("partnership", "person", "party").get(pk=table.ingrid.pk)
    with clock.at(one.at):
        assert lines(again) == []
        assert owing(table, again) == []


def test_help_is_owed_by_the_side_that_was_asked(table: Cast, one: Checkin) -> None:
    with clock.at(one.at):
        sent = reporting.send(report(one, table.lumen), WISH, seen=0, by=table.tor)
        said = [(table.kaveri.id, "Answer what Lumen asked for")]
        for seat in (table.ingrid, table.ravi, table.facilitator):
            assert owing(table, seat) == said
        assert owing(table, table.guest) == []
        assert owing(table, table.ingrid, room=table.lumen_side) == []
        reporting.answer(sent, words="On Monday.", by=table.ravi)
        assert owing(table, table.ingrid) == []


def test_what_waits_ends_at_its_limit_and_costs_the_same(
    table: Cast, opened: Open, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    opened(3.5)
    seat = Seat.objects.select_related("partnership", "person", "party").get(pk=table.ravi.pk)
    with clock.at(MONDAY + timedelta(days=3.5)), django_assert_max_num_queries(20) as few:
        lines(seat)
    for week in range(12):
        found = opened(3.5 + 7 * week)
        with clock.at(found.at):
            reporting.send(report(found, table.lumen), WISH, seen=0, by=table.tor)
    now = MONDAY + timedelta(days=3.5 + 77)
    with clock.at(now), django_assert_max_num_queries(len(few.captured_queries)):
        many = lines(seat)
    assert many.count("Lumen says what would help.") == 12
    with clock.at(now):
        assert lines(seat, limit=3).count("Lumen says what would help.") == 3


# ------------------------------------------------------------------------------------- without a sign


def signal() -> Signal:
    """A signal for two weeks."""
    return Signal(about=About.US, until=clock.now().date() + timedelta(days=9), words="Audit week.")


@pytest.mark.parametrize("question", ["audit", "lot", "Lumen", ""])
def test_what_one_side_says_among_its_own_is_found_by_nobody_else(
    cast: Cast, visit: Visit, question: str
) -> None:
    client = visit(cast.ravi)

    def page() -> str:
        text = client.get("/search/", {"q": question}).content.decode()
        return "".join(part for part in text.split('"') if len(part) not in {26, 64})

    before = page()
    load.signal(signal(), room=cast.lumen_side, by=cast.ingrid)
    load.keep_to_myself(until=signal().until, words="Audit week.", by=cast.tor)
    assert page() == before
    assert "Audit week." not in before


def test_open_pages_of_others_hear_nothing_of_it(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    heard: list[str] = []
    tor = cast.tor
    monkeypatch.setattr(hints._line, "_live", lambda line: heard.append(line.decode()))
    with django_capture_on_commit_callbacks(execute=True):
        load.keep_to_myself(until=signal().until, words="Audit week.", by=tor)
    assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        load.signal(signal(), room=cast.lumen_side, by=cast.ingrid)
    assert heard
    assert all(cast.lumen_side.id in line for line in heard)
    assert not [line for line in heard if cast.shared.id in line or "Audit" in line]


def test_it_waits_for_nobody_and_counts_on_no_home_page(cast: Cast, visit: Visit) -> None:
    before = [lines(seat) for seat in (cast.ravi, cast.meera, cast.facilitator)]
    load.signal(signal(), room=cast.lumen_side, by=cast.ingrid)
    assert [lines(seat) for seat in (cast.ravi, cast.meera, cast.facilitator)] == before
    assert "Audit week." not in visit(cast.ravi).get("/").content.decode()
