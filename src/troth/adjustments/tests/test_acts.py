"""Proposed, agreed, looked at again: each step moves the row and stands on record, or does neither."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from troth.adjustments import actions
from troth.adjustments.models import Adjustment, Step
from troth.adjustments.rules.refusals import Reason
from troth.adjustments.rules.states import State
from troth.adjustments.tests.conftest import (
    Propose,
    Refuses,
    kinds,
    same,
    way_of,
    words_of,
)
from troth.foundation.facts.adjustments import AdjustmentProposed, Helped, Idea
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.queries import facts_at, head
from troth.partnerships.models.seats import Standing
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
Look = Callable[..., Adjustment]
DAY = timedelta(days=1)


def test_a_proposal_waits_for_the_other_side_and_stands_on_record(
    cast: Cast, propose: Propose
) -> None:
    one = propose(person=cast.ravi)
    assert one.stands is State.PROPOSED
    fact = facts_at(cast.shared.id, [head(cast.shared.id) - 1])[0][1]
    assert isinstance(fact, AdjustmentProposed)
    assert (fact.about, fact.towards) == (cast.kaveri.id, cast.lumen.id)
    assert (fact.dimension, fact.idea) == (Dimension.OPENNESS, Idea.SHORT_ANSWER_FIRST)
    assert fact.keeping_person == cast.ravi.person_id
    assert (fact.title, fact.change) == (one.title, one.change)


def test_when_the_other_side_agrees_it_holds(cast: Cast, agreed: Propose) -> None:
    one = same(agreed())
    assert one.stands is State.AGREED
    assert one.agreed_at is not None
    assert kinds(cast.shared, 2) == ["adjustment:proposed", "adjustment:agreed"]


def test_the_described_side_can_propose_as_well(cast: Cast, propose: Propose) -> None:
    one = propose(by=cast.ravi)
    assert actions.agree(one, by=cast.tor, seen=1).stands is State.AGREED


def test_declined_it_keeps_the_reason(cast: Cast, propose: Propose) -> None:
    one = actions.decline(propose(), by=cast.meera, seen=1, reason=" First the logger. ")
    assert one.stands is State.DECLINED
    assert Step.objects.get(did="declined").words == "First the logger."


def test_a_no_without_a_reason_is_none(cast: Cast, propose: Propose, refuses: Refuses) -> None:
    one, size = propose(), head(cast.shared.id)
    with refuses(Reason.REASON_MISSING):
        actions.decline(one, by=cast.ravi, seen=1, reason=" \n ")
    assert (same(one).stands, head(cast.shared.id)) == (State.PROPOSED, size)


def test_taken_back_it_is_gone(cast: Cast, propose: Propose) -> None:
    assert actions.withdraw(propose(), by=cast.tor, seen=1).stands is State.WITHDRAWN
    assert kinds(cast.shared, 1) == ["adjustment:withdrawn"]


def test_other_words_make_an_agreement_to_the_first_ones_stale(
    cast: Cast, propose: Propose, refuses: Refuses
) -> None:
    one = propose()
    changed = actions.change(one, words_of(cast, title="Two lines"), by=cast.ravi, seen=1)
    assert (changed.version, changed.title) == (2, "Two lines")
    with refuses(Reason.OWN_WORDS):
        actions.agree(changed, by=cast.ravi, seen=2)
    with refuses(Reason.CHANGED_MEANWHILE):
        actions.agree(one, by=cast.ingrid, seen=1)
    assert actions.agree(changed, by=cast.ingrid, seen=2).stands is State.AGREED


def test_another_day_is_as_much_a_change_as_other_words(cast: Cast, propose: Propose) -> None:
    one = propose()
    later = words_of(cast, recheck_on=one.recheck_on + 7 * DAY)
    changed = actions.change(one, later, by=cast.ingrid, seen=1)
    assert changed.version == 2
    assert actions.agree(changed, by=cast.ravi, seen=2).recheck_on == later.recheck_on


# ------------------------------------------------------------------------------ looking again


def test_when_both_say_that_it_helped_it_is_closed(
    cast: Cast, agreed: Propose, looked: Look
) -> None:
    one = looked(agreed(), cast.ravi, Helped.HELPED, words="Three of three.")
    assert one.stands is State.AGREED
    one = looked(one, cast.ingrid, Helped.HELPED)
    assert (one.stands, one.outcome) == (State.CLOSED, "helped")
    assert one.ended_at is not None
    assert kinds(cast.shared, 3) == ["adjustment:rechecked"] * 2 + ["adjustment:closed"]


def test_where_they_differ_it_helped_in_part(cast: Cast, agreed: Propose, looked: Look) -> None:
    one = looked(agreed(), cast.ravi, Helped.HELPED)
    assert looked(one, cast.tor, Helped.NOT).outcome == "partly"


def test_too_early_sets_another_day_and_asks_both_again(
    cast: Cast, agreed: Propose, looked: Look
) -> None:
    again = (now() + 120 * DAY).date()
    one = looked(agreed(), cast.ravi, Helped.TOO_EARLY, again_on=again)
    one = looked(one, cast.ingrid, Helped.HELPED)
    assert (one.stands, one.round, one.recheck_on) == (State.AGREED, 2, again)
    assert one.asked_at is None
    assert kinds(cast.shared, 1) == ["adjustment:continued"]
    one = looked(same(one), cast.ingrid, Helped.HELPED)
    assert looked(one, cast.ravi, Helped.PARTLY).outcome == "partly"


def test_too_early_needs_a_day(cast: Cast, agreed: Propose, looked: Look, refuses: Refuses) -> None:
    one = agreed()
    with refuses(Reason.DAY_MISSING):
        looked(one, cast.ravi, Helped.TOO_EARLY)
    with refuses(Reason.DAY_PASSED):
        looked(one, cast.ravi, Helped.TOO_EARLY, again_on=now().date() - DAY)
    assert not Step.objects.filter(did="looked").exists()


def test_a_day_beside_a_final_word_is_no_day(cast: Cast, agreed: Propose, looked: Look) -> None:
    looked(agreed(), cast.ravi, Helped.HELPED, again_on=now().date() - 900 * DAY)
    assert Step.objects.get(did="looked").again_on is None


def test_nobody_waits_for_a_side_that_has_left(cast: Cast, agreed: Propose, looked: Look) -> None:
    one = agreed()
    cast.kaveri.standing = Standing.LEFT
    cast.kaveri.save(update_fields=["standing"])
    assert looked(one, cast.ingrid, Helped.PARTLY).stands is State.CLOSED


# ------------------------------------------------------------------------------ what cannot be


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"title": " "}, Reason.WORDS_MISSING),
        ({"change": "\n"}, Reason.WORDS_MISSING),
        ({"keeper": Ulid("0" * 26)}, Reason.KEEPER_ELSEWHERE),
        ({"idea": Idea.SAY_BACK_FIRST}, Reason.OTHER_DIMENSION),
        ({"recheck_on": now().date() - 30 * DAY}, Reason.DAY_PASSED),
        ({"recheck_on": now().date() + 800 * DAY}, Reason.DAY_TOO_FAR),
    ],
)
def test_what_cannot_be_proposed_leaves_nothing(
    cast: Cast, propose: Propose, refuses: Refuses, said: dict[str, object], reason: Reason
) -> None:
    size = head(cast.shared.id)
    with refuses(reason):
        propose(**said)
    assert (Adjustment.objects.count(), head(cast.shared.id)) == (0, size)


def test_somebody_of_the_other_side_cannot_see_to_it_for_this_one(
    cast: Cast, propose: Propose, refuses: Refuses
) -> None:
    with refuses(Reason.KEEPER_ELSEWHERE):
        propose(person=cast.ingrid)


def test_nobody_agrees_with_themselves_or_without_a_side(
    cast: Cast, propose: Propose, refuses: Refuses
) -> None:
    with refuses(Reason.SAME_SIDE):
        propose(way=way_of(cast.lumen, cast.lumen))
    with refuses(Reason.NO_SIDE):
        propose(by=cast.facilitator)


def test_in_a_side_room_there_is_nobody_to_agree_with(
    cast: Cast, propose: Propose, refuses: Refuses
) -> None:
    with refuses(Reason.NOT_AT_THIS_TABLE):
        propose(room=cast.lumen_side)


def test_one_at_a_time_for_one_dimension_of_one_direction(
    cast: Cast, propose: Propose, refuses: Refuses
) -> None:
    first = propose()
    with refuses(Reason.STANDS_ALREADY):
        propose(by=cast.ravi)
    propose(way=way_of(cast.lumen, cast.kaveri), by=cast.ravi)
    propose(way=way_of(cast.kaveri, cast.lumen, Dimension.CARE), idea=None)
    actions.withdraw(first, by=cast.ingrid, seen=1)
    assert propose().stands is State.PROPOSED


def test_a_proposal_whose_day_has_passed_needs_another_day_first(
    cast: Cast, propose: Propose, refuses: Refuses
) -> None:
    one = propose()
    Adjustment.objects.filter(pk=one.pk).update(recheck_on=now().date() - DAY)
    with refuses(Reason.ITS_DAY_PASSED):
        actions.agree(same(one), by=cast.ravi, seen=1)


# ------------------------------------------------------------------------------ two at once


def test_of_two_who_propose_the_same_at_once_the_second_is_told(
    cast: Cast, propose: Propose, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looked before either had written: the database decides."""
    propose()
    meera, size = cast.meera, head(cast.shared.id)
    monkeypatch.setattr("troth.adjustments.actions.proposing.standing_for", lambda *_: None)
    with refuses(Reason.STANDS_ALREADY):
        propose(by=meera)
    assert (Adjustment.objects.count(), head(cast.shared.id)) == (1, size)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("agree", "withdraw", Reason.AGREED_ALREADY),
        ("withdraw", "agree", Reason.TAKEN_BACK),
        ("decline", "withdraw", Reason.DECLINED),
        ("change", "withdraw", Reason.NOT_YOUR_WORDS),
    ],
)
def test_whoever_comes_second_is_told_and_leaves_nothing(
    cast: Cast, propose: Propose, refuses: Refuses, *, first: str, second: str, reason: Reason
) -> None:
    one = propose()
    seen = same(one)
    run(first, one, cast)
    size, steps = head(cast.shared.id), Step.objects.count()
    with refuses(reason):
        run(second, seen, cast)
    assert (head(cast.shared.id), Step.objects.count()) == (size, steps)


