"""Who can be called in a room, by which names."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from troth.discussions.rules.mentions import EVERYBODY, Called, names_of
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.audience import seats_in

# Understood in every language, beside the reader's own word.
ALL = "everybody"


def callable_names(room: Room) -> dict[str, tuple[Called, ...]]:
    """By folded name: people by first and whole name, organisations by short and whole name; one statement."""
    return names_of(said(seats_in(room)))


def said(seats: list[Seat]) -> Iterator[tuple[str, Called]]:
    """Every name with whom it means."""
    yield ALL, EVERYBODY
    yield _("everybody"), EVERYBODY
    for seat in seats:
        yield seat.person.name, ("seat", seat.id)
        yield seat.person.name.split(" ")[0], ("seat", seat.id)
        if seat.party:
            yield seat.party.name, ("party", seat.party.id)
            yield seat.party.short, ("party", seat.party.id)
