"""A round and its reports as one reader sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from troth.checkins.models import Checkin, Report
from troth.checkins.queries.rounds import standing_of, wish_of
from troth.checkins.rules.reports import Stands, stands, waits_for
from troth.commitments.rules.clocks import ClockNote
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import also, day, in_zone, when
from troth.partnerships.models import Party, Seat
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import may
from troth.people.zones import known_zone


@dataclass(frozen=True, kw_only=True)
class ReportSeen:
    """One side's part: how it stands in a sentence, and what the reader can do with it."""

    report: Report
    stands: Stands
    sentence: str
    note: str
    wish_words: str
    may_write: bool
    may_skip: bool
    may_answer: bool


@dataclass(frozen=True, kw_only=True)
class RoundSeen:
    """One round: its moment in words, a sentence about its clock, and the sides, the reader's own first."""

    checkin: Checkin
    day: str
    note: str
    sides: list[ReportSeen]

    @property
    def ours(self) -> ReportSeen | None:
        """The reader's own side where something can be done there."""
        return next((one for one in self.sides if one.may_write), None)


def round_seen(one: Checkin, request: MemberRequest, *, closed: bool) -> RoundSeen:
    """The round for this reader."""
    found = sorted(one.reports.all(), key=lambda each: each.party_id != request.seat.party_id)
    sides = [report_seen(each, request, closed=closed) for each in found]
    return RoundSeen(
        checkin=one, day=day(one.at, known_zone(one.zone)), note=clock_note(one), sides=sides
    )


def clock_note(one: Checkin) -> str:
    """What has to be said about an hour on a day when clocks change."""
    said = {
        ClockNote.SKIPPED.value: _(
            "The clocks skip this hour on that day: it began an hour later by the clock."
        ),
        ClockNote.TWICE.value: _("This hour comes twice on that day: it began at the first."),
    }
    return said.get(one.note, "")


def report_seen(one: Report, request: MemberRequest, *, closed: bool) -> ReportSeen:
    """One side's part for this reader."""
    how = stands(standing_of(one, closed=closed), now=now())
    ours = one.party_id == request.seat.party_id
    party = Ulid(request.seat.party_id) if request.seat.party_id else None
    writes = may(request, Permission.CHECKIN_WRITE)
    silent = how in {Stands.WAITING, Stands.TO_COME, Stands.MISSED}
    return ReportSeen(
        report=one,
        stands=how,
        sentence=sentence(one, how, ours=ours),
        note=moved_note(one),
        wish_words=wish_words(one),
        may_write=ours and writes and silent and not closed,
        may_skip=ours and writes and silent,
        may_answer=writes and waits_for(wish_of(one), party),
    )


def sentence(one: Report, how: Stands, *, ours: bool) -> str:
    """How one side's part stands."""
    party = one.party
    values = {
        "who": party.short,
        "day": day(one.checkin.at, known_zone(one.checkin.zone)),
        "until": when(one.answer_by, known_zone(party.zone), party.place),
    }
    if how is Stands.GIVEN:
        return ""
    if how is Stands.SKIPPED:
        return _("%(who)s skipped this one.") % values
    if how is Stands.MISSED:
        return _("%(who)s’s check-in of %(day)s did not come. That happens.") % values
    if ours:
        return (
            _("Nobody has written for %(who)s yet. One line is enough, until %(until)s.") % values
        )
    return _("%(who)s has time until %(until)s.") % values


def moved_note(one: Report) -> str:
    """That the day is a free one on this side, and which day it is then."""
    if one.moved_from is None:
        return ""
    zone = known_zone(one.party.zone)
    values = {
        "who": one.party.short,
        "day": day(one.moved_from),
        "next": day(in_zone(one.begins, zone).date()),
    }
    return _("%(who)s does not work on %(day)s, so for %(who)s it is %(next)s.") % values


def wish_words(one: Report) -> str:
    """Of whom help was asked, and whether it still waits."""
    wish = wish_of(one)
    if not wish.asked or wish.answered:
        return ""
    who = one.asked_of.short if one.asked_of else _("somebody who can help")
    return _("waits for %(who)s") % {"who": who}


def clocks(moment: datetime, zones: Iterable[Party], seat: Seat) -> str:
    """One moment on everybody's clock, the reader's first: `Thursday 12 March 10:00 Bergen · 14:30 Bengaluru`."""
    own = known_zone(seat.person.zone)
    said = [when(moment, own, seat.person.place)]
    for party in zones:
        other = also(moment, first=own, second=known_zone(party.zone), place=party.place)
        if other and other not in said:
            said.append(other)
    return " · ".join(said)
