"""Nobody outside a room sees anything of its goals: no page, no count, no search, no record, no picture."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from troth.conftest import Visit
from troth.foundation.web.testing import statements
from troth.goals import actions
from troth.goals.models import Goal, Obstacle, Reading
from troth.goals.queries.plans import latest, terms_of
from troth.goals.rules.refusals import Refusal
from troth.goals.testing import fresh
from troth.goals.tests.conftest import UNITS, change, refused_for
from troth.goals.tests.told import GOALS, SIDE, board, nothing_written
from troth.ledger.follower import run_pass
from troth.notices.follower import InboxFollower
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.testing import Cast
from troth.search.follower import SearchFollower

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
SECRET = "Belowforty"
DAY = date(2026, 3, 2)
PAGES = (
    "/",
    "/inbox/",
    "/p/lumen-kaveri/",
    "/p/lumen-kaveri/agreements/",
    GOALS,
    "/p/lumen-kaveri/record/",
    "/p/lumen-kaveri/talk/",
    f"/search/?q={SECRET}",
    "/search/?q=margins&kind=goal",
)


@pytest.fixture
def prepared(cast: Cast) -> Goal:
    """A goal of Lumen's side room with everything a goal can have."""
    goal = actions.draft_goal(
        title=f"Margins {SECRET}",
        words=SECRET,
        by_when=date(2027, 3, 31),
        measures=(replace(UNITS, name=SECRET),),
        room=cast.lumen_side,
        by=cast.tor,
    )
    actions.sign(goal, version=1, by=cast.ingrid)
    measure = goal.measures.get()
    actions.read_measure(measure, value=Decimal(3), day=DAY, note=SECRET, by=cast.tor)
    actions.log_obstacle(goal, what=SECRET, opens=SECRET, by=cast.tor)
    change(goal, by=cast.tor, why=SECRET, words=f"{SECRET} again")
    while run_pass([SearchFollower(), InboxFollower()]):
        pass
    return fresh(goal)


def addresses(goal: Goal, base: str) -> tuple[str, ...]:
    """Every address of a goal and what belongs to it."""
    measure, obstacle = goal.measures.get(), goal.obstacles.get()
    reading = measure.readings.get()
    one = f"{base}{goal.id}/"
    return (
        one,
        f"{one}change/",
        f"{one}sign/",
        f"{one}take-back/",
        f"{one}share/",
        f"{one}obstacle/",
        f"{one}versions/1/",
        f"{one}versions/2/",
        f"{base}measures/{measure.id}/",
        f"{base}measures/{measure.id}/reading/",
        f"{base}measures/{measure.id}/import/",
        f"{base}readings/{reading.id}/take-back/",
        f"{base}obstacles/{obstacle.id}/close/",
    )


def test_a_side_rooms_goal_is_on_no_page_of_anybody_else(
    cast: Cast, visit: Visit, prepared: Goal
) -> None:
    for who in (cast.ravi, cast.meera, cast.guest, cast.facilitator, cast.stranger):
        browser = visit(who)
        for url in (*PAGES, SIDE):
            page = browser.get(url).content.decode().replace(f'value="{SECRET}"', "")
            assert f"Margins {SECRET}" not in page, url
            assert prepared.id not in page, url


def test_no_address_of_it_is_there_for_anybody_else(
    cast: Cast, visit: Visit, prepared: Goal
) -> None:
    sent = {"version": "2", "why": "x", "what": "x", "value": "1", "day": "2026-03-02"}
    for who in (cast.ravi, cast.guest, cast.facilitator, cast.stranger):
        browser = visit(who)
        for url in (*addresses(prepared, SIDE), *addresses(prepared, GOALS)):
            looked = browser.get(url)
            assert looked.status_code in {403, 404, 405}, url
            assert SECRET not in looked.content.decode()
            with nothing_written():
                assert browser.post(url, sent).status_code in {403, 404, 405}, url


def test_the_own_side_finds_it_and_reads_all_of_it(
    cast: Cast, visit: Visit, prepared: Goal
) -> None:
    browser = visit(cast.siri)
    assert f"Margins {SECRET}" in browser.get(SIDE).content.decode()
    for url in addresses(prepared, SIDE):
        if not url.endswith(("/sign/", f"{prepared.id}/take-back/")):
            assert browser.get(url).status_code == 200, url


def test_the_same_address_in_another_room_is_not_there_even_for_those_who_sit_in_both(
    cast: Cast, visit: Visit, prepared: Goal
) -> None:
    browser = visit(cast.ingrid)
    for url in addresses(prepared, GOALS):
        assert browser.get(url).status_code in {404, 405}, url


