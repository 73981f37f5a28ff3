"""A pasted text is the approved one, the same but for blanks, a withdrawn one, or differs at a place."""

from hypothesis import given
from hypothesis import strategies as st

from troth.statements.rules.checking import Known, Verdict, check
from troth.statements.rules.words import canonical, checksum

OLD, NEW = "Twelve pilots begin in May.", "Ten invited pilots begin in May."
KNOWN = [Known(1, OLD, checksum(OLD), in_use=False), Known(2, NEW, checksum(NEW), in_use=True)]


def test_the_same_words_are_found() -> None:
    found = check(f"{NEW}\r\n", KNOWN)
    assert (found.verdict, found.number) == (Verdict.SAME, 2)


def test_a_checksum_is_as_good_as_the_text() -> None:
    assert check(f"  {checksum(NEW).upper()} ", KNOWN).number == 2


def test_only_blanks_differ() -> None:
    found = check("Ten  invited pilots\nbegin in May.", KNOWN)
    assert (found.verdict, found.number) == (Verdict.SPACING, 2)


def test_a_withdrawn_text_is_known_as_that() -> None:
    assert check(OLD, KNOWN).number == 1


def test_the_first_difference_is_shown() -> None:
    found = check("Ten invited customers begin in May.", KNOWN)
    assert found.verdict is Verdict.DIFFERENT
    assert (found.approved[:6], found.pasted[:9]) == ("pilots", "customers")


def test_words_that_were_withdrawn_are_not_shown_again() -> None:
    found = check("Twelve pilots begin in June.", KNOWN[:1])
    assert (found.verdict, found.number, found.approved) == (Verdict.DIFFERENT, None, "")


def test_what_was_added_or_cut_off_is_a_difference() -> None:
    assert check(f"{NEW} Buy now!", KNOWN).pasted == "Buy now!"
    assert check("Ten invited pilots", KNOWN).approved == "begin in May."


@given(st.text(max_size=200))
def test_every_text_knows_itself_and_whatever_is_pasted_gets_an_answer(text: str) -> None:
    own = canonical(text)
    assert check(text, [Known(1, own, checksum(own), in_use=True)]).verdict is Verdict.SAME
    assert check(text, KNOWN).verdict in Verdict
