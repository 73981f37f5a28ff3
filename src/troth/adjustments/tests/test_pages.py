"""The pages: proposing from the catalogue, answering, changing, looking again; and every no in plain words."""

from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from troth.adjustments import actions
from troth.adjustments.ideas import WORDS
from troth.adjustments.models import Adjustment, Step
from troth.adjustments.queries.helpful import helpful
from troth.adjustments.queries.looks import PAGE
from troth.adjustments.rules.catalogue import ideas_for
from troth.adjustments.rules.states import State
from troth.adjustments.tests.conftest import HERE, WEEKS, Propose, same, way_of, words_of
from troth.conftest import Visit
from troth.foundation.facts.adjustments import Idea
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.foundation.web.times import in_zone
from troth.ledger.follower import run_pass
from troth.ledger.queries import head
from troth.partnerships.models import Partnership, Room, Terms
from troth.partnerships.testing import Cast
from troth.search.follower import SearchFollower

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def page(browser: Client, path: str = HERE, status: int = 200) -> str:
    """The page's text."""
    answer = browser.get(path)
    assert answer.status_code == status, path
    return unescape(answer.content.decode())


def asked(cast: Cast, **more: object) -> dict[str, object]:
    """The direction: what Lumen can count on from Kaveri in open communication."""
    way = {"about": cast.kaveri.id, "towards": cast.lumen.id, "dimension": "open-communication"}
    return way | more


def typed(cast: Cast, **more: object) -> dict[str, object]:
    """The form as somebody fills it in."""
    day = (now() + timedelta(days=60)).date().isoformat()
    form = {"title": "Half an answer", "change": "One line.", "keeper": cast.kaveri.id}
    return asked(cast) | form | {"recheck_on": day, "idea": "own"} | more


def link(cast: Cast, **more: object) -> str:
    """Where it is proposed."""
    return f"{HERE}propose/?" + "&".join(f"{k}={v}" for k, v in asked(cast, **more).items())


# ------------------------------------------------------------------------------ proposing


def test_from_the_catalogue_one_click_and_two_answers_are_enough(cast: Cast, visit: Visit) -> None:
    """An idea says what it is called and what changes; both sides then read the same."""
    empty = {"title": "", "change": "", "idea": "short-answer-first"}
    answer = visit(cast.ingrid).post(f"{HERE}propose/", typed(cast, **empty))
    one = Adjustment.objects.get()
    assert answer["Location"] == f"{HERE}{one.id}/"
    assert one.title == "Answer shortly at once, and fully later"
    seen = page(visit(cast.ravi), f"{HERE}{one.id}/")
    assert str(WORDS[Idea.SHORT_ANSWER_FIRST].how) in seen
    assert str(WORDS[Idea.SHORT_ANSWER_FIRST].look) in seen
    assert "Do you agree?" in seen


def test_the_form_shows_the_ideas_of_its_dimension_and_the_usual_day(
    cast: Cast, visit: Visit
) -> None:
    shown = page(visit(cast.ingrid), link(cast, idea="answer-rota"))
    for idea in ideas_for(Dimension.OPENNESS):
        assert str(WORDS[idea].title) in shown
    assert str(WORDS[Idea.SAY_BACK_FIRST].title) not in shown
    assert 'value="answer-rota" checked' in shown
    assert f'value="{in_zone(now() + timedelta(weeks=WEEKS), cast.lumen.zone).date()}"' in shown


def test_the_usual_day_comes_from_the_charter(cast: Cast, visit: Visit) -> None:
    Terms.objects.create(partnership=cast.table, since=now(), recheck_weeks=5)
    assert f'value="{in_zone(now() + timedelta(weeks=5), cast.lumen.zone).date()}"' in page(
        visit(cast.tor), link(cast)
    )


def test_own_words_stand_as_they_were_written(cast: Cast, visit: Visit) -> None:
    visit(cast.meera).post(f"{HERE}propose/", typed(cast, keeper=cast.ravi.id))
    one = Adjustment.objects.get()
    assert (one.title, one.change, one.idea) == ("Half an answer", "One line.", "")
    assert one.person_id == cast.ravi.id
    assert one.keeper_id == cast.kaveri.id