def test_a_goal_of_a_room_for_some_is_for_them_alone(cast: Cast, visit: Visit) -> None:
    room = open_room("Moorings", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    goal = actions.draft_goal(title=f"Anchors {SECRET}", words="W", room=room, by=cast.ravi)
    base = f"/p/lumen-kaveri/with/{room.id}/agreements/goals/"
    assert SECRET in visit(cast.tor).get(f"{base}{goal.id}/").content.decode()
    for who in (cast.guest, cast.contributor, cast.facilitator, cast.stranger):
        browser = visit(who)
        assert browser.get(f"{base}{goal.id}/").status_code in {403, 404}
        for url in PAGES:
            assert f"Anchors {SECRET}" not in browser.get(url).content.decode(), url


def test_of_two_who_launch_at_once_one_wins(cast: Cast, agreed: Goal) -> None:
    stale = fresh(agreed)
    actions.launch(fresh(agreed), by=cast.ravi)
    with nothing_written(), refused_for(Refusal.LAUNCHED_ALREADY):
        actions.launch(stale, by=cast.ingrid)
    assert fresh(agreed).launched_by_id == cast.ravi.id


def test_of_two_who_close_an_obstacle_one_wins_and_the_other_is_told(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    met = actions.log_obstacle(agreed, what="Rain.", by=cast.tor)
    stale = Obstacle.objects.get(pk=met.pk)
    actions.close_obstacle(met, words="It stopped.", by=cast.ravi)
    with nothing_written(), refused_for(Refusal.OBSTACLE_ANSWERED):
        actions.close_obstacle(stale, words="It goes on.", by=cast.tor)
    told = visit(cast.tor).post(f"{GOALS}obstacles/{met.id}/close/", {"why": "It goes on."})
    assert told.status_code == 409
    assert "It goes on." in told.content.decode(), "what was typed is kept"


def test_of_two_who_take_a_reading_back_one_wins_and_the_reason_of_the_other_is_kept(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    one = actions.read_measure(agreed.measures.get(), value=Decimal(1), day=DAY, by=cast.tor)
    stale = Reading.objects.get(pk=one.pk)
    actions.take_back_reading(one, why="Wrong shelf.", by=cast.tor)
    with nothing_written(), refused_for(Refusal.TAKEN_BACK_ALREADY):
        actions.take_back_reading(stale, why="Wrong day.", by=cast.meera)
    told = visit(cast.meera).post(f"{GOALS}readings/{one.id}/take-back/", {"why": "Wrong day."})
    assert told.status_code == 409
    assert "Wrong day." in told.content.decode()


def test_two_who_write_the_same_day_come_in_turn_and_the_history_keeps_both(
    cast: Cast, agreed: Goal
) -> None:
    measure = agreed.measures.get()
    for value, seat in ((3, cast.tor), (4, cast.meera), (5, cast.ravi)):
        actions.read_measure(measure, value=Decimal(value), day=DAY, by=seat)
    assert measure.readings.filter(replaced_at__isnull=True).get().value == 5
    assert measure.readings.count() == 3


def test_of_two_changes_at_once_no_word_is_lost(cast: Cast, visit: Visit, agreed: Goal) -> None:
    change(agreed, by=cast.ingrid, words="Words of Ingrid.")
    mine = {"words": "Words of Ravi.", "why": "Demand.", "seen": "1", "by_when": "2027-03-31"}
    with nothing_written():
        told = visit(cast.ravi).post(f"{GOALS}{agreed.id}/change/", mine)
    page = told.content.decode()
    assert told.status_code == 409
    for words in ("Words of Ravi.", "Words of", "Demand.", "a moment before you"):
        assert words in page
    assert terms_of(latest(fresh(agreed))).words == "Words of Ingrid."


def fill(cast: Cast, goal: Goal, count: int, *, first: int) -> None:
    """So many readings, obstacles, and goals more."""
    measure = goal.measures.get()
    at = goal.agreement.created_at
    Reading.objects.bulk_create(
        Reading(measure=measure, day=DAY - timedelta(days=n), value=n, seat=cast.tor, at=at)
        for n in range(first, first + count)
    )
    Reading.objects.bulk_create(
        Reading(measure=measure, day=DAY, value=n, seat=cast.tor, at=at, replaced_at=at)
        for n in range(first, first + count)
    )
    Obstacle.objects.bulk_create(
        Obstacle(goal=goal, what=f"Rain {n}.", seat=cast.meera, at=at) for n in range(count)
    )
    for n in range(first, first + count):
        actions.draft_goal(title=f"Goal {n}", words="W", room=cast.shared, by=cast.ravi)


def test_every_page_of_goals_asks_as_often_for_sixty_rows_as_for_one(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    browser, measure = visit(cast.tor), agreed.measures.get()
    urls = [
        GOALS,
        "/p/lumen-kaveri/agreements/",
        "/p/lumen-kaveri/",
        f"{GOALS}{agreed.id}/",
        f"{GOALS}{agreed.id}/change/",
        f"{GOALS}{agreed.id}/versions/1/",
        f"{GOALS}measures/{measure.id}/",
    ]
    fill(cast, agreed, 3, first=1)
    few = {url: statements(browser, url) for url in urls}
    fill(cast, agreed, 60, first=4)
    many = {url: statements(browser, url) for url in urls}
    assert many == few
    page = board(browser.get(f"{GOALS}{agreed.id}/").content.decode())
    assert page.count('id="obstacle-') <= 100
