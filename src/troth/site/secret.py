"""The secret key: given by the environment, else made once and kept in the state folder."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret_key(state: Path, *, keep: bool = True) -> str:
    """Read `<state>/secret`, making it with mode 0600 on first use; `keep=False` only makes one up."""
    if not keep:
        return secrets.token_urlsafe(48)
    path = state / "secret"
    if not path.exists():
        make(path)
    return path.read_text().strip()


def make(path: Path) -> None:
    """Write a new key; of two processes at once one is first, and nobody ever reads half a key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".secret-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
