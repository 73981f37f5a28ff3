"""“Translate” beside a post: the words in the reader's language, marked as a machine's, the original beside them."""

import re
from dataclasses import dataclass
from html import unescape

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from troth.conftest import Visit
from troth.discussions.actions.changing import edit, react, take_back
from troth.discussions.actions.translating import ask_translation
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words, begin
from troth.discussions.models import Post, Translation
from troth.discussions.rules.refusals import Refusal
from troth.discussions.rules.translating import ASKED, LONGEST_SOURCE, PATIENCE, Stage
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.provider import Provider, interpret
from troth.discussions.tests.told import SIDE, TALK, board, nothing_written
from troth.foundation.facts.discussions import Sign
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.ledger.follower import run_pass
from troth.ledger.models import Entry
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.testing import Cast
from troth.people.models import Person, Tally
from troth.search.follower import SearchFollower
from troth.search.models import SearchItem

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Answer:
    """What came of pressing the button."""

    status: int
    page: str
    leads_to: str


def asks(browser: Client, post: Post, *, talk: str = TALK, htmx: bool = False) -> Answer:
    """Press “Translate” beside a post, with scripts or without."""
    headers = {"HX-Request": "true"} if htmx else {}
    came = browser.post(f"{talk}posts/{post.id}/translate/", headers=headers)
    return Answer(came.status_code, came.content.decode(), came.headers.get("Location", ""))


def read(browser: Client, post: Post, *, talk: str = TALK) -> str:
    """What the topic says to whoever has pressed."""
    url = f"{talk}{post.topic_id}/?at={post.number}&translated={post.id}"
    return board(browser.get(url).content.decode())


def fragment(browser: Client, post: Post, *, talk: str = TALK) -> str:
    """Only the words of the post."""
    return browser.get(f"{talk}posts/{post.id}/translation/").content.decode()


