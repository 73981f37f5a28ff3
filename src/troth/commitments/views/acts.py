"""One address per act: its form by GET, the act by POST; both sides see the same afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from troth.commitments import actions
from troth.commitments.actions.turns import NotPossible, SomebodyWasQuicker, check
from troth.commitments.forms import MoveForm, ReasonForm, WordsForm
from troth.commitments.models import Commitment
from troth.commitments.rules.refusals import FOR_OTHERS, SENTENCES
from troth.commitments.rules.states import Act, State
from troth.commitments.views.cards import PERMISSIONS, Card, card_of, place_on, receiver_name
from troth.foundation.access.door import View, needs
from troth.foundation.web.clock import now
from troth.foundation.web.forms import goes_on_from, posted
from troth.foundation.web.times import place_of, when
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone


@dataclass(frozen=True, kw_only=True)
class Way:
    """How an act is asked for: its words, its form, the action behind it."""

    button: LazyWords | str
    title: LazyWords | str
    means: LazyWords | str
    form: type[forms.Form]
    run: Callable[..., Commitment]
    words: str = "words"
    label: LazyWords | str = ""


WAYS: dict[Act, Way] = {
    Act.ACCEPT: Way(
        button=_("Accept"),
        title=_("Accept this promise"),
        means=_("It then counts, for both of you."),
        form=WordsForm,
        run=actions.accept,
    ),
    Act.DECLINE: Way(
        button=_("Decline, and say why"),
        title=_("Decline this promise"),
        means=_("It will count nowhere. A new promise can take its place."),
        form=ReasonForm,
        run=actions.decline,
        words="reason",
    ),
    Act.DELIVER: Way(
        button=_("Say that it is delivered"),
        title=_("Delivered"),
        means=_("The other side then confirms it, or says what is missing."),
        form=WordsForm,
        run=actions.deliver,
        label=_("Where it is, or a word with it"),
    ),
    Act.CONFIRM: Way(
        button=_("Confirm"),
        title=_("Confirm that it has arrived"),
        means=_("It then counts as received."),
        form=WordsForm,
        run=actions.confirm,
    ),
    Act.SEND_BACK: Way(
        button=_("Say what is missing"),
        title=_("Say what is missing"),
        means=_("It goes back to the other side with your words; its date stays."),
        form=ReasonForm,
        run=actions.send_back,
        words="missing",
        label=_("What is missing"),
    ),
    Act.WITHDRAW: Way(
        button=_("Withdraw it"),
        title=_("Withdraw this promise"),
        means=_(
            "It then counts as dropped. If only the date is the trouble, ask to move it instead."
        ),
        form=WordsForm,
        run=actions.withdraw,
        words="reason",
        label=_("What happened, and what comes next"),
    ),
    Act.ASK_MOVE: Way(
        button=_("Ask to move it"),
        title=_("Ask to move the date"),
        means=_(
            "If the other side agrees it is renegotiated, never late. If nobody answers, the date stands."
        ),
        form=MoveForm,
        run=actions.ask_move,
        words="reason",
    ),
    Act.AGREE_MOVE: Way(
        button=_("Agree"),
        title=_("Agree to the new date"),
        means=_(
            "It is then the date both of you stand for: renegotiated, and no less reliable for that. "
            "If nobody answers, the old date stands."
        ),
        form=WordsForm,
        run=actions.agree_move,
    ),
    Act.KEEP_DATE: Way(
        button=_("Keep the date, and say why"),
        title=_("Keep the date"),
        means=_("The date stands as it was agreed."),
        form=ReasonForm,
        run=actions.keep_date,
        words="reason",
    ),
    Act.SUGGEST_DATE: Way(
        button=_("Suggest another day"),
        title=_("Suggest another day"),
        means=_("The other side then answers your suggestion."),
        form=MoveForm,
        run=actions.suggest_date,
        words="reason",
    ),
}


# In which order a page offers what can be done: what is asked for, then other answers, then ways out.
ORDER = (
    Act.AGREE_MOVE,
    Act.ACCEPT,
    Act.CONFIRM,
    Act.DELIVER,
    Act.SUGGEST_DATE,
    Act.KEEP_DATE,
    Act.SEND_BACK,
    Act.DECLINE,
    Act.ASK_MOVE,
    Act.WITHDRAW,
)


def found(request: MemberRequest, pk: str) -> Commitment:
    """The promise, if it stands in the room of this page. Raises Http404 otherwise."""
    inside = Commitment.objects.in_rooms(request.rooms & {request.room.id}).with_parties()
    commitment: Commitment = get_object_or_404(inside.select_related("room"), pk=pk)
    return commitment


def form_for(way: Way, commitment: Commitment, data: QueryDict | None = None) -> forms.Form:
    """The act's form, empty or with what was sent."""
    extra: dict[str, Any] = {}
    if way.form is MoveForm:
        extra = {"zone": commitment.zone, "due": commitment.ask_due or commitment.due}
    form = way.form(data, **extra)
    form.fields["seen"].initial = commitment.turn
    if way.label:
        form.fields["words"].label = str(way.label)
    return form


