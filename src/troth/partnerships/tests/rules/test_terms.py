"""The mild limits that hold until a charter is signed, and how limits are kept."""

import json
from datetime import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.partnerships.rules.terms import (
    Channel,
    Deadlock,
    DecidedBy,
    DecisionRule,
    Limits,
    Rhythm,
    Unit,
)
from troth.partnerships.rules.terms_data import from_data, to_data

days = st.integers(1, 60)
every_limit = st.builds(
    Limits,
    consent_rule=st.sampled_from(["unanimous", "majority:2/3"]),
    answer_days=days,
    question_days=days,
    channels=st.lists(
        st.tuples(st.sampled_from(Channel), days), max_size=4, unique_by=lambda pair: pair[0]
    ).map(tuple),
    conflict_days=days,
    decision=st.builds(
        DecisionRule,
        by=st.sampled_from(DecidedBy),
        share=st.sampled_from(["1/2", "2/3"]),
        quorum=st.integers(0, 100),
        days=days,
        proxies=st.booleans(),
        deadlock=st.sampled_from(Deadlock),
    ),
    rhythm=st.builds(
        Rhythm,
        every=st.integers(1, 12),
        unit=st.sampled_from(Unit),
        weekday=st.integers(0, 6),
        at=st.integers(0, 23).map(time),
        zone=st.sampled_from(["", "Europe/Oslo"]),
        who=st.text(max_size=20),
    ),
    reminder_days=st.lists(days, max_size=4).map(tuple),
    silence_days=days,
    ease_days=days,
    outreach_days=days,
    shown_first_days=days,
    recheck_weeks=days,
    unnamed_allowed=st.booleans(),
    retention_months=days,
    operator=st.text(max_size=30),
    signed=st.booleans(),
)


def test_without_a_charter_the_limits_are_mild_and_say_that_nobody_signed_them() -> None:
    mild = Limits()
    assert (mild.consent_rule, mild.answer_days, mild.conflict_days) == ("unanimous", 5, 3)
    assert mild.reminder_days == (3, 1)
    assert mild.decision.by is DecidedBy.CONSENT
    assert mild.rhythm.alternates
    assert not mild.signed


@given(limits=every_limit)
def test_limits_come_back_as_they_were_kept(limits: Limits) -> None:
    kept = json.loads(json.dumps(to_data(limits)))
    assert from_data(kept, signed=limits.signed) == limits


def test_what_an_older_row_does_not_know_is_mild() -> None:
    assert from_data({"answer_days": 2, "decision": {}}, signed=True) == Limits(
        answer_days=2, signed=True
    )


@pytest.mark.parametrize(
    ("quorum", "voices", "needed"), [(0, 7, 0), (50, 7, 4), (71, 7, 5), (100, 7, 7), (50, 2, 1)]
)
def test_a_quorum_is_rounded_up_to_whole_voices(quorum: int, voices: int, needed: int) -> None:
    assert DecisionRule(quorum=quorum).quorum_of(voices) == needed


def test_a_share_is_read_exactly() -> None:
    assert DecisionRule(share="2/3").least == Fraction(2, 3)


def test_a_channel_without_a_time_of_its_own_has_the_general_one() -> None:
    limits = Limits(answer_days=4, channels=((Channel.CHAT, 1),))
    assert (limits.days_on(Channel.CHAT), limits.days_on(Channel.CALL)) == (1, 4)
