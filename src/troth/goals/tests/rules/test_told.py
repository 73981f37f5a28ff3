"""The sentence of each fact of goals, for members, for helpers and for guests on a visit."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from troth.foundation.facts.checks import (
    GoalCheckAgreed,
    GoalCheckAssented,
    GoalCheckConfirmed,
    GoalCheckDoubted,
    GoalCheckProposed,
    GoalCheckRecorded,
    GoalCheckWithdrawn,
    GoalResultsReleased,
    GoalResultsWithdrawn,
    Outcome,
    Proof,
)
from troth.foundation.facts.fact import CLOCK, Actor, Fact
from troth.foundation.facts.goals import (
    GoalChanged,
    GoalLaunched,
    GoalMeasured,
    GoalObstacleClosed,
    GoalObstacleMet,
    GoalObstacleTurned,
    GoalReadingsImported,
    GoalReadingTakenBack,
)
from troth.foundation.facts.statements import Withdrawal
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import make_ulid
from troth.foundation.web.offers import Names, Told
from troth.goals.offers import SENTENCES, moved_words, say

ROOM, GOAL, LUMEN, TOR, OTHER = (make_ulid(n, bytes(10)) for n in range(1, 6))
DAY, LATER = date(2027, 3, 31), date(2027, 4, 30)
BY = Actor(TOR, LUMEN)
AT_ALL: dict[str, Any] = {"room": ROOM, "by": BY, "goal": GOAL}
OF_CHECK = AT_ALL | {"check": OTHER}
TITLES: dict[str, str] = {GOAL: "Beta"}
MEMBERS = Names({LUMEN: "Lumen"}, {TOR: "Tor"}, role=Role.MEMBER)
HELPERS = Names({LUMEN: "Lumen"}, {}, for_guest=True, role=Role.FACILITATOR)
GUESTS = Names({LUMEN: "Lumen"}, {}, for_guest=True, role=Role.GUEST_READ)

CHANGED = GoalChanged(**AT_ALL, version=2, was_version=1, why="Customs.")
PROPOSED = GoalCheckProposed(
    **OF_CHECK,
    answering=LUMEN,
    proof=Proof.MEASURE,
    due=DAY,
    holds=True,
    aims=(7,),
    replaces=None,
    what="Renewable.",
    how="Bills.",
)
RECORDED = GoalCheckRecorded(
    **OF_CHECK,
    result=OTHER,
    outcome=Outcome.NOT_SHOWN,
    day=DAY,
    evidence=None,
    again=None,
    words="No bill came.",
)
OPEN: tuple[tuple[Fact, str], ...] = (
    (CHANGED, "The goal “Beta” changed by agreement"),
    (GoalLaunched(**AT_ALL, version=1, planned=DAY), "Lumen launched “Beta”"),
    (
        GoalMeasured(**AT_ALL, measure=OTHER, reading=OTHER, day=DAY, value=Decimal(3)),
        "Lumen wrote a reading of “Beta”",
    ),
    (
        GoalReadingTakenBack(**AT_ALL, measure=OTHER, reading=OTHER, day=DAY, why="Shelf."),
        "Lumen took a reading of “Beta” back",
    ),
    (
        GoalCheckAgreed(**OF_CHECK),
        "Every side has agreed to a sustainability check of “Beta”",
    ),
    (
        GoalCheckConfirmed(**OF_CHECK, result=OTHER, settled=True),
        "Lumen confirmed what came of a sustainability check of “Beta”",
    ),
    (
        GoalResultsReleased(**AT_ALL, version=1, checksum=None),
        "Everybody can read what was kept of “Beta”: every side approved it",
    ),
    (
        GoalResultsWithdrawn(**AT_ALL, version=1, how=next(iter(Withdrawal))),
        "What was kept of “Beta” is no longer shown to everybody",
    ),
)
BETWEEN: tuple[tuple[Fact, str], ...] = (
    (PROPOSED, "Lumen proposed a sustainability check of “Beta”"),
    (GoalCheckAssented(**OF_CHECK), "Lumen agreed to a sustainability check of “Beta”"),
    (
        GoalCheckWithdrawn(**OF_CHECK),
        "Lumen took a proposed sustainability check of “Beta” back",
    ),
    (RECORDED, "Lumen wrote what came of a sustainability check of “Beta”: Not shown"),
    (
        GoalCheckDoubted(**OF_CHECK, result=OTHER, words="I saw a bill."),
        "Lumen sees a sustainability check of “Beta” differently",
    ),
)
WORK: tuple[tuple[Fact, str], ...] = (
    (
        GoalObstacleMet(**AT_ALL, obstacle=OTHER, what="Customs."),
        "Lumen named an obstacle to “Beta”",
    ),
    (
        GoalObstacleTurned(**AT_ALL, obstacle=OTHER, version=3),
        "An obstacle to “Beta” led to version 3",
    ),
    (
        GoalObstacleClosed(**AT_ALL, obstacle=OTHER, words="Cleared."),
        "Lumen closed an obstacle to “Beta”",
    ),
)
EVERY = (*OPEN, *BETWEEN, *WORK)


def brought(*, added: int, corrected: int = 0) -> GoalReadingsImported:
    """A file that came in."""
    return GoalReadingsImported(
        **AT_ALL, measure=OTHER, added=added, corrected=corrected, first=DAY, last=DAY
    )


def of(found: tuple[tuple[Fact, str], ...]) -> list[object]:
    """A line of the table for each, called after its kind."""
    return [pytest.param(fact, words, id=fact.kind) for fact, words in found]


def test_the_table_of_these_tests_leaves_no_kind_out() -> None:
    assert {fact.kind for fact, _words in EVERY} | {brought(added=1).kind} == set(SENTENCES)


@pytest.mark.parametrize(("fact", "words"), of(EVERY))
def test_members_read_what_happened_and_are_led_to_the_goal(fact: Fact, words: str) -> None:
    assert say(fact, MEMBERS, TITLES) == Told(words, "goals.one", {"pk": GOAL})


@pytest.mark.parametrize(("fact", "words"), of(OPEN))
def test_whoever_sits_for_no_side_reads_what_is_agreed(fact: Fact, words: str) -> None:
    assert say(fact, GUESTS, TITLES).sentence == words
    assert say(fact, HELPERS, TITLES).sentence == words


@pytest.mark.parametrize(("fact", "words"), of(BETWEEN))
def test_what_is_still_between_the_sides_is_for_them_alone(fact: Fact, words: str) -> None:
    for names in (GUESTS, HELPERS):
        told = say(fact, names, TITLES)
        assert told.kept_back
        assert "Beta" not in told.sentence
        assert words not in told.sentence
        assert not told.url_name


@pytest.mark.parametrize(("fact", "words"), of(WORK))
def test_obstacles_are_for_helpers_and_not_for_guests_on_a_visit(fact: Fact, words: str) -> None:
    assert say(fact, GUESTS, TITLES).kept_back
    assert say(fact, HELPERS, TITLES).sentence == words


@pytest.mark.parametrize(("fact", "words"), of(EVERY))
def test_of_a_goal_that_is_not_agreed_guests_do_not_even_read_the_name(
    fact: Fact, words: str
) -> None:
    told = say(fact, GUESTS, {})
    assert told.kept_back
    assert told.sentence != words


@pytest.mark.parametrize(("fact", "words"), of(EVERY))
def test_no_sentence_names_a_person_where_a_side_acted(fact: Fact, words: str) -> None:
    assert "Tor" not in say(fact, MEMBERS, TITLES).sentence
    assert "Tor" not in words


def test_where_nobody_acted_for_a_side_it_was_somebody() -> None:
    fact = GoalLaunched(room=ROOM, by=CLOCK, goal=GOAL, version=1, planned=DAY)
    assert say(fact, MEMBERS, TITLES).sentence == "Somebody launched “Beta”"


@pytest.mark.parametrize(
    ("added", "corrected", "words"),
    [
        (1, 0, "Lumen brought in one reading of “Beta”"),
        (0, 1, "Lumen brought in one reading of “Beta”"),
        (1, 1, "Lumen brought in 2 readings of “Beta”"),
        (0, 250, "Lumen brought in 250 readings of “Beta”"),
    ],
)
def test_a_file_is_counted_by_all_it_changed(added: int, corrected: int, words: str) -> None:
    assert say(brought(added=added, corrected=corrected), MEMBERS, TITLES).sentence == words


@pytest.mark.parametrize("outcome", Outcome)
def test_what_came_of_a_check_is_said_as_it_was_written(outcome: Outcome) -> None:
    fact = GoalCheckRecorded(
        **OF_CHECK, result=OTHER, outcome=outcome, day=DAY, evidence=None, again=None, words=None
    )
    said = say(fact, MEMBERS, TITLES).sentence
    ends = {"passed": ": Passed", "failed": ": Failed", "not-shown": ": Not shown"}
    assert said.endswith(ends[outcome])


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (DAY, LATER, ": from 31 March 2027 to 30 April 2027"),
        (LATER, DAY, ": from 30 April 2027 to 31 March 2027"),
        (DAY, DAY, ""),
        (None, DAY, ""),
        (DAY, None, ""),
        (None, None, ""),
    ],
)
def test_a_day_that_moved_is_said_before_and_after_with_its_years(
    was: date | None, now: date | None, words: str
) -> None:
    fact = GoalChanged(**AT_ALL, version=2, was_version=1, by_when=now, by_when_was=was)
    assert moved_words(fact) == words


def test_a_percent_sign_or_a_bracket_in_a_name_stays_one() -> None:
    titles: dict[str, str] = {GOAL: "100 % of %(who)s {0}"}
    said = say(CHANGED, MEMBERS, titles).sentence
    assert said == "The goal “100 % of %(who)s {0}” changed by agreement"
