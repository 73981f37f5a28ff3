"""What is done about a slip: by whom, in which order, with which facts."""

from datetime import timedelta

import pytest

from troth.foundation.facts.slips import SlipAcknowledged, SlipAnswered, SlipOwned, SlipRepaired
from troth.foundation.web.clock import now
from troth.ledger.queries import head
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.testing import Cast
from troth.slips import actions
from troth.slips.models import LONGEST_LINE, LONGEST_WORDS, Said, Slip, Word
from troth.slips.rules.refusals import Reason
from troth.slips.rules.states import MOST_WORDS, State
from troth.slips.tests.conftest import LINES, MakePromise, Own, Refuses, kinds, newest

pytestmark = pytest.mark.django_db


def test_owning_a_slip_records_its_four_lines_once(cast: Cast, own: Own) -> None:
    size = head(cast.shared.id)
    slip = own()
    assert head(cast.shared.id) == size + 1
    fact = newest(cast.shared)
    assert isinstance(fact, SlipOwned)
    assert (fact.slip, fact.owning_party, fact.towards) == (slip.id, cast.lumen.id, cast.kaveri.id)
    assert (fact.what, fact.effect, fact.repair, fact.next) == tuple(LINES.values())
    assert (fact.commitment, fact.repair_by, fact.by) == (None, None, cast.ingrid.actor)


def test_about_a_promise_it_concerns_whoever_receives_it(
    cast: Cast, own: Own, promise: MakePromise
) -> None:
    one = promise()
    slip = own(commitment=one, towards=None)
    assert slip.towards_id == cast.kaveri.id
    fact = newest(cast.shared)
    assert isinstance(fact, SlipOwned)
    assert (fact.commitment, fact.towards) == (one.id, cast.kaveri.id)
    one.refresh_from_db()
    assert (one.owned_at, one.repaired_at) == (slip.owned_at, None)


def test_a_miss_that_is_coming_can_be_announced_before_its_day(
    own: Own, promise: MakePromise
) -> None:
    one = promise(days=2)
    assert own(commitment=one).owned_at < one.due


def test_a_member_says_it_for_the_organisation_as_well(cast: Cast, own: Own) -> None:
    assert own(by=cast.tor).party_id == cast.lumen.id


def test_a_slip_can_be_towards_everybody_else(cast: Cast, own: Own) -> None:
    slip = own(towards=None)
    assert actions.acknowledge(slip, by=cast.ravi).stands is State.OWNED


def test_whoever_sits_for_nobody_owns_nothing(cast: Cast, own: Own, refuses: Refuses) -> None:
    for seat in (cast.facilitator, cast.contributor, cast.guest):
        with refuses(Reason.NO_SIDE):
            own(by=seat, towards=None)
    assert not Slip.objects.exists()


@pytest.mark.parametrize("missing", LINES)
def test_each_of_the_four_lines_says_something(own: Own, refuses: Refuses, missing: str) -> None:
    with refuses(Reason.WORDS_MISSING):
        own(**{missing: " \n\t "})


def test_more_than_is_kept_is_never_kept(own: Own) -> None:
    slip = own(what="x" * (LONGEST_LINE + 50))
    assert len(slip.what) == LONGEST_LINE


def test_another_sides_promise_is_not_ones_own_slip(
    cast: Cast, own: Own, promise: MakePromise, refuses: Refuses
) -> None:
    with refuses(Reason.NOT_YOUR_PROMISE):
        own(by=cast.ravi, commitment=promise())


def test_what_nobody_accepted_was_not_promised(
    own: Own, promise: MakePromise, refuses: Refuses
) -> None:
    with refuses(Reason.NOT_PROMISED):
        own(commitment=promise(days=3, accepted=False))


def test_a_promise_of_another_room_is_not_named(
    cast: Cast, own: Own, promise: MakePromise, refuses: Refuses
) -> None:
    both = open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    with refuses(Reason.NOT_IN_THIS_ROOM):
        own(commitment=promise(days=3), room=both)


def test_nothing_is_owned_in_a_side_room(cast: Cast, own: Own, refuses: Refuses) -> None:
    with refuses(Reason.NOT_IN_SIDE_ROOM):
        own(room=cast.lumen_side)


def test_it_is_towards_another_side_that_sits_here(cast: Cast, own: Own, refuses: Refuses) -> None:
    with refuses(Reason.TOWARDS_OWN_SIDE):
        own(towards=cast.lumen)
    with refuses(Reason.NOT_IN_THIS_ROOM):
        own(towards=cast.neighbour.party)


