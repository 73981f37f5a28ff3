"""Adjustments in sentences: every fact, every refusal, every state, and nothing for guests."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from troth.adjustments import actions
from troth.adjustments.clock import due
from troth.adjustments.models import Adjustment
from troth.adjustments.rules.helpful import Known
from troth.adjustments.rules.refusals import NotPossible, Reason
from troth.adjustments.telling import CLOSED, LOOKED, SENTENCES
from troth.adjustments.tests.conftest import Propose, same, words_of
from troth.adjustments.words import WHY_NOT, known_words, state_words, why_not
from troth.foundation.facts.adjustments import Helped
from troth.foundation.facts.fact import Fact, every_fact
from troth.foundation.kernel.roles import Role
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Names, tell
from troth.ledger.queries import facts_at, head
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
Look = Callable[..., Adjustment]
KINDS = {fact.kind for fact in every_fact() if fact.kind.startswith("adjustment:")}


def everything(cast: Cast, propose: Propose, looked: Look) -> Adjustment:
    """One about which everything happened, and two that came to nothing."""
    actions.withdraw(propose(), by=cast.ingrid, seen=1)
    actions.decline(propose(), by=cast.ravi, seen=1, reason="First the logger.")
    one = propose()
    one = actions.change(one, words_of(cast, title="Two lines"), by=cast.ravi, seen=1)
    one = actions.agree(one, by=cast.ingrid, seen=2)
    later = now() + timedelta(days=90)
    with clock.at(later):
        due(later)
        again = (later + timedelta(days=30)).date()
        one = looked(same(one), cast.ravi, Helped.TOO_EARLY, again_on=again)
        one = looked(one, cast.ingrid, Helped.HELPED)
        one = looked(one, cast.ravi, Helped.HELPED)
        return looked(one, cast.ingrid, Helped.HELPED)


def facts(cast: Cast) -> list[Fact]:
    """What the room has recorded of adjustments."""
    found = facts_at(cast.shared.id, range(head(cast.shared.id)))
    return [fact for _idx, fact in found if fact and fact.kind.startswith("adjustment:")]


def test_every_fact_has_its_sentence(cast: Cast, propose: Propose, looked: Look) -> None:
    one = everything(cast, propose, looked)
    parties = {str(cast.lumen.id): "Lumen", str(cast.kaveri.id): "Kaveri"}
    recorded = facts(cast)
    told = tell(recorded, Names(parties=parties, people={}))
    assert {fact.kind for fact in recorded} == KINDS
    assert "Kaveri proposes other words for “Two lines”" in [line.sentence for line in told]
    assert told[-1].sentence == "Both sides have said how it went: “Two lines” helped"
    assert told[-1].url_kwargs == {"pk": one.id}
    assert all(line.url_name == "adjustments.one" for line in told)
    assert not any("%(" in line.sentence for line in told)


def test_no_kind_of_fact_is_without_a_sentence() -> None:
    assert KINDS - {"adjustment:rechecked", "adjustment:closed"} == set(SENTENCES)
    assert set(LOOKED) == set(Helped)
    assert set(CLOSED) == set(Helped) - {Helped.TOO_EARLY}


@pytest.mark.parametrize("role", [Role.GUEST_READ, Role.GUEST_CONTRIBUTE])
def test_guests_read_only_that_something_happened(cast: Cast, propose: Propose, role: Role) -> None:
    propose()
    (told,) = tell(facts(cast), Names(parties={}, people={}, role=role))
    assert told.kept_back
    assert "Half an answer" not in told.sentence


def test_every_refusal_has_its_sentence() -> None:
    assert set(WHY_NOT) == set(Reason)
    for reason in Reason:
        said = why_not(NotPossible(reason))
        assert said.endswith((".", "?"))
        assert "%(" not in said


def states(one: Adjustment) -> str:
    """Where it stands, in a sentence."""
    found = Adjustment.objects.select_related("about", "towards").get(pk=one.pk)
    return state_words(found, list(found.steps.select_related("party").order_by("at", "id")))


def test_each_state_says_whose_word_is_next(cast: Cast, propose: Propose, looked: Look) -> None:
    one = propose()
    assert states(one) == "Waits for a word from Kaveri."
    one = actions.change(one, words_of(cast), by=cast.ravi, seen=1)
    assert states(one) == "Waits for a word from Lumen."
    one = actions.agree(one, by=cast.ingrid, seen=2)
    assert states(one).startswith("Agreed. You look at it together on ")
    looked(one, cast.ravi, Helped.HELPED)
    assert states(one) == "Agreed. Now it waits for a word from Lumen whether it helped."
    looked(one, cast.ingrid, Helped.PARTLY)
    assert states(one).startswith("Taken together, it helped in part, on ")


def test_on_the_day_both_are_named(cast: Cast, agreed: Propose) -> None:
    one = agreed()
    due(now() + timedelta(days=90))
    assert states(one) == "Agreed. Now it waits for a word from Kaveri and Lumen whether it helped."


def test_what_came_to_nothing_says_by_whom(cast: Cast, propose: Propose) -> None:
    assert "Kaveri declined it on" in states(
        actions.decline(propose(), by=cast.ravi, seen=1, reason="Later.")
    )
    assert "Lumen took it back on" in states(actions.withdraw(propose(), by=cast.tor, seen=1))


@pytest.mark.parametrize("known", [None, Known(0, 0)])
def test_where_there_are_too_few_nothing_is_said(known: Known | None) -> None:
    assert known_words(known) == ""
