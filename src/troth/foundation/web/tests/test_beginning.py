"""What is made together is what Django makes step by step."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

import troth
from troth.foundation.web.beginning import Beginning

BOAT = migrations.CreateModel(
    "Boat",
    [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=40))],
)
CREW = migrations.CreateModel(
    "Crew",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("boat", models.ForeignKey("beginning.Boat", models.CASCADE)),
        ("seat", models.IntegerField()),
    ],
)
SAILS = migrations.CreateModel(
    "Voyage",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("boats", models.ManyToManyField("beginning.Boat")),
    ],
)
ADDED: list[Operation] = [
    migrations.AddField("boat", "captain", models.ForeignKey("Crew", models.CASCADE, null=True)),
    migrations.AddIndex("crew", models.Index(fields=["seat"], name="beginning_seat")),
    migrations.AddConstraint(
        "crew", models.UniqueConstraint(fields=["boat", "seat"], name="beginning_one_each")
    ),
    migrations.AddConstraint(
        "crew", models.CheckConstraint(condition=models.Q(seat__gt=0), name="beginning_seats")
    ),
]
TABLES = ("beginning_voyage_boats", "beginning_voyage", "beginning_crew", "beginning_boat")


def made_by(kind: type[migrations.Migration], steps: Sequence[Operation]) -> ProjectState:
    """The state after these steps, which have been done to the database."""
    migration: migrations.Migration = type("Migration", (kind,), {"operations": steps})(
        "0001_initial", "beginning"
    )
    with connection.schema_editor() as editor:
        return migration.apply(ProjectState(), editor)


def described() -> dict[str, object]:
    """Columns and constraints of the tables that are there."""
    with connection.cursor() as cursor:
        look = connection.introspection
        return {
            name: (
                sorted((one.name, one.null_ok) for one in look.get_table_description(cursor, name)),
                sorted(
                    (tuple(one["columns"]), one["unique"], one["index"], one["check"])
                    for one in look.get_constraints(cursor, name).values()
                ),
            )
            for name in TABLES
        }


@pytest.fixture
def afterwards(transactional_db: None) -> Iterator[None]:
    """The tables are gone again."""
    yield
    drop()


def drop() -> None:
    """Take the tables away, whichever refer to which."""
    cascade = " cascade" if connection.vendor == "postgresql" else ""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for name in TABLES:
            cursor.execute(f"drop table if exists {name}{cascade}")


@pytest.mark.usefixtures("afterwards")
def test_tables_made_together_are_those_made_one_after_the_other() -> None:
    steps = [BOAT, CREW, SAILS, *ADDED]
    made_by(migrations.Migration, steps)
    one_by_one = described()
    drop()

    state = made_by(Beginning, steps)

    assert described() == one_by_one
    crew = state.apps.get_model("beginning", "Crew")
    boat = state.apps.get_model("beginning", "Boat").objects.create(name="Terne")
    assert crew.objects.create(boat=boat, seat=1).boat.name == "Terne"


@pytest.mark.usefixtures("afterwards")
def test_what_does_more_than_make_tables_goes_step_by_step() -> None:
    told: list[str] = []
    moment = migrations.RunPython(
        lambda apps, _editor: told.append(apps.get_model("beginning", "Boat").__name__)
    )

    made_by(Beginning, [BOAT, moment, CREW, SAILS])

    assert told == ["Boat"]
    assert described()


def test_every_noun_makes_its_first_tables_together() -> None:
    first = sorted(Path(troth.__file__).parent.glob("*/migrations/0001_initial.py"))

    assert len(first) > 20
    assert [
        one.parts[-3] for one in first if "class Migration(Beginning)" not in one.read_text()
    ] == []
