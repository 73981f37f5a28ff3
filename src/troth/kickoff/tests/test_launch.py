"""The check before a launch: blind answers, opened together, differences settled, and only then a launch."""

import json
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from troth.foundation.facts.launch import LaunchChecked, LaunchOpened, Question
from troth.goals import actions as goals
from troth.goals.models import Goal
from troth.kickoff.actions import answering, settling
from troth.kickoff.actions.answering import CheckNotPossible
from troth.kickoff.before_launch import waiting
from troth.kickoff.models import Answer, Check, Read, SealedAnswer
from troth.kickoff.rules.settling import CheckRefusal, Stand
from troth.kickoff.sealing import seal
from troth.kickoff.tests.launching import (
    BOTH,
    KAVERI,
    LUMEN,
    WHOM,
    answers_compared,
    answers_opened,
    as_form,
    at,
    signed_by_both,
    stand,
)
from troth.ledger.queries import facts_at, head
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

__all__ = ["answers_compared", "answers_opened", "signed_by_both"]
pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]


def not_possible(reason: CheckRefusal) -> "pytest.RaisesExc[CheckNotPossible]":
    return pytest.RaisesExc(CheckNotPossible, check=lambda error: error.reason is reason)


def kinds(cast: Cast, last: int) -> list[str]:
    facts = facts_at(cast.shared.id, range(head(cast.shared.id)))
    return [fact.kind for _, fact in facts if fact and not fact.kind.startswith("seat:")][-last:]


def test_answers_open_together_with_the_last_one(cast: Cast, beta: Goal) -> None:
    assert not answering.answer(beta, KAVERI, by=cast.ravi)
    assert not Answer.objects.exists()
    assert answering.answer(beta, LUMEN, by=cast.ingrid)
    assert Answer.objects.count() == 2
    assert not SealedAnswer.objects.exists()
    assert kinds(cast, 3) == ["launch:answered", "launch:answered", "launch:opened"]


@pytest.mark.parametrize("name", ["ingrid", "tor", "facilitator", "guest", "contributor"])
def test_before_the_opening_an_answer_is_nowhere_for_anybody_else(
    cast: Cast, visit: Visit, beta: Goal, name: str
) -> None:
    answering.answer(beta, KAVERI, by=cast.ravi)
    client = visit(getattr(cast, name))
    table = "/p/lumen-kaveri"
    pages = [at(beta), f"{table}/", f"{table}/agreements/", f"{table}/record/", "/", "/inbox/"]
    pages += [f"{table}/agreements/goals/{beta.pk}/"]
    pages += [f"{table}/record/{idx}/" for idx in range(head(cast.shared.id))]
    read = "".join(client.get(page).content.decode() for page in pages)
    assert "Public sign-up" not in read
    assert "Thirty days of data" not in read


def test_the_record_keeps_a_seal_and_not_a_word(cast: Cast, beta: Goal) -> None:
    answering.answer(beta, KAVERI, by=cast.ravi)
    with connection.cursor() as cursor:
        cursor.execute("select value from ledger_part union select kind from ledger_entry")
        kept = repr(cursor.fetchall())
    sealed = SealedAnswer.objects.get()
    assert "Public sign-up" not in kept
    assert sealed.salt not in kept
    assert sealed.seal in kept


def test_the_other_side_reads_that_there_is_an_answer_and_no_count(
    cast: Cast, visit: Visit, beta: Goal
) -> None:
    answering.answer(beta, KAVERI, by=cast.ravi)
    answering.answer_for_oneself(beta, KAVERI, by=cast.meera)
    page = visit(cast.ingrid).get(at(beta)).content.decode()
    assert "Kaveri has answered. All answers open together once Lumen has." in page
    assert "Meera" not in page.split("</header>")[-1]
    assert "Your organisation has answered." in visit(cast.ravi).get(at(beta)).content.decode()


def test_the_page_is_the_same_whether_or_not_somebody_answered_for_themselves(
    cast: Cast, visit: Visit, beta: Goal
) -> None:
    client, meera = visit(cast.ingrid), cast.meera
    answering.answer(beta, KAVERI, by=cast.ravi)

    def page() -> str:
        text = client.get(at(beta)).content.decode()
        return "".join(part for part in text.split('"') if len(part) not in {26, 64})

    before, size = page(), head(cast.shared.id)
    answering.answer_for_oneself(beta, KAVERI, by=meera)
    assert page() == before
    assert head(cast.shared.id) == size


