"""The thread of something that has a page of its own, for that page to show at its end."""

from dataclasses import dataclass

from troth.discussions.models import Topic
from troth.discussions.queries.posts import between
from troth.discussions.queries.topics import thread_of
from troth.discussions.views.spoken import Spoken, Viewer, spoken, viewer_of
from troth.discussions.views.topic import post_words
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.queries.audience import audience_key
from troth.partnerships.requests import MemberRequest

LATEST = 3


@dataclass(frozen=True, kw_only=True)
class ThreadPart:
    """The latest words of a thread; without a topic nobody has said anything yet."""

    topic: Topic | None
    posts: list[Spoken]
    viewer: Viewer
    may_write: bool
    audience_key: str


def thread_part(request: MemberRequest, item: Ulid) -> ThreadPart:
    """What the page of this item shows of its thread; the caller has found the item in the room."""
    topic, viewer = thread_of(item, request.room.id), viewer_of(request.seat)
    posts: list[Spoken] = []
    if topic is not None:
        posts = spoken(between(topic, topic.latest - LATEST + 1, topic.latest), viewer)
    key = audience_key(request.seat)
    return ThreadPart(
        topic=topic, posts=posts, viewer=viewer, may_write=viewer.may_write, audience_key=key
    )


def thread_words(request: MemberRequest) -> dict[str, object]:
    """What the fragment needs besides the thread itself."""
    return post_words(request)
