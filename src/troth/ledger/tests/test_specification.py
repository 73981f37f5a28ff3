"""The specification names every fact with its fields, and every reason to stop."""

from pathlib import Path

import pytest

from troth.foundation.facts.fact import Fact, every_fact
from troth.foundation.facts.fields import fields_of
from troth.ledger.stops import REASONS, Stop

SPECIFICATION = (Path(__file__).parents[4] / "docs" / "ledger.md").read_text(encoding="utf-8")


def section(kind: str) -> str:
    """What the specification says of a kind."""
    return SPECIFICATION.partition(f"### `{kind}`\n")[2].partition("\n### ")[0]


@pytest.mark.parametrize("fact", every_fact(), ids=lambda fact: fact.kind)
def test_every_field_of_a_fact_is_named(fact: type[Fact]) -> None:
    readable, _, salted = section(fact.kind).partition("Salted:")
    for field in fields_of(fact):
        assert f"`{field.name}`" in (salted if field.salted else readable), field.name


def test_every_reason_to_stop_is_explained() -> None:
    assert set(REASONS) == set(Stop)
    assert [stop for stop in Stop if f"| `{stop.value}` |" not in SPECIFICATION] == []
