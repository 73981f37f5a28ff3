"""`troth demo`: the example in an empty database, begun anew only when asked to."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from troth.people.models import Person
from troth.site.tests.conftest import Command

PROMISES = "select count(*) from commitments_commitment"
PEOPLE = "select count(*) from people_person"
ONE_IS_REAL = "update people_person set is_example = 0 where id = (select min(id) from people_person) returning 1"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `troth` on a state of its own."""
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env |= {"TROTH_STATE": str(tmp_path / "state"), "PORT": "8123"}

    def troth(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "troth", *arguments]
        return subprocess.run(
            line, env=env, input=said, capture_output=True, text=True, check=False
        )

    return troth


def asked(state: Path, statement: str) -> int:
    """What a statement says of the database in this state, asked beside the product."""
    with closing(sqlite3.connect(state / "troth.sqlite3")) as rows:
        found: int = rows.execute(statement).fetchone()[0]
        rows.commit()
        return found


@pytest.mark.slow
@pytest.mark.sqlite
def test_an_empty_database_is_filled_once_and_begun_anew_when_asked(
    run: Run, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    first = run("demo")
    assert first.returncode == 0, first.stderr
    assert "Creating the tables …" in first.stdout
    assert re.search(r"Ingrid of Lumen +http://lumen\.localhost:8123/", first.stdout)
    assert re.search(r"Ravi of Kaveri +http://kaveri\.localhost:8123/", first.stdout)
    made = asked(state, PROMISES)
    assert made > 4000
    again = run("demo")
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "`troth demo --reset` begins anew" in again.stderr

    # Real people are not wiped away without a word.
    people = asked(state, PEOPLE)
    asked(state, ONE_IS_REAL)
    refused = run("demo", "--reset", said="n\n")
    assert refused.returncode == 130
    assert "who are not of the example" in refused.stdout
    assert (asked(state, PEOPLE), asked(state, PROMISES)) == (people, made)

    reset = run("demo", "--reset", said="y\n")
    assert reset.returncode == 0, reset.stderr
    assert "Emptying the database …" in reset.stdout
    assert (asked(state, PEOPLE), asked(state, PROMISES)) == (people, made)
    assert asked(state, f"{PEOPLE} where not is_example") == 0
    assert run("ledger", "verify").returncode == 0


@pytest.mark.django_db
def test_where_there_is_something_it_asks_for_the_reset(command: Command) -> None:
    Person.objects.create_user("stella@elsewhere.example", "Stella")
    ran = command("demo")
    assert ran.code == 2
    assert "begins anew" in ran.err
