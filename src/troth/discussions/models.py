"""What is remembered of talk; what was said also stands in the record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.discussions.rules.meanings import MeaningState
from troth.discussions.rules.questions import QuestionState
from troth.discussions.rules.reach import Follow
from troth.discussions.rules.translating import Stage
from troth.foundation.facts.discussions import Sign
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.fields import UlidField, ulid_key
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.rooms import Item
from troth.people.models import Person
from troth.resources.models import Version

LONGEST_TITLE = 160
LONGEST_TEXT = 20_000


class Topic(Item):
    """One conversation. `latest` counts its posts; `turn` grows with every change, so pages know what is new."""

    title = models.CharField(_("What about"), max_length=LONGEST_TITLE)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    # What it is about, where that stands in another room; what stands there does not know.
    about = UlidField(blank=True, default="", db_index=True)
    begun_at = models.DateTimeField()
    latest = models.PositiveIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["room", "-last_at", "-id"], name="topics_by_last_word")]


class Post(Item):
    """Something somebody said; without a seat it was said unnamed, and nobody knows by whom."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    answers = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("Your words"), max_length=LONGEST_TEXT)
    html = models.TextField()
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    turn = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="post_number_once")]
        indexes = [models.Index(fields=["topic", "-turn"], name="posts_by_change")]

    @property
    def author(self) -> Ulid | None:
        """The person who said it, where that is known."""
        return Ulid(self.seat.person_id) if self.seat else None


class Attachment(models.Model):
    """A file that came with a post: a version in the library of the same room.

    `brought`: it came into the library with this post, and goes when the post is taken back.
    """

    id = ulid_key()
    post = models.ForeignKey(Post, models.CASCADE, related_name="attachments")
    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    brought = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="post_file_number_once")
        ]


class Wording(models.Model):
    """An earlier wording of a post that was edited."""

    id = ulid_key()
    post = models.ForeignKey(Post, models.CASCADE, related_name="wordings")
    number = models.PositiveIntegerField()
    text = models.TextField()
    html = models.TextField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="post_wording_once")]


class Translation(models.Model):
    """What a machine made of one version of a post in another language; no fact, and it can be asked for again."""

    id = ulid_key()
    post = models.ForeignKey(Post, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=8)
    version = models.PositiveIntegerField()
    stage = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Stage])
    html = models.TextField(blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "language"], name="post_translation_once")
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=models.Q(stage="waiting"),
                name="translations_waiting",
            )
        ]


class Mention(models.Model):
    """Somebody was called in a post: a seat, a party, or (neither) everybody."""

    id = ulid_key()
    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="+")


class Reaction(models.Model):
    """A sign somebody answered with."""

    id = ulid_key()
    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    sign = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Sign])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "seat", "sign"], name="reaction_once")
        ]


class Question(Item):
    """A question; it has its post's id. `asked` None: everybody else in the room."""

    asked = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    post = models.OneToOneField(Post, models.CASCADE, related_name="question")
    state = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in QuestionState],
        default=QuestionState.OPEN.value,
    )
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answer = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    answered_by = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["room", "answer_by"],
                condition=models.Q(state="open"),
                name="open_questions_by_day",
            )
        ]


class Meaning(Item):
    """Somebody's own words for what a post means, and what its author says to them."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="meanings")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    asker = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    words = models.TextField(max_length=2000)
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in MeaningState],
        default=MeaningState.ASKED.value,
    )
    correction = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(state="asked"), name="meaning_asked_once"
            )
        ]
        indexes = [models.Index(fields=["room", "asked_at"], name="meanings_by_day")]


class Draft(models.Model):
    """What somebody has typed and not sent; it lies in no room and is no fact.

    `place` is the topic it is for, or the room for a new one.
    """

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    place = UlidField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="talk_draft_once")]


class Reader(models.Model):
    """How far somebody has read a topic and what they want to hear of it; theirs alone."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    read = models.PositiveIntegerField(default=0)
    follow = models.CharField(
        max_length=8, blank=True, choices=[(one.value, one.value) for one in Follow], default=""
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="topic_reader_once")
        ]


class Thread(models.Model):
    """The topic in which something else is talked about: attached downwards, the topic knows nothing of it."""

    id = ulid_key()
    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    item = UlidField(unique=True)
    topic = models.OneToOneField(Topic, models.CASCADE, related_name="+")
