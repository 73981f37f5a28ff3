"""`troth demo`: the example in an empty database, begun anew only when asked to."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from troth.people.models import Person
from troth.site.tests.conftest import Command

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


def count(run: Run, line: str) -> str:
    names = (
        "from troth.commitments.models import Commitment; from troth.people.models import Person"
    )
    return run("manage", "shell", "-v0", "-c", f"{names}; print({line})").stdout.strip()


@pytest.mark.slow
@pytest.mark.sqlite
def test_an_empty_database_is_filled_once_and_begun_anew_when_asked(run: Run) -> None:
    first = run("demo")
    assert first.returncode == 0, first.stderr
    assert "Creating the tables …" in first.stdout
    assert re.search(r"Ingrid of Lumen +http://lumen\.localhost:8123/", first.stdout)
    assert re.search(r"Ravi of Kaveri +http://kaveri\.localhost:8123/", first.stdout)
    made = count(run, "Commitment.objects.count()")
    assert int(made) > 4000
    again = run("demo")
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "`troth demo --reset` begins anew" in again.stderr
    run(
        "manage",
        "shell",
        "-v0",
        "-c",
        "from troth.commitments.models import Batch; Batch.objects.update(file_name='x')",
    )
    reset = run("demo", "--reset")
    assert reset.returncode == 0, reset.stderr
    assert "Emptying the database …" in reset.stdout
    assert count(run, "Commitment.objects.count()") == made
    assert run("ledger", "verify").returncode == 0


@pytest.mark.slow
@pytest.mark.sqlite
def test_real_people_are_not_wiped_away_without_a_word(run: Run, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    run("manage", "migrate", "-v0")
    made = "Person.objects.create_user('stella@elsewhere.example', 'Stella').pk"
    assert count(run, made)
    refused = run("demo", "--reset", said="n\n")
    assert refused.returncode == 130
    assert "who are not of the example" in refused.stdout
    assert count(run, "Person.objects.count()") == "1"


@pytest.mark.django_db
def test_where_there_is_something_it_asks_for_the_reset(command: Command) -> None:
    Person.objects.create_user("stella@elsewhere.example", "Stella")
    ran = command("demo")
    assert ran.code == 2
    assert "begins anew" in ran.err
