"""What must be in place before the first request: tables, static files, the example."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from troth.ledger.checkpoints import check_high_water
from troth.people.models import Person
from troth.site.env import Env
from troth.site.example import fill

Say = Callable[[str], None]


def migrate_if_needed(say: Say) -> None:
    """Run migrations only where there are some: a second start must be quick."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    say(
        "Creating the tables …"
        if not executor.loader.applied_migrations
        else "Bringing the tables up to date …"
    )
    call_command("migrate", interactive=False, verbosity=0)


def check_record(say: Say) -> None:
    """Compare each log with what was signed before; one that does not fit takes nothing more until it is understood."""
    for log in check_high_water():
        say(
            f"The record {log} is not what was signed before, so nothing is added to it. Run: troth ledger verify"
        )


def fill_example(say: Say) -> bool:
    """Fill an empty database with the example partnerships; whether they are what it holds.

    Where real people came first, nobody may sit down as somebody else.
    """
    if not Person.objects.exists():
        fill(say)
    return Person.objects.filter(is_example=True).exists()


def stamp_of(folder: Path) -> str:
    """A hash over names, sizes and times of the built files, so that an unchanged build costs nothing."""
    parts = [
        f"{one.relative_to(folder)} {one.stat().st_size} {one.stat().st_mtime_ns}"
        for one in sorted(folder.rglob("*"))
    ]
    return sha256("\n".join(parts).encode()).hexdigest()


def prepare_static(env: Env, *, say: Say) -> None:
    """Collect static files into the state folder when the build changed."""
    source = Path(__file__).resolve().parents[2] / "foundation/web/static"
    stamp, kept = stamp_of(source), env.troth_state / "static.stamp"
    if kept.exists() and kept.read_text() == stamp:
        return
    say("Collecting styles, scripts and letters …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    kept.write_text(stamp)
