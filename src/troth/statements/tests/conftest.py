"""A press note in the states that tests begin from."""

import pytest

from troth.agreements import actions as agreements
from troth.agreements.models import Agreement
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.statements.actions import using
from troth.statements.models import Statement

LIST = "/p/lumen-kaveri/agreements/statements/"
WORDS = "Ten invited pilots begin in May."


def approve(one: Statement, *seats: Seat, version: int = 1) -> None:
    """These sides approve this version."""
    for seat in seats:
        fresh = Agreement.objects.select_related("room").get(pk=one.id)
        agreements.sign(fresh, version=version, by=seat)


def public(one: Statement) -> str:
    """Where everybody reads it."""
    return f"/public/lumen-kaveri/{one.id}/"


@pytest.fixture
def draft(cast: Cast) -> Statement:
    """Ingrid has written a press note."""
    return using.draft(title="Press note", text=WORDS, room=cast.shared, by=cast.ingrid)


@pytest.fixture
def note(cast: Cast, draft: Statement) -> Statement:
    """Both have approved it."""
    approve(draft, cast.ingrid, cast.ravi)
    return draft
