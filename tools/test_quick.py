"""The quick tests: on SQLite, no service, one browser journey; two runs beside each other.

Every file goes to one of the two runs, so that both have about as much to read. Further words go to pytest as
they are. What passed is noted with the commit, so that `make test-all` need not say it again.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from lanes import QUICK, ROOT, Lane, Run, note_passed, walk


def halves() -> tuple[list[str], list[str]]:
    """All test files in two lists of about the same weight, the heaviest first."""
    found = [file for top in ("src", "tests") for file in sorted((ROOT / top).rglob("test_*.py"))]
    lists: tuple[list[str], list[str]] = ([], [])
    weights = [0, 0]
    for file in sorted(found, key=lambda file: (-weight(file), str(file))):
        lighter = weights.index(min(weights))
        lists[lighter].append(str(file.relative_to(ROOT)))
        weights[lighter] += weight(file)
    return sorted(lists[0]), sorted(lists[1])


def weight(file: Path) -> int:
    """What a file is taken to cost: its size, and a third of it where no database is asked."""
    return file.stat().st_size // (3 if file.parent.name == "rules" else 1)


def lane(number: int, files: Sequence[str]) -> Lane:
    """One of the two."""
    return Lane([Run(f"Quick tests, half {number}", QUICK, files=files)])


def main() -> int:
    """Run both; 0 if every test passed."""
    first, second = halves()
    codes, _lines = walk([lane(1, first), lane(2, second)])
    if any(codes):
        return 1
    if not sys.argv[1:]:
        note_passed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
