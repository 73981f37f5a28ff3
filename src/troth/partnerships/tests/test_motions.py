"""What affects all is decided by the rule that all accepted, and carried out with the last yes."""

import pytest
from django.utils import timezone

from troth.conftest import Refused
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger.models import Entry
from troth.partnerships.actions import widening
from troth.partnerships.actions.arriving import accept, decline
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.motions import assent, withdraw
from troth.partnerships.actions.proposing import (
    ask_for_facilitator,
    ask_to_add,
    ask_to_change_rule,
    ask_to_close,
    ask_to_remove,
    ask_to_widen,
)
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Motion, Partnership, Party, Room, Seat
from troth.partnerships.queries.door import rooms_of, seats_at
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.refusals import NoInvitation, NotPossible, Reason
from troth.partnerships.testing import (
    DELTA,
    HARBOUR,
    KAVERI,
    LUMEN,
    Cast,
    party_of,
    person,
    sit_down,
)


@pytest.fixture
def three(db: None) -> list[Seat]:
    """The admins of Lumen, Kaveri and Delta at one table."""
    return sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))


def kinds(room: str) -> list[str]:
    """What the room's log tells, in order."""
    return list(Entry.objects.filter(log=room).order_by("idx").values_list("kind", flat=True))


def test_one_alone_changes_nothing_that_affects_all(cast: Cast) -> None:
    motion = ask_to_close(by=cast.ingrid, reason="The beta is out.").motion
    assert motion.outcome == "open"
    assert Partnership.objects.get(pk=cast.table.pk).phase == "open"


def test_the_last_yes_carries_it_out(cast: Cast) -> None:
    motion = ask_to_close(by=cast.ingrid, reason="The beta is out.").motion
    assent(motion, by=cast.ravi, yes=True)
    assert Partnership.objects.get(pk=cast.table.pk).phase == "closed"
    assert kinds(cast.shared.id)[-3:] == ["motion:answered", "motion:settled", "partnership:closed"]


def test_a_no_leaves_everything_as_it_is(cast: Cast) -> None:
    motion = ask_to_close(by=cast.ingrid, reason="The beta is out.").motion
    assent(motion, by=cast.ravi, yes=False, word="Not before the audit.")
    motion.refresh_from_db()
    assert motion.outcome == "refused"
    assert Partnership.objects.get(pk=cast.table.pk).phase == "open"


def test_a_settled_motion_takes_no_more_answers_and_says_who_settled_it(cast: Cast) -> None:
    motion = ask_to_close(by=cast.ingrid, reason="The beta is out.").motion
    assent(motion, by=cast.ravi, yes=False)
    with pytest.raises(NotPossible) as said:
        assent(motion, by=cast.ingrid, yes=True)
    assert said.value.reason is Reason.ALREADY_SETTLED
    assert said.value.values == {"who": "Ravi", "outcome": "refused"}


def test_members_guests_and_the_facilitator_have_no_vote(cast: Cast, refused: Refused) -> None:
    motion = ask_to_close(by=cast.ingrid, reason="The beta is out.").motion
    with refused(Reason.ADMINS_ONLY):
        assent(motion, by=cast.meera, yes=True)
    for seat in (cast.guest, cast.facilitator):
        with refused(Reason.NO_SIDE):
            assent(motion, by=seat, yes=True)


def test_somebody_of_another_table_cannot_answer(cast: Cast) -> None:
    motion = ask_to_close(by=cast.ingrid, reason="The beta is out.").motion
    with pytest.raises(Motion.DoesNotExist):
        assent(motion, by=cast.neighbour, yes=True)


def test_two_admins_of_one_party_have_one_vote(cast: Cast) -> None:
    anna = cast.colleague("Anna", cast.ingrid)
    Seat.objects.filter(pk=anna.pk).update(role="admin")
    motion = ask_to_close(by=cast.ingrid, reason="The beta is out.").motion
    assent(motion, by=anna, yes=True)
    motion.refresh_from_db()
    assert motion.outcome == "open"
    assert motion.assents.count() == 1


