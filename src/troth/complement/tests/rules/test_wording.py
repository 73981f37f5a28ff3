"""Which words of a statement count, in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.complement.rules.wording import LONGEST_TAG, content, tag, tags


def test_small_words_say_nothing_about_what_somebody_can_do() -> None:
    assert content("We need field staff in India") == ("field", "staff", "india")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zertifizierung von Geräten", ("zertifizierung", "geräten")),
        ("сертификация оборудования", ("сертификация", "оборудования")),
        ("हार्डवेयर का प्रमाणन", ("हार्डवेयर", "प्रमाणन")),
        ("شهادات الأجهزة", ("شهادات", "أجهزة")),
        ("硬件认证", ("硬件", "件认", "认证")),
        ("ＣＥ marking", ("ce", "marking")),
        ("IoT硬件", ("iot", "硬件")),
    ],
)
def test_words_are_found_in_every_script(text: str, found: tuple[str, ...]) -> None:
    assert content(text) == found


def test_a_word_counts_once_however_often_it_is_written() -> None:
    assert content("Testing, testing, TESTING") == ("testing",)


def test_tags_have_one_written_form() -> None:
    written = {tag(text) for text in ("Hardware_Certification", "hardware-certification ")}
    assert written == {"hardware certification"}


def test_tags_are_parted_by_commas_of_any_script() -> None:
    assert tags("CE, ce،認証、 field staff ;") == ("ce", "認証", "field staff")


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_words_and_tags_without_a_fault(text: str) -> None:
    assert all(word.strip() for word in content(text))
    assert all(0 < len(one) <= LONGEST_TAG and one == tag(one) for one in tags(text))


@given(st.text(max_size=80))
def test_capitals_make_no_difference(text: str) -> None:
    assert set(content(text.casefold())) == set(content(text))
