"""Run the pure tests where Django is not installed: rules, facts and kernel must not need it.

An environment of its own (`.venv-pure`) gets pytest, hypothesis and NumPy from their lock. First
every pure module is imported there, then every test that imports nothing of ours but pure modules; where
`make test` has just passed on exactly these files, those tests are loaded there and not run once more.
"""

import hashlib
import os
import subprocess
import sys

from lanes import has_passed
from prepare import quietly
from source import PURE_LAYERS, ROOT, SRC, Module, imports, modules, test_modules

VENV = ROOT / ".venv-pure"
PYTHON = VENV / "bin" / "python"
INSTALLED = {"hypothesis", "numpy", "pytest"}
LOCK = ROOT / "requirements-pure.txt"


def environment() -> None:
    """Make the environment, unless it is there and its lock has not changed."""
    stamp = VENV / "installed"
    wanted = hashlib.sha256(f"{VENV}{LOCK.read_text()}".encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    quietly([*pip, "--require-hashes", "-r", str(LOCK)])
    stamp.write_text(wanted)


def is_pure(name: str) -> bool:
    """Whether an imported name of ours lies in a pure layer."""
    return bool(PURE_LAYERS.intersection(name.split(".")[2:3]))


def is_pure_test(module: Module) -> bool:
    """Whether it tests pure modules of ours only, and compares them with no library."""
    names = imports(module)
    theirs = {name for name in names if name.split(".")[0] == "troth"}
    others = {name.split(".")[0] for name in names - theirs} - INSTALLED - sys.stdlib_module_names
    is_test = module.path.name.startswith("test_")
    return is_test and bool(theirs) and all(map(is_pure, theirs)) and not others


def pure_tests() -> list[str]:
    """Where the pure tests are."""
    return [module.where for module in test_modules() if is_pure_test(module)]


def main() -> int:
    """Import everything pure, then run its tests; the exit code is pytest's."""
    environment()
    names = [module.name for module in modules() if module.is_pure]
    here = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONDONTWRITEBYTECODE": "1"}
    here["CI"] = "true"  # hypothesis then takes the same examples in every run
    load = f"import importlib\nfor name in {names!r}: importlib.import_module(name)"
    subprocess.run([str(PYTHON), "-c", load], env=here, check=True, cwd=ROOT)
    absent = "import importlib.util as u; raise SystemExit(u.find_spec('django') is not None)"
    subprocess.run([str(PYTHON), "-c", absent], env=here, check=True, cwd=ROOT)
    tests = pure_tests()
    only_load = has_passed()
    done = "are loaded there, they have passed" if only_load else "run there"
    print(f"{len(names)} pure modules load without Django; {len(tests)} test files {done}:")
    sys.stdout.flush()
    command = [str(PYTHON), "-m", "pytest", "-q", "-c", os.devnull, f"--rootdir={ROOT}"]
    options = ["--noconftest", "--import-mode=importlib", "-p", "no:cacheprovider"]
    options += ["--collect-only", "-q"] if only_load else []
    return subprocess.run([*command, *options, *tests], env=here, check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
