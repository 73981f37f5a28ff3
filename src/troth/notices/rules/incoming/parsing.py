"""A message as it came, read with limits: whoever sends it may send anything."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from typing import Final

LARGEST: Final = 10 * 1024 * 1024
MOST_HEADERS: Final = 64 * 1024
MOST_PARTS: Final = 100
DEEPEST: Final = 10
LONGEST_TEXT: Final = 200_000
HEAD_ENDS: Final = re.compile(rb"(?:\A|\r?\n)\r?\n")
FILE_NAME: Final = 120
MOST_ADDRESSES: Final = 50
# A picture that the words show and that is smaller than this is a sign below a name, and nothing to keep.
DECORATION: Final = 24 * 1024
SIGNATURES: Final = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
    }
)


class Unreadable(ValueError):
    """The message is larger or more tangled than anything that people write."""


@dataclass(frozen=True)
class File:
    """Something that came beside the words."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a message says of itself, and what stands in it."""

    message_id: str
    sender: str
    to: tuple[str, ...]
    headers: dict[str, str]
    text: str
    html: str
    files: tuple[File, ...]


def parse(raw: bytes) -> Said:
    """Read a message. Raises `Unreadable`."""
    head = HEAD_ENDS.split(raw[: MOST_HEADERS + 4], maxsplit=1)[0]
    if len(raw) > LARGEST or len(head) > MOST_HEADERS:
        raise Unreadable("too large")
    try:
        message: Message = message_from_bytes(raw, policy=policy.compat32)
        parts = list(leaves(message))
    except RecursionError:
        raise Unreadable("too deep") from None
    headers = {name.lower(): header(message, name) for name in message.keys()[:500]}
    return Said(
        message_id=headers.get("message-id", "").strip(),
        sender=first_address(headers.get("from", "")),
        to=recipients(headers),
        headers=headers,
        text=joined(part for part in parts if is_body(part, "plain")),
        html=joined(part for part in parts if is_body(part, "html")),
        files=tuple(files_in(parts)),
    )


def leaves(message: Message) -> Iterator[Message]:
    """Every part that holds something itself; a message inside a message is one file."""
    waiting, seen = [(message, 1)], 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > MOST_PARTS or depth > DEEPEST:
            raise Unreadable("too many parts")
        inside = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inside, list):
            waiting += [(one, depth + 1) for one in reversed(inside) if isinstance(one, Message)]
        else:
            yield part


def header(message: Message, name: str) -> str:
    """The first header of this name as words, whatever is wrong with it."""
    from email.header import decode_header  # noqa: PLC0415  # only mail in needs it

    words = str(message.get(name, ""))
    try:
        pieces = decode_header(words)
        said = "".join(
            piece if isinstance(piece, str) else decoded(piece, charset or "utf-8")
            for piece, charset in pieces
        )
    except (ValueError, LookupError):
        said = words
    return plain(" ".join(said.split()))


def decoded(content: bytes, charset: str) -> str:
    """Words from bytes; a charset that is wrong or made up costs single signs, never the message."""
    try:
        return content.decode(charset, "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def plain(words: str) -> str:
    """Without signs that no database takes."""
    return words.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def is_file(part: Message) -> bool:
    """Whether it is something to keep beside the words."""
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return True
    return part.get_content_maintype() != "text"


def files_in(parts: Iterable[Message]) -> Iterator[File]:
    """What came beside the words, without what programs add by themselves: signatures, and pictures below a name."""
    for part in parts:
        if not is_file(part) or part.get_content_type() in SIGNATURES:
            continue
        content = content_of(part)
        drawn_in = part.get_content_maintype() == "image" and "content-id" in part
        if not (drawn_in and len(content) < DECORATION):
            yield File(file_name(part), content)


def content_of(part: Message) -> bytes:
    """The bytes of a file; a message inside a message is one, as it came."""
    try:
        inside = part.get_payload()
        if isinstance(inside, list):
            return b"".join(one.as_bytes() for one in inside[:1] if isinstance(one, Message))
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""


def is_body(part: Message, subtype: str) -> bool:
    """Whether it belongs to the words themselves."""
    return not is_file(part) and part.get_content_subtype() == subtype


def joined(parts: Iterator[Message]) -> str:
    """The words of these parts, one after the other."""
    return "\n".join(words_of(part) for part in parts)[:LONGEST_TEXT]


def words_of(part: Message) -> str:
    """The words of one part."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    if not isinstance(content, bytes):
        content = str(part.get_payload()).encode("utf-8", "replace")
    charset = part.get_content_charset("utf-8") or "utf-8"
    said = plain(decoded(content[: LONGEST_TEXT * 4], charset)).replace("\r\n", "\n")
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    return unflowed(said) if flowed else said


def unflowed(said: str) -> str:
    """Lines that only the width of a window has broken, put together again (RFC 3676)."""
    lines: list[str] = []
    going_on = False
    for line in said.split("\n"):
        if going_on and not line.startswith(">") and line != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
        going_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(lines)


def file_name(part: Message) -> str:
    """What a file is called, in one line."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError):
        name = ""
    nameless = part.get_content_type().replace("/", ".")
    if nameless == "message.rfc822":
        nameless = "message.eml"
    return plain(" ".join(name.split()))[:FILE_NAME] or nameless[:FILE_NAME]


def first_address(words: str) -> str:
    """The first address of a header, in small letters; empty where there is none."""
    found = addresses([words])
    return found[0] if found else ""


def recipients(headers: dict[str, str]) -> tuple[str, ...]:
    """Everybody it was sent to, the ones that the last server named first."""
    names = ("delivered-to", "x-original-to", "to", "cc")
    return tuple(addresses([headers.get(name, "") for name in names]))[:MOST_ADDRESSES]


def addresses(lines: list[str]) -> list[str]:
    """Addresses in small letters."""
    try:
        found = getaddresses([line[:10_000] for line in lines])
    except (ValueError, IndexError, TypeError):
        return []
    return [address.strip().lower() for _name, address in found if "@" in address]
