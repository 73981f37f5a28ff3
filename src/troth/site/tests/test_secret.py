"""The secret key is made once, for this server alone, and only whoever runs it can read it."""

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from troth.notices.push.vouching import private_key
from troth.site.secret import push_key, secret_key

Make = Callable[[Path], str]
KEPT = [(secret_key, "secret"), (push_key, "push-key")]


@pytest.mark.parametrize(("make", "name"), KEPT)
def test_it_is_made_once_and_stays(tmp_path: Path, make: Make, name: str) -> None:
    state = tmp_path / "state"
    first = make(state)
    assert len(first) >= 43
    assert make(state) == first
    assert [path.name for path in state.iterdir()] == [name]


@pytest.mark.parametrize(("make", "name"), KEPT)
def test_nobody_else_can_read_it(tmp_path: Path, make: Make, name: str) -> None:
    make(tmp_path / "state")
    assert stat.S_IMODE((tmp_path / "state" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


@pytest.mark.parametrize("make", [secret_key, push_key])
def test_of_many_at_once_all_read_the_same(tmp_path: Path, make: Make) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _n: make(tmp_path / "state"), range(40)))
    assert len(set(keys)) == 1
    assert keys[0]


def test_where_nothing_is_kept_it_is_only_made_up(tmp_path: Path) -> None:
    first, second = (secret_key(tmp_path / "state", keep=False) for _ in range(2))
    assert first != second
    assert not (tmp_path / "state").exists()


def test_the_key_for_browsers_is_one_that_signs(tmp_path: Path) -> None:
    assert private_key(push_key(tmp_path / "state")).key_size == 256
    assert private_key(push_key(tmp_path / "elsewhere", keep=False)).key_size == 256
    assert not (tmp_path / "elsewhere").exists()
