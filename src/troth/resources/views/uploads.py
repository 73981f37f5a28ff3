"""Large files in pieces, in the shape of the tus protocol 1.0: creation, where to go on, pieces, termination.

POST   uploads/       Upload-Length, Upload-Metadata (or a form with name and size) → 201, Location
HEAD   uploads/<id>/  → Upload-Offset: how many bytes are here
PATCH  uploads/<id>/  Upload-Offset and the bytes → 204; the last piece says where the file stands
DELETE uploads/<id>/  → 204, nothing of it is kept
"""

import base64
import binascii
from collections.abc import Iterator

from django.http import HttpResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.numbers import whole_number
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest
from troth.resources.actions import sending
from troth.resources.actions.adding import NotPossible
from troth.resources.actions.bucket import OutOfReach
from troth.resources.actions.files import BLOCK
from troth.resources.forms import UploadForm
from troth.resources.models import Upload
from troth.resources.rules.refusals import SENTENCES, Refusal
from troth.resources.rules.room import LARGEST_PIECE
from troth.resources.views.finding import own_rooms, resource_or_404, why_not

VERSION = "1.0.0"
PIECES = "application/offset+octet-stream"
NONE = -1


def answer(status: int, words: str = "", /, **headers: str | int) -> HttpResponse:
    """An answer for a program, with words for whoever looks at it."""
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Tus-Resumable"] = VERSION
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = str(value)
    return response


@needs(Permission.RESOURCE_ADD)
@require_POST
def begin(request: MemberRequest) -> HttpResponse:
    """Hold room for a file that comes in pieces."""
    form = UploadForm(announced(request))
    if not form.is_valid():
        return answer(400, _("A file needs its name and its size."))
    said = dict(form.cleaned_data)
    key = said.pop("onto")
    coming = sending.Announced(**said, onto=resource_or_404(request, key) if key else None)
    try:
        upload = sending.begin(coming, room=request.room, by=request.seat)
    except NotPossible as refused:
        return answer(409, why_not(refused))
    return answer(201, Location=here(request, "talk.library.upload", pk=upload.id))


@needs(Permission.RESOURCE_ADD)
@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
def upload(request: MemberRequest, pk: str) -> HttpResponse:
    """One file on its way; only whoever sends it knows of it."""
    rows = Upload.objects.in_rooms(own_rooms(request)).filter(seat=request.seat)
    related = rows.select_related("room", "seat__party", "onto", "made")
    found: Upload = get_object_or_404(related, pk=pk)
    if request.headers.get("Tus-Resumable", VERSION) != VERSION:
        return answer(412, Tus_Version=VERSION)
    if request.method == "PATCH":
        return piece(request, found)
    if request.method == "DELETE":
        sending.stop(found)
        return answer(204)
    return where(request, found)


def where(request: MemberRequest, found: Upload) -> HttpResponse:
    """How far it has come; a person who opens the address is led to what it became."""
    if request.method == "GET":
        if found.made_id:
            return redirect(here(request, "talk.library.one", pk=found.made_id))
        return redirect(here(request, "talk.library"))
    return answer(200, Upload_Length=found.size, **progress(request, found))


def progress(request: MemberRequest, found: Upload) -> dict[str, str | int]:
    """How much is here, and what it has become."""
    made = {"Content_Location": here(request, "talk.library.one", pk=found.made_id)}
    return {"Upload_Offset": found.offset, **(made if found.made_id else {})}


def piece(request: MemberRequest, found: Upload) -> HttpResponse:
    """The next bytes."""
    at = whole_number(request.headers.get("Upload-Offset", ""), otherwise=NONE)
    length = whole_number(request.META.get("CONTENT_LENGTH") or "", otherwise=NONE)
    status = 409 if at != found.offset else body_fault(request, length, found.size - at)
    if status:
        return answer(status, **progress(request, found))
    try:
        sending.receive(found, blocks(request, length), at=at)
    except sending.WrongPlace:
        return answer(409, **progress(request, found))
    except sending.HeldElsewhere:
        return answer(423, _("Another piece of this file is arriving."))
    except OutOfReach:
        return answer(503, _(SENTENCES[Refusal.OUT_OF_REACH]), Retry_After=30)
    except NotPossible as refused:
        return answer(422, why_not(refused))
    return answer(204, **progress(request, found))


def body_fault(request: MemberRequest, length: int, left: int) -> int:
    """What is wrong with a piece before any of it is read, as a status; 0 for nothing."""
    if length < 1:
        return 411
    if request.content_type != PIECES:
        return 415
    return 413 if length > min(LARGEST_PIECE, left) else 0


def blocks(request: MemberRequest, length: int) -> Iterator[bytes]:
    """The body as it comes in; where the line breaks, what came until then."""
    left = length
    while left:
        try:
            block = request.read(min(BLOCK, left))
        except UnreadablePostError:
            return
        if not block:
            return
        left -= len(block)
        yield block


def announced(request: MemberRequest) -> dict[str, str]:
    """What is said about the file: by the protocol's headers, or by a form."""
    form = {name: str(value) for name, value in request.POST.items()}
    if "Upload-Length" not in request.headers:
        return form
    said = metadata(request.headers.get("Upload-Metadata", ""))
    return {
        "name": said.get("filename", ""),
        "size": request.headers["Upload-Length"],
        **{name: said.get(name, "") for name in ("title", "onto", "note")},
    }


def metadata(header: str) -> dict[str, str]:
    """Pairs of a word and a value in base64, separated by commas; what cannot be read is left out."""
    found: dict[str, str] = {}
    for pair in header.split(",")[:10]:
        word, _space, value = pair.strip().partition(" ")
        try:
            found[word] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found