@pytest.mark.parametrize(("days", "reason"), [(-1, Reason.DAY_PASSED), (400, Reason.DAY_TOO_FAR)])
def test_a_repair_is_for_a_day_that_is_to_come(
    own: Own, refuses: Refuses, days: int, reason: Reason
) -> None:
    with refuses(reason):
        own(repair_by=now().date() + timedelta(days=days))


def test_one_slip_about_a_promise_stands_at_a_time(
    cast: Cast, own: Own, promise: MakePromise, refuses: Refuses
) -> None:
    one = promise()
    first = own(commitment=one)
    with refuses(Reason.ALREADY_OWNED):
        own(by=cast.tor, commitment=one)
    assert Slip.objects.get() == first
    actions.say_repaired(first, by=cast.tor)
    with refuses(Reason.ALREADY_OWNED):
        own(commitment=one)
    actions.confirm(first, by=cast.ravi)
    second = own(commitment=one)
    one.refresh_from_db()
    assert (one.owned_at, one.repaired_at) == (first.owned_at, None)
    assert second.pk != first.pk


# ------------------------------------------------------------------------------ the other side


def test_the_other_side_acknowledges_once(cast: Cast, own: Own, refuses: Refuses) -> None:
    slip, meera = own(), cast.meera
    actions.acknowledge(slip, by=cast.ravi, words="Thank you for saying so.")
    fact = newest(cast.shared)
    assert isinstance(fact, SlipAcknowledged)
    assert (fact.slip, fact.words) == (slip.id, "Thank you for saying so.")
    size = head(cast.shared.id)
    with refuses(Reason.ALREADY_ACKNOWLEDGED):
        actions.acknowledge(slip, by=meera)
    assert head(cast.shared.id) == size
    assert Word.objects.count() == 1


def test_acknowledging_without_a_word_records_none(cast: Cast, own: Own) -> None:
    actions.acknowledge(own(), by=cast.ravi, words="   ")
    fact = newest(cast.shared)
    assert isinstance(fact, SlipAcknowledged)
    assert fact.words is None


def test_the_other_side_answers_as_often_as_it_has_something_to_say(cast: Cast, own: Own) -> None:
    slip = own()
    for words in ("Which stations?", "And the heat?"):
        actions.answer(slip, by=cast.meera, words=words)
    fact = newest(cast.shared)
    assert isinstance(fact, SlipAnswered)
    assert fact.words == "And the heat?"
    assert [one.words for one in slip.said.order_by("at", "id")] == [
        "Which stations?",
        "And the heat?",
    ]


@pytest.mark.parametrize("words", ["", "  \n "])
def test_an_answer_without_words_is_none(
    cast: Cast, own: Own, refuses: Refuses, words: str
) -> None:
    with refuses(Reason.WORDS_MISSING):
        actions.answer(own(), by=cast.ravi, words=words)


def test_longer_answers_than_are_kept_are_cut(cast: Cast, own: Own) -> None:
    actions.answer(own(), by=cast.ravi, words="x" * (LONGEST_WORDS + 9))
    assert len(Word.objects.get().words) == LONGEST_WORDS


def test_nobody_answers_their_own_slip(cast: Cast, own: Own, refuses: Refuses) -> None:
    slip = own()
    with refuses(Reason.OWN_SLIP):
        actions.acknowledge(slip, by=cast.tor)
    with refuses(Reason.OWN_SLIP):
        actions.answer(slip, by=cast.ingrid, words="Good.")
    with refuses(Reason.OWN_SLIP):
        actions.confirm(slip, by=cast.ingrid)


def test_nobody_speaks_for_the_owner(cast: Cast, own: Own, refuses: Refuses) -> None:
    slip = own()
    with refuses(Reason.OWNER_ONLY):
        actions.say_repaired(slip, by=cast.ravi)
    with refuses(Reason.OWNER_ONLY):
        actions.add(slip, by=cast.ravi, words="And more.")
    with refuses(Reason.OWNER_ONLY):
        actions.withdraw(slip, by=cast.ravi)


def test_whoever_sits_for_nobody_says_nothing_below(cast: Cast, own: Own, refuses: Refuses) -> None:
    slip = own()
    for seat in (cast.facilitator, cast.contributor):
        with refuses(Reason.NO_SIDE):
            actions.acknowledge(slip, by=seat)


