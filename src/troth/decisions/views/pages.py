"""The list of decisions, and one decision's page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from troth.decisions.forms import QuestionForm, VoteForm
from troth.decisions.models import Place, State, Vote, Wording
from troth.decisions.queries.looks import Seen, inside, look, votes_of, wordings_of
from troth.decisions.queries.usual import usual
from troth.decisions.rules.voices import GUESTS
from troth.decisions.views.lines import (
    is_stuck,
    left_words,
    lines_of,
    may,
)
from troth.decisions.words import (
    CHOICE_WORDS,
    quorum_words,
    result_words,
    rule_words,
)
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.decisions import Choice, Method
from troth.foundation.web.clock import now
from troth.foundation.web.cursors import place_of
from troth.partnerships.forms.consent import MATTERS
from troth.partnerships.models.consent import ACTS
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.terms import terms
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.sentences import rule_words as consent_words
from troth.partnerships.sentences import way_out_words


@dataclass(frozen=True)
class Earlier:
    """A version that is no longer the one in force, with what was said on it."""

    wording: Wording
    votes: Sequence[Vote]


@needs(Permission.DECISION_READ)
@require_safe
def decisions(request: MemberRequest) -> HttpResponse:
    """What waits for a voice first, then what was decided."""
    return render(request, "decisions/list.html", list_context(request, QuestionForm()))


def list_context(request: MemberRequest, form: QuestionForm) -> dict[str, object]:
    """Everything the list says."""
    lines = lines_of(request, before=request.GET.get("before", ""))
    limits = usual(request.partnership.id, now())
    shared = request.room.kind == RoomKind.SHARED
    may_move = shared and granted(request.seat.kind, Permission.CONSENT_PROPOSE)
    return {
        "form": form,
        "going": lines.going,
        "over": lines.over,
        "older": f"?{urlencode({'before': lines.older})}" if lines.older else "",
        "earlier": place_of(request.GET.get("before", "")) is not None,
        "first": next((line.url for line in lines.going if line.waits), ""),
        "may_raise": may(request, Permission.DECISION_RAISE),
        "usual": limits,
        "acts": [(act, ACTS[act]) for act in MATTERS] if may_move else [],
        "consent_rule": consent_words(terms(request.partnership.id, now()).consent_rule),
        "may_read_motions": shared and granted(request.seat.kind, Permission.CONSENT_READ),
        "audience": audience_of(request.room),
    }


@needs(Permission.DECISION_READ)
@require_safe
def decision(request: MemberRequest, pk: str) -> HttpResponse:
    """One question: until when, by which rule, who said what, what came out."""
    return show(request, found_or_404(request, pk))


def found_or_404(request: MemberRequest, pk: str) -> Seen:
    """The decision, if it stands in this room and this reader may read it. Raises Http404."""
    one = get_object_or_404(inside(request.rooms & {request.room.id}), pk=pk)
    if request.seat.kind in GUESTS and one.state in {State.OPEN, State.WITHDRAWN}:
        raise Http404
    return look([one], request.seat)[0]


def show(
    request: MemberRequest,
    seen: Seen,
    *,
    form: VoteForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of one decision; `form` is a vote that came back."""
    votes = [(place, vote_form(seen, place, returned=form)) for place in seen.mine]
    shown = any(one["argument"].value() for _place, one in votes)
    context = context_of(request, seen) | {"error": error, "votes": votes}
    # Where no voice is left to put them beside, the words stand under the refusal.
    context["kept"] = form.data.get("argument", "") if form and not shown else ""
    return render(request, "decisions/one.html", context, status=status)


def vote_form(seen: Seen, place: Place, *, returned: VoteForm | None) -> VoteForm:
    """The form of one voice: as it came back with what is missing, or with what it has said so far.

    What was sent from an older page is put into the form of now, so that sending it again is an answer to now.
    """
    method = Method(seen.decision.method)
    choice, argument = place.choice, place.argument
    if returned is not None and is_for(returned, place, seen=seen):
        if returned.errors and not returned.non_field_errors():
            return returned
        choice = returned.data.get("choice", "")
        argument = returned.data.get("argument", "")
    initial = {"place": place.id, "version": seen.decision.version, "seen": place.turn}
    initial |= {"choice": choice, "argument": argument}
    return VoteForm(initial=initial, method=method, auto_id=f"v-{place.id}-%s")


def is_for(returned: VoteForm, place: Place, *, seen: Seen) -> bool:
    """Whether a vote that came back was this voice's, or its own before the words changed."""
    meant = returned.data.get("place")
    if meant in {one.id for one in seen.places}:
        return bool(meant == place.id)
    return bool(seen.mine) and place.id == seen.mine[0].id


def context_of(request: MemberRequest, seen: Seen) -> dict[str, object]:
    """Everything the page says."""
    one = seen.decision
    guest = request.seat.kind in GUESTS
    wordings = [] if guest else wordings_of(one)
    ours = one.party_id == request.seat.party_id and may(request, Permission.DECISION_RAISE)
    history = [] if guest else votes_of(one)
    voices = seen.said.counts.voices
    limits = usual(request.partnership.id, now())
    return {
        "one": one,
        "seen": seen,
        "guest": guest,
        "rule": rule_words(one.rule, share=one.share),
        "quorum": quorum_words(one.rule, voices),
        "result": result_words(seen.said),
        "left": left_words(one.until) if seen.is_open else "",
        "choices": {choice.value: words for choice, words in CHOICE_WORDS.items()},
        "stuck": is_stuck(seen),
        "usual": limits,
        "may_follow": may(request, Permission.COMMITMENT_MAKE),
        "way_out": way_out_words(limits.way_out),
        "why": wordings[0].why if wordings and one.version > 1 else "",
        "earlier": earlier(wordings[1:], history),
        "history": [vote for vote in history if vote.place.version == one.version],
        "may_revise": ours and one.may_come_again,
        "may_withdraw": ours and seen.is_open and not history,
        "proxies": proxies_of(seen),
        "on_roll": any(seen.owns(place) for place in seen.places),
        "audience": audience_of(request.room),
        "objection": Choice.OBJECT.value,
    }


def earlier(wordings: Sequence[Wording], votes: Sequence[Vote]) -> list[Earlier]:
    """Versions before this one, each with its votes, which no longer count."""
    said: dict[int, list[Vote]] = defaultdict(list)
    for vote in votes:
        said[vote.place.version].append(vote)
    return [Earlier(wording, said[wording.number]) for wording in wordings]


def proxies_of(seen: Seen) -> list[tuple[Place, list[tuple[str, str]]]]:
    """Own voices that have not spoken, each with those that could speak it."""
    if not (seen.decision.proxies and seen.is_open):
        return []
    listed = [one for one in seen.places if one.struck_at is None]
    holders = {one.proxy_id for one in listed if one.proxy_id}
    free = [one for one in listed if seen.owns(one) and not (one.choice or one.proxy_id)]
    return [
        (one, [(to.id, name_of(to)) for to in listed if to.id != one.id and not to.proxy_id])
        for one in free
        if one.id not in holders
    ]


def name_of(place: Place) -> str:
    """Whose voice it is."""
    return place.person.name if place.person else place.party.short
