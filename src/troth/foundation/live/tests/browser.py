"""A browser made of one socket, so that tests see every byte."""

import json
import socket
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def get(self, name: str) -> str | None:
        """The header's value, or None."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def json(self) -> dict[str, Any]:
        """The body, as JSON."""
        said: dict[str, Any] = json.loads(self.body)
        return said


class Browser:
    """One connection."""

    def __init__(self, port: int, *, path: str = "", receive: int = 0) -> None:
        family = socket.AF_UNIX if path else socket.AF_INET
        self.socket = socket.socket(family)
        self.socket.settimeout(5)
        if receive:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        self.socket.connect(path or ("127.0.0.1", port))
        self.buffer = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Send as it is."""
        self.socket.sendall(data)

    def ask(self, path: str, *lines: str, method: str = "GET", body: bytes = b"") -> Answer:
        """One request and its answer."""
        self.send(head(path, *lines, method=method, length=len(body) if body else None) + body)
        return self.answer(bodiless=method == "HEAD")

    def more(self) -> bool:
        """Read on; False at the end."""
        data = self.socket.recv(262144)
        self.buffer += data
        return bool(data)

    def upto(self, mark: bytes) -> bytes:
        """Everything before the mark, which is taken away."""
        while mark not in self.buffer:
            if not self.more():
                raise EOFError(self.buffer[-200:])
        before, _, self.buffer = self.buffer.partition(mark)
        return before

    def exactly(self, size: int) -> bytes:
        """So many bytes."""
        pieces, left = [self.buffer], size - len(self.buffer)
        while left > 0:
            pieces.append(self.socket.recv(1024 * 1024))
            left -= len(pieces[-1])
            if not pieces[-1]:
                raise EOFError(pieces[-2][-200:])
        data = b"".join(pieces)
        self.buffer = data[size:]
        return data[:size]

    def head(self) -> tuple[int, list[tuple[str, str]]]:
        """Status and headers of an answer."""
        first, *lines = self.upto(b"\r\n\r\n").decode().split("\r\n")
        headers = [(line.partition(":")[0], line.partition(":")[2].strip()) for line in lines]
        return int(first.split()[1]), headers

    def answer(self, *, bodiless: bool = False) -> Answer:
        """The next answer, whichever way its length is said."""
        status, headers = self.head()
        named = {key.lower(): value for key, value in headers}
        if bodiless or status in {204, 304}:
            return Answer(status, headers, b"")
        if named.get("transfer-encoding") == "chunked":
            return Answer(status, headers, b"".join(iter(self.chunk, b"")))
        if "content-length" in named:
            return Answer(status, headers, self.exactly(int(named["content-length"])))
        return Answer(status, headers, self.rest())

    def chunk(self) -> bytes:
        """The next chunk; empty at the end."""
        data = self.exactly(int(self.upto(b"\r\n"), 16))
        self.exactly(2)
        return data

    def rest(self) -> bytes:
        """Everything until the other side closes."""
        try:
            while self.more():
                pass
        except ConnectionResetError:
            pass
        data, self.buffer = self.buffer, b""
        return data


def head(path: str, *lines: str, method: str = "GET", length: int | None = None) -> bytes:
    """The head of a request."""
    said = [f"{method} {path} HTTP/1.1", *lines]
    if not any(line.lower().startswith("host:") for line in lines):
        said.append("Host: localhost")
    if length is not None:
        said.append(f"Content-Length: {length}")
    return "\r\n".join([*said, "", ""]).encode("latin-1")


@dataclass(frozen=True)
class Event:
    """One event of a stream."""

    name: str
    id: str
    data: Any


class Page(Browser):
    """A page with its stream open."""

    def __init__(
        self, port: int, *lines: str, rooms: str, at: str = "", who: str = "ingrid", **more: Any
    ) -> None:
        super().__init__(port, **more)
        place = f"&at={at}" if at else ""
        self.send(head(f"/live/stream?rooms={rooms}{place}", f"Cookie: troth={who}", *lines))
        self.status, self.headers = self.head()
        self.text = b""
        self.retry = 0
        self.here: dict[str, int] = {}
        if self.status == 200:
            self.here = self.event().data["at"]

    def event(self) -> Event:
        """The next event; heartbeats and advice are noted and passed over."""
        while True:
            while b"\n\n" not in self.text:
                piece = self.chunk()
                if not piece:
                    raise EOFError(self.text)
                self.text += piece
            block, _, self.text = self.text.partition(b"\n\n")
            fields = dict(
                line.split(": ", 1) for line in block.decode().split("\n") if ": " in line
            )
            self.retry = int(fields.get("retry", self.retry))
            if "event" in fields:
                return Event(fields["event"], fields.get("id", ""), json.loads(fields["data"]))

    def events(self, count: int) -> list[Event]:
        """The next so many."""
        return [self.event() for _ in range(count)]

    def ended(self) -> bool:
        """Whether the stream ends now, in good order."""
        try:
            self.event()
        except EOFError:
            return True
        return False
