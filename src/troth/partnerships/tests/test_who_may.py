"""The table itself: every role at every act, every form field by field, and what each act records."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from troth.conftest import Refused, Undone, Visit
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.partnerships import (
    Act,
    MotionAnswered,
    MotionOutcome,
    MotionProposed,
    MotionSettled,
    PartnershipClosed,
    PartyInvited,
    PartyLeft,
    RoomOpened,
    RoomOpenedAs,
    SeatChanged,
    SeatEnd,
    SeatEnded,
    SeatTaken,
)
from troth.foundation.kernel.roles import Role
from troth.ledger.queries import facts_at, head
from troth.partnerships.actions.inviting import cancel, invite_colleague, invite_guest, renew
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.motions import assent, withdraw
from troth.partnerships.actions.proposing import ask_to_add, ask_to_change_rule, ask_to_close
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.actions.seating import change_role, end_seat, leave
from troth.partnerships.models import Invitation, Motion, Room, Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.testing import Cast

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
PEOPLE = "/p/lumen-kaveri/people/"
CONSENT = "/p/lumen-kaveri/consent/"
SIDES = ("ingrid", "ravi", "tor", "meera")
VISITORS = ("guest", "contributor", "facilitator")
OUTSIDE = ("ex_member", "ex_guest", "neighbour", "stranger")
EVERYBODY = (*SIDES, *VISITORS, *OUTSIDE)
ADMINS = {"ingrid", "ravi"}
DAY = (timezone.now() + timedelta(days=20)).date().isoformat()
COLLEAGUE = {"email": "nina@lumen.example", "role": "member"}
RULE = {"rule": "all-but-one", "reason": "We want to be quicker."}


@pytest.fixture(autouse=True)
def _proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has just shown who they are."""
    monkeypatch.setattr("troth.people.proof.is_fresh", lambda request: True)
    monkeypatch.setattr("troth.partnerships.views.consent.is_fresh", lambda request: True)


@pytest.fixture
def motion(cast: Cast) -> Motion:
    """Ingrid proposes another rule."""
    return ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion


def facts(room: Room, since: int) -> list[Fact]:
    """What was recorded since then."""
    return [fact for _, fact in facts_at(room.id, range(since, head(room.id))) if fact]


# ------------------------------------------------------------------------------ asking people in

ASKING = {
    "colleague": (f"{PEOPLE}invitations/colleague/", COLLEAGUE),
    "rule": (f"{CONSENT}propose/change-rule/", RULE),
    "closing": (f"{CONSENT}propose/close/", {"reason": "The beta is out."}),
}


@pytest.mark.parametrize("act", ASKING)
def test_who_asks_people_in_and_who_proposes_for_all(
    cast: Cast, visit: Visit, undone: Undone, act: str
) -> None:
    path, said = ASKING[act]
    browsers = {who: visit(getattr(cast, who)) for who in EVERYBODY}
    before = (Invitation.objects.count(), Motion.objects.count())
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(path, said)
            now = (Invitation.objects.count(), Motion.objects.count())
            assert (now != before) is (who in ADMINS), who
            # Where no letter can leave, its link is shown this one time.
            wanted = {200, 302} if who in ADMINS else {404} if who in OUTSIDE else {403}
            assert answer.status_code in wanted, who


@pytest.mark.parametrize("act", ["answer", "take-back"])
def test_who_answers_a_motion_and_who_takes_it_back(
    cast: Cast, visit: Visit, undone: Undone, motion: Motion, act: str
) -> None:
    browsers = {who: visit(getattr(cast, who)) for who in EVERYBODY}
    size = head(cast.shared.id)
    said = {"answer": "no", "word": "Not yet."}
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(f"{CONSENT}{motion.id}/{act}/", said)
            motion.refresh_from_db()
            if who in ADMINS and (act, who) != ("take-back", "ravi"):
                assert answer.status_code == 302, who
                assert head(cast.shared.id) > size
                continue
            assert answer.status_code in ({404} if who in OUTSIDE else {403, 409}), who
            assert head(cast.shared.id) == size
            assert motion.outcome == MotionOutcome.OPEN


