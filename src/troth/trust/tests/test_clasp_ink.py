"""Colours: classes that the page's stylesheet knows, and the same written into a picture of its own."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from troth.trust.clasp.ink import THEME, srgb, standalone, stylesheet
from troth.trust.clasp.key import key
from troth.trust.clasp.mini import mini
from troth.trust.clasp.specimens import busy, specimens

ROOT = Path(__file__).parents[4]
STYLES = ROOT / "frontend" / "styles"


def light() -> str:
    """The first theme of the file: the light one."""
    return (STYLES / "themes.css").read_text(encoding="utf-8").partition('name: "troth-dark"')[0]


def classes() -> set[str]:
    """Every class that any form of any specimen has."""
    drawn = "".join(str(form) for one in specimens() for form in (one.full, one.small, *one.signs))
    return {name for names in re.findall(r'class="([^"]+)"', drawn) for name in names.split()}


@pytest.mark.parametrize("name", THEME)
def test_each_colour_is_the_one_of_the_light_theme(name: str) -> None:
    found = re.search(rf"--{name}: oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", light())
    assert found is not None
    assert THEME[name] == tuple(float(part) for part in found.groups())


@pytest.mark.parametrize(
    ("colour", "hexed"),
    [
        ((0, 0, 0), "#000000"),
        ((100, 0, 0), "#ffffff"),
        ((62.8, 0.2577, 29.23), "#ff0000"),
        ((86.64, 0.2948, 142.5), "#00ff00"),
        ((45.2, 0.3132, 264.05), "#0000ff"),
    ],
)
def test_a_colour_is_worked_out_as_screens_take_it(
    colour: tuple[float, float, float], hexed: str
) -> None:
    channels = [int(srgb(*colour)[place : place + 2], 16) for place in (1, 3, 5)]
    wanted = [int(hexed[place : place + 2], 16) for place in (1, 3, 5)]
    assert all(abs(one - other) <= 2 for one, other in zip(channels, wanted, strict=True))


def test_every_class_has_its_rule_on_the_page_and_in_a_picture_of_its_own() -> None:
    page = (STYLES / "parts" / "clasp.css").read_text(encoding="utf-8")
    alone = stylesheet()
    plain = {"clasp-small", "c-finger", "c-whose"}
    for name in classes() - plain:
        assert f".{name}" in page, name
        assert f".{name}" in alone, name


def test_a_picture_of_its_own_needs_nothing_from_a_page() -> None:
    for form in (busy().full, busy().small, mini(busy().shown)):
        alone = standalone(form)
        assert "var(" not in alone
        assert "$" not in alone
        root = ET.fromstring(alone)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root[0].tag.endswith("style")


@pytest.mark.parametrize("colour", [0, 1, 8])
def test_every_sign_of_the_key_stands_by_itself_beside_its_words(colour: int) -> None:
    signs = key(colour)
    assert len(signs) == len({str(one["words"]) for one in signs}) == 6
    for one in signs:
        assert "<" not in str(one["words"])
        assert "var(" not in str(one["svg"])
        root = ET.fromstring(str(one["svg"]))
        assert root[0].tag.endswith("style")
        named = {name for part in root.iter() for name in str(part.get("class") or "").split()}
        assert all(f".{name}" in stylesheet() for name in named)


def test_the_drawing_itself_names_no_colour() -> None:
    for one in specimens():
        for form in (one.full, one.small, *one.signs):
            assert not re.search(r"#[0-9a-f]{3,6}\b|style=|oklch|rgb", form)


def test_paper_without_colour_and_forced_colours_are_thought_of() -> None:
    page = (STYLES / "parts" / "clasp.css").read_text(encoding="utf-8")
    assert "@media print and (monochrome)" in page
    assert "Highlight" in page.partition("@media (forced-colors: active)")[2]


@pytest.mark.parametrize("number", range(1, 9))
def test_paper_has_the_light_colours_whatever_the_screen_had(number: int) -> None:
    paper = (STYLES / "parts" / "print.css").read_text(encoding="utf-8")
    for name in (f"org-{number}", f"org-{number}-tint"):
        value = "{}% {} {}".format(*(f"{part:g}" for part in THEME[name]))
        assert f"--{name}: oklch({value});" in paper
