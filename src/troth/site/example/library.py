"""What Lumen and Kaveri keep together: a drawing, readings in two versions, a picture, a paper, a link."""

import io

from PIL import Image, ImageDraw, ImageFont

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
    """A picture: how far one sensor drifts through a winter, week by week."""
    width, height, ink, mulberry = 1000, 520, (64, 52, 60), (120, 40, 80)
    sheet = Image.new("RGB", (width, height), (252, 251, 248))
    pen, letters = ImageDraw.Draw(sheet), ImageFont.load_default(20)
    pen.text((40, 24), "Voss, sensor 7: drift against the reference, in degrees", ink, letters)
    for n in range(5):
        level = 440 - n * 80
        pen.line((90, level, 960, level), fill=(222, 218, 212), width=1)
        pen.text((36, level - 12), f"{n / 10:.1f}", ink, letters)
    weeks = [(90 + n * 54, 440 - n * n * 1.1 - (n % 3) * 9) for n in range(17)]
    pen.line(weeks, fill=mulberry, width=5, joint="curve")
    for x, y in weeks:
        pen.ellipse((x - 6, y - 6, x + 6, y + 6), fill=mulberry)
    for n in (1, 5, 9, 13, 17):
        pen.text((90 + (n - 1) * 54 - 6, 456), str(n), ink, letters)
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


CUSTOMS = (
    ("F1 26", "Customs paper for the sensors"),
    ("F1 12", "From Lumen, Bergen, to Kaveri, Bengaluru"),
    ("F2 12", "12 temperature sensors, type LS-4, without batteries"),
    ("F2 12", "3 masts of aluminium, 2 m, taken apart"),
    ("F2 12", "1 box of cables and clamps"),
    ("F1 12", "Lent for field trials and sent back within twelve months."),
    ("F1 12", "Nothing in this box is for sale."),
)


def paper() -> bytes:
    """One page of PDF, as somebody would print it for the customs office."""
    lines = "".join(f"/{face} Tf ({words}) Tj 0 -34 Td\n" for face, words in CUSTOMS)
    drawn = f"0.4 w 64 700 467 0 re S\nBT 64 740 Td\n{lines}ET\n64 300 467 140 re S".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", b""
    for number, said in enumerate(objects, start=1):
        places += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj%s endobj\n" % (number, said)
    table = b"xref\n0 7\n0000000000 65535 f \n%s" % places
    return body + table + b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)


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
    script.at(
        script.day(-9, 10, BERGEN),
        lambda: shelf.put("Customs paper for the sensors", file("customs.pdf", paper()), "Siri"),
    )
    newer = "Geilo is in, and Voss 04:01 was frozen"
    script.at(
        script.day(-5, 14, BENGALURU),
        lambda: shelf.newer(readings, file("winter.csv", SECOND.encode(), note=newer), "Meera"),
    )
