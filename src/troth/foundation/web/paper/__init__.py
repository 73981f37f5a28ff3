"""What is set for paper: our templates are the code, and whatever people wrote comes in as data, never as markup."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import get_language, get_language_bidi

DRAWING = Path(__file__).with_name("drawing.typ")
PAGE = Path(__file__).with_name("page.typ")
PICTURE = Path(__file__).with_name("picture.typ")
FACES = Path(__file__).parent.parent / "static" / "troth" / "paper"
MOST_DATA = 4_000_000  # characters; a review of ten pairs has some three hundred thousand
PIXELS_AN_INCH = 72  # a point of the picture is a pixel of the page


class TooLong(Exception):
    """There is more of it than is set for paper."""


def pdf(template: Path, data: Mapping[str, object]) -> bytes:
    """A page for paper: tagged, for screen readers too, in the language and direction of the reader.

    Raises `TooLong`.
    """
    page, inputs = source(DRAWING, PAGE, template), {"data": said(data)}
    try:
        return typst.compile(page, font_paths=faces(), sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError:
        # A letter that no face on this machine has; it is printed as a box, and without the standard's promise.
        return typst.compile(page, font_paths=faces(), sys_inputs=inputs)


def png(picture: Mapping[str, object], *, alt: str, times: float = 2) -> bytes:
    """A picture as a file that mail can carry, drawn so many times finer than it is shown.

    Raises `TooLong`.
    """
    return typst.compile(
        source(DRAWING, PICTURE),
        font_paths=faces(),
        sys_inputs={"data": said({"picture": picture, "alt": alt})},
        format="png",
        ppi=PIXELS_AN_INCH * times,
    )


@cache
def faces() -> typst.Fonts:
    """Our faces, then those of the machine for scripts that ours lack; looked for once."""
    return typst.Fonts(font_paths=[str(FACES)])


def source(*parts: Path) -> bytes:
    """Templates after each other, as one."""
    return b"".join(part.read_bytes() for part in parts)


def said(data: Mapping[str, object]) -> str:
    """What the setter is given, with how its reader reads. Raises `TooLong`."""
    reader = {"lang": get_language() or settings.LANGUAGE_CODE, "rtl": get_language_bidi()}
    found = json.dumps({**reader, **data}, ensure_ascii=False)
    if len(found) > MOST_DATA:
        raise TooLong
    return found
