"""Sustainability checks: agreed by every side, shown with evidence, confirmed by the others; failed stays failed."""

from datetime import timedelta

import pytest

from troth.conftest import Visit
from troth.foundation.facts.checks import GoalCheckProposed, GoalCheckRecorded, Outcome, Proof
from troth.foundation.web.testing import statements
from troth.goals import actions
from troth.goals.actions.measuring import today_of
from troth.goals.models import CheckResult, CheckWord, Goal, SustainabilityCheck
from troth.goals.queries.checks import check_of, holding
from troth.goals.rules.refusals import Refusal
from troth.goals.testing import fresh
from troth.goals.tests.checked import (
    CHECKS,
    DUE,
    FOUND,
    SEEN,
    WHAT,
    agree,
    anew,
    found,
    propose,
    settle,
)
from troth.goals.tests.conftest import kinds, refused_for
from troth.goals.tests.told import GOALS, last_fact
from troth.ledger.queries import facts_at, head
from troth.partnerships.testing import Cast
from troth.resources.actions.adding import Content, add
from troth.resources.actions.files import keep

pytestmark = pytest.mark.django_db


def outcome(check: SustainabilityCheck) -> Outcome | None:
    """What stands of it."""
    return check_of(anew(check), frozenset()).outcome


def test_a_check_binds_once_every_side_has_said_yes(cast: Cast, agreed: Goal) -> None:
    one = propose(agreed, by=cast.tor)
    assert kinds(cast, 2) == ["goal:check-proposed", "goal:check-assented"]
    assert anew(one).agreed_at is None
    actions.assent_check(one, seen=0, by=cast.meera)
    assert anew(one).agreed_at is not None
    assert kinds(cast, 2) == ["goal:check-assented", "goal:check-agreed"]


def test_the_record_keeps_what_was_proposed_without_its_words_in_clear(
    cast: Cast, agreed: Goal
) -> None:
    one = propose(agreed, by=cast.tor, answering=cast.ravi, holds=True)
    end = head(cast.shared.id)
    ((_place, fact),) = facts_at(cast.shared.id, range(end - 2, end - 1))
    assert isinstance(fact, GoalCheckProposed)
    assert (fact.check, fact.answering, fact.aims) == (one.id, cast.kaveri.id, (12, 14))
    assert (fact.holds, fact.due, fact.what) == (True, DUE, WHAT)


def test_a_failed_result_that_both_confirmed_stands_as_failed(cast: Cast, agreed: Goal) -> None:
    one = agree(agreed, cast)
    made = found(one, by=cast.meera, outcome=Outcome.FAILED)
    assert outcome(one) is None
    assert actions.confirm_result(made, turn=anew(one).turn, by=cast.tor)
    assert outcome(one) is Outcome.FAILED
    found(one, by=cast.meera, outcome=Outcome.PASSED)
    assert outcome(one) is Outcome.FAILED, "what one side says alone changes nothing"
    assert CheckResult.objects.filter(of=one).count() == 2


def test_a_failed_check_holds_the_launch_until_it_has_passed(cast: Cast, agreed: Goal) -> None:
    one = agree(agreed, cast, holds=True)
    settle(one, cast.ravi, cast.ingrid, outcome=Outcome.FAILED)
    with refused_for(Refusal.CHECK_HOLDS):
        actions.launch(fresh(agreed), by=cast.ingrid)
    assert [each.id for each in holding(agreed)] == [one.id]
    settle(one, cast.ravi, cast.ingrid, outcome=Outcome.PASSED)
    actions.launch(fresh(agreed), by=cast.ingrid)
    assert fresh(agreed).launched_at is not None


def test_a_check_that_was_not_agreed_to_hold_it_holds_no_launch(cast: Cast, agreed: Goal) -> None:
    settle(agree(agreed, cast), cast.ravi, cast.ingrid, outcome=Outcome.FAILED)
    propose(agreed, by=cast.ravi, holds=True)
    actions.launch(fresh(agreed), by=cast.ingrid)


