"""One's own choice of mail: by kind and by room, quiet hours, and the way out that needs no sign-in."""

import re
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.core import mail
from django.test import Client

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.foundation.web.clock import now
from troth.foundation.web.quiet import TOKEN
from troth.notices.actions.lessening import less_path, list_headers, meant
from troth.notices.clock import Ahead, mail_waiting
from troth.notices.models import Quiet, Wish
from troth.notices.tests.conftest import FRIDAY, Due
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
HOURS = {"mail": "on", "quiet_from": "21:00", "quiet_until": "06:30"}


def test_the_page_shows_every_kind_everywhere_and_in_each_of_ones_rooms(
    cast: Cast, visit: Visit
) -> None:
    said = visit(cast.ingrid).get("/you/letters/").content.decode()
    assert 'name="all-talk"' in said
    assert f'name="{cast.shared.id}-talk"' in said
    assert f'name="{cast.lumen_side.id}-promises"' in said
    assert cast.kaveri_side.id not in said


def test_what_is_chosen_is_kept_and_shown_again(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    chosen = {"all-talk": "daily", f"{cast.shared.id}-talk": "never"}
    assert client.post("/you/letters/", HOURS | chosen).status_code == 302
    rows = {(row.room, row.group): row.pace for row in Wish.objects.all()}
    assert rows == {("", "talk"): "daily", (cast.shared.id, "talk"): "never"}
    quiet = Quiet.objects.get(person=cast.ingrid.person)
    assert (quiet.begins, quiet.ends) == (time(21), time(6, 30))
    said = client.get("/you/letters/").content.decode()
    assert re.search(r'name="all-talk".*?value="daily" selected', said, re.DOTALL)
    assert "<details" in said
    assert 'value="21:00"' in said


def test_taking_a_choice_back_leaves_nothing(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    client.post("/you/letters/", HOURS | {"all-talk": "daily"})
    client.post("/you/letters/", HOURS)
    assert not Wish.objects.exists()


def test_all_of_it_can_be_switched_off(cast: Cast, visit: Visit) -> None:
    visit(cast.ingrid).post("/you/letters/", {**HOURS, "mail": ""})
    assert not Person.objects.get(pk=cast.ingrid.person_id).mail_waiting


@pytest.mark.parametrize(
    "odd",
    [
        {"quiet_from": "late"},
        {"quiet_until": ""},
        {"all-talk": "hourly"},
        {"all-talk": "x" * 5000},
    ],
)
def test_odd_input_changes_nothing_and_says_why(
    cast: Cast, visit: Visit, odd: dict[str, str]
) -> None:
    answer = visit(cast.ingrid).post("/you/letters/", HOURS | odd)
    assert answer.status_code == 422
    assert not Wish.objects.exists()
    assert not Quiet.objects.exists()


def test_nobody_chooses_for_a_room_they_may_not_enter(cast: Cast, visit: Visit) -> None:
    visit(cast.ingrid).post("/you/letters/", HOURS | {f"{cast.kaveri_side.id}-talk": "now"})
    assert not Wish.objects.exists()


def test_ones_choice_is_ones_own(cast: Cast, visit: Visit) -> None:
    visit(cast.ingrid).post("/you/letters/", HOURS | {"all-talk": "never"})
    said = visit(cast.tor).get("/you/letters/").content.decode()
    assert 'value="never" selected' not in said


def test_looking_at_the_way_out_changes_nothing_and_shows_a_button(cast: Cast) -> None:
    path = less_path(cast.ingrid.person)
    said = Client().get(path).content.decode()
    assert "<button" in said
    assert Person.objects.get(pk=cast.ingrid.person_id).mail_waiting


def test_the_way_out_of_reminders_stops_reminders_alone(cast: Cast) -> None:
    Client().post(less_path(cast.ravi.person, reminders=True))
    person = Person.objects.get(pk=cast.ravi.person_id)
    assert (person.mail_waiting, person.mail_reminders) == (True, False)


def test_a_reminder_by_mail_names_its_way_out(cast: Cast, due_on: Due) -> None:
    due_on()
    Ahead().remind(FRIDAY.replace(day=11, hour=9))
    mail.outbox.clear()
    mail_waiting(FRIDAY.replace(day=11, hour=9))
    headers = mail.outbox[0].extra_headers
    assert headers == list_headers(cast.ravi.person, reminders=True)


@pytest.mark.parametrize("token", ["guessed", "WyIwMSIsMF0:1:x", "a" * 3000, "é", "W10:x:y"])
def test_an_address_that_nobody_signed_stops_nothing(cast: Cast, token: str) -> None:
    for answer in (
        Client().get(f"/letters/less/{token}/"),
        Client().post(f"/letters/less/{token}/"),
    ):
        assert answer.status_code == 404
        assert "This link no longer works" in answer.content.decode()


def test_the_address_says_nothing_where_the_person_has_gone(cast: Cast) -> None:
    token = less_path(cast.stranger).split("/")[3]
    cast.stranger.delete()
    assert meant(token) is None


def test_no_log_line_carries_the_way_out(cast: Cast) -> None:
    path = less_path(cast.ingrid.person)
    assert path.split("/")[3] not in TOKEN.sub(r"\1…", f"Not Found: {path}")


def test_what_needs_an_answer_stands_apart_in_the_inbox(cast: Cast, visit: Visit) -> None:
    due = now() + timedelta(days=9)
    made = Promise(deliverable="a price list", due=due, zone="UTC", receiver=cast.lumen)
    actions.propose(made, room=cast.shared, by=cast.ravi)
    must, _may = visit(cast.ingrid).get("/inbox/").content.decode().split("What you may read")
    assert "a price list" in must.split("What needs your answer")[1]
    assert "What needs your answer" not in visit(cast.ravi).get("/inbox/").content.decode()
