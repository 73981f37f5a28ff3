"""What everybody reads of a goal's checks: once all approve it, failures too, and until anything changes."""

import json
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from troth.conftest import Visit
from troth.foundation.facts.checks import Outcome
from troth.goals import actions
from troth.goals.models import Goal, Showing, SustainabilityCheck
from troth.goals.rules.refusals import Refusal
from troth.goals.tests.checked import (
    SEEN,
    WHAT,
    agree,
    anew,
    found,
    propose,
    public,
    settle,
    show,
    showing_of,
)
from troth.goals.tests.conftest import kinds, refused_for
from troth.goals.tests.told import GOALS
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
TABLE = "/public/lumen-kaveri/"
KEPT = f"{GOALS}kept/"
SCHEMA = Path(__file__).parents[4] / "docs" / "results.schema.json"


@pytest.fixture
def nobody() -> Client:
    """Somebody who never signed in."""
    return Client()


@pytest.fixture
def failed(cast: Cast, agreed: Goal) -> SustainabilityCheck:
    """A check that failed, as both have confirmed."""
    one = agree(agreed, cast)
    settle(one, cast.ravi, cast.ingrid)
    return anew(one)


@pytest.fixture
def shown(cast: Cast, agreed: Goal, failed: SustainabilityCheck) -> Showing:
    """Both have approved that everybody reads it."""
    assert failed.agreed_at
    return show(agreed, (cast.ingrid, cast.ravi))


def conforms(file: dict[str, Any]) -> None:
    """Hold a file against the schema that stands in the documentation."""
    schema = json.loads(SCHEMA.read_text())
    import_module("jsonschema").Draft202012Validator(schema).validate(file)


def test_nobody_outside_reads_anything_before_every_side_has_approved_it(
    cast: Cast, nobody: Client, agreed: Goal, failed: SustainabilityCheck
) -> None:
    showing = actions.put_together(agreed, by=cast.ingrid)
    actions.approve(showing_of(showing), version=1, by=cast.ingrid)
    for path in (public(showing), public(showing, "results.json"), TABLE):
        assert nobody.get(path).status_code == 404
        assert WHAT not in nobody.get(path).content.decode()
    actions.approve(showing_of(showing), version=1, by=cast.ravi)
    assert nobody.get(public(showing)).status_code == 200
    assert failed.what in nobody.get(public(showing)).content.decode()


def test_everybody_reads_what_failed_once_both_have_approved_it(
    nobody: Client, shown: Showing
) -> None:
    page = nobody.get(public(shown)).content.decode()
    assert "One failed." in page
    assert WHAT in page
    assert SEEN in page
    assert "UN goals 12, 14" in page
    table = nobody.get(TABLE).content.decode()
    assert public(shown) in table, table.partition("<main")[2]


def test_no_person_is_named_and_no_cookie_set(cast: Cast, nobody: Client, shown: Showing) -> None:
    for path in (public(shown), public(shown, "results.json"), TABLE):
        answer = nobody.get(path)
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        for person in (cast.ingrid.person, cast.ravi.person, cast.tor.person):
            assert person.name not in answer.content.decode()


def test_the_file_beside_the_page_is_what_its_schema_says(nobody: Client, shown: Showing) -> None:
    answer = nobody.get(public(shown, "results.json"))
    file = json.loads(answer.content)
    conforms(file)
    assert file["counts"]["failed"] == 1
    assert file["approved"]["by"] == ["Kaveri Analytics", "Lumen Sensors"]
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    summed = sha256(answer.content).hexdigest()
    assert summed in nobody.get(public(shown)).content.decode()
    assert answer.headers["ETag"] == f'"{summed}"'


def test_the_schema_refuses_what_is_not_of_that_shape(nobody: Client, shown: Showing) -> None:
    file = json.loads(nobody.get(public(shown, "results.json")).content)
    parts: list[dict[str, Any]] = [{"format": "other"}, {"person": "Ingrid"}, {"checks": [{}]}]
    for part in parts:
        with pytest.raises(import_module("jsonschema").ValidationError):
            conforms(file | part)


