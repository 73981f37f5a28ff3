"""The secret key: given by the environment, else made once and kept in the state folder."""

import os
import secrets
from pathlib import Path


def secret_key(state: Path, *, keep: bool = True) -> str:
    """Read `<state>/secret`, making it with mode 0600 on first use; `keep=False` only makes one up."""
    if not keep:
        return secrets.token_urlsafe(48)
    path = state / "secret"
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