def act_view(act: Act) -> View:
    """The view of one act."""
    way = WAYS[act]

    @needs(PERMISSIONS[act])
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: MemberRequest, pk: str) -> HttpResponse:
        commitment = found(request, pk)
        # What came from a file is as it is; what is prepared in a side room is promised to nobody yet.
        if commitment.batch_id or request.room.kind == RoomKind.SIDE:
            raise Http404
        form = form_for(way, commitment, posted(request))
        if request.method != "POST" or not form.is_valid():
            return asked(request, act, form, commitment)
        try:
            done = way.run(commitment, by=request.seat, **arguments(way, form.cleaned_data))
        except NotPossible as refused:
            form.add_error(None, refusal_words(refused))
            status = 403 if refused.reason in FOR_OTHERS else 409
            return asked(request, act, form, commitment, status=status)
        except SomebodyWasQuicker as quicker:
            form.add_error(None, quicker_words(quicker.commitment))
            goes_on_from(form, quicker.commitment.turn)
            return asked(request, act, form, quicker.commitment, status=409)
        return answered(request, done)

    view.__doc__ = str(way.title)
    return view


def arguments(way: Way, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the form says, under the names of the action."""
    given = {way.words: cleaned.get("words", ""), "seen": cleaned.get("seen")}
    return given | ({"due": cleaned["due"]} if way.form is MoveForm else {})


def answered(request: MemberRequest, commitment: Commitment) -> HttpResponse:
    """After the act: the card again where only it was asked for, else the page of the promise."""
    if request.htmx and request.htmx.target == f"c-{commitment.id}":
        card = card_of(commitment, request.seat, now=now())
        answer = render(request, "commitments/_card.html", {"card": card})
        # What the actor did waits for them no longer; the follower tells only the others.
        return trigger_client_event(answer, "live:inbox")
    return redirect(here(request, "commitments.one", pk=commitment.id))


def asked(
    request: MemberRequest, act: Act, form: forms.Form, commitment: Commitment, *, status: int = 200
) -> HttpResponse:
    """The act's own page: what it means, and its form; nothing that was typed is lost."""
    status = 422 if status == 200 and form.is_bound else status
    card: Card = card_of(commitment, request.seat, now=now())
    place = place_of(commitment.zone, place_on(commitment.promiser, commitment.zone))
    context = {"way": WAYS[act], "act": act, "form": form, "card": card, "place": place}
    context |= {"audience": audience_of(request.room), "button": button_words(act, commitment)}
    context |= {"means": means_words(act, commitment)}
    if not form.is_bound:
        context["refused"] = refused_words(request, act, commitment=commitment)
    return render(request, "commitments/act.html", context, status=status)


def refused_words(request: MemberRequest, act: Act, *, commitment: Commitment) -> str:
    """Why this cannot be done from here and now; empty where it can."""
    try:
        check(act, commitment, by=request.seat, now=now(), words="so far none")
    except NotPossible as refused:
        return refusal_words(refused)
    return ""


def button_words(act: Act, commitment: Commitment) -> str:
    """What the button does, with the day in it where there is one."""
    if act is Act.AGREE_MOVE and commitment.ask_due:
        return gettext("Agree to %(day)s") % {
            "day": when(
                commitment.ask_due,
                known_zone(commitment.zone),
                place_on(commitment.promiser, commitment.zone),
            )
        }
    if act is Act.CONFIRM and commitment.stands is State.DISPUTED:
        return gettext("Confirm it after all")
    return str(WAYS[act].button)


def means_words(act: Act, commitment: Commitment) -> str:
    """What the act means now; taking back what nobody has accepted costs nothing."""
    if act is Act.WITHDRAW and commitment.stands is State.PROPOSED:
        return gettext("Nobody has accepted it yet, so it then counts nowhere.")
    return str(WAYS[act].means)


def refusal_words(refused: NotPossible) -> str:
    """Why it is not possible, with the names of the two sides."""
    commitment = refused.commitment
    if commitment is None:
        return gettext(SENTENCES[refused.reason]) % {
            "promiser": "",
            "receiver": "",
            "due": "",
            "answer_by": "",
        }
    zone, place = known_zone(commitment.zone), place_on(commitment.promiser, commitment.zone)
    values = {
        "promiser": commitment.promiser.short,
        "receiver": receiver_name(commitment),
        "due": when(commitment.due, zone, place),
        "answer_by": when(commitment.answer_by, zone, place) if commitment.answer_by else "",
    }
    return gettext(SENTENCES[refused.reason]) % values


def quicker_words(commitment: Commitment) -> str:
    """Somebody acted between looking and sending: what happened, and that nothing was lost."""
    story = commitment.lines.order_by("-idx").first()
    entry = story.idx if story else 0
    return gettext(
        "Somebody acted on this a moment before you (entry %(entry)s). Nothing of yours was sent; "
        "your words are kept here. Look at where it stands now, then decide again."
    ) % {"entry": entry}
