"""Saying that it is too much: openly it is seen where something is asked, privately it is nowhere."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from django.test import Client

from troth.checkins.actions import load
from troth.checkins.actions.load import Signal
from troth.checkins.models import Load, OwnLoad
from troth.checkins.rules.load import About
from troth.checkins.rules.refusals import Refusal
from troth.checkins.tests.conftest import Why
from troth.commitments.queries.lists import tallies
from troth.foundation.web.clock import now
from troth.ledger.models import Entry
from troth.ledger.queries import entries, heads
from troth.notices.models import Notice
from troth.partnerships.actions.holding import SeatGone
from troth.partnerships.actions.seating import end_seat, leave
from troth.partnerships.models import Room, Seat
from troth.partnerships.testing import Cast
from troth.site import rounds
from troth.trust.queries.promises import promises as trusted

Visit = Callable[[Seat | None], Client]
SECRET = "We sleep badly since the audit"
OTHERS = ("ravi", "guest", "facilitator")
CLOCK = re.compile(r"\b\d\d:\d\d\b")


def until(days: int = 14) -> date:
    """So many days from today."""
    return now().date() + timedelta(days=days)


def said(about: About = About.US, words: str = SECRET) -> Signal:
    """A signal for two weeks."""
    return Signal(about=about, until=until(), words=words)


# --------------------------------------------------------------------------------------- openly


def test_an_open_signal_stands_on_the_shared_record_and_where_partners_promise(
    cast: Cast, visit: Visit
) -> None:
    load.signal(said(words="No new work until the audit is over."), room=cast.shared, by=cast.ravi)
    for path in ("commitments/", "commitments/new/", "meetings/checkins/", ""):
        page = visit(cast.ingrid).get(f"/p/lumen-kaveri/{path}").content.decode()
        assert "Kaveri has said that it is a lot until" in page, path
    new = visit(cast.ingrid).get("/p/lumen-kaveri/commitments/new/").content.decode()
    assert "Can this wait?" in new
    assert "No new work until the audit is over." in new
    assert entries(cast.shared.id, limit=100)[-1].kind == "load:signalled"


def test_one_is_not_asked_to_ease_off_for_oneself(cast: Cast, visit: Visit) -> None:
    load.signal(said(), room=cast.shared, by=cast.ravi)
    page = visit(cast.ravi).get("/p/lumen-kaveri/commitments/new/").content.decode()
    assert "Can this wait?" not in page


def test_an_open_signal_of_one_person_names_them(cast: Cast, visit: Visit) -> None:
    load.signal(said(About.ME), room=cast.shared, by=cast.meera)
    page = visit(cast.ingrid).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
    assert "Meera of Kaveri has said that it is a lot until" in page


def test_a_signal_is_over_with_its_day_or_when_it_is_taken_back(
    cast: Cast, visit: Visit, why: Why
) -> None:
    past = load.signal(said(), room=cast.shared, by=cast.ravi)
    Load.objects.filter(pk=past.pk).update(until=until(-2))
    one = load.signal(said(About.ME), room=cast.shared, by=cast.meera)
    with why(Refusal.NOT_YOURS_TO_LIFT):
        load.lift(one, by=cast.ravi)
    page = visit(cast.ingrid).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
    assert page.count("has said that it is a lot") == 1
    load.lift(one, by=cast.meera)
    with why(Refusal.ALREADY_OVER):
        load.lift(one, by=cast.meera)
    page = visit(cast.ingrid).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
    assert "has said that it is a lot" not in page
    assert entries(cast.shared.id, limit=100)[-1].kind == "load:lifted"


def test_any_colleague_takes_back_what_was_said_for_the_organisation(cast: Cast, why: Why) -> None:
    one = load.signal(said(), room=cast.shared, by=cast.ravi)
    with why(Refusal.NOT_YOURS_TO_LIFT):
        load.lift(one, by=cast.ingrid)
    load.lift(one, by=cast.meera)


@pytest.mark.parametrize(("days", "reason"), [(-2, Refusal.DAY_HAS_PASSED), (400, Refusal.TOO_FAR)])
def test_it_is_said_for_a_day_to_come_within_a_year(
    cast: Cast, why: Why, days: int, reason: Refusal
) -> None:
    wrong = Signal(about=About.US, until=until(days))
    with why(reason):
        load.signal(wrong, room=cast.shared, by=cast.ravi)
    with why(reason):
        load.keep_to_myself(until=until(days), words="", by=cast.ravi)


def test_who_sits_for_nobody_says_it_for_nobody(cast: Cast, why: Why) -> None:
    with why(Refusal.NO_PARTY):
        load.signal(said(), room=cast.shared, by=cast.facilitator)


# ------------------------------------------------------------------------------------ privately

PAGES = (
    "",
    "agreements/",
    "commitments/",
    "commitments/new/",
    "meetings/checkins/",
    "meetings/checkins/load/",
    "trust/",
    "record/",
    "record/0/",
    "people/",
    "side/",
    "side/record/",
    "side/meetings/checkins/load/",
)


def follow() -> None:
    """Let everything that follows the record catch up."""
    while rounds.followers():
        pass


def all_that_they_see(cast: Cast, visit: Visit, who: Iterable[str]) -> dict[str, str]:
    """Every page, the inbox, the home page and what waits, for these people; without what a form renews."""
    found = {}
    for name in who:
        browser = visit(getattr(cast, name))
        for path in (*(f"/p/lumen-kaveri/{page}" for page in PAGES), "/", "/inbox/", "/you/"):
            answer = browser.get(path)
            found[f"{name} {path}"] = (
                f"{answer.status_code} {without_keys(answer.content.decode())}"
            )
    return found


def without_keys(page: str) -> str:
    """Without the tokens that differ each time a page is made, and without the time of day."""
    lines = CLOCK.sub("hh:mm", page).replace(">", ">\n").splitlines()
    differs = ("csrf", "once", "nonce")
    return "\n".join(line for line in lines if not any(word in line for word in differs))


def figures(cast: Cast) -> str:
    """What trust, counts and an export are made of, for the rooms that others are in, as JSON."""
    rooms = [cast.shared, cast.kaveri_side]
    theirs = [room.id for room in rooms]
    told = {
        "tallies": [str(tally) for tally in tallies(cast.shared.id)],
        "trust": [str(one) for one in trusted(shared_room(cast), now=now().replace(microsecond=0))],
        "heads": heads(theirs),
        "entries": [
            [entry.kind, entry.idx, bytes(entry.entry_bytes).hex()]
            for room in theirs
            for entry in entries(room, limit=1000)
        ],
        "notices": sorted(
            Notice.objects.filter(person__in=[cast.ravi.person, cast.meera.person]).values_list(
                "room", "idx", "kind"
            )
        ),
        "loads": list(Load.objects.in_rooms(theirs).values_list("id", flat=True)),
    }
    return json.dumps(told, default=str)


def shared_room(cast: Cast) -> Room:
    """The shared room with its table."""
    return Room.objects.select_related("partnership").get(pk=cast.shared.pk)


@pytest.fixture
def everybody(cast: Cast) -> Cast:
    """All who will look have sat down before."""
    for name in ("tor", "meera", *OTHERS):
        getattr(cast, name)
    follow()
    return cast


def test_what_one_side_says_among_its_own_changes_no_byte_for_anybody_else(
    everybody: Cast, visit: Visit
) -> None:
    cast = everybody
    pages, told = all_that_they_see(cast, visit, OTHERS), figures(cast)
    load.signal(said(), room=cast.lumen_side, by=cast.ingrid)
    load.signal(said(About.ME), room=cast.lumen_side, by=cast.tor)
    follow()
    assert figures(cast) == told
    assert all_that_they_see(cast, visit, OTHERS) == pages
    assert SECRET not in "".join(pages.values())


def test_colleagues_see_in_their_side_room_what_was_said_there(
    everybody: Cast, visit: Visit
) -> None:
    load.signal(said(About.ME), room=everybody.lumen_side, by=everybody.tor)
    for path in ("side/", "side/meetings/checkins/load/"):
        page = visit(everybody.ingrid).get(f"/p/lumen-kaveri/{path}").content.decode()
        assert SECRET in page, path
    shared = visit(everybody.ingrid).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
    assert SECRET not in shared


def test_what_one_keeps_to_oneself_changes_no_byte_for_anybody_and_is_no_fact(
    everybody: Cast, visit: Visit
) -> None:
    cast, others = everybody, (*OTHERS, "ingrid")
    pages, told, facts = (
        all_that_they_see(cast, visit, others),
        figures(cast),
        Entry.objects.count(),
    )
    load.keep_to_myself(until=until(), words=SECRET, by=cast.tor)
    follow()
    assert figures(cast) == told
    assert Entry.objects.count() == facts
    assert all_that_they_see(cast, visit, others) == pages
    assert SECRET in visit(cast.tor).get("/p/lumen-kaveri/meetings/checkins/load/").content.decode()


def test_what_one_keeps_to_oneself_is_gone_when_it_is_taken_away(cast: Cast, visit: Visit) -> None:
    load.keep_to_myself(until=until(), words=SECRET, by=cast.tor)
    load.keep_to_myself(until=until(3), words="Once more.", by=cast.tor)
    assert OwnLoad.objects.get().words == "Once more."
    load.forget(by=cast.ingrid)
    assert OwnLoad.objects.count() == 1
    visit(cast.tor).post("/p/lumen-kaveri/meetings/checkins/load/forget/")
    assert not OwnLoad.objects.exists()


@pytest.mark.parametrize("by", ["themselves", "an admin"])
def test_what_one_keeps_to_oneself_goes_with_ones_seat(cast: Cast, by: str) -> None:
    load.keep_to_myself(until=until(), words=SECRET, by=cast.tor)
    load.keep_to_myself(until=until(), words="Another’s.", by=cast.ravi)
    if by == "themselves":
        leave(by=cast.tor)
    else:
        end_seat(cast.tor, by=cast.ingrid)
    assert [one.words for one in OwnLoad.objects.all()] == ["Another’s."]


def test_whoever_has_just_got_up_leaves_nothing_behind(cast: Cast) -> None:
    tor = cast.tor
    leave(by=tor)
    with pytest.raises(SeatGone):
        load.keep_to_myself(until=until(), words=SECRET, by=tor)
    assert not OwnLoad.objects.exists()


def test_the_other_side_cannot_take_back_what_it_cannot_see(cast: Cast, visit: Visit) -> None:
    one = load.signal(said(), room=cast.lumen_side, by=cast.ingrid)
    for root in ("", "side/", f"with/{cast.lumen_side.id}/"):
        url = f"/p/lumen-kaveri/{root}meetings/checkins/load/{one.id}/over/"
        assert visit(cast.ravi).post(url).status_code == 404
    assert Load.objects.filter(lifted_at=None).count() == 1


# ------------------------------------------------------------------------------------- the form


def form(**said: str) -> dict[str, str]:
    """The form as it is sent."""
    return {"about": "us", "openness": "table", "until": until().isoformat(), "words": ""} | said


@pytest.mark.parametrize(
    ("openness", "room", "leads"),
    [("table", "shared", ""), ("side", "lumen_side", "side/")],
)
def test_the_form_says_it_to_those_who_were_chosen(
    cast: Cast, visit: Visit, openness: str, room: str, leads: str
) -> None:
    url = "/p/lumen-kaveri/meetings/checkins/load/"
    answer = visit(cast.ingrid).post(url, form(openness=openness))
    assert answer["Location"] == f"/p/lumen-kaveri/{leads}meetings/checkins/load/"
    assert Load.objects.get().room_id == getattr(cast, room).id


def test_the_form_keeps_it_to_oneself_where_that_was_chosen(cast: Cast, visit: Visit) -> None:
    url = "/p/lumen-kaveri/meetings/checkins/load/"
    visit(cast.ingrid).post(url, form(openness="me", about="me"))
    assert OwnLoad.objects.count() == 1
    assert not Load.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"until": "2020-01-01"}, "That day has passed."),
        ({"until": "9999-12-31"}, "more than a year ahead"),
        ({"until": "31 June"}, "Enter a valid date"),
        ({"openness": "me", "about": "us"}, "at least your own side has to know"),
        ({"openness": "everybody"}, "not one of the available choices"),
        ({"words": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_nothing_is_lost(
    cast: Cast, visit: Visit, sent: dict[str, str], words: str
) -> None:
    sent = {"words": "Half of us are ill."} | sent
    answer = visit(cast.ingrid).post("/p/lumen-kaveri/meetings/checkins/load/", form(**sent))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert sent["words"] in answer.content.decode()
    assert not Load.objects.exists()


def test_guests_and_facilitators_do_not_say_it(cast: Cast, visit: Visit) -> None:
    for who in (cast.guest, cast.facilitator):
        answer = visit(who).get("/p/lumen-kaveri/meetings/checkins/load/")
        assert answer.status_code == 403
