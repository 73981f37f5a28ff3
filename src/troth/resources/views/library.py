"""The library of a room: its list, and putting something into it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.times import since
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import known_zone
from troth.resources.actions.adding import NotPossible, add
from troth.resources.forms import AddForm
from troth.resources.models import Version
from troth.resources.queries.library import newest, page_of
from troth.resources.queries.room import left
from troth.resources.rules.links import host_of
from troth.resources.rules.room import LARGEST
from troth.resources.views.finding import handed_in, why_not

ICONS = {"link": "link", "text": "file-text", "pdf": "file-text", "image": "image"}


@needs(Permission.RESOURCE_READ)
@require_safe
def library(request: MemberRequest) -> HttpResponse:
    """Every file and link once, what changed last first."""
    return render(request, "resources/list.html", list_context(request, AddForm()))


@needs(Permission.RESOURCE_ADD)
@require_POST
def add_one(request: MemberRequest) -> HttpResponse:
    """Put a file or a link into the library."""
    form = AddForm(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        said = form.cleaned_data
        try:
            with handed_in(said["file"], address=said["address"]) as content:
                made = add(form.title_or_name(), content, room=request.room, by=request.seat)
        except NotPossible as refused:
            form.add_error(None, why_not(refused))
            status = 409
        else:
            return redirect(here(request, "talk.library.one", pk=made.id))
    return render(request, "resources/list.html", list_context(request, form), status=status)


def list_context(request: MemberRequest, form: AddForm) -> dict[str, Any]:
    """Everything the page of the library shows."""
    rows = newest(request.room.id)
    page = page_of(rows, before=request.GET.get("before", ""))
    adds = may_add(request)
    return {
        "form": form,
        "lines": [line_of(one, request) for one in page.rows],
        "older": page.older,
        "sentence": sentence(rows.count()),
        "may_add": adds,
        "left": left(request.seat) if adds else 0,
        "largest": LARGEST,
        "audience": audience_of(request.room),
    }


def may_add(request: MemberRequest) -> bool:
    """Whether this seat can put something here now."""
    return granted(request.seat.kind, Permission.RESOURCE_ADD) and (
        request.partnership.phase == "open"
    )


def line_of(one: Version, request: MemberRequest) -> dict[str, Any]:
    """One file or link in a list: its sign, and who brought its newest version when."""
    zone = known_zone(request.person.zone)
    values = {"who": one.seat.person.name.split(" ")[0], "when": since(one.at, zone)}
    last = _("%(who)s, %(when)s") % values
    return {
        "one": one,
        "icon": ICONS.get(one.media, "file"),
        "last": last,
        "host": host_of(one.address),
    }


def sentence(count: int) -> str:
    """The whole page in one sentence."""
    if not count:
        return _("Files and links that you use together, each once.")
    words = ngettext("One thing is here.", "%(n)s things are here, each once.", count)
    return words % {"n": count}
