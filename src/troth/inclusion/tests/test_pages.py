"""The pages of missing voices: found in one click, filled without scripts, nothing typed is lost."""

from datetime import timedelta

import pytest

from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Waiting
from troth.goals import actions as goals
from troth.goals.models import Goal
from troth.inclusion.actions.hearing import Talk
from troth.inclusion.actions.naming import Named, name_groups
from troth.inclusion.models import Affected, Consultation, Speaking
from troth.inclusion.offers import waiting
from troth.inclusion.tests.conftest import GUARDS, HERE, Name, kinds
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TABLE = "/p/lumen-kaveri/"


def waits(seat: Seat) -> list[Waiting]:
    """What waits for this seat alone."""
    return list(waiting([seat], limit=50))


def talk() -> Talk:
    """A talk of today."""
    return Talk(on=now().date(), how="By phone with five.", heard="No visit in May.")


def test_the_list_is_one_click_from_the_agreements_and_from_the_goal(
    cast: Cast, visit: Visit, beta: Goal
) -> None:
    browser = visit(cast.ingrid)
    for page in ("agreements/", f"agreements/goals/{beta.pk}/"):
        assert f"{HERE}{beta.pk}/" in browser.get(f"{TABLE}{page}").content.decode()
    assert "The launch waits for it" in browser.get(HERE).content.decode()


def test_a_table_without_an_initiative_says_what_one_is(cast: Cast, visit: Visit) -> None:
    goals.draft_goal(title="No day", words="Some day.", room=cast.shared, by=cast.ingrid)
    page = visit(cast.ingrid).get(HERE).content.decode()
    assert "No initiative yet." in page
    assert "No day" not in page
    assert "Missing voices" not in visit(cast.ingrid).get(f"{TABLE}agreements/").content.decode()


def test_groups_are_ticked_and_said_in_own_words_in_one_form(
    cast: Cast, visit: Visit, beta: Goal
) -> None:
    browser, path = visit(cast.ravi), f"{HERE}{beta.pk}/"
    said = {"known": ["nights", "offline"], "name": GUARDS, "how": "Somebody climbs at night."}
    assert browser.post(f"{path}name/", said).status_code == 302
    page = browser.get(path).content.decode()
    for words in ("People who work at night or at weekends", GUARDS, "Somebody climbs at night."):
        assert words in page
    assert "3 voices are missing, and the launch waits for them." in page
    assert kinds(cast.shared, 3) == ["voices:group-named"] * 3
    assert 'value="nights"' not in page, "what is named is not offered again"


