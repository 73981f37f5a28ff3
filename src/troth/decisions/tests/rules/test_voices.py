"""Who may speak a voice, what it may say, and to whom it may be handed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.decisions.rules.refusals import Reason
from troth.decisions.rules.rule import Rule
from troth.decisions.rules.voices import (
    Speaker,
    Voice,
    why_not_hand_on,
    why_not_say,
    why_not_speak,
)
from troth.foundation.facts.decisions import Choice, Method
from troth.foundation.kernel.ulid import Ulid

LUMEN, KAVERI, INGRID, RAVI = (Ulid(name) for name in ("lumen", "kaveri", "ingrid", "ravi"))
OURS = Voice(id=Ulid("ours"), party=LUMEN)
THEIRS = Voice(id=Ulid("theirs"), party=KAVERI)
HERS = Voice(id=Ulid("hers"), party=LUMEN, person=INGRID)
ADMIN = Speaker(party=LUMEN, person=INGRID, decides=True)
MEMBER = Speaker(party=LUMEN, person=Ulid("tor"), decides=False)
OTHER_ADMIN = Speaker(party=KAVERI, person=RAVI, decides=True)
NEUTRAL = Speaker(party=None, person=Ulid("farah"), decides=False)


@pytest.mark.parametrize(
    ("voice", "by", "reason"),
    [
        (OURS, ADMIN, None),
        (OURS, MEMBER, Reason.ADMINS_VOTE),
        (OURS, OTHER_ADMIN, Reason.NOT_ON_ROLL),
        (OURS, NEUTRAL, Reason.NO_SIDE),
        (HERS, ADMIN, None),
        (HERS, MEMBER, Reason.NOT_ON_ROLL),
        (HERS, OTHER_ADMIN, Reason.NOT_ON_ROLL),
    ],
)
def test_a_voice_is_spoken_by_whose_it_is(voice: Voice, by: Speaker, reason: Reason | None) -> None:
    assert why_not_speak(voice, by, proxy=None) is reason


def test_a_proxy_speaks_the_voice_it_was_handed_and_its_owner_does_not() -> None:
    assert why_not_speak(OURS, OTHER_ADMIN, proxy=THEIRS) is None
    assert why_not_speak(OURS, ADMIN, proxy=THEIRS) is Reason.HANDED_ON


@pytest.mark.parametrize("argument", ["", "  ", "\n"])
def test_an_objection_comes_with_its_reason(argument: str) -> None:
    rule = Rule(method=Method.CONSENT)
    assert why_not_say(Choice.OBJECT, argument, rule=rule) is Reason.REASON_NEEDED
    assert why_not_say(Choice.OBJECT, "Too early.", rule=rule) is None
    assert why_not_say(Choice.YES, argument, rule=rule) is None


@pytest.mark.parametrize("method", set(Method) - {Method.CONSENT})
def test_only_consent_knows_objections_and_only_the_others_a_plain_no(method: Method) -> None:
    assert why_not_say(Choice.OBJECT, "No.", rule=Rule(method=method)) is Reason.CHOICE_UNKNOWN
    assert why_not_say(Choice.NO, "", rule=Rule(method=method)) is None
    assert why_not_say(Choice.NO, "", rule=Rule(method=Method.CONSENT)) is Reason.CHOICE_UNKNOWN


def voice(name: str, **how: object) -> Voice:
    return Voice(id=Ulid(name), party=Ulid(name), **how)  # type: ignore[arg-type]  # a test's shorthand


@pytest.mark.parametrize(
    ("giver", "to", "reason"),
    [
        (voice("a"), voice("b"), None),
        (voice("a"), voice("b", choice=Choice.YES), None),
        (voice("a"), voice("b", holds=True), None),
        (voice("a"), voice("a"), Reason.PROXY_TO_SELF),
        (voice("a", choice=Choice.YES), voice("b"), Reason.PROXY_VOTED),
        (voice("a", proxy=Ulid("c")), voice("b"), Reason.PROXY_GIVEN),
        (voice("a", holds=True), voice("b"), Reason.PROXY_HOLDS),
        (voice("a"), voice("b", proxy=Ulid("c")), Reason.PROXY_CHAIN),
    ],
)
def test_a_voice_is_handed_on_once_and_before_it_has_spoken(
    giver: Voice, to: Voice, reason: Reason | None
) -> None:
    assert why_not_hand_on(giver, to, allowed=True) is reason


def test_where_the_charter_knows_no_proxies_nobody_hands_a_voice_on() -> None:
    assert why_not_hand_on(voice("a"), voice("b"), allowed=False) is Reason.PROXIES_OFF


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_however_voices_are_handed_on_there_is_never_a_chain(asked: list[tuple[int, int]]) -> None:
    given_to: dict[int, int] = {}
    for giver, to in asked:
        voices = {
            n: voice(
                str(n),
                proxy=Ulid(str(given_to[n])) if n in given_to else None,
                holds=n in given_to.values(),
            )
            for n in range(6)
        }
        if why_not_hand_on(voices[giver], voices[to], allowed=True) is None:
            given_to[giver] = to
    assert not set(given_to) & set(given_to.values())
