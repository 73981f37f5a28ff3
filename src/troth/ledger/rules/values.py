"""How a fact's values are written in the record, and read back into their types."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TypeAlias

from troth.foundation.facts.fields import FactField, item_of
from troth.foundation.kernel.instants import read_instant, write_instant
from troth.foundation.kernel.ulid import Ulid, parse_ulid

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

# Every reader of JSON holds these exactly; larger numbers are strings, as decimals are.
LARGEST = 2**53 - 1


class NotForTheRecord(ValueError):
    """A value that cannot be recorded in this field; the message says which."""


def write_decimal(value: Decimal) -> str:
    """Digits and a point, never an exponent. Raises `ValueError` for what is no number."""
    if not value.is_finite():
        raise ValueError("not a number")
    return format(value, "f")


def read_decimal(text: str) -> Decimal:
    """The number behind its text. Raises `ValueError`."""
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("not a decimal") from error
    if write_decimal(value) != text:
        raise ValueError("not the one spelling of a decimal")
    return value


def bounded(value: int) -> int:
    """A whole number that JSON holds exactly. Raises `ValueError`."""
    if abs(value) > LARGEST:
        raise ValueError("a whole number this large cannot be kept exactly")
    return value


def text(value: str) -> str:
    """Text that UTF-8 can hold. Raises `ValueError` for half a surrogate pair."""
    value.encode()
    return value


def read_date(value: str) -> date:
    """A day. Raises `ValueError` for any other spelling of it."""
    day = date.fromisoformat(value)
    if day.isoformat() != value:
        raise ValueError("not the one spelling of a day")
    return day


# For each type: what it is in Python, how it is written, what it is in JSON, how it is read.
SPELLINGS: dict[object, tuple[type, Callable[..., Json], type, Callable[..., object]]] = {
    Ulid: (str, parse_ulid, str, parse_ulid),
    str: (str, text, str, text),
    bool: (bool, bool, bool, bool),
    int: (int, bounded, int, bounded),
    date: (date, date.isoformat, str, read_date),
    datetime: (datetime, write_instant, str, read_instant),
    Decimal: (Decimal, write_decimal, str, read_decimal),
}


def fits(value: object, kind: type) -> bool:
    """Whether a value is of this type itself; Python lets True pass for 1 and a moment for a day."""
    confused = {int: bool, date: datetime}.get(kind)
    return isinstance(value, kind) and not (confused and isinstance(value, confused))


def write_item(value: object, kind: object) -> Json:
    """One value of a closed enum or a plain type as JSON. Raises `ValueError`."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return str(kind(value).value)
    python, write, _, _ = SPELLINGS[kind]
    if not fits(value, python):
        raise ValueError(f"expected {python.__name__}, got {type(value).__name__}")
    return write(value)


def read_item(value: Json, kind: object) -> object:
    """One value out of JSON. Raises `ValueError`."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    _, _, json, read = SPELLINGS[kind]
    if not fits(value, json):
        raise ValueError(f"expected {json.__name__}, got {type(value).__name__}")
    return read(value)


def write_value(value: object, field: FactField) -> Json:
    """A field's value as JSON. Raises `NotForTheRecord`."""
    item = item_of(field.type)
    try:
        if value is None and field.optional:
            return None
        if item is field.type:
            return write_item(value, item)
        if not isinstance(value, tuple):
            raise ValueError(f"expected tuple, got {type(value).__name__}")  # noqa: TRY301, TRY004
        return [write_item(each, item) for each in value]
    except ValueError as error:
        raise NotForTheRecord(f"{field.name}: {error}") from error


def read_value(value: Json, field: FactField) -> object:
    """A field's value out of JSON. Raises `NotForTheRecord`."""
    item = item_of(field.type)
    try:
        if value is None and field.optional:
            return None
        if item is field.type:
            return read_item(value, item)
        if not isinstance(value, list):
            raise ValueError(f"expected list, got {type(value).__name__}")  # noqa: TRY301, TRY004
        return tuple(read_item(each, item) for each in value)
    except ValueError as error:
        raise NotForTheRecord(f"{field.name}: {error}") from error


def read_fields(plain: Mapping[str, Json], fields: tuple[FactField, ...]) -> dict[str, object]:
    """The values of a fact's plain fields; one that is not there takes the fact's default.

    A field that this version does not know is passed over: an older server reads a newer record.
    """
    wanted = [field for field in fields if not field.salted]
    missing = [each.name for each in wanted if each.required and each.name not in plain]
    if missing:
        raise NotForTheRecord(f"missing: {', '.join(missing)}")
    return {
        field.name: read_value(plain[field.name], field) for field in wanted if field.name in plain
    }
