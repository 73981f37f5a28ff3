"""What is installed is pinned by hash, comes from wherever the machine gets its packages, and is little."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from source import ROOT

LOCKS = sorted(ROOT.glob("requirements*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MOST_DEPENDENCIES = 35


def bare(requirement: str) -> str:
    """A requirement's name, as the index writes it."""
    return re.split(r"[\s\[<>=!;~]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_a_hash_for_everything_and_names_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"(?m)^(?=\S+==)", text)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("requirement", PROJECT["dependencies"], ids=bare)
def test_a_dependency_is_locked(requirement: str) -> None:
    assert f"\n{bare(requirement)}==" in (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_all_locks_agree_on_versions() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in re.findall(r"(?m)^(\S+)==(\S+)", lock.read_text(encoding="utf-8")):
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_default_install_stays_small() -> None:
    assert len(PROJECT["dependencies"]) <= MOST_DEPENDENCIES


def test_the_browser_parts_lock_names_no_host() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    installed = {name: entry for name, entry in packages.items() if name}
    assert not [name for name, entry in installed.items() if "integrity" not in entry]