@pytest.mark.parametrize("said", [{}, {"name": "   "}, {"name": "", "how": "At night."}])
def test_an_empty_form_is_told_what_is_missing_and_keeps_what_was_typed(
    cast: Cast, visit: Visit, beta: Goal, said: dict[str, str]
) -> None:
    answer = visit(cast.ravi).post(f"{HERE}{beta.pk}/name/", said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Tick a group, or say in your own words who is affected." in page
    assert said.get("how", "") in page
    assert not Affected.objects.exists()


@pytest.mark.parametrize(
    "said", [{"known": ["nobody-knows-this"]}, {"name": "x" * 121}, {"name": "a\x00b"}]
)
def test_odd_input_is_told_in_words(
    cast: Cast, visit: Visit, beta: Goal, said: dict[str, object]
) -> None:
    answer = visit(cast.ravi).post(f"{HERE}{beta.pk}/name/", said)
    assert answer.status_code == 422
    assert not Affected.objects.exists()


def test_a_group_that_stands_there_already_is_said_beside_its_field(
    cast: Cast, visit: Visit, beta: Goal, name: Name
) -> None:
    name()
    answer = visit(cast.ravi).post(f"{HERE}{beta.pk}/name/", {"name": GUARDS, "how": "At night."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "This group stands on the list already." in page
    assert "At night." in page


def test_the_group_page_goes_from_missing_to_spoken_for(
    cast: Cast, visit: Visit, name: Name
) -> None:
    one, browser = name(), visit(cast.ravi)
    path = f"{HERE}{one.goal_id}/{one.pk}/"
    assert "Nobody speaks for them yet." in browser.get(path).content.decode()
    assert browser.post(f"{path}speaks/", {"seat": cast.meera.id}).status_code == 302
    page = browser.get(path).content.decode()
    assert "Somebody at this table speaks for them." in page
    assert "Meera" in page
    assert browser.post(f"{path}no-longer/", {"seat": cast.meera.id}).status_code == 302
    assert "Nobody speaks for them yet." in browser.get(path).content.decode()
    assert kinds(cast.shared, 2) == ["voices:spoken-for", "voices:no-longer-spoken-for"]


@pytest.mark.parametrize("seat", ["", "01J00000000000000000000000", "x", "\x00"])
def test_nobody_speaks_who_is_not_here(cast: Cast, visit: Visit, name: Name, seat: str) -> None:
    one = name()
    browser, path = visit(cast.ravi), f"{HERE}{one.goal_id}/{one.pk}/"
    assert browser.post(f"{path}speaks/", {"seat": seat}).status_code == 422
    assert browser.post(f"{path}no-longer/", {"seat": seat}).status_code == 409
    assert not Speaking.objects.exists()


def test_a_guest_is_invited_from_there_with_a_word_that_has_begun(
    cast: Cast, visit: Visit, name: Name
) -> None:
    one, browser = name(), visit(cast.ravi)
    page = browser.get(f"{HERE}{one.goal_id}/{one.pk}/").content.decode()
    assert f"{TABLE}people/invitations/guest/?word=" in page
    form = browser.get(f"{TABLE}people/invitations/guest/", {"word": f"Speak for {GUARDS}."})
    assert f"Speak for {GUARDS}." in form.content.decode()
    # Only admins invite, so only they are led there.
    assert (
        "invitations/guest"
        not in visit(cast.meera).get(f"{HERE}{one.goal_id}/{one.pk}/").content.decode()
    )


def test_a_talk_is_recorded_and_read_by_both_sides(cast: Cast, visit: Visit, name: Name) -> None:
    one = name()
    path = f"{HERE}{one.goal_id}/{one.pk}/"
    said = {"on": now().date().isoformat(), "how": "On the roof.", "heard": "The ladder is wet."}
    assert visit(cast.meera).post(f"{path}spoken-with/", said).status_code == 302
    for seat in (cast.ingrid, cast.ravi):
        page = visit(seat).get(path).content.decode()
        assert "The ladder is wet." in page
        assert "you have spoken with them" in page


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"on": ""}, 422, "Please say on which day it was."),
        ({"on": "31.02.26x"}, 422, "The ladder is wet."),
        ({"heard": " "}, 422, "A few words are enough."),
        ({"on": "2010-01-01"}, 409, "Please look at the year again."),
    ],
)
def test_a_talk_that_says_too_little_comes_back_with_its_words(
    cast: Cast, visit: Visit, name: Name, *, change: dict[str, str], status: int, words: str
) -> None:
    one = name()
    said = {"on": now().date().isoformat(), "how": "On the roof.", "heard": "The ladder is wet."}
    answer = visit(cast.meera).post(f"{HERE}{one.goal_id}/{one.pk}/spoken-with/", said | change)
    assert answer.status_code == status
    page = answer.content.decode()
    assert words in page
    assert "On the roof." in page
    assert not Consultation.objects.exists()


def test_a_day_to_come_is_no_talk_yet(cast: Cast, visit: Visit, name: Name) -> None:
    one = name()
    later = (now() + timedelta(days=3)).date().isoformat()
    said = {"on": later, "how": "On the roof.", "heard": "The ladder is wet."}
    answer = visit(cast.meera).post(f"{HERE}{one.goal_id}/{one.pk}/spoken-with/", said)
    assert answer.status_code == 409
    assert "This day is still to come." in answer.content.decode()


def test_both_leads_acknowledge_and_the_page_says_why(cast: Cast, visit: Visit, name: Name) -> None:
    one = name()
    path = f"{HERE}{one.goal_id}/{one.pk}/"
    assert "Go on without them" in visit(cast.ravi).get(path).content.decode()
    assert "Go on without them" not in visit(cast.meera).get(path).content.decode()
    for seat, reason in ((cast.ravi, "Siri asks them."), (cast.ingrid, "In May.")):
        assert visit(seat).post(f"{path}acknowledge/", {"reason": reason}).status_code == 302
    page = visit(cast.meera).get(path).content.decode()
    assert "They are missing, and every organisation has said why it goes on." in page
    assert "Siri asks them." in page
    again = visit(cast.ravi).post(f"{path}acknowledge/", {"reason": "Once more."})
    assert again.status_code == 409
    assert "Once more." in again.content.decode()
    assert "Your organisation has said that already." in again.content.decode()