def test_a_party_may_change_its_word_until_it_is_settled(three: list[Seat]) -> None:
    ingrid, ravi, otto = three
    motion = ask_to_change_rule("all-but-one", by=ingrid, reason="Quicker.").motion
    assent(motion, by=ravi, yes=True)
    assent(motion, by=ravi, yes=True, word="Still.")
    assert motion.assents.count() == 2
    assent(motion, by=otto, yes=True)
    assert terms(motion.partnership_id, timezone.now()).consent_rule == "all-but-one"


def test_a_new_rule_decides_from_then_on(three: list[Seat]) -> None:
    ingrid, ravi, otto = three
    motion = ask_to_change_rule("majority:1/2", by=ingrid, reason="Quicker.").motion
    assent(motion, by=ravi, yes=True)
    assent(motion, by=otto, yes=True)
    close = ask_to_close(by=ingrid, reason="Done.").motion
    assent(close, by=otto, yes=True)
    assert Partnership.objects.get(slug="three").phase == "closed"


def test_another_organisation_sits_down_by_consent(cast: Cast) -> None:
    asked = ask_to_add(
        "Delta Freight", "otto@delta.example", by=cast.ingrid, reason="They ship it."
    )
    assert asked.invited is None
    assert not Party.objects.filter(name="Delta Freight").exists()
    invited = assent(asked.motion, by=cast.ravi, yes=True).invited
    assert invited is not None
    seat = accept(invited.token, by=person("Otto", DELTA), house=DELTA)
    assert (party_of(seat).colour, party_of(seat).standing) == (3, "joined")
    assert {room.kind for room in rooms_of(seat)} == {"shared", "side"}


def test_an_added_organisation_may_say_no(cast: Cast) -> None:
    motion = ask_to_add(
        "Delta Freight", "otto@delta.example", by=cast.ingrid, reason="Ships."
    ).motion
    invited = assent(motion, by=cast.ravi, yes=True).invited
    assert invited is not None
    decline(invited.token)
    assert Party.objects.get(name="Delta Freight").standing == "declined"
    assert Partnership.objects.get(pk=cast.table.pk).phase == "open"


def test_with_two_nobody_can_remove_the_other(cast: Cast, refused: Refused) -> None:
    with refused(Reason.TWO_ALONE):
        ask_to_remove(cast.kaveri, by=cast.ingrid, reason="Enough.")
    assert not Motion.objects.exists()


def test_nobody_removes_itself(three: list[Seat], refused: Refused) -> None:
    with refused(Reason.LEAVE_INSTEAD):
        ask_to_remove(party_of(three[0]), by=three[0], reason="Enough.")


def test_the_party_concerned_has_no_vote_and_loses_access_with_the_last_yes(
    three: list[Seat], refused: Refused
) -> None:
    ingrid, ravi, otto = three
    motion = ask_to_remove(party_of(otto), by=ingrid, reason="Silent for a year.").motion
    with refused(Reason.NO_VOTE):
        assent(motion, by=otto, yes=False)
    assert len(seats_at("three", otto.person)) == 1
    assent(motion, by=ravi, yes=True)
    assert seats_at("three", otto.person) == ()
    assert Party.objects.get(pk=otto.party_id).standing == "left"


def test_a_motion_about_a_party_that_left_by_itself_is_withdrawn(three: list[Seat]) -> None:
    ingrid, _ravi, otto = three
    motion = ask_to_remove(party_of(otto), by=ingrid, reason="Silent for a year.").motion
    party_leaves(by=otto)
    motion.refresh_from_db()
    assert motion.outcome == "withdrawn"


def test_two_who_stay_cannot_remove_each_other_by_an_older_motion(
    three: list[Seat], refused: Refused
) -> None:
    ingrid, ravi, otto = three
    motion = ask_to_remove(party_of(ravi), by=ingrid, reason="Enough.").motion
    party_leaves(by=otto)
    with refused(Reason.ALREADY_SETTLED):
        assent(motion, by=ingrid, yes=True)
    assert len(seats_at("three", ravi.person)) == 1


