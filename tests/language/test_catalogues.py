"""Every language is complete, keeps what is filled in, and is spoken by whole pages."""

from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

import languages
import pseudo
from troth.foundation.web.times import dated

# Shorter ones can be the same in two languages: a name, a unit, a sign.
SENTENCE = 40


@pytest.fixture(scope="module")
def template() -> Catalog:
    """Every sentence there is."""
    return pseudo.sentences()


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_every_sentence_is_there_and_keeps_its_places(language: str, template: Catalog) -> None:
    found = list(languages.faults(language, template))
    assert not found, "\n".join(found[:30])


def test_no_two_languages_say_a_sentence_in_the_same_words() -> None:
    """A translation that was put into the wrong catalogue is complete, and still not understood."""
    said: dict[str, str] = {}
    for language in languages.LANGUAGES:
        for message in languages.catalogue(language):
            for words in languages.forms(message.string) if message.id else ():
                assert said.setdefault(words, language) == language or len(words) < SENTENCE, words


def test_the_languages_that_people_can_choose_are_those_with_a_catalogue() -> None:
    offered = {code for code, _name in settings.LANGUAGES if not code.startswith("qp")}
    assert offered == {"en-gb", *languages.LANGUAGES}


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_a_language_is_spoken_once_it_is_compiled(language: str) -> None:
    with translation.override(language):
        said = translation.gettext("Come in.")
    assert said
    assert said != "Come in."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-gb", "Friday 13 March"),
        ("fr", "vendredi 13 mars"),
        ("de", "Freitag, 13. März"),
        ("es", "viernes 13 de marzo"),
        ("sw", "Ijumaa 13 Machi"),
        ("ar", "الجمعة 13 مارس"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language: str, words: str) -> None:
    with translation.override(language):
        assert dated(date(2026, 3, 13), weekday=True) == words


# ------------------------------------------------------------------------- what the check finds


def one(words: str, said: str) -> list[str]:
    """What is wrong with this translation of this sentence."""
    return list(languages.wrong(Message(words), Message(words, said), count=2))


def many(said: tuple[str, ...], count: int = 2) -> list[str]:
    """What is wrong with these forms of “%(n)s person of %(who)s”."""
    words = ("%(n)s person of %(who)s", "%(n)s people of %(who)s")
    return list(languages.wrong(Message(words), Message(words, said), count=count))


def test_a_sentence_without_words_a_place_less_or_a_blank_too_many_is_named() -> None:
    assert one("Run by %(who)s.", "%(who)s leitet das.") == []
    assert one("Run by %(who)s.", "")
    assert one("Run by %(who)s.", "Geleitet.")
    assert one("Run by %(who)s.", "%(who)s und %(whom)s.")
    assert one("<b>Read</b> this", "<b>Lies das")
    assert one("and ", "und")
    assert list(languages.wrong(Message("Read"), None, count=2))


def test_a_form_may_say_its_number_as_a_word_and_nothing_else() -> None:
    assert many(("eine Person von %(who)s", "%(n)s Personen von %(who)s")) == []
    assert many(("eine Person", "%(n)s Personen von %(who)s"))
    assert many(("%(n)s %(who)s",))
    assert many(("%(n)s %(who)s",) * 5, count=6)


@given(st.text(alphabet=st.characters(exclude_characters="%{}<>&"), min_size=1))
def test_words_without_places_may_be_said_in_any_other(words: str) -> None:
    assert languages.same_places(Message("Read this"), words)


def test_bringing_up_to_date_keeps_what_was_said_and_drops_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "LOCALE", tmp_path)
    before, after = Catalog(), Catalog()
    for words in ("Read", "Gone"):
        before.add(words, locations=[("a.py", 7)])
    for words in ("Read", "New"):
        after.add(words, locations=[("a.py", 9)])
    first = languages.brought_up_to_date("de", before)
    for message in first:
        message.string = f"{message.id} auf Deutsch" if message.id else message.string
    languages.write("de", first)
    languages.write("de", languages.brought_up_to_date("de", after))
    assert list(languages.faults("de", after)) == ["not translated: 'New'"]
    written = (tmp_path / "de" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    assert "Read auf Deutsch" in written
    assert "Gone" not in written
    assert "Date" not in written


def test_compiling_writes_only_what_is_older_than_its_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "LOCALE", tmp_path)
    for language in languages.LANGUAGES:
        languages.write(language, languages.brought_up_to_date(language, Catalog()))
    assert languages.compiled() == list(languages.LANGUAGES)
    assert languages.compiled() == []
