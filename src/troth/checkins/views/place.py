"""Where check-ins stand: in the shared room, and nowhere else."""

from django.http import Http404
from django.utils.translation import gettext as _

from troth.checkins.actions.refusing import NotPossible
from troth.checkins.rules.refusals import FOR_OTHERS, SENTENCES
from troth.partnerships.models import Party
from troth.partnerships.requests import MemberRequest


def own_party(request: MemberRequest) -> Party:
    """The party this seat is for. Raises Http404 where it is for none."""
    if request.seat.party is None:
        raise Http404
    return request.seat.party


def why_not(refused: NotPossible) -> str:
    """The reason in words."""
    return _(SENTENCES[refused.reason])


def status_of(refused: NotPossible) -> int:
    """403 for what is another side's to do, 409 for what cannot be done as things stand."""
    return 403 if refused.reason in FOR_OTHERS else 409
