"""What a file seems to be, by its first bytes; what its sender says about it counts for nothing."""

import unicodedata
from enum import StrEnum

FIRST = 16 * 1024


class Media(StrEnum):
    """Kinds of content we tell apart, for the sign beside the name and for showing something of it."""

    LINK = "link"
    TEXT = "text"
    IMAGE = "image"
    PDF = "pdf"
    ARCHIVE = "archive"
    OTHER = "other"


STARTS: tuple[tuple[bytes, Media], ...] = (
    (b"\x89PNG\r\n\x1a\n", Media.IMAGE),
    (b"\xff\xd8\xff", Media.IMAGE),
    (b"GIF87a", Media.IMAGE),
    (b"GIF89a", Media.IMAGE),
    (b"%PDF-", Media.PDF),
    (b"PK\x03\x04", Media.ARCHIVE),
    (b"\x1f\x8b", Media.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Media.ARCHIVE),
)
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
SPACES = frozenset("\t\n\r\f\x1b")
# In western texts most letters are plain ones; where they are not, it is something else.
PLAIN_PART = 0.6


def media_of(first: bytes) -> Media:
    """What the first bytes of a file say."""
    for start, media in STARTS:
        if first.startswith(start):
            return media
    if (first[:4], first[8:12]) == (b"RIFF", b"WEBP") or first[4:12] == b"ftypavif":
        return Media.IMAGE
    return Media.TEXT if text_of(first) is not None else Media.OTHER


def text_of(first: bytes) -> str | None:
    """The first bytes as text: by its mark, as UTF-8, or in the old western letters; None where they are none."""
    for mark, encoding in MARKS:
        if first.startswith(mark):
            return decoded(first[len(mark) :], encoding)
    text = decoded(first, "utf-8")
    return text if text is not None else old_letters(first)


def decoded(first: bytes, encoding: str) -> str | None:
    """Text in an encoding without signs that stand in no text; a letter cut in two at the end is left out."""
    try:
        text = first.decode(encoding)
    except UnicodeDecodeError as wrong:
        cut = wrong.start > len(first) - 4 and wrong.reason in {
            "unexpected end of data",
            "truncated data",
        }
        if not cut or not wrong.start:
            return None
        text = first[: wrong.start].decode(encoding)
    return None if any(stands_in_no_text(sign) for sign in text) else text


def stands_in_no_text(sign: str) -> bool:
    """Whether it is a control sign, or none that anybody has given a meaning to."""
    return (sign < " " and sign not in SPACES) or unicodedata.category(sign) in {"Cn", "Cs"}


def old_letters(first: bytes) -> str | None:
    """Western text from before UTF-8; most of it is plain, and nothing in it steers a machine."""
    text = decoded(first, "cp1252")
    plain = sum(1 for sign in first if sign < 0x80)
    return text if text and plain >= PLAIN_PART * len(first) else None
