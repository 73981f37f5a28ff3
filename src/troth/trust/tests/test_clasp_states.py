"""Each state of a finger: how it is drawn, and the sentence that goes with it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from troth.foundation.web import clock
from troth.trust.clasp import drawing, telling
from troth.trust.clasp.geometry import FULL, SMALL, cut, fitting, places, width_of
from troth.trust.clasp.mini import mini
from troth.trust.clasp.seen import Clasp, State, clasp
from troth.trust.clasp.specimens import KAVERI, LONG, LUMEN, busy, finger, hand, specimens
from troth.trust.clasp.table import rows
from troth.trust.clasp.words import beside, first_words, reading, trend
from troth.trust.rules.hands import Dimension, Finger

UNTIL = datetime(2026, 3, 19, 12, tzinfo=UTC)
JUNE = datetime(2025, 6, 4, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 12, 12, tzinfo=UTC)


def shown(one: Finger, *, reader: str = "lumen", other: Finger | None = None) -> Clasp:
    """Lumen about Kaveri: reliability as given, the rest as at the beginning."""
    rest = [finger(0)] * 4
    near, far = hand(LUMEN, KAVERI, one, *rest), hand(KAVERI, LUMEN, other or finger(0), *rest)
    return clasp(near, far, reader=reader)


def first(found: Clasp) -> tuple[State, str]:
    seen = found.near.fingers[0]
    with clock.at(MARCH):
        return seen.state, reading(seen)


def near_finger(found: Clasp) -> str:
    """The group of the first near finger, as it is drawn."""
    with clock.at(MARCH):
        picture = str(drawing.full(found, link=lambda _seen: "/r/"))
    return picture.partition('<a class="c-finger"')[2].partition("</a>")[0]


@pytest.mark.parametrize(
    ("one", "state", "words"),
    [
        (finger(0), State.NOTHING, "nothing yet"),
        (finger(2), State.FEW, "not enough yet, 2 of 5 needed"),
        (finger(4, set_aside=1), State.FEW, "not enough yet, 4 of 5 needed, 1 set aside"),
        (finger(0, set_aside=3), State.SET_ASIDE, "all evidence is set aside for now"),
        (finger(6), State.SETTLING, "being worked out"),
        (finger(3, hidden=True), State.HIDDEN, "too few people to show how it is felt; promises only"),
        (finger(7, 6, 8, 9, held_until=UNTIL), State.HELD, "Kaveri sees this first, until Thursday 19 March"),
        (finger(7, 6.2, 8, 9.1), State.READ, "8 of 10, between 6 and 9, from 7 items"),
        (finger(7, 6.2, 8, 9.1, set_aside=1), State.READ, "8 of 10, between 6 and 9, from 7 items, 1 set aside"),
        (finger(7, 6.2, 8, 9.1, before=7.1), State.READ, "8 of 10, between 6 and 9, from 7 items, up from 7"),
        (finger(7, 3.9, 5.5, 6.9, before=7.1), State.READ, "6 of 10, between 4 and 7, from 7 items, down from 7"),
        (finger(7, 6, 8, 9, last=JUNE), State.READ, "8 of 10, between 6 and 9, from 7 items, last heard in June 2025"),
        (finger(7, 6.2, 8, 9.1, own=8.8), State.READ, "8 of 10, between 6 and 9, from 7 items, Kaveri about itself: 9"),
        (finger(7, 1.6, 5.3, 9.2), State.READ, "anywhere between 2 and 9 of 10, from 7 items"),
    ],
)  # fmt: skip
def test_every_state_has_its_sentence(one: Finger, state: State, words: str) -> None:
    found = shown(one)
    assert first(found) == (state, words)
    with clock.at(MARCH):
        assert f"Reliability {words};" in telling.description(found)
        assert rows(found)[0].near.words in {words, words.partition(", from")[0]}


@pytest.mark.parametrize(
    ("one", "heading", "below"),
    [
        (finger(7, 6.2, 8, 9.1, own=8.8), "8 of 10, between 6 and 9", "from 7 items, Kaveri about itself: 9"),
        (finger(4, set_aside=1), "not enough yet", "4 of 5 needed, 1 set aside"),
        (finger(0), "nothing yet", "0 of 5 needed"),
        (finger(6), "being worked out", ""),
        (finger(7, 6, 8, 9, held_until=UNTIL), "Kaveri sees this first, until Thursday 19 March", ""),
    ],
)  # fmt: skip
def test_a_page_is_headed_with_the_reading_and_says_the_rest_below(
    one: Finger, heading: str, below: str
) -> None:
    seen = shown(one).near.fingers[0]
    with clock.at(MARCH):
        assert (first_words(seen), beside(seen)) == (heading, below)
        assert seen.state is State.NOTHING or reading(seen) == ", ".join(
            filter(None, [heading, below])
        )


def test_a_bead_is_full_for_each_piece_of_evidence() -> None:
    drawn = near_finger(shown(finger(2)))
    assert drawn.count('"c-bead full o1"') == 2
    assert drawn.count('"c-bead o1"') == 3
    assert "2 of 5 needed" in drawn
    assert "c-solid" not in drawn


@pytest.mark.parametrize("one", [finger(0), finger(0, set_aside=2)])
def test_without_any_weight_all_five_are_empty(one: Finger) -> None:
    drawn = near_finger(shown(one))
    assert drawn.count('"c-bead o1"') == 5
    assert "full" not in drawn
    assert "needed" not in drawn


def test_what_is_held_is_dashes_from_edge_to_edge_and_says_who_sees_it_first() -> None:
    drawn = near_finger(shown(finger(7, 6, 8, 9, held_until=UNTIL)))
    assert '<rect class="c-held o1" x="26" y="79" width="908"' in drawn
    assert "Kaveri sees this first, until Thursday 19 March" in drawn
    assert "c-reach" not in drawn


def test_the_described_side_sees_its_finger_finished_and_that_nobody_else_does() -> None:
    found = shown(finger(7, 6, 8, 9, held_until=UNTIL), reader="kaveri")
    assert first(found)[1].endswith(", only Kaveri, until Thursday 19 March")
    drawn = near_finger(found)
    assert "c-reach" in drawn
    assert "c-held" in drawn
    assert "only Kaveri, until Thursday 19 March" in drawn.partition("</text>")[0]


def test_where_there_is_little_room_it_says_at_least_that_only_one_side_sees_it() -> None:
    one = finger(7, 6, 8, 9, held_until=UNTIL)
    for reader, words in (("kaveri", ", only Kaveri</tspan>"), ("lumen", ", only Lumen</tspan>")):
        with clock.at(MARCH):
            small = str(drawing.small(shown(one, reader=reader, other=one)))
        assert words in small


def test_where_there_is_little_room_the_day_of_what_is_held_still_stands() -> None:
    with clock.at(MARCH):
        small = str(drawing.small(shown(finger(7, 6, 8, 9, held_until=UNTIL))))
    assert "Kaveri sees this first, until Thursday 19 March" in small.partition("</desc>")[2]
    long = replace(KAVERI, short=LONG, name=LONG)
    near = hand(LUMEN, long, finger(7, 6, 8, 9, held_until=UNTIL), *[finger(0)] * 4)
    with clock.at(MARCH):
        small = str(drawing.small(clasp(near, hand(long, LUMEN, *[finger(0)] * 5))))
    assert "… sees this first, until 19 March</text>" in small


def test_what_few_people_stand_behind_is_a_stub_and_three_dots() -> None:
    drawn = near_finger(shown(finger(9, hidden=True)))
    assert drawn.count("<circle") == 3
    assert 'class="c-solid o1" x="20" y="78" width="24"' in drawn
    assert "too few people to show how it is felt; promises only" in drawn


def test_what_is_old_is_paler_and_says_since_when() -> None:
    drawn = near_finger(shown(finger(7, 6.2, 8, 9.1, last=JUNE)))
    assert '"c-solid old o1"' in drawn
    assert "last heard in June 2025" in drawn.partition("</text>")[0]
    assert "old" not in near_finger(shown(finger(7, 6.2, 8, 9.1)))


def test_only_a_certain_change_leaves_a_trail_and_an_arrow() -> None:
    risen = near_finger(shown(finger(7, 6.2, 8.0, 9.1, before=7.1)))
    fallen = near_finger(shown(finger(7, 6.2, 8.0, 9.1, before=8.9)))
    still = near_finger(shown(finger(7, 6.2, 8.0, 9.1)))
    assert "↗" in risen
    assert "↘" in fallen
    for drawn in (risen, fallen):
        assert drawn.count("c-trail") == drawn.count("c-before") == 1
    assert not re.search("↗|↘|c-trail|c-before", still)


def test_a_change_inside_one_tenth_says_only_its_way() -> None:
    found = shown(finger(7, 6.2, 7.4, 9.1, before=6.6)).near.fingers[0]
    assert trend(found) == "a little up"
    assert trend(shown(finger(7, 6.2, 6.6, 9.1, before=7.4)).near.fingers[0]) == "a little down"


def test_what_a_side_says_of_itself_is_hollow_for_the_other_and_solid_for_itself() -> None:
    one = finger(7, 6.2, 8, 9.1, own=5.0)
    assert 'class="c-own"' in near_finger(shown(one))
    assert 'class="c-own mine"' in near_finger(shown(one, reader="kaveri"))
    said = telling.sentences(shown(one, reader="kaveri").near)
    assert "Reliability: Kaveri about itself: 5; Lumen about Kaveri: 8 (6–9)." in said
    assert not any("about itself" in sentence for sentence in telling.sentences(shown(one).near))


@pytest.mark.parametrize(
    ("low", "words"),
    [(9.0, "140 items · 2 set aside"), (1.5, "140 items"), (0.7, "140"), (0.0, "140")],
)
def test_the_count_says_as_much_as_the_solid_part_holds(low: float, words: str) -> None:
    drawn = near_finger(shown(finger(140, low, 9.5, 9.9, set_aside=2)))
    assert f">{words}</text>" in drawn
    assert ('class="c-count out"' in drawn) == (low == 0.0)


def test_solid_reach_and_best_guess_lie_where_their_figures_lie() -> None:
    drawn = near_finger(shown(finger(7, 5.0, 7.0, 9.0)))
    assert '<rect class="c-solid o1" x="20" y="78" width="460" height="28"/>' in drawn
    assert 'd="M480 78H834a14 14 0 0 1 0 28H480z"' in drawn
    assert '<rect class="c-mid" x="661.5" y="76" width="5" height="32" rx="2.5"/>' in drawn


def test_both_hands_measure_from_their_own_edge_and_meet_in_the_middle() -> None:
    near, far = places(FULL, from_right=False)
    for value in (0, 2.5, 5, 10):
        assert near.x(value) + far.x(value) == FULL.width
    assert near.x(5) == far.x(5) == FULL.middle
    assert near.row(0) < far.row(0) < near.row(1)


def test_read_from_the_right_the_near_hand_hangs_on_the_right_edge() -> None:
    found = shown(finger(7, 5.0, 7.0, 9.0))
    with translation.override("ar"):
        drawn = str(drawing.full(found, link=lambda _seen: "/r/"))
    assert 'direction="rtl"' in drawn
    assert '<rect class="c-solid o1" x="480" y="78" width="460" height="28"/>' in drawn
    assert '<rect class="c-solid o1" x="940" y="72" width="20"' in drawn
    assert "scale(-1" not in drawn


def test_the_five_names_stand_in_their_order_whatever_is_read() -> None:
    for one in specimens():
        names = re.findall(r'class="c-name"[^>]*>([^<]+)', str(one.full))
        assert names == ["Reliability", "Truth", "Ability", "Open communication", "Care"]


def test_the_size_follows_from_the_measures() -> None:
    assert FULL.height == 44 + 5 * (34 + 2 * 28 + 3 + 22) + 4 * 8 + 46
    assert SMALL.height == 44 + 5 * (48 + 2 * 24 + 3 + 20) + 4 * 8 + 46
    assert 'viewBox="0 0 960 697"' in busy().full
    assert f'viewBox="0 0 350 {SMALL.height}"' in busy().small


def test_two_pictures_on_a_page_share_no_id() -> None:
    ids = [
        ident
        for one in specimens()
        for picture in (one.full, one.small)
        for ident in re.findall(r' id="([^"]+)"', picture)
    ]
    assert len(ids) == len(set(ids)) == 8 * 4


def test_without_links_it_is_one_image_and_with_them_a_group_of_ten() -> None:
    found = busy().shown
    alone, linked = (
        drawing.full(found),
        drawing.full(found, link=lambda seen: f"/{seen.dimension}/"),
    )
    assert 'role="img"' in alone
    assert "<a " not in alone
    assert 'role="group"' in linked
    targets = re.findall(r'<a class="c-finger" href="/([^"]+)/" aria-label="(\w+) about', linked)
    assert targets == [(one.value, "Lumen") for one in Dimension] + [
        (one.value, "Kaveri") for one in Dimension
    ]


def test_a_link_says_its_whole_reading() -> None:
    linked = drawing.full(busy().shown, link=lambda _seen: "/r/")
    assert (
        'aria-label="Kaveri about Lumen, Open communication: 6 of 10, between 4 and 7, from 26 items, '
        "down from 7, Lumen about itself: 7 · 6 of 10 (4–7)"
    ) in linked


def test_its_name_and_description_belong_to_it() -> None:
    root = ET.fromstring(drawing.full(busy().shown, ident="here"))
    assert root.get("aria-labelledby") == root[0].get("id") == "here-t"
    assert root.get("aria-describedby") == root[1].get("id") == "here-d"
    assert root[0].text == "Trust between Lumen Sensors and Kaveri Analytics, both directions"


def test_the_sign_for_lists_has_ten_bars_and_the_words_of_reliability() -> None:
    small = mini(shown(finger(7, 5.0, 7.0, 9.0)))
    root = ET.fromstring(small)
    assert (root.get("width"), root.get("height")) == ("72", "44")
    assert small.count("m-open") == 9
    assert small.count("m-soft") == 1
    assert small.count("m-solid") == 3
    assert root.get("aria-label") == (
        "Lumen about Kaveri: reliability 7 of 10, between 5 and 9, from 7 items; "
        "Kaveri about Lumen: reliability nothing yet"
    )


def test_the_sign_is_not_drawn_where_nothing_can_be_read() -> None:
    for one in (finger(0), finger(4), finger(7, 6, 8, 9, held_until=UNTIL), finger(9, hidden=True)):
        assert mini(shown(one)) == ""


def test_no_total_no_mean_and_no_winner_stands_in_any_form() -> None:
    for one in specimens():
        said = " ".join([*one.sentences, telling.description(one.shown), one.full]).lower()
        assert not re.search(r"\b(total|average|mean|score|rank|best of|winner|overall)\b", said)


def test_the_plain_line_is_short_and_complete() -> None:
    assert telling.one_line(busy().shown.near) == (
        "Lumen about Kaveri: reliability 8/10 (6–9, n 7), truth 8/10 (7–9, n 9), ability not enough yet (2 of 5), "
        "open communication 7/10 (6–8, n 23), care 7/10 (5–9, n 6)"
    )


def test_the_sentences_begin_with_the_answer_and_end_with_what_is_missing() -> None:
    said = telling.sentences(busy().shown.far)
    assert said == [
        "About 7 of 10 promises like these will be kept; probably between 5 and 8.",
        "Open communication: Lumen about itself: 7; Kaveri about Lumen: 6 (4–7).",
        "Weakest part: care.",
        "Saying back what the other side meant, until it says yes, would change it most.",
    ]
    assert telling.sentences(shown(finger(0)).near) == [
        "Not enough yet: five finished promises bring the first reading.",
        "No reading yet of truth, ability, open communication and care.",
    ]


def test_nothing_is_weakest_where_all_read_the_same() -> None:
    same = hand(LUMEN, KAVERI, *[finger(9, 6, 7, 8)] * 5)
    found = clasp(same, hand(KAVERI, LUMEN, *[finger(0)] * 5))
    assert not any("Weakest" in one for one in telling.sentences(found.near))


def test_two_hands_that_do_not_reach_for_each_other_make_no_clasp() -> None:
    near = hand(LUMEN, KAVERI, *[finger(0)] * 5)
    with pytest.raises(ValueError, match="reach for each other"):
        clasp(near, near)


def test_a_long_name_is_cut_before_it_meets_anything() -> None:
    assert cut(LONG, room=100, size=10).endswith("…")
    assert width_of(cut(LONG, room=100, size=10), 10) <= 100
    assert cut("Lumen", room=100, size=10) == "Lumen"
    assert fitting(("a long one indeed", "short"), room=40, size=10) == "short"
    captions = re.findall(r'c-whose"[^>]*>([^<]+)', str(specimens()[2].small))
    assert all(width_of(words, 13) <= SMALL.reach for words in captions)
    assert "…" in captions[0]


@pytest.mark.parametrize("language", ["fr", "es", "de", "sw", "ar"])
def test_a_reading_ends_before_the_middle_in_any_language(language: str) -> None:
    with translation.override(language):
        for one in specimens()[:2]:
            for part in ET.fromstring(one.small).iter("text"):
                beside_edge = part.get("x") in {"20", "330"}
                if part.get("class") in {"c-read", "c-none"} and beside_edge:
                    words = "".join(part.itertext())
                    assert width_of(words, SMALL.letters) < SMALL.middle
