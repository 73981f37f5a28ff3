"""Everything between a fresh clone and a running server, one plain line a step.

Runs on the machine's own Python with its standard library alone:

    python3 tools/prepare.py setup          what `make setup` does: environment, libraries, browser part
    python3 tools/prepare.py setup --test   the same with the tools that tests and checks need
    python3 tools/prepare.py run            the same, then the server, with the example in a new state

A step whose inputs have not changed is skipped, so a second start is quick. A step that cannot be
done ends in one plain line that says what to do; the whole output of it stays in `.venv/setup.log`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TROTH = VENV / "bin" / "troth"
LOG = VENV / "setup.log"
OLDEST = (3, 11)
OLDEST_NODE = 20
RUN_LOCK, TEST_LOCK, NODE_LOCK = (
    "requirements.txt",
    "requirements-test.txt",
    "requirements-node.txt",
)

FULL = "The disk is full. Make room and run the same command again."
OWNED = f"Cannot write in {ROOT}. Check who owns the folder."
CHANGED = (
    "A downloaded library is not the one that was locked, so it was not installed. "
    "Try again; if it stays so, somebody should look at it."
)
UNREACHED = (
    "The package registry cannot be reached. Check the network and run the same command again; "
    "what is there already is kept."
)
# What a failed command printed, and the line a person can act on; the first that fits.
MEANINGS = {
    "No space left on device|ENOSPC": FULL,
    "Permission denied|Errno 13|EACCES": OWNED,
    "DO NOT MATCH THE HASHES|EINTEGRITY": CHANGED,
    "NewConnectionError|NameResolutionError|name resolution|ConnectTimeout|timed out": UNREACHED,
    "Network is unreachable|Connection refused|No matching distribution": UNREACHED,
    "ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET": UNREACHED,
}


class Stop(Exception):
    """A step cannot be done; the message says what to do about it."""


class Step:
    """One line of output: what is being done, then how it ended."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.outcome = "ready"
        self.started = time.monotonic()
        print(f"{title} … ", end="", flush=True)

    def progress(self, text: str) -> None:
        """Show how far it is, where a line can be rewritten."""
        if sys.stdout.isatty():
            print(f"\r\033[K{self.title} … {text}", end="", flush=True)

    def end(self) -> None:
        """Close the line with the outcome, and the time if it was worth a wait."""
        took = time.monotonic() - self.started
        self.progress("")
        print(self.outcome + (f" ({took:.0f} s)" if took >= 1 else ""), flush=True)


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Show one step; a failure starts a line of its own."""
    shown = Step(title)
    try:
        yield shown
    except BaseException:
        print()
        raise
    shown.end()


def meaning(output: str) -> str:
    """The line a person can act on, for what a failed command printed."""
    for pattern, sentence in MEANINGS.items():
        if re.search(pattern, output):
            return sentence
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    said = next((line for line in lines if re.match("error", line, re.IGNORECASE)), "")
    where = f" All it said is in {LOG.relative_to(ROOT)}." if LOG.exists() else ""
    return f"{said or (lines or ['It ended without a word.'])[-1]}{where}"


def quietly(command: list[str], *, shown: Step | None = None, of: int = 0) -> str:
    """Run a command and give what it said; a failure leaves that in the log.

    With a step, show how far it is: the packages collected `of` all, or the line it is at.
    """
    said: list[str] = []
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    for line in process.stdout or ():
        said.append(line)
        if shown:
            done = sum(text.startswith("Collecting") for text in said)
            shown.progress(f"{min(of, done)} of {of}" if of else line.strip()[:70])
    if process.wait():
        if VENV.exists():
            LOG.write_text("".join(said), encoding="utf-8")
        raise Stop(meaning("".join(said)))
    return "".join(said)


def stamp_of(lock: str) -> str:
    """Fingerprint of what an installation depends on: the lock, the project's own part, the place."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("\n[tool.")[0]
    parts = [str(VENV), project, (ROOT / lock).read_text(encoding="utf-8")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def is_done(lock: str) -> bool:
    """Whether this lock is already installed in this environment."""
    stamp = VENV / "installed" / lock
    return stamp.exists() and stamp.read_text() == stamp_of(lock)


def mark_done(lock: str) -> None:
    """Remember that this lock is installed."""
    stamp = VENV / "installed" / lock
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(stamp_of(lock))


def find_python() -> None:
    """Go on with a Python that is new enough, if this one is not."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(OLDEST[1] + 3, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    raise Stop(
        f"Troth needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}. "
        "Install a newer one, or name it: make run PYTHON=/path/to/python3"
    )


def version_in_environment() -> str:
    """Version of the Python in `.venv`, or nothing if it does not run."""
    ask = "import sys; print('.'.join(map(str, sys.version_info[:3])))"
    try:
        done = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def make_environment() -> None:
    """Make `.venv`, or make it anew when it was made for another Python or another place."""
    with step("Python environment (.venv)") as shown:
        version = version_in_environment()
        if tuple(map(int, version.split(".")[:2])) >= OLDEST if version else False:
            shown.outcome = f"Python {version}"
            return
        if importlib.util.find_spec("ensurepip") is None:  # Debian ships it apart
            raise Stop("Python's venv module is missing. On Debian: apt-get install python3-venv")
        quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
        shown.outcome = f"made with Python {version_in_environment()}"


def install(lock: str, title: str) -> None:
    """Install what a lock file names, each file compared with its hash, then Troth itself."""
    with step(title) as shown:
        if is_done(lock):
            return
        total = (ROOT / lock).read_text(encoding="utf-8").count("==")
        pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        # Python compiles what it imports; all of it would take a third of the whole time.
        wanted = [*pip, "--no-compile", "--require-hashes", "-r", lock]
        quietly(wanted, shown=shown, of=total)
        if lock != NODE_LOCK:
            quietly([*pip, "--no-deps", "--no-build-isolation", "-e", "."])
        mark_done(lock)
        if lock == TEST_LOCK:
            mark_done(RUN_LOCK)
        shown.outcome = "installed"


def node_is_there() -> bool:
    """Whether this machine has a Node (and npm) that can build the browser part."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", said)
    return bool(found) and int(found.group(1)) >= OLDEST_NODE  # type: ignore[union-attr]


