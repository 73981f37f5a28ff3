"""Who says that it is a lot, as one reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from troth.checkins.models import Load
from troth.foundation.access.permissions import Permission
from troth.foundation.web.times import day
from troth.partnerships.models import Party
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import may


@dataclass(frozen=True, kw_only=True)
class LoadSeen:
    """One signal in a sentence, and whether the reader can take it back."""

    load: Load
    sentence: str
    may_lift: bool

    @property
    def party(self) -> Party:
        """Whose side it is."""
        return self.load.party


def loads_seen(found: Sequence[Load], request: MemberRequest) -> list[LoadSeen]:
    """These signals for this reader."""
    may_signal = may(request, Permission.LOAD_SIGNAL)
    return [
        LoadSeen(load=one, sentence=sentence(one), may_lift=may_signal and is_own(one, request))
        for one in found
    ]


def is_own(one: Load, request: MemberRequest) -> bool:
    """Whether the reader said it about themselves, or sits for the organisation it is about."""
    if one.person_id is None:
        return one.party_id == request.seat.party_id
    return one.person_id == request.person.id


def sentence(one: Load) -> str:
    """The signal in words: who has said it, and until when."""
    values = {"who": one.party.short, "day": day(one.until)}
    if one.person is None:
        return _("%(who)s has said that it is a lot until %(day)s.") % values
    values |= {"person": one.person.name, "who": one.party.short}
    return _("%(person)s of %(who)s has said that it is a lot until %(day)s.") % values
