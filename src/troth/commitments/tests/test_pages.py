"""The commitment pages: what each side reads and can do, and what bad input gets."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from troth.commitments import actions
from troth.commitments.models import Commitment
from troth.commitments.tests.conftest import Make
from troth.foundation.web.ids import new_ulid
from troth.foundation.web.testing import hidden, statements
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
LIST = "/p/lumen-kaveri/commitments/"


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_one_line_is_enough_to_promise(cast: Cast, visit: Visit) -> None:
    day = timezone.now() + timedelta(days=8)
    line = f"three field photos, by {day:%Y-%m-%d} 16:00"
    answer = visit(cast.ingrid).post(f"{LIST}promise/", {"line": line, "sure": "90"})
    one = Commitment.objects.get()
    assert answer.headers["Location"] == f"{LIST}{one.id}/"
    assert (one.deliverable, one.sure, one.receiver, one.zone) == (
        "three field photos",
        90,
        cast.kaveri,
        "Europe/Oslo",
    )


@pytest.mark.parametrize("line", ["", "photos", "photos by 3/4", "photos by 2020-01-01", "x" * 601])
def test_a_line_that_is_no_promise_comes_back_with_its_words_and_why(
    cast: Cast, visit: Visit, line: str
) -> None:
    answer = visit(cast.ingrid).post(f"{LIST}promise/", {"line": line})
    page = answer.content.decode()
    assert (answer.status_code, Commitment.objects.count()) == (422, 0)
    assert "wrong-words" in page
    assert f'value="{line}"' in page


def test_the_other_side_reads_it_and_is_offered_to_accept(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    one = promised()
    page = words(visit(cast.ingrid), LIST)
    assert "Calibration API v1" in page
    assert f"{one.id}/accept/" in page
    assert f"{one.id}/accept/" not in words(visit(cast.ravi), LIST)


def test_accepting_by_the_button_moves_it_for_both(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    one = promised()
    visit(cast.tor).post(f"{LIST}{one.id}/accept/", {"seen": one.turn})
    one.refresh_from_db()
    assert one.state == "accepted"
    assert "Tor accepted" in words(visit(cast.meera), f"{LIST}{one.id}/")


def test_the_same_form_sent_twice_has_one_effect(cast: Cast, visit: Visit) -> None:
    day = timezone.now() + timedelta(days=8)
    sent = {"line": f"photos by {day:%Y-%m-%d}", "once": new_ulid()}
    client = visit(cast.ingrid)
    first, second = (client.post(f"{LIST}promise/", sent) for _ in range(2))
    assert Commitment.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_whoever_was_slower_is_told_and_keeps_the_words(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    one = promised()
    seen = one.turn
    actions.accept(one, by=cast.tor)
    answer = visit(cast.ingrid).post(
        f"{LIST}{one.id}/decline/", {"words": "Too soon for us.", "seen": seen}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "has accepted this already" in page
    assert "Too soon for us." in page


def test_a_wish_that_changed_meanwhile_is_not_agreed_to_unseen(
    cast: Cast, visit: Visit, accepted: Make
) -> None:
    one = accepted()
    actions.ask_move(one, due=one.due + timedelta(days=1), reason="One day.", by=cast.ravi)
    seen = one.turn
    actions.ask_move(one, due=one.due + timedelta(days=9), reason="Nine days.", by=cast.ravi)
    answer = visit(cast.ingrid).post(f"{LIST}{one.id}/agree-move/", {"seen": seen})
    one.refresh_from_db()
    assert (answer.status_code, one.renegotiated) == (409, 0)
    page = answer.content.decode()
    assert "a moment before you" in page
    # The page now shows the later wish; agreeing to that one is agreed.
    again = visit(cast.ingrid).post(f"{LIST}{one.id}/agree-move/", {"seen": hidden(page)})
    one.refresh_from_db()
    assert (again.status_code, one.renegotiated) == (302, 1)


def test_the_wrong_side_gets_an_explanation_not_a_riddle(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    answer = visit(cast.ravi).post(f"{LIST}{promised().id}/accept/", {})
    assert answer.status_code == 403
    assert "only Lumen can answer it" in answer.content.decode()


def test_a_guest_reads_and_is_offered_nothing(cast: Cast, visit: Visit, promised: Make) -> None:
    one = promised()
    client = visit(cast.guest)
    page = words(client, LIST)
    assert "Calibration API v1" in page
    assert "promise-line" not in page
    assert "/accept/" not in page
    assert client.post(f"{LIST}{one.id}/accept/", {}).status_code == 403


def test_absent_and_foreign_promises_look_alike(cast: Cast, visit: Visit, promised: Make) -> None:
    one, client = promised(), visit(cast.neighbour)
    foreign = client.get(f"{LIST}{one.id}/")
    absent = client.get(f"/p/no-such-table/commitments/{new_ulid()}/")
    assert foreign.status_code == absent.status_code == 404
    assert foreign.content == absent.content


def test_a_promise_prepared_in_the_side_room_is_nowhere_for_the_other_side(
    cast: Cast, visit: Visit
) -> None:
    day = timezone.now() + timedelta(days=8)
    own = visit(cast.ingrid)
    own.post(
        "/p/lumen-kaveri/side/commitments/promise/", {"line": f"a price list by {day:%Y-%m-%d}"}
    )
    one = Commitment.objects.get()
    assert one.room == cast.lumen_side
    assert "a price list" in words(own, "/p/lumen-kaveri/side/commitments/")
    for path in (LIST, "/", "/inbox/", "/p/lumen-kaveri/", "/p/lumen-kaveri/record/"):
        assert "price list" not in words(visit(cast.ravi), path)
    for path in (f"{LIST}{one.id}/", f"/p/lumen-kaveri/side/commitments/{one.id}/"):
        assert visit(cast.ravi).get(path).status_code == 404


def test_sharing_outward_makes_a_new_promise_and_two_facts(cast: Cast, visit: Visit) -> None:
    day = timezone.now() + timedelta(days=8)
    own = visit(cast.ingrid)
    own.post(
        "/p/lumen-kaveri/side/commitments/promise/", {"line": f"a price list by {day:%Y-%m-%d}"}
    )
    prepared = Commitment.objects.get()
    own.post(f"/p/lumen-kaveri/side/commitments/{prepared.id}/share/")
    shared = Commitment.objects.exclude(pk=prepared.pk).get()
    assert shared.room == cast.shared
    assert shared.id != prepared.id
    page = words(visit(cast.ravi), LIST)
    assert "a price list" in page
    assert prepared.id not in page


def test_what_was_typed_in_the_long_form_is_kept_when_a_field_is_wrong(
    cast: Cast, visit: Visit
) -> None:
    sent = {
        "deliverable": "A long promise",
        "receiver": cast.kaveri.id,
        "day": "2019-01-01",
        "time": "17:00",
    }
    answer = visit(cast.ingrid).post(
        f"{LIST}new/", sent | {"zone": "Mars/Base", "meaning": "<b>done</b>"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A long promise" in page
    assert "&lt;b&gt;done&lt;/b&gt;" in page
    assert "Choose a time zone from the list" in page


def test_both_clocks_stand_on_the_page(cast: Cast, visit: Visit, promised: Make) -> None:
    page = words(visit(cast.ingrid), f"{LIST}{promised().id}/")
    assert "Bengaluru" in page
    assert "Bergen" in page


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    client = visit(cast.ingrid)
    promised()
    few = statements(client, LIST)
    for _ in range(12):
        promised()
    assert statements(client, LIST) == few


def test_the_day_asked_for_stands_in_the_field_that_browsers_read(
    cast: Cast, visit: Visit, accepted: Make
) -> None:
    one = accepted(9)
    page = words(visit(cast.ravi), f"{LIST}{one.id}/ask-move/")
    local = one.due.astimezone(ZoneInfo("Asia/Kolkata"))
    assert f'value="{local:%Y-%m-%d}"' in page


def test_a_wish_names_the_place_of_the_promise_everywhere(
    cast: Cast, visit: Visit, accepted: Make
) -> None:
    one = accepted(9)
    actions.ask_move(one, by=cast.ravi, due=one.due + timedelta(days=2), reason="Customs.")
    page = words(visit(cast.ingrid), f"{LIST}{one.id}/")
    assert "Bengaluru" in page
    assert "Kolkata" not in page


def test_the_record_names_the_day_also_of_what_is_due_tomorrow(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    promised(1)
    page = words(visit(cast.ravi), "/p/lumen-kaveri/record/")
    assert "Calibration API v1" in page
    assert "for tomorrow" not in page
