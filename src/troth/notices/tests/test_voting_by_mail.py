"""Who lives in mail votes there: one word alone, about the words they read, and is told that it was counted."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from troth.decisions import actions
from troth.decisions.actions.raising import Proposal
from troth.decisions.actions.voting import Said, vote
from troth.decisions.models import Decision, Place, Vote, Wording
from troth.discussions.actions.writing import Words, begin
from troth.discussions.offers import waiting as waits
from troth.foundation.facts.decisions import Choice, Method
from troth.foundation.kernel.roles import Role
from troth.foundation.web.clock import now
from troth.ledger.follower import run_pass
from troth.ledger.models import Entry
from troth.notices.actions.arriving import Outcome, arrive
from troth.notices.actions.mailing import put_into_a_mail, send_gathered
from troth.notices.actions.replying import reply_addresses
from troth.notices.ballots import WORDS, every_word
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.notices.rules.incoming.ballots import LONGEST_WORD, voted
from troth.notices.tests.writing import letter
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.actions.sitting import take_seat
from troth.partnerships.models import Partnership, Seat
from troth.partnerships.testing import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_comes_in")]
QUESTION = "Shall we ship on Friday?"


@pytest.fixture
def put(cast: Cast) -> Decision:
    """Ravi put it to the vote: an organisation each, more than half."""
    return actions.put(
        Proposal(
            question=QUESTION,
            words="Both boxes, by road.",
            method=Method.ORGANISATIONS,
            share="1/2",
            quorum=2,
        ),
        room=cast.shared,
        by=cast.ravi,
    )


def hear() -> None:
    while run_pass([InboxFollower()]):
        pass


def wording(one: Decision) -> Wording:
    return Wording.objects.get(decision=one, number=Decision.objects.get(pk=one.pk).version)


def sent(seat: Seat, one: Wording, text: str, *, name: str = "1") -> bytes:
    """A mail of this person to their own address for this vote."""
    to = reply_addresses(seat.person, [one.id], now=now())[one.id]
    return letter(
        to, text, sender=seat.person.email, Message_ID=f"<{name}@lumen.example>"
    ).as_bytes()


def place(one: Decision, seat: Seat) -> Place:
    return Place.objects.get(decision=one, version=wording(one).number, party=seat.party)


def came_back(seat: Seat, words: str) -> None:
    """The mail came back with this sentence, and nothing was counted."""
    assert mail.outbox[-1].to == [seat.person.email]
    assert words in mail.outbox[-1].body
    assert not Vote.objects.filter(seat=seat).exists()


def news(seat: Seat) -> EmailMultiAlternatives:
    hear()
    rows = Notice.objects.filter(person=seat.person, mailing=None, kind="decision:proposed")
    rows.update(letter_at=now())
    put_into_a_mail(seat.person_id, [one.pk for one in rows], now=now())
    mail.outbox.clear()
    send_gathered(now())
    (found,) = [one for one in mail.outbox if one.to == [seat.person.email]]
    assert isinstance(found, EmailMultiAlternatives)
    return found


def test_a_word_and_a_reason_by_mail_are_a_vote(cast: Cast, put: Decision) -> None:
    raw = sent(cast.ingrid, wording(put), "Yes\n\nThe road is open again.\n\n> Shall we ship")
    assert arrive(raw) is Outcome.POSTED
    one = place(put, cast.ingrid)
    assert (one.said, one.argument) == (Choice.YES, "The road is open again.")
    assert Entry.objects.filter(log=cast.shared.id, kind="decision:voted").count() == 1


def test_the_voter_is_told_that_it_was_counted_and_as_what(cast: Cast, put: Decision) -> None:
    arrive(sent(cast.ingrid, wording(put), "no"))
    said = mail.outbox[-1]
    assert said.to == ["ingrid@lumen.example"]
    assert said.subject == "Your vote is counted"
    assert f"You said “no” to “{QUESTION}”, for Lumen Sensors." in said.body
    assert f"/decisions/{put.id}/" in said.body
    assert said.extra_headers["Auto-Submitted"] == "auto-replied"


def test_with_the_last_voice_it_is_decided(cast: Cast, put: Decision) -> None:
    arrive(sent(cast.ingrid, wording(put), "yes"))
    arrive(sent(cast.ravi, wording(put), "yes", name="2"))
    assert Decision.objects.get(pk=put.pk).state == "carried"


def test_sent_twice_it_counts_once(cast: Cast, put: Decision) -> None:
    raw = sent(cast.ingrid, wording(put), "yes")
    assert [arrive(raw), arrive(raw)] == [Outcome.POSTED, Outcome.AGAIN]
    assert Vote.objects.count() == 1


def test_ones_own_vote_is_changed_by_a_second_mail(cast: Cast, put: Decision) -> None:
    arrive(sent(cast.ingrid, wording(put), "yes"))
    assert arrive(sent(cast.ingrid, wording(put), "aside", name="2")) is Outcome.POSTED
    assert place(put, cast.ingrid).said is Choice.ASIDE


@pytest.mark.parametrize("text", ["Yes, but not on Friday.", "I think so", "Maybe", "👍", "\n.\n"])
def test_what_is_not_one_word_alone_is_no_vote(cast: Cast, put: Decision, text: str) -> None:
    assert arrive(sent(cast.ingrid, wording(put), text)) is Outcome.ANSWERED
    came_back(cast.ingrid, "was not counted as a vote" if text.strip(".\n") else "")


def test_a_word_that_the_rule_does_not_know_is_answered_with_those_it_knows(cast: Cast) -> None:
    one = actions.put(
        Proposal(question=QUESTION, method=Method.CONSENT), room=cast.shared, by=cast.ravi
    )
    assert arrive(sent(cast.ingrid, wording(one), "no")) is Outcome.ANSWERED
    came_back(cast.ingrid, "yes, aside, object")


def test_an_objection_needs_its_reason_by_mail_as_well(cast: Cast) -> None:
    one = actions.put(
        Proposal(question=QUESTION, method=Method.CONSENT), room=cast.shared, by=cast.ravi
    )
    assert arrive(sent(cast.ingrid, wording(one), "object")) is Outcome.ANSWERED
    came_back(cast.ingrid, "An objection needs its reason")
    raw = sent(cast.ingrid, wording(one), "Object\nThe customs office is closed.", name="2")
    assert arrive(raw) is Outcome.POSTED
    assert place(one, cast.ingrid).said is Choice.OBJECT


def test_a_vote_on_words_that_have_changed_since_is_not_counted(cast: Cast, put: Decision) -> None:
    raw = sent(cast.ingrid, wording(put), "yes")
    other = Proposal(question=QUESTION, words="One box.")
    actions.revise(put, other, why="No room.", seen=1, by=cast.ravi)
    assert arrive(raw) is Outcome.ANSWERED
    came_back(cast.ingrid, "The words that are voted on have changed")


def test_what_a_colleague_has_said_is_not_changed_unseen(cast: Cast, put: Decision) -> None:
    admin = cast.colleague("Olga", cast.ingrid)
    Seat.objects.filter(pk=admin.pk).update(role="admin")
    admin.refresh_from_db()
    mine = place(put, cast.ingrid)
    vote(put, Said(place=mine.id, choice=Choice.NO, version=1, seen=0), by=admin)
    assert arrive(sent(cast.ingrid, wording(put), "yes")) is Outcome.ANSWERED
    came_back(cast.ingrid, "A colleague has spoken")
    assert place(put, cast.ingrid).said is Choice.NO


def test_whoever_has_no_voice_votes_for_nobody(cast: Cast, put: Decision) -> None:
    for seat in (cast.tor, cast.facilitator, cast.guest):
        assert arrive(sent(seat, wording(put), "yes")) is Outcome.ANSWERED
    assert not Vote.objects.exists()


def test_somebody_else_votes_nothing_with_ones_address(cast: Cast, put: Decision) -> None:
    to = reply_addresses(cast.ingrid.person, [wording(put).id], now=now())[wording(put).id]
    assert arrive(letter(to, "yes", sender="m@evil.example").as_bytes()) is Outcome.ANSWERED
    assert not Vote.objects.exists()


def test_a_vote_of_a_room_one_does_not_enter_has_no_place(cast: Cast) -> None:
    room = open_room("Pilot", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    one = actions.put(Proposal(question="Only us?"), room=cast.kaveri_side, by=cast.ravi)
    assert room.id
    assert arrive(sent(cast.ingrid, wording(one), "yes")) is Outcome.ANSWERED
    assert not Vote.objects.exists()
    assert "Only us?" not in mail.outbox[-1].body


def test_a_reason_longer_than_an_argument_may_be_comes_back(cast: Cast, put: Decision) -> None:
    assert arrive(sent(cast.ingrid, wording(put), "yes\n" + "word " * 500)) is Outcome.ANSWERED
    came_back(cast.ingrid, "longer than a post may be")


# ----------------------------------------------------------------------------- the letter that asks


def test_the_letter_says_which_words_count_and_carries_what_is_voted_on(
    cast: Cast, put: Decision
) -> None:
    found = news(cast.ingrid)
    body = str(found.body)
    assert "Both boxes, by road." in body
    assert "it is your vote: yes, no, aside." in body
    assert "it is your vote: yes, no, aside." in str(vars(found)["alternatives"][0][0])
    raw = letter(found.extra_headers["Reply-To"], "no\nToo early.").as_bytes()
    assert arrive(raw) is Outcome.POSTED
    assert place(put, cast.ingrid).said is Choice.NO


def test_whoever_cannot_vote_is_not_asked_to(cast: Cast, put: Decision) -> None:
    body = str(news(cast.tor).body)
    assert QUESTION in body
    assert "it is your vote" not in body


def test_a_vote_that_is_over_is_not_asked_for(cast: Cast, put: Decision) -> None:
    arrive(sent(cast.ingrid, wording(put), "yes"))
    arrive(sent(cast.ravi, wording(put), "yes", name="2"))
    assert "it is your vote" not in str(news(cast.ingrid).body)


# ---------------------------------------------------------------------------------- the words alone


def test_every_choice_has_a_word_of_its_own_in_every_language() -> None:
    known = every_word()
    assert set(known) == set(Choice) == set(WORDS)
    for choice in Choice:
        for other in set(Choice) - {choice}:
            assert not known[choice] & known[other]
    assert all(0 < len(word) <= LONGEST_WORD for words in known.values() for word in words)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("YES", Choice.YES),
        ("  «yes.»  ", Choice.YES),
        ("*no*\nbecause", Choice.NO),
        ("stand  aside", Choice.ASIDE),
        ("no yes", None),
        ("", None),
        ("n" * 5000, None),
    ],
)
def test_signs_around_a_word_and_its_capitals_do_not_matter(
    text: str, choice: Choice | None
) -> None:
    words = {Choice.YES: {"yes"}, Choice.NO: {"no"}, Choice.ASIDE: {"stand aside"}}
    found = voted(text, words)
    assert (found.choice if found else None) is choice


# --------------------------------------------------------------------------- two seats at one table


@pytest.fixture
def both_sides(cast: Cast) -> Seat:
    """Ingrid decides for Kaveri as well."""
    with transaction.atomic():
        return take_seat(
            cast.table,
            cast.ingrid.person,
            role=Role.ADMIN,
            party=cast.kaveri,
            invited_by=cast.kaveri,
        )


def test_who_sits_for_two_organisations_is_asked_to_say_for_which(
    cast: Cast, put: Decision, both_sides: Seat
) -> None:
    assert arrive(sent(cast.ingrid, wording(put), "yes")) is Outcome.ANSWERED
    came_back(cast.ingrid, "You sit at this table for two organisations")
    assert both_sides.id
    assert not Vote.objects.exists()


def test_a_question_waits_for_each_of_two_organisations_of_one_person(
    cast: Cast, both_sides: Seat
) -> None:
    for asked, by in ((cast.lumen, cast.ravi), (cast.kaveri, cast.tor)):
        words = Words(text=f"For {asked.name}?", asks=True, asked=asked)
        begin("", words, room=cast.shared, by=by)
    seats = [cast.ingrid, both_sides]
    said = [one.sentence for one in waits(seats, limit=10)]
    assert any("For Lumen Sensors?" in one for one in said)
    assert any("For Kaveri Analytics?" in one for one in said)


def test_a_file_beside_a_vote_is_neither_argument_nor_reason(cast: Cast, put: Decision) -> None:
    to = reply_addresses(cast.ingrid.person, [wording(put).id], now=now())[wording(put).id]
    one = letter(to, "yes")
    one.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    assert arrive(one.as_bytes()) is Outcome.POSTED
    assert place(put, cast.ingrid).argument == ""


def test_at_a_closed_table_nobody_is_asked_for_a_vote(cast: Cast, put: Decision) -> None:
    hear()
    Partnership.objects.update(phase="closed")
    body = str(news(cast.ingrid).body)
    assert QUESTION in body
    assert "it is your vote" not in body
