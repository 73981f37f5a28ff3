"""Acts that come too late or ask for too much: refused in words, and nothing is changed."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from troth.conftest import Refused, Visit
from troth.partnerships.actions.arriving import accept, decline
from troth.partnerships.actions.inviting import cancel, renew
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.places import ask_again
from troth.partnerships.actions.proposing import ask_for_facilitator, ask_to_add, ask_to_remove
from troth.partnerships.actions.seating import leave, run_out
from troth.partnerships.models import Party, Seat
from troth.partnerships.queries.tables import seats_of, tables_of
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.rules.terms import Limits
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, person, sit_down

pytestmark = pytest.mark.django_db
HERE = "/p/lumen-kaveri/people/"


def test_an_answered_invitation_is_neither_renewed_nor_taken_back(
    cast: Cast, refused: Refused
) -> None:
    hanna, invited = cast.holder
    accept(invited.token, by=hanna)
    for act in (renew, cancel):
        with refused(Reason.SOMEBODY_WAS_QUICKER):
            act(invited.invitation, by=cast.ingrid)


def test_a_declined_invitation_is_settled(cast: Cast, refused: Refused) -> None:
    invitation = cast.holder[1].invitation
    decline(cast.holder[1].token)
    with refused(Reason.ALREADY_SETTLED):
        renew(invitation, by=cast.ingrid)


def test_what_cannot_be_proposed(cast: Cast, refused: Refused) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    with refused(Reason.NAME_MISSING):
        ask_to_add(" ", "a@b.example", by=cast.ingrid, reason="Why not.")
    with refused(Reason.NAME_TAKEN):
        ask_to_add("kaveri analytics", "a@b.example", by=cast.ingrid, reason="Why not.")
    with refused(Reason.NAME_MISSING):
        ask_for_facilitator("", "f@b.example", by=cast.ingrid, reason="Why not.")
    with refused(Reason.DAY_HAS_PASSED):
        ask_for_facilitator(
            "Farah", "f@b.example", by=cast.ingrid, reason="Why not.", until=yesterday
        )


def test_a_party_of_another_table_cannot_be_asked_to_leave(cast: Cast, refused: Refused) -> None:
    other = cast.neighbour.party
    assert other is not None
    with refused(Reason.PARTIES_NEEDED):
        ask_to_remove(other, by=cast.ingrid, reason="Why not.")


def test_a_name_that_was_taken_meanwhile_stops_the_motion_whole(
    cast: Cast, refused: Refused
) -> None:
    motion = ask_to_add("Delta Freight", "otto@d.example", by=cast.ingrid, reason="Ships.").motion
    Party.objects.create(partnership=cast.table, name="Delta Freight", standing="invited")
    with refused(Reason.NAME_TAKEN):
        assent(motion, by=cast.ravi, yes=True)
    motion.refresh_from_db()
    assert motion.outcome == "open"
    assert motion.assents.count() == 1


def test_a_declined_place_whose_name_was_taken_cannot_be_offered(
    cast: Cast, refused: Refused
) -> None:
    motion = ask_to_add("Delta Freight", "otto@d.example", by=cast.ingrid, reason="Ships.").motion
    invited = assent(motion, by=cast.ravi, yes=True).invited
    assert invited is not None
    decline(invited.token)
    Party.objects.create(partnership=cast.table, name="Delta Freight", standing="invited")
    with refused(Reason.NAME_TAKEN):
        ask_again(
            Party.objects.get(name="Delta Freight", standing="declined"),
            "o@d.example",
            by=cast.ingrid,
        )


def test_an_organisation_whose_name_somebody_has_here_cannot_sit_down(
    cast: Cast, refused: Refused
) -> None:
    motion = ask_to_add("Delta", "otto@delta.example", by=cast.ingrid, reason="Ships.").motion
    invited = assent(motion, by=cast.ravi, yes=True).invited
    assert invited is not None
    Party.objects.create(partnership=cast.table, name="Delta Freight", standing="invited")
    with refused(Reason.NAME_TAKEN):
        accept(invited.token, by=person("Otto", DELTA), house=DELTA)


def test_who_left_cannot_leave_again(cast: Cast, refused: Refused) -> None:
    tor = cast.tor
    leave(by=tor)
    with refused(Reason.SEAT_ENDED):
        leave(by=tor)
    party_leaves(by=cast.ingrid)
    with refused(Reason.SEAT_ENDED):
        party_leaves(by=cast.ingrid)


def test_the_clock_does_not_end_what_was_prolonged(cast: Cast) -> None:
    seat = cast.ex_guest
    Seat.objects.filter(pk=seat.pk).update(until=timezone.now() + timedelta(days=1))
    assert run_out(seat) is False


def test_a_refused_leave_says_what_to_do_first(cast: Cast, visit: Visit) -> None:
    assert cast.tor.role
    answer = visit(cast.ingrid).post(f"{HERE}leaving/me/")
    assert answer.status_code == 409
    assert "Make somebody else admin first" in answer.content.decode()


def test_a_room_that_cannot_be_opened_keeps_its_name(cast: Cast, visit: Visit) -> None:
    said = {"name": "Prices", "parties": [cast.kaveri.id]}
    answer = visit(cast.ingrid).post(f"{HERE}rooms/new/", said)
    assert answer.status_code == 409
    assert 'value="Prices"' in answer.content.decode()


def test_a_place_that_is_not_free_is_not_there(cast: Cast, visit: Visit) -> None:
    for act in ("ask", "take-away"):
        assert visit(cast.ingrid).get(f"{HERE}places/{cast.kaveri.id}/{act}/").status_code == 404


def test_a_guest_form_that_is_refused_keeps_everything(cast: Cast, visit: Visit) -> None:
    said = {
        "email": "x@y.example",
        "role": "guest:read",
        "rooms": [cast.shared.id],
        "until": "2020-01-01",
    }
    answer = visit(cast.ingrid).post(f"{HERE}invitations/guest/", said)
    assert answer.status_code == 409
    assert "That day has passed." in answer.content.decode()
    assert 'value="x@y.example"' in answer.content.decode()


def test_a_script_that_fetches_without_a_session_is_sent_to_the_door(visit: Visit) -> None:
    answer = visit(None).get("/p/lumen-kaveri/people/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/come-in/")


def test_a_role_without_the_power_is_told_so(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.guest).get(f"{HERE}rooms/new/")
    assert answer.status_code == 403
    assert (
        "You are “guest, reads” here, and this is not for that role to do."
        in answer.content.decode()
    )


@override_settings(EXAMPLE=True)
def test_the_example_says_where_its_letters_lie(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    said = {"email": "new@lumen.example", "role": "member"}
    page = browser.post(f"{HERE}invitations/colleague/", said, follow=True).content.decode()
    assert "the letter lies in “Mail of this example”" in page


def test_seats_and_tables_across_partnerships(cast: Cast) -> None:
    ingrid = cast.ingrid.person
    assert [seat.partnership.slug for seat in seats_of(ingrid, timezone.now())] == ["lumen-kaveri"]
    assert cast.lumen.organisation is not None
    assert [one.partnership.slug for one in tables_of(cast.lumen.organisation)] == ["lumen-kaveri"]


def test_a_table_without_terms_has_the_mild_ones(cast: Cast) -> None:
    assert terms(cast.table.id, timezone.now() - timedelta(days=1)) == Limits()
    assert terms(cast.table.id, timezone.now()) == Limits()


def test_the_page_of_a_ring_lists_every_side(visit: Visit) -> None:
    ingrid, _ravi, _otto = sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))
    page = visit(ingrid).get("/p/three/people/").content.decode()
    order = [
        page.index(f'id="side-{one.id}"')
        for one in sorted(Party.objects.all(), key=order_for_lumen)
    ]
    assert order == sorted(order)


def order_for_lumen(party: Party) -> tuple[bool, str]:
    """Own side first, then by name."""
    return (party.name != "Lumen Sensors", party.name)
