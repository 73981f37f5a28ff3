"""How our forecasts came out, told: sentences that claim no more than the figures, a picture that says the same."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from troth.trust.calibration_picture import END, FOOT, START, TOP, draw, x, y
from troth.trust.calibration_words import apart, beside, came_out, picture_words, tenth_words
from troth.trust.public_figures import public_files, read, written
from troth.trust.rules.calibration import Against, Bin, Calibration, Scores, calibration
from troth.trust.rules.hindsight import Foretold

SCORES = Scores(log_loss=0.5, brier=0.2)


def came(*given: tuple[float, int, int]) -> Calibration:
    """Forecasts by chance, how many, and how many of them kept."""
    found = calibration(
        [
            Foretold(at=0, ours=chance, usual=0.6, own=0.6, kept=number < kept)
            for chance, count, kept in given
            for number in range(count)
        ]
    )
    assert found is not None
    return found


def test_what_came_out_is_one_sentence_with_its_counts() -> None:
    said = came_out(came((0.85, 40, 34)))
    assert said == (
        "Of 40 promises 34 were kept; our forecasts had expected 34. "
        "That is no further apart than chance allows."
    )


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0.0, "no further apart"),
        (1.2, "no further apart"),
        (-1.2, "no further apart"),
        (1.4, "too cautious"),
        (-1.4, "hoped too much"),
    ],
)
def test_hope_and_caution_are_said_only_beyond_chance(gap: float, words: str) -> None:
    assert words in apart(gap)


@pytest.mark.parametrize(
    ("better", "low", "high", "words"),
    [
        (0.02, 0.01, 0.03, "ours is closer"),
        (-0.02, -0.03, -0.01, "ours is further off"),
        (0.02, -0.01, 0.05, "cannot be told apart yet"),
        (0.0, 0.0, 0.0, "cannot be told apart yet"),
    ],
)
def test_ours_is_called_closer_only_where_the_interval_leaves_out_nothing(
    better: float, low: float, high: float, words: str
) -> None:
    plain = Against(scores=SCORES, better=better, low=low, high=high)
    assert beside(plain) == words


def test_a_tenth_that_is_off_is_counted_in_words() -> None:
    assert picture_words(came((0.85, 40, 34))).startswith("Every group of like forecasts came out")
    said = picture_words(came((0.85, 40, 10), (0.55, 40, 22)))
    assert said == "Of 2 groups of like forecasts, one came out otherwise than said."
    assert tenth_words(came((0.85, 40, 34)).bins[0]) == "between 8 and 9 of 10"


def drawn(found: Calibration) -> ET.Element:
    """The picture, parsed."""
    return ET.fromstring(draw(found.bins, name="own", words="Said."))  # our own


def test_the_picture_has_a_dot_and_a_bar_for_each_tenth_and_its_words() -> None:
    found = came((0.85, 40, 34), (0.55, 10, 5), (0.05, 4, 0))
    picture = drawn(found)
    assert len(picture.findall("circle")) == len(found.bins) == 3
    assert sum(one.get("class") == "k-bar" for one in picture.findall("path")) == 3
    assert [one.text for one in picture.findall("desc")] == ["Said."]
    assert picture.get("role") == "img"


def test_a_tenth_with_more_promises_has_the_larger_dot() -> None:
    picture = drawn(came((0.85, 40, 34), (0.55, 10, 5)))
    sizes = [float(one.get("r", "0")) for one in picture.findall("circle")]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1]


def test_every_dot_and_bar_lies_inside_the_frame() -> None:
    found = came((0.0, 20, 0), (1.0, 20, 20))
    picture = drawn(found)
    for dot in picture.findall("circle"):
        assert START <= float(dot.get("cx", "0")) <= END
        assert TOP <= float(dot.get("cy", "0")) <= FOOT
    for bar in (one.get("d", "") for one in picture.findall("path") if one.get("class") == "k-bar"):
        low, high = (float(part) for part in re.findall(r"[ V]([\d.]+)", bar))
        assert TOP <= high <= low <= FOOT


def test_more_is_further_along_and_higher() -> None:
    assert x(0.2) < x(0.8)
    assert y(0.8) < y(0.2)
    assert (x(0), x(1), y(0), y(1)) == (START, END, FOOT, TOP)


def test_no_colour_of_an_organisation_is_in_the_picture() -> None:
    assert not re.search(r"\bo[1-8]\b|fill=|stroke=|style=", draw([], name="own", words=""))


def test_the_public_files_name_their_source_licence_and_day() -> None:
    files = public_files()
    assert [one.name for one in files] == ["scms", "flights"]
    for one in files:
        assert one.title
        assert one.source
        assert one.licence
        assert one.measured.year >= 2026
        assert sum(each.count for each in one.found.bins) == one.found.count <= one.promises
        assert sum(each.kept for each in one.found.bins) == one.found.kept


def test_on_both_public_files_ours_is_closer_than_both_plain_ways() -> None:
    for one in public_files():
        for plain in (one.found.usual, one.found.own):
            assert plain.low > 0, one.name
            assert one.found.ours.log_loss < plain.scores.log_loss


def test_figures_that_are_written_are_read_back_as_they_were() -> None:
    files = public_files()
    again = [read(one) for one in json.loads(written(files))]
    assert again == list(files)


def test_a_bin_knows_its_share() -> None:
    one = Bin(begin=0.8, end=0.9, count=4, said=0.85, kept=3, low=0.4, high=0.9)
    assert one.share == 0.75
    assert replace(one, kept=0).share == 0