def test_anybody_can_make_the_seals_again_from_the_record_alone(cast: Cast, opened: Goal) -> None:
    facts = [fact for _, fact in facts_at(cast.shared.id, range(head(cast.shared.id))) if fact]
    (fact,) = [one for one in facts if isinstance(one, LaunchOpened)]
    seals = {one.party: one.seal for one in facts if one.kind == "launch:answered"}  # type: ignore[attr-defined]  # its kind says it has them
    shown = [json.loads(text) for text in fact.sealed or ()]
    assert {one["party"]: seal(one["salt"], one["words"]) for one in shown} == seals


def test_an_answer_changed_behind_the_seal_is_seen(cast: Cast, visit: Visit, beta: Goal) -> None:
    answering.answer(beta, KAVERI, by=cast.ravi)
    SealedAnswer.objects.update(words=as_form(LUMEN))
    answering.answer(beta, LUMEN, by=cast.ingrid)
    page = visit(cast.ravi).get(at(beta)).content.decode()
    assert "What was opened of Kaveri is not what it had sealed." in page
    assert "What Lumen sealed is what was opened." in page


def test_until_the_opening_one_can_answer_anew_and_not_afterwards(cast: Cast, beta: Goal) -> None:
    answering.answer(beta, LUMEN, by=cast.ravi)
    answering.answer(beta, KAVERI, by=cast.ravi)
    assert SealedAnswer.objects.count() == 1
    answering.answer(beta, LUMEN, by=cast.ingrid)
    for act in (answering.answer, answering.answer_for_oneself):
        with not_possible(CheckRefusal.OPENED):
            act(beta, LUMEN, by=cast.ravi)
    assert Answer.objects.get(party=cast.kaveri).words["whom"] == "Public sign-up"
    assert Answer.objects.get(party=cast.kaveri).unchanged


def test_every_question_needs_an_answer(cast: Cast, beta: Goal) -> None:
    with not_possible(CheckRefusal.ANSWER_MISSING):
        answering.answer(beta, KAVERI | {Question.STOP: "  "}, by=cast.ravi)
    assert not Check.objects.exists()


def test_a_launch_is_refused_while_an_answer_is_missing(cast: Cast, beta: Goal) -> None:
    with not_possible(CheckRefusal.ANSWER_MISSING):
        settling.launch(beta, by=cast.ravi)
    answering.answer(beta, KAVERI, by=cast.ravi)
    with not_possible(CheckRefusal.ANSWER_MISSING):
        settling.launch(beta, by=cast.ravi)
    with not_possible(CheckRefusal.ANSWER_MISSING):
        answering.open_answers(beta, by=cast.ravi)


def test_a_launch_is_refused_until_each_difference_is_settled(cast: Cast, opened: Goal) -> None:
    with not_possible(CheckRefusal.HELD):
        settling.launch(opened, by=cast.ravi)
    settling.read_answers(opened, [WHOM], by=cast.ravi)
    with not_possible(CheckRefusal.HELD):
        settling.launch(opened, by=cast.ravi)
    settling.read_answers(opened, [], by=cast.ingrid)
    assert stand(opened) is Stand.DIFFERS
    settling.propose_wording(opened, WHOM, text=BOTH, seen=0, by=cast.ravi)
    with not_possible(CheckRefusal.HELD):
        settling.launch(opened, by=cast.ravi)
    assert settling.accept_wording(opened, WHOM, seen=1, by=cast.ingrid)
    settling.launch(opened, by=cast.ingrid)
    opened.refresh_from_db()
    assert opened.launched_at
    assert kinds(cast, 3) == ["launch:wording-accepted", "launch:checked", "goal:launched"]


def test_two_launches_at_once_are_one(cast: Cast, opened: Goal) -> None:
    for seat in (cast.ravi, cast.ingrid):
        settling.read_answers(opened, [], by=seat)
    settling.launch(opened, by=cast.ravi)
    with not_possible(CheckRefusal.LAUNCHED):
        settling.launch(opened, by=cast.ingrid)