def test_what_is_seen_differently_does_not_stand_until_they_come_round(
    cast: Cast, agreed: Goal
) -> None:
    one = agree(agreed, cast)
    made = found(one, by=cast.ravi, outcome=Outcome.PASSED)
    actions.doubt_result(made, words="We counted six.", turn=anew(one).turn, by=cast.tor)
    assert outcome(one) is None
    assert actions.confirm_result(made, turn=anew(one).turn, by=cast.ingrid)
    assert outcome(one) is Outcome.PASSED
    assert CheckWord.objects.get(result=made).agrees


def test_a_newer_result_leaves_the_older_one_to_be_confirmed_by_nobody(
    cast: Cast, agreed: Goal
) -> None:
    one = agree(agreed, cast)
    old = found(one, by=cast.ravi, outcome=Outcome.PASSED)
    found(one, by=cast.ravi, outcome=Outcome.FAILED)
    with refused_for(Refusal.CHECK_MOVED):
        actions.confirm_result(old, turn=anew(one).turn, by=cast.ingrid)


def test_the_next_look_is_due_on_the_day_the_result_names(cast: Cast, agreed: Goal) -> None:
    one = agree(agreed, cast)
    again = today_of(cast.ravi) + timedelta(days=90)
    settle(one, cast.ravi, cast.ingrid, again=again)
    assert anew(one).due == again
    settle(one, cast.ravi, cast.ingrid, outcome=Outcome.PASSED)
    assert anew(one).due is None


def test_of_two_at_once_one_is_told_and_leaves_nothing(cast: Cast, agreed: Goal) -> None:
    one = agree(agreed, cast)
    turn = anew(one).turn
    found(one, by=cast.ravi)
    count = CheckResult.objects.count()
    seen = actions.Seen(outcome=Outcome.PASSED, day=today_of(cast.ingrid), words="All.")
    with refused_for(Refusal.CHECK_MOVED):
        actions.record_result(one, seen, turn=turn, by=cast.ingrid)
    assert CheckResult.objects.count() == count


def test_another_check_comes_in_its_place_and_what_was_found_stays(
    cast: Cast, agreed: Goal
) -> None:
    old = agree(agreed, cast)
    settle(old, cast.ravi, cast.ingrid)
    new = propose(agreed, by=cast.ingrid, replaces=old, what="Half of it.", why="We ask too much.")
    assert anew(old).replaced_at is None, "not before all have said yes"
    actions.assent_check(new, seen=0, by=cast.ravi)
    assert anew(old).replaced_at is not None
    assert outcome(old) is Outcome.FAILED
    with refused_for(Refusal.NOT_THERE):
        found(old, by=cast.ravi)


def test_a_check_is_replaced_for_a_reason_and_only_while_it_binds(cast: Cast, agreed: Goal) -> None:
    old = agree(agreed, cast)
    with refused_for(Refusal.WHY_MISSING):
        propose(agreed, by=cast.ingrid, replaces=old, why=" ")
    with refused_for(Refusal.NOT_THERE):
        propose(agreed, by=cast.ingrid, replaces=propose(agreed, by=cast.ravi), why="So.")


def test_a_proposal_is_taken_back_by_its_own_side_alone(cast: Cast, agreed: Goal) -> None:
    one = propose(agreed, by=cast.tor)
    with refused_for(Refusal.NOT_YOURS):
        actions.withdraw_check(one, seen=0, by=cast.ravi)
    actions.withdraw_check(one, seen=0, by=cast.ingrid)
    with refused_for(Refusal.NOT_THERE):
        actions.assent_check(one, seen=1, by=cast.ravi)
    assert kinds(cast, 1) == ["goal:check-withdrawn"]


