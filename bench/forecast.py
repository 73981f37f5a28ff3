"""How well promises and ratings are forecast, beside other ways, and how long a million rows take.

    python bench/forecast.py                 the public files, every way; what one fact costs
    python bench/forecast.py --variants      the same files turned into others that nobody tuned on
    python bench/forecast.py --million       a made-up file of a million rows, on one core
    python bench/forecast.py --figures       write what the page of forecasts says of the public files

Log loss, Brier and ECE (10 bins) are better when lower, AUC when higher. `published` is the log
loss that was known for the same file when the work began.
"""

import argparse
import csv
import gzip
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import forecast_figures
import forecast_ratings
from forecast_design import Design
from forecast_peers import (
    BaseRate,
    BetaReputation,
    Drifting,
    Elo,
    LastFifty,
    Peer,
    PooledBeta,
    Row,
    Vector,
)
from troth.trust.forecasting import forecast_commitments
from troth.trust.rules import commitment_rows
from troth.trust.rules.forecaster import Forecaster, Question
from troth.trust.rules.foretelling import foretell
from troth.trust.rules.happenings import Kept, Promised
from troth.trust.rules.state import dump

DATA = Path(__file__).parent / "data"
FILES = {"scms": DATA / "scms.csv.gz", "flights": DATA / "nycflights.csv.gz"}
MINUTE = 1 / 1440

PEERS: dict[str, tuple[Callable[[], Peer], float | None, float | None]] = {
    "the design (filter bank + empirical Bayes)": (Design, 0.2760, 0.5209),
    "Glicko-like": (partial(Drifting, glicko=True), 0.2756, 0.5604),
    "state-space logit, one time scale": (Drifting, 0.2770, 0.5513),
    "empirical-Bayes beta-binomial, 0.97": (PooledBeta, 0.2804, 0.5608),
    "Beta reputation, 30-day half-life": (
        partial(BetaReputation, half_life=30, base=True),
        0.2819,
        0.5623,
    ),
    "Elo": (Elo, 0.2832, 0.5441),
    "subjective logic, 0.98": (partial(BetaReputation, forgetting=0.98, base=True), 0.2856, 0.5632),
    "Beta reputation, 0.98": (partial(BetaReputation, forgetting=0.98), 0.2916, 0.5632),
    "last 50": (LastFifty, 0.2928, 0.5677),
    "Beta reputation (Josang and Ismail)": (BetaReputation, 0.3446, 0.5668),
    "running base rate": (BaseRate, 0.3463, 0.5675),
}
WITH_RECEIVER = "the design with a counterparty term"
PUBLISHED_ONLY = {WITH_RECEIVER: (0.2737, 0.5217)}

Chances = dict[int, float]


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--variants", action="store_true", help="files nobody tuned on")
    parser.add_argument("--million", action="store_true", help="time for a million rows")
    parser.add_argument("--figures", action="store_true", help="write the figures of the page")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the made-up file")
    parser.add_argument("--parties", type=int, default=2_000, help="parties of the made-up file")
    asked = parser.parse_args()
    if asked.million:
        show(million(rows=asked.rows, parties=asked.parties))
        return
    sets = {name: load(path) for name, path in FILES.items()}
    if asked.figures:
        forecast_figures.keep([figures(name, rows) for name, rows in sets.items()])
        return
    if asked.variants:
        for name, rows in variants(sets).items():
            for_set(name, rows, published=None)
        forecast_ratings.compare(others=True)
        return
    for number, (name, rows) in enumerate(sets.items()):
        for_set(name, rows, published=number)
    forecast_ratings.compare(others=False)
    for name, rows in sets.items():
        show(cost_of_a_fact(name, rows))


