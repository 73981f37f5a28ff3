"""Strengths and needs: every role at every act, what each act records, and what is refused in which words."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from troth.complement.actions import answering, risks
from troth.complement.models import Cover, CoverState, Risk, RiskWord
from troth.complement.offers import SENTENCES, say, waiting
from troth.complement.queries.table import Need, Offer
from troth.complement.rules.acts import NotPossible, Reason
from troth.complement.sentences import FOR_OTHERS, REFUSALS, why_not
from troth.complement.tests.conftest import PAGE, Needs, say_for
from troth.conftest import Undone, Visit
from troth.foundation.facts.complement import (
    CoverConfirmed,
    CoverReopened,
    CoverSetAside,
    RiskAccepted,
    RiskLetBe,
    RiskOwned,
    RiskReopened,
)
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names
from troth.ledger.queries import facts_at, head
from troth.organisations.actions import Strength, restate
from troth.partnerships.models import Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
NEED, ALONE = "Hardware certification", "Field staff in India"
MAY = {
    "cover": {"ingrid", "tor"},
    "set-aside": {"ingrid", "tor", "ravi", "meera"},
    "reopen": {"ingrid", "tor"},
    "risk": {"ingrid", "tor", "ravi", "meera"},
    "let-go": {"ravi", "meera"},
}
SIDES = ("ingrid", "tor", "ravi", "meera")
VISITORS = ("guest", "contributor", "facilitator")
OUTSIDE = ("ex_member", "ex_guest", "neighbour", "stranger")


@pytest.fixture
def offer(story: Cast, needs_of: Needs) -> Offer:
    """Lumen's strength beside Kaveri's need."""
    return needs_of()[NEED].possible[0]


@pytest.fixture
def need(story: Cast, needs_of: Needs) -> Need:
    """What Kaveri needs and nobody is good at."""
    return needs_of()[ALONE]


def pair(offer: Offer, **more: str) -> dict[str, str]:
    """What the page sends about a suggestion."""
    own = {"need": offer.need.one.id, "strength": offer.strength.one.id, "seen": offer.seen}
    return own | more


def newest(cast: Cast) -> Fact:
    """The last fact of the shared room."""
    found = facts_at(cast.shared.id, [head(cast.shared.id) - 1])[0][1]
    assert found
    return found


def browser_of(cast: Cast, who: str) -> Client:
    """Somebody's signed-in browser."""
    found, client = getattr(cast, who), Client()
    client.force_login(found.person if isinstance(found, Seat) else found)
    return client


def ready(act: str, cast: Cast, offer: Offer, need: Need) -> tuple[str, dict[str, str]]:
    """The table as the act needs it; where it is done, and what is sent."""
    if act == "reopen":
        answering.confirm(offer, room=cast.shared, by=cast.ingrid, seen=offer.seen)
    if act == "let-go":
        risks.look_after(need, room=cast.shared, by=cast.ravi, seen=need.seen)
    if act in {"risk", "let-go"}:
        sent = {"act": "own", "word": "We ask two firms.", "seen": need.seen}
        return f"{PAGE}{need.line.one.id}/{act}/", sent
    return f"{PAGE}{act}/", pair(offer)


@pytest.mark.parametrize("act", MAY)
def test_every_role_at_every_act(
    story: Cast, undone: Undone, offer: Offer, need: Need, act: str
) -> None:
    path, sent = ready(act, story, offer, need)
    browsers = {who: browser_of(story, who) for who in (*SIDES, *VISITORS, *OUTSIDE)}
    size = head(story.shared.id)
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(path, sent)
            if who in MAY[act]:
                assert answer.status_code == 302, who
                assert head(story.shared.id) == size + 1
                continue
            assert answer.status_code == (404 if who in OUTSIDE else 403), who
            assert head(story.shared.id) == size


@pytest.mark.parametrize("act", MAY)
def test_a_closed_table_takes_no_more_answers(
    story: Cast, visit: Visit, offer: Offer, need: Need, act: str
) -> None:
    path, sent = ready(act, story, offer, need)
    type(story.table).objects.filter(pk=story.table.pk).update(phase=Phase.CLOSED)
    size = head(story.shared.id)
    for who in ("ingrid", "ravi"):
        assert visit(getattr(story, who)).post(path, sent).status_code == 403
    assert head(story.shared.id) == size


