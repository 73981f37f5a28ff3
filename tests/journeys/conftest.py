"""A whole server as `make run` starts it, and a window of a real browser for each side."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from services import find_chromium, free_port

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True)
class Server:
    """A running example server: its links by name, such as “Ingrid of Lumen”."""

    links: dict[str, str]
    said: list[str]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`troth serve --example` on a free port, with a state of its own; stopped as by Ctrl-C."""
    own = {"TROTH_STATE": str(tmp_path_factory.mktemp("state")), "PORT": str(free_port())}
    command = [sys.executable, "-m", "troth", "serve", "--example"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        said: list[str] = []
        for line in running.stdout or ():
            said.append(line.rstrip())
            if line.startswith("Ctrl-C"):
                break
        found = (re.match(r"\s+(.+?)\s{2,}(http\S+)", line) for line in said)
        links = {match[1]: match[2] for match in found if match}
        assert links, "\n".join(said)
        yield Server(links=links, said=said)
        running.send_signal(signal.SIGINT)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a story."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser, server: Server) -> Iterator[Callable[[str], Page]]:
    """A window in which somebody of the example has sat down; what its scripts say wrong fails."""
    wrong: list[str] = []
    opened = []

    def sit_down(name: str) -> Page:
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(server.links[name])
        page.wait_for_url(re.compile(r"//[^/]+/$"))
        return page

    yield sit_down
    for context in opened:
        context.close()
    assert wrong == []
