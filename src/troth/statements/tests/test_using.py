"""A statement may be used once every side has approved it, and no longer once any side does not want it."""

import pytest

from troth.agreements import actions as agreements
from troth.agreements.models import Agreement
from troth.conftest import Visit
from troth.ledger.queries import facts_at, head
from troth.partnerships.testing import Cast
from troth.statements.actions import using
from troth.statements.models import Publication, Statement
from troth.statements.rules.words import checksum
from troth.statements.tests.conftest import LIST, WORDS, approve, public

pytestmark = pytest.mark.django_db


def kinds(cast: Cast, last: int) -> list[str]:
    """The newest facts."""
    end = head(cast.shared.id)
    return [fact.kind for _, fact in facts_at(cast.shared.id, range(end - last, end)) if fact]


def test_it_may_be_used_only_when_every_side_has_approved_it(cast: Cast, draft: Statement) -> None:
    approve(draft, cast.ingrid)
    assert not Publication.objects.exists()
    approve(draft, cast.ravi)
    one = Publication.objects.get()
    assert (one.text, one.checksum) == (WORDS, checksum(WORDS))
    assert one.approved_by == ["Kaveri Analytics", "Lumen Sensors"]
    assert kinds(cast, 3) == ["agreement:signed", "agreement:agreed", "statement:released"]


def test_a_new_version_withdraws_the_one_in_use_at_once(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    sent = {"text": "Nine pilots begin in May.", "why": "One left.", "seen": "1"}
    assert visit(cast.meera).post(f"{LIST}{note.id}/revise/", sent).status_code == 302
    one = Publication.objects.get()
    assert one.withdrawn_at is not None
    assert (one.how, one.reason, one.withdrawn_by) == ("changed", "One left.", cast.kaveri)
    assert kinds(cast, 2) == ["agreement:revised", "statement:withdrawn"]


def test_the_new_version_may_be_used_once_all_have_approved_it(cast: Cast, note: Statement) -> None:
    using.revise(note.agreement, text="Nine pilots.", why="One left.", seen=1, by=cast.ravi)
    approve(note, cast.ravi, cast.ingrid, version=2)
    rows = Publication.objects.order_by("number")
    assert [(one.number, one.withdrawn_at is None) for one in rows] == [(1, False), (2, True)]


@pytest.mark.parametrize("who", ["ingrid", "ravi"])
def test_one_side_alone_withdraws_with_a_reason(
    cast: Cast, visit: Visit, note: Statement, who: str
) -> None:
    client = visit(getattr(cast, who))
    assert client.post(f"{LIST}{note.id}/withdraw/", {"reason": ""}).status_code == 422
    assert Publication.objects.get().withdrawn_at is None
    sent = {"reason": "The customer asked us to wait."}
    assert client.post(f"{LIST}{note.id}/withdraw/", sent).status_code == 302
    assert Publication.objects.get().how == "taken-back"
    page = visit(cast.tor).get(f"{LIST}{note.id}/").content.decode()
    assert "The customer asked us to wait." in page
    assert "may be used" not in page


def test_a_member_and_a_guest_withdraw_nothing(cast: Cast, visit: Visit, note: Statement) -> None:
    for who in (cast.tor, cast.guest, cast.facilitator):
        answer = visit(who).post(f"{LIST}{note.id}/withdraw/", {"reason": "No."})
        assert answer.status_code == 403
    assert Publication.objects.get().withdrawn_at is None


def test_the_second_of_two_who_withdraw_is_told(cast: Cast, visit: Visit, note: Statement) -> None:
    using.withdraw(note, reason="Wait.", by=cast.ravi)
    size = head(cast.shared.id)
    answer = visit(cast.ingrid).post(f"{LIST}{note.id}/withdraw/", {"reason": "Wait, please."})
    assert answer.status_code == 409
    assert "somebody was a moment before you" in answer.content.decode()
    assert head(cast.shared.id) == size


def test_what_is_not_in_use_cannot_be_withdrawn(cast: Cast, draft: Statement) -> None:
    with pytest.raises(using.NotInUse):
        using.withdraw(draft, reason="No.", by=cast.ingrid)


def test_it_can_be_withdrawn_after_the_table_has_closed(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    cast.table.phase = "closed"
    cast.table.save(update_fields=["phase"])
    answer = visit(cast.ravi).post(f"{LIST}{note.id}/withdraw/", {"reason": "We part."})
    assert answer.status_code == 302
    assert Publication.objects.get().withdrawn_at is not None


def test_approving_what_changed_meanwhile_is_refused_and_shows_the_new_words(
    cast: Cast, visit: Visit, draft: Statement
) -> None:
    using.revise(draft.agreement, text="Nine pilots.", why="One left.", seen=1, by=cast.ingrid)
    answer = visit(cast.ravi).post(f"{LIST}{draft.id}/approve/", {"version": "1"})
    assert answer.status_code == 409
    assert "Nine pilots." in answer.content.decode()
    assert not Publication.objects.exists()


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "", "one"])
def test_approving_what_is_no_version_changes_nothing(
    cast: Cast, visit: Visit, draft: Statement, number: str
) -> None:
    size = head(cast.shared.id)
    answer = visit(cast.ravi).post(f"{LIST}{draft.id}/approve/", {"version": number})
    assert (answer.status_code, head(cast.shared.id)) == (409, size)


