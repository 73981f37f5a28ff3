"""What is wrong with a file, or with one row of it, in words."""

from django.utils.translation import gettext as say

from troth.commitments.models import Batch
from troth.commitments.rules.incoming.problems import (
    FILE_SENTENCES,
    REASON_SENTENCES,
    FileReason,
    Reason,
)


def problem_words(problem: dict[str, object]) -> str:
    """One wrong row in words."""
    values = {
        "column": problem["column"] or "",
        "shown": f"“{problem['shown']}”",
        "other": problem["other"] or "",
    }
    return say(REASON_SENTENCES[Reason(str(problem["reason"]))]) % values


def refusal_words(batch: Batch) -> str:
    """Why the file as a whole could not be read."""
    why = batch.refusal
    if not why:
        return ""
    return say(FILE_SENTENCES[FileReason(why["reason"])]) % {
        "shown": why["shown"],
        "line": why["line"],
    }
