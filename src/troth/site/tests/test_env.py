"""Settings come from the environment: each is read, and a wrong one is said in plain words."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from troth.site.env import Env, WrongSetting, read_env

OPERATE = Path(__file__).parents[4] / "docs" / "operate.md"


def test_nothing_has_to_be_set() -> None:
    env = read_env({})
    assert (env.port, env.base_url, env.troth_workers) == (8000, "http://localhost:8000", 1)
    assert (env.troth_example, env.debug, env.troth_signup) == (False, False, "invitation")
    assert env.troth_state == Path("var").resolve()
    assert env.files_path == env.troth_state / "files"
    assert (env.allowed_hosts, env.trusted_proxies) == ((), ())


def test_every_setting_can_be_given() -> None:
    given = {
        "TROTH_STATE": "/srv/troth",
        "PORT": "9000",
        "BASE_URL": "https://troth.example/",
        "DATABASE_URL": "postgres://a@b/c",
        "REDIS_URL": "redis://r",
        "SECRET_KEY": "s" * 50,
        "ALLOWED_HOSTS": "troth.example, other.example,",
        "TROTH_EXAMPLE": "Yes",
        "TROTH_SIGNUP": "open",
        "TROTH_WORKERS": "4",
        "TROTH_HOST_NAME": " Lumen IT ",
        "TRUSTED_PROXIES": "10.0.0.1",
        "MAIL_URL": "smtp://m",
        "MAIL_FROM": "T <t@x.example>",
        "MAIL_IN_HOST": "troth.example",
        "MAIL_IN_PORT": "8025",
        "MAIL_HOOK": "troth:0123456789abcdef",
        "MAIL_HOOK_KEY": "key",
        "FILES_PATH": "/srv/files",
        "FILES_URL": "s3://bucket",
        "FILES_QUOTA": "20",
        "TRANSLATE_URL": "http://localhost:5000/",
        "TRANSLATE_KEY": " key ",
        "WEB_PUSH": "yes",
        "WEB_PUSH_CONTACT": "it@lumen.example",
        "DEBUG": "on",
    }
    env = read_env(given)
    assert {name.lower() for name in given} == {field.name for field in fields(Env)}
    assert (env.base_url, env.port, env.troth_workers) == ("https://troth.example", 9000, 4)
    assert env.allowed_hosts == ("troth.example", "other.example")
    assert (env.troth_example, env.debug, env.troth_host_name) == (True, True, "Lumen IT")
    assert (env.translate_url, env.translate_key) == ("http://localhost:5000", "key")
    assert (env.web_push, env.web_push_contact) == (True, "mailto:it@lumen.example")


def test_every_setting_stands_in_the_operators_page() -> None:
    page = OPERATE.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))
    assert named == {field.name.upper() for field in fields(Env)}


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8e3", "eighty", "²", "٣"])
def test_a_port_is_a_whole_number_that_can_be_one(value: str) -> None:
    with pytest.raises(WrongSetting, match="PORT must be a whole number between 1 and 65535"):
        read_env({"PORT": value})


def test_a_number_of_thousands_of_figures_is_refused_in_one_line_as_well() -> None:
    with pytest.raises(WrongSetting) as refused:
        read_env({"PORT": "9" * 5000})
    assert str(refused.value).startswith("PORT must be a whole number between 1 and 65535, not “99")
    assert len(str(refused.value)) < 120
    assert read_env({"PORT": "0009000"}).port == 9000


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TROTH_EXAMPLE", "perhaps", "must be yes or no, not “perhaps”"),
        ("DEBUG", "2", "must be yes or no"),
        ("TROTH_SIGNUP", "all", "must be one of invitation, open, not “all”"),
        ("TROTH_WORKERS", "many", "must be a whole number"),
        ("BASE_URL", "troth.example", "must begin with http:// or https://"),
    ],
)
def test_a_wrong_value_names_its_setting_and_what_to_write(
    name: str, value: str, words: str
) -> None:
    with pytest.raises(WrongSetting) as wrong:
        read_env({name: value})
    assert str(wrong.value).startswith(name)
    assert words in str(wrong.value)


@pytest.mark.parametrize("value", ["", " ", "no", "FALSE", "off", "0"])
def test_no_is_said_in_many_ways(value: str) -> None:
    assert read_env({"TROTH_EXAMPLE": value}).troth_example is False


def test_the_state_folder_may_be_in_ones_home() -> None:
    assert read_env({"TROTH_STATE": "~/troth"}).troth_state == Path.home() / "troth"


@pytest.mark.parametrize(
    "value", ["secret", "name:", "name:short", ":" + "x" * 20, "näme:" + "x" * 20]
)
def test_a_hook_needs_a_name_and_a_secret_nobody_guesses(value: str) -> None:
    with pytest.raises(WrongSetting, match="MAIL_HOOK"):
        read_env({"MAIL_HOOK": value})


def test_a_hook_is_taken_as_it_was_given_and_off_by_itself() -> None:
    assert read_env({"MAIL_HOOK": "troth:0123456789abcdef"}).mail_hook == "troth:0123456789abcdef"
    assert (read_env({}).mail_hook, read_env({}).mail_hook_key) == ("", "")


@pytest.mark.parametrize(
    "value", ["", "it", "it@", "@lumen.example", "it@lumen", "a b@c.example", "ü@c.example"]
)
def test_whoever_sends_to_browsers_says_whom_their_makers_can_write_to(value: str) -> None:
    with pytest.raises(WrongSetting, match="WEB_PUSH_CONTACT must be an address of mail"):
        read_env({"WEB_PUSH": "yes", "WEB_PUSH_CONTACT": value})


def test_notifications_are_off_and_need_nobody_then() -> None:
    assert (read_env({}).web_push, read_env({}).web_push_contact) == (False, "")
    given = {"WEB_PUSH": "yes", "WEB_PUSH_CONTACT": "mailto:it@lumen.example"}
    assert read_env(given).web_push_contact == "mailto:it@lumen.example"
