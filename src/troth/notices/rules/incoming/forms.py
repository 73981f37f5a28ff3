"""A form as a mail service sends it, taken apart by us: a message in it may be larger than any form of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Final

MOST_PARTS: Final = 200


class NoForm(ValueError):
    """The body is not what its type says."""


@dataclass(frozen=True)
class Field:
    """One part of a form; `filename` is None for plain words."""

    name: str
    filename: str | None
    kind: str
    content: bytes


def fields_in(content_type: str, body: bytes) -> list[Field]:
    """The parts of a multipart form. Raises `NoForm`."""
    if "\n" in content_type or "\r" in content_type:
        raise NoForm("a type of two lines")
    head = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    try:
        form = BytesParser(policy=compat32).parsebytes(head + body)
    except (RecursionError, ValueError, LookupError):
        raise NoForm("not to be read") from None
    parts = form.get_payload()
    if form.get_content_maintype() != "multipart" or not isinstance(parts, list):
        raise NoForm("no form")
    if len(parts) > MOST_PARTS:
        raise NoForm("too many parts")
    return list(named(part for part in parts if isinstance(part, Message)))


def named(parts: Iterator[Message]) -> Iterator[Field]:
    """The parts that have a name, with what stands in them."""
    for part in parts:
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str):
            yield Field(name, part.get_filename(), part.get_content_type(), content_of(part))


def content_of(part: Message) -> bytes:
    """What stands in a part, to the byte; a message in a form has been read as one and is written again."""
    inside = part.get_payload()
    if isinstance(inside, list):
        return b"".join(one.as_bytes() for one in inside if isinstance(one, Message))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
