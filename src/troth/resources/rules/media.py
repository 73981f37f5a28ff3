"""What a file seems to be, by its first bytes; what its sender says about it counts for nothing."""

from enum import StrEnum

FIRST = 16 * 1024


class Media(StrEnum):
    """Kinds of content we tell apart, for the sign beside the name and for showing text."""

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


def media_of(first: bytes) -> Media:
    """What the first bytes of a file say."""
    for start, media in STARTS:
        if first.startswith(start):
            return media
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return Media.IMAGE
    return Media.TEXT if text_of(first) is not None else Media.OTHER


def text_of(first: bytes) -> str | None:
    """The first bytes as text; None where they are none. A letter cut in two at the end is left out."""
    if b"\x00" in first:
        return None
    try:
        return first.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        if wrong.start < max(1, len(first) - 3) or wrong.reason != "unexpected end of data":
            return None
        return first[: wrong.start].decode("utf-8-sig")
