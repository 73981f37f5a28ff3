"""Files to be drawn in tests: pictures of every mode, PDFs with and without a lock, and what only pretends."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

RED = (220, 30, 30)


def picture(
    kind: str = "PNG", *, mode: str = "RGB", size: tuple[int, int] = (60, 40), **more: Any
) -> bytes:
    """A picture in one kind and one mode, red where it has colours."""
    out = io.BytesIO()
    Image.new("RGB", size, RED).convert(mode).save(out, kind, **more)
    return out.getvalue()


def deep_scan() -> bytes:
    """A scan with sixteen bits a dot, of middle grey."""
    out = io.BytesIO()
    Image.new("I;16", (40, 40), 32768).save(out, "PNG")
    return out.getvalue()


def moving() -> bytes:
    """Three frames: red, then blue, then green."""
    frames = [Image.new("RGB", (30, 30), colour) for colour in (RED, "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def from_a_telephone() -> bytes:
    """A photo that lies on its side and says where it was taken."""
    taken = Image.Exif()
    taken[0x0112] = 6
    taken[0x010E] = "at the harbour, by Siri"
    out = io.BytesIO()
    Image.new("RGB", (80, 20), RED).save(out, "JPEG", exif=taken)
    return out.getvalue()


def only_a_head(width: int, height: int) -> bytes:
    """The beginning of a picture that says how large it will be; the dots never come."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(part(kind, said) for kind, said in parts)


def part(kind: bytes, said: bytes) -> bytes:
    """One part of a PNG, with its length and check."""
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def document(*, width: int = 300, height: int = 400, locked: bool = False) -> bytes:
    """One page of PDF with a black square on it; locked, it opens with a password that nobody knows."""
    drawn = b"0 0 0 rg 0 0 150 200 re f"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R>>" % (width, height),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
    ]
    if locked:
        unknown = b"<" + b"ab" * 32 + b">"
        objects.append(b"<</Filter/Standard/V 1/R 2/O%s/U%s/P -4>>" % (unknown, unknown))
    body, places = b"%PDF-1.4\n", []
    for number, said in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, said)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    lock = b"/Encrypt 5 0 R/ID[<%s><%s>]" % (b"cd" * 16, b"cd" * 16) if locked else b""
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    return body + end % (count, table, count, lock, len(body))
