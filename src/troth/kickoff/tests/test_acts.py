"""Every act of a kickoff and a launch check: when it is refused, who may, what it records, what is told of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from troth.foundation.facts import kickoff as lines
from troth.foundation.facts import launch as launches
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.facts.launch import Question
from troth.foundation.web.offers import Names
from troth.goals.models import Goal
from troth.goals.testing import initiative
from troth.kickoff import actions, before_launch, offers
from troth.kickoff.actions import answering, settling
from troth.kickoff.actions.answering import CheckNotPossible
from troth.kickoff.models import Accepted, Kickoff, Line, Override
from troth.kickoff.rules.phases import Phase, Refusal
from troth.kickoff.rules.settling import CheckRefusal
from troth.kickoff.tests.conftest import HOPE, UNSAID, WORRY
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
Act = Callable[[Kickoff, Cast], object]
AT = "/p/lumen-kaveri/agreements/kickoff/"
LUMEN = dict.fromkeys(Question, "A month of readings")
KAVERI = dict.fromkeys(Question, "Thirty days of data")
WHOM = Question.WHOM


def line(text: str = HOPE) -> Line:
    """A line that was opened."""
    return Line.objects.get(text=text)


def last(cast: Cast, count: int = 1) -> list[Fact]:
    """The last facts of the shared room."""
    end = head(cast.shared.id)
    return [fact for _, fact in facts_at(cast.shared.id, range(end - count, end)) if fact]


def told(cast: Cast, tell: Callable[..., Any], count: int = 1) -> list[str]:
    """The same as sentences."""
    names = Names({str(cast.lumen.id): "Lumen", str(cast.kaveri.id): "Kaveri"}, {})
    return [one.sentence for one in tell(last(cast, count), names)]


def refused(reason: Refusal) -> "pytest.RaisesExc[actions.NotPossible]":
    """Expect one reason of a kickoff."""
    return pytest.RaisesExc(actions.NotPossible, check=lambda error: error.reason is reason)


def held(reason: CheckRefusal) -> "pytest.RaisesExc[CheckNotPossible]":
    """Expect one reason of a launch check."""
    return pytest.RaisesExc(CheckNotPossible, check=lambda error: error.reason is reason)


# ------------------------------------------------------------------------------- not in this phase

WHILE_OPEN: dict[str, Act] = {
    "add": lambda one, cast: actions.add(one, Group.GOAL, "Late", by=cast.tor),
    "join": lambda one, cast: actions.join(one, any_line(one), None, by=cast.tor),
    "end": lambda one, cast: actions.end_line(one, any_line(one), Ending.EXPECTATION, by=cast.tor),
    "goal": lambda one, cast: actions.make_goal(one, any_line(one), words="", by=cast.tor),
    "close": lambda one, cast: actions.close(one, words="Later.", by=cast.tor),
}
WHILE_WRITING: dict[str, Act] = {
    "named": lambda one, cast: actions.write(one, [(Group.GOAL, "x")], named=True, by=cast.tor),
    "unnamed": lambda one, cast: actions.write(one, [(Group.GOAL, "x")], named=False, by=cast.tor),
    "take back": lambda one, cast: actions.take_back(one, str(one.id), by=cast.tor),
    "ready": lambda one, cast: actions.say_ready(one, by=cast.tor),
    "write on": lambda one, cast: actions.write_on(one, by=cast.tor),
    "open": lambda one, cast: actions.open_together(one, by=cast.tor),
}


def any_line(one: Kickoff) -> Line:
    """A line of the session; before the opening there is none to take, so a new one stands for it."""
    return Line.objects.filter(kickoff=one).first() or Line(kickoff=one, group="goal", text="x")


def unchanged(cast: Cast, one: Kickoff, act: Act, reason: Refusal) -> None:
    """The act is refused for this reason, and neither the record nor a row knows of it."""
    cast.tor  # noqa: B018  # sits down before the record is counted
    size, phase = head(cast.shared.id), Kickoff.objects.get(pk=one.pk).phase
    rows = list(Line.objects.order_by("place").values())
    with refused(reason):
        act(one, cast)
    assert head(cast.shared.id) == size
    assert Kickoff.objects.get(pk=one.pk).phase == phase
    assert list(Line.objects.order_by("place").values()) == rows


@pytest.mark.parametrize("name", WHILE_OPEN)
def test_before_the_opening_nothing_becomes_of_a_line(
    cast: Cast, kickoff: Kickoff, name: str
) -> None:
    unchanged(cast, kickoff, WHILE_OPEN[name], Refusal.NOT_OPENED_YET)


@pytest.mark.parametrize("name", WHILE_OPEN)
def test_in_a_closed_one_nothing_becomes_of_a_line(cast: Cast, opened: Kickoff, name: str) -> None:
    actions.close(opened, words="Later.", by=cast.ravi)
    unchanged(cast, opened, WHILE_OPEN[name], Refusal.ALREADY_CLOSED)


@pytest.mark.parametrize("name", WHILE_WRITING)
def test_after_the_opening_nothing_is_done_unseen(cast: Cast, opened: Kickoff, name: str) -> None:
    unchanged(cast, opened, WHILE_WRITING[name], Refusal.ALREADY_OPENED)


@pytest.mark.parametrize("name", WHILE_WRITING)
def test_in_a_closed_one_nothing_is_done_unseen(cast: Cast, opened: Kickoff, name: str) -> None:
    actions.close(opened, words="Later.", by=cast.ravi)
    unchanged(cast, opened, WHILE_WRITING[name], Refusal.ALREADY_OPENED)


def test_whose_side_is_ready_takes_nothing_back(cast: Cast, kickoff: Kickoff) -> None:
    actions.say_ready(kickoff, by=cast.ingrid)
    with refused(Refusal.ALREADY_READY):
        actions.take_back(kickoff, "01ARZ3NDEKTSV4RRFFQ69G5FAV", by=cast.ingrid)


@pytest.mark.parametrize("ending", [Ending.EXPECTATION, Ending.PARKED])
def test_a_line_that_was_put_to_another_has_no_ending_of_its_own(
    cast: Cast, opened: Kickoff, ending: Ending
) -> None:
    actions.join(opened, line(WORRY), line(UNSAID), by=cast.ravi)
    with refused(Refusal.ENDED_ALREADY):
        actions.end_line(opened, line(WORRY), ending, words="No.", by=cast.ingrid)
    assert line(WORRY).ending == ""


def test_of_two_who_join_a_line_at_once_the_second_is_told(cast: Cast, opened: Kickoff) -> None:
    stale = line(WORRY)
    actions.join(opened, line(WORRY), line(UNSAID), by=cast.ravi)
    with refused(Refusal.ENDED_ALREADY):
        actions.join(opened, stale, line(HOPE), by=cast.ingrid)
    assert line(WORRY).like == line(UNSAID)


def test_of_two_who_close_at_once_the_second_is_told_and_parks_nothing(
    cast: Cast, opened: Kickoff
) -> None:
    stale = Kickoff.objects.select_related("room").get(pk=opened.pk)
    assert actions.close(opened, words="In the spring.", by=cast.ravi) == 3
    with refused(Refusal.ALREADY_CLOSED):
        actions.close(stale, words="Never.", by=cast.ingrid)
    assert set(Line.objects.values_list("words", flat=True)) == {"In the spring."}


# ------------------------------------------------------------------------------- what is recorded


def test_beginning_is_recorded_with_its_name_and_moment(cast: Cast) -> None:
    one = actions.begin(title="Beta", room=cast.shared, by=cast.ingrid, guests=True)
    (fact,) = last(cast)
    assert isinstance(fact, lines.KickoffBegun)
    assert (fact.kickoff, fact.title, fact.guests, fact.opens_at) == (one.id, "Beta", True, None)
    assert (fact.room, fact.by.person) == (cast.shared.id, cast.ingrid.person_id)
    assert told(cast, offers.tell) == ["Lumen began a kickoff: “Beta”"]


def test_being_ready_and_writing_on_are_recorded_for_the_side(cast: Cast, kickoff: Kickoff) -> None:
    actions.say_ready(kickoff, by=cast.ravi)
    actions.write_on(kickoff, by=cast.ravi)
    ready, again = last(cast, 2)
    assert isinstance(ready, lines.KickoffReady)
    assert isinstance(again, lines.KickoffNotReady)
    assert ready.party == again.party == cast.kaveri.id
    assert told(cast, offers.tell, 2) == [
        "Kaveri has written for “Calibrated-sensor beta”, and sealed it",
        "Kaveri writes on for “Calibrated-sensor beta”",
    ]


def test_what_becomes_of_lines_is_recorded_one_by_one(cast: Cast, opened: Kickoff) -> None:
    added = actions.add(opened, Group.GOAL, "Tea for all", by=cast.ingrid)
    actions.join(opened, added, line(HOPE), by=cast.ravi)
    actions.join(opened, line("Tea for all"), None, by=cast.ravi)
    actions.end_line(opened, line(HOPE), Ending.EXPECTATION, words=" Of us too. ", by=cast.ingrid)
    put, joined, parted, ended = last(cast, 4)
    assert isinstance(put, lines.KickoffLineAdded)
    assert isinstance(joined, lines.KickoffLineJoined)
    assert isinstance(parted, lines.KickoffLineJoined)
    assert isinstance(ended, lines.KickoffLineEnded)
    assert (put.group, put.text) == (Group.GOAL, "Tea for all")
    assert (joined.like, parted.like) == (line(HOPE).id, None)
    assert (ended.ending, ended.words, ended.target) == (Ending.EXPECTATION, "Of us too.", None)
    assert told(cast, offers.tell, 4) == [
        "Lumen added a line to “Calibrated-sensor beta”",
        "Kaveri put lines of “Calibrated-sensor beta” together",
        "Kaveri put lines of “Calibrated-sensor beta” together",
        "A line of “Calibrated-sensor beta”: we expect this of each other",
    ]


def test_no_sentence_repeats_what_was_written(cast: Cast, opened: Kickoff) -> None:
    actions.add(opened, Group.GOAL, "Tea for all", by=cast.ingrid)
    actions.close(opened, words="In the spring.", by=cast.ravi)
    facts = [one for one in last(cast, head(cast.shared.id)) if one.kind.startswith("kickoff:")]
    read = " ".join(one.sentence for one in offers.tell(facts, Names({}, {})))
    for words in (HOPE, WORRY, UNSAID, "Tea for all", "In the spring."):
        assert words not in read


def test_closing_with_nothing_left_needs_no_word_and_records_none(
    cast: Cast, opened: Kickoff
) -> None:
    for text in (HOPE, WORRY, UNSAID):
        actions.end_line(opened, line(text), Ending.EXPECTATION, by=cast.ingrid)
    assert actions.close(opened, words="Said too much.", by=cast.ravi) == 0
    (fact,) = last(cast)
    assert isinstance(fact, lines.KickoffClosed)
    assert (fact.parked, fact.words) == (0, None)
    assert "every line has its ending" in told(cast, offers.tell)[0]


# ------------------------------------------------------------------------------------ who may what

GUESTS = ("guest", "contributor")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ingrid", (302, 200)),
        ("tor", (302, 200)),
        ("facilitator", (403, 200)),
        ("guest", (403, 403)),
        ("contributor", (403, 403)),
        ("stranger", (404, 404)),
    ],
)
def test_the_door_is_the_same_at_every_act(
    cast: Cast, visit: Visit, kickoff: Kickoff, name: str, says: tuple[int, int]
) -> None:
    client = visit(getattr(cast, name))
    ready = client.post(f"{AT}{kickoff.id}/ready/", {"on": "yes"})
    assert (ready.status_code, client.get(f"{AT}new/").status_code) == says


@pytest.mark.parametrize("name", [*GUESTS, "stranger"])
@pytest.mark.parametrize("rest", ["close/", "lines/{line}/", "lines/{line}/join/"])
def test_who_does_not_run_it_ends_nothing(
    cast: Cast, visit: Visit, opened: Kickoff, name: str, rest: str
) -> None:
    path = f"{AT}{opened.id}/{rest.format(line=line().id)}"
    fields = {"words": "No.", "ending": "expectation", "like": line(WORRY).id}
    assert visit(getattr(cast, name)).post(path, fields).status_code in {403, 404}
    opened.refresh_from_db()
    assert (opened.phase, line().ending, line().like) == (Phase.OPEN, "", None)


# ------------------------------------------------------------------------------------ launch checks


@pytest.fixture
def beta(cast: Cast) -> Goal:
    """An initiative that both have signed, opened and read: for whom it is differs."""
    one = initiative(cast, days=0)
    answering.answer(one, KAVERI, by=cast.ravi)
    answering.answer(one, LUMEN, by=cast.ingrid)
    for seat in (cast.ravi, cast.ingrid):
        settling.read_answers(one, [WHOM], by=seat)
    return one


ACTS: dict[str, Callable[[Goal, Seat], object]] = {
    "answer": lambda one, by: answering.answer(one, LUMEN, by=by),
    "for oneself": lambda one, by: answering.answer_for_oneself(one, LUMEN, by=by),
    "read": lambda one, by: settling.read_answers(one, [], by=by),
    "wording": lambda one, by: settling.propose_wording(one, WHOM, text="x", seen=0, by=by),
    "accept": lambda one, by: settling.accept_wording(one, WHOM, seen=1, by=by),
    "go on": lambda one, by: settling.override(one, WHOM, reason="x", by=by),
    "launch": lambda one, by: settling.launch(one, by=by),
}


@pytest.mark.parametrize("name", ACTS)
def test_who_sits_for_no_organisation_decides_nothing_before_a_launch(
    cast: Cast, beta: Goal, name: str
) -> None:
    facilitator = cast.facilitator
    size = head(cast.shared.id)
    with held(CheckRefusal.WITHOUT_PARTY):
        ACTS[name](beta, facilitator)
    assert head(cast.shared.id) == size


@pytest.mark.parametrize("name", ["answer", "for oneself"])
def test_after_the_opening_nobody_answers_unseen(cast: Cast, beta: Goal, name: str) -> None:
    with held(CheckRefusal.OPENED):
        ACTS[name](beta, cast.ravi)


def test_each_side_accepts_or_goes_on_once(cast: Cast, beta: Goal) -> None:
    settling.propose_wording(beta, WHOM, text="Ten pilots", seen=0, by=cast.ravi)
    size = head(cast.shared.id)
    assert not settling.accept_wording(beta, WHOM, seen=1, by=cast.ravi)
    assert head(cast.shared.id) == size
    assert Accepted.objects.count() == 1
    settling.override(beta, WHOM, reason="A trial.", by=cast.ravi)
    with held(CheckRefusal.READ_ALREADY):
        settling.override(beta, WHOM, reason="Again.", by=cast.ravi)
    assert Override.objects.get().reason == "A trial."


def test_a_wording_that_was_replaced_is_not_accepted(cast: Cast, beta: Goal) -> None:
    settling.propose_wording(beta, WHOM, text="Ten pilots", seen=0, by=cast.ravi)
    settling.propose_wording(beta, WHOM, text="Twelve pilots", seen=1, by=cast.ravi)
    for seen in (0, 1, 3):
        with held(CheckRefusal.CHANGED_MEANWHILE):
            settling.accept_wording(beta, WHOM, seen=seen, by=cast.ingrid)
    assert settling.accept_wording(beta, WHOM, seen=2, by=cast.ingrid)


def test_what_is_settled_is_not_settled_again(cast: Cast, beta: Goal) -> None:
    settling.propose_wording(beta, WHOM, text="Ten pilots", seen=0, by=cast.ravi)
    settling.accept_wording(beta, WHOM, seen=1, by=cast.ingrid)
    with held(CheckRefusal.SETTLED):
        settling.propose_wording(beta, WHOM, text="Nine", seen=1, by=cast.ravi)
    with held(CheckRefusal.SETTLED):
        settling.override(beta, WHOM, reason="Why not.", by=cast.ravi)
    with held(CheckRefusal.NOT_DIFFERENT):
        settling.override(beta, Question.COST, reason="Why not.", by=cast.ravi)


def test_the_way_to_a_launch_is_recorded_word_by_word(cast: Cast, beta: Goal) -> None:
    settling.propose_wording(beta, WHOM, text="Ten pilots", seen=0, by=cast.ravi)
    settling.accept_wording(beta, WHOM, seen=1, by=cast.ingrid)
    settling.launch(beta, by=cast.ravi)
    proposed, accepted, checked, launched = last(cast, 4)
    assert isinstance(proposed, launches.LaunchWordingProposed)
    assert isinstance(accepted, launches.LaunchWordingAccepted)
    assert isinstance(checked, launches.LaunchChecked)
    assert (proposed.question, proposed.number, proposed.text) == (WHOM, 1, "Ten pilots")
    assert (accepted.party, accepted.settled) == (cast.lumen.id, True)
    assert (checked.fit, checked.agreed, checked.overridden) == (5, (WHOM,), ())
    assert launched.kind == "goal:launched"
    assert [sentence(cast, one) for one in (proposed, accepted, checked)] == [
        "Kaveri proposed one wording for “For whom is it?” (The beta)",
        "Lumen accepted one wording for “For whom is it?” (The beta)",
        "Nothing holds the launch of “The beta”",
    ]


def sentence(cast: Cast, fact: Fact) -> str:
    """One fact of a launch check as it is told."""
    names = Names({str(cast.lumen.id): "Lumen", str(cast.kaveri.id): "Kaveri"}, {})
    return before_launch.tell([fact], names)[0].sentence


def test_going_on_is_recorded_with_its_reason(cast: Cast, beta: Goal) -> None:
    assert not settling.override(beta, WHOM, reason=" It is a trial. ", by=cast.ravi)
    assert settling.override(beta, WHOM, reason="We know.", by=cast.ingrid)
    first, second = last(cast, 2)
    assert isinstance(first, launches.LaunchOverridden)
    assert isinstance(second, launches.LaunchOverridden)
    assert (first.reason, first.settled, second.settled) == ("It is a trial.", False, True)
    assert told(cast, before_launch.tell, 1) == [
        "Lumen recorded why “The beta” goes on although “For whom is it?” differs"
    ]
