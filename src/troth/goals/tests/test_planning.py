"""Goals signed together: versions, signatures, changes of plan, one launch."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from troth.agreements.models import Version
from troth.agreements.queries.standings import standings
from troth.goals import actions
from troth.goals.models import Goal, Measure
from troth.goals.queries.plans import in_force, latest, plans, terms_of
from troth.goals.rules.plan import MeasureTerms
from troth.goals.rules.refusals import Refusal
from troth.goals.testing import fresh
from troth.goals.tests.conftest import UNITS, both_sign, change, kinds, refused_for
from troth.ledger.queries import facts_at, head
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def test_a_goal_is_agreed_when_both_have_signed_the_very_same_version(
    cast: Cast, drafted: Goal
) -> None:
    assert not actions.sign(drafted, version=1, by=cast.ravi)
    change(drafted, by=cast.ingrid, by_when=date(2027, 4, 30))
    stands = standings([fresh(drafted).agreement], cast.shared)[drafted.id]
    assert stands.stale == {cast.kaveri.id: 1}
    with refused_for(Refusal.CHANGED_MEANWHILE):
        actions.sign(fresh(drafted), version=1, by=cast.ravi)
    agreed = both_sign(cast, drafted)
    assert agreed.agreement.agreed_version == 2


def test_everything_that_binds_stands_in_the_signed_words(cast: Cast, drafted: Goal) -> None:
    text = Version.objects.get(agreement=drafted.agreement, number=1).text
    assert text.splitlines()[-4:] == [
        "Launch planned for: Monday 15 March 2027",
        "Reached by: Wednesday 31 March 2027",
        "Measured by:",
        "– Units calibrated: from 0 to 20 units",
    ]


def test_the_plan_in_force_is_the_last_agreed_one_while_another_is_proposed(
    cast: Cast, agreed: Goal
) -> None:
    change(agreed, by=cast.ravi, by_when=date(2027, 4, 30))
    force = in_force(fresh(agreed))
    assert force is not None
    assert force.by_when == date(2027, 3, 31)
    assert latest(fresh(agreed)).by_when == date(2027, 4, 30)


def test_a_change_that_all_sign_is_on_record_with_before_after_and_reason(
    cast: Cast, agreed: Goal
) -> None:
    change(agreed, by=cast.ravi, why="Customs took a week.", by_when=date(2027, 4, 30))
    both_sign(cast, agreed)
    _place, fact = facts_at(cast.shared.id, range(head(cast.shared.id) - 1, head(cast.shared.id)))[
        0
    ]
    assert fact is not None
    found = vars(fact)
    assert (found["by_when_was"], found["by_when"]) == (date(2027, 3, 31), date(2027, 4, 30))
    assert (found["was_version"], found["version"]) == (1, 2)
    assert found["why"] == "Customs took a week."


def test_the_first_agreement_is_no_change(cast: Cast, agreed: Goal) -> None:
    assert kinds(cast, 3) == ["agreement:signed", "agreement:signed", "agreement:agreed"]


@pytest.mark.parametrize("why", ["", "   "])
def test_nothing_changes_without_a_reason(cast: Cast, agreed: Goal, why: str) -> None:
    with refused_for(Refusal.WHY_MISSING):
        change(agreed, by=cast.ravi, why=why, by_when=None)
    assert fresh(agreed).agreement.latest == 1


def test_a_version_that_changes_nothing_is_refused(cast: Cast, agreed: Goal) -> None:
    with refused_for(Refusal.NOTHING_CHANGED):
        change(agreed, by=cast.ravi)


def test_of_two_who_change_at_once_the_second_is_told_and_comes_after(
    cast: Cast, agreed: Goal
) -> None:
    looked = fresh(agreed)
    mine = replace(terms_of(latest(looked)), words="Twenty-five sensors.")
    change(agreed, by=cast.ingrid, by_when=date(2027, 4, 30))
    with refused_for(Refusal.CHANGED_MEANWHILE):
        actions.revise_goal(looked, terms=mine, why="Demand.", seen=1, by=cast.ravi)
    now = fresh(agreed)
    actions.revise_goal(now, terms=mine, why="Demand.", seen=2, by=cast.ravi)
    newest, before, _first = plans(fresh(agreed))
    assert newest.words == "Twenty-five sensors."
    assert before.by_when == date(2027, 4, 30)


def test_a_measure_that_stays_the_same_keeps_its_id(cast: Cast, agreed: Goal) -> None:
    (before,) = terms_of(latest(agreed)).measures
    change(agreed, by=cast.ravi, measures=(replace(before, name="Sensors", target=Decimal(25)),))
    (after,) = terms_of(latest(fresh(agreed))).measures
    assert (after.id, after.target) == (before.id, Decimal(25))


def test_a_measure_in_another_unit_is_another_measure(cast: Cast, agreed: Goal) -> None:
    (before,) = terms_of(latest(agreed)).measures
    change(agreed, by=cast.ravi, measures=(replace(before, unit="crates"),))
    (after,) = terms_of(latest(fresh(agreed))).measures
    assert after.id != before.id


def test_a_measure_of_another_goal_cannot_be_carried_on(cast: Cast, agreed: Goal) -> None:
    other = actions.draft_goal(
        title="Other", words="Other.", measures=(UNITS,), room=cast.shared, by=cast.ravi
    )
    foreign = Measure.objects.get(goal=other)
    change(agreed, by=cast.ravi, measures=(replace(UNITS, id=foreign.id),))
    (after,) = terms_of(latest(fresh(agreed))).measures
    assert after.id != foreign.id


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"start": Decimal(20)}, Refusal.TARGET_IS_START),
        ({"target": Decimal("1e12")}, Refusal.OUT_OF_RANGE),
        ({"target": Decimal("NaN")}, Refusal.OUT_OF_RANGE),
        ({"target": Decimal("0.00001")}, Refusal.OUT_OF_RANGE),
        ({"name": " "}, Refusal.MEASURE_NAMELESS),
    ],
)
def test_a_measure_that_could_never_move_or_be_kept_is_refused(
    cast: Cast, bad: dict[str, Decimal], reason: Refusal
) -> None:
    with refused_for(reason):
        actions.draft_goal(
            title="Beta",
            words="…",
            measures=(replace(UNITS, **bad),),  # type: ignore[arg-type]  # one field by its name
            room=cast.shared,
            by=cast.ingrid,
        )
    assert not Goal.objects.exists()


def test_a_facilitator_neither_writes_nor_signs(cast: Cast, drafted: Goal) -> None:
    with refused_for(Refusal.NO_PARTY):
        actions.sign(drafted, version=1, by=cast.facilitator)
    with refused_for(Refusal.NO_PARTY):
        change(drafted, by=cast.facilitator, by_when=None)


def test_an_initiative_is_launched_once_under_the_version_all_signed(
    cast: Cast, agreed: Goal
) -> None:
    actions.launch(agreed, by=cast.ingrid)
    assert kinds(cast, 1) == ["goal:launched"]
    assert fresh(agreed).launched_by_id == cast.ingrid.id
    with refused_for(Refusal.LAUNCHED_ALREADY):
        actions.launch(fresh(agreed), by=cast.ravi)
    with refused_for(Refusal.LAUNCHED_ALREADY):
        change(agreed, by=cast.ravi, launch_on=None)


def test_what_is_not_agreed_or_has_no_launch_day_is_not_launched(cast: Cast, drafted: Goal) -> None:
    with refused_for(Refusal.NOT_AGREED):
        actions.launch(drafted, by=cast.ingrid)
    plain = actions.draft_goal(title="Plain", words="A goal.", room=cast.shared, by=cast.ravi)
    with refused_for(Refusal.NO_LAUNCH_DAY):
        actions.launch(both_sign(cast, plain), by=cast.ingrid)
    assert not Goal.objects.filter(launched_at__isnull=False).exists()


def test_a_draft_can_be_taken_back_until_another_side_has_signed(cast: Cast, drafted: Goal) -> None:
    with refused_for(Refusal.NOT_YOURS):
        actions.take_back(drafted, by=cast.ravi)
    actions.sign(drafted, version=1, by=cast.ravi)
    with refused_for(Refusal.SIGNED_BY_ANOTHER):
        actions.take_back(fresh(drafted), by=cast.ingrid)


def test_an_obstacle_leads_to_the_version_it_caused(cast: Cast, agreed: Goal) -> None:
    met = actions.log_obstacle(
        agreed, what="Customs.", opens="A week to test with the reference.", by=cast.meera
    )
    terms = replace(terms_of(latest(agreed)), by_when=date(2027, 4, 7))
    actions.revise_goal(agreed, terms=terms, why="Customs.", seen=1, by=cast.ravi, obstacle=met)
    met.refresh_from_db()
    assert (met.caused, met.is_open) == (2, False)
    assert kinds(cast, 2) == ["agreement:revised", "goal:obstacle-turned"]
    with refused_for(Refusal.OBSTACLE_ANSWERED):
        actions.close_obstacle(met, words="No longer.", by=cast.ravi)


def test_an_obstacle_is_closed_once_and_with_a_word(cast: Cast, agreed: Goal) -> None:
    met = actions.log_obstacle(agreed, what="Rain.", by=cast.tor)
    with refused_for(Refusal.WHY_MISSING):
        actions.close_obstacle(met, words=" ", by=cast.ravi)
    actions.close_obstacle(met, words="It stopped.", by=cast.ravi)
    with refused_for(Refusal.OBSTACLE_ANSWERED):
        actions.close_obstacle(met, words="Again.", by=cast.tor)
    met.refresh_from_db()
    assert (met.closing, met.is_open) == ("It stopped.", False)


def test_two_measures_are_told_apart_by_their_names(cast: Cast) -> None:
    twice = (UNITS, MeasureTerms(name="units CALIBRATED", target=Decimal(3)))
    with refused_for(Refusal.MEASURE_TWICE):
        actions.draft_goal(title="Beta", words="…", measures=twice, room=cast.shared, by=cast.ravi)
