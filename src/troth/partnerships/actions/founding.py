"""A table is proposed, and founders accept or decline; it opens when all of them sit."""

from dataclasses import dataclass
from itertools import chain

from django.db import transaction

from troth.foundation.facts.fact import Actor
from troth.foundation.facts.partnerships import PartnershipProposed, PartyInvited
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.slugs import own_slug
from troth.ledger.actions import record
from troth.organisations.models import Organisation
from troth.partnerships.actions.limiting import write_terms
from troth.partnerships.actions.sitting import House, house_of, say_accepted, seat_party, take_seat
from troth.partnerships.actions.tokens import Invited, write_invitation
from troth.partnerships.models import Partnership, Party, Room, Seat
from troth.partnerships.rules.consent import UNANIMOUS, is_rule
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.rules.terms import Limits
from troth.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Founder:
    """An organisation asked to sit down: its name as the proposer knows it, and its first person's address."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is said when a table is proposed. `rule` as `rules.consent` reads it."""

    name: str
    founders: tuple[Founder, ...]
    purpose: str = ""
    rule: str = UNANIMOUS
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A proposed table: the proposer's seat, and the letters that must go out."""

    seat: Seat
    invited: tuple[Invited, ...]


@transaction.atomic(durable=True)
def propose(proposal: Proposal, *, by: Person, house: House) -> Proposed:
    """Propose a partnership for an organisation; nothing is shared until every founder has accepted."""
    organisation = house_of(house, by=by)
    check(proposal, organisation)
    table = lay_table(proposal)
    own = Party.objects.create(partnership=table, name=organisation.name, founding=True)
    seat_party(own, organisation)
    room = Room.objects.create(partnership=table, kind=RoomKind.SHARED)
    actor = Actor(by.id, own.id)
    record(
        PartnershipProposed(
            room=room.id,
            by=actor,
            partnership=table.id,
            name=table.name,
            purpose=table.purpose,
            rule=proposal.rule,
        )
    )
    say_accepted(own, by=actor)
    seat = take_seat(table, by, role=Role.ADMIN, party=own)
    invited = tuple(invite_founder(founder, by=seat, room=room.id) for founder in proposal.founders)
    return Proposed(seat=seat, invited=invited)


def check(proposal: Proposal, organisation: Organisation) -> None:
    """Raises `NotPossible` for a proposal without others, or with two of the same name or address."""
    if not proposal.founders:
        raise NotPossible(Reason.FOUNDER_NEEDED)
    if not proposal.name.strip():
        raise NotPossible(Reason.NAME_MISSING)
    if not is_rule(proposal.rule):
        raise NotPossible(Reason.RULE_UNKNOWN)
    seen = set[str]()
    for name in chain([organisation.name], (founder.name for founder in proposal.founders)):
        if name.casefold() in seen:
            raise NotPossible(Reason.NAME_TAKEN, name=name)
        seen.add(name.casefold())
    addresses = [founder.email.lower() for founder in proposal.founders]
    for address in addresses:
        if addresses.count(address) > 1:
            raise NotPossible(Reason.ADDRESS_TWICE, address=address)


def lay_table(proposal: Proposal) -> Partnership:
    """The table with its first terms: the consent rule, and mild limits until a charter is signed."""
    slug = own_slug(Partnership, proposal.name, wanted=proposal.slug)
    table = Partnership.objects.create(slug=slug, name=proposal.name, purpose=proposal.purpose)
    write_terms(table, Limits(consent_rule=proposal.rule))
    return table


def invite_founder(founder: Founder, *, by: Seat, room: Ulid, founding: bool = True) -> Invited:
    """Lay a place for an organisation and invite its first person to speak for it."""
    party = Party.objects.create(
        partnership_id=by.partnership_id, name=founder.name, founding=founding
    )
    record(PartyInvited(room=room, by=by.actor, party=party.id, name=party.name))
    return write_invitation(
        by=by,
        email=founder.email.lower(),
        party=party,
        role=Role.ADMIN.value,
        speaks_for_party=True,
    )