def test_whoever_sits_for_no_organisation_does_nothing_with_a_check(
    cast: Cast, agreed: Goal
) -> None:
    one = agree(agreed, cast)
    made = found(one, by=cast.ravi)
    turn = anew(one).turn
    for seat in (cast.guest, cast.contributor, cast.facilitator):
        with refused_for(Refusal.NO_PARTY):
            actions.propose_check(agreed, terms_like(one, cast), by=seat)
        with refused_for(Refusal.NO_PARTY):
            actions.confirm_result(made, turn=turn, by=seat)
        with refused_for(Refusal.NO_PARTY):
            actions.withdraw_check(one, seen=turn, by=seat)


def terms_like(one: SustainabilityCheck, cast: Cast) -> actions.CheckTerms:
    """The same once more."""
    return actions.CheckTerms(
        what=one.what, how=one.how, proof=Proof.MEASURE, answering=cast.kaveri, due=DUE
    )


def test_in_a_side_room_ones_own_yes_is_every_yes(cast: Cast) -> None:
    goal = actions.draft_goal(title="Ours", words="Words.", room=cast.lumen_side, by=cast.ingrid)
    one = propose(goal, by=cast.ingrid)
    assert anew(one).agreed_at is not None
    assert found(one, by=cast.tor).settled_at is None
    assert outcome(one) is Outcome.FAILED


