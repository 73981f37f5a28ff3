"""Decisions on the page: one list, one question, votes with their arguments, refusals."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client

from troth.conftest import Visit
from troth.decisions import actions
from troth.decisions.actions.raising import Proposal
from troth.decisions.models import Decision, State
from troth.decisions.offers import waiting
from troth.decisions.tests.conftest import Put, Vote, place_for
from troth.discussions.actions.changing import take_back
from troth.discussions.actions.writing import Words, begin
from troth.foundation.facts.decisions import Choice, Method
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.partnerships.actions.proposing import ask_to_change_rule
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HERE = "/p/lumen-kaveri/agreements/decisions/"
YES, OBJECT = Choice.YES, Choice.OBJECT


def page(browser: Client, path: str = HERE, status: int = 200) -> str:
    """The page's text."""
    answer = browser.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def ballot(one: Decision, seat: Seat, choice: str, **more: str) -> dict[str, object]:
    """What the form of somebody's voice sends."""
    place = place_for(one, seat)
    said = {"place": place.id, "version": one.version, "seen": place.turn, "choice": choice}
    return said | {"argument": ""} | more


# ------------------------------------------------------------------------------ the list


def test_with_nothing_open_the_list_says_so_and_offers_one_line(cast: Cast, visit: Visit) -> None:
    seen = page(visit(cast.ingrid))
    assert "No open decisions." in seen
    assert "Put it to the vote" in seen


def test_one_line_is_enough_to_put_something_to_the_vote(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.tor).post(f"{HERE}put/", {"question": "Shall we meet on Mondays?"})
    one = Decision.objects.get()
    assert answer["Location"] == f"{HERE}{one.id}/"
    assert (one.method, one.quorum) == ("consent", 1)
    assert "Vote for Kaveri" in page(visit(cast.ravi))


def test_an_empty_line_comes_back_with_a_word(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.tor).post(f"{HERE}put/", {"question": "  "})
    assert answer.status_code == 422
    assert "Write the question" in answer.content.decode()


def test_what_waits_for_the_reader_comes_first(
    cast: Cast, visit: Visit, put: Put, vote: Vote
) -> None:
    voted = put(question="Mondays?")
    put(question="Two pilots more?")
    vote(voted, cast.ingrid, YES)
    seen = page(visit(cast.ingrid))
    assert seen.index("Two pilots more?") < seen.index("Mondays?")
    assert "1 of 2 has spoken" in seen


def test_motions_about_the_table_stand_in_the_same_list(cast: Cast, visit: Visit, put: Put) -> None:
    put()
    ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.")
    seen = page(visit(cast.ravi))
    assert "Lumen proposes to change the rule" in seen
    assert "Shall we meet on Mondays?" in seen


def test_the_agreements_page_leads_to_decisions_in_one_click(
    cast: Cast, visit: Visit, put: Put
) -> None:
    put()
    seen = page(visit(cast.ravi), "/p/lumen-kaveri/agreements/")
    assert "Shall we meet on Mondays?" in seen
    assert f'href="{HERE}"' in seen


def test_a_guest_reads_what_was_decided_and_nothing_that_is_open(
    cast: Cast, visit: Visit, put: Put, vote: Vote
) -> None:
    going, over = put(question="Open one?"), put(question="Decided one?")
    vote(over, cast.ingrid, YES, "Because of the lab.")
    vote(over, cast.ravi, YES)
    browser = visit(cast.guest)
    listed = page(browser)
    assert "Decided one?" in listed
    assert "Open one?" not in listed
    page(browser, f"{HERE}{going.id}/", status=404)
    seen = page(browser, f"{HERE}{over.id}/")
    assert "Carried: 2 of 2 took part, and nobody objected." in seen
    assert "Because of the lab." not in seen
    assert "Promise what follows" not in seen


def test_the_list_costs_the_same_however_many_there_are(
    cast: Cast, visit: Visit, put: Put, vote: Vote
) -> None:
    browser = visit(cast.ravi)

    vote(put(), cast.ingrid, YES)
    few = statements(browser, HERE)
    for _n in range(4):
        vote(put(), cast.ingrid, YES)
    assert statements(browser, HERE) == few


# ------------------------------------------------------------------------------ one question


def test_the_page_says_the_rule_in_words_and_until_when(cast: Cast, visit: Visit, put: Put) -> None:
    one = put(method=Method.ORGANISATIONS, share="2/3", quorum=2, words="From next week on.")
    seen = page(visit(cast.ravi), f"{HERE}{one.id}/")
    assert "more than two thirds of those that say yes or no say yes" in seen
    assert "At least 2 of 2 must take part." in seen
    assert "days left" in seen
    assert "From next week on." in seen
    assert "Vote for Kaveri" in seen


