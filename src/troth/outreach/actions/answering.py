"""What a side does with what only it sees: says something openly, puts it aside; leaves a draft it was offered."""

from dataclasses import dataclass

from django.db import transaction

from troth.discussions.actions.writing import Words
from troth.discussions.actions.writing import begin as begin_topic
from troth.discussions.models import Post
from troth.foundation.facts.outreach import ImbalanceSaid, ImbalanceSetAside
from troth.foundation.kernel.ulid import Ulid
from troth.ledger.actions import hold as hold_logs
from troth.ledger.actions import record
from troth.outreach.models import Offered, Signal
from troth.outreach.queries.signals import shared_room
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.rules.states import ANSWERABLE, OfferState, SignalState
from troth.partnerships.models import Room, Seat


@dataclass(frozen=True, kw_only=True)
class Openly:
    """What is said to everybody: a topic as any other, that names no signal."""

    title: str
    words: str


def hold(signal: Signal, *, shared: Room) -> None:
    """Take it, and then the logs of both rooms: in the order of whoever puts it aside and records that."""
    Signal.objects.select_for_update(no_key=True).get(pk=signal.pk)
    hold_logs([Ulid(shared.id), Ulid(signal.room_id)])


def take(signal: Signal, *, to: SignalState, **changes: object) -> None:
    """Move it on by one turn. Raises `NotPossible` where a colleague was quicker, or its days are over."""
    here = Signal.objects.filter(pk=signal.pk, turn=signal.turn)
    if signal.stands not in ANSWERABLE or not here.update(
        state=to.value, turn=signal.turn + 1, **changes
    ):
        raise NotPossible(Reason.ANSWERED_ALREADY)
    signal.state, signal.turn = to.value, signal.turn + 1


@transaction.atomic
def say_openly(signal: Signal, said: Openly, *, by: Seat) -> Post:
    """Say something about it at the shared table; what is read there knows of no signal. Raises `NotPossible`."""
    if not said.words.strip():
        raise NotPossible(Reason.WORDS_MISSING)
    room = shared_room(by.partnership_id)
    hold(signal, shared=room)
    post = begin_topic(said.title, Words(text=said.words), room=room, by=by)
    take(signal, to=SignalState.SAID, topic=post.topic_id)
    record(ImbalanceSaid(room=Ulid(signal.room_id), by=by.actor, signal=signal.id))
    return post


@transaction.atomic
def set_aside(signal: Signal, *, by: Seat) -> None:
    """Not now. Raises `NotPossible`."""
    if signal.stands is SignalState.SET_ASIDE:
        raise NotPossible(Reason.ANSWERED_ALREADY)
    take(signal, to=SignalState.SET_ASIDE)
    record(ImbalanceSetAside(room=Ulid(signal.room_id), by=by.actor, signal=signal.id))


def settle(draft: Offered, *, to: OfferState) -> None:
    """Of two admins one sends it or leaves it. Raises `NotPossible`."""
    here = Offered.objects.filter(pk=draft.pk, state=OfferState.OFFERED.value)
    if not here.update(state=to.value):
        raise NotPossible(Reason.ANSWERED_ALREADY)
    draft.state = to.value


@transaction.atomic
def leave(draft: Offered) -> None:
    """Not now; nobody comes to know. Raises `NotPossible`."""
    settle(draft, to=OfferState.SET_ASIDE)
