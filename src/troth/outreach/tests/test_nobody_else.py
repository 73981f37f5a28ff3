"""Private help is private: everybody else gets the same bytes, and no figure moves."""

import re
from collections.abc import Callable, Mapping
from difflib import unified_diff
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from troth.conftest import Visit
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.models import Entry
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.outreach import actions
from troth.outreach.models import Exchange, Line, Offered
from troth.outreach.tests.conftest import ANSWER, QUESTION, AskPrivately, MakePromise, MakeSignal
from troth.partnerships.actions.rooms import open_closed_room, open_room
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.rooms import MOST_ROOMS, RoomKind
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.search.follower import SearchFollower
from troth.search.models import SearchItem
from troth.trust.follower import EvidenceFollower
from troth.trust.models import Evidence

pytestmark = pytest.mark.django_db
TABLE = "/p/lumen-kaveri/"
PAGES = (
    *("/", "/inbox/", "/search/?q=frost", TABLE),
    *(f"{TABLE}{name}/" for name in ("people", "people/rooms", "record", "trust", "talk")),
    *(f"{TABLE}{name}/" for name in ("trust/outreach", "commitments", "checkins", "care/slips")),
    *(f"{TABLE}side/", f"{TABLE}side/trust/imbalance/", f"{TABLE}side/record/"),
)
# Every answer has its own token, key and nonce.
CHANGING = re.compile(
    r'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"|nonce="[^"]*"|X-CSRFToken[^}]*}'
)
EVERYBODY_ELSE = ("tor", "meera", "facilitator", "guest", "stranger")


def pages(browser: Client) -> Mapping[str, tuple[int, str]]:
    """Every page as this browser gets it, less what differs each time."""
    return {
        path: (answer.status_code, CHANGING.sub("", answer.content.decode()))
        for path in PAGES
        for answer in [browser.get(path)]
    }


def main(browser: Client, path: str) -> str:
    """What stands in the main part of a page."""
    return (
        browser.get(path).content.decode().partition('<main id="main"')[2].partition("<footer")[0]
    )


def follow() -> None:
    """Everything that follows the record has caught up."""
    for entry in Entry.objects.order_by("log", "idx"):
        for follower in (InboxFollower(), SearchFollower(), EvidenceFollower()):
            follower.handle(entry)


def browsers(cast: Cast, visit: Visit) -> dict[str, Client]:
    """Everybody but the two."""
    found: dict[str, Client] = {}
    for name in EVERYBODY_ELSE:
        who: Seat | Person = getattr(cast, name)
        found[name] = visit(who)
    return found


def same_bytes(browsers: Mapping[str, Client], happens: Callable[[], object]) -> None:
    """Every page of everybody is the same before and after it happens, in one moment."""
    moment = now()
    # Pages tell what time it is for the others.
    with clock.at(moment), patch.object(timezone, "now", return_value=moment):
        follow()
        for browser in browsers.values():
            # What a first visit leaves behind (a session, a place read up to) is there before.
            pages(browser)
        before = {name: pages(browser) for name, browser in browsers.items()}
        happens()
        follow()
        for name, browser in browsers.items():
            after = pages(browser)
            for path in PAGES:
                assert after[path][0] == before[name][path][0], (name, path)
                was, is_now = (one[path][1].splitlines() for one in (before[name], after))
                assert "\n".join(unified_diff(was, is_now, n=0)) == "", (name, path)


