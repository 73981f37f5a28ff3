"""Words as the index keeps them: folded, bounded, and found again with one slip of the finger."""

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+", re.UNICODE)
LONGEST_WORD = 40
LONGEST_TEXT = 20_000  # characters of one item that are looked at
MOST_ASKED = 8  # words of one question
SHORTEST_SLIP = 4  # letters; a shorter word with a slip could be anything
LONGEST_SLIP = 24


def folded(text: str) -> str:
    """Without case and accents, compatible forms made one (NFKD)."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text in their order, each as the index keeps it."""
    return [word[:LONGEST_WORD] for word in WORD.findall(folded(text[:LONGEST_TEXT]))]


def asked(question: str) -> list[str]:
    """The words somebody asks for, each once, in their order."""
    return list(dict.fromkeys(words_of(question)))[:MOST_ASKED]


def slips(word: str) -> set[str]:
    """The word, and the word without each of its letters.

    Two words that differ by one letter too many, too few, wrong or swapped with its neighbour share one
    of these (symmetric deletes, after W. Garbe's SymSpell). Empty for what is too short or too long.
    """
    if not SHORTEST_SLIP <= len(word) <= LONGEST_SLIP:
        return set()
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def near(one: str, other: str) -> bool:
    """Whether a single slip leads from one word to the other: a letter more, less, other, or swapped."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    rest_short, rest_long = short[start:], long[start:]
    if len(short) < len(long):
        return rest_short == rest_long[1:]
    if rest_short[1:] == rest_long[1:]:
        return True
    return rest_short[:2] == rest_long[1::-1] and rest_short[2:] == rest_long[2:]


def stretches(text: str, wanted: list[str], *, around: int = 90) -> Iterator[tuple[str, bool]]:
    """A piece of the text about the first word that was asked for, cut where those words begin and end.

    Yields (text, whether it was asked for); words count from their beginning, as in the index.
    """
    found = [match for match in WORD.finditer(text[:LONGEST_TEXT]) if begins(match.group(), wanted)]
    first = found[0].start() if found else 0
    start, end = between_words(text, max(0, first - around), min(len(text), first + 2 * around))
    if start:
        yield "… ", False
    at = start
    for match in found:
        if match.start() < at or match.end() > end:
            continue
        yield text[at : match.start()], False
        yield match.group(), True
        at = match.end()
    yield text[at:end], False
    if end < len(text):
        yield " …", False


def between_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without the halves of words at its ends; a word without end is cut after all."""
    if start and (gap := text.find(" ", start, start + LONGEST_WORD)) >= 0:
        start = gap + 1
    if end < len(text) and (gap := text.rfind(" ", end - LONGEST_WORD, end)) > start:
        end = gap
    return start, end


def begins(word: str, wanted: list[str]) -> bool:
    """Whether a written word begins with one that was asked for."""
    plain = folded(word)
    return any(plain.startswith(one) for one in wanted)
