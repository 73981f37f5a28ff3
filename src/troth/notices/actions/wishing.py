"""Choosing how often mail comes; what waits already goes by the new choice."""

from collections.abc import Mapping
from datetime import time

from django.db import transaction

from troth.notices.models import Notice, Quiet, Wish
from troth.notices.queries.wishes import wishes_of
from troth.people.models import Person

MOST_WAITING = 500


@transaction.atomic
def choose(
    person: Person,
    paces: Mapping[tuple[str, str], str],
    *,
    mail: bool,
    words: bool,
    quiet: tuple[time, time],
) -> None:
    """Keep the choice for every room and group named; an empty word means: as everywhere, or as usual."""
    Person.objects.filter(pk=person.pk).update(mail_waiting=mail, mail_words=words)
    rooms = {room for room, _group in paces}
    Wish.objects.filter(person=person, room__in=rooms).delete()
    Wish.objects.bulk_create(
        Wish(person=person, room=room, group=group, pace=pace)
        for (room, group), pace in paces.items()
        if pace
    )
    begins, ends = quiet
    Quiet.objects.update_or_create(person=person, defaults={"begins": begins, "ends": ends})
    go_by_the_new_choice(person)


def go_by_the_new_choice(person: Person) -> None:
    """Give every line that waits its new moment."""
    waiting = Notice.objects.filter(person=person, letter_at__isnull=False).order_by("letter_at")
    rows = list(waiting[:MOST_WAITING])
    wishes = wishes_of([person.id])
    for row in rows:
        row.letter_at = wishes.leaves(person.id, room=row.room, kind=row.kind, at=row.at)
    Notice.objects.bulk_update(rows, ["letter_at"])


@transaction.atomic
def no_more(person: Person, *, reminders: bool) -> None:
    """Stop reminders by mail, or else all mail about what happens; the inbox goes on."""
    if reminders:
        Person.objects.filter(pk=person.pk).update(mail_reminders=False)
        return
    Person.objects.filter(pk=person.pk).update(mail_waiting=False)
    Notice.objects.filter(person=person, letter_at__isnull=False).update(letter_at=None)
