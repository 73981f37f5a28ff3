"""What the sides of the cast have said about themselves."""

from collections.abc import Callable

import pytest

from troth.complement.queries.table import Need, complement
from troth.organisations.actions import Strength, state
from troth.organisations.models import StrengthStatement
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.testing import Cast

Say = Callable[..., StrengthStatement]
Needs = Callable[[], dict[str, Need]]
PAGE = "/p/lumen-kaveri/agreements/strengths/"


def say_for(seat: Seat, kind: str, words: str, *tags: str, **more: object) -> StrengthStatement:
    """One statement by somebody of a side; all its tables read it, unless said otherwise."""
    assert seat.party
    assert seat.party.organisation
    values = {"shown": "all", "tags": tags, **more}
    said = Strength(kind=kind, words=words, **values)  # type: ignore[arg-type]  # as a test says it
    return state(seat.party.organisation, said, by=seat.person)


@pytest.fixture
def story(cast: Cast) -> Cast:
    """Kaveri needs two things; Lumen is good at one of them."""
    say_for(cast.ravi, "needs", "Hardware certification")
    say_for(cast.ravi, "needs", "Field staff in India")
    say_for(cast.ingrid, "good", "Certifying hardware", examples="CE for two sensors.")
    say_for(cast.ingrid, "weak", "Machine learning")
    say_for(cast.ravi, "good", "Machine learning for sensor drift")
    return cast


@pytest.fixture
def needs_of(cast: Cast) -> Needs:
    """The needs of the table as they stand now, by their words."""

    def look() -> dict[str, Need]:
        parties = list(
            Party.objects.filter(partnership=cast.table, standing=Standing.JOINED).order_by("name")
        )
        return {need.line.one.words: need for need in complement(cast.shared, parties).needs}

    return look
