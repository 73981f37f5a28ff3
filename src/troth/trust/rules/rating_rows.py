"""One line of a file of ratings, read strictly: who rated whom, when and how, or what is wrong with it."""

from collections.abc import Sequence
from math import isfinite

from troth.trust.rules import file_lines
from troth.trust.rules.file_lines import BadLine, Problem, check_names, needed_days, picked
from troth.trust.rules.ratings import Rating

COLUMNS = ("edge_id", "rater", "ratee", "rated_at", "rating")
TOP = 10.0  # of the scale of a file; its bottom is as far below zero


def places(header: Sequence[str]) -> tuple[int, ...]:
    """Where each of COLUMNS stands; others may stand between them."""
    return file_lines.places(header, COLUMNS)


def row(fields: Sequence[str], at: Sequence[int], *, width: int) -> Rating:
    """The rating that these fields tell, on a scale from −1 to 1."""
    edge_id, rater, ratee, rated, rating = picked(fields, at, width=width)
    check_names({"edge_id": edge_id, "rater": rater, "ratee": ratee})
    if rater == ratee:
        raise BadLine(Problem.RATES_ITSELF, rater[:40])
    return Rating(
        id=edge_id,
        rater=rater,
        target=ratee,
        at=needed_days(rated, "rated_at"),
        value=_figure(rating) / TOP,
    )


def _figure(text: str) -> float:
    if not text:
        raise BadLine(Problem.EMPTY, "rating")
    try:
        figure = float(text)
    except ValueError:
        figure = float("nan")
    # Python also reads 1_0 and infinity; a spreadsheet does not mean them.
    if "_" in text or not isfinite(figure):
        raise BadLine(Problem.NOT_A_NUMBER, f"rating: {text[:40]}")
    if abs(figure) > TOP:
        raise BadLine(Problem.OFF_THE_SCALE, f"rating: {text[:40]}")
    return figure