def test_a_reader_gets_a_post_in_their_language_with_the_original_beside_it(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun("The reference sensors have **landed**."), visit(cast.tor)
    cast.tor.person.language = "de"
    cast.tor.person.save()
    came = asks(browser, post)
    assert came.status == 302
    assert came.leads_to == f"{TALK}{post.topic_id}/?at=1&translated={post.id}#post-1"
    interpret()
    page = read(browser, post)
    machine, _details, original = page.partition("<details>")
    assert "<strong>angekommen</strong>" in machine
    assert 'lang="de"' in machine
    assert "landed" not in machine.partition('id="words-')[2]
    assert "<strong>landed</strong>" in original
    (asked,) = provider.asked
    assert asked == {"q": post.html, "source": "auto", "target": "de", "format": "html"}
    assert provider.paths == ["/translate"]


def test_it_says_in_words_that_a_machine_made_it_and_leads_to_the_original(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    asks(browser, post)
    interpret()
    page = read(browser, post)
    assert "Translated by machine" in page
    assert "See original" in page
    assert provider.asked[0]["target"] == "en"


def test_with_scripts_only_the_words_of_the_post_change(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    page = browser.get(f"{TALK}{post.topic_id}/").content.decode()
    assert f'hx-post="{TALK}posts/{post.id}/translate/"' in page
    assert f'hx-target="#words-{post.id}"' in page
    waits = asks(browser, post, htmx=True).page
    assert f'id="words-{post.id}"' in waits
    assert "Being translated" in waits
    assert "reference sensors" in waits
    assert f'hx-get="{TALK}posts/{post.id}/translation/"' in waits
    assert "<html" not in waits
    assert waits == fragment(browser, post)
    interpret()
    there = fragment(browser, post)
    assert "Translated by machine" in there
    assert "hx-get" not in there
    assert "<html" not in there


def test_without_scripts_the_page_looks_again_by_itself_until_it_is_there(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    asks(browser, post)
    url = f"{TALK}{post.topic_id}/?at=1&translated={post.id}"
    for look in (1, 2):
        page = browser.get(url).content.decode()
        found = re.search(r'<noscript><meta http-equiv="refresh" content="2; url=([^"]*)">', page)
        assert found
        url, _mark, place = unescape(found[1]).partition("#")
        assert url.endswith(f"?at=1&translated={post.id}&look={look}"), "another address each time"
        assert place == "post-1"
    interpret()
    page = browser.get(url).content.decode()
    assert "Translated by machine" in page
    assert 'http-equiv="refresh"' not in page


def test_a_second_reader_has_it_at_once_and_the_service_is_not_asked_again(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post = begun()
    asks(visit(cast.tor), post)
    asks(visit(cast.ingrid), post)
    interpret()
    asks(visit(cast.meera), post)
    asks(visit(cast.tor), post)
    interpret()
    assert len(provider.asked) == 1
    assert "Translated by machine" in read(visit(cast.meera), post)


def test_each_language_is_asked_for_once(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    asks(browser, post)
    with translation.override("fr"):
        ask_translation(post, language="fr", by=cast.meera.person)
    interpret()
    assert {one["target"] for one in provider.asked} == {"en", "fr"}


def test_an_edited_post_is_asked_about_anew(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun("They have landed."), visit(cast.tor)
    asks(browser, post)
    interpret()
    edit(post, text="All have landed.", seen=1, room=cast.shared, by=cast.ravi)
    assert not Translation.objects.exists()
    page = read(browser, post)
    assert "All have landed." in page
    assert "Translated by machine" not in page
    asks(browser, post)
    interpret()
    assert "All have angekommen." in read(browser, post)
    assert [one["q"] for one in provider.asked][1] == Post.objects.get(pk=post.pk).html


def test_what_was_made_of_earlier_words_is_never_shown_beside_newer_ones(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    asks(browser, post)
    interpret()
    Post.objects.filter(pk=post.pk).update(version=2)
    assert "Translated by machine" not in read(browser, post)


def test_a_post_that_was_taken_back_has_no_translation_and_no_button(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    asks(browser, post)
    interpret()
    take_back(post, by=cast.ravi)
    assert not Translation.objects.exists()
    page = read(browser, post)
    assert "/translate/" not in page
    assert "Sensoren" not in page
    assert "Sensoren" not in fragment(browser, post)
    refused = asks(browser, post)
    assert refused.status == 409
    assert "taken back" in refused.page
    interpret()
    assert len(provider.asked) == 1


def test_nothing_but_the_translation_is_written_and_nothing_is_recorded(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    entries = Entry.objects.count()
    with nothing_written():
        asks(browser, post)
        interpret()
        read(browser, post)
    assert Entry.objects.count() == entries
    followed()
    assert "Sensoren" not in str(list(SearchItem.objects.values()))
    assert Translation.objects.get().stage == Stage.THERE


def test_quoting_editing_and_the_posts_own_page_use_the_original_alone(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.ravi)
    asks(browser, post)
    interpret()
    for rest in (f"posts/{post.id}/", f"posts/{post.id}/edit/", f"{post.topic_id}/since/"):
        page = browser.get(f"{TALK}{rest}").content.decode()
        assert "reference sensors" in page, rest
        assert "Sensoren" not in page, rest
    answering = browser.get(f"{TALK}{post.topic_id}/?answers={post.id}").content.decode()
    assert "Sensoren" not in answering


def test_without_the_setting_there_is_no_button_and_no_address(
    cast: Cast, visit: Visit, begun: Say, settings: Settings
) -> None:
    settings.TRANSLATE_URL = ""
    post, browser = begun(), visit(cast.tor)
    page = browser.get(f"{TALK}{post.topic_id}/").content.decode()
    assert "Translate" not in page
    assert "translat" not in board(page)
    assert asks(browser, post).status == 404
    assert browser.get(f"{TALK}posts/{post.id}/translation/").status_code == 404
    assert not Translation.objects.exists()


def test_what_was_translated_is_not_shown_once_the_setting_is_gone(
    cast: Cast, visit: Visit, begun: Say, provider: Provider, settings: Settings
) -> None:
    post, browser = begun(), visit(cast.tor)
    asks(browser, post)
    interpret()
    settings.TRANSLATE_URL = ""
    page = read(browser, post)
    assert "Translated by machine" not in page
    assert "reference sensors" in page


def test_a_guest_who_only_reads_may_have_a_post_translated(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.guest)
    page = browser.get(f"{TALK}{post.topic_id}/").content.decode()
    assert f"posts/{post.id}/translate/" in page
    assert 'id="post-acts"' in page
    assert asks(browser, post).status == 302
    interpret()
    assert "Translated by machine" in read(browser, post)


def followed() -> None:
    """Let search catch up with the record."""
    while run_pass([SearchFollower()]):
        pass


@pytest.fixture
def outsiders(cast: Cast) -> list[Person | None]:
    """Whoever does not sit here."""
    return [cast.stranger, cast.ex_member.person]


def test_a_stranger_finds_nothing_and_nothing_is_asked(
    cast: Cast, visit: Visit, begun: Say, provider: Provider, outsiders: list[Person | None]
) -> None:
    post = begun()
    asks(visit(cast.tor), post)
    interpret()
    for who in outsiders:
        browser = visit(who)
        assert asks(browser, post).status == 404
        assert browser.get(f"{TALK}posts/{post.id}/translation/").status_code == 404
    assert asks(visit(None), post).status in {302, 404}
    assert len(provider.asked) == 1


def test_words_of_a_side_room_leave_only_for_whoever_sits_in_it(
    cast: Cast, visit: Visit, provider: Provider
) -> None:
    post = begin("Price", Words(text="Ninety each."), room=cast.lumen_side, by=cast.tor)
    for who in (cast.ravi, cast.guest, cast.facilitator):
        browser = visit(who)
        for talk in (SIDE, TALK):
            assert asks(browser, post, talk=talk).status in {403, 404}
            url = f"{talk}posts/{post.id}/translation/"
            assert browser.get(url).status_code in {403, 404}
    interpret()
    assert provider.asked == []
    ingrid = visit(cast.ingrid)
    ingrid.get(f"{SIDE}{post.topic_id}/")
    interpret()
    assert provider.asked == [], "reading alone sends nothing"
    asks(ingrid, post, talk=SIDE)
    interpret()
    assert "Translated by machine" in read(ingrid, post, talk=SIDE)
    assert asks(ingrid, post, talk=TALK).status == 404


def test_a_post_of_another_room_is_not_shown_by_its_key(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    room = open_room("Moorings", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    inside = begin("Anchors", Words(text="Heavy anchors."), room=room, by=cast.ravi)
    ask_translation(inside, language="en", by=cast.ravi.person)
    interpret()
    post, browser = begun(), visit(cast.guest)
    page = browser.get(f"{TALK}{post.topic_id}/?translated={inside.id}").content.decode()
    assert "anchors" not in page


@pytest.mark.parametrize("key", ["", "x", "0" * 26, "%00", "' or 1=1"])
def test_a_key_that_names_no_post_changes_nothing(
    cast: Cast, visit: Visit, begun: Say, provider: Provider, key: str
) -> None:
    post = begun()
    answer = visit(cast.tor).get(f"{TALK}{post.topic_id}/?translated={key}")
    assert answer.status_code == 200
    assert "reference sensors" in answer.content.decode()


def test_unnamed_words_carry_nothing_of_who_asked(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post = begun()
    Post.objects.filter(pk=post.pk).update(seat=None)
    asks(visit(cast.tor), post)
    interpret()
    assert set(provider.asked[0]) == {"q", "source", "target", "format"}


def test_the_key_of_the_service_goes_with_the_words(
    cast: Cast, visit: Visit, begun: Say, provider: Provider, settings: Settings
) -> None:
    settings.TRANSLATE_KEY = "hush"
    post, browser = begun(), visit(cast.tor)
    asks(browser, post)
    interpret()
    assert provider.asked[0]["api_key"] == "hush"
    assert "hush" not in read(browser, post)


def test_after_sixty_in_an_hour_one_is_told_to_wait_and_reads_what_is_there(
    cast: Cast, visit: Visit, begun: Say, said: Say, provider: Provider
) -> None:
    first, browser = begun(), visit(cast.tor)
    second = said(first, "They are in Chennai.", cast.ravi)
    asks(browser, first)
    interpret()
    Tally.objects.update(count=ASKED.times)
    refused = asks(browser, second)
    assert refused.status == 409
    assert "Please wait a while" in refused.page
    told = asks(browser, second, htmx=True)
    assert told.status == 200
    assert "Please wait a while" in told.page
    assert "They are in Chennai." in told.page
    assert asks(browser, first).status == 302, "what is there costs nothing"
    assert asks(visit(cast.ingrid), second).status == 302, "a limit is one person's own"
    interpret()
    assert len(provider.asked) == 2


@pytest.mark.parametrize(
    ("letters", "taken"), [(LONGEST_SOURCE, True), (LONGEST_SOURCE + 1, False)]
)
def test_a_text_that_is_too_long_is_not_sent_and_the_page_says_so(
    cast: Cast, visit: Visit, begun: Say, provider: Provider, *, letters: int, taken: bool
) -> None:
    post, browser = begun("a" * letters), visit(cast.tor)
    told = asks(browser, post, htmx=True).page
    assert ("too long to be translated" in told) is not taken
    interpret()
    assert len(provider.asked) == taken


def test_a_failed_one_can_be_asked_for_again(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    provider.status = 503
    asks(browser, post)
    interpret()
    assert "does not answer now" in read(browser, post)
    provider.status = 200
    asks(browser, post)
    interpret()
    assert "Translated by machine" in read(browser, post)


def test_whoever_has_waited_long_enough_is_told_and_may_ask_again(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    with clock.at(now() - PATIENCE * 2):
        ask_translation(post, language="en", by=cast.tor.person)
    page = read(browser, post)
    assert "does not answer now" in page
    assert "hx-get" not in page.partition('id="words-')[2].partition("</article>")[0]
    interpret()
    assert provider.asked == [], "nobody waits for it any more"
    asks(browser, post)
    interpret()
    assert "Translated by machine" in read(browser, post)


def test_a_sign_from_somebody_else_keeps_the_translation(
    cast: Cast, visit: Visit, begun: Say, provider: Provider
) -> None:
    post, browser = begun(), visit(cast.tor)
    asks(browser, post)
    interpret()
    react(post, Sign.GLAD, by=cast.ingrid)
    assert "Translated by machine" in read(browser, post)


def test_asking_for_what_was_taken_back_is_refused_by_the_action_too(
    cast: Cast, begun: Say, provider: Provider
) -> None:
    post = begun()
    take_back(post, by=cast.ravi)
    post.refresh_from_db()
    with pytest.raises(NotPossible) as refused:
        ask_translation(post, language="en", by=cast.tor.person)
    assert refused.value.reason is Refusal.TAKEN_BACK


def test_a_topic_asks_the_database_as_often_with_the_button_as_without(
    cast: Cast, visit: Visit, begun: Say, said: Say, *, provider: Provider, settings: Settings
) -> None:
    first, browser = begun(), visit(cast.tor)
    url = f"{TALK}{first.topic_id}/"
    browser.get(url)
    few = statements(browser, url)
    for n in range(12):
        one = said(first, f"Word {n}.", cast.ravi)
        ask_translation(one, language="en", by=cast.tor.person)
    interpret()
    assert statements(browser, url) == few
    shown = statements(browser, f"{url}?translated={first.id}")
    assert shown == few + 2, "the post, and what was made of it"
    settings.TRANSLATE_URL = ""
    assert statements(browser, url) == few
