"""The title of a topic that a mail begins: its subject, without what programs put before it."""

import re
from typing import Final

# As mail programs write "answer" and "passed on" in some languages; several may stand one after the other.
BEFORE: Final = re.compile(
    r"^(?:(?:re|aw|sv|vs|antw|odp|ynt|rif|fw|fwd|wg|tr|vb|vl|pd)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}[:：]\s{0,3})+",
    re.IGNORECASE,
)
SHORT: Final = 80


def title_from(subject: str, words: str, *, longest: int) -> str:
    """The subject in one line; where there is none, the beginning of what is said."""
    title = BEFORE.sub("", " ".join(subject.split())).strip()
    if title:
        return title[:longest]
    first = next((line for line in words.splitlines() if line.strip()), "")
    return shortened(" ".join(first.split()), SHORT)


def shortened(words: str, longest: int) -> str:
    """At most so many signs, cut between words where that is possible."""
    if len(words) <= longest:
        return words
    whole, _blank, _cut = words[:longest].rpartition(" ")
    return f"{whole or words[: longest - 1]}…"
