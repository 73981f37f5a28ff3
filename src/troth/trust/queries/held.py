"""For how long whoever is described has evidence first, as the working agreement says."""

from collections.abc import Callable
from datetime import datetime

from troth.foundation.web.clock import now
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.terms import terms
from troth.trust.rules.fingers import AT_ONCE, Held


def held_from(room: Room, *, viewer: Seat, at: datetime | None = None) -> Callable[[str], Held]:
    """What is held back from this reader, by whom it is about; nothing from the side itself.

    Who reads today how it stood `at` an earlier moment has waited since then.
    """
    today = now()
    waited = (today - at).days if at is not None else 0
    left = terms(room.partnership_id, today).shown_first_days - waited
    days = Held(days=left) if left > 0 else AT_ONCE
    return lambda about: AT_ONCE if about == viewer.party_id else days


def held_for(room: Room, *, about: str, viewer: Seat) -> Held:
    """The same for one side."""
    return held_from(room, viewer=viewer)(about)
