"""The house rules hold in the code, and each rule catches what it is there to catch."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

import house
from source import ROOT, Module, modules

RULES = {
    "only actions, followers and the ledger write": house.writes_outside_actions,
    "only actions record facts": house.record_outside_actions,
    "pages take objects from rooms or queries": house.reads_outside_rooms,
    "every file name says what is in it": house.empty_names,
    "rules, facts and kernel stay pure": house.impure,
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_house_rules_hold(rule: Callable[[], list[str]]) -> None:
    assert rule() == []


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Make one small module the whole product."""

    def replace(name: str, text: str) -> None:
        path = ROOT / "src" / Path(*name.split(".")).with_suffix(".py")
        made = Module(name=name, path=path, text=text, tree=ast.parse(text))
        monkeypatch.setattr(house, "modules", lambda: (made,))

    return replace


@pytest.mark.parametrize(
    "line",
    [
        "Seat.objects.create(person=person)",
        "Seat.objects.filter(pk=pk).update(until=now)",
        "seat.save(update_fields=['until'])",
        "Seat.objects.in_rooms(rooms).delete()",
        "seat.delete()",
        "cursor.execute('UPDATE seat SET until = 1')",
    ],
)
def test_a_view_that_writes_is_found(only: Callable[[str, str], None], line: str) -> None:
    only("troth.partnerships.views", line)
    assert len(house.writes_outside_actions()) == 1
    only("troth.partnerships.actions.leaving", line)
    assert house.writes_outside_actions() == []


@pytest.mark.parametrize(
    "line",
    [
        "seen.update(more)",
        "digest.update(b'x')",
        "cache.delete('key')",
        "cursor.execute('SELECT 1')",
    ],
)
def test_what_only_looks_like_a_write_is_left_alone(
    only: Callable[[str, str], None], line: str
) -> None:
    only("troth.partnerships.views", line)
    assert house.writes_outside_actions() == []


def test_a_view_that_records_a_fact_is_found(only: Callable[[str, str], None]) -> None:
    only("troth.commitments.views", "from troth.ledger.actions import record")
    assert house.record_outside_actions() == ["src/troth/commitments/views.py"]
    only("troth.commitments.actions", "from troth.ledger.actions import record")
    assert house.record_outside_actions() == []


@pytest.mark.parametrize(
    "line",
    [
        "Commitment.objects.get(pk=pk)",
        "Commitment.objects.filter(pk=pk).first()",
        "list(Commitment.objects.all())",
        "get_object_or_404(Commitment, pk=pk)",
    ],
)
def test_a_view_that_reads_past_the_rooms_is_found(
    only: Callable[[str, str], None], line: str
) -> None:
    only("troth.commitments.views", line)
    assert house.reads_outside_rooms() != []


@pytest.mark.parametrize(
    "line",
    [
        "get_object_or_404(Commitment.objects.in_rooms(request.rooms), pk=pk)",
        "Version.objects.filter(agreement=one, number=one.latest).first()",
        "get_object_or_404(Room, partnership=request.partnership, kind=kind)",
    ],
)
def test_a_view_that_reads_within_its_rooms_is_left_alone(
    only: Callable[[str, str], None], line: str
) -> None:
    only("troth.commitments.views", line)
    assert house.reads_outside_rooms() == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "manager", "base"])
def test_a_name_that_says_nothing_is_found(only: Callable[[str, str], None], name: str) -> None:
    only(f"troth.commitments.{name}", "")
    assert len(house.empty_names()) == 1


@pytest.mark.parametrize(
    "line",
    [
        "import django",
        "from django.utils import timezone",
        "from troth.commitments.models import Commitment",
        "import time",
        "from pathlib import Path",
        "import numpy",
        "now = datetime.now(UTC)",
        "rows = open('x')",
    ],
)
def test_a_rule_that_is_not_pure_is_found(only: Callable[[str, str], None], line: str) -> None:
    only("troth.commitments.rules.outcome", line)
    assert len(house.impure()) == 1


def test_trust_may_count_with_numpy(only: Callable[[str, str], None]) -> None:
    only("troth.trust.rules.model", "import numpy as np\nfrom troth.foundation.kernel import ulid")
    assert house.impure() == []


def test_every_exception_has_a_reason_and_names_something() -> None:
    known = {module.where for module in modules()}
    for name, reason in house.exceptions().items():
        assert len(reason.split()) > 3, name
        place = name.partition(": ")[2].partition("::")[0] or "tools/habits.py"
        assert place in known or (ROOT / place).exists(), name


def test_every_exception_is_still_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    excepted = {name.partition(": ")[2] for name in house.exceptions() if "::" not in name}
    monkeypatch.setattr(house, "exceptions", dict)
    found = {line.split(" ")[0].split(":")[0] for rule in RULES.values() for line in rule()}
    assert {place for place in excepted if place.endswith(".py")} - found == set()
