"""Small doors: the address of mail services, single fields, forms that go on, words in addresses."""

import base64
import re

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory
from pytest_django import Settings

from troth.foundation.web.forms import ONCE, goes_on_from, once_field, words_sent
from troth.foundation.web.hooks import MAIL_IN, is_hook, is_trusted_hook, shows_secret
from troth.foundation.web.jinja import escapes
from troth.foundation.web.slugs import LETTERS, LONGEST, TAIL, own_slug
from troth.partnerships.models import Partnership
from troth.partnerships.testing import Cast

SECRET = "mailer:a-long-secret-of-plain-signs"


def basic(secret: str, kind: str = "Basic") -> dict[str, str]:
    """The header with which a service shows its secret."""
    return {"Authorization": f"{kind} {base64.b64encode(secret.encode()).decode()}"}


@pytest.fixture
def hooked(settings: Settings) -> None:
    """A server that takes mail from a service."""
    settings.MAIL_HOOK = SECRET


@pytest.mark.usefixtures("hooked")
@pytest.mark.parametrize(
    ("headers", "shows"),
    [
        (basic(SECRET), True),
        (basic(SECRET, "basic"), True),
        (basic(SECRET, "BASIC"), True),
        (basic(SECRET, "Bearer"), False),
        (basic(SECRET[:-1]), False),
        (basic(SECRET + "x"), False),
        (basic(""), False),
        ({"Authorization": SECRET}, False),
        ({"Authorization": "Basic"}, False),
        ({"Authorization": "Basic \u00e9\u00e9"}, False),
        ({}, False),
    ],
)
def test_a_mail_service_shows_the_whole_secret_or_is_a_stranger(
    headers: dict[str, str], shows: bool
) -> None:
    request = RequestFactory().post(f"{MAIL_IN}postmark/", headers=headers)
    assert shows_secret(request) is shows
    assert is_trusted_hook(request) is shows


@pytest.mark.usefixtures("hooked")
def test_the_secret_opens_no_other_address() -> None:
    request = RequestFactory().post("/p/lumen-kaveri/", headers=basic(SECRET))
    assert not is_hook(request)
    assert not is_trusted_hook(request)


@pytest.mark.parametrize("sent", ["", ":", "mailer:"])
def test_where_no_secret_is_set_none_is_right(settings: Settings, sent: str) -> None:
    settings.MAIL_HOOK = ""
    request = RequestFactory().post(f"{MAIL_IN}postmark/", headers=basic(sent))
    assert is_hook(request)
    assert not shows_secret(request)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"words": "Be kind."}, "Be kind."),
        ({"words": "Be\x00 kind."}, "Be kind."),
        ({"words": "x" * 30}, "x" * 10),
        ({"words": "\x00" * 20 + "kind"}, "kind"),
        ({"words": ""}, ""),
        ({}, ""),
    ],
)
def test_of_a_single_field_as_much_is_kept_as_every_database_takes(
    sent: dict[str, str], kept: str
) -> None:
    assert words_sent(RequestFactory().post("/", sent), "words", most=10) == kept


class Seen(forms.Form):
    """A form that knows what its writer saw."""

    words = forms.CharField()
    seen = forms.IntegerField()


def test_a_form_that_came_back_goes_on_from_what_it_shows_and_keeps_its_words() -> None:
    sent = QueryDict("words=Mine.&seen=3")
    form = Seen(sent)
    assert form.is_valid()
    goes_on_from(form, 5)
    assert (form["words"].value(), form["seen"].value()) == ("Mine.", "5")
    assert sent["seen"] == "3", "what was sent stays as it was"


def test_every_form_has_a_key_of_its_own() -> None:
    first, second = once_field(), once_field()
    assert first != second
    pattern = rf'<input type="hidden" name="{ONCE}" value="[0-9A-Z]{{26}}">'
    assert re.fullmatch(pattern, first)


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        (None, True),
        ("goals/one.html", True),
        ("letters/answer.txt", False),
        ("letters/txt", True),
        ("x.txt.html", True),
    ],
)
def test_only_the_plain_text_of_letters_is_written_as_it_is(
    name: str | None, escaped: bool
) -> None:
    assert escapes(name) is escaped


@pytest.mark.django_db
def test_a_name_in_an_address_tells_nobody_whether_it_was_taken(cast: Cast) -> None:
    taken = cast.table.slug
    assert own_slug(Partnership, "Lumen & Kaveri", wanted="quite-free") == "quite-free"
    for _ in range(3):
        found = own_slug(Partnership, "whatever", wanted=taken)
        assert re.fullmatch(rf"{taken}-[{LETTERS}]{{{TAIL}}}", found)
    fresh = own_slug(Partnership, "Nobody has this name")
    assert re.fullmatch(rf"nobody-has-this-name-[{LETTERS}]{{{TAIL}}}", fresh)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "   ", "---", "కావేరి", "!?"])
def test_a_name_without_a_plain_letter_still_gets_an_address(name: str) -> None:
    assert re.fullmatch(rf"[{LETTERS}]{{{TAIL}}}", own_slug(Partnership, name))


@pytest.mark.django_db
def test_a_long_name_is_cut_and_ends_in_no_dash() -> None:
    found = own_slug(Partnership, "ab " * 40)
    assert len(found) <= LONGEST + TAIL + 1
    assert "--" not in found
