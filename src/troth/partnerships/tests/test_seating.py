"""Roles change and seats end: at once, on record, and never so that a party stands without an admin."""

from datetime import timedelta

import pytest
from django.utils import timezone

from troth.conftest import Refused
from troth.foundation.kernel.roles import Role
from troth.ledger.models import Entry
from troth.partnerships import clock
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.inviting import invite_guest
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.actions.seating import change_role, end_seat, leave, run_out
from troth.partnerships.models import Seat
from troth.partnerships.queries.door import seats_at
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.testing import Cast, person
from troth.people.models import AccessChange


def kinds(room: str) -> list[str]:
    """What the room's log tells, in order."""
    return list(Entry.objects.filter(log=room).order_by("idx").values_list("kind", flat=True))


def test_an_admin_makes_a_colleague_admin(cast: Cast) -> None:
    change_role(cast.tor, Role.ADMIN, by=cast.ingrid)
    assert Seat.objects.get(pk=cast.tor.pk).is_admin
    assert kinds(cast.shared.id)[-1] == "seat:changed"


def test_a_member_changes_no_roles(cast: Cast, refused: Refused) -> None:
    with refused(Reason.ADMINS_ONLY):
        change_role(cast.siri, Role.ADMIN, by=cast.tor)


def test_the_other_sides_people_are_not_mine_to_change(cast: Cast, refused: Refused) -> None:
    with refused(Reason.OWN_SIDE_ONLY):
        change_role(cast.meera, Role.ADMIN, by=cast.ingrid)
    with refused(Reason.OWN_SIDE_ONLY):
        end_seat(cast.meera, by=cast.ingrid)
    assert Seat.objects.get(pk=cast.meera.pk).ended_at is None


def test_the_last_admin_stays_admin(cast: Cast, refused: Refused) -> None:
    with refused(Reason.LAST_ADMIN):
        change_role(cast.ingrid, Role.MEMBER, by=cast.ingrid)
    with refused(Reason.LAST_ADMIN):
        leave(by=cast.ingrid)


def test_with_a_second_admin_the_first_may_go(cast: Cast) -> None:
    change_role(cast.tor, Role.ADMIN, by=cast.ingrid)
    leave(by=cast.ingrid)
    assert seats_at("lumen-kaveri", cast.ingrid.person) == ()


def test_a_guest_stays_a_guest(cast: Cast, refused: Refused) -> None:
    with refused(Reason.NOT_FOR_GUESTS):
        change_role(cast.guest, Role.MEMBER, by=cast.ingrid)


def test_only_the_inviting_side_shows_a_guest_out(cast: Cast, refused: Refused) -> None:
    with refused(Reason.OWN_SIDE_ONLY):
        end_seat(cast.guest, by=cast.ravi)
    end_seat(cast.guest, by=cast.ingrid)
    assert seats_at("lumen-kaveri", cast.guest.person) == ()


def test_every_party_may_take_back_its_word_for_the_facilitator(cast: Cast) -> None:
    end_seat(cast.facilitator, by=cast.ravi)
    assert seats_at("lumen-kaveri", cast.facilitator.person) == ()


def test_whoever_comes_second_is_told_who_was_first(cast: Cast) -> None:
    anna = cast.colleague("Anna", cast.ingrid, Role.ADMIN)
    end_seat(cast.tor, by=anna)
    with pytest.raises(NotPossible) as said:
        end_seat(cast.tor, by=cast.ingrid)
    assert said.value.reason is Reason.SOMEBODY_WAS_QUICKER
    assert said.value.values == {"who": "Anna"}


def test_somebody_shown_out_meanwhile_can_do_nothing_more(cast: Cast, refused: Refused) -> None:
    anna = cast.colleague("Anna", cast.ingrid, Role.ADMIN)
    end_seat(anna, by=cast.ingrid)
    with refused(Reason.SEAT_ENDED):
        end_seat(cast.tor, by=anna)


@pytest.mark.parametrize("how", ["ended", "left", "changed", "ran out"])
def test_every_loss_closes_what_is_open(cast: Cast, how: str) -> None:
    seat = cast.visitor("Vera", Role.GUEST_READ) if how == "ran out" else cast.tor
    AccessChange.objects.all().delete()
    if how == "ended":
        end_seat(seat, by=cast.ingrid)
    elif how == "left":
        leave(by=seat)
    elif how == "changed":
        change_role(seat, Role.ADMIN, by=cast.ingrid)
    else:
        Seat.objects.filter(pk=seat.pk).update(until=timezone.now())
        run_out(seat)
    change = AccessChange.objects.get()
    assert (change.person_id, change.room) == (seat.person_id, "*")


def test_a_refused_end_closes_nothing(cast: Cast) -> None:
    meera = cast.meera
    AccessChange.objects.all().delete()
    with pytest.raises(NotPossible):
        end_seat(meera, by=cast.ingrid)
    assert not AccessChange.objects.exists()


def test_the_gate_does_not_wait_for_the_clock(cast: Cast) -> None:
    assert cast.ex_guest.ended_at is None
    assert seats_at("lumen-kaveri", cast.ex_guest.person) == ()


def test_the_clock_ends_what_has_run_out_once(cast: Cast) -> None:
    over, staying = cast.ex_guest, cast.guest
    assert clock.due(timezone.now()) == 1
    assert clock.due(timezone.now()) == 0
    assert Seat.objects.get(pk=over.pk).ended_at is not None
    assert Seat.objects.get(pk=staying.pk).ended_at is None
    assert kinds(cast.shared.id)[-1] == "seat:ended"


def test_what_the_clock_ends_names_nobody(cast: Cast) -> None:
    assert cast.ex_guest.until
    assert clock.due(timezone.now()) == 1
    entry = Entry.objects.filter(log=cast.shared.id).latest("idx")
    assert b'"by"' not in entry.entry_bytes
    assert b'"party"' not in entry.entry_bytes


def test_a_guest_of_a_narrow_room_is_on_record_there_alone(cast: Cast) -> None:
    room = open_room("Review", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    before = kinds(cast.shared.id)
    until = timezone.now() + timedelta(days=3)
    invited = invite_guest(
        "eva@b.example", by=cast.ingrid, role=Role.GUEST_READ, rooms=[room.id], until=until
    )
    seat = accept(invited.token, by=person("Eva"), other_address=True)
    end_seat(seat, by=cast.ingrid)
    assert kinds(room.id) == ["room:opened", "seat:taken", "seat:ended"]
    assert kinds(cast.shared.id) == before
