"""What a promise knows of the slip about it: its sign, its lines, and what is still owed."""

import re
from datetime import timedelta

import pytest

from troth.commitments import actions as promised
from troth.commitments.actions.importing import show
from troth.commitments.clock import due as pass_time
from troth.commitments.models import Commitment
from troth.commitments.tests.files import LATE, NEVER, read, text
from troth.commitments.views.cards import Card, card_of
from troth.conftest import Visit
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.ledger.queries import facts_at, head
from troth.partnerships.testing import Cast
from troth.slips import actions
from troth.slips.models import Slip
from troth.slips.offers import is_near
from troth.slips.rules.refusals import Reason
from troth.slips.tests.conftest import HERE, MakePromise, Own, Refuses

pytestmark = pytest.mark.django_db
PROMISES = "/p/lumen-kaveri/commitments/"


def again(one: Commitment) -> Commitment:
    """The promise as it is now."""
    found: Commitment = Commitment.objects.with_parties().get(pk=one.pk)
    return found


def card(one: Commitment, cast: Cast) -> Card:
    """Its card for Ravi."""
    return card_of(again(one), cast.ravi, now=now())


def made_good(one: Commitment, own: Own, cast: Cast) -> Slip:
    """Owned, said to be repaired, confirmed."""
    slip = own(commitment=one)
    actions.say_repaired(slip, by=cast.ingrid)
    return actions.confirm(slip, by=cast.ravi)


def test_missed_late_and_dropped_show_the_stitched_sign(
    cast: Cast, own: Own, promise: MakePromise
) -> None:
    missed, late, dropped = (promise() for _n in range(3))
    promised.deliver(late, by=cast.ingrid)
    promised.withdraw(dropped, by=cast.ingrid, reason="The ship is gone.")
    assert [card(one, cast).sign for one in (missed, late, dropped)] == [
        "missed",
        "late",
        "dropped",
    ]
    for one in (missed, late, dropped):
        made_good(one, own, cast)
        assert card(one, cast).sign == "repaired"
        assert card(one, cast).sign_words == "Missed, then owned and repaired"


def test_the_outcome_stays_what_it_was(cast: Cast, own: Own, promise: MakePromise) -> None:
    one = promise()
    promised.deliver(one, by=cast.ingrid)
    before = again(one).outcome
    made_good(one, own, cast)
    assert (again(one).outcome, before) == ("late", "late")


def test_what_was_announced_and_then_kept_is_kept(
    cast: Cast, own: Own, promise: MakePromise
) -> None:
    one = promise(days=2)
    made_good(one, own, cast)
    assert card(one, cast).sign == "accepted"
    promised.deliver(again(one), by=cast.ingrid)
    promised.confirm(again(one), by=cast.ravi)
    assert card(one, cast).sign == "kept"


def test_what_was_announced_and_then_missed_is_owned(
    cast: Cast, own: Own, promise: MakePromise
) -> None:
    one = promise(days=2)
    own(commitment=one)
    with clock.at(now() + timedelta(days=3)):
        pass_time(now())
        found = card_of(again(one), cast.ravi, now=now())
    assert found.sign == "missed"
    assert "has said what happened and what comes next" in found.lines[0]


def test_taking_it_back_takes_the_line_back(cast: Cast, own: Own, promise: MakePromise) -> None:
    one = promise()
    assert "can say what happened" in card(one, cast).lines[0]
    slip = own(commitment=one)
    assert "has said what happened" in card(one, cast).lines[0]
    actions.withdraw(slip, by=cast.ingrid)
    assert "can say what happened" in card(one, cast).lines[0]


def test_a_second_slip_about_it_has_to_be_made_good_as_well(
    cast: Cast, own: Own, promise: MakePromise
) -> None:
    one = promise()
    made_good(one, own, cast)
    own(commitment=one)
    assert card(one, cast).sign == "missed"
    slip = Slip.objects.get(state="owned")
    actions.say_repaired(slip, by=cast.ingrid)
    actions.confirm(slip, by=cast.ravi)
    assert card(one, cast).sign == "repaired"


def test_a_slip_alone_changes_no_promise(cast: Cast, own: Own, promise: MakePromise) -> None:
    one = promise()
    slip = own()
    actions.say_repaired(slip, by=cast.ingrid)
    actions.confirm(slip, by=cast.ravi)
    found = again(one)
    assert (found.owned_at, found.repaired_at) == (None, None)


def test_owning_moves_no_turn_of_the_promise(cast: Cast, own: Own, promise: MakePromise) -> None:
    one = promise()
    own(commitment=one)
    promised.deliver(one, by=cast.ingrid, seen=one.turn)
    assert again(one).state == "delivered"


def test_it_adds_one_entry_and_nothing_to_the_promises_story(
    cast: Cast, own: Own, promise: MakePromise
) -> None:
    one = promise()
    lines, size = one.lines.count(), head(cast.shared.id)
    own(commitment=one)
    assert head(cast.shared.id) == size + 1
    (fact,) = (fact for _idx, fact in facts_at(cast.shared.id, [size]))
    assert fact is not None
    assert fact.kind == "slip:owned"
    assert one.lines.count() == lines


@pytest.mark.parametrize("row", [LATE, NEVER])
def test_what_came_from_a_file_is_left_as_it_is(
    cast: Cast, own: Own, refuses: Refuses, row: str
) -> None:
    ours = re.sub("Mylab|Kaveri Analytics", "Lumen Sensors", row)
    show(read(text(ours), cast.shared, by=cast.ingrid), by=cast.ingrid)
    one = Commitment.objects.with_parties().get()
    assert one.promiser == cast.lumen
    with refuses(Reason.FROM_A_FILE):
        own(commitment=one)


@pytest.mark.parametrize(
    ("days", "near"),
    [(-2, True), (-0.01, True), (0.5, True), (2.9, True), (3.2, False), (9, False)],
)
def test_the_offer_comes_with_the_first_reminder(
    promise: MakePromise, days: float, *, near: bool
) -> None:
    assert is_near(promise(days=days)) is near


def test_what_was_delivered_in_time_needs_no_offer(
    cast: Cast, visit: Visit, promise: MakePromise
) -> None:
    one = promise(days=1)
    promised.deliver(one, by=cast.ingrid)
    assert not is_near(again(one))
    seen = visit(cast.ingrid).get(f"{PROMISES}{one.id}/").content.decode()
    assert f"{HERE}new/" not in seen


def test_the_page_of_a_promise_pays_only_where_there_is_a_slip(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    one, browser = promise(days=9), visit(cast.ravi)
    without = statements(browser, f"{PROMISES}{one.id}/")
    own(commitment=one)
    assert statements(browser, f"{PROMISES}{one.id}/") <= without + 2
