"""`troth check`: every weak setting in plain words."""

import click

from troth.site.check import weak_settings
from troth.site.cli.group import Found, troth


@troth.command("check", short_help="Name every weak setting in plain words.")
def check_command() -> None:
    """Name every weak setting of this server in plain words; exit code 1 where there is one.

    \b
    Examples:
      troth check
      BASE_URL=https://troth.example.org troth check
    """
    weak = list(weak_settings())
    for line in weak:
        click.echo(f"• {line}")
    if weak:
        raise Found(f"{len(weak)} to look at.")
    click.echo("Nothing weak was found.")
