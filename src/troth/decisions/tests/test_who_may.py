"""Decisions: every role at every act, every refusal in plain words, and what each act records."""

from datetime import timedelta

import pytest

from troth.conftest import Undone, Visit
from troth.decisions import actions
from troth.decisions.actions.raising import Proposal
from troth.decisions.actions.voting import Said
from troth.decisions.models import Decision, Place, State, Wording
from troth.decisions.models import Vote as Spoken
from troth.decisions.owed import ahead, owed
from troth.decisions.rules.refusals import FOR_OTHERS, NotPossible, Reason
from troth.decisions.tests.conftest import Put, Refuses, Vote, place_for
from troth.decisions.views.lines import left_words
from troth.decisions.words import WHY_NOT, share_words, why_not
from troth.foundation.facts.decisions import (
    Choice,
    DecisionProposed,
    DecisionProxyEnded,
    DecisionProxyGiven,
    DecisionReached,
    DecisionRevised,
    DecisionVoted,
    DecisionWithdrawn,
    Method,
)
from troth.foundation.facts.fact import Fact
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.ids import new_ulid
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Room, Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.sentences import way_out_words
from troth.partnerships.testing import Cast

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
HERE = "/p/lumen-kaveri/agreements/decisions/"
YES, NO, OBJECT = Choice.YES, Choice.NO, Choice.OBJECT
SIDES = ("ingrid", "ravi", "tor", "meera")
VISITORS = ("guest", "contributor", "facilitator")
OUTSIDE = ("ex_member", "ex_guest", "neighbour", "stranger")
MAY = {
    "put": {"ingrid", "ravi", "tor", "meera"},
    "new": {"ingrid", "ravi", "tor", "meera"},
    "vote": {"ingrid"},
    "revise": {"ingrid", "tor"},
    "withdraw": {"ingrid", "tor"},
    "proxy": {"ingrid"},
}


def newest(room: Room) -> Fact:
    """The last fact of a room."""
    found = facts_at(room.id, [head(room.id) - 1])[0][1]
    assert found
    return found


def sent(act: str, one: Decision, cast: Cast) -> dict[str, object]:
    """What the form of the act sends, for Lumen's voice."""
    lumen, kaveri = place_for(one, cast.ingrid), place_for(one, cast.ravi)
    ballot = {"place": lumen.id, "version": 1, "seen": 0, "choice": "yes", "argument": ""}
    forms: dict[str, dict[str, object]] = {
        "put": {"question": "Tuesdays?"},
        "new": {"question": "Tuesdays?", "method": "consent"},
        "vote": ballot,
        "revise": {"question": "Tuesdays?", "why": "Releases.", "seen": "1"},
        "withdraw": {},
        "proxy": {"place": lumen.id, "to": kaveri.id},
    }
    return forms[act]


def address(act: str, one: Decision) -> str:
    """Where the act is done."""
    return f"{HERE}{act}/" if act in {"put", "new"} else f"{HERE}{one.id}/{act}/"


@pytest.mark.parametrize("act", MAY)
def test_every_role_at_every_act(
    cast: Cast, visit: Visit, undone: Undone, put: Put, act: str
) -> None:
    one = put(proxies=True)
    browsers = {who: visit(getattr(cast, who)) for who in (*SIDES, *VISITORS, *OUTSIDE)}
    said, size = sent(act, one, cast), head(cast.shared.id)
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(address(act, one), said)
            if who in MAY[act]:
                assert answer.status_code == 302, who
                assert head(cast.shared.id) > size
                continue
            assert answer.status_code in ({404} if who in OUTSIDE else {403, 404}), who
            assert head(cast.shared.id) == size
            assert not Spoken.objects.exists()
            assert Wording.objects.count() == 1


@pytest.mark.parametrize("act", MAY)
def test_a_closed_table_decides_nothing_more(cast: Cast, visit: Visit, put: Put, act: str) -> None:
    one = put(proxies=True)
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED)
    size = head(cast.shared.id)
    answer = visit(cast.ingrid).post(address(act, one), sent(act, one, cast))
    assert answer.status_code == 403
    assert head(cast.shared.id) == size


