"""Shape of files and functions: length, branches, nesting, parameters.

Lengths leave docstrings out, so that explaining never counts against a function.
"""

import ast
from collections.abc import Callable, Iterator

from source import Function, Module, modules

Items = dict[str, int]

BRANCHING = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)
NESTING = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.With, ast.AsyncWith, ast.Match)


def docstring_lines(node: ast.AST) -> int:
    """Lines its docstring takes, none included."""
    if not isinstance(node, Function | ast.ClassDef | ast.Module) or not node.body:
        return 0
    first = node.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if not (is_text and isinstance(first.value.value, str)):  # type: ignore[attr-defined]  # is_text
        return 0
    return (first.end_lineno or 0) - first.lineno + 1


def length(node: Function) -> int:
    """Lines of a function without its decorators and docstring."""
    return (node.end_lineno or 0) - node.lineno + 1 - docstring_lines(node)


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Everything inside a function but what belongs to functions inside it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, Function | ast.ClassDef):
            yield from own_nodes(child)


def branches(node: Function) -> int:
    """Places where its way forks."""
    count = 0
    for inner in own_nodes(node):
        count += isinstance(inner, BRANCHING)
        count += len(inner.values) - 1 if isinstance(inner, ast.BoolOp) else 0
        count += len(inner.ifs) if isinstance(inner, ast.comprehension) else 0
    return count


def nesting(node: ast.AST) -> int:
    """How deep its blocks stand in each other; `elif` is no deeper than `if`."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            continue
        chained = isinstance(node, ast.If) and [child] == node.orelse and isinstance(child, ast.If)
        step = isinstance(child, NESTING) and not chained
        deepest = max(deepest, step + nesting(child))
    return deepest


def positional(node: Function) -> int:
    """Parameters that a caller may give by place, without `self` and `cls`."""
    names = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def is_view(module: Module, node: Function) -> bool:
    """Whether it answers an address: it takes the request and gives a response."""
    first = node.args.args[0].arg if node.args.args else ""
    gives = ast.unparse(node.returns) if node.returns else ""
    return module.layer == "views" and first == "request" and "Http" in gives


def per_function(measure: Callable[[Function], int], only: str = "") -> Items:
    """A measure of every function; `only` views, or all but views."""
    return {
        f"{module.where}::{node.name}": measure(node)
        for module in modules()
        for node in module.functions
        if not only or is_view(module, node) == (only == "views")
    }


def file_lines() -> Items:
    """Lines of each file."""
    return {module.where: module.text.count("\n") for module in modules()}
