"""Proposing and answering a pause on its pages, and what others come to read of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from troth.checkins.models import Pause
from troth.checkins.rules.pauses import State
from troth.checkins.tests.conftest import weekly
from troth.commitments import actions as promised
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.foundation.web.clock import now
from troth.pages.queries.waiting import waiting as waits
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

Visit = Callable[[Seat | None], Client]
ROOT = "/p/lumen-kaveri/meetings/checkins/pauses/"


@pytest.fixture
def made(cast: Cast) -> Commitment:
    """Kaveri promised Lumen something for in ten days."""
    due = now() + timedelta(days=10)
    said = Promise(deliverable="Calibration API v1", due=due, zone="UTC", receiver=cast.lumen)
    return promised.accept(promised.propose(said, room=cast.shared, by=cast.ravi), by=cast.ingrid)


def form(**said: str) -> dict[str, str]:
    """The form as it is sent: a week from tomorrow, everything resting."""
    first = now().date() + timedelta(days=1)
    usual = {"first": first.isoformat(), "last": (first + timedelta(days=6)).isoformat()}
    return usual | {"whose": "all", "reason": "Half of us are ill."} | said


def proposed(cast: Cast, visit: Visit, **said: str) -> str:
    """Kaveri proposes on the page; returns the address of the pause."""
    answer = visit(cast.ravi).post(f"{ROOT}new/", form(**said))
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_pause_is_proposed_waits_for_the_other_side_and_is_agreed(
    cast: Cast, visit: Visit, made: Commitment
) -> None:
    url = proposed(cast, visit)
    page = visit(cast.ingrid).get(url).content.decode()
    assert "Kaveri proposes a pause" in page
    assert "Calibration API v1" in page
    assert [one.act for one in waits(cast.ingrid.person)] == ["Read and answer"]
    assert not waits(cast.ravi.person)
    assert visit(cast.ingrid).post(f"{url}agree/").status_code == 302
    made.refresh_from_db()
    assert made.due == made.first_due + timedelta(days=7)
    assert not waits(cast.ingrid.person)
    story = visit(cast.ingrid).get(f"/p/lumen-kaveri/commitments/{made.id}/").content.decode()
    assert "It moved with the pause that was agreed" in story
    record = visit(cast.ingrid).get("/p/lumen-kaveri/record/").content.decode()
    assert "is agreed; its dates moved" in record


def test_the_proposer_is_told_that_the_other_side_answers(
    cast: Cast, visit: Visit, made: Commitment
) -> None:
    url = proposed(cast, visit)
    answer = visit(cast.meera).post(f"{url}agree/")
    assert answer.status_code == 403
    assert "the other side answers" in answer.content.decode()
    made.refresh_from_db()
    assert made.due == made.first_due


@pytest.mark.parametrize(
    ("whose", "moves"), [("all", True), ("ticked", False), ("lumen", False), ("kaveri", True)]
)
def test_one_direction_or_single_promises_can_rest(
    cast: Cast, visit: Visit, made: Commitment, whose: str, moves: bool
) -> None:
    parties = {"lumen": str(cast.lumen.id), "kaveri": str(cast.kaveri.id)}
    url = proposed(cast, visit, whose=parties.get(whose, whose))
    visit(cast.ingrid).post(f"{url}agree/")
    made.refresh_from_db()
    assert (made.due != made.first_due) is moves


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"first": "2020-01-01"}, "That day has passed."),
        ({"last": "2020-01-01"}, "The last day lies before the first."),
        ({"first": "9999-12-30", "last": "9999-12-31"}, "more than a year ahead"),
        ({"last": "9999-12-31"}, "92 days at most"),
        ({"first": "30 February"}, "Enter a valid date"),
        ({"whose": "everybody"}, "not one of the available choices"),
        ({"reason": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_nothing_is_lost(
    cast: Cast, visit: Visit, sent: dict[str, str], words: str
) -> None:
    answer = visit(cast.ravi).post(f"{ROOT}new/", form(**sent))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (sent.get("reason") or "Half of us are ill.") in answer.content.decode()
    assert not Pause.objects.exists()


def test_declining_says_so_and_moves_nothing(cast: Cast, visit: Visit, made: Commitment) -> None:
    url = proposed(cast, visit)
    visit(cast.ingrid).post(f"{url}decline/", {"reason": "The ship sails."})
    page = visit(cast.ravi).get(url).content.decode()
    assert "did not suit. Nothing moved." in page
    answer = visit(cast.ingrid).post(f"{url}agree/")
    assert answer.status_code == 409
    assert "no longer waits for an answer" in answer.content.decode()


def test_an_earlier_end_is_asked_for_and_agreed_on_the_page(
    cast: Cast, visit: Visit, made: Commitment
) -> None:
    url = proposed(cast, visit)
    visit(cast.ingrid).post(f"{url}agree/")
    end = now().date() + timedelta(days=3)
    assert visit(cast.ingrid).post(f"{url}end/", {"end": "tomorrow"}).status_code == 422
    visit(cast.ingrid).post(f"{url}end/", {"end": end.isoformat()})
    assert [one.act for one in waits(cast.ravi.person)] == ["Read and answer"]
    visit(cast.ravi).post(f"{url}end/agree/")
    made.refresh_from_db()
    assert made.due == made.first_due + timedelta(days=3)
    assert Pause.objects.get().last == end


def test_taking_it_back_is_for_the_side_that_proposed(cast: Cast, visit: Visit) -> None:
    url = proposed(cast, visit)
    assert visit(cast.ingrid).post(f"{url}take-back/").status_code == 403
    assert visit(cast.ravi).post(f"{url}take-back/").status_code == 302
    assert Pause.objects.get().state == State.WITHDRAWN


def test_facilitators_read_and_decide_nothing(cast: Cast, visit: Visit) -> None:
    url = proposed(cast, visit)
    assert visit(cast.facilitator).get(url).status_code == 200
    assert visit(cast.facilitator).post(f"{url}agree/").status_code == 403


def test_the_overview_names_the_next_check_in(cast: Cast, visit: Visit) -> None:
    weekly(cast, since=now())
    page = visit(cast.ingrid).get("/p/lumen-kaveri/").content.decode()
    assert "The next check-in is on" in page


def test_a_pause_without_a_reason_comes_back_with_everything_else(cast: Cast, visit: Visit) -> None:
    sent = form(reason=" ")
    answer = visit(cast.ravi).post(f"{ROOT}new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Please say why, in a few words." in page
    assert f'value="{sent["first"]}"' in page
    assert not Pause.objects.exists()


def test_both_pages_say_what_rests_and_what_does_not(cast: Cast, visit: Visit) -> None:
    before = visit(cast.ravi).get(f"{ROOT}new/").content.decode()
    asked = visit(cast.ingrid).get(proposed(cast, visit)).content.decode()
    for page in (before, asked):
        assert "silence confirms nothing" in page
        assert "What stays where it is: the last days of votes" in page
