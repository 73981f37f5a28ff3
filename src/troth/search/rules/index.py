"""What stands in the index for one item, and how a question is put to it.

Beside its own words an item carries marks: its room, kind, state, organisation, and whether everybody in
the room may find it. A question asks for words and marks together, so that the index itself keeps other
rooms out, and a common word in them costs nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from troth.search.rules.words import words_of

# No word of a language; whoever types it finds nothing that is not theirs to see anyway.
MARK = "zq"
ROOM, KIND, STATE, PARTY, TITLE = (f"{MARK}{letter}" for letter in "rkspt")
FOR_ALL = f"{MARK}all"
SHORTEST_BEGINNING = 3  # letters; shorter words are asked for whole


def mark(sort: str, value: str) -> str:
    """A mark of this sort, as one word."""
    return sort + "".join(letter for letter in value.lower() if letter.isalnum())


@dataclass(frozen=True, kw_only=True)
class Indexed:
    """An item as the index takes it."""

    room: str
    kind: str
    state: str
    party: str
    title: str
    text: str
    for_all: bool
    within: bool = False

    def words(self) -> str:
        """Marks first, then the words of the title (of its own once more as a title's), then those of the text."""
        marks = [mark(ROOM, self.room), mark(KIND, self.kind)]
        marks += [mark(STATE, self.state)] if self.state else []
        marks += [mark(PARTY, self.party)] if self.party else []
        marks += [FOR_ALL] if self.for_all else []
        titled = words_of(self.title)
        own = [] if self.within else [TITLE + word for word in titled]
        return " ".join([*marks, *own, *titled, *words_of(self.text)])


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked for: each group of words needs one that an item has; each mark is needed."""

    groups: Sequence[Collection[str]]
    rooms: Collection[str]
    open_rooms: Collection[str]
    kind: str = ""
    state: str = ""
    party: str = ""
    titles: bool = False

    def marks(self) -> list[str]:
        """The marks that every answer carries."""
        named = ((KIND, self.kind), (STATE, self.state), (PARTY, self.party))
        return [mark(sort, value) for sort, value in named if value]

    def asked(self, word: str) -> tuple[str, bool]:
        """A word as it is looked up, and whether its beginning is enough."""
        return (TITLE + word if self.titles else word), len(word) >= SHORTEST_BEGINNING


@dataclass(frozen=True)
class Dialect:
    """How an index writes a word, a beginning, and the joining of both."""

    whole: str
    beginning: str
    both: str
    either: str


FTS5 = Dialect('"{}"', '"{}"*', " AND ", " OR ")
TSQUERY = Dialect("'{}'", "'{}':*", " & ", " | ")


def put(question: Question, dialect: Dialect) -> str:
    """The question in the index's own language; every word is quoted, so nothing in it is an operator."""

    def any_of(parts: list[str]) -> str:
        return f"({dialect.either.join(parts)})"

    def word(text: str) -> str:
        said, beginning = question.asked(text)
        return (dialect.beginning if beginning else dialect.whole).format(said)

    places = [dialect.whole.format(mark(ROOM, room)) for room in sorted(question.rooms)]
    if question.open_rooms:
        listed = [dialect.whole.format(mark(ROOM, room)) for room in sorted(question.open_rooms)]
        for_all = dialect.whole.format(FOR_ALL)
        places.append(f"({any_of(listed)}{dialect.both}{for_all})")
    needed = [any_of(places)] if places else []
    needed += [*(dialect.whole.format(one) for one in question.marks())]
    needed += [any_of([word(one) for one in sorted(group)]) for group in question.groups]
    return dialect.both.join(needed)
