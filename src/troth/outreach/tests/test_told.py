"""How facts of side rooms and private exchanges are told: by name, without a word of what was said."""

import pytest

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts import outreach as facts
from troth.foundation.facts.fields import fields_of
from troth.foundation.facts.outreach import OutreachAsked, Share
from troth.foundation.kernel.roles import Role
from troth.foundation.web.offers import Names, tell
from troth.outreach import actions
from troth.outreach.actions.changing import Dates
from troth.outreach.rules.refusals import Reason
from troth.outreach.telling import SENTENCES, TELLER
from troth.outreach.tests.conftest import (
    ANSWER,
    DAY,
    QUESTION,
    AskPrivately,
    MakePromise,
    MakeSignal,
    facts_in,
)
from troth.outreach.words import ASKING, OPENLY, PLAIN_ASKING, TITLES, WHY_NOT
from troth.outreach.words import SENTENCES as COUNTED
from troth.partnerships.models import Room
from troth.partnerships.testing import Cast

REPROACH = ("late", "failed", "overdue", "missed", "must", "should", "!", "score", "rank")


def names(cast: Cast, role: Role = Role.MEMBER) -> Names:
    """What everybody is called."""
    people: dict[str, str] = {one.person_id: one.person.name for one in (cast.ingrid, cast.ravi)}
    parties: dict[str, str] = {cast.lumen.id: "Lumen", cast.kaveri.id: "Kaveri"}
    return Names(parties=parties, people=people, role=role)


def told(room: Room, cast: Cast, role: Role = Role.MEMBER) -> list[str]:
    """Every fact of this noun in a room as a sentence."""
    mine = [fact for fact in facts_in(room) if fact.kind in SENTENCES]
    return [one.sentence for one in tell(mine, names(cast, role))]


@pytest.mark.django_db
def test_people_speak_and_nobody_is_quoted(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(), promise()
    actions.say(one, words=ANSWER, by=cast.ingrid)
    change = actions.propose(one, Dates(due={what.id: what.due + DAY}), by=cast.ravi)
    actions.decline(one, seen=change.id, by=cast.ingrid)
    actions.end(one, by=cast.ingrid)
    said = told(one.room, cast)
    assert said == [
        "Ravi asks how something is for you",
        "Ingrid went on with you privately",
        "Ravi proposes something privately",
        "Ingrid says that it does not suit",
        "Ingrid let it be for now",
    ]
    assert not any(words in " ".join(said) for words in (QUESTION, ANSWER, "Lumen", "Kaveri"))


@pytest.mark.django_db
def test_a_side_is_told_that_only_it_sees_it(cast: Cast, signal: MakeSignal) -> None:
    actions.set_aside(signal(), by=cast.ingrid)
    assert told(cast.lumen_side, cast) == [
        "Something is uneven at the moment; only your side sees it",
        "Ingrid put aside for now what is uneven",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.GUEST_READ, Role.GUEST_CONTRIBUTE])
def test_whoever_sits_for_nobody_reads_none_of_it(
    cast: Cast, ask: AskPrivately, role: Role
) -> None:
    assert not granted(role, Permission.OUTREACH_READ)
    assert told(ask().room, cast, role) == [
        "Something between those who sit here for an organisation"
    ]


def test_every_fact_has_its_sentence_and_its_page() -> None:
    kinds = {
        one.kind for one in vars(facts).values() if isinstance(one, type) and hasattr(one, "kind")
    }
    assert kinds - {""} == set(SENTENCES)
    assert {kind.partition(":")[0] for kind in SENTENCES} == TELLER.nouns


def test_every_share_has_its_words_and_none_of_them_accuses() -> None:
    shares = {one.value for one in Share}
    assert shares == set(COUNTED) == set(TITLES) == set(OPENLY) == set(ASKING)
    asked = [str(one) for one in (*ASKING.values(), PLAIN_ASKING)]
    assert all("?" in words for words in asked)
    for words in (*asked, *map(str, OPENLY.values()), *map(str, SENTENCES.values())):
        assert not any(one in words.lower().split() for one in REPROACH), words


def test_every_refusal_has_its_sentence() -> None:
    assert set(WHY_NOT) == set(Reason)


def test_what_was_said_is_salted() -> None:
    salted = {field.name for field in fields_of(OutreachAsked) if field.salted}
    assert salted == {"words"}
