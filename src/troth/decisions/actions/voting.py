"""Speaking: a voice says yes, no, stands aside or objects, and may say otherwise until it is decided."""

from dataclasses import dataclass

from django.db import transaction

from troth.decisions.actions.closing import open_now, settle
from troth.decisions.models import LONGEST_ARGUMENT, Decision, Place, Vote
from troth.decisions.queries.rolls import places_of, voices_of
from troth.decisions.rules.refusals import NotPossible, Reason
from troth.decisions.rules.voices import Speaker, is_own, why_not_say, why_not_speak
from troth.foundation.facts.decisions import Choice, DecisionVoted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Seat


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says with one voice; `version` and `seen` are what they were looking at."""

    place: str
    choice: Choice
    version: int
    seen: int
    argument: str = ""


def speaker(seat: Seat) -> Speaker:
    """A seat as the rules see it."""
    return Speaker(party=seat.party_id, person=seat.person_id, decides=seat.is_admin)


@transaction.atomic
def vote(decision: Decision, said: Said, *, by: Seat) -> Decision:
    """Give or change a voice; with the last one that matters it is decided. Raises `NotPossible`."""
    found = open_now(decision)
    if said.version != found.version:
        raise NotPossible(Reason.NEW_WORDS)
    place = place_of(found, said, by=by)
    argument = said.argument.strip()[:LONGEST_ARGUMENT]
    refused = why_not_say(said.choice, argument, rule=found.rule)
    if refused:
        raise NotPossible(refused)
    again = keep(place, said.choice, argument=argument, by=by)
    proxied = not is_own(voices_of([place])[place.id], speaker(by))
    record(
        DecisionVoted(
            room=Ulid(found.room_id),
            by=by.actor,
            decision=found.id,
            version=found.version,
            party=place.party_id,
            choice=said.choice,
            again=again,
            proxied=proxied,
            argument=argument or None,
            voter=place.person_id,
        )
    )
    settle(found, by=by.actor)
    return found


def place_of(decision: Decision, said: Said, *, by: Seat) -> Place:
    """The voice that is meant. Raises `NotPossible` where it is not theirs, or has spoken meanwhile."""
    places = {place.id: place for place in places_of([decision])}
    voices = voices_of(places.values())
    voice = voices.get(Ulid(said.place))
    if voice is None:
        raise NotPossible(Reason.NOT_ON_ROLL)
    proxy = voices.get(voice.proxy) if voice.proxy else None
    refused = why_not_speak(voice, speaker(by), proxy=proxy)
    place = places[voice.id]
    if refused:
        who = (proxy and places[proxy.id].party.short) or place.party.short
        raise NotPossible(refused, who=who)
    if place.turn != said.seen:
        who = place.seat.person.name if place.seat else place.party.short
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=who)
    return place


def keep(place: Place, choice: Choice, *, argument: str, by: Seat) -> bool:
    """Keep what was said, beside all that was said before; True if it is not the first word."""
    again = bool(place.choice)
    given = {"choice": choice.value, "argument": argument, "seat": by, "at": now()}
    Vote.objects.create(place=place, **given)
    here = Place.objects.filter(pk=place.pk, turn=place.turn)
    if not here.update(**given, turn=place.turn + 1):
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=place.party.short)
    return again