def test_a_reason_is_needed(cast: Cast, visit: Visit, beta: Goal, name: Name) -> None:
    nothing = visit(cast.ravi).post(f"{HERE}{beta.pk}/nobody/", {"reason": "  "})
    assert nothing.status_code == 422
    one = name()
    answer = visit(cast.ravi).post(f"{HERE}{one.goal_id}/{one.pk}/acknowledge/", {"reason": ""})
    assert answer.status_code == 422
    assert "Please say why, in a few words." in answer.content.decode()


def test_whoever_acts_on_a_group_that_was_just_taken_off_is_told_and_keeps_the_words(
    cast: Cast, visit: Visit, name: Name
) -> None:
    one = name()
    path = f"{HERE}{one.goal_id}/{one.pk}/"
    assert visit(cast.ingrid).post(f"{path}take-back/").status_code == 302
    assert visit(cast.ravi).get(path).status_code == 404
    assert visit(cast.ravi).post(f"{path}acknowledge/", {"reason": "Why."}).status_code == 404


def test_both_say_that_nobody_else_is_affected(cast: Cast, visit: Visit, beta: Goal) -> None:
    path = f"{HERE}{beta.pk}/"
    assert visit(cast.ravi).post(f"{path}nobody/", {"reason": "Only we."}).status_code == 302
    page = visit(cast.ingrid).get(path).content.decode()
    assert "One side says that nobody else is affected." in page
    assert "Only we." in page
    assert visit(cast.ingrid).post(f"{path}nobody/", {"reason": "Yes."}).status_code == 302
    page = visit(cast.ingrid).get(path).content.decode()
    assert "Every organisation has said why nobody else is affected." in page


# ------------------------------------------------------------------------------ who sees it


@pytest.mark.parametrize("who", ["guest", "contributor"])
def test_guests_do_not_read_the_list(cast: Cast, visit: Visit, name: Name, who: str) -> None:
    one, browser = name(), visit(getattr(cast, who))
    for path in (HERE, f"{HERE}{one.goal_id}/", f"{HERE}{one.goal_id}/{one.pk}/"):
        assert browser.get(path).status_code == 403
    assert GUARDS not in browser.get(f"{TABLE}agreements/").content.decode()
    assert GUARDS not in browser.get(f"{TABLE}record/").content.decode()


def test_a_helper_reads_of_no_initiative_that_is_only_proposed(cast: Cast, visit: Visit) -> None:
    made = goals.draft_goal(
        title="A price nobody knows",
        words="Nobody outside knows of it.",
        launch_on=now().date() + timedelta(days=5),
        room=cast.shared,
        by=cast.ingrid,
    )
    name_groups(made, [Named(name=GUARDS)], by=cast.ravi)
    pages = (HERE, f"{TABLE}agreements/", f"{TABLE}record/", TABLE, f"{HERE}{made.pk}/")

    def seen_by(seat: Seat) -> str:
        return "".join(visit(seat).get(path).content.decode() for path in pages)

    assert made.title in seen_by(cast.tor)
    assert made.title not in seen_by(cast.facilitator)
    assert visit(cast.facilitator).get(f"{HERE}{made.pk}/").status_code == 404
    for seat in (cast.ingrid, cast.ravi):
        goals.sign(made, version=1, by=seat)
    assert made.title in seen_by(cast.facilitator)
    assert visit(cast.facilitator).get(f"{HERE}{made.pk}/").status_code == 200


def test_a_list_of_a_room_of_some_stays_there(cast: Cast, visit: Visit) -> None:
    both = open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    made = goals.draft_goal(
        title="The quiet one",
        words="Only here.",
        launch_on=now().date() + timedelta(days=5),
        room=both,
        by=cast.ingrid,
    )
    assert visit(cast.ingrid).get(f"{HERE}{made.pk}/").status_code == 404
    there = f"{TABLE}with/{both.id}/agreements/voices-missing/"
    assert "The quiet one" in visit(cast.ravi).get(there).content.decode()
    assert visit(cast.facilitator).get(there).status_code == 404


def test_a_side_room_has_no_list(cast: Cast, visit: Visit) -> None:
    assert visit(cast.ingrid).get(f"{TABLE}side/agreements/voices-missing/").status_code == 404
