"""Statements that are put together once and asked many times, for questions that every page asks.

Building a queryset and turning it into SQL costs Django about ten times what the database needs to answer when nothing
is found. Here both happen once for each shape of arguments; afterwards only the values change. What comes back are the
same model instances.
"""

from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from inspect import signature
from typing import Any, Final, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
# What a row is: an instance of a model, or a tuple of some of its columns.
R = TypeVar("R")
# More shapes than the lengths of a few lists can make.
MOST_SHAPES: Final = 256
FAR: Final = datetime(2900, 1, 1, tzinfo=UTC)
Value = str | int | date | None
Shape = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Many:
    """A list of texts, by the length it is filled up to."""

    length: int


@dataclass(frozen=True)
class Fixed:
    """An argument that stands in the statement itself, such as a limit."""

    value: object


class Unknown:
    """Stands where no statement was put together yet; None stands for one that finds nothing."""


UNKNOWN: Final = Unknown()


class Frozen(Query):
    """Stands for the query of a queryset whose statement has been asked already."""

    def __init__(self, model: type[Model], compiler: SQLCompiler) -> None:
        super().__init__(model)
        self._compiler = compiler

    def get_compiler(self, *_: object, **__: object) -> SQLCompiler:
        """The compiler that knows the columns."""
        return self._compiler


@dataclass(frozen=True, kw_only=True)
class Statement(Generic[R]):
    """SQL with its values: `places` says which of them come from the arguments, as (place, number of the value)."""

    sql: str
    values: tuple[Value, ...]
    places: tuple[tuple[int, int], ...]
    queryset: QuerySet[Any, R]
    compiler: SQLCompiler

    def rows(self, given: Sequence[Value]) -> list[R]:
        """Ask with these values; no model is touched where nothing is found."""
        values = list(self.values)
        for place, number in self.places:
            values[place] = given[number]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            found = cursor.fetchall()
        return self.instances(found) if found else []

    def instances(self, found: Sequence[tuple[Any, ...]]) -> list[R]:
        """The rows as Django makes them, with what was selected beside them and what is fetched before."""
        compiler = copy(self.compiler)
        compiler.connection = connection
        if compiler.has_extra_select:
            found = [row[: compiler.col_count] for row in found]
        if of_columns(self.queryset):
            rows: Any = compiler.results_iter([list(found)], tuple_expected=True)
            return list(rows)
        vars(compiler)["execute_sql"] = lambda **_: [found]
        kept, model = vars(self.queryset), self.queryset.model
        fresh = type(self.queryset)(model=model, query=Frozen(model, compiler))
        for name in ("_prefetch_related_lookups", "_known_related_objects", "_hints"):
            setattr(fresh, name, kept[name])
        return list(fresh)


class Prepared(Generic[P, R]):
    """A function that builds a queryset from its arguments, asked as a prepared statement; gives a list.

    Texts, lists of texts, days and moments are values of the statement; numbers, fixed kinds and nothing are part of
    its shape. The function may not look at what a value is, nor at anything besides that can change: it is called once,
    with others in their place.
    """

    def __init__(self, build: Callable[P, QuerySet[Any, R]]) -> None:
        self.plain = build
        self.__doc__, self.__name__ = build.__doc__, build.__name__
        self._names = tuple(signature(build).parameters)
        self._statements: dict[Shape, Statement[R] | None] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """What the queryset would have found."""
        named = dict(zip(self._names, args, strict=False)) | kwargs
        shape: Shape = tuple((name, part(value)) for name, value in named.items())
        statement = self._statements.get(shape, UNKNOWN)
        if isinstance(statement, Unknown):
            statement = self._prepare(shape)
            # Another thread may make room at any moment, so what was found is not looked up again.
            if len(self._statements) >= MOST_SHAPES:
                self._statements.clear()
            self._statements[shape] = statement
        if statement is None:
            return []
        return statement.rows([value for one in named.values() for value in values_of(one)])

    def _prepare(self, shape: Shape) -> Statement[R] | None:
        """Put the statement together, twice with other values, so that none of them is built in unseen."""
        try:
            first, second = self._written(shape, 1), self._written(shape, 2)
        except EmptyResultSet:
            return None
        if (first.sql, first.values, first.places) != (second.sql, second.values, second.places):
            raise TypeError(f"{self.__name__} does something with its arguments but ask for them")
        return first

    def _written(self, shape: Shape, turn: int) -> Statement[R]:
        marks = {name: marked(one, name, turn * 100 + n) for n, (name, one) in enumerate(shape)}
        build: Callable[..., QuerySet[Any, R]] = self.plain
        queryset = build(**marks)
        plain_columns = of_columns(queryset) and not queryset.query.annotation_select
        if not plain_columns and vars(queryset)["_iterable_class"] is not ModelIterable:
            raise TypeError(f"{self.__name__} gives something else than rows of a model")
        compiler = queryset.query.get_compiler(using="default")
        sql, values = compiler.as_sql()
        given = [value for one in marks.values() for value in values_of(one)]
        numbers = {value: n for n, value in enumerate(given)}
        places = tuple((at, numbers[one]) for at, one in enumerate(values) if one in numbers)
        ours = {at for at, _number in places}
        rest = tuple(None if at in ours else one for at, one in enumerate(values))
        return Statement(sql=sql, values=rest, places=places, queryset=queryset, compiler=compiler)


def prepared(build: Callable[P, QuerySet[Any, R]]) -> Prepared[P, R]:
    """Ask the queryset of this function as a prepared statement."""
    return Prepared(build)


def of_columns(queryset: QuerySet[Any, R]) -> bool:
    """Whether its rows are tuples of columns."""
    return vars(queryset)["_iterable_class"] is ValuesListIterable


def part(value: object) -> object:
    """What of an argument belongs to the shape of the statement."""
    if isinstance(value, (Enum, int)) or value is None:
        return Fixed(value)
    if isinstance(value, str):
        return "text"
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, date):
        return "date"
    if isinstance(value, Collection):
        return Many(0 if not value else 1 << (len(set(value)) - 1).bit_length())
    raise TypeError(f"{type(value).__name__} is no value of a prepared statement")


def values_of(value: object) -> tuple[Value, ...]:
    """An argument as values of the statement; a list is filled up with its last."""
    if isinstance(value, Enum) or value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, datetime):
        return (connection.ops.adapt_datetimefield_value(value),)
    if isinstance(value, date):
        return (connection.ops.adapt_datefield_value(value),)
    if isinstance(value, Collection) and value:
        some = sorted({str(one) for one in value})
        return (*some, *some[-1:] * ((1 << (len(some) - 1).bit_length()) - len(some)))
    return ()


def marked(one: object, name: str, number: int) -> object:
    """A value that can be found again in the statement."""
    if isinstance(one, Fixed):
        return one.value
    if isinstance(one, Many):
        return [f"{number}.{name}.{n:04}" for n in range(one.length)]
    day = FAR + timedelta(days=number)
    return {"text": f"{number}.{name}", "moment": day, "date": day.date()}[str(one)]
