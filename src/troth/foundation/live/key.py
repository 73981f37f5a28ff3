"""The key that shows web that a question under /internal/ comes from live and from nobody else.

Without it, a proxy that routes everything to web would let strangers ask.
"""

import os
import secrets
from pathlib import Path

NAME = "internal.key"
HEADER = "X-Troth-Internal"


def internal_key(run_folder: Path) -> str:
    """The key of this run folder, made by whoever needs it first and readable by its owner alone."""
    path = run_folder / NAME
    if not path.exists():
        _make(path)
    return path.read_text()


def _make(path: Path) -> None:
    draft = path.with_name(f"{NAME}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(32))
    try:
        # A link cannot replace: of two processes that start together, both use the first one's key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
