"""What Lumen and Kaveri talk about: updates, a question answered, one that waits, a word cleared up, a price aside."""

from functools import partial

from troth.discussions.actions.asking import answer
from troth.discussions.actions.changing import edit, react
from troth.discussions.actions.meaning import ask_meaning, confirm_meaning
from troth.discussions.actions.reading import read
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Meaning, Post, Question, Topic
from troth.foundation.facts.discussions import Sign
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.site.example.beta import BENGALURU, BERGEN, BetaTable
from troth.site.example.library import file, paper
from troth.site.example.script import InTurn, Script

UPDATE = """The reference sensors cleared customs this morning, a day late. **What that means:**

- the API is written and answers for 11 of 12 sensor types
- type 7 waits for its reference
- we test as soon as the box is here

@Tor, the test set is in the same place as last time."""
RATES = """In the pilots I would like **one reading a minute** at first, then fewer.

| station | now | then |
|---|---|---|
| Voss | 1/min | 4/h |
| Odda | 1/min | 4/h |
| Geilo | 1/min | 1/h |"""
CODE = """This is what I see for Voss:

```
04:00  -11.82  ok
04:01  -11.82  ok
04:02  -11.82  frozen?
```

Three equal readings in a row, and the logger says nothing."""


class Talk:
    """Topics told by several people; posts are found again by a short name."""

    def __init__(self, table: BetaTable) -> None:
        self.table = table
        self.posts: dict[str, Ulid] = {}

    def seat(self, name: str) -> Seat:
        """Who speaks."""
        return self.table.seats[name]

    def find(self, name: str) -> Post:
        """A post as it stands now."""
        rows = Post.objects.in_rooms([*self.rooms()]).select_related("topic", "seat__person")
        found: Post = rows.get(pk=self.posts[name])
        return found

    def rooms(self) -> list[str]:
        """Every room of the table."""
        return list(Room.objects.filter(partnership=self.table.table).values_list("pk", flat=True))

    def begin(self, name: str, title: str, text: str, by: str, *, asks: str = "") -> None:
        """A topic with its first post, or with a question to the side of this person."""
        asked: Party | None = self.seat(asks).party if asks else None
        words = Words(text=text, asks=bool(asks), asked=asked)
        self.posts[name] = begin(title, words, room=self.table.shared, by=self.seat(by)).id

    def say(
        self, name: str, first: str, text: str, by: str, *, to: str = "", paper: bytes = b""
    ) -> None:
        """The next post of a topic; the customs paper may come with it."""
        answers = self.find(to) if to else None
        files = (file("customs.pdf", paper),) if paper else ()
        words = Words(text=text, answers=answers, files=files)
        topic = self.find(first).topic
        self.posts[name] = write(topic, words, room=self.table.shared, by=self.seat(by)).id

    def edited(self, post: str, text: str, by: str) -> None:
        """Its author says it in other words."""
        found = self.find(post)
        edit(found, text=text, seen=found.version, room=self.table.shared, by=self.seat(by))

    def settled(self, question: str, post: str, by: str) -> None:
        """The answer is marked."""
        rows = Question.objects.select_related("asked", "answer", "post__topic", "post__seat")
        found = rows.get(pk=self.posts[question])
        answer(found, with_post=self.find(post), by=self.seat(by))

    def signed(self, post: str, sign: Sign, by: str) -> None:
        """Somebody answers with a sign."""
        react(self.find(post), sign, by=self.seat(by))

    def unclear(self, post: str, words: str, by: str) -> None:
        """Somebody asks whether this was meant."""
        ask_meaning(self.find(post), words=words, by=self.seat(by))

    def cleared(self, post: str, by: str) -> None:
        """Its author confirms."""
        rows = Meaning.objects.select_related("post__topic", "post__seat__person")
        confirm_meaning(rows.get(post=self.posts[post]), by=self.seat(by))

    def aside(self, first: str, title: str, text: str, by: str) -> None:
        """Lumen talks about a topic in its own side room."""
        seat = self.seat(by)
        side = Room.objects.get(
            partnership=self.table.table, kind=RoomKind.SIDE, party=seat.party_id
        )
        about = self.find(first).topic_id
        there = Topic.objects.in_rooms([side.id]).filter(about=about).first()
        if there is not None:
            write(there, Words(text=text), room=side, by=seat)
        else:
            begin(title, Words(text=text), room=side, by=seat, about=about)

    def has_read(self, first: str, by: str, upto: int) -> None:
        """Somebody has read so far."""
        read(self.find(first).topic, upto=upto, person=self.seat(by).person)


def talk(script: Script, table: BetaTable) -> None:
    """Four topics at the table and one in Lumen's side room."""
    told = Talk(table)
    customs(script, told)
    labels(script, told)
    rates(script, told)
    press(script, told)