def build_browser_part(*, test: bool) -> None:
    """Build styles and scripts, with the machine's Node or one that is installed in `.venv`."""
    if not node_is_there():
        install(NODE_LOCK, "Node for the browser part (this machine has none)")
    with step("Browser part") as shown:
        command = [str(PYTHON), "tools/build_frontend.py", *(["--tools"] if test else [])]
        said = quietly(command, shown=shown)
        shown.outcome = "ready" if "up to date" in said else "built"


def prepare_languages() -> None:
    """Make the catalogues of all languages ready to be read."""
    with step("Languages") as shown:
        said = quietly([str(PYTHON), "tools/languages.py", "--compile"])
        shown.outcome = "ready" if "up to date" in said else said.strip()


def setup(*, test: bool) -> None:
    """Environment, libraries, languages and browser part."""
    make_environment()
    if test:
        install(TEST_LOCK, "Libraries, with those for tests")
    else:
        install(RUN_LOCK, "Libraries")
    prepare_languages()
    build_browser_part(test=test)


def check_port() -> None:
    """Say at once when another program holds the port, instead of after the long steps."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Stop(f"PORT must be a whole number between 1 and 65535, not “{given}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(given)))
        except PermissionError:
            raise Stop(f"Port {given} is not open to you. Choose one above 1023.") from None
        except OSError:
            raise Stop(
                f"Port {given} is taken by another program. Stop it, or choose another port: "
                f"make run PORT={min(int(given) + 1, 65535)}"
            ) from None


def check_state() -> None:
    """Say at once when the state folder cannot be written."""
    state = Path(os.environ.get("TROTH_STATE") or "var").expanduser().resolve()
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = state / ".writable"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise Stop(
            f"Cannot write in {state} ({error.strerror}). Choose another: TROTH_STATE=…"
        ) from None


def run() -> None:
    """Set up what is missing, then become the server, which looks after tables and example."""
    check_port()
    check_state()
    setup(test=False)
    sys.stdout.flush()
    example = [] if os.environ.get("TROTH_EXAMPLE") else ["--example"]
    os.execv(str(TROTH), [str(TROTH), "serve", *example])


def main(words: list[str]) -> int:
    """Do what was asked; 0 done, 1 a step could not be done, 2 not understood."""
    if words not in (["setup"], ["setup", "--test"], ["run"]):
        print(__doc__)
        return 2
    try:
        find_python()
        if words[0] == "run":
            run()
        setup(test="--test" in words)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing is lost; the same command goes on from here.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"{error.strerror}: {error.filename}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
