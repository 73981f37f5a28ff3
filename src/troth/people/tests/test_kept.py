"""What workers keep for each other is data: it is found, runs out, is claimed once, and never runs as code."""

import base64
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCacheClient
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from troth.people import clock
from troth.people.actions.kept import forget_kept
from troth.people.kept import Json, KeptRows
from troth.people.models import Cached

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> KeptRows:
    """The kept rows, also where a Redis is the cache."""
    return KeptRows("", {})


def run_out(key: str) -> None:
    """Let its time be over."""
    Cached.objects.filter(cache_key__endswith=f":{key}").update(
        expires=datetime.now(UTC) - timedelta(seconds=1)
    )


class Bomb:
    """Unpickling it makes a file: what a pickle could do on the server."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("value", [1, "word", None, [1, [2.5, None]], {"a": [True]}, "", 0, False])
def test_what_is_kept_is_found(rows: KeptRows, value: object) -> None:
    rows.set("k", value)
    assert rows.get("k", "nothing") == value
    assert rows.get_many(["k", "other"]) == {"k": value}
    assert rows.has_key("k")


def test_what_was_not_kept_is_not_there(rows: KeptRows) -> None:
    assert rows.get("k") is None
    assert rows.get("k", 7) == 7
    assert rows.get_many([]) == {}
    assert not rows.touch("k")
    assert not rows.delete("k")


def test_the_last_word_counts(rows: KeptRows) -> None:
    rows.set("k", 1)
    rows.set("k", 2)
    assert rows.get("k") == 2
    assert Cached.objects.count() == 1


def test_what_ran_out_is_not_there_and_its_place_is_free(rows: KeptRows) -> None:
    rows.set("k", 1, 60)
    run_out("k")
    assert rows.get("k") is None
    assert not rows.touch("k", 60)
    assert rows.add("k", 2, 60)
    assert rows.get("k") == 2


def test_a_name_is_claimed_once(rows: KeptRows) -> None:
    assert rows.add("code", "used", 60)
    assert not rows.add("code", "used", 60)
    assert rows.get("code") == "used"


def test_it_can_be_kept_for_longer_for_ever_or_not_at_all(rows: KeptRows) -> None:
    rows.set("k", 1, 1)
    assert rows.touch("k", 3600)
    assert Cached.objects.get().expires > datetime.now(UTC) + timedelta(minutes=50)
    rows.set("k", 1, None)
    assert Cached.objects.get().expires.year == 9000
    rows.set("k", 1, 10.0**15)
    assert Cached.objects.get().expires.year == 9000
    rows.set("k", 1, 0)
    assert rows.get("k") is None


def test_it_is_given_up_by_name_or_altogether(rows: KeptRows) -> None:
    rows.set("a", 1)
    rows.set("b", 1)
    assert rows.delete("a")
    assert rows.get_many(["a", "b"]) == {"b": 1}
    rows.clear()
    assert not Cached.objects.exists()


def test_each_call_asks_the_database_once(
    rows: KeptRows, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        rows.set("a", 1)
    with django_assert_num_queries(1):
        rows.get_many([f"k{n}" for n in range(50)])


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", datetime.now(UTC)])
def test_what_is_no_data_is_not_kept(rows: KeptRows, value: object) -> None:
    with pytest.raises(TypeError):
        rows.set("k", value)
    assert not Cached.objects.exists()


def test_a_pickle_in_the_table_runs_nothing(rows: KeptRows, tmp_path: Path) -> None:
    bomb = pickle.dumps(Bomb(tmp_path / "went-off"))
    pickle.loads(bomb)
    assert (tmp_path / "went-off").exists(), "the bomb itself must work, or this shows nothing"
    (tmp_path / "went-off").unlink()
    rows.set("k", 1)
    Cached.objects.update(value=base64.b64encode(bomb).decode())
    assert rows.get("k") is None
    assert not (tmp_path / "went-off").exists()


def test_redis_reads_and_writes_the_same_json_and_no_pickle(tmp_path: Path) -> None:
    client = RedisCacheClient(["redis://nowhere.example"], serializer="troth.people.kept.Json")
    serializer = vars(client)["_serializer"]
    assert isinstance(serializer, Json)
    assert serializer.loads(pickle.dumps(Bomb(tmp_path / "went-off"))) is None
    assert not (tmp_path / "went-off").exists()


def test_the_server_uses_no_other_way_to_keep() -> None:
    kept = settings.CACHES["default"]
    assert kept["BACKEND"] == "troth.people.kept.KeptRows" or kept["OPTIONS"] == {
        "serializer": "troth.people.kept.Json"
    }
    assert list(settings.CACHES) == ["default"]


@pytest.mark.redis
def test_on_a_redis_what_is_kept_is_found_and_claimed_once() -> None:
    cache.clear()
    cache.set("k", {"a": [1, 2.5]}, 60)
    assert cache.get_many(["k", "other"]) == {"k": {"a": [1, 2.5]}}
    assert cache.add("code", "used", 60)
    assert not cache.add("code", "used", 60)
    cache.set("n", 1, 60)
    assert cache.incr("n") == 2


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_whatever_bytes_lie_there_are_data_or_nothing(data: bytes | str) -> None:
    found = Json().loads(data)
    assert json.dumps(Json().loads(Json().dumps(found))) == json.dumps(found)


def test_nesting_without_end_is_nothing() -> None:
    assert Json().loads("[" * 100_000) is None


def test_the_clock_drops_what_ran_out_and_keeps_the_rest(rows: KeptRows) -> None:
    rows.set("old", 1, 60)
    rows.set("new", 1, 60)
    run_out("old")
    clock.tidy_up(datetime.now(UTC))
    assert [one.cache_key for one in Cached.objects.all()] == [rows.make_key("new")]


def test_where_there_is_too_much_what_ends_soonest_goes_first(rows: KeptRows) -> None:
    for n in range(6):
        rows.set(f"k{n}", n, 100 + n)
    assert forget_kept(before=datetime.now(UTC), most=4) == 2
    assert set(rows.get_many([f"k{n}" for n in range(6)])) == {"k2", "k3", "k4", "k5"}
