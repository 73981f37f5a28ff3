"""A need nobody meets: somebody looks after it, or every side says why it can live with it."""

import pytest

from troth.complement.actions import answering, risks
from troth.complement.models import Risk, RiskWord
from troth.complement.queries.table import Need
from troth.complement.rules.acts import NotPossible, Reason
from troth.complement.tests.conftest import PAGE, Needs, say_for
from troth.conftest import Visit
from troth.foundation.web.testing import hidden
from troth.ledger.queries import facts_at, head
from troth.organisations.actions import Strength, restate
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
NEED = "Field staff in India"


@pytest.fixture
def need(story: Cast, needs_of: Needs) -> Need:
    """What Kaveri needs and nobody is good at."""
    return needs_of()[NEED]


def let_be(cast: Cast, need: Need, by: Seat) -> None:
    """A side can live with it."""
    risks.live_with(need, room=cast.shared, by=by, seen=need.seen, reason="Later.")


def url(need: Need, act: str = "risk") -> str:
    """Where it is looked after."""
    return f"{PAGE}{need.line.one.id}/{act}/"


def kinds(cast: Cast, last: int) -> list[str]:
    """The newest facts."""
    end = head(cast.shared.id)
    return [fact.kind for _, fact in facts_at(cast.shared.id, range(end - last, end)) if fact]


def test_a_side_looks_after_it_with_a_person_and_a_word(
    story: Cast, visit: Visit, need: Need, needs_of: Needs
) -> None:
    sent = {"act": "own", "holder": story.meera.id, "word": "I ask two firms.", "seen": need.seen}
    assert visit(story.ravi).post(url(need), sent).status_code == 302
    assert kinds(story, 1) == ["risk:owned"]
    assert needs_of()[NEED].risk_state == "owned"
    page = visit(story.ingrid).get(PAGE).content.decode()
    assert "by Meera for Kaveri" in page
    assert "I ask two firms." in page


def test_nobody_is_named_for_another_side(story: Cast, visit: Visit, need: Need) -> None:
    sent = {"act": "own", "holder": story.meera.id, "seen": need.seen}
    assert visit(story.ingrid).post(url(need), sent).status_code == 422
    assert not Risk.objects.exists()


def test_it_is_accepted_once_both_sides_have_said_why(
    story: Cast, visit: Visit, need: Need, needs_of: Needs
) -> None:
    word = {"act": "accept", "word": "The pilots are in Norway.", "seen": need.seen}
    visit(story.ravi).post(url(need), word)
    assert needs_of()[NEED].risk_state == "open"
    home = visit(story.ingrid).get("/").content.decode()
    assert "“Field staff in India”, which Kaveri needs, waits for your side’s word." in home
    assert "waits for your side’s word" not in visit(story.ravi).get("/").content.decode()
    visit(story.ingrid).post(url(need), word | {"word": "We agree."})
    assert kinds(story, 3) == ["risk:let-be", "risk:let-be", "risk:accepted"]
    assert needs_of()[NEED].risk_state == "accepted"


def test_living_with_it_needs_a_reason_and_loses_nothing(
    story: Cast, visit: Visit, need: Need
) -> None:
    answer = visit(story.ravi).post(url(need), {"act": "accept", "word": " ", "seen": need.seen})
    assert answer.status_code == 422
    assert "Please say why, in a few words." in answer.content.decode()
    assert not RiskWord.objects.exists()


def test_saying_it_twice_is_once(story: Cast, need: Need, needs_of: Needs) -> None:
    let_be(story, need, story.ravi)
    with pytest.raises(NotPossible) as refused:
        let_be(story, needs_of()[NEED], story.ravi)
    assert refused.value.reason is Reason.QUICKER
    assert RiskWord.objects.count() == 1


