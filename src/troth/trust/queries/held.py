"""For how long whoever is described has evidence first, as the working agreement says."""

from collections.abc import Callable

from troth.foundation.web.clock import now
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.terms import terms
from troth.trust.rules.fingers import AT_ONCE, Held


def held_from(room: Room, *, viewer: Seat) -> Callable[[str], Held]:
    """What is held back from this reader, by whom it is about; nothing from the side itself."""
    days = Held(days=terms(room.partnership_id, now()).shown_first_days)
    return lambda about: AT_ONCE if about == viewer.party_id else days


def held_for(room: Room, *, about: str, viewer: Seat) -> Held:
    """The same for one side."""
    return held_from(room, viewer=viewer)(about)
