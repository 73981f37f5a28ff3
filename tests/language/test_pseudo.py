"""The made-up languages keep what must be kept and change the rest."""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from hypothesis import given
from hypothesis import strategies as st

import pseudo


@pytest.mark.parametrize(
    ("english", "kept"),
    [
        ("Run by %(who)s.", ["%(who)s"]),
        ("{time} and %s and %%", ["{time}", "%s", "%%"]),
        ("Read <a href='x'>this</a> &amp; that", ["<a href='x'>", "</a>", "&amp;"]),
        ("Open https://troth.example/x now", ["https://troth.example/x"]),
    ],
)
def test_places_for_values_markup_and_addresses_stay(english: str, kept: list[str]) -> None:
    for said in (pseudo.dressed(english), pseudo.turned(english)):
        assert all(part in said for part in kept)
        assert not re.search(r"[A-Za-z]{2}", pseudo.KEPT.sub("", said))


def test_a_sentence_grows_by_a_third() -> None:
    assert len(pseudo.dressed("Send me a code")) >= len("Send me a code") * 4 // 3


def test_what_has_no_words_stays() -> None:
    assert pseudo.dressed("%(a)s · %(b)s") == "%(a)s · %(b)s"
    assert pseudo.turned("…") == "…"


@given(st.text())
def test_blanks_at_the_ends_stay_and_no_plain_letter_does(words: str) -> None:
    said = pseudo.dressed(words)
    assert said.startswith(words[: len(words) - len(words.lstrip())])
    assert said.endswith(words[len(words.rstrip()) :])
    assert not re.search("[A-Za-z]", pseudo.KEPT.sub("", said))


def test_sentences_are_found_in_code_and_templates_with_plurals_and_context() -> None:
    found = pseudo.sentences()
    assert "Come in." in found
    assert found.get("As my browser says", context="language")
    assert any(isinstance(message.id, tuple) for message in found)
    assert not any("/tests/" in place for message in found for place, _line in message.locations)


def test_both_languages_are_written_as_django_finds_them(tmp_path: Path) -> None:
    pseudo.build(tmp_path)
    for language in ("qps", "qpr"):
        with (tmp_path / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
            spoken = read_mo(file)
        assert spoken.get("Come in.")
        assert spoken.get("This field is required.")


def test_the_template_for_translators_names_where_each_sentence_stands(tmp_path: Path) -> None:
    pseudo.write_template(tmp_path)
    text = (tmp_path / "django.pot").read_text()
    assert 'msgid "Come in."' in text
    assert "people/jinja2/account/request_login_code.html" in text


def test_sentences_said_at_once_are_found_beside_the_lazy_ones() -> None:
    assert "Agree to %(day)s" in pseudo.sentences()
