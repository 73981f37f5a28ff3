"""What a table waits for by its votes: the voices of each side, and the moments at which votes end."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from troth.decisions.queries.looks import Seen, open_in_room
from troth.decisions.rules.voices import GUESTS
from troth.foundation.web.offers import Moment, Owed
from troth.foundation.web.times import from_day, when
from troth.partnerships.addresses import here


def owed(request: HttpRequest, *, limit: int) -> Iterable[Owed]:
    """Votes that wait for an organisation's voice; where people vote, nobody in particular is named."""
    for seen in asked(request)[:limit]:
        for place in seen.awaited:
            if place.person_id is None:
                yield Owed(
                    party=place.party_id,
                    since=seen.decision.raised_at,
                    sentence=_("Vote on “%(what)s”") % {"what": seen.decision.question},
                    note=from_day(seen.decision.raised_at),
                    url=here(request, "decisions.one", pk=seen.decision.id),
                    token="half",  # noqa: S106  # a sign on the page
                )


def ahead(request: HttpRequest, *, limit: int) -> Iterable[Moment]:
    """The next votes that end."""
    person = vars(request)["person"]
    for seen in asked(request)[:limit]:
        one = seen.decision
        yield Moment(
            at=one.until,
            sentence=_("The vote ends: %(what)s") % {"what": one.question},
            note=when(one.until, person.zone, person.place),
            url=here(request, "decisions.one", pk=one.id),
        )


def asked(request: HttpRequest) -> list[Seen]:
    """The open votes of this room; looked up once for a page."""
    found = vars(request)
    if found["seat"].kind in GUESTS:
        # What is not decided yet is between those who decide.
        return []
    if "_open_votes" not in found:
        found["_open_votes"] = open_in_room(found["room"], found["seat"])
    kept: list[Seen] = found["_open_votes"]
    return kept
