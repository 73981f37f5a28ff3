"""How far the translation of a post has come, how much of it there may be, and what came back from outside."""

import json
from datetime import timedelta
from enum import StrEnum
from typing import Final

from troth.people.rules.limits import Limit


class Stage(StrEnum):
    """How far a translation has come, or why there is none."""

    WAITING = "waiting"
    THERE = "there"
    NOT_NOW = "not-now"
    NOT_TAKEN = "not-taken"


HOUR: Final = 3600
# Per person; whoever reads what somebody else has asked for spends nothing.
ASKED: Final = Limit("translation", 60, HOUR)
LONGEST_SOURCE: Final = 8_000
# Translations are longer than what they translate, and carry tags.
LONGEST_ANSWER: Final = 60_000
MOST_BYTES: Final = 512 * 1024
SECONDS: Final = 10.0
# Whoever has waited as long as this is told that nothing came.
PATIENCE: Final = timedelta(seconds=20)


class Nonsense(ValueError):
    """What came back is no translation."""


def question(html: str, *, target: str, key: str = "") -> bytes:
    """What is sent: the words, the language that is wished for, and the key."""
    said = {"q": html, "source": "auto", "target": target, "format": "html"}
    return json.dumps(said | ({"api_key": key} if key else {})).encode()


def languages(answer: bytes) -> frozenset[str]:
    """The languages a service says it knows. Raises `Nonsense`."""
    try:
        return frozenset(str(one["code"]) for one in json.loads(answer))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Nonsense("its answer names no languages") from None


def translated(answer: bytes) -> str:
    """The translation in an answer, not cleaned yet. Raises `Nonsense`."""
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        raise Nonsense("its answer is no JSON") from None
    found = said.get("translatedText") if isinstance(said, dict) else None
    # Halves of signs and the sign 0 are taken by no database.
    text = (
        found.encode("utf-8", "replace").decode().replace("\0", "")
        if isinstance(found, str)
        else ""
    )
    if not text.strip():
        raise Nonsense("its answer has no translation in it")
    if len(text) > LONGEST_ANSWER:
        raise Nonsense(f"its translation is longer than {LONGEST_ANSWER} letters")
    return text
