"""One world for a whole module, and a way to knock at its doors that leaves nothing behind."""

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection, transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker
from tests.access.world import World, make_world

from troth.partnerships.tests.kept_table import Rows, empty_tables, put_back, rows_of
from troth.people.models import Person, Session
from troth.people.sessions import key_hash
from troth.people.tests.softkey import SoftKey

# What being here writes, whoever one is: that a browser was used, that something was tried.
NOTICED = ("people_session", "people_tally", "site_cache")
WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside did not happen."""
    block = transaction.atomic()
    # Actions that want to be the outermost block are told that a test holds it.
    block._from_testcase = True  # type: ignore[attr-defined]  # as Django's own test case does
    with block:
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Given:
    """An answer, and what the server wrote while it made it."""

    status: int
    content: bytes
    headers: dict[str, str]
    cookies: frozenset[str]
    writes: tuple[str, ...]


@dataclass
class Knocker:
    """Knocks as everybody; each knock is undone."""

    world: World
    jars: dict[str, SimpleCookie] = field(default_factory=dict)
    # One for all: every client loads the middleware anew, which takes longer than a page.
    client: Client = field(default_factory=partial(Client, raise_request_exception=False))

    def sign_in(self, who: str, person: Person | None) -> str:
        """Open a browser for a role, one that has just proved who sits at it; its session's name."""
        client = self.client
        client.cookies = SimpleCookie()
        if person is not None:
            client.force_login(person)
        self.jars[who] = client.cookies
        if person is None:
            return ""
        session = client.session
        # As allauth keeps it, but good for the whole module.
        proof = {"method": "code", "at": time.time() + 3600}
        session["account_authentication_methods"] = [proof]
        session["account_authentication_methods_user"] = person.pk
        session.save()
        return key_hash(session.session_key or "")

    def as_(self, who: str) -> Client:
        """The browser with this role's cookies as they were at the beginning."""
        self.client.cookies = deepcopy(self.jars[who])
        return self.client

    def knock(
        self, who: str, method: str, url: str, data: dict[str, Any] | None = None, **headers: str
    ) -> Given:
        """One request by one role; afterwards everything is as it was before."""
        client = self.as_(who)
        seen: list[str] = []

        def watch(execute: Callable[..., object], sql: str, *rest: object) -> object:
            seen.append(sql)
            return execute(sql, *rest)

        with undone(), connection.execute_wrapper(watch):
            if method == "POST":
                answer = client.post(url, data or {}, headers=headers)
            else:
                answer = client.generic(method, url, headers=headers)
            content = answer.getvalue()
        return Given(
            answer.status_code,
            content,
            dict(answer.headers),
            frozenset(answer.cookies),
            tuple(sql for sql in seen if is_write(sql)),
        )


def is_write(sql: str) -> bool:
    """Whether a statement changes something of somebody's."""
    words = sql.split(None, 3)
    return words[0].upper() in WRITES and not any(name in sql[:60] for name in NOTICED)


@dataclass(frozen=True)
class Kept:
    """The world as it was made once, what its making wrote, and its files."""

    world: World
    rows: Mapping[str, Rows]
    files: Path


_kept: list[Kept] = []


def world_again(state: Path, keep: Path) -> World:
    """The world; made by the actions once, and put back row by row and file by file for every later module."""
    if not _kept:
        names = empty_tables()
        made = make_world()
        # Nothing of it is ever committed, and each rollback would look through all that waits for that.
        connection.run_on_commit.clear()
        _kept.append(Kept(deepcopy(made), rows_of(names), keep))
        copytree(state / "files", keep)
        return made
    (kept,) = _kept
    put_back(kept.rows)
    copytree(kept.files, state / "files")
    return deepcopy(kept.world)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Everybody and everything, gone after the module."""
    state = tmp_path_factory.mktemp("state")
    (state / "run").mkdir()
    folders = override_settings(
        TROTH_STATE=state,
        TROTH_RUN=state / "run",
        MEDIA_ROOT=state / "files",
        # Without one the addresses of translations are not there; nobody asks it here.
        TRANSLATE_URL="http://127.0.0.1:9",
        PASSWORD_HASHERS=["troth.people.tests.quick.QuickArgon2"],
    )
    with django_db_blocker.unblock(), folders, undone():
        yield world_again(state, tmp_path_factory.mktemp("kept") / "files")


@pytest.fixture(scope="module")
def knocker(world: World) -> Knocker:
    """A browser for every role; Ingrid has a second factor and another browser as well."""
    found = Knocker(world)
    for who, someone in world.people.items():
        found.sign_in(who, someone)
    ingrid = world.cast.ingrid.person
    asked = {"user": {"id": "aQ"}, "rp": {"id": "testserver"}, "challenge": "Yw"}
    made = {"name": "Red key", "credential": json.loads(SoftKey().create({"publicKey": asked}))}
    world.passkey = Authenticator.objects.create(user=ingrid, type="webauthn", data=made).pk
    TOTP.activate(ingrid, generate_totp_secret())
    RecoveryCodes.activate(ingrid)
    world.session = found.sign_in("another browser", ingrid)
    return found


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are what these tests ask for; nobody reads them in a log."""
    log = logging.getLogger("django")
    log.setLevel(logging.ERROR)
    yield
    log.setLevel(logging.NOTSET)


@pytest.fixture(autouse=True)
def sessions_stay(world: World) -> Iterator[None]:
    """A test that ended a session for good would make every later answer meaningless."""
    before = Session.objects.count()
    yield
    assert Session.objects.count() == before
