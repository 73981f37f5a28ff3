"""One list for everything that is decided here: questions, and motions about the table itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.decisions.models import State
from troth.decisions.queries.looks import Seen, decided_in, going_in
from troth.decisions.rules.count import Because
from troth.decisions.rules.voices import GUESTS
from troth.decisions.words import result_words
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.partnerships import MotionOutcome
from troth.foundation.web.clock import now
from troth.foundation.web.cursors import place_of
from troth.foundation.web.lists import commas
from troth.foundation.web.times import since, when
from troth.partnerships.addresses import here
from troth.partnerships.models import Seat
from troth.partnerships.queries.motions import MotionSeen, motions_in
from troth.partnerships.requests import MemberRequest
from troth.partnerships.sentences import matter_words

SIGNS = {
    State.CARRIED: "kept",
    State.REFUSED: "declined",
    State.TOO_FEW: "declined",
    State.WITHDRAWN: "withdrawn",
}
MOTION_SIGNS = {
    MotionOutcome.OPEN: "half",
    MotionOutcome.CARRIED: "kept",
    MotionOutcome.REFUSED: "declined",
    MotionOutcome.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of the list. `at` orders it: the end of what is open, the moment of what is decided."""

    url: str
    title: str
    sign: str
    words: str
    at: datetime
    waits: bool = False
    act: str = ""
    motion: bool = False


@dataclass(frozen=True)
class Lines:
    """What is open, what waits for the reader first; what was decided, the newest first; where it goes on."""

    going: list[Line]
    over: list[Line]
    older: str = ""


def lines_of(request: HttpRequest, *, before: str = "") -> Lines:
    """One page of the list; what is open stands on the first one alone."""
    found = vars(request)
    room, seat = found["room"], found["seat"]
    place = place_of(before)
    # What is not decided yet is between those who decide.
    hidden = place is not None or seat.kind in GUESTS
    decided = decided_in(room, seat, before=before)
    open_lines = [] if hidden else [open_line(request, one) for one in going_in(room, seat)]
    closed_lines = [closed_line(request, one) for one in decided.page]
    until = place[0] if place else None
    since_when = closed_lines[-1].at if decided.older else None
    for motion in motions_for(request):
        line = motion_line(request, motion)
        if motion.is_open:
            open_lines += [line] if place is None else []
        elif (until is None or line.at < until) and (since_when is None or line.at >= since_when):
            closed_lines.append(line)
    return Lines(
        sorted(open_lines, key=lambda line: (not line.waits, line.at)),
        sorted(closed_lines, key=lambda line: line.at, reverse=True),
        decided.older,
    )


def motions_for(request: HttpRequest) -> Iterable[MotionSeen]:
    """Motions of the room, for those who may read them."""
    found = vars(request)
    seat: Seat = found["seat"]
    may = granted(seat.kind, Permission.CONSENT_READ)
    return motions_in(found["room"], seat) if may else ()


def open_line(request: HttpRequest, seen: Seen) -> Line:
    """A question that waits for voices."""
    one, person = seen.decision, vars(request)["person"]
    said = seen.said.counts
    heard = ngettext(
        "%(present)s of %(voices)s has spoken",
        "%(present)s of %(voices)s have spoken",
        said.present,
    ) % {"present": said.present, "voices": said.voices}
    until = _("until %(when)s") % {"when": when(one.until, person.zone, person.place)}
    return Line(
        url=here(request, "decisions.one", pk=one.id),
        title=one.question,
        sign="half" if said.present else "proposed",
        words=f"{until} · {heard}" if seen.is_open else over_words(seen),
        at=one.until,
        waits=seen.waits,
        act=vote_words(seen),
    )


def over_words(seen: Seen) -> str:
    """Why nobody votes any more on what has no outcome."""
    if seen.ended_with_table:
        return _("left open when the table was closed")
    return _("being counted")


def closed_line(request: HttpRequest, seen: Seen) -> Line:
    """A question that was decided, with its outcome in one sentence."""
    one, person = seen.decision, vars(request)["person"]
    at = one.closed_at or one.until
    return Line(
        url=here(request, "decisions.one", pk=one.id),
        title=one.question,
        sign=SIGNS[State(one.state)],
        words=f"{result_words(seen.said)} · {since(at, person.zone)}",
        at=at,
    )


def motion_line(request: HttpRequest, seen: MotionSeen) -> Line:
    """A motion about the table itself, in the same list and look."""
    motion, person = seen.motion, vars(request)["person"]
    who = motion.proposed_by.party
    title = _("%(who)s proposes to %(act)s.") % {
        "who": who.short if who else motion.proposed_by.person.name,
        "act": matter_words(motion),
    }
    at = motion.settled_at or motion.proposed_at
    may = granted(seen_seat(request).kind, Permission.CONSENT_GIVE)
    return Line(
        url=here(request, "people.consent.one", key=motion.id),
        title=title,
        sign=MOTION_SIGNS[MotionOutcome(motion.outcome)],
        words=motion_words(seen, since(at, person.zone)),
        at=at,
        waits=seen.waits_for_us and may,
        act=_("Read and answer"),
        motion=True,
    )


def seen_seat(request: HttpRequest) -> Seat:
    """Whose page this is."""
    seat: Seat = vars(request)["seat"]
    return seat


def motion_words(seen: MotionSeen, day: str) -> str:
    """How a motion stands: whose word is missing, or how it ended."""
    if seen.is_open and seen.awaited:
        who = commas(party.short for party in seen.awaited)
        return _("waits for %(who)s · proposed %(day)s") % {"who": who, "day": day}
    return f"{seen.motion.get_outcome_display()} · {day}"


def vote_words(seen: Seen) -> str:
    """What the button says: for whom one votes."""
    waiting = [one for one in seen.mine if not one.choice]
    if not waiting:
        return _("Read it")
    first = waiting[0]
    if first.person_id == seen.seat.person_id:
        return _("Vote")
    name = first.person.name if first.person else first.party.short
    return _("Vote for %(who)s") % {"who": name}


def left_words(until: datetime) -> str:
    """How long it is still open, in days or hours."""
    left = until - now()
    if left.days:
        return ngettext("%(n)s day left", "%(n)s days left", left.days) % {"n": left.days}
    hours = max(left.seconds // 3600, 0)
    if not hours:
        return _("less than an hour left")
    return ngettext("%(n)s hour left", "%(n)s hours left", hours) % {"n": hours}


def is_stuck(seen: Seen) -> bool:
    """Whether it came to no end, or cannot be carried with the voices as they are."""
    if seen.decision.state in {State.REFUSED, State.TOO_FEW}:
        return True
    blocked = {Because.OBJECTED, Because.SAID_NO, Because.ROLL_TOO_SHORT}
    return seen.is_open and seen.said.because in blocked


def may(request: MemberRequest, permission: Permission) -> bool:
    """Whether this seat may, for its organisation."""
    return request.seat.party_id is not None and granted(request.seat.kind, permission)
