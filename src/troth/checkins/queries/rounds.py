"""Rounds of check-ins and the reports in them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from troth.checkins.models import Checkin, Report, Writing
from troth.checkins.rules.reports import Standing, State, Wish
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared

PAGE = 20
MOST_SAVED = 50


def rounds(rooms: Iterable[str]) -> QuerySet[Checkin]:
    """Rounds of these rooms with the reports of all sides, the latest first."""
    said = Report.objects.select_related("party", "asked_of", "said_by__person", "answered_by")
    reports = Prefetch("reports", said.select_related("answered_by__party").order_by("party__name"))
    inside: QuerySet[Checkin] = Checkin.objects.in_rooms(rooms).select_related("room")
    return inside.prefetch_related(reports).order_by("-at", "-id")


@prepared
def rounds_before(
    rooms: Collection[str], *, before: datetime | None, most: int
) -> QuerySet[Checkin]:
    """The latest rounds, or the latest before a moment."""
    rows = rounds(rooms)
    return (rows if before is None else rows.filter(at__lt=before))[:most]


def page_of(
    rooms: Iterable[str], *, before: datetime | None, size: int = PAGE
) -> tuple[list[Checkin], str]:
    """A page of rounds, and the cursor to older ones; empty where there are none."""
    found = rounds_before(list(rooms), before=before, most=size + 1)
    shown = found[:size]
    return shown, shown[-1].at.isoformat() if len(found) > size else ""


def reports(rooms: Iterable[str]) -> QuerySet[Report]:
    """Reports of rounds in these rooms."""
    rows = Report.objects.filter(checkin__room_id__in=list(rooms))
    return rows.select_related("checkin__room", "party", "asked_of")


def newest_at(room: str) -> datetime | None:
    """When the latest round began."""
    moments = Checkin.objects.in_rooms([room]).order_by("-at").values_list("at", flat=True)
    latest: datetime | None = moments.first()
    return latest


def is_closed(one: Checkin) -> bool:
    """Whether the next round has begun."""
    return Checkin.objects.in_rooms([one.room_id]).filter(at__gt=one.at).exists()


def standing_of(one: Report, *, closed: bool) -> Standing:
    """What the rules need to say what can be done with a report."""
    return Standing(
        state=State(one.state),
        party=Ulid(one.party_id),
        begins=one.begins,
        answer_by=one.answer_by,
        closed=closed,
    )


def wish_of(one: Report) -> Wish:
    """The help that was asked for, as the rules know it."""
    return Wish(
        by=Ulid(one.party_id),
        of=Ulid(one.asked_of_id) if one.asked_of_id else None,
        asked=one.asks and one.state == State.GIVEN,
        answered=one.answered_at is not None,
    )


def writings(one: Report) -> Sequence[Writing]:
    """What was saved before it was sent, the latest first; for the own side alone."""
    rows = one.writings.select_related("seat__person", "asked_of").order_by("-number")
    return list(rows[:MOST_SAVED])
