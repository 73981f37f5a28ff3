"""Handing a voice to another one on the roll, for one decision, and taking it back."""

from django.db import transaction

from troth.decisions.actions.closing import end_proxy, open_now
from troth.decisions.actions.voting import speaker
from troth.decisions.models import Decision, Place
from troth.decisions.queries.rolls import places_of, voices_of
from troth.decisions.rules.refusals import NotPossible, Reason
from troth.decisions.rules.voices import Voice, is_own, why_not_hand_on
from troth.foundation.facts.decisions import DecisionProxyGiven
from troth.foundation.kernel.ulid import Ulid
from troth.ledger.actions import record
from troth.partnerships.models import Seat


@transaction.atomic
def hand_on(decision: Decision, *, place: str, to: str, by: Seat) -> Decision:
    """Let another one on the roll speak this voice too. Raises `NotPossible`."""
    found = open_now(decision)
    voices = voices_of(places_of([found]))
    giver, holder = voices.get(Ulid(place)), voices.get(Ulid(to))
    if giver is None or holder is None:
        raise NotPossible(Reason.NOT_ON_ROLL)
    check_own(giver, by)
    refused = why_not_hand_on(giver, holder, allowed=found.proxies)
    if refused:
        raise NotPossible(refused)
    Place.objects.filter(pk=giver.id).update(proxy_id=holder.id)
    record(
        DecisionProxyGiven(
            room=Ulid(found.room_id),
            by=by.actor,
            decision=found.id,
            party=giver.party,
            proxy=holder.party,
        )
    )
    return found


@transaction.atomic
def take_back(decision: Decision, *, place: str, by: Seat) -> Decision:
    """Speak for oneself again; what the proxy has said counts until one does. Raises `NotPossible`."""
    found = open_now(decision)
    listed = {one.id: one for one in places_of([found])}
    giver = voices_of(listed.values()).get(Ulid(place))
    if giver is None:
        raise NotPossible(Reason.NOT_ON_ROLL)
    check_own(giver, by)
    if giver.proxy is None:
        raise NotPossible(Reason.NO_PROXY)
    end_proxy(found, listed[giver.id], by=by.actor)
    return found


def check_own(voice: Voice, by: Seat) -> None:
    """Raises `NotPossible` where the voice is not theirs to hand on."""
    who = speaker(by)
    if who.party is None:
        raise NotPossible(Reason.NO_SIDE)
    if not is_own(voice, who):
        raise NotPossible(Reason.NOT_ON_ROLL)
    if voice.person is None and not who.decides:
        raise NotPossible(Reason.ADMINS_VOTE)
