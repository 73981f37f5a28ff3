"""Model instances from prepared raw statements, for the few places where the ORM costs too much."""

from collections.abc import Sequence
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


def moment() -> Any:
    """Now, as this database writes it."""
    return connection.ops.adapt_datetimefield_value(timezone.now())
