"""`troth people let-in`: one line with the link, or one plain line why there is none."""

import pytest
from django.test import Client
from pytest_django import Settings

from troth.partnerships.testing import Cast
from troth.people.models import LetIn
from troth.site.tests.conftest import Command

pytestmark = pytest.mark.django_db


def test_it_prints_a_link_by_which_somebody_comes_in(
    cast: Cast, command: Command, settings: Settings
) -> None:
    settings.BASE_URL = "https://troth.example"
    ran = command("people", "let-in", cast.ravi.person.email)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("https://troth.example/let-in/")
    browser = Client()
    browser.post(ran.out.strip().removeprefix("https://troth.example"))
    assert browser.get("/p/lumen-kaveri/").status_code == 200


def test_somebody_who_is_not_there_is_said_in_one_plain_line(cast: Cast, command: Command) -> None:
    ran = command("people", "let-in", "nobody@nowhere.example")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "troth: Nobody who may come in has the address nobody@nowhere.example.\n"
    assert not LetIn.objects.exists()


def test_without_an_address_it_says_what_is_missing(cast: Cast, command: Command) -> None:
    ran = command("people", "let-in")
    assert ran.code == 2
    assert "EMAIL" in ran.err
