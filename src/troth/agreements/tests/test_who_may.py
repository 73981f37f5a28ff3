"""Who drafts, revises, signs and takes back: every role at every act, before, meanwhile and afterwards."""

from collections.abc import Callable
from itertools import product

import pytest

from troth.agreements import actions
from troth.agreements.models import Acceptance, Agreement, Version
from troth.agreements.queries.standings import signers, standings
from troth.conftest import Undone, Visit
from troth.foundation.facts.agreements import (
    AgreementDrafted,
    AgreementReached,
    AgreementRevised,
    AgreementSigned,
    AgreementWithdrawn,
)
from troth.foundation.facts.fact import Fact
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Room
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
LIST = "/p/lumen-kaveri/agreements/"
SIDE = "/p/lumen-kaveri/side/agreements/"
WORDS = "Within two working days."
SENT = {
    "new": {"title": "Holidays", "text": "Each side says in time."},
    "revise": {"text": "Within three.", "why": "Diwali.", "seen": "1"},
    "sign": {"version": "1"},
    "take-back": {},
}
# Who may do it; everybody else of the cast may not.
MAY = {
    "new": {"ingrid", "ravi", "tor", "meera"},
    "revise": {"ingrid", "ravi", "tor", "meera"},
    "sign": {"ingrid", "ravi"},
    "take-back": {"ingrid", "tor"},
}
EVERYBODY = (
    "ingrid",
    "ravi",
    "tor",
    "meera",
    "guest",
    "contributor",
    "facilitator",
    "ex_member",
    "ex_guest",
    "neighbour",
    "stranger",
)
OUTSIDE = {"ex_member", "ex_guest", "neighbour", "stranger"}


@pytest.fixture
def rule(cast: Cast) -> Agreement:
    """Ingrid writes how soon to answer."""
    return actions.draft(title="Answering", text=WORDS, room=cast.shared, by=cast.ingrid)


def address(act: str, one: Agreement) -> str:
    """Where the act is done."""
    return f"{LIST}new/" if act == "new" else f"{LIST}{one.id}/{act}/"


def newest(room: Room) -> Fact:
    """The last fact of a room."""
    found = facts_at(room.id, [head(room.id) - 1])[0][1]
    assert found
    return found


@pytest.mark.parametrize("act", SENT)
def test_every_role_at_every_act(
    cast: Cast, visit: Visit, undone: Undone, rule: Agreement, act: str
) -> None:
    browsers = {who: visit(getattr(cast, who)) for who in EVERYBODY}
    size = head(cast.shared.id)
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(address(act, rule), SENT[act])
            if who in MAY[act]:
                assert answer.status_code == 302, who
                assert head(cast.shared.id) > size
                continue
            assert answer.status_code in ({404} if who in OUTSIDE else {403, 404}), who
            assert head(cast.shared.id) == size
            assert Version.objects.count() == 1
            assert not Acceptance.objects.exists()


@pytest.mark.parametrize("act", SENT)
def test_whoever_is_not_signed_in_is_asked_to_come_in(
    cast: Cast, visit: Visit, rule: Agreement, act: str
) -> None:
    size = head(cast.shared.id)
    assert visit(None).post(address(act, rule), SENT[act]).status_code == 302
    assert head(cast.shared.id) == size


@pytest.mark.parametrize("act", SENT)
def test_a_closed_table_writes_and_signs_nothing_more(
    cast: Cast, visit: Visit, rule: Agreement, act: str
) -> None:
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED)
    size = head(cast.shared.id)
    answer = visit(cast.ingrid).post(address(act, rule), SENT[act])
    assert answer.status_code == 403
    assert head(cast.shared.id) == size
    assert visit(cast.ingrid).get(f"{LIST}{rule.id}/").status_code == 200


@pytest.mark.parametrize("act", ["sign", "take-back"])
def test_acts_are_sent_and_never_only_opened(
    cast: Cast, visit: Visit, rule: Agreement, act: str
) -> None:
    assert visit(cast.ingrid).get(address(act, rule)).status_code == 405


@pytest.mark.parametrize(
    ("act", "missing"),
    [("new", ("title", "text")), ("revise", ("text", "why"))],
)
def test_an_empty_form_is_told_every_field_that_is_missing(
    cast: Cast, visit: Visit, rule: Agreement, act: str, missing: tuple[str, ...]
) -> None:
    size = head(cast.shared.id)
    answer = visit(cast.ingrid).post(address(act, rule), {})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('aria-invalid="true"') == len(missing)
    assert head(cast.shared.id) == size


# ------------------------------------------------------------------------------ not now


def test_what_was_taken_back_is_neither_revised_nor_signed(cast: Cast, rule: Agreement) -> None:
    actions.withdraw(rule, by=cast.ingrid)
    size = head(cast.shared.id)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.revise(rule, text="x", why="y", seen=1, by=cast.ingrid)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.sign(rule, version=1, by=cast.ravi)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.withdraw(rule, by=cast.ingrid)
    assert head(cast.shared.id) == size


def test_whoever_sits_for_no_side_cannot_sign_even_by_hand(cast: Cast, rule: Agreement) -> None:
    with pytest.raises(actions.NotPossible):
        actions.sign(rule, version=1, by=cast.facilitator)
    assert not Acceptance.objects.exists()


def test_a_refused_taking_back_leaves_the_text_where_it_was(cast: Cast, rule: Agreement) -> None:
    actions.sign(rule, version=1, by=cast.ravi)
    with pytest.raises(actions.NotPossible):
        actions.withdraw(rule, by=cast.ingrid)
    rule.refresh_from_db()
    assert rule.withdrawn_at is None


