"""From the bytes of a file to its text, without reading more of it than asked for."""

import codecs
import io
from enum import StrEnum
from typing import BinaryIO, TextIO

from troth.commitments.rules.incoming.problems import FileProblem, FileReason


class Encoding(StrEnum):
    """How a file says its letters; by itself only what its bytes prove, the rest when asked."""

    FOUND = "found"
    LATIN_1 = "latin-1"
    WINDOWS_1252 = "windows-1252"


_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
_START = 64


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of their stream: works where nothing can be rewound."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._start = start
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what io hands in
        block, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        block = block or self._rest.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)


def open_text(stream: BinaryIO, *, encoding: Encoding = Encoding.FOUND) -> TextIO:
    """The text behind the bytes: UTF-8, UTF-16 by its mark, or what was asked for.

    Bytes that are no UTF-8 come through as lone surrogates, so that the row that holds them can
    be named. Raises FileProblem for what is no text.
    """
    start = stream.read(_START)
    if start.startswith(_PACKED):
        raise FileProblem(FileReason.SPREADSHEET)
    codec, errors = _codec(start, encoding)
    return io.TextIOWrapper(
        io.BufferedReader(_Joined(start, stream)), encoding=codec, errors=errors, newline=""
    )


def _codec(start: bytes, encoding: Encoding) -> tuple[str, str]:
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", "surrogateescape"
    marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if marked and not start.startswith(codecs.BOM_UTF32_LE):
        return "utf-16", "strict"
    if b"\0" in start:
        raise FileProblem(FileReason.UNMARKED_UTF16)
    named = {Encoding.LATIN_1: "latin-1", Encoding.WINDOWS_1252: "cp1252"}
    return named.get(encoding, "utf-8"), "surrogateescape"