def test_the_owner_adds_words_and_changes_none(cast: Cast, own: Own) -> None:
    slip, tor = own(), cast.tor
    actions.answer(slip, by=cast.ravi, words="Which stations?")
    actions.add(slip, by=tor, words="Voss and Odda.")
    assert kinds(cast.shared, 2) == ["slip:answered", "slip:added"]
    slip.refresh_from_db()
    assert {name: getattr(slip, name) for name in LINES} == LINES


def test_only_so_many_words_stand_below_one_slip(cast: Cast, own: Own, refuses: Refuses) -> None:
    slip = own()
    Word.objects.bulk_create(
        Word(slip=slip, kind=Said.ADDED, party=cast.lumen, seat=cast.ingrid, words="x", at=now())
        for _n in range(MOST_WORDS)
    )
    with refuses(Reason.ENOUGH_SAID):
        actions.answer(slip, by=cast.ravi, words="One more.")


# ------------------------------------------------------------------------------ the repair


def test_it_is_repaired_once_the_other_side_confirms_and_never_before(
    cast: Cast, own: Own, promise: MakePromise, refuses: Refuses
) -> None:
    one = promise()
    slip = own(commitment=one)
    with refuses(Reason.NOT_SAID_YET):
        actions.confirm(slip, by=cast.ravi)
    assert actions.say_repaired(slip, by=cast.tor, words="In the folder.").stands is State.SAID
    one.refresh_from_db()
    assert one.repaired_at is None
    done = actions.confirm(slip, by=cast.meera)
    fact = newest(cast.shared)
    assert isinstance(fact, SlipRepaired)
    assert (fact.slip, fact.by.party, fact.words) == (slip.id, cast.kaveri.id, None)
    one.refresh_from_db()
    assert done.stands is State.REPAIRED
    assert one.repaired_at == done.repaired_at
    assert one.repaired_at is not None


def test_what_is_still_missing_gives_the_repair_back_to_its_owner(
    cast: Cast, own: Own, refuses: Refuses
) -> None:
    slip = own()
    actions.say_repaired(slip, by=cast.ingrid)
    with refuses(Reason.ALREADY_SAID):
        actions.say_repaired(slip, by=cast.tor)
    assert actions.answer(slip, by=cast.ravi, words="Odda is missing.").stands is State.OWNED
    assert actions.say_repaired(slip, by=cast.ingrid, words="Odda too.").stands is State.SAID


def test_a_confirmed_repair_is_not_said_or_confirmed_again(
    cast: Cast, own: Own, refuses: Refuses
) -> None:
    slip = own()
    actions.say_repaired(slip, by=cast.ingrid)
    actions.confirm(slip, by=cast.ravi)
    for act, seat in ((actions.confirm, cast.meera), (actions.say_repaired, cast.tor)):
        with refuses(Reason.ALREADY_REPAIRED):
            act(slip, by=seat)
    assert actions.answer(slip, by=cast.ravi, words="All good.").stands is State.REPAIRED


# ------------------------------------------------------------------------------ taking back


def test_it_is_taken_back_while_nobody_has_answered(
    cast: Cast, own: Own, promise: MakePromise, refuses: Refuses
) -> None:
    one = promise()
    slip = own(commitment=one)
    assert actions.withdraw(slip, by=cast.tor).stands is State.WITHDRAWN
    assert kinds(cast.shared, 1) == ["slip:withdrawn"]
    one.refresh_from_db()
    assert one.owned_at is None
    with refuses(Reason.TAKEN_BACK):
        actions.acknowledge(slip, by=cast.ravi)
    with refuses(Reason.TAKEN_BACK):
        actions.say_repaired(slip, by=cast.ingrid)
    assert own(commitment=one).stands is State.OWNED


def test_what_was_answered_stays(cast: Cast, own: Own, refuses: Refuses) -> None:
    slip = own()
    actions.acknowledge(slip, by=cast.ravi)
    with refuses(Reason.HEARD_ALREADY):
        actions.withdraw(slip, by=cast.ingrid)


def test_ones_own_further_words_do_not_hold_it(cast: Cast, own: Own) -> None:
    slip = own()
    actions.add(slip, by=cast.tor, words="It was the logger in Voss.")
    assert actions.withdraw(slip, by=cast.ingrid).stands is State.WITHDRAWN
