"""A forecaster can be put away as JSON and taken up again as if nothing had been."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.forecaster import Forecaster, Question
from troth.trust.rules.happenings import Kept, Moved, Promised, Withdrawn
from troth.trust.rules.state import VERSION, OtherVersion, dump, load


def live(forecaster: Forecaster, *, days: range, random: Random) -> list[float]:
    """Some days of promises and questions; gives what was forecast."""
    said = []
    for day in days:
        name, party = f"{day:03}", random.choice(("kaveri", "lumen"))
        due = day + random.choice((0.5, 4.0, 20.0))
        asked = Question(
            party=party, receiver="all", promised_at=day, asked_at=day, due=due, promise=name
        )
        said.append(forecaster.forecast(asked).chance)
        forecaster.learn(Promised(day, name, party, "all", due, random.choice(("", "report"))))
        old = f"{random.randrange(day + 1):03}"
        what = random.random()
        if what < 0.6:
            forecaster.learn(Kept(day, old))
        elif what < 0.7:
            forecaster.learn(Moved(day, old, day + 9.0))
        elif what < 0.8:
            forecaster.learn(Withdrawn(day, old))
    return said


@given(st.integers(0, 10_000), st.integers(0, 40))
def test_a_kept_row_forecasts_the_same_as_the_one_it_was_made_from(seed: int, until: int) -> None:
    whole, first = Forecaster(), Forecaster()
    expected = live(whole, days=range(60), random=Random(seed))
    random = Random(seed)
    said = live(first, days=range(until), random=random)
    again = Forecaster(load(json.loads(json.dumps(dump(first.memory)))))
    assert said + live(again, days=range(until, 60), random=random) == expected


def test_putting_away_twice_gives_the_same_row() -> None:
    forecaster = Forecaster()
    live(forecaster, days=range(30), random=Random(1))
    row = json.dumps(dump(forecaster.memory))
    assert json.dumps(dump(load(json.loads(row)))) == row


def test_a_forecaster_that_has_heard_nothing_can_be_put_away_too() -> None:
    row = json.loads(json.dumps(dump(Forecaster().memory)))
    assert load(row).now == float("-inf")


def test_a_row_of_other_rules_is_refused_and_has_to_be_rebuilt() -> None:
    row = dump(Forecaster().memory) | {"version": VERSION + 1}
    with pytest.raises(OtherVersion):
        load(row)