@pytest.mark.parametrize(("act", "status"), [("put", 422), ("new", 422), ("vote", 422)])
def test_an_empty_form_is_told_what_is_missing(
    cast: Cast, visit: Visit, put: Put, act: str, status: int
) -> None:
    one = put()
    size = head(cast.shared.id)
    answer = visit(cast.ingrid).post(address(act, one), {})
    assert answer.status_code == status
    assert 'aria-invalid="true"' in answer.content.decode()
    assert head(cast.shared.id) == size


@pytest.mark.parametrize("act", ["revise", "proxy"])
def test_an_empty_form_about_one_question_changes_nothing(
    cast: Cast, visit: Visit, put: Put, act: str
) -> None:
    one = put(proxies=True)
    size = head(cast.shared.id)
    assert visit(cast.ingrid).post(address(act, one), {}).status_code == 422
    assert head(cast.shared.id) == size


@pytest.mark.parametrize("act", ["put", "vote", "withdraw", "proxy"])
def test_acts_are_sent_and_never_only_opened(cast: Cast, visit: Visit, put: Put, act: str) -> None:
    assert visit(cast.ingrid).get(address(act, put())).status_code == 405


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"question": ""}, "Write the question"),
        ({"question": " \n "}, "Write the question"),
        ({"question": "x" * 201}, "at most 200"),
        ({"why": ""}, "Please say why"),
        ({"why": "x" * 2001}, "at most 2000"),
        ({"words": "x" * 8001}, "at most 8000"),
        ({"until": "31.02.2026"}, "This is not a day"),
        ({"until": "2020-01-01"}, "That moment has passed"),
    ],
)
def test_other_words_that_cannot_be_come_back_with_a_word(
    cast: Cast, visit: Visit, put: Put, change: dict[str, str], words: str
) -> None:
    one = put()
    said = {"question": "Tuesdays?", "words": "At ten.", "why": "Releases.", "until": ""}
    answer = visit(cast.ingrid).post(f"{HERE}{one.id}/revise/", said | {"seen": "1"} | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "At ten." in page or "words" in change
    one.refresh_from_db()
    assert one.version == 1


# ------------------------------------------------------------------------------ refused


def test_a_quorum_of_nobody_and_of_too_many_is_refused(put: Put, refuses: Refuses) -> None:
    for quorum in (-1, 0, 3, 1000):
        with refuses(Reason.QUORUM_TOO_HIGH):
            put(quorum=quorum)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("days", [367, 4000])
def test_a_day_out_of_sight_is_refused(put: Put, refuses: Refuses, days: int) -> None:
    with refuses(Reason.DAY_TOO_FAR):
        put(until=now() + timedelta(days=days))


@pytest.mark.parametrize("share", ["1/1", "0/1", "1/3", "2/0", "half", "-1/2", "٢/٣ "])
def test_a_share_nobody_can_count_is_refused(put: Put, refuses: Refuses, share: str) -> None:
    with refuses(Reason.RULE_UNKNOWN):
        put(method=Method.ORGANISATIONS, share=share)


@pytest.mark.parametrize("choice", [NO])
def test_under_consent_there_is_no_plain_no(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses, choice: Choice
) -> None:
    with refuses(Reason.CHOICE_UNKNOWN):
        vote(put(), cast.ravi, choice)


def test_a_voice_of_another_question_is_not_on_this_roll(
    cast: Cast, put: Put, refuses: Refuses
) -> None:
    one, other = put(), put(question="Another?")
    for key in (place_for(other, cast.ravi).id, new_ulid(), "nonsense"):
        with refuses(Reason.NOT_ON_ROLL):
            said = Said(place=key, choice=YES, version=1, seen=0)
            actions.vote(one, said, by=cast.ravi)
    assert not Spoken.objects.exists()


def test_what_is_over_takes_no_word_of_any_kind(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put(proxies=True)
    lumen, kaveri = place_for(one, cast.ingrid), place_for(one, cast.ravi)
    size = head(cast.shared.id)
    with clock.at(one.until + timedelta(minutes=1)):
        with refuses(Reason.VOTING_OVER):
            vote(one, cast.ravi, YES)
        with refuses(Reason.VOTING_OVER):
            actions.hand_on(one, place=lumen.id, to=kaveri.id, by=cast.ingrid)
        with refuses(Reason.VOTING_OVER):
            actions.take_back(one, place=lumen.id, by=cast.ingrid)
        with refuses(Reason.VOTING_OVER):
            actions.withdraw(one, by=cast.ingrid)
    assert head(cast.shared.id) == size


def test_what_was_withdrawn_does_not_come_again(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = actions.withdraw(put(), by=cast.ingrid)
    with refuses(Reason.VOTING_OVER):
        actions.revise(one, Proposal(question="Other?"), why="x", seen=1, by=cast.ingrid)
    with refuses(Reason.VOTING_OVER):
        vote(one, cast.ravi, YES)


def test_whoever_sits_for_nobody_puts_nothing_to_the_vote(
    cast: Cast, put: Put, refuses: Refuses
) -> None:
    for seat in (cast.facilitator, cast.contributor):
        with refuses(Reason.NO_SIDE):
            put(by=seat)
    assert not Decision.objects.exists()


def test_of_two_who_take_it_back_the_second_is_told(cast: Cast, visit: Visit, put: Put) -> None:
    one = put()
    assert visit(cast.tor).post(f"{HERE}{one.id}/withdraw/").status_code == 302
    answer = visit(cast.ingrid).post(f"{HERE}{one.id}/withdraw/")
    assert answer.status_code == 409
    assert "The vote is over" in answer.content.decode()


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_a_plain_sentence(reason: Reason) -> None:
    some = dict.fromkeys(("who", "quorum", "voices", "count"), "Kaveri")
    refused = NotPossible(reason, day="2026-03-14", next="2026-03-16", **some)
    words = why_not(refused)
    assert words[0].isupper() or words.startswith("Kaveri")
    assert words.endswith(".")
    assert "%(" not in words
    assert "None" not in words
    assert set(WHY_NOT) == set(Reason)
    assert refused.is_for_others is (reason in FOR_OTHERS)


def test_a_share_or_a_way_out_nobody_offers_is_still_said() -> None:
    assert share_words("5/6") == "more than 5/6"
    assert way_out_words("dice") == way_out_words("talk")


# ------------------------------------------------------------------------------ what is recorded


def test_putting_it_records_rule_roll_and_words(cast: Cast, put: Put) -> None:
    one = put(by=cast.tor, method=Method.ORGANISATIONS, share="2/3", quorum=2, words="From May on.")
    fact = newest(cast.shared)
    assert isinstance(fact, DecisionProposed)
    assert (fact.decision, fact.by, fact.room) == (one.id, cast.tor.actor, cast.shared.id)
    assert (fact.share_above, fact.share_below, fact.quorum, fact.voices) == (2, 3, 2, 2)
    assert (fact.question, fact.words, fact.until) == (one.question, "From May on.", one.until)


def test_a_question_without_more_words_records_none(cast: Cast, put: Put) -> None:
    put(words="  ")
    fact = newest(cast.shared)
    assert isinstance(fact, DecisionProposed)
    assert fact.words is None


def test_voting_records_the_choice_and_whether_it_is_a_change(
    cast: Cast, put: Put, vote: Vote
) -> None:
    one = put()
    vote(one, cast.ravi, OBJECT, "Releases.")
    first = newest(cast.shared)
    assert isinstance(first, DecisionVoted)
    assert (first.party, first.choice, first.again) == (cast.kaveri.id, OBJECT, False)
    assert (first.argument, first.proxied, first.voter) == ("Releases.", False, None)
    vote(one, cast.ravi, YES)
    second = newest(cast.shared)
    assert isinstance(second, DecisionVoted)
    assert (second.again, second.argument) == (True, None)


def test_the_outcome_records_its_numbers(cast: Cast, put: Put, vote: Vote) -> None:
    one = put()
    vote(one, cast.ingrid, YES)
    vote(one, cast.ravi, OBJECT, "Releases.")
    fact = newest(cast.shared)
    assert isinstance(fact, DecisionReached)
    assert (fact.yes, fact.objections, fact.silent, fact.early) == (1, 1, 0, True)
    assert fact.outcome.value == State.REFUSED


def test_other_words_and_taking_back_record_themselves(cast: Cast, put: Put) -> None:
    one = put()
    said = Proposal(question="Tuesdays?", words="At ten.")
    actions.revise(one, said, why="Releases.", seen=1, by=cast.tor)
    fact = newest(cast.shared)
    assert isinstance(fact, DecisionRevised)
    assert (fact.version, fact.question, fact.words, fact.why) == (
        2,
        "Tuesdays?",
        "At ten.",
        "Releases.",
    )
    actions.withdraw(one, by=cast.ingrid)
    assert isinstance(newest(cast.shared), DecisionWithdrawn)


def test_handing_on_and_taking_back_record_both_sides(cast: Cast, put: Put) -> None:
    one = put(proxies=True)
    lumen, kaveri = place_for(one, cast.ingrid), place_for(one, cast.ravi)
    actions.hand_on(one, place=lumen.id, to=kaveri.id, by=cast.ingrid)
    fact = newest(cast.shared)
    assert isinstance(fact, DecisionProxyGiven)
    assert (fact.party, fact.proxy) == (cast.lumen.id, cast.kaveri.id)
    actions.take_back(one, place=lumen.id, by=cast.ingrid)
    back = newest(cast.shared)
    assert isinstance(back, DecisionProxyEnded)
    assert back.party == cast.lumen.id
    assert Place.objects.get(pk=lumen.id).proxy is None


# ------------------------------------------------------------------------------ side rooms


@pytest.mark.parametrize("who", ["ravi", "meera", "guest", "facilitator", "stranger"])
def test_nobody_else_finds_a_question_of_the_side_room(
    cast: Cast, visit: Visit, put: Put, who: str
) -> None:
    one = put(room=cast.lumen_side, method=Method.PEOPLE, question="Shall we raise our price?")
    browser = visit(getattr(cast, who))
    for path in (HERE, "/p/lumen-kaveri/side/agreements/decisions/"):
        assert "raise our price" not in browser.get(path).content.decode()
        assert browser.get(f"{path}{one.id}/").status_code in {403, 404}
        assert browser.post(f"{path}{one.id}/vote/", {}).status_code in {403, 404}
        assert browser.post(f"{path}{one.id}/withdraw/").status_code in {403, 404}
    for path in ("/", "/p/lumen-kaveri/", "/p/lumen-kaveri/record/"):
        assert "raise our price" not in browser.get(path).content.decode()


# ------------------------------------------------------------------------------ owed, ahead


class Page:
    """What an offer reads of a request."""

    def __init__(self, room: Room, seat: Seat) -> None:
        self.room, self.seat, self.person = room, seat, seat.person
        self.partnership = seat.partnership
        self.resolver_match = None


def test_nothing_is_owed_and_nothing_lies_ahead_where_nothing_is_open(cast: Cast) -> None:
    page = Page(cast.shared, cast.ravi)
    assert list(owed(page, limit=9)) == []  # type: ignore[arg-type]  # what it reads of one
    assert list(ahead(page, limit=9)) == []  # type: ignore[arg-type]  # the same


def test_guests_are_told_of_nothing_that_is_open(cast: Cast, put: Put) -> None:
    put()
    page = Page(cast.shared, cast.guest)
    assert list(owed(page, limit=9)) == []  # type: ignore[arg-type]  # the same
    assert list(ahead(page, limit=9)) == []  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=2), "3 days left"),
        (timedelta(days=1, hours=2), "1 day left"),
        (timedelta(hours=5, minutes=1), "5 hours left"),
        (timedelta(hours=1, minutes=1), "1 hour left"),
        (timedelta(minutes=20), "less than an hour left"),
    ],
)
def test_how_long_it_is_open_is_said_in_days_or_hours(left: timedelta, words: str) -> None:
    moment = now()
    with clock.at(moment):
        assert left_words(moment + left) == words
