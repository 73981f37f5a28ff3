"""What the tests of talk look at again and again: the record, the rows, what was written and what was not."""

from collections.abc import Iterator
from contextlib import contextmanager

from troth.discussions.models import (
    Draft,
    Meaning,
    Mention,
    Post,
    Question,
    Reaction,
    Reader,
    Topic,
    Wording,
)
from troth.foundation.facts.fact import Fact
from troth.ledger.models import Entry
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Room

TALK = "/p/lumen-kaveri/talk/"
SIDE = "/p/lumen-kaveri/side/talk/"
KINDS = r"^(topic|post|question|meaning|item):"
ROWS = (Topic, Post, Wording, Mention, Reaction, Question, Meaning, Draft, Reader)


def rows() -> dict[str, list[dict[str, object]]]:
    """Every row of talk as it is now."""
    return {
        model.__name__: [dict(row) for row in model.objects.order_by("pk").values()]
        for model in ROWS
    }


@contextmanager
def nothing_written() -> Iterator[None]:
    """Whatever happens inside leaves no row of talk and no entry of it in any log."""
    talk = Entry.objects.filter(kind__regex=KINDS)
    before, entries = rows(), talk.count()
    yield
    assert rows() == before
    assert talk.count() == entries


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


def question_of(post: Post) -> Question:
    """The question of a post as the views find it."""
    found: Question = Question.objects.select_related(
        "asked", "answer", "post__topic", "post__seat"
    ).get(pk=post.pk)
    return found


def meaning_of(meaning: Meaning) -> Meaning:
    """A paraphrase as the views find it, with post and author."""
    found: Meaning = Meaning.objects.select_related("post__topic", "post__seat__person").get(
        pk=meaning.pk
    )
    return found


def board(page: str) -> str:
    """What stands on the table itself, without the frame around it."""
    return page.partition("<main")[2].partition("</main>")[0]
