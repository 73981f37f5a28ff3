"""The only places that read what is sealed: for its writer, and for the act that opens everything."""

from collections.abc import Sequence
from operator import itemgetter

from troth.foundation.web.clock import now
from troth.kickoff.models import Kickoff, SealedLine, UnnamedLine
from troth.kickoff.rules.phases import MOST_LINES
from troth.ledger.rules.values import Json
from troth.partnerships.models import Party, Seat
from troth.partnerships.queries.terms import terms


def how_many(kickoff: Kickoff) -> int:
    """How many lines lie sealed; for the limit alone, and shown to nobody."""
    sealed = SealedLine.objects.filter(kickoff=kickoff).count()
    return sealed + UnnamedLine.objects.filter(kickoff=kickoff).count()


def unnamed_agreed(seat: Seat) -> bool:
    """Whether the working agreement in force lets people say something without their name."""
    return terms(seat.partnership_id, now()).unnamed_allowed


def own_lines(kickoff: Kickoff, seat: Seat) -> Sequence[SealedLine]:
    """What this person has written with a name."""
    return list(SealedLine.objects.filter(kickoff=kickoff, seat=seat).order_by("group", "text"))


def named_lines(kickoff: Kickoff) -> Sequence[SealedLine]:
    """Everything with a name, with its writer; only the opening asks."""
    rows = SealedLine.objects.filter(kickoff=kickoff).select_related("seat")
    return list(rows.order_by("group", "text", "id")[:MOST_LINES])


def unnamed_lines(kickoff: Kickoff) -> Sequence[UnnamedLine]:
    """Everything without a name; only the opening asks."""
    return list(UnnamedLine.objects.filter(kickoff=kickoff)[:MOST_LINES])


def words_of(party: Party | str, lines: Sequence[SealedLine]) -> Json:
    """What a party's seal commits to: its named lines, sorted, without who wrote which."""
    key = party if isinstance(party, str) else party.id
    own = [[one.group, one.text] for one in lines if one.seat.party_id == key]
    return [list(pair) for pair in sorted(own, key=itemgetter(0, 1))]
