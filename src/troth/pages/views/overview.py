"""Overview: a sponsor understands it in two minutes."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from troth.commitments.files_day import as_of_words
from troth.commitments.queries.lists import Tally, tallies
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.lists import commas, listed
from troth.foundation.web.offers import offered
from troth.pages.queries.standing import Side, moments, sides
from troth.partnerships.models import Room
from troth.partnerships.models.seats import Phase
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind

MOST_NAMED = 4


@needs(Permission.PARTNERSHIP_READ)
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    """Where we stand, and what waits for whom."""
    if request.partnership.phase == Phase.PROPOSED:
        return render(request, "pages/proposed.html", {"parties": parties_of(request.seat)})
    context: dict[str, object] = {
        "entries": request.record_size,
        "audience": audience_of(request.room),
    }
    if request.room.kind == RoomKind.SIDE:
        context |= {"sentence": side_sentence(request), "sides": ()}
    else:
        context |= standing(request)
    return render(request, "pages/overview.html", context)


def standing(request: MemberRequest) -> dict[str, object]:
    """How a room of several stands: in one sentence, what waits for whom, what comes."""
    waits, ended = sides(request), tallies(request.room.id)
    return {
        "sentence": sentence(ended, request.room),
        "as_of": as_of_words(request.room.id) if ended else "",
        "sides": waits,
        "waits": waits_sentence(waits),
        "moments": moments(request),
        "moving": sorted(noun for teller in offered.tellers for noun in teller.nouns),
    }


def waits_sentence(waits: Sequence[Side]) -> str:
    """How much waits for whom, in one sentence."""
    owing = [side for side in waits if side.count]
    if not owing:
        return _("Nothing waits for anybody.")
    said = [
        ngettext("one thing waits for %(who)s", "%(n)s things wait for %(who)s", side.count)
        % {"n": number_format(side.count), "who": side.party.short}
        for side in owing[:MOST_NAMED]
    ]
    words = commas(said)
    return f"{words[0].upper()}{words[1:]}."


def side_sentence(request: MemberRequest) -> str:
    """What a side room is, to those who sit in it."""
    party = request.seat.party
    return _("%(who)s’s own room. Nobody on the other side knows what is here.") % {
        "who": party.short if party else ""
    }


def sentence(ended: Sequence[Tally], room: Room) -> str:
    """The state of the table in one sentence."""
    finished = sum(tally.finished for tally in ended)
    if not finished and room.kind != RoomKind.SHARED:
        return _("A room for some of you. Nothing has been promised and finished in it yet.")
    if not finished:
        return _("You have sat down together. Nothing has been promised and finished yet.")
    if finished == 1:
        kept = any(tally.kept for tally in ended)
        return (
            _("The one promise that finished was kept.")
            if kept
            else _("The one promise that finished was not kept.")
        )
    said = parts(ended)
    return _("Of %(n)s finished promises, %(listed)s.") % {
        "n": number_format(finished),
        "listed": listed(said),
    }


def parts(ended: Sequence[Tally]) -> list[str]:
    """What came of them, leaving out what did not happen."""
    kept, late = sum(tally.kept for tally in ended), sum(tally.late for tally in ended)
    dropped = sum(tally.dropped for tally in ended)
    counted = (
        (kept, ngettext("one was kept", "%(n)s were kept", kept)),
        (late, ngettext("one came late", "%(n)s came late", late)),
        (dropped, ngettext("one was dropped", "%(n)s were dropped", dropped)),
    )
    return [words % {"n": number_format(count)} for count, words in counted if count]
