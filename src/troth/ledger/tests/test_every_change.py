"""Whatever somebody with the database in hand changes, by chance and many times, is found; or it tells nothing."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import DataError, IntegrityError, models, transaction

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger import highwater
from troth.ledger.models import (
    Cursor,
    Head,
    Once,
    Retry,
    Wake,
)
from troth.ledger.signing import load_key
from troth.ledger.stops import Stopped
from troth.ledger.tests.whole import AT, TABLES, claims, found

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSING: list[type[models.Model]] = [Wake, Cursor, Retry, Once]


def some(random: Random, table: type[models.Model]) -> models.Model:
    row: models.Model = random.choice(list(table._default_manager.order_by("pk")))
    return row


def another(random: Random, field: "models.Field[Any, Any]", value: Any) -> Any:  # noqa: ANN401  # any column
    """Another value that fits the column."""
    if isinstance(field, models.BinaryField):
        data = bytearray(value or bytes(32)) or bytearray(1)
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        return random.choice([bytes(data), bytes(data[:-1]), bytes(data) + b"x", b""])
    if isinstance(field, models.DateTimeField):
        return (value or AT) + timedelta(seconds=random.choice([-1, 1, 3600]))
    if isinstance(field, models.IntegerField):
        return value + random.choice([-20, -1, 1, 2, 10**9])
    if field.name in {"log", "concerns"}:
        return random.choice([new_ulid(), *Head.objects.values_list("log", flat=True)])
    place = random.randrange(len(value) + 1)
    changed = [value[:place], value[:place] + "x" + value[place:], value[1:], value.swapcase()]
    return random.choice([*changed, value.replace('"', "'"), ""])


Mutation = Callable[[Random], str]


def change(random: Random) -> str:
    """One value of one row."""
    row = some(random, random.choice(TABLES))
    field = random.choice([field for field in row._meta.concrete_fields if field.name != "pk"])
    here = type(row)._default_manager.filter(pk=row.pk)
    here.update(**{field.name: another(random, field, getattr(row, field.name))})
    return f"{row._meta.db_table}.{field.name}"


def swap(random: Random) -> str:
    """One value exchanged between two rows."""
    table = random.choice(TABLES)
    one, other = some(random, table), some(random, table)
    keys = {"pk", "log", "idx", "part", "epoch", "size", "level", "key"}
    field = random.choice([each for each in table._meta.concrete_fields if each.name not in keys])
    manager = table._default_manager
    manager.filter(pk=one.pk).update(**{field.name: getattr(other, field.name)})
    manager.filter(pk=other.pk).update(**{field.name: getattr(one, field.name)})
    return f"{table._meta.db_table}.{field.name} swapped"


def drop(random: Random) -> str:
    """One row."""
    row = some(random, random.choice(TABLES))
    type(row)._default_manager.filter(pk=row.pk).delete()
    return f"{row._meta.db_table} dropped"


def copy(random: Random) -> str:
    """One row more, at another place."""
    row = some(random, random.choice(TABLES))
    keys = [field for field in row._meta.concrete_fields if field.name in {"idx", "epoch", "size"}]
    if keys:
        field = random.choice(keys)
        setattr(row, field.name, another(random, field, getattr(row, field.name)))
    else:
        row.log = new_ulid()  # type: ignore[attr-defined]  # every table has a log
    type(row)._default_manager.bulk_create([row], ignore_conflicts=True)
    return f"{row._meta.db_table} copied"


def spoil_file(random: Random, state: Path) -> str:
    """One byte, or the end, of one file, or the file."""
    path = random.choice(sorted((state / "ledger").glob("[!s.]*")))
    data = bytearray(path.read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(random.choice([bytes(data), bytes(data[:-1]), b""]))
    if random.random() < 0.1:
        path.unlink()
    return f"file {path.name}"


# What no entry commits to: it tells a reader nothing, and nothing can be proven with it.
SAYS_NOTHING = {
    "ledger_part.concerns",
    "ledger_part.concerns swapped",
    "ledger_checkpoint dropped",
    "ledger_cosig dropped",
}


def key_now() -> str:
    try:
        return str(load_key().named("x"))
    except Stopped:
        return "none"


def contents() -> list[object]:
    """Every value of every table of the record, every remembered size, and whose key signs."""
    tables = [table._default_manager.order_by("pk").values_list() for table in TABLES]
    memory = [highwater.path_of(log).read_bytes() for log in highwater.logs()]
    values = [
        [bytes(value) if isinstance(value, memoryview) else value for value in row]
        for rows in tables
        for row in rows
    ]
    return [*values, memory, key_now()]


@dataclass
class Judge:
    """Knows the record as it was, and what was changed without being found although it matters."""

    world: list[Ulid]

    def __post_init__(self) -> None:
        self.rows, self.told = contents(), claims(self.world)

    def unseen(self, what: str) -> str | None:
        """The change, if it went unseen and should not."""
        if found() or contents() == self.rows:
            return None
        return None if what in SAYS_NOTHING and claims(self.world) == self.told else what


MUTATIONS: list[Mutation] = [change, change, change, swap, drop, copy]


# make assure asks for many more.
ROUNDS = int(os.environ.get("ASSURE_ROUNDS", "5"))


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_every_change_of_a_row_is_found_or_tells_nothing(world: list[Ulid], seed: int) -> None:
    random, judge = Random(seed), Judge(world)
    for _ in range(50):
        mutate = random.choice(MUTATIONS)
        with transaction.atomic():
            what = "what the tables' own keys refuse"
            with suppress(IntegrityError, DataError), transaction.atomic():
                what = mutate(random)
            assert judge.unseen(what) is None
            transaction.set_rollback(True)


def test_every_change_of_a_file_is_found(world: list[Ulid], state: Path) -> None:
    random, judge = Random(0), Judge(world)
    kept = {path: path.read_bytes() for path in (state / "ledger").iterdir()}
    for _ in range(60):
        assert judge.unseen(spoil_file(random, state)) is None
        for path, data in kept.items():
            path.write_bytes(data)


def test_what_only_drives_the_work_tells_nothing(world: list[Ulid]) -> None:
    told = claims(world)
    for table in PASSING:
        table._default_manager.all().delete()
    assert found() == []
    assert claims(world) == told
