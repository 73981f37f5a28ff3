"""Files that come with a post: what a form brought, what is here already, and why something was not kept."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django import forms
from django.utils.translation import gettext as _

from troth.discussions.actions.turns import NotPossible
from troth.discussions.forms import SayForm
from troth.discussions.views.finding import why_not
from troth.foundation.facts.resources import Sort
from troth.partnerships.requests import MemberRequest
from troth.resources.actions.adding import Content
from troth.resources.actions.adding import NotPossible as NotKept
from troth.resources.actions.carrying import Carried, carried
from troth.resources.models import Resource
from troth.resources.views.finding import handed_in, own_rooms
from troth.resources.views.finding import why_not as why_not_kept


@contextmanager
def files_of(request: MemberRequest, form: SayForm) -> Iterator[tuple[Content | Carried, ...]]:
    """What comes with these words; of a file that nothing came of nothing stays."""
    with ExitStack() as stack:
        new = [stack.enter_context(handed_in(file)) for file in form.cleaned_data["attached"]]
        yield (*(carried(one) for one in sent_before(request, form)), *new)


def sent_before(request: MemberRequest, form: SayForm) -> list[Resource]:
    """Large files that came in pieces before the words did, and only from the same person."""
    keys = form.cleaned_data.get("carried", []) if form.is_bound else []
    rows = Resource.objects.in_rooms(own_rooms(request)).filter(pk__in=keys, seat=request.seat)
    return list(rows.filter(sort=Sort.FILE.value, withdrawn_at__isnull=True)) if keys else []


def not_said(form: forms.Form, refused: NotPossible | NotKept) -> None:
    """Say on the form why it was not done."""
    if isinstance(refused, NotKept):
        form.add_error("attached", why_not_kept(refused))
    else:
        form.add_error(None, why_not(refused))


def choose_again(request: MemberRequest, form: forms.Form) -> None:
    """No browser keeps chosen files when a form comes back; the words below the field say so."""
    if form.is_bound and request.FILES and not form.has_error("attached"):
        form.add_error(
            "attached", _("Please choose the files once more: nothing of them was kept.")
        )
