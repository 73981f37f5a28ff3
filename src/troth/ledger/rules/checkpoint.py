"""Checkpoints (C2SP tlog-checkpoint): the size and root of a log, as text to be signed."""

import re
from dataclasses import dataclass

from troth.foundation.kernel import b64
from troth.ledger.rules.note import BadNote
from troth.ledger.rules.tree import HASH

SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


class BadCheckpoint(BadNote):
    """A text that is no checkpoint."""


@dataclass(frozen=True)
class Checkpoint:
    """How far a log had come, and the root over all of it."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64.encode(self.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint's text. Raises `BadCheckpoint`; lines after the third are passed over."""
    origin, _, rest = text.partition("\n")
    size, _, rest = rest.partition("\n")
    packed, end, more = rest.partition("\n")
    if not (end and origin and SIZE.fullmatch(size)):
        raise BadCheckpoint("a checkpoint is an origin, a size and a root")
    if more and (not more.endswith("\n") or "" in more[:-1].split("\n")):
        raise BadCheckpoint("a checkpoint has no empty lines")
    try:
        root = b64.decode(packed)
    except ValueError as error:
        raise BadCheckpoint("the root's base64 cannot be read") from error
    if len(root) != HASH:
        raise BadCheckpoint(f"a root has {HASH} bytes")
    return Checkpoint(origin, int(size), root)


def cosigned_text(checkpoint: str, *, at: int) -> str:
    """What a witness signs (C2SP tlog-cosignature v1): when, in seconds since 1970, and the text."""
    return f"cosignature/v1\ntime {at}\n{checkpoint}"


def split_cosignature(value: bytes) -> tuple[int, bytes]:
    """Time and signature out of a witness's signature. Raises `BadCheckpoint`."""
    if len(value) != 72:
        raise BadCheckpoint("a cosignature is a time and a signature")
    return int.from_bytes(value[:8], "big"), value[8:]
