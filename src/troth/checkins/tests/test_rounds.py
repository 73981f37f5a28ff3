"""A check-in opens by itself, each side says its part, and a missed one is shown without blame."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.test import Client

from troth.checkins.actions import reporting
from troth.checkins.actions.opening import open_round
from troth.checkins.actions.refusing import ColleagueWasQuicker
from troth.checkins.actions.reporting import Draft
from troth.checkins.clock import Rounds, open_at, ring_at
from troth.checkins.models import Checkin, Report, Writing
from troth.checkins.queries.happened import What, happened, since_when
from troth.checkins.queries.rhythms import next_of, seated, series_of
from troth.checkins.rules.refusals import Refusal
from troth.checkins.rules.reports import Stands, Words
from troth.checkins.rules.series import Moment
from troth.checkins.tests.conftest import (
    MONDAY,
    MakePromise,
    Open,
    Why,
    facts_of,
    report,
    shared,
    weekly,
)
from troth.commitments import actions as promised
from troth.commitments.clock import due as commitments_due
from troth.foundation.web import clock
from troth.foundation.web.testing import hidden, statements
from troth.ledger.queries import entries, fact_of
from troth.organisations.models import Organisation
from troth.pages.queries.waiting import waiting as waits
from troth.partnerships.models import Partnership, Seat, Terms
from troth.partnerships.testing import Cast
from troth.people.models import Person

Visit = Callable[[Seat | Person | None], Client]
THURSDAY = date(2026, 6, 4)
LINE = Draft(words=Words(progress="The bench stands."))
HELP = Draft(words=Words(wish="Two reference sensors."), asks=True)


def ring(cast: Cast, days: float) -> bool:
    """Let the clock look at the table so many days after the Monday."""
    now = MONDAY + timedelta(days=days)
    with clock.at(now):
        return open_at(shared(cast), now=now)


# ------------------------------------------------------------------------------------- the clock


def test_a_check_in_opens_by_itself_and_once(table: Cast) -> None:
    assert ring(table, 3.1)
    assert not ring(table, 3.1)
    assert not ring(table, 9)
    assert ring(table, 10.1)
    assert [one.day for one in Checkin.objects.order_by("at")] == [
        THURSDAY,
        THURSDAY + timedelta(days=7),
    ]
    assert facts_of(table) == ["checkin:opened"] * 2
    entry = entries(table.shared.id, limit=1000)[-1]
    assert fact_of(entry).by.person is None


def test_it_opens_on_its_minute_and_not_before(
    table: Cast, at_ten: Callable[[int], datetime]
) -> None:
    moment = at_ten(3)
    assert not open_at(shared(table), now=moment - timedelta(seconds=1))
    assert open_at(shared(table), now=moment)
    assert Checkin.objects.latest("at").at == moment


def test_where_nobody_rang_for_weeks_only_the_last_one_opens(table: Cast) -> None:
    assert ring(table, 38.5)
    assert not ring(table, 38.5)
    assert Checkin.objects.count() == 1


def test_what_nobody_could_answer_any_more_does_not_open(table: Cast) -> None:
    assert not ring(table, 44.9)
    assert not Checkin.objects.exists()


def test_two_processes_that_ring_at_once_open_it_once(table: Cast) -> None:
    one = Moment(day=THURSDAY, at=MONDAY + timedelta(days=3), zone="UTC")
    parties = seated(table.table.id)
    rings = partial(open_round, one, room=shared(table), parties=parties, answer_days=3)
    assert rings() is not None
    assert rings() is None
    assert facts_of(table) == ["checkin:opened"]


@pytest.mark.parametrize("phase", ["proposed", "closed"])
def test_no_check_in_opens_at_a_table_that_is_not_open(table: Cast, phase: str) -> None:
    Partnership.objects.filter(pk=table.table.pk).update(phase=phase)
    assert Rounds().ring(MONDAY + timedelta(days=4)) == 0


def test_the_clock_goes_through_all_tables_so_many_a_ringing(table: Cast) -> None:
    neighbours = table.neighbour.partnership
    weekly(table, partnership=neighbours, since=clock.now())
    few, now = Rounds(at_once=1), MONDAY + timedelta(days=396)
    with clock.at(now):
        assert few.ring(now) + few.ring(now) == 2
        assert few.ring(now) + few.ring(now) == 0


def test_what_goes_wrong_at_one_table_does_not_stop_the_clock(table: Cast) -> None:
    room = shared(table)
    Terms.objects.filter(partnership=table.table).update(rhythm={"every": "often"})
    assert ring_at(room, now=MONDAY) is False


def test_a_new_rhythm_counts_from_the_day_it_was_signed(table: Cast) -> None:
    assert ring(table, 3.1)
    tuesdays = {"every": 1, "unit": "weeks", "weekday": 1, "at": "09:00", "zone": "Asia/Kolkata"}
    weekly(table, since=MONDAY + timedelta(days=4), rhythm=tuesdays)
    assert not ring(table, 7)
    assert ring(table, 8)
    assert Checkin.objects.latest("at").day == THURSDAY + timedelta(days=5)
    assert not ring(table, 10.5)


def test_a_charter_that_keeps_the_rhythm_does_not_begin_it_anew(table: Cast) -> None:
    two_weeks = {"every": 2, "unit": "weeks", "weekday": 3, "at": "10:00", "zone": "Europe/Oslo"}
    weekly(table, since=MONDAY - timedelta(days=20), rhythm=two_weeks)
    weekly(table, since=MONDAY + timedelta(days=2), rhythm=two_weeks, answer_days=9)
    series = series_of(shared(table).partnership, seated(table.table.id), now=MONDAY + timedelta(3))
    assert series is not None
    assert (series.since, series.limits.answer_days) == (MONDAY - timedelta(days=20), 9)


def test_until_a_charter_is_signed_no_check_in_opens_by_itself(cast: Cast, visit: Visit) -> None:
    later = clock.now() + timedelta(days=60)
    assert series_of(shared(cast).partnership, seated(cast.table.id), now=later) is None
    with clock.at(later):
        assert not open_at(shared(cast), now=later)
    assert not Checkin.objects.exists()
    for path in ("", "meetings/checkins/"):
        page = visit(cast.ravi).get(f"/p/lumen-kaveri/{path}").content.decode()
        assert "Check-ins open by themselves once all of you have signed how often." in page
        assert 'href="/p/lumen-kaveri/agreements/charter/"' in page


def test_the_mild_rhythm_comes_from_side_to_side_once_it_is_signed(cast: Cast) -> None:
    signed = clock.now()
    weekly(cast, since=signed, rhythm={})
    series = series_of(shared(cast).partnership, seated(cast.table.id), now=clock.now())
    assert series is not None
    assert (series.rhythm.every, series.since) == (2, signed)
    assert set(series.zones) == {"Europe/Oslo", "Asia/Kolkata"}
    assert next_of(series, cast.shared.id, now=clock.now()) is not None


def test_what_was_written_and_not_signed_changes_no_rhythm(table: Cast) -> None:
    weekly(table, since=MONDAY - timedelta(days=30), agreement="")
    early = MONDAY - timedelta(days=22)
    assert series_of(shared(table).partnership, seated(table.table.id), now=early) is None
    late = series_of(shared(table).partnership, seated(table.table.id), now=MONDAY)
    assert late is not None
    assert late.since == MONDAY - timedelta(days=21)


def test_a_holiday_moves_it_for_that_side_alone_and_says_so(
    table: Cast, opened: Open, visit: Visit
) -> None:
    away = {THURSDAY.isoformat(): "Constitution day"}
    Organisation.objects.filter(slug="lumen").update(days_off=away)
    one = opened()
    lumens, kaveris = report(one, table.lumen), report(one, table.kaveri)
    assert (lumens.moved_from, kaveris.moved_from) == (THURSDAY, None)
    assert lumens.begins > one.at == kaveris.begins
    assert lumens.answer_by > kaveris.answer_by
    with clock.at(one.at):
        page = visit(table.ravi).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
    assert "Lumen does not work on 4 June, so for Lumen it is 5 June." in page


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