def test_the_own_signature_does_not_keep_a_side_from_taking_it_back(
    cast: Cast, rule: Agreement
) -> None:
    actions.sign(rule, version=1, by=cast.ingrid)
    actions.withdraw(rule, by=cast.tor)
    rule.refresh_from_db()
    assert rule.withdrawn_at is not None


def test_a_refusal_says_who_could_and_when(cast: Cast, visit: Visit, rule: Agreement) -> None:
    answer = visit(cast.ravi).post(f"{LIST}{rule.id}/take-back/")
    assert answer.status_code == 403
    assert "Only the side that wrote it can take it back" in answer.content.decode()
    actions.sign(rule, version=1, by=cast.ravi)
    answer = visit(cast.ingrid).post(f"{LIST}{rule.id}/take-back/")
    assert answer.status_code == 409
    assert "only before another side has signed" in answer.content.decode()


def test_a_signature_on_an_older_version_is_not_moved_to_the_new_one(
    cast: Cast, visit: Visit, rule: Agreement
) -> None:
    actions.revise(rule, text="Within three.", why="Diwali.", seen=1, by=cast.ravi)
    answer = visit(cast.ingrid).post(f"{LIST}{rule.id}/sign/", {"version": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Within three." in page
    assert "Read the new version, then decide again." in page
    assert not Acceptance.objects.exists()


# ------------------------------------------------------------------------------ what is recorded


def test_each_act_records_its_fact_with_the_words_in_the_room(cast: Cast) -> None:
    one = actions.draft(title="Answering", text=WORDS, room=cast.shared, by=cast.tor)
    fact = newest(cast.shared)
    assert isinstance(fact, AgreementDrafted)
    assert (fact.room, fact.agreement, fact.by) == (cast.shared.id, one.id, cast.tor.actor)
    assert (fact.title, fact.text) == ("Answering", WORDS)
    actions.revise(one, text="Within three.", why="Diwali.", seen=1, by=cast.ravi)
    revised = newest(cast.shared)
    assert isinstance(revised, AgreementRevised)
    assert (revised.version, revised.text, revised.why) == (2, "Within three.", "Diwali.")
    actions.sign(one, version=2, by=cast.ingrid)
    signed = newest(cast.shared)
    assert isinstance(signed, AgreementSigned)
    assert (signed.version, signed.party) == (2, cast.lumen.id)
    actions.sign(one, version=2, by=cast.ravi)
    reached = newest(cast.shared)
    assert isinstance(reached, AgreementReached)
    assert reached.version == 2


def test_taking_back_records_that_and_nothing_of_its_words(cast: Cast, rule: Agreement) -> None:
    actions.withdraw(rule, by=cast.ingrid)
    fact = newest(cast.shared)
    assert isinstance(fact, AgreementWithdrawn)
    assert WORDS not in repr(fact)


def test_a_version_without_a_reason_records_none(cast: Cast, rule: Agreement) -> None:
    actions.revise(rule, text="Shorter.", why="", seen=1, by=cast.ingrid)
    fact = newest(cast.shared)
    assert isinstance(fact, AgreementRevised)
    assert fact.why is None


SENTENCES: list[tuple[Callable[[Agreement, Cast], object], str]] = [
    (lambda _one, _cast: None, "Lumen wrote “Answering” for all to agree on"),
    (
        lambda one, cast: actions.revise(one, text="x", why="y", seen=1, by=cast.ravi),
        "Kaveri wrote version 2 of “Answering”; earlier signatures are stale",
    ),
    (
        lambda one, cast: actions.sign(one, version=1, by=cast.ravi),
        "Kaveri signed “Answering”, version 1",
    ),
    (
        lambda one, cast: [actions.sign(one, version=1, by=by) for by in (cast.ravi, cast.ingrid)],
        "“Answering”, version 1, is agreed",
    ),
    (lambda one, cast: actions.withdraw(one, by=cast.ingrid), "Lumen took “Answering” back"),
]


@pytest.mark.parametrize(("act", "sentence"), SENTENCES)
def test_each_fact_is_a_sentence_of_the_record(
    cast: Cast,
    visit: Visit,
    rule: Agreement,
    act: Callable[[Agreement, Cast], object],
    sentence: str,
) -> None:
    act(rule, cast)
    page = visit(cast.meera).get("/p/lumen-kaveri/record/").content.decode()
    assert sentence in page
    assert "agreement:" not in page


# ------------------------------------------------------------------------------ rooms


def test_a_text_of_the_own_side_needs_the_own_signature_alone(cast: Cast) -> None:
    one = actions.draft(title="Cover", text="Tor.", room=cast.lumen_side, by=cast.tor)
    assert signers(cast.lumen_side) == {cast.lumen.id}
    assert actions.sign(one, version=1, by=cast.ingrid)
    assert standings([one], cast.lumen_side)[one.id].agreed


def test_nobody_else_finds_a_text_of_the_side_room_by_any_address(cast: Cast, visit: Visit) -> None:
    one = actions.draft(title="Our floor price", text="9.", room=cast.lumen_side, by=cast.ingrid)
    others = ("ravi", "meera", "guest", "facilitator", "neighbour", "stranger")
    for browser, path in product((visit(getattr(cast, who)) for who in others), (LIST, SIDE)):
        answer = browser.get(path)
        assert "Our floor price" not in answer.content.decode()
        assert browser.get(f"{path}{one.id}/").status_code in {403, 404}
        assert browser.get(f"{path}{one.id}/versions/1/").status_code in {403, 404}
        for act in ("revise", "sign", "take-back"):
            assert browser.post(f"{path}{one.id}/{act}/", SENT[act]).status_code in {403, 404}
        assert "Our floor price" not in browser.get("/").content.decode()
