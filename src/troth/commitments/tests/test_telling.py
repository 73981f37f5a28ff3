"""Every fact about a promise is a sentence in the record, the inbox and mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from troth.commitments import actions
from troth.commitments.actions.importing import show
from troth.commitments.clock import due as pass_time
from troth.commitments.models import Commitment
from troth.commitments.telling import SENTENCES, TELLER
from troth.commitments.tests.conftest import Make
from troth.commitments.tests.files import KEPT, many, read, text
from troth.foundation.facts.commitments import CommitmentAccepted
from troth.foundation.facts.fact import Fact
from troth.foundation.web import clock
from troth.foundation.web.ids import new_ulid
from troth.foundation.web.offers import Told
from troth.ledger.queries import facts_at, head
from troth.partnerships.queries.names import names_for
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
Tell = Callable[[], list[str]]


def told(cast: Cast, facts: list[Fact]) -> list[Told]:
    return list(TELLER.tell(facts, names_for(facts, partnership=cast.table.id)))


@pytest.fixture
def since(cast: Cast) -> Tell:
    """What was told since the test began."""
    begun = head(cast.shared.id)

    def sentences() -> list[str]:
        found = facts_at(cast.shared.id, list(range(begun, head(cast.shared.id))))
        return [one.sentence for one in told(cast, [fact for _idx, fact in found if fact])]

    return sentences


def test_a_promise_kept_is_told_from_its_beginning(
    cast: Cast, since: Tell, delivered: Make
) -> None:
    one = delivered()
    actions.confirm(one, by=cast.ingrid)
    first, *rest = since()
    assert first.startswith("Kaveri promised Lumen “Calibration API v1” for ")
    assert "Bengaluru" in first
    assert rest == [
        "Lumen accepted “Calibration API v1”",
        "Kaveri delivered “Calibration API v1”",
        "Lumen confirmed “Calibration API v1”",
    ]


def test_moving_is_told_step_by_step(cast: Cast, since: Tell, accepted: Make) -> None:
    one = accepted()
    later = one.due + timedelta(days=3)
    actions.ask_move(one, due=later, reason="Customs.", by=cast.ravi)
    actions.suggest_date(one, due=later + timedelta(days=1), by=cast.ingrid)
    actions.agree_move(one, by=cast.ravi)
    actions.ask_move(one, due=later, reason="Too long.", by=cast.ingrid)
    actions.keep_date(one, reason="We fly then.", by=cast.ravi)
    said = since()[2:]
    assert said[0].startswith("Kaveri asked to move “Calibration API v1” to ")
    assert said[1].startswith("Lumen suggested ")
    assert said[2].startswith("Kaveri agreed: “Calibration API v1” is now due ")
    assert said[4].startswith("Kaveri kept the date of “Calibration API v1”, ")


def test_what_went_wrong_is_told_without_blame(
    cast: Cast, since: Tell, accepted: Make, delivered: Make, promised: Make
) -> None:
    actions.decline(promised(), by=cast.ingrid, reason="Not now.")
    actions.withdraw(accepted(), by=cast.ravi)
    actions.send_back(delivered(), by=cast.ingrid, missing="Half of it.")
    silent, missed = delivered(), accepted(days=1)
    assert silent.answer_by is not None
    pass_time(silent.answer_by + timedelta(days=60))
    said = " | ".join(since())
    assert "Lumen declined “Calibration API v1”" in said
    assert "Kaveri withdrew “Calibration API v1”" in said
    assert "Lumen sent “Calibration API v1” back and said what is missing" in said
    assert "counts as received: the time to answer passed without a word" in said
    assert "and has not arrived" in said
    assert "counts as dropped" in said
    assert missed.deliverable in said


def test_every_kind_of_fact_has_a_sentence() -> None:
    kinds = {one.kind for one in Fact.__subclasses__() if one.kind.startswith("commitment:")}
    assert kinds == {*SENTENCES, "commitment:imported"}


@pytest.mark.parametrize(
    ("data", "words"),
    [(text(KEPT), "one promise from a file"), (many(1200), "1,200 promises from a file")],
)
def test_a_file_is_told_with_how_much_it_brought(
    cast: Cast, since: Tell, data: bytes, words: str
) -> None:
    show(read(data, cast.shared, by=cast.ingrid), by=cast.ingrid)
    assert since() == [f"Lumen brought in {words}"]


def test_a_promise_that_is_not_there_any_more_leaves_its_kind(cast: Cast) -> None:
    fact = CommitmentAccepted(
        room=cast.shared.id, by=cast.ingrid.actor, commitment=new_ulid(), due=clock.now()
    )
    assert told(cast, [fact]) == [Told("commitment:accepted")]


def test_many_facts_are_told_by_a_few_questions(
    cast: Cast,
    accepted: Make,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for _ in range(6):
        accepted()
    found = facts_at(cast.shared.id, list(range(head(cast.shared.id))))
    facts = [fact for _idx, fact in found if fact and fact.kind.startswith("commitment:")]
    names = names_for(facts, partnership=cast.table.id)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # a context manager
        TELLER.tell(facts, names)


def test_another_rooms_promise_is_not_looked_up(cast: Cast, accepted: Make) -> None:
    one = accepted()
    Commitment.objects.filter(pk=one.pk).update(room=cast.kaveri_side)
    fact = CommitmentAccepted(
        room=cast.shared.id, by=cast.ingrid.actor, commitment=one.id, due=one.due
    )
    assert told(cast, [fact])[0].sentence == "commitment:accepted"
