"""Opening: everything at once, in one transaction, as one fact."""

import secrets
from collections.abc import Sequence

from django.db import transaction

from troth.agreements.queries.standings import signers
from troth.foundation.facts.fact import CLOCK
from troth.foundation.facts.kickoff import KickoffOpened
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.kickoff.actions.turns import NotPossible, take
from troth.kickoff.models import Kickoff, Line, Ready, SealedLine, UnnamedLine
from troth.kickoff.queries.sealed import named_lines, unnamed_lines, words_of
from troth.kickoff.rules.phases import Phase, why_not_open
from troth.kickoff.sealing import opened, seal
from troth.ledger.actions import record
from troth.ledger.canonical import canonical
from troth.partnerships.models import Seat


@transaction.atomic
def open_together(kickoff: Kickoff, *, by: Seat | None) -> int:
    """Lay all lines on the table at once; `by` is None where the agreed moment came. Raises `NotPossible`."""
    at = now()
    take(kickoff, Phase.WRITING, phase=Phase.OPEN.value, opened_at=at)
    ready = list(Ready.objects.filter(kickoff=kickoff).order_by("party_id"))
    reason = why_not_open(
        parties=signers(kickoff.room),
        ready=frozenset(Ulid(one.party_id) for one in ready),
        opens_at=kickoff.opens_at,
        now=at,
    )
    if reason is not None:
        raise NotPossible(reason)
    named, unnamed = named_lines(kickoff), unnamed_lines(kickoff)
    check_seals(ready, named)
    lay(kickoff, named, unnamed=unnamed)
    record(fact_of(kickoff, ready, named=named, unnamed=unnamed, by=by))
    return len(named) + len(unnamed)


def check_seals(ready: Sequence[Ready], named: Sequence[SealedLine]) -> None:
    """Keep for each party whether what opens is what it sealed."""
    for one in ready:
        one.unchanged = seal(one.salt, words_of(one.party_id, named)) == one.seal
    Ready.objects.bulk_update(ready, ["unchanged"])


def lay(kickoff: Kickoff, named: Sequence[SealedLine], *, unnamed: Sequence[UnnamedLine]) -> None:
    """Make the lines that all can read, in random order, and leave nothing of the sealed ones."""
    lines = [
        Line(kickoff=kickoff, group=one.group, text=one.text, seat_id=seat, place=0)
        for one, seat in [(one, one.seat_id) for one in named] + [(one, None) for one in unnamed]
    ]
    secrets.SystemRandom().shuffle(lines)
    for place, line in enumerate(lines, start=1):
        line.place = place
    Line.objects.bulk_create(lines, batch_size=200)
    SealedLine.objects.filter(kickoff=kickoff).delete()
    UnnamedLine.objects.filter(kickoff=kickoff).delete()


def fact_of(
    kickoff: Kickoff,
    ready: Sequence[Ready],
    *,
    named: Sequence[SealedLine],
    unnamed: Sequence[UnnamedLine],
    by: Seat | None,
) -> KickoffOpened:
    """The one fact: what every seal held, and the other lines in random order."""
    sealed_by = {one.party_id for one in ready}
    sealed = [opened(one.salt, words_of(one.party_id, named), party=one.party_id) for one in ready]
    rest = [(one.group, one.text) for one in named if one.seat.party_id not in sealed_by]
    rest += [(one.group, one.text) for one in unnamed]
    others = sorted(canonical([group, text]).decode() for group, text in rest)
    return KickoffOpened(
        room=Ulid(kickoff.room_id),
        by=by.actor if by else CLOCK,
        kickoff=kickoff.id,
        lines=len(named) + len(unnamed),
        unnamed=len(unnamed),
        sealed=tuple(sealed),
        rest=tuple(others),
    )