def test_all_sides_can_go_on_with_a_reason_and_the_record_says_so(
    cast: Cast, compared: Goal
) -> None:
    assert not settling.override(compared, WHOM, reason="We try both.", by=cast.ravi)
    with not_possible(CheckRefusal.HELD):
        settling.launch(compared, by=cast.ravi)
    with not_possible(CheckRefusal.READ_ALREADY):
        settling.override(compared, WHOM, reason="Again.", by=cast.ravi)
    assert settling.override(compared, WHOM, reason="Kaveri knows its market.", by=cast.ingrid)
    settling.launch(compared, by=cast.ravi)
    facts = facts_at(cast.shared.id, range(head(cast.shared.id)))
    (checked,) = [fact for _, fact in facts if isinstance(fact, LaunchChecked)]
    assert (checked.overridden, checked.agreed, checked.fit) == ((WHOM,), (), 5)


def test_a_reason_needs_words(cast: Cast, compared: Goal) -> None:
    with not_possible(CheckRefusal.ANSWER_MISSING):
        settling.override(compared, WHOM, reason="  ", by=cast.ravi)


def test_a_wording_is_accepted_as_it_was_seen(cast: Cast, compared: Goal) -> None:
    settling.propose_wording(compared, WHOM, text=BOTH, seen=0, by=cast.ravi)
    with not_possible(CheckRefusal.CHANGED_MEANWHILE):
        settling.propose_wording(compared, WHOM, text="Three", seen=0, by=cast.ingrid)
    settling.propose_wording(compared, WHOM, text="12 invited pilots", seen=1, by=cast.ingrid)
    with not_possible(CheckRefusal.CHANGED_MEANWHILE):
        settling.accept_wording(compared, WHOM, seen=1, by=cast.ingrid)
    assert stand(compared) is Stand.DIFFERS
    assert settling.accept_wording(compared, WHOM, seen=2, by=cast.ravi)
    with not_possible(CheckRefusal.SETTLED):
        settling.propose_wording(compared, WHOM, text="None", seen=2, by=cast.ravi)


def test_only_what_differs_is_settled(cast: Cast, compared: Goal) -> None:
    with not_possible(CheckRefusal.NOT_DIFFERENT):
        settling.propose_wording(compared, Question.COST, text="Nothing", seen=0, by=cast.ravi)
    with not_possible(CheckRefusal.NOT_DIFFERENT):
        settling.override(compared, Question.COST, reason="Because.", by=cast.ravi)


def test_how_one_side_reads_them_is_hidden_until_the_other_has(
    cast: Cast, visit: Visit, opened: Goal
) -> None:
    settling.read_answers(opened, [WHOM, Question.COST], by=cast.ravi)
    page = visit(cast.ingrid).get(at(opened)).content.decode()
    assert "differs" not in page.split("<main")[1].split("Launch is held")[0]
    with not_possible(CheckRefusal.READ_ALREADY):
        settling.read_answers(opened, [], by=cast.ravi)
    settling.read_answers(opened, [WHOM], by=cast.ingrid)
    assert stand(opened, Question.COST) is Stand.DIFFERS
    assert kinds(cast, 2) == ["launch:read", "launch:compared"]


def test_the_seat_that_answered_may_end_and_the_answer_stands(
    cast: Cast, visit: Visit, beta: Goal
) -> None:
    answering.answer(beta, LUMEN, by=cast.ingrid)
    answering.answer_for_oneself(beta, LUMEN, by=cast.tor)
    end_seat(cast.tor, by=cast.ingrid)
    answering.answer(beta, KAVERI, by=cast.ravi)
    assert Answer.objects.count() == 3
    assert "no longer sits here" in visit(cast.ravi).get(at(beta)).content.decode()


def test_an_organisation_that_joins_before_the_opening_is_waited_for(
    cast: Cast, beta: Goal, join: Callable[[], Seat]
) -> None:
    answering.answer(beta, LUMEN, by=cast.ingrid)
    fiona = join()
    assert not answering.answer(beta, KAVERI, by=cast.ravi)
    assert answering.answer(beta, LUMEN, by=fiona)
    assert Answer.objects.count() == 3


