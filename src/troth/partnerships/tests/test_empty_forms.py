"""A form that is sent without a single field comes back with what is missing, and writes nothing."""

import pytest
from django.test import Client

from troth.ledger.queries import head
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
TABLE = "/p/lumen-kaveri/"


@pytest.fixture
def ingrid(cast: Cast, client: Client) -> Client:
    """Her browser."""
    client.force_login(cast.ingrid.person)
    return client


@pytest.mark.parametrize(
    "path",
    [
        "agreements/new/",
        "agreements/statements/new/",
        "agreements/decisions/new/",
        "agreements/decisions/put/",
        "agreements/goals/new/",
        "commitments/new/",
        "commitments/import/",
        "people/invitations/colleague/",
        "people/invitations/guest/",
        "people/rooms/new/",
        "consent/propose/change-rule/",
    ],
)
def test_an_empty_form_of_the_table_says_what_is_missing(
    cast: Cast, ingrid: Client, path: str
) -> None:
    size = head(cast.shared.id)
    answer = ingrid.post(f"{TABLE}{path}", {})
    page = answer.content.decode()
    assert answer.status_code == 422, path
    assert 'aria-invalid="true"' in page, path
    assert head(cast.shared.id) == size


@pytest.mark.parametrize("path", ["/p/new/", "/organisations/lumen/strengths/new/", "/you/"])
def test_an_empty_form_outside_any_table_says_what_is_missing(
    cast: Cast, ingrid: Client, path: str
) -> None:
    answer = ingrid.post(path, {})
    assert answer.status_code == 422, path
    assert 'aria-invalid="true"' in answer.content.decode(), path
