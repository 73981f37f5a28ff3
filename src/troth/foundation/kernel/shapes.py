"""Values of ours as plain JSON data, and back: only into the shape that was asked for, never into code."""

import dataclasses
import types
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from troth.foundation.kernel.instants import read_instant, write_instant

T = TypeVar("T")
ROWS = (tuple, list, Sequence)


class OtherShape(ValueError):
    """The data is not of the shape that was asked for."""


def plain(value: object) -> object:
    """A value as JSON can hold it: objects by their fields in order, moments in UTC."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [plain(getattr(value, name)) for name in fields_of(type(value))]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return write_instant(value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return float(value)  # also where it is one of NumPy's
    raise TypeError(f"{type(value).__name__} has no plain form")


def shaped(kind: type[T], data: object) -> T:
    """The value of this kind that `plain` gave. Raises `OtherShape` for anything else."""
    return cast("T", _shaped(kind, data))


@cache
def fields_of(kind: type) -> dict[str, Any]:
    """The names of a dataclass' fields with their types."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _shaped(kind: object, data: object) -> object:
    outer, inner = get_origin(kind), get_args(kind)
    if outer in {Union, types.UnionType}:
        return _chosen(inner, data)
    if outer in ROWS:
        return _row(outer, inner[0], data)
    if dataclasses.is_dataclass(kind):
        return _object(cast("type", kind), data)
    return _single(kind, data)


def _chosen(kinds: tuple[object, ...], data: object) -> object:
    if data is None and types.NoneType in kinds:
        return None
    some = [kind for kind in kinds if kind is not types.NoneType]
    if len(some) != 1:
        raise OtherShape("one kind or nothing can be told apart, not several")
    return _shaped(some[0], data)


def _row(outer: object, kind: object, data: object) -> object:
    if not isinstance(data, list):
        raise OtherShape("a row was expected")
    found = [_shaped(kind, one) for one in data]
    return tuple(found) if outer is tuple else found


def _object(kind: type, data: object) -> object:
    fields = fields_of(kind)
    if not isinstance(data, list) or len(data) != len(fields):
        raise OtherShape(f"{kind.__name__} has {len(fields)} fields")
    pairs = zip(fields.items(), data, strict=True)
    return kind(**{name: _shaped(hint, one) for (name, hint), one in pairs})


def _single(kind: object, data: object) -> object:
    try:
        if kind is datetime and isinstance(data, str):
            return read_instant(data)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(data)
    except ValueError as error:
        raise OtherShape(str(error)) from error
    kind = getattr(kind, "__supertype__", kind)
    if type(data) is kind and kind in {str, bool, int, float}:
        return data
    raise OtherShape(f"not a {getattr(kind, '__name__', kind)}")
