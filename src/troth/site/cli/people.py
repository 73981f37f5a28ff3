"""`troth people`: what an operator does for somebody."""

import click
from django.conf import settings

from troth.people.actions.letting_in import NobodyThere, make_way_in
from troth.site.cli.group import troth


@troth.group("people")
def people_group() -> None:
    """People: let somebody in whom no mail reaches."""


@people_group.command("let-in", short_help="A link by which somebody comes in without mail.")
@click.argument("email")
def let_in_command(*, email: str) -> None:
    """Print a link, good once and for half an hour, by which this person comes in without a code.

    \b
    It asks for no second factor: be sure whom you give it to, and give it to nobody else.
    Example:
      troth people let-in ingrid@lumen.example
    """
    try:
        path = make_way_in(email)
    except NobodyThere:
        raise click.UsageError(f"Nobody who may come in has the address {email}.") from None
    click.echo(settings.BASE_URL + path)
