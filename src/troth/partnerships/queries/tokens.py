"""What is kept of the token of an invitation or a personal link."""

from hashlib import sha256


def token_hash(token: str) -> str:
    """SHA-256 under a name of its own; a copy of the table opens nothing."""
    return sha256(b"troth-invitation\n" + token.encode(errors="replace")).hexdigest()


def link_hash(token: str) -> str:
    """The same for a personal link: one kind of token never opens what the other opens."""
    return sha256(b"troth-guest-link\n" + token.encode(errors="replace")).hexdigest()
