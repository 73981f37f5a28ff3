"""How well ratings between two sides are forecast, beside other ways to do it: the second part of `forecast.py`.

Each way forecasts from ratings strictly earlier. RMSE and MAE (on a scale from -1 to 1) are better when lower, Pearson
and AUC (for a rating below zero) when higher. The first 500 ratings are warm-up. `known` is the RMSE and Pearson that
were known for the same file when the work began.
"""

import csv
import gzip
import random
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from forecast_rating_peers import Bias, FairnessGoodness, GlobalMean, MeanOf, MeansRegressed, Peer
from troth.trust.rules import commitment_rows, rating_rows
from troth.trust.rules.ratings import Rating, foretell

DATA = Path(__file__).parent / "data"
WARM_UP = 500
Vector = NDArray[np.float64]

PEERS: dict[str, tuple[Callable[[], Peer], str]] = {
    "the design (bias model + reciprocity)": (lambda: Bias(answers=True), "0.2623 / 0.454"),
    "bias model": (lambda: Bias(answers=False), "0.2700 / 0.400"),
    "regression on means": (MeansRegressed, ""),
    "fairness × goodness, online": (FairnessGoodness, "0.2839 / 0.283"),
    "target's mean": (lambda: MeanOf("target"), "0.2865 / 0.276"),
    "rater's mean": (lambda: MeanOf("rater"), ""),
    "global mean": (GlobalMean, "0.2926 / 0.071"),
}


def compare(*, others: bool) -> None:
    """Print every way's figures for the public file, or for those made from others."""
    if not others:
        for_file("bitcoin alpha", alpha(), known=True)
        return
    for name, made in variants().items():
        for_file(name, made)


def alpha() -> list[Rating]:
    """The public ratings, in order of time."""
    return sorted(
        (
            rating_rows.row(fields, at, width=5)
            for at, fields in _read("bitcoin_alpha.csv.gz", places=rating_rows.places)
        ),
        key=attrgetter("at"),
    )


def _read(
    name: str, *, places: Callable[[list[str]], tuple[int, ...]]
) -> list[tuple[tuple[int, ...], list[str]]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        at = places(next(reader))
        return [(at, fields) for fields in reader]


def for_file(name: str, ratings: list[Rating], *, known: bool = False) -> None:
    """Print every way's figures for one file, ours first."""
    truth = np.array([one.value for one in ratings])
    below = (truth[WARM_UP:] < 0).mean()
    print(f"\n## {name}: {len(ratings):,} ratings, {below:.3f} below zero\n")
    print("| way | RMSE | Pearson | MAE | AUC | s | known |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    ways: dict[str, Callable[[list[Rating]], Vector]] = {"Troth": ours}
    ways |= {way: _of(made) for way, (made, _) in PEERS.items()}
    for way, run in ways.items():
        began = time.process_time()
        said = run(ratings)
        spent = time.process_time() - began
        cells = [f"{one:.4f}" for one in metrics(said[WARM_UP:], truth[WARM_UP:])]
        was = PEERS[way][1] if known and way in PEERS else ""
        print(f"| {way} | {' | '.join(cells)} | {spent:.1f} | {was} |", flush=True)


def _of(made: Callable[[], Peer]) -> Callable[[list[Rating]], Vector]:
    return lambda ratings: prequential(made(), ratings)


def ours(ratings: list[Rating]) -> Vector:
    """What Troth forecasts."""
    said = {edge_id: found.mean for edge_id, found in foretell(ratings)}
    return np.array([said[one.id] for one in ratings])


def prequential(peer: Peer, ratings: list[Rating]) -> Vector:
    """What a peer forecasts, each from ratings strictly earlier."""
    said = []
    for _at, group in groupby(ratings, key=attrgetter("at")):
        together = list(group)
        said += [min(max(peer.forecast(one), -1.0), 1.0) for one in together]
        for one in together:
            peer.learn(one)
    return np.array(said)


def metrics(said: Vector, truth: Vector) -> tuple[float, float, float, float]:
    """Root mean square error, Pearson's correlation, mean absolute error, AUC for a rating below zero."""
    rmse = float(np.sqrt(((said - truth) ** 2).mean()))
    mae = float(np.abs(said - truth).mean())
    flat = said.std() == 0 or truth.std() == 0
    return rmse, 0.0 if flat else float(np.corrcoef(said, truth)[0, 1]), mae, _auc(said, truth < 0)


def _auc(said: Vector, below: NDArray[np.bool_]) -> float:
    _, place, ties = np.unique(-said, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(ties) - (ties - 1) / 2)[place]
    yes, no = below.sum(), (~below).sum()
    return float((ranks[below].sum() - yes * (yes + 1) / 2) / (yes * no))


def variants() -> dict[str, list[Rating]]:
    """The public ratings otherwise, and the promises of `forecast.py` told as ratings of who kept them."""
    real = alpha()
    chance = random.Random(1)  # noqa: S311 a sample, no secret
    people = sorted({one.rater for one in real} | {one.target for one in real})
    half = {name for name in people if chance.random() < 0.5}
    turned = [replace(one, at=-one.at) for one in reversed(real)]
    return {
        "first half": real[: len(real) // 2],
        "second half": real[len(real) // 2 :],
        "raters and targets exchanged": [
            replace(one, rater=one.target, target=one.rater) for one in real
        ],
        "last first": sorted(turned, key=attrgetter("at")),
        "half of the people": [one for one in real if one.rater in half and one.target in half],
        "deliveries (SCMS), a point for each ten days early or late": promises(
            "scms.csv.gz", point=10.0
        ),
        "flights, a point for each half hour early or late": promises(
            "nycflights.csv.gz", point=1 / 48
        ),
    }


def promises(name: str, *, point: float) -> list[Rating]:
    """Whoever was promised something rates by how early or late it came, when both is known."""
    rows = [
        commitment_rows.row(fields, at, width=8)
        for at, fields in _read(name, places=commitment_rows.places)
    ]
    made = [
        Rating(
            id=one.event_id,
            rater=one.counterparty,
            target=one.party,
            at=max(one.due_at, one.kept_at or 0.0),
            value=-1.0
            if one.kept_at is None
            else min(max(round((one.due_at - one.kept_at) / point) / 10, -1.0), 1.0),
        )
        for one in rows
    ]
    return sorted(made, key=attrgetter("at"))
