"""One line, read aloud before it is promised: who, what, by when, on both clocks."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.foundation.web import clock
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
TABLE = "/p/lumen-kaveri/"
# A Wednesday morning in winter.
NOW = datetime(2031, 1, 15, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wednesday(cast: Cast) -> Iterator[None]:
    """Everybody sits; then the clock stands still."""
    for seat in (cast.guest, cast.facilitator):
        assert seat.pk
    with clock.at(NOW):
        yield


def reads(client: Client, line: str, *, place: str = TABLE, to: str = "") -> str:
    answer = client.get(f"{place}commitments/reading/", {"line": line, "to": to})
    assert answer.status_code == 200
    return re.sub(r"<[^>]+>", "", re.sub(r"\s+", " ", answer.content.decode())).strip()


def test_a_line_is_read_aloud_on_both_clocks(cast: Cast, visit: Visit) -> None:
    said = reads(visit(cast.ingrid), "pilot contract, by Friday 17:00")
    assert said.startswith(
        "Troth reads: Lumen promises Kaveri “pilot contract” by Friday 17 January 17:00 Bergen"
    )
    assert "(21:30 Bengaluru)" in said
    assert "It counts once Kaveri accepts." in said


@pytest.mark.parametrize(
    "line",
    ["photos", "photos by 3/4", "photos by 2020-01-01", "by Friday", "photos by Friday 30 March"],
)
def test_what_is_unclear_is_said_while_it_is_written(cast: Cast, visit: Visit, line: str) -> None:
    said = reads(visit(cast.ingrid), line)
    assert "Troth reads" not in said
    assert len(said) > 20


def test_nothing_written_is_nothing_read(cast: Cast, visit: Visit) -> None:
    assert "One line is enough" in reads(visit(cast.ingrid), "  ")


def test_a_side_room_says_that_only_the_own_side_sees_it(cast: Cast, visit: Visit) -> None:
    said = reads(visit(cast.ingrid), "", place=f"{TABLE}side/")
    assert "only your own side sees" in said


def test_what_people_write_stays_words(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.ingrid).get(
        f"{TABLE}commitments/reading/", {"line": "<b>{us} %(who)s</b> by Friday"}
    )
    page = answer.content.decode()
    assert "&lt;b&gt;{us} %(who)s&lt;/b&gt;" in page


def test_a_night_on_which_clocks_change_is_said(cast: Cast, visit: Visit) -> None:
    said = reads(visit(cast.ingrid), "photos by 2031-03-30 02:30")
    assert "clock" in said.lower()
    assert "03:30" in said


def test_a_very_long_line_is_cut_and_no_fault(cast: Cast, visit: Visit) -> None:
    assert reads(visit(cast.ingrid), "x" * 5000)


@pytest.mark.parametrize("who", ["guest", "facilitator"])
def test_who_promises_nothing_is_read_nothing(cast: Cast, visit: Visit, who: str) -> None:
    client = visit(getattr(cast, who))
    assert client.get(f"{TABLE}commitments/reading/", {"line": "x"}).status_code == 403


def test_the_longer_form_promises_everything_it_asks_for(cast: Cast, visit: Visit) -> None:
    sent = {
        "deliverable": "Calibration data",
        "receiver": cast.kaveri.id,
        "day": "2031-02-03",
        "time": "17:00",
        "zone": "Asia/Kolkata",
        "meaning": "Twelve files.",
        "sure": "80",
    }
    answer = visit(cast.ingrid).post(f"{TABLE}commitments/new/", sent)
    one = Commitment.objects.get()
    assert answer.headers["Location"] == f"{TABLE}commitments/{one.id}/"
    assert (one.meaning, one.sure, one.zone) == ("Twelve files.", 80, "Asia/Kolkata")
    assert one.due == datetime(2031, 2, 3, 11, 30, tzinfo=UTC)
    assert (one.promiser, one.receiver, one.holder) == (cast.lumen, cast.kaveri, cast.ingrid.person)


@pytest.mark.parametrize("sure", ["101", "-1", "very"])
def test_how_sure_is_a_number_from_0_to_100(cast: Cast, visit: Visit, sure: str) -> None:
    sent = {"deliverable": "x", "receiver": cast.kaveri.id, "day": "2031-02-03", "time": "17:00"}
    answer = visit(cast.ingrid).post(
        f"{TABLE}commitments/new/", sent | {"zone": "UTC", "sure": sure}
    )
    assert (answer.status_code, Commitment.objects.count()) == (422, 0)


def test_a_receiver_nobody_offered_is_refused(cast: Cast, visit: Visit) -> None:
    theirs = cast.neighbour.party_id
    sent = {
        "deliverable": "x",
        "receiver": theirs,
        "day": "2031-02-03",
        "time": "17:00",
        "zone": "UTC",
    }
    answer = visit(cast.ingrid).post(f"{TABLE}commitments/new/", sent)
    assert (answer.status_code, Commitment.objects.count()) == (422, 0)
