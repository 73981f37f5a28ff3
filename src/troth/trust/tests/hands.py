"""Every possible hand, for properties."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from troth.trust.rules.hands import ENOUGH, Dimension, Estimate, Finger, Hand, Side

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
VALUES = st.floats(0, 10)
NAMES = st.sampled_from(
    ["Lumen", "Kaveri Analytics", "مختبر", "北海浮标公司", "Ø & <Co>", "Norddeutsche Gesellschaft für Messtechnik mbH"]
)  # fmt: skip


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    low, mid, high = sorted(draw(st.tuples(VALUES, VALUES, VALUES)))
    return Estimate(low=low, mid=mid, high=high)


@st.composite
def fingers(draw: st.DrawFn, dimension: Dimension = Dimension.TRUTH, most: int = 400) -> Finger:
    count = draw(st.integers(0, most))
    return Finger(
        dimension=dimension,
        count=count,
        estimate=draw(st.none() | estimates()) if count >= ENOUGH else None,
        before=draw(st.none() | VALUES),
        own=draw(st.none() | VALUES),
        set_aside=draw(st.integers(0, 30)),
        last=draw(st.none() | MOMENTS),
        old=draw(st.booleans()),
        held_until=draw(st.none() | st.none() | MOMENTS),
        hidden=draw(st.sampled_from([False, False, True])),
    )


def sides(ident: str) -> st.SearchStrategy[Side]:
    return st.builds(
        Side,
        id=st.just(ident),
        name=NAMES,
        short=NAMES,
        letter=st.just("A"),
        colour=st.integers(0, 8),
    )


@st.composite
def opposite(draw: st.DrawFn, most: int = 400) -> tuple[Hand, Hand]:
    """Two hands that reach for each other."""
    one, other = draw(sides("one")), draw(sides("other"))
    near, far = (
        tuple(draw(fingers(dimension, most=most)) for dimension in Dimension) for _ in range(2)
    )
    return (
        Hand(towards=one, about=other, fingers=near),
        Hand(towards=other, about=one, fingers=far),
    )


READERS = st.sampled_from(["one", "other", ""])
