"""Each side says its part of a check-in, and a missed one is shown without blame."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from troth.checkins.actions import reporting
from troth.checkins.actions.refusing import ColleagueWasQuicker
from troth.checkins.actions.reporting import Draft
from troth.checkins.models import Checkin, Report, Writing
from troth.checkins.queries.happened import What, happened, since_when
from troth.checkins.rules.refusals import Refusal
from troth.checkins.rules.reports import Stands, Words
from troth.checkins.tests.conftest import (
    MONDAY,
    MakePromise,
    Open,
    Why,
    facts_of,
    report,
    shared,
)
from troth.commitments import actions as promised
from troth.commitments.clock import due as commitments_due
from troth.foundation.web import clock
from troth.foundation.web.testing import hidden, statements
from troth.pages.queries.waiting import waiting as waits
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

Visit = Callable[[Seat | Person | None], Client]
LINE = Draft(words=Words(progress="The bench stands."))
HELP = Draft(words=Words(wish="Two reference sensors."), asks=True)


# ------------------------------------------------------------------------------------ one's part


def test_a_line_is_enough_and_both_sides_read_it_at_once(
    table: Cast, opened: Open, visit: Visit
) -> None:
    one = opened()
    with clock.at(one.at + timedelta(hours=1)):
        reporting.send(report(one, table.lumen), LINE, seen=0, by=table.tor)
        for who in (table.ingrid, table.ravi, table.facilitator):
            page = visit(who).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
            assert "The bench stands." in page
            assert "Kaveri" in page
    assert facts_of(table) == ["checkin:opened", "checkin:given"]


def test_it_is_sent_once(table: Cast, opened: Open, why: Why) -> None:
    one = opened()
    with clock.at(one.at):
        reporting.send(report(one, table.lumen), LINE, seen=0, by=table.tor)
        with why(Refusal.ALREADY_GIVEN):
            reporting.send(report(one, table.lumen), LINE, seen=1, by=table.ingrid)
    assert facts_of(table).count("checkin:given") == 1


def test_each_side_writes_its_own(table: Cast, opened: Open, why: Why) -> None:
    one = opened()
    with clock.at(one.at):
        for seat in (table.ravi, table.facilitator):
            with why(Refusal.NOT_OURS):
                reporting.send(report(one, table.lumen), LINE, seen=0, by=seat)
            with why(Refusal.NOT_OURS):
                reporting.skip(report(one, table.lumen), reason="Why not.", by=seat)


@pytest.mark.parametrize("words", [Words(), Words(progress=" \n "), Words(hard="\t")])
def test_nothing_is_not_a_check_in(table: Cast, opened: Open, why: Why, words: Words) -> None:
    one = opened()
    with clock.at(one.at), why(Refusal.NOTHING_WRITTEN):
        reporting.save(report(one, table.lumen), Draft(words=words), seen=0, by=table.tor)
    assert not Writing.objects.exists()


def test_what_is_kept_for_colleagues_is_seen_by_them_and_by_nobody_else(
    table: Cast, opened: Open, visit: Visit
) -> None:
    one = opened()
    with clock.at(one.at):
        reporting.save(report(one, table.lumen), LINE, seen=0, by=table.tor)
        url = f"/p/lumen-kaveri/meetings/checkins/{one.id}/"
        assert "The bench stands." in visit(table.ingrid).get(f"{url}write/").content.decode()
        for path in (url, f"{url}write/", "/p/lumen-kaveri/meetings/checkins/"):
            assert "The bench stands." not in visit(table.ravi).get(path).content.decode()
    assert facts_of(table) == ["checkin:opened"]


def test_of_two_colleagues_who_write_at_once_both_are_kept_and_the_second_is_told(
    table: Cast, opened: Open, visit: Visit
) -> None:
    one = opened()
    mine = {"progress": "Mine: the bench stands.", "hard": "", "wish": ""}
    theirs = Draft(words=Words(progress="Theirs: the bench leans."))
    with clock.at(one.at):
        reporting.save(report(one, table.lumen), theirs, seen=0, by=table.tor)
        url = f"/p/lumen-kaveri/meetings/checkins/{one.id}/write/"
        answer = visit(table.ingrid).post(url, mine | {"seen": "0"})
        page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tor saved this a moment before you." in page
    assert "Theirs: the bench leans." in page
    assert "Mine: the bench stands." in page
    said = list(Writing.objects.order_by("number").values_list("progress", flat=True))
    assert said == ["Theirs: the bench leans.", "Mine: the bench stands."]
    assert facts_of(table) == ["checkin:opened"]
    with clock.at(one.at):
        assert visit(table.ingrid).post(url, mine | {"seen": hidden(page)}).status_code == 302
    assert report(one, table.lumen).progress == "Mine: the bench stands."


def test_the_second_one_has_the_others_words_in_the_action_too(table: Cast, opened: Open) -> None:
    one = opened()
    with clock.at(one.at):
        reporting.save(report(one, table.lumen), LINE, seen=0, by=table.tor)
        with pytest.raises(ColleagueWasQuicker) as told:
            reporting.save(report(one, table.lumen), HELP, seen=0, by=table.ingrid)
    assert told.value.theirs.progress == "The bench stands."


def test_after_the_next_began_the_words_are_kept_and_led_there(
    table: Cast, opened: Open, visit: Visit, why: Why
) -> None:
    old, new = opened(3.5), opened(10.5)
    with clock.at(new.at):
        with why(Refusal.NEXT_HAS_BEGUN):
            reporting.send(report(old, table.lumen), LINE, seen=0, by=table.tor)
        url = f"/p/lumen-kaveri/meetings/checkins/{old.id}/write/"
        answer = visit(table.tor).post(url, {"progress": "Written too slowly.", "seen": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Written too slowly." in page
    assert f"/p/lumen-kaveri/meetings/checkins/{new.id}/write/" in page


def test_parts_that_are_too_long_are_said_beside_the_field(
    table: Cast, opened: Open, visit: Visit
) -> None:
    one = opened()
    url = f"/p/lumen-kaveri/meetings/checkins/{one.id}/write/"
    with clock.at(one.at):
        answer = visit(table.tor).post(url, {"hard": "x" * 4001, "progress": "Kept."})
    assert answer.status_code == 422
    assert "at most 4000 characters" in answer.content.decode()
    assert "Kept." in answer.content.decode()


# ------------------------------------------------------------------------------ missed and skipped


def test_a_missed_one_is_shown_without_blame_and_can_be_skipped(
    table: Cast, opened: Open, visit: Visit
) -> None:
    one = opened()
    opened(10.5)
    with clock.at(MONDAY + timedelta(days=10.5)):
        own = visit(table.ingrid).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
        assert "Lumen’s check-in of 4 June did not come. That happens." in own
        assert "Skip it, and say why" in own
        reporting.skip(report(one, table.lumen), reason="We were all at sea.", by=table.tor)
        page = visit(table.ravi).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
    assert "Lumen skipped this one." in page
    assert "We were all at sea." in page
    assert "Lumen’s check-in of 4 June did not come" not in page
    assert facts_of(table)[-1] == "checkin:skipped"


def test_missing_one_is_no_fact_and_nothing_that_counts(table: Cast, opened: Open) -> None:
    opened(3.5)
    opened(10.5)
    assert set(facts_of(table)) == {"checkin:opened"}


def test_skipping_is_owed_a_reason_and_happens_once(table: Cast, opened: Open, why: Why) -> None:
    one = opened()
    with clock.at(one.at):
        with why(Refusal.REASON_MISSING):
            reporting.skip(report(one, table.lumen), reason="  ", by=table.tor)
        reporting.skip(report(one, table.lumen), reason="Sailing.", by=table.tor)
        with why(Refusal.ALREADY_SKIPPED):
            reporting.skip(report(one, table.lumen), reason="Sailing.", by=table.ingrid)
        with why(Refusal.ALREADY_SKIPPED):
            reporting.send(report(one, table.lumen), LINE, seen=0, by=table.ingrid)


def test_of_two_who_send_and_skip_at_once_one_wins(table: Cast, opened: Open, why: Why) -> None:
    one = opened()
    seen_by_tor = report(one, table.lumen)
    with clock.at(one.at):
        reporting.skip(report(one, table.lumen), reason="Sailing.", by=table.ingrid)
        with why(Refusal.ALREADY_GIVEN):
            reporting.give(seen_by_tor, LINE, by=table.tor)
    assert report(one, table.lumen).state == Stands.SKIPPED.value


# ------------------------------------------------------------------------------------------- help


def test_help_that_is_asked_for_waits_for_the_other_side_until_it_is_answered(
    table: Cast, opened: Open, visit: Visit, why: Why
) -> None:
    one = opened()
    asking = Draft(words=HELP.words, asks=True, asked_of=table.kaveri)
    with clock.at(one.at):
        sent = reporting.send(report(one, table.lumen), asking, seen=0, by=table.tor)
        page = visit(table.ingrid).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
        assert "waits for Kaveri" in page
        assert [one.act for one in waits(table.ravi.person) if one.quote] == ["Read and answer"]
        with why(Refusal.NOT_ASKED_OF_US):
            reporting.answer(sent, words="We help ourselves.", by=table.ingrid)
        with why(Refusal.ANSWER_MISSING):
            reporting.answer(sent, words=" ", by=table.ravi)
        reporting.answer(sent, words="On Monday, with the courier.", by=table.ravi)
        with why(Refusal.ALREADY_ANSWERED):
            reporting.answer(sent, words="Me too.", by=table.meera)
        page = visit(table.ingrid).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
        assert "On Monday, with the courier." in page
        assert "waits for Kaveri" not in page
        assert not [one for one in waits(table.ravi.person) if one.quote]


def test_where_no_help_was_asked_for_nothing_waits(table: Cast, opened: Open, why: Why) -> None:
    one = opened()
    with clock.at(one.at):
        telling = Draft(words=Words(wish="More light."), asks=False)
        sent = reporting.send(report(one, table.lumen), telling, seen=0, by=table.tor)
        with why(Refusal.NOBODY_ASKED):
            reporting.answer(sent, words="Here it is.", by=table.ravi)


def test_asking_without_words_asks_for_nothing(table: Cast, opened: Open) -> None:
    one = opened()
    empty = Draft(words=Words(progress="Fine."), asks=True, asked_of=table.kaveri)
    with clock.at(one.at):
        sent = reporting.send(report(one, table.lumen), empty, seen=0, by=table.tor)
    assert (sent.asks, sent.asked_of) == (False, None)


# ------------------------------------------------------------------------------- what it begins with


def test_a_report_begins_with_what_happened_since_the_last_one(
    table: Cast, promise: MakePromise, opened: Open, visit: Visit
) -> None:
    kept, _missed, moved = promise(1, "Kept"), promise(1, "Missed"), promise(9, "Moved")
    opened(-3.5)
    with clock.at(MONDAY):
        promised.deliver(kept, by=table.ravi)
        promised.confirm(kept, by=table.ingrid)
        due = moved.due + timedelta(days=5)
        promised.ask_move(moved, due=due, reason="Rain.", by=table.ravi)
        promised.agree_move(moved, by=table.ingrid)
    commitments_due(MONDAY + timedelta(days=2))
    one = opened(3.5)
    with clock.at(MONDAY + timedelta(days=3.5)):
        since = since_when(one)
        found = happened(table.shared.id, table.kaveri.id, since=since, now=clock.now())
        told = {each.commitment.deliverable: each.what for each in found}
        page = visit(table.ravi).get(f"/p/lumen-kaveri/meetings/checkins/{one.id}/write/")
    assert told == {"Kept": What.KEPT, "Missed": What.MISSED, "Moved": What.MOVED}
    words = page.content.decode()
    assert "Done: Kept." in words
    assert "Not there yet: Missed." in words


def test_the_first_one_looks_back_to_the_day_the_table_opened(table: Cast, opened: Open) -> None:
    assert since_when(opened()) == shared(table).partnership.opened_at


# -------------------------------------------------------------------------------- pages and waiting


def test_an_open_check_in_waits_on_the_home_page_until_it_is_written(
    table: Cast, opened: Open
) -> None:
    one = opened()
    with clock.at(one.at + timedelta(hours=1)):
        assert "Check in for Lumen." in [line.sentence for line in waits(table.tor.person)]
        reporting.send(report(one, table.lumen), LINE, seen=0, by=table.ingrid)
        assert "Check in for Lumen." not in [line.sentence for line in waits(table.tor.person)]
        assert "Check in for Kaveri." in [line.sentence for line in waits(table.ravi.person)]
    with clock.at(one.at + timedelta(days=30)):
        assert "Check in for Kaveri." not in [line.sentence for line in waits(table.ravi.person)]


def test_many_rounds_make_pages_and_no_more_queries(
    table: Cast, opened: Open, visit: Visit
) -> None:
    opened(3.5)
    browser = visit(table.ingrid)
    url = "/p/lumen-kaveri/meetings/checkins/"
    few = statements(browser, url)
    assert few <= 40
    for week in range(1, 30):
        opened(3.5 + 7 * week)
    assert Checkin.objects.count() == 30
    assert statements(browser, url) <= few
    page = browser.get(url).content.decode()
    assert page.count('<details class="earlier"') == 19
    assert "?before=" in page
    older = page.partition("?before=")[2].partition('"')[0]
    assert visit(table.ingrid).get(f"{url}?before={older}").content.decode().count('earlier"') == 10
    assert browser.get(f"{url}?before=nonsense").status_code == 200


def test_guests_do_not_read_check_ins(table: Cast, opened: Open, visit: Visit) -> None:
    one = opened()
    for url in ("", f"{one.id}/", f"{one.id}/write/"):
        answer = visit(table.guest).get(f"/p/lumen-kaveri/meetings/checkins/{url}")
        assert answer.status_code == 403
        assert visit(table.stranger).get(answer.wsgi_request.path).status_code == 404


def test_reports_of_a_round_belong_to_it(table: Cast, opened: Open) -> None:
    assert Report.objects.filter(checkin=opened()).count() == 2
