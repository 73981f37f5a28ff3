"""The project's own source as it stands on disk, parsed once: for the habits and the house rules."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
PURE_LAYERS = {"rules", "facts", "kernel"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, text and syntax tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def where(self) -> str:
        """Path as people name it, from the top of the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def noun(self) -> str:
        """The folder under `troth` it belongs to; empty for the package itself."""
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def layer(self) -> str:
        """Its file name inside the noun (`rules`, `actions`, …; in foundation the folder)."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else ""

    @property
    def is_package(self) -> bool:
        """Whether this is an `__init__.py`."""
        return self.path.name == "__init__.py"

    @property
    def is_pure(self) -> bool:
        """Whether it belongs to the part that thinks without Django."""
        return self.layer in PURE_LAYERS and "tests" not in self.name.split(".")

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Everything in its tree."""
        return list(ast.walk(self.tree))

    @cached_property
    def functions(self) -> list[Function]:
        """Every function and method in it, nested ones too."""
        return [node for node in self.nodes if isinstance(node, Function)]


def dotted(path: Path) -> str:
    """Module name of a file under `src`."""
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _parse(path: Path, name: str) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(name=name, path=path, text=text, tree=ast.parse(text, str(path)))


def _is_for_tests(path: Path) -> bool:
    """Tests, and what only tests use: `conftest.py`, and a noun's `testing.py` with its cast."""
    return "tests" in path.relative_to(ROOT).parts or path.name in {"conftest.py", "testing.py"}


@cache
def modules() -> tuple[Module, ...]:
    """The product's code: no tests, no migrations."""
    return tuple(
        _parse(path, dotted(path))
        for path in sorted((SRC / "troth").rglob("*.py"))
        if not _is_for_tests(path) and "migrations" not in path.parts
    )


@cache
def test_modules() -> tuple[Module, ...]:
    """All tests and what they share: beside the code, and in `tests/`."""
    beside = [path for path in (SRC / "troth").rglob("*.py") if _is_for_tests(path)]
    across = [*(ROOT / "tests").rglob("*.py"), *ROOT.glob("conftest.py")]
    files = sorted({*beside, *across})
    return tuple(_parse(path, path.relative_to(ROOT).as_posix()) for path in files)


def _named(node: ast.Import | ast.ImportFrom, module: Module) -> list[str]:
    """Full names that one import statement may mean, submodules included."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = node.module or ""
    if node.level:
        parts = module.name.split(".")
        up = parts[: len(parts) - node.level + module.is_package]
        base = ".".join([*up, base] if base else up)
    return [f"{base}.{alias.name}" for alias in node.names]


def _import_nodes(tree: ast.AST, *, inside: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Import statements of a tree; those inside functions only if asked for."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif inside or not isinstance(node, Function):
            yield from _import_nodes(node, inside=inside)


@cache
def imports(module: Module, *, inside: bool = True) -> frozenset[str]:
    """Full names that a module imports; with `inside`, also those its functions import."""
    nodes = _import_nodes(module.tree, inside=inside)
    return frozenset(name for node in nodes for name in _named(node, module))


def ours(names: Iterable[str]) -> set[str]:
    """Which of our modules these names stand for: the longest module name that fits each."""
    known = {module.name for module in modules()}
    found = set()
    for name in names:
        fits = name if name in known else name.rpartition(".")[0]
        if fits in known:
            found.add(fits)
    return found


@cache
def graph(*, inside: bool = True) -> dict[str, set[str]]:
    """Who of our modules imports whom."""
    return {
        module.name: ours(imports(module, inside=inside)) - {module.name} for module in modules()
    }
