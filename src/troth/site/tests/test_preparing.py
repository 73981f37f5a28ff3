"""Before the first request: tables, styles, and what a newcomer reads in the terminal."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from troth.people.models import Person
from troth.site.env import Env, read_env
from troth.site.serving import preparing, supervisor
from troth.site.serving.preparing import migrate_if_needed, prepare_static, stamp_of
from troth.site.serving.supervisor import Child, Trouble, serve
from troth.site.serving.welcome import welcome

Said = list[str]


@pytest.fixture
def env(tmp_path: Path) -> Env:
    return read_env({"TROTH_STATE": str(tmp_path / "s"), "PORT": "8123"})


@pytest.mark.django_db
def test_where_the_tables_are_up_to_date_nothing_is_said() -> None:
    said: Said = []
    migrate_if_needed(said.append)
    assert said == []


def test_styles_are_collected_when_they_changed_and_only_then(
    env: Env, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    env.troth_state.mkdir()
    said: Said = []
    for _ in range(2):
        prepare_static(env, say=said.append)
    assert said == ["Collecting styles, scripts and letters …"]
    assert (tmp_path / "static").is_dir()
    monkeypatch.setattr(preparing, "stamp_of", lambda _folder: "another")
    prepare_static(env, say=said.append)
    assert len(said) == 2


def test_a_build_is_known_by_names_sizes_and_times(tmp_path: Path) -> None:
    folder = tmp_path / "built"
    folder.mkdir()
    (folder / "a.css").write_text("a")
    first = stamp_of(folder)
    assert stamp_of(folder) == first
    (folder / "b.css").write_text("b")
    assert stamp_of(folder) != first


@pytest.mark.django_db
def test_a_new_server_tells_how_the_first_person_comes_in(env: Env) -> None:
    lines = list(welcome(env, example=False))
    assert "Troth is ready: http://localhost:8123" in lines
    assert any("within 24 hours: http://localhost:8123/" in line for line in lines)
    assert lines[-1] == "Ctrl-C stops it."


@pytest.mark.django_db
def test_once_somebody_is_there_no_such_link_is_printed(env: Env) -> None:
    Person.objects.create_user("ingrid@lumen.example", "Ingrid")
    assert not any("comes in by this link" in line for line in welcome(env, example=False))


@pytest.mark.django_db
def test_an_example_names_a_window_for_each_side_and_what_to_do_without(env: Env) -> None:
    for email, name in (("ingrid@lumen.example", "Ingrid"), ("ravi@kaveri.example", "Ravi")):
        Person.objects.create_user(email, name, is_example=True)
    said = "\n".join(welcome(env, example=True))
    assert "Ingrid of Lumen" in said
    assert "http://kaveri.localhost:8123/" in said
    assert "does not know names that end in .localhost" in said


LISTEN = (
    "import socket,sys,time; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); "
    "time.sleep(60)"
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Said]:
    """Serve with one small process instead of ours, and stop as soon as it is ready."""
    monkeypatch.setenv("TROTH_STATE", str(tmp_path / "s"))
    monkeypatch.setenv("PORT", "18123")
    monkeypatch.setattr(supervisor, "port_is_free", lambda _port: True)
    monkeypatch.setattr(supervisor, "prepare_static", lambda _env, say: say("styles"))
    monkeypatch.setattr(supervisor, "fill_example", lambda say: say("example"))
    monkeypatch.setattr(supervisor, "check_record", lambda _say: None)

    def children(env: Env, *, behind_proxy: bool) -> list[Child]:
        path = env.troth_state / "run" / "web.sock"
        return [Child("web", [sys.executable, "-c", LISTEN, str(path)], path)]

    monkeypatch.setattr(supervisor, "children", children)
    monkeypatch.setattr(supervisor.Supervisor, "watch", lambda _self: None)

    def run(**said: bool) -> Said:
        lines: Said = []
        serve(say=lines.append, **said)
        return lines

    return run


@pytest.mark.django_db
def test_serving_prepares_starts_says_where_and_stops(
    small: Callable[..., Said], tmp_path: Path
) -> None:
    lines = small()
    assert lines[0] == "styles"
    assert "Troth is ready: http://localhost:18123" in lines
    assert lines[-1] == "Stopped."
    assert (tmp_path / "s" / "run").stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db
def test_an_example_is_filled_first(small: Callable[..., Said]) -> None:
    assert small(example=True)[:2] == ["example", "styles"]


@pytest.mark.django_db
def test_a_port_that_is_taken_says_what_to_do(
    small: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "port_is_free", lambda _port: False)
    with pytest.raises(Trouble, match="PORT=18124 make run"):
        small()
    assert "Stopped." in small(behind_proxy=True)


def test_too_long_a_path_is_said_before_anything_is_made(
    small: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TROTH_STATE", str(tmp_path / ("x" * 120)))
    with pytest.raises(Trouble, match="shorter TROTH_STATE"):
        small()
    assert list(tmp_path.iterdir()) == []
