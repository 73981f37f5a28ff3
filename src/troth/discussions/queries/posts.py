"""Posts with all that is said about them: a stretch of a topic, or what changed in it; always the same statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from troth.discussions.models import Attachment, Meaning, Post, Question, Reaction, Topic
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared

# Signs beyond this many on one page are not counted any more.
MOST_SIGNS = 2000
MOST_MEANINGS = 300
CHANGED = 30
# Live brings each change as it comes, to a thousand pages at once; whoever has missed more asks for more.
AT_ONCE = 4


@dataclass(frozen=True, kw_only=True)
class Said:
    """One post and what stands beside it."""

    post: Post
    question: Question | None = None
    replies_to: Question | None = None
    answer_of: Sequence[Question] = ()
    meanings: Sequence[Meaning] = ()
    reactions: Sequence[Reaction] = field(default_factory=tuple)
    files: Sequence[Attachment] = ()


def with_people(rows: QuerySet[Post]) -> QuerySet[Post]:
    """With author, party and the post it answers, in the same statement."""
    return rows.select_related("seat__person", "seat__party__organisation", "answers__seat__person")


def between(topic: Topic, first: int, last: int) -> list[Said]:
    """The posts with these numbers, the first one first."""
    rows = Post.objects.in_rooms([topic.room_id]).filter(topic=topic)
    return beside(with_people(rows.filter(number__gte=first, number__lte=last)).order_by("number"))


def changed(topic: Topic, *, most: int = CHANGED) -> list[Said]:
    """The posts that came or changed last, the first one first."""
    rows = Post.objects.in_rooms([topic.room_id]).filter(topic=topic)
    latest = list(with_people(rows).order_by("-turn", "-number")[:most])
    return beside(sorted(latest, key=lambda post: post.number))


def one(room: Ulid, key: str) -> Said | None:
    """One post of a room."""
    found = beside(
        with_people(Post.objects.in_rooms([room]).filter(pk=key).select_related("topic"))
    )
    return found[0] if found else None


def beside(rows: Iterable[Post]) -> list[Said]:
    """These posts with questions, answers, meanings, signs and files: four more statements."""
    posts = list(rows)
    keys = [post.id for post in posts]
    if not keys:
        return []
    questions = questions_of(posts)
    asked = {one.post_id: one for one in questions}
    answers: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.answer_id:
            answers[str(question.answer_id)].append(question)
    meanings = grouped(meanings_of(keys))
    signs = grouped(signs_of(keys))
    files = grouped(files_of(keys))
    return [
        Said(
            post=post,
            question=asked.get(post.id),
            replies_to=asked.get(post.answers_id) if post.answers_id else None,
            answer_of=answers[post.id],
            meanings=meanings[post.id],
            reactions=signs[post.id],
            files=files[post.id],
        )
        for post in posts
    ]


def questions_of(posts: Sequence[Post]) -> list[Question]:
    """Every question these posts are, reply to or answer, in one statement; each with its post."""
    keys = [post.id for post in posts]
    replied = [post.answers for post in posts if post.answers]
    found = questions_near([*keys, *(one.id for one in replied)], answered_by=keys)
    known = {one.id: one for one in replied} | {one.id: one for one in posts}
    for one in found:
        if one.post_id in known:
            one.post = known[one.post_id]
    return found


@prepared
def questions_near(keys: Collection[Ulid], *, answered_by: Collection[Ulid]) -> QuerySet[Question]:
    """The questions that some posts are, and those that others answer."""
    rows = Question.objects.filter(Q(post__in=keys) | Q(answer__in=answered_by))
    return rows.select_related("asked__organisation", "answer", "answered_by__person")


@prepared
def meanings_of(keys: Collection[Ulid]) -> QuerySet[Meaning]:
    """What posts were asked to mean, the first asked first."""
    rows = Meaning.objects.filter(post__in=keys).select_related("asker__person")
    return rows.order_by("asked_at", "id")[:MOST_MEANINGS]


@prepared
def signs_of(keys: Collection[Ulid]) -> QuerySet[Reaction]:
    """The signs given to posts, each with its giver."""
    rows = Reaction.objects.filter(post__in=keys).select_related("seat__person")
    return rows.order_by("id")[:MOST_SIGNS]


@prepared
def files_of(keys: Collection[Ulid]) -> QuerySet[Attachment]:
    """What hangs on posts, in the order in which it was attached."""
    rows = Attachment.objects.filter(post__in=keys).select_related("version__resource")
    return rows.order_by("post", "number")


def grouped(rows: Iterable[Meaning | Reaction | Attachment]) -> dict[str, list]:  # type: ignore[type-arg]  # of either
    """By the post they belong to."""
    found: dict[str, list] = defaultdict(list)  # type: ignore[type-arg]  # of either
    for row in rows:
        found[row.post_id].append(row)
    return found
