"""The pages of the working agreement, for everybody who may knock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from troth.agreements.models import Version
from troth.charter.actions import revise_charter
from troth.charter.models import Charter
from troth.charter.queries.charters import answers_of
from troth.charter.tests.conftest import STORY, Fields, Filled, fresh, signed_by, with_words
from troth.conftest import Visit
from troth.foundation.web import clock
from troth.organisations.actions import YearOfWork, keep_calendar
from troth.partnerships.actions import proposing
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.actions.motions import assent
from troth.partnerships.models import Party, Seat
from troth.partnerships.rules.terms import Limits
from troth.partnerships.testing import DELTA, Cast, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TABLE = "/p/lumen-kaveri/"
HERE = f"{TABLE}agreements/charter/"
Revised = Callable[..., Charter]


def read(visit: Visit, who: Seat, path: str = HERE) -> str:
    answer = visit(who).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_ingrid_writes_it_from_the_template_and_both_sign(
    cast: Cast, visit: Visit, fields: Fields
) -> None:
    browser = visit(cast.ingrid)
    form = browser.get(f"{HERE}new/").content.decode()
    assert "First we listen, and say back what we heard." in form
    assert browser.post(f"{HERE}new/", fields)["Location"] == HERE
    assert "Version 1 waits for Lumen, Kaveri" in read(visit, cast.ingrid)
    browser.post(f"{HERE}sign/", {"version": "1"})
    assert "Version 1 waits for Kaveri." in read(visit, cast.ravi)
    visit(cast.ravi).post(f"{HERE}sign/", {"version": "1"})
    page = read(visit, cast.ravi)
    assert "Version 1 is signed by all." in page
    assert "A promise or a delivery is answered within 2 working days" in page


def test_the_form_says_everything_the_charter_then_holds(
    cast: Cast, visit: Visit, fields: Fields
) -> None:
    visit(cast.ingrid).post(f"{HERE}new/", fields)
    answers = answers_of(Charter.objects.get(), 1)
    assert answers is not None
    assert answers.limits == STORY
    assert list(answers.words.values()) == ["First we listen."]


def test_the_template_sent_as_it_is_changes_no_limit(cast: Cast, visit: Visit) -> None:
    """Whoever signs the template signs the mild times that held before."""
    sent = Filled(read(visit, cast.ingrid, f"{HERE}new/")).fields | {"operator": "Lumen"}
    assert visit(cast.ingrid).post(f"{HERE}new/", sent).status_code == 302
    one = Charter.objects.get()
    kept = answers_of(one, 1)
    assert kept is not None
    assert kept.limits == Limits(operator="Lumen", signed=True)
    page = read(visit, cast.ingrid)
    assert "What changes when all have signed" in page
    assert "Nobody has said yet who runs this server." in page
    signed_by(one, cast.ingrid, cast.ravi)
    assert "What changes when all have signed" not in read(visit, cast.ingrid)


@override_settings(HOST_NAME="The municipality’s IT")
def test_the_template_names_whoever_says_to_run_this_server(cast: Cast, visit: Visit) -> None:
    form = Filled(read(visit, cast.ingrid, f"{HERE}new/"))
    assert form.fields["operator"] == "The municipality’s IT"


WRONG = [
    ({"answer_days": "0"}, "At least 1."),
    ({"answer_days": "61"}, "60 at the most."),
    ({"answer_days": ""}, "This is needed."),
    ({"answer_days": "two"}, "Write a whole number."),
    ({"answer_days": "9" * 5000}, "Write a whole number."),
    ({"answer_days": "²"}, "Write a whole number."),
    ({"reminder_days": "soon"}, "Write whole numbers with commas between: 3, 1."),
    ({"reminder_days": "1 2 3 4 5"}, "At most four reminders"),
    ({"reminder_days": "0"}, "At most four reminders"),
    ({"reminder_days": "٣"}, "Write whole numbers"),
    ({"quorum": "101"}, "100 at the most."),
    ({"silence_days": "1"}, "At least 7."),
    ({"decided_by": "dice"}, "Choose from the list."),
    ({"share": "1/3"}, "Choose from the list."),
    ({"consent_rule": "nobody"}, "Choose from the list."),
    ({"zone": "Mars/Base"}, "Choose from the list."),
    ({"weekday": "7"}, "Choose from the list."),
    ({"at": "soon"}, "This is not a time."),
    ({"operator": ""}, "This is needed."),
    ({"title": ""}, "This is needed."),
    ({"words_meetings": "x" * 1501}, "at most 1500 characters"),
]


@pytest.mark.parametrize(("said", "words"), WRONG)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    cast: Cast, visit: Visit, fields: Fields, said: Fields, words: str
) -> None:
    answer = visit(cast.ingrid).post(f"{HERE}new/", fields | said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "First we listen." in page
    assert not Charter.objects.exists()


def test_a_second_writer_is_told_and_keeps_the_words(
    cast: Cast, visit: Visit, draft: Charter, fields: Fields
) -> None:
    answer = visit(cast.ravi).post(f"{HERE}new/", fields | {"words_conflicts": "With tea."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody wrote a working agreement a moment before you." in page
    assert "With tea." in page
    assert visit(cast.ravi).get(f"{HERE}new/")["Location"] == HERE


def test_a_change_needs_a_reason_and_shows_what_changes(
    cast: Cast, visit: Visit, charter: Charter, fields: Fields
) -> None:
    browser = visit(cast.ravi)
    changed = fields | {"answer_days": "4", "seen": "1"}
    refused = browser.post(f"{HERE}revise/", changed)
    assert refused.status_code == 422
    assert "Please say why, in a few words." in refused.content.decode()
    done = browser.post(f"{HERE}revise/", changed | {"why": "Two were short."})
    assert done.status_code == 302
    page = read(visit, cast.ingrid)
    assert "Version 2 waits for Lumen, Kaveri. Until then version 1 holds" in page
    assert "within 4 working days of whoever is asked." in page
    assert "Holds now: A promise or a delivery is answered within 2 working days" in page
    assert "signed version 1, which has changed since" in page
    difference = read(visit, cast.ingrid, f"{HERE}versions/2/")
    assert "<del" in difference
    assert "<ins" in difference
    assert "Two were short." in difference


def test_whoever_revises_what_changed_meanwhile_is_told_and_keeps_the_words(
    cast: Cast, visit: Visit, charter: Charter, revised: Revised, fields: Fields
) -> None:
    revised(answer_days=4)
    late = fields | {"seen": "1", "why": "Mine.", "words_conflicts": "With tea."}
    answer = visit(cast.ingrid).post(f"{HERE}revise/", late)
    assert answer.status_code == 409
    assert "With tea." in answer.content.decode()
    assert Version.objects.filter(agreement=charter.id).count() == 2


@pytest.mark.parametrize("number", ["2", "²", "9" * 5000, "-1", "", "one"])
def test_signing_what_is_no_version_changes_nothing(
    cast: Cast, visit: Visit, draft: Charter, number: str
) -> None:
    answer = visit(cast.ravi).post(f"{HERE}sign/", {"version": number})
    assert answer.status_code == 409
    assert "Somebody wrote another version" in answer.content.decode()


def test_a_draft_can_be_taken_back_by_the_side_that_wrote_it(
    cast: Cast, visit: Visit, draft: Charter
) -> None:
    assert visit(cast.ravi).post(f"{HERE}take-back/").status_code == 403
    visit(cast.ingrid).post(f"{HERE}take-back/")
    assert "Eight questions, one page" in read(visit, cast.ravi)
    assert visit(cast.ingrid).post(f"{HERE}take-back/").status_code == 404


def test_what_the_other_side_signed_cannot_be_taken_back(
    cast: Cast, visit: Visit, draft: Charter
) -> None:
    signed_by(draft, cast.ravi)
    answer = visit(cast.ingrid).post(f"{HERE}take-back/")
    assert answer.status_code == 409
    assert "only before another side has signed" in answer.content.decode()


def test_guests_read_what_is_signed_and_no_draft(cast: Cast, visit: Visit, draft: Charter) -> None:
    for who in (cast.guest, cast.facilitator):
        assert "within 2 working days" not in read(visit, who)
        assert visit(who).get(f"{HERE}{draft.id}/").status_code == 404
    signed_by(draft, cast.ingrid, cast.ravi)
    later = with_words(replace(STORY, answer_days=9))
    draft.agreement = fresh(draft)
    revise_charter(draft, later, why="Slower.", seen=1, by=cast.ravi)
    for who in (cast.guest, cast.facilitator):
        page = read(visit, who)
        assert "A promise or a delivery is answered within 2 working days" in page
        assert "within 9 working days" not in page
        assert "Propose a change" not in page
        assert visit(who).get(f"{HERE}versions/2/").status_code == 404
        assert visit(who).get(f"{HERE}revise/").status_code == 403


def test_a_member_writes_and_an_admin_signs(cast: Cast, visit: Visit, fields: Fields) -> None:
    assert visit(cast.tor).post(f"{HERE}new/", fields).status_code == 302
    assert "Sign version 1" not in read(visit, cast.tor)
    assert visit(cast.tor).post(f"{HERE}sign/", {"version": "1"}).status_code == 403
    assert "Sign version 1 for Lumen" in read(visit, cast.ingrid)


def test_outside_the_table_there_is_nothing(cast: Cast, visit: Visit, charter: Charter) -> None:
    for who in (cast.stranger, cast.neighbour, cast.ex_member):
        for path in (HERE, f"{HERE}{charter.id}/", f"{HERE}versions/1/", f"{HERE}new/"):
            assert visit(who).get(path).status_code == 404


def test_a_side_room_has_no_place_for_one(cast: Cast, visit: Visit, charter: Charter) -> None:
    side = f"{TABLE}side/agreements/charter/"
    for path in (side, f"{side}new/", f"{side}{charter.id}/"):
        assert visit(cast.ingrid).get(path).status_code == 404


def test_the_address_of_the_agreement_leads_to_its_page(
    cast: Cast, visit: Visit, charter: Charter
) -> None:
    browser = visit(cast.ingrid)
    assert browser.get(f"{HERE}{charter.id}/")["Location"] == HERE
    assert browser.get(f"{HERE}01J00000000000000000000000/").status_code == 404
    listed = browser.get(f"{TABLE}agreements/").content.decode()
    assert "Working agreement" in listed
    moved = browser.get(f"{TABLE}agreements/{charter.id}/")
    assert browser.get(moved["Location"])["Location"] == HERE


def test_it_waits_for_whoever_has_not_signed(cast: Cast, visit: Visit, draft: Charter) -> None:
    signed_by(draft, cast.ingrid)
    assert "“How we work”, version 1, waits for your organisation’s signature." in read(
        visit, cast.ravi, "/"
    )
    assert "How we work" not in read(visit, cast.ingrid, "/")


def test_the_overview_says_it_until_it_is_signed(cast: Cast, visit: Visit, draft: Charter) -> None:
    assert "waits for signatures; until then mild times hold." in read(visit, cast.tor, TABLE)
    signed_by(draft, cast.ingrid, cast.ravi)
    assert "working agreement" not in read(visit, cast.tor, TABLE)


def test_the_overview_and_the_hub_lead_to_the_first_one(cast: Cast, visit: Visit) -> None:
    assert "Nothing agreed about how you work:" in read(visit, cast.tor, TABLE)
    assert f"{HERE}new/" in read(visit, cast.tor, f"{TABLE}agreements/")
    for who in (cast.guest, cast.facilitator):
        assert "Nothing agreed about how you work" not in read(visit, who, TABLE)
        assert "Working agreement" not in read(visit, who, f"{TABLE}agreements/")
    side = read(visit, cast.tor, f"{TABLE}side/agreements/")
    assert "Working agreement" not in side


def test_each_side_sees_what_the_time_means_on_each_calendar(
    cast: Cast, visit: Visit, charter: Charter
) -> None:
    for seat, said in ((cast.ingrid, YearOfWork(country="NO")), (cast.ravi, None)):
        party = Party.objects.select_related("organisation").get(pk=seat.party_id)
        if said and party.organisation:
            keep_calendar(party.organisation, said, by=seat.person)
    with clock.at(datetime(2028, 5, 16, 10, tzinfo=UTC)):
        page = read(visit, cast.ingrid)
    assert "What 2 working days mean today" in page
    assert "Asked now, Lumen answers by Friday 19 May 12:00 Bergen." in page
    assert "Asked now, Kaveri answers by Thursday 18 May 15:30 Bengaluru." in page
    assert "Constitution Day" in page
    assert "none are known: nobody has said in which country" in page


def test_a_rule_that_was_decided_since_is_said_and_the_next_version_begins_with_it(
    cast: Cast, visit: Visit, charter: Charter
) -> None:
    asked = proposing.ask_to_change_rule("majority:2/3", by=cast.ingrid, reason="Enough.")
    assert "One sentence has changed" not in read(visit, cast.ingrid)
    assent(asked.motion, by=cast.ravi, yes=True)
    page = read(visit, cast.ingrid)
    assert "One sentence has changed since all signed" in page
    form = Filled(read(visit, cast.ingrid, f"{HERE}revise/"))
    assert form.fields["consent_rule"] == "majority:2/3"


def test_a_version_that_would_take_a_decided_rule_back_says_so(
    cast: Cast, visit: Visit, charter: Charter, revised: Revised
) -> None:
    revised(answer_days=3)
    asked = proposing.ask_to_change_rule("majority:2/3", by=cast.ingrid, reason="Enough.")
    assent(asked.motion, by=cast.ravi, yes=True)
    page = read(visit, cast.ingrid)
    assert "What changes when all have signed" in page
    assert "every organisation must say yes" in page


def test_before_the_table_is_open_there_is_no_charter(db: None, visit: Visit) -> None:
    otto = person("Otto", DELTA)
    founders = (Founder(name="Harbour", email="w@harbour.example"),)
    proposal = Proposal(name="Quay", purpose="", founders=founders, slug="quay")
    propose(proposal, by=otto, house=DELTA)
    assert visit(otto).get("/p/quay/agreements/charter/").status_code == 404


def test_the_page_asks_the_database_as_often_whatever_stands_on_it(
    cast: Cast, visit: Visit, charter: Charter, revised: Revised
) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read(visit, cast.ingrid)
        return len(asked)

    read(visit, cast.ingrid)
    for days in (3, 4):
        revised(answer_days=days)
    few = count()
    for days in (5, 6, 7, 8):
        revised(answer_days=days)
    assert fresh(charter).latest == 7
    assert count() == few
