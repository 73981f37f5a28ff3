"""A personal link: a named guest reads and replies in one room without a sign-in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from troth.conftest import Refused
from troth.foundation.facts.partnerships import SeatEnd, SeatEnded, SeatTaken
from troth.foundation.kernel.roles import Role
from troth.foundation.web import clock
from troth.foundation.web.ids import new_ulid
from troth.ledger.queries import entries, known_fact
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.guest_links import Linked, Visit, make_link, open_link, revoke_link
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.actions.seating import change_role, end_seat, leave, run_out
from troth.partnerships.models import GuestLink, Partnership, Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.rules.refusals import NoInvitation, Reason
from troth.partnerships.rules.seats import LETTERS_A_DAY
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
SOON = timedelta(days=3)


def visit_to(to: Room, **said: Any) -> Visit:
    """Berit comes for three days and contributes."""
    until = timezone.now() + SOON
    usual = Visit(name="Berit Aas", role=Role.GUEST_CONTRIBUTE, room=to.id, until=until)
    return replace(usual, **said)


def link_for(cast: Cast, **said: Any) -> Linked:
    """Ingrid makes a link to the shared room."""
    return make_link(visit_to(cast.shared, **said), by=cast.ingrid)


def facts_of(room: Room) -> list[object]:
    """What stands in the record of a room."""
    return [known_fact(one) for one in entries(room.id, since=0, limit=100)]


def test_only_a_hash_of_the_token_is_kept(cast: Cast) -> None:
    made = link_for(cast)
    kept = [str(value) for value in GuestLink.objects.values().get().values()]
    assert not any(made.token in value for value in kept)
    assert len(made.token) >= 22  # sixteen random bytes


def test_making_a_link_seats_nobody_and_puts_nothing_on_record(cast: Cast) -> None:
    before = facts_of(cast.shared)
    link_for(cast)
    assert facts_of(cast.shared) == before
    assert not Seat.objects.filter(party=None).exists()


def test_opening_it_seats_the_named_guest_and_says_so_on_record(cast: Cast) -> None:
    seat = open_link(link_for(cast).token)
    assert (seat.person.name, seat.party, seat.invited_by) == ("Berit Aas", None, cast.lumen)
    taken = facts_of(cast.shared)[-1]
    assert isinstance(taken, SeatTaken)
    assert (taken.seat, taken.role, str(taken.person)) == (
        seat.id,
        Role.GUEST_CONTRIBUTE,
        "Berit Aas",
    )


def test_the_guest_is_in_that_one_room_and_no_other(cast: Cast) -> None:
    other = open_room("Pilot", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    seat = open_link(make_link(visit_to(other), by=cast.ingrid).token)
    assert [room.id for room in rooms_of(seat)] == [other.id]


def test_a_guest_by_link_has_no_sign_in_and_gets_no_mail(cast: Cast) -> None:
    person = open_link(link_for(cast, email="berit@far.example").token).person
    assert person.comes_by_link
    assert not person.has_usable_password()
    assert (person.mail_waiting, person.mail_reminders) == (False, False)
    assert not Person.objects.filter(email__iexact="berit@far.example").exists()


def test_the_guest_begins_on_the_clock_of_whoever_asked_them(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ingrid.person_id).update(is_example=True)
    person = open_link(link_for(cast).token).person
    assert (person.zone, person.is_example) == ("Europe/Oslo", True)


def test_two_guests_by_link_are_two_people(cast: Cast) -> None:
    one, other = (open_link(link_for(cast).token) for _ in range(2))
    assert one.person_id != other.person_id


def test_the_link_opens_the_same_seat_as_often_as_one_likes(cast: Cast) -> None:
    token = link_for(cast).token
    assert open_link(token) == open_link(token)
    assert Person.objects.filter(name="Berit Aas").count() == 1


@pytest.mark.parametrize("token", ["", "guessed", "\0", "é" * 300])
def test_a_guess_opens_nothing(cast: Cast, token: str) -> None:
    link_for(cast)
    with pytest.raises(NoInvitation):
        open_link(token)


def test_it_opens_until_its_day_is_over_and_not_a_moment_longer(cast: Cast) -> None:
    made = link_for(cast)
    open_link(made.token)
    with clock.at(made.link.until - timedelta(seconds=1)):
        assert open_link(made.token).guest_link == made.link
    with clock.at(made.link.until), pytest.raises(NoInvitation):
        open_link(made.token)


def test_taken_back_before_it_was_opened_it_opens_nothing(cast: Cast) -> None:
    made = link_for(cast)
    revoke_link(made.link, by=cast.ingrid)
    with pytest.raises(NoInvitation):
        open_link(made.token)


def test_taken_back_afterwards_the_seat_ends_on_record(cast: Cast) -> None:
    made = link_for(cast)
    seat = open_link(made.token)
    revoke_link(made.link, by=cast.ingrid)
    ended = facts_of(cast.shared)[-1]
    assert isinstance(ended, SeatEnded)
    assert (ended.seat, ended.why, ended.by) == (seat.id, SeatEnd.REMOVED, cast.ingrid.actor)
    with pytest.raises(NoInvitation):
        open_link(made.token)


def test_an_admin_of_the_same_side_takes_it_back_as_well(cast: Cast) -> None:
    tor = change_role(cast.tor, Role.ADMIN, by=cast.ingrid)
    made = link_for(cast)
    revoke_link(made.link, by=tor)
    assert not GuestLink.objects.living(timezone.now()).exists()


def test_the_other_side_does_not_take_it_back(cast: Cast, refused: Refused) -> None:
    made = link_for(cast)
    with refused(Reason.OWN_SIDE_ONLY):
        revoke_link(made.link, by=cast.ravi)
    assert open_link(made.token).guest_link == made.link


def test_taking_it_back_twice_is_told(cast: Cast, refused: Refused) -> None:
    made = link_for(cast)
    revoke_link(made.link, by=cast.ingrid)
    with refused(Reason.ALREADY_SETTLED):
        revoke_link(made.link, by=cast.ingrid)


def test_whoever_ends_the_seat_ends_the_link(cast: Cast) -> None:
    made = link_for(cast)
    end_seat(open_link(made.token), by=cast.ingrid)
    with pytest.raises(NoInvitation):
        open_link(made.token)


def test_a_guest_who_gets_up_does_not_sit_down_again_by_the_same_link(cast: Cast) -> None:
    made = link_for(cast)
    leave(by=open_link(made.token))
    with pytest.raises(NoInvitation):
        open_link(made.token)


def test_a_visit_that_is_over_ends_on_record_by_the_clock(cast: Cast) -> None:
    made = link_for(cast)
    seat = open_link(made.token)
    with clock.at(made.link.until):
        assert run_out(seat)
    ended = facts_of(cast.shared)[-1]
    assert isinstance(ended, SeatEnded)
    assert ended.why is SeatEnd.RAN_OUT


def test_an_admin_who_no_longer_invites_leaves_no_unopened_link_behind(cast: Cast) -> None:
    change_role(cast.tor, Role.ADMIN, by=cast.ingrid)
    tor = Seat.objects.get(pk=cast.tor.pk)
    waiting, opened = (make_link(visit_to(cast.shared), by=tor) for _ in range(2))
    open_link(opened.token)
    change_role(tor, Role.MEMBER, by=cast.ingrid)
    change_role(tor, Role.ADMIN, by=cast.ingrid)
    with pytest.raises(NoInvitation):
        open_link(waiting.token)
    assert open_link(opened.token).guest_link == opened.link


def test_a_link_of_somebody_whose_account_is_switched_off_opens_nothing_new(cast: Cast) -> None:
    waiting, opened = link_for(cast), link_for(cast)
    open_link(opened.token)
    Person.objects.filter(pk=cast.ingrid.person_id).update(is_active=False)
    with pytest.raises(NoInvitation):
        open_link(waiting.token)
    assert open_link(opened.token).guest_link == opened.link


def test_a_side_that_leaves_takes_its_guests_with_it(cast: Cast) -> None:
    waiting, opened = link_for(cast), link_for(cast)
    open_link(opened.token)
    party_leaves(by=cast.ingrid)
    for made in (waiting, opened):
        with pytest.raises(NoInvitation):
            open_link(made.token)


def test_at_a_closed_table_a_guest_reads_on_and_nobody_new_comes(cast: Cast) -> None:
    waiting, opened = link_for(cast), link_for(cast)
    seat = open_link(opened.token)
    Partnership.objects.update(phase="closed")
    assert open_link(opened.token) == seat
    with pytest.raises(NoInvitation):
        open_link(waiting.token)


def test_only_admins_make_links(cast: Cast, refused: Refused) -> None:
    with refused(Reason.ADMINS_ONLY):
        make_link(visit_to(cast.shared), by=cast.tor)
    with refused(Reason.NO_SIDE):
        make_link(visit_to(cast.shared), by=cast.guest)


WRONG: list[tuple[dict[str, object], Reason]] = [
    ({"name": ""}, Reason.NAME_MISSING),
    ({"role": Role.MEMBER}, Reason.NOT_FOR_GUESTS),
    ({"role": Role.ADMIN}, Reason.NOT_FOR_GUESTS),
    ({"until": None}, Reason.DAY_NEEDED),
    ({"until": timezone.now() - SOON}, Reason.DAY_HAS_PASSED),
    ({"until": timezone.now() + timedelta(days=400)}, Reason.TOO_FAR_AWAY),
    ({"room": new_ulid()}, Reason.ROOM_NOT_YOURS),
]


@pytest.mark.parametrize(("said", "reason"), WRONG)
def test_what_is_no_visit_makes_no_link(
    cast: Cast, refused: Refused, said: dict[str, object], reason: Reason
) -> None:
    with refused(reason):
        link_for(cast, **said)
    assert not GuestLink.objects.exists()


def test_never_to_a_side_room(cast: Cast, refused: Refused) -> None:
    with refused(Reason.NEVER_A_SIDE_ROOM):
        make_link(visit_to(cast.lumen_side), by=cast.ingrid)
    with refused(Reason.ROOM_NOT_YOURS):
        make_link(visit_to(cast.kaveri_side), by=cast.ingrid)


def test_links_count_among_the_letters_of_a_day(cast: Cast, refused: Refused) -> None:
    rows = [
        GuestLink(
            partnership=cast.table,
            inviter=cast.ingrid,
            room=cast.shared,
            name=f"G{n}",
            role=Role.GUEST_READ.value,
            until=timezone.now() + SOON,
            token_hash=f"{n:064}",
            created_at=timezone.now(),
        )
        for n in range(LETTERS_A_DAY)
    ]
    GuestLink.objects.bulk_create(rows)
    with refused(Reason.ENOUGH_LETTERS):
        link_for(cast)


def test_a_link_is_no_sign_in_to_accept_an_invitation_with(cast: Cast) -> None:
    person = open_link(link_for(cast).token).person
    with pytest.raises(NoInvitation):
        accept(cast.holder[1].token, by=person, other_address=True)


def test_the_moment_of_the_seat_is_the_one_of_the_link(cast: Cast) -> None:
    made = link_for(cast)
    assert open_link(made.token).until == made.link.until