@pytest.mark.slow
def test_everybody_else_gets_the_same_bytes_with_and_without(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    promise()

    def happens() -> None:
        actions.say(ask(), words=ANSWER, by=cast.ingrid)

    asked, own = visit(cast.ingrid), f"{TABLE}trust/outreach/"
    assert "Ravi" not in main(asked, own)
    same_bytes(browsers(cast, visit), happens)
    assert "Ravi" in main(asked, own), "whoever is asked is told"


@pytest.mark.slow
def test_the_other_side_gets_the_same_bytes_with_and_without_a_signal(
    cast: Cast, visit: Visit, signal: MakeSignal
) -> None:
    names = ("ravi", "meera", "facilitator", "guest")
    same_bytes({name: visit(getattr(cast, name)) for name in names}, signal)


def test_the_addresses_of_an_exchange_are_nothing_to_everybody_else(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    one = ask()
    at = f"{TABLE}with/{one.room_id}/trust/outreach/"
    nothing = f"{TABLE}with/01J00000000000000000000000/trust/outreach/"
    for name, browser in browsers(cast, visit).items():
        for path in ("", f"{one.id}/", f"{one.id}/dates/", f"{one.id}/pause/"):
            mine, none = browser.get(at + path), browser.get(nothing + path)
            assert mine.status_code == none.status_code == 404, (name, path)
            assert CHANGING.sub("", mine.content.decode()) == CHANGING.sub(
                "", none.content.decode()
            )
        for way in ("say", "end", "agree", "decline", "take-back", "dates", "pause"):
            assert browser.post(f"{at}{one.id}/{way}/", {"words": "x"}).status_code == 404, way
    assert visit(None).get(f"{at}{one.id}/").status_code == 302
    assert Line.objects.count() == 1


def test_it_is_told_to_whoever_was_asked_and_to_nobody_else(cast: Cast, ask: AskPrivately) -> None:
    others = (cast.tor, cast.meera, cast.facilitator, cast.guest)
    assert all(others)
    one = ask()
    follow()
    told = Notice.objects.filter(room=one.room_id).values_list("person_id", "kind")
    assert ("outreach:asked") in {kind for _person, kind in told}
    assert {person for person, _kind in told} == {cast.ingrid.person_id}


def test_no_search_finds_a_word_of_it(cast: Cast, ask: AskPrivately) -> None:
    actions.say(ask(), words=ANSWER, by=cast.ingrid)
    follow()
    said = " ".join(SearchItem.objects.values_list("text", flat=True))
    assert QUESTION not in said
    assert ANSWER not in said


@pytest.mark.slow
def test_no_evidence_moves_with_two_hundred_private_exchanges(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    promise()
    follow()
    before = list(Evidence.objects.order_by("pk").values())
    one = ask()
    many = [
        Exchange(room=one.room, asker=cast.ravi, asked=cast.ingrid, at=now(), last_at=now())
        for _n in range(200)
    ]
    Exchange.objects.bulk_create(many)
    for each in Exchange.objects.all():
        actions.say(each, words=ANSWER, by=cast.ingrid)
    follow()
    assert list(Evidence.objects.order_by("pk").values()) == before


def test_two_hundred_rooms_of_a_few_keep_nobody_from_opening_one(cast: Cast) -> None:
    Room.objects.bulk_create(
        Room(partnership=cast.table, kind=RoomKind.CLOSED) for _n in range(MOST_ROOMS)
    )
    both = [cast.lumen.id, cast.kaveri.id]
    assert open_room("Prices", parties=both, by=cast.tor).kind == RoomKind.SUBSET


def test_a_room_for_something_else_is_not_taken_for_a_question(
    cast: Cast, ask: AskPrivately
) -> None:
    other = open_closed_room("Case", seats=[cast.ravi, cast.ingrid], by=cast.ravi)
    assert ask().room != other


def test_drafts_are_for_admins_alone(cast: Cast, visit: Visit, draft: Offered) -> None:
    side, key = f"{TABLE}side/trust/imbalance/", draft.id
    assert visit(cast.ravi).get(f"{side}offered/{key}/").status_code == 200
    assert visit(cast.meera).get(f"{side}offered/{key}/").status_code == 403
    assert key not in visit(cast.meera).get(side).content.decode()
    assert visit(cast.ingrid).get(f"{side}offered/{key}/").status_code == 404
    assert visit(cast.meera).post(f"{side}offered/{key}/not-now/").status_code == 403
