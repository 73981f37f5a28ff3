"""Reliability, per direction: counts with dates, the chance of the next promise, and every reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from troth.commitments.models import Commitment
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.partnerships.models import Party
from troth.partnerships.models.seats import Standing
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.picture import Mark, draw
from troth.trust.queries.answers import answers_of
from troth.trust.queries.readings import Direction, direction, lines
from troth.trust.rules.answers import Answers
from troth.trust.rules.reasons import Reason
from troth.trust.words import chance_words, reason_words

SHOWN = 60


@dataclass(frozen=True)
class Pair:
    """One direction between two organisations that sit here."""

    about: Party
    towards: Party
    found: Direction


@dataclass(frozen=True)
class Told:
    """One reason in words, with the promises it comes from."""

    share: str
    words: str
    promises: Sequence[Commitment]
    more: int
    nothing: bool


@needs(Permission.TRUST_READ)
@require_safe
def trust(request: MemberRequest) -> HttpResponse:
    """Every direction that includes the reader's organisation, then the names from files, by name."""
    only_shared(request)
    parties = parties_of(request.seat)
    seated = [party for party in parties if party.standing == Standing.JOINED]
    named: dict[str, Party] = {
        party.id: party for party in parties if party.standing == Standing.NAMED
    }
    found = {
        line.promiser: line for line in lines(request.room, now=now()) if line.promiser in named
    }
    rows = sorted(found.values(), key=lambda line: named[line.promiser].name.casefold())
    context = {
        "pairs": pairs(request, seated),
        "chance_words": chance_words,
        "named": [(named[line.promiser], line) for line in rows],
        "audience": audience_of(request.room),
    }
    return render(request, "trust/trust.html", context)


def pairs(request: MemberRequest, seated: Sequence[Party]) -> list[Pair]:
    """Directions to show: with two organisations both, with more those of the reader's own."""
    own = [party for party in seated if party.id == request.seat.party_id]
    wanted = [
        (one, other)
        for one in seated
        for other in seated
        if one.id != other.id and (len(seated) == 2 or not own or own[0].id in {one.id, other.id})
    ]
    moment = now()
    return [
        Pair(one, other, direction(request.room, promiser=one.id, receiver=other.id, now=moment))
        for one, other in wanted[:20]
    ]


@needs(Permission.TRUST_READ)
@require_safe
def one_way(request: MemberRequest, promiser: str, receiver: str = "") -> HttpResponse:
    """One direction with its reasons; without a receiver, towards everybody."""
    only_shared(request)
    parties: dict[str, Party] = {party.id: party for party in parties_of(request.seat)}
    if promiser not in parties or (receiver and receiver not in parties):
        raise Http404
    about, towards = parties[promiser], parties.get(receiver)
    found = direction(request.room, promiser=promiser, receiver=receiver or None, now=now())
    reading = found.reliability.reading
    context = {
        "about": about,
        "towards": towards,
        "found": found,
        "tally": found.reliability.tally,
        "reading": reading,
        "reasons": told(reading.reasons, rooms=request.rooms) if reading else [],
        "picture": picture(found, about),
        "sentence": chance_words(reading.of_ten) if reading else "",
        "answers": answered(request, about, towards),
        "audience": audience_of(request.room),
    }
    return render(request, "trust/direction.html", context)


def answered(request: MemberRequest, about: Party, towards: Party | None) -> Answers | None:
    """How the described side answers what this other side asks of it; names from files answer nobody."""
    if towards is None or Standing.NAMED in {about.standing, towards.standing}:
        return None
    return answers_of(request.room, answering=about, asking=towards, now=now())


def only_shared(request: MemberRequest) -> None:
    """Trust reads what everybody at the table sees, and nothing else. Raises Http404."""
    if request.room.kind != RoomKind.SHARED:
        raise Http404


def told(reasons: Sequence[Reason], *, rooms: frozenset[str]) -> list[Told]:
    """Reasons in words, the largest first, each with its newest promises; one statement for all."""
    wanted = {key for reason in reasons for key in reason.commitments[:SHOWN]}
    rows = Commitment.objects.in_rooms(rooms).filter(pk__in=wanted).select_related("receiver")
    known: dict[str, Commitment] = {row.id: row for row in rows}
    ordered = sorted(reasons, key=lambda reason: -abs(reason.share))
    return [in_words(reason, known) for reason in ordered]


def in_words(reason: Reason, known: dict[str, Commitment]) -> Told:
    """One reason."""
    found = [known[key] for key in reason.commitments[:SHOWN] if key in known]
    sign = "+" if reason.share >= 0 else "−"
    share = f"{sign}{abs(reason.share):.1f}"
    nothing = abs(reason.share) < 0.05  # what one decimal shows as nothing
    more = len(reason.commitments) - len(found)
    return Told("0" if nothing else share, reason_words(reason), found, more, nothing)


def picture(found: Direction, about: Party) -> Markup | None:
    """The estimate over time, where there is one."""
    reading, counts = found.reliability.reading, found.reliability.tally
    if reading is None:
        return None
    dated = (("kept", counts.kept), ("late", counts.late), ("dropped", counts.dropped))
    marks = [Mark(one.at, outcome) for outcome, ones in dated for one in ones]
    title = _("How reliable %(who)s has been over time") % {"who": about.name}
    words = chance_words(reading.of_ten)
    marks.sort(key=lambda mark: mark.at)
    return draw(reading.series, marks, colour=about.colour, title=title, words=words)
