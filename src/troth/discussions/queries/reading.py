"""How far somebody has read, what they follow, what they have typed."""

from troth.discussions.models import Draft, Reader, Topic
from troth.people.models import Person


def reader_of(topic: Topic, person: Person) -> Reader:
    """What this person keeps about the topic; unsaved where that is nothing yet."""
    found = Reader.objects.filter(topic=topic, person=person).first()
    return found or Reader(topic=topic, person=person)


def draft_of(place: str, person: Person) -> str:
    """What this person has typed here and not sent."""
    found = Draft.objects.filter(place=place, person=person).values_list("text", flat=True)
    return found.first() or ""
