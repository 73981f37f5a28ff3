"""From a weak dimension to an agreed adjustment, and back: the offer, who sees it, and whether it helped."""

from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from troth.adjustments import actions
from troth.adjustments.actions import Draft, Words
from troth.adjustments.models import Adjustment
from troth.adjustments.rules.proposing import Way
from troth.commitments import actions as promised
from troth.conftest import Visit
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.partnerships.models import Party
from troth.partnerships.testing import Cast
from troth.trust.models import Evidence
from troth.trust.rules.table import Kind
from troth.trust.tests.conftest import DAY, Make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TRUST = "/p/lumen-kaveri/trust/"
BETTER, LESS = "Since then it goes better: by", "Since then it goes less well: by"


def happened(cast: Cast, kind: Kind, *, at: datetime, idx: int) -> None:
    """One piece about Kaveri towards Lumen, as the follower would have written it."""
    Evidence.objects.create(
        room=cast.shared,
        idx=idx,
        kind=kind.value,
        about=cast.kaveri.id,
        towards=cast.lumen.id,
        at=at,
        subject=f"S{idx:025}",
    )


def many(cast: Cast, kind: Kind, count: int, *, ago: float, first: int = 1000) -> None:
    """So many pieces, a day apart, the last of them so many days ago."""
    for n in range(count):
        happened(cast, kind, at=now() - (ago + count - n) * DAY, idx=first + n)


def agreed(
    cast: Cast,
    *,
    ago: float,
    dimension: Dimension = Dimension.OPENNESS,
    towards: Party | None = None,
) -> Adjustment:
    """Lumen and Kaveri agreed on something about Kaveri so many days ago."""
    way = Way(
        about=Ulid(cast.kaveri.id), towards=Ulid((towards or cast.lumen).id), dimension=dimension
    )
    with clock.at(now() - timedelta(days=ago)):
        words = Words(
            title="Half an answer today",
            change="One line at once.",
            keeper=Ulid(cast.kaveri.id),
            recheck_on=(now() + timedelta(days=84)).date(),
        )
        one = actions.propose(Draft(way=way, words=words), room=cast.shared, by=cast.ingrid)
        return actions.agree(one, by=cast.ravi, seen=1)


def read(browser: Client, path: str) -> str:
    """The page's text."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def openness(cast: Cast) -> str:
    """The page of the dimension."""
    return f"{TRUST}{cast.lumen.id}/{cast.kaveri.id}/open-communication/"


def measured(browser: Client, one: Adjustment) -> str:
    """What the page of an adjustment says of the measurement."""
    shown = read(browser, f"{TRUST}adjustments/{one.id}/")
    return shown.partition('id="measured"')[2].partition("</section>")[0]


# ------------------------------------------------------------------------------ the offer


@pytest.mark.parametrize("who", ["ingrid", "tor", "ravi"])
def test_the_offer_is_always_there_for_both_sides(cast: Cast, visit: Visit, who: str) -> None:
    shown = read(visit(getattr(cast, who)), openness(cast))
    assert "Agree an adjustment" in shown
    assert "The whole range lies below" not in shown
    way = f"about={cast.kaveri.id}&towards={cast.lumen.id}&dimension=open-communication"
    assert f"propose/?{way}" in shown


def test_whoever_sits_for_nobody_reads_no_offer(cast: Cast, visit: Visit) -> None:
    assert "Agree an adjustment" not in read(visit(cast.facilitator), openness(cast))


def test_a_weak_dimension_says_why_and_offers_what_fits(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 16, ago=30)
    shown = read(visit(cast.ingrid), openness(cast))
    assert "The whole range lies below 5 of 10." in shown
    assert "Answer shortly at once, and fully later." in shown
    assert "idea=short-answer-first" in shown
    assert "Begin every meeting" not in shown
    assert "Worth doing one thing differently" in read(visit(cast.ingrid), TRUST)


def test_five_bad_pieces_among_good_ones_are_no_weakness(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 3, ago=40)
    many(cast, Kind.ANSWERED, 3, ago=30, first=2000)
    shown = read(visit(cast.ingrid), TRUST)
    assert "Worth doing one thing differently" not in shown


def test_a_clear_fall_is_told_although_much_is_still_good(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED, 20, ago=100)
    many(cast, Kind.ANSWERED_LATE, 10, ago=20, first=2000)
    assert "It has fallen in the last ninety days" in read(visit(cast.ingrid), openness(cast))


def test_promises_that_were_dropped_bring_the_offer_to_their_page(
    cast: Cast, visit: Visit, made: Make
) -> None:
    for n in range(7):
        one = made(60 - 5 * n)
        with clock.at(one.proposed_at + DAY):
            promised.withdraw(one, by=cast.ravi)
    shown = read(visit(cast.ingrid), f"{TRUST}{cast.lumen.id}/{cast.kaveri.id}/reliability/")
    assert "The whole range lies below 5 of 10." in shown
    assert "Promise in pieces of a week or less." in shown


def test_the_described_side_sees_it_first(cast: Cast, visit: Visit) -> None:
    """What happened in the last days is Kaveri's alone, and so is every word that rests on it."""
    many(cast, Kind.ANSWERED_LATE, 5, ago=0)
    many(cast, Kind.UNANSWERED, 6, ago=-1, first=2000)
    many(cast, Kind.SILENT, 6, ago=0, first=3000)
    assert "The whole range lies below" in read(visit(cast.ravi), openness(cast))
    for seat in (cast.ingrid, cast.facilitator):
        for path in (openness(cast), TRUST):
            shown = read(visit(seat), path)
            assert "The whole range lies below" not in shown
            assert "Worth doing one thing differently" not in shown


