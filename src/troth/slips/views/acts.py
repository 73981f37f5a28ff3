"""One address for each thing that is said below a slip; both sides see the same afterwards."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from troth.foundation.access.door import View, needs
from troth.partnerships.addresses import here
from troth.partnerships.models import Seat
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.answers import LOOK_AGAIN, status_of
from troth.slips import actions
from troth.slips.forms import WordForm
from troth.slips.models import Slip
from troth.slips.rules.refusals import NotPossible
from troth.slips.rules.states import NEEDS_WORDS, Act
from troth.slips.views.pages import found_or_404, show
from troth.slips.views.seen import PERMISSIONS
from troth.slips.words import why_not


def take_back(slip: Slip, *, by: Seat, words: str = "") -> Slip:
    """Taking back needs no words, and keeps none."""
    del words
    return actions.withdraw(slip, by=by)


@dataclass(frozen=True)
class Way:
    """The action behind an address, and what is said when it is done."""

    run: Callable[..., Slip]
    done: LazyWords | str


WAYS: dict[Act, Way] = {
    Act.ACKNOWLEDGE: Way(actions.acknowledge, _("You have acknowledged it.")),
    Act.ANSWER: Way(actions.answer, _("Your answer stands there now.")),
    Act.ADD: Way(actions.add, _("Your word stands there now.")),
    Act.SAY_REPAIRED: Way(
        actions.say_repaired, _("You have said that it is repaired. The other side can confirm it.")
    ),
    Act.CONFIRM: Way(actions.confirm, _("You have confirmed the repair.")),
    Act.WITHDRAW: Way(take_back, _("You have taken it back.")),
}


def act_view(act: Act) -> View:
    """The view of one act."""
    way = WAYS[act]

    @needs(PERMISSIONS[act])
    @require_POST
    def view(request: MemberRequest, pk: str) -> HttpResponse:
        one, form = found_or_404(request, pk), WordForm(request.POST, needed=act in NEEDS_WORDS)
        if not form.is_valid():
            return show(request, one, form=form, status=LOOK_AGAIN)
        try:
            way.run(one, by=request.seat, words=form.cleaned_data["words"])
        except NotPossible as refused:
            again = found_or_404(request, pk)
            return show(
                request, again, form=form, error=why_not(refused), status=status_of(refused)
            )
        messages.success(request, str(way.done))
        return redirect(here(request, "slips.one", pk=one.id))

    view.__doc__ = str(act.value)
    return view
