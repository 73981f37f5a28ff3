"""`troth import` and `troth forecast`: files in and out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from troth.commitments.actions.importing import Source, begin, discard, show
from troth.commitments.incoming import file_hash, read_all
from troth.commitments.incoming_words import problem_words, refusal_words
from troth.commitments.models import Batch, Reading
from troth.commitments.rules.incoming.columns import read_renames
from troth.commitments.rules.incoming.decoding import Encoding
from troth.commitments.rules.incoming.problems import FileProblem
from troth.commitments.rules.incoming.stamps import DateOrder
from troth.partnerships.models import Room
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone
from troth.site.cli.group import Found, troth
from troth.trust.forecasting import BadFile, forecast_commitments

DAY = "%Y-%m-%d"
SHOWN = 50


@troth.group("import")
def import_group() -> None:
    """Bring data in from files."""


@import_group.command("commitments")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partnership", required=True, metavar="SLUG", help="The table they belong to.")
@click.option("--as-of", type=click.DateTime([DAY]), help="Read the file as it was known that day.")
@click.option("--zone", default="UTC", show_default=True, help="Time zone of dates without one.")
@click.option(
    "--map", "renames", multiple=True, metavar="OURS=THEIRS", help="A column's name in the file."
)
@click.option(
    "--dates", type=click.Choice([one.value for one in DateOrder]), default="ymd", show_default=True
)
@click.option(
    "--encoding",
    type=click.Choice([one.value for one in Encoding]),
    default="found",
    show_default=True,
)
@click.option("--skip-bad", is_flag=True, help="Leave wrong rows out instead of taking nothing.")
def import_command(
    *,
    file: Path,
    partnership: str,
    as_of: datetime | None,
    zone: str,
    renames: tuple[str, ...],
    dates: str,
    encoding: str,
    skip_bad: bool,
) -> None:
    """Bring the promises of a CSV file into a partnership: all of them, or none.

    \b
    It can be stopped with Ctrl-C and started again; nothing is seen before the end, nothing is doubled.
    Examples:
      troth import commitments deliveries.csv --partnership lumen-kaveri
      troth import commitments old.csv --partnership lumen-kaveri --as-of 2012-05-31 --map party=Vendor
    """
    room = room_of(partnership)
    if known_zone(zone) != zone:
        raise click.BadParameter(
            f"“{zone}” is no time zone; write one such as Europe/Oslo.", param_hint="--zone"
        )
    with file.open("rb") as stream:
        source = Source(
            name=file.name,
            hash=file_hash(stream),
            size=file.stat().st_size,
            zone=zone,
            as_of=as_of.date() if as_of else None,
            order=DateOrder(dates),
            encoding=encoding,
            renames=renamed(renames),
            skip_bad=skip_bad,
        )
        batch = begin(source, room=room, by=None)
        with bar(f"Reading {file.name}", source.size) as progress:
            read_all(stream, batch, progress=lambda _line: progress(stream.tell()))
    report(batch, skip_bad=skip_bad)


def room_of(slug: str) -> Room:
    """The shared room of a table. Raises `UsageError`."""
    room = Room.objects.filter(partnership__slug=slug, kind=RoomKind.SHARED).first()
    if room is None:
        raise click.UsageError(f"There is no partnership “{slug}” here.")
    return room


def renamed(pairs: tuple[str, ...]) -> dict[str, str]:
    """The columns under their names in the file. Raises `UsageError`."""
    try:
        return read_renames(pairs)
    except FileProblem as problem:
        raise click.BadParameter(
            f"write it as party=Vendor, not {problem.shown}", param_hint="--map"
        ) from None


def report(batch: Batch, *, skip_bad: bool) -> None:
    """Say what became of the file. Raises `Found` where nothing was taken."""
    if batch.state == Reading.REFUSED:
        words = refusal_words(batch)
        discard(batch)
        raise Found(words)
    for problem in batch.problems[:SHOWN]:
        click.echo(f"line {problem['line']}: {problem_words(problem)}", err=True)
    if batch.problem_count > SHOWN:
        click.echo(f"… and {batch.problem_count - SHOWN} more", err=True)
    if batch.problem_count and not skip_bad:
        count = batch.problem_count
        discard(batch)
        raise Found(
            f"{count} wrong rows, so nothing was taken. Mend them, or leave them out with --skip-bad."
        )
    fresh = show(batch, by=None)
    said = "are visible now" if fresh else "were here already; nothing was doubled"
    click.echo(
        f"{batch.rows} promises {said}; {batch.left_out} left out, {batch.problem_count} wrong."
    )


@contextmanager
def bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar that is told a place, not a step."""
    with click.progressbar(length=max(1, length), label=label, file=sys.stderr) as shown:
        yield lambda place: shown.update(max(0, place - shown.pos))


@troth.group("forecast")
def forecast_group() -> None:
    """Say how likely something is, from what was known before."""


@forecast_group.command("commitments")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    help="Where to write.",
)
@click.option("--skip-bad", is_flag=True, help="Leave wrong lines out instead of writing nothing.")
def forecast_command(*, file: Path, out: TextIO, skip_bad: bool) -> None:
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
        for problem in bad.problems:
            click.echo(str(problem), err=True)
        raise Found(f"{bad.count} lines cannot be used, so nothing was written.") from None
    click.echo(f"{written.forecasts} forecasts from {written.rows} rows.", err=True)
