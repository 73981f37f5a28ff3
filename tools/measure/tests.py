"""The tests beside the code, and the islands with theirs."""

from pathlib import Path

from measure.shape import Items, length
from source import ROOT, test_modules

LONGEST_ENTRY = 15
FRONTEND = ROOT / "frontend"


def tests() -> Items:
    """Lines of each test function."""
    return {
        f"{module.where}::{node.name}": length(node)
        for module in test_modules()
        for node in module.functions
        if node.name.startswith("test_")
    }


def is_island(path: Path) -> bool:
    """Whether a file is more than an entry that only names others."""
    beside = path.name.endswith((".test.ts", ".d.ts"))
    return not beside and path.read_text(encoding="utf-8").count("\n") > LONGEST_ENTRY


def islands() -> Items:
    """Lines of each island, and of each part of the script that every page runs."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in sorted([*FRONTEND.glob("islands/*.ts"), *FRONTEND.glob("page/*.ts")])
        if is_island(path)
    }


def islands_without_test() -> Items:
    """Islands whose test is not beside them."""
    return {name: 1 for name in islands() if not (ROOT / name.replace(".ts", ".test.ts")).exists()}
