"""What nobody else may know: given by the environment, or made once and kept in the state folder."""

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec


def secret_key(state: Path, *, keep: bool = True) -> str:
    """Read `<state>/secret`, making it with mode 0600 on first use; `keep=False` only makes one up."""
    if not keep:
        return secrets.token_urlsafe(48)
    path = state / "secret"
    if not path.exists():
        make(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def push_key(state: Path, *, keep: bool = True) -> str:
    """Read `<state>/push-key`, by which browsers know who sends to them, making it as the secret key is made."""
    if not keep:
        return new_push_key()
    path = state / "push-key"
    if not path.exists():
        make(path, new_push_key())
    return path.read_text().strip()


def new_push_key() -> str:
    """A private key of P-256: its number, in base64."""
    numbers = ec.generate_private_key(ec.SECP256R1()).private_numbers()
    return base64.urlsafe_b64encode(numbers.private_value.to_bytes(32)).decode()


def make(path: Path, new: str) -> None:
    """Write a new key; of two processes at once one is first, and nobody ever reads half a key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(new)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
