"""What a topic is called that somebody began with one line."""

import re

LONGEST = 80
SENTENCE = re.compile(r"(?<=[.!?…])\s")
MARKS = re.compile(r"^[#>*\-\s`|]+|[*`]+")


def title_of(text: str) -> str:
    """The first sentence, shortened at a word; marks of writing left out."""
    plain = " ".join(MARKS.sub("", text).split())
    first = SENTENCE.split(plain, maxsplit=1)[0] or text.strip()
    if len(first) <= LONGEST:
        return first
    return first[: LONGEST - 1].rsplit(" ", 1)[0].rstrip() + "…"
