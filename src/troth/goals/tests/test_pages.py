"""The pages of goals: who reads what, who signs, what changed and why."""

from datetime import date

import pytest
from django.test import Client

from troth.conftest import Visit
from troth.goals import actions
from troth.goals.models import Goal, Obstacle
from troth.goals.testing import fresh
from troth.goals.tests.conftest import UNITS, both_sign, change
from troth.ledger.queries import head
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
GOALS = "/p/lumen-kaveri/agreements/goals/"
FORM = {
    "words": "Twenty calibrated sensors.",
    "by_when": "2027-03-31",
    "launch_on": "",
    "m0_name": "Units",
    "m0_unit": "units",
    "m0_start": "0",
    "m0_target": "20",
}


def read(client: Client, path: str = "") -> str:
    answer = client.get(f"{GOALS}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_member_writes_a_goal_and_an_admin_of_each_side_signs_it(
    cast: Cast, visit: Visit
) -> None:
    made = visit(cast.tor).post(f"{GOALS}new/", {"title": "Beta", **FORM})
    assert made.status_code == 302
    goal = Goal.objects.get()
    assert visit(cast.tor).post(f"{GOALS}{goal.id}/sign/", {"version": "1"}).status_code == 403
    assert "Sign version 1 for Kaveri" in read(visit(cast.ravi), f"{goal.id}/")
    for seat in (cast.ravi, cast.ingrid):
        visit(seat).post(f"{GOALS}{goal.id}/sign/", {"version": "1"})
    assert "Version 1 is agreed: every organisation has signed it." in read(
        visit(cast.tor), f"{goal.id}/"
    )


def test_a_goal_written_on_paper_of_its_own_has_its_own_address(
    cast: Cast, visit: Visit, drafted: Goal
) -> None:
    led = visit(cast.ravi).get(f"/p/lumen-kaveri/agreements/{drafted.id}/")
    assert led.headers["Location"] == f"{GOALS}{drafted.id}/"
    assert f"{GOALS}{drafted.id}/" in visit(cast.ravi).get("/").content.decode()


def test_a_stale_signature_is_said_in_words(cast: Cast, visit: Visit, drafted: Goal) -> None:
    actions.sign(drafted, version=1, by=cast.ravi)
    change(drafted, by=cast.ingrid, by_when=date(2027, 4, 30))
    page = read(visit(cast.ravi), f"{drafted.id}/")
    assert "signed version 1, which has changed since" in page
    assert "Sign version 2 for Kaveri" in page


def test_signing_what_changed_meanwhile_signs_nothing_and_shows_the_new_words(
    cast: Cast, visit: Visit, drafted: Goal
) -> None:
    change(drafted, by=cast.ingrid, words="Thirty sensors.")
    answer = visit(cast.ravi).post(f"{GOALS}{drafted.id}/sign/", {"version": "1"})
    assert answer.status_code == 409
    assert "nothing was signed" in answer.content.decode()
    assert "Thirty sensors." in answer.content.decode()


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "", "one", "2"])
def test_signing_what_is_no_version_changes_nothing(
    cast: Cast, visit: Visit, drafted: Goal, number: str
) -> None:
    size = head(cast.shared.id)
    answer = visit(cast.ravi).post(f"{GOALS}{drafted.id}/sign/", {"version": number})
    assert (answer.status_code, head(cast.shared.id)) == (409, size)


