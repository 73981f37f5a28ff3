"""The theme keeps its promises: everybody can read it, and no organisation is louder than another.

OKLCH to sRGB after B. Ottosson's OKLab; contrast after WCAG 2.2.
"""

import math
import re
from pathlib import Path

import pytest

SHEET = Path(__file__).resolve().parents[5] / "frontend" / "styles" / "themes.css"
Colour = tuple[float, float, float]


def themes() -> dict[str, dict[str, Colour]]:
    """The colours of each theme in the file: name of the variable (without dashes in front) to linear sRGB."""
    found: dict[str, dict[str, Colour]] = {}
    for block in SHEET.read_text(encoding="utf-8").split('@plugin "daisyui/theme"')[1:]:
        name = re.search(r'name: "([\w-]+)"', block)
        colours = re.findall(r"--([\w-]+):\s*oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", block)
        assert name
        found[name[1]] = {
            one: linear(float(light) / 100, float(chroma), float(hue))
            for one, light, chroma, hue in colours
        }
    return found


def linear(lightness: float, chroma: float, hue: float) -> Colour:
    """OKLCH (L 0 to 1, hue in degrees) as linear sRGB; outside 0 to 1 where the screen cannot show it."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG has it."""
    red, green, blue = (min(max(part, 0.0), 1.0) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


THEMES = themes()
STYLES = SHEET.parent
TEXT, EDGE = 4.5, 3.0
INKS = ("color-base-content", "ink-soft")
GROUNDS = ("color-base-100", "color-base-200", "well")
NAMED = ("primary", "secondary", "accent", "neutral", "info", "success", "warning", "error")
PAIRS = [
    *((ink, ground, TEXT) for ink in INKS for ground in GROUNDS),
    *((f"color-{name}-content", f"color-{name}", TEXT) for name in NAMED),
    ("floor-content", "floor", TEXT),
    ("color-primary", "color-base-100", TEXT),
    ("color-primary", "well", TEXT),
    ("color-error", "color-base-100", TEXT),
    ("color-error", "well", TEXT),
    ("ink-soft", "color-base-300", TEXT),
    *(("org-content", f"org-{n}", TEXT) for n in range(1, 9)),
    *((ink, f"org-{n}-tint", TEXT) for ink in (*INKS, "color-primary") for n in range(1, 9)),
    *((edge, ground, EDGE) for edge in ("line-strong", "focus") for ground in GROUNDS),
    *((f"org-{n}", "color-base-100", EDGE) for n in range(1, 9)),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_everything_written_can_be_read(theme: str, ink: str, ground: str, least: float) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= least


def documented() -> list[tuple[str, str, float, float]]:
    """The rows of the table of contrasts in docs/look.md."""
    text = (SHEET.parents[2] / "docs" / "look.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `([\w-]+)` \| `([\w-]+)` \| ([\d.]+) \| ([\d.]+) \|$", text)
    return [(ink, ground, float(light), float(dark)) for ink, ground, light, dark in rows]


@pytest.mark.parametrize(("ink", "ground", "light", "dark"), documented())
def test_the_contrasts_we_name_are_true(ink: str, ground: str, light: float, dark: float) -> None:
    for theme, said in (("troth", light), ("troth-dark", dark)):
        found = contrast(THEMES[theme][ink], THEMES[theme][ground])
        assert found == pytest.approx(said, abs=0.06)


@pytest.mark.parametrize("theme", THEMES)
def test_every_screen_can_show_every_colour(theme: str) -> None:
    for name, parts in THEMES[theme].items():
        assert all(-0.002 <= part <= 1.002 for part in parts), name


@pytest.mark.parametrize("theme", THEMES)
def test_no_organisation_is_louder_than_another(theme: str) -> None:
    text = SHEET.read_text(encoding="utf-8").split(f'name: "{theme}"')[1].split("@plugin")[0]
    written = re.findall(r"--org-\d:\s*oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", text)
    assert len(written) == 8
    assert len({lightness for lightness, _, _ in written}) == 1
    assert all(0.08 <= float(chroma) <= 0.1 for _, chroma, _ in written)
    # Red and green never mark an organisation.
    assert not [hue for _, _, hue in written if 10 <= float(hue) <= 40 or 125 <= float(hue) <= 170]


def test_the_figures_of_contrast_are_computed_rightly() -> None:
    assert len(documented()) == 10
    black, white = linear(0, 0, 0), linear(1, 0, 0)
    assert contrast(black, white) == pytest.approx(21, abs=0.01)
    assert contrast(white, white) == pytest.approx(1)


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:"
    r"|text-align:\s*(?:left|right)|float:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
)


@pytest.mark.parametrize("sheet", sorted(STYLES.rglob("*.css")), ids=lambda path: path.name)
def test_styles_know_no_left_and_no_right(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [found[0] for found in PHYSICAL.finditer(text)] == []


def test_a_physical_property_would_be_found() -> None:
    assert PHYSICAL.search("a { margin-left: 1rem; }")
    assert PHYSICAL.search("a { inset: 0; left: 1px; }")
    assert not PHYSICAL.search(
        "a { border-start-start-radius: 1px; stroke-width: 2; inline-size: 1px; }"
    )
