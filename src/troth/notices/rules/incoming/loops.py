"""Mail that no person wrote: answers by machine, lists, bounces, our own."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Machine(StrEnum):
    """Why nobody is meant to answer."""

    BOUNCED = "bounced"
    AUTOMATIC = "automatic"
    OURS = "ours"


BULK: Final = frozenset({"bulk", "junk", "list", "auto_reply"})
MARKS: Final = ("x-autoreply", "x-autorespond", "x-auto-reply", "list-id", "x-loop")


def written_by_machine(
    headers: Mapping[str, str], *, envelope: str | None, host: str
) -> Machine | None:
    """What kind of machine wrote it; None where it may be a person. `envelope`: its sender, if known."""
    if message_is_ours(headers.get("message-id", ""), host):
        return Machine.OURS
    kind = headers.get("content-type", "").lower()
    returned = headers.get("return-path", "x").strip()
    sender = headers.get("from", "").lower()
    if (
        envelope in {"", "<>"}
        or returned == "<>"
        or kind.startswith("multipart/report")
        or "mailer-daemon@" in sender
        or "x-failed-recipients" in headers
    ):
        return Machine.BOUNCED
    submitted = headers.get("auto-submitted", "no").partition(";")[0].strip().lower()
    precedence = headers.get("precedence", "").strip().lower()
    if submitted != "no" or precedence in BULK or any(mark in headers for mark in MARKS):
        return Machine.AUTOMATIC
    return None


def message_is_ours(message_id: str, host: str) -> bool:
    """Whether a mail that we sent has come back."""
    return message_id.strip().strip("<>").lower().endswith(f"@{host.lower()}")
