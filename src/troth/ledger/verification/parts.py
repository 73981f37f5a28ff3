"""Whether the parts beside an entry are those that it commits to."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import connection

from troth.ledger.rules.entry import BY, Content, commitment

ERASED = "record:erased"
PARTS = """
select idx, part, salt, value, concerns, erased_at is not null
from ledger_part where log = %s and idx >= %s and idx < %s
"""


class Beside(NamedTuple):
    """A part as the table has it."""

    salt: bytes | None
    value: str | None
    concerns: str | None
    erased: bool

    @property
    def gone(self) -> bool:
        """Whether salt and text are both away."""
        return self.salt is None and self.value is None


def parts_between(log: str, start: int, end: int) -> dict[int, dict[str, Beside]]:
    """The parts of entries from `start` to before `end`, by place and role: one query."""
    found: dict[int, dict[str, Beside]] = {}
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [log, start, end])
        for idx, role, salt, value, concerns, erased in cursor.fetchall():
            bare = None if salt is None else bytes(salt)
            part = Beside(bare, value, concerns, bool(erased))
            found.setdefault(idx, {})[role] = part
    return found


def wrong_parts(content: Content, parts: Mapping[str, Beside]) -> list[str]:
    """What is wrong with the parts beside an entry."""
    committed = content.commitments()
    unknown = parts.keys() - committed.keys()
    wrong = [f"the entry knows of no part “{role}”" for role in sorted(unknown)]
    for role, said in committed.items():
        part = parts.get(role)
        reason = wrong_part(part, said) if part else "it is missing"
        if reason:
            wrong.append(f"part “{role}”: {reason}")
        elif part and role == BY and not part.gone and part.value != f'"{part.concerns}"':
            wrong.append("the author’s part is kept under another person")
    return wrong


def wrong_part(part: Beside, said: str) -> str | None:
    """Why a part is not what the entry commits to, or None."""
    if part.gone:
        return None if part.erased else "it is gone without a date of erasure"
    if part.erased:
        return "it has a date of erasure and is still there"
    try:
        made = commitment(part.salt or b"", (part.value or "").encode())
    except ValueError:
        return "its salt has not 32 bytes"
    return None if made == said else "it is not what the entry commits to"


def erased_by(content: Content) -> tuple[int, str] | None:
    """Which part of which entry an erasure removed, if this entry is an erasure."""
    if content.act.kind != ERASED:
        return None
    target, part = content.act.data.get("target"), content.act.data.get("part")
    return (target, part) if isinstance(target, int) and isinstance(part, str) else None