def test_a_file_of_the_library_shows_it_and_only_one_of_the_same_room(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    one = agree(agreed, cast)
    kept = add(
        "Weighing list", Content(stored=keep([b"9"]), name="w.csv"), room=cast.shared, by=cast.ravi
    )
    client, path = visit(cast.ravi), f"{CHECKS}{one.id}/result/"
    form = {"outcome": "passed", "words": SEEN, "day": today_of(cast.ravi).isoformat(), "seen": "1"}
    assert "From the library" in client.get(path).content.decode()
    foreign = client.post(path, form | {"evidence": "resource:01J00000000000000000000000"})
    assert foreign.status_code == 422
    assert SEEN in foreign.content.decode()
    client.post(path, form | {"evidence": f"resource:{kept.id}"})
    fact = last_fact(cast.shared)
    assert isinstance(fact, GoalCheckRecorded)
    assert fact.evidence == kept.id
    page = client.get(f"{CHECKS}{one.id}/").content.decode()
    assert f"/p/lumen-kaveri/talk/library/{kept.id}/" in page
    assert "Weighing list" in page


def test_from_a_template_to_a_confirmed_result_on_the_pages_of_both(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    tor, meera = visit(cast.tor), visit(cast.meera)
    new = f"{GOALS}{agreed.id}/check/"
    page = tor.get(f"{new}?from=packaging").content.decode()
    assert "12, 14" in page
    form = {"what": WHAT, "how": "Ten parcels.", "proof": "measure", "aims": "12, 14"}
    form |= {"answering": cast.kaveri.id, "due": DUE.isoformat()}
    tor.post(new, form)
    one = SustainabilityCheck.objects.get()
    assert "Agree for Kaveri" in meera.get(f"{CHECKS}{one.id}/").content.decode()
    meera.post(f"{CHECKS}{one.id}/agree/", {"seen": "0"})
    day = today_of(cast.meera).isoformat()
    meera.post(
        f"{CHECKS}{one.id}/result/", {"outcome": "failed", "words": SEEN, "day": day, "seen": "1"}
    )
    made = CheckResult.objects.get()
    assert "Confirm: Failed" in tor.get(f"{CHECKS}{one.id}/").content.decode()
    tor.post(f"{FOUND}{made.id}/confirm/", {"seen": "2"})
    for client in (tor, meera):
        page = client.get(f"{GOALS}{agreed.id}/").content.decode()
        part = page.partition('id="checks"')[2].partition("</section>")[0]
        assert "Failed" in part
        assert SEEN in part
        assert "UN goals 12, 14" in part


def test_a_wrong_form_says_it_beside_the_field_and_keeps_what_was_typed(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    new = f"{GOALS}{agreed.id}/check/"
    form = {"what": WHAT, "how": "Ten.", "proof": "measure", "answering": cast.kaveri.id}
    for wrong, words in (
        ({"aims": "7, 18", "due": "2027-01-31"}, "goals 1 to 17"),
        ({"aims": "", "due": "1990-01-31"}, "look at the year again"),
        ({"aims": "", "due": "2027-01-31", "answering": cast.facilitator.id}, "Select a valid"),
        ({"aims": "", "due": "2027-01-31", "how": "x" * 301}, "at most 300"),
    ):
        answer = visit(cast.tor).post(new, form | wrong)
        page = answer.content.decode()
        assert (answer.status_code, words in page, WHAT in page) == (422, True, True), wrong
    assert not SustainabilityCheck.objects.exists()


def test_whoever_was_slower_reads_it_and_can_send_the_same_words_again(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    one = agree(agreed, cast)
    path, client = f"{CHECKS}{one.id}/result/", visit(cast.ravi)
    form = {"outcome": "passed", "words": "Mine.", "day": today_of(cast.ravi).isoformat()}
    found(one, by=cast.ingrid)
    answer = client.post(path, form | {"seen": "1"})
    page = answer.content.decode()
    assert (answer.status_code, "Mine." in page, "a moment before you" in page) == (409, True, True)
    assert 'value="2"' in page
    assert client.post(path, form | {"seen": "2"}).status_code == 302


def test_guests_read_what_is_agreed_and_what_stands(cast: Cast, visit: Visit, agreed: Goal) -> None:
    hidden, one = propose(agreed, by=cast.ravi, what="Only proposed."), agree(agreed, cast)
    found(one, by=cast.ravi, words="Not confirmed yet.")
    for seat in (cast.guest, cast.facilitator):
        client = visit(seat)
        assert client.get(f"{CHECKS}{hidden.id}/").status_code == 404
        page = client.get(f"{GOALS}{agreed.id}/").content.decode()
        assert "Only proposed." not in page
        assert "Not confirmed yet." not in page
        assert WHAT in page
        assert "Not confirmed yet." not in client.get(f"{CHECKS}{one.id}/").content.decode()


def test_it_waits_on_the_home_page_of_whoever_has_the_next_word(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    one = propose(agreed, by=cast.ravi, due=today_of(cast.ravi))
    path = f"{CHECKS}{one.id}/"
    assert path in visit(cast.tor).get("/").content.decode()
    assert path not in visit(cast.meera).get("/").content.decode()
    actions.assent_check(one, seen=0, by=cast.ingrid)
    assert "say what came of a sustainability check" in visit(cast.meera).get("/").content.decode()
    found(one, by=cast.meera)
    assert path not in visit(cast.meera).get("/").content.decode()
    assert "Look and confirm" in visit(cast.tor).get("/").content.decode()


def test_a_far_day_waits_for_nobody(cast: Cast, visit: Visit, agreed: Goal) -> None:
    far = today_of(cast.ravi) + timedelta(days=60)
    one = agree(agreed, cast, due=far)
    for seat in (cast.ravi, cast.ingrid):
        assert one.id not in visit(seat).get("/").content.decode()


def test_pages_ask_the_same_number_of_questions_however_many_checks(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    settle(agree(agreed, cast, due=today_of(cast.ravi)), cast.ravi, cast.ingrid)
    found(agree(agreed, cast, due=today_of(cast.ravi)), by=cast.ravi)
    client, paths = visit(cast.ingrid), (f"{GOALS}{agreed.id}/", "/", "/p/lumen-kaveri/")
    before = [statements(client, path) for path in paths]
    for _ in range(2):
        settle(agree(agreed, cast), cast.ravi, cast.ingrid)
        found(agree(agreed, cast), by=cast.ravi)
    assert [statements(client, path) for path in paths] == before
