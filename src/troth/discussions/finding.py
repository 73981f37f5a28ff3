"""How talk is found: topics by their title, posts and questions by their words."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from troth.discussions.models import Post, Question, Topic
from troth.discussions.rendering import plain
from troth.discussions.rules.questions import QuestionState
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Document, SearchOffer

# Of one topic, written anew at once.
MOST_POSTS = 500


def touched_topics(fact: Fact) -> Sequence[str]:
    """A topic is found by its title, which stands until the words it was taken from are taken back."""
    of_title = fact.kind in {"topic:begun", "post:taken-back"}
    return [str(getattr(fact, "topic", ""))] if of_title else []


def topics(items: Sequence[str]) -> Iterable[Document]:
    """These topics."""
    for one in Topic.objects.filter(pk__in=items).select_related("seat"):
        yield Document(
            item=one.id,
            room=one.room_id,
            kind="topic",
            title=one.title,
            party=(one.seat.party_id or "") if one.seat else "",
            at=one.begun_at,
            page="talk.one",
            parts={"pk": one.id},
        )


def touched_posts(fact: Fact) -> Sequence[str]:
    """The post a fact is about; a question is one as well."""
    key = getattr(fact, "post", None) or getattr(fact, "question", None)
    if fact.kind == "post:taken-back" and Post.objects.filter(pk=key, number=1).exists():
        # Every post of the topic is found by its title as well, and that may have gone.
        rows = Post.objects.filter(topic__posts=key).order_by("number")
        return [str(one) for one in rows.values_list("pk", flat=True)[:MOST_POSTS]]
    return [str(key)] if key else []


def posts(items: Sequence[str]) -> Iterable[Document]:
    """These posts as they are now; what its author took back is not found."""
    rows = Post.objects.filter(pk__in=items, taken_back_at__isnull=True)
    states = dict(Question.objects.filter(pk__in=items).values_list("pk", "state"))
    for one in rows.select_related("topic", "seat"):
        yield Document(
            item=one.id,
            room=one.room_id,
            kind="post",
            title=one.topic.title,
            within=True,
            text=plain(one.html),
            party=(one.seat.party_id or "") if one.seat else "",
            state=f"question-{states[one.id]}" if one.id in states else "",
            at=one.at,
            page="talk.post",
            parts={"pk": one.id},
        )


TOPICS = SearchOffer(
    kind="topic",
    words=lambda: _("topic"),
    nouns=frozenset({"topic", "post"}),
    touched=touched_topics,
    documents=topics,
)
POSTS = SearchOffer(
    kind="post",
    words=lambda: _("post"),
    nouns=frozenset({"post", "question"}),
    touched=touched_posts,
    documents=posts,
    states={
        f"question-{QuestionState.OPEN.value}": lambda: _("open question"),
        f"question-{QuestionState.ANSWERED.value}": lambda: _("answered question"),
    },
)
