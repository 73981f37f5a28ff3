"""What is one's own alone and on no record: how far one has read, what one follows, what one has typed."""

from django.db import transaction

from troth.discussions.models import Draft, Reader, Topic
from troth.discussions.rules.reach import Follow
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.partnerships.models import Seat
from troth.people.models import Person


def read(topic: Topic, *, upto: int, person: Person) -> None:
    """Remember how far this person has read; it never goes back."""
    upto = min(upto, topic.latest)
    reader, fresh = Reader.objects.get_or_create(
        person=person, topic=topic, defaults={"read": upto}
    )
    if not fresh:
        Reader.objects.filter(pk=reader.pk, read__lt=upto).update(read=upto)


def follow(topic: Topic, wish: Follow, *, person: Person) -> None:
    """Hear of every post, only of what calls oneself, or of nothing."""
    Reader.objects.update_or_create(person=person, topic=topic, defaults={"follow": wish.value})


def has_written(topic: Topic, *, by: Seat) -> None:
    """Whoever writes has read as far as that, and follows from now on unless they muted; the draft is done."""
    read(topic, upto=topic.latest, person=by.person)
    Reader.objects.filter(person=by.person, topic=topic, follow=Follow.CALLED.value).update(
        follow=Follow.FOLLOWS.value
    )
    places = [topic.id, *([topic.room_id] if topic.latest == 1 else [])]
    Draft.objects.filter(person=by.person, place__in=places).delete()


@transaction.atomic
def keep_draft(text: str, *, place: Ulid, person: Person) -> None:
    """Keep what was typed, exactly as typed; an empty field keeps nothing."""
    if not text:
        Draft.objects.filter(person=person, place=place).delete()
        return
    Draft.objects.update_or_create(person=person, place=place, defaults={"text": text, "at": now()})
