"""What counts as one place in the network, and that no limit is a guesser's friend."""

from ipaddress import IPv4Address, IPv6Address

from hypothesis import given
from hypothesis import strategies as st

from troth.people.rules import limits
from troth.people.rules.limits import place_in_network


def test_an_old_address_is_a_place() -> None:
    assert place_in_network("192.0.2.7") == "192.0.2.7"


def test_a_whole_line_of_new_addresses_is_one_place() -> None:
    assert place_in_network("2001:db8:1:2:aaaa::1") == place_in_network("2001:db8:1:2::ffff")
    assert place_in_network("2001:db8:1:2::1") != place_in_network("2001:db8:1:3::1")


def test_an_old_address_in_new_clothes_is_the_same_place() -> None:
    assert place_in_network("::ffff:192.0.2.7") == "192.0.2.7"


@given(st.text())
def test_whatever_is_sent_as_an_address_is_some_place(words: str) -> None:
    assert place_in_network(words)


@given(st.integers(0, 2**128 - 1), st.integers(0, 2**64 - 1))
def test_no_choice_within_a_line_makes_another_place(address: int, other: int) -> None:
    line = (address >> 64 << 64) | other
    here, there = (
        place_in_network(str(IPv6Address(address))),
        place_in_network(str(IPv6Address(line))),
    )
    assert here == there or IPv6Address(address).ipv4_mapped or IPv6Address(line).ipv4_mapped


@given(st.integers(0, 2**32 - 1))
def test_every_old_address_is_its_own_place(address: int) -> None:
    assert place_in_network(str(IPv4Address(address))) == str(IPv4Address(address))


def test_a_day_of_guessing_codes_finds_one_in_eight_thousand_at_most() -> None:
    guesses = limits.CODE_MAILS_A_DAY.times * limits.CODES.times
    assert guesses / 10**6 < 1 / 8000


def test_every_limit_has_a_name_of_its_own() -> None:
    assert len({limit.name for limit in limits.EVERY}) == len(limits.EVERY)
    assert all(limit.times > 0 and limit.seconds > 0 for limit in limits.EVERY)
