"""A seat that ends between the door and the act: nothing of the act remains, and nothing is told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404, HttpRequest
from pytest_django import DjangoAssertNumQueries

from troth.agreements import actions as agreements
from troth.agreements.models import Acceptance, Agreement
from troth.agreements.views import acts as signing
from troth.agreements.views.pages import found_or_404
from troth.commitments import actions as commitments
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.foundation.facts.fact import CLOCK, Actor
from troth.foundation.facts.partnerships import SeatEnded
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger.actions import guards
from troth.ledger.queries import head
from troth.ledger.testing import lamp_lit
from troth.partnerships.actions.holding import SeatGone, still_here
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
DUE = datetime.now(UTC) + timedelta(days=9)


def ended(seat: Seat) -> Seat:
    """The seat as the page still has it, while it has ended meanwhile."""
    Seat.objects.filter(pk=seat.pk).update(ended_at=datetime.now(UTC))
    return seat


def promise(cast: Cast) -> Commitment:
    """Ingrid promises something to Kaveri."""
    what = Promise(deliverable="api", due=DUE, zone="Europe/Oslo", receiver=cast.kaveri)
    return commitments.propose(what, room=cast.shared, by=cast.ingrid)


def text(cast: Cast) -> Agreement:
    """Ingrid drafts something to sign."""
    return agreements.draft(title="Data", text="We share it.", room=cast.shared, by=cast.ingrid)


ACTS: list[Callable[[Cast, Commitment, Agreement], object]] = [
    lambda cast, one, _text: commitments.accept(one, by=cast.ravi),
    lambda cast, one, _text: commitments.decline(one, by=cast.ravi, reason="No."),
    lambda cast, _one, said: agreements.sign(said, version=1, by=cast.ravi),
    lambda cast, _one, said: agreements.revise(said, text="x", why="y", seen=1, by=cast.ravi),
    lambda cast, _one, _text: agreements.draft(
        title="More", text="x", room=cast.shared, by=cast.ravi
    ),
    lambda cast, _one, _text: commitments.propose(
        Promise(deliverable="b", due=DUE, zone="UTC", receiver=cast.lumen),
        room=cast.shared,
        by=cast.ravi,
    ),
]


@pytest.mark.parametrize("act", ACTS)
def test_nothing_of_an_act_remains_whose_seat_has_ended(
    cast: Cast, act: Callable[[Cast, Commitment, Agreement], object]
) -> None:
    one, said = promise(cast), text(cast)
    ended(cast.ravi)
    before = (head(cast.shared.id), Commitment.objects.count(), Agreement.objects.count())
    with pytest.raises(SeatGone):
        act(cast, one, said)
    assert before == (head(cast.shared.id), Commitment.objects.count(), Agreement.objects.count())
    one.refresh_from_db()
    said.refresh_from_db()
    assert (one.state, said.latest, Acceptance.objects.count()) == ("proposed", 1, 0)


@pytest.mark.parametrize("act", ACTS)
def test_a_visit_whose_last_moment_has_passed_is_over(
    cast: Cast, act: Callable[[Cast, Commitment, Agreement], object]
) -> None:
    one, said = promise(cast), text(cast)
    Seat.objects.filter(pk=cast.ravi.pk).update(until=datetime.now(UTC) - timedelta(seconds=1))
    with pytest.raises(SeatGone):
        act(cast, one, said)


@pytest.mark.parametrize("act", ACTS)
def test_whoever_sits_here_acts(
    cast: Cast, act: Callable[[Cast, Commitment, Agreement], object]
) -> None:
    one, said = promise(cast), text(cast)
    Seat.objects.filter(pk=cast.ravi.pk).update(until=datetime.now(UTC) + timedelta(days=1))
    act(cast, one, said)


def test_the_page_answers_as_it_does_a_moment_later(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = text(cast)
    browser = visit(cast.ravi)

    def meanwhile(request: HttpRequest, pk: str) -> Agreement:
        found = found_or_404(request, pk)  # type: ignore[arg-type]  # it came through the door
        ended(cast.ravi)
        return found

    monkeypatch.setattr(signing, "found_or_404", meanwhile)
    path = f"/p/lumen-kaveri/agreements/{said.id}/sign/"
    between = browser.post(path, {"version": "1"})
    later = browser.post(path, {"version": "1"})
    assert (between.status_code, later.status_code) == (404, 404)
    assert "There is nothing here for you to see" in between.content.decode()
    assert not Acceptance.objects.exists()


def test_a_seat_for_another_party_does_not_carry_this_one(cast: Cast) -> None:
    theirs = Actor(person=Ulid(cast.ravi.person_id), party=Ulid(cast.lumen.id))
    with pytest.raises(SeatGone):
        still_here(lamp_lit(Ulid(cast.shared.id), by=theirs))


def test_the_clock_and_rooms_of_no_table_are_let_through(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shared = Ulid(cast.shared.id)
    still_here(lamp_lit(new_ulid(), by=cast.ravi.actor))
    with django_assert_num_queries(0):
        still_here(lamp_lit(shared, by=CLOCK))


def test_it_costs_one_question(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fact = lamp_lit(Ulid(cast.shared.id), by=cast.ravi.actor)
    with django_assert_num_queries(1):
        still_here(fact)


def test_ending_ones_own_seat_is_still_recorded(cast: Cast) -> None:
    tor = cast.tor
    before = head(cast.shared.id)
    end_seat(tor, by=cast.ingrid)
    assert head(cast.shared.id) == before + 1
    assert SeatEnded.kind.startswith("seat:")


def test_the_site_asks_it_of_every_fact() -> None:
    assert still_here in guards
    assert issubclass(SeatGone, Http404)
