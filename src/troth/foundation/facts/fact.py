"""What every fact is: frozen, in one room, by somebody; and the list of all kinds."""

import importlib
import pkgutil
import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, TypeVar

from troth.foundation import facts
from troth.foundation.kernel.ulid import Ulid, is_ulid

T = TypeVar("T")
KIND = re.compile(r"[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*", re.ASCII)


@dataclass(frozen=True)
class Actor:
    """Who acts, and for which party; without a person it was the clock, or it stays unnamed."""

    person: Ulid | None
    party: Ulid | None


CLOCK: Final = Actor(None, None)


class SaltedMark:
    """Marks a field that is kept beside the record and only committed to in it."""


SALTED: Final = SaltedMark()

# A salted value can be erased, so whoever reads a fact must be ready for None.
Salted = Annotated[T | None, SALTED]

# An id under one of these names is a person's, and the log outlives the person's wish.
PEOPLE = frozenset(
    {"actor", "assignee", "attendee", "author", "by", "contact", "editor", "facilitator", "from"}
    | {"guest", "holder", "host", "invitee", "inviter", "member", "members", "named", "owner"}
    | {"people", "person", "persons", "promiser", "reader", "sender", "signer", "speaker"}
    | {"teller", "to", "user", "voter", "writer"}
)

KINDS: dict[str, type["Fact"]] = {}


def names_person(field: str) -> bool:
    """Whether a field of this name tells which person."""
    return not PEOPLE.isdisjoint(field.split("_"))


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened in a room. Subclasses name their `kind`, `noun:past-participle`.

    Plain fields stay readable in the record for ever: ids, dates, bools, whole numbers, decimals,
    members of closed enums. Whatever a person wrote or is goes into `Salted[...]` fields.
    """

    kind: ClassVar[str]
    room: Ulid
    by: Actor

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        kind = cls.__dict__.get("kind")
        if not isinstance(kind, str) or not KIND.fullmatch(kind):
            raise TypeError(f"{cls.__name__} needs a kind such as 'commitment:delivered'")
        other = KINDS.setdefault(kind, cls)
        if (other.__module__, other.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"{kind} is already {other.__module__}.{other.__qualname__}")
        KINDS[kind] = cls

    def concerns(self, field: str) -> Ulid | None:
        """The person whose erasure removes this salted field; a fact may say so more exactly.

        Where the field tells which person, that person; else who acted.
        """
        value = getattr(self, field)
        if names_person(field) and isinstance(value, str) and is_ulid(value):
            return Ulid(value)
        return self.by.person


def every_fact() -> tuple[type[Fact], ...]:
    """All kinds of facts of the product, sorted by kind."""
    for module in pkgutil.iter_modules(facts.__path__):
        importlib.import_module(f"{facts.__name__}.{module.name}")
    ours = (fact for fact in KINDS.values() if fact.__module__.startswith(f"{facts.__name__}."))
    return tuple(sorted(ours, key=lambda fact: fact.kind))


def fact_of_kind(kind: str) -> type[Fact]:
    """The class behind a kind. Raises `LookupError` for a kind this version does not know."""
    if kind not in KINDS:
        every_fact()
    return KINDS[kind]
