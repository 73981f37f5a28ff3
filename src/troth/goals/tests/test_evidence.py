"""What shows a result: only what lies in the same room, only while it is there, named and never opened."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.foundation.web import clock
from troth.goals import evidence
from troth.goals.check_forms import CheckForm, DifferForm, ResultForm, StopForm
from troth.goals.evidence import MOST, Named, Source, choices, named
from troth.goals.models import CheckResult
from troth.goals.rules.checks import LONGEST_HOW, LONGEST_WHAT, LONGEST_WORDS
from troth.goals.rules.refusals import SENTENCES, Refusal
from troth.goals.tests.checked import SEEN, WHAT
from troth.partnerships.models import Room, Seat
from troth.partnerships.testing import Cast
from troth.resources.actions.adding import Content, add, withdraw
from troth.resources.actions.files import keep
from troth.resources.models import Resource

pytestmark = pytest.mark.django_db
DAY = "2026-03-02"


@pytest.fixture(autouse=True)
def library_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests name files, and nouns of their own."""
    monkeypatch.setattr(evidence, "SOURCES", [evidence.LIBRARY])


def file(title: str, room: Room, by: Seat) -> Resource:
    """A file of the library."""
    return add(title, Content(stored=keep([title.encode()]), name="w.csv"), room=room, by=by)


def result(n: int, kind: str, key: str) -> CheckResult:
    """A result that names something, as the database would give it."""
    return CheckResult(id=f"{n:026d}", evidence_kind=kind, evidence=key)


def titles(room: Room) -> list[str]:
    """What can be named from the library of a room, as it is offered."""
    return [title for _noun, rows in choices(room.id) for _key, title in rows]


def test_what_changed_last_is_offered_first(cast: Cast) -> None:
    for n, title in enumerate(("List", "Bill", "Report")):
        with clock.at(clock.now() + timedelta(minutes=n)):
            file(title, cast.shared, cast.ravi)
    ((noun, rows),) = choices(cast.shared.id)
    assert noun == "From the library"
    assert [title for _key, title in rows] == ["Report", "Bill", "List"]
    assert all(key.startswith("resource:") for key, _title in rows)


def test_an_empty_room_offers_no_noun_at_all(cast: Cast) -> None:
    assert choices(cast.shared.id) == []


def test_files_of_another_room_are_neither_offered_nor_named(cast: Cast) -> None:
    private = file("What we earn", cast.lumen_side, cast.ingrid)
    assert titles(cast.shared) == []
    assert titles(cast.kaveri_side) == []
    one = result(1, "resource", private.id)
    assert named(cast.shared.id, [one]) == {}
    assert named(cast.lumen_side.id, [one])[one.id].title == "What we earn"


def test_a_file_that_was_withdrawn_shows_nothing_any_more(cast: Cast) -> None:
    gone = file("Wrong list", cast.shared, cast.ravi)
    one = result(1, "resource", gone.id)
    assert named(cast.shared.id, [one])[one.id] == Named(
        title="Wrong list", url_name="talk.library.one", key=gone.id
    )
    withdraw(gone, by=cast.ravi)
    assert titles(cast.shared) == []
    assert named(cast.shared.id, [one]) == {}


def test_however_many_results_name_files_it_is_one_question(cast: Cast) -> None:
    files = [file(f"List {n}", cast.shared, cast.ravi) for n in range(3)]
    rows = [result(n, "resource", one.id) for n, one in enumerate(files)]
    rows += [result(9, "resource", files[0].id), result(10, "", "")]
    with CaptureQueriesContext(connection) as asked:
        found = named(cast.shared.id, rows)
    assert len(asked) == 1
    assert {found[one.id].title for one in rows[:4]} == {"List 0", "List 1", "List 2"}
    assert rows[4].id not in found
    with CaptureQueriesContext(connection) as asked:
        assert named(cast.shared.id, rows[4:]) == {}
    assert len(asked) == 0


def source(kind: str, *, count: int = 1) -> Source:
    """A noun with so many items; what is called `gone` is not there any more."""

    def newest(_room: str, most: int) -> Sequence[tuple[str, str]]:
        return [(f"{kind}{n}", f"Title {n}") for n in range(count)][:most]

    def called(_room: str, keys: Collection[str]) -> dict[str, str]:
        return {key: f"{kind} {key}" for key in keys if key != "gone"}

    return Source(
        kind=kind,
        words=lambda: f"From {kind}",
        url_name=f"{kind}.one",
        newest=newest,
        titles=called,
    )


def test_each_noun_names_its_own_items_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "SOURCES", [source("slip"), source("visit")])
    rows = [result(1, "slip", "a"), result(2, "visit", "a"), result(3, "other", "a")]
    found = named("room", [*rows, result(4, "slip", "gone")])
    assert {key: (one.title, one.url_name) for key, one in found.items()} == {
        rows[0].id: ("slip a", "slip.one"),
        rows[1].id: ("visit a", "visit.one"),
    }


