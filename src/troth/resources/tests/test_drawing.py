"""What the drawing process makes of files, whole, odd and hostile; here without a process of its own."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from troth.resources import drawing
from troth.resources.drawing import LONGEST_EDGE, MOST_DOTS, draw
from troth.resources.rules.looks import LARGEST_PICTURE, Look, answered
from troth.resources.tests import drawings


def drawn(content: bytes, kind: str = "image") -> Image.Image:
    """What stands in the answer, which must be a picture."""
    look, width, height, found = answered(draw(kind, io.BytesIO(content)))
    assert look is Look.THERE
    image = Image.open(io.BytesIO(found))
    assert (image.format, image.size) == ("WEBP", (width, height))
    return image


def said(content: bytes, kind: str = "image") -> Look:
    """The word it answers with."""
    return answered(draw(kind, io.BytesIO(content)))[0]


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    """Whether a dot has about this colour; drawing small loses a little of it."""
    dot = image.convert("RGB").getpixel(place)
    return isinstance(dot, tuple) and all(abs(a - b) < 24 for a, b in zip(dot, colour, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_every_kind_of_picture_that_browsers_know_is_drawn_anew(kind: str) -> None:
    assert near(drawn(drawings.picture(kind)), (30, 20), drawings.RED)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA"])
def test_every_way_to_write_colours_is_understood(mode: str) -> None:
    assert drawn(drawings.picture(mode=mode)).size == (60, 40)


def test_a_picture_for_the_press_is_understood() -> None:
    assert drawn(drawings.picture("JPEG", mode="CMYK")).size == (60, 40)


def test_a_scan_of_sixteen_bits_is_grey_and_not_white() -> None:
    assert near(drawn(drawings.deep_scan()), (20, 20), (128, 128, 128))


def test_what_is_clear_stands_on_white_so_that_black_lines_are_seen_in_the_dark() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert near(drawn(out.getvalue()), (10, 10), (255, 255, 255))


def test_of_a_moving_picture_the_first_frame_is_shown_and_stands_still() -> None:
    image = drawn(drawings.moving())
    assert near(image, (15, 15), drawings.RED)
    assert getattr(image, "n_frames", 1) == 1


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    photo = drawings.from_a_telephone()
    assert b"harbour" in photo
    image = drawn(photo)
    assert image.size == (20, 80)
    assert not dict(image.getexif())
    assert b"harbour" not in draw("image", io.BytesIO(photo))


def test_a_large_picture_comes_out_small_and_a_small_one_as_it_is() -> None:
    assert drawn(drawings.picture("JPEG", size=(3000, 1500))).size == (LONGEST_EDGE, 600)
    assert drawn(drawings.picture(size=(3, 2))).size == (3, 2)


def test_a_head_that_promises_a_hundred_million_dots_is_not_unfolded() -> None:
    assert said(drawings.only_a_head(10_000, 10_000)) is Look.LARGE
    assert said(drawings.only_a_head(2**31 - 1, 2**31 - 1)) is not Look.THERE
    assert 10_000 * 10_000 > MOST_DOTS > 50_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04 a zip that is called photo.png",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a/*<script>alert(1)</script>*/",
        b"%!PS-Adobe-3.0 EPSF-3.0\n(id) run",
        drawings.only_a_head(30, 40),
        drawings.picture("BMP"),
        drawings.picture("JPEG")[:-200],
        drawings.document(),
    ],
)
def test_what_is_no_whole_picture_is_said_to_be_unreadable(content: bytes) -> None:
    assert said(content) is Look.BROKEN


def test_the_first_page_of_a_document_is_drawn() -> None:
    image = drawn(drawings.document(), "pdf")
    assert image.size == (900, LONGEST_EDGE)
    assert near(image, (100, LONGEST_EDGE - 100), (0, 0, 0))
    assert near(image, (800, 100), (255, 255, 255))


def test_a_document_with_a_password_is_said_to_be_locked() -> None:
    assert said(drawings.document(locked=True), "pdf") is Look.LOCKED


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4\nnothing more", b"%PDF-1.4\n%%EOF", drawings.picture()],
)
def test_a_broken_document_is_said_to_be_unreadable(content: bytes) -> None:
    assert said(content, "pdf") is Look.BROKEN


def test_a_page_as_long_as_a_street_is_not_drawn() -> None:
    assert said(drawings.document(width=2, height=14_000), "pdf") is Look.BROKEN


@given(st.binary(max_size=300), st.sampled_from(["image", "pdf"]))
def test_whatever_comes_the_answer_is_one_we_know(content: bytes, kind: str) -> None:
    first = b"%PDF-1.4\n" if kind == "pdf" else b"\x89PNG\r\n\x1a\n"
    assert said(first + content, kind) in {Look.BROKEN, Look.LOCKED, Look.LARGE, Look.THERE}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\n",
        b"there 3 4\n<svg>",
        b"there 3 4",
        b"there -3 4\nRIFF....WEBP",
        b"there 3 4\nRIFF....WEBP" + bytes(LARGEST_PICTURE),
        b"locked\nwith something behind it",
        b"waiting\n",
        b"Traceback (most recent call last):\n",
    ],
)
def test_an_answer_that_is_none_of_ours_counts_as_not_drawn(answer: bytes) -> None:
    assert answered(answer) == (Look.HARD, 0, 0, b"")


def in_a_child(program: str) -> subprocess.CompletedProcess[bytes]:
    """Run some lines after the child has held itself back."""
    lines = f"import drawing; drawing.hold_back(); {program}"
    here = Path(drawing.__file__).parent
    command = [sys.executable, "-c", lines]
    return subprocess.run(command, cwd=here, capture_output=True, check=False)  # our own lines


def test_the_child_cannot_take_more_than_a_gigabyte() -> None:
    assert b"MemoryError" in in_a_child("bytearray(1100 * 1024**2)").stderr


def test_the_child_may_not_calculate_for_longer_than_some_seconds() -> None:
    shown = in_a_child("import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[0])")
    assert shown.stdout.strip() == b"10"
