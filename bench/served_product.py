"""The product as it is served, for the benchmarks: started on a fresh state, measured by the kernel's clock."""

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

SOURCE = Path(__file__).resolve().parent.parent / "src"
HOST = "127.0.0.1"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Product:
    """A running server and the processes below it."""

    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def family(self) -> dict[int, str]:
        """Pid and command of every process of this server."""
        found, fresh = {self.process.pid: "supervisor"}, [self.process.pid]
        while fresh:
            parent = fresh.pop()
            path = Path(f"/proc/{parent}/task/{parent}/children")
            for pid in map(int, path.read_text().split() if path.exists() else []):
                found[pid] = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
                fresh.append(pid)
        return found

    def cpu(self) -> dict[str, float]:
        """Seconds of CPU so far, of web, live and follow."""
        spent = {"web": 0.0, "live": 0.0, "follow": 0.0}
        for pid, command in self.family().items():
            name = "web" if "granian" in command else "live" if "front" in command else "follow"
            if pid != self.process.pid:
                parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                spent[name] += (int(parts[11]) + int(parts[12])) / TICKS
        return spent

    def memory(self) -> float:
        """MiB of memory of all processes, shared pages counted in shares."""
        total = 0
        for pid in self.family():
            try:
                text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue  # it has ended meanwhile: some parts live as long as one piece of work
            total += int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1])  # type: ignore[index]  # always there
        return total / 1024


@contextmanager
def serving(state: Path, *, port: int = 8790) -> Iterator[Product]:
    """`troth serve --example` on this state; ready when it says so."""
    env = os.environ | {"TROTH_STATE": str(state), "PORT": str(port), "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-m", "troth", "serve", "--example"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        product = Product(port, process)
        try:
            for line in process.stdout or ():
                product.lines.append(line)
                if "Ctrl-C" in line:
                    break
            yield product
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


@contextmanager
def fresh_state() -> Iterator[Path]:
    """An empty state folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="troth-bench-") as folder:
        yield Path(folder)


class Browser:
    """One kept-alive connection with cookies, as somebody of the example."""

    def __init__(self, product: Product, *, who: str) -> None:
        self.host = f"{who}.localhost:{product.port}"
        self.connection = http.client.HTTPConnection(HOST, product.port, timeout=30)
        self.cookies: dict[str, str] = {}
        entry = next(line for line in product.lines if f"{who}.localhost" in line)
        self.ask("GET", "/" + entry.split(f"{self.host}/")[1].strip())

    def ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> http.client.HTTPResponse:
        """One request; the body is read and kept as `text`."""
        headers = {"Host": self.host, "Cookie": self.cookie}
        body = None
        if form is not None:
            body = urlencode(form)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://{self.host}",
            }
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        self.text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    @property
    def cookie(self) -> str:
        """The cookies as a header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    @property
    def token(self) -> str:
        """The token against forged requests of the page read last."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)
        return found[1] if found else ""


def wait_until_quiet(seconds: float = 2) -> None:
    """Let followers and the record finish what they began."""
    time.sleep(seconds)
