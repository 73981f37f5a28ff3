"""What a promise is told of a slip that its promiser owned; the words stand with the slip."""

from datetime import datetime

from troth.commitments.models import Commitment
from troth.foundation.kernel.ulid import Ulid


def mark(commitment: Ulid, *, owned_at: datetime | None, repaired_at: datetime | None) -> None:
    """Keep since when it is owned and since when it is repaired, for the signs of lists and pages."""
    Commitment.objects.filter(pk=commitment).update(owned_at=owned_at, repaired_at=repaired_at)
