"""What a reading says: whole tenths in plain words, the range first where it is wide."""

import pytest

from troth.trust.rules.reasons import Reason, ReasonKind
from troth.trust.rules.reliability import OfTen
from troth.trust.words import REASONS, chance_words, quiet_words, reason_words


def test_a_narrow_reading_leads_with_the_middle() -> None:
    said = chance_words(OfTen(8, 6, 9))
    assert said == "About 8 of 10 promises like these will be kept; probably between 6 and 9."


def test_a_wide_reading_leads_with_its_range() -> None:
    said = chance_words(OfTen(5, 1, 9))
    assert said == "Anywhere between 1 and 9 of 10 promises like these will be kept."


def test_the_quiet_word_says_what_one_can_do() -> None:
    assert quiet_words(OfTen(4, 2, 6)).endswith("Moving it now costs nothing.")


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_has_its_words(kind: ReasonKind) -> None:
    assert kind in REASONS
    said = reason_words(Reason(kind, 0.2, ("a", "b")))
    assert said[0].isdigit() or said[0].isupper()


def test_a_reason_counts_its_promises() -> None:
    assert (
        reason_words(Reason(ReasonKind.LATE, -1, ("a",))) == "1 promise: delivered after the date"
    )
    many = reason_words(Reason(ReasonKind.KEPT_BEFORE, 1, ("a", "b"), imported=True))
    assert many == "2 promises: kept before that (imported, so they weigh half)"


def test_how_the_table_goes_as_a_whole_counts_nobodys_promises() -> None:
    said = reason_words(Reason(ReasonKind.PARTNERSHIP, 0.3, ("a", "b", "c")))
    assert said == "How promises at this table go as a whole"
