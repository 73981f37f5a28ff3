"""The limits as plain values for keeping, and back again."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import time
from typing import Any, Final

from troth.partnerships.rules.terms import (
    Channel,
    Deadlock,
    DecidedBy,
    DecisionRule,
    Limits,
    Rhythm,
    Unit,
)

Data = dict[str, Any]


def to_data(limits: Limits) -> Data:
    """Every limit as plain values, by its name; `signed` is told by the agreement beside them."""
    data = asdict(limits)
    data.pop("signed")
    data["channels"] = [[channel.value, days] for channel, days in limits.channels]
    data["reminder_days"] = list(limits.reminder_days)
    data["decision"] |= {
        "by": limits.decision.by.value,
        "deadlock": limits.decision.deadlock.value,
    }
    data["rhythm"] |= {
        "unit": limits.rhythm.unit.value,
        "at": limits.rhythm.at.isoformat("minutes"),
    }
    return data


def from_data(data: Mapping[str, Any], *, signed: bool) -> Limits:
    """The limits from what was kept; what an older row did not know yet is the mild default."""
    known = {name: value for name, value in data.items() if name in Limits.__dataclass_fields__}
    read = {name: reader(known[name]) for name, reader in READERS.items() if name in known}
    return replace(Limits(), **(known | read | {"signed": signed}))


def read_channels(pairs: list[list[Any]]) -> tuple[tuple[Channel, int], ...]:
    """Channels with their days."""
    return tuple((Channel(channel), int(days)) for channel, days in pairs)


def read_decision(said: Mapping[str, Any]) -> DecisionRule:
    """The decision rule."""
    values = dict(said)
    if values:
        values |= {"by": DecidedBy(values["by"]), "deadlock": Deadlock(values["deadlock"])}
    return DecisionRule(**values)


def read_rhythm(said: Mapping[str, Any]) -> Rhythm:
    """The rhythm of checking in."""
    values = dict(said)
    if values:
        values |= {"unit": Unit(values["unit"]), "at": time.fromisoformat(values["at"])}
    return Rhythm(**values)


READERS: Final[Mapping[str, Callable[[Any], object]]] = {
    "channels": read_channels,
    "reminder_days": tuple,
    "decision": read_decision,
    "rhythm": read_rhythm,
}
