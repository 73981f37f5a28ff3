"""Commit messages say where, what and why."""

import pytest

from check_commits import Commit, fault, faults, read


@pytest.mark.parametrize(
    "subject",
    ["ledger: Refuse to record outside a transaction.", "foundation/web: Add the page frame."],
)
def test_a_good_subject_passes(subject: str) -> None:
    assert fault(subject) == ""


@pytest.mark.parametrize(
    "subject",
    [
        "Add the ledger",
        "ledger: add a tree.",
        "ledger: Add a tree",
        "Ledger: Add a tree.",
        "ledger: Add a tree..",
        "ledger: " + "Add " * 20 + "it.",
    ],
)
def test_a_subject_that_says_too_little_or_too_much_is_named(subject: str) -> None:
    assert fault(subject) != ""


def made(body: str, *, changed: int) -> Commit:
    """A commit with a good subject."""
    return Commit("abc1234", "ledger: Add a tree.", body, changed)


def test_most_larger_commits_give_their_reason() -> None:
    why, silent, small = made("why", changed=50), made("", changed=50), made("", changed=3)
    assert faults([why, why, why, silent, silent, small, small], excused=0) == []
    assert len(faults([why, silent, silent], excused=0)) == 1


def test_one_subject_in_twenty_may_be_out_of_form_and_no_more() -> None:
    good, bad = made("why", changed=50), Commit("def5678", "fixes", "why", 50)
    assert faults([*[good] * 39, bad, bad], excused=0) == []
    assert len(faults([*[good] * 37, bad, bad], excused=0)) == 2
    assert faults([good, bad, bad], excused=2) == []


def test_the_log_is_read_with_the_size_of_each_commit() -> None:
    log = (
        "\x00abc\x01ledger: Add a tree.\x01why\n\x01\n\n3\t4\tx.py\n-\t-\tpicture.png\n7\t0\ty.py\n"
    )
    assert read(log) == [Commit("abc", "ledger: Add a tree.", "why\n", 10)]
