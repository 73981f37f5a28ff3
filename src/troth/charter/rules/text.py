"""The text that is signed, as titled answers, and its way back to a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One answer of the text: its question, the sentences, and the own words below them."""

    title: str
    lines: tuple[str, ...]


def together(chapters: Iterable[Chapter]) -> str:
    """The whole text: answers apart by an empty line, each under its question."""
    return "\n\n".join("\n".join((one.title, *one.lines)) for one in chapters) + "\n"


def apart(text: str) -> Sequence[Chapter]:
    """The same text as answers again; whatever it holds, every line of it is shown."""
    blocks = (block.split("\n") for block in text.strip("\n").split("\n\n"))
    return [Chapter(title=first, lines=tuple(rest)) for first, *rest in blocks if first or rest]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One sentence that says something else than before; either may be empty."""

    before: str
    after: str


def changes(before: dict[str, str], after: dict[str, str]) -> Sequence[Change]:
    """Which sentences change, by their names, in the order of the new ones."""
    names = list(dict.fromkeys((*after, *before)))
    pairs = [(before.get(name, ""), after.get(name, "")) for name in names]
    return [Change(before=old, after=new) for old, new in pairs if old != new]
