"""What a topic is called that somebody began with one line."""

from hypothesis import given
from hypothesis import strategies as st

from troth.discussions.rules.lines import LONGEST, title_of
from troth.discussions.rules.meanings import OFTEN, MeaningState, answer_refusal, happens_often
from troth.discussions.rules.refusals import Refusal
from troth.foundation.kernel.ulid import Ulid


def test_the_first_sentence_is_the_title() -> None:
    assert title_of("Customs took a day. We test on Monday.") == "Customs took a day."
    assert title_of("# **Beta** units") == "Beta units"
    assert title_of("3.5 volts at 4.2 amperes?") == "3.5 volts at 4.2 amperes?"


def test_a_long_sentence_is_cut_at_a_word() -> None:
    title = title_of("word " * 60)
    assert len(title) <= LONGEST
    assert title.endswith("word…")


@given(st.text(min_size=1, max_size=600).filter(lambda said: said.strip()))
def test_whatever_is_said_gives_a_title_that_fits(said: str) -> None:
    assert 1 <= len(title_of(said)) <= 160


def test_often_is_three_times() -> None:
    assert not happens_often(OFTEN - 1)
    assert happens_often(OFTEN)


def test_unnamed_words_have_nobody_who_says_what_was_meant() -> None:
    refused = answer_refusal(MeaningState.ASKED, author=None, person=Ulid("tor"), taken_back=False)
    assert refused is Refusal.NOT_THE_AUTHOR