@pytest.mark.parametrize("act", ["cover", "set-aside", "reopen"])
def test_an_empty_answer_names_no_pair_and_changes_nothing(
    story: Cast, visit: Visit, offer: Offer, act: str
) -> None:
    answer = visit(story.ingrid).post(f"{PAGE}{act}/", {})
    assert answer.status_code == 409
    assert "no longer shown at this table" in answer.content.decode()
    assert not Cover.objects.exists()


def test_an_empty_word_about_a_risk_is_asked_for_beside_its_field(
    story: Cast, visit: Visit, need: Need
) -> None:
    answer = visit(story.ravi).post(f"{PAGE}{need.line.one.id}/risk/", {})
    assert answer.status_code == 422
    assert "This is needed." in answer.content.decode()
    assert not Risk.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"act": "sell"}, "Choose from the list."),
        ({"holder": "nobody"}, "Choose from the list."),
        ({"word": "x" * 1001}, "1000"),
        ({"act": "accept", "word": ""}, "Please say why, in a few words."),
        ({"act": "accept", "word": "\n \t"}, "Please say why, in a few words."),
        ({"word": "a\0b"}, "Null characters"),
        ({"seen": "x" * 17}, "16"),
    ],
)
def test_what_cannot_be_said_of_a_risk_comes_back_with_a_word(
    story: Cast, visit: Visit, need: Need, change: dict[str, str], words: str
) -> None:
    sent = {"act": "own", "word": "We ask two firms.", "seen": need.seen} | change
    answer = visit(story.ravi).post(f"{PAGE}{need.line.one.id}/risk/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "We ask two firms." in page or "word" in change
    assert not Risk.objects.exists()


@pytest.mark.parametrize("word", ["x" * 1001, "a\0b"])
def test_a_word_that_is_too_much_is_not_kept_with_an_answer(
    story: Cast, visit: Visit, offer: Offer, word: str
) -> None:
    answer = visit(story.ingrid).post(f"{PAGE}cover/", pair(offer, word=word))
    assert answer.status_code in {409, 422}
    assert not Cover.objects.exists()


# ------------------------------------------------------------------------------ what is recorded


def test_a_cover_is_recorded_with_both_sides_and_the_words_of_that_moment(
    story: Cast, offer: Offer
) -> None:
    answering.confirm(offer, room=story.shared, by=story.tor, seen=offer.seen, word="In May.")
    fact = newest(story)
    assert isinstance(fact, CoverConfirmed)
    assert (fact.needing, fact.covering) == (story.kaveri.id, story.lumen.id)
    assert (fact.need, fact.strength, fact.word) == (NEED, "Certifying hardware", "In May.")
    assert (fact.room, fact.by) == (story.shared.id, story.tor.actor)


def test_setting_aside_and_taking_back_are_recorded_each_as_itself(
    story: Cast, offer: Offer, needs_of: Needs
) -> None:
    answering.set_aside(offer, room=story.shared, by=story.ravi, seen=offer.seen)
    fact = newest(story)
    assert isinstance(fact, CoverSetAside)
    assert fact.word is None
    answering.reopen(needs_of()[NEED].set_aside[0], room=story.shared, by=story.ingrid)
    again = newest(story)
    assert isinstance(again, CoverReopened)
    assert (again.cover, again.need) == (fact.cover, NEED)


def test_looking_after_is_recorded_with_who_and_the_word(story: Cast, need: Need) -> None:
    risks.look_after(
        need, room=story.shared, by=story.ravi, seen=need.seen, holder=story.meera, word="Mine."
    )
    fact = newest(story)
    assert isinstance(fact, RiskOwned)
    assert (fact.party, fact.needing) == (story.kaveri.id, story.kaveri.id)
    assert (fact.holder, fact.need, fact.word) == (story.meera.person_id, ALONE, "Mine.")


def test_letting_be_and_accepting_are_two_facts(story: Cast, need: Need, needs_of: Needs) -> None:
    risks.live_with(need, room=story.shared, by=story.ravi, seen=need.seen, reason="Norway first.")
    fact = newest(story)
    assert isinstance(fact, RiskLetBe)
    assert fact.reason == "Norway first."
    fresh = needs_of()[ALONE]
    risks.live_with(fresh, room=story.shared, by=story.ingrid, seen=fresh.seen, reason="Fine.")
    assert isinstance(newest(story), RiskAccepted)


def test_looking_after_it_takes_the_words_of_acceptance_away(
    story: Cast, need: Need, needs_of: Needs
) -> None:
    risks.live_with(need, room=story.shared, by=story.ravi, seen=need.seen, reason="Small.")
    fresh = needs_of()[ALONE]
    risks.look_after(fresh, room=story.shared, by=story.ingrid, seen=fresh.seen)
    assert not RiskWord.objects.exists()
    assert needs_of()[ALONE].risk_state == "owned"
    risks.let_go(needs_of()[ALONE], room=story.shared, by=story.ingrid)
    fact = newest(story)
    assert isinstance(fact, RiskReopened)
    assert fact.need == ALONE


# ------------------------------------------------------------------------------ refused


def test_nobody_accepts_a_risk_that_somebody_looks_after(
    story: Cast, need: Need, needs_of: Needs
) -> None:
    risks.look_after(need, room=story.shared, by=story.ingrid, seen=need.seen)
    size = head(story.shared.id)
    fresh = needs_of()[ALONE]
    with pytest.raises(NotPossible) as refused:
        risks.live_with(fresh, room=story.shared, by=story.ravi, seen=fresh.seen, reason="x")
    assert refused.value.reason is Reason.LOOKED_AFTER
    assert head(story.shared.id) == size


def test_words_that_changed_are_not_looked_after(story: Cast, need: Need) -> None:
    for act in (risks.look_after,):
        with pytest.raises(NotPossible) as refused:
            act(need, room=story.shared, by=story.ravi, seen="other words")
        assert refused.value.reason is Reason.CHANGED
    assert not Risk.objects.exists()


def test_a_covered_need_is_no_risk_to_be_looked_after(
    story: Cast, offer: Offer, needs_of: Needs
) -> None:
    answering.confirm(offer, room=story.shared, by=story.ingrid, seen=offer.seen)
    need = needs_of()[NEED]
    with pytest.raises(NotPossible) as refused:
        risks.look_after(need, room=story.shared, by=story.ravi, seen=need.seen)
    assert refused.value.reason is Reason.COVERED


def test_what_nobody_said_is_not_taken_back(story: Cast, offer: Offer, need: Need) -> None:
    with pytest.raises(NotPossible) as refused:
        answering.reopen(offer, room=story.shared, by=story.ingrid)
    assert refused.value.reason is Reason.QUICKER
    with pytest.raises(NotPossible) as refused:
        risks.let_go(need, room=story.shared, by=story.ravi)
    assert refused.value.reason is Reason.NOT_OWNED


def test_of_two_who_take_it_back_at_once_one_is_told(
    story: Cast, offer: Offer, needs_of: Needs
) -> None:
    answering.confirm(offer, room=story.shared, by=story.ingrid, seen=offer.seen)
    seen = needs_of()[NEED].confirmed[0]
    tor = story.tor
    answering.reopen(seen, room=story.shared, by=story.ingrid)
    size = head(story.shared.id)
    with pytest.raises(NotPossible) as refused:
        answering.reopen(seen, room=story.shared, by=tor)
    assert refused.value.reason is Reason.QUICKER
    assert head(story.shared.id) == size
    assert Cover.objects.get().state == CoverState.REOPENED


def test_the_slower_of_two_finds_what_was_typed_and_how_it_stands(
    story: Cast, visit: Visit, offer: Offer
) -> None:
    sent = pair(offer, word="That is for radios, not for sensors.")
    answering.set_aside(offer, room=story.shared, by=story.ingrid, seen=offer.seen)
    answer = visit(story.ravi).post(f"{PAGE}set-aside/", sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody answered this a moment before you." in page
    assert "That is for radios, not for sensors." in page


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_one_plain_sentence(reason: Reason) -> None:
    words = why_not(reason)
    assert words.endswith(".")
    assert words[0].isupper()
    assert "%" not in words
    assert set(REFUSALS) == set(Reason)
    assert set(Reason) > FOR_OTHERS


# ------------------------------------------------------------------------------ sentences


NAMES = Names(parties={}, people={})


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_sentence_can_be_said_of_words_that_were_erased(story: Cast, kind: str) -> None:
    common: dict[str, Any] = {
        "room": story.shared.id,
        "by": story.ingrid.actor,
        "needing": story.kaveri.id,
    }
    makers: dict[str, Callable[[], Fact]] = {
        "cover:confirmed": lambda: CoverConfirmed(
            **common, cover=story.table.id, covering=story.lumen.id, need=None, strength=None
        ),
        "cover:set-aside": lambda: CoverSetAside(
            **common, cover=story.table.id, covering=story.lumen.id, need=None, strength=None
        ),
        "cover:reopened": lambda: CoverReopened(
            room=story.shared.id, by=story.ingrid.actor, cover=story.table.id
        ),
        "risk:owned": lambda: RiskOwned(
            **common, risk=story.table.id, party=story.lumen.id, need=None
        ),
        "risk:let-be": lambda: RiskLetBe(**common, risk=story.table.id, need=None, reason=None),
        "risk:accepted": lambda: RiskAccepted(**common, risk=story.table.id),
        "risk:reopened": lambda: RiskReopened(
            room=story.shared.id, by=story.ingrid.actor, risk=story.table.id
        ),
    }
    told = say(makers[kind](), NAMES)
    assert "None" not in told.sentence
    assert "%(" not in told.sentence
    if kind != "risk:accepted":
        assert "words that were erased" in told.sentence


# ------------------------------------------------------------------------------ what waits


def test_nothing_waits_while_nobody_has_said_a_word(story: Cast) -> None:
    assert list(waiting([story.ingrid, story.ravi], limit=9)) == []


def test_it_waits_for_the_other_side_and_for_each_of_its_people(story: Cast, need: Need) -> None:
    risks.live_with(need, room=story.shared, by=story.ravi, seen=need.seen, reason="Later.")
    for seat in (story.ingrid, story.tor):
        (line,) = waiting([seat], limit=9)
        assert line.act == "Say what your side thinks"
        assert need.line.one.id in line.url
    for seat in (story.ravi, story.meera, story.guest, story.facilitator):
        assert list(waiting([seat], limit=9)) == []


def test_it_waits_no_more_when_somebody_looks_after_it_or_says_it_differently(
    story: Cast, need: Need, needs_of: Needs
) -> None:
    risks.live_with(need, room=story.shared, by=story.ravi, seen=need.seen, reason="Later.")
    said = Strength(kind="needs", words="Field staff in Chennai", shown="all")
    restate(need.line.one, said, by=story.ravi.person)
    assert list(waiting([story.ingrid], limit=9)) == []
    back = Strength(kind="needs", words=ALONE, shown="all")
    restate(need.line.one, back, by=story.ravi.person)
    assert len(list(waiting([story.ingrid], limit=9))) == 1
    fresh = needs_of()[ALONE]
    risks.look_after(fresh, room=story.shared, by=story.ravi, seen=fresh.seen)
    assert list(waiting([story.ingrid], limit=9)) == []


def test_of_many_no_more_wait_than_are_asked_for(story: Cast, needs_of: Needs) -> None:
    for number in range(5):
        say_for(story.ravi, "needs", f"Matter nobody knows {number}", f"only {number}")
    for one in needs_of().values():
        if one.state == "open":
            risks.live_with(one, room=story.shared, by=story.ravi, seen=one.seen, reason="Later.")
    assert len(list(waiting([story.ingrid], limit=3))) == 3
    closed = replace(story)
    closed.ingrid.partnership.phase = Phase.CLOSED
    assert list(waiting([closed.ingrid], limit=9)) == []


def test_an_answer_that_was_given_earlier_keeps_its_moment(story: Cast, offer: Offer) -> None:
    begun = timezone.now()
    answering.confirm(offer, room=story.shared, by=story.ingrid, seen=offer.seen)
    assert Cover.objects.get().at >= begun
