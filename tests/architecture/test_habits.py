"""The figures that `make habits` prints are what they claim to be."""

import ast
from math import inf

import pytest

import habits
import house
from measure import graph, shape, text
from source import Function


def function(source: str) -> Function:
    """The first function of a piece of code."""
    return next(node for node in ast.walk(ast.parse(source)) if isinstance(node, Function))


def test_a_function_is_as_long_as_its_code_without_decorators_and_docstring() -> None:
    source = '@cache\ndef f():\n    """Say what.\n\n    And why.\n    """\n    return 1\n'
    assert shape.length(function(source)) == 2


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("return 1", 0),
        ("return 1 if a else 2", 1),
        ("return a and b or c", 2),
        ("return [x for x in a if x]", 1),
        ("def g():\n        return 1 if a else 2\n    return g", 0),
    ],
)
def test_branches_are_the_places_where_the_way_forks(body: str, count: int) -> None:
    assert shape.branches(function(f"def f(a, b, c):\n    {body}\n")) == count


def test_an_elif_is_no_deeper_than_its_if() -> None:
    chained = "def f(a):\n  if a:\n    pass\n  elif a > 1:\n    pass\n  else:\n    pass\n"
    nested = "def f(a):\n  for b in a:\n    if b:\n      pass\n"
    assert shape.nesting(function(chained)) == 1
    assert shape.nesting(function(nested)) == 2


def test_only_what_may_be_given_by_place_is_counted() -> None:
    assert shape.positional(function("def f(self, a, /, b, *, c, d): ...")) == 2


def test_a_knot_is_found_however_long_the_way_round() -> None:
    edges = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}
    assert graph.knots(edges) == [["a", "b", "c"]]


def test_looking_away_from_types_needs_a_code_and_a_reason() -> None:
    ignore = "type: " + "ignore"
    assert text.unexplained([f"x  # {ignore}", f"x  # {ignore}[arg-type]"]) != {}
    assert text.unexplained([f"x  # {ignore}[arg-type]  # the library's type is wrong"]) == {}


@pytest.mark.parametrize(("share", "value"), [(0.95, 10), (0.5, 5), (0.1, 1)])
def test_the_nearest_rank_is_one_of_the_values(share: float, value: int) -> None:
    assert habits.nearest_rank(list(range(1, 11)), share) == value


def habit(value: float, *, more: bool = False) -> habits.Habit:
    """A figure wanted at 10, stopped at 20 (or the other way round)."""
    target, stop = (20, 10) if more else (10, 20)
    return habits.Habit("thing", value, target, stop, more=more)


@pytest.mark.parametrize(
    ("value", "lock", "verdict"),
    [
        (10, {}, "good"),
        (15, {"thing": 15.0}, "held"),
        (15, {"thing": 14.0}, "worse"),
        (15, {}, "worse"),
    ],
)
def test_a_figure_may_improve_or_stay(value: float, lock: dict[str, float], verdict: str) -> None:
    assert habits.judge(habit(value), lock) == verdict


def test_a_figure_past_its_stop_fails_whatever_the_lock_says() -> None:
    assert habits.judge(habit(21), {"thing": 30.0}) == "stop"
    assert habits.judge(habit(9, more=True), {"thing": 5.0}) == "stop"
    assert habits.judge(habit(15, more=True), {"thing": 15.0}) == "held"


def test_a_stop_is_lifted_by_name_and_reason_and_the_lock_still_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(house, "exceptions", lambda: {"thing": "it began above its stop"})
    assert habits.judge(habit(21), {"thing": 21.0}) == "held"
    assert habits.judge(habit(22), {"thing": 21.0}) == "worse"


def test_an_excepted_place_counts_in_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "exceptions", lambda: {"lines: long.py": "a table of zones"})
    rows = list(habits.spread("lines", {"long.py": 900, "b.py": 3}, target=(inf, 5), stop=9))
    assert [row.value for row in rows] == [3, 3]


@pytest.mark.slow
@pytest.mark.sqlite
def test_every_habit_is_measured() -> None:
    names = [row.name for row in habits.every_habit()]
    assert len(names) == len(set(names))
    assert {"file lines, largest", "import cycles", "test lines per code line"} <= set(names)
