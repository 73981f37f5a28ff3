"""What is wrong with the rows of a file: the first of them in words, all of them as a table."""

import click

SHOWN = 50
# Made when there is something to write, so that a command that stops before leaves no empty file.
OUT = click.File("w", encoding="utf-8", lazy=True)


def more_problems(count: int) -> None:
    """How many more there are than were said, and how to get them; on the error stream."""
    if count > SHOWN:
        click.echo(f"… and {count - SHOWN} more; --problems FILE writes them all.", err=True)
