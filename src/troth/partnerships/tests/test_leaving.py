"""Leaving: people lose access at once, what was agreed stays, and nobody is left without an admin."""

from datetime import timedelta

import pytest

from troth.agreements import actions as agreed
from troth.commitments import actions as promised
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.conftest import Refused, Visit
from troth.foundation.kernel.roles import Role
from troth.foundation.web.clock import now
from troth.ledger.models import Entry
from troth.organisations.models import Membership
from troth.partnerships.actions.arriving import accept, decline
from troth.partnerships.actions.belonging import leave_organisation
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.places import ask_again, take_place_away
from troth.partnerships.actions.proposing import ask_to_add
from troth.partnerships.actions.seating import change_role
from troth.partnerships.models import Invitation, Partnership, Party, Seat
from troth.partnerships.queries.door import seats_at
from troth.partnerships.rules.refusals import NoInvitation, Reason
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, party_of, person
from troth.people.models import AccessChange

RAVI = Founder(name="Kaveri Analytics", email="ravi@kaveri.example")
OTTO = Founder(name="Delta Freight", email="otto@delta.example")


def test_the_people_and_guests_of_a_party_go_with_it(cast: Cast) -> None:
    seats = [cast.ingrid, cast.tor, cast.guest]
    stay = [cast.ravi, cast.meera, cast.facilitator]
    party_leaves(by=cast.ingrid)
    assert not any(seats_at("lumen-kaveri", seat.person) for seat in seats)
    assert all(seats_at("lumen-kaveri", seat.person) for seat in stay)
    cut = set(AccessChange.objects.values_list("person_id", flat=True))
    assert cut >= {seat.person_id for seat in seats}


def kept_promise(cast: Cast) -> Commitment:
    """Kaveri promised something, and Lumen confirmed that it came."""
    said = Promise(
        deliverable="API", due=now() + timedelta(days=9), zone="UTC", receiver=cast.lumen
    )
    one = promised.propose(said, room=cast.shared, by=cast.ravi)
    promised.accept(one, by=cast.ingrid)
    promised.deliver(one, by=cast.ravi)
    return promised.confirm(one, by=cast.ingrid)


def test_what_was_agreed_and_kept_stays_when_a_party_leaves(cast: Cast, visit: Visit) -> None:
    text = agreed.draft(title="Answering", text="In two days.", room=cast.shared, by=cast.ingrid)
    for seat in (cast.ingrid, cast.ravi):
        agreed.sign(text, version=1, by=seat)
    promise = kept_promise(cast)
    before = list(
        Entry.objects.filter(log=cast.shared.id).order_by("idx").values_list("idx", "leaf_hash")
    )
    party_leaves(by=cast.ingrid)
    assert Partnership.objects.get(pk=cast.table.pk).phase == "open"
    assert Party.objects.get(pk=cast.lumen.pk).colour == 1
    text.refresh_from_db()
    promise.refresh_from_db()
    assert text.agreed_version == 1
    assert (promise.outcome, promise.receiver_id) == ("kept", cast.lumen.id)
    page = visit(cast.ravi).get(f"/p/lumen-kaveri/agreements/{text.id}/").content.decode()
    assert "In two days." in page
    assert "Lumen" in page
    story = visit(cast.ravi).get(f"/p/lumen-kaveri/commitments/{promise.id}/").content.decode()
    assert "Ingrid confirmed." in story
    # The record only grows: what stood there stands there, byte for byte.
    after = list(
        Entry.objects.filter(log=cast.shared.id).order_by("idx").values_list("idx", "leaf_hash")
    )
    assert after[: len(before)] == before
    assert len(after) > len(before)


def test_a_member_does_not_take_the_party_away(cast: Cast, refused: Refused) -> None:
    with refused(Reason.ADMINS_ONLY):
        party_leaves(by=cast.tor)


def test_an_organisation_that_left_can_come_again(cast: Cast) -> None:
    party_leaves(by=cast.ravi)
    again = Party.objects.create(partnership=cast.table, name="Kaveri Analytics")
    assert again.standing == "invited"


def test_leaving_an_organisation_ends_its_seats_and_no_others(cast: Cast) -> None:
    tor = cast.tor.person
    house = cast.lumen.organisation
    assert house is not None
    assert leave_organisation(house, tor, by=tor) == 1
    assert seats_at("lumen-kaveri", tor) == ()
    assert seats_at("lumen-kaveri", cast.ingrid.person)
    assert not Membership.objects.filter(person=tor, until=None).exists()


def test_the_last_admin_of_a_party_cannot_leave_the_organisation(
    cast: Cast, refused: Refused
) -> None:
    house = cast.lumen.organisation
    assert house is not None
    with refused(Reason.LAST_ADMIN):
        leave_organisation(house, cast.ingrid.person, by=cast.ingrid.person)
    assert seats_at("lumen-kaveri", cast.ingrid.person)
    assert Membership.objects.filter(person=cast.ingrid.person, until=None).exists()


