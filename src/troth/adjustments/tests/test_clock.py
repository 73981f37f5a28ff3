"""On the day both sides are asked, once; and what waits, waits for whoever can answer it."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client

from troth.adjustments.actions import conclude
from troth.adjustments.clock import due
from troth.adjustments.models import Adjustment
from troth.adjustments.offers import waiting
from troth.adjustments.rules.states import State
from troth.adjustments.tests.conftest import Propose, kinds, same, way_of
from troth.conftest import Visit
from troth.foundation.facts.adjustments import Helped
from troth.foundation.facts.trust import Dimension
from troth.foundation.web import clock
from troth.foundation.web.offers import Waiting
from troth.foundation.web.testing import statements
from troth.ledger.follower import run_pass
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.notices.rules.paces import Group, group_of
from troth.partnerships.models import Seat
from troth.partnerships.models.seats import Phase, Standing
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
Look = Callable[..., Adjustment]
TABLE = "/p/lumen-kaveri/"


def waits(seat: Seat) -> list[Waiting]:
    """What waits for this seat alone."""
    return list(waiting([seat], limit=50))


def day_of(one: Adjustment, hours: float = 12) -> datetime:
    """An hour on the day of the re-check, in UTC."""
    return datetime.combine(one.recheck_on, time(), UTC) + timedelta(hours=hours)


def test_before_the_day_nobody_is_asked(cast: Cast, agreed: Propose) -> None:
    one = agreed()
    assert due(day_of(one, -13)) == 0
    assert kinds(cast.shared, 1) == ["adjustment:agreed"]


def test_on_the_day_both_are_asked_once(cast: Cast, agreed: Propose) -> None:
    one = agreed()
    moment = day_of(one)
    assert [due(moment), due(moment + timedelta(hours=5))] == [1, 0]
    assert kinds(cast.shared, 1) == ["adjustment:due"]
    assert same(one).asked_at == moment


def test_the_day_begins_where_the_owner_is(cast: Cast, agreed: Propose) -> None:
    """In Bengaluru it is Tuesday while in London it is still Monday evening."""
    one = agreed()
    assert due(day_of(one, -5.25)) == 1


def test_what_is_only_proposed_and_what_is_over_is_not_asked_about(
    cast: Cast, propose: Propose, agreed: Propose, looked: Look
) -> None:
    one = looked(agreed(), cast.ravi, Helped.HELPED)
    looked(one, cast.ingrid, Helped.HELPED)
    two = propose()
    assert due(day_of(two, 400)) == 0


def test_a_table_that_has_closed_is_left_in_peace(cast: Cast, agreed: Propose) -> None:
    one = agreed()
    cast.table.phase = Phase.CLOSED
    cast.table.save(update_fields=["phase"])
    assert due(day_of(one)) == 0


def test_after_too_early_both_are_asked_again_on_the_new_day(
    cast: Cast, agreed: Propose, looked: Look
) -> None:
    one = agreed()
    due(day_of(one))
    again = one.recheck_on + timedelta(days=30)
    one = looked(same(one), cast.ravi, Helped.TOO_EARLY, again_on=again)
    one = looked(one, cast.ingrid, Helped.PARTLY)
    assert due(day_of(one, -24)) == 0
    assert due(day_of(one)) == 1


def leave(cast: Cast) -> None:
    """Kaveri has left the table."""
    cast.kaveri.standing = Standing.LEFT
    cast.kaveri.save(update_fields=["standing"])


def test_what_one_side_said_stands_when_the_other_leaves_without_a_word(
    cast: Cast, agreed: Propose, looked: Look
) -> None:
    one = looked(agreed(), cast.ingrid, Helped.PARTLY)
    due(day_of(one))
    assert same(one).stands is State.AGREED, "Kaveri is waited for"
    leave(cast)
    due(day_of(one, 13))
    due(day_of(one, 14))
    assert (same(one).stands, same(one).outcome) == (State.CLOSED, Helped.PARTLY.value)
    assert kinds(cast.shared, 2) == ["adjustment:due", "adjustment:closed"]


def test_too_early_for_the_side_that_stays_names_another_day_when_the_other_leaves(
    cast: Cast, agreed: Propose, looked: Look
) -> None:
    one = agreed()
    again = one.recheck_on + timedelta(days=30)
    one = looked(one, cast.ingrid, Helped.TOO_EARLY, again_on=again)
    leave(cast)
    due(day_of(one))
    assert (same(one).round, same(one).recheck_on, same(one).asked_at) == (2, again, None)


def test_nothing_is_over_before_the_side_that_stays_has_said_how_it_went(
    cast: Cast, agreed: Propose, looked: Look
) -> None:
    silent = agreed()
    other = agreed(way=way_of(cast.kaveri, cast.lumen, Dimension.CARE), idea=None)
    looked(other, cast.ravi, Helped.HELPED)
    leave(cast)
    due(day_of(silent))
    assert {same(one).stands for one in (silent, other)} == {State.AGREED}
    assert looked(same(other), cast.ingrid, Helped.HELPED).stands is State.CLOSED


def test_one_that_cannot_be_ended_does_not_keep_the_others_waiting(
    cast: Cast, agreed: Propose, looked: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = looked(agreed(), cast.ingrid, Helped.PARTLY)
    second = agreed(way=way_of(cast.kaveri, cast.lumen, Dimension.CARE), idea=None)
    looked(second, cast.ingrid, Helped.NOT)
    leave(cast)

    def breaks(one: Adjustment) -> bool:
        if one.pk == first.pk:
            raise RuntimeError
        return conclude(one)

    monkeypatch.setattr("troth.adjustments.clock.conclude", breaks)
    due(day_of(first))
    assert [same(one).stands for one in (first, second)] == [State.AGREED, State.CLOSED]


def test_one_that_breaks_does_not_keep_the_others_waiting(
    cast: Cast, agreed: Propose, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = agreed()
    agreed(way=way_of(cast.kaveri, cast.lumen, Dimension.CARE), idea=None)

    def breaks(one: Adjustment, *, now: datetime) -> bool:
        if one.pk == first.pk:
            raise RuntimeError
        return True

    monkeypatch.setattr("troth.adjustments.clock.ask", breaks)
    assert due(day_of(first)) == 1


# ------------------------------------------------------------------------------ what waits


def test_a_proposal_waits_for_the_other_side(cast: Cast, propose: Propose) -> None:
    one = propose()
    (line,) = waits(cast.ravi)
    assert line.sentence == "Lumen proposes to do something differently: “Half an answer today”"
    assert line.url.endswith(f"/trust/adjustments/{one.id}/")
    assert len(waits(cast.meera)) == 1
    assert waits(cast.ingrid) == waits(cast.tor) == []


def test_agreed_it_waits_for_nobody_until_its_day_and_then_for_both(
    cast: Cast, agreed: Propose, looked: Look
) -> None:
    one = agreed()
    assert waits(cast.ravi) == waits(cast.ingrid) == []
    with clock.at(day_of(one)):
        (line,) = waits(cast.ravi)
        assert line.sentence == "You agreed with Lumen on “Half an answer today”. Did it help?"
        assert len(waits(cast.ingrid)) == 1
        looked(one, cast.ravi, Helped.HELPED)
        assert waits(cast.ravi) == []
        assert len(waits(cast.ingrid)) == 1


def test_a_word_before_the_day_waits_for_a_word_back(
    cast: Cast, agreed: Propose, looked: Look
) -> None:
    looked(agreed(), cast.ravi, Helped.HELPED)
    assert len(waits(cast.ingrid)) == 1


@pytest.mark.parametrize("who", ["guest", "contributor", "facilitator"])
def test_it_never_waits_for_whoever_sits_for_nobody(cast: Cast, propose: Propose, who: str) -> None:
    propose()
    assert waits(getattr(cast, who)) == []


def test_the_overview_says_whose_word_is_next_and_which_day_comes(
    cast: Cast, visit: Visit, agreed: Propose
) -> None:
    one = agreed()
    assert "Looked at again: Half an answer today" in text(visit(cast.ingrid))
    with clock.at(day_of(one)):
        assert "Say whether “Half an answer today” helped" in text(visit(cast.ravi))


def text(browser: Client) -> str:
    """The overview."""
    return browser.get(TABLE).content.decode()


def test_both_sides_find_it_in_their_inbox(cast: Cast, agreed: Propose) -> None:
    one = agreed()
    due(day_of(one))
    run_pass([InboxFollower()])
    told = Notice.objects.filter(kind="adjustment:due").values_list("person", flat=True)
    assert {cast.ingrid.person_id, cast.ravi.person_id} <= set(told)
    assert group_of("adjustment:due") is Group.AGREEMENTS


def test_the_home_page_takes_as_many_statements_for_many_as_for_one(
    cast: Cast, visit: Visit, propose: Propose
) -> None:
    browser = visit(cast.ravi)
    propose()
    one = statements(browser, "/")
    for dimension in (Dimension.CARE, Dimension.TRUTH, Dimension.ABILITY):
        propose(way=way_of(cast.kaveri, cast.lumen, dimension), idea=None)
    assert statements(browser, "/") == one
