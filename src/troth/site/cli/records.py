"""`troth ledger`: the record, checked from its bytes."""

import sys

import click

from troth.ledger.models import Head
from troth.ledger.queries import heads
from troth.ledger.verification import verify
from troth.site.cli.group import Found, troth


@troth.group("ledger")
def ledger_group() -> None:
    """The record: check that nothing in it was changed."""


@ledger_group.command("verify", short_help="Check the whole record from its bytes.")
@click.option("--log", "log", metavar="ID", help="Only this log.")
def verify_command(*, log: str | None) -> None:
    """Recompute the whole record from its bytes; exit code 1 and the first wrong place if something differs.

    \b
    Examples:
      troth ledger verify
      troth ledger verify --log 01J00000000000000000000000
    """
    sizes = heads([log]) if log else every_head()
    found = 0
    with click.progressbar(
        length=max(1, sum(sizes.values())), label="Checking", file=sys.stderr
    ) as shown:
        seen: dict[str, int] = {}

        def tell(which: str, at: int, _size: int) -> None:
            shown.update(max(0, at - seen.get(which, 0)))
            seen[which] = at

        for finding in verify([log] if log else (), progress=tell):
            found += 1
            click.echo(str(finding))
    if found:
        raise Found(f"The record is not consistent: {found} findings.")
    entries, logs = sum(sizes.values()), len(sizes)
    click.echo(
        f"The record is consistent: {entries} entries in {logs} logs are in their place, and every signature verifies."
    )


def every_head() -> dict[str, int]:
    """The size of every log."""
    return heads(list(Head.objects.values_list("log", flat=True)))
