"""Pages about people lead on instead of ending."""

from datetime import UTC, datetime

import pytest

from troth.conftest import Visit
from troth.foundation.kernel.roles import Role
from troth.partnerships.actions.inviting import invite_guest
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
HERE = "/p/lumen-kaveri/people/leaving/"


def test_the_only_admin_is_shown_the_way_instead_of_a_button_that_refuses(
    cast: Cast, visit: Visit
) -> None:
    page = visit(cast.ingrid).get(HERE).content.decode()
    assert "Make somebody else admin" in page
    assert "I leave this table" not in page


def test_everybody_else_can_leave_at_once(cast: Cast, visit: Visit) -> None:
    assert "I leave this table" in visit(cast.tor).get(HERE).content.decode()


def test_an_organisations_tables_open(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ingrid).get("/organisations/lumen/").content.decode()
    assert 'href="/p/lumen-kaveri/"' in page


def test_a_table_one_does_not_sit_at_is_named_and_does_not_open(cast: Cast, visit: Visit) -> None:
    assert cast.tor.role
    cast.tor.ended_at = cast.tor.since
    cast.tor.save()
    page = visit(cast.tor).get("/organisations/lumen/").content.decode()
    assert "Lumen &amp; Kaveri" in page
    assert 'href="/p/lumen-kaveri/"' not in page


def test_a_guest_reads_the_last_day_and_not_the_midnight_after_it(cast: Cast, visit: Visit) -> None:
    midnight = datetime(2027, 3, 31, 22, 0, tzinfo=UTC)  # as Bergen has it
    invited = invite_guest(
        "greta@guest.example",
        by=cast.ingrid,
        role=Role.GUEST_READ,
        rooms=[cast.shared.id],
        until=midnight,
    )
    page = visit(None).get(f"/invitations/{invited.token}/").content.decode()
    assert "the end of 31 March" in page
    assert "00:00" not in page


def test_a_room_for_one_organisation_alone_is_refused_beside_the_choice(
    cast: Cast, visit: Visit
) -> None:
    sent = {"name": "Moorings", "parties": [cast.lumen.id]}
    page = visit(cast.ingrid).post("/p/lumen-kaveri/people/rooms/new/", sent).content.decode()
    assert 'id="id_parties-wrong"' in page
