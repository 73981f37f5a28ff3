"""Saying something: a topic begun, a post, a question, a word that nobody is named for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from troth.discussions.actions.reading import has_written
from troth.discussions.actions.turns import UNNAMED, NotPossible, grow
from troth.discussions.models import Attachment, Mention, Post, Question, Topic
from troth.discussions.queries.limits import answer_until, unnamed_agreed
from troth.discussions.queries.names import callable_names
from troth.discussions.rendering import render
from troth.discussions.rules.files import MOST_FILES
from troth.discussions.rules.mentions import Called
from troth.discussions.rules.refusals import Refusal
from troth.foundation.facts.discussions import PostWritten, QuestionAsked, TopicBegun
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.rules.rooms import RoomKind
from troth.resources.actions.adding import Content
from troth.resources.actions.carrying import Carried, carry


@dataclass(frozen=True, kw_only=True)
class Words:
    """What somebody wants to say. `asks`: it is a question, to `asked` or (None) to everybody else.

    `sure`: whoever calls everybody has said twice that they mean it. `files` come into the library with it.
    """

    text: str
    answers: Post | None = None
    asks: bool = False
    asked: Party | None = None
    unnamed: bool = False
    sure: bool = False
    files: tuple[Content | Carried, ...] = ()


@transaction.atomic
def begin(title: str, words: Words, *, room: Room, by: Seat, about: str = "") -> Post:
    """Begin a topic with its first post; `about` is what it is about where that stands in another room."""
    may_say(words, room=room, by=by)
    moment = now()
    topic = Topic.objects.create(
        room=room,
        title=title,
        about=about,
        seat=None if words.unnamed else by,
        begun_at=moment,
        last_at=moment,
    )
    actor = UNNAMED if words.unnamed else by.actor
    about_it = Ulid(about) if about else None
    key = Ulid(topic.id)
    record(TopicBegun(room=Ulid(room.id), by=actor, topic=key, title=title, about=about_it))
    return say(topic, words, room=room, by=by)


@transaction.atomic
def write(topic: Topic, words: Words, *, room: Room, by: Seat) -> Post:
    """Say something in a topic. Raises `NotPossible`."""
    may_say(words, room=room, by=by)
    return say(topic, words, room=room, by=by)


def may_say(words: Words, *, room: Room, by: Seat) -> None:
    """Raise `NotPossible` where this cannot be said here."""
    answers = words.answers
    if answers and Post.objects.filter(pk=answers.pk, taken_back_at__isnull=False).exists():
        raise NotPossible(Refusal.TAKEN_BACK)
    if words.unnamed and words.files:
        raise NotPossible(Refusal.UNNAMED_WITH_FILES)
    if words.unnamed and not (room.kind == RoomKind.SHARED and unnamed_agreed(by, now())):
        raise NotPossible(Refusal.UNNAMED_NOT_AGREED)
    if not words.asks or words.asked is None:
        return
    if words.asked.id == by.party_id:
        raise NotPossible(Refusal.OWN_SIDE_ASKED)
    if not is_here(words.asked, room):
        raise NotPossible(Refusal.NOT_IN_THIS_ROOM)


def is_here(party: Party, room: Room) -> bool:
    """Whether this party reads what stands in the room."""
    if room.kind == RoomKind.SUBSET:
        return room.parties.filter(pk=party.pk).exists()
    if room.kind == RoomKind.SIDE:
        return party.id == room.party_id
    if room.kind == RoomKind.CLOSED:
        return room.seats.filter(party=party).exists()
    return party.partnership_id == room.partnership_id and party.sits


def say(topic: Topic, words: Words, *, room: Room, by: Seat) -> Post:
    """Write the post and put it on record; for an unnamed one nothing of its author is kept."""
    html, calls = render(words.text, callable_names(room))
    if calls.too_many:
        raise NotPossible(Refusal.CALLS_TOO_MANY)
    if calls.everybody and not words.sure:
        raise NotPossible(Refusal.CALLS_EVERYBODY)
    grow(topic)
    post = Post.objects.create(
        room=room,
        topic=topic,
        number=topic.latest,
        turn=topic.turn,
        seat=None if words.unnamed else by,
        answers=words.answers,
        text=words.text,
        html=html,
        at=now(),
    )
    call(post, calls.found)
    files = attach(post, words.files, room=room, by=by)
    if words.asks and not words.unnamed:
        ask(post, words, by=by, files=files)
    else:
        record(written(post, words, by=by, files=files))
    if not words.unnamed:
        has_written(topic, by=by)
    return post


def asked_parties(asked: Party | None, *, by: Seat) -> Sequence[Party]:
    """The sides whose working days count: the asked one, else all the others that sit here."""
    if asked is not None:
        return [asked]
    return [party for party in parties_of(by, seated=True) if party.id != by.party_id]


def attach(
    post: Post, files: Sequence[Content | Carried], *, room: Room, by: Seat
) -> tuple[Ulid, ...]:
    """Put what came with a post into the library, beneath it; returns what it is there. Raises its `NotPossible`."""
    carried = [
        one if isinstance(one, Carried) else carry(one, room=room, by=by)
        for one in files[:MOST_FILES]
    ]
    once: dict[str, Carried] = {}
    for one in carried:
        once.setdefault(one.version.resource_id, one)
    Attachment.objects.bulk_create(
        Attachment(post=post, version=one.version, number=number, brought=one.brought)
        for number, one in enumerate(once.values(), start=1)
    )
    return tuple(Ulid(key) for key in once)


def written(post: Post, words: Words, *, by: Seat, files: tuple[Ulid, ...] = ()) -> PostWritten:
    """The fact of a post that is no question."""
    return PostWritten(
        room=Ulid(post.room_id),
        by=UNNAMED if words.unnamed else by.actor,
        topic=Ulid(post.topic_id),
        post=Ulid(post.id),
        number=post.number,
        text=words.text,
        answers=Ulid(words.answers.id) if words.answers else None,
        files=files,
    )


def call(post: Post, found: list[Called]) -> None:
    """Keep who is called in the post."""
    Mention.objects.filter(post=post).delete()
    Mention.objects.bulk_create(
        Mention(
            post=post,
            seat_id=key if kind == "seat" else None,
            party_id=key if kind == "party" else None,
        )
        for kind, key in found
    )


def ask(post: Post, words: Words, *, by: Seat, files: tuple[Ulid, ...] = ()) -> None:
    """Make the post a question that is open until somebody marks its answer."""
    until = answer_until(asked_parties(words.asked, by=by), by=by, at=now())
    Question.objects.create(
        id=post.id,
        room_id=post.room_id,
        post=post,
        asked=words.asked,
        asked_at=now(),
        answer_by=until,
    )
    fact = QuestionAsked(
        room=Ulid(post.room_id),
        by=by.actor,
        topic=Ulid(post.topic_id),
        question=Ulid(post.id),
        number=post.number,
        text=words.text,
        asked_party=Ulid(words.asked.id) if words.asked else None,
        answer_by=until,
        answers=Ulid(words.answers.id) if words.answers else None,
        files=files,
    )
    record(fact)
