"""The follow process and a translation service that is well, down, slow, or says what nobody asked for."""

import json
import logging
import time

import pytest
from hypothesis import given
from hypothesis import settings as few
from hypothesis import strategies as st
from pytest_django import Settings

from troth.discussions import interpreter as interpreting
from troth.discussions.actions.changing import edit, take_back
from troth.discussions.actions.translating import ask_translation, settle
from troth.discussions.interpreter import AT_ONCE, Interpreter, known_languages
from troth.discussions.models import Post, Translation
from troth.discussions.rendering import clean_translation
from troth.discussions.rules.translating import (
    LONGEST_ANSWER,
    MOST_BYTES,
    Stage,
)
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.odd import HTML
from troth.discussions.tests.provider import KNOWN, Provider, interpret
from troth.foundation.web.clock import now
from troth.partnerships.testing import Cast

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


def asked(cast: Cast, post: Post) -> Translation:
    """Tor has asked for a post in German."""
    ask_translation(post, language="de", by=cast.tor.person)
    return Translation.objects.get(post=post)


def came_of(cast: Cast, post: Post) -> Translation:
    """What comes of asking for it."""
    one = asked(cast, post)
    interpret()
    one.refresh_from_db()
    return one


def test_a_service_that_is_down_is_no_fault_of_the_post(
    cast: Cast, begun: Say, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TRANSLATE_URL = "http://127.0.0.1:9"
    with caplog.at_level(logging.WARNING, "troth.discussions"):
        assert came_of(cast, begun()).stage == Stage.NOT_NOW
    assert "the translation service gave no answer" in caplog.text
    assert "reference sensors" not in caplog.text


def test_a_slow_service_is_not_waited_for_and_holds_up_nobody(
    cast: Cast, begun: Say, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interpreting, "SECONDS", 0.1)
    monkeypatch.setattr("troth.foundation.web.outside.GRACE_SECONDS", 0.05)
    provider.go_on.clear()
    asked(cast, begun())
    worker, start = Interpreter(), time.monotonic()
    worker.turn(now())
    assert not worker.turn(now()), "there is nothing to do while it thinks"
    assert time.monotonic() - start < 0.1
    assert Translation.objects.get().stage == Stage.WAITING
    interpret()
    assert Translation.objects.get().stage == Stage.NOT_NOW


def test_a_service_that_drips_is_cut_off_in_the_same_time(
    cast: Cast, begun: Say, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interpreting, "SECONDS", 0.1)
    provider.drip = 0.02
    start = time.monotonic()
    assert came_of(cast, begun()).stage == Stage.NOT_NOW
    assert time.monotonic() - start < 2


NO_TRANSLATION = {
    "no JSON": b"<html>Welcome</html>",
    "not even letters": b"\xff\xfe\x00",
    "a list": b'["Hallo"]',
    "a number": b"7",
    "no translation": b'{"error": "de is not supported"}',
    "nothing": b'{"translatedText": ""}',
    "blanks": b'{"translatedText": " \\n "}',
    "several": b'{"translatedText": ["Hallo"]}',
    "null": b'{"translatedText": null}',
    "a deep nest": b"[" * 100_000,
    "too long": json.dumps({"translatedText": "a" * (LONGEST_ANSWER + 1)}).encode(),
    "huge": b" " * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("raw", NO_TRANSLATION.values(), ids=NO_TRANSLATION.keys())
def test_nonsense_becomes_no_translation(
    cast: Cast, begun: Say, provider: Provider, raw: bytes
) -> None:
    provider.raw = raw
    one = came_of(cast, begun())
    assert (one.stage, one.html) == (Stage.NOT_TAKEN, "")


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        (301, Stage.NOT_TAKEN),
        (307, Stage.NOT_TAKEN),
        (400, Stage.NOT_TAKEN),
        (403, Stage.NOT_TAKEN),
        (429, Stage.NOT_NOW),
        (500, Stage.NOT_NOW),
        (503, Stage.NOT_NOW),
    ],
)
def test_what_is_no_yes_becomes_no_translation(
    cast: Cast, begun: Say, provider: Provider, status: int, stage: Stage
) -> None:
    provider.status = status
    assert came_of(cast, begun()).stage == stage


def test_no_redirect_is_followed(cast: Cast, begun: Say, provider: Provider) -> None:
    provider.status, provider.headers = 307, {"Location": f"{provider.url}/elsewhere"}
    came_of(cast, begun())
    assert provider.paths == ["/translate"]


