"""What lies in the library of the example."""

import io

import pytest

from troth.resources.drawing import draw
from troth.resources.rules.looks import Look, answered
from troth.resources.rules.media import Media, media_of
from troth.site.example.library import curve, paper


@pytest.mark.parametrize(
    ("content", "media", "size"),
    [(curve(), Media.IMAGE, (1000, 520)), (paper(), Media.PDF, (848, 1200))],
)
def test_the_picture_and_the_paper_of_the_example_can_be_looked_at(
    content: bytes, media: Media, size: tuple[int, int]
) -> None:
    assert media_of(content) is media
    look, width, height, _picture = answered(draw(media.value, io.BytesIO(content)))
    assert (look, (width, height)) == (Look.THERE, size)


def test_the_example_is_the_same_on_every_day() -> None:
    assert (curve(), paper()) == (curve(), paper())
