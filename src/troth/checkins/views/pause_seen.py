"""A pause as one reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from troth.checkins.models import Pause
from troth.checkins.queries.days import today_for
from troth.checkins.queries.pauses import standing_of
from troth.checkins.rules.pauses import (
    Standing,
    State,
    why_not_agree_end,
    why_not_answer,
    why_not_withdraw,
)
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.times import day
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import may


@dataclass(frozen=True, kw_only=True)
class PauseSeen:
    """One pause in a sentence, and what the reader can do with it."""

    pause: Pause
    sentence: str
    days: str
    may_answer: bool = False
    may_withdraw: bool = False
    may_end: bool = False
    may_answer_end: bool = False
    may_keep_end: bool = False


def pauses_seen(found: Sequence[Pause], request: MemberRequest) -> list[PauseSeen]:
    """These pauses for this reader, in a line each."""
    today = today_for(request.seat)
    return [
        PauseSeen(pause=one, sentence=sentence(one, over=one.last < today), days=days_words(one))
        for one in found
    ]


def pause_seen(one: Pause, request: MemberRequest) -> PauseSeen:
    """One pause with everything this reader can do."""
    today, stands = today_for(request.seat), standing_of(one)
    party = Ulid(request.seat.party_id) if request.seat.party_id else None
    answers = may(request, Permission.PAUSE_ANSWER)
    proposes = may(request, Permission.PAUSE_PROPOSE)
    running = stands.state is State.AGREED and stands.days.last >= today
    return PauseSeen(
        pause=one,
        sentence=sentence(one, over=one.last < today),
        days=days_words(one),
        may_answer=answers and why_not_answer(stands, party=party, today=today) is None,
        may_withdraw=proposes and why_not_withdraw(stands, party=party) is None,
        may_end=proposes and running and one.end is None and one.last > max(today, one.first),
        may_answer_end=answers and answers_end(stands, party, one=one, request=request),
        may_keep_end=answers and one.end is not None,
    )


def answers_end(
    stands: Standing, party: Ulid | None, *, one: Pause, request: MemberRequest
) -> bool:
    """Whether the reader can agree to the earlier end."""
    today = today_for(request.seat)
    return one.end is not None and why_not_agree_end(stands, party=party, today=today) is None


def days_words(one: Pause) -> str:
    """`3 April to 10 April`, or the one day."""
    if one.first == one.last:
        return day(one.first)
    return _("%(first)s to %(last)s") % {"first": day(one.first), "last": day(one.last)}


def sentence(one: Pause, *, over: bool) -> str:
    """How it stands."""
    values = {"who": one.by.short, "days": days_words(one)}
    if one.end is not None and not over:
        values |= {"who": one.end_by.short if one.end_by else "", "day": day(one.end)}
        return _("%(who)s asks to end the pause earlier, with %(day)s.") % values
    if one.state == State.PROPOSED and over:
        return _("The pause that %(who)s proposed was not answered; its days are over.") % values
    said = {
        State.PROPOSED.value: _("%(who)s proposes a pause, %(days)s."),
        State.AGREED.value: _("A pause is agreed, %(days)s.")
        if not over
        else _("You had a pause, %(days)s."),
        State.DECLINED.value: _("The pause that %(who)s proposed did not suit. Nothing moved."),
        State.WITHDRAWN.value: _("%(who)s took the proposed pause back. Nothing moved."),
    }
    return said[one.state] % values