def test_a_noun_with_nothing_to_offer_has_no_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [source("slip", count=0), source("visit", count=MOST + 5)]
    monkeypatch.setattr(evidence, "SOURCES", sources)
    ((heading, rows),) = choices("room")
    assert heading == "From visit"
    assert len(rows) == MOST
    assert rows[0] == ("visit:visit0", "Title 0")


def seen(cast: Cast, **typed: object) -> ResultForm:
    """What came of a check, as it was typed."""
    form = {"outcome": "failed", "words": SEEN, "day": DAY, "seen": "3"}
    return ResultForm(form | typed, room=cast.shared.id)


def test_words_alone_can_show_a_result(cast: Cast) -> None:
    form = seen(cast)
    assert form.is_valid()
    assert form.came_of_it.value == "failed"
    assert form.cleaned_data["evidence"] == ""
    assert form.fields["evidence"].choices[0] == ("", "Nothing but my words")  # type: ignore[attr-defined]  # a choice


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "great"}, "outcome"),
        ({"words": " "}, "words"),
        ({"words": "x" * (LONGEST_WORDS + 1)}, "words"),
        ({"evidence": "resource:01J0"}, "evidence"),
        ({"day": ""}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"again": "soon"}, "again"),
        ({"seen": "-1"}, "seen"),
        ({"seen": "9" * 9}, "seen"),
    ],
)
def test_a_result_that_is_none_is_refused_beside_its_field(
    cast: Cast, typed: dict[str, str], field: str
) -> None:
    form = seen(cast, **typed)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_no_answer_is_asked_for_in_words_that_make_failing_sayable(cast: Cast) -> None:
    (words,) = seen(cast, outcome="").errors["outcome"]
    assert words == "Choose one. Failed or not shown is an answer too."


@pytest.mark.parametrize(
    ("reason", "field"),
    [
        (Refusal.DAY_TO_COME, "day"),
        (Refusal.AGAIN_BEFORE, "again"),
        (Refusal.WORDS_MISSING, "words"),
        (Refusal.CHECK_MOVED, "__all__"),
        (Refusal.DAY_FAR, "__all__"),
    ],
)
def test_why_a_result_was_not_taken_stands_where_it_can_be_mended(
    cast: Cast, reason: Refusal, field: str
) -> None:
    form = seen(cast)
    assert form.is_valid()
    form.refuse(reason)
    assert [str(one) for one in form.errors[field]] == [SENTENCES[reason]]


def asked(cast: Cast, *, holds: bool = True, replaces: bool = True, **typed: Any) -> CheckForm:
    """A check as it was typed."""
    form = {"what": WHAT, "how": "Ten parcels.", "proof": "measure", "due": DAY}
    form |= {"answering": cast.kaveri.id, "why": "The old one fits no more."}
    parties = [cast.lumen, cast.kaveri]
    return CheckForm(form | typed, parties=parties, holds=holds, replaces=replaces)


def test_a_check_is_answered_for_by_a_side_that_sits_here(cast: Cast) -> None:
    form = asked(cast)
    assert form.is_valid(), form.errors
    assert form.party == cast.kaveri
    stranger = asked(cast, answering=cast.neighbour.party_id)
    assert list(stranger.errors) == ["answering"]


def test_after_the_launch_nothing_is_asked_about_holding_it(cast: Cast) -> None:
    form = asked(cast, holds=False)
    assert "holds" not in form.fields
    assert form.is_valid()


def test_a_reason_is_asked_for_only_where_one_comes_in_the_place_of_another(cast: Cast) -> None:
    assert list(asked(cast, why=" ").errors) == ["why"]
    assert asked(cast, replaces=False, why="").is_valid()


@pytest.mark.parametrize(
    ("field", "most"), [("what", LONGEST_WHAT), ("how", LONGEST_HOW), ("why", LONGEST_WORDS)]
)
def test_every_line_of_a_check_has_its_length_and_not_a_sign_more(
    cast: Cast, field: str, most: int
) -> None:
    fitting: dict[str, Any] = {field: "x" * most}
    longer: dict[str, Any] = {field: "x" * (most + 1)}
    assert asked(cast, **fitting).is_valid()
    assert list(asked(cast, **longer).errors) == [field]


def test_a_refused_proposal_says_it_beside_a_field_that_is_there(cast: Cast) -> None:
    form = asked(cast, replaces=False)
    assert form.is_valid()
    form.refuse(Refusal.WHY_MISSING)
    form.refuse(Refusal.AIM_UNKNOWN)
    assert set(form.errors) == {"__all__", "aims"}


def test_seeing_it_differently_and_stopping_are_owed_words() -> None:
    assert list(DifferForm({"words": "\t", "seen": "0"}).errors) == ["words"]
    assert DifferForm({"words": "I saw ten.", "seen": "0"}).is_valid()
    assert list(StopForm({"reason": ""}).errors) == ["reason"]
    assert list(StopForm({"reason": "x" * 1001}).errors) == ["reason"]
