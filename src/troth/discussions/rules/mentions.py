"""Who is meant by `@Siri`, `@Kaveri` or `@everybody`, and how many may be called at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["seat", "party", "everybody"]
Called = tuple[Kind, str]

# Beyond this nobody is called by name any more: it is everybody, and should be said so.
MOST_NAMED = 20
LONGEST_NAME = 80
EVERYBODY: Called = ("everybody", "")


@dataclass
class Calls:
    """Who was called in a text, collected while it is rendered."""

    found: list[Called] = field(default_factory=list)

    def add(self, means: Iterable[Called]) -> None:
        """Note them, each once."""
        for one in means:
            if one not in self.found:
                self.found.append(one)

    @property
    def everybody(self) -> bool:
        """Whether all were called."""
        return EVERYBODY in self.found

    @property
    def too_many(self) -> bool:
        """Whether more were named than can be called by name."""
        return len([one for one in self.found if one != EVERYBODY]) > MOST_NAMED


def fold(name: str) -> str:
    """Names are compared without capitals."""
    return name.casefold().strip()


def names_of(called: Iterable[tuple[str, Called]]) -> dict[str, tuple[Called, ...]]:
    """By folded name whom it means; two people of one name are both meant."""
    found: dict[str, tuple[Called, ...]] = {}
    for name, means in called:
        key = fold(name)
        if key and len(key) <= LONGEST_NAME:
            found[key] = (*found.get(key, ()), *(() if means in found.get(key, ()) else (means,)))
    return found


def name_at(text: str, start: int, names: Mapping[str, tuple[Called, ...]]) -> str:
    """The longest known name that begins here and ends where a word ends; empty where there is none."""
    stretch = text[start : start + LONGEST_NAME]
    for length in range(len(stretch), 0, -1):
        after = text[start + length : start + length + 1]
        if (after.isalnum() or after == "_") or fold(stretch[:length]) not in names:
            continue
        return stretch[:length].rstrip()
    return ""
