"""What is too far, too long or too much leaves every page standing, and nobody out."""

from functools import partial

import pytest

from troth.conftest import Refused, Visit
from troth.partnerships.actions.motions import withdraw
from troth.partnerships.actions.proposing import ask_to_add
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Invitation, Motion, Party, Room
from troth.partnerships.queries.names import names_for
from troth.partnerships.queries.tables import MOST_PARTIES, parties_of
from troth.partnerships.rules.consent import MOST_OPEN
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.rules.rooms import MOST_ROOMS
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


def test_one_side_cannot_bury_the_other_in_rooms(cast: Cast, refused: Refused) -> None:
    Room.objects.bulk_create(
        Room(partnership=cast.table, kind="subset", name=str(number))
        for number in range(MOST_ROOMS - Room.objects.filter(partnership=cast.table).count() - 1)
    )
    both = [cast.lumen.id, cast.kaveri.id]
    open_room("The last one", parties=both, by=cast.meera)
    with refused(Reason.ENOUGH_ROOMS):
        open_room("One too many", parties=both, by=cast.meera)


def test_one_side_cannot_bury_the_other_in_motions(cast: Cast, refused: Refused) -> None:
    asked = partial(ask_to_add, email="a@b.example", by=cast.ravi, reason="Why not.")
    first = asked("Number one").motion
    Motion.objects.bulk_create(
        Motion(
            partnership=cast.table,
            room=cast.shared,
            act=first.act,
            rule=first.rule,
            reason=first.reason,
            proposed_by=cast.ravi,
            proposed_at=first.proposed_at,
        )
        for _ in range(MOST_OPEN - 1)
    )
    with refused(Reason.ENOUGH_MOTIONS):
        asked("One too many")
    withdraw(first, by=cast.ravi)
    assert asked("Room again").motion.outcome == "open"
