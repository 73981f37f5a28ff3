"""A row of the table of evidence changes only together with the table's version."""

from hashlib import sha256

from troth.trust.rules.hands import Dimension
from troth.trust.rules.table import START, TABLE, VERSION

# By version, what stood in its rows; an old version stays here when a new one comes.
STOOD = {1: "2f92b24ba381695c"}


def rows() -> str:
    """Everything in the table from which a figure is worked out, in one order."""
    lines = [
        (kind.value, [row.loads.get(one, 0.0) for one in Dimension], row.value, row.noise, row.slow)
        for kind, row in sorted(TABLE.items())
    ]
    return sha256(repr((START, lines)).encode()).hexdigest()[:16]


def test_whoever_changes_a_row_counts_the_version_up() -> None:
    assert STOOD[VERSION] == rows()


def test_versions_are_counted_up_and_no_two_are_alike() -> None:
    assert max(STOOD) == VERSION
    assert sorted(STOOD) == list(range(1, VERSION + 1))
    assert len(set(STOOD.values())) == len(STOOD)
