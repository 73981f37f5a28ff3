"""The index follows what happens: every item as it is now, in its room, with nothing of what is gone."""

from datetime import date
from decimal import Decimal

import pytest

from troth.agreements import actions as agreements
from troth.conftest import Visit
from troth.discussions.actions.asking import answer
from troth.discussions.actions.changing import edit, take_back
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Post, Question
from troth.foundation.web.offers import Document, offered
from troth.goals import actions as goals
from troth.goals.rules.plan import MeasureTerms
from troth.partnerships.testing import Cast
from troth.search.follower import KEPT_TEXT, LONGEST_TITLE, learn, put
from troth.search.models import SearchItem, SearchSpelling
from troth.search.rules.index import FOR_ALL, mark
from troth.search.tests.test_search import answers, followed

pytestmark = pytest.mark.django_db


def document(cast: Cast, **parts: object) -> Document:
    """Something to be found, with these parts."""
    said: dict[str, object] = {
        "item": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "room": cast.shared.id,
        "kind": "post",
        "title": "Customs",
        "text": "The sensors have landed.",
        "at": cast.table.created_at if hasattr(cast.table, "created_at") else None,
        "page": "talk.post",
        "parts": {"pk": "01ARZ3NDEKTSV4RRFFQ69G5FAV"},
    }
    return Document(**(said | parts))  # type: ignore[arg-type]  # as given


def test_a_post_is_found_by_its_words_until_it_is_taken_back(cast: Cast, visit: Visit) -> None:
    post = begin("Customs", Words(text="Quarantine ended."), room=cast.shared, by=cast.ravi)
    followed()
    assert post.id in answers(visit, cast.tor, "quarantine")
    take_back(post, by=cast.ravi)
    followed()
    assert post.id not in answers(visit, cast.tor, "quarantine")
    assert post.id not in answers(visit, cast.ravi, "quarantine")
    assert not SearchItem.objects.filter(words__contains="quarantine").exists()


def test_an_edited_post_is_found_by_its_new_words_alone(cast: Cast, visit: Visit) -> None:
    post = begin("Customs", Words(text="Tuesday."), room=cast.shared, by=cast.ravi)
    followed()
    edit(post, text="Wednesday.", seen=1, room=cast.shared, by=cast.ravi)
    followed()
    assert post.id in answers(visit, cast.tor, "wednesday")
    assert post.id not in answers(visit, cast.tor, "tuesday")


def test_a_question_is_found_as_open_and_then_as_answered(cast: Cast, visit: Visit) -> None:
    asks = Words(text="Which timezone?", asks=True, asked=cast.kaveri)
    post = begin("Labels", asks, room=cast.shared, by=cast.tor)
    reply = write(post.topic, Words(text="UTC."), room=cast.shared, by=cast.ravi)
    followed()
    assert post.id in answers(visit, cast.ravi, "timezone", state="question-open")
    assert post.id not in answers(visit, cast.ravi, "timezone", state="question-answered")
    question = Question.objects.select_related("asked", "answer", "post__seat").get()
    answer(question, with_post=reply, by=cast.ravi)
    followed()
    assert post.id not in answers(visit, cast.ravi, "timezone", state="question-open")
    assert post.id in answers(visit, cast.ravi, "timezone", state="question-answered")


def test_unnamed_words_are_found_with_no_side_beside_them(cast: Cast, visit: Visit) -> None:
    first = begin("Customs", Words(text="Landed."), room=cast.shared, by=cast.ravi)
    words = Words(text="Overworked already?", unnamed=True)
    post = write(first.topic, words, room=cast.shared, by=cast.tor)
    followed()
    row = SearchItem.objects.get(item=post.id)
    assert row.party == ""
    assert mark("zqp", cast.lumen.id) not in row.words
    assert cast.tor.person_id.lower() not in row.words
    assert post.id in answers(visit, cast.ravi, "overworked")
    for party in (cast.lumen, cast.kaveri):
        assert post.id not in answers(visit, cast.ravi, "overworked", who=party.id)


def test_what_is_shared_outward_is_found_there_and_what_stays_is_not(
    cast: Cast, visit: Visit
) -> None:
    begin("Price", Words(text="Belowforty."), room=cast.lumen_side, by=cast.tor)
    shown = begin("Price", Words(text="Volumes first."), room=cast.shared, by=cast.tor)
    followed()
    assert shown.id in answers(visit, cast.ravi, "volumes")
    assert "belowforty" not in answers(visit, cast.ravi, "belowforty").lower()
    assert "Belowforty" in answers(visit, cast.siri, "price")


def test_a_long_text_is_kept_as_a_piece_and_found_beyond_it(cast: Cast, visit: Visit) -> None:
    text = "word " * 1200 + "Needle."
    post = begin("T" * 160, Words(text=text), room=cast.shared, by=cast.ravi)
    followed()
    row = SearchItem.objects.get(item=post.id)
    assert len(row.text) == KEPT_TEXT
    assert len(row.title) <= LONGEST_TITLE
    assert post.id in answers(visit, cast.tor, "needle")


