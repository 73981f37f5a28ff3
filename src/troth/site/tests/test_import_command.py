"""`troth import commitments`: exit code 0, 1 or 2, one plain line for an error, all or nothing."""

import csv
import fcntl
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import tables
from troth.commitments.models import Batch, Commitment
from troth.commitments.queries.lists import tallies
from troth.commitments.tests.files import HEADER, KEPT, LATE, NEVER, many, text
from troth.ledger.queries import head
from troth.partnerships.models import Partnership, Party
from troth.partnerships.models.seats import Standing
from troth.partnerships.testing import Cast
from troth.site.tests.conftest import Command

pytestmark = pytest.mark.django_db
HERE = ("--partnership", "lumen-kaveri")
BAD = "X1,Mylab,Kenya,2011-01-03,soon,"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "old.csv"
    path.write_bytes(text(KEPT, LATE, NEVER))
    return path


def shown(cast: Cast) -> int:
    return Commitment.objects.in_rooms([cast.shared.id]).count()


def test_a_file_comes_in_and_says_how_many(cast: Cast, command: Command, given: Path) -> None:
    ran = command("import", "commitments", given, *HERE)
    assert (ran.code, shown(cast)) == (0, 3)
    assert "3 promises are visible now" in ran.out


def test_the_same_again_doubles_nothing_and_says_so(
    cast: Cast, command: Command, given: Path
) -> None:
    command("import", "commitments", given, *HERE)
    size = head(cast.shared.id)
    ran = command("import", "commitments", given, *HERE)
    assert (ran.code, shown(cast), head(cast.shared.id)) == (0, 3, size)
    assert "3 promises were here already; nothing was doubled." in ran.out


def test_a_newer_file_brings_what_is_new(cast: Cast, command: Command, given: Path) -> None:
    command("import", "commitments", given, *HERE)
    given.write_bytes(text(KEPT, LATE, NEVER, KEPT.replace("K1", "K2")))
    ran = command("import", "commitments", given, *HERE)
    assert "1 promise is visible now; 3 were here already" in ran.out
    assert shown(cast) == 4


def test_a_file_with_nothing_new_records_nothing(cast: Cast, command: Command, given: Path) -> None:
    command("import", "commitments", given, *HERE)
    size = head(cast.shared.id)
    given.write_bytes(text(NEVER, KEPT))
    ran = command("import", "commitments", given, *HERE)
    assert (ran.code, head(cast.shared.id), Batch.objects.count()) == (0, size, 1)
    assert "Nothing new: 2 promises were here already" in ran.out


def test_one_wrong_row_and_nothing_is_taken(cast: Cast, command: Command, given: Path) -> None:
    given.write_bytes(text(KEPT, BAD))
    ran = command("import", "commitments", given, *HERE)
    assert (ran.code, Commitment.objects.count(), Batch.objects.count()) == (1, 0, 0)
    assert not Party.objects.filter(standing=Standing.NAMED).exists()
    assert "line 3: due_at is not a date" in ran.err
    assert ran.err.splitlines()[-1].startswith("troth: 1 wrong rows, so nothing was taken.")


def test_wrong_rows_can_be_left_out(cast: Cast, command: Command, given: Path) -> None:
    given.write_bytes(text(KEPT, BAD))
    ran = command("import", "commitments", given, *HERE, "--skip-bad")
    assert (ran.code, shown(cast)) == (0, 1)
    assert "1 wrong" in ran.out


def test_what_is_visible_stays_when_the_same_file_comes_without_skipping(
    cast: Cast, command: Command, given: Path
) -> None:
    given.write_bytes(text(KEPT, BAD))
    command("import", "commitments", given, *HERE, "--skip-bad")
    assert command("import", "commitments", given, *HERE).code == 0
    assert shown(cast) == 1


def test_of_many_wrong_rows_the_first_are_named(cast: Cast, command: Command, given: Path) -> None:
    given.write_bytes(text(*[BAD.replace("X1", f"X{n}") for n in range(60)]))
    ran = command("import", "commitments", given, *HERE)
    assert "line 51:" in ran.err
    assert "line 52:" not in ran.err
    assert "… and 10 more; --problems FILE writes them all." in ran.err


def test_all_wrong_rows_can_be_written_to_a_file(
    cast: Cast, command: Command, given: Path, tmp_path: Path
) -> None:
    given.write_bytes(text(KEPT, *[BAD.replace("X1", f"X{n}") for n in range(60)]))
    wrong = tmp_path / "wrong.csv"
    ran = command("import", "commitments", given, *HERE, "--problems", wrong)
    assert (ran.code, Commitment.objects.count()) == (1, 0)
    with wrong.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [int(row["line"]) for row in rows] == list(range(3, 63))
    assert rows[0]["column"] == "due_at"
    assert rows[0]["what is wrong"].startswith("due_at is not a date that can be read: “soon”.")


