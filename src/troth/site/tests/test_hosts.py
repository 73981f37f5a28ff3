"""A server answers to the name that people type, to the names it was given, and to no other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import DisallowedHost
from django.http.request import validate_host
from django.test import RequestFactory
from pytest_django import Settings

from troth.site.env import WrongSetting
from troth.site.hosts import allowed_hosts

PUBLIC = "https://troth.example.org"


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        (PUBLIC, "troth.example.org"),
        ("https://troth.example.org:8443", "troth.example.org"),
        ("https://Troth.Example.org", "troth.example.org"),
        ("http://192.0.2.7:8000", "192.0.2.7"),
        ("http://[2001:db8::7]:8000", "[2001:db8::7]"),
    ],
)
def test_the_host_of_the_address_that_people_type_is_one_of_them(base_url: str, host: str) -> None:
    assert validate_host(host, allowed_hosts((), base_url=base_url))
    assert validate_host(host, allowed_hosts(("other.example",), base_url=base_url))


@pytest.mark.parametrize("host", ["localhost", "lumen.localhost", "127.0.0.1", "[::1]"])
def test_a_server_that_names_none_answers_to_the_machine_itself(host: str) -> None:
    assert validate_host(host, allowed_hosts((), base_url=PUBLIC))
    assert not validate_host(host, allowed_hosts(("other.example",), base_url=PUBLIC))


@pytest.mark.parametrize(
    "host", ["evil.example", "example.org", "a.troth.example.org", "testserver", ""]
)
@pytest.mark.parametrize("given", [(), ("other.example",)])
def test_no_other_name_is_answered(host: str, given: tuple[str, ...]) -> None:
    assert not validate_host(host, allowed_hosts(given, base_url=PUBLIC))


def test_no_name_stands_there_twice() -> None:
    assert allowed_hosts(("troth.example.org",), base_url=PUBLIC) == ["troth.example.org"]


@pytest.mark.parametrize("base_url", ["https://", "https:///p/", "https://troth.example:many"])
def test_an_address_without_a_host_is_said_plainly(base_url: str) -> None:
    with pytest.raises(WrongSetting, match="BASE_URL"):
        allowed_hosts((), base_url=base_url)


def test_a_request_for_another_name_is_refused(rf: RequestFactory, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = allowed_hosts((), base_url=PUBLIC)
    assert rf.get("/", HTTP_HOST="troth.example.org").get_host() == "troth.example.org"
    with pytest.raises(DisallowedHost):
        rf.get("/", HTTP_HOST="evil.example").get_host()


def test_a_server_started_with_base_url_alone_knows_its_name(tmp_path: Path) -> None:
    """As an operator starts it: the settings themselves, in a process of their own."""
    left_out = ("ALLOWED_HOSTS", "PYTEST_CURRENT_TEST", "PYTEST_VERSION")
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    env |= {"BASE_URL": PUBLIC, "TROTH_STATE": str(tmp_path)}
    asked = "from troth.site.settings import ALLOWED_HOSTS as names; print(*names)"
    done = subprocess.run(
        [sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[-1] == "troth.example.org"
    assert "testserver" not in done.stdout
