"""A forecaster's memory as plain lists and back: exact, so that a kept row forecasts the same."""

from collections import OrderedDict
from dataclasses import fields
from typing import Any

import numpy as np

from troth.trust.rules.bank import Terms, Vector
from troth.trust.rules.blend import Blend, Opinion
from troth.trust.rules.happenings import (
    Happening,
    Kept,
    Moved,
    Promised,
    SetAside,
    Withdrawn,
)
from troth.trust.rules.keep_times import KeepTimes
from troth.trust.rules.memory import Memory, Pending, Sharing, Standing
from troth.trust.rules.pool import Pool, Record

VERSION = 1
_KINDS = {kind.__name__: kind for kind in (Promised, Moved, Kept, Withdrawn, SetAside)}

Plain = dict[str, Any]  # what JSON can hold


class OtherVersion(ValueError):
    """The row was written by another version of these rules; rebuild it from the facts."""


def dump(memory: Memory) -> Plain:
    """Everything remembered, as JSON can hold it."""
    return {
        "version": VERSION,
        "now": None if memory.now == float("-inf") else memory.now,
        "told": [[type(one).__name__, *_values(one)] for one in memory.told],
        "deadlines": memory.deadlines,
        "community": _terms(memory.community),
        "keep_times": _times(memory.keep_times),
        "parties": {name: _standing(party) for name, party in memory.parties.items()},
        "receivers": {name: _terms(terms) for name, terms in memory.receivers.items()},
        "pending": {name: _values(pending) for name, pending in memory.pending.items()},
        "opinions": {name: _opinion(one) for name, one in memory.opinions.items()},
        "groups": [[list(group), *_values(one)] for group, one in memory.groups.items()],
        "day": memory.day,
        "pool": _pool(memory.pool),
        "blend": _listed(_values(memory.blend)),
    }


def load(plain: Plain) -> Memory:
    """The memory that `dump` wrote down."""
    if plain.get("version") != VERSION:
        raise OtherVersion(f"{plain.get('version')} instead of {VERSION}")
    parties = {name: _to_standing(party) for name, party in plain["parties"].items()}
    groups = {tuple(group): Sharing(*counts) for group, *counts in plain["groups"]}
    memory = Memory(
        now=float("-inf") if plain["now"] is None else plain["now"],
        told=[_to_happening(*values) for values in plain["told"]],
        deadlines=[(due, promise) for due, promise in plain["deadlines"]],
        community=_to_terms(plain["community"]),
        keep_times=_to_times(plain["keep_times"]),
        pending={name: _to_pending(values) for name, values in plain["pending"].items()},
        opinions={name: _to_opinion(values) for name, values in plain["opinions"].items()},
        groups=groups,
        day=plain["day"],
        pool=_to_pool(plain["pool"], parties),
        blend=_to_blend(*plain["blend"]),
    )
    memory.parties.update(parties)
    memory.receivers.update({name: _to_terms(terms) for name, terms in plain["receivers"].items()})
    return memory


def _values(one: Happening | Pending | Sharing | Record | Opinion | Blend) -> list[Any]:
    return [getattr(one, field.name) for field in fields(one)]


def _listed(values: list[Any]) -> list[Any]:
    return [value.tolist() if isinstance(value, np.ndarray) else value for value in values]


def _vector(values: list[Any]) -> Vector:
    return np.array(values, dtype=float)


def _terms(terms: Terms) -> list[Any]:
    return [terms.state.tolist(), terms.at]


def _to_terms(values: list[Any]) -> Terms:
    return Terms(_vector(values[0]), values[1])


def _times(times: KeepTimes) -> list[Any]:
    return [times.before.tolist(), times.total]


def _to_times(values: list[Any]) -> KeepTimes:
    return KeepTimes(_vector(values[0]), values[1])


def _standing(party: Standing) -> list[Any]:
    times, record = _times(party.keep_times), _values(party.record)
    return [_terms(party.terms), times, record, list(party.waiting.items())]


def _to_standing(values: list[Any]) -> Standing:
    terms, times, record, waiting = values
    return Standing(_to_terms(terms), _to_times(times), Record(*record), dict(waiting))


def _to_pending(values: list[Any]) -> Pending:
    pending = Pending(*values)
    if pending.group is not None:
        party, receiver, kind, day = pending.group
        pending.group = (party, receiver, kind, day)
    return pending


def _opinion(opinion: Opinion) -> list[Any]:
    return _listed(_values(opinion))


def _to_opinion(values: list[Any]) -> Opinion:
    logits, by_setting, (first, second, third) = values
    return Opinion(_vector(logits), _vector(by_setting), (first, second, third))


def _pool(pool: Pool) -> list[Any]:
    return [pool.mean, pool.strength, pool.seen, pool.fit_at, list(pool.heard_last)]


def _to_pool(values: list[Any], parties: dict[str, Standing]) -> Pool:
    mean, strength, seen, fit_at, heard_last = values
    records = OrderedDict((name, parties[name].record) for name in heard_last)
    return Pool(mean, strength, seen, fit_at, records)


def _to_blend(settings: list[Any], opinions: list[Any], *regression: list[Any]) -> Blend:
    first, second, third = opinions
    line, doubt = (_vector(values) for values in regression)
    return Blend(_vector(settings), (first, second, third), line, doubt)


def _to_happening(kind: str, *values: Any) -> Happening:
    made: Happening = _KINDS[kind](*values)
    return made
