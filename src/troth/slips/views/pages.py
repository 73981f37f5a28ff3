"""The list of slips, one of them, and the form in which one is owned."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from troth.commitments.models import Commitment
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.views.answers import LOOK_AGAIN, status_of
from troth.partnerships.views.items import may, two_parts
from troth.slips import actions
from troth.slips.forms import WordForm
from troth.slips.models import Slip
from troth.slips.queries.looks import about, inside, open_in, repaired_in
from troth.slips.rules.refusals import NotPossible
from troth.slips.views.owning import Owning, why_not_own
from troth.slips.views.seen import shown
from troth.slips.words import why_not


def where_others_sit(request: MemberRequest) -> None:
    """Raises Http404 in a side room: nobody is there to hear it."""
    if request.room.kind == RoomKind.SIDE:
        raise Http404


@needs(Permission.SLIP_READ)
@require_safe
def slips(request: MemberRequest) -> HttpResponse:
    """What is being made good first, then what was."""
    where_others_sit(request)
    context = two_parts(request, shown, going=open_in, over=repaired_in)
    may_own = may(request, Permission.SLIP_OWN)
    return render(request, "slips/list.html", context | {"may_own": may_own})


def found_or_404(request: MemberRequest, pk: str) -> Slip:
    """The slip, if it stands in the room of this page. Raises Http404."""
    where_others_sit(request)
    found: Slip = get_object_or_404(inside(request.rooms & {request.room.id}), pk=pk)
    return found


@needs(Permission.SLIP_READ)
@require_safe
def slip(request: MemberRequest, pk: str) -> HttpResponse:
    """One slip: what its owner says, what the other side says, what comes next."""
    return show(request, found_or_404(request, pk))


def show(
    request: MemberRequest,
    one: Slip,
    *,
    form: WordForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of one slip; `form` is a word that came back."""
    context = {
        "shown": shown(request, one),
        # An open page asks again with the turn it was opened at.
        "moved": request.GET.get("at", str(one.turn)) != str(one.turn),
        "form": form or WordForm(),
        "error": error,
        "kept": form.data.get("words", "") if form and error else "",
        "audience": audience_of(request.room),
        "counts_nowhere": request.room.kind != RoomKind.SHARED,
    }
    return render(request, "slips/one.html", context, status=status)


@needs(Permission.SLIP_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Own a slip: four lines, and who hears it."""
    where_others_sit(request)
    promise = promise_of(request)
    standing = about(promise.id, room=request.room.id) if promise else None
    if request.method != "POST" and standing and standing.repaired_at is None:
        return redirect(here(request, "slips.one", pk=standing.id))
    owning = Owning(request, promise)
    if request.method != "POST" or not owning.form.is_valid():
        return ask(request, owning, status=LOOK_AGAIN if owning.form.is_bound else 200)
    try:
        made = actions.own(owning.draft, room=request.room, by=request.seat)
    except NotPossible as refused:
        return ask(request, owning, status=owning.refused(refused) or status_of(refused))
    messages.success(request, _("It is said, and %(who)s is told.") % {"who": owning.whom})
    return redirect(here(request, "slips.one", pk=made.id))


def promise_of(request: MemberRequest) -> Commitment | None:
    """The promise it is about, if one is named and stands in this room. Raises Http404."""
    key = request.POST.get("about") or request.GET.get("commitment", "")
    if not key:
        return None
    here_alone = Commitment.objects.in_rooms(request.rooms & {request.room.id}).with_parties()
    found: Commitment = get_object_or_404(here_alone, pk=key.replace("\x00", ""))
    return found


def ask(request: MemberRequest, owning: Owning, *, status: int) -> HttpResponse:
    """The form; where the promise is another side's, why it cannot be used."""
    refused = why_not_own(request, owning.promise)
    context = owning.context | {
        "refused": why_not(refused) if refused else "",
        "audience": audience_of(request.room),
        "counts_nowhere": request.room.kind != RoomKind.SHARED,
    }
    shown_as = status_of(refused) if refused else status
    return render(request, "slips/new.html", context, status=shown_as)
