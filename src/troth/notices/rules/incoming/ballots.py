"""A vote in a mail: one word alone on its first line, and the reason below."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from troth.foundation.facts.decisions import Choice

LONGEST_WORD = 60


@dataclass(frozen=True)
class Voted:
    """What a mail says: the choice, and what stands below it."""

    choice: Choice
    argument: str


def voted(text: str, words: Mapping[Choice, Collection[str]]) -> Voted | None:
    """The vote, where the first line is one of the words and nothing else; None where it is anything else.

    “Yes, but not before Friday” is no vote: nobody is counted by a word that they did not mean alone.
    """
    first, _end, below = text.strip().partition("\n")
    said = bare(first)
    for choice, known in words.items():
        if said and said in {bare(one) for one in known}:
            return Voted(choice, below.strip())
    return None


def bare(line: str) -> str:
    """A line without capitals, without signs around it, and with single spaces."""
    if len(line) > LONGEST_WORD:
        return ""
    plain = unicodedata.normalize("NFKC", line).casefold()
    begin, end = 0, len(plain)
    while begin < end and not plain[begin].isalnum():
        begin += 1
    while end > begin and not plain[end - 1].isalnum():
        end -= 1
    return " ".join(plain[begin:end].split())
