"""One file or link: its versions, its first lines, taking it along, bringing a newer one, withdrawing it."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.numbers import whole_number
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import known_zone
from troth.resources.actions.adding import Content, NotPossible, add_version, owns, withdraw
from troth.resources.actions.bucket import OutOfReach
from troth.resources.actions.files import first_bytes, open_file, picture_of
from troth.resources.forms import VersionForm
from troth.resources.models import Resource, Version
from troth.resources.queries.library import MOST_VERSIONS, versions_of
from troth.resources.queries.room import left
from troth.resources.rules.links import host_of
from troth.resources.rules.looks import SENTENCES as NO_PICTURE
from troth.resources.rules.looks import Look
from troth.resources.rules.media import Media, text_of
from troth.resources.rules.room import LARGEST
from troth.resources.views.finding import handed_in, resource_or_404, why_not
from troth.resources.views.library import ICONS, may_add

SHOWN = 4000
# A file is taken along and never opened by the browser under our name, whatever its sender says it is.
SEALED = "sandbox; default-src 'none'; frame-ancestors 'none'"


@needs(Permission.RESOURCE_READ)
@require_safe
def one(request: MemberRequest, pk: str) -> HttpResponse:
    """One file or link with its versions."""
    found = resource_or_404(request, pk)
    context = one_context(request, found, VersionForm(sort=found.sort))
    return render(request, "resources/one.html", context)


@needs(Permission.RESOURCE_ADD)
@require_POST
def version(request: MemberRequest, pk: str) -> HttpResponse:
    """Bring a newer version; the earlier ones stay."""
    found = resource_or_404(request, pk)
    form = VersionForm(request.POST, request.FILES, sort=found.sort)
    status = 422
    if form.is_valid():
        try:
            with brought(form.cleaned_data) as content:
                add_version(found, content, by=request.seat)
        except NotPossible as refused:
            form.add_error(None, why_not(refused))
            found, status = resource_or_404(request, pk), 409
        else:
            return redirect(here(request, "talk.library.one", pk=found.id))
    context = one_context(request, found, form)
    return render(request, "resources/one.html", context, status=status)


def brought(said: Mapping[str, Any]) -> AbstractContextManager[Content]:
    """What a form brings: a file or an address, with a note."""
    return handed_in(said.get("file"), address=said.get("address", ""), note=said.get("note", ""))


@needs(Permission.RESOURCE_ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_one(request: MemberRequest, pk: str) -> HttpResponse:
    """Take something out of the library, after one more look at it."""
    found = resource_or_404(request, pk)
    context = {"resource": found, "audience": audience_of(request.room), "refused": ""}
    if request.method == "POST":
        try:
            withdraw(found, by=request.seat)
        except NotPossible as refused:
            context["refused"] = why_not(refused)
            return render(request, "resources/withdraw.html", context, status=409)
        return redirect(here(request, "talk.library"))
    return render(request, "resources/withdraw.html", context)


@needs(Permission.RESOURCE_READ)
@require_safe
def file(request: MemberRequest, pk: str, number: int) -> HttpResponseBase:
    """The bytes of one version, to keep: never the sender's type, never shown in the page."""
    wanted = version_or_404(request, pk, number)
    return sealed(wanted.key, content_type="application/octet-stream", name=wanted.name)


@needs(Permission.RESOURCE_READ)
@require_safe
def preview(request: MemberRequest, pk: str, number: int) -> HttpResponseBase:
    """The picture that Troth drew of one version; the only thing of a file that a page shows as a picture."""
    wanted = version_or_404(request, pk, number)
    if wanted.look != Look.THERE:
        raise Http404
    return sealed(picture_of(wanted.key), content_type="image/webp")


def version_or_404(request: MemberRequest, pk: str, number: int) -> Version:
    """One version of a file that was not withdrawn. Raises Http404."""
    found = resource_or_404(request, pk)
    rows = Version.objects.filter(resource=found, resource__withdrawn_at__isnull=True)
    return get_object_or_404(rows.exclude(key=""), number=number)


class Blocks(FileResponse):
    """Bytes as they are read, in larger blocks than pages need."""

    block_size = 256 * 1024


def sealed(key: str, *, content_type: str, name: str = "") -> HttpResponseBase:
    """Bytes of ours that can do nothing, wherever they are opened; with a name, something to take along."""
    try:
        found = open_file(key)
    except FileNotFoundError:
        raise Http404 from None
    except OutOfReach:
        return out_of_reach()
    answer = Blocks(
        found.stream, as_attachment=bool(name), filename=name, content_type=content_type
    )
    answer.headers["Content-Length"] = str(found.size)
    answer.headers["Content-Security-Policy"] = SEALED
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def out_of_reach() -> HttpResponse:
    """Plain words while the files cannot be reached; nothing is lost."""
    words = _("The place where files are kept cannot be reached just now. Please try again soon.")
    answer = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    answer.headers["Retry-After"] = "30"
    return answer


def one_context(request: MemberRequest, found: Resource, form: VersionForm) -> dict[str, Any]:
    """Everything the page of one file or link shows."""
    below = whole_number(request.GET.get("below", ""))
    versions = versions_of(found, below=min(below, 2**31 - 1))
    adds = may_add(request) and found.withdrawn_at is None
    newest = versions[0] if versions and not below else None
    full = len(versions) == MOST_VERSIONS and versions[-1].number > 1
    return {
        "resource": found,
        "newest": newest,
        "host": host_of(newest.address) if newest else "",
        "versions": versions,
        "older": versions[-1].number if full else 0,
        "text": first_text(newest) if newest and found.withdrawn_at is None else "",
        "no_picture": _(NO_PICTURE.get(Look(newest.look), "")) if newest else "",
        "icons": ICONS,
        "form": form,
        "may_add": adds,
        "may_withdraw": adds and owns(found, by=request.seat),
        "left": left(request.seat) if adds else 0,
        "largest": LARGEST,
        "zone": known_zone(request.person.zone),
        "place": request.person.place,
        "audience": audience_of(request.room),
    }


def first_text(one: Version) -> str:
    """The first signs of a text file, shown as text whatever is in it; "" for anything else."""
    if one.media != Media.TEXT:
        return ""
    try:
        return (text_of(first_bytes(one.key)) or "")[:SHOWN]
    except OSError:
        return ""
