"""Five organisations, one of which refuses: the rule decides, and the record shows rule and motion.

Acts that affect all stand in the one list of decisions, and are answered on their page.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from troth.conftest import Visit
from troth.decisions.tests.conftest import NAMES, Five
from troth.partnerships.models import Invitation, Motion, Partnership, Seat
from troth.partnerships.rules.consent import ConsentRule

pytestmark = pytest.mark.django_db
Sit = Callable[..., Five]
TABLE = "/p/five/"
LIST = f"{TABLE}agreements/decisions/"
ADD = {"name": "Fjell", "email": "frida@fjell.example", "reason": "They own the masts."}


def words(browser: Client, path: str) -> str:
    """The page's text."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def proposed(table: Five, visit: Visit) -> Motion:
    """The first of the five proposes to invite a sixth, by form."""
    answer = visit(table.seats[0]).post(f"{TABLE}consent/propose/add-party/", ADD)
    assert answer.status_code == 302
    return Motion.objects.get()


def say(motion: Motion, seat: Seat, answer: str, visit: Visit, word: str = "") -> None:
    """One of them answers on the motion's page."""
    said = {"answer": answer, "word": word}
    visit(seat).post(f"{TABLE}consent/{motion.id}/answer/", said)
    motion.refresh_from_db()


@pytest.fixture
def told(visit: Visit) -> Callable[[Five], str]:
    """The record as one of the five reads it."""
    return lambda table: words(visit(table.seats[1]), f"{TABLE}record/")


def test_by_a_majority_the_motion_is_carried_although_one_refuses(
    five: Sit, visit: Visit, told: Callable[[Five], str]
) -> None:
    table = five("majority:1/2")
    motion = proposed(table, visit)
    say(motion, table.seats[4], "no", visit, "We are enough.")
    say(motion, table.seats[1], "yes", visit)
    assert motion.outcome == "open"
    say(motion, table.seats[2], "yes", visit, "They are good people.")
    assert motion.outcome == "carried"
    assert Invitation.objects.filter(email="frida@fjell.example").exists()
    record = told(table)
    assert (
        "Aurora proposed: “invite Fjell to this table” (the rule: more than half must say yes)"
        in record
    )
    assert "Elva said no to “invite Fjell to this table”" in record
    assert "“invite Fjell to this table”: carried (the rule: more than half must say yes)" in record


def test_unanimously_the_same_motion_is_not_carried_and_nothing_is_done(
    five: Sit, visit: Visit, told: Callable[[Five], str]
) -> None:
    table = five("unanimous")
    motion = proposed(table, visit)
    for seat in table.seats[1:4]:
        say(motion, seat, "yes", visit)
    assert motion.outcome == "open"
    say(motion, table.seats[4], "no", visit, "We are enough.")
    assert motion.outcome == "refused"
    assert not Invitation.objects.filter(email="frida@fjell.example").exists()
    record = told(table)
    assert "not carried (the rule: every organisation must say yes)" in record


def test_all_but_one_carries_it_with_the_fourth_yes(five: Sit, visit: Visit) -> None:
    table = five("all-but-one")
    motion = proposed(table, visit)
    say(motion, table.seats[4], "no", visit)
    for seat in table.seats[1:3]:
        say(motion, seat, "yes", visit)
    assert motion.outcome == "open"
    say(motion, table.seats[3], "yes", visit)
    assert motion.outcome == "carried"


def test_everybody_finds_it_in_the_one_list_with_its_rule_and_every_answer(
    five: Sit, visit: Visit
) -> None:
    table = five("majority:2/3")
    motion = proposed(table, visit)
    say(motion, table.seats[4], "no", visit, "We are enough.")
    browser = visit(table.seats[2])
    listed = words(browser, LIST)
    assert "Aurora proposes to invite Fjell to this table." in listed
    assert "waits for you" in listed
    seen = words(browser, f"{TABLE}consent/{motion.id}/")
    assert "The rule: more than two thirds must say yes. That is 4 of 5." in seen
    assert "We are enough." in seen
    assert "Say yes for Cala" in seen
    assert all(name in seen for name in NAMES)


def test_the_old_list_leads_to_the_one_list(five: Sit, visit: Visit) -> None:
    table = five()
    assert visit(table.seats[0]).get(f"{TABLE}consent/")["Location"] == LIST


def test_one_that_is_to_leave_has_no_word_on_it_and_the_rule_counts_the_others(
    five: Sit, visit: Visit
) -> None:
    table = five("majority:1/2")
    said = {"party": table.seats[4].party_id, "reason": "Silent for a year."}
    visit(table.seats[0]).post(f"{TABLE}consent/propose/remove-party/", said)
    motion = Motion.objects.get()
    say(motion, table.seats[4], "no", visit)
    assert motion.outcome == "open"
    assert not motion.assents.filter(party=table.seats[4].party_id).exists()
    for seat in table.seats[1:3]:
        say(motion, seat, "yes", visit)
    assert motion.outcome == "carried"


@pytest.mark.parametrize(
    ("rule", "needed"),
    [("unanimous", 5), ("all-but-one", 4), ("majority:1/2", 3), ("majority:2/3", 4)],
)
def test_each_rule_says_how_many_of_five_it_takes(
    five: Sit, rule: str, needed: int, visit: Visit
) -> None:
    table = five(rule)
    assert Partnership.objects.get(pk=table.table.pk).phase == "open"
    assert ConsentRule(rule).needed(5) == needed
    motion = proposed(table, visit)
    assert f"That is {needed} of 5." in words(visit(table.seats[1]), f"{TABLE}consent/{motion.id}/")


def test_a_new_rule_decides_from_the_next_motion_on(five: Sit, visit: Visit) -> None:
    table = five("unanimous")
    first = proposed(table, visit)
    change = {"rule": "majority:1/2", "reason": "One alone should not hold all."}
    visit(table.seats[1]).post(f"{TABLE}consent/propose/change-rule/", change)
    second = Motion.objects.exclude(pk=first.pk).get()
    for seat in (*table.seats[:1], *table.seats[2:]):
        say(second, seat, "yes", visit)
    assert second.outcome == "carried"
    say(first, table.seats[4], "no", visit)
    assert (first.rule, first.outcome) == ("unanimous", "refused")
