"""How our forecasts come out on public files, measured once; the figures lie beside this, with their source."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from troth.trust.rules.calibration import Against, Bin, Calibration, Scores

FIGURES = Path(__file__).parent / "public_figures.json"
TITLES = {
    "scms": _("Deliveries of medicines and tests to many countries, 2006 to 2012"),
    "flights": _("Flights that left New York in 2013, one in eight"),
}


@dataclass(frozen=True, kw_only=True)
class PublicFile:
    """One public file: what it is, where it comes from, under which licence, and what was found on which day."""

    name: str
    source: str
    licence: str
    promises: int
    measured: date
    found: Calibration

    @property
    def title(self) -> str:
        """What it holds, in the reader's language."""
        return str(TITLES[self.name])


@lru_cache(maxsize=1)
def public_files() -> Sequence[PublicFile]:
    """All that were measured."""
    return tuple(map(read, json.loads(FIGURES.read_text(encoding="utf-8"))))


def read(data: Mapping[str, Any]) -> PublicFile:
    """One file out of its data."""
    told = data["found"]
    found = Calibration(
        **{name: told[name] for name in ("count", "kept", "expected", "gap")},
        bins=tuple(Bin(**one) for one in told["bins"]),
        ours=Scores(**told["ours"]),
        usual=beside(told["usual"]),
        own=beside(told["own"]),
    )
    rest = {name: data[name] for name in ("name", "source", "licence", "promises")}
    return PublicFile(**rest, measured=date.fromisoformat(data["measured"]), found=found)


def beside(data: Mapping[str, Any]) -> Against:
    """A plain way out of its data."""
    return Against(**{**data, "scores": Scores(**data["scores"])})


def written(files: Sequence[PublicFile]) -> str:
    """The same as it lies beside this file: figures with six digits."""
    data = [{**asdict(one), "measured": one.measured.isoformat()} for one in files]
    return json.dumps(rounded(data), indent=1, ensure_ascii=False) + "\n"


def rounded(value: object) -> object:
    """Every figure with six digits, so that machines differ in none of them."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Mapping):
        return {name: rounded(one) for name, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list | tuple) else value