def load(path: Path) -> list[Row]:
    """The rows of a file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        at = commitment_rows.places(header)
        scored = header.index("scored")
        return [
            row(commitment_rows.row(fields, at, width=len(header)), scored=fields[scored] == "1")
            for fields in reader
        ]


def row(read: commitment_rows.Row, *, scored: bool) -> Row:
    """A row as the peers take it."""
    return Row(
        party=read.party,
        receiver=read.counterparty,
        promised_at=read.promised_at,
        asked_at=read.asked_at,
        due=read.due_at,
        kept_at=read.kept_at,
        scored=scored,
    )


def for_set(name: str, rows: list[Row], *, published: int | None) -> None:
    """Print every way's figures for one set, ours first."""
    scored = [number for number, one in enumerate(rows) if one.scored]
    kept = np.array([rows[number].kept for number in scored])
    print(f"\n## {name}: {len(rows):,} promises, {len(scored):,} scored, {kept.mean():.3f} kept\n")
    print("| way | log loss | Brier | ECE | AUC | s | published |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    ways: dict[str, Callable[[], Chances]] = {"Troth": partial(ours, rows)}
    ways |= {way: partial(prequential, made[0], rows) for way, made in PEERS.items()}
    for way, run in ways.items():
        began = time.process_time()
        chances = run()
        spent = time.process_time() - began
        figures = metrics(np.array([chances[number] for number in scored]), kept)
        known = PEERS[way][1 + published] if published is not None and way in PEERS else None
        cells = [f"{figure:.4f}" for figure in figures]
        print(f"| {way} | {' | '.join(cells)} | {spent:.1f} | {known or ''} |", flush=True)
    if published is not None:
        for way, losses in PUBLISHED_ONLY.items():
            print(f"| {way} | | | | | | {losses[published]} |")


def figures(name: str, rows: list[Row]) -> forecast_figures.PublicFile:
    """What the page of forecasts says of one file."""
    return forecast_figures.figures(
        name, rows, ours=ours(rows), others=partial(prequential, rows=rows)
    )


def ours(rows: list[Row]) -> Chances:
    """What Troth forecasts."""
    given = [
        commitment_rows.Row(
            event_id=f"{number:09}",
            party=one.party,
            counterparty=one.receiver,
            promised_at=one.promised_at,
            asked_at=one.asked_at,
            due_at=one.due,
            kept_at=one.kept_at,
        )
        for number, one in enumerate(rows)
    ]
    given.sort(key=lambda one: one.promised_at)
    return {int(event_id): chance for event_id, chance in foretell(given)}


def prequential(make: Callable[[], Peer], rows: list[Row]) -> Chances:
    """What a peer forecasts, each from what was known strictly before it was asked."""
    peer, chances = make(), {}
    for _at, _order, what, number in sorted(events(rows)):
        one = rows[number]
        if what == "asked":
            chances[number] = min(max(peer.chance(one), 1e-6), 1 - 1e-6)
        elif what == "promised":
            peer.promised(one)
        elif what == "kept":
            peer.kept(one)
        else:
            peer.due(one)
    return chances


def events(rows: list[Row]) -> Iterable[tuple[float, int, str, int]]:
    """What happens when; questions before all else of their moment."""
    for number, one in enumerate(rows):
        if one.asked_at is not None:
            yield one.asked_at, 0, "asked", number
        yield one.promised_at, 1, "promised", number
        if one.kept and one.kept_at is not None:
            yield max(one.kept_at, one.promised_at), 2, "kept", number
        yield one.due, 3, "due", number


def metrics(said: Vector, kept: NDArray[np.bool_]) -> tuple[float, float, float, float]:
    """Log loss, Brier, expected calibration error over ten bins, area under the ROC curve."""
    loss = -np.where(kept, np.log(said), np.log(1 - said)).mean()
    bins = np.minimum((said * 10).astype(int), 9)
    ece = sum(
        abs(kept[bins == one].mean() - said[bins == one].mean()) * (bins == one).mean()
        for one in np.unique(bins)
    )
    _, place, ties = np.unique(said, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(ties) - (ties - 1) / 2)[place]
    yes, no = kept.sum(), (~kept).sum()
    auc = (ranks[kept].sum() - yes * (yes + 1) / 2) / (yes * no)
    return float(loss), float(((said - kept) ** 2).mean()), float(ece), float(auc)


def variants(sets: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The public promises with other deadlines, other parties, or few of them."""
    scms, flights = sets["scms"], sets["flights"]
    chance = random.Random(1)  # noqa: S311 a sample, no secret
    return {
        "scms, due a week earlier": asked_anew(scms, shift=-7),
        "scms, due two weeks later": asked_anew(scms, shift=14),
        "scms, by country": [replace(one, party=one.receiver, receiver=one.party) for one in scms],
        "scms, second half": second_half(scms),
        "flights, due 30 minutes earlier": asked_anew(flights, shift=-30 * MINUTE),
        "flights, due 45 minutes later": asked_anew(flights, shift=45 * MINUTE),
        "flights, asked 20 minutes before": asked_anew(flights, shift=0, before=20 * MINUTE),
        "flights, by carrier": [replace(one, party=one.party[:2]) for one in flights],
        "flights, one in sixteen": [one for one in flights if chance.random() < 1 / 16],
    }


def asked_anew(rows: list[Row], *, shift: float, before: float = 30.0) -> list[Row]:
    """Deadlines moved by some days, and forecasts asked at most so many days before them."""
    made = []
    for one in rows:
        due = max(one.due + shift, one.promised_at + 20 * MINUTE)
        asked = max(one.promised_at, due - before)
        still_open = one.kept_at is None or one.kept_at > asked
        made.append(
            replace(
                one,
                due=due,
                asked_at=asked if still_open else None,
                scored=one.scored and still_open,
            )
        )
    return made


def second_half(rows: list[Row]) -> list[Row]:
    """What was promised later than the other half."""
    middle = sorted(one.promised_at for one in rows)[len(rows) // 2]
    return [one for one in rows if one.promised_at > middle]


def million(*, rows: int, parties: int) -> dict[str, object]:
    """Seconds for a made-up file, both readings and the writing included."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "made-up.csv"
        make_up(source, rows=rows, parties=parties)
        began, wall = time.process_time(), time.perf_counter()
        with (Path(folder) / "forecasts.csv").open("w", encoding="utf-8", newline="") as target:
            written = forecast_commitments(source, target, progress=on_one_line)
        return {
            "rows": written.rows,
            "parties": parties,
            "forecasts": written.forecasts,
            "cpu_seconds": round(time.process_time() - began, 1),
            "wall_seconds": round(time.perf_counter() - wall, 1),
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }


def cost_of_a_fact(name: str, rows: list[Row]) -> dict[str, object]:
    """Microseconds for one happening and a forecast after it, deadlines passed since included."""
    forecaster, spent = Forecaster(), []
    for at, _order, what, number in sorted(events(rows)):
        one = rows[number]
        began = time.perf_counter_ns()
        if what == "promised":
            forecaster.learn(Promised(at, f"{number:09}", one.party, one.receiver, one.due))
        elif what == "kept":
            forecaster.learn(Kept(at, f"{number:09}"))
        else:
            continue
        forecaster.forecast(
            Question(
                party=one.party, receiver=one.receiver, promised_at=at, asked_at=at, due=at + 30
            )
        )
        spent.append((time.perf_counter_ns() - began) / 1000)
    middle, nearly_all = np.percentile(spent, [50, 99])
    return {
        "set": name,
        "facts": len(spent),
        "us_per_fact": round(float(middle), 1),
        "us_p99": round(float(nearly_all), 1),
        "us_max": round(max(spent), 1),
        "state_bytes": len(json.dumps(dump(forecaster.memory))),
    }


def make_up(target: Path, *, rows: int, parties: int) -> None:
    """A file of promises over six years, in order of their making."""
    chance = random.Random(7)  # noqa: S311 made-up promises, no secret
    began = datetime(2020, 1, 1, tzinfo=UTC)
    share = [chance.betavariate(4, 2) for _ in range(parties)]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(commitment_rows.COLUMNS)
        for number in range(rows):
            party = chance.randrange(parties)
            promised = began + timedelta(days=6 * 365 * number / rows)
            window = timedelta(days=chance.choice((2, 7, 14, 30, 60, 90)))
            due = promised + window
            asked = max(promised, due - timedelta(days=30))
            kept = delivered(chance, share[party], promised=promised, due=due)
            times = (promised, None if kept and kept < asked else asked, due, kept)
            stamps = [f"{at:%Y-%m-%d %H:%M}" if at else "" for at in times]
            names = (f"M{number:07}", f"party {party}", f"receiver {chance.randrange(200)}")
            writer.writerow((*names, *stamps))


def delivered(
    chance: random.Random, share: float, *, promised: datetime, due: datetime
) -> datetime | None:
    """When a made-up promise is delivered: in time with this share, late or never otherwise."""
    if chance.random() < share:
        return promised + (due - promised) * float(chance.random() ** 0.4)
    if chance.random() < 0.5:
        return due + timedelta(days=20 * chance.random() + 0.1)
    return None


def on_one_line(share: float) -> None:
    """Progress that overwrites itself."""
    if sys.stderr.isatty():
        print(f"\r{share:6.1%}", end="", file=sys.stderr)


def show(figures: dict[str, object]) -> None:
    """One JSON line, as the other benchmarks print."""
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
