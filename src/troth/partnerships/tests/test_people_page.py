"""Who is here, and changing that."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from troth.conftest import Visit
from troth.foundation.web.testing import statements
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.actions.inviting import invite_colleague
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Invitation, Party, Room, Seat
from troth.partnerships.queries.audience import audience_of, audiences_of
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, party_of, person, sit_down

pytestmark = pytest.mark.django_db
HERE = "/p/lumen-kaveri/people/"


@pytest.fixture
def _proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has just shown who they are."""
    monkeypatch.setattr("troth.people.proof.is_fresh", lambda request: True)


def page(browser: Client, path: str = HERE) -> str:
    """The page's text."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_both_sides_people_stand_there_own_side_first(cast: Cast, visit: Visit) -> None:
    assert cast.tor.role == cast.meera.role
    assert cast.guest.until
    seen = page(visit(cast.ravi))
    seen = seen[seen.index('id="people"') :]
    assert seen.index(">Kaveri Analytics</span>") < seen.index(">Lumen Sensors</span>")
    for name in ("Ingrid", "Tor", "Ravi", "Meera", "Greta"):
        assert f"<bdi>{name}</bdi>" in seen
    assert "invited by Lumen" in seen


def test_a_guest_sees_who_is_there_and_changes_nobody(cast: Cast, visit: Visit) -> None:
    seen = page(visit(cast.guest))
    assert "<bdi>Ingrid</bdi>" in seen
    assert "Invite a colleague" not in seen
    assert "/end/" not in seen


def test_the_last_day_of_a_guest_is_the_day_that_was_chosen(cast: Cast, visit: Visit) -> None:
    day = (timezone.now() + timedelta(days=10)).date()
    said = {
        "email": "eva@b.example",
        "role": "guest:read",
        "rooms": [cast.shared.id],
        "until": day.isoformat(),
    }
    visit(cast.ingrid).post(f"{HERE}invitations/guest/", said)
    until = Invitation.objects.unanswered().get().seat_until
    assert until is not None
    assert (until - timedelta(seconds=1)).astimezone(timezone.get_default_timezone()).date() in {
        day,
        day - timedelta(days=1),
    }


def test_the_page_costs_the_same_with_many_people(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    few = statements(browser, HERE)
    for name in ("Uma", "Vik", "Wil", "Xia"):
        cast.colleague(name, cast.ingrid)
    assert cast.guest.until
    assert cast.contributor.until
    assert statements(browser, HERE) <= few + 1  # the rooms of guests, together


def test_before_the_table_opens_each_sees_its_own_side(visit: Visit) -> None:
    founders = (
        Founder(name="Kaveri Analytics", email="ravi@kaveri.example"),
        Founder(name="Delta Freight", email="otto@delta.example"),
    )
    proposed = propose(
        Proposal(name="Three", founders=founders, slug="three"),
        by=person("Ingrid", LUMEN),
        house=LUMEN,
    )
    ravi = accept(proposed.invited[0].token, by=person("Ravi", KAVERI), house=KAVERI)
    seen = page(visit(ravi), "/p/three/people/")
    assert "<bdi>Ravi</bdi>" in seen
    assert "<bdi>Ingrid</bdi>" not in seen
    assert "Delta Freight" in seen


def test_a_colleague_is_invited_by_form(cast: Cast, visit: Visit) -> None:
    with override_settings(MAIL_LEAVES=True):
        answer = visit(cast.ingrid).post(
            f"{HERE}invitations/colleague/", {"email": "New@lumen.example", "role": "admin"}
        )
    assert answer["Location"] == f"{HERE}invitations/"
    invitation = Invitation.objects.unanswered().get()
    assert (invitation.email, invitation.role, invitation.party) == (
        "new@lumen.example",
        "admin",
        cast.lumen,
    )
    assert invitation.mailed_at is not None
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("sent", ["facilitator", "guest:read", "owner", ""])
def test_no_other_role_gets_in_by_a_made_up_form(cast: Cast, visit: Visit, sent: str) -> None:
    visit(cast.ingrid).post(f"{HERE}invitations/colleague/", {"email": "x@y.example", "role": sent})
    assert not Invitation.objects.unanswered().exists()


def test_a_guest_form_offers_no_side_room_and_takes_none(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    assert cast.lumen_side.id not in page(browser, f"{HERE}invitations/guest/")
    for room in (cast.lumen_side.id, cast.kaveri_side.id):
        said = {
            "email": "x@y.example",
            "role": "guest:read",
            "rooms": [room],
            "until": "2027-01-01",
        }
        assert browser.post(f"{HERE}invitations/guest/", said).status_code == 422
    assert not Invitation.objects.unanswered().exists()


def test_a_refused_invitation_keeps_what_was_typed(cast: Cast, visit: Visit) -> None:
    said = {"email": cast.tor.person.email, "role": "member", "word": "Come back"}
    answer = visit(cast.ingrid).post(f"{HERE}invitations/colleague/", said)
    assert answer.status_code == 409
    assert "This person sits here for Lumen Sensors already." in answer.content.decode()
    assert "Come back" in answer.content.decode()


def test_sending_again_and_taking_back(cast: Cast, visit: Visit) -> None:
    first = cast.holder[1].invitation
    browser = visit(cast.ingrid)
    browser.post(f"{HERE}invitations/{first.id}/renew/")
    second = Invitation.objects.unanswered().get()
    assert second.id != first.id
    browser.post(f"{HERE}invitations/{second.id}/cancel/")
    assert not Invitation.objects.unanswered().exists()
    assert "No invitation waits for an answer." in page(browser, f"{HERE}invitations/")


def test_the_other_sides_invitations_do_not_exist_for_us(cast: Cast, visit: Visit) -> None:
    sent = cast.holder[1].invitation
    browser = visit(cast.ravi)
    assert sent.email not in page(browser, f"{HERE}invitations/")
    for act in ("renew", "cancel"):
        assert browser.post(f"{HERE}invitations/{sent.id}/{act}/").status_code == 404
    assert Invitation.objects.unanswered().count() == 1


def test_a_seat_ends_after_saying_what_that_means(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    assert "Every page they have open here closes" in page(
        browser, f"{HERE}seats/{cast.tor.id}/end/"
    )
    browser.post(f"{HERE}seats/{cast.tor.id}/end/")
    assert visit(cast.tor).get(HERE).status_code == 404


def test_the_other_sides_seat_is_an_explained_no(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.ingrid).post(f"{HERE}seats/{cast.meera.id}/end/")
    assert answer.status_code == 403
    assert "That is for the other side to decide." in answer.content.decode()
    assert Seat.objects.get(pk=cast.meera.pk).ended_at is None


def test_a_seat_elsewhere_is_as_unknown_as_none(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    answers = [
        browser.post(f"{HERE}seats/{key}/end/")
        for key in (cast.neighbour.id, "01J00000000000000000000000")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_member_is_told_who_can_do_it(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.tor).post(f"{HERE}seats/{cast.ingrid.id}/end/")
    assert answer.status_code == 403
    assert (
        "Only admins can change who sits here for their organisation. Ask Ingrid."
        in answer.content.decode()
    )


@pytest.mark.usefixtures("_proven")
def test_a_role_is_changed_by_form(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    assert "What Tor is here" in page(browser, f"{HERE}seats/{cast.tor.id}/role/")
    browser.post(f"{HERE}seats/{cast.tor.id}/role/", {"role": "admin"})
    assert Seat.objects.get(pk=cast.tor.pk).is_admin


@pytest.mark.usefixtures("_proven")
def test_the_last_admin_is_told_what_to_do_first(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.ingrid).post(f"{HERE}seats/{cast.ingrid.id}/role/", {"role": "member"})
    assert answer.status_code == 409
    assert "Ingrid is the only admin of Lumen Sensors" in answer.content.decode()


def test_changing_a_role_asks_once_more_who_it_is(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.ingrid).post(f"{HERE}seats/{cast.tor.id}/role/", {"role": "admin"})
    assert answer.status_code == 302
    assert not Seat.objects.get(pk=cast.tor.pk).is_admin


def test_somebody_with_two_seats_chooses_one(cast: Cast, visit: Visit) -> None:
    second = accept(invite_colleague(cast.tor.person.email, by=cast.ravi).token, by=cast.tor.person)
    browser = visit(cast.tor.person)
    assert "You sit here for more than one side." in page(browser)
    browser.post(f"{HERE}sit-as/", {"seat": second.id})
    assert "now: Kaveri Analytics" in page(browser)
    assert browser.post(f"{HERE}sit-as/", {"seat": cast.ingrid.id}).status_code == 404


def test_an_untaken_place_is_offered_again_or_taken_away(visit: Visit) -> None:
    founders = (
        Founder(name="Kaveri Analytics", email="ravi@kaveri.example"),
        Founder(name="Delta Freight", email="otto@delta.example"),
    )
    proposed = propose(
        Proposal(name="Three", founders=founders, slug="three"),
        by=person("Ingrid", LUMEN),
        house=LUMEN,
    )
    accept(proposed.invited[0].token, by=person("Ravi", KAVERI), house=KAVERI)
    browser, place = visit(proposed.seat), Party.objects.get(name="Delta Freight")
    browser.post(f"/p/three/people/places/{place.id}/ask/", {"email": "wim@delta.example"})
    assert Invitation.objects.unanswered().get().email == "wim@delta.example"
    assert "the table opens at once" in page(
        browser, f"/p/three/people/places/{place.id}/take-away/"
    )
    browser.post(f"/p/three/people/places/{place.id}/take-away/")
    assert Room.objects.get(partnership__slug="three", kind="shared").partnership.phase == "open"


def test_rooms_are_listed_with_who_can_see_them(cast: Cast, visit: Visit) -> None:
    seen = page(visit(cast.tor), f"{HERE}rooms/")
    shared, side = seen.index("The shared room"), seen.index("Your side room</a>")
    assert "Both organisations, 3 people" in seen[shared:side]
    assert "Only Lumen, 2 people" in seen[side:]
    assert "Kaveri" not in seen[side : seen.index("</ul>", side)]


def test_a_room_for_two_of_three_is_opened_by_form(visit: Visit) -> None:
    ingrid, ravi, otto = sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))
    said = {"name": "Prices", "parties": [ingrid.party_id, ravi.party_id]}
    place = visit(ingrid).post("/p/three/people/rooms/new/", said)["Location"]
    assert place.startswith("/p/three/with/")
    assert visit(ravi).get(place).status_code == 200
    assert visit(otto).get(place).status_code == 404
    assert "Prices" not in page(visit(otto), "/p/three/people/rooms/")


def test_who_can_see_rooms_costs_the_same_for_many_rooms() -> None:
    ingrid, ravi, _otto = sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))
    costs = []
    for name in ("One", "Two", "Three"):
        open_room(name, parties=[party_of(ingrid).id, party_of(ravi).id], by=ingrid)
        rooms = rooms_of(ingrid)
        with CaptureQueriesContext(connection) as asked:
            assert len(audiences_of(rooms)) == len(rooms)
        costs.append(len(asked))
    assert len(set(costs)) == 1


def test_one_room_or_many_the_words_are_the_same(cast: Cast) -> None:
    assert cast.guest.until
    rooms = rooms_of(cast.ingrid)
    assert audiences_of(rooms) == {room.id: audience_of(room) for room in rooms}
    assert audiences_of([]) == {}


def test_somebody_leaves_and_sees_nothing_any_more(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    assert "Nobody is asked why." in page(browser, f"{HERE}leaving/")
    assert browser.post(f"{HERE}leaving/me/")["Location"] == "/"
    assert browser.get(HERE).status_code == 404


def test_an_organisation_leaves_by_an_admin_alone(cast: Cast, visit: Visit) -> None:
    assert cast.meera.role
    assert visit(cast.tor).post(f"{HERE}leaving/organisation/").status_code == 403
    visit(cast.ravi).post(f"{HERE}leaving/organisation/")
    assert Party.objects.get(pk=cast.kaveri.pk).standing == "left"
    assert visit(cast.meera).get(HERE).status_code == 404
    assert visit(cast.ingrid).get(HERE).status_code == 200