@pytest.mark.parametrize("act", ASKING)
def test_a_closed_table_asks_nobody_in_and_proposes_nothing(
    cast: Cast, visit: Visit, act: str
) -> None:
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED)
    path, said = ASKING[act]
    assert visit(cast.ingrid).post(path, said).status_code in {403, 409}
    assert not Motion.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "", "This is needed."),
        ("email", "nobody", "This is not an e-mail address"),
        ("email", f"{'x' * 250}@lumen.example", "at most 254"),
        ("email", "a\0b@lumen.example", "Null characters"),
        ("role", "", "This is needed."),
        ("role", "facilitator", "Choose from the list."),
        ("role", "guest-read", "Choose from the list."),
        ("word", "x" * 1001, "at most 1000"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_beside_it(
    cast: Cast, visit: Visit, field: str, value: str, words: str
) -> None:
    said = COLLEAGUE | {"word": "Come and see."} | {field: value}
    answer = visit(cast.ingrid).post(f"{PEOPLE}invitations/colleague/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Come and see." in page or field == "word"
    assert not Invitation.objects.filter(email=value).exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "nobody", "This is not an e-mail address"),
        ("role", "admin", "Choose from the list."),
        ("rooms", "", "Choose from the list."),
        ("rooms", "0" * 26, "Choose from the list."),
        ("until", "", "This is needed."),
        ("until", "tomorrow", "This is not a day"),
        ("until", "2020-01-01", "has passed"),
        ("until", "2999-01-01", "This is not a day"),
        ("word", "x" * 1001, "at most 1000"),
    ],
)
def test_what_is_wrong_with_a_visit_is_said_beside_it(
    cast: Cast, visit: Visit, field: str, value: str, words: str
) -> None:
    role = Role.GUEST_READ.value
    said = {"email": "eva@b.example", "role": role, "rooms": cast.shared.pk, "until": DAY}
    answer = visit(cast.ingrid).post(f"{PEOPLE}invitations/guest/", said | {field: value})
    assert answer.status_code in {409, 422}
    assert words in answer.content.decode()
    assert not Invitation.objects.filter(email="eva@b.example").exists()


