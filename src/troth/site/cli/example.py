"""`troth demo`: the example, filled or begun anew."""

import shutil

import click
from django.conf import settings
from django.db import connection

from troth.people.models import Person
from troth.site.cli.group import troth
from troth.site.example import entrances, fill
from troth.site.serving.preparing import migrate_if_needed


@troth.command("demo", short_help="Fill in the example, or begin it anew.")
@click.option("--reset", is_flag=True, help="Empty the database first. Everything in it is lost.")
@click.option("--yes", is_flag=True, help="Do not ask before emptying.")
def demo_command(*, reset: bool, yes: bool) -> None:
    """Fill an empty database with the example partnerships, or begin them anew.

    \b
    Examples:
      troth demo
      troth demo --reset
    """
    migrate_if_needed(click.echo)
    real = Person.objects.filter(is_example=False).exists()
    if reset and real and not yes:
        click.confirm(
            "There are people here who are not of the example. Empty everything all the same?",
            abort=True,
        )
    if reset:
        empty()
    elif Person.objects.exists():
        raise click.UsageError(
            "There is something in the database already. `troth demo --reset` begins anew."
        )
    fill(click.echo)
    for name, address in entrances(settings.BASE_URL):
        click.echo(f"  {name:<28} {address}")


def empty() -> None:
    """Drop every table and the marks of the old record, and make the tables again."""
    click.echo("Emptying the database …")
    if connection.vendor == "sqlite":
        drop_sqlite()
    else:
        with connection.cursor() as cursor:
            cursor.execute("drop schema public cascade; create schema public")
    for mark in (settings.TROTH_STATE / "ledger").glob("*.hw"):
        mark.unlink()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    migrate_if_needed(click.echo)


def drop_sqlite() -> None:
    """Drop what the file holds; the file itself stays, because others may have it open."""
    with connection.cursor() as cursor:
        cursor.execute("pragma foreign_keys=off")
        cursor.execute(
            "select type, name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'"
        )
        for kind, name in cursor.fetchall():
            cursor.execute(f'drop {kind} if exists "{name}"')
        cursor.execute("pragma foreign_keys=on")
