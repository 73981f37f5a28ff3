"""Is this the approved text? Exactly, but for blanks, or where it first differs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from troth.statements.rules.words import canonical, checksum

SUM: Final = re.compile(r"[0-9a-fA-F]{64}")
AROUND: Final = 6


class Verdict(StrEnum):
    """What came of it."""

    SAME = "same"
    SPACING = "spacing"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Known:
    """An approved version: its words, their checksum, and whether it may be used."""

    number: int
    text: str
    sum: str
    in_use: bool


@dataclass(frozen=True)
class Finding:
    """The verdict, the version it is about, and the first words that differ: approved, and as pasted."""

    verdict: Verdict
    number: int | None = None
    approved: str = ""
    pasted: str = ""


def check(pasted: str, known: Sequence[Known]) -> Finding:
    """Look for the pasted text, or its checksum, among the approved versions, those in use first."""
    text = canonical(pasted)
    summed = text.strip().lower() if SUM.fullmatch(text.strip()) else checksum(text)
    ordered = sorted(known, key=lambda one: (not one.in_use, -one.number))
    for one in ordered:
        if summed == one.sum:
            return Finding(Verdict.SAME, one.number)
    for one in ordered:
        if text.split() == one.text.split():
            return Finding(Verdict.SPACING, one.number)
    usable = next((one for one in ordered if one.in_use), None)
    return difference(text, usable) if usable else Finding(Verdict.DIFFERENT)


def difference(text: str, approved: Known) -> Finding:
    """The first place at which the words part; only words that are public are shown."""
    mine, theirs = text.split(), approved.text.split()
    at = next(
        (n for n, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other),
        min(len(mine), len(theirs)),
    )
    return Finding(
        Verdict.DIFFERENT,
        approved.number,
        approved=" ".join(theirs[at : at + AROUND])[:200],
        pasted=" ".join(mine[at : at + AROUND])[:200],
    )
