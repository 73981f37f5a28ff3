"""What the tests of goals look at again and again: the record, the rows, what was written and what was not."""

from collections.abc import Iterator
from contextlib import contextmanager

from troth.agreements.models import Acceptance, Agreement, Version
from troth.foundation.facts.fact import Fact
from troth.goals.models import Defined, Goal, Measure, Obstacle, Plan, Reading
from troth.ledger.models import Entry
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Room

GOALS = "/p/lumen-kaveri/agreements/goals/"
SIDE = "/p/lumen-kaveri/side/agreements/goals/"
ROWS = (Goal, Plan, Measure, Defined, Reading, Obstacle, Agreement, Version, Acceptance)
KINDS = r"^(goal|agreement|item):"


def rows() -> dict[str, list[dict[str, object]]]:
    """Every row of goals as it is now."""
    return {
        model.__name__: [dict(row) for row in model.objects.order_by("pk").values()]
        for model in ROWS
    }


@contextmanager
def nothing_written() -> Iterator[None]:
    """Whatever happens inside leaves no row of goals and no entry of them in any log."""
    entries = Entry.objects.filter(kind__regex=KINDS)
    before, count = rows(), entries.count()
    yield
    assert rows() == before
    assert entries.count() == count


def last_fact(room: Room) -> Fact:
    """The latest fact of a room."""
    end = head(room.id)
    ((_place, fact),) = facts_at(room.id, range(end - 1, end))
    assert fact is not None
    return fact


def last_entry(room: Room) -> Entry:
    """The latest entry of a room as it is stored."""
    found: Entry = Entry.objects.filter(log=room.id).order_by("-idx")[0]
    return found


def board(page: str) -> str:
    """What stands on the table itself, without the frame around it."""
    return page.partition("<main")[2].partition("</main>")[0]
