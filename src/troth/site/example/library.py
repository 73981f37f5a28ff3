"""What Lumen and Kaveri keep together: a drawing, readings in two versions, a picture, a link."""

import struct
import zlib

from troth.partnerships.models import Seat
from troth.resources.actions.adding import Content, add, add_version
from troth.resources.actions.files import keep
from troth.resources.models import Resource
from troth.site.example.beta import BENGALURU, BERGEN, BetaTable
from troth.site.example.script import Script

FIRST = """station,taken,reading,label
Voss,2026-02-02T04:00Z,-11.82,ok
Voss,2026-02-02T04:01Z,-11.82,ok
Odda,2026-02-02T04:00Z,-6.10,ok
"""
SECOND = FIRST.replace("04:01Z,-11.82,ok", "04:01Z,-11.82,frozen") + (
    "Geilo,2026-02-02T04:00Z,-19.44,ok\nGeilo,2026-02-02T04:01Z,-19.41,ok\n"
)
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80">
  <title>Where the sensor sits on the mast</title>
  <path d="M60 78V8" stroke="black" stroke-width="3"/>
  <rect x="52" y="20" width="16" height="10" fill="none" stroke="black"/>
  <text x="74" y="28" font-size="7">sensor, 2 m</text>
</svg>
"""


def curve() -> bytes:
    """A small picture: how far a sensor drifts through a winter, drawn point by point."""
    width, height = 96, 48
    rows = []
    for y in range(height):
        line = bytes(40 if abs(y - (height - 8 - x * x // 320)) < 2 else 245 for x in range(width))
        rows.append(b"\0" + line)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, said) for kind, said in parts)


def chunk(kind: bytes, said: bytes) -> bytes:
    """One part of a picture, with its length and check."""
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def file(name: str, content: bytes, *, note: str = "") -> Content:
    """A file as somebody would hand it in."""
    return Content(stored=keep([content]), name=name, note=note)


class Shelf:
    """What is put there, each found again by its title."""

    def __init__(self, table: BetaTable) -> None:
        self.table = table

    def put(self, title: str, content: Content, by: str) -> None:
        """Something new."""
        add(title, content, room=self.table.shared, by=self.seat(by))

    def newer(self, title: str, content: Content, by: str) -> None:
        """A newer version of something that is there."""
        rows = Resource.objects.in_rooms([self.table.shared.id])
        add_version(rows.get(title=title), content, by=self.seat(by))

    def seat(self, name: str) -> Seat:
        """Who brings it."""
        return self.table.seats[name]


def library(script: Script, table: BetaTable) -> None:
    """Seven weeks of it."""
    shelf = Shelf(table)
    readings, drift = "Winter readings, labelled", "How a sensor drifts through a winter"
    link = Content(address="https://kaveri.example/labels/guide")
    script.at(
        script.day(-40, 10, BERGEN),
        lambda: shelf.put(
            "Where the sensor sits on the mast", file("mast.svg", DRAWING.encode()), "Tor"
        ),
    )
    script.at(
        script.day(-33, 12, BENGALURU),
        lambda: shelf.put("Kaveri's guide to labels", link, "Meera"),
    )
    script.at(
        script.day(-20, 11, BERGEN),
        lambda: shelf.put(readings, file("winter.csv", FIRST.encode()), "Siri"),
    )
    script.at(
        script.day(-12, 15, BENGALURU),
        lambda: shelf.put(drift, file("drift.png", curve()), "Arjun"),
    )
    newer = "Geilo is in, and Voss 04:01 was frozen"
    script.at(
        script.day(-5, 14, BENGALURU),
        lambda: shelf.newer(readings, file("winter.csv", SECOND.encode(), note=newer), "Meera"),
    )