@pytest.mark.parametrize(
    ("act", "field", "words"),
    [
        ("change-rule", "rule", "This is needed."),
        ("change-rule", "reason", "This is needed."),
        ("close", "reason", "This is needed."),
        ("add-party", "name", "This is needed."),
        ("add-party", "email", "This is needed."),
        ("add-party", "reason", "This is needed."),
        ("seat-facilitator", "name", "This is needed."),
        ("seat-facilitator", "email", "This is needed."),
    ],
)
def test_a_motion_that_says_too_little_is_told_what_is_missing(
    cast: Cast, visit: Visit, act: str, field: str, words: str
) -> None:
    said = {
        "rule": "all-but-one",
        "reason": "We want to be quicker.",
        "name": "Delta Freight",
        "email": "otto@delta.example",
        "party": cast.kaveri.id,
        "until": "",
    }
    answer = visit(cast.ingrid).post(f"{CONSENT}propose/{act}/", said | {field: ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "We want to be quicker." in page or field == "reason"
    assert not Motion.objects.exists()


@pytest.mark.parametrize("act", ["widen", "nonsense", "add_party", "CLOSE"])
def test_an_act_nobody_offers_is_no_page(cast: Cast, visit: Visit, act: str) -> None:
    assert visit(cast.ingrid).get(f"{CONSENT}propose/{act}/").status_code == 404


@pytest.mark.parametrize("said", [{}, {"answer": ""}, {"answer": "perhaps"}, {"word": "Hm."}])
def test_an_answer_that_says_neither_yes_nor_no_is_shown_again(
    cast: Cast, visit: Visit, motion: Motion, said: dict[str, str]
) -> None:
    size = head(cast.shared.id)
    answer = visit(cast.ravi).post(f"{CONSENT}{motion.id}/answer/", said)
    assert answer.status_code == 422
    assert said.get("word", "") in answer.content.decode()
    assert head(cast.shared.id) == size


# ------------------------------------------------------------------------------ seats


@pytest.mark.parametrize("act", ["role", "end"])
def test_who_changes_what_tor_is_here(cast: Cast, visit: Visit, undone: Undone, act: str) -> None:
    tor = cast.tor
    browsers = {who: visit(getattr(cast, who)) for who in EVERYBODY}
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(f"{PEOPLE}seats/{tor.id}/{act}/", {"role": "admin"})
            fresh = Seat.objects.get(pk=tor.pk)
            if who == "ingrid":
                assert answer.status_code == 302
                assert fresh.role == Role.ADMIN if act == "role" else fresh.ended_at is not None
                continue
            assert answer.status_code == (404 if who in OUTSIDE else 403), who
            assert (fresh.role, fresh.ended_at) == (Role.MEMBER, None)


@pytest.mark.parametrize("role", ["", "guest-read", "facilitator", "queen", "\x00"])
def test_a_role_nobody_can_have_is_refused_beside_the_choice(
    cast: Cast, visit: Visit, role: str
) -> None:
    tor = cast.tor
    answer = visit(cast.ingrid).post(f"{PEOPLE}seats/{tor.id}/role/", {"role": role})
    assert answer.status_code == 422
    assert Seat.objects.get(pk=tor.pk).role == Role.MEMBER


@pytest.mark.parametrize("key", ["0" * 26, "nonsense", "01J00000000000000000000000"])
@pytest.mark.parametrize("path", ["seats/{}/end/", "invitations/{}/renew/", "places/{}/ask/"])
def test_what_is_not_here_is_not_here(cast: Cast, visit: Visit, key: str, path: str) -> None:
    assert visit(cast.ingrid).post(f"{PEOPLE}{path.format(key)}").status_code == 404


@pytest.mark.parametrize("who", [*SIDES, "facilitator", "guest"])
def test_everybody_leaves_by_themselves_but_the_last_who_decides(
    cast: Cast, visit: Visit, who: str
) -> None:
    seat = getattr(cast, who)
    answer = visit(seat).post("/p/lumen-kaveri/people/leaving/me/")
    seat.refresh_from_db()
    if who in ADMINS:
        assert answer.status_code == 409
        assert seat.ended_at is None
    else:
        assert answer.status_code == 302
        assert seat.ended_at is not None


# ------------------------------------------------------------------------------ what is recorded


def asked(cast: Cast) -> Motion:
    """Ingrid proposes another rule."""
    return ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion


RECORDED: list[tuple[str, Callable[[Cast], object], list[type[Fact]]]] = [
    ("a colleague sits down", lambda cast: cast.siri, [SeatTaken]),
    ("a guest sits down", lambda cast: cast.guest, [SeatTaken]),
    (
        "a role changes",
        lambda cast: change_role(cast.tor, Role.ADMIN, by=cast.ingrid),
        [SeatChanged],
    ),
    ("a seat ends", lambda cast: end_seat(cast.tor, by=cast.ingrid), [SeatEnded]),
    ("somebody leaves", lambda cast: leave(by=cast.tor), [SeatEnded]),
    ("a motion", asked, [MotionProposed, MotionAnswered]),
    ("taken back", lambda cast: withdraw(asked(cast), by=cast.ingrid), [MotionSettled]),
    (
        "refused",
        lambda cast: assent(asked(cast), by=cast.ravi, yes=False, word="No."),
        [MotionAnswered, MotionSettled],
    ),
]


@pytest.mark.parametrize(
    ("act", "kinds"), [(act, kinds) for _name, act, kinds in RECORDED], ids=[r[0] for r in RECORDED]
)
def test_each_act_records_its_own_facts_in_the_shared_room(
    cast: Cast, act: Callable[[Cast], object], kinds: list[type[Fact]]
) -> None:
    size = head(cast.shared.id)
    act(cast)
    found = facts(cast.shared, size)
    assert [type(one) for one in found][-len(kinds) :] == kinds
    assert {one.room for one in found} == {cast.shared.id}


def test_an_invitation_nobody_has_answered_is_on_no_record(cast: Cast) -> None:
    size = head(cast.shared.id)
    invited = invite_colleague("nina@lumen.example", by=cast.ingrid)
    renewed = renew(invited.invitation, by=cast.ingrid)
    cancel(renewed.invitation, by=cast.ingrid)
    assert head(cast.shared.id) == size


def test_a_motion_keeps_its_reason_and_its_answers_their_words(cast: Cast) -> None:
    size = head(cast.shared.id)
    assent(asked(cast), by=cast.ravi, yes=True, word="Gladly.")
    proposed, own, answered, settled, *_more = facts(cast.shared, size)
    assert isinstance(proposed, MotionProposed)
    assert (proposed.act, proposed.reason) == (Act.CHANGE_RULE, "Quicker.")
    assert isinstance(own, MotionAnswered)
    assert isinstance(answered, MotionAnswered)
    assert (own.yes, answered.yes, answered.word) == (True, True, "Gladly.")
    assert isinstance(settled, MotionSettled)
    assert settled.outcome == MotionOutcome.CARRIED


def test_closing_and_leaving_say_by_what(cast: Cast) -> None:
    size = head(cast.shared.id)
    one = ask_to_close(by=cast.ingrid, reason="The beta is out.").motion
    assent(one, by=cast.ravi, yes=True, word="")
    closed = [fact for fact in facts(cast.shared, size) if isinstance(fact, PartnershipClosed)]
    assert [fact.motion for fact in closed] == [one.id]


def test_an_organisation_that_leaves_by_itself_names_no_motion(cast: Cast) -> None:
    size = head(cast.shared.id)
    assert cast.tor.party_id == cast.lumen.id
    party_leaves(by=cast.ingrid)
    found = facts(cast.shared, size)
    left = [fact for fact in found if isinstance(fact, PartyLeft)]
    assert [(fact.party, fact.motion) for fact in left] == [(cast.lumen.id, None)]
    ended = [fact for fact in found if isinstance(fact, SeatEnded)]
    assert {fact.why for fact in ended} <= {SeatEnd.PARTY_LEFT}


def test_an_organisation_that_is_added_is_named_once_all_have_said_yes(cast: Cast) -> None:
    size = head(cast.shared.id)
    said = ask_to_add("Delta Freight", "otto@delta.example", by=cast.ingrid, reason="Ships.")
    assert not [fact for fact in facts(cast.shared, size) if isinstance(fact, PartyInvited)]
    assent(said.motion, by=cast.ravi, yes=True, word="")
    named = [fact for fact in facts(cast.shared, size) if isinstance(fact, PartyInvited)]
    assert [fact.name for fact in named] == ["Delta Freight"]


def test_a_room_for_some_is_recorded_in_that_room_alone(cast: Cast) -> None:
    size = head(cast.shared.id)
    room = open_room("Prices", by=cast.ingrid, parties=[cast.lumen.id, cast.kaveri.id])
    assert head(cast.shared.id) == size
    (fact,) = facts(room, 0)
    assert isinstance(fact, RoomOpened)
    assert (fact.name, fact.audience, fact.opened) == ("Prices", RoomOpenedAs.SUBSET, room.id)


# ------------------------------------------------------------------------------ refused


def test_a_guest_needs_a_room_and_a_day(cast: Cast, refused: Refused) -> None:
    until = timezone.now() + timedelta(days=9)
    with refused(Reason.ROOM_NEEDED):
        invite_guest("eva@b.example", by=cast.ingrid, role=Role.GUEST_READ, rooms=[], until=until)
    with refused(Reason.DAY_NEEDED):
        invite_guest(
            "eva@b.example",
            by=cast.ingrid,
            role=Role.GUEST_READ,
            rooms=[cast.shared.pk],
            until=None,
        )
    assert not Invitation.objects.filter(email="eva@b.example").exists()


def test_a_motion_that_was_taken_back_takes_no_answer(cast: Cast, refused: Refused) -> None:
    one = asked(cast)
    withdraw(one, by=cast.ingrid)
    size = head(cast.shared.id)
    with refused(Reason.ALREADY_SETTLED):
        assent(one, by=cast.ravi, yes=True, word="")
    with refused(Reason.ALREADY_SETTLED):
        withdraw(one, by=cast.ingrid)
    assert head(cast.shared.id) == size


def test_strangers_find_no_page_of_the_table(cast: Cast, visit: Visit) -> None:
    browsers = [visit(getattr(cast, who)) for who in OUTSIDE]
    for browser, path in product(browsers, (PEOPLE, f"{PEOPLE}rooms/", f"{PEOPLE}leaving/")):
        assert browser.get(path).status_code == 404
