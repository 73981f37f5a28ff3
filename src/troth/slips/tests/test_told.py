"""Slips in the record, the inbox and the search: for those who may read them, and for nobody else."""

import pytest

from troth.conftest import Visit
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.slips import SlipOwned
from troth.foundation.kernel.roles import Role
from troth.foundation.web.offers import Names, tell
from troth.foundation.web.testing import statements
from troth.ledger.follower import run_pass
from troth.ledger.queries import facts_at, head
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.notices.rules.paces import Group, group_of
from troth.partnerships.testing import Cast
from troth.search.follower import SearchFollower
from troth.slips import actions
from troth.slips.finding import documents
from troth.slips.models import Slip
from troth.slips.rules.refusals import FOR_OTHERS, NotPossible, Reason
from troth.slips.telling import SENTENCES
from troth.slips.tests.conftest import LINES, MakePromise, Own
from troth.slips.words import WHY_NOT, why_not

pytestmark = pytest.mark.django_db
RECORD = "/p/lumen-kaveri/record/"


def everything(cast: Cast, own: Own, promise: MakePromise) -> Slip:
    """One slip about which every word was said, and one that was taken back."""
    slip = own(commitment=promise())
    actions.acknowledge(slip, by=cast.ravi)
    actions.answer(slip, by=cast.ravi, words="Which ones?")
    actions.add(slip, by=cast.ingrid, words="Voss.")
    actions.say_repaired(slip, by=cast.ingrid)
    actions.confirm(slip, by=cast.ravi)
    actions.withdraw(own(), by=cast.ingrid)
    return slip


def facts(cast: Cast) -> list[Fact]:
    """What the room has recorded of slips."""
    found = facts_at(cast.shared.id, range(head(cast.shared.id)))
    return [fact for _idx, fact in found if fact and fact.kind.startswith("slip:")]


def test_every_fact_has_its_sentence(cast: Cast, own: Own, promise: MakePromise) -> None:
    slip = everything(cast, own, promise)
    parties = {str(cast.lumen.id): "Lumen", str(cast.kaveri.id): "Kaveri"}
    recorded = facts(cast)
    told = tell(recorded, Names(parties=parties, people={}))
    assert {fact.kind for fact in recorded} == set(SENTENCES)
    assert told[0].sentence == (
        "Lumen said what happened, and how it is made good: “Winter sample data”"
    )
    assert told[0].url_kwargs == {"pk": slip.id}
    for one in told:
        assert one.url_name == "slips.one"
        assert one.sentence.split()[0] in {"Lumen", "Kaveri"}
        assert "%(" not in one.sentence


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.ADMIN, True),
        (Role.MEMBER, True),
        (Role.FACILITATOR, True),
        (Role.GUEST_READ, False),
        (Role.GUEST_CONTRIBUTE, False),
    ],
)
def test_guests_read_only_that_something_happened(
    cast: Cast, own: Own, role: Role, *, reads: bool
) -> None:
    own()
    (told,) = tell(facts(cast), Names(parties={}, people={}, role=role))
    assert told.kept_back is not reads
    assert ("weather data" in told.sentence) is reads


def test_a_fact_of_a_slip_nobody_knows_tells_only_its_kind(cast: Cast, own: Own) -> None:
    own()
    (fact,) = facts(cast)
    Slip.objects.all().delete()
    (told,) = tell([fact], Names(parties={}, people={}))
    assert (told.sentence, told.url_name) == ("slip:owned", "")


def test_the_record_says_it_to_both_sides_and_not_to_a_guest(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    everything(cast, own, promise)
    said = "Kaveri confirmed that it is repaired: “Winter sample data”"
    for seat in (cast.ingrid, cast.ravi, cast.facilitator):
        assert said in visit(seat).get(RECORD).content.decode()
    assert said not in visit(cast.guest).get(RECORD).content.decode()


def test_the_other_side_has_it_in_its_inbox_with_mail_about_promises(
    cast: Cast, visit: Visit, own: Own
) -> None:
    meera, guest = cast.meera, cast.guest
    while run_pass([InboxFollower()]):
        pass
    Notice.objects.all().delete()
    own()
    while run_pass([InboxFollower()]):
        pass
    line = Notice.objects.get(kind="slip:owned", person=meera.person_id)
    assert line.letter_at is not None
    assert group_of("slip:owned") is Group.PROMISES
    assert "Lumen said what happened" in visit(meera).get("/inbox/").content.decode()
    assert "Lumen said what happened" not in visit(guest).get("/inbox/").content.decode()
    assert not Notice.objects.filter(person=cast.ingrid.person_id).exists()


def test_what_people_wrote_is_salted_and_no_person_stands_in_clear(cast: Cast, own: Own) -> None:
    own()
    (fact,) = facts(cast)
    assert isinstance(fact, SlipOwned)
    assert all(fact.concerns(name) == cast.ingrid.person_id for name in LINES)


def test_all_four_lines_are_found_in_the_room_and_nowhere_else(
    cast: Cast, visit: Visit, own: Own
) -> None:
    slip = own()
    while run_pass([SearchFollower()]):
        pass
    for word in ("promised", "Arjun", "stations", "logger"):
        seen = visit(cast.ravi).get(f"/search/?q={word}").content.decode()
        assert f"/care/slips/{slip.id}/" in seen, word
    for seat in (cast.guest, cast.contributor, cast.neighbour):
        seen = visit(seat).get("/search/?q=logger").content.decode()
        assert f"/care/slips/{slip.id}/" not in seen


def test_what_was_taken_back_is_found_no_more(cast: Cast, own: Own) -> None:
    slip = own()
    (found,) = documents([slip.id])
    assert (found.title, found.state) == (LINES["what"], "owned")
    actions.withdraw(slip, by=cast.ingrid)
    assert list(documents([slip.id])) == []


def test_a_long_first_line_is_shortened_where_it_is_a_title(own: Own) -> None:
    assert own(what="word " * 60).title.endswith("word …")
    assert len(own(what="x" * 300).title) < 100


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_a_plain_sentence(reason: Reason) -> None:
    refused = NotPossible(reason, who="Kaveri")
    words = why_not(refused)
    assert words[0].isupper()
    assert words.endswith(".")
    assert "%(" not in words
    assert set(WHY_NOT) == set(Reason)
    assert refused.is_for_others is (reason in FOR_OTHERS)


def test_the_record_costs_the_same_however_many_slips(cast: Cast, visit: Visit, own: Own) -> None:
    own()
    browser = visit(cast.ravi)
    few = statements(browser, RECORD)
    for n in range(3):
        own(what=f"Number {n}.")
    assert statements(browser, RECORD) == few