def customs(script: Script, told: Talk) -> None:
    """Meera's update, and what came of it; the newest words are still unread for Lumen."""
    at = InTurn(script)
    topic = "Reference sensors at customs"
    at.at(script.day(-2, 11, BENGALURU), lambda: told.begin("update", topic, UPDATE, "Meera"))
    at.at(
        script.day(-2, 9, BERGEN),
        lambda: told.say("thanks", "update", "Thank you for saying it at once.", "Tor"),
    )
    at.at(script.day(-2, 9.2, BERGEN), lambda: told.signed("update", Sign.THANKS, "Ingrid"))
    again = "Here is the paper once more, should the driver ask for it."
    at.at(
        script.day(-2, 9.3, BERGEN),
        lambda: told.say("paper", "update", again, "Siri", paper=paper()),
    )
    at.at(script.day(-2, 9.4, BERGEN), lambda: told.signed("update", Sign.SEEN, "Siri"))
    at.at(script.day(-2, 10, BERGEN), lambda: told.has_read("update", "Ingrid", 3))
    at.at(
        script.day(-1, 10, BENGALURU),
        lambda: told.say("box", "update", "The box is here. Type 7 is in it.", "Arjun"),
    )


def labels(script: Script, told: Talk) -> None:
    """Siri's question, answered by Meera; and one that has waited for Lumen."""
    at = InTurn(script)
    question = "Which time zone do the labels in the 2,000 readings use?"
    at.at(
        script.day(-18, 9, BERGEN),
        lambda: told.begin("zone?", "Labels of the readings", question, "Siri", asks="Meera"),
    )
    at.at(
        script.day(-17, 10, BENGALURU),
        lambda: told.say(
            "utc", "zone?", "UTC, always. Local time only on the pages.", "Meera", to="zone?"
        ),
    )
    at.at(script.day(-17, 10.1, BENGALURU), lambda: told.settled("zone?", "utc", "Meera"))
    at.at(script.day(-17, 11, BERGEN), lambda: told.signed("utc", Sign.THANKS, "Siri"))
    other = "Who signs for the ten pilots on your side, Ingrid or the clinics themselves?"
    again = InTurn(script)
    again.at(
        script.day(-4, 12, BENGALURU),
        lambda: told.begin("who?", "Who signs for the pilots", other, "Ravi", asks="Ingrid"),
    )
    fresh = "Can the weekly drift report move to Mondays?"
    again.at(
        script.day(-1, 14, BERGEN),
        lambda: told.begin("monday?", "Day of the drift report", fresh, "Tor", asks="Arjun"),
    )


def rates(script: Script, told: Talk) -> None:
    """A lively topic of ten posts, with a word that was understood in two ways and cleared up."""
    at = InTurn(script)
    topic = "How often the sensors report"
    at.at(script.day(-13, 9, BERGEN), lambda: told.begin("rates", topic, RATES, "Tor"))
    lines = (
        (
            -13,
            "Meera",
            "Battery life is fine with that for twelve weeks. After that we should look again.",
        ),
        (-12, "Arjun", "For the drift model I need at least four an hour, at every station."),
        (-12, "Tor", "Then Geilo goes up to four an hour as well. Would that do?"),
        (-12, "Arjun", "Yes. And please the raw values, not the smoothed ones."),
        (-11, "Siri", CODE),
        (-11, "Meera", "That is the frost again. We can flag it within an hour."),
        (-11, "Tor", "Within an hour of the third equal reading, or of the first?"),
        (-10, "Meera", "Of the third. Before that it may simply be a calm night."),
        (
            -10,
            "Ingrid",
            "Good. Then this stands for the pilots, and we look again after two weeks.",
        ),
    )
    for n, (day, who, text) in enumerate(lines, start=2):
        zone = BENGALURU if who in {"Meera", "Arjun"} else BERGEN
        at.at(
            script.day(day, 10 + n / 2, zone),
            partial(told.say, f"rates{n}", "rates", text, who),
        )
    paraphrase = "You flag a station one hour after its third equal reading at the latest."
    at.at(script.day(-10, 16, BERGEN), lambda: told.unclear("rates7", paraphrase, "Siri"))
    at.at(script.day(-9, 10, BENGALURU), lambda: told.cleared("rates7", "Meera"))
    at.at(script.day(-9, 11, BERGEN), lambda: told.signed("rates10", Sign.SAME, "Arjun"))
    at.at(script.day(-9, 11.5, BERGEN), lambda: told.has_read("rates", "Ingrid", 10))


def press(script: Script, told: Talk) -> None:
    """What the pilots may cost: a careful word at the table, the figures in Lumen's side room."""
    at = InTurn(script)
    first = "We should say before the launch what a unit costs the clinics after the pilot."
    at.at(
        script.day(-6, 11, BENGALURU),
        lambda: told.begin("price", "What a unit costs after the pilot", first, "Ravi"),
    )
    reply = "Agreed that we owe them that. We bring a proposal next week."
    at.at(script.day(-6, 12, BERGEN), lambda: told.say("soon", "price", reply, "Ingrid"))
    at.at(
        script.day(-5, 12, BERGEN),
        lambda: told.edited("soon", reply.replace("next week", "by Friday week"), "Ingrid"),
    )
    figures = (
        "Our floor is 38 a unit at 500. I would open with 46 and keep the certificates out of it."
    )
    at.at(
        script.day(-5, 13, BERGEN),
        lambda: told.aside("price", "Price, among us", figures, "Ingrid"),
    )
    doubt = "46 is high for clinics. Could we open with 42 and a second year of support?"
    at.at(script.day(-4, 9, BERGEN), lambda: told.aside("price", "Price, among us", doubt, "Anne"))
    at.at(
        script.day(-3, 15, BENGALURU),
        lambda: told.say(
            "after", "price", "Good. Lakshmi would like to read it before we meet.", "Ravi"
        ),
    )
