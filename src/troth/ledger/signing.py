"""The log key: Ed25519, in the state folder and nowhere else, made at first use."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from troth.ledger.rules.checkpoint import Checkpoint
from troth.ledger.rules.note import (
    Algorithm,
    Key,
    Note,
    Verifier,
    parse_private_key,
    private_key,
    signature_of,
)
from troth.ledger.stops import Stop, Stopped

# The name in the key's file; each log signs under its own.
NAME = "troth"


@dataclass(frozen=True)
class LogKey:
    """The server's key; each log uses it under the log's own name."""

    private: Ed25519PrivateKey

    def named(self, origin: str) -> Key:
        """The public key as the log of this origin uses it."""
        return Key(origin, Algorithm.ED25519, self.private.public_key().public_bytes_raw())

    def verifier(self, origin: str) -> Verifier:
        """Checks this key's signatures for the log of this origin."""
        key = self.named(origin)
        return Verifier(key.name, key.id, partial(verify, key.public))

    def sign(self, checkpoint: Checkpoint) -> Note:
        """The checkpoint as a signed note."""
        text = checkpoint.text()
        signature = signature_of(text, self.named(checkpoint.origin), self.private.sign)
        return Note(text, (signature,))


def verify(public: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the public key made this signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def folder() -> Path:
    """Where key and high-water files lie; nobody else on the machine may look in."""
    path = Path(settings.TROTH_STATE) / "ledger"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def load_key() -> LogKey:
    """The key in its file. Raises `Stopped` where it is not there or not as it was written."""
    try:
        text = (folder() / "key").read_text(encoding="ascii")
        name, hexed, seed = parse_private_key(text.removesuffix("\n"))
    except (OSError, ValueError) as error:
        raise Stopped(Stop.KEY_LOST) from error
    key = LogKey(Ed25519PrivateKey.from_private_bytes(seed))
    if key.named(name).id != hexed:
        raise Stopped(Stop.KEY_LOST, "it is not as it was written")
    return key


def make_key() -> LogKey:
    """A new key, written so that a crash leaves a whole key or none."""
    key = LogKey(Ed25519PrivateKey.generate())
    text = private_key(key.named(NAME), key.private.private_bytes_raw())
    replace_file(folder() / "key", f"{text}\n".encode())
    return key


def has_key() -> bool:
    """Whether there is a key file at all."""
    return (folder() / "key").exists()


def replace_file(path: Path, data: bytes) -> None:
    """Write a file for the owner alone, so that after a power cut the old or the new is there."""
    fresh = path.with_name(f".{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    parent = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)
