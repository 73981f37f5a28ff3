"""Sessions keep Django's promises, and a copy of their table opens nothing."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import connection
from django.test import Client
from django.utils import timezone

from troth.people import clock
from troth.people.models import Person, Session
from troth.people.queries.session import person_of
from troth.people.sessions import SessionStore, key_hash

pytestmark = pytest.mark.django_db


def key_of(session: SessionBase) -> str:
    """The key, which is there once a session was saved."""
    assert session.session_key
    return session.session_key


@pytest.fixture
def store() -> SessionStore:
    """A session with something in it."""
    made = SessionStore()
    made["seat"] = "near"
    made.save()
    return made


def test_what_was_put_in_comes_out_under_the_same_key(store: SessionStore) -> None:
    assert SessionStore(store.session_key)["seat"] == "near"


def test_the_key_itself_is_nowhere_in_the_database(store: SessionStore) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select * from people_session")
        rows = str(cursor.fetchall())
    assert key_of(store) not in rows
    assert key_hash(key_of(store)) in rows


def test_an_unknown_key_opens_an_empty_session_under_no_key() -> None:
    stranger = SessionStore("a" * 32)
    assert stranger.is_empty() is False
    assert dict(stranger.items()) == {}
    assert stranger.session_key is None


def test_a_new_key_takes_the_content_along_and_ends_the_old_one(store: SessionStore) -> None:
    before = key_of(store)
    store.cycle_key()
    assert store.session_key != before
    assert SessionStore(store.session_key)["seat"] == "near"
    assert not store.exists(before)


def test_flushing_leaves_nothing(store: SessionStore) -> None:
    before = key_of(store)
    store.flush()
    assert store.session_key is None
    assert not store.exists(before)
    assert Session.objects.count() == 0


def test_saving_a_session_that_was_ended_meanwhile_is_refused(store: SessionStore) -> None:
    other = SessionStore(store.session_key)
    other["seat"] = "far"
    store.delete()
    with pytest.raises(UpdateError):
        other.save()
    assert Session.objects.count() == 0


def test_a_session_that_has_run_out_is_empty_and_is_swept_away(store: SessionStore) -> None:
    Session.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert dict(SessionStore(store.session_key).items()) == {}
    clock.tidy_up(timezone.now())
    assert Session.objects.count() == 0


def test_sweeping_leaves_what_still_runs(store: SessionStore) -> None:
    clock.tidy_up(timezone.now())
    assert SessionStore(store.session_key)["seat"] == "near"


def test_the_age_somebody_asked_for_is_kept(store: SessionStore) -> None:
    store.set_expiry(300)
    store.save()
    row = Session.objects.get()
    assert timedelta(seconds=290) < row.expires_at - timezone.now() <= timedelta(seconds=300)


def test_the_person_stands_beside_the_data(ingrid: Person) -> None:
    client = Client()
    client.force_login(ingrid)
    assert Session.objects.get().person_id == ingrid.id
    assert person_of(client.session.session_key) == ingrid


def test_nobody_is_behind_no_key_a_wrong_key_or_a_hash() -> None:
    assert person_of(None) is None
    assert person_of("a" * 32) is None


def test_the_hash_in_the_table_opens_nothing(ingrid: Person) -> None:
    client = Client()
    client.force_login(ingrid)
    assert person_of(Session.objects.get().key_hash) is None


def test_a_person_who_was_switched_off_is_nobody(ingrid: Person) -> None:
    client = Client()
    client.force_login(ingrid)
    Person.objects.update(is_active=False)
    assert person_of(client.session.session_key) is None


def test_the_use_of_a_browser_is_written_down_every_ten_minutes_at_most(ingrid: Person) -> None:
    client = Client()
    client.force_login(ingrid)
    long_ago = timezone.now() - timedelta(hours=2)
    Session.objects.update(seen_at=long_ago)
    client.get("/you/sessions/")
    first = Session.objects.get().seen_at
    assert first > long_ago
    client.get("/you/sessions/")
    assert Session.objects.get().seen_at == first
