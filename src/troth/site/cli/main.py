"""Running one command: Django is loaded first, and errors are said in one plain line."""

import importlib
import os
import sys
from collections.abc import Sequence

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from troth.site.cli.group import Found, troth
from troth.site.env import WrongSetting, read_env

USAGE = 2
FOUND = 1
# Commands that may make the state folder; the others leave no trace where they are called.
KEEPS_STATE = frozenset({"serve", "demo", "manage"})
STOPPED = 130
NO_DATABASE = (
    "The database cannot be used. "
    "`troth serve` and `troth demo` prepare it; DATABASE_URL says which it is."
)
# What is said in plain words; anything else is a fault of ours and shows where.
KNOWN = (Found, click.ClickException, DatabaseError, WrongSetting, ImproperlyConfigured, OSError)


def prepare(arguments: Sequence[str]) -> None:
    """Load Django, with what the command line says about it already in the environment."""
    if "--example" in arguments:
        os.environ["TROTH_EXAMPLE"] = "yes"
    if arguments and arguments[0] in KEEPS_STATE:
        read_env().troth_state.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.site.settings")
    django.setup()


def say(error: BaseException) -> None:
    """One plain line on the error stream; the whole help where somebody only named a group."""
    words = error.format_message() if isinstance(error, click.ClickException) else str(error)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(words, err=True)
        return
    line = " ".join(words.split())
    click.echo(
        f"troth: {NO_DATABASE} ({line})" if isinstance(error, DatabaseError) else f"troth: {line}",
        err=True,
    )


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; also what tests call."""
    try:
        troth.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="troth",
            standalone_mode=False,
        )
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return STOPPED
    except KNOWN as error:
        say(error)
        return FOUND if isinstance(error, Found) else USAGE
    return 0


def main() -> None:
    """What the script `troth` calls."""
    try:
        prepare(sys.argv[1:])
    except (WrongSetting, ImproperlyConfigured, OSError) as error:
        say(error)
        sys.exit(USAGE)
    # Commands register themselves when they are imported, which needs a loaded Django.
    importlib.import_module("troth.site.cli.commands")
    sys.exit(run())
