"""What is too far, too long or too much leaves every page standing, and nobody out."""

import pytest

from troth.conftest import Visit
from troth.partnerships.models import Invitation, Party
from troth.partnerships.queries.names import names_for
from troth.partnerships.queries.tables import MOST_PARTIES, parties_of
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_last_day_at_the_ends_of_the_calendar_is_no_day(
    cast: Cast, visit: Visit, day: str
) -> None:
    form = {"email": "greta@elsewhere.example", "role": "guest:read", "rooms": [cast.shared.id]}
    answer = visit(cast.ingrid).post(
        "/p/lumen-kaveri/people/invitations/guest/", form | {"until": day}
    )
    assert answer.status_code == 422
    assert not Invitation.objects.filter(email=form["email"]).exists()


@pytest.mark.parametrize("rows", ["9" * 5000, "²", "-3", "", "999"])
def test_any_number_of_rows_is_a_form(cast: Cast, visit: Visit, rows: str) -> None:
    answer = visit(cast.ingrid).post("/p/new/", {"rows": rows, "more": ""})
    assert answer.status_code == 200


def test_names_from_a_file_crowd_out_nobody_who_sits_here(cast: Cast) -> None:
    crowd = [f"!{number:04}" for number in range(MOST_PARTIES + 1)]
    Party.objects.bulk_create(
        Party(partnership=cast.table, name=name, standing="named") for name in crowd
    )
    assert {cast.lumen, cast.kaveri} <= set(parties_of(cast.ingrid))
    names = names_for([], partnership=cast.table.id)
    assert {cast.lumen.id, cast.kaveri.id} <= names.parties.keys()
