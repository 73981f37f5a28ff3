"""A page of 50 rows, signed in, through the whole product; beside bare Django with the same rows.

    python bench/pages.py [--seconds 5] [--rounds 3] [--connections 16]

Needs `wrk`. Troth asks the door (session, seat, rooms) for every page; the peers ask nobody. The page of a topic with
10,000 posts is asked for by one reader after the other: its p99 has a limit of 100 ms.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from served_product import HOST, SOURCE, TICKS, Browser, Product, fresh_state, serving

PEER = Path(__file__).resolve().parent / "page_peers"
FIFTY = "/p/medicine-deliveries/commitments/finished/"
PLACES = {
    "troth: 50 rows, signed in": FIFTY,
    "troth: two columns, both clocks": "/p/lumen-kaveri/commitments/",
}


LONG = "troth: a topic of 10,000 posts, one reader"
# As they would lie there, of both sides; written at once, since only reading them is measured.
POSTS = """
from troth.discussions.models import Post, Topic
from troth.foundation.web.clock import now
from troth.foundation.web.ids import new_ulid
from troth.partnerships.models import Room, Seat
room = Room.objects.get(partnership__slug="lumen-kaveri", kind="shared")
seats = list(Seat.objects.filter(partnership=room.partnership, party__isnull=False, ended_at=None))
topic = Topic.objects.filter(room=room).order_by("id").first()
Post.objects.bulk_create(
    Post(id=new_ulid(), room=room, topic=topic, number=n, turn=n, seat=seats[n % len(seats)],
         text=f"Word {n}", html=f"<p>Word {n}</p>", at=now())
    for n in range(topic.latest + 1, 10_001)
)
Topic.objects.filter(pk=topic.pk).update(latest=10_000, turn=10_000)
print(topic.pk)
"""


@dataclass(frozen=True)
class Measured:
    """One round: requests a second, CPU milliseconds a request, 99th percentile in milliseconds."""

    rate: float
    cpu: float
    p99: float


def wrk(
    url: str, headers: list[str], *, seconds: int, connections: int
) -> tuple[float, int, float]:
    """Requests a second, requests, p99 in ms. Raises where any answer was not 200."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(f"{url} did not answer 200:\n{said}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]  # wrk always says it
    count = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]  # wrk always says it
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()  # type: ignore[union-attr]  # wrk always says it
    return rate, count, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def measure(
    url: str, headers: list[str], spent: Callable[[], float], *, seconds: int, connections: int
) -> Measured:
    """One round, with the server's own CPU."""
    # What the round before left in the queue would be the slowest answer of this one.
    wrk(url, headers, seconds=1, connections=1)
    before = spent()
    rate, count, p99 = wrk(url, headers, seconds=seconds, connections=connections)
    return Measured(rate, (spent() - before) * 1000 / count, p99)


def peer(stack: ExitStack, engine: str, port: int) -> subprocess.Popen[bytes]:
    """Bare Django under Granian with one template engine."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--no-access-log",
    ]
    command += ["--blocking-threads", "1", "--log-level", "error", f"{engine}_app:application"]
    process = stack.enter_context(subprocess.Popen(command, cwd=PEER))
    stack.callback(process.terminate)
    time.sleep(2)
    return process


def tree_cpu(pid: int) -> float:
    """CPU seconds of a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    total = 0.0
    for one in [pid, *map(int, children)]:
        parts = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += (int(parts[11]) + int(parts[12])) / TICKS
    return total


def long_topic(state: Path) -> str:
    """The page of a topic that has grown to 10,000 posts."""
    command = [sys.executable, "-m", "troth", "manage", "shell", "-v", "0", "-c", POSTS]
    env = os.environ | {"TROTH_STATE": str(state), "PYTHONPATH": str(SOURCE)}
    said = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    return f"/p/lumen-kaveri/talk/{said.split()[-1]}/"


def troth_cpu(product: Product) -> float:
    """Web and live together; followers do other work."""
    spent = product.cpu()
    return spent["web"] + spent["live"]


def main() -> None:
    """Measure all in the same rounds and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        print("pages: not run, wrk is not installed")
        return
    found: dict[str, list[Measured]] = {}
    with ExitStack() as stack:
        state = stack.enter_context(fresh_state())
        product = stack.enter_context(serving(state))
        browser = Browser(product, who="lumen")
        headers = [f"Cookie: {browser.cookie}", f"Host: {browser.host}"]
        runs = {
            name: (f"http://{HOST}:{product.port}{path}", headers, lambda: troth_cpu(product))
            for name, path in (PLACES | {LONG: long_topic(state)}).items()
        }
        for port, engine in ((8791, "jinja"), (8792, "django")):
            process = peer(stack, engine, port)
            runs[f"bare Django, {engine} templates, no sign-in"] = (
                f"http://{HOST}:{port}/",
                [],
                lambda pid=process.pid: tree_cpu(pid),
            )
        for _ in range(options.rounds):
            for name, (url, sent, spent) in runs.items():
                many = 1 if name == LONG else options.connections
                found.setdefault(name, []).append(
                    measure(url, sent, spent, seconds=options.seconds, connections=many)
                )
    show(found)


def show(found: dict[str, list[Measured]]) -> None:
    """Medians as a table, with the ratio to the first peer."""
    base = statistics.median(one.cpu for one in found["bare Django, jinja templates, no sign-in"])
    print("| page | requests a second | CPU ms a request | × bare Django with Jinja2 | p99 ms |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, rounds in found.items():
        rate, cpu, p99 = (
            statistics.median(getattr(one, key) for one in rounds) for key in ("rate", "cpu", "p99")
        )
        print(f"| {name} | {rate:.0f} | {cpu:.2f} | {cpu / base:.2f} | {p99:.0f} |")


if __name__ == "__main__":
    main()
