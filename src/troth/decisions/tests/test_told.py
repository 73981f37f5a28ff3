"""The outcome of a vote and of a motion reaches everybody who sits here, and their mail at the pace they chose."""

from datetime import time, timedelta

import pytest

from troth.conftest import Visit
from troth.decisions.clock import due
from troth.decisions.tests.conftest import Put, Vote
from troth.foundation.facts.decisions import Choice
from troth.foundation.web import clock
from troth.ledger.follower import run_pass
from troth.notices.actions.wishing import choose
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.notices.rules.paces import Group, Pace
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_change_rule
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
REACHED, SETTLED = "decision:reached", "motion:settled"


@pytest.fixture(autouse=True)
def everybody(cast: Cast) -> tuple[Seat, ...]:
    """All who sit at the table when it is decided; what it took to sit down is read."""
    seats = (cast.ingrid, cast.ravi, cast.tor, cast.meera, cast.facilitator, cast.guest)
    follow()
    Notice.objects.all().delete()
    return seats


def follow() -> None:
    """The inbox follows what happened."""
    while run_pass([InboxFollower()]):
        pass


def told(kind: str) -> set[str]:
    """Who has a line about it."""
    follow()
    return set(Notice.objects.filter(kind=kind).values_list("person_id", flat=True))


def people(*seats: Seat) -> set[str]:
    """Their people."""
    return {seat.person_id for seat in seats}


def inbox(visit: Visit, seat: Seat) -> str:
    """What stands in somebody's inbox."""
    answer = visit(seat).get("/inbox/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_with_the_last_voice_all_others_are_told_what_came_out(
    cast: Cast, visit: Visit, put: Put, vote: Vote, everybody: tuple[Seat, ...]
) -> None:
    one = put()
    vote(one, cast.ingrid, Choice.YES)
    assert told(REACHED) == set()
    vote(one, cast.ravi, Choice.YES)
    assert told(REACHED) == people(*everybody) - people(cast.ravi)
    for seat in (cast.ingrid, cast.tor, cast.meera, cast.facilitator, cast.guest):
        page = inbox(visit, seat)
        assert "Shall we meet on Mondays?" in page
        assert "Carried: 2 of 2 took part, and nobody objected." in page


def test_when_time_decides_all_are_told_and_so_is_whoever_asked(
    cast: Cast, visit: Visit, put: Put, vote: Vote, everybody: tuple[Seat, ...]
) -> None:
    one = put()
    vote(one, cast.ingrid, Choice.YES)
    over = one.until + timedelta(minutes=1)
    with clock.at(over):
        assert due(over) == 1
        assert told(REACHED) == people(*everybody)
        assert "Shall we meet on Mondays?" in inbox(visit, cast.tor)


@pytest.mark.parametrize("yes", [True, False])
def test_what_a_motion_came_to_reaches_all_but_guests_pages(
    cast: Cast, visit: Visit, everybody: tuple[Seat, ...], *, yes: bool
) -> None:
    motion = ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion
    follow()
    assent(motion, by=cast.ravi, yes=yes)
    assert told(SETTLED) == people(*everybody) - people(cast.ravi)
    for seat in (cast.ingrid, cast.tor, cast.meera, cast.facilitator):
        assert ("”: carried (" if yes else "”: not carried (") in inbox(visit, seat)


def test_mail_about_it_comes_in_working_hours_unless_somebody_wants_none(
    cast: Cast, put: Put, vote: Vote
) -> None:
    never = {("", Group.DECISIONS.value): Pace.NEVER.value}
    choose(cast.meera.person, never, mail=True, words=True, quiet=(time(20), time(7)))
    one = put()
    vote(one, cast.ingrid, Choice.YES)
    vote(one, cast.ravi, Choice.OBJECT, "Mondays are full.")
    assert told(REACHED)
    lines = Notice.objects.filter(kind=REACHED)
    assert lines.get(person=cast.meera.person_id).letter_at is None
    for seat in (cast.ingrid, cast.tor, cast.facilitator):
        assert lines.get(person=seat.person_id).letter_at is not None
