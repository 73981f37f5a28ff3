"""What changed between two versions, line by line, so that a person sees it at once."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Change(StrEnum):
    """What happened to a stretch of text."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Stretch:
    """Some lines that share one fate."""

    change: Change
    text: str


# Beyond so many lines a side-by-side reading helps nobody, and comparing costs too much.
MOST_LINES = 2000


def difference(before: str, after: str) -> tuple[Stretch, ...]:
    """The two texts woven together; very long ones are shown as one taken out and one put in."""
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > MOST_LINES:
        return (Stretch(Change.OUT, before), Stretch(Change.IN, after))
    found: list[Stretch] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch(Change.SAME, "\n".join(old[a:b])))
            continue
        if a < b:
            found.append(Stretch(Change.OUT, "\n".join(old[a:b])))
        if c < d:
            found.append(Stretch(Change.IN, "\n".join(new[c:d])))
    return tuple(found)