def test_without_a_direction_one_is_chosen_first(cast: Cast, visit: Visit) -> None:
    shown = page(visit(cast.ingrid), f"{HERE}propose/")
    assert "What Lumen can count on from Kaveri" in shown
    assert "What Kaveri can count on from Lumen" in shown
    way = f"way={cast.kaveri.id}.{cast.lumen.id}&dimension=care"
    assert "Do one thing differently: care" in page(visit(cast.ingrid), f"{HERE}propose/?{way}")


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"change": "", "title": ""}, "change", "Say in a few words what it is called"),
        ({"recheck_on": ""}, "recheck_on", "Name the day on which you look at it again."),
        ({"recheck_on": "soon"}, "recheck_on", "This is not a day."),
        ({"recheck_on": "2020-01-01"}, "recheck_on", "Choose a day from tomorrow on."),
        ({"recheck_on": "2199-01-01"}, "recheck_on", "That is more than a year away."),
        ({"keeper": "0" * 26}, "keeper", "Choose one of the two sides"),
        ({"idea": "'; --"}, "idea", "Choose one of the ideas shown here"),
        ({"idea": "say-back-first"}, "idea", "Choose one of the ideas shown here"),
        ({"title": "x" * 121}, "title", "120"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    cast: Cast, visit: Visit, more: dict[str, str], field: str, said: str
) -> None:
    answer = visit(cast.ingrid).post(f"{HERE}propose/", typed(cast, **more))
    shown = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert said in shown
    assert f'id="id_{field}-wrong"' in shown
    assert ("Half an answer" in shown) is ("title" not in more)
    assert not Adjustment.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"dimension": "warmth"},
        {"about": "x"},
        {"towards": "\x00"},
        {"about": "0" * 26},
    ],
)
def test_an_odd_direction_is_not_there(cast: Cast, visit: Visit, odd: dict[str, str]) -> None:
    browser = visit(cast.ingrid)
    assert browser.get(f"{HERE}propose/?{urlencode(asked(cast, **odd))}").status_code == 404
    assert browser.post(f"{HERE}propose/", typed(cast, **odd)).status_code == 404


def test_what_stands_already_is_shown_instead_of_the_form(
    cast: Cast, visit: Visit, propose: Propose
) -> None:
    one = propose()
    assert visit(cast.ravi).get(link(cast))["Location"] == f"{HERE}{one.id}/"
    answer = visit(cast.ravi).post(f"{HERE}propose/", typed(cast))
    assert answer.status_code == 409
    shown = unescape(answer.content.decode())
    assert "One at a time, so that you see which one helped." in shown
    assert f'href="{HERE}{one.id}/"' in shown
    assert "Half an answer" in shown


def test_between_others_one_reads_along(cast: Cast, visit: Visit, propose: Propose) -> None:
    one = propose()
    shown = page(visit(cast.facilitator), f"{HERE}{one.id}/")
    assert one.change in shown
    assert "Do you agree?" not in shown
    assert visit(cast.facilitator).get(link(cast)).status_code == 403


# ------------------------------------------------------------------------------ answering


def test_agreed_both_read_when_they_look_again(cast: Cast, visit: Visit, propose: Propose) -> None:
    one, browser = propose(), visit(cast.ravi)
    browser.post(f"{HERE}{one.id}/agree/", {"seen": 1})
    assert same(one).stands is State.AGREED
    assert "You look at it together on" in page(visit(cast.ingrid), f"{HERE}{one.id}/")


def test_a_no_without_a_reason_comes_back_with_the_page(
    cast: Cast, visit: Visit, propose: Propose
) -> None:
    one = propose()
    answer = visit(cast.ravi).post(f"{HERE}{one.id}/decline/", {"seen": 1, "words": " "})
    assert answer.status_code == 422
    assert "Please write a few words." in unescape(answer.content.decode())


def test_an_answer_to_words_that_were_changed_meanwhile_is_none(
    cast: Cast, visit: Visit, propose: Propose
) -> None:
    one = propose()
    actions.change(one, words_of(cast, title="Two lines"), by=cast.ingrid, seen=1)
    answer = visit(cast.ravi).post(f"{HERE}{one.id}/agree/", {"seen": 1})
    shown = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "It was changed a moment before you." in shown
    assert "Two lines" in shown
    assert same(one).stands is State.PROPOSED


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "\x00"])
@pytest.mark.parametrize("way", ["agree", "decline", "take-back", "look"])
def test_an_odd_form_is_told_so(
    cast: Cast, visit: Visit, propose: Propose, way: str, seen: str
) -> None:
    one, size = propose(), head(cast.shared.id)
    answer = visit(cast.ravi).post(f"{HERE}{one.id}/{way}/", {"seen": seen, "said": "helped"})
    assert answer.status_code == 422
    assert head(cast.shared.id) == size


