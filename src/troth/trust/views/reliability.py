"""Reliability of one direction: counts with dates, the chance of the next promise, and every reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from troth.commitments.files_day import files_day
from troth.commitments.models import Commitment
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.models.seats import Standing
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.parties import parties_named
from troth.partnerships.queries.terms import terms
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import only_shared
from troth.trust.picture import Mark, draw
from troth.trust.queries.answers import answers_of
from troth.trust.queries.evidence import ends_of
from troth.trust.queries.readings import Direction, readings_of
from troth.trust.rules.answers import Answers
from troth.trust.rules.reasons import Reason, ReasonKind
from troth.trust.rules.tally import Dated, Tally
from troth.trust.views.adjusting import reliability_offer
from troth.trust.views.pairs import direction_words
from troth.trust.words import chance_words, reason_words

SHOWN = 60
# Under which outcome the promises of a reason stand in the list.
OUTCOMES = {
    ReasonKind.KEPT_RECENTLY: "kept",
    ReasonKind.KEPT_BEFORE: "kept",
    ReasonKind.LATE: "late",
    ReasonKind.DROPPED: "dropped",
    ReasonKind.PASSED: "open",
    ReasonKind.OPEN: "open",
    ReasonKind.MOVED: "moved",
}


@dataclass(frozen=True)
class Told:
    """One reason in words, with the promises it comes from; `more_url` leads to the rest of them."""

    share: str
    words: str
    promises: Sequence[Commitment]
    more: int
    more_url: str
    nothing: bool


@dataclass(frozen=True)
class Count:
    """How many promises of one outcome, when, and where they stand."""

    words: str
    sign: str
    dated: Sequence[Dated]
    url: str


@needs(Permission.TRUST_READ)
@require_safe
def one_way(request: MemberRequest, promiser: str, receiver: str = "") -> HttpResponse:
    """One direction with its reasons; without a receiver, towards everybody."""
    only_shared(request)
    parties = parties_named(request.partnership.id, (promiser, receiver))
    if promiser not in parties or (receiver and receiver not in parties):
        raise Http404
    about, towards = parties[promiser], parties.get(receiver)
    found = readings_of(request).direction(promiser, receiver or None)
    if about.standing == Standing.NAMED and found.reliability.tally == Tally():
        raise Http404  # it stands in a file that nobody has shown yet
    shown = {"about": about, "towards": towards, "found": found}
    asked = {"promiser": promiser, "receiver": receiver}
    return render(
        request,
        "trust/direction.html",
        shown
        | reasoned(request, found, asked=asked)
        | {
            "as_of": direction_words(found, files_day(request.room.id)),
            "picture": picture(found, about),
            "answers": answered(request, about, towards),
            "offer": reliability_offer(request, found, towards=towards, about=about),
            "silence_days": terms(request.partnership.id, now()).silence_days,
            "audience": audience_of(request.room),
        },
    )


def reasoned(
    request: MemberRequest, found: Direction, *, asked: Mapping[str, str]
) -> dict[str, object]:
    """The counts of a direction, and its reading with every reason in words."""
    reading, tally = found.reliability.reading, found.reliability.tally
    return {
        "tally": tally,
        "counts": counts(request, tally, **asked),
        "reading": reading,
        "reasons": told(request, reading.reasons, **asked) if reading else [],
        "entries": ends_of(request.room, about=asked["promiser"]),
        "sentence": chance_words(reading.of_ten) if reading else "",
    }


def counts(request: HttpRequest, tally: Tally, *, promiser: str, receiver: str) -> list[Count]:
    """What came of it, each figure leading to its promises."""
    parts = (
        (_("Kept"), "kept", tally.kept, "kept"),
        (_("Late"), "late", tally.late, "late"),
        (_("Dropped"), "dropped", tally.dropped, "dropped"),
        (_("Open"), "accepted", tally.open, "open"),
        (_("Moved by agreement"), "moved", tally.renegotiated, "moved"),
    )
    return [
        Count(words, sign, dated, list_url(request, promiser, receiver=receiver, kind=kind))
        for words, sign, dated, kind in parts
    ]


def list_url(request: HttpRequest, promiser: str, *, receiver: str, kind: str) -> str:
    """Where the promises of this direction and kind stand."""
    chosen = {"party": promiser, "receiver": receiver, "outcome": kind}
    return f"{here(request, 'commitments.finished')}?" + urlencode(
        {name: value for name, value in chosen.items() if value}
    )


def answered(request: MemberRequest, about: Party, towards: Party | None) -> Answers | None:
    """How the described side answers what this other side asks of it; names from files answer nobody."""
    if towards is None or Standing.NAMED in {about.standing, towards.standing}:
        return None
    return answers_of(request.room, answering=about, asking=towards, now=now())


def told(
    request: MemberRequest, reasons: Sequence[Reason], *, promiser: str, receiver: str
) -> list[Told]:
    """Reasons in words, the largest first, each with its newest promises; one statement for all."""
    wanted = {key for reason in reasons for key in reason.commitments[:SHOWN]}
    rows = Commitment.objects.in_rooms(request.rooms).filter(pk__in=wanted)
    known: dict[str, Commitment] = {row.id: row for row in rows.select_related("receiver")}
    ordered = sorted(reasons, key=lambda reason: -abs(reason.share))
    return [
        in_words(reason, known, url=more_url(request, reason, promiser=promiser, receiver=receiver))
        for reason in ordered
    ]


def more_url(request: HttpRequest, reason: Reason, *, promiser: str, receiver: str) -> str:
    """Where all promises of a reason stand, page by page; what others promised is everything here."""
    if reason.kind is ReasonKind.PARTNERSHIP:
        return here(request, "commitments.finished")
    kind = OUTCOMES.get(reason.kind, "")
    return list_url(request, promiser, receiver=receiver, kind=kind)


def in_words(reason: Reason, known: dict[str, Commitment], *, url: str) -> Told:
    """One reason."""
    found = [known[key] for key in reason.commitments[:SHOWN] if key in known]
    sign = "+" if reason.share >= 0 else "−"
    share = f"{sign}{abs(reason.share):.1f}"
    nothing = abs(reason.share) < 0.05  # what one decimal shows as nothing
    more = len(reason.commitments) - len(found)
    return Told("0" if nothing else share, reason_words(reason), found, more, url, nothing)


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
