"""How far somebody has read, what they follow, what they have typed."""

from django.db.models import QuerySet

from troth.discussions.models import Draft, Reader, Topic
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.people.models import Person


def reader_of(topic: Topic, person: Person) -> Reader:
    """What this person keeps about the topic; unsaved where that is nothing yet."""
    return next(iter(kept_of(topic.id, person.id)), None) or Reader(topic=topic, person=person)


@prepared
def kept_of(topic: Ulid, person: Ulid) -> QuerySet[Reader]:
    """The one row that a person has of a topic, if any."""
    return Reader.objects.filter(topic=topic, person=person)[:1]


def draft_of(place: str, person: Person) -> str:
    """What this person has typed here and not sent."""
    return next((text for (text,) in typed_at(place, person.id)), "")


@prepared
def typed_at(place: str, person: Ulid) -> QuerySet[Draft, tuple[str]]:
    """The one draft that a person has at a place, if any."""
    return Draft.objects.filter(place=place, person=person).values_list("text")[:1]
