"""The example's people, one column a side. Organisations stand above this noun, so they are told to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from troth.people.models import Person


@dataclass(frozen=True, kw_only=True)
class CastSide:
    """One organisation of the example and its people; colour 1 to 8, letters for the seal."""

    name: str
    letters: str
    colour: int
    people: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class CastTable:
    """One partnership of the example: what it is about in a sentence, and its sides."""

    about: str
    sides: tuple[CastSide, ...]


_tellers: list[Callable[[], Sequence[CastTable]]] = []


def tell_cast(teller: Callable[[], Sequence[CastTable]]) -> None:
    """Say who can group the example's people by organisation; once, when the site is wired."""
    _tellers[:] = [teller]


def cast() -> Sequence[CastTable]:
    """The tables of the example; where nobody can tell them, its people in one column."""
    tables = _tellers[0]() if _tellers else ()
    if tables:
        return tables
    people = tuple(Person.objects.filter(is_example=True, is_active=True).order_by("name")[:50])
    return (CastTable(about="", sides=(CastSide(name="", letters="", colour=0, people=people),)),)
