"""How mail leaves, or that it stays."""

from typing import Any

import pytest

from troth.site.env import WrongSetting
from troth.site.mail import mail_settings


def read(url: str, *, example: bool = False) -> dict[str, Any]:
    return mail_settings(
        url, sender="T <t@x.example>", example=example, base_url="https://troth.example"
    )


@pytest.mark.parametrize(("url", "example"), [("", False), ("smtp://m.example", True), ("", True)])
def test_without_an_address_or_in_the_example_no_mail_leaves(url: str, example: bool) -> None:
    found = read(url, example=example)
    assert (found["MAIL_LEAVES"], found["EMAIL_BACKEND"]) == (False, "troth.notices.outbox.Outbox")


def test_smtp_is_encrypted_unless_said_otherwise() -> None:
    found = read("smtp://na%40me:w%2Frd@m.example")
    assert found["MAIL_LEAVES"] is True
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("m.example", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("na@me", "w/rd")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert read("smtp://m.example:25?tls=0")["EMAIL_USE_TLS"] is False
    assert read("smtp://m.example:25?tls=0")["EMAIL_PORT"] == 25


def test_smtps_is_encrypted_from_the_first_byte() -> None:
    found = read("smtps://m.example")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (
        465,
        True,
        False,
    )


def test_the_sender_is_the_one_that_was_given() -> None:
    found = read("smtp://m.example")
    assert found["DEFAULT_FROM_EMAIL"] == found["SERVER_EMAIL"] == "T <t@x.example>"
    assert 0 < found["EMAIL_TIMEOUT"] <= 30


@pytest.mark.parametrize("url", ["http://m.example", "m.example", "smtp://m.example:many"])
def test_an_address_that_cannot_be_used_is_said_plainly(url: str) -> None:
    with pytest.raises(WrongSetting, match="MAIL_URL"):
        read(url)
