"""What a carried motion does, in the transaction of the last assent and nowhere else."""

from collections.abc import Callable
from typing import Final

from troth.foundation.facts.partnerships import Act
from troth.foundation.kernel.instants import read_instant
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import parse_ulid
from troth.partnerships.actions.founding import Founder, invite_founder
from troth.partnerships.actions.holding import joined_parties
from troth.partnerships.actions.leaving import get_up
from troth.partnerships.actions.limiting import set_consent_rule
from troth.partnerships.actions.settling import shut
from troth.partnerships.actions.sharing import carry_over
from troth.partnerships.actions.tokens import Invited, write_invitation
from troth.partnerships.models import Motion, Party, Room, Seat
from troth.partnerships.models.seats import HERE
from troth.partnerships.rules.consent import FEWEST_TO_REMOVE
from troth.partnerships.rules.refusals import NotPossible, Reason

Execution = Callable[[Motion, Seat], Invited | None]


def add_party(motion: Motion, by: Seat) -> Invited:
    """Lay a place and invite the first person of the organisation to speak for it."""
    founder = Founder(name=motion.about["name"], email=motion.about["email"])
    here = Party.objects.filter(partnership=motion.partnership_id, standing__in=HERE)
    if here.filter(name__iexact=founder.name).exists():
        raise NotPossible(Reason.NAME_TAKEN, name=founder.name)
    return invite_founder(founder, by=by, room=motion.room_id, founding=False)


def remove_party(motion: Motion, by: Seat) -> None:
    """Let the party get up."""
    if motion.about_party is None:
        raise NotPossible(Reason.NOTHING_THERE)
    if len(joined_parties(motion.partnership_id)) <= FEWEST_TO_REMOVE:
        raise NotPossible(Reason.TWO_ALONE)
    get_up(motion.about_party, by=by.actor, motion=motion.id)


def seat_facilitator(motion: Motion, by: Seat) -> Invited:
    """Invite the one whom every party has accepted."""
    until = motion.about.get("until")
    return write_invitation(
        by=by,
        email=motion.about["email"],
        party=None,
        role=Role.FACILITATOR.value,
        seat_until=read_instant(until) if until else None,
    )


def change_rule(motion: Motion, by: Seat) -> None:
    """Write new terms that differ in the rule alone."""
    rule = motion.about["rule"]
    set_consent_rule(motion.partnership, rule, room=motion.room_id, by=by.actor)


def widen(motion: Motion, by: Seat) -> None:
    """Make the copy in the wider room."""
    about = motion.about
    wider = Room.objects.get(pk=about["to"], partnership=motion.partnership_id)
    item = parse_ulid(about["item"])
    carry_over(item, noun=about["noun"], origin=motion.room, wider=wider, by=by)


def close(motion: Motion, by: Seat) -> None:
    """Close the table for good."""
    shut(motion.partnership, by=by.actor, motion=motion.id)


EXECUTE: Final[dict[Act, Execution]] = {
    Act.ADD_PARTY: add_party,
    Act.REMOVE_PARTY: remove_party,
    Act.SEAT_FACILITATOR: seat_facilitator,
    Act.CHANGE_RULE: change_rule,
    Act.WIDEN: widen,
    Act.CLOSE: close,
}
