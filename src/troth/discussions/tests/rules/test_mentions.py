"""Who is meant by an @ and a name."""

from hypothesis import given
from hypothesis import strategies as st

from troth.discussions.rules.mentions import (
    EVERYBODY,
    MOST_NAMED,
    Called,
    Calls,
    name_at,
    names_of,
)

SIRI: Called = ("seat", "siri")
TOR: Called = ("seat", "tor")
KAVERI: Called = ("party", "kaveri")
NAMES = names_of(
    [
        ("Siri", SIRI),
        ("Tor", TOR),
        ("Kaveri", KAVERI),
        ("Kaveri Analytics", KAVERI),
        ("everybody", EVERYBODY),
    ]
)


def test_the_longest_name_is_meant() -> None:
    assert name_at("@Kaveri Analytics, hello", 1, NAMES) == "Kaveri Analytics"
    assert name_at("@kaveri said", 1, NAMES) == "kaveri"


def test_a_name_ends_where_a_word_ends() -> None:
    assert name_at("@Sirius", 1, NAMES) == ""
    assert name_at("@Torsten", 1, NAMES) == ""
    assert name_at("@Tor, and", 1, NAMES) == "Tor"


def test_two_people_of_one_name_are_both_meant() -> None:
    names = names_of([("Anne", ("seat", "a")), ("Anne", ("seat", "b"))])
    assert names["anne"] == (("seat", "a"), ("seat", "b"))


def test_each_is_called_once_and_only_so_many_by_name() -> None:
    calls = Calls()
    calls.add([SIRI, SIRI, EVERYBODY])
    assert calls.found == [SIRI, EVERYBODY]
    assert calls.everybody
    calls.add([("seat", str(n)) for n in range(MOST_NAMED - 1)])
    assert not calls.too_many
    calls.add([TOR])
    assert calls.too_many


@given(st.text(max_size=200), st.integers(0, 200))
def test_whatever_is_found_is_a_known_name_and_stands_there(text: str, at: int) -> None:
    name = name_at(text, at, NAMES)
    assert name == "" or (name.casefold() in NAMES and text[at:].startswith(name))