def test_what_is_carried_out_asks_again_how_many_sit_here(
    three: list[Seat], refused: Refused
) -> None:
    ingrid, ravi, otto = three
    motion = ask_to_remove(party_of(ravi), by=ingrid, reason="Enough.").motion
    Party.objects.filter(pk=otto.party_id).update(standing="left")
    with refused(Reason.TWO_ALONE):
        assent(motion, by=ingrid, yes=True)
    assert len(seats_at("three", ravi.person)) == 1


def test_nothing_is_carried_out_because_somebody_left(three: list[Seat]) -> None:
    ingrid, ravi, otto = three
    motion = ask_to_close(by=ingrid, reason="Done.").motion
    assent(motion, by=ravi, yes=True)
    party_leaves(by=otto)
    assert Partnership.objects.get(slug="three").phase == "open"
    assent(motion, by=ravi, yes=True)
    assert Partnership.objects.get(slug="three").phase == "closed"


def test_a_facilitator_needs_everybody_whatever_the_rule(three: list[Seat]) -> None:
    ingrid, ravi, otto = three
    rule = ask_to_change_rule("majority:1/2", by=ingrid, reason="Quicker.").motion
    assent(rule, by=ravi, yes=True)
    assent(rule, by=otto, yes=True)
    motion = ask_for_facilitator(
        "Farah", "farah@mediate.example", by=ingrid, reason="A fresh ear."
    ).motion
    assert motion.rule == "unanimous"
    assent(motion, by=ravi, yes=True)
    invited = assent(motion, by=otto, yes=True).invited
    assert invited is not None
    seat = accept(invited.token, by=person("Farah"), other_address=True)
    assert (seat.kind.value, seat.party) == ("facilitator", None)
    assert [room.kind for room in rooms_of(seat)] == ["shared"]


def test_the_same_thing_is_not_asked_twice_at_once(cast: Cast, refused: Refused) -> None:
    ask_to_close(by=cast.ingrid, reason="Done.")
    with refused(Reason.SAME_MOTION):
        ask_to_close(by=cast.ravi, reason="Me too.")


def test_only_the_proposing_side_takes_a_motion_back(cast: Cast, refused: Refused) -> None:
    motion = ask_to_close(by=cast.ingrid, reason="Done.").motion
    with refused(Reason.OWN_SIDE_ONLY):
        withdraw(motion, by=cast.ravi)
    assert withdraw(motion, by=cast.ingrid).outcome == "withdrawn"


def test_closing_lays_everything_else_to_rest(cast: Cast, refused: Refused) -> None:
    other = ask_to_change_rule("all-but-one", by=cast.ravi, reason="Quicker.").motion
    token = cast.holder[1].token
    assent(ask_to_close(by=cast.ingrid, reason="Done.").motion, by=cast.ravi, yes=True)
    other.refresh_from_db()
    assert other.outcome == "withdrawn"
    with refused(Reason.CLOSED):
        ask_to_close(by=cast.ingrid, reason="Again.")
    assert rooms_of(seats_at("lumen-kaveri", cast.ingrid.person)[0])
    assert kinds(cast.shared.id)[-1] == "partnership:closed"
    with pytest.raises(NoInvitation):
        accept(token, by=cast.holder[0])


@pytest.mark.parametrize(
    ("rule", "reason"), [("dice", Reason.RULE_UNKNOWN), ("unanimous", Reason.RULE_IN_FORCE)]
)
def test_a_rule_must_be_readable_and_new(
    cast: Cast, refused: Refused, rule: str, reason: Reason
) -> None:
    with refused(reason):
        ask_to_change_rule(rule, by=cast.ingrid, reason="Why not.")


def test_a_motion_says_why(cast: Cast, refused: Refused) -> None:
    with refused(Reason.REASON_NEEDED):
        ask_to_close(by=cast.ingrid, reason="  ")


