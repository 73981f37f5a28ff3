"""Write the lock files anew from pyproject.toml: every version with its hashes, no host named.

Needs `uv` beside the Python it runs with (`make lock` puts it there). The locks hold for every
supported Python on every platform; `--upgrade` moves each library to its newest allowed version.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = [
    str(Path(sys.executable).parent / "uv"),
    *("pip", "compile", "--universal", "--python-version=3.11", "--fork-strategy=fewest"),
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
    "--custom-compile-command=make lock",
]
EVERYTHING = [f"--extra={extra}" for extra in ("postgres", "redis", "s3", "test", "check")]
# The later ones take the versions of the first, so that they may share one environment.
LOCKS = {
    "requirements.txt": ["pyproject.toml", "--group=build"],
    "requirements-test.txt": ["pyproject.toml", "--group=build", *EVERYTHING],
    "requirements-pure.txt": ["--group=pyproject.toml:pure"],
    "requirements-node.txt": ["--group=pyproject.toml:node"],
}
FIRST = "requirements.txt"


def lock(name: str, sources: list[str], *, upgrade: bool) -> None:
    """Write one lock file."""
    same = [] if name == FIRST else ["--constraints", FIRST]
    newest = ["--upgrade"] if upgrade else []
    subprocess.run([*COMPILE, *sources, *same, *newest, "-o", name], cwd=ROOT, check=True)
    print(f"{name} is locked.")


def main() -> None:
    """Write all of them, the default install first."""
    for name, sources in LOCKS.items():
        lock(name, sources, upgrade="--upgrade" in sys.argv[1:])


if __name__ == "__main__":
    main()
