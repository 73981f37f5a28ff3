"""Which fields a fact may have: what stays readable in the record, and what must be salted."""

import dataclasses
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from troth.foundation.facts.fact import SALTED, Fact, names_person
from troth.foundation.kernel.ulid import Ulid

PLAIN = (Ulid, bool, int, date, datetime, Decimal)
SALTED_TOO = (*PLAIN, str)
OWN = ("room", "by")
WORD = re.compile(r"[a-z0-9]+([-:][a-z0-9]+)*", re.ASCII)
PLANS: dict[type[Fact], tuple["FactField", ...]] = {}


@dataclass(frozen=True)
class FactField:
    """One field of a fact: its type without the marks, and whether it is salted or may be None."""

    name: str
    type: object
    salted: bool
    optional: bool
    required: bool


def without_none(hint: object) -> tuple[object, bool]:
    """The type behind `X | None`, and whether None was there."""
    if get_origin(hint) not in {Union, types.UnionType}:
        return hint, False
    options = [option for option in get_args(hint) if option is not types.NoneType]
    whole = options[0] if len(options) == 1 else hint
    return whole, len(options) < len(get_args(hint))


def look(field: dataclasses.Field[Any], hint: object) -> FactField:
    """What a field's annotation says."""
    salted = get_origin(hint) is Annotated and SALTED in get_args(hint)
    inner, optional = without_none(get_args(hint)[0] if salted else hint)
    missing = dataclasses.MISSING
    required = field.default is missing and field.default_factory is missing
    return FactField(field.name, inner, salted, optional, required)


def fields_of(fact: type[Fact]) -> tuple[FactField, ...]:
    """A fact's own fields in their order, without `room` and `by`."""
    plan = PLANS.get(fact)
    if plan is None:
        hints = get_type_hints(fact, include_extras=True)
        own = (field for field in dataclasses.fields(fact) if field.name not in OWN)
        plan = PLANS[fact] = tuple(look(field, hints[field.name]) for field in own)
    return plan


def is_closed(kind: object) -> bool:
    """Whether it is an enum whose members are all written as short words."""
    if not (isinstance(kind, type) and issubclass(kind, Enum)):
        return False
    return all(isinstance(each.value, str) and WORD.fullmatch(each.value) for each in kind)


def item_of(kind: object) -> object:
    """X for `tuple[X, ...]`, anything else as it is."""
    arguments = get_args(kind)
    is_row = get_origin(kind) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis
    return arguments[0] if is_row else kind


def refusal(field: FactField) -> str | None:
    """Why a field may not be in the record as it is, or None."""
    item = item_of(field.type)
    if not is_closed(item) and item not in (SALTED_TOO if field.salted else PLAIN):
        return f"{field.name}: {field.type} must be salted, or an id, date, number or closed enum"
    if not field.salted and item is Ulid and names_person(field.name):
        return f"{field.name}: a person's id must be salted"
    return None


def refusals(fact: type[Fact]) -> Iterator[str]:
    """All reasons why this kind of fact may not be recorded."""
    if not (fact.__doc__ or "").strip() or (fact.__doc__ or "").startswith(f"{fact.__name__}("):
        yield "a docstring must say what happened"
    if "__dataclass_params__" not in fact.__dict__:
        yield "it must be decorated with @dataclass(frozen=True, kw_only=True)"
        return
    for field in fields_of(fact):
        reason = refusal(field)
        if reason:
            yield reason