def test_without_a_wrong_row_the_file_for_them_holds_its_heading_alone(
    cast: Cast, command: Command, given: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.csv"
    assert command("import", "commitments", given, *HERE, "--problems", wrong).code == 0
    assert wrong.read_text() == "line,column,what is wrong\n"


def test_what_is_worth_knowing_is_said(cast: Cast, command: Command, given: Path) -> None:
    given.write_bytes(text(KEPT.replace("2011-01-30", "2011-01-02")))
    ran = command("import", "commitments", given, *HERE)
    assert "One row was kept before its promise was written down." in ran.err


def test_day_zone_names_and_order_can_be_said(cast: Cast, command: Command, given: Path) -> None:
    header = HEADER.replace("party,counter", "Vendor,counter")
    row = "K1,Møller,Kenya,03/01/2011,01/02/2011,11/02/2011"
    given.write_bytes(text(row, header=header).decode().encode("latin-1"))
    said = ["--as-of", "2011-02-05", "--zone", "Africa/Nairobi", "--map", "party=Vendor"]
    ran = command(
        "import", "commitments", given, *HERE, *said, "--dates", "dmy", "--encoding", "latin-1"
    )
    one = Commitment.objects.select_related("promiser").get()
    assert ran.code == 0
    assert (one.promiser.name, one.zone, one.outcome) == ("Møller", "Africa/Nairobi", "open")
    assert str(Batch.objects.get().as_of) == "2011-02-05"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["--partnership", "nowhere"], "There is no partnership “nowhere” here."),
        ([*HERE, "--zone", "Mars"], "“Mars” is no time zone"),
        ([*HERE, "--map", "party"], "write it as party=Vendor"),
        ([*HERE, "--as-of", "soon"], "--as-of"),
        ([*HERE, "--as-of", "9999-12-31"], "--as-of: please look at the year again."),
        ([*HERE, "--as-of", "0001-01-01"], "--as-of: please look at the year again."),
        ([], "--partnership"),
    ],
)
def test_bad_usage_is_one_plain_line(
    cast: Cast, command: Command, given: Path, said: list[str], words: str
) -> None:
    ran = command("import", "commitments", given, *said)
    assert (ran.code, Batch.objects.count()) == (2, 0)
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("phase", ["proposed", "closed"])
def test_a_table_that_is_not_open_takes_no_file(
    cast: Cast, command: Command, given: Path, phase: str
) -> None:
    Partnership.objects.update(phase=phase)
    ran = command("import", "commitments", given, *HERE)
    assert (ran.code, Batch.objects.count()) == (2, 0)
    assert f"is {phase}, not open" in ran.err


def test_a_file_that_is_none_is_said_in_one_line(cast: Cast, command: Command, given: Path) -> None:
    given.write_bytes(b"PK\x03\x04")
    ran = command("import", "commitments", given, *HERE)
    assert (ran.code, Batch.objects.count()) == (1, 0)
    assert ran.err.splitlines()[-1].endswith("Save the sheet as CSV first.")


def state_of(tmp_path: Path) -> dict[str, str]:
    """An own server with an own table, for processes of their own."""
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env |= {"TROTH_STATE": str(tmp_path / "state")}
    tables.lay_into(tmp_path / "state")
    lines = "from troth.partnerships.testing import set_table; set_table()"
    troth(env, "manage", "shell", "-v0", "-c", lines)
    return env


def troth(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "troth", *arguments]
    return subprocess.run(line, env=env, capture_output=True, text=True, check=False)


def rows_in(env: dict[str, str], line: str) -> int:
    question = f"from troth.commitments.models import Batch, Commitment; print({line})"
    return int(troth(env, "manage", "shell", "-v0", "-c", question).stdout)


@contextmanager
def held_up(state: Path, *, after: int) -> Iterator[None]:
    """Others wait to write from the moment on at which so many promises lie there.

    They are let in one after the other until then, so that no fast machine can be through before.
    """
    path = state / "troth.sqlite3"
    with closing(sqlite3.connect(path)) as rows, Path(f"{path}.gate").open("a") as gate:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            fcntl.flock(gate, fcntl.LOCK_EX)
            if rows.execute("select count(*) from commitments_commitment").fetchone()[0] >= after:
                yield
                return
            fcntl.flock(gate, fcntl.LOCK_UN)
            time.sleep(0.001)
    raise AssertionError("nothing was brought in within a minute")


@pytest.fixture
def ctrl_c_is_heard() -> Iterator[None]:
    """A run that was begun in the background does not listen, and what it starts would not either."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.usefixtures("ctrl_c_is_heard")
def test_stopped_by_ctrl_c_it_goes_on_and_doubles_nothing(tmp_path: Path) -> None:
    env, given = state_of(tmp_path), tmp_path / "large.csv"
    given.write_bytes(many(12_000))
    line = [sys.executable, "-m", "troth", "import", "commitments", str(given), *HERE]
    with subprocess.Popen(line, env=env, stderr=subprocess.PIPE, text=True) as process:
        with held_up(tmp_path / "state", after=1):
            process.send_signal(signal.SIGINT)
        # Not while it is held up: what it still writes on its way out would wait for us.
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert said.splitlines()[-1] == "Stopped."
    hidden = rows_in(env, "Commitment.objects.filter(batch__visible_at=None).count()")
    assert 0 < hidden < 12_000
    again = troth(env, "import", "commitments", str(given), *HERE)
    assert again.returncode == 0
    assert "12000 promises are visible now; 0 left out, 0 wrong." in again.stdout
    assert rows_in(env, "Commitment.objects.count()") == 12_000


def test_all_counts_appear_at_once(cast: Cast, command: Command, given: Path) -> None:
    given.write_bytes(many(1000))
    assert tallies(cast.shared.id) == []
    command("import", "commitments", given, *HERE)
    assert sum(one.finished for one in tallies(cast.shared.id)) == 1000
