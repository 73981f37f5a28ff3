"""A newcomer's first command: every step that cannot be done ends in one line that says what to do."""

import ast
import importlib.util
import os
import socket
import stat
import sys
from pathlib import Path

import pytest

import prepare
from prepare import Stop


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout that the steps work on."""
    for name, path in {"ROOT": ".", "VENV": ".venv", "LOG": ".venv/setup.log"}.items():
        monkeypatch.setattr(prepare, name, tmp_path / path)
    monkeypatch.setattr(prepare, "PYTHON", tmp_path / ".venv/bin/python")
    return tmp_path


def test_the_script_can_be_read_by_a_python_that_is_too_old() -> None:
    ast.parse(Path(prepare.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_python_that_is_too_old_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Stop, match=r"needs Python 3\.11 or newer"):
        prepare.find_python()


def test_a_newer_python_on_the_machine_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "python3.12"
    newer.write_text("#!/bin/sh\n")
    newer.chmod(0o755)
    started: list[str] = []
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "execv", lambda program, words: started.append(program))
    with pytest.raises(Stop):  # reached only because nothing was really started
        prepare.find_python()
    assert started == [str(newer)]


def test_a_python_without_venv_is_told_what_to_install(
    there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Stop, match="python3-venv"):
        prepare.make_environment()


def test_a_taken_port_names_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(Stop, match=f"Port {port} is taken.*PORT={port + 1}"):
            prepare.check_port()


@pytest.mark.parametrize("port", ["0", "70000", "eighty", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Stop, match="whole number"):
        prepare.check_port()


def test_a_state_folder_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TROTH_STATE", str(tmp_path / "file" / "state"))
    with pytest.raises(Stop, match=r"Cannot write in .*file/state"):
        prepare.check_state()


def test_a_new_state_folder_is_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TROTH_STATE", str(tmp_path / "state"))
    prepare.check_state()
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    assert list((tmp_path / "state").iterdir()) == []


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        (
            "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "not the one that was",
        ),
        ("NewConnectionError: failed\nERROR: No matching distribution found", "cannot be reached"),
        ("npm error code ENOTFOUND", "cannot be reached"),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", "Check who owns"),
        ("something\nerror: the islands do not build\n", "error: the islands do not build"),
        ("", "without a word"),
    ],
)
def test_what_a_command_printed_becomes_one_line_to_act_on(
    there: Path, output: str, says: str
) -> None:
    assert says in prepare.meaning(output)
    assert "\n" not in prepare.meaning(output)


def test_a_failed_command_leaves_all_it_said_in_the_log(there: Path) -> None:
    (there / ".venv").mkdir()
    with pytest.raises(Stop, match="error: no"):
        prepare.quietly(
            [sys.executable, "-c", "print('one'); print('error: no'); raise SystemExit(3)"]
        )
    assert (there / ".venv/setup.log").read_text() == "one\nerror: no\n"


def test_a_step_is_done_until_what_it_depends_on_changes(there: Path) -> None:
    (there / ".venv").mkdir()
    for name in ("requirements.txt", "pyproject.toml"):
        (there / name).write_text("first")
    assert not prepare.is_done("requirements.txt")
    prepare.mark_done("requirements.txt")
    assert prepare.is_done("requirements.txt")
    (there / "requirements.txt").write_text("second")
    assert not prepare.is_done("requirements.txt")


@pytest.mark.parametrize(
    ("version", "enough"), [("v18.19.0", False), ("v20.1.0", True), ("?", False)]
)
def test_only_a_node_that_can_build_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, enough: object
) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert prepare.node_is_there() is enough


def test_words_that_are_not_understood_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare.main(["serve"]) == 2
    assert "prepare.py setup" in capsys.readouterr().out


def test_a_failed_step_is_one_line_and_exit_code_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "none")
    assert prepare.main(["run"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