@pytest.mark.parametrize("html", HTML)
def test_nothing_a_service_says_is_shown_raw(
    cast: Cast, begun: Say, provider: Provider, html: str
) -> None:
    provider.translate = lambda asked: f"<p>Hallo</p>{html}"
    one = came_of(cast, begun())
    assert one.stage == Stage.THERE
    for bad in ("<script", "<img", "<svg", "<iframe", "<style", "<base", "<meta", "<form", "href="):
        assert bad not in one.html


@pytest.mark.parametrize(
    "html", ["<script>alert(1)</script>", "<p></p>", "<img src=x>", "<p> \n</p><hr>", "<!-- x -->"]
)
def test_where_nothing_is_left_to_read_there_is_no_translation(
    cast: Cast, begun: Say, provider: Provider, html: str
) -> None:
    provider.translate = lambda asked: html
    one = came_of(cast, begun())
    assert (one.stage, one.html) == (Stage.NOT_TAKEN, "")


def test_a_translation_keeps_the_links_of_the_post_and_brings_none_of_its_own() -> None:
    original = '<p><a href="https://a.example/?x=1&amp;y=2">the list</a></p>'
    said = (
        '<p><a href="https://a.example/?x=1&amp;y=2">die Liste</a> '
        '<a href="https://evil.example">hier</a> <b class="mention">@Ravi</b></p>'
    )
    cleaned = clean_translation(said, original=original)
    assert 'href="https://a.example/?x=1&amp;y=2"' in cleaned
    assert "evil.example" not in cleaned
    assert '<b class="mention">@Ravi</b>' in cleaned
    assert "hier" in cleaned


@few(max_examples=30)
@given(st.text(max_size=200), st.text(max_size=100))
def test_whatever_is_said_is_the_same_after_another_cleaning(said: str, original: str) -> None:
    cleaned = clean_translation(said.encode("utf-8", "replace").decode(), original=original)
    assert clean_translation(cleaned, original=original) == cleaned
    assert "<script" not in cleaned


def test_halves_of_signs_are_kept_by_no_database_and_break_nothing(
    cast: Cast, begun: Say, provider: Provider
) -> None:
    provider.raw = b'{"translatedText": "Hallo \\ud800 \\u0000 Welt"}'
    assert came_of(cast, begun()).html.startswith("Hallo ?")


def test_words_that_changed_while_the_service_thought_get_no_translation(
    cast: Cast, begun: Say, provider: Provider
) -> None:
    post, worker = begun(), Interpreter()
    one = asked(cast, post)
    worker.turn(now())
    edit(post, text="Something else.", seen=1, room=cast.shared, by=cast.ravi)
    finish(worker)
    assert not Translation.objects.exists()
    assert not settle(one, Stage.THERE, html="Hallo")


def test_what_was_taken_back_while_the_service_thought_stays_taken_back(
    cast: Cast, begun: Say, provider: Provider
) -> None:
    post, worker = begun(), Interpreter()
    asked(cast, post)
    worker.turn(now())
    take_back(post, by=cast.ravi)
    finish(worker)
    assert not Translation.objects.exists()


def test_words_that_changed_before_they_were_sent_are_not_sent(
    cast: Cast, begun: Say, provider: Provider
) -> None:
    asked(cast, begun())
    # As if somebody had asked with the page of a moment before.
    Post.objects.update(version=2)
    interpret()
    assert provider.asked == []
    assert not Translation.objects.exists()


def test_no_more_than_a_few_are_asked_for_at_once_and_all_are_answered(
    cast: Cast, begun: Say, said: Say, provider: Provider
) -> None:
    first, worker = begun(), Interpreter()
    for n in range(AT_ONCE + 2):
        ask_translation(said(first, f"Word {n}.", cast.ravi), language="de", by=cast.tor.person)
    provider.go_on.clear()
    for _turn in range(AT_ONCE + 2):
        worker.turn(now())
    assert len(worker.under_way) == AT_ONCE
    provider.go_on.set()
    finish(worker)
    interpret()
    assert set(Translation.objects.values_list("stage", flat=True)) == {Stage.THERE}
    assert len(provider.asked) == AT_ONCE + 2


def test_without_a_service_nothing_is_looked_for(
    cast: Cast, begun: Say, settings: Settings
) -> None:
    asked(cast, begun())
    settings.TRANSLATE_URL = ""
    assert not Interpreter().turn(now())
    assert Translation.objects.get().stage == Stage.WAITING


def test_the_service_says_which_languages_it_knows(provider: Provider) -> None:
    assert known_languages() == set(KNOWN)
    assert provider.paths == ["/languages"]


def finish(worker: Interpreter) -> None:
    """Let what is under way come to its end."""
    for _turn in range(2000):
        worker.turn(now())
        if not worker.under_way:
            return
        time.sleep(0.005)
    raise AssertionError("the interpreter did not come to an end")
