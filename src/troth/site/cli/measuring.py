"""`troth forecast table`: what each kind of the table of evidence is worth, measured on this server's own evidence."""

from collections.abc import Iterator

import click

from troth.foundation.web.clock import now
from troth.site.cli.forecasting import forecast_group
from troth.site.cli.progress import bar
from troth.trust.queries.worth import Measured, measure, tables_with_evidence
from troth.trust.rules.table import VERSION
from troth.trust.rules.worth import TABLES, Gain, Verdict, Worth

WORDS = {
    Verdict.NOT_YET: "not enough yet",
    Verdict.FORECASTS: "forecasts what comes later",
    Verdict.SAYS_MORE: "says more than the table gives it: twice its weight forecasts better",
    Verdict.SAYS_LESS: "says less than the table gives it: half its weight forecasts better",
    Verdict.NOTHING: "says nothing about what comes later: to be dropped",
}
LINE = "{:<14} {:>9} {:>10} {:>9}  {:>16}  {:>16}  {:>16}  {}"
HEADINGS = ("kind", "pieces", "directions", "later", "left in", "half", "twice", "what follows")
UNTOLD = "–"
LEGEND = """\
left in: how much better what comes later is forecast with the kind than without it.
half, twice: how much better than now it would be forecast with so much of its weight.
In thousandths of a nat for each later piece, ± one standard error over partnerships."""


@forecast_group.command(
    "table", short_help="What each kind of evidence says about what comes later."
)
def table_command() -> None:
    """For each row of the table of evidence: how well it forecasts what comes later on this server.

    Reads the evidence of shared rooms, changes nothing, and names nobody: every figure is a sum over at least five
    partnerships. What follows from it for the table is for the makers of Troth to do, in a release.

    \b
    Examples:
      troth forecast table
      troth forecast table > worth.txt
    """
    rooms = tables_with_evidence()
    with bar("Measuring", len(rooms)) as progress:
        found = measure(rooms, now=now(), progress=progress)
    for line in told(found):
        click.echo(line)


def told(found: Measured) -> Iterator[str]:
    """What was measured, in lines."""
    yield f"The table of evidence, version {VERSION}. {on_what(found)}"
    yield ""
    yield LINE.format(*HEADINGS).rstrip()
    for one in found.worths:
        yield LINE.format(*cells(one))
    yield ""
    yield LEGEND


def on_what(found: Measured) -> str:
    """At how many partnerships it was measured."""
    if not found.is_enough:
        return f"Fewer than {TABLES} partnerships have evidence, so there is nothing to tell yet."
    return f"Measured on the evidence of {found.tables:,} partnerships."


def cells(one: Worth) -> tuple[str, ...]:
    """One row of the table."""
    if one.gains is None:
        return (one.kind.value, *[UNTOLD] * 6, WORDS[one.verdict])
    counts = (f"{count:,}" for count in (one.pieces, one.directions, one.later))
    gains = (gained(each) for each in (one.gains.left_in, one.gains.half, one.gains.twice))
    return (one.kind.value, *counts, *gains, WORDS[one.verdict])


def gained(gain: Gain) -> str:
    """A gain with its error, in thousandths."""
    return f"{gain.mean * 1000:+.1f} ± {gain.error * 1000:.1f}"
