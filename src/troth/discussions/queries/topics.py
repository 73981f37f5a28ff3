"""Topics of a room in lists: the latest word first, what is new to somebody marked."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from troth.discussions.models import Meaning, Post, Reader, Thread, Topic
from troth.discussions.rules.meanings import OFTEN, SPAN
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import cursors
from troth.foundation.web.cursors import Page
from troth.foundation.web.prepared import prepared
from troth.people.models import Person

PAGE = 30


def of_room(room: Ulid, *, reader: Person | None = None) -> QuerySet[Topic]:
    """Topics, the latest word first; with `read` and `follow` of this reader and who spoke last."""
    last = Post.objects.filter(topic=OuterRef("pk"), number=OuterRef("latest"))
    rows: QuerySet[Topic] = Topic.objects.in_rooms([room]).annotate(
        last_person=Subquery(last.values("seat__person__name")[:1]),
        last_party=Subquery(last.values("seat__party")[:1]),
        asked=Exists(Post.objects.filter(topic=OuterRef("pk"), question__state="open")),
    )
    if reader is not None:
        mine = Reader.objects.filter(topic=OuterRef("pk"), person=reader)
        rows = rows.annotate(
            read=Subquery(mine.values("read")[:1]), follow=Subquery(mine.values("follow")[:1])
        )
    return rows.order_by("-last_at", "-id")


def page_of(rows: QuerySet[Topic], *, before: str = "") -> Page[Topic]:
    """The page after a cursor `<iso moment>,<id>`; a cursor nobody gave out begins at the start."""
    return cursors.page_of(rows, by="last_at", before=before, most=PAGE)


@prepared
def named(rooms: Collection[str], key: str) -> QuerySet[Topic]:
    """The topic of that name, if it is in one of these rooms."""
    return Topic.objects.in_rooms(rooms).filter(pk=key)


def often_unclear(room: Ulid, *, at: datetime, among: Sequence[Ulid] = ()) -> dict[Ulid, int]:
    """Topics in which meaning was asked for often lately, with how often; one statement."""
    rows = Meaning.objects.in_rooms([room]).filter(asked_at__gte=at - SPAN)
    if among:
        rows = rows.filter(topic__in=among)
    counted = rows.values("topic").annotate(times=Count("id")).filter(times__gte=OFTEN)
    return dict(counted.order_by("-times", "topic").values_list("topic", "times")[:PAGE])


def thread_of(item: Ulid, room: Ulid) -> Topic | None:
    """The topic in which an item is talked about, if anybody has begun to."""
    found = Thread.objects.filter(item=item, room=room).select_related("topic").first()
    return found.topic if found else None
