"""The operator lets somebody in whom no mail reaches: one person, once, for half an hour."""

from datetime import timedelta

import pytest
from django.test import Client

from troth.foundation.web.clock import at, now
from troth.people import clock
from troth.people.actions.letting_in import (
    NobodyThere,
    NoLonger,
    expected_by,
    make_way_in,
    use_up,
)
from troth.people.actions.limits import spend
from troth.people.models import LetIn, Person
from troth.people.rules.limits import CODE_MAILS_A_DAY
from troth.people.tests.conftest import Browser

pytestmark = pytest.mark.django_db


def token_of(path: str) -> str:
    """What stands in the link."""
    return path.strip("/").rpartition("/")[2]


def test_whoever_has_the_link_comes_in_as_this_person(ingrid: Person, browser: Browser) -> None:
    way, client = make_way_in(ingrid.email), browser()
    page = client.get(way).content.decode()
    assert "Come in as Ingrid" in page
    assert client.post(way).headers["Location"] == "/you/"
    assert client.session["_auth_user_id"] == ingrid.pk
    # Fresh enough to add a passkey at once, so that no mail is needed next time.
    assert client.get("/you/passkeys/new/").status_code == 200


def test_it_works_where_all_codes_of_the_day_are_used_up(ingrid: Person, browser: Browser) -> None:
    while spend(CODE_MAILS_A_DAY, ingrid.email):
        pass
    assert "_auth_user_id" not in browser().session
    client = browser()
    assert client.post(make_way_in(ingrid.email)).status_code == 302
    assert client.get("/you/").status_code == 200


def test_looking_at_the_link_does_not_use_it_up(ingrid: Person, browser: Browser) -> None:
    way = make_way_in(ingrid.email)
    assert [browser().get(way).status_code for _ in range(3)] == [200, 200, 200]
    assert browser().head(way).status_code == 200
    assert browser().post(way).status_code == 302


def test_it_works_once(ingrid: Person, browser: Browser) -> None:
    way = make_way_in(ingrid.email)
    browser().post(way)
    again = browser()
    assert (again.post(way).status_code, again.get(way).status_code) == (404, 404)
    assert "_auth_user_id" not in again.session
    assert "no longer works" in again.get(way).content.decode()


def test_a_newer_link_ends_the_older_one(ingrid: Person, browser: Browser) -> None:
    older, newer = make_way_in(ingrid.email), make_way_in(ingrid.email)
    assert (browser().get(older).status_code, browser().get(newer).status_code) == (404, 200)


def test_it_runs_out_after_half_an_hour(ingrid: Person) -> None:
    token = token_of(make_way_in(ingrid.email))
    with at(now() + timedelta(minutes=29)):
        assert expected_by(token) == ingrid
    with at(now() + timedelta(minutes=31)), pytest.raises(NoLonger):
        use_up(token)


def test_the_clock_sweeps_up_what_has_run_out(ingrid: Person) -> None:
    make_way_in(ingrid.email)
    clock.tidy_up(now())
    assert LetIn.objects.count() == 1
    clock.tidy_up(now() + timedelta(hours=1))
    assert not LetIn.objects.exists()


@pytest.mark.parametrize("typed", ["INGRID@Lumen.Example", "  ingrid@lumen.example "])
def test_the_address_is_found_however_it_is_typed(ingrid: Person, typed: str) -> None:
    assert expected_by(token_of(make_way_in(typed))) == ingrid


@pytest.mark.parametrize("email", ["nobody@lumen.example", "", "ingrid", "%"])
def test_for_somebody_who_is_not_there_nothing_is_made(ingrid: Person, email: str) -> None:
    with pytest.raises(NobodyThere):
        make_way_in(email)
    assert not LetIn.objects.exists()


def test_somebody_who_is_switched_off_is_not_let_in(ingrid: Person, browser: Browser) -> None:
    way = make_way_in(ingrid.email)
    Person.objects.update(is_active=False)
    assert browser().post(way).status_code == 404
    with pytest.raises(NobodyThere):
        make_way_in(ingrid.email)


def test_the_token_is_long_and_only_its_hash_is_kept(ingrid: Person) -> None:
    token = token_of(make_way_in(ingrid.email))
    assert len(token) >= 22
    assert token not in str(LetIn.objects.values())


def test_guessing_links_is_slowed_down(ingrid: Person) -> None:
    make_way_in(ingrid.email)
    answers = [Client().get("/let-in/wrong/").status_code for _ in range(32)]
    assert (answers[0], answers[-1]) == (404, 429)


def test_a_forged_form_of_another_site_uses_nothing_up(ingrid: Person) -> None:
    way = make_way_in(ingrid.email)
    assert Client(enforce_csrf_checks=True).post(way).status_code == 403
    assert expected_by(token_of(way)) == ingrid
