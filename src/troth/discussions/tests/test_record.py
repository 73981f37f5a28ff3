"""What each act of talk puts on record: its kind, its room, its words salted; and the sentence it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from troth.conftest import Visit
from troth.discussions.actions.asking import answer, reopen
from troth.discussions.actions.changing import edit, react, take_back
from troth.discussions.actions.meaning import ask_meaning, confirm_meaning, correct_meaning
from troth.discussions.actions.reading import follow, keep_draft, read
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Meaning, Post
from troth.discussions.rules.reach import Follow
from troth.discussions.telling import SENTENCES, tell
from troth.discussions.tests.conftest import Say
from troth.discussions.tests.told import last_entry, last_fact, meaning_of, question_of
from troth.foundation.facts import discussions as facts
from troth.foundation.facts.discussions import Sign
from troth.foundation.facts.fact import Fact, every_fact
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.offers import Names
from troth.ledger.models import Entry
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
NOUNS = {"topic", "post", "question", "meaning"}


def names_of(cast: Cast) -> Names:
    """What people and parties of the table are called."""
    people = {str(seat.person_id): seat.person.name for seat in (cast.ingrid, cast.ravi, cast.tor)}
    return Names({cast.lumen.id: "Lumen", cast.kaveri.id: "Kaveri"}, people)


@dataclass
class Table:
    """A topic of Ravi's, a question of Tor's to Kaveri, and an answer of Ravi's that nobody has marked."""

    cast: Cast
    post: Post
    asked: Post
    reply: Post
    meant: list[Meaning] = field(default_factory=list)

    def ask_meaning(self) -> None:
        """Tor asks Ravi what he meant."""
        self.meant.append(ask_meaning(self.post, words="sekret paraphrase", by=self.cast.tor))


@pytest.fixture
def table(cast: Cast, begun: Say) -> Table:
    """Something to act upon."""
    post = begun()
    asking = Words(text="Which zone?", asks=True, asked=cast.kaveri)
    asked = write(post.topic, asking, room=cast.shared, by=cast.tor)
    reply = write(post.topic, Words(text="UTC.", answers=asked), room=cast.shared, by=cast.ravi)
    return Table(cast, post, asked, reply)


@dataclass(frozen=True)
class Case:
    """An act, the fact it gives, who does it, and the sentence read in record and inbox."""

    act: Callable[[Table], object]
    fact: type[Fact]
    sentence: str
    before: Callable[[Table], object] = lambda _table: None
    salted: bool = False


def marked(table: Table) -> None:
    """Ravi says that his reply is the answer."""
    answer(question_of(table.asked), with_post=table.reply, by=table.cast.ravi)


def said(table: Table, text: str, **more: object) -> Post:
    """Tor says something in the topic."""
    words = Words(text=text, **more)  # type: ignore[arg-type]  # as given
    return write(table.post.topic, words, room=table.cast.shared, by=table.cast.tor)


