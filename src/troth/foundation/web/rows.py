"""Model instances from prepared raw statements, for the few places where the ORM costs too much."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models
from django.utils import timezone

M = TypeVar("M", bound=models.Model)


@cache
def columns(model: type[models.Model], alias: str) -> str:
    """All columns of a model, for a select list."""
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


@cache
def names(model: type[models.Model]) -> tuple[str, ...]:
    """Attribute names in the order of `columns`."""
    return tuple(field.attname for field in model._meta.concrete_fields)


@cache
def converters(model: type[models.Model]) -> tuple[tuple[int, Any, tuple[Any, ...]], ...]:
    """Which columns the database hands over in another form than Python wants."""
    found = []
    for place, field in enumerate(model._meta.concrete_fields):
        column = field.get_col(model._meta.db_table)
        steps = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        if steps:
            found.append((place, column, tuple(steps)))
    return tuple(found)


def instance(model: type[M], values: Sequence[Any]) -> M:
    """A model instance from one row, as the ORM would have made it."""
    row = list(values)
    for place, column, steps in converters(model):
        for step in steps:
            row[place] = step(row[place], column, connection)
    return model.from_db("default", names(model), row)


def moment() -> str | datetime | None:
    """Now, as this database writes it."""
    return connection.ops.adapt_datetimefield_value(timezone.now())


@cache
def defaults(model: type[models.Model]) -> dict[str, Any]:
    """What the columns of a new row hold where nothing is given."""
    return {field.attname: field.get_default() for field in model._meta.concrete_fields}


def plain(value: object) -> object:
    """A value as this database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
