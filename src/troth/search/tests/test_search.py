"""One box over everything a person may see, and nothing else: not a word, not a count."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.agreements import actions as agreements
from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.decisions.actions import Proposal, put
from troth.discussions.actions.writing import Words, begin
from troth.foundation.facts.decisions import Method
from troth.foundation.web.clock import now
from troth.ledger.follower import run_pass
from troth.ledger.models import Cursor
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Room, Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.search.follower import SearchFollower
from troth.search.models import SearchItem

pytestmark = pytest.mark.django_db


def promise(cast: Cast, what: str, *, room: Room | None = None) -> Commitment:
    said = Promise(
        deliverable=what, due=now() + timedelta(days=5), zone="UTC", receiver=cast.kaveri
    )
    return actions.propose(said, room=room or cast.shared, by=cast.ingrid)


def followed() -> None:
    while run_pass([SearchFollower()]):
        pass


def page(visit: Visit, person: Seat | Person, question: str, **more: str) -> str:
    answer = visit(person).get("/search/", {"q": question, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def answers(visit: Visit, person: Seat | Person, question: str, **more: str) -> str:
    """What stands below the form: the form itself repeats the question."""
    return (
        page(visit, person, question, **more).partition('id="answers"')[2].partition("</main>")[0]
    )


def test_both_sides_find_what_was_promised_between_them(cast: Cast, visit: Visit) -> None:
    one = promise(cast, "Calibration certificate for Chennai")
    followed()
    for who in (cast.ingrid, cast.ravi, cast.tor, cast.guest, cast.facilitator):
        assert f"/p/lumen-kaveri/commitments/{one.id}/" in answers(visit, who, "calibration")


def test_whoever_is_not_signed_in_is_asked_to_come_in(visit: Visit, db: None) -> None:
    assert visit(None).get("/search/", {"q": "calibration"}).status_code == 302


@pytest.mark.parametrize(
    "question",
    ["CERTIFICATE", "certif", "chennai certificate", "Çertifíçate", "certficate", "certifciate"],
)
def test_case_accents_beginnings_and_one_slip_are_forgiven(
    cast: Cast, visit: Visit, question: str
) -> None:
    promise(cast, "Calibration certificate for Chennai")
    followed()
    assert "/commitments/01" in answers(visit, cast.ravi, question)


def test_what_is_near_is_said_to_be_near(cast: Cast, visit: Visit) -> None:
    promise(cast, "Calibration certificate")
    followed()
    assert "These are near" in answers(visit, cast.ravi, "certficate")
    assert "These are near" not in answers(visit, cast.ravi, "certificate")


def test_a_strangers_question_finds_nothing_and_tells_no_count(cast: Cast, visit: Visit) -> None:
    nothing = answers(visit, cast.stranger, "qwertyuiop")
    promise(cast, "Calibration certificate")
    followed()
    for question in ("calibration", "calibratoin", "certificate"):
        assert answers(visit, cast.stranger, question) == nothing


def test_a_side_room_is_found_by_its_own_side_alone(cast: Cast, visit: Visit) -> None:
    agreements.draft(title="Price talk", text="Below 40.", room=cast.lumen_side, by=cast.tor)
    followed()
    found = answers(visit, cast.siri, "price")
    assert "/p/lumen-kaveri/side/agreements/" in found
    assert "your side room" in found
    nothing = answers(visit, cast.ravi, "qwertyuiop")
    for who in (cast.ravi, cast.meera, cast.guest, cast.facilitator):
        assert answers(visit, who, "price") == nothing
        assert answers(visit, who, "pirce") == nothing


def test_a_room_for_some_is_found_by_those_in_it(cast: Cast, visit: Visit) -> None:
    room = open_room("Moorings", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    promise(cast, "Anchor chain", room=room)
    followed()
    assert f"/with/{room.id}/commitments/" in answers(visit, cast.ravi, "anchor")
    assert "/commitments/" not in answers(visit, cast.guest, "anchor")


def test_a_draft_is_not_found_by_guests_until_it_is_agreed(cast: Cast, visit: Visit) -> None:
    text = agreements.draft(title="How we meet", text="x", room=cast.shared, by=cast.tor)
    followed()
    assert text.id in answers(visit, cast.ravi, "meet")
    assert text.id not in answers(visit, cast.guest, "meet")
    agreements.sign(text, version=1, by=cast.ingrid)
    agreements.sign(text, version=1, by=cast.ravi)
    followed()
    assert text.id in answers(visit, cast.guest, "meet")


def test_whoever_has_left_finds_nothing_more(cast: Cast, visit: Visit) -> None:
    one = promise(cast, "Calibration certificate")
    followed()
    assert one.id in answers(visit, cast.per, "calibration")
    end_seat(cast.per, by=cast.ingrid)
    assert one.id not in answers(visit, cast.per, "calibration")


def test_what_is_taken_back_is_not_found(cast: Cast, visit: Visit) -> None:
    text = agreements.draft(title="How we meet", text="x", room=cast.shared, by=cast.tor)
    followed()
    agreements.withdraw(text, by=cast.tor)
    followed()
    assert text.id not in answers(visit, cast.tor, "meet")


def test_a_new_wording_is_found_and_the_old_one_no_more(cast: Cast, visit: Visit) -> None:
    text = agreements.draft(title="How we meet", text="Tuesdays", room=cast.shared, by=cast.tor)
    followed()
    agreements.revise(text, text="Wednesdays", why="Holidays.", seen=1, by=cast.meera)
    followed()
    assert text.id in answers(visit, cast.tor, "wednesdays")
    assert text.id not in answers(visit, cast.tor, "tuesdays")


def test_answers_are_narrowed_by_kind_state_organisation_and_time(cast: Cast, visit: Visit) -> None:
    one = promise(cast, "Calibration certificate")
    text = agreements.draft(title="Calibration rule", text="x", room=cast.shared, by=cast.tor)
    followed()

    def found(**how: str) -> set[str]:
        said = answers(visit, cast.ravi, "calibration", **how)
        return {item.id for item in (one, text) if item.id in said}

    assert found() == {one.id, text.id}
    assert found(kind="agreement") == {text.id}
    assert found(state="open") == {one.id}
    assert found(who=cast.lumen.id) == {one.id}
    assert found(who=cast.kaveri.id) == set()
    assert found(since="week") == {one.id, text.id}
    assert found(kind="commitment", state="kept") == set()
    assert found(kind="nonsense", since="never", before="x", table="../..") == set()


def test_without_words_the_newest_of_a_kind_are_shown(cast: Cast, visit: Visit) -> None:
    one = promise(cast, "Calibration certificate")
    followed()
    assert one.id in answers(visit, cast.ravi, "", kind="commitment")
    assert one.id not in answers(visit, cast.ravi, "")


def test_a_title_stands_before_a_text(cast: Cast, visit: Visit) -> None:
    title = agreements.draft(title="Holidays", text="x", room=cast.shared, by=cast.tor)
    text = agreements.draft(title="Other", text="On holidays.", room=cast.shared, by=cast.tor)
    followed()
    said = answers(visit, cast.ravi, "holidays")
    assert said.index(title.id) < said.index(text.id)


def test_many_answers_come_a_page_at_a_time_each_once(cast: Cast, visit: Visit) -> None:
    ids = [promise(cast, f"Sample {n}").id for n in range(65)]
    followed()
    seen: set[str] = set()
    older = ""
    for _page in range(3):
        said = answers(visit, cast.ravi, "sample", before=older)
        seen |= {key for key in ids if key in said}
        older = said.partition("before=")[2].partition('"')[0]
    assert (seen, older) == (set(ids), "")


@pytest.mark.parametrize(
    "question",
    [
        "'; drop table search_words; --",
        '" OR 1=1',
        "NEAR(a b)",
        "zqr",
        "zqall",
        "a* OR b*",
        "col:word",
        "\x00",
        "😀",
        "%",
        "x" * 5000,
        "-" * 200,
        "\u202eevil",
        "<script>alert(1)</script>",
        "=1+1",
    ],
)
def test_anything_can_be_typed(cast: Cast, visit: Visit, question: str) -> None:
    agreements.draft(title="Kept", text="x", room=cast.lumen_side, by=cast.tor)
    followed()
    said = page(visit, cast.ravi, question)
    assert "<script>alert" not in said
    assert "Kept</a>" not in said


def test_what_was_written_is_shown_escaped_with_the_words_marked(cast: Cast, visit: Visit) -> None:
    agreements.draft(title="<b>Bold</b>", text="<img src=x> holiday", room=cast.shared, by=cast.tor)
    followed()
    said = answers(visit, cast.ravi, "holiday")
    assert "&lt;b&gt;Bold&lt;/b&gt;" in said
    assert "<mark>holiday</mark>" in said
    assert "<img" not in said


def test_following_twice_writes_an_item_once(cast: Cast) -> None:
    promise(cast, "Calibration certificate")
    followed()
    before = list(SearchItem.objects.values_list("item", "words"))
    Cursor.objects.filter(follower="search").update(at=0)
    followed()
    assert list(SearchItem.objects.values_list("item", "words")) == before


def test_a_page_of_answers_asks_as_often_for_thirty_as_for_one(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ravi)

    def asked() -> int:
        browser.get("/search/", {"q": "sample"})
        with CaptureQueriesContext(connection) as found:
            browser.get("/search/", {"q": "sample"})
        return len(found)

    for n in range(3):
        promise(cast, f"Sample {n}")
    followed()
    before = asked()
    for n in range(30):
        promise(cast, f"Sample {n}")
    followed()
    assert asked() <= before


def test_talk_and_decisions_are_found_by_their_words(cast: Cast, visit: Visit) -> None:
    post = begin("Field week", Words(text="Who brings the boat?"), room=cast.shared, by=cast.tor)
    decision = put(
        Proposal(question="Shall we hire divers?", method=Method.CONSENT),
        room=cast.shared,
        by=cast.ingrid,
    )
    followed()
    for question, path in (
        ("field", f"/talk/{post.topic_id}/"),
        ("boat", f"/talk/posts/{post.id}/"),
        ("divers", f"/decisions/{decision.id}/"),
    ):
        assert path in answers(visit, cast.ravi, question)
        assert path not in answers(visit, cast.stranger, question)
