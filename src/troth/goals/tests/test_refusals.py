"""Every act on a goal that is refused: who may not, when not, said in plain words, and nothing is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from troth.conftest import Visit
from troth.goals import actions
from troth.goals.actions.measuring import today_of
from troth.goals.actions.sharing import share_goal
from troth.goals.models import Goal, Measure, Obstacle, Reading, SustainabilityCheck
from troth.goals.queries.plans import latest, terms_of
from troth.goals.rules.readings import MOST_READINGS, Row
from troth.goals.rules.refusals import SENTENCES, Refusal
from troth.goals.testing import fresh
from troth.goals.tests.checked import propose
from troth.goals.tests.conftest import UNITS, change, refused_for
from troth.goals.tests.told import GOALS, nothing_written
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
Act = Callable[[], object]
DAY = date(2026, 3, 2)


def refused(act: Act, reason: Refusal) -> None:
    """Do it, be refused for this reason, and find nothing written."""
    with nothing_written(), refused_for(reason):
        act()


@pytest.fixture
def units(agreed: Goal) -> Measure:
    """The measure of the agreed goal."""
    return agreed.measures.get()


@pytest.fixture
def reading(cast: Cast, units: Measure) -> Reading:
    """Tor read it once."""
    return actions.read_measure(units, value=Decimal(3), day=DAY, by=cast.tor)


@pytest.fixture
def obstacle(cast: Cast, agreed: Goal) -> Obstacle:
    """Meera named what is in the way."""
    return actions.log_obstacle(agreed, what="Customs.", by=cast.meera)


def helpers(cast: Cast) -> tuple[Seat, ...]:
    """Whoever sits here for no organisation."""
    return (cast.guest, cast.contributor, cast.facilitator)


def test_whoever_sits_for_no_organisation_does_nothing_with_a_goal(
    cast: Cast, agreed: Goal, units: Measure, reading: Reading, obstacle: Obstacle
) -> None:
    terms = replace(terms_of(latest(agreed)), words="Other words.")
    for seat in helpers(cast):
        acts: tuple[Act, ...] = (
            partial(actions.draft_goal, title="T", words="W", room=cast.shared, by=seat),
            partial(actions.revise_goal, agreed, terms=terms, why="x", seen=1, by=seat),
            partial(actions.sign, agreed, version=1, by=seat),
            partial(actions.take_back, agreed, by=seat),
            partial(actions.launch, agreed, by=seat),
            partial(actions.read_measure, units, value=Decimal(1), day=DAY, by=seat),
            partial(actions.take_back_reading, reading, why="x", by=seat),
            partial(actions.bring_in, units, [Row(1, DAY, Decimal(1))], by=seat),
            partial(actions.log_obstacle, agreed, what="x", by=seat),
            partial(actions.close_obstacle, obstacle, words="x", by=seat),
            partial(share_goal, agreed, origin=cast.lumen_side, wider=cast.shared, by=seat),
        )
        for act in acts:
            refused(act, Refusal.NO_PARTY)


def test_no_change_without_a_reason(cast: Cast, agreed: Goal) -> None:
    terms = replace(terms_of(latest(agreed)), words="Other words.")
    for why in ("", " ", "\n\t", "\u00a0"):
        refused(
            partial(actions.revise_goal, agreed, terms=terms, why=why, seen=1, by=cast.ravi),
            Refusal.WHY_MISSING,
        )


def test_a_version_nobody_has_seen_is_changed_by_nobody(cast: Cast, agreed: Goal) -> None:
    terms = replace(terms_of(latest(agreed)), words="Other words.")
    for seen in (0, 2, 10**6):
        refused(
            partial(actions.revise_goal, agreed, terms=terms, why="x", seen=seen, by=cast.ravi),
            Refusal.CHANGED_MEANWHILE,
        )


def test_what_will_not_do_in_a_first_version_will_not_do_in_a_later_one(
    cast: Cast, agreed: Goal
) -> None:
    now = terms_of(latest(agreed))
    wrong = {
        Refusal.DAY_FAR: replace(now, by_when=date(1999, 1, 1)),
        Refusal.LAUNCH_AFTER_END: replace(now, launch_on=date(2028, 1, 1)),
        Refusal.TOO_MANY_MEASURES: replace(now, measures=(UNITS,) * 9),
        Refusal.MEASURE_TWICE: replace(now, measures=(UNITS, UNITS)),
        Refusal.MEASURE_NAMELESS: replace(now, measures=(replace(UNITS, name=""),)),
        Refusal.TARGET_IS_START: replace(now, measures=(replace(UNITS, target=Decimal(0)),)),
        Refusal.OUT_OF_RANGE: replace(now, measures=(replace(UNITS, target=Decimal("1e99")),)),
        Refusal.NOTHING_CHANGED: now,
    }
    for reason, terms in wrong.items():
        refused(
            partial(actions.revise_goal, agreed, terms=terms, why="x", seen=1, by=cast.ravi), reason
        )
        if reason is not Refusal.NOTHING_CHANGED:
            refused(
                partial(
                    actions.draft_goal, title="T", room=cast.shared, by=cast.ravi, **vars(terms)
                ),
                reason,
            )


def test_only_the_side_that_wrote_a_draft_takes_it_back(cast: Cast, drafted: Goal) -> None:
    for seat in (cast.ravi, cast.meera):
        refused(partial(actions.take_back, drafted, by=seat), Refusal.NOT_YOURS)
    actions.take_back(drafted, by=cast.tor)
    refused(partial(actions.take_back, fresh(drafted), by=cast.ingrid), Refusal.NOT_THERE)


def test_what_was_taken_back_is_signed_changed_and_launched_no_more(
    cast: Cast, drafted: Goal
) -> None:
    actions.take_back(drafted, by=cast.ingrid)
    gone = fresh(drafted)
    measure = gone.measures.get()
    terms = replace(terms_of(latest(gone)), words="Other words.")
    refused(partial(actions.sign, gone, version=1, by=cast.ravi), Refusal.CHANGED_MEANWHILE)
    refused(partial(actions.launch, gone, by=cast.ravi), Refusal.NOT_AGREED)
    refused(
        partial(actions.revise_goal, gone, terms=terms, why="x", seen=1, by=cast.ravi),
        Refusal.CHANGED_MEANWHILE,
    )
    for act in (
        partial(actions.read_measure, measure, value=Decimal(1), day=DAY, by=cast.tor),
        partial(actions.bring_in, measure, [Row(1, DAY, Decimal(1))], by=cast.tor),
    ):
        refused(act, Refusal.NOT_THERE)


def test_about_what_was_taken_back_nothing_new_is_written(cast: Cast, drafted: Goal) -> None:
    one = propose(drafted, by=cast.ingrid)
    met = actions.log_obstacle(drafted, what="Customs.", by=cast.ingrid)
    actions.take_back(drafted, by=cast.ingrid)
    # As somebody has it who read the page before: nothing here says yet that it is gone.
    acts: tuple[Act, ...] = (
        partial(propose, drafted, by=cast.ravi),
        partial(actions.assent_check, one, seen=0, by=cast.ravi),
        partial(actions.withdraw_check, one, seen=0, by=cast.ingrid),
        partial(actions.put_together, drafted, by=cast.ravi),
        partial(actions.log_obstacle, drafted, what="Rain.", by=cast.ravi),
        partial(actions.close_obstacle, met, words="Cleared.", by=cast.ravi),
    )
    for act in acts:
        refused(act, Refusal.NOT_THERE)
    assert SustainabilityCheck.objects.count() == 1


def test_a_version_that_is_not_there_is_signed_by_nobody(cast: Cast, drafted: Goal) -> None:
    for version in (0, 2, 99):
        refused(
            partial(actions.sign, drafted, version=version, by=cast.ravi),
            Refusal.CHANGED_MEANWHILE,
        )


def test_a_day_to_come_has_no_reading_wherever_one_sits(cast: Cast, units: Measure) -> None:
    for seat in (cast.tor, cast.meera):
        tomorrow = today_of(seat) + timedelta(days=1)
        refused(
            partial(actions.read_measure, units, value=Decimal(1), day=tomorrow, by=seat),
            Refusal.DAY_TO_COME,
        )
        row = Row(1, tomorrow, Decimal(1))
        refused(partial(actions.bring_in, units, [row], by=seat), Refusal.DAY_TO_COME)


def test_a_measure_holds_so_many_readings_and_no_more(cast: Cast, units: Measure) -> None:
    last, at = date(2025, 12, 31), fresh(units.goal).agreement.created_at
    Reading.objects.bulk_create(
        (
            Reading(measure=units, day=last - timedelta(days=n), value=1, seat=cast.tor, at=at)
            for n in range(MOST_READINGS)
        ),
        batch_size=1000,
    )
    with refused_for(Refusal.TOO_MANY_READINGS):
        actions.read_measure(units, value=Decimal(1), day=DAY, by=cast.tor)
    with refused_for(Refusal.TOO_MANY_READINGS):
        actions.bring_in(units, [Row(1, DAY, Decimal(1))], by=cast.tor)
    # A correction of a day that is there is no reading more.
    actions.read_measure(units, value=Decimal(2), day=last, by=cast.tor)
    assert units.readings.filter(replaced_at__isnull=True).count() == MOST_READINGS


def test_a_reading_is_taken_back_with_a_reason_and_once(cast: Cast, reading: Reading) -> None:
    for why in ("", "  "):
        refused(
            partial(actions.take_back_reading, reading, why=why, by=cast.tor), Refusal.WHY_MISSING
        )
    actions.take_back_reading(reading, why="Wrong shelf.", by=cast.meera)
    refused(
        partial(actions.take_back_reading, reading, why="Again.", by=cast.tor),
        Refusal.TAKEN_BACK_ALREADY,
    )


def test_an_obstacle_is_closed_with_a_word_and_once(cast: Cast, obstacle: Obstacle) -> None:
    for words in ("", "  \n"):
        refused(
            partial(actions.close_obstacle, obstacle, words=words, by=cast.tor),
            Refusal.WHY_MISSING,
        )
    actions.close_obstacle(obstacle, words="It passed.", by=cast.tor)
    refused(
        partial(actions.close_obstacle, obstacle, words="Again.", by=cast.ravi),
        Refusal.OBSTACLE_ANSWERED,
    )


def test_a_change_that_answers_what_was_answered_changes_nothing(
    cast: Cast, agreed: Goal, obstacle: Obstacle
) -> None:
    actions.close_obstacle(obstacle, words="It passed.", by=cast.tor)
    terms = replace(terms_of(latest(agreed)), words="Other words.")
    refused(
        partial(
            actions.revise_goal,
            agreed,
            terms=terms,
            why="Customs.",
            seen=1,
            by=cast.ravi,
            obstacle=obstacle,
        ),
        Refusal.OBSTACLE_ANSWERED,
    )


def test_the_launch_day_stays_once_it_was_launched(cast: Cast, agreed: Goal) -> None:
    actions.launch(agreed, by=cast.ravi)
    for day in (None, date(2027, 3, 20)):
        terms = replace(terms_of(latest(agreed)), launch_on=day)
        refused(
            partial(actions.revise_goal, fresh(agreed), terms=terms, why="x", seen=1, by=cast.ravi),
            Refusal.LAUNCHED_ALREADY,
        )
    plan = change(agreed, by=cast.ravi, words="Other words stay possible.")
    assert plan.number == 2


# Address below the goal, what is sent, and the piece of a sentence that comes back.
PAGES: list[tuple[str, dict[str, str], int, str]] = [
    ("{goal}/sign/", {"version": "7"}, 409, "nothing was signed"),
    ("{goal}/sign/", {}, 409, "nothing was signed"),
    ("{goal}/take-back/", {}, 409, "Another organisation has signed it."),
    ("{goal}/obstacle/", {"what": " "}, 422, "required"),
    ("{goal}/change/", {"why": " "}, 422, "Please say why"),
    ("obstacles/{obstacle}/close/", {"why": ""}, 422, "Please say why"),
    ("readings/{reading}/take-back/", {"why": "\t"}, 422, "Please say why"),
    ("measures/{measure}/reading/", {"value": "x", "day": "x"}, 422, "Write the value in figures"),
    ("measures/{measure}/import/", {"text": " "}, 422, "Choose a file, or paste its lines."),
    ("measures/{measure}/import/", {"text": "x,y"}, 422, "There are no readings in it."),
    ("new/", {"title": " ", "words": " "}, 422, "required"),
]


def test_every_refusal_is_a_page_in_plain_words(
    cast: Cast, visit: Visit, agreed: Goal, reading: Reading, obstacle: Obstacle
) -> None:
    browser = visit(cast.ingrid)
    keys = {
        "goal": agreed.id,
        "measure": reading.measure_id,
        "reading": reading.id,
        "obstacle": obstacle.id,
    }
    for path, sent, status, words in PAGES:
        with nothing_written():
            answered = browser.post(f"{GOALS}{path.format(**keys)}", sent)
        assert answered.status_code == status, path
        assert words in answered.content.decode(), path


def test_a_member_of_the_other_side_does_not_take_back_what_is_not_theirs(
    cast: Cast, visit: Visit, drafted: Goal
) -> None:
    with nothing_written():
        answered = visit(cast.meera).post(f"{GOALS}{drafted.id}/take-back/")
    assert answered.status_code == 403
    assert "Only the side that wrote it can take it back." in answered.content.decode()


def test_no_sentence_of_a_refusal_blames_or_speaks_in_codes() -> None:
    for reason, sentence in SENTENCES.items():
        assert sentence.endswith("."), reason
        assert sentence[0].isupper(), reason
        for word in ("error", "invalid", "forbidden", "illegal", "failed", "must not"):
            assert word not in sentence.lower(), reason
