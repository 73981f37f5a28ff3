"""What is wrong with a file, or with one row of it, in words."""

from django.utils.translation import gettext, ngettext

from troth.commitments.models import Batch
from troth.commitments.rules.incoming.problems import (
    FILE_SENTENCES,
    REASON_SENTENCES,
    FileReason,
    Reason,
)
from troth.commitments.rules.incoming.rows import NOTE_SENTENCES, Note


def problem_words(problem: dict[str, object]) -> str:
    """One wrong row in words."""
    values = {
        "column": problem["column"] or "",
        "shown": f"“{problem['shown']}”",
        "other": problem["other"] or "",
    }
    return gettext(REASON_SENTENCES[Reason(str(problem["reason"]))]) % values


def refusal_words(batch: Batch) -> str:
    """Why the file as a whole could not be read."""
    why = batch.refusal
    if not why:
        return ""
    return gettext(FILE_SENTENCES[FileReason(why["reason"])]) % {
        "shown": why["shown"],
        "line": why["line"],
    }


def note_words(note: str, count: int) -> str:
    """What is worth knowing about rows that are taken."""
    one, many = NOTE_SENTENCES[Note(note)]
    return ngettext(one, many, count) % {"count": count}
