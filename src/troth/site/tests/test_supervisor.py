"""Whoever looks after the processes: starts them, starts again what died, ends them all."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from troth.site.env import read_env
from troth.site.serving import supervisor
from troth.site.serving.ports import answers
from troth.site.serving.supervisor import Child, Supervisor, Trouble, child_environment, children

LISTEN = "import socket,sys,time; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); time.sleep(60)"
STUBBORN = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"


def python(name: str, code: str, *arguments: str, socket: Path | None = None) -> Child:
    return Child(name, [sys.executable, "-c", code, *arguments], socket)


@pytest.fixture
def keep() -> Iterator[Callable[..., Supervisor]]:
    """A supervisor of these children; all of them are ended when the test is."""
    made: list[Supervisor] = []

    def look_after(*care: Child) -> Supervisor:
        made.append(Supervisor(list(care), dict(os.environ)))
        return made[-1]

    yield look_after
    for one in made:
        one.stop()


def running(child: Child) -> bool:
    return child.process is not None and child.process.poll() is None


def until(said: Callable[[], bool]) -> None:
    for _ in range(400):
        if said():
            return
        time.sleep(0.05)
    pytest.fail("it never happened")


def test_it_waits_until_all_listen(tmp_path: Path, keep: Callable[..., Supervisor]) -> None:
    path = tmp_path / "web.sock"
    path.write_text("left by an earlier server")
    keep(python("web", LISTEN, str(path), socket=path)).start()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))


def test_one_that_ends_while_starting_is_said_by_name(
    tmp_path: Path, keep: Callable[..., Supervisor]
) -> None:
    with pytest.raises(Trouble, match="The process “live” ended while starting"):
        keep(python("live", "raise SystemExit(3)", socket=tmp_path / "live.sock")).start()


def test_one_that_never_listens_is_not_waited_for_forever(
    tmp_path: Path, keep: Callable[..., Supervisor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "READY_SECONDS", 0.2)
    with pytest.raises(Trouble, match="did not start"):
        keep(python("web", "import time; time.sleep(60)", socket=tmp_path / "web.sock")).start()


def test_what_died_is_started_again(
    keep: Callable[..., Supervisor], capsys: pytest.CaptureFixture[str]
) -> None:
    child = python("follow", "import time; time.sleep(60)")
    keeper = keep(child)
    keeper.start()
    assert child.process is not None
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    watching = threading.Thread(target=keeper.watch)
    watching.start()
    until(lambda: running(child) and child.process is not None and child.process.pid != first)
    keeper.ask_to_stop(signal.SIGTERM, None)
    watching.join(10)
    assert not watching.is_alive()
    assert "The process “follow” ended; starting it again" in capsys.readouterr().err


def test_a_socket_that_was_left_does_not_keep_it_from_listening_again(
    tmp_path: Path, keep: Callable[..., Supervisor]
) -> None:
    path = tmp_path / "web.sock"
    child = python("web", LISTEN, str(path), socket=path)
    keeper = keep(child)
    keeper.start()
    assert child.process is not None
    child.process.kill()
    child.process.wait()
    keeper.revive(child)
    until(lambda: answers(path))


def test_the_more_often_it_dies_the_longer_it_rests() -> None:
    child = python("web", "")
    waits = [child.wait_before_restart(at) for at in (0, 1, 2, 3, 4, 5, 6, 7)]
    assert waits == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]
    assert child.wait_before_restart(100) == 0.2


def test_all_end_when_asked_to(keep: Callable[..., Supervisor]) -> None:
    care = [python(name, "import time; time.sleep(60)") for name in ("web", "live")]
    keeper = keep(*care)
    keeper.start()
    keeper.stop()
    assert not any(running(child) for child in care)


def test_one_that_does_not_listen_to_words_is_ended_by_force(
    keep: Callable[..., Supervisor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.3)
    child = python("web", STUBBORN)
    keeper = keep(child)
    keeper.start()
    time.sleep(0.5)
    keeper.stop()
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_stopping_before_anything_started_is_no_fault(keep: Callable[..., Supervisor]) -> None:
    keep(python("web", "")).stop()


PARENT = """
import subprocess, sys, time
left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(str(left.pid))
time.sleep(60)
"""


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_what_a_killed_process_leaves_behind_is_ended_too(
    tmp_path: Path, keep: Callable[..., Supervisor]
) -> None:
    note = tmp_path / "pid"
    child = python("web", PARENT, str(note))
    keeper = keep(child)
    keeper.start()
    until(lambda: note.exists() and note.read_text() != "")
    left = int(note.read_text())
    assert child.process is not None
    child.process.kill()
    child.process.wait()
    assert alive(left)
    keeper.revive(child)
    until(lambda: not alive(left))


@pytest.mark.parametrize(
    ("url", "threads"), [("", "1"), ("postgres://a@b/c", "4"), ("sqlite:///x", "1")]
)
def test_the_processes_of_a_server(tmp_path: Path, url: str, threads: str) -> None:
    env = read_env({"TROTH_STATE": str(tmp_path), "DATABASE_URL": url, "TROTH_WORKERS": "3"})
    web, live, follow = children(env, behind_proxy=False)
    assert [web.name, live.name, follow.name] == ["web", "live", "follow"]
    assert web.command[web.command.index("--workers") + 1] == "3"
    assert web.command[web.command.index("--blocking-threads") + 1] == threads
    assert str(tmp_path / "run" / "web.sock") in web.command
    assert "--behind-proxy" not in live.command
    with_mail = children(replace(env, mail_in_port=8025), behind_proxy=False)
    assert [one.name for one in with_mail[3:]] == ["mail"]
    assert "--behind-proxy" in children(env, behind_proxy=True)[1].command


def test_the_processes_know_what_was_decided_for_them(tmp_path: Path) -> None:
    env = read_env({"TROTH_STATE": str(tmp_path), "PORT": "9000"})
    given = child_environment(env, example=True)
    assert (given["TROTH_STATE"], given["PORT"], given["TROTH_EXAMPLE"]) == (
        str(tmp_path),
        "9000",
        "yes",
    )
    assert given["PATH"] == os.environ["PATH"]
