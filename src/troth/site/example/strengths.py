"""What Lumen and Kaveri said about themselves in the first weeks, and what came of it."""

from collections.abc import Callable

from troth.complement.actions import answering, risks
from troth.complement.queries.table import Need, complement
from troth.organisations.actions import Strength, state
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.seats import Standing
from troth.site.example.beta import BENGALURU, BERGEN, BetaTable, house_of
from troth.site.example.script import InTurn, Script

ALL = "all"
# Who says it, of which kind, in which words, with which tags and example.
LUMENS = (
    (
        "good",
        "Certifying hardware",
        "hardware, ce",
        "CE and EMC for two sensor families, each at the first try.",
    ),
    ("good", "Sensors that live outdoors", "field, sensors", "Four winters on the Hardangervidda."),
    ("good", "Support that answers the telephone", "support", "Siri knows 200 customers by name."),
    (
        "needs",
        "Machine learning for sensor drift",
        "machine learning",
        "Our own try found the seasons, not the drift.",
    ),
    ("needs", "Labelled field readings", "data", ""),
    ("weak", "Explaining data to customers", "data", "Our reports are read by engineers alone."),
)
KAVERIS = (
    (
        "good",
        "Machine learning on sensor data",
        "machine learning",
        "Drift models for three river authorities.",
    ),
    ("good", "Labelling field readings", "data", "2,000 readings a week, each seen by two people."),
    (
        "good",
        "Telling a story with data",
        "data, visualisation",
        "Dashboards that mayors open by themselves.",
    ),
    ("needs", "Hardware certification", "", "We have never brought a device to market."),
    (
        "needs",
        "Field staff in India",
        "",
        "Pilots in Chennai need somebody on a ladder within a day.",
    ),
    ("needs", "A patent lawyer who knows both countries", "law", ""),
    ("weak", "Anything with a soldering iron", "hardware", ""),
)


def strengths(script: Script, table: BetaTable) -> None:
    """Both write, then answer each other's needs; two that nobody meets are looked after or let be."""
    lines = InTurn(script)
    for by, said, zone in ((table.ingrid, LUMENS, BERGEN), (table.ravi, KAVERIS, BENGALURU)):
        for one in said:
            lines.at(script.day(-41, 10, zone), writing(by, one))
    answers = InTurn(script)
    answers.at(
        script.day(-38, 11, BERGEN),
        lambda: cover(
            table, "Hardware certification", by=table.seats["Tor"], word="I take you through CE."
        ),
    )
    answers.at(
        script.day(-37, 12, BENGALURU),
        lambda: cover(table, "Machine learning for sensor drift", by=table.seats["Arjun"], word=""),
    )
    answers.at(script.day(-36, 11, BENGALURU), lambda: look_after(table))
    lawyer, words = (
        "A patent lawyer who knows both countries",
        (
            "Nothing is invented yet that either of us wants to own alone.",
            "The same for us, until the beta is out.",
        ),
    )
    answers.at(
        script.day(-30, 11, BENGALURU), lambda: let_be(table, lawyer, by=table.ravi, why=words[0])
    )
    answers.at(
        script.day(-29, 10, BERGEN), lambda: let_be(table, lawyer, by=table.ingrid, why=words[1])
    )


def writing(by: Seat, one: tuple[str, str, str, str]) -> Callable[[], None]:
    """One line about oneself, for all one's tables."""
    kind, words, tags, examples = one
    marks = tuple(tag.strip() for tag in tags.split(",") if tag)
    said = Strength(kind=kind, words=words, examples=examples, tags=marks, shown=ALL)

    def act() -> None:
        state(house_of(by), said, by=by.person)

    return act


def need_of(table: BetaTable, words: str) -> Need:
    """A need as it stands by now."""
    joined = Party.objects.filter(partnership=table.table, standing=Standing.JOINED)
    found = complement(table.shared, list(joined))
    return next(need for need in found.needs if need.line.one.words == words)


def cover(table: BetaTable, words: str, *, by: Seat, word: str) -> None:
    """Somebody of the other side says that they can."""
    offer = need_of(table, words).possible[0]
    answering.confirm(offer, room=table.shared, by=by, seen=offer.seen, word=word)


def look_after(table: BetaTable) -> None:
    """Meera keeps an eye on what nobody does."""
    need = need_of(table, "Field staff in India")
    word = "I ask the two firms who hung our cameras, before the first pilot."
    meera = table.seats["Meera"]
    risks.look_after(need, room=table.shared, by=meera, seen=need.seen, holder=meera, word=word)


def let_be(table: BetaTable, words: str, *, by: Seat, why: str) -> None:
    """A side can live with it."""
    need = need_of(table, words)
    risks.live_with(need, room=table.shared, by=by, seen=need.seen, reason=why)