def run(act: str, one: Adjustment, cast: Cast) -> None:
    """One act by the side it is for."""
    if act == "change":
        actions.change(one, words_of(cast), by=cast.ravi, seen=1)
    elif act == "decline":
        actions.decline(one, by=cast.ravi, seen=1, reason="Later.")
    elif act == "agree":
        actions.agree(one, by=cast.ravi, seen=1)
    else:
        actions.withdraw(one, by=cast.ingrid, seen=1)


def test_two_of_one_side_say_once_how_it_went(
    cast: Cast, agreed: Propose, looked: Look, refuses: Refuses
) -> None:
    one = agreed()
    other = same(one)
    looked(one, cast.ravi, Helped.HELPED)
    with refuses(Reason.SAID_ALREADY):
        looked(other, cast.meera, Helped.NOT)


def test_the_database_keeps_to_one_word_of_a_side_in_a_round(
    cast: Cast, agreed: Propose, looked: Look
) -> None:
    looked(agreed(), cast.ravi, Helped.HELPED)
    step = Step.objects.get(did="looked")
    again = {name: getattr(step, name) for name in ("adjustment", "party", "seat", "did")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(**again, version=1, round=1, at=now())


def test_words_are_kept_as_far_as_they_may_be_long(cast: Cast, propose: Propose) -> None:
    one = propose(title="x" * 500, change="y" * 9000)
    assert (len(one.title), len(one.change)) == (120, 2000)
    assert replace(words_of(cast), title=" two \n words ").kept["title"] == "two words"
