"""`troth forecast`: how likely promises are kept, and how one side will rate another; file in and file out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TextIO

import click

from troth.commitments.incoming_words import write_table
from troth.site.cli.group import Found, troth
from troth.site.cli.problems import OUT, SHOWN, more_problems
from troth.site.cli.progress import bar
from troth.trust.forecasting import Written, forecast_commitments, forecast_ratings
from troth.trust.happening_files import BadFile, LineProblem, Progress

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
TO = click.option(
    "-o",
    "--out",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    help="Where to write.",
)
PROBLEMS = click.option("--problems", type=OUT, help="Write every wrong line there, as CSV.")
SKIP = click.option(
    "--skip-bad", is_flag=True, help="Leave wrong lines out instead of writing nothing."
)


@troth.group("forecast")
def forecast_group() -> None:
    """Say how likely something is, from what was known before."""


@forecast_group.command("commitments", short_help="How likely each promise of a file is kept.")
@FILE
@TO
@PROBLEMS
@SKIP
def forecast_command(*, file: Path, out: TextIO, problems: TextIO | None, skip_bad: bool) -> None:
    """For each row with an asked_at: the probability, stated then, that it is kept by its deadline.

    \b
    Columns: event_id, party, counterparty, promised_at, asked_at, due_at, kept_at.
    Examples:
      troth forecast commitments IN.csv -o OUT.csv
      troth forecast commitments IN.csv --skip-bad > OUT.csv
    """
    run(forecast_commitments, file, out=out, problems=problems, skip_bad=skip_bad)


@forecast_group.command("ratings", short_help="How each rater of a file will rate each time.")
@FILE
@TO
@PROBLEMS
@SKIP
def ratings_command(*, file: Path, out: TextIO, problems: TextIO | None, skip_bad: bool) -> None:
    """For each row: the rating to expect, stated from ratings strictly earlier than its own time.

    \b
    Columns: edge_id, rater, ratee, rated_at, rating (from -10 to 10).
    Writes:  edge_id, r_forecast (from -10 to 10), in order of time.
    Examples:
      troth forecast ratings IN.csv -o OUT.csv
      troth forecast ratings IN.csv --skip-bad > OUT.csv
    """
    run(forecast_ratings, file, out=out, problems=problems, skip_bad=skip_bad)


class Forecasting(Protocol):
    """Reads one kind of file and writes its forecasts."""

    def __call__(
        self, source: Path, target: TextIO, *, progress: Progress | None, skip_bad: bool
    ) -> Written:
        """What became of the file; BadFile if nothing."""


def run(
    forecast: Forecasting, file: Path, *, out: TextIO, problems: TextIO | None, skip_bad: bool
) -> None:
    """Forecast a file under a progress bar, and say in lines of their own what could not be used."""
    try:
        with bar("Forecasting", 1000) as progress:
            written = forecast(
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
