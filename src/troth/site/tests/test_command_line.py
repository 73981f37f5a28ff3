"""The command line itself: help with examples, one plain line for an error, exit codes 0, 1 and 2."""

import pytest
from django.db import connection

from troth.site.cli.group import troth
from troth.site.tests.conftest import Command

COMMANDS = [
    ("serve",),
    ("demo",),
    ("check",),
    ("import", "commitments"),
    ("forecast", "commitments"),
    ("forecast", "table"),
    ("ledger", "verify"),
    ("mail-in",),
]


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_with_an_example(
    command: Command, name: tuple[str, ...]
) -> None:
    ran = command(*name, "--help")
    assert ran.code == 0
    assert "Examples:" in ran.out
    assert f"troth {' '.join(name)}" in ran.out


def test_the_help_names_every_command_in_a_whole_sentence(command: Command) -> None:
    ran = command("--help")
    shown = {name for name, one in troth.commands.items() if not one.hidden}
    assert shown == {
        *("serve", "demo", "check", "import", "forecast", "people", "ledger", "manage", "mail-in"),
    }
    assert all(f"  {name} " in ran.out for name in shown)
    assert "..." not in ran.out.partition("Commands:")[2]
    assert "troth ledger verify" in ran.out


@pytest.mark.parametrize("name", [(), ("import",), ("ledger",)])
def test_naming_only_a_group_shows_what_it_can_do(command: Command, name: tuple[str, ...]) -> None:
    ran = command(*name)
    assert ran.code == 2
    assert "Commands:" in ran.err


@pytest.mark.parametrize("said", [("nonsense",), ("check", "--loudly"), ("ledger", "nonsense")])
def test_what_is_not_known_is_one_plain_line(command: Command, said: tuple[str, ...]) -> None:
    ran = command(*said)
    assert ran.code == 2
    assert ran.err.startswith("troth: ")
    assert len(ran.err.splitlines()) == 1


def test_the_version_is_said(command: Command) -> None:
    ran = command("--version")
    assert ran.code == 0
    assert ran.out.startswith("troth ")


@pytest.mark.django_db
def test_a_database_that_cannot_be_used_is_one_plain_line(command: Command) -> None:
    def refuse(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        return execute("select 1 from nowhere", params, many, context)  # type: ignore[operator]  # Django's wrapper

    with connection.execute_wrapper(refuse):
        ran = command("import", "commitments", __file__, "--partnership", "x")
    assert ran.code == 2
    assert "The database cannot be used." in ran.err
    assert len(ran.err.splitlines()) == 1


def test_whoever_stops_it_is_told_so(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_said: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("troth.site.cli.checking.weak_settings", stopped)
    ran = command("check")
    assert (ran.code, ran.err.strip()) == (130, "Stopped.")
