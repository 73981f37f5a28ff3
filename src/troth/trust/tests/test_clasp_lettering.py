"""The clasp for paper and mail: one drawing, its letters set apart, in the reader's direction."""

import re
from itertools import chain

import pytest
from django.utils import translation

from troth.foundation.web import paper
from troth.trust.clasp import drawing
from troth.trust.clasp.ink import THEME, srgb
from troth.trust.clasp.lettering import LETTERS, lettered
from troth.trust.clasp.specimens import Specimen, specimens

ENOUGH_FORMS = 8
LIGHT = srgb(*THEME["org-content"])


def words(found: dict[str, object]) -> list[str]:
    lines = found["lines"]
    assert isinstance(lines, list)
    return ["".join(part["words"] for part in line["parts"]) for line in lines]


@pytest.mark.parametrize("specimen", specimens(), ids=lambda one: one.ident)
def test_every_word_of_the_drawing_is_set_once_and_none_is_left_in_it(specimen: Specimen) -> None:
    picture = drawing.full(specimen.shown)
    found = lettered(picture)
    assert "<text" not in str(found["svg"])
    told = re.findall(r"<text[^>]*>(.*?)</text>", picture, re.DOTALL)
    assert len(told) == len(words(found)) >= ENOUGH_FORMS
    for line, said in zip(told, words(found), strict=True):
        assert re.sub(r"<[^>]+>", "", line).replace("&amp;", "&") == said


def test_it_is_as_large_as_the_drawing() -> None:
    picture = drawing.full(specimens()[0].shown)
    found = lettered(picture)
    assert f'viewBox="0 0 {found["width"]:g} {found["height"]:g}"' in picture


def test_lines_keep_to_their_edge_wherever_one_begins_to_read() -> None:
    for language, keeps_to in (("en", "from"), ("ar", "before")):
        with translation.override(language):
            found = lettered(drawing.full(specimens()[0].shown))
        lines, middle = found["lines"], float(str(found["width"])) / 2
        assert isinstance(lines, list)
        near = next(line for line in lines if len(line["parts"]) > 1)
        assert near["lies"] == keeps_to
        assert (near["x"] < middle) == (language == "en")


def test_a_figure_on_old_evidence_is_dark_as_on_the_page() -> None:
    for specimen in specimens():
        picture = drawing.full(specimen.shown)
        lines = lettered(picture)["lines"]
        assert isinstance(lines, list)
        old = len(re.findall(r'"c-solid old[^>]*/><text class="c-count"', picture))
        light = [line for line in lines if line["parts"][0]["fill"] == LIGHT]
        plain = picture.count('class="c-count"')
        assert len(light) == plain - old


@pytest.mark.parametrize("language", ["en", "de", "ar", "sw"])
def test_a_picture_for_mail_is_a_png_twice_as_fine(language: str) -> None:
    with translation.override(language):
        found = lettered(drawing.full(specimens()[0].shown))
        made = paper.png(found, alt="Trust")
    assert made.startswith(b"\x89PNG\r\n")
    wide = int.from_bytes(made[16:20], "big")
    assert wide == round(2 * float(str(found["width"])))


def test_the_same_drawing_gives_the_same_bytes() -> None:
    found = lettered(drawing.full(specimens()[0].shown))
    assert paper.png(found, alt="Trust") == paper.png(found, alt="Trust")


def test_letters_have_a_size_a_weight_and_a_colour_of_the_theme() -> None:
    assert all(size > 0 and colour for size, _bold, colour in LETTERS.values())
    kinds = set(
        chain.from_iterable(
            re.findall(r'<(?:text|tspan) class="([^"]+)"', drawing.full(one.shown))
            for one in specimens()
        )
    )
    assert kinds <= set(LETTERS)


def test_more_than_can_be_set_is_refused() -> None:
    with pytest.raises(paper.TooLong):
        paper.png({"svg": "x" * paper.MOST_DATA}, alt="")
