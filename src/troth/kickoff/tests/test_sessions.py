"""Beginning, writing, opening, ending: what is possible, and what is refused with a reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from troth.commitments.models import Commitment
from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.web import clock
from troth.goals.models import Goal
from troth.kickoff import actions
from troth.kickoff import clock as bell
from troth.kickoff.models import Kickoff, Line, SealedLine
from troth.kickoff.queries.alike import suggestions
from troth.kickoff.queries.boards import Progress, expectations, heap, progress, tally
from troth.kickoff.rules.phases import MOST_LINES, MOST_NAMED_OF_ONE, Phase, Refusal
from troth.kickoff.tests.conftest import HOPE, UNSAID, WORRY
from troth.ledger.queries import facts_at, head
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def not_possible(reason: Refusal) -> "pytest.RaisesExc[actions.NotPossible]":
    return pytest.RaisesExc(actions.NotPossible, check=lambda error: error.reason is reason)


def kinds(cast: Cast, last: int) -> list[str]:
    """The last facts of the shared room, but for who sat down when a test named them."""
    facts = facts_at(cast.shared.id, range(head(cast.shared.id)))
    return [fact.kind for _, fact in facts if fact and not fact.kind.startswith("seat:")][-last:]


def line(text: str) -> Line:
    return Line.objects.get(text=text)


def test_it_opens_once_both_have_written(cast: Cast, kickoff: Kickoff) -> None:
    actions.say_ready(kickoff, by=cast.ingrid)
    with not_possible(Refusal.STILL_WRITING):
        actions.open_together(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.meera)
    assert actions.open_together(kickoff, by=cast.ingrid) == 3
    assert kinds(cast, 3) == ["kickoff:readied", "kickoff:readied", "kickoff:opened"]


def test_a_refused_opening_leaves_everything_sealed(cast: Cast, kickoff: Kickoff) -> None:
    with not_possible(Refusal.STILL_WRITING):
        actions.open_together(kickoff, by=cast.ingrid)
    kickoff.refresh_from_db()
    assert kickoff.phase == Phase.WRITING
    assert not Line.objects.exists()
    assert SealedLine.objects.count() == 2


def test_of_two_openings_at_once_one_wins_and_the_other_is_told(
    cast: Cast, kickoff: Kickoff
) -> None:
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    stale = Kickoff.objects.get(pk=kickoff.pk)
    actions.open_together(kickoff, by=cast.ingrid)
    with not_possible(Refusal.ALREADY_OPENED):
        actions.open_together(stale, by=cast.ravi)
    assert Line.objects.count() == 3


@pytest.mark.parametrize("named", [True, False])
def test_nothing_is_written_unseen_after_the_opening(
    cast: Cast, opened: Kickoff, named: bool
) -> None:
    with not_possible(Refusal.ALREADY_OPENED):
        actions.write(opened, [(Group.GOAL, "Late")], named=named, by=cast.tor)
    assert not Line.objects.filter(text="Late").exists()


@pytest.mark.parametrize("named", [True, False])
def test_who_has_written_writes_on_only_after_saying_so(
    cast: Cast, kickoff: Kickoff, named: bool
) -> None:
    actions.say_ready(kickoff, by=cast.ingrid)
    with not_possible(Refusal.ALREADY_READY):
        actions.write(kickoff, [(Group.GOAL, "More")], named=named, by=cast.tor)
    with not_possible(Refusal.ALREADY_READY):
        actions.say_ready(kickoff, by=cast.tor)
    actions.write_on(kickoff, by=cast.siri)
    actions.write(kickoff, [(Group.GOAL, "More")], named=named, by=cast.tor)
    with not_possible(Refusal.NOT_READY):
        actions.write_on(kickoff, by=cast.siri)


def test_whoever_sits_without_a_party_says_nothing_for_one(cast: Cast, kickoff: Kickoff) -> None:
    with not_possible(Refusal.WITHOUT_PARTY):
        actions.say_ready(kickoff, by=cast.facilitator)
    with not_possible(Refusal.WITHOUT_PARTY):
        actions.write_on(kickoff, by=cast.facilitator)


def test_one_kickoff_at_a_time(cast: Cast, kickoff: Kickoff) -> None:
    with not_possible(Refusal.ANOTHER_IS_RUNNING):
        actions.begin(title="Another", room=cast.shared, by=cast.ravi)
    assert kinds(cast, 1) == ["kickoff:begun"]


def test_a_moment_that_has_passed_is_no_moment(cast: Cast) -> None:
    with not_possible(Refusal.MOMENT_HAS_PASSED):
        actions.begin(title="Beta", room=cast.shared, by=cast.ravi, opens_at=timezone.now())


def test_the_clock_opens_at_the_agreed_moment_and_not_before(cast: Cast) -> None:
    now = timezone.now()
    one = actions.begin(
        title="Beta", room=cast.shared, by=cast.ingrid, opens_at=now + timedelta(hours=2)
    )
    actions.write(one, [(Group.GOAL, HOPE)], named=True, by=cast.ravi)
    assert bell.due(now + timedelta(hours=1)) == 0
    later = now + timedelta(hours=2)
    with clock.at(later):
        assert bell.due(later) == 1
        assert bell.due(later) == 0
    one.refresh_from_db()
    assert one.phase == Phase.OPEN


def test_whose_seat_ended_in_between_is_still_heard(cast: Cast, kickoff: Kickoff) -> None:
    per = cast.per
    actions.write(kickoff, [(Group.GOAL, "Somebody answers the phone")], named=True, by=per)
    actions.write(kickoff, [(Group.CONCERN, "Nobody does")], named=False, by=per)
    end_seat(per, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    assert actions.open_together(kickoff, by=cast.ravi) == 5
    assert line("Somebody answers the phone").seat == per
    assert line("Nobody does").seat is None


def test_an_organisation_that_joins_late_is_waited_for(
    cast: Cast, kickoff: Kickoff, join: Callable[[], Seat]
) -> None:
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    fiona = join()
    with not_possible(Refusal.STILL_WRITING):
        actions.open_together(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=fiona)
    assert actions.open_together(kickoff, by=cast.ingrid) == 3


def test_one_that_leaves_is_not_waited_for(
    cast: Cast, kickoff: Kickoff, join: Callable[[], Seat]
) -> None:
    fiona = join()
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    party_leaves(by=fiona)
    assert actions.open_together(kickoff, by=cast.ingrid) == 3


def test_one_person_does_not_fill_the_table(cast: Cast, kickoff: Kickoff) -> None:
    lines = [(Group.GOAL, f"Line {n}") for n in range(MOST_NAMED_OF_ONE)]
    actions.write(kickoff, lines, named=True, by=cast.tor)
    with not_possible(Refusal.TOO_MANY_LINES):
        actions.write(kickoff, [(Group.GOAL, "One more")], named=True, by=cast.tor)
    actions.write(kickoff, lines[:3], named=True, by=cast.tor)
    assert SealedLine.objects.filter(seat=cast.tor).count() == MOST_NAMED_OF_ONE


def test_a_session_holds_only_as_many_lines_as_can_be_read(cast: Cast, kickoff: Kickoff) -> None:
    many = [(Group.GOAL, f"Line {n}") for n in range(MOST_LINES)]
    with not_possible(Refusal.FULL):
        actions.write(kickoff, many, named=False, by=cast.tor)


def test_28_people_with_10_lines_each_open_at_once(cast: Cast, kickoff: Kickoff) -> None:
    people = [cast.colleague(f"P{n}", cast.ingrid if n % 2 else cast.ravi) for n in range(28)]
    for n, seat in enumerate(people):
        lines = [(list(Group)[k % 3], f"{n}: hope number {k}, in some words") for k in range(10)]
        actions.write(kickoff, lines, named=bool(n % 4), by=seat)
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    assert actions.open_together(kickoff, by=cast.ingrid) == 283
    places = Line.objects.order_by("place").values_list("place", flat=True)
    assert list(places) == list(range(1, 284))
    count = tally(kickoff)[Group.GOAL.value, False]
    first = heap(kickoff, Group.GOAL, count=count)
    assert first.next_from
    assert first.count > len(first.lines)
    rest = heap(kickoff, Group.GOAL, count=count, since=first.next_from)
    assert not {one.id for one in first.lines} & {one.id for one in rest.lines}


def test_lines_open_in_random_order(cast: Cast, kickoff: Kickoff) -> None:
    lines = [(Group.GOAL, f"{n:02}") for n in range(30)]
    actions.write(kickoff, lines, named=True, by=cast.tor)
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    actions.open_together(kickoff, by=cast.ravi)
    read = Line.objects.filter(seat=cast.tor).order_by("place").values_list("text", flat=True)
    assert list(read) != sorted(read)


def test_every_line_gets_its_ending_and_then_it_closes(cast: Cast, opened: Kickoff) -> None:
    actions.end_line(opened, line(WORRY), Ending.EXPECTATION, by=cast.ravi)
    actions.end_line(opened, line(HOPE), Ending.PARKED, words="After the pilots.", by=cast.ingrid)
    assert progress(tally(opened)) == Progress(3, 2)
    due = timezone.now() + timedelta(days=5)
    actions.own_line(opened, line(UNSAID), by=cast.ravi, due=due, zone="Asia/Kolkata")
    promise = Commitment.objects.get()
    assert (promise.promiser, promise.deliverable) == (cast.kaveri, UNSAID)
    assert line(UNSAID).target == promise.id
    assert actions.close(opened, by=cast.ingrid) == 0
    assert [one.text for one in expectations(cast.shared)] == [WORRY]
    assert kinds(cast, 3) == ["commitment:proposed", "kickoff:line-ended", "kickoff:closed"]


def test_a_line_becomes_the_first_draft_of_a_goal(cast: Cast, opened: Kickoff) -> None:
    key = actions.make_goal(opened, line(HOPE), by=cast.ravi)
    goal = Goal.objects.select_related("agreement").get()
    assert (goal.id, goal.title) == (key, HOPE)
    assert line(HOPE).target == key
    assert goal.agreement.agreed_version is None
    assert kinds(cast, 2) == ["agreement:drafted", "kickoff:line-ended"]


def test_a_facilitator_makes_no_goal_of_it(cast: Cast, opened: Kickoff) -> None:
    with not_possible(Refusal.WITHOUT_PARTY):
        actions.make_goal(opened, line(HOPE), by=cast.facilitator)
    assert not line(HOPE).ending


def test_a_goal_of_an_ended_line_is_not_drafted_twice(cast: Cast, opened: Kickoff) -> None:
    seen = line(HOPE)
    actions.make_goal(opened, seen, by=cast.ravi)
    with not_possible(Refusal.ENDED_ALREADY):
        actions.make_goal(opened, seen, by=cast.ingrid)
    assert Goal.objects.count() == 1


def test_what_remains_is_parked_together_with_a_word(cast: Cast, opened: Kickoff) -> None:
    with not_possible(Refusal.WORDS_MISSING):
        actions.close(opened, by=cast.ingrid, words=" ")
    opened.refresh_from_db()
    assert opened.phase == Phase.OPEN
    assert actions.close(opened, by=cast.ingrid, words="In the spring.") == 3
    assert {one.words for one in Line.objects.all()} == {"In the spring."}
    with not_possible(Refusal.ALREADY_CLOSED):
        actions.add(opened, Group.GOAL, "Late", by=cast.tor)


def test_parking_needs_a_word(cast: Cast, opened: Kickoff) -> None:
    with not_possible(Refusal.WORDS_MISSING):
        actions.end_line(opened, line(HOPE), Ending.PARKED, by=cast.ingrid)
    assert not line(HOPE).ending


def test_of_two_who_end_a_line_the_second_is_told(cast: Cast, opened: Kickoff) -> None:
    seen = line(HOPE)
    actions.end_line(opened, seen, Ending.EXPECTATION, by=cast.ingrid)
    with not_possible(Refusal.ENDED_ALREADY):
        actions.end_line(opened, seen, Ending.PARKED, words="No.", by=cast.ravi)
    due = timezone.now() + timedelta(days=5)
    with not_possible(Refusal.ENDED_ALREADY):
        actions.own_line(opened, seen, by=cast.ravi, due=due, zone="UTC")
    assert not Commitment.objects.exists()


def test_lines_put_together_count_once_and_can_part_again(cast: Cast, opened: Kickoff) -> None:
    one, other, third = line(HOPE), line(WORRY), line(UNSAID)
    actions.join(opened, other, one, by=cast.ingrid)
    assert progress(tally(opened)).lines == 2
    with not_possible(Refusal.ALREADY_JOINED):
        actions.join(opened, third, other, by=cast.ingrid)
    actions.join(opened, one, third, by=cast.ingrid)
    other.refresh_from_db()
    assert other.like == third
    assert progress(tally(opened)).lines == 1
    actions.join(opened, other, None, by=cast.ingrid)
    assert progress(tally(opened)).lines == 2


def test_a_line_is_not_put_to_itself_nor_to_one_that_has_ended(cast: Cast, opened: Kickoff) -> None:
    one = line(HOPE)
    with not_possible(Refusal.NOT_TO_ITSELF):
        actions.join(opened, one, one, by=cast.ingrid)
    actions.end_line(opened, one, Ending.EXPECTATION, by=cast.ingrid)
    one.refresh_from_db()
    with not_possible(Refusal.ENDED_ALREADY):
        actions.join(opened, line(WORRY), one, by=cast.ingrid)


def test_what_is_worded_alike_is_suggested_and_nothing_is_done(cast: Cast, opened: Kickoff) -> None:
    actions.add(opened, Group.GOAL, "30 days of data from every single site", by=cast.tor)
    actions.add(opened, Group.CONCERN, "Thirty days of data from every site", by=cast.tor)
    found = suggestions(opened)
    assert {one.text for pair in found for one in pair} == {
        HOPE,
        "30 days of data from every single site",
    }
    assert not Line.objects.filter(like__isnull=False).exists()
