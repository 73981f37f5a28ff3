"""The clasp in all its forms, over all hands: nothing leaks, nothing breaks, and all of them say the same."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.trust.clasp import drawing, telling
from troth.trust.clasp.geometry import FULL, SMALL
from troth.trust.clasp.mini import mini
from troth.trust.clasp.seen import Clasp, clasp
from troth.trust.clasp.specimens import KAVERI, LUMEN, finger, hand
from troth.trust.clasp.table import rows
from troth.trust.rules.hands import Estimate, Finger, Hand
from troth.trust.tests.hands import READERS, estimates, fingers, opposite

UNTIL = datetime(2026, 3, 19, 12, tzinfo=UTC)
FEW = settings(max_examples=12, deadline=None)
FIGURE = re.compile(r"\d+(?:</tspan>)? of 10|\d–\d|\d+/10|between \d|c-(?:mid|reach|own|before)")


def link(_seen: object) -> str:
    return "/reasons/?a=1&b=2"


def drawn(shown: Clasp) -> list[str]:
    """Every form that is a picture."""
    return [str(drawing.full(shown, link=link)), str(drawing.small(shown)), str(mini(shown))]


def told(shown: Clasp) -> list[str]:
    """Every form that is words."""
    cells = [cell for row in rows(shown) for cell in (row.near, row.far)]
    table = [
        f"{one.words}|{one.figure}|{one.between}|{one.items}|{one.change}|{one.note}"
        for one in cells
    ]
    lines = [telling.one_line(one) for one in shown.hands]
    said = [" ".join(telling.sentences(one)) for one in shown.hands]
    return [telling.description(shown), telling.brief(shown), *lines, *said, *table]


def forms(shown: Clasp) -> list[str]:
    return drawn(shown) + told(shown)


@FEW
@given(opposite(), READERS)
def test_the_same_hands_give_the_same_bytes(hands: tuple[Hand, Hand], reader: str) -> None:
    assert forms(clasp(*hands, reader=reader)) == forms(clasp(*hands, reader=reader))


def numbers(tree: ET.Element) -> Iterator[tuple[str, float]]:
    for part in tree.iter():
        for name in ("x", "cx"):
            if name in part.attrib:
                yield name, float(part.attrib[name])
        if part.tag.endswith("path") and "d" in part.attrib:
            for x in re.findall(r"[MH](-?[\d.]+)", part.attrib["d"]):
                yield "d", float(x)


@FEW
@given(opposite(), READERS, st.sampled_from(["en", "ar"]))
def test_it_is_well_formed_and_nothing_lies_outside(
    hands: tuple[Hand, Hand], reader: str, language: str
) -> None:
    with translation.override(language):
        shown = clasp(*hands, reader=reader)
        for picture, measures in (
            (drawing.full(shown, link=link), FULL),
            (drawing.small(shown), SMALL),
        ):
            for _name, x in numbers(ET.fromstring(picture)):
                assert -6.1 <= x <= measures.width + 6.1


@FEW
@given(opposite(most=4), READERS)
def test_from_fewer_than_five_no_form_gives_a_figure(hands: tuple[Hand, Hand], reader: str) -> None:
    plain = tuple(
        replace(
            one,
            towards=replace(one.towards, name="A", short="A"),
            about=replace(one.about, name="B", short="B"),
        )
        for one in hands
    )
    shown = clasp(plain[0], plain[1], reader=reader)
    for form in forms(shown):
        assert not FIGURE.search(form), form
    assert not mini(shown)


@FEW
@given(opposite(), READERS)
def test_swapping_the_hands_swaps_the_description(hands: tuple[Hand, Hand], reader: str) -> None:
    near, far = hands
    there, back = clasp(near, far, reader=reader), clasp(far, near, reader=reader)
    halves = [telling.described(one) for one in there.hands]
    assert telling.description(there) == " ".join(halves)
    assert telling.description(back) == " ".join(reversed(halves))


@FEW
@given(fingers(), fingers(), st.sampled_from(["lumen", ""]))
def test_what_one_side_sees_first_leaves_no_trace_for_the_other(
    one: Finger, other: Finger, reader: str
) -> None:
    def shown(held: Finger) -> Clasp:
        rest = [finger(0)] * 4
        near = hand(LUMEN, KAVERI, replace(held, held_until=UNTIL), *rest)
        return clasp(near, hand(KAVERI, LUMEN, finger(7, 5, 6, 7), *rest), reader=reader)

    assert forms(shown(one)) == forms(shown(other))


@FEW
@given(fingers(), fingers())
def test_what_few_people_stand_behind_leaves_no_trace_for_anybody(
    one: Finger, other: Finger
) -> None:
    def shown(found: Finger) -> Clasp:
        few = replace(found, hidden=True, held_until=None)
        near = hand(LUMEN, KAVERI, few, *[finger(0)] * 4)
        return clasp(near, hand(KAVERI, LUMEN, *[finger(0)] * 5), reader="kaveri")

    assert forms(shown(one)) == forms(shown(other))


@FEW
@given(opposite(), READERS)
def test_names_are_escaped_everywhere(hands: tuple[Hand, Hand], reader: str) -> None:
    evil = '</title><script>"&'
    near, far = hands
    one = replace(near.towards, name=evil, short=evil)
    shown = clasp(replace(near, towards=one), replace(far, about=one), reader=reader)
    for picture in drawn(shown):
        assert "<script>" not in picture
        if picture:
            ET.fromstring(picture)


@FEW
@given(estimates(), READERS)
def test_picture_table_line_and_description_say_the_same_figures(
    found: Estimate, reader: str
) -> None:
    known = replace(finger(9), estimate=found)
    near = hand(LUMEN, KAVERI, *[known] * 5)
    shown = clasp(near, hand(KAVERI, LUMEN, *[known] * 5), reader=reader)
    cell, seen = rows(shown)[0].near, shown.near.fingers[0]
    whole = seen.of_ten
    assert whole is not None
    assert 1 <= whole.middle <= 9
    assert whole.low <= whole.middle <= whole.high
    assert cell.figure == str(whole.middle)
    assert cell.between == f"{whole.low}–{whole.high}"
    assert f"{whole.middle}/10 ({whole.low}–{whole.high}, n 9)" in telling.one_line(shown.near)
    if seen.is_wide:
        assert f"anywhere between {whole.low} and {whole.high}" in telling.description(shown)
        assert f"anywhere between {whole.low} and {whole.high}" in drawing.full(shown)
    else:
        assert f"{whole.middle} of 10, between {whole.low} and {whole.high}" in telling.described(
            shown.near
        )
        assert f">{whole.middle}</tspan> of 10" in drawing.full(shown)
