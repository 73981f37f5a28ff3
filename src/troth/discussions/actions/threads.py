"""Talking about something that has a page of its own: its thread is made with the first word."""

from django.db import IntegrityError, transaction

from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import LONGEST_TITLE, Post, Thread
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Room, Seat


def say_on(item: Ulid, words: Words, *, title: str, room: Room, by: Seat) -> Post:
    """Say something in the thread of an item of this room; `title` names the topic when it is the first word.

    The caller has found the item in the room. Raises `NotPossible`.
    """
    try:
        return first_or_next(item, words, title=title, room=room, by=by)
    except IntegrityError:
        # Somebody else began the thread in the same moment; theirs is there now.
        return first_or_next(item, words, title=title, room=room, by=by)


@transaction.atomic
def first_or_next(item: Ulid, words: Words, *, title: str, room: Room, by: Seat) -> Post:
    """One try: in the thread that is there, or in a new one."""
    thread = Thread.objects.filter(item=item, room=room).select_related("topic").first()
    if thread is not None:
        return write(thread.topic, words, room=room, by=by)
    post = begin(title[:LONGEST_TITLE], words, room=room, by=by)
    Thread.objects.create(item=item, room=room, topic_id=post.topic_id)
    return post
