"""An entry's proof as a file of its own: C2SP tlog-proof, checkable without this server."""

from troth.foundation.kernel import b64
from troth.ledger.models import Entry
from troth.ledger.queries import inclusion

HEADER = "c2sp.org/tlog-proof@v1"


def proof_file(log: str, entry: Entry) -> str | None:
    """The proof that the entry is in the signed tree; `extra` holds the entry itself. None before it is signed."""
    found = inclusion(log, entry.idx)
    if found is None:
        return None
    lines = [HEADER, f"extra {b64.encode(bytes(entry.entry_bytes))}", f"index {found.index}"]
    lines += [b64.encode(one) for one in found.hashes]
    return "\n".join([*lines, "", found.note])
