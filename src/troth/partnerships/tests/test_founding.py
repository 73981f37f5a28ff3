"""A table opens when every founding organisation has accepted, and not before."""

import pytest

from troth.conftest import Refused
from troth.organisations.actions import NewOrganisation, found
from troth.organisations.models import Membership
from troth.partnerships.actions.arriving import accept, decline
from troth.partnerships.actions.founding import Founder, Proposal, Proposed, propose
from troth.partnerships.models import Invitation, Partnership, Party, Room, Seat, Terms
from troth.partnerships.queries.door import rooms_of, seats_at
from troth.partnerships.rules.refusals import NoInvitation, Reason
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, person, sit_down
from troth.people.models import Person

RAVI = Founder(name="Kaveri Analytics", email="Ravi@Kaveri.example")
OTTO = Founder(name="Delta Freight", email="otto@delta.example")


def proposed(*founders: Founder, by: Person | None = None, **more: str) -> Proposed:
    """Ingrid proposes a table for Lumen."""
    proposal = Proposal(name="Lumen & Kaveri", founders=founders or (RAVI,), **more)
    return propose(proposal, by=by or person("Ingrid", LUMEN), house=LUMEN)


@pytest.mark.django_db
def test_a_proposed_table_shares_nothing() -> None:
    seat = proposed().seat
    table = Partnership.objects.get()
    assert table.phase == "proposed"
    assert [room.kind for room in rooms_of(seats_at(table.slug, seat.person)[0])] == ["side"]


@pytest.mark.django_db
def test_the_table_opens_with_the_last_acceptance() -> None:
    said = proposed(RAVI, OTTO)
    accept(said.invited[0].token, by=person("Ravi", KAVERI), house=KAVERI)
    assert Partnership.objects.get().phase == "proposed"
    accept(said.invited[1].token, by=person("Otto", DELTA), house=DELTA)
    assert Partnership.objects.get().phase == "open"


def test_every_party_has_an_admin_a_side_room_and_the_same_power(cast: Cast) -> None:
    for seat in (cast.ingrid, cast.ravi):
        assert seat.is_admin
        assert {room.kind for room in rooms_of(seat)} == {"side", "shared"}
    assert Room.objects.filter(kind="side").count() == 2


def test_colours_follow_the_order_of_acceptance_and_letters_the_names(cast: Cast) -> None:
    assert (cast.lumen.colour, cast.lumen.letter, cast.lumen.short) == (1, "L", "Lumen")
    assert (cast.kaveri.colour, cast.kaveri.letter, cast.kaveri.short) == (2, "K", "Kaveri")


def test_all_accepted_the_consent_rule_of_the_first_terms(cast: Cast) -> None:
    assert Terms.objects.get(partnership=cast.table).consent_rule == "unanimous"


@pytest.mark.django_db
def test_declining_keeps_the_table_shut() -> None:
    said = proposed(RAVI, OTTO)
    accept(said.invited[0].token, by=person("Ravi", KAVERI), house=KAVERI)
    decline(said.invited[1].token, reason="Not this year.")
    assert Partnership.objects.get().phase == "proposed"
    assert Party.objects.get(name="Delta Freight").standing == "declined"


@pytest.mark.django_db
def test_an_invitation_opens_one_door_once() -> None:
    token = proposed().invited[0].token
    accept(token, by=person("Ravi", KAVERI), house=KAVERI)
    with pytest.raises(NoInvitation):
        accept(token, by=person("Meera", KAVERI), house=KAVERI)


@pytest.mark.django_db
def test_the_token_is_kept_nowhere() -> None:
    invited = proposed().invited[0]
    kept = Invitation.objects.filter(pk=invited.invitation.pk).values().get()
    assert invited.token not in str(kept)
    assert len(invited.token) >= 22


@pytest.mark.django_db
def test_accepting_as_somebody_else_asks_first(refused: Refused) -> None:
    token = proposed().invited[0].token
    meera = person("Meera", KAVERI)
    with refused(Reason.OTHER_ADDRESS):
        accept(token, by=meera, house=KAVERI)
    assert accept(token, by=meera, house=KAVERI, other_address=True).person == meera


@pytest.mark.django_db
def test_one_speaks_only_for_an_organisation_one_decides_for(refused: Refused) -> None:
    token = proposed().invited[0].token
    kaveri = found(KAVERI, by=person("Lakshmi", KAVERI))
    ravi = person("Ravi", KAVERI)
    with refused(Reason.NOT_ADMIN_THERE):
        accept(token, by=ravi, house=kaveri)
    with refused(Reason.ORGANISATION_NEEDED):
        accept(token, by=ravi)
    Membership.objects.create(organisation=kaveri, person=ravi, admin=True)
    assert accept(token, by=ravi, house=kaveri).party is not None


@pytest.mark.django_db
def test_an_organisation_sits_at_a_table_once(refused: Refused) -> None:
    said = proposed()
    ingrid = said.seat.person
    lumen = said.seat.party
    assert lumen is not None
    with refused(Reason.ORGANISATION_HERE_ALREADY):
        accept(said.invited[0].token, by=ingrid, house=lumen.organisation, other_address=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proposal", "reason"),
    [
        (Proposal(name="T", founders=()), Reason.FOUNDER_NEEDED),
        (Proposal(name=" ", founders=(RAVI,)), Reason.NAME_MISSING),
        (Proposal(name="T", founders=(RAVI,), rule="whatever"), Reason.RULE_UNKNOWN),
        (
            Proposal(
                name="T", founders=(RAVI, Founder(name="kaveri analytics", email="a@b.example"))
            ),
            Reason.NAME_TAKEN,
        ),
        (
            Proposal(name="T", founders=(Founder(name="Lumen Sensors", email="a@b.example"),)),
            Reason.NAME_TAKEN,
        ),
        (
            Proposal(name="T", founders=(RAVI, Founder(name="Two", email=RAVI.email.lower()))),
            Reason.ADDRESS_TWICE,
        ),
    ],
)
def test_a_proposal_that_cannot_be_leaves_nothing_behind(
    proposal: Proposal, reason: Reason, refused: Refused
) -> None:
    with refused(reason):
        propose(proposal, by=person("Ingrid", LUMEN), house=LUMEN)
    assert not Partnership.objects.exists()
    assert not Membership.objects.exists()


@pytest.mark.django_db
def test_two_organisations_with_one_letter_are_told_apart() -> None:
    lund = NewOrganisation(name="Lund Optics", slug="kaveri")
    seats = sit_down(slug="lumen-lund", name="Two of L", first=LUMEN, others=(lund,))
    assert [seat.party and seat.party.letter for seat in seats] == ["L", "LU"]


def test_addresses_do_not_tell_that_a_name_is_taken(cast: Cast) -> None:
    first = proposed(by=cast.stranger).seat.partnership.slug
    assert first.startswith("lumen-kaveri-")
    assert Seat.objects.filter(person=cast.stranger).count() == 1
