"""Words after each other, in the reader's language."""

import pytest
from django.utils.translation import gettext_lazy, override

from troth.foundation.web.lists import commas, listed


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_said_as_people_list_them(words: list[str], said: str) -> None:
    assert listed(words) == said


def test_what_is_empty_leaves_no_comma() -> None:
    assert commas(["Lumen", "", "Kaveri", ""]) == "Lumen, Kaveri"


def test_in_arabic_the_comma_is_the_arabic_one() -> None:
    with override("ar"):
        assert commas(["Lumen", "Kaveri"]) == "Lumen، Kaveri"
        assert listed(["a", "b", "c"]) == "a، b وc"


def test_words_that_are_translated_late_are_said_in_the_language_of_the_list() -> None:
    with override("de"):
        assert commas([gettext_lazy("Monday"), gettext_lazy("Friday")]) == "Montag, Freitag"
