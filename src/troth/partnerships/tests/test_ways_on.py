"""Pages about people lead on instead of ending."""

import pytest

from troth.conftest import Visit
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
