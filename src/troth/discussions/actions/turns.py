"""What every act in talk needs: its refusal, the topic's next turn, the first fields of its fact."""

from typing import Any

from django.db.models import F

from troth.discussions.models import Post, Topic
from troth.discussions.rules.refusals import Refusal
from troth.foundation.facts.fact import Actor
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.partnerships.models import Seat

UNNAMED = Actor(None, None)


class NotPossible(Exception):
    """This cannot be done, now or by this person; `reason` says why, `who` names whose it is."""

    def __init__(self, reason: Refusal, *, who: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.who = who


def check(reason: Refusal | None, *, who: str = "") -> None:
    """Raise `NotPossible` where there is a reason."""
    if reason is not None:
        raise NotPossible(reason, who=who)


def grow(topic: Topic) -> None:
    """Take the topic's next number and turn; the row stays ours until the transaction ends."""
    Topic.objects.filter(pk=topic.pk).update(
        latest=F("latest") + 1, turn=F("turn") + 1, last_at=now()
    )
    topic.refresh_from_db(fields=["latest", "turn", "last_at"])


def turn(topic_id: Ulid) -> int:
    """Take the topic's next turn, for a change to what stands there already."""
    Topic.objects.filter(pk=topic_id).update(turn=F("turn") + 1)
    return int(Topic.objects.values_list("turn", flat=True).get(pk=topic_id))


def touch(post: Post) -> None:
    """Let open pages fetch this post again."""
    Post.objects.filter(pk=post.pk).update(turn=turn(Ulid(post.topic_id)))


def place(post: Post, by: Seat) -> dict[str, Any]:
    """What every fact about a post says first."""
    room, topic = Ulid(post.room_id), Ulid(post.topic_id)
    return {"room": room, "by": by.actor, "topic": topic, "post": Ulid(post.id)}


def name_of(post: Post) -> str:
    """Who said it, by first name."""
    return post.seat.person.name.split(" ")[0] if post.seat else ""
