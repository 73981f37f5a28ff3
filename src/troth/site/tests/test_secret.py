"""The secret key is made once, for this server alone, and only whoever runs it can read it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from troth.site.secret import secret_key


def test_it_is_made_once_and_stays(tmp_path: Path) -> None:
    state = tmp_path / "state"
    first = secret_key(state)
    assert len(first) >= 60
    assert secret_key(state) == first
    assert [path.name for path in state.iterdir()] == ["secret"]


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    secret_key(tmp_path / "state")
    assert stat.S_IMODE((tmp_path / "state" / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_of_many_at_once_all_read_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _n: secret_key(tmp_path / "state"), range(40)))
    assert len(set(keys)) == 1
    assert keys[0]


def test_where_nothing_is_kept_it_is_only_made_up(tmp_path: Path) -> None:
    first, second = (secret_key(tmp_path / "state", keep=False) for _ in range(2))
    assert first != second
    assert not (tmp_path / "state").exists()
