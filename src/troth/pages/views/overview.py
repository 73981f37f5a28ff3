"""Overview: a sponsor understands it in two minutes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from troth.commitments.forms import LineForm
from troth.commitments.queries.lists import Tally, tallies
from troth.commitments.views.lists import list_context
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.ledger.queries import head
from troth.partnerships.models.seats import Phase
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest


@needs(Permission.PARTNERSHIP_READ)
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    """Where we stand, and what waits for whom."""
    if request.partnership.phase == Phase.PROPOSED:
        return render(request, "pages/proposed.html", {"parties": parties_of(request.seat)})
    context = list_context(request, LineForm())
    ended = tallies(request.rooms & {request.room.id})
    context |= {
        "sentence": sentence(ended),
        "lead": context["open_sentence"],
        "entries": head(request.room.id),
    }
    return render(request, "pages/overview.html", context)


def sentence(ended: list[Tally]) -> str:
    """The state of the table in one sentence."""
    finished = sum(tally.finished for tally in ended)
    if not finished:
        return _("You have both sat down. Nothing has been promised and finished yet.")
    kept, late = sum(tally.kept for tally in ended), sum(tally.late for tally in ended)
    dropped = sum(tally.dropped for tally in ended)
    whole = ngettext("The one promise that finished", "Of %(n)s finished promises", finished) % {
        "n": finished
    }
    if finished == 1:
        return whole + " " + (_("was kept.") if kept else _("was not kept in time."))
    said = [ngettext("one was kept", "%(n)s were kept", kept) % {"n": kept}] if kept else []
    said += [ngettext("one came late", "%(n)s came late", late) % {"n": late}] if late else []
    said += (
        [ngettext("one was dropped", "%(n)s were dropped", dropped) % {"n": dropped}]
        if dropped
        else []
    )
    return (
        f"{whole}, {_(' and ').join([', '.join(said[:-1]), said[-1]] if len(said) > 1 else said)}."
    )
