"""Empirical Bayes: what is usual among parties, and each party's fading record."""

import pytest

from troth.trust.rules.pool import FORGETTING, Pool, Record


def told(*outcomes: bool) -> Record:
    record = Record()
    for kept in outcomes:
        record.add(kept=kept, weight=1.0)
    return record


def pool_of(parties: int, *, kept: int, missed: int) -> Pool:
    """Every party kept and missed the same number."""
    pool = Pool()
    for number in range(parties):
        record = Record()
        for outcome in [True] * kept + [False] * missed:
            record.add(kept=outcome, weight=1.0)
            pool.hear(f"party {number}", record)
    return pool


def test_a_record_forgets() -> None:
    record = told(True, False)
    assert record.kept == pytest.approx(FORGETTING)
    assert record.finished == pytest.approx(1 + FORGETTING)


def test_half_a_promise_counts_half() -> None:
    record = Record()
    record.add(kept=True, weight=0.5)
    assert (record.kept, record.finished) == (0.5, 0.5)


def test_a_hundred_parts_of_a_promise_make_as_much_forgotten_as_one_promise() -> None:
    parts, whole = told(False), told(False, True)
    for _ in range(100):
        parts.add(kept=True, weight=0.01)
    assert parts.finished - parts.kept == pytest.approx(whole.finished - whole.kept)


def test_a_new_party_gets_what_is_usual_among_the_others() -> None:
    assert pool_of(20, kept=9, missed=1).chance(Record()) == pytest.approx(0.9, abs=0.05)
    assert pool_of(20, kept=1, missed=9).chance(Record()) == pytest.approx(0.1, abs=0.05)


def test_where_parties_differ_a_record_counts_for_more() -> None:
    alike, different = pool_of(20, kept=4, missed=4), Pool()
    for number in range(20):
        record = Record()
        for _ in range(8):
            record.add(kept=number % 2 == 0, weight=1.0)
            different.hear(f"party {number}", record)
    assert different.chance(told(True, True)) > alike.chance(told(True, True))


def test_only_the_parties_heard_of_last_are_fitted() -> None:
    pool = pool_of(100, kept=2, missed=1)
    assert len(pool.heard_last) == 64
    assert next(iter(pool.heard_last)) == "party 36"


@pytest.mark.parametrize("kept", [0, 1])
def test_the_fit_stays_within_bounds_however_extreme_the_records(kept: int) -> None:
    pool = pool_of(64, kept=12 * kept, missed=12 * (1 - kept))
    assert 0 < pool.chance(Record()) < 1
    assert -3 <= pool.strength <= 8