NOTES: dict[str, str] = {}


@pytest.fixture
def _notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A noun whose items are notes: which room each stands in."""
    NOTES.clear()
    monkeypatch.setattr(widening, "wideners", {})
    monkeypatch.setattr("troth.partnerships.actions.sharing.wideners", widening.wideners)

    def copy(item: Ulid, *, origin: Room, wider: Room, by: Seat) -> Ulid:
        made = new_ulid()
        NOTES[made] = wider.id
        return made

    def title(item: Ulid, room: Ulid) -> str | None:
        return "A note" if NOTES.get(item) == room else None

    widening.register("note", widening.Widener(title=title, copy=copy))


def note_in(room: Room) -> Ulid:
    """A note that stands there."""
    note = new_ulid()
    NOTES[note] = room.id
    return note


@pytest.mark.usefixtures("_notes")
def test_what_belongs_to_several_goes_public_only_by_consent(cast: Cast) -> None:
    note = note_in(cast.shared)
    motion = ask_to_widen(
        "note", note, origin=cast.shared, wider=None, by=cast.ingrid, reason="Others can learn."
    ).motion
    assert list(NOTES) == [note]
    assent(motion, by=cast.ravi, yes=True)
    public = Room.objects.get(partnership=cast.table, kind="public")
    assert list(NOTES.values()) == [cast.shared.id, public.id]
    assert kinds(public.id) == ["item:shared"]
    assert kinds(cast.shared.id)[-1] == "item:shared-out"


@pytest.mark.usefixtures("_notes")
def test_only_the_parties_of_a_room_decide_about_what_stands_in_it(
    three: list[Seat], refused: Refused
) -> None:
    ingrid, ravi, otto = three
    two = open_room("Two of us", parties=[party_of(ingrid).id, party_of(ravi).id], by=ingrid)
    shared = Room.objects.get(partnership=ingrid.partnership, kind="shared")
    motion = ask_to_widen(
        "note", note_in(two), origin=two, wider=shared, by=ingrid, reason="For all."
    ).motion
    with refused(Reason.NO_VOTE):
        assent(motion, by=otto, yes=True)
    assert "motion:proposed" not in kinds(shared.id)
    assent(motion, by=ravi, yes=True)
    assert kinds(shared.id)[-1] == "item:shared"


@pytest.mark.usefixtures("_notes")
def test_what_cannot_be_widened(cast: Cast, refused: Refused) -> None:
    own = note_in(cast.lumen_side)
    with refused(Reason.SHARE_IT_YOURSELF):
        ask_to_widen(
            "note", own, origin=cast.lumen_side, wider=cast.shared, by=cast.ingrid, reason="Mine."
        )
    with refused(Reason.NOT_WIDER):
        ask_to_widen(
            "note", own, origin=cast.shared, wider=cast.lumen_side, by=cast.ingrid, reason="No."
        )
    with refused(Reason.ROOM_NOT_YOURS):
        ask_to_widen(
            "note",
            own,
            origin=cast.kaveri_side,
            wider=cast.shared,
            by=cast.ingrid,
            reason="Theirs.",
        )
    with refused(Reason.NOTHING_THERE):
        ask_to_widen(
            "note", own, origin=cast.shared, wider=None, by=cast.ingrid, reason="Not there."
        )
    with refused(Reason.NOTHING_THERE):
        ask_to_widen(
            "dream", own, origin=cast.shared, wider=None, by=cast.ingrid, reason="No such noun."
        )


def test_a_fourth_may_come_by_all_but_one(db: None) -> None:
    ingrid, ravi, otto = sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))
    motion = ask_to_change_rule("all-but-one", by=ingrid, reason="Quicker.").motion
    assent(motion, by=ravi, yes=True)
    assent(motion, by=otto, yes=True)
    asked = ask_to_add(HARBOUR.name, "wanda@harbour.example", by=ingrid, reason="They build.")
    assert assent(asked.motion, by=otto, yes=True).invited is not None
