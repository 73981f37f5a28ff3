"""However many guess at once, from wherever they say they come: few guesses are looked at."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

import tables
from troth.people.actions.limits import forget_tallies, left, refund, row_of, spend
from troth.people.models import Person, Tally
from troth.people.rules import limits
from troth.people.rules.limits import Limit
from troth.people.tests.conftest import Browser

FLOOD = Path(__file__).with_name("flood.py")
THREE = Limit("three", 3, 60)


def flood(state: Path, *words: str) -> subprocess.Popen[str]:
    """The program in `flood.py`, on a database file of its own, or on the server's own database."""
    own = {"TROTH_STATE": str(state), "SECRET_KEY": "", "DEBUG": "yes"}
    own |= {"ALLOWED_HOSTS": "testserver"}  # what Django's test client calls the server
    env = {**os.environ, **own, "PYTHONPATH": ":".join(sys.path)}
    return subprocess.Popen(
        [sys.executable, FLOOD, *words], env=env, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    """What it printed, once it has ended well."""
    out, _err = process.communicate(timeout=120)
    assert process.returncode == 0, out
    return out.strip()


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with tables and Ingrid."""
    folder = tmp_path_factory.mktemp("flood")
    tables.lay_into(folder)
    assert said(flood(folder, "make")) == "made"
    return folder


# A thousand at once is a part of `make assure`; two hundred show the same in every run.
HOW_MANY = [100, pytest.param(500, marks=pytest.mark.long)]


@pytest.mark.slow
@pytest.mark.parametrize("each", HOW_MANY)
def test_of_wrong_passwords_in_two_processes_at_once_ten_are_looked_at(
    state: Path, each: int
) -> None:
    said(flood(state, "forget"))
    two = [flood(state, "guess-password", str(each)) for _ in range(2)]
    assert 1 <= sum(int(said(one)) for one in two) <= 10


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("each", HOW_MANY)
def test_of_wrong_codes_in_two_processes_at_once_five_are_looked_at(state: Path, each: int) -> None:
    session = said(flood(state, "ask"))
    two = [flood(state, "guess-code", session, str(each)) for _ in range(2)]
    assert 1 <= sum(int(said(one)) for one in two) <= limits.CODES.times <= 10


@pytest.mark.django_db
class TestCounting:
    """One row per limit and subject."""

    def test_the_last_try_within_the_limit_counts_and_the_next_does_not(self) -> None:
        assert [spend(THREE, "a") for _ in range(5)] == [True, True, True, False, False]

    def test_subjects_and_limits_do_not_share_tries(self) -> None:
        assert all(spend(THREE, "a") for _ in range(3))
        assert spend(THREE, "b")
        assert spend(Limit("other", 1, 60), "a")

    def test_capitals_do_not_make_another_subject(self) -> None:
        assert all(spend(THREE, "a@b.example") for _ in range(3))
        assert not spend(THREE, "A@B.example")

    def test_a_right_try_is_taken_back(self) -> None:
        for _ in range(10):
            assert spend(THREE, "a")
            refund(THREE, "a")
        assert left(THREE, "a")

    def test_after_its_time_the_count_begins_anew(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert [spend(THREE, "a") for _ in range(4)][-1] is False
        later = time.time() + 61
        monkeypatch.setattr(time, "time", lambda: later)
        assert left(THREE, "a")
        assert spend(THREE, "a")

    def test_waiting_refused_does_not_make_the_wait_longer(self) -> None:
        spend(THREE, "a")
        ends = Tally.objects.get().ends_at
        for _ in range(9):
            spend(THREE, "a")
        assert Tally.objects.get().ends_at == ends

    def test_the_table_does_not_tell_whose_tries_it_counts(self) -> None:
        spend(limits.PASSWORDS, "ingrid@lumen.example")
        assert "ingrid" not in Tally.objects.get().key
        assert row_of(limits.PASSWORDS, "a") != row_of(limits.CODES, "a")

    def test_what_has_run_out_is_swept_away(self) -> None:
        spend(THREE, "a")
        assert forget_tallies(before=time.time()) == 0
        assert forget_tallies(before=time.time() + 61) == 1

    def test_ten_wrong_passwords_close_the_way_for_the_right_one_too(
        self, with_password: Person, browser: Browser
    ) -> None:
        for number in range(10):
            form = {"login": with_password.email, "password": f"guess {number}"}
            browser().post("/come-in/password/", form)
        right = {"login": with_password.email, "password": "four quiet herrings swim"}
        page = browser().post("/come-in/password/", right)
        assert "Wait a quarter of an hour" in page.content.decode()

    def test_a_forged_address_in_front_of_the_real_one_has_no_effect(
        self, ingrid: Person, browser: Browser
    ) -> None:
        for number in range(limits.CODE_MAILS_FROM.times + 1):
            headers = {"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"}
            page = browser().post(
                "/come-in/", {"email": f"p{number}@elsewhere.example"}, headers=headers
            )
        assert page.status_code == 200
        assert "asked too often" in page.content.decode()


class TestAnyOrder(TestCase):
    """Whatever is tried, given back and tried again."""

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.booleans(), max_size=25))
    def test_never_more_than_the_limit_stand_at_once(self, acts: list[bool]) -> None:
        Tally.objects.all().delete()
        standing = 0
        for tries in acts:
            if tries:
                standing += spend(THREE, "a")
            elif standing:
                refund(THREE, "a")
                standing -= 1
            assert standing <= THREE.times
