"""Whatever is typed into talk is kept as it was typed or answered in plain words, and runs nowhere."""

import re
from html import escape, unescape

import pytest
from django.test import Client

from troth.conftest import Visit
from troth.discussions.models import LONGEST_TEXT, LONGEST_TITLE, Draft, Meaning, Post, Topic
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.odd import HTML, ODD
from troth.discussions.tests.told import TALK, board, nothing_written
from troth.foundation.web.ids import new_ulid
from troth.partnerships.testing import Cast

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
RUNS = re.compile(
    r"<(script|iframe|object|embed|base|meta|link|svg)\b(?![^>]*(class=\"ico|aria-hidden))|<[^>]+\son\w+=",
    re.IGNORECASE,
)
LONG = "a line of a log\n" * 100_000


def words_on(browser: Client, url: str) -> str:
    """The table of a page."""
    answered = browser.get(url)
    assert answered.status_code == 200
    return board(answered.content.decode())


def articles(page: str) -> str:
    """The words of posts alone."""
    return "".join(re.findall(r'<div class="words[^"]*"[^>]*>.*?</div>', page, re.DOTALL))


def test_odd_words_of_a_post_are_kept_or_answered(cast: Cast, visit: Visit, begun: Say) -> None:
    first, browser = begun(), visit(cast.tor)
    for name, odd in ODD.items():
        before = Post.objects.count()
        answered = browser.post(f"{TALK}{first.topic_id}/reply/", {"text": odd.text})
        assert answered.status_code == (302 if odd.kept else 422), name
        assert Post.objects.count() == before + odd.kept, name
        if odd.kept:
            assert Post.objects.latest("number").text == odd.text, name
    page = words_on(browser, f"{TALK}{first.topic_id}/")
    # Neither a post of 18:49 nor an id has calculated anything.
    said = re.sub(r"<[^>]*>", " ", articles(page))
    assert not re.search(r"(?<![\d:])49(?!\d)", said), "nothing is calculated"
    assert "100 % of %(who)s and %s" in unescape(page)