def test_ravi_votes_with_an_argument_that_ingrid_reads(cast: Cast, visit: Visit, put: Put) -> None:
    one = put()
    said = ballot(one, cast.ravi, "yes", argument="It suits the lab.")
    assert visit(cast.ravi).post(f"{HERE}{one.id}/vote/", said).status_code == 302
    seen = page(visit(cast.ingrid), f"{HERE}{one.id}/")
    assert "It suits the lab." in seen
    assert "Change your vote" not in seen
    assert "Change the vote of Kaveri" in page(visit(cast.ravi), f"{HERE}{one.id}/")


def test_an_objection_without_a_reason_comes_back_with_everything(
    cast: Cast, visit: Visit, put: Put
) -> None:
    one = put()
    answer = visit(cast.ravi).post(f"{HERE}{one.id}/vote/", ballot(one, cast.ravi, "object"))
    assert answer.status_code == 422
    seen = answer.content.decode()
    assert "An objection needs its reason" in seen
    assert 'value="object" id="id_choice_2" checked' in seen or "checked" in seen


@pytest.mark.parametrize("change", [{"choice": ""}, {"choice": "perhaps"}, {"seen": "x"}])
def test_a_ballot_that_says_nothing_is_shown_again(
    cast: Cast, visit: Visit, put: Put, change: dict[str, str]
) -> None:
    one = put()
    said = ballot(one, cast.ravi, "yes") | change
    assert visit(cast.ravi).post(f"{HERE}{one.id}/vote/", said).status_code == 422
    assert not place_for(one, cast.ravi).choice


def test_an_argument_on_words_that_have_changed_is_kept(cast: Cast, visit: Visit, put: Put) -> None:
    one = put()
    said = ballot(one, cast.ravi, "yes", argument="It suits the lab.")
    actions.revise(one, Proposal(question="Tuesdays?"), why="So.", seen=1, by=cast.ingrid)
    answer = visit(cast.ravi).post(f"{HERE}{one.id}/vote/", said)
    assert answer.status_code == 409
    seen = answer.content.decode()
    assert "The words have changed" in seen
    assert "It suits the lab." in seen


def test_a_member_is_told_who_speaks_for_the_organisation(
    cast: Cast, visit: Visit, put: Put
) -> None:
    one = put()
    assert "an admin of yours speaks it" in page(visit(cast.tor), f"{HERE}{one.id}/")
    answer = visit(cast.tor).post(f"{HERE}{one.id}/vote/", ballot(one, cast.ingrid, "yes"))
    assert answer.status_code == 403


def test_what_is_carried_says_so_with_its_numbers_and_what_can_follow(
    cast: Cast, visit: Visit, put: Put, vote: Vote
) -> None:
    one = put(question="Two pilots more?")
    vote(one, cast.ingrid, YES)
    vote(one, cast.ravi, YES, "We have the benches.")
    seen = page(visit(cast.ingrid), f"{HERE}{one.id}/")
    assert "Carried: 2 of 2 took part, and nobody objected." in seen
    assert "We have the benches." in seen
    follow = page(visit(cast.ingrid), "/p/lumen-kaveri/commitments/new/?what=Two%20pilots%20more?")
    assert 'value="Two pilots more?"' in follow
    assert "commitments/new/?what=Two%20pilots%20more" in seen


def test_what_is_refused_names_the_way_out_and_comes_again_in_other_words(
    cast: Cast, visit: Visit, put: Put, vote: Vote, charter: object
) -> None:
    charter(deadlock="facilitator")  # type: ignore[operator]
    one = put()
    vote(one, cast.ingrid, YES)
    vote(one, cast.ravi, OBJECT, "Mondays are release days.")
    browser = visit(cast.ingrid)
    seen = page(browser, f"{HERE}{one.id}/")
    assert "Not carried: 1 of 2 objected with a reason." in seen
    assert "Somebody neutral whom you all accept" in seen
    said = {
        "question": "Tuesdays, then?",
        "words": "",
        "why": "Releases.",
        "until": "",
        "seen": "1",
    }
    assert browser.post(f"{HERE}{one.id}/revise/", said).status_code == 302
    again = page(visit(cast.ravi), f"{HERE}{one.id}/")
    assert "Tuesdays, then?" in again
    assert "stale" in again
    assert "Mondays are release days." in again


def test_only_the_proposing_side_is_offered_other_words(cast: Cast, visit: Visit, put: Put) -> None:
    one = put()
    assert "Put it in other words" in page(visit(cast.tor), f"{HERE}{one.id}/")
    assert "Put it in other words" not in page(visit(cast.ravi), f"{HERE}{one.id}/")
    assert visit(cast.ravi).get(f"{HERE}{one.id}/revise/").status_code == 403


