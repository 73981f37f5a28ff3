"""Who may ask whom in, what an invitation opens, and when it opens nothing any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from troth.conftest import Refused
from troth.foundation.kernel.roles import Role
from troth.foundation.web import clock
from troth.organisations.models import Membership
from troth.partnerships.actions.arriving import accept, decline
from troth.partnerships.actions.inviting import cancel, invite_colleague, invite_guest, renew
from troth.partnerships.actions.seating import change_role, end_seat
from troth.partnerships.models import Invitation, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.invitations import invitation_behind, unanswered_of
from troth.partnerships.rules.refusals import NoInvitation, Reason
from troth.partnerships.testing import KAVERI, LUMEN, Cast, person
from troth.people.models import Person

IN_A_MONTH = timezone.now() + timedelta(days=30)


def opens_nothing(token: str) -> bool:
    """Whether the token leads nowhere."""
    try:
        invitation_behind(token, timezone.now())
    except NoInvitation:
        return True
    return False


def test_a_colleague_sits_for_the_same_party_and_joins_its_organisation(cast: Cast) -> None:
    assert cast.tor.party_id == cast.lumen.id
    assert {room.kind for room in rooms_of(cast.tor)} == {"shared", "side"}
    assert (
        Membership.objects.get(person=cast.tor.person).organisation_id == cast.lumen.organisation_id
    )


def test_a_member_cannot_invite(cast: Cast, refused: Refused) -> None:
    with refused(Reason.ADMINS_ONLY):
        invite_colleague("new@lumen.example", by=cast.tor)


def test_a_guest_cannot_invite(cast: Cast, refused: Refused) -> None:
    with refused(Reason.NO_SIDE):
        invite_colleague("new@lumen.example", by=cast.contributor)


def test_an_invitation_runs_out_after_seven_days(cast: Cast) -> None:
    token = invite_colleague("new@lumen.example", by=cast.ingrid).token
    with clock.at(timezone.now() + timedelta(days=7, minutes=1)), pytest.raises(NoInvitation):
        accept(token, by=person("New", LUMEN))


def test_a_wrong_token_opens_nothing(cast: Cast) -> None:
    with pytest.raises(NoInvitation):
        accept("no-such-token", by=cast.stranger)
    with pytest.raises(NoInvitation):
        decline("no-such-token")


def test_a_cancelled_invitation_opens_nothing(cast: Cast) -> None:
    invited = invite_colleague("new@lumen.example", by=cast.ingrid)
    cancel(invited.invitation, by=cast.ingrid)
    assert opens_nothing(invited.token)


def test_a_declined_invitation_opens_nothing(cast: Cast) -> None:
    hanna, invited = cast.holder
    decline(invited.token, by=hanna)
    assert opens_nothing(invited.token)


def test_the_other_side_cannot_cancel_or_renew_it(cast: Cast, refused: Refused) -> None:
    invited = cast.holder[1]
    for act in (cancel, renew):
        with refused(Reason.OWN_SIDE_ONLY):
            act(invited.invitation, by=cast.ravi)


def test_renewing_makes_the_old_letter_worthless(cast: Cast) -> None:
    first = invite_guest(
        "eva@board.example",
        by=cast.ingrid,
        role=Role.GUEST_READ,
        rooms=[cast.shared.id],
        until=IN_A_MONTH,
    )
    second = renew(first.invitation, by=cast.ingrid)
    assert opens_nothing(first.token)
    seat = accept(second.token, by=person("Eva"), other_address=True)
    assert seat.listed_rooms.get() == cast.shared
    assert seat.until == IN_A_MONTH


def test_inviting_the_same_person_again_replaces_the_first_letter(cast: Cast) -> None:
    first = invite_colleague("new@lumen.example", by=cast.ingrid)
    invite_colleague("New@Lumen.example", by=cast.ingrid)
    assert opens_nothing(first.token)
    assert Invitation.objects.unanswered().count() == 1


@pytest.mark.parametrize("how", ["made a member", "no longer here", "switched off"])
def test_invitations_die_when_their_inviter_loses_the_right(cast: Cast, how: str) -> None:
    anne = cast.colleague("Anna", cast.ingrid, Role.ADMIN)
    token = invite_colleague("new@lumen.example", by=anne).token
    if how == "made a member":
        change_role(anne, Role.MEMBER, by=cast.ingrid)
    elif how == "switched off":
        Person.objects.filter(pk=anne.person_id).update(is_active=False)
    else:
        end_seat(anne, by=cast.ingrid)
    assert opens_nothing(token)


def test_even_a_forgotten_cancellation_opens_nothing(cast: Cast) -> None:
    token = cast.holder[1].token
    Seat.objects.filter(pk=cast.ingrid.pk).update(role="member")
    assert opens_nothing(token)


def test_somebody_who_sits_here_is_not_invited_again(cast: Cast, refused: Refused) -> None:
    with refused(Reason.SITS_HERE_ALREADY):
        invite_colleague(cast.tor.person.email, by=cast.ingrid)


def test_an_invitation_for_the_own_side_cannot_make_a_guest(cast: Cast, refused: Refused) -> None:
    with refused(Reason.NOT_FOR_GUESTS):
        invite_colleague("x@y.example", by=cast.ingrid, role=Role.GUEST_READ)
    with refused(Reason.NOT_FOR_GUESTS):
        invite_guest(
            "x@y.example", by=cast.ingrid, role=Role.ADMIN, rooms=[cast.shared.id], until=IN_A_MONTH
        )


def test_a_guest_needs_a_room_and_a_last_day(cast: Cast, refused: Refused) -> None:
    with refused(Reason.ROOM_NEEDED):
        invite_guest(
            "x@y.example", by=cast.ingrid, role=Role.GUEST_READ, rooms=[], until=IN_A_MONTH
        )
    with refused(Reason.DAY_NEEDED):
        invite_guest(
            "x@y.example", by=cast.ingrid, role=Role.GUEST_READ, rooms=[cast.shared.id], until=None
        )


def test_a_guest_never_comes_into_a_side_room(cast: Cast, refused: Refused) -> None:
    with refused(Reason.NEVER_A_SIDE_ROOM):
        invite_guest(
            "x@y.example",
            by=cast.ingrid,
            role=Role.GUEST_READ,
            rooms=[cast.lumen_side.id],
            until=IN_A_MONTH,
        )


def test_the_other_sides_room_is_as_unknown_as_no_room(cast: Cast, refused: Refused) -> None:
    for room in (cast.kaveri_side.id, cast.lumen.id):
        with refused(Reason.ROOM_NOT_YOURS):
            invite_guest(
                "x@y.example", by=cast.ingrid, role=Role.GUEST_READ, rooms=[room], until=IN_A_MONTH
            )


def test_a_guest_sits_in_listed_rooms_alone_and_for_nobody(cast: Cast) -> None:
    assert cast.guest.party is None
    assert cast.guest.invited_by == cast.lumen
    assert [room.kind for room in rooms_of(cast.guest)] == ["shared"]
    assert not Membership.objects.filter(person=cast.guest.person).exists()


def test_one_person_may_sit_for_two_organisations(cast: Cast) -> None:
    invited = invite_colleague(cast.tor.person.email, by=cast.ravi)
    second = accept(invited.token, by=cast.tor.person)
    assert second.party_id == cast.kaveri.id
    assert Seat.objects.filter(person=cast.tor.person, ended_at=None).count() == 2


def test_the_own_side_sees_what_it_has_sent_and_the_other_side_does_not(cast: Cast) -> None:
    sent = cast.holder[1].invitation
    assert list(unanswered_of(cast.ingrid)) == [sent]
    assert list(unanswered_of(cast.ravi)) == []


def test_nobody_but_the_invited_address_gets_in_unasked(cast: Cast, refused: Refused) -> None:
    token = cast.holder[1].token
    with refused(Reason.OTHER_ADDRESS):
        accept(token, by=cast.stranger)
    assert not Seat.objects.filter(person=cast.stranger).exists()
    assert not opens_nothing(token)


def test_a_colleagues_invitation_does_not_ask_for_an_organisation(cast: Cast) -> None:
    meera = person("Mira", KAVERI)
    invited = invite_colleague(meera.email, by=cast.ravi)
    assert accept(invited.token, by=meera, house=LUMEN).party_id == cast.kaveri.id


def test_nobody_lets_this_server_write_to_all_the_world(cast: Cast, refused: Refused) -> None:
    first = cast.holder[1].invitation
    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(
            partnership=cast.table,
            inviter=cast.ingrid,
            email=f"n{n}@x.example",
            token_hash=f"{n:064}",
            created_at=now,
            expires_at=first.expires_at,
        )
        for n in range(100)
    )
    with refused(Reason.ENOUGH_LETTERS):
        invite_colleague("one-more@x.example", by=cast.ingrid)
    with clock.at(now + timedelta(days=1, minutes=1)):
        assert invite_colleague("one-more@x.example", by=cast.ingrid).token