def test_other_words_are_proposed_from_a_form_that_begins_with_these(
    cast: Cast, visit: Visit, propose: Propose
) -> None:
    one, browser = propose(), visit(cast.ravi)
    path = f"{HERE}{one.id}/change/"
    assert one.change in page(browser, path)
    browser.post(path, typed(cast, seen=1, title="Two lines"))
    assert (same(one).title, same(one).version) == ("Two lines", 2)
    assert "Ravi proposed other words; they stand above." in page(
        visit(cast.ingrid), f"{HERE}{one.id}/"
    )


def test_of_two_who_change_the_words_at_once_the_second_reads_both(
    cast: Cast, visit: Visit, propose: Propose
) -> None:
    one, browser = propose(), visit(cast.ravi)
    path = f"{HERE}{one.id}/change/"
    actions.change(one, words_of(cast, title="Lumen’s words"), by=cast.ingrid, seen=1)
    answer = browser.post(path, typed(cast, seen=1, title="Kaveri’s words"))
    shown = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Lumen’s words" in shown
    assert "Kaveri’s words" in shown
    assert 'name="seen" value="2"' in shown
    assert browser.post(path, typed(cast, seen=2, title="Kaveri’s words")).status_code == 302


def test_what_is_agreed_has_no_form_for_other_words(
    cast: Cast, visit: Visit, agreed: Propose
) -> None:
    shown = page(visit(cast.ingrid), f"{HERE}{agreed().id}/change/")
    assert "<textarea" not in shown.partition("<main")[2].partition("</main>")[0]


# ------------------------------------------------------------------------------ looking again


def test_each_side_says_whether_it_helped_and_the_last_word_closes_it(
    cast: Cast, visit: Visit, agreed: Propose
) -> None:
    one = agreed()
    path = f"{HERE}{one.id}/look/"
    visit(cast.ravi).post(path, {"seen": 1, "said": "helped", "words": "Three of three."})
    assert "Three of three." in page(visit(cast.ingrid), f"{HERE}{one.id}/")
    visit(cast.ingrid).post(path, {"seen": 1, "said": "helped"})
    shown = page(visit(cast.ravi), f"{HERE}{one.id}/")
    assert "Both sides say that it helped" in shown
    assert "Agree something new for the same" in shown
    assert "helped" in page(visit(cast.ravi))


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"said": ""}, 422, "Choose one of the four."),
        ({"said": "wonderful"}, 422, "Choose one of the four."),
        ({"said": "too-early"}, 422, "Name the day on which you look at it again."),
        ({"said": "too-early", "again_on": "never"}, 422, "This is not a day."),
    ],
)
def test_a_look_that_says_nothing_comes_back(
    cast: Cast, visit: Visit, agreed: Propose, *, sent: dict[str, str], status: int, said: str
) -> None:
    one = agreed()
    answer = visit(cast.ravi).post(
        f"{HERE}{one.id}/look/", {"seen": 1, "words": "Kept as typed."} | sent
    )
    shown = unescape(answer.content.decode())
    assert answer.status_code == status
    assert said in shown
    assert "Kept as typed." in shown
    assert not Step.objects.filter(did="looked").exists()


# ------------------------------------------------------------------------------ lists


def test_the_list_ends_and_goes_on_behind_a_cursor(
    cast: Cast, visit: Visit, propose: Propose
) -> None:
    one = propose()
    rows = [
        Adjustment(
            **{name: getattr(one, name) for name in ("room", "about", "towards", "dimension")},
            title=f"Earlier {n:02}",
            change="x",
            keeper=cast.lumen,
            recheck_on=one.recheck_on,
            proposed_at=now() - timedelta(days=n + 1),
            ended_at=now(),
            state="closed",
            outcome="helped",
        )
        for n in range(PAGE + 3)
    ]
    Adjustment.objects.bulk_create(rows)
    browser = visit(cast.ravi)
    first = browser.get(HERE)
    assert "Earlier 39" in first.content.decode()
    assert "Earlier 40" not in first.content.decode()
    address = unescape(first.content.decode()).partition('href="?before=')[2].partition('"')[0]
    older = browser.get(f"{HERE}?before={address}")
    assert "Earlier 42" in older.content.decode()
    assert "Half an answer today" not in older.content.decode()


