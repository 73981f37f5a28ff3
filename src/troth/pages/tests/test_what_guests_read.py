"""Guests read of what their pages show: the record has no gap for them, and says nothing of the rest."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from troth.conftest import Visit
from troth.decisions.actions import Proposal, Said, put, vote
from troth.decisions.models import Decision, Place
from troth.foundation.facts.checkins import LoadSignalled
from troth.foundation.facts.complement import RiskLetBe
from troth.foundation.facts.decisions import Choice, Method
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.launch import LaunchRead
from troth.foundation.facts.partnerships import Act, MotionProposed
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.foundation.web.offers import Names, tell
from troth.kickoff.actions import begin
from troth.kickoff.models import Kickoff
from troth.ledger.actions import record
from troth.ledger.follower import run_pass
from troth.ledger.queries import head
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.search.follower import SearchFollower
from troth.search.models import SearchItem

pytestmark = pytest.mark.django_db
RECORD = "/p/lumen-kaveri/record/"
NOTHING = "Something between those who sit here for an organisation"
MAKERS: dict[str, Callable[[Cast], Fact]] = {
    "load": lambda cast: LoadSignalled(
        **said(cast), load=new_ulid(), party=Ulid(cast.lumen.id), until=date(2031, 3, 14)
    ),
    "risk": lambda cast: RiskLetBe(
        **said(cast),
        risk=new_ulid(),
        needing=Ulid(cast.lumen.id),
        need="A lawyer of our own",
        reason="We cannot pay one",
    ),
    "motion": lambda cast: MotionProposed(
        **said(cast), motion=new_ulid(), act=Act.CLOSE, reason="No trust left", what="to part"
    ),
    "launch": lambda cast: LaunchRead(**said(cast), goal=new_ulid(), party=Ulid(cast.lumen.id)),
}


def said(cast: Cast) -> dict[str, Any]:
    """Where, and that Ingrid did it."""
    return {"room": Ulid(cast.shared.id), "by": cast.ingrid.actor}


def question(cast: Cast, words: str = "Shall we part?") -> Decision:
    return put(
        Proposal(question=words, method=Method.CONSENT, words="Quietly"),
        room=cast.shared,
        by=cast.ingrid,
    )


def speak(cast: Cast, one: Decision, seat: Seat) -> None:
    place = Place.objects.get(decision=one, version=one.version, party=seat.party)
    vote(one, Said(place=place.id, choice=Choice.YES, version=1, seen=0), by=seat)


def followed() -> None:
    while run_pass([InboxFollower(), SearchFollower()]):
        pass


def seen(visit: Visit, seat: Seat, page: str = RECORD) -> str:
    answer = visit(seat).get(page)
    assert answer.status_code == 200
    # Search marks the words that were asked for.
    return answer.content.decode().replace("<mark>", "").replace("</mark>", "")


def statuses(visit: Visit, seat: Seat, idx: int) -> set[int]:
    """Of the entry to the bit, and of its proof."""
    browser = visit(seat)
    return {browser.get(f"{RECORD}{idx}/{part}").status_code for part in ("", "proof/")}


@pytest.mark.parametrize("noun", MAKERS)
@pytest.mark.parametrize("who", ["guest", "contributor"])
def test_guests_read_nothing_of_what_is_between_the_sides(
    cast: Cast, visit: Visit, noun: str, who: str
) -> None:
    guest = getattr(cast, who)
    with transaction.atomic():
        record(MAKERS[noun](cast))
    idx = head(cast.shared.id) - 1
    page = seen(visit, guest)
    assert NOTHING in page
    assert f"{RECORD}{idx}/" not in page
    assert statuses(visit, guest, idx) == {404}
    browser = visit(cast.ravi)
    assert NOTHING not in seen(visit, cast.ravi)
    assert browser.get(f"{RECORD}{idx}/").status_code == 200


@pytest.mark.parametrize("noun", MAKERS)
def test_a_facilitator_reads_all_of_it(cast: Cast, visit: Visit, noun: str) -> None:
    assert cast.facilitator.party_id is None
    with transaction.atomic():
        record(MAKERS[noun](cast))
    assert NOTHING not in seen(visit, cast.facilitator)


def test_an_open_vote_is_in_no_record_inbox_or_search_of_a_guest(cast: Cast, visit: Visit) -> None:
    guest = cast.guest
    one = question(cast)
    speak(cast, one, cast.ingrid)
    followed()
    for page in (RECORD, "/inbox/", "/search/?q=part"):
        assert "Shall we part?" not in seen(visit, guest, page), page
        assert "voted on" not in seen(visit, guest, page), page
    # The way it was voted stands in the entry itself.
    assert statuses(visit, guest, head(cast.shared.id) - 1) == {404}
    assert "Shall we part?" in seen(visit, cast.ravi, "/search/?q=part")
    assert "Lumen voted on “Shall we part?”" in seen(visit, cast.ravi)


def test_what_was_decided_is_for_guests_and_how_it_came_to_it_is_not(
    cast: Cast, visit: Visit
) -> None:
    guest, one = cast.guest, question(cast)
    for seat in (cast.ingrid, cast.ravi):
        speak(cast, one, seat)
    followed()
    page = seen(visit, guest)
    assert "put to the vote: “Shall we part?”" in page
    assert "“Shall we part?”: Carried" in page
    assert "voted on" not in page
    assert "Shall we part?" in seen(visit, guest, "/search/?q=part")
    assert not SearchItem.objects.get(item=one.id).parties_only


def test_a_kickoff_without_guests_is_not_told_to_them(cast: Cast, visit: Visit) -> None:
    guest = cast.contributor
    begin(title="What went wrong", room=cast.shared, by=cast.ingrid)
    followed()
    for page in (RECORD, "/inbox/"):
        assert "What went wrong" not in seen(visit, guest, page), page
        assert "What went wrong" in seen(visit, cast.ravi, page), page
    Kickoff.objects.update(guests=True)
    assert "began a kickoff: “What went wrong”" in seen(visit, guest)
    assert "What went wrong" not in seen(visit, cast.guest)


def test_no_mail_waits_with_a_sentence_that_its_reader_may_not_read(
    cast: Cast, visit: Visit
) -> None:
    guest = cast.guest
    with transaction.atomic():
        record(MAKERS["risk"](cast))
    followed()
    assert "A lawyer of our own" not in seen(visit, guest, "/inbox/")
    assert NOTHING not in seen(visit, guest, "/inbox/")
    assert "A lawyer of our own" in seen(visit, cast.ravi, "/inbox/")
    assert Notice.objects.filter(person=cast.ravi.person, kind="risk:let-be").exists()


def test_sentences_for_nobody_in_particular_keep_nothing_back(cast: Cast) -> None:
    facts = [make(cast) for make in MAKERS.values()]
    told = tell(facts, Names(parties={}, people={}))
    assert not any(one.kept_back for one in told)