def test_the_second_of_two_editors_is_told_and_keeps_the_words(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    using.revise(note.agreement, text="Nine pilots.", why="One left.", seen=1, by=cast.ravi)
    sent = {"text": "Eleven pilots.", "why": "One more.", "seen": "1"}
    answer = visit(cast.ingrid).post(f"{LIST}{note.id}/revise/", sent)
    assert answer.status_code == 409
    assert "Eleven pilots." in answer.content.decode()
    assert Agreement.objects.get(pk=note.id).latest == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Safe\u202eevil", "1: U+202E"),
        ("x" * 20_001, "20000"),
        ("", "This is needed."),
        (" \n\r\n ", "This is needed."),
    ],
)
def test_what_nobody_should_approve_is_refused_beside_the_field(
    cast: Cast, visit: Visit, text: str, words: str
) -> None:
    answer = visit(cast.ingrid).post(f"{LIST}new/", {"title": "Press note", "text": text})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Statement.objects.exists()


def test_twenty_thousand_signs_fit(cast: Cast, visit: Visit) -> None:
    sent = {"title": "Long", "text": "ö" * 20_000}
    assert visit(cast.tor).post(f"{LIST}new/", sent).status_code == 302
    one = Statement.objects.get()
    approve(one, cast.ingrid, cast.ravi)
    assert visit(None).get(f"{public(one)}1/text/").content == b"\xc3\xb6" * 20_000 + b"\n"


def test_scripts_are_words_on_every_page(cast: Cast, visit: Visit) -> None:
    text = "<script>alert(1)</script> & more"
    one = using.draft(title="<b>Note</b>", text=text, room=cast.shared, by=cast.ingrid)
    approve(one, cast.ingrid, cast.ravi)
    for page in (visit(cast.ravi).get(f"{LIST}{one.id}/"), visit(None).get(public(one))):
        html = page.content.decode()
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert(1)" not in html
        assert "<b>Note</b>" not in html


def test_a_draft_can_be_taken_back_until_another_side_has_approved(
    cast: Cast, visit: Visit, draft: Statement
) -> None:
    url = f"{LIST}{draft.id}/take-back/"
    assert visit(cast.ravi).post(url).status_code == 403
    approve(draft, cast.ravi)
    assert visit(cast.ingrid).post(url).status_code == 409
    other = using.draft(title="Other", text="Words.", room=cast.shared, by=cast.ingrid)
    assert visit(cast.ingrid).post(f"{LIST}{other.id}/take-back/").status_code == 302
    assert visit(cast.ingrid).get(f"{LIST}{other.id}/").status_code == 404


def test_guests_read_what_was_approved_and_no_drafts(
    cast: Cast, visit: Visit, draft: Statement
) -> None:
    guest = visit(cast.guest)
    assert guest.get(f"{LIST}{draft.id}/").status_code == 404
    assert "Press note" not in guest.get(LIST).content.decode()
    approve(draft, cast.ingrid, cast.ravi)
    assert WORDS in guest.get(f"{LIST}{draft.id}/").content.decode()
    using.revise(draft.agreement, text="Nine.", why="One left.", seen=1, by=cast.ravi)
    assert guest.get(f"{LIST}{draft.id}/versions/2/").status_code == 404
    assert "Nine." not in guest.get(f"{LIST}{draft.id}/").content.decode()


def test_it_waits_for_kaveri_on_ravis_home_page(cast: Cast, visit: Visit, draft: Statement) -> None:
    approve(draft, cast.ingrid)
    home = visit(cast.ravi).get("/").content.decode()
    assert f"{LIST}{draft.id}/" in home
    assert (
        "Version 1 waits for Kaveri." in visit(cast.tor).get(f"{LIST}{draft.id}/").content.decode()
    )


def test_the_list_says_what_may_be_used_and_what_was_withdrawn(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    page = visit(cast.tor).get(LIST).content.decode()
    assert "version 1, approved by every side" in page
    using.withdraw(note, reason="Wait.", by=cast.ravi)
    assert "version 1 was withdrawn" in visit(cast.tor).get(LIST).content.decode()
    assert LIST in visit(cast.tor).get("/p/lumen-kaveri/agreements/").content.decode()


@pytest.mark.parametrize("place", ["side", "with/01J00000000000000000000000"])
def test_all_speak_together_at_the_shared_table_or_nobody(
    cast: Cast, visit: Visit, place: str
) -> None:
    client = visit(cast.ingrid)
    assert client.get(f"/p/lumen-kaveri/{place}/agreements/statements/").status_code == 404
    sent = {"title": "Ours", "text": "Ours alone."}
    url = f"/p/lumen-kaveri/{place}/agreements/statements/new/"
    assert client.post(url, sent).status_code == 404
    assert not Statement.objects.exists()


def test_an_agreement_of_another_kind_is_no_statement(cast: Cast, visit: Visit) -> None:
    one = agreements.draft(title="Rule", text="Two days.", room=cast.shared, by=cast.ingrid)
    assert visit(cast.ingrid).get(f"{LIST}{one.id}/").status_code == 404
    for seat in (cast.ingrid, cast.ravi):
        agreements.sign(one, version=1, by=seat)
    assert visit(None).get(f"/public/lumen-kaveri/{one.id}/").status_code == 404


def test_the_record_says_it_in_sentences(cast: Cast, visit: Visit, note: Statement) -> None:
    using.withdraw(note, reason="Wait.", by=cast.ravi)
    page = visit(cast.ingrid).get("/p/lumen-kaveri/record/").content.decode()
    assert "“Press note”, version 1, may be used: every side approved it" in page
    assert "Kaveri withdrew “Press note”, version 1." in page
