"""What lies in the library of the example."""

import struct
import zlib

from troth.resources.rules.media import Media, media_of
from troth.site.example.library import curve


def test_the_picture_of_the_example_is_one() -> None:
    picture = curve()
    assert media_of(picture) is Media.IMAGE
    width, height = struct.unpack(">II", picture[16:24])
    start = picture.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", picture[start - 8 : start - 4])
    assert len(zlib.decompress(picture[start : start + length])) == height * (width + 1)
