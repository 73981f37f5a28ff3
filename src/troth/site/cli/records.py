"""`troth ledger`: the record, checked from its bytes."""

import sys

import click

from troth.ledger.verification import verify
from troth.site.cli.main import Found, troth


@troth.group("ledger")
def ledger_group() -> None:
    """The record: check that nothing in it was changed."""


@ledger_group.command("verify")
@click.option("--log", "log", metavar="ID", help="Only this log.")
def verify_command(*, log: str | None) -> None:
    """Recompute the whole record from its bytes; exit code 1 and the first wrong place if something differs.

    \b
    Examples:
      troth ledger verify
      troth ledger verify --log 01J00000000000000000000000
    """
    found = 0
    with click.progressbar(length=1, label="Checking", file=sys.stderr, show_eta=False) as shown:
        for finding in verify(log):
            found += 1
            click.echo(str(finding))
        shown.update(1)
    if found:
        raise Found(f"The record is not consistent: {found} findings.")
    click.echo(
        "The record is consistent: every entry is in its place and every signature verifies."
    )
