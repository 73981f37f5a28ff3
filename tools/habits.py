"""Print the habits of the code as a table and compare them with `tools/habits.lock`.

A figure within its target may move freely. One outside it must not get worse than the lock says,
and none may pass its stop. An exception is one line with its reason under `[exceptions]`.

    python tools/habits.py           print and compare; exit 1 when something got worse
    python tools/habits.py --lock    print, and write better figures into the lock
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, inf
from statistics import median

import house
from measure import graph, shape, tests, text
from measure.shape import Items
from source import graph as import_graph
from source import modules, test_modules


@dataclass(frozen=True)
class Habit:
    """One figure with what is wanted of it."""

    name: str
    value: float
    target: float
    stop: float
    more: bool = False
    places: tuple[str, ...] = ()

    def past(self, limit: float) -> bool:
        """Whether the figure lies on the wrong side of a limit."""
        return self.value < limit if self.more else self.value > limit

    def shown(self, value: float) -> str:
        """A figure as the table prints it."""
        return "–" if abs(value) == inf else f"{value:g}"


def nearest_rank(values: list[int], share: float) -> float:
    """The value that this share of all values does not exceed."""
    ordered = sorted(values) or [0]
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def spread(name: str, items: Items, *, target: tuple[float, float], stop: float) -> Iterator[Habit]:
    """Median, 95th and largest of something that has a length; excepted items count in neither."""
    excepted = house.exceptions()
    counted = {where: size for where, size in items.items() if f"{name}: {where}" not in excepted}
    values = list(counted.values()) or [0]
    middle, most = target
    if middle < inf:
        yield Habit(f"{name}, median", round(median(values), 1), middle, inf)
    yield Habit(f"{name}, 95th", nearest_rank(values, 0.95), most, inf)
    over = tuple(f"{where} ({size})" for where, size in counted.items() if size > stop)
    yield Habit(f"{name}, largest", max(values), stop, stop, places=over)


def none_of(name: str, found: list[str] | Items) -> Habit:
    """Something of which there shall be none."""
    return Habit(name, len(found), 0, 0, places=tuple(found))


def shapes() -> Iterator[Habit]:
    """Files and functions."""
    yield from spread("file lines", shape.file_lines(), target=(80, 300), stop=500)
    every = shape.per_function
    yield from spread("function lines", every(shape.length), target=(8, 30), stop=60)
    yield from spread("branches", every(shape.branches), target=(inf, 6), stop=12)
    yield from spread("nesting", every(shape.nesting), target=(inf, 2), stop=4)
    given = every(shape.positional, only="others")
    yield from spread("positional parameters", given, target=(inf, 2), stop=5)
    yield from spread("view lines", every(shape.length, only="views"), target=(inf, 15), stop=25)


def imported() -> Iterator[Habit]:
    """Who imports whom."""
    for name, inside in (("import cycles", False), ("import cycles, lazy ones too", True)):
        knots = graph.knots(import_graph(inside=inside))
        yield none_of(name, [" – ".join(knot) for knot in knots])
    yield none_of("folder cycles", [" – ".join(k) for k in graph.knots(graph.noun_graph())])
    hidden = graph.imports_inside()
    share = 100 * sum(hidden.values()) / max(1, graph.import_total())
    yield Habit("imports inside functions, %", round(share, 2), 0.5, 1, places=tuple(hidden))
    yield Habit("free of Django, % of lines", round(graph.free_of_django(), 1), 25, 20, more=True)


def ruled() -> Iterator[Habit]:
    """The house rules."""
    yield none_of("writes outside actions", house.writes_outside_actions())
    yield none_of("record outside actions", house.record_outside_actions())
    yield none_of("whole tables behind pages", house.reads_outside_rooms())
    yield none_of("names that say nothing", house.empty_names())
    yield none_of("impure rules, facts, kernel", house.impure())


def written() -> Iterator[Habit]:
    """What stands in the text."""
    lines = sum(shape.file_lines().values())
    ignores = text.type_ignores()
    yield Habit(
        "type: ignore per 1,000 lines", round(1000 * len(ignores) / max(1, lines), 2), 0.5, 1
    )
    yield none_of("type: ignore without a reason", text.unexplained(ignores))
    bare, total = text.undocumented()
    covered = 100 * (1 - len(bare) / max(1, total))
    yield Habit("docstrings, %", round(covered, 1), 100, 95, more=True, places=tuple(bare))
    share, places = text.repeated()
    yield Habit("repeated 8-line blocks, %", round(share, 1), 1.5, 3, places=tuple(places))
    notes = text.notes_to_self()
    yield Habit("notes to self", len(notes), 0, 5, places=tuple(notes))


def tested() -> Iterator[Habit]:
    """Tests and islands."""
    lines = graph.count_lines(modules())
    found = tests.tests()
    ratio = graph.count_lines(test_modules()) / max(1, lines)
    yield Habit("test lines per code line", round(ratio, 2), 1.2, 1, more=True)
    yield from spread("test lines", found, target=(10, 25), stop=50)
    yield Habit(
        "tests per 1,000 lines", round(1000 * len(found) / max(1, lines)), 80, 60, more=True
    )
    yield from spread("island lines", tests.islands(), target=(inf, 150), stop=250)
    yield none_of("islands without test", tests.islands_without_test())


GROUPS: tuple[Callable[[], Iterator[Habit]], ...] = (shapes, imported, ruled, written, tested)


def every_habit() -> list[Habit]:
    """All figures, in the order of the table."""
    return [habit for group in GROUPS for habit in group()]


def locked() -> dict[str, float]:
    """Figures that are outside their target and may not get worse."""
    kept = tomllib.loads(house.LOCK.read_text(encoding="utf-8")) if house.LOCK.exists() else {}
    return dict(kept.get("figures", {}))


def judge(habit: Habit, lock: dict[str, float]) -> str:
    """`good`, `held`, `worse` or `stop`; an exception by name lifts the stop, never the lock."""
    if habit.past(habit.stop) and habit.name not in house.exceptions():
        return "stop"
    if not habit.past(habit.target):
        return "good"
    return "worse" if habit.name not in lock or habit.past(lock[habit.name]) else "held"


def write_lock(habits: list[Habit]) -> None:
    """Keep what is outside its target; the exceptions stay as they are written."""
    outside = [habit for habit in habits if judge(habit, {}) == "worse"]
    figures = "".join(f'"{habit.name}" = {habit.value:g}\n' for habit in outside)
    old = house.LOCK.read_text(encoding="utf-8")
    new = re.sub(r"(?s)(\[figures\]\n).*?(?=\n\[)", rf"\g<1>{figures}", old)
    house.LOCK.write_text(new, encoding="utf-8")


def main() -> int:
    """Print the table; 1 if something is worse than the lock or past its stop."""
    habits, lock = every_habit(), locked()
    print(f"{'habit':<34}{'now':>8}{'target':>9}{'stop':>7}{'lock':>8}")
    bad = 0
    for habit in habits:
        verdict = judge(habit, lock)
        bad += verdict in {"worse", "stop"}
        kept = habit.shown(lock[habit.name]) if habit.name in lock else ""
        figures = f"{habit.shown(habit.value):>8}{habit.shown(habit.target):>9}{habit.shown(habit.stop):>7}"
        print(
            f"{habit.name:<34}{figures}{kept:>8}  {'' if verdict == 'good' else verdict}".rstrip()
        )
        for place in habit.places if verdict in {"worse", "stop"} else ():
            print(f"    {place}")
    if "--lock" in sys.argv[1:]:
        write_lock(habits)
    print(f"{bad} worse than they may be." if bad else "Habits: none worse than before.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
