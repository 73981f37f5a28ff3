"""Votes that wait for whoever reads a letter: which wording, and with which voice they would speak."""

from troth.decisions.models import Place, State, Wording
from troth.decisions.queries.rolls import places_of, voices_of
from troth.decisions.rules.voices import Speaker, is_own, why_not_speak
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.decisions import DecisionProposed, DecisionRevised
from troth.foundation.facts.fact import Fact
from troth.partnerships.models import Seat
from troth.partnerships.models.seats import Phase

PUT = {DecisionProposed.kind, DecisionRevised.kind}


def ballot_at(fact: Fact, seat: Seat) -> Wording | None:
    """The wording that this line puts to the vote, where it is still open and this seat has a voice in it."""
    if fact.kind not in PUT or not granted(seat.kind, Permission.DECISION_VOTE):
        return None
    if seat.partnership.phase == Phase.CLOSED:
        return None
    rows = Wording.objects.filter(
        decision=vars(fact)["decision"], number=vars(fact).get("version", 1), closed_at=None
    )
    one = rows.filter(decision__state=State.OPEN).select_related("decision").first()
    if one is None or one.number != one.decision.version or own_place(one, seat) is None:
        return None
    return one


def own_place(one: Wording, seat: Seat) -> Place | None:
    """The voice that is this person's own, or their organisation's; one handed on speaks on the page alone."""
    by = Speaker(party=seat.party_id, person=seat.person_id, decides=seat.is_admin)
    places = {place.id: place for place in places_of([one.decision])}
    voices = voices_of(places.values())
    for key, voice in voices.items():
        proxy = voices.get(voice.proxy) if voice.proxy else None
        if is_own(voice, by) and why_not_speak(voice, by, proxy=proxy) is None:
            return places[key]
    return None
