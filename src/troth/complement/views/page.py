"""Strengths and needs: who may meet what, what is covered, and what nobody meets."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from troth.complement.picture import draw, key_sign
from troth.complement.queries.table import Complement, complement
from troth.complement.rules.acts import NeedState, RiskState
from troth.complement.sentences import why_beside
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.lists import listed
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import only_shared


@needs(Permission.COMPLEMENT_READ)
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """The whole page."""
    return render(request, "complement/page.html", context_of(request))


def context_of(request: MemberRequest) -> dict[str, object]:
    """Everything the page says. Raises Http404 outside the shared room."""
    only_shared(request)
    found = complement(request.room, seated(request))
    own = request.seat.party
    return {
        "found": found,
        "lead": lead(found),
        "picture": draw(found, nobody=_("nobody"), words=lead(found)) if found.needs else "",
        "key_sign": key_sign,
        "possible": found.by_state(NeedState.POSSIBLE),
        "open": found.by_state(NeedState.OPEN),
        "covered": found.by_state(NeedState.COVERED),
        "why": why_beside,
        "own": own,
        "house": own.organisation if own else None,
        "may_answer": own is not None and granted(request.seat.kind, Permission.COMPLEMENT_ANSWER),
        "audience": audience_of(request.room),
    }


def lead(found: Complement) -> str:
    """How it stands, in one sentence that would do as the whole answer."""
    if not found.needs:
        return _("Nobody has said here yet what they need.")
    covered, possible = (
        len(found.by_state(one)) for one in (NeedState.COVERED, NeedState.POSSIBLE)
    )
    alone = found.by_state(NeedState.OPEN)
    open_ones = sum(need.risk_state is RiskState.OPEN for need in alone)
    cared = len(alone) - open_ones
    parts = (
        (covered, ngettext("one is covered", "%(n)s are covered", covered)),
        (possible, ngettext("one could be met here", "%(n)s could be met here", possible)),
        (
            cared,
            ngettext("one unmatched one is settled", "%(n)s unmatched ones are settled", cared),
        ),
        (open_ones, ngettext("one is an open risk", "%(n)s are open risks", open_ones)),
    )
    said = [words % {"n": count} for count, words in parts if count]
    total = len(found.needs)
    whole = ngettext("Of one need, %(listed)s.", "Of %(n)s needs, %(listed)s.", total)
    return whole % {"n": total, "listed": listed(said)}