def test_a_changed_vote_shows_its_history(cast: Cast, visit: Visit, put: Put, vote: Vote) -> None:
    one = put()
    vote(one, cast.ravi, OBJECT, "Mondays are release days.")
    vote(one, cast.ravi, YES, "We moved the release.")
    seen = page(visit(cast.ingrid), f"{HERE}{one.id}/")
    assert "How votes changed" in seen
    assert "Mondays are release days." in seen


def test_it_is_taken_back_from_its_page(cast: Cast, visit: Visit, put: Put) -> None:
    one = put()
    assert visit(cast.ingrid).post(f"{HERE}{one.id}/withdraw/").status_code == 302
    assert "Mondays" not in page(visit(cast.ravi))
    one.refresh_from_db()
    assert one.state == State.WITHDRAWN
    assert visit(cast.ingrid).post(f"{HERE}{one.id}/withdraw/").status_code == 409


# ------------------------------------------------------------------------------ the longer form


def asked(**more: str) -> dict[str, str]:
    """The longer form as a browser sends it."""
    usual = {"question": "Two pilots more?", "words": "Chennai and Voss.", "method": "majority"}
    return usual | {"share": "2/3", "quorum": "2", "until": "", "proxies": "on"} | more


def test_the_longer_form_takes_rule_quorum_day_and_proxies(cast: Cast, visit: Visit) -> None:
    assert visit(cast.ingrid).post(f"{HERE}new/", asked()).status_code == 302
    one = Decision.objects.get()
    said = (one.method, one.share, one.quorum, one.proxies, one.words)
    assert said == ("majority", "2/3", 2, True, "Chennai and Voss.")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("quorum", "7", "Nobody could ever carry this"),
        ("until", "2020-01-01", "That moment has passed"),
        ("until", "soon", "This is not a day"),
        ("method", "dice", "Select a valid choice"),
        ("question", "x" * 201, "at most 200"),
        ("words", "x" * 8001, "at most 8000"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    cast: Cast, visit: Visit, field: str, value: str, words: str
) -> None:
    answer = visit(cast.ingrid).post(f"{HERE}new/", asked(**{field: value}))
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert words in seen
    assert "Chennai and Voss." in seen or field == "words"
    assert not Decision.objects.exists()


def test_a_weekend_is_refused_in_words_that_name_the_next_day(cast: Cast, visit: Visit) -> None:
    saturday = now() + timedelta(days=14 + (5 - now().weekday()) % 7)
    answer = visit(cast.ingrid).post(f"{HERE}new/", asked(until=saturday.date().isoformat()))
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert "is no working day for" in seen
    assert "Monday" in seen


def test_another_page_can_bring_the_question_along(cast: Cast, visit: Visit) -> None:
    assert 'value="Voss?"' in page(visit(cast.ingrid), f"{HERE}new/?question=Voss?")


class Anchors(HTMLParser):
    """Where the links of a page lead, by their words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.url = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link begins."""
        if tag == "a":
            self.url = dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        """Its words."""
        if self.url and data.strip():
            self.found.setdefault(data.strip(), self.url)


def test_what_was_raised_in_talk_is_put_to_the_vote_with_the_way_back(
    cast: Cast, visit: Visit
) -> None:
    words = Words(text="Can we move to “Fridays” & stay?")
    post = begin("Meeting day", words, room=cast.shared, by=cast.ravi)
    browser = visit(cast.ingrid)
    foot = Anchors(page(browser, f"/p/lumen-kaveri/talk/posts/{post.id}/"))
    form = page(browser, foot.found["Put it to the vote"])
    assert 'value="Meeting day"' in form
    back = f"/p/lumen-kaveri/talk/{post.topic_id}/?at=1"
    assert back in form
    sent = {"question": "Fridays?", "words": f"From talk: {back}", "method": "consent"}
    sent |= {"share": "1/2", "quorum": "", "until": ""}
    place = browser.post(f"{HERE}new/", sent)["Location"]
    assert back in page(visit(cast.ravi), place)


def test_only_those_who_may_raise_a_vote_are_offered_it_and_nothing_taken_back_is(
    cast: Cast, visit: Visit
) -> None:
    post = begin("Meeting day", Words(text="Fridays?"), room=cast.shared, by=cast.ravi)
    path = f"/p/lumen-kaveri/talk/posts/{post.id}/"
    for seat in (cast.guest, cast.facilitator):
        assert "Put it to the vote" not in page(visit(seat), path)
    assert "Put it to the vote" in page(visit(cast.tor), path)
    take_back(post, by=cast.ravi)
    assert "Put it to the vote" not in page(visit(cast.tor), path)