def test_what_is_agreed_already_takes_the_place_of_the_offer(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 16, ago=30)
    one = agreed(cast, ago=2)
    for seat in (cast.ingrid, cast.facilitator):
        shown = read(visit(seat), openness(cast))
        assert f'href="{TRUST}adjustments/{one.id}/"' in shown
        assert "Agree an adjustment" not in shown
    front = read(visit(cast.ingrid), TRUST)
    assert "Worth doing one thing differently" not in front
    assert "Half an answer today" in front


# ------------------------------------------------------------------------------ whether it helped


def test_what_went_well_since_shows_with_its_range(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 9, ago=90)
    one = agreed(cast, ago=80)
    many(cast, Kind.ANSWERED, 12, ago=20, first=2000)
    said = measured(visit(cast.ingrid), one)
    assert BETTER in said
    assert "between" in said
    assert "Why it changed, you know better." in said
    assert "(9 items)" in said
    assert "(21 items)" in said


def test_what_went_badly_since_is_said_as_plainly(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED, 12, ago=90)
    one = agreed(cast, ago=80)
    many(cast, Kind.ANSWERED_LATE, 12, ago=20, first=2000)
    assert LESS in measured(visit(cast.ravi), one)


def test_more_of_the_same_cannot_be_told_apart(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 9, ago=90)
    one = agreed(cast, ago=80)
    many(cast, Kind.ANSWERED_LATE, 9, ago=20, first=2000)
    said = measured(visit(cast.ingrid), one)
    assert "Cannot be told apart yet: 9 new items since." in said
    assert BETTER not in said
    assert LESS not in said


def test_with_little_that_is_new_there_is_no_figure(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 9, ago=90)
    one = agreed(cast, ago=80)
    many(cast, Kind.ANSWERED, 2, ago=20, first=2000)
    assert "Not enough yet: 2 of 5 new items needed." in measured(visit(cast.ingrid), one)


def test_without_a_reading_on_the_day_nothing_is_compared(cast: Cast, visit: Visit) -> None:
    one = agreed(cast, ago=80)
    many(cast, Kind.ANSWERED, 9, ago=20)
    said = measured(visit(cast.ingrid), one)
    assert "There was no reading on the day you agreed" in said


def test_what_others_do_not_see_yet_is_in_no_comparison(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 9, ago=90)
    one = agreed(cast, ago=80)
    before = measured(visit(cast.ingrid), one)
    many(cast, Kind.ANSWERED, 6, ago=-1, first=2000)
    assert measured(visit(cast.ingrid), one) == before
    assert "6 of 5" not in measured(visit(cast.ravi), one)
    assert measured(visit(cast.ravi), one) != before


def test_after_the_last_look_it_is_measured_until_then(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 9, ago=90)
    one = agreed(cast, ago=80)
    many(cast, Kind.ANSWERED, 6, ago=40, first=2000)
    Adjustment.objects.filter(pk=one.pk).update(
        state="closed", outcome="helped", ended_at=now() - 30 * DAY
    )
    before = measured(visit(cast.ingrid), one)
    many(cast, Kind.ANSWERED_LATE, 9, ago=10, first=3000)
    assert measured(visit(cast.ingrid), one) == before
    assert "When you looked again, on" in before


def test_promises_are_compared_as_what_they_are(
    cast: Cast, visit: Visit, made: Make, finished: Make
) -> None:
    for n in range(6):
        one = made(120 - 5 * n)
        with clock.at(one.proposed_at + DAY):
            promised.withdraw(one, by=cast.ravi)
    adjustment = agreed(cast, ago=80, dimension=Dimension.RELIABILITY)
    before = measured(visit(cast.ingrid), adjustment)
    assert "Not enough yet: 0 of 5 new items needed." in before
    for n in range(12):
        finished(70 - 4 * n, after=5)
    assert BETTER in measured(visit(cast.ingrid), adjustment)


def test_an_adjustment_is_no_evidence_and_moves_no_figure(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 9, ago=30)
    front = read(visit(cast.facilitator), TRUST)
    before = front.partition('id="as-table"')[2].partition("</section>")[0]
    agreed(cast, ago=1)
    after = read(visit(cast.facilitator), TRUST).partition('id="as-table"')[2]
    assert after.partition("</section>")[0] == before


def test_only_what_is_agreed_is_measured(cast: Cast, visit: Visit) -> None:
    one = agreed(cast, ago=10)
    Adjustment.objects.filter(pk=one.pk).update(agreed_at=None, state="proposed")
    assert 'id="measured"' not in read(visit(cast.ingrid), f"{TRUST}adjustments/{one.id}/")


def test_the_page_takes_as_many_statements_with_much_evidence_as_with_little(
    cast: Cast, visit: Visit
) -> None:
    browser, one = visit(cast.ingrid), agreed(cast, ago=80)
    path = f"{TRUST}adjustments/{one.id}/"
    many(cast, Kind.ANSWERED_LATE, 2, ago=90)
    little = statements(browser, path)
    many(cast, Kind.ANSWERED_LATE, 20, ago=20, first=2000)
    assert statements(browser, path) == little