def test_whoever_has_it_already_is_told_so_in_a_few_bytes(nobody: Client, shown: Showing) -> None:
    etag = nobody.get(public(shown, "results.json")).headers["ETag"]
    answer = nobody.get(public(shown, "results.json"), headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    other = nobody.get(public(shown, "results.json"), headers={"if-none-match": '"x"'})
    assert other.status_code == 200


@pytest.mark.parametrize("outcome", list(Outcome))
def test_any_new_result_withdraws_it_before_anybody_has_confirmed_it(
    cast: Cast, nobody: Client, shown: Showing, failed: SustainabilityCheck, outcome: Outcome
) -> None:
    found(failed, by=cast.ravi, outcome=outcome)
    assert kinds(cast, 2) == ["goal:check-recorded", "goal:results-withdrawn"]
    page = nobody.get(public(shown))
    assert page.status_code == 200
    assert "was withdrawn on" in page.content.decode()
    assert WHAT not in page.content.decode()
    assert nobody.get(public(shown, "results.json")).status_code == 410
    assert nobody.get(TABLE).status_code == 404


def test_a_goal_that_is_taken_back_takes_back_what_everybody_read_of_it(
    cast: Cast, nobody: Client, drafted: Goal
) -> None:
    settle(agree(drafted, cast), cast.ravi, cast.ingrid)
    there = show(drafted, (cast.ingrid, cast.ravi))
    assert nobody.get(public(there)).status_code == 200
    actions.take_back(drafted, by=cast.ingrid)
    assert "was withdrawn on" in nobody.get(public(there)).content.decode()
    assert nobody.get(public(there, "results.json")).status_code == 410


def test_a_check_agreed_since_withdraws_it_and_one_only_proposed_does_not(
    cast: Cast, nobody: Client, agreed: Goal, shown: Showing
) -> None:
    one = propose(agreed, by=cast.ravi, what="Another.")
    assert nobody.get(public(shown, "results.json")).status_code == 200
    actions.assent_check(one, seen=0, by=cast.ingrid)
    assert nobody.get(public(shown, "results.json")).status_code == 410


def test_one_side_alone_takes_it_back_with_a_reason_for_the_others(
    cast: Cast, visit: Visit, nobody: Client, shown: Showing
) -> None:
    client, path = visit(cast.ravi), f"{KEPT}{shown.pk}/stop/"
    assert visit(cast.meera).post(path, {"reason": "x"}).status_code == 403
    assert client.post(path, {"reason": " "}).status_code == 422
    client.post(path, {"reason": "A secret reason."})
    page = nobody.get(public(shown)).content.decode()
    assert "A secret reason." not in page
    assert WHAT not in page
    assert "A secret reason." in visit(cast.tor).get(f"{KEPT}{shown.pk}/").content.decode()
    assert client.post(path, {"reason": "Again."}).status_code == 409


def test_words_put_together_before_a_change_are_approved_by_nobody(
    cast: Cast, visit: Visit, agreed: Goal, failed: SustainabilityCheck
) -> None:
    showing = actions.put_together(agreed, by=cast.ingrid)
    settle(failed, cast.ravi, cast.ingrid, outcome=Outcome.PASSED)
    answer = visit(cast.ravi).post(f"{KEPT}{showing.pk}/approve/", {"version": "1"})
    assert (answer.status_code, "Put them together anew" in answer.content.decode()) == (409, True)
    actions.put_together(agreed, by=cast.tor)
    assert showing_of(showing).agreement.latest == 2
    with refused_for(Refusal.RESULTS_CHANGED):
        actions.approve(showing_of(showing), version=1, by=cast.ravi)


def test_after_a_change_everybody_reads_the_new_state_at_the_same_address(
    cast: Cast, nobody: Client, agreed: Goal, shown: Showing, failed: SustainabilityCheck
) -> None:
    settle(failed, cast.ravi, cast.ingrid, outcome=Outcome.PASSED)
    again = show(agreed, (cast.ravi, cast.ingrid))
    assert again.pk == shown.pk
    file = json.loads(nobody.get(public(shown, "results.json")).content)
    conforms(file)
    assert [one["outcome"] for one in file["checks"][0]["results"]] == ["failed", "passed"]
    assert file["approved"]["version"] == 2


def test_a_failed_check_that_was_replaced_is_read_by_everybody_still(
    cast: Cast, nobody: Client, agreed: Goal, failed: SustainabilityCheck
) -> None:
    new = propose(agreed, by=cast.ravi, what="Half of it.", replaces=failed, why="Too much.")
    actions.assent_check(new, seen=0, by=cast.ingrid)
    page = nobody.get(public(show(agreed, (cast.ingrid, cast.ravi)))).content.decode()
    assert WHAT in page
    assert SEEN in page
    assert "replaced" in page


def test_without_a_confirmed_result_there_is_nothing_to_show(cast: Cast, agreed: Goal) -> None:
    found(agree(agreed, cast), by=cast.ravi)
    with refused_for(Refusal.NOTHING_SHOWN):
        actions.put_together(agreed, by=cast.ingrid)


def test_the_same_words_twice_are_put_together_once(
    cast: Cast, agreed: Goal, shown: Showing
) -> None:
    with refused_for(Refusal.NOTHING_CHANGED):
        actions.put_together(agreed, by=cast.ravi)
    actions.stop_showing(showing_of(shown), reason="We talk first.", by=cast.ravi)
    actions.put_together(agreed, by=cast.ravi)
    assert showing_of(shown).agreement.latest == 2


def test_nothing_of_a_side_room_is_ever_put_together(cast: Cast) -> None:
    goal = actions.draft_goal(title="Ours", words="Words.", room=cast.lumen_side, by=cast.ingrid)
    settle(propose(goal, by=cast.ingrid), cast.ingrid)
    with refused_for(Refusal.NOT_PUBLIC):
        actions.put_together(goal, by=cast.ingrid)


def test_who_sits_for_no_side_approves_nothing(
    cast: Cast, agreed: Goal, shown: Showing, failed: SustainabilityCheck
) -> None:
    assert failed.goal_id == agreed.id
    for seat in (cast.guest, cast.facilitator):
        with refused_for(Refusal.NO_PARTY):
            actions.put_together(agreed, by=seat)
        with refused_for(Refusal.NO_PARTY):
            actions.approve(shown, version=1, by=seat)
        with refused_for(Refusal.NO_PARTY):
            actions.stop_showing(shown, reason="x", by=seat)


def test_the_way_from_the_goal_to_the_public_page_on_the_pages(
    cast: Cast, visit: Visit, nobody: Client, agreed: Goal, failed: SustainabilityCheck
) -> None:
    assert failed.agreed_at
    ingrid, ravi = visit(cast.ingrid), visit(cast.ravi)
    assert "Show everybody what was kept" in ingrid.get(f"{GOALS}{agreed.id}/").content.decode()
    answer = ingrid.post(f"{GOALS}{agreed.id}/show/")
    showing = Showing.objects.get()
    assert answer.headers["Location"] == f"{KEPT}{showing.pk}/"
    assert f"{KEPT}{showing.pk}/" in ravi.get("/").content.decode(), "it waits for a signature"
    for client in (ingrid, ravi):
        page = client.get(f"{KEPT}{showing.pk}/").content.decode()
        assert f"Failed: {WHAT}" in page
        client.post(f"{KEPT}{showing.pk}/approve/", {"version": "1"})
    assert "Every organisation has approved it" in ravi.get(f"{KEPT}{showing.pk}/").content.decode()
    assert nobody.get(public(showing)).status_code == 200


def test_whoever_is_signed_in_reads_the_same_and_no_cache_keeps_it(
    cast: Cast, visit: Visit, shown: Showing
) -> None:
    answer = visit(cast.ingrid).get(public(shown))
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Ingrid" not in answer.content.decode()


@pytest.mark.parametrize("pk", ["01J00000000000000000000000", "x", "%00", "kept"])
def test_what_was_never_approved_answers_like_nothing(nobody: Client, pk: str) -> None:
    for file in ("", "results.json"):
        assert nobody.get(f"{TABLE}kept/{pk}/{file}").status_code == 404


def test_reading_it_asks_one_question_of_the_database(nobody: Client, shown: Showing) -> None:
    with CaptureQueriesContext(connection) as asked:
        nobody.get(public(shown, "results.json"))
    assert len(asked) == 1
