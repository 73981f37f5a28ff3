"""Seals: a salted commitment to what was written, made when it is sealed and checked when it opens.

The salt stays beside the sealed words until the opening, so the seal on record tells nothing; afterwards
words, salt and seal stand in the record together, and nobody can have changed the words in between.
"""

import secrets

from troth.foundation.kernel import b64
from troth.ledger.canonical import canonical
from troth.ledger.rules.entry import SALT, commitment
from troth.ledger.rules.values import Json


def new_salt() -> str:
    """A salt as text."""
    return b64.encode(secrets.token_bytes(SALT))


def seal(salt: str, words: Json) -> str:
    """What goes on record when words are sealed."""
    return commitment(b64.decode(salt), canonical(words))


def opened(salt: str, words: Json, **about: Json) -> str:
    """What goes on record when they open: enough for anybody to make the seal again."""
    return canonical({"salt": salt, "words": words, **about}).decode()
