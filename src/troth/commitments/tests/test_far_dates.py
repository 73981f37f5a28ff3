"""A date at the end of the calendar reaches no promise: every page that shows it would break."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.actions.turns import NotPossible
from troth.commitments.models import Commitment
from troth.commitments.rules.refusals import Refusal
from troth.commitments.tests.conftest import Make, by_kaveri
from troth.conftest import Visit
from troth.partnerships.testing import Cast

LIST = "/p/lumen-kaveri/commitments/"
DAYS = ("9999-12-31", "2036-12-12", "0001-01-01")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Honolulu", "Pacific/Kiritimati"])
def test_the_longer_form_says_that_a_day_is_out_of_reach(
    cast: Cast, visit: Visit, day: str, zone: str
) -> None:
    form = {"deliverable": "Report", "receiver": cast.lumen.id, "time": "23:59"}
    answer = visit(cast.ravi).post(f"{LIST}new/", form | {"day": day, "zone": zone})
    assert answer.status_code == 422
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("day", DAYS)
def test_nobody_can_ask_to_move_a_promise_out_of_reach(
    cast: Cast, visit: Visit, accepted: Make, day: str
) -> None:
    one = accepted()
    form = {"day": day, "time": "23:59", "words": "Later.", "seen": one.turn}
    answer = visit(cast.ravi).post(f"{LIST}{one.id}/ask-move/", form)
    one.refresh_from_db()
    assert (answer.status_code, one.ask_due) == (422, None)


@pytest.mark.parametrize(
    "cursor",
    [
        "0001-01-01T00:00:00+14:00,01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "9999-12-31T23:59:59-14:00,01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "2026-01-01T00:00:00+00:00,\0",
        "2026-01-01,01ARZ3NDEKTSV4RRFFQ69G5FAV",
        ",",
    ],
)
def test_a_cursor_nobody_gave_out_shows_a_page(cast: Cast, visit: Visit, cursor: str) -> None:
    answer = visit(cast.ravi).get(f"{LIST}finished/", {"before": cursor})
    assert answer.status_code == 200


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_no_file_is_as_of_the_ends_of_the_calendar(cast: Cast, visit: Visit, day: str) -> None:
    file = SimpleUploadedFile("promises.csv", b"event_id,party\n")
    form = {"file": file, "zone": "UTC", "as_of": day, "order": "ymd", "encoding": "found"}
    answer = visit(cast.ingrid).post(f"{LIST}import/", form)
    assert answer.status_code == 422
    assert "look at the year again" in answer.content.decode()


def test_the_action_refuses_it_whoever_calls(cast: Cast, accepted: Make) -> None:
    far = accepted().due.replace(year=9999)
    promise: Promise = by_kaveri(far, cast.lumen)
    with pytest.raises(NotPossible) as refused:
        actions.propose(promise, room=cast.shared, by=cast.ravi)
    assert refused.value.reason is Refusal.TOO_FAR