def test_the_last_admin_of_an_organisation_stays_while_others_do(
    cast: Cast, refused: Refused
) -> None:
    house = cast.lumen.organisation
    assert house is not None
    change_role(cast.tor, Role.ADMIN, by=cast.ingrid)
    with refused(Reason.LAST_ORGANISATION_ADMIN):
        leave_organisation(house, cast.ingrid.person, by=cast.ingrid.person)
    assert seats_at("lumen-kaveri", cast.ingrid.person)


def test_only_an_admin_of_the_organisation_lets_others_go(cast: Cast, refused: Refused) -> None:
    house = cast.lumen.organisation
    assert house is not None
    with refused(Reason.NOT_ADMIN_THERE):
        leave_organisation(house, cast.siri.person, by=cast.tor.person)
    with refused(Reason.NOT_ADMIN_THERE):
        leave_organisation(house, cast.siri.person, by=cast.ravi.person)
    assert leave_organisation(house, cast.siri.person, by=cast.ingrid.person) == 1


def test_somebody_who_does_not_belong_cannot_leave(cast: Cast, refused: Refused) -> None:
    house = cast.lumen.organisation
    assert house is not None
    with refused(Reason.NOT_A_MEMBER):
        leave_organisation(house, cast.ravi.person, by=cast.ravi.person)


@pytest.fixture
def waiting(db: None) -> tuple[Seat, list[str]]:
    """Lumen has proposed to Kaveri and Delta; nobody has answered."""
    proposal = Proposal(name="Three", founders=(RAVI, OTTO), slug="three")
    proposed = propose(proposal, by=person("Ingrid", LUMEN), house=LUMEN)
    return proposed.seat, [invited.token for invited in proposed.invited]


def test_a_proposal_nobody_holds_is_taken_back(waiting: tuple[Seat, list[str]]) -> None:
    seat, tokens = waiting
    party_leaves(by=seat)
    assert Partnership.objects.get().phase == "closed"
    assert not Invitation.objects.unanswered().exists()
    with pytest.raises(NoInvitation):
        accept(tokens[0], by=person("Ravi", KAVERI), house=KAVERI)


def test_going_on_without_a_founder_opens_the_table_for_the_rest(
    waiting: tuple[Seat, list[str]],
) -> None:
    seat, tokens = waiting
    accept(tokens[0], by=person("Ravi", KAVERI), house=KAVERI)
    decline(tokens[1], reason="Not this year.")
    take_place_away(Party.objects.get(name=OTTO.name), by=seat)
    assert Partnership.objects.get().phase == "open"


def test_a_place_that_was_taken_is_not_taken_away(
    waiting: tuple[Seat, list[str]], refused: Refused
) -> None:
    seat, tokens = waiting
    ravi = accept(tokens[0], by=person("Ravi", KAVERI), house=KAVERI)
    with refused(Reason.SOMEBODY_WAS_QUICKER):
        take_place_away(party_of(ravi), by=seat)
    with refused(Reason.SOMEBODY_WAS_QUICKER):
        ask_again(party_of(ravi), "other@kaveri.example", by=seat)


def test_a_declined_place_can_be_offered_to_somebody_else(waiting: tuple[Seat, list[str]]) -> None:
    seat, tokens = waiting
    decline(tokens[1])
    invited = ask_again(Party.objects.get(name=OTTO.name), "wim@delta.example", by=seat)
    assert (
        party_of(accept(invited.token, by=person("Wim", DELTA), house=DELTA)).standing == "joined"
    )


def test_a_place_at_a_proposed_table_is_for_its_proposer_to_fill(
    waiting: tuple[Seat, list[str]], refused: Refused
) -> None:
    _seat, tokens = waiting
    ravi = accept(tokens[0], by=person("Ravi", KAVERI), house=KAVERI)
    place = Party.objects.get(name=OTTO.name)
    with refused(Reason.OWN_SIDE_ONLY):
        ask_again(place, "friend@kaveri.example", by=ravi)
    with refused(Reason.OWN_SIDE_ONLY):
        take_place_away(place, by=ravi)
    assert Partnership.objects.get().phase == "proposed"


def test_a_place_laid_by_consent_is_not_for_another_party_to_fill_or_take_away(
    cast: Cast, refused: Refused
) -> None:
    motion = ask_to_add(OTTO.name, OTTO.email, by=cast.ingrid, reason="Ships.").motion
    assent(motion, by=cast.ravi, yes=True)
    place = Party.objects.get(name=OTTO.name)
    with refused(Reason.OWN_SIDE_ONLY):
        ask_again(place, "friend@kaveri.example", by=cast.ravi)
    with refused(Reason.OWN_SIDE_ONLY):
        take_place_away(place, by=cast.ravi)
    assert ask_again(place, "wim@delta.example", by=cast.ingrid).invitation.party == place


def test_asking_somebody_else_makes_the_first_letter_worthless(
    waiting: tuple[Seat, list[str]],
) -> None:
    seat, tokens = waiting
    ask_again(Party.objects.get(name=OTTO.name), "wim@delta.example", by=seat)
    with pytest.raises(NoInvitation):
        accept(tokens[1], by=person("Otto", DELTA), house=DELTA)
