"""What time it is: really, or where the example and tests have gone."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from troth.foundation.web import clock

THEN = datetime(2031, 3, 14, 11, 30, tzinfo=UTC)


def test_it_is_now_unless_somebody_has_said_otherwise() -> None:
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()


def test_inside_it_is_then_and_afterwards_now_again() -> None:
    with clock.at(THEN):
        assert clock.now() == THEN
    assert clock.now() != THEN


def test_one_may_go_further_from_there_and_come_back() -> None:
    with clock.at(THEN):
        with clock.at(THEN + timedelta(days=1)):
            assert clock.now() == THEN + timedelta(days=1)
        assert clock.now() == THEN


def test_a_fault_brings_one_back_too() -> None:
    with pytest.raises(RuntimeError), clock.at(THEN):
        raise RuntimeError
    assert clock.now() != THEN


def test_nobody_elses_clock_is_moved() -> None:
    seen: list[datetime] = []
    with clock.at(THEN):
        other = threading.Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] != THEN
