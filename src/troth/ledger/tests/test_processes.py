"""Several processes on one SQLite file, killed at any moment: what was acknowledged is there."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import tables
from troth.foundation.web.ids import new_ulid

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]

BEGIN = """
import os, sys, random
os.environ["DJANGO_SETTINGS_MODULE"] = "troth.site.settings"
import troth.site, django
django.setup()
from django.db import transaction
from troth.ledger.checkpoints import sign_now
from troth.ledger.follower import TreeFollower, run_pass
from troth.ledger.models import Entry
from troth.ledger.testing import light
from troth.ledger.verification import verify
"""
WRITE = """
while True:
    (entry,) = light(random.choice(sys.argv[1:]), note="words")
    print(f"{entry.log} {entry.idx} {bytes(entry.leaf_hash).hex()}", flush=True)
"""
FOLLOW = """
while True:
    run_pass([TreeFollower()])
    sign_now(random.choice(sys.argv[1:]))
"""
CHECK = """
import json
for log in sys.argv[1:]:
    run_pass([TreeFollower()])
    sign_now(log)
rows = Entry.objects.values_list("log", "idx", "leaf_hash")
there = [f"{log} {idx} {bytes(leaf).hex()}" for log, idx, leaf in rows]
print(json.dumps({"found": [str(each) for each in verify()], "there": there}))
"""


class House:
    """Processes that share a state folder."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.logs = [new_ulid() for _ in range(3)]

    def start(self, code: str, output: Path | None = None) -> "subprocess.Popen[str]":
        env = {
            **os.environ,
            "TROTH_STATE": str(self.state),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        env.pop("DATABASE_URL", None)
        command = [sys.executable, "-c", BEGIN + code, *self.logs]
        target = output.open("w") if output else subprocess.PIPE
        return subprocess.Popen(command, env=env, stdout=target, text=True)

    def run(self, code: str) -> str:
        process = self.start(code)
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return output


def test_nothing_acknowledged_is_lost_when_processes_are_killed(tmp_path: Path) -> None:
    house = House(tmp_path)
    tables.lay_into(tmp_path)
    outputs = [tmp_path / f"writer{number}" for number in range(6)]
    for pair in (outputs[:3], outputs[3:]):
        running = [house.start(WRITE, output) for output in pair] + [house.start(FOLLOW)]
        deadline = time.monotonic() + 60
        while not all(output.stat().st_size > 2000 for output in pair):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        for process in running:
            process.send_signal(signal.SIGKILL)
            process.wait()
    said = json.loads(house.run(CHECK).splitlines()[-1])
    acknowledged = {
        line for output in outputs for line in output.read_text().splitlines() if len(line) > 90
    }
    assert said["found"] == []
    assert len(acknowledged) > 100
    assert acknowledged <= set(said["there"])
