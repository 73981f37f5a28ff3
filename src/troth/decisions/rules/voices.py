"""Voices on a roll: who may speak one, what it may say, and when it may be handed on."""

from dataclasses import dataclass
from typing import Final

from troth.decisions.rules.refusals import Reason
from troth.decisions.rules.rule import CHOICES, Rule
from troth.foundation.facts.decisions import Choice
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid

# They read what was decided; what is still open is between those who decide.
GUESTS: Final = frozenset({Role.GUEST_READ, Role.GUEST_CONTRIBUTE})


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One place on the roll. `person` is None where the organisation has the voice."""

    id: Ulid
    party: Ulid
    person: Ulid | None = None
    choice: Choice | None = None
    proxy: Ulid | None = None  # the place that speaks for this one
    holds: bool = False  # whether it speaks for another one


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """A seat that wants to speak."""

    party: Ulid | None
    person: Ulid
    decides: bool  # for its organisation


def is_own(voice: Voice, by: Speaker) -> bool:
    """Whether this voice is the speaker's, or their organisation's."""
    return voice.person == by.person if voice.person else voice.party == by.party


def why_not_speak(voice: Voice, by: Speaker, *, proxy: Voice | None) -> Reason | None:
    """Why this seat cannot speak this voice; `proxy` is the place it was handed to."""
    if by.party is None:
        return Reason.NO_SIDE
    if is_own(voice, by) and proxy is not None:
        return Reason.HANDED_ON
    if not is_own(proxy or voice, by):
        return Reason.NOT_ON_ROLL
    return None if voice.person or by.decides else Reason.ADMINS_VOTE


def why_not_say(choice: Choice, argument: str, *, rule: Rule) -> Reason | None:
    """Why a voice cannot say this under the rule: objections come with a reason."""
    if choice not in CHOICES[rule.method]:
        return Reason.CHOICE_UNKNOWN
    return Reason.REASON_NEEDED if choice is Choice.OBJECT and not argument.strip() else None


def why_not_hand_on(giver: Voice, to: Voice, *, allowed: bool) -> Reason | None:
    """Why a voice cannot be handed on to that one: no chains, and not after it has spoken."""
    if not allowed:
        return Reason.PROXIES_OFF
    if giver.id == to.id:
        return Reason.PROXY_TO_SELF
    if giver.choice is not None:
        return Reason.PROXY_VOTED
    if giver.proxy is not None:
        return Reason.PROXY_GIVEN
    if giver.holds:
        return Reason.PROXY_HOLDS
    return Reason.PROXY_CHAIN if to.proxy is not None else None
