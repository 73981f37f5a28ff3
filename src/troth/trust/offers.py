"""What trust gives to places that must not know it: a section, a quiet word, a summary."""

from functools import partial

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.commitments.models import Commitment
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.trust import ReviewPrepared
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Section, Slot
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.clasp.specimens import specimens
from troth.trust.enclosed import enclosed
from troth.trust.queries.readings import readings_of
from troth.trust.views.adjusting import measured
from troth.trust.views.pairs import PAIRS_SHOWN, couples, pairs
from troth.trust.words import quiet_words

SECTION = Section(
    order=80,
    name=lambda: _("Trust"),
    url_name="trust",
    permission=Permission.TRUST_READ,
    only_shared=True,
)


def quiet_note(request: HttpRequest, about: object, *, link: bool = True) -> Markup:
    """Beside an open promise, for the promising side alone: how likely it is, and that moving is free.

    Without `link` where the page has the button for it already.
    """
    found = vars(request)
    seat, one = found["seat"], about
    if not isinstance(one, Commitment) or one.promiser_id != seat.party_id:
        return Markup("")
    if one.state != "accepted" or one.due <= now() or found["room"].kind != RoomKind.SHARED:
        return Markup("")
    word = readings_of(request).quiet_words(one.promiser_id).get(one.id)
    if word is None:
        return Markup("")
    context = {"words": quiet_words(word.of_ten), "one": one, "party": seat.party, "link": link}
    return Markup(render_to_string("trust/_quiet.html", context, request=request))  # noqa: S704  # a template that escapes


def subset_note(request: HttpRequest, _about: object) -> Markup:
    """On the page of a promise that some of the parties see: it counts nowhere."""
    if vars(request)["room"].kind in {RoomKind.SHARED, RoomKind.SIDE}:
        return Markup("")
    words = _(
        "Not everybody at the table sees this, so it is kept and reminded but counts in no figure."
    )
    return Markup('<p class="small soft">{}</p>').format(words)


def summary(request: HttpRequest, _about: object) -> Markup:
    """On the overview: one sentence per direction, and the sign where there is a reading."""
    found = vars(request)
    if found["room"].kind != RoomKind.SHARED or not granted(
        found["seat"].kind, Permission.TRUST_READ
    ):
        return Markup("")
    every = couples(request)
    shown = pairs(request, every[:PAIRS_SHOWN])
    early = any(not way.hand.fingers[0].of_ten for pair in shown for way in pair.ways)
    context = {"pairs": shown, "early": early, "is_all": len(every) <= PAIRS_SHOWN}
    return Markup(render_to_string("trust/_summary.html", context, request=request))  # noqa: S704  # a template that escapes


def states(request: HttpRequest, _about: object) -> Markup:
    """On the page of components: the picture in every state, made up."""
    context = {"specimens": specimens()}
    return Markup(render_to_string("trust/_states.html", context, request=request))  # noqa: S704  # a template that escapes


SLOTS = (
    Slot(place="commitment.card.foot", render=quiet_note),
    Slot(place="commitment.page.foot", render=partial(quiet_note, link=False)),
    Slot(place="commitment.page.foot", render=subset_note),
    Slot(place="overview.trust", render=summary),
    Slot(place="design.pictures", render=states),
    Slot(place="adjustment.measured", render=measured),
)
ENCLOSED = {ReviewPrepared.kind: enclosed}
