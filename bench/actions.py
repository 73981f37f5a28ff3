"""An act through HTTP: form, rules, row and fact, durable; beside what SQLite and the disk allow.

    python bench/actions.py [--count 300] [--rounds 3]

One browser promises one thing after the other at a warm rate; every promise is a POST with its token and key.
"""

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from served_product import Browser, Product, fresh_state, serving

FOUR_KIB = b"x" * 4096


def promises(product: Product, browser: Browser, count: int) -> tuple[float, float, float, float]:
    """Acts a second, CPU ms of web an act, and p50 and p99 of the acknowledgement in ms."""
    browser.ask("GET", "/p/lumen-kaveri/commitments/")
    token, day = browser.token, datetime.now(UTC) + timedelta(days=20)
    before, began, waits = product.cpu()["web"], time.perf_counter(), []
    for number in range(count):
        sent = time.perf_counter()
        form = {"line": f"photo {number} by {day:%Y-%m-%d} 16:00", "csrfmiddlewaretoken": token}
        answer = browser.ask("POST", "/p/lumen-kaveri/commitments/promise/", form)
        waits.append((time.perf_counter() - sent) * 1000)
        if answer.status != 302:
            raise SystemExit(f"a promise was answered {answer.status}")
    took = time.perf_counter() - began
    waits.sort()
    cpu = (product.cpu()["web"] - before) * 1000 / count
    return count / took, cpu, waits[count // 2], waits[int(count * 0.99)]


def sqlite_commits(count: int) -> float:
    """Commits a second of one small row, WAL and FULL, nothing around it."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(f"{folder}/peer", isolation_level=None)
        connection.execute("pragma journal_mode=wal")
        connection.execute("pragma synchronous=full")
        connection.execute("create table t (id integer primary key, x text)")
        began = time.perf_counter()
        for number in range(count):
            connection.execute("begin immediate")
            connection.execute("insert into t (x) values (?)", (f"row {number}",))
            connection.execute("commit")
        return count / (time.perf_counter() - began)


def disk_syncs(count: int) -> float:
    """Fdatasync calls a second after 4 KiB each."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.open(Path(folder) / "peer", os.O_WRONLY | os.O_CREAT)
        began = time.perf_counter()
        for _ in range(count):
            os.write(file, FOUR_KIB)
            os.fdatasync(file)
        os.close(file)
        return count / (time.perf_counter() - began)


def main() -> None:
    """Measure in rounds and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ours, commits, syncs = [], [], []
    with fresh_state() as state, serving(state) as product:
        browser = Browser(product, who="lumen")
        promises(product, browser, 30)
        for _ in range(options.rounds):
            ours.append(promises(product, browser, options.count))
            commits.append(sqlite_commits(1000))
            syncs.append(disk_syncs(1000))
    rate, cpu, p50, p99 = (statistics.median(one[place] for one in ours) for place in range(4))
    limit = statistics.median(commits)
    print("| what | a second | CPU ms | p50 ms | p99 ms | of SQLite's commits |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| troth: a promise through HTTP | {rate:.0f} | {cpu:.2f} | {p50:.1f} | {p99:.1f} | {rate / limit:.2f} |"
    )
    print(f"| SQLite, one row, WAL and FULL | {limit:.0f} | | | | 1.00 |")
    print(f"| fdatasync of 4 KiB | {statistics.median(syncs):.0f} | | | | |")


if __name__ == "__main__":
    main()