def test_words_are_learnt_once_however_often_they_are_said(cast: Cast) -> None:
    for _ in range(3):
        learn("calibration certificate calibration")
    words = SearchSpelling.objects.filter(key="calibration").values_list("word", flat=True)
    assert list(words) == ["calibration"]


def test_marks_are_no_words_that_could_be_misspelt(cast: Cast) -> None:
    begin("Customs", Words(text="Landed."), room=cast.shared, by=cast.ravi)
    followed()
    assert not SearchSpelling.objects.filter(word__startswith="zq").exists()


def test_every_item_carries_the_mark_of_its_own_room_and_of_no_other(cast: Cast) -> None:
    begin("Shared", Words(text="Together."), room=cast.shared, by=cast.ravi)
    begin("Aside", Words(text="Alone."), room=cast.lumen_side, by=cast.tor)
    followed()
    rooms = {room.id: mark("zqr", room.id) for room in (cast.shared, cast.lumen_side)}
    for row in SearchItem.objects.all():
        carried = {word for word in row.words.split() if word.startswith("zqr")}
        assert carried == {rooms[row.room]}


def test_what_is_for_the_parties_alone_has_no_mark_for_all(cast: Cast) -> None:
    draft = agreements.draft(title="How we meet", text="x", room=cast.shared, by=cast.tor)
    followed()
    assert FOR_ALL not in SearchItem.objects.get(item=draft.id).words.split()
    for seat in (cast.ingrid, cast.ravi):
        agreements.sign(draft, version=1, by=seat)
    followed()
    assert FOR_ALL in SearchItem.objects.get(item=draft.id).words.split()


def test_a_document_of_a_room_that_is_gone_is_not_put_anywhere(cast: Cast) -> None:
    for offer in offered.search:
        assert list(offer.documents([])) == []
        assert list(offer.documents(["0" * 26])) == []


def test_each_kind_of_thing_is_offered_once_and_has_its_word() -> None:
    kinds = [offer.kind for offer in offered.search]
    assert len(kinds) == len(set(kinds))
    for offer in offered.search:
        assert str(offer.words())
        assert all(str(words()) for words in offer.states.values())


def test_an_item_written_twice_is_one_row_with_the_later_words(cast: Cast) -> None:
    post = begin("Customs", Words(text="Landed."), room=cast.shared, by=cast.ravi)
    followed()
    row = SearchItem.objects.get(item=post.id)
    again = document(
        cast, item=post.id, title="Later", text="Other words.", at=row.at, parts=row.parts
    )
    put(again, partnership=row.partnership)
    put(again, partnership=row.partnership)
    later = SearchItem.objects.get(item=post.id)
    assert (later.pk, later.title) == (row.pk, "Later")
    assert "landed" not in later.words


def test_a_reading_of_a_goal_is_nobodys_answer(cast: Cast, visit: Visit) -> None:
    units = MeasureTerms(name="Units", target=Decimal(20))
    goal = goals.draft_goal(
        title="Beta", words="Twenty.", measures=(units,), room=cast.shared, by=cast.ravi
    )
    goals.read_measure(
        goal.measures.get(),
        value=Decimal(3),
        day=date(2026, 3, 2),
        note="Shelfnote",
        by=cast.tor,
    )
    followed()
    assert goal.id in answers(visit, cast.tor, "beta")
    assert goal.id not in answers(visit, cast.guest, "beta"), "nobody has signed it yet"
    assert "Shelfnote" not in answers(visit, cast.tor, "shelfnote")


def test_a_whole_topic_is_found_by_its_title_first(cast: Cast, visit: Visit) -> None:
    first = begin("Monsoon", Words(text="Roofs."), room=cast.shared, by=cast.ravi)
    begin("Other", Words(text="The monsoon is late."), room=cast.shared, by=cast.tor)
    followed()
    said = answers(visit, cast.meera, "monsoon")
    assert said.index(f"/talk/{first.topic_id}/") < said.index("is late")


def test_a_long_topic_stands_before_its_own_posts(cast: Cast, visit: Visit) -> None:
    first = begin("Monsoon", Words(text="Roofs."), room=cast.shared, by=cast.ravi)
    posts = [
        write(first.topic, Words(text=f"Crate {n} landed."), room=cast.shared, by=cast.tor)
        for n in range(12)
    ]
    followed()
    said = answers(visit, cast.meera, "monsoon")
    found = [said.find(f"/talk/posts/{post.id}/") for post in posts]
    assert said.index(f"/talk/{first.topic_id}/") < min(one for one in found if one > 0)
    assert posts[3].id in answers(visit, cast.meera, "monsoon crate 3")


def test_posts_written_while_nobody_followed_are_found_afterwards(cast: Cast, visit: Visit) -> None:
    first = begin("Customs", Words(text="Zero."), room=cast.shared, by=cast.ravi)
    posts: list[Post] = [
        write(first.topic, Words(text=f"Crate {n} landed."), room=cast.shared, by=cast.tor)
        for n in range(5)
    ]
    followed()
    said = answers(visit, cast.meera, "crate")
    assert all(post.id in said for post in posts)
