"""The house rules that no linter knows, each a function that gives what breaks it, by place.

`tests/architecture` fails on them and `habits.py` counts them. An exception is one line with its
reason under `[exceptions]` in `tools/habits.lock`, named "<rule>: <file>".
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator

from source import ROOT, Module, imports, modules

LOCK = ROOT / "tools" / "habits.lock"

WRITERS = {"actions", "follower"}
CHANGING = {
    *("create", "acreate", "bulk_create", "get_or_create", "update_or_create"),
    *("update", "bulk_update", "delete"),
}
IDENTITIES = {"pk", "id", "slug", "pk__in", "id__in"}
WHOLE = {"all", "first", "last", "iterator", "values", "values_list", "count"}
SCOPED_LAYERS = {"views", "forms", "offers", "urls"}
SQL_WRITE = re.compile(r"\s*(insert|update|delete|replace)\b", re.IGNORECASE)
EMPTY_NAMES = re.compile(r"(utils?|common|helpers?|managers?|base|misc)")
# What a pure module may not reach for: the clock, chance, the disk, the network, other processes.
OUTSIDE_WORLD = {
    *(
        "asyncio",
        "ctypes",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "secrets",
        "shutil",
    ),
    *("socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib.request"),
}
OUTSIDE_CALLS = {"open", "print", "input", "now", "utcnow", "today"}

Findings = list[str]


def exceptions() -> dict[str, str]:
    """The exceptions with their reasons."""
    kept = tomllib.loads(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}
    return dict(kept.get("exceptions", {}))


def allowed(rule: str, module: Module) -> bool:
    """Whether this file is excepted from a rule."""
    return f"{rule}: {module.where}" in exceptions()


def chain(node: ast.AST) -> list[str]:
    """Names along `a.b(…).c(…)`, outermost last."""
    if isinstance(node, ast.Call):
        return chain(node.func)
    if isinstance(node, ast.Attribute):
        return [*chain(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else []


def calls(module: Module) -> Iterator[tuple[ast.Call, list[str]]]:
    """Every call in a module, with the names it goes along."""
    for node in module.nodes:
        if isinstance(node, ast.Call):
            names = chain(node.func)
            if names:
                yield node, names


def is_write(call: ast.Call, names: list[str]) -> bool:
    """Whether this call changes rows: by the ORM, or by raw SQL."""
    verb, before = names[-1], names[:-1]
    on_rows = "objects" in before or bool({"filter", "exclude", "in_rooms"} & set(before))
    if verb in CHANGING and on_rows:
        return True
    # Rows are saved by keyword if by anything; a picture is saved into something.
    if verb in {"save", "asave"} and before and not call.args:
        return True
    if verb == "delete" and before and not call.args and not call.keywords:
        return True
    first = call.args[0] if call.args else None
    text = first.value if isinstance(first, ast.Constant) else ""
    return (
        verb in {"execute", "executemany"} and isinstance(text, str) and bool(SQL_WRITE.match(text))
    )


def writes_outside_actions() -> Findings:
    """Only actions write; beside them followers (what can be rebuilt) and the ledger."""
    return [
        f"{module.where}:{call.lineno} {'.'.join(names)}"
        for module in modules()
        if module.layer not in WRITERS and module.noun != "ledger" and not allowed("writes", module)
        for call, names in calls(module)
        if is_write(call, names)
    ]


def record_outside_actions() -> Findings:
    """A fact is recorded by the action that makes it true, and by nothing else."""
    return [
        module.where
        for module in modules()
        if module.layer != "actions"
        and not allowed("record", module)
        and "troth.ledger.actions.record" in imports(module)
    ]


def is_unscoped(call: ast.Call, names: list[str]) -> bool:
    """Whether this call reads from a whole table, or picks a row by nothing but its name."""
    picked = {keyword.arg for keyword in call.keywords} <= IDENTITIES
    if names[-1].startswith("get_object_or"):
        model = chain(call.args[0]) if call.args else []
        return picked and len(model) == 1 and model[0][0].isupper()
    if names[-2:-1] != ["objects"]:
        return False
    return names[-1] in WHOLE or (names[-1] in {"get", "filter", "exclude"} and picked)


def reads_outside_rooms() -> Findings:
    """Whoever speaks HTTP takes objects from `in_rooms(…)`, a query, or what they belong to."""
    return [
        f"{module.where}:{call.lineno} {'.'.join(names)}"
        for module in modules()
        if module.layer in SCOPED_LAYERS and not allowed("reads", module)
        for call, names in calls(module)
        if is_unscoped(call, names)
    ]


def empty_names() -> Findings:
    """A file is named after what is in it; these names say nothing."""
    return [
        module.where
        for module in modules()
        if not allowed("name", module)
        and any(EMPTY_NAMES.fullmatch(part) for part in module.name.split("."))
    ]


def _pure_imports(module: Module) -> Findings:
    found = []
    for name in sorted(imports(module)):
        top = name.split(".")[0]
        ours = top == "troth" and bool(set(name.split(".")[2:4]) & {"rules", "facts", "kernel"})
        numpy = top == "numpy" and module.noun == "trust"
        known = top in sys.stdlib_module_names
        outside = top in OUTSIDE_WORLD or any(name.startswith(f"{bad}.") for bad in OUTSIDE_WORLD)
        if not (ours or numpy or known) or outside:
            found.append(f"{module.where} imports {name}")
    return found


def impure() -> Findings:
    """Rules, facts and kernel take the standard library only, and none of what differs from run to run."""
    found = []
    for module in modules():
        if module.is_pure and not allowed("pure", module):
            found += _pure_imports(module)
            found += [
                f"{module.where}:{call.lineno} calls {'.'.join(names)}"
                for call, names in calls(module)
                if names[-1] in OUTSIDE_CALLS
                and (len(names) == 1 or names[-1] not in {"open", "print"})
            ]
    return found
