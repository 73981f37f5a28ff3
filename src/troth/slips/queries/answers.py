"""By when a side has agreed to answer, where an agreement that all signed says so."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.foundation.web.times import when
from troth.partnerships.models import Party, Seat
from troth.partnerships.queries.calendars import answers_by
from troth.partnerships.queries.terms import terms
from troth.people.zones import known_zone
from troth.slips.models import Slip


def agreed_until(slip: Slip, party: Party) -> tuple[int, datetime] | None:
    """How many working days this side has by the agreement, and until when; None where none is signed."""
    limits = terms(party.partnership_id, slip.owned_at)
    if not limits.signed:
        return None
    until = answers_by(
        slip.owned_at, days=limits.answer_days, parties=[party], zone=known_zone(party.zone)
    )
    return limits.answer_days, until


def answer_words(slip: Slip, seat: Seat) -> str:
    """That a word is enough; and by when, where that was agreed."""
    gentle = _("A word is enough: that you have read it, or how it looks from your side.")
    agreed = agreed_until(slip, seat.party) if seat.party else None
    if agreed is None:
        return gentle
    days, until = agreed
    said = ngettext(
        "Your agreement gives one working day, until %(until)s.",
        "Your agreement gives %(n)s working days, until %(until)s.",
        days,
    )
    moment = when(until, known_zone(seat.person.zone), seat.person.place)
    return f"{gentle} {said % {'n': days, 'until': moment}}"
