"""Starting: the first time with an empty state, the second time, and the memory of the idle product.

python bench/start.py [--rounds 3]
"""

import argparse
import statistics
import time
from pathlib import Path

from served_product import fresh_state, serving, wait_until_quiet


def started(state: Path) -> tuple[float, float]:
    """Seconds until it is ready, and MiB when it is idle."""
    began = time.perf_counter()
    with serving(state) as product:
        took = time.perf_counter() - began
        wait_until_quiet()
        return took, product.memory()


def main() -> None:
    """Print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with fresh_state() as state:
        first, _ = started(state)
        again = [started(state) for _ in range(options.rounds)]
    print("| start | seconds | limit | memory, MiB | limit |")
    print("| --- | ---: | ---: | ---: | ---: |")
    print(f"| the first time, with the example | {first:.1f} | | | |")
    seconds, memory = (statistics.median(one[place] for one in again) for place in (0, 1))
    print(f"| the second time | {seconds:.1f} | 5 | {memory:.0f} | 300 |")


if __name__ == "__main__":
    main()
