"""Of allauth only those pages are reachable that have our look, our words and their mark at the door."""

from collections.abc import Iterable, Iterator
from importlib import import_module

import pytest
from allauth import urls as theirs
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, resolve, reverse

from troth.people import urls
from troth.people.models import Person
from troth.people.tests.conftest import Browser

# What allauth offers and we do not route, with the reason.
NOT_ROUTED = {
    "account_reset_password_done": "codes, no links",
    "mfa_signup_webauthn": "a passkey is added later",
    "account_signup_by_passkey": "a passkey is added later",
    "mfa_trust": "no browser is trusted without the second factor",
}


def patterns(addresses: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """All addresses of a module, however deep."""
    for one in addresses:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def drawn_by(name: str) -> str:
    """The file behind a template's name."""
    return str(vars(get_template(name))["origin"].name)


OURS = list(patterns(urls.urlpatterns))
BORROWED = [one for one in OURS if getattr(one.callback, "view_class", None)]


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.name)
def test_every_address_has_its_mark_at_the_door(one: URLPattern) -> None:
    assert getattr(one.callback, "openness", "")


@pytest.mark.parametrize("one", BORROWED, ids=lambda one: one.name)
def test_every_borrowed_page_is_drawn_by_our_template(one: URLPattern) -> None:
    name = getattr(vars(one.callback)["view_class"], "template_name", None)
    if name is None:
        assert one.name == "mfa_login_webauthn"
        return
    assert "/troth/people/jinja2/" in drawn_by(name)


@pytest.mark.parametrize(
    "name",
    ["account/confirm_email_verification_code.html", "account/signup_closed.html", "429.html"],
)
def test_so_are_pages_that_stand_behind_others(name: str) -> None:
    assert "/troth/people/jinja2/" in drawn_by(name)


def test_every_name_that_allauth_may_lead_to_is_routed_or_left_out_with_a_reason() -> None:
    wanted = {one.name for one in patterns(import_module("allauth.account.urls").urlpatterns)}
    wanted |= {one.name for one in patterns(import_module("allauth.mfa.urls").urlpatterns)}
    assert wanted - {one.name for one in OURS} <= NOT_ROUTED.keys()
    assert theirs.urlpatterns


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/", "/login/", "/mfa/", "/admin/"])
def test_nothing_of_allauth_stands_at_its_own_addresses(
    path: str, browser: Browser, ingrid: Person
) -> None:
    assert browser(ingrid).get(path).status_code == 404


def test_both_names_of_the_door_lead_to_the_same_page() -> None:
    assert reverse("account_login") == reverse("account_request_login_code") == "/come-in/"
    assert resolve("/come-in/").func.__name__ == "come_in"


def test_only_the_passkey_button_gets_data_instead_of_a_page(
    ingrid: Person, browser: Browser
) -> None:
    headers = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}
    form = {"email": "x"}
    assert (
        browser()
        .post("/come-in/", form, headers=headers)
        .headers["Content-Type"]
        .startswith("text/html")
    )
    answer = browser().get("/come-in/passkey/", headers=headers)
    assert set(answer.json()) == {"request_options"}


@pytest.mark.sqlite
@pytest.mark.parametrize("one", OURS, ids=lambda one: one.name)
def test_no_page_of_ours_breaks_on_any_plain_method(
    one: URLPattern, ingrid: Person, browser: Browser
) -> None:
    wants = dict.fromkeys(one.pattern.converters, "1")
    path = reverse(one.name, kwargs=wants)
    for client in (browser(), browser(ingrid), browser(ingrid, fresh=True)):
        for method in ("get", "post", "head", "put", "delete"):
            answer = getattr(client, method)(path)
            assert answer.status_code < 500
            assert "no-store" in answer.headers["Cache-Control"]
