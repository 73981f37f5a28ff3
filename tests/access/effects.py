"""What a request changed, table by table, in a form in which two runs can be compared."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper

# What being here changes, whoever does what.
LEFT_OUT = ("people_session", "people_tally", "site_cache", "django_migrations")
STAMP = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d")
Row = dict[str, Any]
Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Stored:
    """The rows of one table as the database hands them over."""

    names: tuple[str, ...]
    rows: list[tuple[Any, ...]]


Kept = dict[str, Stored]


@cache
def tables() -> tuple[str, ...]:
    """Every table of ours, those between two models included."""
    models = apps.get_models(include_auto_created=True)
    return tuple(sorted({one._meta.db_table for one in models} - set(LEFT_OUT)))


def everything() -> Kept:
    """All rows there are."""
    with connection.cursor() as cursor:
        return {name: stored(cursor, name) for name in tables()}


def stored(cursor: CursorWrapper, table: str) -> Stored:
    """The rows of one table."""
    cursor.execute(f"select * from {connection.ops.quote_name(table)}")
    return Stored(tuple(column[0] for column in cursor.description), cursor.fetchall())


def read(table: Stored, others: Stored) -> list[Row]:
    """The rows of one that the other has not, as they can be compared from run to run."""
    known = set(map(repr, others.rows))
    return [
        dict(zip(table.names, map(unless_now, row), strict=True))
        for row in table.rows
        if repr(row) not in known
    ]


def unless_now(value: object) -> object:
    """The value, but one word for every moment of this very minute or so."""
    moment = value
    if isinstance(value, str) and STAMP.match(value):
        moment = datetime.fromisoformat(value)
    if not isinstance(moment, datetime):
        return value
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return "now" if abs(datetime.now(UTC) - moment) < timedelta(minutes=30) else value


@dataclass(frozen=True)
class Change:
    """Rows that were not there before, and rows that are not there any more."""

    came: Tables
    went: Tables

    @property
    def nothing(self) -> bool:
        """Whether it is as it was."""
        return not any(self.came.values()) and not any(self.went.values())

    def flat(self, *, masked: frozenset[tuple[str, str]] = frozenset()) -> list[str]:
        """One line a row, without the columns that differ from run to run."""
        lines = []
        for sign, found in (("+", self.came), ("-", self.went)):
            for table, kept in found.items():
                for row in kept:
                    told = {name: v for name, v in row.items() if (table, name) not in masked}
                    lines.append(f"{sign} {table} {told}")
        return sorted(lines)


def change(before: Kept, after: Kept) -> Change:
    """What is different; only of tables in which something is, the rows are looked at."""
    touched = [name for name, kept in after.items() if kept.rows != before[name].rows]
    came = {name: read(after[name], before[name]) for name in touched}
    went = {name: read(before[name], after[name]) for name in touched}
    # A row of which only the moment was written anew is as it was.
    return Change(less(came, went), less(went, came))


def less(one: Tables, other: Tables) -> Tables:
    """The rows of one that the other has not."""
    found = {}
    for name, kept in one.items():
        known = Counter(map(repr, other[name]))
        found[name] = [row for row in kept if not known[repr(row)]]
    return {name: kept for name, kept in found.items() if kept}


def differing(one: Change, other: Change) -> frozenset[tuple[str, str]]:
    """The columns in which the same act differs from run to run: ids, moments, salts."""
    found = set()
    for first, second in ((one.came, other.came), (one.went, other.went)):
        for table in first.keys() & second.keys():
            for a, b in zip(first[table], second[table], strict=False):
                found |= {(table, name) for name in a if a[name] != b[name]}
    return frozenset(found)
