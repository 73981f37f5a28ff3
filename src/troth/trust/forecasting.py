"""Forecasts for a file of commitments or of ratings: CSV in, CSV out.

A file is read twice: once to check every line before anything is written, once to forecast. If its rows come in order
of time, only what is still open is kept in memory; otherwise the rows are sorted in memory first.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Generic, TextIO, TypeVar

from troth.trust.happening_files import (
    BadFile,
    Form,
    LineProblem,
    Progress,
    check,
    counted,
    good_rows,
)
from troth.trust.rules import commitment_rows, foretelling, rating_rows, ratings

Line = TypeVar("Line")

_CHECKED = 0.1  # share of the whole work that the check takes

COMMITMENTS = Form(
    places=commitment_rows.places,
    row=commitment_rows.row,
    id=attrgetter("event_id"),
    moment=attrgetter("promised_at"),
)
RATINGS = Form(
    places=rating_rows.places,
    row=rating_rows.row,
    id=attrgetter("id"),
    moment=attrgetter("at"),
    most=1_000_000,
)


@dataclass(frozen=True)
class Written:
    """What became of a file; `problems` names the first of the lines left out."""

    rows: int
    forecasts: int
    left_out: int
    problems: tuple[LineProblem, ...] = ()


def forecast_commitments(
    source: Path, target: TextIO, *, progress: Progress | None = None, skip_bad: bool = False
) -> Written:
    """Write `event_id,p_forecast` for every row with an `asked_at`, in order of that moment.

    Raises BadFile before anything is written if a line cannot be used, unless `skip_bad`.
    `progress` is told the share of the work done, from 0 to 1.
    """
    job = _Job(source, COMMITMENTS, progress=progress or _silent, skip_bad=skip_bad)
    chances = foretelling.foretell(job.rows())
    return job.write(target, ("event_id", "p_forecast"), told=chances)


def forecast_ratings(
    source: Path, target: TextIO, *, progress: Progress | None = None, skip_bad: bool = False
) -> Written:
    """Write `edge_id,r_forecast` (from −10 to 10) for every row, in order of `rated_at`; refuses like the above."""
    job = _Job(source, RATINGS, progress=progress or _silent, skip_bad=skip_bad)
    expected = (
        (edge_id, found.mean * rating_rows.TOP) for edge_id, found in ratings.foretell(job.rows())
    )
    return job.write(target, ("edge_id", "r_forecast"), told=expected)


class _Job(Generic[Line]):
    """A file on its way, checked before its first row is given."""

    def __init__(
        self, source: Path, form: Form[Line], *, progress: Progress, skip_bad: bool
    ) -> None:
        self.source, self.form, self.progress = source, form, progress
        self.checked = check(source, form, progress=lambda share: progress(share * _CHECKED))
        if self.checked.bad and not (skip_bad and self.checked.can_skip):
            raise BadFile(self.checked.problems, count=self.checked.bad)

    def rows(self) -> Iterator[Line]:
        """The rows that can be used, in order of time."""
        return counted(
            good_rows(self.source, self.form, checked=self.checked),
            total=self.checked.rows,
            progress=lambda share: self.progress(_CHECKED + share * (1 - _CHECKED)),
        )

    def write(
        self, target: TextIO, header: Sequence[str], *, told: Iterable[tuple[str, float]]
    ) -> Written:
        """Write what was told, with six digits."""
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        forecasts = 0
        for name, figure in told:
            writer.writerow((name, f"{figure:.6f}"))
            forecasts += 1
        self.progress(1.0)
        return Written(self.checked.rows, forecasts, self.checked.bad, tuple(self.checked.problems))


def _silent(_share: float) -> None:
    """Nobody is watching."""
