"""`troth forecast`: how likely promises are kept, file in and file out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from troth.commitments.incoming_words import write_table
from troth.site.cli.group import Found, troth
from troth.site.cli.problems import OUT, SHOWN, more_problems
from troth.site.cli.progress import bar
from troth.trust.forecasting import BadFile, LineProblem, forecast_commitments


@troth.group("forecast")
def forecast_group() -> None:
    """Say how likely something is, from what was known before."""


@forecast_group.command("commitments", short_help="How likely each promise of a file is kept.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    help="Where to write.",
)
@click.option("--problems", type=OUT, help="Write every wrong line there, as CSV.")
@click.option("--skip-bad", is_flag=True, help="Leave wrong lines out instead of writing nothing.")
def forecast_command(*, file: Path, out: TextIO, problems: TextIO | None, skip_bad: bool) -> None:
    """For each row with an asked_at: the probability, stated then, that it is kept by its deadline.

    \b
    Columns: event_id, party, counterparty, promised_at, asked_at, due_at, kept_at.
    Examples:
      troth forecast commitments IN.csv -o OUT.csv
      troth forecast commitments IN.csv --skip-bad > OUT.csv
    """
    try:
        with bar("Forecasting", 1000) as progress:
            written = forecast_commitments(
                file, out, progress=lambda share: progress(int(share * 1000)), skip_bad=skip_bad
            )
    except BadFile as bad:
        tell(bad.problems, count=bad.count, problems=problems)
        raise Found(f"{bad.count} lines cannot be used, so nothing was written.") from None
    if written.left_out:
        tell(written.problems, count=written.left_out, problems=problems)
    click.echo(f"{written.forecasts} forecasts from {written.rows} rows.", err=True)


def tell(found: Sequence[LineProblem], *, count: int, problems: TextIO | None) -> None:
    """The first wrong lines on the error stream, and all of them into a file where one was named."""
    for one in found[:SHOWN]:
        click.echo(str(one), err=True)
    more_problems(count)
    if problems:
        write_table(problems, ((one.line, "", one.sentence) for one in found))
