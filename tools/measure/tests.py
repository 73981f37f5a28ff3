"""The tests beside the code, and the islands with theirs."""

from measure.shape import Items, length
from source import ROOT, test_modules

ISLANDS = ROOT / "frontend" / "islands"


def tests() -> Items:
    """Lines of each test function."""
    return {
        f"{module.where}::{node.name}": length(node)
        for module in test_modules()
        for node in module.functions()
        if node.name.startswith("test_")
    }


def islands() -> Items:
    """Lines of each island."""
    return {
        path.name: path.read_text(encoding="utf-8").count("\n")
        for path in sorted(ISLANDS.glob("*.ts"))
        if not path.name.endswith((".test.ts", ".d.ts"))
    }


def islands_without_test() -> Items:
    """Islands whose test is not beside them."""
    return {
        name: 1 for name in islands() if not (ISLANDS / name.replace(".ts", ".test.ts")).exists()
    }
