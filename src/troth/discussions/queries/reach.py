"""Whom an entry of talk concerns, for the inbox: a few statements for everybody in the room at once."""

from collections.abc import Collection

from troth.discussions.models import Meaning, Mention, Post, Question, Reader
from troth.discussions.rules.reach import Follow, News, reaches
from troth.foundation.facts import discussions as facts
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Seat

NOUNS = frozenset({"topic", "post", "question", "meaning"})
QUIET = (facts.PostEdited, facts.PostTakenBack, facts.PostReacted, facts.MeaningConfirmed)


def is_talk(kind: str) -> bool:
    """Whether an entry of this kind is about talk."""
    return kind.partition(":")[0] in NOUNS


def reached(fact: Fact, people: Collection[Ulid]) -> set[Ulid]:
    """Those of these people to whose inbox it comes."""
    topic: Ulid = getattr(fact, "topic", Ulid(""))
    rows = Reader.objects.filter(topic=topic, person__in=people)
    follows = {person: Follow(wish) for person, wish in rows.values_list("person_id", "follow")}
    parties = parties_of(fact, people)
    called = Called(fact)
    return {
        person
        for person in people
        if reaches(
            called.news(person, parties.get(person, set())), follows.get(person, Follow.CALLED)
        )
    }


def parties_of(fact: Fact, people: Collection[Ulid]) -> dict[Ulid, set[str]]:
    """For which parties these people sit at the table of the room."""
    rows = Seat.objects.filter(
        person__in=people, partnership__rooms=fact.room, party__isnull=False, ended_at__isnull=True
    )
    found: dict[Ulid, set[str]] = {}
    for person, party in rows.values_list("person_id", "party_id"):
        found.setdefault(person, set()).add(party)
    return found


class Called:
    """Whom one fact calls, answers or asks."""

    def __init__(self, fact: Fact) -> None:
        self.fact = fact
        self.people: set[str] = set()
        self.parties: set[str] = set()
        self.asked_people: set[str] = set()
        self.everybody = False
        self._look()

    def _look(self) -> None:
        """Look it up; two statements at most."""
        fact = self.fact
        if isinstance(fact, facts.PostWritten | facts.QuestionAsked):
            post = fact.post if isinstance(fact, facts.PostWritten) else fact.question
            self._mentions(post)
            self.people |= authors([fact.answers] if fact.answers else [])
        elif isinstance(fact, facts.QuestionAnswered):
            self.people |= authors([fact.question, fact.answer])
        elif isinstance(fact, facts.MeaningAsked):
            self.asked_people |= authors([fact.post])
        elif isinstance(fact, facts.MeaningConfirmed | facts.MeaningCorrected):
            rows = Meaning.objects.filter(pk=fact.meaning)
            self.people |= set(rows.values_list("asker__person_id", flat=True))

    def _mentions(self, post: Ulid) -> None:
        rows = Mention.objects.filter(post=post).values_list("seat__person_id", "party_id")
        for person, party in rows:
            self.people |= {person} if person else set()
            self.parties |= {party} if party else set()
            self.everybody |= not person and not party

    def news(self, person: str, parties: set[str]) -> News:
        """How it concerns this person, who sits for these parties."""
        fact = self.fact
        return News(
            begins=isinstance(fact, facts.TopicBegun),
            # The first post of a topic is told with the topic itself.
            written=getattr(fact, "number", 0) > 1,
            everybody=self.everybody,
            named=person in self.people,
            party_named=bool(parties & self.parties),
            asked=person in self.asked_people or self._asks(parties),
            quiet=isinstance(fact, QUIET),
        )

    def _asks(self, parties: set[str]) -> bool:
        """Whether it is an open question to one of these parties."""
        fact = self.fact
        if isinstance(fact, facts.QuestionAsked):
            to_all = fact.asked_party is None and fact.by.party not in parties
            return bool(parties) and (to_all or fact.asked_party in parties)
        if isinstance(fact, facts.QuestionReopened):
            asked = Question.objects.filter(pk=fact.question).values_list("asked", flat=True)
            return bool(parties & {key for key in asked if key})
        return False


def authors(posts: Collection[str]) -> set[str]:
    """Who said these posts, where that is known."""
    rows = Post.objects.filter(pk__in=posts, seat__isnull=False)
    return set(rows.values_list("seat__person_id", flat=True))
