"""`troth import`: promises kept elsewhere, from a file."""

from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from troth.commitments.actions.importing import Source, begin, discard, show
from troth.commitments.incoming import file_hash, read_all
from troth.commitments.incoming_words import note_words, problem_words, refusal_words, write_wrong
from troth.commitments.models import Batch, Reading
from troth.commitments.rules.incoming.columns import read_renames
from troth.commitments.rules.incoming.decoding import Encoding
from troth.commitments.rules.incoming.problems import FileProblem
from troth.commitments.rules.incoming.stamps import EARLIEST, LATEST, DateOrder
from troth.partnerships.models import Room
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone
from troth.site.cli.group import Found, troth
from troth.site.cli.problems import OUT, SHOWN, more_problems
from troth.site.cli.progress import bar

DAY = "%Y-%m-%d"


@troth.group("import")
def import_group() -> None:
    """Bring data in from files."""


@import_group.command("commitments", short_help="Promises from a CSV file.")
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
@click.option("--problems", type=OUT, help="Write every wrong row there, as CSV.")
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
    problems: TextIO | None,
    skip_bad: bool,
) -> None:
    """Bring the promises of a CSV file into a partnership: all of them, or none.

    \b
    It can be stopped with Ctrl-C and started again; nothing is seen before the end, nothing is doubled.
    Examples:
      troth import commitments deliveries.csv --partnership lumen-kaveri
      troth import commitments old.csv --partnership lumen-kaveri --as-of 2012-05-31 --map party=Vendor
      troth import commitments old.csv --partnership lumen-kaveri --problems wrong.csv
    """
    room = room_of(partnership)
    if as_of and not EARLIEST <= as_of.year <= LATEST:
        raise click.BadParameter("please look at the year again.", param_hint="--as-of")
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
        )
        batch = begin(source, room=room, by=None)
        with bar(f"Reading {file.name}", source.size) as progress:
            read_all(stream, batch, progress=lambda _line: progress(stream.tell()))
    if problems:
        write_wrong(problems, batch)
    report(batch, skip_bad=skip_bad)


def room_of(slug: str) -> Room:
    """The shared room of an open table. Raises `UsageError`."""
    shared = Room.objects.filter(partnership__slug=slug, kind=RoomKind.SHARED)
    room = shared.select_related("partnership").first()
    if room is None:
        raise click.UsageError(f"There is no partnership “{slug}” here.")
    if room.partnership.phase != Phase.OPEN:
        raise click.UsageError(f"The partnership “{slug}” is {room.partnership.phase}, not open.")
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
    if batch.state == Reading.VISIBLE:
        click.echo(f"{batch.rows} promises were here already; nothing was doubled.")
        return
    tell_problems(batch)
    if batch.problem_count and not skip_bad:
        count = batch.problem_count
        discard(batch)
        raise Found(
            f"{count} wrong rows, so nothing was taken. Mend them, or leave them out with --skip-bad."
        )
    take(batch)


def tell_problems(batch: Batch) -> None:
    """What is wrong, row by row, and what is worth knowing; on the error stream."""
    for wrong in batch.wrong_rows.all()[:SHOWN]:
        click.echo(f"line {wrong.line}: {problem_words(wrong)}", err=True)
    more_problems(batch.problem_count)
    for note, count in sorted(batch.notes.items()):
        click.echo(note_words(note, count), err=True)


def take(batch: Batch) -> None:
    """Make the batch visible, if there is anything new in it."""
    figures = f"{batch.left_out} left out, {batch.problem_count} wrong"
    if batch.rows == 0:
        here = batch.here_already
        discard(batch)
        click.echo(f"Nothing new: {here} promises were here already; {figures}.")
        return
    show(batch, by=None)
    known = f"{batch.here_already} were here already, " if batch.here_already else ""
    said = "1 promise is" if batch.rows == 1 else f"{batch.rows} promises are"
    click.echo(f"{said} visible now; {known}{figures}.")