def test_of_two_who_act_at_once_one_wins(story: Cast, visit: Visit, need: Need) -> None:
    risks.look_after(need, room=story.shared, by=story.ingrid, seen=need.seen)
    with pytest.raises(NotPossible) as refused:
        risks.look_after(need, room=story.shared, by=story.ravi, seen=need.seen)
    assert refused.value.reason is Reason.QUICKER
    answer = visit(story.ravi).post(url(need), {"act": "own", "word": "Ours.", "seen": need.seen})
    assert answer.status_code == 403
    assert "Ours." in answer.content.decode()
    assert Risk.objects.get().owner == story.lumen


def test_only_the_owner_lets_go(story: Cast, visit: Visit, need: Need, needs_of: Needs) -> None:
    risks.look_after(need, room=story.shared, by=story.ingrid, seen=need.seen)
    assert visit(story.ravi).post(url(need, "let-go")).status_code == 403
    assert visit(story.tor).post(url(need, "let-go")).status_code == 302
    assert needs_of()[NEED].risk_state == "open"
    assert kinds(story, 1) == ["risk:reopened"]


def test_a_word_can_be_taken_back(story: Cast, visit: Visit, need: Need, needs_of: Needs) -> None:
    let_be(story, need, story.ravi)
    let_be(story, needs_of()[NEED], story.ingrid)
    assert visit(story.ravi).post(url(need, "let-go")).status_code == 302
    assert needs_of()[NEED].risk_state == "open"
    assert visit(story.ravi).post(url(need, "let-go")).status_code == 409


def test_a_need_said_differently_is_a_fresh_risk(story: Cast, need: Need, needs_of: Needs) -> None:
    risks.look_after(need, room=story.shared, by=story.ingrid, seen=need.seen)
    said = Strength(kind="needs", words="Field staff in Chennai", shown="all")
    restate(need.line.one, said, by=story.ravi.person)
    fresh = needs_of()["Field staff in Chennai"]
    assert fresh.risk_state == "open"
    risks.live_with(fresh, room=story.shared, by=story.ravi, seen=fresh.seen, reason="Small.")
    assert Risk.objects.get().owner is None


def test_what_is_covered_is_no_risk(story: Cast, visit: Visit, needs_of: Needs) -> None:
    offer = needs_of()["Hardware certification"].possible[0]
    answering.confirm(offer, room=story.shared, by=story.ingrid, seen=offer.seen)
    assert visit(story.ravi).get(url(needs_of()["Hardware certification"])).status_code == 404


@pytest.mark.parametrize("path", ["0" * 26 + "/risk/", "nonsense/risk/", "0" * 26 + "/let-go/"])
def test_a_need_that_is_not_here_is_not_here(story: Cast, visit: Visit, path: str) -> None:
    client = visit(story.ravi)
    assert client.post(f"{PAGE}{path}", {"act": "own"}).status_code == 404


def test_a_strength_that_comes_later_makes_it_possible(story: Cast, needs_of: Needs) -> None:
    say_for(story.ingrid, "good", "Field staff across India")
    assert needs_of()[NEED].state == "possible"


def test_a_facilitator_and_a_guest_look_after_nothing(
    story: Cast, visit: Visit, need: Need
) -> None:
    for who in (story.facilitator, story.guest):
        assert visit(who).get(url(need)).status_code == 403


def test_whoever_answers_other_words_is_told_and_sends_the_form_as_it_came_back(
    story: Cast, visit: Visit, need: Need
) -> None:
    said = Strength(kind="needs", words="Field staff in Chennai", shown="all")
    restate(need.line.one, said, by=story.ravi.person)
    sent = {"act": "own", "word": "We do it.", "seen": need.seen}
    told = visit(story.ingrid).post(url(need), sent)
    page = told.content.decode()
    assert told.status_code == 409
    assert "Field staff in Chennai" in page
    assert "We do it." in page
    again = sent | {"seen": hidden(page)}
    assert visit(story.ingrid).post(url(need), again).status_code == 302
    assert Risk.objects.get().owner == story.lumen
