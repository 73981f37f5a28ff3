"""Triggers that let entries, nodes and checkpoints only grow: a guard against accidents."""

GROWING = ("ledger_entry", "ledger_node", "ledger_checkpoint")
VERBS = ("update", "delete")

POSTGRES_FUNCTION = """
create or replace function ledger_only_grows() returns trigger language plpgsql as
$$ begin raise exception '% only grows', tg_table_name; end $$
"""


def name_of(table: str, verb: str) -> str:
    """What a trigger is called."""
    return f"{table}_no_{verb}"


def sqlite_trigger(table: str, verb: str) -> str:
    """Refuse a verb on a table, on SQLite."""
    return (
        f"create trigger {name_of(table, verb)} before {verb} on {table} "
        f"begin select raise(abort, '{table} only grows'); end"
    )


def postgres_trigger(table: str, verb: str) -> str:
    """Refuse a verb on a table, on PostgreSQL."""
    return (
        f"create trigger {name_of(table, verb)} before {verb} on {table} "
        "for each row execute function ledger_only_grows()"
    )


def guarding(vendor: str, *, verbs: tuple[str, ...] = VERBS) -> list[str]:
    """The statements that put the guards up."""
    postgres = vendor == "postgresql"
    trigger = postgres_trigger if postgres else sqlite_trigger
    made = [trigger(table, verb) for table in GROWING for verb in verbs]
    return [POSTGRES_FUNCTION, *made] if postgres else made


def lifting(vendor: str, *, verbs: tuple[str, ...] = VERBS) -> list[str]:
    """The statements that take the guards away: for tests, and for repairing a damaged entry."""
    names = [(table, name_of(table, verb)) for table in GROWING for verb in verbs]
    if vendor == "postgresql":
        return [f"drop trigger if exists {name} on {table}" for table, name in names]
    return [f"drop trigger if exists {name}" for _, name in names]
