"""Statements: every role at every act, odd input in every field, and what each act records."""

from datetime import timedelta

import pytest
from django.core import mail

from troth.agreements import actions as agreements
from troth.agreements.models import Acceptance, Agreement, Version
from troth.conftest import Undone, Visit
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.statements import StatementReleased, StatementWithdrawn, Withdrawal
from troth.foundation.web.clock import now
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Room
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast
from troth.statements.actions import using
from troth.statements.clock import due
from troth.statements.models import Listener, Publication, Statement
from troth.statements.rules.words import checksum
from troth.statements.tests.conftest import LIST, WORDS, approve, public

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
SIDES = ("ingrid", "ravi", "tor", "meera")
VISITORS = ("guest", "contributor", "facilitator")
OUTSIDE = ("ex_member", "ex_guest", "neighbour", "stranger")
# Acts on a draft, and on what every side has approved.
MAY_DRAFT = {
    "new": {"ingrid", "ravi", "tor", "meera"},
    "revise": {"ingrid", "ravi", "tor", "meera"},
    "approve": {"ingrid", "ravi"},
    "take-back": {"ingrid", "tor"},
}
SENT = {
    "new": {"title": "Second note", "text": "Twelve pilots."},
    "revise": {"text": "Nine pilots.", "why": "One left.", "seen": "1"},
    "approve": {"version": "1"},
    "take-back": {},
    "withdraw": {"reason": "The customer asked us to wait."},
}


def address(act: str, one: Statement) -> str:
    """Where the act is done."""
    return f"{LIST}new/" if act == "new" else f"{LIST}{one.id}/{act}/"


def newest(room: Room) -> Fact:
    """The last fact of a room."""
    found = facts_at(room.id, [head(room.id) - 1])[0][1]
    assert found
    return found


@pytest.mark.parametrize("act", MAY_DRAFT)
def test_every_role_at_every_act_on_a_draft(
    cast: Cast, visit: Visit, undone: Undone, draft: Statement, act: str
) -> None:
    browsers = {who: visit(getattr(cast, who)) for who in (*SIDES, *VISITORS, *OUTSIDE)}
    size = head(cast.shared.id)
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(address(act, draft), SENT[act])
            if who in MAY_DRAFT[act]:
                assert answer.status_code == 302, who
                assert head(cast.shared.id) > size
                continue
            assert answer.status_code in ({404} if who in OUTSIDE else {403, 404}), who
            assert head(cast.shared.id) == size
            assert Version.objects.count() == 1
            assert not Acceptance.objects.exists()


def test_only_an_admin_of_a_side_withdraws(
    cast: Cast, visit: Visit, undone: Undone, note: Statement
) -> None:
    browsers = {who: visit(getattr(cast, who)) for who in (*SIDES, *VISITORS, *OUTSIDE)}
    size = head(cast.shared.id)
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(address("withdraw", note), SENT["withdraw"])
            if who in {"ingrid", "ravi"}:
                assert answer.status_code == 302, who
                assert Publication.objects.get().withdrawn_by_id is not None
                continue
            assert answer.status_code == (404 if who in OUTSIDE else 403), who
            assert head(cast.shared.id) == size
            assert Publication.objects.get().withdrawn_at is None


@pytest.mark.parametrize("act", ["new", "revise", "approve", "take-back"])
def test_a_closed_table_says_nothing_new_together(
    cast: Cast, visit: Visit, draft: Statement, act: str
) -> None:
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED)
    size = head(cast.shared.id)
    assert visit(cast.ingrid).post(address(act, draft), SENT[act]).status_code == 403
    assert head(cast.shared.id) == size


@pytest.mark.parametrize(("act", "missing"), [("new", 2), ("revise", 2), ("withdraw", 1)])
def test_an_empty_form_is_told_every_field_that_is_missing(
    cast: Cast, visit: Visit, note: Statement, act: str, missing: int
) -> None:
    size = head(cast.shared.id)
    answer = visit(cast.ingrid).post(address(act, note), {})
    assert answer.status_code == 422
    assert answer.content.decode().count('aria-invalid="true"') == missing
    assert head(cast.shared.id) == size


@pytest.mark.parametrize("act", ["check", "tell-me"])
def test_an_empty_form_for_everybody_is_told_what_is_missing(
    cast: Cast, visit: Visit, note: Statement, act: str
) -> None:
    answer = visit(None).post(f"{public(note)}{act}/", {})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Listener.objects.exists()


