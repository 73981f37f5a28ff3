"""The forms in which something is proposed, or other words for it."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.adjustments import actions
from troth.adjustments.actions.proposing import Draft, Words
from troth.adjustments.forms import OWN, ProposeForm, WordsForm
from troth.adjustments.ideas import WORDS
from troth.adjustments.models import Adjustment
from troth.adjustments.queries.helpful import helpful
from troth.adjustments.queries.looks import standing_for
from troth.adjustments.rules.catalogue import ideas_for
from troth.adjustments.rules.proposing import Way, why_not_between
from troth.adjustments.rules.refusals import NotPossible, Reason
from troth.adjustments.views.pages import found_or_404
from troth.adjustments.views.seen import shown
from troth.adjustments.words import NAMES, known_words, why_not
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.adjustments import Idea
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.foundation.web.times import in_zone
from troth.partnerships.addresses import here
from troth.partnerships.models import Party, Seat
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of, seats_in
from troth.partnerships.queries.terms import terms
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.answers import LOOK_AGAIN, status_of
from troth.partnerships.views.items import may, only_shared
from troth.people.zones import known_zone

# Beside which field it is said what the writer can mend there.
FIELDS = {
    Reason.WORDS_MISSING: "change",
    Reason.KEEPER_ELSEWHERE: "keeper",
    Reason.OTHER_DIMENSION: "idea",
    Reason.DAY_PASSED: "recheck_on",
    Reason.DAY_TOO_FAR: "recheck_on",
}


@dataclass(frozen=True, kw_only=True)
class IdeaShown:
    """One line of the catalogue, as the form shows it."""

    value: str
    title: str
    how: str
    suits: str
    look: str
    known: str
    chosen: bool


def way_asked(request: MemberRequest) -> Way | None:
    """The direction and dimension that are named; None where they are not. Raises Http404 for odd ones."""
    asked = request.POST if request.method == "POST" else request.GET
    about, _between, towards = asked.get("way", "").partition(".")
    about, towards = asked.get("about", about), asked.get("towards", towards)
    dimension = asked.get("dimension", "")
    if not (about and towards and dimension):
        return None
    sat = {party.id for party in seated(request)}
    if dimension not in set(Dimension) or not {about, towards} <= sat:
        raise Http404
    return Way(about=Ulid(about), towards=Ulid(towards), dimension=Dimension(dimension))


@needs(Permission.ADJUSTMENT_PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Propose to do something differently; without a direction, choose one first."""
    only_shared(request)
    way = way_asked(request)
    if way is None:
        return choose(request)
    standing = standing_for(request.room, way)
    if request.method != "POST" and standing:
        return redirect(here(request, "adjustments.one", pk=standing.id))
    form = propose_form(request, way)
    if request.method != "POST" or not form.is_valid():
        return ask(request, way, form=form, status=LOOK_AGAIN if form.is_bound else 200)
    return proposed(request, way, form=form)


def proposed(request: MemberRequest, way: Way, *, form: ProposeForm) -> HttpResponse:
    """Propose it and show it; or the form again, with what was typed and why not."""
    draft = Draft(way=way, words=words_of(form, idea=form.idea_of()), idea=form.idea_of())
    try:
        made = actions.propose(draft, room=request.room, by=request.seat)
    except NotPossible as refused:
        status = say(form, refused)
        return ask(request, way, form=form, status=status, standing=refused.about)
    other = next(party for party in sides_of(request, way) if party.id != request.seat.party_id)
    messages.success(request, _("It is proposed, and %(who)s is asked.") % {"who": other.short})
    return redirect(here(request, "adjustments.one", pk=made.id))


def say(form: WordsForm, refused: NotPossible) -> int:
    """Say it beside its field, so that nothing typed is lost; the status of the answer."""
    field = FIELDS.get(refused.reason)
    known = field if field in form.fields else None
    form.add_error(known, why_not(refused))
    return LOOK_AGAIN if known else status_of(refused)


def words_of(form: WordsForm, *, idea: Idea | None = None) -> Words:
    """What the form says; an idea speaks for what was left empty."""
    said, (keeper, person) = form.cleaned_data, form.chosen()
    spoken = WORDS[idea] if idea else None
    return Words(
        title=said["title"] or (str(spoken.title).rstrip(".") if spoken else ""),
        change=said["change"] or (str(spoken.how) if spoken else ""),
        keeper=Ulid(keeper),
        person=person,
        recheck_on=said["recheck_on"],
    )


def propose_form(request: MemberRequest, way: Way) -> ProposeForm:
    """The form, with the owner and the day that are usual."""
    today = in_zone(now(), known_zone(zone_here(request))).date()
    weeks = terms(request.partnership.id, now()).recheck_weeks
    chosen = request.GET.get("idea", "")
    usual = {"keeper": way.about, "recheck_on": today + timedelta(weeks=weeks), "idea": chosen}
    return ProposeForm(
        posted(request),
        ideas=[(idea, str(WORDS[idea].title)) for idea in ideas_for(way.dimension)],
        initial=usual,
        sides=sides_of(request, way),
        people=people_of(request, way),
    )


