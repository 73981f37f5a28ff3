"""What is remembered of kickoffs and launch checks; what is sealed lies in tables that no list reads."""

from troth.kickoff.models.checks import (
    Accepted,
    Answer,
    Check,
    Override,
    Read,
    SealedAnswer,
    Wording,
)
from troth.kickoff.models.sessions import (
    LONGEST_LINE,
    Kickoff,
    Line,
    Ready,
    SealedLine,
    UnnamedLine,
    scattered_id,
)

__all__ = [
    "LONGEST_LINE",
    "Accepted",
    "Answer",
    "Check",
    "Kickoff",
    "Line",
    "Override",
    "Read",
    "Ready",
    "SealedAnswer",
    "SealedLine",
    "UnnamedLine",
    "Wording",
    "scattered_id",
]
