"""Who imports whom: knots, imports inside functions, and how much of the code is free of Django."""

from collections.abc import Iterable

from measure.shape import Items
from source import Module, graph, imports, modules

FRAMEWORK = {"django", "allauth", "csp", "django_htmx", "whitenoise"}


def _reachable(start: str, edges: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(edges[start])
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(edges.get(name, ()))
    return seen


def knots(edges: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that reach each other, largest first."""
    reach = {name: _reachable(name, edges) for name in edges}
    groups = {
        tuple(sorted({name} | {other for other in reach[name] if name in reach[other]}))
        for name in edges
    }
    return sorted((list(group) for group in groups if len(group) > 1), key=len, reverse=True)


def noun_of(name: str) -> str:
    """The folder under `troth` that a module name lies in."""
    return name.removeprefix("troth").removeprefix(".").split(".")[0]


def noun_graph() -> dict[str, set[str]]:
    """Which folder imports which."""
    found: dict[str, set[str]] = {module.noun: set() for module in modules()}
    for name, targets in graph().items():
        noun = noun_of(name)
        found[noun] |= {noun_of(target) for target in targets} - {noun}
    return found


def imports_inside() -> Items:
    """Import statements inside functions, by file."""
    found: Items = {}
    for module in modules():
        hidden = imports(module) - imports(module, inside=False)
        if hidden:
            found[module.where] = len(hidden)
    return found


def import_total() -> int:
    """How many names are imported in all."""
    return sum(len(imports(module)) for module in modules())


def code_lines(module: Module) -> list[str]:
    """Lines that say something: no blank ones, no comments."""
    stripped = (line.strip() for line in module.text.splitlines())
    return [line for line in stripped if line and not line.startswith("#")]


def count_lines(those: Iterable[Module]) -> int:
    """Lines that say something, of several files."""
    return sum(len(code_lines(module)) for module in those)


def free_of_django() -> float:
    """Share of lines in modules that do not reach Django, in percent."""
    edges = graph()
    touched = {
        module.name
        for module in modules()
        if {name.split(".")[0] for name in imports(module)} & FRAMEWORK
    }
    free = [
        module
        for module in modules()
        if module.name not in touched and not _reachable(module.name, edges) & touched
    ]
    return 100 * count_lines(free) / max(1, count_lines(modules()))
