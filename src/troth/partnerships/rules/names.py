"""How an organisation is called and marked at one table: its short name, its letters, its colour."""

from collections.abc import Collection
from typing import Final

LONGEST_SHORT: Final = 80
COLOURS: Final = range(1, 9)


def short_name(name: str, *, taken: Collection[str]) -> str:
    """The first word, as people say it; more words where another party here is called the same."""
    others = {one.casefold() for one in taken}
    words = name.split()
    for count in range(1, len(words) + 1):
        short = " ".join(words[:count])
        if len(short) > 1 and short.casefold() not in others:
            return short[:LONGEST_SHORT]
    return name[:LONGEST_SHORT]


def seal_letters(name: str, *, taken: Collection[str]) -> str:
    """The first letter for the seal; a second one where another party here has that letter."""
    letters = [one for one in name.upper() if one.isalnum()] or ["?"]
    choices = [letters[0], *(letters[0] + other for other in letters[1:])]
    return next((choice for choice in choices if choice not in taken), choices[-1][:2])


def next_colour(given: Collection[int]) -> int:
    """The lowest colour nobody has; from the ninth organisation on, the one given least often."""
    counts = dict.fromkeys(COLOURS, 0)
    for colour in given:
        if colour in counts:
            counts[colour] += 1
    return min(counts, key=lambda colour: (counts[colour], colour))
