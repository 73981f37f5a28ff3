"""What affects everybody: proposing it, reading who has said what, answering."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.partnerships import Act, MotionOutcome
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.partnerships.actions.motions import Answered, assent, withdraw
from troth.partnerships.addresses import here
from troth.partnerships.forms.consent import MATTERS, AnswerForm
from troth.partnerships.models.consent import ACTS
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.motions import MotionSeen, motion_in, parties_in
from troth.partnerships.queries.terms import terms
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.sentences import matter_words, rule_words, way_out_words
from troth.partnerships.views.answers import LOOK_AGAIN, put_beside, say_no, send_letters
from troth.people.proof import ask_for_proof, is_fresh

# The one list of everything that is decided here; it belongs to the noun that shows it.
LIST = "decisions"
# What is said after an answer; after these acts, when carried, the motion's own page may be gone.
ENDING = (Act.REMOVE_PARTY, Act.CLOSE)
AFTER = {
    MotionOutcome.OPEN: _("Your answer is kept. It is carried out with the last yes it needs."),
    MotionOutcome.CARRIED: _("That was the last yes it needed: it is carried out."),
    MotionOutcome.REFUSED: _("It cannot be carried any more. Nothing was changed."),
}


@needs(Permission.CONSENT_READ)
@require_safe
def consent(request: MemberRequest) -> HttpResponse:
    """Motions stand among all decisions of the room: there is one list."""
    return redirect(here(request, LIST))


@needs(Permission.CONSENT_PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest, act: str) -> HttpResponse:
    """Propose one of the acts that affect everybody."""
    if act not in MATTERS or request.room.kind != RoomKind.SHARED:
        raise Http404
    parties = parties_in(request.room, request.seat)
    form = MATTERS[Act(act)](posted(request), seat=request.seat, parties=parties)
    status = LOOK_AGAIN if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            return after(request, form.propose())
        except NotPossible as refused:
            status = put_beside(form, refused)
    context = {"form": form, "act": Act(act), "title": ACTS[Act(act)], "count": len(parties)}
    context |= {"audience": audience_of(request.room)}
    return render(request, "partnerships/propose.html", context, status=status)


def after(request: MemberRequest, answered: Answered) -> HttpResponse:
    """After an answer: the letter it brought goes out, and the motion is shown."""
    motion = answered.motion
    gone = motion.outcome == MotionOutcome.CARRIED and motion.act in ENDING
    back = here(request, LIST) if gone else here(request, "people.consent.one", key=motion.id)
    letters = [answered.invited] if answered.invited else []
    return send_letters(request, letters, back=back, words=AFTER[MotionOutcome(motion.outcome)])


def found(request: MemberRequest, key: str) -> MotionSeen:
    """A motion of this room. Raises Http404 for others."""
    seen = motion_in(request.room, request.seat, key)
    if seen is None:
        raise Http404
    return seen


def page(
    request: MemberRequest, seen: MotionSeen, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    """The motion, what it means, who has said what, and the answer where one is asked."""
    limits = terms(request.partnership.id, now())
    context = {
        "seen": seen,
        "form": form,
        "way_out": way_out_words(limits.decision.deadlock.value),
        "named": limits.signed,
        "sentence": matter_words(seen.motion),
        "rule": rule_words(seen.motion.rule),
        "audience": audience_of(request.room),
        "may_answer": seen.has_vote and granted(request.seat.kind, Permission.CONSENT_GIVE),
        "may_withdraw": seen.is_ours and granted(request.seat.kind, Permission.CONSENT_PROPOSE),
    }
    return render(request, "partnerships/motion.html", context, status=status)


@needs(Permission.CONSENT_READ)
@require_safe
def one(request: MemberRequest, key: str) -> HttpResponse:
    """One motion."""
    return page(request, found(request, key), AnswerForm())


@needs(Permission.CONSENT_GIVE)
@require_POST
def answer(request: MemberRequest, key: str) -> HttpResponse:
    """Say yes or no for one's organisation."""
    seen = found(request, key)
    if seen.motion.act == Act.CLOSE and not is_fresh(request):
        return ask_for_proof(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, seen, form, status=LOOK_AGAIN)
    try:
        said = assent(seen.motion, by=request.seat, yes=form.yes, word=form.cleaned_data["word"])
        return after(request, said)
    except NotPossible as refused:
        return page(request, found(request, key), form, status=put_beside(form, refused))


@needs(Permission.CONSENT_PROPOSE)
@require_POST
def take_back(request: MemberRequest, key: str) -> HttpResponse:
    """Withdraw what one's own side has proposed."""
    seen = found(request, key)
    try:
        withdraw(seen.motion, by=request.seat)
    except NotPossible as refused:
        return say_no(request, refused, back=here(request, LIST))
    messages.success(request, _("You have taken it back."))
    return redirect(here(request, LIST))
