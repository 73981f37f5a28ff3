"""What a piece of evidence costs: one by one as it comes, and all of a million at once.

    python bench/evidence.py [--pieces 1000000] [--directions 20000]

Made-up evidence of every kind over three years. One by one is what the estimate of one direction costs for each
further piece; at once is a full recomputation of every direction, from pieces to five figures with their ranges. Its
limit is 20 s of CPU for a million. Both must say the same.
"""

import argparse
import random
import time
from datetime import UTC, datetime, timedelta

import numpy as np

from troth.trust.rules.estimate import Stand, Sums, columns, stands
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind

LIMIT = 20.0  # seconds of CPU for a million pieces
BEGUN = datetime(2024, 1, 1, tzinfo=UTC)
NOW = BEGUN + timedelta(days=1100)
COMPARED = 200  # directions worked out both ways
SECONDS = 3 * 365 * 86_400


def pieces(count: int, directions: int) -> tuple[list[Piece], list[int]]:
    """Made-up evidence, and to which direction each piece belongs."""
    chance = random.Random(11)  # noqa: S311  # made-up data, the same every time
    kinds = [kind for kind in Kind if kind is not Kind.EXPERIENCED]
    found, group = [], []
    for idx in range(count):
        way = chance.randrange(directions)
        at = BEGUN + timedelta(seconds=chance.randrange(SECONDS))
        said = Piece(
            idx=idx,
            kind=chance.choice(kinds),
            about=f"{way}",
            towards="T",
            at=at,
            subject="S",
            nth=1 + (idx % 7 == 0),
        )
        found.append(said)
        group.append(way)
    return found, group


def apart(some: list[Stand], others: list[Stand]) -> float:
    """The largest difference of any figure, in tenths."""
    return max(
        abs(one.estimate(name).mid - other.estimate(name).mid)
        for one, other in zip(some, others, strict=True)
        for name in Dimension
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pieces", type=int, default=1_000_000)
    parser.add_argument("--directions", type=int, default=20_000)
    options = parser.parse_args()
    found, group = pieces(options.pieces, options.directions)

    begun = time.process_time()
    table = columns(found)
    read = time.process_time() - begun
    together = stands(table, np.array(group), groups=options.directions, at=NOW)
    whole = time.process_time() - begun

    sums = [Sums() for _ in range(COMPARED)]
    begun, told = time.process_time(), 0
    for one, way in zip(found, group, strict=True):
        if way < COMPARED:
            sums[way].add(one)
            told += 1
    each = (time.process_time() - begun) / told * 1e6
    difference = apart(together[:COMPARED], [one.stand(NOW) for one in sums])

    limit = LIMIT * options.pieces / 1_000_000
    print(
        "| pieces | directions | read s | all at once s | limit s | one by one µs | apart, of ten |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| {options.pieces:,} | {options.directions:,} | {read:.1f} | {whole:.1f} | {limit:.1f} "
        f"| {each:.0f} | {difference:.0e} |"
    )


if __name__ == "__main__":
    main()