@pytest.mark.parametrize("cursor", ["x", "2026-01-01,zzz", "%00", "9999-99-99," + "0" * 26])
def test_a_cursor_nobody_gave_out_begins_at_the_start(
    cast: Cast, visit: Visit, propose: Propose, cursor: str
) -> None:
    propose()
    assert "Half an answer today" in page(visit(cast.ingrid), f"{HERE}?before={cursor}")


def test_the_page_takes_as_many_statements_for_many_as_for_one(
    cast: Cast, visit: Visit, agreed: Propose
) -> None:
    browser = visit(cast.ingrid)
    agreed()
    one = statements(browser, HERE)
    for dimension in (Dimension.CARE, Dimension.TRUTH, Dimension.ABILITY):
        agreed(way=way_of(cast.kaveri, cast.lumen, dimension), idea=None)
    assert statements(browser, HERE) == one


def test_elsewhere_than_at_the_shared_table_there_is_nothing(
    cast: Cast, visit: Visit, propose: Propose
) -> None:
    one = propose()
    for path in ("", "propose/", f"{one.id}/", f"{one.id}/change/"):
        away = f"/p/lumen-kaveri/side/trust/adjustments/{path}"
        assert visit(cast.ingrid).get(away).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("tor", 200), ("facilitator", 200), ("guest", 403), ("stranger", 404), ("ex_member", 404)],
)
def test_who_reads_it(cast: Cast, visit: Visit, propose: Propose, *, who: str, status: int) -> None:
    one = propose()
    assert visit(getattr(cast, who)).get(f"{HERE}{one.id}/").status_code == status
    assert visit(getattr(cast, who)).get(HERE).status_code == status


def test_it_is_found_by_what_changes(cast: Cast, visit: Visit, propose: Propose) -> None:
    one = propose(change="Everything goes through the heron channel.")
    run_pass([SearchFollower()])
    assert f"/trust/adjustments/{one.id}/" in page(visit(cast.ravi), "/search/?q=heron")
    assert f"/trust/adjustments/{one.id}/" not in page(visit(cast.guest), "/search/?q=heron")
    actions.withdraw(one, by=cast.ingrid, seen=1)
    run_pass([SearchFollower()])
    assert f"/trust/adjustments/{one.id}/" not in page(visit(cast.ravi), "/search/?q=heron")


# ------------------------------------------------------------------------------ what others found


def elsewhere(cast: Cast, count: int, *, helped: bool) -> None:
    """So many other partnerships that agreed on short answers, and closed it."""
    for n in range(count):
        table = Partnership.objects.create(name=f"Elsewhere {n}", slug=f"elsewhere-{n}")
        room = Room.objects.create(partnership=table, kind="shared")
        Adjustment.objects.create(
            room=room,
            about=cast.kaveri,
            towards=cast.lumen,
            dimension="open-communication",
            idea="short-answer-first",
            title="x",
            change="x",
            keeper=cast.lumen,
            recheck_on=now().date(),
            proposed_at=now(),
            agreed_at=now(),
            state="closed",
            outcome="helped" if helped else "not",
        )


def test_below_five_other_partnerships_the_page_says_the_same_bytes(
    cast: Cast, visit: Visit
) -> None:
    browser = visit(cast.ingrid)
    before = page(browser, link(cast))
    elsewhere(cast, 4, helped=True)
    cache.clear()
    assert main(page(browser, link(cast))) == main(before)


def test_from_five_on_it_says_so_and_names_none(cast: Cast, visit: Visit) -> None:
    elsewhere(cast, 7, helped=True)
    shown = page(visit(cast.ingrid), link(cast))
    assert "Agreed in at least 5 other partnerships on this server." in shown
    assert "In at least 5 of them both sides say that it helped." in shown
    assert "Elsewhere" not in shown


def test_ones_own_partnership_is_none_of_the_others(cast: Cast, agreed: Propose) -> None:
    elsewhere(cast, 4, helped=False)
    agreed()
    assert helpful(Ulid(cast.table.id)) == {}


def test_how_many_were_not_helped_is_not_said(cast: Cast, visit: Visit) -> None:
    elsewhere(cast, 9, helped=False)
    shown = page(visit(cast.ingrid), link(cast))
    assert "Agreed in at least 5 other partnerships on this server." in shown
    assert "both sides say that it helped" not in shown


def main(shown: str) -> str:
    """The ideas alone; keys against forged forms differ from page to page."""
    return shown.partition("<fieldset")[2].partition("</fieldset>")[0]
