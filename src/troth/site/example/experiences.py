"""What Lumen and Kaveri say openly about each other after six weeks, and about themselves."""

from collections.abc import Callable

from troth.partnerships.models import Party, Seat
from troth.site.example.beta import BENGALURU, BERGEN, BetaTable
from troth.site.example.script import InTurn, Script
from troth.trust.actions.experiencing import Line, say
from troth.trust.queries.experiences import said_by, seen_of
from troth.trust.rules.hands import Dimension

Said = tuple[Dimension, int, str]
LUMEN_OF_KAVERI: tuple[Said, ...] = (
    (
        Dimension.RELIABILITY,
        8,
        "What comes is good. Twice it came a day late, and we were told why.",
    ),
    (Dimension.TRUTH, 9, "They told us of the labelling mistake before we could have seen it."),
    (Dimension.ABILITY, 9, "The drift model found what we had missed for two winters."),
    (Dimension.CARE, 8, "Arjun asked how the storm week had been before he asked for the log."),
)
KAVERI_OF_LUMEN: tuple[Said, ...] = (
    (Dimension.RELIABILITY, 7, "Hardware comes when it was said. Answers take longer."),
    (Dimension.ABILITY, 9, ""),
    (Dimension.OPENNESS, 6, "We would rather hear half of it today than all of it on Friday."),
    (Dimension.CARE, 8, "Our holidays stood in their plan before we mentioned them."),
)
LUMEN_OF_ITSELF: tuple[Said, ...] = (
    (Dimension.RELIABILITY, 8, ""),
    (Dimension.OPENNESS, 7, "We think longer than we say. We are working on it."),
)
KAVERI_OF_ITSELF: tuple[Said, ...] = (
    (Dimension.RELIABILITY, 7, "Two deliveries moved late. The next ones have a day of air."),
    (Dimension.TRUTH, 9, ""),
)


def experiences(script: Script, table: BetaTable) -> None:
    """Both say it in the same week, without having been asked; Kaveri adds one later."""
    lumen, kaveri = side_of(table.ingrid), side_of(table.ravi)
    turns = InTurn(script)
    turns.at(
        script.day(-9, 15, BERGEN),
        saying(table, table.ingrid, [(kaveri, LUMEN_OF_KAVERI), (lumen, LUMEN_OF_ITSELF)]),
    )
    turns.at(
        script.day(-8, 11, BENGALURU),
        saying(table, table.ravi, [(lumen, KAVERI_OF_LUMEN), (kaveri, KAVERI_OF_ITSELF)]),
    )
    truth: tuple[Said, ...] = (
        (Dimension.TRUTH, 9, "When the test bench failed we read it the same morning."),
    )
    turns.at(script.day(-3, 12, BENGALURU), saying(table, table.seats["Meera"], [(lumen, truth)]))


def saying(
    table: BetaTable, by: Seat, parts: list[tuple[Party, tuple[Said, ...]]]
) -> Callable[[], None]:
    """Say these together."""
    lines = [
        Line(about=about.id, dimension=dimension, figure=figure, words=words)
        for about, said in parts
        for dimension, figure, words in said
    ]

    def act() -> None:
        seen = seen_of(said_by(table.shared, side_of(by)).values())
        say(lines, room=table.shared, by=by, seen=seen)

    return act


def side_of(seat: Seat) -> Party:
    """The party a seat is for. Raises `LookupError` for a seat that is for none."""
    if seat.party is None:
        raise LookupError("this seat is for no party")
    return seat.party
