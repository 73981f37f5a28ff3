"""A child process that draws one stranger's file: the file comes in as stdin, the picture goes out on stdout.

    python -I drawing.py image|pdf <file >picture

First a line (`there <width> <height>`, or `broken`, `locked`, `large`), then the picture. What is drawn here may have
been made to break whoever draws it, so this process knows no setting and no secret, limits itself before it reads the
first byte, and imports nothing of Troth. Whatever else happens to it counts as "could not be drawn".
"""

import io
import resource
import sys
import warnings
from typing import BinaryIO

import pypdfium2
from PIL import Image, ImageOps

LONGEST_EDGE = 1200
# A telephone takes pictures of 50 million dots; 100 million unfold to 400 MB.
MOST_DOTS = 64_000_000
MEMORY = 1024**3
CPU_SECONDS = 10
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
PAPER = (255, 255, 255)


class NotDrawn(Exception):
    """It cannot be drawn; the message is the word to answer with."""


def hold_back() -> None:
    """Take from this process what it does not need: memory, time, and files to write."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def picture(file: BinaryIO) -> Image.Image:
    """A picture made small, its first frame only, the right way up."""
    warnings.simplefilter("ignore")
    # The limit stands in `large`, and before anything is unfolded.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(file, formats=FORMATS) as found:
        if found.width * found.height > MOST_DOTS:
            raise NotDrawn("large")
        if found.format == "JPEG":
            found.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        found.load()
        flat = eight_bits(found) if found.mode.startswith("I") else found
        flat.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        return ImageOps.exif_transpose(flat)


def eight_bits(found: Image.Image) -> Image.Image:
    """Scans of sixteen bits a dot; without this all that is not black would be white."""
    deep = found.convert("I")
    return deep.point(lambda value: value * (1 / 256)).convert("L")


def page(file: BinaryIO) -> Image.Image:
    """The first page of a PDF; what could run in it or is filled into its forms is not looked at."""
    try:
        document = pypdfium2.PdfDocument(file)
        first = document[0]
    except pypdfium2.PdfiumError as wrong:
        locked = "assword" in str(wrong) or "ecurity" in str(wrong)
        raise NotDrawn("locked" if locked else "broken") from None
    width, height = first.get_size()
    if min(width, height) <= 0 or max(width, height) > LONGEST_EDGE * min(width, height):
        raise NotDrawn("broken")
    scale = LONGEST_EDGE / max(width, height)
    drawn: Image.Image = first.render(scale=scale, may_draw_forms=False).to_pil()
    return drawn


def on_paper(drawn: Image.Image) -> Image.Image:
    """Only the dots, on white where nothing is: whatever else the file said about itself stays behind."""
    clear = drawn.convert("RGBA")
    paper = Image.new("RGB", clear.size, PAPER)
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def draw(kind: str, file: BinaryIO) -> bytes:
    """The answer: a line and, if it could be drawn, a picture."""
    try:
        drawn = on_paper(picture(file) if kind == "image" else page(file))
    except NotDrawn as why:
        return f"{why}\n".encode()
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError):
        return b"broken\n"
    content = io.BytesIO()
    drawn.save(content, "WEBP", quality=80, method=4)
    return f"there {drawn.width} {drawn.height}\n".encode() + content.getvalue()


if __name__ == "__main__":
    hold_back()
    sys.stdout.buffer.write(draw(sys.argv[1], sys.stdin.buffer))
