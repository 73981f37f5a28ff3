"""Showing words of a narrower room to more people: always a new post there, never the old one moved."""

from dataclasses import dataclass

from django.db import transaction

from troth.discussions.actions.turns import NotPossible as CannotBeSaid
from troth.discussions.actions.turns import name_of
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import LONGEST_TEXT, LONGEST_TITLE, Post, Topic
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.actions.sharing import share_out
from troth.partnerships.actions.widening import Widener
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.refusals import NotPossible, Reason

NOUN = "post"


def title(item: Ulid, room: Ulid, /) -> str | None:
    """How a post of this room is called: its topic."""
    rows = Post.objects.in_rooms([room]).filter(pk=item, taken_back_at__isnull=True)
    found: str | None = rows.values_list("topic__title", flat=True).first()
    return found


def quoted(post: Post, *, by: Seat) -> str:
    """The words of a post; where another person carries them outward, as theirs."""
    if post.seat is None or post.author == by.person_id:
        return post.text
    lines = "\n".join(f"> {line}" for line in post.text.splitlines())
    return f"{name_of(post)}:\n\n{lines}"[:LONGEST_TEXT]


@dataclass(frozen=True)
class Chosen:
    """The words that are to be seen outside; without any, those of the post."""

    text: str = ""

    def copy(self, item: Ulid, *, origin: Room, wider: Room, by: Seat) -> Ulid:
        """A new post in the wider room: in the topic this one is about, else in a topic of the same name.

        Raises the table's `NotPossible` where it has been taken back.
        """
        inside = Post.objects.in_rooms([origin.id]).select_related("topic", "seat__person")
        post: Post = inside.get(pk=item)
        text = self.text or quoted(post, by=by)
        if post.taken_back_at or not text:
            raise NotPossible(Reason.NOT_AS_IT_STANDS)
        there = Topic.objects.in_rooms([wider.id]).filter(pk=post.topic.about or post.topic_id)
        topic = there.first()
        # Sharing outward is deliberate, and its page shows whom the words call.
        words = Words(text=text, sure=True)
        try:
            if topic is not None:
                return Ulid(write(topic, words, room=wider, by=by).id)
            return Ulid(begin(post.topic.title[:LONGEST_TITLE], words, room=wider, by=by).id)
        except CannotBeSaid as refused:
            raise NotPossible(Reason.NOT_AS_IT_STANDS) from refused


@transaction.atomic
def share(post: Post, *, text: str, origin: Room, wider: Room, by: Seat) -> Ulid:
    """Share chosen words of one's own side room with a wider one; returns the new post's id."""
    copy = Chosen(text).copy
    return share_out(Ulid(post.id), noun=NOUN, origin=origin, wider=wider, by=by, copy=copy)


WIDENER = Widener(title=title, copy=Chosen().copy)