def test_there_is_no_secret_ballot_to_choose_yet(cast: Cast, visit: Visit) -> None:
    assert "secret" not in page(visit(cast.ingrid), f"{HERE}new/").lower()


def test_a_voice_is_handed_on_and_taken_back_on_the_page(
    cast: Cast, visit: Visit, put: Put
) -> None:
    cast.tor.refresh_from_db()
    one = put(method=Method.PEOPLE, proxies=True)
    tor, ingrid = place_for(one, cast.tor), place_for(one, cast.ingrid)
    path, browser = f"{HERE}{one.id}/", visit(cast.tor)
    assert "Let somebody else speak for you" in page(browser, path)
    browser.post(f"{path}proxy/", {"place": tor.id, "to": ingrid.id})
    assert "Ingrid speaks for you here." in page(browser, path)
    assert "Vote for Tor" in page(visit(cast.ingrid), path)
    browser.post(f"{path}proxy/", {"place": tor.id})
    assert "Let somebody else speak for you" in page(browser, path)
    again = browser.post(f"{path}proxy/", {"place": tor.id, "to": tor.id})
    assert again.status_code == 409
    assert "Choose another one on the roll." in again.content.decode()


# ------------------------------------------------------------------------------ what waits, what is told


def test_a_vote_waits_for_the_admins_of_each_side_until_they_have_voted(
    cast: Cast, put: Put, vote: Vote
) -> None:
    one = put()
    assert [line.act for line in waiting([cast.ravi], limit=9)] == ["Vote for Kaveri"]
    assert list(waiting([cast.meera], limit=9)) == []
    vote(one, cast.ravi, YES)
    assert list(waiting([cast.ravi], limit=9)) == []


def test_a_vote_of_people_waits_for_each_of_them(cast: Cast, put: Put) -> None:
    cast.meera.refresh_from_db()
    put(method=Method.PEOPLE)
    assert [line.act for line in waiting([cast.meera], limit=9)] == ["Vote"]
    assert list(waiting([cast.facilitator], limit=9)) == []
    assert list(waiting([cast.guest], limit=9)) == []


def test_the_record_tells_every_step_in_a_sentence(
    cast: Cast, visit: Visit, put: Put, vote: Vote
) -> None:
    one = put(proxies=True)
    vote(one, cast.ravi, OBJECT, "Releases.")
    vote(one, cast.ravi, YES)
    vote(one, cast.ingrid, YES)
    seen = page(visit(cast.ravi), "/p/lumen-kaveri/record/")
    for words in (
        "Lumen put to the vote: “Shall we meet on Mondays?”",
        "Kaveri voted on “Shall we meet on Mondays?”: objects",
        "Kaveri changed its vote on “Shall we meet on Mondays?”: yes",
        "Carried: 2 of 2 took part, and nobody objected.",
    ):
        assert words in seen
    assert "decision:" not in seen


def test_of_two_admins_the_second_is_told_and_can_send_their_words_again(
    cast: Cast, visit: Visit, put: Put, vote: Vote
) -> None:
    one = put()
    said = ballot(one, cast.ravi, "object", argument="Mondays are release days.")
    vote(one, cast.ravi, YES)
    browser = visit(cast.ravi)
    answer = browser.post(f"{HERE}{one.id}/vote/", said)
    assert answer.status_code == 409
    seen = answer.content.decode()
    assert "Ravi spoke this voice a moment before you." in seen
    assert "Mondays are release days." in seen
    assert 'name="seen" value="1"' in seen
    assert browser.post(f"{HERE}{one.id}/vote/", said | {"seen": "1"}).status_code == 302


def test_words_that_came_too_late_are_still_there(
    cast: Cast, visit: Visit, put: Put, vote: Vote
) -> None:
    one = put()
    said = ballot(one, cast.ravi, "object", argument="Mondays are release days.")
    vote(one, cast.ravi, YES)
    vote(one, cast.ingrid, YES)
    answer = visit(cast.ravi).post(f"{HERE}{one.id}/vote/", said)
    assert answer.status_code == 409
    seen = answer.content.decode()
    assert "The vote is over" in seen
    assert "Mondays are release days." in seen


def test_the_overview_says_whose_vote_is_missing_and_when_the_vote_ends(
    cast: Cast, visit: Visit, put: Put, vote: Vote
) -> None:
    one = put()
    vote(one, cast.ingrid, YES)
    seen = page(visit(cast.tor), "/p/lumen-kaveri/")
    assert seen.count("Vote on “Shall we meet on Mondays?”") == 1
    assert "The vote ends: Shall we meet on Mondays?" in seen
    assert "Mondays" not in page(visit(cast.guest), "/p/lumen-kaveri/")
