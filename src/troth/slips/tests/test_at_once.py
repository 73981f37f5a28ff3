"""Two at once, and the same form twice: one of them counts, the other is told."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from troth.checkins.rules.pauses import Days
from troth.conftest import Visit
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import head
from troth.partnerships.models import Terms
from troth.partnerships.queries import calendars
from troth.partnerships.testing import Cast
from troth.slips import actions
from troth.slips.models import Said, Slip, Word
from troth.slips.owed import owing
from troth.slips.queries.answers import Agreed
from troth.slips.rules.refusals import Reason
from troth.slips.rules.states import State
from troth.slips.tests.conftest import HERE, LINES, MakePromise, Own, Refuses

pytestmark = pytest.mark.django_db


def same(slip: Slip) -> Slip:
    """The slip as somebody else looked at it before anything happened."""
    found: Slip = Slip.objects.get(pk=slip.pk)
    return found


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("ingrid withdraw", "ravi acknowledge", Reason.TAKEN_BACK),
        ("ingrid withdraw", "tor withdraw", Reason.TAKEN_BACK),
        ("ravi acknowledge", "ingrid withdraw", Reason.HEARD_ALREADY),
        ("ravi acknowledge", "meera acknowledge", Reason.ALREADY_ACKNOWLEDGED),
        ("ingrid say_repaired", "tor say_repaired", Reason.ALREADY_SAID),
    ],
)
def test_whoever_comes_second_is_told_and_leaves_nothing(
    cast: Cast, own: Own, refuses: Refuses, *, first: str, second: str, reason: Reason
) -> None:
    slip = own()
    (who, act), (late, other) = first.split(), second.split()
    slip_seen, seat = same(slip), getattr(cast, late)
    getattr(actions, act)(slip, by=getattr(cast, who))
    size, words = head(cast.shared.id), Word.objects.count()
    with refuses(reason):
        getattr(actions, other)(slip_seen, by=seat)
    assert (head(cast.shared.id), Word.objects.count()) == (size, words)


def test_two_who_confirm_at_once_confirm_once(cast: Cast, own: Own, refuses: Refuses) -> None:
    slip = actions.say_repaired(own(), by=cast.ingrid)
    other, meera = same(slip), cast.meera
    actions.confirm(slip, by=cast.ravi)
    with refuses(Reason.ALREADY_REPAIRED):
        actions.confirm(other, by=meera)
    assert Word.objects.filter(kind=Said.REPAIRED).count() == 1


def test_an_answer_and_a_confirmation_at_once_leave_one_of_them_told(
    cast: Cast, own: Own, refuses: Refuses
) -> None:
    slip = actions.say_repaired(own(), by=cast.ingrid)
    other, meera = same(slip), cast.meera
    actions.answer(slip, by=cast.ravi, words="Odda is missing.")
    with refuses(Reason.NOT_SAID_YET):
        actions.confirm(other, by=meera)
    assert same(slip).stands is State.OWNED


def test_the_database_keeps_to_one_open_slip_about_a_promise(
    cast: Cast, own: Own, promise: MakePromise
) -> None:
    slip = own(commitment=promise())
    again = Slip(
        room=cast.shared,
        seat=cast.tor,
        party=cast.lumen,
        commitment=slip.commitment,
        owned_at=now(),
        **LINES,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
    assert Slip.objects.get() == slip


def test_the_database_keeps_to_one_acknowledgement_of_a_side(cast: Cast, own: Own) -> None:
    slip = actions.acknowledge(own(), by=cast.ravi)
    again = Word(slip=slip, kind=Said.ACKNOWLEDGED, party=cast.kaveri, seat=cast.ravi, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
    again.kind = Said.ANSWERED
    again.save(force_insert=True)
    assert slip.said.count() == 2


def key_of(browser: Client, path: str) -> str:
    """The key that makes a form of this page count once."""
    found = re.search(r'name="once" value="([^"]+)"', browser.get(path).content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize("way", ["acknowledge", "answer"])
def test_a_word_sent_twice_stands_there_once(cast: Cast, visit: Visit, own: Own, way: str) -> None:
    browser, path = visit(cast.ravi), f"{HERE}{own().id}/"
    said = {"words": "Thank you.", "once": key_of(browser, path)}
    for _n in range(2):
        assert browser.post(f"{path}{way}/", said).status_code == 302
    assert Word.objects.count() == 1


def test_what_fails_halfway_leaves_neither_slip_nor_entry(
    cast: Cast, own: Own, promise: MakePromise, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, size = promise(), head(cast.shared.id)

    def break_off(*_args: object, **_more: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("troth.slips.actions.turns.slipping.mark", break_off)
    with pytest.raises(RuntimeError):
        own(commitment=one)
    one.refresh_from_db()
    assert (Slip.objects.count(), head(cast.shared.id), one.owned_at) == (0, size, None)


# ------------------------------------------------------------------------------ agreed answer times

# A Friday, 10:00 in Bergen and 13:30 in Bengaluru.
FRIDAY = datetime(2026, 6, 5, 8, tzinfo=UTC)


@pytest.fixture
def signed(cast: Cast) -> Terms:
    """Two working days, agreed a week before that Friday."""
    return Terms.objects.create(
        partnership=cast.table,
        since=FRIDAY - timedelta(days=7),
        agreement="01J00000000000000000000000",
        reminder_days=[3, 1],
        answer_days=2,
    )


def said_on(friday: datetime, own: Own) -> Slip:
    """A slip of that moment."""
    slip = own()
    Slip.objects.filter(pk=slip.pk).update(owned_at=friday)
    slip.refresh_from_db()
    return slip


def test_working_days_are_those_of_the_side_that_answers(
    cast: Cast, own: Own, signed: Terms
) -> None:
    found = Agreed().until(said_on(FRIDAY, own), cast.kaveri)
    assert found is not None
    days, until = found
    assert days == signed.answer_days
    assert (until - FRIDAY) > timedelta(days=3), "a weekend lies between"
    assert until.date() == datetime(2026, 6, 9, tzinfo=UTC).date()


def test_before_the_agreement_no_day_was_promised(cast: Cast, own: Own, signed: Terms) -> None:
    slip = said_on(signed.since - timedelta(days=1), own)
    assert Agreed().until(slip, cast.kaveri) is None


def test_a_later_agreement_does_not_change_what_was_agreed_then(
    cast: Cast, own: Own, signed: Terms
) -> None:
    slip = said_on(FRIDAY, own)
    before = Agreed().until(slip, cast.kaveri)
    Terms.objects.create(
        partnership=cast.table,
        since=signed.since + timedelta(days=30),
        agreement="01J00000000000000000000000",
        reminder_days=[3, 1],
        answer_days=9,
    )
    assert Agreed().until(slip, cast.kaveri) == before


def test_days_on_which_the_table_rests_do_not_run(
    cast: Cast, own: Own, signed: Terms, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signed.answer_days == 2
    slip = said_on(FRIDAY, own)
    before = Agreed().until(slip, cast.kaveri)
    week = Days(datetime(2026, 6, 8, tzinfo=UTC).date(), datetime(2026, 6, 12, tzinfo=UTC).date())
    resting = frozenset(week.first + timedelta(days=n) for n in range(5))
    monkeypatch.setattr(calendars, "RESTS", [lambda _table: resting])
    after = Agreed().until(slip, cast.kaveri)
    assert before is not None
    assert after is not None
    assert after[1] - before[1] == timedelta(days=7)


# ------------------------------------------------------------------------------ what is owed


class Page:
    """What an offer reads of a request."""

    def __init__(self, cast: Cast) -> None:
        self.seat, self.room, self.partnership = cast.ravi, cast.shared, cast.table


@pytest.mark.parametrize("agreed", [False, True])
def test_a_slip_is_owed_a_word_only_where_that_was_agreed(
    cast: Cast, own: Own, *, agreed: bool
) -> None:
    page, slip = Page(cast), own()
    found = owing(page, slip, agreed=agreed)  # type: ignore[arg-type]  # what it reads of one
    assert found == ([cast.kaveri.id] if agreed else [])


def test_a_repair_that_was_said_is_owed_a_word_in_any_case(cast: Cast, own: Own) -> None:
    slip = actions.say_repaired(own(), by=cast.ingrid)
    found = owing(Page(cast), slip, agreed=False)  # type: ignore[arg-type]  # the same
    assert found == [cast.kaveri.id]


def test_on_the_day_it_named_the_owner_owes_a_word(cast: Cast, own: Own) -> None:
    slip = own(repair_by=now().date() + timedelta(days=1))
    page = Page(cast)
    with clock.at(now() + timedelta(days=2)):
        found = owing(page, slip, agreed=True)  # type: ignore[arg-type]  # the same
    assert found == [cast.lumen.id, cast.kaveri.id]
