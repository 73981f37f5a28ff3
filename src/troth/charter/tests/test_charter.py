"""A charter is drafted, revised and signed; its signature writes the terms."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from troth.agreements.actions import ChangedMeanwhile, sign, withdraw
from troth.agreements.models import Version
from troth.charter import actions
from troth.charter.models import Charter, Wording
from troth.charter.tests.conftest import STORY, UNUSUAL, fresh, signed_by, with_words
from troth.commitments import actions as promises
from troth.commitments.actions.promising import Promise
from troth.commitments.clock import due as clocks_ring
from troth.commitments.models import Commitment
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import facts_at, head
from troth.organisations.actions import YearOfWork, keep_calendar
from troth.partnerships.actions import proposing
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Terms
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.terms import Limits
from troth.partnerships.testing import Cast
from troth.trust.queries.answers import proposals

pytestmark = pytest.mark.django_db
MONDAY = datetime(2028, 5, 15, 10, tzinfo=UTC)  # 17 May is the Wednesday
Revised = Callable[..., Charter]


def limits(cast: Cast, at: datetime | None = None) -> Limits:
    return terms(cast.table.id, at or now())


def kinds(cast: Cast, last: int) -> list[str]:
    end = head(cast.shared.id)
    return [fact.kind for _, fact in facts_at(cast.shared.id, range(end - last, end)) if fact]


def promised(cast: Cast, *, days: float = 20) -> Commitment:
    """Ravi promises something to Lumen."""
    promise = Promise(
        deliverable="API", due=now() + timedelta(days=days), zone="UTC", receiver=cast.lumen
    )
    return promises.propose(promise, room=cast.shared, by=cast.ravi)


def test_it_holds_only_when_all_have_signed_the_same_version(cast: Cast, draft: Charter) -> None:
    signed_by(draft, cast.ingrid)
    assert limits(cast) == Limits()
    signed_by(draft, cast.ravi)
    assert limits(cast) == STORY
    assert kinds(cast, 3) == ["agreement:signed", "agreement:agreed", "terms:set"]


def test_the_terms_name_the_agreement_that_wrote_them(cast: Cast, charter: Charter) -> None:
    row = Terms.objects.filter(partnership=cast.table).latest("since", "id")
    assert row.agreement == charter.id
    end = head(cast.shared.id)
    fact = next(fact for _, fact in facts_at(cast.shared.id, range(end - 1, end)))
    assert fact is not None
    assert getattr(fact, "agreement", None) == charter.id


def test_every_limit_a_charter_says_is_in_force_and_none_is_left_to_a_default(
    cast: Cast, revised: Revised
) -> None:
    one = revised(**{name: getattr(UNUSUAL, name) for name in vars(UNUSUAL)})
    signed_by(one, cast.ingrid, cast.ravi)
    assert limits(cast) == UNUSUAL


def test_what_was_before_the_signature_stays_as_it_was(cast: Cast, charter: Charter) -> None:
    assert limits(cast, now() - timedelta(days=1)) == Limits()
    signed = Terms.objects.filter(partnership=cast.table).latest("since").since
    assert not limits(cast, signed - timedelta(microseconds=1)).signed
    assert limits(cast, signed).signed


def test_a_new_version_makes_signatures_stale_and_the_old_one_holds_until_all_have_signed(
    cast: Cast, charter: Charter, revised: Revised
) -> None:
    one = revised(answer_days=9)
    signed_by(one, cast.ravi)
    assert limits(cast).answer_days == 2
    signed_by(one, cast.ingrid)
    assert limits(cast).answer_days == 9


@pytest.mark.parametrize("why", ["", "  \n "])
def test_a_new_version_needs_a_reason(cast: Cast, charter: Charter, why: str) -> None:
    with pytest.raises(actions.NotPossible):
        actions.revise_charter(charter, with_words(STORY), why=why, seen=1, by=cast.ravi)
    assert Wording.objects.count() == 1


def test_two_who_revise_at_once_one_wins_and_the_other_is_told(
    cast: Cast, charter: Charter, revised: Revised
) -> None:
    revised(answer_days=4)
    charter.agreement = fresh(charter)
    with pytest.raises(ChangedMeanwhile):
        actions.revise_charter(charter, with_words(STORY), why="Me too.", seen=1, by=cast.ingrid)
    assert Wording.objects.count() == Version.objects.count() == 2


def test_a_table_has_one_charter(cast: Cast, draft: Charter) -> None:
    with pytest.raises(actions.ThereIsOne):
        actions.draft_charter(with_words(STORY), title="Mine", room=cast.shared, by=cast.ravi)
    assert fresh(draft).kind == actions.KIND
    assert Charter.objects.count() == 1


def test_a_draft_that_was_taken_back_makes_room_for_another(cast: Cast, draft: Charter) -> None:
    withdraw(fresh(draft), by=cast.ingrid)
    again = actions.draft_charter(with_words(STORY), title="Again", room=cast.shared, by=cast.ravi)
    signed_by(again, cast.ingrid, cast.ravi)
    assert limits(cast) == STORY


def test_a_charter_stands_at_the_whole_table_only(cast: Cast) -> None:
    subset = open_room("Two", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    for room in (subset, cast.lumen_side):
        with pytest.raises(actions.NotPossible):
            actions.draft_charter(with_words(STORY), title="Ours", room=room, by=cast.ingrid)


def test_somebody_without_a_side_writes_none(cast: Cast, charter: Charter) -> None:
    for seat in (cast.facilitator, cast.guest):
        with pytest.raises(actions.NotPossible):
            actions.revise_charter(charter, with_words(STORY), why="I.", seen=1, by=seat)


def test_what_was_delivered_before_a_change_keeps_its_answer_time(
    cast: Cast, charter: Charter, revised: Revised
) -> None:
    with clock.at(MONDAY):
        one = promises.accept(promised(cast), by=cast.ingrid)
        promises.deliver(one, by=cast.ravi)
        before = one.answer_by
        signed_by(revised(answer_days=20), cast.ingrid, cast.ravi)
        one.refresh_from_db()
        assert one.answer_by == before
        other = promises.accept(promised(cast), by=cast.ingrid)
        promises.deliver(other, by=cast.ravi)
        assert before
        assert other.answer_by
        assert other.answer_by > before


def test_what_was_accepted_before_a_change_keeps_its_silence(
    cast: Cast, charter: Charter, revised: Revised
) -> None:
    one = promises.accept(promised(cast, days=1), by=cast.ingrid)
    signed_by(revised(silence_days=7), cast.ingrid, cast.ravi)
    clocks_ring(one.due + timedelta(days=8))
    one.refresh_from_db()
    assert one.outcome == "open"
    clocks_ring(one.due + timedelta(days=30, hours=1))
    one.refresh_from_db()
    assert one.outcome == "dropped"


def test_what_waited_for_an_answer_is_measured_by_the_time_that_held_when_it_was_asked(
    cast: Cast, charter: Charter, revised: Revised
) -> None:
    with clock.at(MONDAY):
        promised(cast)
    with clock.at(MONDAY + timedelta(minutes=30)):
        signed_by(revised(answer_days=10), cast.ingrid, cast.ravi)
    with clock.at(MONDAY + timedelta(hours=1)):
        promised(cast)
        late, early = proposals(cast.shared, cast.lumen, asking=cast.kaveri)
    assert early.owed_by.date() == datetime(2028, 5, 17, tzinfo=UTC).date()
    assert late.owed_by.date() == datetime(2028, 5, 29, tzinfo=UTC).date()


def test_a_holiday_of_the_asked_side_lengthens_the_time_of_the_charter(
    cast: Cast, charter: Charter
) -> None:
    assert cast.lumen.organisation
    keep_calendar(cast.lumen.organisation, YearOfWork(country="NO"), by=cast.ingrid.person)
    with clock.at(MONDAY):
        one = promises.accept(promised(cast), by=cast.ingrid)
        one = Commitment.objects.select_related("receiver__organisation", "room").get(pk=one.pk)
        promises.deliver(one, by=cast.ravi)
    assert one.answer_by
    assert one.answer_by.date() == datetime(2028, 5, 18, tzinfo=UTC).date()


def test_a_promise_to_all_waits_for_the_side_that_needs_longest(
    cast: Cast, charter: Charter
) -> None:
    assert cast.lumen.organisation
    keep_calendar(cast.lumen.organisation, YearOfWork(country="NO"), by=cast.ingrid.person)
    with clock.at(MONDAY):
        promise = Promise(
            deliverable="API", due=now() + timedelta(days=20), zone="UTC", receiver=None
        )
        one = promises.propose(promise, room=cast.shared, by=cast.ravi)
        promises.accept(one, by=cast.ingrid)
        promises.deliver(one, by=cast.ravi)
    assert one.answer_by
    assert one.answer_by.date() == datetime(2028, 5, 18, tzinfo=UTC).date()


def ask_for_rule(cast: Cast, rule: str) -> None:
    """Both decide on another consent rule."""
    asked = proposing.ask_to_change_rule(rule, by=cast.ingrid, reason="Two are enough.")
    assent(asked.motion, by=cast.ravi, yes=True)


def test_a_rule_that_was_decided_leaves_the_rest_of_the_charter_as_it_was_signed(
    cast: Cast, charter: Charter
) -> None:
    ask_for_rule(cast, "majority:2/3")
    assert limits(cast) == replace(STORY, consent_rule="majority:2/3")


def test_the_charter_that_is_signed_last_says_the_rule(
    cast: Cast, charter: Charter, revised: Revised
) -> None:
    one = revised(answer_days=3)
    ask_for_rule(cast, "majority:2/3")
    signed_by(one, cast.ingrid, cast.ravi)
    assert limits(cast).consent_rule == "unanimous"


def test_a_motion_put_under_the_old_rule_is_decided_by_it(
    cast: Cast, charter: Charter, revised: Revised
) -> None:
    asked = proposing.ask_to_close(by=cast.ingrid, reason="We are done.").motion
    signed_by(revised(consent_rule="majority:1/2"), cast.ingrid, cast.ravi)
    asked.refresh_from_db()
    assert asked.rule == "unanimous"


def test_signing_an_old_version_of_it_is_refused(cast: Cast, draft: Charter) -> None:
    actions.revise_charter(draft, with_words(STORY), why="Better.", seen=1, by=cast.ravi)
    with pytest.raises(ChangedMeanwhile):
        sign(fresh(draft), version=1, by=cast.ingrid)


def test_what_is_kept_of_a_version_is_what_its_text_says(cast: Cast, charter: Charter) -> None:
    kept: Any = Wording.objects.get(charter=charter).answers
    assert kept["limits"]["answer_days"] == 2
    assert "within 2 working days" in Version.objects.get(agreement=charter.id).text
