"""A third organisation at the table, and what its record reads."""

from troth.commitments import actions as promised
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.foundation.web.clock import now
from troth.foundation.web.offers import tell
from troth.outreach.tests.conftest import DAY, facts_in
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.names import names_for
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, party_of, sit_down


def three_sides() -> list[Seat]:
    """Lumen, Kaveri and Delta at one table."""
    return sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))


def read_since(size: int, *, room: Room, reader: Seat) -> list[str]:
    """Every sentence of the shared record from this place on, as this reader's record and inbox have it."""
    facts = facts_in(room)[size:]
    told = tell(facts, names_for(facts, partnership=room.partnership_id, reader=reader))
    return [one.sentence for one in told]


def promised_by(lumen: Seat, kaveri: Seat, room: Room, *, days: float = 10) -> Commitment:
    """Lumen promised Kaveri something at another table."""
    said = Promise(
        deliverable="Drift run",
        due=now() + days * DAY,
        zone="Europe/Oslo",
        receiver=party_of(kaveri),
        holder=lumen.person,
    )
    one = promised.propose(said, room=room, by=lumen)
    promised.accept(one, by=kaveri)
    found: Commitment = Commitment.objects.with_parties().get(pk=one.pk)
    return found
