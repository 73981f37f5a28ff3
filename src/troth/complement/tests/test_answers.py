"""We can cover this, it does not fit, taken back: facts in the shared room, by the right side, once."""

import pytest

from troth.complement.actions import answering
from troth.complement.models import Cover
from troth.complement.queries.table import Offer
from troth.complement.rules.acts import NotPossible, Reason
from troth.complement.tests.conftest import PAGE, Needs, say_for
from troth.conftest import Visit
from troth.ledger.queries import facts_at, head
from troth.organisations.actions import Strength, restate
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
NEED = "Hardware certification"


@pytest.fixture
def offer(story: Cast, needs_of: Needs) -> Offer:
    """Lumen's strength beside Kaveri's need."""
    return needs_of()[NEED].possible[0]


def form(offer: Offer, **more: str) -> dict[str, str]:
    """What the page sends."""
    own = {"need": offer.need.one.id, "strength": offer.strength.one.id, "seen": offer.seen}
    return own | more


def last(cast: Cast) -> str:
    """The kind of the newest fact."""
    end = head(cast.shared.id)
    return str(facts_at(cast.shared.id, [end - 1])[0][1].kind)  # type: ignore[union-attr]  # there is one


def test_lumen_can_cover_it_and_both_read_who_said_so(
    story: Cast, visit: Visit, offer: Offer, needs_of: Needs
) -> None:
    answer = visit(story.tor).post(f"{PAGE}cover/", form(offer))
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert last(story) == "cover:confirmed"
    assert needs_of()[NEED].state == "covered"
    page = visit(story.ravi).get(PAGE).content.decode()
    assert "Lumen covers it:" in page
    assert "said by Tor" in page


def test_kaveri_cannot_say_it_for_lumen(story: Cast, visit: Visit, offer: Offer) -> None:
    size = head(story.shared.id)
    answer = visit(story.ravi).post(f"{PAGE}cover/", form(offer))
    assert answer.status_code == 403
    assert "Only the side that would do it can say that it can." in answer.content.decode()
    assert head(story.shared.id) == size


@pytest.mark.parametrize("who", ["ingrid", "ravi"])
def test_either_side_sets_a_suggestion_aside(
    story: Cast, visit: Visit, offer: Offer, needs_of: Needs, who: str
) -> None:
    word = {"word": "That is for radios."}
    visit(getattr(story, who)).post(f"{PAGE}set-aside/", form(offer, **word))
    assert last(story) == "cover:set-aside"
    assert needs_of()[NEED].state == "open"
    assert "That is for radios." in visit(story.ingrid).get(PAGE).content.decode()


def test_what_was_said_can_be_taken_back(story: Cast, visit: Visit, needs_of: Needs) -> None:
    for act in ("cover", "set-aside"):
        one = needs_of()[NEED].possible[0]
        visit(story.ingrid).post(f"{PAGE}{act}/", form(one))
        visit(story.ingrid).post(f"{PAGE}reopen/", form(one))
        assert last(story) == "cover:reopened"
        assert needs_of()[NEED].state == "possible"


def test_the_needing_side_cannot_take_back_what_the_other_said(
    story: Cast, offer: Offer, needs_of: Needs
) -> None:
    answering.confirm(offer, room=story.shared, by=story.ingrid, seen=offer.seen)
    with pytest.raises(NotPossible) as refused:
        answering.reopen(needs_of()[NEED].confirmed[0], room=story.shared, by=story.ravi)
    assert refused.value.reason is Reason.COVERING_SIDE


def test_an_answer_holds_for_the_words_it_was_given_for(
    story: Cast, offer: Offer, needs_of: Needs
) -> None:
    answering.confirm(offer, room=story.shared, by=story.ingrid, seen=offer.seen)
    said = Strength(kind="needs", words="Hardware certification for trains", shown="all")
    restate(offer.need.one, said, by=story.ravi.person)
    need = needs_of()["Hardware certification for trains"]
    assert need.state == "possible"
    again = need.possible[0]
    answering.confirm(again, room=story.shared, by=story.ingrid, seen=again.seen)
    assert needs_of()["Hardware certification for trains"].state == "covered"
    assert Cover.objects.count() == 1


def test_words_that_changed_since_one_looked_are_not_answered(
    story: Cast, visit: Visit, offer: Offer
) -> None:
    sent = form(offer, word="Gladly, in May.")
    said = Strength(kind="needs", words="Hardware certification in Brazil", shown="all")
    restate(offer.need.one, said, by=story.ravi.person)
    answer = visit(story.ingrid).post(f"{PAGE}cover/", sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The words have changed since you looked." in page
    assert "Gladly, in May." in page
    assert not Cover.objects.exists()


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told(
    story: Cast, offer: Offer
) -> None:
    answering.confirm(offer, room=story.shared, by=story.ingrid, seen=offer.seen)
    size = head(story.shared.id)
    with pytest.raises(NotPossible) as refused:
        answering.set_aside(
            Offer(need=offer.need, strength=offer.strength, why=offer.why, cover=stale(offer)),
            room=story.shared,
            by=story.ravi,
            seen=offer.seen,
        )
    assert refused.value.reason is Reason.QUICKER
    assert head(story.shared.id) == size


def stale(offer: Offer) -> Cover:
    """The answer as it was for somebody who looked earlier."""
    row = Cover.objects.get()
    row.at = offer.need.one.changed_at
    return row


def test_a_sent_form_sent_again_has_one_effect(story: Cast, visit: Visit, offer: Offer) -> None:
    client = visit(story.ingrid)
    client.post(f"{PAGE}cover/", form(offer))
    size = head(story.shared.id)
    assert client.post(f"{PAGE}cover/", form(offer)).status_code == 409
    assert head(story.shared.id) == size


@pytest.mark.parametrize("bad", ["", "\x00", "nonsense", "0" * 26, "💥" * 40])
def test_what_is_no_pair_here_changes_nothing(
    story: Cast, visit: Visit, offer: Offer, bad: str
) -> None:
    size = head(story.shared.id)
    for name in ("need", "strength"):
        answer = visit(story.ingrid).post(f"{PAGE}cover/", form(offer) | {name: bad})
        assert answer.status_code == 409
    assert head(story.shared.id) == size


def test_what_is_hidden_by_now_cannot_be_answered(story: Cast, visit: Visit, offer: Offer) -> None:
    said = Strength(kind="good", words=offer.strength.one.words, shown="nobody")
    restate(offer.strength.one, said, by=story.ingrid.person)
    answer = visit(story.ingrid).post(f"{PAGE}cover/", form(offer))
    assert answer.status_code == 409
    assert "no longer shown at this table" in answer.content.decode()


def test_those_without_a_side_say_nothing(story: Cast, visit: Visit, offer: Offer) -> None:
    for who in (story.facilitator, story.guest):
        assert visit(who).post(f"{PAGE}cover/", form(offer)).status_code == 403


def test_the_record_and_the_inbox_say_it_in_a_sentence(
    story: Cast, visit: Visit, offer: Offer
) -> None:
    answering.confirm(offer, room=story.shared, by=story.ingrid, seen=offer.seen)
    page = visit(story.ravi).get("/p/lumen-kaveri/record/").content.decode()
    assert "Lumen can cover “Hardware certification” for Kaveri" in page


def test_a_tag_both_wrote_is_the_reason(cast: Cast, visit: Visit) -> None:
    say_for(cast.ravi, "needs", "Somebody who knows the rules", "certification")
    say_for(cast.ingrid, "good", "Zulassung", "certification")
    assert "tag: certification" in visit(cast.ravi).get(PAGE).content.decode()
