"""What is weak about this server's settings, said plainly."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from troth.discussions.interpreter import known_languages
from troth.discussions.rules.translating import Nonsense
from troth.foundation.web.outside import NoAnswer
from troth.resources.actions.bucket import Bucket, OutOfReach, bucket
from troth.site.check_env import OF_THIS_MACHINE, env_weaknesses
from troth.site.database import sqlite_version, wal_is_safe

SECRET_LENGTH = 40
PROBE = "troth-check"


def weak_settings() -> Iterator[str]:
    """One plain sentence per weakness, with what to do."""
    yield from address_weaknesses()
    yield from env_weaknesses(settings.ENV)
    yield from database_weaknesses()
    yield from file_weaknesses(settings.TROTH_STATE)
    yield from bucket_weaknesses()
    yield from translation_weaknesses()


def address_weaknesses() -> Iterator[str]:
    """Address, mail, example, secret."""
    if not settings.BASE_URL.startswith("https://"):
        yield (
            f"BASE_URL is {settings.BASE_URL}: without https anybody on the way can read along. "
            "Give an https:// address."
        )
    if settings.EXAMPLE:
        yield "This is an example server: anybody who reaches it can sit down as anyone. Do not let others reach it."
    if not getattr(settings, "MAIL_LEAVES", False):
        yield "No mail leaves this server: sign-in codes and invitations stay here. Set MAIL_URL."
    if settings.DEBUG:
        yield "DEBUG is on: errors show their inside to everybody. Unset DEBUG."
    if len(settings.SECRET_KEY) < SECRET_LENGTH:
        yield "SECRET_KEY is short. Unset it, and a long one is made and kept in the state folder."
    if not settings.HOST_NAME:
        yield "TROTH_HOST_NAME is not set: people cannot see who runs this server. Set it, such as “Lumen IT, Bergen”."


def database_weaknesses() -> Iterator[str]:
    """Durability of what is acknowledged."""
    if connection.vendor == "sqlite":
        version = sqlite_version()
        if not wal_is_safe(version):
            words = ".".join(map(str, version))
            yield f"SQLite {words} has a fault in its write-ahead log; the slower safe mode is used. Install pysqlite3."
        return
    with connection.cursor() as cursor:
        for name, wanted in (
            ("synchronous_commit", "on"),
            ("fsync", "on"),
            ("data_checksums", "on"),
        ):
            cursor.execute(f"show {name}")
            value = cursor.fetchone()[0]
            if value != wanted:
                yield (
                    f"PostgreSQL has {name} = {value}: what was acknowledged can be lost or go bad unseen. "
                    f"Set it to {wanted}."
                )
        cursor.execute(
            "select count(*) from pg_stat_replication where sync_state in ('sync', 'quorum')"
        )
        if not cursor.fetchone()[0]:
            yield "PostgreSQL has no synchronous standby: if this machine is lost, so is what was acknowledged last."


def file_weaknesses(state: Path) -> Iterator[str]:
    """Who else on this machine can read the state folder."""
    if not state.is_dir():
        return
    if stat.S_IMODE(state.stat().st_mode) & 0o077:
        yield f"The state folder {state} can be read by others on this machine. chmod 700 it."
    for name in ("secret", "push-key", "ledger/key"):
        path = state / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"The file {path} can be read by others on this machine. chmod 600 it."
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "The server runs as root. Give it a person of its own on this machine."


def bucket_weaknesses() -> Iterator[str]:
    """Whether the bucket of files can be reached and written to, and by nobody else."""
    there = bucket()
    if there is None:
        return
    address = urlsplit(there.endpoint)
    if address.scheme == "http" and address.hostname not in OF_THIS_MACHINE:
        yield (
            f"FILES_URL reaches its bucket by {there.endpoint}: anybody on the way can read the files. "
            "Give an https:// endpoint."
        )
    try:
        try_bucket(there)
    except OSError as wrong:
        yield (
            f"Files cannot be kept in the bucket {there.name} ({wrong}). Check FILES_URL, and that its key may "
            "read, write and delete there."
        )
        return
    if there.is_open_to_all():
        yield f"Anybody can read the bucket {there.name}. Take public access away from it."


def translation_weaknesses() -> Iterator[str]:
    """Whether the translation service answers as one."""
    if not settings.TRANSLATE_URL:
        return
    try:
        known_languages()
    except (NoAnswer, Nonsense) as wrong:
        yield (
            f"TRANSLATE_URL does not answer as a translation service does ({wrong}). "
            "Check the address, and that the service runs."
        )


def try_bucket(there: Bucket) -> None:
    """Write, read and delete something small. Raises `OSError`."""
    there.write(PROBE, b"troth check")
    if there.first(PROBE, 5) != b"troth":
        raise OutOfReach("what was written is not what is read")
    there.forget(PROBE)
