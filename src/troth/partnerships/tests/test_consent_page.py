"""Motions on the page: proposing, answering, being told."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from troth.conftest import Visit
from troth.foundation.web.ids import new_ulid
from troth.foundation.web.testing import statements
from troth.partnerships.actions.limiting import write_terms
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import (
    ask_to_add,
    ask_to_change_rule,
    ask_to_close,
    ask_to_remove,
)
from troth.partnerships.models import Invitation, Motion, Partnership, Seat
from troth.partnerships.offers import waiting
from troth.partnerships.rules.terms import Deadlock, DecisionRule, Limits
from troth.partnerships.sentences import WAY_OUT_WORDS
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, party_of, sit_down

pytestmark = pytest.mark.django_db
HERE = "/p/lumen-kaveri/consent/"
# Motions stand among all decisions.
LIST = "/p/lumen-kaveri/agreements/decisions/"


@pytest.fixture
def _proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has just shown who they are."""
    monkeypatch.setattr("troth.partnerships.views.consent.is_fresh", lambda request: True)


def page(browser: Client, path: str = HERE) -> str:
    """The page's text."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def close(cast: Cast) -> Motion:
    """Ingrid proposes to close."""
    return ask_to_close(by=cast.ingrid, reason="The beta is out.").motion


@pytest.mark.parametrize(
    ("act", "said", "words"),
    [
        ("close", {}, "close this partnership for good"),
        ("change-rule", {"rule": "all-but-one"}, "all but one must say yes"),
        (
            "add-party",
            {"name": "Delta Freight", "email": "otto@delta.example"},
            "invite Delta Freight",
        ),
        (
            "seat-facilitator",
            {"name": "Farah", "email": "farah@m.example", "until": ""},
            "ask Farah to sit here",
        ),
    ],
)
def test_each_act_has_its_form(
    cast: Cast, visit: Visit, act: str, said: dict[str, str], words: str
) -> None:
    browser = visit(cast.ingrid)
    place = browser.post(f"{HERE}propose/{act}/", said | {"reason": "It is time."})["Location"]
    seen = page(visit(cast.ravi), place)
    assert words in seen
    assert "It is time." in seen
    assert "Say yes for Kaveri" in seen


def test_with_two_the_page_explains_that_nobody_removes_the_other(cast: Cast, visit: Visit) -> None:
    seen = page(visit(cast.ingrid), f"{HERE}propose/remove-party/")
    assert "With two at the table neither can remove the other." in seen
    answer = visit(cast.ingrid).post(
        f"{HERE}propose/remove-party/", {"party": cast.kaveri.id, "reason": "Enough."}
    )
    assert answer.status_code == 409
    assert not Motion.objects.exists()


def test_an_act_nobody_knows_is_not_there(cast: Cast, visit: Visit) -> None:
    assert visit(cast.ingrid).get(f"{HERE}propose/widen/").status_code == 404
    assert visit(cast.ingrid).get(f"{HERE}propose/dance/").status_code == 404


def test_motions_of_all_are_proposed_at_the_shared_table_only(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.ingrid).get("/p/lumen-kaveri/side/consent/propose/close/")
    assert answer.status_code == 404


def test_a_motion_without_a_reason_keeps_the_rest(cast: Cast, visit: Visit) -> None:
    said = {"name": "Delta Freight", "email": "otto@delta.example", "reason": ""}
    answer = visit(cast.ingrid).post(f"{HERE}propose/add-party/", said)
    assert answer.status_code == 422
    assert 'value="Delta Freight"' in answer.content.decode()


def test_an_answer_by_form_carries_it_out_and_writes_the_letter(cast: Cast, visit: Visit) -> None:
    motion = ask_to_add(
        "Delta Freight", "otto@delta.example", by=cast.ingrid, reason="Ships."
    ).motion
    answer = visit(cast.ravi).post(
        f"{HERE}{motion.id}/answer/", {"answer": "yes", "word": "Welcome."}
    )
    assert "otto@delta.example" in answer.content.decode()  # no mail here, so the link is shown
    assert Invitation.objects.unanswered().get().party is not None


def test_whoever_has_answered_is_told_so_and_can_change_it(cast: Cast, visit: Visit) -> None:
    motion = ask_to_add("Delta Freight", "otto@delta.example", by=cast.ravi, reason="Ships.").motion
    seen = page(visit(cast.ravi), f"{HERE}{motion.id}/")
    assert "You have said yes." in seen
    assert "Say yes for Kaveri" not in seen
    assert "Say no" in seen


def test_no_letter_is_spoken_of_where_none_was_written(
    cast: Cast, visit: Visit, settings: Settings
) -> None:
    settings.EXAMPLE = True
    motion = ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion
    answer = visit(cast.ravi).post(f"{HERE}{motion.id}/answer/", {"answer": "no"}, follow=True)
    assert "the letter lies in" not in answer.content.decode()


def test_a_no_explains_the_way_out(cast: Cast, visit: Visit) -> None:
    motion = ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion
    browser = visit(cast.ravi)
    place = browser.post(f"{HERE}{motion.id}/answer/", {"answer": "no", "word": "Not yet."})[
        "Location"
    ]
    seen = page(visit(cast.ingrid), place)
    for words in (
        "Not carried. Nothing was changed.",
        "Not yet.",
        "each of you can leave on any day",
    ):
        assert words in seen


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (Deadlock.TALK, "The leads talk, and it is put once more in other words."),
        (Deadlock.FACILITATOR, "Somebody neutral whom you all accept helps you"),
        (Deadlock.AS_IT_IS, "It stays as it is, until it is put once more"),
    ],
)
def test_a_no_names_the_way_out_that_the_charter_names(
    cast: Cast, visit: Visit, way: Deadlock, words: str
) -> None:
    limits = Limits(decision=DecisionRule(deadlock=way))
    write_terms(cast.table, limits, agreement=new_ulid())
    motion = ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion
    assert "way out" not in page(visit(cast.ravi), f"{HERE}{motion.id}/")
    assent(motion, by=cast.ravi, yes=False)
    seen = page(visit(cast.ravi), f"{HERE}{motion.id}/")
    assert "The way out your charter names:" in seen
    assert words in seen
    assert sum(str(one) in seen for one in WAY_OUT_WORDS.values()) == 1


def test_without_a_charter_a_no_names_the_mild_way_out_and_says_so(
    cast: Cast, visit: Visit
) -> None:
    motion = ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion
    assent(motion, by=cast.ravi, yes=False)
    seen = page(visit(cast.ingrid), f"{HERE}{motion.id}/")
    assert "Until a charter names another way out: The leads talk" in seen


def test_an_answer_that_comes_too_late_says_who_settled_it_and_keeps_the_words(
    cast: Cast, visit: Visit
) -> None:
    motion = ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion
    assent(motion, by=cast.ravi, yes=False)
    answer = visit(cast.ravi).post(
        f"{HERE}{motion.id}/answer/", {"answer": "yes", "word": "On second thought."}
    )
    assert answer.status_code == 409


def test_closing_asks_once_more_who_it_is(cast: Cast, visit: Visit) -> None:
    motion = close(cast)
    answer = visit(cast.ravi).post(f"{HERE}{motion.id}/answer/", {"answer": "yes"})
    assert answer.status_code == 302
    assert Partnership.objects.get(pk=cast.table.pk).phase == "open"


@pytest.mark.usefixtures("_proven")
def test_a_closed_table_stays_readable_and_takes_nothing(cast: Cast, visit: Visit) -> None:
    motion = close(cast)
    browser = visit(cast.ravi)
    browser.post(f"{HERE}{motion.id}/answer/", {"answer": "yes"})
    assert "Carried, and carried out in that moment." in page(browser, f"{HERE}{motion.id}/")
    assert page(browser, "/p/lumen-kaveri/people/")
    answer = browser.get("/p/lumen-kaveri/people/invitations/colleague/")
    assert answer.status_code == 403
    assert "This partnership is closed." in answer.content.decode()


def test_a_member_reads_and_an_admin_answers(cast: Cast, visit: Visit) -> None:
    motion = close(cast)
    assert "An admin of your organisation answers this." in page(
        visit(cast.meera), f"{HERE}{motion.id}/"
    )
    assert (
        visit(cast.meera).post(f"{HERE}{motion.id}/answer/", {"answer": "yes"}).status_code == 403
    )


def test_neither_yes_nor_no_is_asked_again(cast: Cast, visit: Visit) -> None:
    motion = close(cast)
    Motion.objects.update(act="change-rule", what="all-but-one")
    answer = visit(cast.ravi).post(f"{HERE}{motion.id}/answer/", {"word": "Hm."})
    assert answer.status_code == 422
    assert "Hm." in answer.content.decode()


def test_taking_it_back(cast: Cast, visit: Visit) -> None:
    motion = close(cast)
    assert visit(cast.ravi).post(f"{HERE}{motion.id}/take-back/").status_code == 403
    visit(cast.ingrid).post(f"{HERE}{motion.id}/take-back/")
    motion.refresh_from_db()
    assert motion.outcome == "withdrawn"


def test_a_motion_of_another_table_is_not_there(cast: Cast, visit: Visit) -> None:
    motion = close(cast)
    for path in (
        f"/p/delta-harbour/consent/{motion.id}/",
        "/p/delta-harbour/consent/01J00000000000000000000000/",
    ):
        assert visit(cast.neighbour).get(path).status_code == 404


def test_the_list_costs_the_same_with_many_motions(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.")
    few = statements(browser, LIST)
    close(cast)
    ask_to_add("Delta Freight", "otto@delta.example", by=cast.ingrid, reason="Ships.")
    assert statements(browser, LIST) == few


def test_a_motion_waits_for_every_admin_whose_party_has_not_answered(cast: Cast) -> None:
    motion = close(cast)
    (line,) = waiting([cast.ravi], limit=10)
    assert line.sentence == "Lumen proposes to close this partnership for good."
    assert line.url == f"{HERE}{motion.id}/"
    assert line.quote == "The beta is out."
    for seat in (cast.ingrid, cast.meera, cast.guest, cast.facilitator):
        assert list(waiting([seat], limit=10)) == []
    assent(motion, by=cast.ravi, yes=False)
    assert list(waiting([cast.ravi], limit=10)) == []


def test_what_waits_is_one_statement_over_all_seats(cast: Cast) -> None:
    close(cast)
    seats: list[Seat] = [cast.ravi, cast.ingrid, cast.neighbour]
    with CaptureQueriesContext(connection) as asked:
        assert len(list(waiting(seats, limit=10))) == 1
    assert len(asked) == 1


def test_a_removal_does_not_wait_for_the_one_concerned() -> None:
    ingrid, ravi, otto = sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))
    ask_to_remove(party_of(otto), by=ingrid, reason="Silent for a year.")
    assert [len(list(waiting([seat], limit=10))) for seat in (ingrid, ravi, otto)] == [0, 1, 0]