def test_the_history_shows_before_after_the_reason_and_who_signed(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    change(agreed, by=cast.ravi, why="Customs took a week.", by_when=date(2027, 4, 30))
    both_sign(cast, agreed)
    page = read(visit(cast.ingrid), f"{agreed.id}/")
    for words in (
        "<s>Wednesday 31 March 2027</s>",
        "<b>Friday 30 April 2027</b>",
        "Customs took a week.",
        "Kaveri Analytics signed (Ravi)",
        "Lumen Sensors signed (Ingrid)",
    ):
        assert words in page


def test_while_a_change_is_proposed_the_plan_in_force_stays_in_sight(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    change(agreed, by=cast.ravi, why="Customs.", words="Only ten sensors.")
    page = read(visit(cast.ingrid), f"{agreed.id}/")
    assert "A change is proposed: version 2" in page
    assert "In force: version 1" in page
    assert "Twenty calibrated sensors stand in Chennai" in page


def test_guests_and_helpers_read_agreed_versions_only(
    cast: Cast, visit: Visit, drafted: Goal
) -> None:
    for seat in (cast.guest, cast.facilitator):
        assert visit(seat).get(f"{GOALS}{drafted.id}/").status_code == 404
        assert "Beta" not in read(visit(seat))
    both_sign(cast, drafted)
    change(drafted, by=cast.ravi, why="A secret of Kaveri.", words="Only ten sensors.")
    for seat in (cast.guest, cast.facilitator):
        page = read(visit(seat), f"{drafted.id}/")
        assert "Twenty calibrated sensors" in page
        assert "ten sensors" not in page
        assert "A secret of Kaveri." not in page
        assert "Propose a change" not in page
        assert visit(seat).get(f"{GOALS}{drafted.id}/versions/2/").status_code == 404


def test_a_measure_that_is_only_proposed_is_not_there_for_a_guest(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    plan = change(
        agreed, by=cast.ravi, measures=(UNITS, type(UNITS)(name="Roofs", target=UNITS.target))
    )
    proposed = plan.defined.get(name="Roofs").measure_id
    assert visit(cast.guest).get(f"{GOALS}measures/{proposed}/").status_code == 404
    assert visit(cast.tor).get(f"{GOALS}measures/{proposed}/").status_code == 200


def test_obstacles_are_not_for_guests(cast: Cast, visit: Visit, agreed: Goal) -> None:
    actions.log_obstacle(agreed, what="Customs are slow.", by=cast.meera)
    assert "Customs are slow." not in read(visit(cast.guest), f"{agreed.id}/")
    assert "Customs are slow." in read(visit(cast.facilitator), f"{agreed.id}/")


def test_of_two_who_change_at_once_the_second_keeps_every_word_and_comes_after(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    (measure,) = agreed.plans.get().defined.all()
    mine = FORM | {
        "words": "Twenty-five sensors.",
        "launch_on": "2027-03-15",
        "m0_id": measure.measure_id,
        "m0_name": measure.name,
        "why": "Demand.",
        "seen": "1",
    }
    change(agreed, by=cast.ingrid, why="Customs.", by_when=date(2027, 4, 30))
    client = visit(cast.ravi)
    told = client.post(f"{GOALS}{agreed.id}/change/", mine)
    page = told.content.decode()
    assert told.status_code == 409
    assert "Ingrid wrote version 2 a moment before you." in page
    assert "Twenty-five sensors." in page
    assert 'value="2027-04-30"' in page, "the day that Ravi left alone is Ingrid's"
    again = mine | {"by_when": "2027-04-30", "seen": "2"}
    assert client.post(f"{GOALS}{agreed.id}/change/", again).status_code == 302
    latest = fresh(agreed).plans.get(number=3)
    assert (latest.words, latest.by_when) == ("Twenty-five sensors.", date(2027, 4, 30))
    assert fresh(agreed).plans.get(number=2).by_when == date(2027, 4, 30)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"m0_target": "0"}, "Start and target are the same"),
        ({"m0_target": "=1+1"}, "This is a formula"),
        ({"m0_target": "NaN"}, "Write the value in figures"),
        ({"m0_target": "9" * 50}, "This value is too large"),
        ({"m0_target": "1e400"}, "Write the value in figures"),
        ({"m0_target": ""}, "A measure needs a target"),
        ({"m0_name": ""}, "A measure needs a name"),
        ({"by_when": "1027-03-31"}, "Please look at the year again."),
        ({"launch_on": "2027-05-01"}, "The launch lies after the day"),
        ({"m1_name": "units", "m1_target": "3"}, "Two measures have the same name."),
        ({"words": ""}, "required"),
        ({"title": "x" * 161}, "at most 160 characters"),
    ],
)
def test_what_will_not_do_is_said_in_words_and_nothing_is_lost(
    cast: Cast, visit: Visit, wrong: dict[str, str], words: str
) -> None:
    answer = visit(cast.ravi).post(f"{GOALS}new/", {"title": "Beta kept", **FORM, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Beta kept" in page or "title" in wrong
    assert "Twenty calibrated sensors." in page or "words" in wrong
    assert not Goal.objects.exists()


def test_an_obstacle_is_named_and_turned_into_a_change(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    client = visit(cast.meera)
    form = {"what": "Customs are slow.", "opens": "A week to label more."}
    client.post(f"{GOALS}{agreed.id}/obstacle/", form)
    obstacle = Obstacle.objects.get()
    assert "A week to label more." in read(client, f"{agreed.id}/change/?obstacle={obstacle.id}")
    answer = FORM | {"by_when": "2027-04-07", "launch_on": "2027-03-15", "why": "Customs."}
    client.post(f"{GOALS}{agreed.id}/change/", answer | {"seen": "1", "obstacle": obstacle.id})
    page = read(client, f"{agreed.id}/")
    assert "led to version 2" in page
    assert "Because of the obstacle:" in page


def test_an_obstacle_is_closed_with_a_word(cast: Cast, visit: Visit, agreed: Goal) -> None:
    met = actions.log_obstacle(agreed, what="Rain.", by=cast.tor)
    client = visit(cast.ravi)
    assert client.post(f"{GOALS}obstacles/{met.id}/close/", {"why": ""}).status_code == 422
    client.post(f"{GOALS}obstacles/{met.id}/close/", {"why": "It stopped."})
    assert "It stopped." in read(client, f"{agreed.id}/")
    again = client.post(f"{GOALS}obstacles/{met.id}/close/", {"why": "Again."})
    assert (again.status_code, "answered already" in again.content.decode()) == (409, True)


def test_very_long_names_and_words_from_right_to_left_stand_as_they_were_written(
    cast: Cast, visit: Visit
) -> None:
    arabic, long = "عشرون جهازًا معايرًا في تشيناي", "Kalibrierung" * 13
    client = visit(cast.ravi)
    form = FORM | {"title": long, "words": arabic, "m0_name": arabic, "m0_unit": "جهاز"}
    client.post(f"{GOALS}new/", form)
    page = read(client, f"{Goal.objects.get().id}/")
    assert f'dir="auto">{long}</h1>' in page
    assert f'dir="auto">{arabic}</div>' in page


def test_a_goal_of_the_own_side_room_is_signed_by_the_own_side_and_seen_by_nobody_else(
    cast: Cast, visit: Visit
) -> None:
    side = GOALS.replace("/agreements/", "/side/agreements/")
    visit(cast.ingrid).post(f"{side}new/", {"title": "Margins", **FORM})
    goal = Goal.objects.get()
    visit(cast.ingrid).post(f"{side}{goal.id}/sign/", {"version": "1"})
    assert fresh(goal).agreement.agreed_version == 1
    for path in (GOALS, side, f"{side}{goal.id}/", f"{GOALS}{goal.id}/", "/"):
        assert "Margins" not in visit(cast.ravi).get(path).content.decode()


def test_launching_is_offered_by_whoever_fills_the_slot_and_by_nobody_else(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    page = read(visit(cast.ingrid), f"{agreed.id}/")
    assert "Launch planned for" in page
    assert 'launch/"' not in page
    actions.launch(fresh(agreed), by=cast.ravi)
    assert "Launched" in read(visit(cast.ingrid), f"{agreed.id}/")


def test_the_agreements_page_leads_to_goals(cast: Cast, visit: Visit, agreed: Goal) -> None:
    page = visit(cast.guest).get("/p/lumen-kaveri/agreements/").content.decode()
    assert f'href="{GOALS}"' in page
    assert f'href="{GOALS}{agreed.id}/"' in page


def test_what_waits_for_us_has_its_button_in_the_list(
    cast: Cast, visit: Visit, drafted: Goal
) -> None:
    actions.sign(drafted, version=1, by=cast.ravi)
    assert "Read and sign" in read(visit(cast.ingrid))
    assert "Read and sign" not in read(visit(cast.ravi))


def test_the_overview_shows_goals_once_there_are_some(cast: Cast, visit: Visit) -> None:
    client = visit(cast.guest)
    assert "goals-board" not in client.get("/p/lumen-kaveri/").content.decode()
    goal = actions.draft_goal(title="Beta", words="Words.", room=cast.shared, by=cast.ravi)
    assert "goals-board" not in client.get("/p/lumen-kaveri/").content.decode()
    both_sign(cast, goal)
    assert "goals-board" in client.get("/p/lumen-kaveri/").content.decode()


def test_a_measure_left_empty_before_another_is_not_lost(cast: Cast, visit: Visit) -> None:
    form = FORM | {"m0_name": "", "m0_unit": "", "m0_start": "", "m0_target": "", "words": ""}
    answer = visit(cast.ravi).post(
        f"{GOALS}new/", form | {"title": "Beta", "m3_name": "Kept roofs", "m3_target": "4"}
    )
    assert (answer.status_code, "Kept roofs" in answer.content.decode()) == (422, True)