def test_odd_titles_are_kept_or_answered(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    for name, odd in ODD.items():
        before = Topic.objects.count()
        sent = {"title": odd.text, "text": "Words that stay."}
        answered = browser.post(f"{TALK}new/", sent)
        assert answered.status_code == (302 if odd.kept else 422), name
        assert Topic.objects.count() == before + odd.kept, name
        if not odd.kept:
            assert "Words that stay." in answered.content.decode(), name
    page = words_on(browser, TALK)
    for name, odd in ODD.items():
        if odd.kept:
            assert str(escape(odd.text.strip(), quote=False))[:40] in page.replace(
                "&#39;", "'"
            ).replace("&#34;", '"'), name


def test_odd_lines_from_any_page_are_kept_or_answered(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    for name, odd in ODD.items():
        before = Post.objects.count()
        for way in ("post/", "ask/"):
            answered = browser.post(f"{TALK}{way}", {"line": odd.text})
            assert answered.status_code == (302 if odd.kept else 422), (name, way)
        assert Post.objects.count() == before + 2 * odd.kept, name
    for topic in Topic.objects.all():
        assert 1 <= len(topic.title) <= LONGEST_TITLE


def test_odd_paraphrases_are_kept_or_answered(cast: Cast, visit: Visit, begun: Say) -> None:
    browser = visit(cast.tor)
    for name, odd in ODD.items():
        post = begun()
        answered = browser.post(f"{TALK}posts/{post.id}/meaning/", {"words": odd.text})
        assert answered.status_code == (302 if odd.kept else 422), name
        assert Meaning.objects.filter(post=post).count() == int(odd.kept), name


def test_odd_words_in_an_edit_are_kept_or_answered(cast: Cast, visit: Visit, begun: Say) -> None:
    post, browser, seen = begun(), visit(cast.ravi), 1
    for name, odd in ODD.items():
        sent = {"text": odd.text, "seen": str(seen)}
        answered = browser.post(f"{TALK}posts/{post.id}/edit/", sent)
        assert answered.status_code == (302 if odd.kept else 422), name
        seen += odd.kept
    post.refresh_from_db()
    assert post.version == seen


def test_no_markup_of_anybody_becomes_ours(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    for evil in HTML:
        browser.post(f"{TALK}new/", {"title": evil, "text": evil})
        browser.post(f"{TALK}post/", {"line": evil})
    for topic in Topic.objects.all():
        page = words_on(browser, f"{TALK}{topic.id}/")
        assert not RUNS.search(articles(page)), topic.title
        assert "alert(1)</script>" not in page
        assert "elsewhere.example'>" not in articles(page)
    assert "<script>alert" not in words_on(browser, TALK)
    assert "<script>alert" not in browser.get("/p/lumen-kaveri/").content.decode()
    assert "<script>alert" not in browser.get("/p/lumen-kaveri/record/").content.decode()


def test_a_preview_runs_nothing_either(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    for evil in HTML:
        with nothing_written():
            shown = browser.post(f"{TALK}preview/", {"text": evil}).content.decode()
        assert not RUNS.search(shown), evil


def test_the_longest_words_are_taken_and_one_sign_more_is_answered(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first, browser = begun(), visit(cast.tor)
    url = f"{TALK}{first.topic_id}/reply/"
    assert browser.post(url, {"text": "x" * LONGEST_TEXT}).status_code == 302
    with nothing_written():
        answered = browser.post(url, {"text": "x" * (LONGEST_TEXT + 1)})
    assert answered.status_code == 422
    page = answered.content.decode()
    assert "20001 signs long" in page
    assert "x" * (LONGEST_TEXT + 1) in page, "what was pasted is still there"


def test_a_hundred_thousand_lines_are_answered_in_every_field(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post = begun()
    browser, author = visit(cast.tor), visit(cast.ravi)
    for who, url, field in (
        (browser, f"{TALK}posts/{post.id}/meaning/", "words"),
        (author, f"{TALK}posts/{post.id}/edit/", "text"),
        (browser, f"{TALK}{post.topic_id}/unnamed/", "text"),
        (browser, f"{TALK}post/", "line"),
        (browser, f"{TALK}ask/", "line"),
        (browser, f"{TALK}new/", "title"),
    ):
        with nothing_written():
            answered = who.post(url, {field: LONG, "seen": "1"})
        assert answered.status_code == 422, url


def test_a_draft_that_is_too_long_is_not_kept_and_breaks_nothing(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    post, browser = begun(), visit(cast.tor)
    url = f"{TALK}drafts/{post.topic_id}/"
    for text, kept in ((LONG, 0), ("a\x00b", 0), ("x" * LONGEST_TEXT, 1)):
        assert browser.post(url, {"text": text}).status_code == 200
        assert Draft.objects.count() == kept


@pytest.mark.parametrize(
    "key", ["x", "0" * 26, "'", "%00", "../..", "9" * 500, "😀", "01ARZ3NDEKTSV4RRFFQ69G5FAV"]
)
def test_an_address_that_names_nothing_is_not_found(cast: Cast, visit: Visit, key: str) -> None:
    browser = visit(cast.tor)
    for url in (f"{TALK}{key}/", f"{TALK}posts/{key}/", f"{TALK}{key}/since/"):
        assert browser.get(url).status_code == 404
    for url in (
        f"{TALK}{key}/reply/",
        f"{TALK}posts/{key}/edit/",
        f"{TALK}meanings/{key}/confirm/",
    ):
        assert browser.post(url, {"text": "x"}).status_code == 404


def test_hidden_fields_that_were_tampered_with_change_nothing(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first, browser = begun(), visit(cast.tor)
    elsewhere = begun(title="Elsewhere")
    url = f"{TALK}{first.topic_id}/reply/"
    for key in ("x", elsewhere.id, new_ulid(), "'", "9" * 26):
        assert browser.post(url, {"text": "Hello.", "answers": key}).status_code == 302
        assert Post.objects.latest("id").answers is None
    for asks in ("x", cast.lumen.id, new_ulid(), "all"):
        assert browser.post(url, {"text": "Hello?", "asks": asks}).status_code == 422
    for seen in ("", "0", "-1", "x", "9" * 30, "²"):
        sent = {"text": "Else.", "seen": seen}
        edited = visit(cast.ravi).post(f"{TALK}posts/{first.id}/edit/", sent)
        assert edited.status_code == 422, seen
    for sign in ("", "x", "thanks", f"love:{first.id}", f"thanks:{elsewhere.id}x", "thanks:"):
        answered = browser.post(f"{TALK}{first.topic_id}/react/", {"sign": sign})
        assert answered.status_code == 302, sign
    foreign = browser.post(f"{TALK}{first.topic_id}/react/", {"sign": f"thanks:{elsewhere.id}"})
    assert foreign.status_code == 404
    assert not first.reactions.exists()
    assert not elsewhere.reactions.exists()


def test_odd_wishes_about_reading_and_following_are_ignored(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first, browser = begun(), visit(cast.tor)
    for upto in ("", "x", "-1", "9" * 40, "²", "1.5"):
        assert browser.post(f"{TALK}{first.topic_id}/read/", {"upto": upto}).status_code == 302
    for wish in ("x", "FOLLOWS", "'", "muted "):
        answered = browser.post(f"{TALK}{first.topic_id}/follow/", {"follow": wish})
        assert answered.status_code == 302
    assert "muted by you" not in words_on(browser, TALK)
