"""Texts that organisations agree on, through actions and pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from troth.agreements import actions
from troth.agreements.models import Agreement
from troth.agreements.queries.standings import standings
from troth.ledger.queries import facts_at, head, latest_checkpoint
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
LIST = "/p/lumen-kaveri/agreements/"


@pytest.fixture
def rule(cast: Cast) -> Agreement:
    """Ingrid writes how soon to answer."""
    return actions.draft(
        title="Answering", text="Within two working days.", room=cast.shared, by=cast.ingrid
    )


def agreed(one: Agreement) -> bool:
    return standings([one], one.room)[one.id].agreed


def kinds(cast: Cast, last: int) -> list[str]:
    end = head(cast.shared.id)
    return [fact.kind for _, fact in facts_at(cast.shared.id, range(end - last, end)) if fact]


def test_it_is_agreed_when_the_second_side_signs(cast: Cast, rule: Agreement) -> None:
    assert not actions.sign(rule, version=1, by=cast.ravi)
    assert actions.sign(rule, version=1, by=cast.ingrid)
    assert agreed(rule)
    assert kinds(cast, 3) == ["agreement:signed", "agreement:signed", "agreement:agreed"]


def test_signing_twice_is_one_signature(cast: Cast, rule: Agreement) -> None:
    actions.sign(rule, version=1, by=cast.ravi)
    size = head(cast.shared.id)
    actions.sign(rule, version=1, by=cast.ravi)
    assert head(cast.shared.id) == size


def test_an_edit_after_a_signature_makes_it_stale(cast: Cast, rule: Agreement) -> None:
    actions.sign(rule, version=1, by=cast.ravi)
    actions.revise(rule, text="Within three working days.", why="Diwali.", seen=1, by=cast.ingrid)
    actions.sign(rule, version=2, by=cast.ingrid)
    assert not agreed(rule)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.sign(rule, version=1, by=cast.ravi)


def test_the_second_of_two_editors_is_told(cast: Cast, rule: Agreement) -> None:
    actions.revise(rule, text="Three days.", why="Diwali.", seen=1, by=cast.ravi)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.revise(
            Agreement.objects.get(pk=rule.pk), text="Four.", why="No.", seen=1, by=cast.ingrid
        )


def test_a_text_that_another_side_signed_cannot_be_taken_back(cast: Cast, rule: Agreement) -> None:
    actions.sign(rule, version=1, by=cast.ravi)
    with pytest.raises(actions.NotPossible):
        actions.withdraw(rule, by=cast.ingrid)


def test_ravi_reads_signs_and_sees_the_words_he_signed(
    cast: Cast, visit: Visit, rule: Agreement
) -> None:
    client = visit(cast.ravi)
    page = client.get(f"{LIST}{rule.id}/").content.decode()
    assert "Within two working days." in page
    assert "Sign version 1 for Kaveri" in page
    client.post(f"{LIST}{rule.id}/sign/", {"version": "1"})
    assert "waits for" in client.get(LIST).content.decode()


def test_signing_what_changed_meanwhile_is_refused_and_shows_the_new_words(
    cast: Cast, visit: Visit, rule: Agreement
) -> None:
    actions.revise(rule, text="Within a month.", why="Later.", seen=1, by=cast.ingrid)
    answer = visit(cast.ravi).post(f"{LIST}{rule.id}/sign/", {"version": "1"})
    assert answer.status_code == 409
    assert "Within a month." in answer.content.decode()


def test_a_member_drafts_and_an_admin_signs(cast: Cast, visit: Visit, rule: Agreement) -> None:
    assert visit(cast.tor).post(f"{LIST}{rule.id}/sign/", {"version": "1"}).status_code == 403
    made = visit(cast.tor).post(f"{LIST}new/", {"title": "Meetings", "text": "Tuesdays."})
    assert made.status_code == 302


def test_a_guest_reads_what_is_agreed_and_no_drafts(
    cast: Cast, visit: Visit, rule: Agreement
) -> None:
    client = visit(cast.guest)
    assert "Answering" not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{rule.id}/").status_code == 404
    for seat in (cast.ravi, cast.ingrid):
        actions.sign(rule, version=1, by=seat)
    assert "Within two working days." in client.get(f"{LIST}{rule.id}/").content.decode()


def test_a_guest_reads_no_draft_beside_what_is_agreed(
    cast: Cast, visit: Visit, rule: Agreement
) -> None:
    for seat in (cast.ravi, cast.ingrid):
        actions.sign(rule, version=1, by=seat)
    actions.revise(rule, text="Within a week.", why="Diwali.", seen=1, by=cast.ravi)
    for seat in (cast.guest, cast.facilitator):
        assert visit(seat).get(f"{LIST}{rule.id}/versions/2/").status_code == 404
    assert "Within a week." in visit(cast.ingrid).get(f"{LIST}{rule.id}/").content.decode()


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "", "one"])
def test_signing_what_is_no_version_changes_nothing(
    cast: Cast, visit: Visit, rule: Agreement, number: str
) -> None:
    size = head(cast.shared.id)
    answer = visit(cast.ravi).post(f"{LIST}{rule.id}/sign/", {"version": number})
    assert (answer.status_code, head(cast.shared.id)) == (409, size)


def test_what_changed_is_shown_as_taken_out_and_put_in(
    cast: Cast, visit: Visit, rule: Agreement
) -> None:
    actions.revise(rule, text="Within three working days.", why="Diwali.", seen=1, by=cast.ravi)
    page = visit(cast.ingrid).get(f"{LIST}{rule.id}/versions/2/").content.decode()
    assert "<del" in page
    assert "<ins" in page
    assert "Diwali." in page


def test_it_waits_for_whoever_has_not_signed(cast: Cast, visit: Visit, rule: Agreement) -> None:
    actions.sign(rule, version=1, by=cast.ingrid)
    assert "Answering" in visit(cast.ravi).get("/").content.decode()
    assert "waits for your organisation" not in visit(cast.ingrid).get("/").content.decode()


@pytest.mark.usefixtures("seals_go_too")
def test_a_signature_is_sealed_at_once(cast: Cast) -> None:
    rule = actions.draft(title="Answering", text="Two days.", room=cast.shared, by=cast.ingrid)
    actions.sign(rule, version=1, by=cast.ravi)
    note = latest_checkpoint(cast.shared.id)
    assert note is not None
    assert note.size == head(cast.shared.id)
