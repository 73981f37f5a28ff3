"""What stands in the text: docstrings, looking away from types, repeated blocks, notes to self."""

import ast
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from measure.shape import Items, docstring_lines
from source import ROOT, Function, Module, modules

DOCUMENTED = {"rules", "facts", "actions", "queries", "kernel"}
# Put together, so that this line is no such note itself.
NOTE_TO_SELF = re.compile(
    r"(?:#|//|/\*|<!--).*\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b"
)
WRITTEN = {".py", ".ts", ".css", ".html"}
BLOCK = 8


def type_ignores() -> list[str]:
    """Lines that ask the type checker to look away."""
    return [
        f"{module.where}: {line.strip()}"
        for module in modules()
        for line in module.text.splitlines()
        if re.search(r"#\s*type:\s*ignore", line)
    ]


def unexplained(ignores: Iterable[str]) -> Items:
    """Those without a code or without a reason behind it."""
    plain = re.compile(r"type:\s*ignore\[[\w, -]+\]\s*[#(]\s*\S+")
    return {line: 1 for line in ignores if not plain.search(line)}


def undocumented() -> tuple[Items, int]:
    """Modules, and public functions and classes of the documented layers, without a docstring."""
    missing: Items = {}
    total = 0
    for module in modules():
        public: list[ast.AST] = [module.tree] if module.text.strip() else []
        if module.layer in DOCUMENTED:
            kinds = Function | ast.ClassDef
            public += [n for n in module.tree.body if isinstance(n, kinds) and n.name[0] != "_"]
        total += len(public)
        bare = [node for node in public if not docstring_lines(node)]
        missing |= {f"{module.where}::{getattr(node, 'name', 'module')}": 1 for node in bare}
    return missing, total


def _silent_lines(node: ast.AST) -> range:
    """Lines of an import or a docstring."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return range(node.lineno, (node.end_lineno or node.lineno) + 1)
    size = docstring_lines(node)
    start = node.body[0].lineno if size else 0  # type: ignore[attr-defined]  # it has a docstring
    return range(start, start + size)


def _compared_lines(module: Module) -> list[tuple[int, str]]:
    """Lines that count as repeated when they are: no imports, no lone brackets, no docstrings."""
    silent = {number for node in module.nodes for number in _silent_lines(node)}
    lines = enumerate((line.strip() for line in module.text.splitlines()), start=1)
    return [(n, text) for n, text in lines if n not in silent and re.search(r"\w", text)]


def repeated() -> tuple[float, list[str]]:
    """Share of lines that stand in a block of eight lines found twice, in percent; and where."""
    blocks: dict[tuple[str, ...], list[tuple[Module, list[int]]]] = {}
    total = 0
    for module in modules():
        lines = [pair for pair in _compared_lines(module) if not pair[1].startswith("#")]
        total += len(lines)
        for start in range(len(lines) - BLOCK + 1):
            window = lines[start : start + BLOCK]
            block = tuple(text for _, text in window)
            blocks.setdefault(block, []).append((module, [number for number, _ in window]))
    twice = [found for found in blocks.values() if len(found) > 1]
    marked = {(module.where, n) for found in twice for module, numbers in found for n in numbers}
    places = Counter(where for where, _ in marked)
    return 100 * len(marked) / max(1, total), [f"{w} ({n})" for w, n in places.most_common(5)]


def notes_to_self() -> Items:
    """Comments that put off work."""
    found: Items = {}
    for folder in ("src", "tests", "tools", "frontend"):
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix in WRITTEN:
                found |= _notes_in(path)
    return found


def _notes_in(path: Path) -> Items:
    lines = path.read_text(encoding="utf-8").splitlines()
    noted = [number for number, line in enumerate(lines, start=1) if NOTE_TO_SELF.search(line)]
    return {f"{path.relative_to(ROOT).as_posix()}:{number}": 1 for number in noted}
