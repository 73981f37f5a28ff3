"""What everybody reads of a goal's checks: failures stay, counts add up, one approval makes one file."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.facts.checks import Outcome, Proof
from troth.goals.rules.results import (
    FORMAT,
    MOST_SHOWN,
    Data,
    Kept,
    Labels,
    Result,
    checksum,
    compose,
    file_of,
    structure,
)

DAY = date(2026, 10, 1)
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LABELS = Labels(
    outcomes={"passed": "Passed", "failed": "Failed", "not-shown": "Not shown", None: "Not yet"},
    shown_by="Shown by",
    un_goals="UN goals",
    answers="Answers",
    agreed="Agreed on",
    next_look="Next",
    replaced="Replaced on",
    evidence="see",
    day=lambda day: day.isoformat(),
)
ENERGY = Kept(
    what="Renewable electricity.",
    how="The bills.",
    proof=Proof.MEASURE,
    aims=(7, 13),
    answering="Lumen Sensors",
    agreed=DAY,
    due=date(2027, 1, 1),
    results=[Result(day=DAY, outcome=Outcome.FAILED, words="Half of it.", evidence="Bill.pdf")],
)
texts = st.text(max_size=30)
results = st.builds(
    Result, day=st.dates(), outcome=st.sampled_from(Outcome), words=texts, evidence=texts
)
checks = st.builds(
    Kept,
    what=texts,
    how=texts,
    proof=st.sampled_from(Proof),
    aims=st.lists(st.integers(1, 17), max_size=3),
    answering=texts,
    agreed=st.dates(),
    due=st.none() | st.dates(),
    replaced=st.none() | st.dates(),
    results=st.lists(results, max_size=6),
)


def of(*given: Kept) -> Data:
    return structure(partnership="Lumen and Kaveri", goal="Beta", checks=given)


def test_what_failed_is_counted_and_written_as_failed() -> None:
    data = of(ENERGY)
    assert data["counts"] == {"passed": 0, "failed": 1, "not_shown": 0, "not_looked_at": 0}
    assert data["checks"][0]["outcome"] == "failed"
    text = compose(data, LABELS)
    assert "Failed: Renewable electricity." in text
    assert "– 2026-10-01, Failed: Half of it. (see: Bill.pdf)" in text


def test_what_nobody_has_looked_at_is_said_and_is_no_failure() -> None:
    data = of(replace(ENERGY, results=[]))
    assert data["checks"][0]["outcome"] is None
    assert data["counts"]["not_looked_at"] == 1
    assert compose(data, LABELS).count("Failed") == 0
    assert "Not yet: Renewable electricity." in compose(data, LABELS)


def test_a_failed_check_that_was_replaced_is_listed_still() -> None:
    data = of(replace(ENERGY, replaced=DAY, due=None))
    assert data["counts"] == dict.fromkeys(data["counts"], 0)
    assert data["checks"][0]["outcome"] == "failed"
    assert "Replaced on: 2026-10-01" in compose(data, LABELS)


def test_of_many_results_the_latest_are_shown() -> None:
    many = [replace(ENERGY.results[0], words=f"Look {n}.") for n in range(MOST_SHOWN + 2)]
    shown = of(replace(ENERGY, results=many))["checks"][0]["results"]
    assert [one["words"] for one in shown] == ["Look 2.", "Look 3.", "Look 4."]


@given(st.lists(checks, max_size=5))
def test_every_check_that_is_not_replaced_is_counted_exactly_once(found: list[Kept]) -> None:
    data = of(*found)
    assert sum(data["counts"].values()) == sum(one.replaced is None for one in found)
    assert len(data["checks"]) == len(found)


@given(st.lists(checks, max_size=4))
def test_what_was_put_together_comes_back_from_the_database_as_it_was(found: list[Kept]) -> None:
    data = of(*found)
    assert json.loads(json.dumps(data)) == data


@given(st.lists(checks, min_size=1, max_size=4))
def test_everything_that_machines_read_stands_in_the_words_that_are_approved(
    found: list[Kept],
) -> None:
    text = compose(of(*found), LABELS)
    for one in found:
        assert f"{LABELS.outcomes[one.outcome]}: {one.what}" in text
        assert f"Shown by: {one.how}" in text
        for each in one.results[-MOST_SHOWN:]:
            assert each.words in text
            assert each.evidence in text


@given(st.lists(checks, max_size=3))
def test_the_same_approval_makes_the_same_bytes(found: list[Kept]) -> None:
    data, by = of(*found), ["Kaveri Analytics", "Lumen Sensors"]
    file = file_of(data, version=2, at=AT, by=by)
    turned = json.loads(json.dumps(data, sort_keys=True))
    assert file_of(turned, version=2, at=AT, by=by) == file
    assert checksum(file) == sha256(file.encode()).hexdigest()
    read = json.loads(file)
    assert read["format"] == FORMAT
    assert read["approved"] == {"version": 2, "at": "2026-11-22T09:30:00+00:00", "by": by}


def test_another_word_is_another_checksum() -> None:
    files = [
        file_of(of(replace(ENERGY, what=what)), version=1, at=AT, by=["A"])
        for what in ("Renewable.", "renewable.")
    ]
    assert len({checksum(one) for one in files}) == 2


def test_no_field_of_the_file_is_for_a_person() -> None:
    fields = set(of(ENERGY)["checks"][0]) | set(of(ENERGY)["checks"][0]["results"][0])
    assert fields == {
        *("what", "shown_by", "proof", "un_goals", "answers", "agreed", "next_look", "replaced"),
        *("outcome", "results", "day", "words", "evidence"),
    }
