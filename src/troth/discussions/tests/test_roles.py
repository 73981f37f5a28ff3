"""Who sees and does what in talk; what it says in the record, the inbox, on the overview and to search."""

import pytest

from troth.conftest import Visit
from troth.discussions.actions.asking import answer, reopen
from troth.discussions.actions.changing import edit, react, take_back
from troth.discussions.actions.meaning import ask_meaning, confirm_meaning, correct_meaning
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Meaning, Post, Question, Reaction
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.test_talking import TALK, page, text_of
from troth.foundation.facts.discussions import Sign
from troth.foundation.web.offers import tell
from troth.ledger.models import Entry
from troth.ledger.queries import facts_at
from troth.partnerships.models import Partnership
from troth.partnerships.queries.names import names_for
from troth.partnerships.testing import Cast

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]


def test_a_guest_who_reads_sees_no_field_to_write_in(cast: Cast, visit: Visit, begun: Say) -> None:
    first = begun()
    shown = text_of(visit(cast.guest), page(first.topic))
    assert "landed" in shown
    assert 'name="text"' not in shown
    assert ">More<" not in shown
    assert visit(cast.guest).post(page(first.topic, "reply/"), {"text": "x"}).status_code == 403


def test_a_guest_who_contributes_and_a_facilitator_write_under_their_own_name(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    for seat in (cast.contributor, cast.facilitator):
        sent = {"text": f"{seat.person.name} was here."}
        assert visit(seat).post(page(first.topic, "reply/"), sent).status_code == 302
    shown = text_of(visit(cast.tor), page(first.topic))
    assert "Carla was here." in shown
    assert "Farah was here." in shown


@pytest.mark.parametrize("who", ["stranger", "ex_member", "neighbour"])
def test_to_outsiders_there_is_nothing(cast: Cast, visit: Visit, begun: Say, who: str) -> None:
    first = begun()
    for url in (TALK, page(first.topic), page(first.topic, "since/"), f"{TALK}posts/{first.id}/"):
        assert visit(getattr(cast, who)).get(url).status_code == 404


def test_a_closed_table_stays_readable_and_takes_no_words(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first = begun()
    Partnership.objects.update(phase="closed")
    shown = text_of(visit(cast.ingrid), page(first.topic))
    assert "landed" in shown
    assert 'name="text"' not in shown
    assert visit(cast.ingrid).post(page(first.topic, "reply/"), {"text": "x"}).status_code == 403
    assert Post.objects.count() == 1


def test_a_sign_is_given_once_and_taken_away_by_the_same_button(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    first, browser = begun(), visit(cast.tor)
    sent = {"sign": f"thanks:{first.id}"}
    browser.post(page(first.topic, "react/"), sent)
    assert 'Thank you <span class="soft"><bdi>Tor</bdi>' in text_of(browser, page(first.topic))
    browser.post(page(first.topic, "react/"), sent)
    assert not Reaction.objects.exists()
    assert Entry.objects.filter(kind="post:reacted").count() == 2


@pytest.mark.parametrize("sign", ["", "love:x", "thanks", "thanks:x", ":", "thanks:" + "0" * 26])
def test_a_sign_nobody_offers_is_none(cast: Cast, visit: Visit, begun: Say, sign: str) -> None:
    first = begun()
    answered = visit(cast.tor).post(page(first.topic, "react/"), {"sign": sign})
    assert answered.status_code in {302, 404}
    assert not Reaction.objects.exists()


def everything_happens(cast: Cast) -> None:
    """Every kind of fact of talk, once."""
    first = begin("Customs", Words(text="It landed."), room=cast.shared, by=cast.ravi)
    edit(first, text="It landed today.", seen=1, room=cast.shared, by=cast.ravi)
    react(first, Sign.SEEN, by=cast.ingrid)
    question = Words(text="Where?", asks=True, asked=cast.kaveri)
    asked = write(first.topic, question, room=cast.shared, by=cast.ingrid)
    reply = write(first.topic, Words(text="Oslo.", answers=asked), room=cast.shared, by=cast.ravi)
    rows = Question.objects.select_related("asked", "answer", "post__topic", "post__seat")
    answer(rows.get(), with_post=reply, by=cast.ravi)
    reopen(rows.get(), by=cast.ingrid)
    meanings = Meaning.objects.select_related("post__topic", "post__seat__person")
    key = ask_meaning(first, words="Today?", by=cast.ingrid).pk
    confirm_meaning(meanings.get(pk=key), by=cast.ravi)
    key = ask_meaning(first, words="At night?", by=cast.ingrid).pk
    correct_meaning(meanings.get(pk=key), words="At noon.", by=cast.ravi)
    take_back(reply, by=cast.ravi)
    write(first.topic, Words(text="Late?", unnamed=True), room=cast.shared, by=cast.ravi)


def test_every_fact_of_talk_is_a_sentence_in_the_record(cast: Cast) -> None:
    everything_happens(cast)
    nouns = ("topic", "post", "question", "meaning")
    kinds = Entry.objects.filter(log=cast.shared.id).values_list("idx", "kind")
    places = [idx for idx, kind in kinds if kind.split(":")[0] in nouns]
    facts = [fact for _idx, fact in facts_at(cast.shared.id, places) if fact is not None]
    told = tell(facts, names_for(facts, partnership=cast.table.id))
    said = {fact.kind: one.sentence for fact, one in zip(facts, told, strict=True)}
    assert len(said) == 11
    assert said["question:asked"] == "Ingrid asked Kaveri in “Customs”"
    assert said["meaning:corrected"] == "Ravi said in “Customs” what was meant"
    assert said["post:written"] == "Somebody, unnamed, wrote in “Customs”"
    assert all("Customs" in sentence for sentence in said.values())


def test_the_overview_says_what_is_open_and_what_was_said_last(
    cast: Cast, visit: Visit, asked: Say
) -> None:
    asked()
    shown = text_of(visit(cast.ravi), "/p/lumen-kaveri/")
    assert "One question is open." in shown
    assert "Labels" in shown
    assert "Which time zone do the labels use?" in shown


def test_the_readers_own_side_comes_first_among_open_questions(
    cast: Cast, visit: Visit, asked: Say
) -> None:
    asked()
    asked("And the other way round?", by=cast.meera, whom=cast.lumen)
    shown = text_of(visit(cast.ravi), f"{TALK}questions/")
    own = shown.index("Waits for <bdi>Kaveri")
    assert own < shown.index("Waits for <bdi>Lumen")
    assert "2 questions are open." in shown
