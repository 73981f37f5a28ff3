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
    waited = max((today - at).days, 0) if at is not None else 0
    days = Held(days=terms(room.partnership_id, today).shown_first_days, waited=waited)
    return lambda about: AT_ONCE if about == viewer.party_id else days


def held_for(room: Room, *, about: str, viewer: Seat, at: datetime | None = None) -> Held:
    """The same for one side."""
    return held_from(room, viewer=viewer, at=at)(about)
