"""The documentation is true: what it names exists, and what exists is named."""

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from source import ROOT
from troth.foundation.access.permissions import GRANTS, Permission
from troth.foundation.facts.fact import every_fact
from troth.site.cli.group import troth
from troth.site.env import Env

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
PRACTICES = [f"P{number:02}" for number in range(1, 50)]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def page(name: str) -> str:
    """Text of a page in `docs`."""
    return (DOCS / name).read_text(encoding="utf-8")


def table(text: str) -> list[list[str]]:
    """Cells of all table rows of a page, headings left out."""
    rows = [line.strip().strip("|") for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)] for row in rows]
    return [row for row in cells if not set("".join(row)) <= set("-: ")]


def first_cells(name: str) -> list[str]:
    """What the rows of a page's tables begin with, where that is code."""
    return [row[0].strip("`") for row in table(page(name)) if row[0].startswith("`")]


def test_every_setting_is_described() -> None:
    described = [cell for cell in first_cells("operate.md") if cell.isupper()]
    assert sorted(described) == sorted(field.name.upper() for field in fields(Env))


def test_every_permission_is_described_with_who_has_it() -> None:
    described = {
        row[0].strip("`"): row[1] for row in table(page("permissions.md")) if "`" in row[0]
    }
    assert list(described) == [permission.value for permission in Permission]
    for name, who in described.items():
        granted = {role.value for role, may in GRANTS.items() if Permission(name) in may}
        assert set(who.split(", ")) == granted, name


def test_every_fact_is_in_the_specification() -> None:
    text = page("ledger.md")
    assert [fact.kind for fact in every_fact() if f"`{fact.kind}`" not in text] == []


def name_of(requirement: str) -> str:
    """A requirement without its extras and version."""
    return re.split(r"[\[<>=;]", requirement)[0]


def test_every_dependency_has_its_reason() -> None:
    named = [name_of(requirement) for requirement in PROJECT["dependencies"]]
    assert sorted(first_cells("decisions/0001-dependencies.md")) == sorted(named)


def test_every_other_dependency_is_named() -> None:
    text = page("decisions/0001-dependencies.md")
    extras = [name_of(one) for group in PROJECT["optional-dependencies"].values() for one in group]
    assert [name for name in extras if f"`{name}`" not in text] == []


def practice_rows() -> list[list[str]]:
    """The rows of the practice table."""
    return [row for row in table(page("practices.md")) if re.fullmatch(r"P\d\d", row[0])]


def test_every_practice_has_its_row() -> None:
    assert [row[0] for row in practice_rows()] == PRACTICES
    assert {row[1] for row in practice_rows()} <= {"works", "part", "open"}


@pytest.mark.parametrize("row", practice_rows(), ids=lambda row: row[0])
def test_a_practice_that_works_names_its_page_and_a_test_that_exists(row: list[str]) -> None:
    _, state, where, test = row
    if state == "open":
        assert (where, test) == ("", "")
        return
    assert where.startswith(("/", "[", "`"))
    for named in test.split(", "):
        file, _, name = named.strip("`").partition("::")
        assert name in tests_in(ROOT / file), named


def tests_in(path: Path) -> set[str]:
    """Names of the test functions of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def anchors(text: str) -> set[str]:
    """What the headings of a page can be linked by."""
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
    return set(plain)


def links() -> list[tuple[Path, str]]:
    """Every link of every page that stays in the repository."""
    found = []
    for path in PAGES:
        text = re.sub(r"(?s)```.*?```", "", path.read_text(encoding="utf-8"))
        targets = re.findall(r"\]\(([^)\s]+)\)", text)
        found += [(path, target) for target in targets if "://" not in target]
    return found


@pytest.mark.parametrize(
    ("path", "target"), links(), ids=lambda part: str(getattr(part, "name", part))
)
def test_a_link_leads_somewhere(path: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    there = (path.parent / name) if name else path
    assert there.exists(), target
    assert not anchor or anchor in anchors(there.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_files_that_a_page_names_are_there(path: Path) -> None:
    named = re.findall(
        r"`((?:src|docs|tests|tools|frontend|bench)/[\w./-]+\w)`", path.read_text(encoding="utf-8")
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_command_of_the_makefile_is_where_newcomers_look() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    described = re.findall(r"(?m)^([a-z-]+):.*##", makefile)
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [name for name in described if f"make {name}" not in told] == ["help"]


def commands(group: click.Group, *, path: str = "troth") -> Iterator[str]:
    """Every command a person may call, as it is typed."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, path=f"{path} {name}")
        elif not command.hidden:
            yield f"{path} {name}"


def test_every_command_is_described() -> None:
    importlib.import_module("troth.site.cli.commands")  # commands register when imported
    described = [cell for cell in first_cells("operate.md") if cell.startswith("troth ")]
    typed = [" ".join(word for word in cell.split() if word.islower()) for cell in described]
    assert sorted(set(typed)) == sorted(commands(troth))
