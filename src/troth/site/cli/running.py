"""`troth serve` and what belongs to running a server."""

import click
from django.core.management import execute_from_command_line

from troth.site.cli.group import troth
from troth.site.serving.follow import follow
from troth.site.serving.supervisor import Trouble, serve


@troth.command("serve", short_help="Serve the product at one address.")
@click.option(
    "--behind-proxy", is_flag=True, help="Leave the port to another proxy; listen on sockets only."
)
@click.option(
    "--example/--no-example", default=None, help="With the example partnerships, or without."
)
def serve_command(*, behind_proxy: bool, example: bool | None) -> None:
    """Serve the product: pages, live updates, followers and clocks, at one address.

    \b
    Examples:
      troth serve
      PORT=9000 TROTH_STATE=/srv/troth troth serve
      troth serve --behind-proxy
    """
    try:
        serve(behind_proxy=behind_proxy, example=example)
    except Trouble as trouble:
        raise click.ClickException(str(trouble)) from None


@troth.command(
    "manage",
    context_settings={"ignore_unknown_options": True},
    add_help_option=False,
    short_help="Django's own commands.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage_command(arguments: tuple[str, ...]) -> None:
    """Django's own commands, for those who know them: `troth manage migrate`."""
    execute_from_command_line(["troth manage", *arguments])


@troth.command("follow", hidden=True)
def follow_command() -> None:
    """The follow process; `troth serve` starts it."""
    follow()
