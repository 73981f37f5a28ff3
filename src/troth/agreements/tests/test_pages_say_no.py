"""Pages of agreements: what is refused and how, what is kept, and what a long list costs."""

import pytest

from troth.agreements import actions
from troth.agreements.models import Acceptance, Agreement, Version
from troth.conftest import Visit
from troth.foundation.web.testing import statements
from troth.ledger.queries import head
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
LIST = "/p/lumen-kaveri/agreements/"


@pytest.fixture
def rule(cast: Cast) -> Agreement:
    """Ingrid writes how soon to answer."""
    return actions.draft(
        title="Answering", text="Within two working days.", room=cast.shared, by=cast.ingrid
    )


def write(rule: Agreement, text: str, *, seen: str = "1", why: str = "Clearer.") -> dict[str, str]:
    """A new version, as the form sends it."""
    return {"text": text, "why": why, "seen": seen}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": "", "text": "x"}, "This field is required"),
        ({"title": "x", "text": ""}, "This field is required"),
        ({"title": "x" * 161, "text": "x"}, "at most 160"),
        ({"title": "x", "text": "x" * 20_001}, "at most 20,000"),
        ({"title": "a\0b", "text": "x"}, "Null characters"),
    ],
)
def test_a_draft_that_cannot_be_one_comes_back_with_its_words(
    cast: Cast, visit: Visit, said: dict[str, str], words: str
) -> None:
    answer = visit(cast.ingrid).post(f"{LIST}new/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "error" in page or "wrong" in page, words
    assert not Agreement.objects.exists()
    if said.get("text") == "x":
        assert ">\nx</textarea>" in page or ">x</textarea>" in page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "नमस्ते — 世界", "a\r\nb\r\n", "𝕏" * 50]
)
def test_whatever_is_written_is_shown_as_it_was_written_and_never_runs(
    cast: Cast, visit: Visit, text: str
) -> None:
    browser = visit(cast.ingrid)
    place = browser.post(f"{LIST}new/", {"title": text[:100], "text": text})["Location"]
    page = browser.get(place).content.decode()
    assert "<script>alert" not in page
    assert Version.objects.get().text.splitlines() == text.strip().splitlines()


def test_the_second_of_two_who_revise_is_told_and_keeps_the_words(
    cast: Cast, visit: Visit, rule: Agreement
) -> None:
    path = f"{LIST}{rule.id}/revise/"
    assert visit(cast.ravi).post(path, write(rule, "Within three.")).status_code == 302
    late = visit(cast.ingrid).post(path, write(rule, "Within four, please."))
    assert late.status_code == 409
    assert "Within four, please." in late.content.decode()
    assert "a moment before you" in late.content.decode()
    assert Version.objects.count() == 2


@pytest.mark.parametrize("seen", ["", "0", "-1", "one", "1.5", "9" * 30])
def test_a_version_that_nobody_has_seen_changes_nothing(
    cast: Cast, visit: Visit, rule: Agreement, seen: str
) -> None:
    answer = visit(cast.ingrid).post(f"{LIST}{rule.id}/revise/", write(rule, "x", seen=seen))
    assert answer.status_code in {409, 422}
    assert Version.objects.count() == 1


def test_a_new_version_says_why(cast: Cast, visit: Visit, rule: Agreement) -> None:
    answer = visit(cast.ingrid).post(f"{LIST}{rule.id}/revise/", write(rule, "x", why=" "))
    assert answer.status_code == 422
    assert "Please say why, in a few words." in answer.content.decode()


def test_only_the_side_that_wrote_it_takes_it_back(
    cast: Cast, visit: Visit, rule: Agreement
) -> None:
    path = f"{LIST}{rule.id}/take-back/"
    assert visit(cast.ravi).post(path).status_code == 403
    actions.sign(rule, version=1, by=cast.ravi)
    assert visit(cast.ingrid).post(path).status_code == 409
    rule.refresh_from_db()
    assert rule.withdrawn_at is None


def test_what_was_taken_back_is_nowhere_any_more(cast: Cast, visit: Visit, rule: Agreement) -> None:
    visit(cast.ingrid).post(f"{LIST}{rule.id}/take-back/")
    browser = visit(cast.ravi)
    assert browser.get(f"{LIST}{rule.id}/").status_code == 404
    assert "Answering" not in browser.get(LIST).content.decode()
    assert browser.post(f"{LIST}{rule.id}/sign/", {"version": "1"}).status_code == 404
    with pytest.raises(actions.ChangedMeanwhile):
        actions.sign(rule, version=1, by=cast.ravi)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.withdraw(rule, by=cast.ingrid)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.revise(rule, text="x", why="y", seen=1, by=cast.ingrid)


def test_a_facilitator_signs_for_nobody(cast: Cast, visit: Visit, rule: Agreement) -> None:
    with pytest.raises(actions.NotPossible):
        actions.sign(rule, version=1, by=cast.facilitator)
    answer = visit(cast.facilitator).post(f"{LIST}{rule.id}/sign/", {"version": "1"})
    assert answer.status_code in {403, 404}
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize(
    "path", ["changes/0/", "changes/2/", "changes/999999999999/", "changes/x/"]
)
def test_there_is_no_version_that_was_not_written(
    cast: Cast, visit: Visit, rule: Agreement, path: str
) -> None:
    assert visit(cast.ingrid).get(f"{LIST}{rule.id}/{path}").status_code == 404


@pytest.mark.parametrize("key", ["0" * 26, "x", "%00", "..", "01J00000000000000000000000"])
def test_an_address_of_nothing_is_nothing(cast: Cast, visit: Visit, key: str) -> None:
    assert visit(cast.ingrid).get(f"{LIST}{key}/").status_code == 404


def test_a_text_of_the_side_room_is_not_at_the_table(cast: Cast, visit: Visit) -> None:
    ours = actions.draft(title="Ours", text="x", room=cast.lumen_side, by=cast.ingrid)
    for who in (cast.ingrid, cast.ravi):
        assert visit(who).get(f"{LIST}{ours.id}/").status_code == 404
    assert visit(cast.ravi).get(f"/p/lumen-kaveri/side/agreements/{ours.id}/").status_code == 404
    assert visit(cast.tor).get(f"/p/lumen-kaveri/side/agreements/{ours.id}/").status_code == 200


def test_a_long_list_asks_no_more_than_a_short_one(cast: Cast, visit: Visit) -> None:
    for number in range(3):
        actions.draft(title=f"Text {number}", text="x", room=cast.shared, by=cast.ingrid)
    few = statements(visit(cast.ravi), LIST)
    for number in range(20):
        one = actions.draft(title=f"More {number}", text="x", room=cast.shared, by=cast.ingrid)
        actions.sign(one, version=1, by=cast.ingrid)
    assert statements(visit(cast.ravi), LIST) == few


def test_many_versions_make_a_page_no_slower(cast: Cast, visit: Visit, rule: Agreement) -> None:
    few = statements(visit(cast.ravi), f"{LIST}{rule.id}/")
    for number in range(1, 15):
        actions.revise(rule, text=f"{number}", why="On.", seen=number, by=cast.ingrid)
    assert statements(visit(cast.ravi), f"{LIST}{rule.id}/") <= few + 1


def test_a_refused_signature_leaves_no_entry(cast: Cast, visit: Visit, rule: Agreement) -> None:
    size = head(cast.shared.id)
    for version in ("0", "2", "-1", "", "x"):
        answer = visit(cast.ravi).post(f"{LIST}{rule.id}/sign/", {"version": version})
        assert answer.status_code == 409
    assert head(cast.shared.id) == size
