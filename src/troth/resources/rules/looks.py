"""What can be seen of a file before it is taken along: its picture, or why there is none."""

from enum import StrEnum

from troth.resources.rules.media import Media
from troth.resources.rules.room import MEGABYTE
from troth.resources.rules.words import gettext_noop as _

# What is larger is taken along without a look at it before.
LARGEST_SHOWN = 128 * MEGABYTE
# The largest picture of ours: 1200 by 1200 dots need far less, so more is no picture of ours.
LARGEST_PICTURE = 4 * MEGABYTE
DRAWN = frozenset({Media.IMAGE, Media.PDF})


class Look(StrEnum):
    """How far the picture of a file has come; `drawing.py` answers with one of these words."""

    NONE = ""
    WAITING = "waiting"
    THERE = "there"
    BROKEN = "broken"
    LOCKED = "locked"
    LARGE = "large"
    HARD = "hard"


SENTENCES: dict[Look, str] = {
    Look.WAITING: _("A picture of it is being made, and will stand here in a moment."),
    Look.BROKEN: _(
        "There is no preview: Troth could not read it. The file is kept just as it was sent."
    ),
    Look.LOCKED: _(
        "There is no preview: it opens with a password only. The file is kept just as it was sent."
    ),
    Look.LARGE: _(
        "There is no preview: it is too large to be drawn here. The file is kept just as it was sent."
    ),
    Look.HARD: _(
        "There is no preview: drawing it took more than Troth spends on one file. The file is kept just as it was sent."
    ),
}


def first_look(media: Media, size: int) -> Look:
    """What is said about a file when it has just arrived."""
    if media not in DRAWN:
        return Look.NONE
    return Look.WAITING if size <= LARGEST_SHOWN else Look.LARGE


def answered(said: bytes) -> tuple[Look, int, int, bytes]:
    """What the drawing process said: one line, then a picture; anything else counts as not drawn."""
    line, _end, picture = said.partition(b"\n")
    match line.split():
        case [b"there", wide, high] if wide.isdigit() and high.isdigit() and is_ours(picture):
            return Look.THERE, int(wide), int(high), picture
        case [b"broken" | b"locked" | b"large" as word] if not picture:
            return Look(word.decode()), 0, 0, b""
    return Look.HARD, 0, 0, b""


def is_ours(picture: bytes) -> bool:
    """Whether it is of the one kind of picture that we make."""
    webp = picture[:4] == b"RIFF" and picture[8:12] == b"WEBP"
    return webp and len(picture) <= LARGEST_PICTURE
