"""Finding what an address names: only in the room the page stands in; and words for a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files import File
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from troth.partnerships.requests import MemberRequest
from troth.resources.actions.adding import Content, NotPossible
from troth.resources.actions.bucket import OutOfReach
from troth.resources.actions.files import Stored, clear, keep
from troth.resources.models import Resource
from troth.resources.rules.names import clean_name
from troth.resources.rules.refusals import SENTENCES, Refusal

SIZES = frozenset({Refusal.NO_ROOM_LEFT, Refusal.TOO_LARGE})


def own_rooms(request: MemberRequest) -> frozenset[str]:
    """The room the page stands in, if this seat may enter it."""
    return request.rooms & {request.room.id}


def resource_or_404(request: MemberRequest, pk: str) -> Resource:
    """The file or link with whoever it belongs to. Raises Http404."""
    rows = Resource.objects.in_rooms(own_rooms(request))
    with_owner = rows.select_related("party", "seat__person", "withdrawn_by__person")
    found: Resource = get_object_or_404(with_owner, pk=pk)
    return found


def why_not(refused: NotPossible) -> str:
    """The refusal as a sentence."""
    what = filesizeformat(refused.what) if refused.reason in SIZES else refused.what
    return _(SENTENCES[refused.reason]) % {"what": what, "who": refused.who}


def kept(file: "File[bytes]") -> Stored:
    """The file where it stays. Raises `NotPossible`."""
    try:
        return keep(file.chunks())
    except OutOfReach:
        raise NotPossible(Refusal.OUT_OF_REACH) from None


@contextmanager
def handed_in(
    file: "File[bytes] | None", *, address: str = "", note: str = ""
) -> Iterator[Content]:
    """What a form brought, as content; of a file that nothing came of nothing stays."""
    if file is None:
        yield Content(address=address, note=note)
        return
    stored = kept(file)
    try:
        yield Content(stored=stored, name=clean_name(file.name or ""), note=note)
    except BaseException:
        clear(stored.key)
        raise