def zone_here(request: MemberRequest) -> str:
    """The clock of the reader's side."""
    party = request.seat.party
    return party.zone if party else "UTC"


def sides_of(request: HttpRequest, way: Way) -> list[Party]:
    """The two sides, the reader's own first."""
    return [party for party in seated(request) if party.id in way.sides]


def people_of(request: MemberRequest, way: Way) -> list[Seat]:
    """Those who sit for one of the two sides, as far as a list of names is read."""
    return [seat for seat in seats_in(request.room) if seat.party_id in way.sides]


def ask(
    request: MemberRequest, way: Way, *, form: ProposeForm, status: int, standing: str = ""
) -> HttpResponse:
    """The form; where the direction is between others, why it cannot be used."""
    inside = frozenset(Ulid(party.id) for party in seated(request))
    own = Ulid(request.seat.party_id) if request.seat.party_id else None
    refused = why_not_between(way, party=own, inside=inside)
    parties = {party.id: party for party in seated(request)}
    context = {
        "form": form,
        "ideas": ideas_shown(request, way, form=form),
        "own": OWN,
        "own_chosen": form["idea"].value() == OWN,
        "about": parties[way.about],
        "towards": parties[way.towards],
        "dimension": way.dimension.value,
        "name": NAMES[way.dimension],
        "refused": why_not(NotPossible(refused)) if refused else "",
        "standing_url": here(request, "adjustments.one", pk=standing) if standing else "",
        "audience": audience_of(request.room),
        "back": here(request, "adjustments"),
    }
    shown_as = status_of(NotPossible(refused)) if refused else status
    return render(request, "adjustments/propose.html", context, status=shown_as)


def ideas_shown(request: MemberRequest, way: Way, *, form: ProposeForm) -> list[IdeaShown]:
    """The catalogue for this dimension, with what other partnerships found."""
    found, chosen = helpful(Ulid(request.partnership.id)), form["idea"].value()
    return [
        IdeaShown(
            value=idea.value,
            title=str(WORDS[idea].title),
            how=str(WORDS[idea].how),
            suits=str(WORDS[idea].suits),
            look=str(WORDS[idea].look),
            known=known_words(found.get(idea)),
            chosen=idea.value == chosen,
        )
        for idea in ideas_for(way.dimension)
    ]


def choose(request: MemberRequest) -> HttpResponse:
    """Between whom, and about what: the reader's own side with each other one, in both directions."""
    parties, own = list(seated(request)), request.seat.party_id
    pairs = [(about, towards) for about in parties for towards in parties if about != towards]
    context = {
        "ways": [one for one in pairs if own in {one[0].id, one[1].id}],
        "dimensions": [(one.value, NAMES[one]) for one in Dimension],
        "may_propose": may(request, Permission.ADJUSTMENT_PROPOSE),
        "audience": audience_of(request.room),
    }
    return render(request, "adjustments/choose.html", context)


@needs(Permission.ADJUSTMENT_PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def other_words(request: MemberRequest, pk: str) -> HttpResponse:
    """Propose other words, another day or another owner."""
    one = found_or_404(request, pk)
    form = WordsForm(
        posted(request),
        initial=words_now(one),
        sides=sides_of(request, one.way),
        people=people_of(request, one.way),
    )
    if request.method != "POST" or not form.is_valid():
        return ask_again(request, one, form=form, status=LOOK_AGAIN if form.is_bound else 200)
    try:
        actions.change(one, words_of(form), by=request.seat, seen=seen_by(request))
    except NotPossible as refused:
        again = found_or_404(request, pk)
        return ask_again(request, again, form=form, status=say(form, refused))
    messages.success(request, _("Your words stand there now, and the other side is asked."))
    return redirect(here(request, "adjustments.one", pk=one.id))


def words_now(one: Adjustment) -> dict[str, object]:
    """What the form begins with."""
    keeper = one.person_id or one.keeper_id
    return {
        "title": one.title,
        "change": one.change,
        "keeper": keeper,
        "recheck_on": one.recheck_on,
    }


def seen_by(request: HttpRequest) -> int:
    """The version the page showed; none that ever was, where it says something else."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 8 else 0


def ask_again(
    request: MemberRequest, one: Adjustment, *, form: WordsForm, status: int
) -> HttpResponse:
    """The form with the words as they stand, or as they were typed."""
    seen = shown(request, one)
    context = {
        "form": form,
        "shown": seen,
        # Whoever was told of other words goes on from those; a form that came back for itself does not.
        "seen": seen_by(request) if status == LOOK_AGAIN else one.version,
        "moved": form.is_bound and seen_by(request) != one.version,
        "may_change": "change" in seen.acts,
        "audience": audience_of(request.room),
    }
    return render(request, "adjustments/change.html", context, status=status)
