"""How questions stand, as rules; and how alike the sides read them, against figures worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.facts.launch import Question
from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.kickoff.queries.likeness import likeness
from troth.kickoff.rules.settling import Stand, Table

A, B, C = (make_ulid(n, bytes(10)) for n in (1, 2, 3))
parties = st.frozensets(st.sampled_from([A, B, C]))
questions = st.frozensets(st.sampled_from(list(Question)))
answers = st.dictionaries(st.sampled_from([A, B, C]), questions)
words = st.dictionaries(st.sampled_from(list(Question)), parties)
tables = st.builds(Table, circle=parties, differ=answers, accepted=words, overrides=words)


@given(tables)
def test_nothing_is_launched_that_somebody_reads_as_different_and_not_all_have_settled(
    table: Table,
) -> None:
    if table.is_held:
        return
    for question in Question:
        apart = any(question in table.differ[party] for party in table.circle)
        agreed = table.circle <= table.accepted.get(question, frozenset())
        reasons = table.circle <= table.overrides.get(question, frozenset())
        assert not apart or agreed or reasons


@given(tables)
def test_the_launch_is_held_while_anybody_of_the_circle_has_not_read(table: Table) -> None:
    if not table.circle or table.circle - table.differ.keys():
        assert table.is_held
        assert set(table.stands.values()) == {Stand.UNREAD}


@given(tables, st.sampled_from([A, B, C]))
def test_whoever_is_not_in_the_circle_changes_nothing(table: Table, party: Ulid) -> None:
    circle = table.circle - {party}
    with_them = Table(
        circle=circle, differ=table.differ, accepted=table.accepted, overrides=table.overrides
    )
    without = Table(
        circle=circle,
        differ={key: found for key, found in table.differ.items() if key != party},
        accepted={key: found - {party} for key, found in table.accepted.items()},
        overrides={key: found - {party} for key, found in table.overrides.items()},
    )
    assert with_them.stands == without.stands


def reads(*rows: str) -> dict[Ulid, frozenset[Question]]:
    """One row a party, a letter a question: d differs, f fits."""
    return {
        make_ulid(n, bytes(10)): frozenset(
            question for question, letter in zip(Question, row, strict=True) if letter == "d"
        )
        for n, row in enumerate(rows)
    }


@pytest.mark.parametrize(
    ("rows", "same", "alpha"),
    [
        # One question of six apart: observed 1/6; of 12 values 3 are d, so expected 2·3·9 / (12·11).
        (("ddffff", "dfffff"), 5, 1 - (1 / 6) / (54 / 132)),
        (("dfffff", "dfffff"), 6, 1.0),
        (("dddfff", "fffddd"), 0, 1 - 1 / (72 / 132)),
        # Three parties: 2 of 18 pairs apart; of 18 values 2 are d.
        (("dfffff", "dfffff", "ffffff"), 5, 1 - (2 / 18) / (2 * 2 * 16 / (18 * 17))),
    ],
)
def test_alpha_is_what_the_source_says(rows: tuple[str, ...], same: int, alpha: float) -> None:
    found = likeness(reads(*rows))
    assert found.same == same
    assert found.alpha == pytest.approx(alpha)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= alpha + 1e-9 <= found.high + 2e-9


@pytest.mark.parametrize(
    "rows", [(), ("ffffff",), ("ffffff", "ffffff"), ("dddddd", "dddddd")], ids=str
)
def test_where_it_means_nothing_there_is_no_figure(rows: tuple[str, ...]) -> None:
    found = likeness(reads(*rows))
    assert found.alpha is None
    assert found.low is None


def test_it_says_from_how_much() -> None:
    found = likeness(reads("ddffff", "dfffff"))
    assert (found.questions, found.parties, found.readings) == (6, 2, 12)


@given(st.lists(st.text("df", min_size=6, max_size=6), min_size=2, max_size=6))
def test_it_never_passes_one_and_whoever_comes_first_does_not_matter(rows: list[str]) -> None:
    found, turned = likeness(reads(*rows)), likeness(reads(*reversed(rows)))
    assert found.same == turned.same
    assert found.alpha is None or found.alpha <= 1 + 1e-9
    assert found.alpha == pytest.approx(turned.alpha)