@pytest.mark.parametrize(
    "case",
    [
        ("new", "title", "x" * 161, "at most 160"),
        ("new", "title", " \u200b ", "This is needed."),
        ("new", "text", "x" * 20_001, "at most 20000"),
        ("new", "text", " \n\t ", "This is needed."),
        ("new", "text", "Ten \u202epilots", "hidden signs"),
        ("revise", "text", "x" * 20_001, "at most 20000"),
        ("revise", "text", "Ten\u2066 pilots", "hidden signs"),
        ("revise", "why", " ", "Please say why"),
        ("revise", "why", "x" * 1001, "at most 1000"),
        ("withdraw", "reason", " \n ", "Please say why"),
        ("withdraw", "reason", "x" * 1001, "at most 1000"),
        ("withdraw", "reason", "a\0b", "Null characters"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    cast: Cast, visit: Visit, note: Statement, case: tuple[str, str, str, str]
) -> None:
    act, field, value, words = case
    size = head(cast.shared.id)
    answer = visit(cast.ingrid).post(address(act, note), SENT[act] | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert all(said in page for name, said in SENT[act].items() if name not in {field, "seen"})
    assert head(cast.shared.id) == size
    assert Publication.objects.get().withdrawn_at is None


@pytest.mark.parametrize("act", ["approve", "take-back", "take"])
def test_acts_are_sent_and_never_only_opened(
    cast: Cast, visit: Visit, note: Statement, act: str
) -> None:
    assert visit(cast.ingrid).get(address(act, note)).status_code == 405


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "9" * 30])
def test_a_version_nobody_has_seen_is_not_written_over(
    cast: Cast, visit: Visit, note: Statement, seen: str
) -> None:
    said = SENT["revise"] | {"seen": seen}
    answer = visit(cast.ravi).post(address("revise", note), said)
    assert answer.status_code in {409, 422}
    assert "Nine pilots." in answer.content.decode()
    assert Version.objects.count() == 1
    assert Publication.objects.get().withdrawn_at is None


# ------------------------------------------------------------------------------ what is recorded


def test_the_last_approval_records_that_it_may_be_used_and_its_checksum(
    cast: Cast, note: Statement
) -> None:
    fact = newest(cast.shared)
    assert isinstance(fact, StatementReleased)
    assert (fact.statement, fact.version, fact.checksum) == (note.id, 1, checksum(WORDS))
    assert (fact.room, fact.by) == (cast.shared.id, cast.ravi.actor)


@pytest.mark.parametrize("how", Withdrawal)
def test_a_withdrawal_records_how_and_why(cast: Cast, note: Statement, how: Withdrawal) -> None:
    if how is Withdrawal.CHANGED:
        using.revise(note.agreement, text="Nine.", why="One left.", seen=1, by=cast.ravi)
    else:
        using.withdraw(note, reason="One left.", by=cast.ravi)
    fact = newest(cast.shared)
    assert isinstance(fact, StatementWithdrawn)
    assert (fact.how, fact.version, fact.reason) == (how, 1, "One left.")
    assert fact.by == cast.ravi.actor


def test_a_draft_that_nobody_approved_records_no_withdrawal(cast: Cast, draft: Statement) -> None:
    using.revise(draft.agreement, text="Nine.", why="One left.", seen=1, by=cast.ravi)
    assert newest(cast.shared).kind == "agreement:revised"
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("note", "“Press note”, version 1, may be used: every side approved it"),
        ("changed", "“Press note”, version 1, was withdrawn: Kaveri wrote a new one"),
        ("taken-back", "Kaveri withdrew “Press note”, version 1. Please no longer use it"),
    ],
)
def test_the_record_says_each_in_a_sentence(
    cast: Cast, visit: Visit, note: Statement, how: str, sentence: str
) -> None:
    if how == "changed":
        using.revise(note.agreement, text="Nine.", why="One left.", seen=1, by=cast.ravi)
    if how == "taken-back":
        using.withdraw(note, reason="One left.", by=cast.ravi)
    page = visit(cast.tor).get("/p/lumen-kaveri/record/").content.decode()
    assert sentence in page
    assert "statement:" not in page


# ------------------------------------------------------------------------------ two at once


def test_a_signature_that_comes_after_a_new_version_releases_nothing(
    cast: Cast, draft: Statement
) -> None:
    approve(draft, cast.ingrid)
    using.revise(draft.agreement, text="Nine.", why="One left.", seen=1, by=cast.ingrid)
    stale = Agreement.objects.select_related("room").get(pk=draft.id)
    with pytest.raises(agreements.ChangedMeanwhile):
        agreements.sign(stale, version=1, by=cast.ravi)
    assert not Publication.objects.exists()


def test_two_who_withdraw_at_once_leave_one_reason(cast: Cast, note: Statement) -> None:
    using.withdraw(note, reason="The customer asked.", by=cast.ravi)
    with pytest.raises(using.NotInUse):
        using.withdraw(note, reason="We found a mistake.", by=cast.ingrid)
    one = Publication.objects.get()
    assert (one.reason, one.withdrawn_by) == ("The customer asked.", cast.kaveri)


def test_the_second_who_withdraws_keeps_the_words(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    using.withdraw(note, reason="The customer asked.", by=cast.ravi)
    answer = visit(cast.ingrid).post(
        address("withdraw", note), {"reason": "We found a mistake in it."}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "somebody was a moment before you" in page
    assert "We found a mistake in it." in page


@pytest.mark.parametrize("who", [*SIDES, *VISITORS])
def test_whoever_sits_here_takes_the_text_once_and_is_told_once(
    cast: Cast, visit: Visit, note: Statement, who: str
) -> None:
    seat = getattr(cast, who)
    browser = visit(seat)
    for _again in range(2):
        answer = browser.post(address("take", note))
        assert answer.status_code == 302
        assert answer["Location"] == f"{public(note)}1/text/"
    assert [one.seat for one in Listener.objects.all()] == [seat]
    mail.outbox.clear()
    using.withdraw(note, reason="The customer asked.", by=cast.ravi)
    later = now() + timedelta(hours=1)
    assert [due(later), due(later)] == [1, 0]
    assert [letter.to for letter in mail.outbox] == [[seat.person.email]]
    assert "Please no longer use it." in str(mail.outbox[0].body)


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_else_takes_it_at_the_table(
    cast: Cast, visit: Visit, note: Statement, who: str
) -> None:
    assert visit(getattr(cast, who)).post(address("take", note)).status_code == 404
    assert not Listener.objects.exists()
