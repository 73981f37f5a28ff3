"""What is remembered of missing voices and of balance."""

from troth.inclusion.models.balance import Figure, Report
from troth.inclusion.models.stated import Stated, StatedReport, StatedShare
from troth.inclusion.models.voices import (
    Acknowledged,
    Affected,
    Consultation,
    NobodyElse,
    Speaking,
    group_of,
    speaks_now,
)

__all__ = [
    "Acknowledged",
    "Affected",
    "Consultation",
    "Figure",
    "NobodyElse",
    "Report",
    "Speaking",
    "Stated",
    "StatedReport",
    "StatedShare",
    "group_of",
    "speaks_now",
]