def test_one_that_joins_after_it_reads_and_holds_nothing(
    cast: Cast, visit: Visit, compared: Goal, join: Callable[[], Seat]
) -> None:
    fiona = join()
    with not_possible(CheckRefusal.NOT_IN_IT):
        settling.propose_wording(compared, WHOM, text=BOTH, seen=0, by=fiona)
    assert "3 pilot customers" in visit(fiona).get(at(compared)).content.decode()
    settling.propose_wording(compared, WHOM, text=BOTH, seen=0, by=cast.ravi)
    assert settling.accept_wording(compared, WHOM, seen=1, by=cast.ingrid)


def test_where_the_one_that_was_waited_for_left_the_others_open(
    cast: Cast, beta: Goal, join: Callable[[], Seat]
) -> None:
    fiona = join()
    answering.answer(beta, LUMEN, by=cast.ingrid)
    answering.answer(beta, KAVERI, by=cast.ravi)
    party_leaves(by=fiona)
    answering.open_answers(beta, by=cast.ravi)
    assert Answer.objects.count() == 2
    with not_possible(CheckRefusal.OPENED):
        answering.open_answers(beta, by=cast.ingrid)


def test_a_goal_without_a_launch_day_has_no_check(cast: Cast, visit: Visit) -> None:
    plain = goals.draft_goal(title="Trust", words="More.", room=cast.shared, by=cast.ingrid)
    with not_possible(CheckRefusal.NO_LAUNCH_DAY):
        answering.answer(plain, LUMEN, by=cast.ingrid)
    assert visit(cast.ingrid).get(at(plain)).status_code == 404


def test_an_unsigned_goal_is_not_launched_whatever_was_settled(cast: Cast) -> None:
    launch_on = timezone.now().date() + timedelta(days=9)
    made = goals.draft_goal(
        title="Later", words="More.", launch_on=launch_on, room=cast.shared, by=cast.ingrid
    )
    answering.answer(made, LUMEN, by=cast.ingrid)
    answering.answer(made, LUMEN, by=cast.ravi)
    for seat in (cast.ravi, cast.ingrid):
        settling.read_answers(made, [], by=seat)
    with not_possible(CheckRefusal.NOT_AGREED):
        settling.launch(made, by=cast.ravi)
    assert "launch:checked" not in kinds(cast, 3)


def acts(seats: Iterable[Seat]) -> list[str]:
    return [one.act for one in waiting(list(seats), limit=9)]


def test_what_waits_follows_the_check(cast: Cast, beta: Goal) -> None:
    assert acts([cast.ingrid]) == []
    answering.answer(beta, KAVERI, by=cast.ravi)
    assert (acts([cast.ingrid]), acts([cast.ravi])) == (["Answer, unseen"], [])
    assert acts([cast.tor]) == []
    answering.answer(beta, LUMEN, by=cast.ingrid)
    assert acts([cast.ingrid]) == acts([cast.ravi]) == ["Read and compare"]
    for seat in (cast.ingrid, cast.ravi):
        settling.read_answers(beta, [WHOM], by=seat)
    settling.propose_wording(beta, WHOM, text=BOTH, seen=0, by=cast.ravi)
    assert (acts([cast.ingrid]), acts([cast.ravi])) == (["Read and accept"], [])
    settling.accept_wording(beta, WHOM, seen=1, by=cast.ingrid)
    assert acts([cast.ingrid]) == []


def test_the_record_tells_it_in_sentences(cast: Cast, visit: Visit, compared: Goal) -> None:
    settling.propose_wording(compared, WHOM, text=BOTH, seen=0, by=cast.ravi)
    page = visit(cast.ingrid).get("/p/lumen-kaveri/record/").content.decode()
    assert "All answers before the launch of “The beta” were opened together" in page
    assert "Before the launch of “The beta” one answer differs" in page
    assert "proposed one wording for “For whom is it?”" in page


def test_reading_twice_leaves_one_reading(cast: Cast, opened: Goal) -> None:
    settling.read_answers(opened, [WHOM], by=cast.ravi)
    with not_possible(CheckRefusal.READ_ALREADY):
        settling.read_answers(opened, [], by=cast.ravi)
    assert Read.objects.get().differ == ["whom"]
