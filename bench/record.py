"""The record: what an entry adds to an action, a proof, and checking everything from its bytes.

    python bench/record.py [--entries 20000]

In one process on a SQLite file of its own; CPU time, because the machine may have other things to do.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from served_product import SOURCE, fresh_state

MILLION = 1_000_000


def spent(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    before = time.process_time()
    work()
    return time.process_time() - before


def load(state: Path) -> None:
    """Django on an empty database in this folder."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "troth.site.settings", "TROTH_STATE": str(state)}
    sys.path.insert(0, str(SOURCE))
    import django  # noqa: PLC0415  # configured only now
    from django.core.management import call_command  # noqa: PLC0415  # configured only now

    django.setup()
    call_command("migrate", verbosity=0)


def measure(count: int) -> dict[str, float]:
    """Milliseconds of CPU of each thing, once."""
    from django.db import connection, transaction  # noqa: PLC0415  # configured only now

    from troth.foundation.web.ids import new_ulid  # noqa: PLC0415  # configured only now
    from troth.ledger.checkpoints import sign_now  # noqa: PLC0415  # configured only now
    from troth.ledger.follower import TreeFollower, run_pass  # noqa: PLC0415  # configured only now
    from troth.ledger.queries import inclusion  # noqa: PLC0415  # configured only now
    from troth.ledger.testing import INGRID, LUMEN, Actor, light  # noqa: PLC0415  # configured only now
    from troth.ledger.verification import verify  # noqa: PLC0415  # configured only now

    log, by = new_ulid(), Actor(person=INGRID, party=LUMEN)

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute("create table if not exists peer (id integer primary key, x text)")
            for number in range(1000):
                with transaction.atomic():
                    cursor.execute("insert into peer (x) values (%s)", [f"row {number}"])

    def read() -> None:
        while run_pass([TreeFollower()]):
            pass

    found = {"an insert in a transaction of its own (peer)": spent(bare)}
    found["an entry with two parts, likewise"] = (
        spent(lambda: light(log, count, by=by, note="words")) * 1000 / count
    )
    found["the tree follower, an entry"] = spent(read) * 1000 / count
    found["signing the whole log once"] = spent(lambda: sign_now(log)) * 1000
    found["a proof"] = (
        spent(lambda: [inclusion(log, idx) for idx in range(0, count, count // 200)]) * 5
    )
    whole = spent(lambda: list(verify()))
    found["checking an entry from its bytes"] = whole * 1000 / count
    found["checking a million, seconds (limit 60)"] = whole * MILLION / count
    return found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    options = parser.parse_args()
    with fresh_state() as state:
        load(state)
        print("| what | CPU ms |")
        print("| --- | ---: |")
        for name, value in measure(options.entries).items():
            print(f"| {name} | {value:.2f} |")


if __name__ == "__main__":
    main()
