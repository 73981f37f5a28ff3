"""Months at the table of the cast, and what is read of their balance."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest

from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Post
from troth.inclusion.models import Figure, Report
from troth.inclusion.rules.report import Cut, Kind
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast, person

HERE = "/p/lumen-kaveri/trust/balance/"
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
IN_MARCH = datetime(2026, 3, 12, 9, tzinfo=UTC)
IN_APRIL, IN_MAY = datetime(2026, 4, 2, tzinfo=UTC), datetime(2026, 5, 2, tzinfo=UTC)
Sit = Callable[..., list[Seat]]


@pytest.fixture(name="sit")
def people_sit(cast: Cast) -> Sit:
    """So many people of Lumen and of Kaveri, since February."""

    def fill(lumen: int = 5, kaveri: int = 5) -> list[Seat]:
        long_ago = datetime(2026, 2, 1, tzinfo=UTC)
        Seat.objects.update(since=long_ago)
        named = [(cast.lumen, f"Lars{n}") for n in range(lumen - 1)]
        named += [(cast.kaveri, f"Kala{n}") for n in range(kaveri - 1)]
        Seat.objects.bulk_create(
            Seat(
                partnership=cast.table,
                person=person(name),
                party=party,
                role="member",
                since=long_ago,
            )
            for party, name in named
        )
        Partnership.objects.update(opened_at=long_ago)
        return list(Seat.objects.select_related("person", "party", "partnership").order_by("id"))

    return fill


def said(room: Room, seats: Sequence[Seat], *, at: datetime, times: int = 1) -> None:
    """Each of them posts so often; by rows, because when somebody said it is all that matters here."""
    topic = begin("What we do", Words(text="First."), room=room, by=seats[0]).topic
    made = [
        write(topic, Words(text=f"Word {n}."), room=room, by=seat)
        for seat in seats
        for n in range(times)
    ]
    Post.objects.filter(pk__in=[one.pk for one in made]).update(at=at)
    Post.objects.filter(topic=topic).exclude(pk__in=[one.pk for one in made]).delete()


def figure(report: Report, cut: Cut, key: str = "", kind: Kind = Kind.WRITING) -> Figure:
    """One line of a report."""
    return Figure.objects.get(report=report, kind=kind, cut=cut, key=key)


def words_of(page: str) -> str:
    """What somebody reads of a page, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
