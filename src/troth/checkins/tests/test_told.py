"""What each act puts on record, salted where people wrote it, and the sentence it is told in."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import timedelta
from functools import partial
from typing import get_type_hints

import pytest

from troth.checkins.actions import ending, load, pausing, reporting
from troth.checkins.actions.load import Signal
from troth.checkins.actions.reporting import Draft
from troth.checkins.models import Checkin, Pause
from troth.checkins.rules.load import About
from troth.checkins.rules.reports import Words
from troth.checkins.telling import SENTENCES, TELLER, tell
from troth.checkins.tests.conftest import MONDAY, MakePromise, Open, days, report
from troth.foundation.facts import checkins as facts
from troth.foundation.facts.fact import Fact
from troth.foundation.web import clock
from troth.foundation.web.offers import Names
from troth.ledger.queries import entries, fact_of
from troth.notices.models import Notice
from troth.partnerships.testing import Cast
from troth.site import rounds

Agree = Callable[..., Pause]
OURS = {"checkin", "load", "pause"}
EVERY: list[type[Fact]] = [
    one
    for one in vars(facts).values()
    if isinstance(one, type) and issubclass(one, Fact) and one is not Fact
]
# What people wrote, or whom it is about; everything else in a fact is a day, a count, an id or a choice.
NOBODY = Names({}, {})
WRITTEN = {"progress", "hard", "wish", "reason", "answer", "words", "person"}


def recorded(cast: Cast, last: int = 1) -> Sequence[Fact]:
    """The last facts of this noun on the shared record."""
    found = [fact_of(one) for one in entries(cast.shared.id, limit=1000)]
    return [one for one in found if one.kind.partition(":")[0] in OURS][-last:]


def names(cast: Cast) -> Names:
    """How both sides are called."""
    return Names({str(cast.lumen.id): "Lumen", str(cast.kaveri.id): "Kaveri"}, {})


def said(cast: Cast, last: int = 1) -> list[str]:
    """The last facts as sentences."""
    return [one.sentence for one in tell(recorded(cast, last), names(cast))]


# ------------------------------------------------------------------------------------- the facts


@pytest.mark.parametrize("fact", EVERY, ids=lambda fact: fact.kind)
def test_what_people_wrote_is_salted_and_nothing_else(fact: type[Fact]) -> None:
    hints = get_type_hints(fact, include_extras=True)
    for field in fields(fact):
        salted = "Salted" in str(hints[field.name])
        assert salted == (field.name in WRITTEN), field.name


@pytest.mark.parametrize("fact", EVERY, ids=lambda fact: fact.kind)
def test_every_fact_has_a_sentence_and_a_page(fact: type[Fact]) -> None:
    assert fact.kind in SENTENCES
    assert fact.kind.partition(":")[0] in TELLER.nouns


def test_every_sentence_belongs_to_a_fact() -> None:
    assert set(SENTENCES) == {fact.kind for fact in EVERY}


# ------------------------------------------------------------------------------------- check-ins


def test_a_round_is_opened_by_nobody_and_named_by_its_day(table: Cast, opened: Open) -> None:
    one = opened()
    (fact,) = recorded(table)
    assert isinstance(fact, facts.CheckinOpened)
    assert (fact.by.person, fact.by.party, fact.checkin) == (None, None, one.id)
    assert (fact.day, fact.at, fact.room) == (one.day, one.at, table.shared.id)
    assert said(table) == ["The check-in of 4 June opened: one line is enough"]


def test_a_part_is_recorded_with_every_word_and_whom_it_asks(table: Cast, opened: Open) -> None:
    one = opened()
    words = Words(progress="The bench stands.", hard="Rain.", wish="Two sensors.")
    with clock.at(one.at):
        draft = Draft(words=words, asks=True, asked_of=table.kaveri)
        reporting.send(report(one, table.lumen), draft, seen=0, by=table.tor)
    (fact,) = recorded(table)
    assert isinstance(fact, facts.CheckinGiven)
    assert (fact.progress, fact.hard, fact.wish) == ("The bench stands.", "Rain.", "Two sensors.")
    assert (fact.asks, fact.asked_of, fact.party) == (True, table.kaveri.id, table.lumen.id)
    assert (fact.by.person, fact.by.party) == (table.tor.person_id, table.lumen.id)
    assert said(table) == ["Lumen checked in and asks for help"]


def test_what_was_left_empty_is_recorded_as_nothing(table: Cast, opened: Open) -> None:
    one = opened()
    with clock.at(one.at):
        draft = Draft(words=Words(hard="Rain."))
        reporting.send(report(one, table.lumen), draft, seen=0, by=table.tor)
    (fact,) = recorded(table)
    assert isinstance(fact, facts.CheckinGiven)
    assert (fact.progress, fact.wish, fact.asks, fact.asked_of) == (None, None, False, None)
    assert said(table) == ["Lumen checked in"]


def test_saving_for_colleagues_is_no_fact(table: Cast, opened: Open) -> None:
    one = opened()
    with clock.at(one.at):
        draft = Draft(words=Words(hard="Rain."))
        reporting.save(report(one, table.lumen), draft, seen=0, by=table.tor)
    assert [fact.kind for fact in recorded(table, 9)] == ["checkin:opened"]


def test_skipping_and_answering_name_who_did_it(table: Cast, opened: Open) -> None:
    one = opened()
    with clock.at(one.at):
        reporting.skip(report(one, table.kaveri), reason="A wedding.", by=table.ravi)
        draft = Draft(words=Words(wish="Two sensors."), asks=True)
        sent = reporting.send(report(one, table.lumen), draft, seen=0, by=table.tor)
        reporting.answer(sent, words="On Monday.", by=table.meera)
    skipped, _given, answered = recorded(table, 3)
    assert isinstance(skipped, facts.CheckinSkipped)
    assert isinstance(answered, facts.CheckinAnswered)
    assert (skipped.reason, skipped.party) == ("A wedding.", table.kaveri.id)
    assert (answered.answer, answered.by.party) == ("On Monday.", table.kaveri.id)
    assert said(table, 3)[::2] == [
        "Kaveri skipped a check-in and said why",
        "Kaveri answered what Lumen had asked for",
    ]


# ------------------------------------------------------------------------------------------ load


def test_a_signal_is_recorded_in_the_room_of_those_who_are_to_know(table: Cast) -> None:
    with clock.at(MONDAY):
        until = MONDAY.date() + timedelta(days=14)
        us = Signal(about=About.US, until=until, words="Half of us are ill.")
        one = load.signal(us, room=table.shared, by=table.ravi)
        load.signal(Signal(about=About.ME, until=until), room=table.kaveri_side, by=table.ravi)
        load.lift(one, by=table.meera)
    first, lifted = recorded(table, 9)
    assert isinstance(first, facts.LoadSignalled)
    assert (first.party, first.person, first.words) == (
        table.kaveri.id,
        None,
        "Half of us are ill.",
    )
    assert isinstance(lifted, facts.LoadLifted)
    assert said(table, 2) == [
        "Kaveri said that it is a lot until 15 June",
        "Kaveri said that it is better now",
    ]
    side = fact_of(entries(table.kaveri_side.id, limit=99)[-1])
    assert isinstance(side, facts.LoadSignalled)
    assert (side.room, side.person, side.words) == (
        table.kaveri_side.id,
        table.ravi.person_id,
        None,
    )


# ---------------------------------------------------------------------------------------- pauses


def test_a_pause_is_recorded_with_its_days_and_what_rests(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    resting = promise(8)
    agreed(resting)
    proposed, done = recorded(table, 2)
    assert isinstance(proposed, facts.PauseProposed)
    assert isinstance(done, facts.PauseAgreed)
    assert proposed.commitments == done.commitments == (resting.id,)
    assert (done.first, done.last, done.days) == (days(7, 13).first, days(7, 13).last, 7)
    assert said(table, 2) == [
        "Kaveri proposed a pause from 8 June to 14 June",
        "A pause from 8 June to 14 June is agreed; its dates moved",
    ]


def test_an_earlier_end_is_recorded_as_it_goes(table: Cast, agreed: Agree) -> None:
    pause = agreed()
    with clock.at(MONDAY + timedelta(days=8)):
        ending.ask_end(pause, end=days(9, 9).first, by=table.ingrid)
        ending.keep_end(pause, by=table.ravi)
        ending.ask_end(pause, end=days(10, 10).first, by=table.ravi)
        ending.agree_end(pause, by=table.ingrid)
    assert said(table, 4) == [
        "Lumen asked to end the pause with 10 June",
        "Kaveri left the pause as it was agreed",
        "Kaveri asked to end the pause with 11 June",
        "The pause ends earlier, with 11 June; its dates came forward",
    ]
    shortened = recorded(table)[0]
    assert isinstance(shortened, facts.PauseShortened)
    assert shortened.days == 3


def test_declining_and_taking_back_are_told_without_a_number(table: Cast, proposed: Agree) -> None:
    declined, gone = proposed(), proposed(first=20, last=22)
    with clock.at(MONDAY):
        pausing.decline(declined, by=table.ingrid, reason="The ship sails.")
        pausing.withdraw(gone, by=table.ravi)
    assert said(table, 2) == [
        "Lumen said that the pause does not suit",
        "Kaveri took the proposed pause back",
    ]
    fact = recorded(table, 2)[0]
    assert isinstance(fact, facts.PauseDeclined)
    assert fact.reason == "The ship sails."


# ---------------------------------------------------------------------------- the record, the inbox


def test_nobody_reads_in_a_sentence_what_somebody_wrote(table: Cast, opened: Open) -> None:
    one = opened()
    with clock.at(one.at):
        words = Words(progress="A SECRET LINE", wish="ANOTHER")
        sent = reporting.send(
            report(one, table.lumen), Draft(words=words, asks=True), seen=0, by=table.tor
        )
        reporting.answer(sent, words="A THIRD", by=table.ravi)
        reporting.skip(report(one, table.kaveri), reason="A FOURTH", by=table.ravi)
    together = " ".join(said(table, 9))
    assert not [word for word in ("SECRET", "ANOTHER", "THIRD", "FOURTH") if word in together]


def test_where_a_name_is_gone_the_sentence_still_stands(table: Cast, opened: Open) -> None:
    opened()
    (told,) = tell(recorded(table), NOBODY)
    assert told.sentence.startswith("The check-in of")
    one = report(Checkin.objects.get(), table.lumen)
    with clock.at(one.begins):
        reporting.skip(one, reason="Sailing.", by=table.tor)
    (told,) = tell(recorded(table), NOBODY)
    assert told.sentence == "Somebody skipped a check-in and said why"


def test_each_sentence_leads_to_the_page_it_is_about(
    table: Cast, opened: Open, agreed: Agree
) -> None:
    pause, one = agreed(), opened(3.5)
    with clock.at(MONDAY):
        until = MONDAY.date() + timedelta(days=3)
        load.signal(Signal(about=About.US, until=until), room=table.shared, by=table.ravi)
    pages = {
        (each.url_name, *each.url_kwargs.values()) for each in tell(recorded(table, 9), NOBODY)
    }
    assert pages == {("checkins.pause", pause.id), ("checkins.one", one.id), ("checkins.load",)}


def test_the_other_side_finds_it_in_the_inbox_and_whoever_did_it_does_not(
    table: Cast, opened: Open
) -> None:
    one = opened()
    with clock.at(one.at):
        draft = Draft(words=Words(progress="The bench stands."))
        reporting.send(report(one, table.lumen), draft, seen=0, by=table.tor)
    while rounds.followers():
        pass
    found = partial(Notice.objects.filter, kind="checkin:given")
    assert found(person=table.ravi.person).exists()
    assert not found(person=table.tor.person).exists()