CASES = {
    "say": Case(
        act=lambda table: said(table, "sekret words"),
        fact=facts.PostWritten,
        sentence="Tor wrote in “Customs”",
        salted=True,
    ),
    "say unnamed": Case(
        act=lambda table: said(table, "sekret words", unnamed=True),
        fact=facts.PostWritten,
        sentence="Somebody, unnamed, wrote in “Customs”",
        salted=True,
    ),
    "ask": Case(
        act=lambda table: said(table, "sekret?", asks=True, asked=table.cast.kaveri),
        fact=facts.QuestionAsked,
        sentence="Tor asked Kaveri in “Customs”",
        salted=True,
    ),
    "ask everybody": Case(
        act=lambda table: said(table, "sekret?", asks=True),
        fact=facts.QuestionAsked,
        sentence="Tor asked everybody in “Customs”",
        salted=True,
    ),
    "edit": Case(
        act=lambda table: edit(
            table.post, text="sekret", seen=1, room=table.cast.shared, by=table.cast.ravi
        ),
        fact=facts.PostEdited,
        sentence="Ravi edited a post in “Customs”",
        salted=True,
    ),
    "take back": Case(
        act=lambda table: take_back(table.post, by=table.cast.ravi),
        fact=facts.PostTakenBack,
        sentence="Ravi took a post back in “Customs”",
    ),
    "give a sign": Case(
        act=lambda table: react(table.post, Sign.GLAD, by=table.cast.tor),
        fact=facts.PostReacted,
        sentence="Tor answered a post in “Customs” with a sign",
    ),
    "mark the answer": Case(
        act=marked,
        fact=facts.QuestionAnswered,
        sentence="Ravi marked the answer to a question in “Customs”",
    ),
    "open again": Case(
        before=marked,
        act=lambda table: reopen(question_of(table.asked), by=table.cast.tor),
        fact=facts.QuestionReopened,
        sentence="Tor says that a question in “Customs” is still open",
    ),
    "ask what was meant": Case(
        act=Table.ask_meaning,
        fact=facts.MeaningAsked,
        sentence="Tor asked in “Customs” whether this was meant",
        salted=True,
    ),
    "confirm": Case(
        before=Table.ask_meaning,
        act=lambda table: confirm_meaning(meaning_of(table.meant[0]), by=table.cast.ravi),
        fact=facts.MeaningConfirmed,
        sentence="Ravi confirmed in “Customs” what was meant",
    ),
    "correct": Case(
        before=Table.ask_meaning,
        act=lambda table: correct_meaning(
            meaning_of(table.meant[0]), words="sekret other", by=table.cast.ravi
        ),
        fact=facts.MeaningCorrected,
        sentence="Ravi said in “Customs” what was meant",
        salted=True,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_act_is_one_fact_of_its_room_with_one_sentence(table: Table, name: str) -> None:
    case, room = CASES[name], table.cast.shared
    case.before(table)
    before = Entry.objects.count()
    case.act(table)
    assert Entry.objects.count() == before + 1
    fact = last_fact(room)
    assert type(fact) is case.fact
    assert fact.room == room.id
    (told,) = tell([fact], names_of(table.cast))
    assert told.sentence == case.sentence
    assert (told.url_name, told.url_kwargs) == ("talk.one", {"pk": table.post.topic_id})
    stored = bytes(last_entry(room).entry_bytes)
    assert b"sekret" not in stored, "what people wrote is salted"
    assert table.cast.tor.person_id.encode() not in stored, "who wrote it is salted"
    assert ("sekret" in repr(vars(fact))) == case.salted


def test_every_fact_of_talk_has_its_sentence() -> None:
    kinds = {one.kind for one in every_fact() if one.kind.partition(":")[0] in NOUNS}
    assert set(SENTENCES) == kinds


def test_a_topic_is_one_fact_and_its_first_words_another(cast: Cast) -> None:
    before = Entry.objects.count()
    begin("Sekret title", Words(text="Hello."), room=cast.shared, by=cast.ravi)
    assert Entry.objects.count() == before + 2
    kinds = Entry.objects.order_by("-idx").filter(log=cast.shared.id).values_list("kind", flat=True)
    assert list(kinds[:2]) == ["post:written", "topic:begun"]
    for entry in Entry.objects.filter(log=cast.shared.id):
        assert b"Sekret title" not in bytes(entry.entry_bytes)


def test_a_sign_given_and_taken_away_are_two_facts(table: Table) -> None:
    given = [react(table.post, Sign.SAME, by=table.cast.tor) for _ in range(3)]
    assert given == [True, False, True]
    fact = last_fact(table.cast.shared)
    assert isinstance(fact, facts.PostReacted)
    assert (fact.sign, fact.given, fact.post) == (Sign.SAME, True, table.post.id)


def test_an_edit_says_which_version_it_is(table: Table) -> None:
    for version in (1, 2):
        edit(
            table.post,
            text=f"Version {version + 1}",
            seen=version,
            room=table.cast.shared,
            by=table.cast.ravi,
        )
        fact = last_fact(table.cast.shared)
        assert isinstance(fact, facts.PostEdited)
        assert (fact.version, fact.text) == (version + 1, f"Version {version + 1}")


def test_a_question_carries_the_day_by_which_an_answer_was_agreed(table: Table) -> None:
    said(table, "And now?", asks=True, asked=table.cast.kaveri)
    fact = last_fact(table.cast.shared)
    assert isinstance(fact, facts.QuestionAsked)
    assert fact.asked_party == table.cast.kaveri.id
    assert fact.answer_by == question_of(Post.objects.get(pk=fact.question)).answer_by


def test_a_reply_says_what_it_answers_and_its_place(table: Table) -> None:
    post = said(table, "So it is.", answers=table.reply)
    fact = last_fact(table.cast.shared)
    assert isinstance(fact, facts.PostWritten)
    assert (fact.answers, fact.number, fact.post) == (table.reply.id, post.number, post.id)


def test_words_of_a_side_room_are_on_record_there_and_nowhere_else(cast: Cast) -> None:
    shared = Entry.objects.filter(log=cast.shared.id).count()
    post = begin("Price", Words(text="Below 40."), room=cast.lumen_side, by=cast.tor)
    react(post, Sign.SEEN, by=cast.ingrid)
    take_back(post, by=cast.tor)
    assert last_fact(cast.lumen_side).room == cast.lumen_side.id
    assert Entry.objects.filter(log=cast.shared.id, kind__startswith="post:").count() == 0
    joined = Entry.objects.filter(log=cast.shared.id).exclude(kind__startswith="seat").count()
    assert joined <= shared


def test_what_is_ones_own_alone_is_on_no_record(table: Table) -> None:
    person, topic = table.cast.tor.person, table.post.topic
    before = Entry.objects.count()
    read(topic, upto=2, person=person)
    follow(topic, Follow.MUTED, person=person)
    keep_draft("Well …", place=Ulid(topic.id), person=person)
    keep_draft("", place=Ulid(topic.id), person=person)
    assert Entry.objects.count() == before


def test_a_sentence_stands_when_its_topic_is_not_there_to_be_named(table: Table) -> None:
    fact = replace(last_fact(table.cast.shared), topic=Ulid("0" * 26))  # type: ignore[call-arg]  # of talk
    (told,) = tell([fact], names_of(table.cast))
    assert (told.sentence, told.url_name) == ("Ravi wrote in “”", "talk")


def test_somebody_who_has_gone_is_somebody(table: Table) -> None:
    (told,) = tell([last_fact(table.cast.shared)], Names({}, {}))
    assert told.sentence == "Somebody wrote in “Customs”"


def test_a_hundred_facts_are_told_with_one_question_to_the_database(
    table: Table, django_assert_num_queries: Callable[[int], object]
) -> None:
    fact = last_fact(table.cast.shared)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # a context
        assert len(tell([fact] * 100, names_of(table.cast))) == 100


def test_the_record_page_tells_talk_to_both_sides_and_to_nobody_outside(
    cast: Cast, visit: Visit, table: Table
) -> None:
    for seat in (cast.ingrid, cast.meera):
        page = visit(seat).get("/p/lumen-kaveri/record/").content.decode()
        assert "began the topic “Customs”" in page
        assert "asked Kaveri in “Customs”" in page
    for who in (cast.stranger, cast.neighbour):
        answered = visit(who).get("/p/lumen-kaveri/record/")
        assert answered.status_code == 404
        assert "Customs" not in answered.content.decode()
